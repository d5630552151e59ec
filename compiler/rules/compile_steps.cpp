// SPDX-License-Identifier: Apache-2.0
// Steps after a dot: `courses.where(…)`, `title.length`, `credits.multiple_of(0.5 ects)`.
#include <llvm/Support/Regex.h>

#include "compiler/rules/compile.h"

namespace kava {
namespace {

struct StepRow {
  std::string_view name;
  Op op;
  int least, most;  ///< Number of arguments.
};
constexpr StepRow collection_steps[] = {
    {"where", Op::Where, 1, 1}, {"any", Op::Any, 1, 1},     {"all", Op::All, 1, 1},
    {"none", Op::None, 1, 1},   {"count", Op::Count, 0, 1}, {"sum", Op::Sum, 0, 1},
    {"min", Op::Min, 0, 1},     {"max", Op::Max, 0, 1},     {"distinct", Op::Distinct, 0, 1},
    {"map", Op::Map, 1, 1},     {"first", Op::First, 0, 0},
};
constexpr std::string_view text_steps[] = {"length", "contains_any", "matches", "multiple_of"};

auto collection_row(std::string_view name) -> const StepRow* {
  for (const StepRow& row : collection_steps) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

auto wants_truth(Op op) -> bool {
  return op == Op::Where || op == Op::Any || op == Op::All || op == Op::None || op == Op::Count;
}

auto wants_amount(Op op) -> bool { return op == Op::Sum; }

auto result_type(Op op, const StaticType& list, const StaticType& argument) -> StaticType {
  switch (op) {
    case Op::Where: return list;
    case Op::Any:
    case Op::All:
    case Op::None: return StaticType::truth();
    case Op::Count: return StaticType::amount({});
    case Op::Distinct:
    case Op::Map: return argument.as_list();
    default: return argument.element();
  }
}

}  // namespace

/// Opens the scope of a step's argument: the names of the element come first in it.
auto ExpressionCompiler::element_scope(uint32_t list) -> uint32_t {
  const uint32_t slot = program_.slots++;
  const uint32_t result = add(Op::Slot, type(list).element(), {}, {});
  node(result).index = slot;
  elements_.push_back(result);
  return slot;
}

auto ExpressionCompiler::call(Expression e) -> uint32_t {
  const std::string_view name = unit_->view(e.slice);
  const bool free_standing =
      e.count == 0 || unit_->expressions[operand_of(e, 0)].span.offset > e.span.offset;
  if (free_standing) {
    report(e.span, diag::rule_unknown_step, {}, Name{std::string(name)});
    return failed(e.span);
  }
  if (name == "share" && e.count == 2) return share(e);
  const uint32_t owner = expression(operand_of(e, 0));
  if (type(owner).sort == Sort::Error) return failed(e.span);
  return step(name, owner, e);
}

auto ExpressionCompiler::step(std::string_view name, uint32_t owner, Expression e) -> uint32_t {
  const auto arguments = static_cast<int>(e.count) - 1;
  if (const StepRow* row = collection_row(name)) {
    if (arguments >= row->least && arguments <= row->most)
      return collection_step(row->op, owner, e);
    report(e.span, diag::rule_step_arguments, {}, Name{std::string(name)}, Count{row->most});
    return failed(e.span);
  }
  for (const std::string_view known : text_steps) {
    if (name == known) return text_step(name, owner, e);
  }
  std::vector<std::string_view> candidates(std::begin(text_steps), std::end(text_steps));
  for (const StepRow& row : collection_steps) candidates.push_back(row.name);
  candidates.push_back("share");
  report(e.span, diag::rule_unknown_step, {}, Name{std::string(name)});
  return failed(e.span);
}

/// `courses.count`, `title.length`: a step without parentheses.
auto ExpressionCompiler::plain_step(std::string_view name, uint32_t owner, Span span) -> uint32_t {
  const bool is_end = name == "least" || name == "most";
  const StaticType& found = type(owner);
  if (is_end && !found.list && (found.sort == Sort::Amount || found.sort == Sort::Days)) {
    StaticType end = found.sort == Sort::Days ? StaticType::of_sort(Sort::Day) : found;
    end.block = Word::none;
    return add(name == "least" ? Op::Least : Op::Most, end, span, {{owner}});
  }
  const StepRow* row = collection_row(name);
  const bool is_length = name == "length";
  if (!is_length && (row == nullptr || row->least > 0)) return no_node;
  ExpressionNode e;
  e.span = span;
  e.count = 1;
  if (is_length) return text_step(name, owner, e);
  return type(owner).list ? collection_step(row->op, owner, e) : no_node;
}

auto ExpressionCompiler::collection_step(Op op, uint32_t owner, Expression e) -> uint32_t {
  const StaticType list = type(owner);
  if (!list.list) {
    report(node(owner).span, diag::rule_type_needed, {}, {{"en", "a list"}, {"et", "loend"}},
           type_words(schema(), list));
    return failed(e.span);
  }
  std::vector<uint32_t> operands{owner};
  StaticType argument = list.element();
  uint32_t slot = 0;
  if (e.count > 1) {
    slot = element_scope(owner);
    uint32_t inner = expression(operand_of(e, 1));
    elements_.pop_back();
    if (wants_truth(op)) inner = checked_condition(inner);
    argument = type(inner);
    operands.push_back(inner);
  }
  if (wants_amount(op) && argument.sort != Sort::Amount && argument.sort != Sort::Error) {
    report(e.span, diag::rule_type_needed, {}, type_words(schema(), StaticType::amount({})),
           type_words(schema(), argument));
  }
  if ((op == Op::Min || op == Op::Max) && !program_.failed)
    check_ordered(argument.element(), e.span);
  const uint32_t result = add(op, result_type(op, list, argument), e.span, operands);
  node(result).index = slot;
  mark_path(result);
  return result;
}

/// Tells how a step over the courses of a path can be decided: each course apart, by adding up, or
/// not at all.
void ExpressionCompiler::mark_path(uint32_t index) {
  Instruction& made = node(index);
  const Instruction& list = node(program_.operand(made, 0));
  const bool argument_on_path = made.count > 1 && node(program_.operand(made, 1)).on_path;
  const bool apart = list.adds_up && !argument_on_path;
  switch (made.op) {
    case Op::Where:
    case Op::Map:
      made.adds_up = apart;
      made.distinct = list.distinct;
      break;
    case Op::Distinct:
      made.adds_up = apart;
      made.distinct = true;
      break;
    case Op::Any:
    case Op::All:
    case Op::None: made.is_atom = apart; break;
    case Op::Count:
    case Op::Sum: made.is_atom = apart && !list.distinct; break;
    default: break;
  }
}

/// `list.share(c)`: the credits of what fulfils c, of all credits.
auto ExpressionCompiler::share(Expression e) -> uint32_t {
  uint32_t sums[2];
  for (const bool chosen : {true, false}) {
    const uint32_t owner = expression(operand_of(e, 0));
    if (!type(owner).list) return collection_step(Op::Sum, owner, e);
    uint32_t list = owner;
    if (chosen) list = collection_step(Op::Where, owner, e);
    const uint32_t slot = element_scope(list);
    const uint32_t credits = member_of(elements_.back(), "credits", e.span);
    elements_.pop_back();
    if (credits == no_node) return unknown_member(list, "credits", e.span);
    const uint32_t sum = add(Op::Sum, type(credits), e.span, {{list, credits}});
    node(sum).index = slot;
    mark_path(sum);
    sums[chosen ? 0 : 1] = sum;
  }
  const uint32_t result = add(Op::Divide, StaticType::amount({}), e.span, sums);
  node(result).word = Word::ratio;  // Shown as a percentage.
  return result;
}

auto ExpressionCompiler::text_step(std::string_view name, uint32_t owner, Expression e)
    -> uint32_t {
  const StaticType found = type(owner);
  const bool counts = name == "multiple_of";
  const bool fits = counts ? found.sort == Sort::Amount : found.is_text();
  if (!fits || found.list) {
    report(node(owner).span, diag::rule_type_needed, {},
           type_words(schema(), counts ? StaticType::amount({}) : StaticType::of_sort(Sort::Text)),
           type_words(schema(), found));
    return failed(e.span);
  }
  const uint32_t wanted = name == "length" ? 1 : 2;
  if (e.count != wanted) {
    report(e.span, diag::rule_step_arguments, {}, Name{std::string(name)}, Count{wanted - 1});
    return failed(e.span);
  }
  if (name == "length") return add(Op::Length, StaticType::amount({}), e.span, {{owner}});
  const ExpressionNode& argument = unit_->expressions[operand_of(e, 1)];
  if (counts) {
    const uint32_t of = expression(operand_of(e, 1));
    check_comparable(owner, of, e.span);
    return add(Op::MultipleOf, StaticType::truth(), e.span, {{owner, of}});
  }
  if (name == "contains_any") {
    const auto words = word_list(argument);
    if (!words) return unknown_name(unit_->view(argument.slice), argument.span, {});
    const uint32_t result = add(Op::ContainsAny, StaticType::truth(), e.span, {{owner}});
    node(result).index = *words;
    return result;
  }
  const bool literal = argument.operation == Operation::Literal &&
                       unit_->items[argument.item].kind == ValueKind::Text;
  const std::string pattern(literal ? unit_->view(unit_->items[argument.item].slice) : "");
  std::string fault = "?";
  if (!literal || !llvm::Regex(pattern).isValid(fault)) {
    report(argument.span, diag::rule_bad_pattern, {}, Text{fault});
    return failed(e.span);
  }
  const uint32_t result = add(Op::Matches, StaticType::truth(), e.span, {{owner}});
  node(result).index = static_cast<uint32_t>(program_.patterns.size());
  program_.patterns.push_back(pattern);
  return result;
}

}  // namespace kava
