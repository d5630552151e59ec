// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/form_plan.h"

namespace kava {
namespace {

auto localised(const Thing& thing, Word word) -> LocalisedText {
  const Cell cell = thing[word];
  return cell && cell.known() ? cell.localised() : LocalisedText();
}

auto paragraphs_of(const Thing& thing) -> std::vector<LocalisedText> {
  std::vector<LocalisedText> result;
  for (const Cell& cell : thing.all(Word::paragraph)) result.push_back(cell.localised());
  return result;
}

auto layout_of(const Thing& row) -> Layout {
  const Cell layout = row[Word::layout];
  if (!layout) return Layout::Inline;
  if (layout.text() == "lines") return Layout::Lines;
  if (layout.text() == "whole") return Layout::Whole;
  if (layout.text() == "list") return Layout::List;
  return layout.text() == "numbered" ? Layout::Numbered : Layout::Inline;
}

class Planner {
 public:
  explicit Planner(Formulas& formulas) : formulas_(formulas) {}

  auto section(const Thing& declared) -> SectionPlan {
    SectionPlan plan;
    plan.title = localised(declared, Word::title);
    plan.paragraphs = paragraphs_of(declared);
    plan.when = all(declared, Word::when);
    for (const Value& entry : declared.unit().entries_of(declared.object())) {
      if (entry.kind != ValueKind::Block) continue;
      const Thing part(&declared.model(), {declared.id().unit, entry.object.index});
      if (entry.word == Word::row) plan.parts.emplace_back(row(part));
      if (entry.word == Word::table) plan.parts.emplace_back(table(part));
    }
    return plan;
  }

 private:
  auto all(const Thing& thing, Word word) -> std::vector<Formula> {
    std::vector<Formula> result;
    for (const Cell& cell : thing.all(word)) result.push_back(formulas_.compile(cell.value()));
    return result;
  }

  auto row(const Thing& declared) -> RowPlan {
    RowPlan plan;
    plan.label = localised(declared, Word::label);
    plan.help = localised(declared, Word::help);
    plan.intro = localised(declared, Word::intro);
    if (const Cell key = declared[Word::key]) plan.key = key.text();
    plan.values = all(declared, Word::value);
    plan.when = all(declared, Word::when);
    plan.layout = layout_of(declared);
    plan.required = declared.has(Word::required);
    plan.blank = declared.has(Word::blank);
    return plan;
  }

  auto table(const Thing& declared) -> TablePlan {
    TablePlan plan;
    plan.label = localised(declared, Word::label);
    if (plan.label.empty()) plan.label = localised(declared, Word::title);
    plan.empty = localised(declared, Word::empty);
    plan.when = all(declared, Word::when);
    const Cell each = declared[Word::each];
    if (!each || each.kind() != ValueKind::Block) return plan;
    const Thing head = each.thing();
    if (const Cell list = head[Word::value]) plan.list = formulas_.enter(head.name(), list.value());
    for (const Thing& column : declared.things(Word::column))
      plan.columns.push_back({localised(column, Word::label), all(column, Word::value)});
    if (plan.list) formulas_.leave();
    return plan;
  }

  Formulas& formulas_;
};

auto languages_of(const Thing& form) -> std::vector<std::string> {
  std::vector<std::string> result;
  for (const Thing& language : form.things(Word::language)) result.emplace_back(language.name());
  if (result.empty()) result.emplace_back(form.model().default_language());
  return result;
}

auto plan_form(const Thing& form, const std::shared_ptr<const World>& world,
               Diagnostics& diagnostics) -> FormPlan {
  FormPlan plan{form,
                std::string(form.name()),
                localised(form, Word::title),
                languages_of(form),
                form[Word::format] && form[Word::format].text() == "json",
                paragraphs_of(form),
                {},
                Formulas(world, form.id().unit, Word::programme, diagnostics)};
  Planner planner(plan.formulas);
  for (const Thing& section : form.things(Word::section))
    plan.sections.push_back(planner.section(section));
  return plan;
}

}  // namespace

auto plan_forms(const Model& model, Diagnostics& diagnostics) -> std::vector<FormPlan> {
  std::vector<FormPlan> result;
  const auto world = make_world(model);
  for (const ObjectId id : model.top_level.of(Word::form)) {
    const Thing form = model.thing(id);
    const Cell kind = form[Word::for_];
    if (!kind || kind.text() != "programme") continue;
    result.push_back(plan_form(form, world, diagnostics));
  }
  return result;
}

}  // namespace kava
