// SPDX-License-Identifier: Apache-2.0
// Days and terms, by the calendar of the offering that has them, else of the programme.
#include "compiler/model/derived.h"
#include "compiler/rules/evaluator.h"

namespace kava {

auto Evaluator::calendar_for(const Origin& origin) const -> Thing {
  const Thing programme = curriculum_ != nullptr ? model_.thing(curriculum_->programme) : Thing();
  Thing owner = origin.owner ? model_.thing(origin.owner) : Thing();
  while (owner && owner.kind() != Word::offering) owner = owner.parent();
  return programme ? calendar_of(owner, programme) : Thing();
}

/// The first day of a term. One that its calendar does not know was told; without a calendar no
/// day can be said.
auto Evaluator::as_day(const Datum& value) const -> Datum {
  if (!value.known() || value.shape != Shape::Term) return value;
  const Cells items = Cell(&model_, value.unit, value.written).items();
  const Thing calendar = calendar_for(value.origin);
  if (!calendar) return Datum::missing(State::Unlike, value.origin);
  if (items.size() != 2 || !items[0].known() || !items[1].known()) {
    return Datum::missing(State::Unknown, value.origin);
  }
  const auto year = static_cast<int>(items[1].value().mantissa);
  const Thing term = term_of(calendar, items[0].thing().id(), year);
  const Cell begins = term ? term[Word::begins] : Cell();
  const auto first = begins.known() ? begins.date() : std::nullopt;
  if (!first) return Datum::missing(State::InError, value.origin);
  Datum result = value;
  result.shape = Shape::Day;
  result.date = *first;
  return result;
}

auto Evaluator::nearest_day(const Instruction& node) -> Datum {
  const Datum anchor = as_day(scalar(node, 0));
  if (!anchor.known()) return anchor;
  if (anchor.shape != Shape::Day) return Datum::missing(State::Unlike, anchor.origin);
  const bool before = node.op == Op::LastBefore;
  const int step = before ? -1 : 1;
  const auto month = static_cast<int>(node.index / 32);
  const auto day = static_cast<int>(node.index % 32);
  // Between two leap days lie at most eight years (1896 and 1904).
  for (int year = anchor.date.year, tries = 0; tries < 10; year += step, ++tries) {
    if (year < 1 || year > 9999) break;
    if (day > days_in_month(year, month)) continue;
    const Date found{static_cast<int16_t>(year), static_cast<uint8_t>(month),
                     static_cast<uint8_t>(day)};
    if (before ? found >= anchor.date : found <= anchor.date) continue;
    Datum result = anchor;
    result.date = found;
    return result;
  }
  return Datum::missing(State::Overflow, anchor.origin);
}

/// Of a term its own; of a day that of the term in which it lies, or which comes next.
auto Evaluator::season(const Instruction& node) -> Datum {
  const Datum value = scalar(node, 0);
  if (!value.known()) return value;
  Thing found;
  if (value.shape == Shape::Term) {
    const Cells items = Cell(&model_, value.unit, value.written).items();
    if (!items.empty() && items[0].known()) found = items[0].thing();
  } else if (value.shape == Shape::Day) {
    found = season_on(calendar_for(value.origin), value.date);
  }
  if (!found) return Datum::missing(State::Unlike, value.origin);
  Datum result = Datum::of_object(Shape::Concept, found.id());
  result.origin = value.origin;
  return result;
}

}  // namespace kava
