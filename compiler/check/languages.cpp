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
        Label{std::string(checker.model.schema.spelling(word)), field.labels}, Name{tag});
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

/// Quick look at a text that nearly always is complete: a language stands twice, or one is lacking.
auto may_be_faulty(const Checker& checker, const Unit& unit, const Value& value) -> bool {
  if (value.kind == ValueKind::Text) return !checker.facts.required_languages.empty();
  if (value.kind != ValueKind::Localised) return false;
  const auto items = unit.items_of(value);
  for (size_t i = 1; i < items.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (items[i].unit == items[j].unit) return true;
    }
  }
  for (const std::string_view language : checker.facts.required_languages) {
    bool found = false;
    for (const Value& item : items) found = found || unit.view(unit.tags[item.unit]) == language;
    if (!found) return true;
  }
  return false;
}

}  // namespace

void check_languages(Checker& checker, const Thing& thing) {
  const Unit& unit = thing.unit();
  for (const Value& value : unit.entries_of(thing.object())) {
    if (!may_be_faulty(checker, unit, value)) continue;
    if (!is_published(top(thing).kind())) return;
    const Field* field = checker.model.schema.field(thing.kind(), value.word);
    if (field == nullptr || !field->takes(TypeKind::Localised)) continue;
    const Cell cell(&checker.model, thing.id().unit, &value);
    if (value.kind == ValueKind::Localised) check_twice(checker, cell);
    check_missing(checker, thing, *field, cell);
  }
}

}  // namespace kava
