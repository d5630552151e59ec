// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/type.h"

#include <fmt/format.h>

namespace kava {

auto StaticType::element() const -> StaticType {
  StaticType result = *this;
  result.list = false;
  return result;
}

auto StaticType::as_list() const -> StaticType {
  StaticType result = *this;
  result.list = true;
  return result;
}

auto StaticType::kind() const -> Word {
  if (sort == Sort::Thing) return of;
  if (block != Word::none) return block;
  return sort == Sort::Concept ? Word::concept_ : Word::none;
}

namespace {

auto scalar(const Type& type) -> StaticType {
  switch (type.kind) {
    case TypeKind::Text:
    case TypeKind::Url:
    case TypeKind::Email: return StaticType::of_sort(Sort::Text);
    case TypeKind::Localised: return StaticType::of_sort(Sort::Localised);
    case TypeKind::Number: return StaticType::amount({});
    case TypeKind::Bool:
    case TypeKind::Flag: return StaticType::truth();
    case TypeKind::Date: return StaticType::of_sort(Sort::Day);
    case TypeKind::DateRange: return StaticType::of_sort(Sort::Days);
    case TypeKind::Term: return StaticType::of_sort(Sort::Term);
    case TypeKind::Code: return {Sort::Concept, false, type.of, Word::none, {}};
    case TypeKind::Reference: return StaticType::thing(type.of);
    case TypeKind::Quantity:
    case TypeKind::QuantityRange: return StaticType::amount(dimension_of(type.of));
    case TypeKind::None:
    case TypeKind::Block:
    case TypeKind::Expression:
    case TypeKind::Name:
    case TypeKind::Any: return StaticType::of_sort(Sort::Anything);
  }
  return {};
}

}  // namespace

auto type_of(const Schema&, const Field& field) -> StaticType {
  // Of alternatives the one that can be compared best: a code before a text.
  StaticType result = StaticType::of_sort(Sort::Anything);
  for (const Type& type : field.types) {
    const StaticType found = scalar(type);
    if (found.sort == Sort::Anything) continue;
    if (result.sort == Sort::Anything || found.sort == Sort::Concept) result = found;
  }
  const bool has_block = field.takes(TypeKind::Block);
  const bool refers = result.sort == Sort::Thing;
  if (has_block && result.sort == Sort::Anything) result = StaticType::thing(field.word);
  else if (has_block && !refers) result.block = field.word;
  result.list = field.many == Many::Any || field.many == Many::Some;
  return result;
}

namespace {

auto amount_words(Dimension dimension) -> LocalisedText {
  if (dimension == Dimension()) return {{"en", "a number"}, {"et", "arv"}};
  if (dimension == dimension_of(Word::credit)) {
    return {{"en", "a volume in credits"}, {"et", "maht ainepunktides"}};
  }
  if (dimension == dimension_of(Word::time)) return {{"en", "a time"}, {"et", "ajaline maht"}};
  if (dimension == dimension_of(Word::money)) {
    return {{"en", "a sum of money"}, {"et", "rahasumma"}};
  }
  if (dimension == dimension_of(Word::duration)) {
    return {{"en", "a duration"}, {"et", "kestus"}};
  }
  return {{"en", "a quotient of quantities"}, {"et", "suuruste suhe"}};
}

}  // namespace

auto type_words(const Schema& schema, const StaticType& type) -> LocalisedText {
  if (type.list) return {{"en", "a list"}, {"et", "loend"}};
  const std::string of(schema.spelling(type.of));
  switch (type.sort) {
    case Sort::Error:
    case Sort::Anything: return {{"en", "something without a value"}, {"et", "väärtuseta asi"}};
    case Sort::Truth: return {{"en", "a yes or no"}, {"et", "jah või ei"}};
    case Sort::Amount: return amount_words(type.dimension);
    case Sort::Text:
    case Sort::Localised: return {{"en", "a text"}, {"et", "tekst"}};
    case Sort::Day: return {{"en", "a date"}, {"et", "kuupäev"}};
    case Sort::Days: return {{"en", "a range of dates"}, {"et", "kuupäevavahemik"}};
    case Sort::Term: return {{"en", "a term"}, {"et", "õppeperiood"}};
    case Sort::Concept:
      return {{"en", fmt::format("a code of `{}`", of)},
              {"et", fmt::format("loendi `{}` kood", of)}};
    case Sort::Thing: return {{"en", fmt::format("a `{}`", of)}, {"et", fmt::format("`{}`", of)}};
    case Sort::WordList: return {{"en", "a word list"}, {"et", "sõnaloend"}};
  }
  return {};
}

}  // namespace kava
