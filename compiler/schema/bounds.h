// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "compiler/schema/word.h"

namespace kava {

/// What is asked of the values of a field.
enum class BoundKind : uint8_t { above_zero, not_negative, at_least_one, at_most_whole };

/// One row of bounds.def.
struct Bound {
  Word kind = Word::none;  ///< none: any kind.
  Word word = Word::none;
  BoundKind asked = BoundKind::not_negative;
  std::string_view en, et;  ///< Why.
};

/// The row of a field; null if every value may stand there.
auto bound_of(Word kind, Word word) -> const Bound*;

}  // namespace kava
