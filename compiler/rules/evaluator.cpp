// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/evaluator.h"

#include <algorithm>

namespace kava {

void Evaluator::judge(const Curriculum& curriculum) {
  curriculum_ = &curriculum;
  kept_.clear();
  proofs_.clear();
  serving_.reset();
  course_hours_.clear();
  path_hours_.clear();
  programme_lists_.clear();
  index_words(curriculum.programme);
  path_.resize(curriculum.offered.size());
  for (uint32_t i = 0; i < path_.size(); ++i) path_[i] = i;
}

void Evaluator::set_root(size_t index, ObjectId thing) {
  if (roots_.size() <= index) roots_.resize(index + 1);
  roots_[index] = Datum::of_object(Shape::Thing, thing);
  roots_[index].origin.owner = thing;
}

void Evaluator::set_path(std::span<const uint32_t> courses) {
  path_.assign(courses.begin(), courses.end());
  path_hours_.clear();
}

void Evaluator::start(const Program& program) {
  program_ = &program;
  arena_.clear();
  steps_ = 0;
  // What a slot held is never read: an element is bound first.
  if (slots_.size() < program.slots) slots_.resize(program.slots);
  if (lets_.size() < program.lets.size()) lets_.resize(program.lets.size());
  if (!let_done_.empty() || !program.lets.empty()) let_done_.assign(program.lets.size(), 0);
}

void Evaluator::bind(uint32_t slot, const Datum& value) {
  slots_[slot] = value;
  std::fill(let_done_.begin(), let_done_.end(), uint8_t{0});
}

void Evaluator::release(size_t mark) {
  arena_.resize(mark);
  std::fill(let_done_.begin(), let_done_.end(), uint8_t{0});
}

void Evaluator::trace(std::vector<Origin>* reads) {
  trace_ = reads;
  if (reads == nullptr) return;
  steps_ = 0;
  proofs_.clear();
  serving_.reset();
  course_hours_.clear();
  std::fill(let_done_.begin(), let_done_.end(), uint8_t{0});
}

auto Evaluator::list_of(std::span<const Datum> elements) -> Datum {
  Datum result;
  result.shape = Shape::List;
  result.list = {static_cast<uint32_t>(arena_.size()), static_cast<uint32_t>(elements.size())};
  arena_.insert(arena_.end(), elements.begin(), elements.end());
  return result;
}

auto Evaluator::list_found(std::span<const Datum> elements, const Origin& origin) -> Datum {
  Datum result = list_of(elements);
  result.by_absence = elements.empty();
  result.origin = origin;
  return result;
}

auto Evaluator::kept_list(std::span<const Datum> elements) -> Datum {
  Datum result;
  result.shape = Shape::List;
  result.list = {static_cast<uint32_t>(kept_.size()) | kept,
                 static_cast<uint32_t>(elements.size())};
  kept_.insert(kept_.end(), elements.begin(), elements.end());
  return result;
}

auto Evaluator::evaluate(uint32_t index) -> Datum {
  const Instruction& node = program_->nodes[index];
  if (++steps_ > limits::evaluation_steps) return Datum::missing(State::Limit, {});
  if (atoms_ != nullptr && node.is_atom) return (*atoms_)[(*atom_index_)[index]];
  return run(node, index);
}

auto Evaluator::run(const Instruction& node, uint32_t) -> Datum {
  switch (node.op) {
    case Op::Constant: return program_->constants[node.index];
    case Op::Root: return roots_[node.index];
    case Op::Slot: return slots_[node.index];
    case Op::Let: return let(node.index);
    case Op::Field: return field(node);
    case Op::Derived: return derived(node);
    case Op::Hours: return hours(node, operand(node, 0));
    case Op::ByCode: return by_code(node);
    case Op::ByName: return by_name(node);
    case Op::InLanguage: return in_language(node);
    case Op::List: {
      Buffer elements;
      for (size_t i = 0; i < node.count; ++i) elements.push_back(scalar(node, i));
      return list_of(elements);
    }
    case Op::Range: return range(node);
    case Op::Has: return presence(node);
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::Implies: return truth_of(node);
    case Op::InWords: return in_words(node);
    case Op::Negate:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide: return arithmetic(node);
    case Op::Convert: return shown_in(node);
    case Op::Least:
    case Op::Most: return end_of_range(node);
    case Op::Length:
    case Op::ContainsAny:
    case Op::Matches: return text_step(node);
    case Op::MultipleOf: return multiple_of(node);
    case Op::Joined: return joined(node);
    case Op::LastBefore:
    case Op::FirstAfter: return nearest_day(node);
    case Op::Season: return season(node);
    default: return is_step(node.op) ? step(node, operand(node, 0)) : compared(node);
  }
}

auto Evaluator::apply(const Instruction& node, const Datum& list) -> Datum {
  return node.op == Op::Has ? has(list) : step(node, list);
}

auto Evaluator::operand(const Instruction& node, size_t i, Datum& made) -> const Datum& {
  const uint32_t index = program_->operand(node, i);
  const Instruction& of = program_->nodes[index];
  if (of.op == Op::Root) return roots_[of.index];
  if (of.op == Op::Slot) return slots_[of.index];
  if (of.op == Op::Constant) return program_->constants[of.index];
  return make_at(made, [&] { return evaluate(index); });
}

auto Evaluator::let(uint32_t index) -> Datum {
  if (let_done_[index] == 0) {
    make_at(lets_[index], [&] { return evaluate(program_->lets[index].value); });
    let_done_[index] = 1;
  }
  return lets_[index];
}

auto Evaluator::scalar(const Instruction& node, size_t i) -> Datum {
  const uint32_t index = program_->operand(node, i);
  Datum value = evaluate(index);
  if (value.shape == Shape::Thing && program_->nodes[index].type.sort != Sort::Thing) {
    value = main(value);
    expand(value);
  }
  return value;
}

auto Evaluator::scalar(const Instruction& node, size_t i, Datum& made) -> const Datum& {
  const Instruction& of = program_->nodes[program_->operand(node, i)];
  if (of.op == Op::Constant) return program_->constants[of.index];
  return make_at(made, [&] { return scalar(node, i); });
}

// ---- Logic
// ----------------------------------------------------------------------------------------

namespace {

/// Of two values that could not be had, the reason that is to be told: a mistake before a gap.
auto worse(const Datum& a, const Datum& b) -> const Datum& {
  if (a.known()) return b;
  if (b.known()) return a;
  return b.state == State::InError ? b : a;
}

/// The truth of a `has`.
auto presence_at(bool there, const Origin& origin) -> Datum {
  Datum result = Datum::of_truth(there);
  result.by_absence = !there;
  result.origin = origin;
  return result;
}

}  // namespace

auto Evaluator::truth_of(const Instruction& node) -> Datum {
  if (node.op == Op::And) return conjunction(node);
  if (node.op == Op::Or) return disjunction(node);
  if (node.op == Op::Implies) return implication(node);
  return negation(node);
}

auto Evaluator::negation(const Instruction& node) -> Datum {
  Datum value = operand(node, 0);
  if (value.known()) {
    value.truth = !value.truth;
    value.by_absence = false;
  }
  return value;
}

/// False if one is, rather one that is not so by absence; else not known if one is not.
auto Evaluator::conjunction(const Instruction& node) -> Datum {
  Datum result = Datum::of_truth(true);
  for (size_t i = 0; i < node.count; ++i) {
    const Datum value = operand(node, i);
    if (value.is_false()) {
      if (!result.is_false() || result.by_absence) result = value;
    } else if (!value.known() && !result.is_false()) {
      result = worse(result, value);
    }
  }
  return result;
}

auto Evaluator::disjunction(const Instruction& node) -> Datum {
  Datum result;
  Datum gap = Datum::of_truth(false);
  for (size_t i = 0; i < node.count; ++i) {
    make_at(result, [&] { return operand(node, i); });
    if (result.is_true()) return result;
    const bool first_absence = gap.known() && result.by_absence && !gap.by_absence;
    if (!result.known()) gap = worse(gap, result);
    else if (first_absence) gap = presence_at(false, result.origin);
  }
  result = gap;
  return result;
}

auto Evaluator::implication(const Instruction& node) -> Datum {
  const Datum left = operand(node, 0);
  if (left.is_false()) return Datum::of_truth(true);
  const Datum right = operand(node, 1);
  if (right.is_true()) return right;
  return left.known() ? right : left;
}

/// `has programme.outcomes`: nearly always the first value that stands there settles it.
auto Evaluator::presence(const Instruction& node) -> Datum {
  const Instruction& read = program_->nodes[program_->operand(node, 0)];
  if (read.op != Op::Field || trace_ != nullptr) return has(operand(node, 0));
  Datum made;
  const Datum& owner = operand(read, 0, made);
  if (!owner.known() || (owner.shape != Shape::Thing && owner.shape != Shape::Concept))
    return has(owner.shape == Shape::List && owner.known() ? fields_of_list(read, owner)
                                                           : member(owner, read));
  const Value* entry = first_entry(owner.object, read.word);
  if (entry == nullptr || entry->kind == ValueKind::Unknown || entry->kind == ValueKind::Error)
    return has(member(owner, read));
  return presence_at(true, {owner.object, read.word, read.type.list ? nullptr : entry});
}

auto Evaluator::has(const Datum& value) const -> Datum {
  if (value.state == State::Unknown || value.state == State::InError ||
      value.state == State::Limit) {
    return value;
  }
  // It is there, but not in the unit that was asked for.
  if (value.state == State::Unlike) return Datum::of_truth(false);
  if (value.shape == Shape::List && value.known()) return has_some(value);
  return presence_at(value.state != State::Absent, value.origin);
}

auto Evaluator::has_some(const Datum& list) const -> Datum {
  bool some = false;
  for (uint32_t i = 0; i < size(list) && !some; ++i) {
    const Datum& element = at(list, i);
    some = element.known() || element.state == State::InError;
  }
  if (!some && size(list) > 0) return at(list, 0);
  return presence_at(some, list.origin);
}

// ---- Comparison
// -----------------------------------------------------------------------------------

namespace {

auto unlike(const Datum& a) -> Datum { return Datum::missing(State::Unlike, a.origin); }

auto same_units(const Datum& a, const Datum& b) -> bool {
  return a.units == b.units || a.any_units || b.any_units;
}

auto decided(Op op, std::strong_ordering order) -> bool {
  switch (op) {
    case Op::Less: return order < 0;
    case Op::LessEqual: return order <= 0;
    case Op::Greater: return order > 0;
    case Op::GreaterEqual: return order >= 0;
    case Op::NotEqual: return order != 0;
    default: return order == 0;
  }
}

auto overflow(const Datum& a) -> Datum { return Datum::missing(State::Overflow, a.origin); }

}  // namespace

auto Evaluator::same(const Datum& a, const Datum& b) const -> bool {
  if (a.shape != b.shape) return false;
  switch (a.shape) {
    case Shape::Truth: return a.truth == b.truth;
    case Shape::Amount: return a.number == b.number && same_units(a, b);
    case Shape::Day: return a.date == b.date;
    case Shape::Concept: {
      if (a.object == b.object) return true;
      const auto pair = world_.in_one_list(a.object, b.object);
      return pair && pair->a == pair->b;
    }
    case Shape::Thing: return a.object == b.object;
    case Shape::Text: return a.text == b.text;
    case Shape::Localised:
      return Cell(&model_, a.unit, a.written).localised() ==
             Cell(&model_, b.unit, b.written).localised();
    default: return a.written != nullptr && a.written == b.written;
  }
}

/// Order of amounts, days and ordered concepts. A range keeps a bound if both its ends do.
auto Evaluator::ordered(Op op, const Datum& a, const Datum& b) -> Datum {
  if (a.shape == Shape::Range || b.shape == Shape::Range) {
    const bool left = a.shape == Shape::Range;
    const Datum& range = left ? a : b;
    Datum result = Datum::of_truth(true);
    for (uint32_t i = 0; i < 2; ++i) {
      const Datum end = at(range, i);
      if (end.shape == Shape::Nothing) continue;
      result = left ? ordered(op, end, b) : ordered(op, a, end);
      if (!result.is_true()) return result;
    }
    return result;
  }
  if (a.shape == Shape::Amount && b.shape == Shape::Amount) {
    if (!same_units(a, b)) return unlike(a.origin.owner ? a : b);
    if (a.number.is_undefined() || b.number.is_undefined()) return overflow(a);
    return Datum::of_truth(decided(op, a.number <=> b.number));
  }
  if (a.shape == Shape::Day && b.shape == Shape::Day) {
    return Datum::of_truth(decided(op, a.date <=> b.date));
  }
  if (a.shape == Shape::Concept && b.shape == Shape::Concept) {
    const auto pair = world_.in_one_list(a.object, b.object);
    const auto left = pair ? world_.rank(pair->a) : std::nullopt;
    const auto right = pair ? world_.rank(pair->b) : std::nullopt;
    if (left && right) return Datum::of_truth(decided(op, *left <=> *right));
  }
  return unlike(a);
}

auto Evaluator::equal(const Datum& a, const Datum& b) -> Datum {
  if (a.shape == Shape::Range || b.shape == Shape::Range) return ordered(Op::Equal, a, b);
  if (a.shape == Shape::Amount && b.shape == Shape::Amount) return ordered(Op::Equal, a, b);
  return Datum::of_truth(same(a, b));
}

auto Evaluator::unequal(const Datum& a, const Datum& b) -> Datum {
  Datum result = equal(a, b);
  if (result.known()) result.truth = !result.truth;
  return result;
}

/// A term as its first day.
auto Evaluator::comparable(const Instruction& node, size_t i, Datum& made) -> const Datum& {
  const Datum& value = scalar(node, i, made);
  return value.shape == Shape::Term ? made = as_day(value) : value;
}

auto Evaluator::compared(const Instruction& node) -> Datum {
  Datum left, right;
  const Datum& a = comparable(node, 0, left);
  const Datum& b = comparable(node, 1, right);
  if (!a.known() || !b.known()) return worse(a, b);
  switch (node.op) {
    case Op::Equal: return equal(a, b);
    case Op::NotEqual: return unequal(a, b);
    case Op::InRange: return in_range(a, b);
    case Op::InList: return in_list(a, b);
    case Op::Below: return below(a, b);
    case Op::Near: {
      const Datum target = scalar(node, 2);
      return target.known() ? near(a, b, target) : target;
    }
    default: return ordered(node.op, a, b);
  }
}

auto Evaluator::in_range(const Datum& value, const Datum& range) -> Datum {
  if (range.shape != Shape::Range) return equal(value, range);
  const Datum low = at(range, 0);
  const Datum high = at(range, 1);
  if (low.shape != Shape::Nothing) {
    const Datum above = ordered(Op::GreaterEqual, value, low);
    if (!above.is_true()) return above;
  }
  if (high.shape == Shape::Nothing) return Datum::of_truth(true);
  return ordered(Op::LessEqual, value, high);
}

auto Evaluator::in_list(const Datum& value, const Datum& list) -> Datum {
  if (list.shape != Shape::List) return equal(value, list);
  if (size(list) == 0 && list.by_absence) return Datum::missing(State::Absent, list.origin);
  Datum result = Datum::of_truth(false);
  Buffer elements;
  for (uint32_t i = 0; i < size(list); ++i) add_main(at(list, i), elements);
  for (const Datum& element : elements) {
    if (!element.known()) result = worse(result, element);
    else if (same(value, element)) return Datum::of_truth(true);
  }
  return result;
}

auto Evaluator::below(const Datum& value, const Datum& other) -> Datum {
  if (other.shape == Shape::List) {
    for (uint32_t i = 0; i < size(other); ++i) {
      if (below(value, at(other, i)).is_true()) return Datum::of_truth(true);
    }
    return Datum::of_truth(false);
  }
  const bool concepts = value.shape != Shape::Nothing && other.shape != Shape::Nothing &&
                        value.shape >= Shape::Concept && value.shape <= Shape::Thing;
  return Datum::of_truth(concepts && world_.is_within(value.object, other.object));
}

auto Evaluator::near(const Datum& value, const Datum& share, const Datum& target) -> Datum {
  if (value.shape == Shape::Range) {
    for (uint32_t i = 0; i < 2; ++i) {
      const Datum end = at(value, i);
      if (end.shape == Shape::Nothing) return Datum::of_truth(false);
      const Datum result = near(end, share, target);
      if (!result.is_true()) return result;
    }
    return Datum::of_truth(true);
  }
  if (!same_units(value, target)) return unlike(value);
  const Rational difference =
      value.number < target.number ? target.number - value.number : value.number - target.number;
  const Rational allowed = share.number * target.number;
  if (difference.is_undefined() || allowed.is_undefined()) return overflow(value);
  return Datum::of_truth(difference <= allowed);
}

auto Evaluator::range(const Instruction& node) -> Datum {
  Datum ends[2];
  for (size_t i = 0; i < 2; ++i) {
    ends[i] = scalar(node, i);
    if (!ends[i].known()) return ends[i];
  }
  Datum result = list_of(ends);
  result.shape = Shape::Range;
  return result;
}

/// `x in UNIT`: an amount that is not counted in it, nor in what it is a multiple of, is unlike.
auto Evaluator::shown_in(const Instruction& node) -> Datum {
  Datum value = scalar(node, 0);
  if (!value.known()) return value;
  const auto unit = static_cast<Measure>(node.index);
  if (value.shape == Shape::Amount && !value.any_units &&
      !(value.units == world_.measures().units(unit)))
    return Datum::missing(State::Unlike, value.origin);
  value.shown = unit;
  return value;
}

/// `places.most`: of a single amount itself; an end that is open is absent.
auto Evaluator::end_of_range(const Instruction& node) -> Datum {
  const Datum value = scalar(node, 0);
  if (!value.known() || value.shape != Shape::Range) return value;
  Datum end = at(value, node.op == Op::Most ? 1 : 0);
  if (end.shape == Shape::Nothing) return Datum::missing(State::Absent, value.origin);
  if (end.origin.entry == nullptr) end.origin = value.origin;
  return end;
}

// ---- Arithmetic
// -----------------------------------------------------------------------------------

namespace {

auto with_number(const Datum& a, const Datum& b, Rational number) -> Datum {
  Datum result = a.any_units ? b : a;
  result.number = number;
  result.any_units = a.any_units && b.any_units;
  if (!a.any_units && !b.any_units && a.origin.entry != b.origin.entry)
    result.origin.entry = nullptr;
  return result;
}

}  // namespace

auto added(const Datum& a, const Datum& b, bool subtract) -> Datum {
  if (a.shape != Shape::Amount || b.shape != Shape::Amount) return unlike(a);
  if (!same_units(a, b)) return unlike(b);
  const Rational number = subtract ? a.number - b.number : a.number + b.number;
  return number.is_undefined() ? overflow(a) : with_number(a, b, number);
}

namespace {

auto multiplied(const Datum& a, const Datum& b) -> Datum {
  // What carries the unit keeps its face: 50% of 24 ects is a number of ects.
  Datum result = a.units.none() ? b : a;
  result.origin = {};
  result.number = a.number * b.number;
  result.units = a.units * b.units;
  result.any_units = a.any_units || b.any_units;
  if (a.units.none() && b.units.none()) result.shown = Measure::none;
  return result.number.is_undefined() ? overflow(a) : result;
}

auto divided(const Datum& a, const Datum& b) -> Datum {
  // A division by zero has no result: something is still missing.
  if (b.number == Rational(0)) return Datum::missing(State::Absent, b.origin);
  Datum result = a;
  result.origin = {};
  result.number = a.number / b.number;
  result.units = a.units / b.units;
  if (result.units.none()) result.shown = Measure::none;
  return result.number.is_undefined() ? overflow(a) : result;
}

}  // namespace

auto Evaluator::moved_date(const Instruction& node, const Datum& date, const Datum& length)
    -> Datum {
  if (!length.number.is_whole()) return unlike(length);
  // Longer than all years that have a date.
  constexpr int64_t most_days = 4'000'000;
  if (length.number > Rational(most_days) || length.number < Rational(-most_days))
    return overflow(length);
  const auto count = static_cast<int32_t>(node.op == Op::Subtract ? -length.number.numerator()
                                                                  : length.number.numerator());
  const std::string_view unit = world_.measures().name(static_cast<Measure>(length.units.over[0]));
  if (unit != "day" && unit != "month") return unlike(length);
  const bool by_days = unit == "day";
  const int64_t moved = by_days ? int64_t{date.date.day_number()} + count
                                : int64_t{date.date.year} * 12 + date.date.month - 1 + count;
  const int64_t least = by_days ? Date{1, 1, 1}.day_number() : 12;
  const int64_t most = by_days ? Date{9999, 12, 31}.day_number() : 9999 * 12 + 11;
  if (moved < least || moved > most) return overflow(length);
  Datum result = date;
  result.date = by_days ? date.date.plus_days(count) : date.date.plus_months(count);
  return result;
}

auto Evaluator::arithmetic(const Instruction& node) -> Datum {
  Datum left, right;
  const Datum& a = comparable(node, 0, left);
  if (!a.known()) return a;
  if (node.op == Op::Negate) {
    Datum result = a;
    result.number = -a.number;
    return result;
  }
  const Datum& b = scalar(node, 1, right);
  if (!b.known()) return b;
  if (a.shape == Shape::Day && b.shape == Shape::Amount) return moved_date(node, a, b);
  if (a.shape != Shape::Amount || b.shape != Shape::Amount) return unlike(a);
  switch (node.op) {
    case Op::Add: return added(a, b, false);
    case Op::Subtract: return added(a, b, true);
    case Op::Multiply: return multiplied(a, b);
    default: break;
  }
  Datum result = divided(a, b);
  if (node.word == Word::ratio) result.shown = Measure::percent;
  return result;
}

}  // namespace kava
