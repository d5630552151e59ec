// SPDX-License-Identifier: Apache-2.0
// Days and terms: `last 1 may before begins`, `begins.season`.
#include <algorithm>

#include "compiler/base/date.h"
#include "compiler/rules/compile.h"

namespace kava {
namespace {

constexpr std::string_view months[] = {"january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december"};

/// From 1; 0 if it is none.
auto month_named(std::string_view name) -> int {
  const auto* const found = std::ranges::find(months, name);
  return found == std::end(months) ? 0 : static_cast<int>(found - std::begin(months)) + 1;
}

auto is_dated(const StaticType& type) -> bool {
  return !type.list && (type.sort == Sort::Day || type.sort == Sort::Term);
}

}  // namespace

auto ExpressionCompiler::checked_day(uint32_t index) -> bool {
  const StaticType found = type(index);
  if (is_dated(found)) return true;
  if (found.sort != Sort::Error) {
    report(node(index).span, diag::rule_type_needed, {},
           type_words(schema(), StaticType::of_sort(Sort::Day)), type_words(schema(), found));
  }
  return false;
}

auto ExpressionCompiler::day(const Value& value) -> uint32_t {
  const uint32_t result = compile(value);
  return checked_day(result) ? result : failed(value.span);
}

/// `a before b` compares; `last 1 may before b` is a day, and so is `first 1 may after b`.
auto ExpressionCompiler::order(Expression e, Op op) -> uint32_t {
  const bool before = op == Op::Less;
  const ExpressionNode left = unit_->expressions[operand_of(e, 0)];
  const std::string_view word = before ? "last" : "first";
  if (left.operation == Operation::Pair && unit_->view(left.slice) == word) {
    return nearest_day(e, left, before ? Op::LastBefore : Op::FirstAfter);
  }
  return comparison(e, op);
}

auto ExpressionCompiler::nearest_day(Expression e, const ExpressionNode& named, Op op) -> uint32_t {
  const uint32_t anchor = expression(operand_of(e, 1));
  const auto parts = unit_->items_of(unit_->items[named.item]);
  const Value value = parts.size() > 1 ? parts[1] : Value();
  const bool quantity = value.kind == ValueKind::Quantity;
  const std::string_view name =
      quantity ? unit_->view(unit_->measure_names[value.unit]) : std::string_view();
  const int month = month_named(name);
  const Rational day = quantity ? value.number() : Rational(0);
  constexpr int leap_year = 2000;
  const bool exists = month > 0 && day.is_whole() && day >= Rational(1) &&
                      day <= Rational(days_in_month(leap_year, month));
  if (!exists) {
    const auto length = static_cast<uint32_t>(name.size());
    const bool misspelt = quantity && month == 0;
    report(misspelt ? Span{value.span.end() - length, length} : named.span, diag::rule_no_such_day,
           misspelt ? suggestion(name, months) : std::string_view());
    return failed(e.span);
  }
  if (!checked_day(anchor)) return failed(e.span);
  const uint32_t result = add(op, StaticType::of_sort(Sort::Day), e.span, {{anchor}});
  node(result).index = static_cast<uint32_t>(month * 32 + static_cast<int>(day.numerator()));
  return result;
}

auto ExpressionCompiler::season(uint32_t owner, Span span) -> uint32_t {
  const StaticType of_season{Sort::Concept, false, Word::season, Word::none, {}};
  return add(Op::Season, of_season, span, {{owner}});
}

}  // namespace kava
