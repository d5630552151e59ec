// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/derived_names.h"

namespace kava {
namespace {

// The types of derived_names.def.
constexpr StaticType as_field;  // The type of the field it is about.
constexpr StaticType words{Sort::Localised, true, Word::none, Word::criterion, {}};
constexpr StaticType text{Sort::Text, false, Word::none, Word::none, {}};
constexpr StaticType length = StaticType::amount({0, 0, 0, 1});
constexpr StaticType money = StaticType::amount({0, 0, 1, 0});
constexpr StaticType amounts_of_money{Sort::Amount, true, Word::none, Word::none, {0, 0, 1, 0}};
constexpr StaticType numbers{Sort::Amount, true, Word::none, Word::none, {}};
constexpr StaticType semester_number{Sort::Amount, false, Word::none, Word::semester, {}};

constexpr StaticType level{Sort::Concept, false, Word::eqf, Word::none, {}};
constexpr StaticType field_of_study{Sort::Concept, false, Word::isced, Word::none, {}};

/// On the path, adds up, distinct.
struct How {
  bool on_path, adds_up, distinct;
};
constexpr How settled{false, false, false};
constexpr How by_course{true, true, false};
constexpr How by_course_once{true, true, true};

#define thing(kind) StaticType::thing(Word::kind)
#define things(kind) StaticType::things(Word::kind)
constexpr DerivedRow rows[] = {
#define DERIVED(kind, name, what, type, about, how, en, et)    \
  {Word::kind,  #name,       Derived::what, type, Word::about, \
   how.on_path, how.adds_up, how.distinct,  en,   et},
#include "compiler/rules/derived_names.def"
#undef DERIVED
};
#undef things
#undef thing

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

auto derived_names() -> std::span<const DerivedRow> { return rows; }

auto derived_name(Word kind, std::string_view name) -> const DerivedRow* {
  for (const DerivedRow& row : rows) {
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
