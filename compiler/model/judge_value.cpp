// SPDX-License-Identifier: Apache-2.0
// Values that have the type of their field and still cannot be meant: empty texts, a weight of
// -20%, a range that ends before it begins.
#include "compiler/model/derived.h"
#include "compiler/model/typing.h"

namespace kava {
namespace {

auto is_blank(std::string_view text) -> bool {
  while (!text.empty()) {
    const char c = text.front();
    const bool no_break = text.starts_with("\u00A0");
    if (!no_break && c != ' ' && c != '\t' && c != '\r' && c != '\n') return false;
    text.remove_prefix(no_break ? 2 : 1);
  }
  return true;
}

auto amount_of(const Schema& schema, const Value& value) -> Amount {
  const bool has_unit = value.kind == ValueKind::Quantity;
  return amount(schema, {value.number(), static_cast<Measure>(has_unit ? value.unit : 0)});
}

auto as_written(const Schema& schema, const Value& value) -> std::string {
  if (value.kind == ValueKind::Day) return value.date.text();
  return rendered(amount_of(schema, value), Language::en);
}

auto is_amount(const Value& value) -> bool {
  return value.kind == ValueKind::Number || value.kind == ValueKind::Quantity;
}

auto keeps(const Schema& schema, const Value& value, BoundKind asked) -> bool {
  const Rational number = value.number();
  switch (asked) {
    case BoundKind::above_zero: return number > Rational(0);
    case BoundKind::not_negative: return number >= Rational(0);
    case BoundKind::at_least_one: return number >= Rational(1) && number.is_whole();
    case BoundKind::at_most_whole: break;
  }
  const bool is_share =
      value.kind == ValueKind::Quantity && schema.measures[value.unit].quantity == Word::ratio;
  return number >= Rational(0) && (!is_share || number <= Rational(100));
}

}  // namespace

/// Told once, however many languages have nothing to say.
auto Typing::is_empty_text(const Value& value) -> bool {
  if (value.kind == ValueKind::Text) {
    if (!is_blank(unit_.view(value.slice))) return false;
    diagnostics_.report(at(value.span), diag::empty_text);
    return true;
  }
  if (value.kind != ValueKind::Localised) return false;
  const auto items = unit_.items_of(value);
  const auto blank = [&](const Value& item) {
    return item.kind == ValueKind::Text && is_blank(unit_.view(item.slice));
  };
  const Value* first = nullptr;
  bool all = true;
  for (const Value& item : items) {
    if (!blank(item)) all = false;
    else if (first == nullptr) first = &item;
  }
  if (first == nullptr) return false;
  diagnostics_.report(at(all ? value.span : first->span), diag::empty_text);
  return true;
}

auto Typing::is_possible(const Value& value) -> bool {
  const bool ranged = value.kind == ValueKind::Range;
  if (!ranged && !is_amount(value)) return true;
  if (ranged && !is_forward(value)) return false;
  const Bound* bound = bound_of(unit_.objects[owner_].kind, value.word);
  if (bound == nullptr) return true;
  if (!ranged) return is_within(value, *bound);
  const auto ends = unit_.items_of(value);
  // `0..1 course` lets a learner take none, and asks for something all the same.
  const bool from_zero = bound->asked == BoundKind::above_zero && is_amount(ends[0]) &&
                         ends[0].number() == Rational(0);
  const bool low = from_zero || !is_amount(ends[0]) || is_within(ends[0], *bound);
  return low && (!is_amount(ends[1]) || is_within(ends[1], *bound));
}

auto Typing::is_within(const Value& value, const Bound& bound) -> bool {
  if (keeps(schema_, value, bound.asked)) return true;
  diagnostics_.report(at(value.span), diag::out_of_bounds, field_name(value),
                      amount_of(schema_, value),
                      LocalisedText{{"en", std::string(bound.en)}, {"et", std::string(bound.et)}});
  return false;
}

auto Typing::is_forward(const Value& range) -> bool {
  const Value& low = unit_.items[range.items.first];
  const Value& high = unit_.items[range.items.first + 1];
  bool forward = true;
  if (low.kind == ValueKind::Day && high.kind == ValueKind::Day) {
    forward = low.date <= high.date;
  } else if (is_amount(low) && is_amount(high)) {
    const Rational unit_of_low = schema_.measures[low.unit].factor;
    const Rational unit_of_high = schema_.measures[high.unit].factor;
    const bool same = low.kind != high.kind || low.unit == high.unit;
    forward = same ? low.number() <= high.number()
                   : low.number() * unit_of_low <= high.number() * unit_of_high;
  }
  if (forward) return true;
  const std::string first = as_written(schema_, low);
  const std::string last = as_written(schema_, high);
  const bool with_unit = low.kind == ValueKind::Quantity && high.kind == ValueKind::Quantity;
  const std::string turned = (with_unit ? high.number().text() : last) + ".." + first;
  Report& report = diagnostics_.report(at(range.span), diag::range_backwards, field_name(range),
                                       Text{first}, Text{last});
  report.detail(Detail::Kind::Help, in_every_language(message(diag::write_instead, Text{turned})));
  report.edit(at(range.span), turned);
  return false;
}

}  // namespace kava
