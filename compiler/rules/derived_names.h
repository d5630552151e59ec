// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>

#include "compiler/rules/type.h"

namespace kava {

/// Names that no field has but rules and forms may read: what follows from the fields.
enum class Derived : uint8_t {
  courses,   ///< On the path.
  offered,   ///< All of them.
  gathered,  ///< A field of the programme and of its courses, without repetition.
  criteria,  ///< Of a programme's or an outcome's assessments.
  outcome_assessments,
  outcome_criteria,
  duration,       ///< Declared, else the number of semesters.
  modes,          ///< Declared, else those of the courses.
  award,          ///< Declared, else the regulation's.
  awarding_body,  ///< Declared, else the lead's or the only provider's institution.
  stackability,
  target_level,  ///< Declared, else that of the programme that a `stacks towards` names.
  target_field,
  target_providers,
  outcome_groups,  ///< Parts of the programme that no outcome connects.
  offerings,
  latest_offering,   ///< The one that begins last.
  course_admission,  ///< Declared, else that of the degree programme it comes from.
  inherited,         ///< Of a course: declared, else the programme's.
  course_semester,
  serves,  ///< Outcomes of the programme that the course serves.
  semester_courses,
  institution,
  country,  ///< Declared, else that of the organisation it is part of.
  offering_programme,
  price_total,
  price_instalments,
  concept_code,
  broader,
};

/// A row: name `name` on things of kind `kind`.
struct DerivedRow {
  Word kind;
  std::string_view name;
  Derived derived;
  StaticType type;
  Word word = Word::none;   ///< The field it is about, if there is one.
  bool on_path = false;     ///< Depends on which courses a learner takes.
  bool adds_up = false;     ///< Each course brings its own share, independent of the others.
  bool distinct = false;    ///< What several courses bring counts once.
  std::string_view en, et;  ///< How a message calls it; empty: as the field.
};

auto derived_names() -> std::span<const DerivedRow>;
auto derived_name(Word kind, std::string_view name) -> const DerivedRow*;

/// The field of that name, or of which it is the plural (`outcomes`, `criteria`); null if none.
auto field_named(const Schema& schema, Word kind, std::string_view name) -> const Field*;

}  // namespace kava
