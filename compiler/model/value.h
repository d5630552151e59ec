// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>

#include "compiler/base/date.h"
#include "compiler/base/rational.h"
#include "compiler/schema/word.h"
#include "compiler/source/source.h"

namespace kava {

/// Names a declaration or block anywhere: which unit, and which object in it.
struct ObjectId {
  uint32_t unit = UINT32_MAX;
  uint32_t index = UINT32_MAX;
  constexpr explicit operator bool() const { return unit != UINT32_MAX; }
  friend constexpr auto operator==(ObjectId, ObjectId) -> bool = default;
  friend constexpr auto operator<=>(ObjectId, ObjectId) = default;
};

/// A piece of `Unit::text`.
struct Slice {
  uint32_t offset = 0;
  uint32_t length = 0;
};

/// A run of `Unit::items`.
struct Items {
  uint32_t first = 0;
  uint32_t count = 0;
};

/// Words that lead from a thing to one above it of the same kind.
inline constexpr Word upward[] = {Word::part_of, Word::extends, Word::broader, Word::part,
                                  Word::replaced_by};

inline constexpr auto is_upward = [] {
  std::array<bool, static_cast<size_t>(Word::core_count)> result{};
  for (const Word up : upward) result[static_cast<size_t>(up)] = true;
  return result;
}();

constexpr auto leads_up(Word word) -> bool {
  return word < Word::core_count && is_upward[static_cast<size_t>(word)];
}

enum class ValueKind : uint8_t {
  Flag,        ///< A word without operands: `required`.
  Unknown,     ///< `?`, with `slice` the author's remark.
  Text,        ///< `slice`; `tag` is the language, 0 for a bare text.
  Localised,   ///< `items`: one Text a language.
  Bool,        ///< `truth`.
  Number,      ///< `mantissa` and `scale`.
  Quantity,    ///< The same with `unit`; 50% is a quantity of unit `%`.
  Range,       ///< `items`: lower and upper bound; a Flag stands for an open end.
  Day,         ///< `date`.
  Path,        ///< `slice`: a dotted name not resolved yet (or that cannot be: see Error).
  Pair,        ///< `items`: a Path and the value it stands before (`exam final`, `autumn 2026`).
  Term,        ///< `items`: the concept of the season, and the year.
  Concept,     ///< `object`: a concept of a vocabulary.
  Reference,   ///< `object`: a declaration elsewhere.
  Block,       ///< `object`: a block of its own, in this unit.
  Expression,  ///< `expression`: root in `Unit::expressions`.
  Error,       ///< Reported already; whatever reads it is not judged.
};

/// A value and where it was written: a rule can point at its cause. As an entry of an object it
/// also says which word it stands under.
struct Value {
  ValueKind kind = ValueKind::Flag;
  uint8_t scale = 0;
  /// Quantity: before resolving an index into `Unit::measure_names`, after it into
  /// `Schema::measures`.
  uint16_t unit = 0;
  Word word = Word::none;
  uint16_t flags = 0;
  Span span;
  union {
    int64_t mantissa;
    Slice slice;
    Items items;
    ObjectId object;
    Date date;
    bool truth;
    uint32_t expression;
  };
  /// Second and later values of one comma-separated list (`language et, en`).
  static constexpr uint16_t continues = 1;
  /// A text with a language tag; `unit` is an index into `Unit::tags`.
  static constexpr uint16_t tagged = 2;

  constexpr Value() : mantissa(0) {}
  auto number() const -> Rational { return Rational::decimal(mantissa, scale); }
};
static_assert(sizeof(Value) == 24);

}  // namespace kava
