// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/derived_names.h"

#include <vector>

namespace kava {
namespace {

auto rows() -> const std::vector<DerivedRow>& {
  using enum Derived;
  constexpr Dimension length{0, 0, 0, 1}, money{0, 0, 1, 0};
  const StaticType as_field;  // The type of the field it is about.
  const StaticType words = {Sort::Localised, true, Word::none, Word::criterion, {}};
  // Columns: kind, name, what, type, field, on the path, adds up, distinct, English, Estonian.
  static const std::vector<DerivedRow> table = {
      {Word::programme, "courses", courses, StaticType::things(Word::course), Word::course, true,
       true, false, "courses", "õppeaineid"},
      {Word::programme, "offered", offered, StaticType::things(Word::course), Word::course, false,
       false, false, "courses", "õppeaineid"},
      {Word::programme, "assessments", gathered, as_field, Word::assessment, true, true, true,
       "assessments", "hindamisi"},
      {Word::programme, "lecturers", gathered, as_field, Word::lecturer, true, true, true,
       "lecturers", "õppejõude"},
      {Word::programme, "leaders", gathered, as_field, Word::leader, true, true, true,
       "course leaders", "vastutavaid õppejõude"},
      {Word::programme, "methods", gathered, as_field, Word::none, true, true, true, "", ""},
      {Word::programme, "materials", gathered, as_field, Word::none, true, true, true, "", ""},
      {Word::programme, "criteria", criteria, words, Word::criterion, true, true, true, "criteria",
       "kriteeriume"},
      {Word::programme, "duration", duration, StaticType::amount(length), Word::duration, false,
       false, false, "", ""},
      {Word::programme, "modes", modes, as_field, Word::mode, true, true, true, "", ""},
      {Word::programme, "mode", modes, as_field, Word::mode, true, true, true, "", ""},
      {Word::programme, "award", award, as_field, Word::award, false, false, false, "", ""},
      {Word::programme, "awarding_body", awarding_body, as_field, Word::awarding_body, false, false,
       false, "", ""},
      {Word::programme, "awarding_bodies", awarding_body, as_field, Word::awarding_body, false,
       false, false, "", ""},
      {Word::programme, "stackability", stackability, StaticType::of_sort(Sort::Text), Word::stacks,
       false, false, false, "", ""},
      {Word::programme, "outcome_groups", outcome_groups, StaticType::amount({}).as_list(),
       Word::outcome, false, false, false, "separate groups of courses", "eraldi õppeainerühmi"},
      {Word::programme, "offerings", offerings, StaticType::things(Word::offering), Word::offering,
       false, false, false, "offerings", "toimumiskordi"},
      {Word::course, "admission", course_admission, as_field, Word::admission, false, false, false,
       "", ""},
      {Word::course, "field", inherited, as_field, Word::field, false, false, false, "", ""},
      {Word::course, "languages", inherited, as_field, Word::language, false, false, false, "", ""},
      {Word::course, "language", inherited, as_field, Word::language, false, false, false, "", ""},
      {Word::course,
       "semester",
       course_semester,
       {Sort::Amount, false, Word::none, Word::semester, {}},
       Word::semester,
       false,
       false,
       false,
       "",
       ""},
      {Word::course, "serves", serves, StaticType::things(Word::outcome), Word::achieved_by, false,
       false, false, "outcomes served", "toetatavaid õpiväljundeid"},
      {Word::semester, "courses", semester_courses, StaticType::things(Word::course), Word::course,
       true, true, false, "courses", "õppeaineid"},
      {Word::outcome, "assessments", outcome_assessments, StaticType::things(Word::assessment),
       Word::assessment, false, false, false, "assessments", "hindamisi"},
      {Word::outcome, "criteria", outcome_criteria, words, Word::criterion, false, false, false,
       "criteria", "kriteeriume"},
      {Word::organisation, "institution", institution, StaticType::thing(Word::organisation),
       Word::legal_name, false, false, false, "", ""},
      {Word::organisation, "country", country, as_field, Word::country, false, false, false, "",
       ""},
      {Word::offering, "programme", offering_programme, StaticType::thing(Word::programme),
       Word::of, false, false, false, "", ""},
      {Word::price, "total", price_total, StaticType::amount(money), Word::price, false, false,
       false, "", ""},
      {Word::concept_, "code", concept_code, StaticType::of_sort(Sort::Text), Word::none, false,
       false, false, "", ""},
      {Word::concept_, "broader", broader, StaticType::thing(Word::concept_), Word::broader, false,
       false, false, "", ""},
  };
  return table;
}

/// Plurals that do not end in `s`.
auto irregular_singular(std::string_view plural) -> std::string_view {
  if (plural == "criteria") return "criterion";
  if (plural == "bases") return "basis";
  if (plural == "steps") return "done";
  if (plural == "addresses") return "address";
  return {};
}

auto ending_replaced(std::string_view name, std::string_view ending, std::string_view by)
    -> std::string {
  if (!name.ends_with(ending)) return {};
  return std::string(name.substr(0, name.size() - ending.size())).append(by);
}

auto many_field(const Schema& schema, Word kind, std::string_view singular) -> const Field* {
  if (singular.empty()) return nullptr;
  const Word word = schema.word(singular);
  const Field* field = word == Word::none ? nullptr : schema.field(kind, word);
  const bool many = field != nullptr && (field->many == Many::Any || field->many == Many::Some);
  return many ? field : nullptr;
}

}  // namespace

auto derived_names() -> std::span<const DerivedRow> { return rows(); }

auto derived_name(Word kind, std::string_view name) -> const DerivedRow* {
  for (const DerivedRow& row : rows()) {
    if (row.kind == kind && row.name == name) return &row;
  }
  return nullptr;
}

auto field_named(const Schema& schema, Word kind, std::string_view name) -> const Field* {
  if (const Word word = schema.word(name); word != Word::none) {
    if (const Field* field = schema.field(kind, word)) return field;
  }
  if (const Field* field = many_field(schema, kind, irregular_singular(name))) return field;
  if (const Field* field = many_field(schema, kind, ending_replaced(name, "ies", "y")))
    return field;
  return many_field(schema, kind, ending_replaced(name, "s", ""));
}

}  // namespace kava
