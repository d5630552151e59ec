// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <new>
#include <string_view>

#include "compiler/rules/measures.h"

namespace kava {

/// Whether a value could be had, and if not, why.
enum class State : uint8_t {
  Known,
  Absent,    ///< The field is not there.
  Unknown,   ///< `?`
  InError,   ///< Reported already.
  Unlike,    ///< Units that cannot be compared (`12 months` with semesters).
  Overflow,  ///< A number that does not fit.
  Limit,     ///< limits::evaluation_steps were not enough.
};

enum class Shape : uint8_t {
  Nothing,
  Truth,
  Amount,
  Range,  ///< `list`: two amounts or days; an open end has the shape Nothing.
  Text,
  Localised,
  Day,
  Term,
  Concept,
  Thing,
  List,
  Other,  ///< There, but of no use in a rule.
};

/// The entry that was read, for blame; without `entry` the place where it should have been.
struct Origin {
  ObjectId owner;
  Word word = Word::none;
  const Value* entry = nullptr;  ///< In the unit of `owner`.
};

/// A run of data in the store of an evaluator.
struct Run {
  uint32_t first = 0;
  uint32_t count = 0;
};

/// A value during evaluation. Amounts are counted in base units, `shown` is the unit as written.
struct Datum {
  State state = State::Known;
  Shape shape = Shape::Nothing;
  /// Of a `has` that is false, or an empty list: something is absent that may still be added.
  bool by_absence = false;
  bool any_units = false;  ///< The sum of nothing: zero of whatever is wanted.
  Measure shown = Measure::none;
  Units units;
  Rational number;
  union {
    bool truth = false;
    ObjectId object;
    Date date;
    Run list;
  };
  std::string_view text;
  const Value* written = nullptr;  ///< Of Localised, Term, Other: the value itself, in `unit`.
  uint32_t unit = 0;
  Origin origin;

  Datum() noexcept {}  // NOLINT: the union is begun by its initializer.

  auto known() const -> bool { return state == State::Known; }
  auto is_true() const -> bool { return known() && shape == Shape::Truth && truth; }
  auto is_false() const -> bool { return known() && shape == Shape::Truth && !truth; }

  static auto of_truth(bool value) -> Datum {
    Datum result;
    result.shape = Shape::Truth;
    result.truth = value;
    return result;
  }
  static auto of_number(Rational value) -> Datum {
    Datum result;
    result.shape = Shape::Amount;
    result.number = value;
    return result;
  }
  static auto of_object(Shape shape, ObjectId object) -> Datum {
    Datum result;
    result.shape = shape;
    result.object = object;
    return result;
  }
  static auto missing(State state, Origin origin) -> Datum {
    Datum result;
    result.state = state;
    result.origin = origin;
    return result;
  }
};

/// Makes a datum where it is kept. Moving one that was just made would wait for all its parts to
/// be written: a processor does not hand on what it wrote in smaller pieces than it reads.
template <typename Make>
auto make_at(Datum& place, const Make& make) -> Datum& {
  return *::new (static_cast<void*>(&place)) Datum(make());
}

}  // namespace kava
