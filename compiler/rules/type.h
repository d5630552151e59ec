// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/rules/measures.h"

namespace kava {

/// What an expression of a rule may be.
enum class Sort : uint8_t {
  Error,     ///< Reported already; goes with everything.
  Anything,  ///< Can only be asked whether it is there.
  Truth,
  Amount,  ///< A number or quantity, or a range of them.
  Text,
  Localised,
  Day,
  Days,  ///< From one day to another.
  Term,
  Concept,  ///< Of the vocabulary `of`.
  Thing,    ///< A declaration or block of the kind `of`.
  WordList,
};

/// The type of an expression, known when a rule is compiled.
struct StaticType {
  Sort sort = Sort::Error;
  bool list = false;
  Word of = Word::none;
  Word block =
      Word::none;  ///< The value may stand before a block of this kind: `origin degree { … }`.
  Dimension dimension;

  static constexpr auto truth() -> StaticType {
    return {Sort::Truth, false, Word::none, Word::none, {}};
  }
  static constexpr auto amount(Dimension dimension) -> StaticType {
    return {Sort::Amount, false, Word::none, Word::none, dimension};
  }
  static constexpr auto thing(Word kind) -> StaticType {
    return {Sort::Thing, false, kind, Word::none, {}};
  }
  static constexpr auto things(Word kind) -> StaticType {
    return {Sort::Thing, true, kind, Word::none, {}};
  }
  static constexpr auto of_sort(Sort sort) -> StaticType {
    return {sort, false, Word::none, Word::none, {}};
  }

  auto is_text() const -> bool { return sort == Sort::Text || sort == Sort::Localised; }
  auto element() const -> StaticType;
  auto as_list() const -> StaticType;
  /// The kind whose fields can be read of it; none if it has no fields.
  auto kind() const -> Word;
};

/// Type of the values of a field.
auto type_of(const Schema& schema, const Field& field) -> StaticType;

/// "a volume in credits", for messages to whoever writes rules.
auto type_words(const Schema& schema, const StaticType& type) -> LocalisedText;

}  // namespace kava
