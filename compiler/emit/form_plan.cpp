// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/form_plan.h"

#include <algorithm>
#include <optional>
#include <span>

#include "compiler/base/suggest.h"

namespace kava {
namespace {

auto localised(const Thing& thing, Word word) -> LocalisedText {
  const Cell cell = thing[word];
  return cell && cell.known() ? cell.localised() : LocalisedText();
}

/// One of a few words; the place in the list is that in the enumeration.
auto choice(const Thing& thing, Word word, std::span<const std::string_view> words,
            Diagnostics& diagnostics) -> size_t {
  const Cell cell = thing[word];
  if (!cell || cell.kind() == ValueKind::Flag) return 0;
  const auto found = std::find(words.begin(), words.end(), cell.text());
  if (found != words.end()) return static_cast<size_t>(found - words.begin());
  std::string list;
  for (const std::string_view known : words) {
    if (!list.empty()) list += ", ";
    ((list += '`') += known) += '`';
  }
  Report& report = diagnostics.report(cell.location(), diag::form_unknown_choice,
                                      Name{std::string(thing.model().schema.spelling(word))},
                                      Text{list}, Name{std::string(cell.text())});
  if (const auto near = nearest(cell.text(), words); !near.empty())
    report.edit(cell.location(), std::string(near));
  return 0;
}

constexpr std::string_view layouts[] = {"inline", "lines", "numbered", "ticks", "whole", "list"};
constexpr std::string_view blanks[] = {"text", "number", "date", "signature"};
constexpr std::string_view formats[] = {"page", "document", "json"};

auto layout_of(const Thing& thing, Diagnostics& diagnostics) -> Layout {
  return static_cast<Layout>(choice(thing, Word::layout, layouts, diagnostics));
}

auto limit_of(const Thing& row) -> int64_t {
  const Cell cell = row[Word::limit];
  const auto limit = cell && cell.known() ? cell.quantity() : std::nullopt;
  return limit && limit->value.is_whole() ? limit->value.numerator() : 0;
}

class Planner {
 public:
  Planner(Formulas& formulas, Diagnostics& diagnostics)
      : formulas_(formulas), diagnostics_(diagnostics) {}

  auto all(const Thing& thing, Word word) -> std::vector<Formula> {
    std::vector<Formula> result;
    for (const Cell& cell : thing.all(word)) {
      if (cell.kind() != ValueKind::Flag) result.push_back(formulas_.compile(cell.value()));
    }
    return result;
  }

  auto paragraph(const Cell& cell) -> ParagraphPlan {
    ParagraphPlan plan;
    if (cell.kind() != ValueKind::Localised) {
      plan.emplace_back(cell.localised().front().first, formulas_.compile(cell.value()));
      return plan;
    }
    const TextViews texts = cell.texts();
    const auto items = cell.items();
    for (size_t i = 0; i < items.size() && i < texts.size(); ++i)
      plan.emplace_back(texts[i].first, formulas_.compile(items[i].value()));
    return plan;
  }

  auto section(const Thing& declared) -> SectionPlan {
    SectionPlan plan;
    plan.title = localised(declared, Word::title);
    plan.when = all(declared, Word::when);
    plan.numbered = declared.has(Word::numbered);
    for (const Value& entry : declared.unit().entries_of(declared.object())) {
      const Cell cell(&declared.model(), declared.id().unit, &entry);
      if (entry.word == Word::paragraph && cell.known()) plan.parts.emplace_back(paragraph(cell));
      if (entry.kind != ValueKind::Block) continue;
      if (entry.word == Word::row) plan.parts.emplace_back(row(cell.thing(), plan.numbered));
      if (entry.word == Word::table) plan.parts.emplace_back(table(cell.thing()));
    }
    return plan;
  }

 private:
  auto row(const Thing& declared, bool numbered) -> RowPlan {
    RowPlan plan;
    if (numbered) plan.number = ++rows_;
    plan.label = localised(declared, Word::label);
    plan.help = localised(declared, Word::help);
    plan.intro = localised(declared, Word::intro);
    if (const Cell key = declared[Word::key]) plan.key = key.text();
    plan.values = all(declared, Word::value);
    plan.when = all(declared, Word::when);
    plan.required_when = all(declared, Word::required);
    if (const Cell whole = declared[Word::share_of]) plan.whole = formulas_.compile(whole.value());
    plan.layout = layout_of(declared, diagnostics_);
    plan.required = declared.has(Word::required);
    if (declared.has(Word::blank))
      plan.blank = static_cast<Blank>(1 + choice(declared, Word::blank, blanks, diagnostics_));
    plan.limit = limit_of(declared);
    if (plan.layout == Layout::Ticks) plan.choices = choices(declared, plan);
    return plan;
  }

  auto choices(const Thing& declared, const RowPlan& plan) -> Things {
    Things result = plan.values.empty() ? Things() : formulas_.choices(plan.values.front());
    if (result.empty())
      diagnostics_.report(declared[Word::layout].location(), diag::form_ticks_without_codes);
    return result;
  }

  auto table(const Thing& declared) -> TablePlan {
    TablePlan plan;
    plan.label = localised(declared, Word::label);
    if (plan.label.empty()) plan.label = localised(declared, Word::title);
    plan.empty = localised(declared, Word::empty);
    plan.help = localised(declared, Word::help);
    plan.when = all(declared, Word::when);
    plan.numbered = declared.has(Word::numbered);
    plan.required = declared.has(Word::required);
    const Cell each = declared[Word::each];
    if (!each || each.kind() != ValueKind::Block) return plan;
    const Thing head = each.thing();
    if (const Cell list = head[Word::value]) plan.list = formulas_.enter(head.name(), list.value());
    for (const Thing& column : declared.things(Word::column))
      plan.columns.push_back({localised(column, Word::label), all(column, Word::value),
                              layout_of(column, diagnostics_), column.has(Word::total)});
    if (plan.list) formulas_.leave();
    return plan;
  }

  Formulas& formulas_;
  Diagnostics& diagnostics_;
  int rows_ = 0;
};

auto languages_of(const Thing& form) -> std::vector<std::string> {
  std::vector<std::string> result;
  for (const Thing& language : form.things(Word::language)) result.emplace_back(language.name());
  if (result.empty()) result.emplace_back(form.model().default_language());
  return result;
}

auto is_public(const Thing& form) -> bool {
  const Cell cell = form[Word::public_];
  return !cell || !cell.known() || cell.truth().value_or(true);
}

auto plan_form(const Thing& form, Word root, const std::shared_ptr<const World>& world,
               Diagnostics& diagnostics) -> FormPlan {
  FormPlan plan{form,
                std::string(form.name()),
                root,
                localised(form, Word::title),
                languages_of(form),
                static_cast<FormFormat>(choice(form, Word::format, formats, diagnostics)),
                is_public(form),
                Formulas(world, form.id().unit, root, diagnostics),
                {},
                {},
                {}};
  Planner planner(plan.formulas, diagnostics);
  plan.when = planner.all(form, Word::when);
  for (const Cell& cell : form.all(Word::paragraph)) {
    if (cell.known()) plan.paragraphs.push_back(planner.paragraph(cell));
  }
  for (const Thing& section : form.things(Word::section))
    plan.sections.push_back(planner.section(section));
  return plan;
}

}  // namespace

auto plan_forms(const Model& model, bool records, Diagnostics& diagnostics)
    -> std::vector<FormPlan> {
  std::vector<FormPlan> result;
  const auto world = make_world(model);
  for (const ObjectId id : model.top_level.of(Word::form)) {
    const Thing form = model.thing(id);
    const Cell format = form[Word::format];
    if ((format && format.text() == formats[static_cast<size_t>(FormFormat::Json)]) != records)
      continue;
    const Cell kind = form[Word::for_];
    if (!kind || !kind.known()) continue;
    if (kind.text() != "programme" && kind.text() != "offering") {
      diagnostics.report(kind.location(), diag::form_for_what, Name{std::string(kind.text())});
      continue;
    }
    const Word root = kind.text() == "offering" ? Word::offering : Word::programme;
    result.push_back(plan_form(form, root, world, diagnostics));
  }
  return result;
}

}  // namespace kava
