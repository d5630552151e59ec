// SPDX-License-Identifier: Apache-2.0
// Texts that lack a language which the catalogue asks for, or have one twice.
#include <algorithm>

#include "compiler/check/checker.h"

namespace kava {
namespace {

/// The declaration at the top of the file that a block stands in.
auto top(const Thing& thing) -> Thing {
  Thing at = thing;
  while (at.object().parent != 0 && at.object().parent != UINT32_MAX) at = at.parent();
  return at;
}

/// Declarations whose texts are published.
auto is_published(Word kind) -> bool {
  switch (kind) {
    case Word::programme:
    case Word::course:
    case Word::offering:
    case Word::organisation:
    case Word::degree_programme:
    case Word::role: return true;
    default: return false;
  }
}

void check_twice(Checker& checker, const Cell& cell) {
  const Unit& unit = cell.unit();
  const auto items = unit.items_of(cell.value());
  for (size_t i = 1; i < items.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (items[i].unit != items[j].unit) continue;
      checker
          .report({unit.source, items[i].span}, diag::language_twice,
                  Name{std::string(unit.view(unit.tags[items[i].unit]))})
          .note({unit.source, items[j].span}, message(diag::first_here));
      break;
    }
  }
}

void check_missing(Checker& checker, const Thing& thing, const Field& field, const Cell& cell) {
  for (const std::string_view language : checker.facts.required_languages) {
    if (!cell.text_in(language).empty()) continue;
    // The main value of a block is called by the name of the block.
    const Word word = field.word == Word::value ? thing.kind() : field.word;
    const std::string tag(language);
    Report& report = checker.report(
        cell.location(), diag::language_missing,
        Label{std::string(checker.model.schema.spelling(word)), field.labels()}, Name{tag});
    const Thing owner = top(thing);
    const Cell status = owner[Word::status];
    const bool draft = owner.kind() == Word::programme &&
                       (!status || !status.known() || status.thing().name() == "draft");
    const bool used_in_draft =
        owner.kind() == Word::course && !checker.facts.has(owner.id(), Facts::Strict);
    if (draft || used_in_draft) report.severity = Severity::Hint;
    report.detail(Detail::Kind::Help,
                  {{"en", "add `, " + tag + " \"…\"`"}, {"et", "lisa `, " + tag + " \"…\"`"}});
  }
}

}  // namespace

LanguageCheck::LanguageCheck(Checker& checker, uint32_t unit)
    : checker_(checker), unit_(checker.model.units[unit]) {
  for (const std::string_view language : checker.facts.required_languages) {
    const auto tag = std::ranges::find_if(
        unit_.tags, [&](const Slice& written) { return unit_.view(written) == language; });
    if (tag == unit_.tags.end()) lacks_one_ = true;
    else tags_.push_back(static_cast<uint16_t>(tag - unit_.tags.begin()));
  }
}

/// Quick look at a text that nearly always is complete: a language stands twice, or one is lacking.
auto LanguageCheck::may_be_faulty(const Value& value) const -> bool {
  if (value.kind == ValueKind::Text) return lacks_one_ || !tags_.empty();
  if (value.kind != ValueKind::Localised) return false;
  const auto items = unit_.items_of(value);
  for (size_t i = 1; i < items.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (items[i].unit == items[j].unit) return true;
    }
  }
  return lacks_one_ || !std::ranges::all_of(tags_, [&](uint16_t tag) {
           return std::ranges::find(items, tag, &Value::unit) != items.end();
         });
}

void LanguageCheck::check(const Thing& thing) {
  for (const Value& value : unit_.entries_of(thing.object())) {
    if (!may_be_faulty(value)) continue;
    if (!is_published(top(thing).kind())) return;
    const Field* field = checker_.model.schema.field(thing.kind(), value.word);
    if (field == nullptr || !field->takes(TypeKind::Localised)) continue;
    const Cell cell(&checker_.model, thing.id().unit, &value);
    if (value.kind == ValueKind::Localised) check_twice(checker_, cell);
    check_missing(checker_, thing, *field, cell);
  }
}

}  // namespace kava
