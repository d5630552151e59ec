// SPDX-License-Identifier: Apache-2.0
// From the flat expressions of the grammar to trees: precedence as in docs/reference/grammar.md.
#include "compiler/model/lower.h"

namespace kava {
namespace {

auto binary_operation(TokenKind token) -> Operation {
  switch (token) {
    case TokenKind::Implies: return Operation::Implies;
    case TokenKind::Or: return Operation::Or;
    case TokenKind::And: return Operation::And;
    case TokenKind::Equal: return Operation::Equal;
    case TokenKind::NotEqual: return Operation::NotEqual;
    case TokenKind::Less: return Operation::Less;
    case TokenKind::LessEqual: return Operation::LessEqual;
    case TokenKind::Greater: return Operation::Greater;
    case TokenKind::GreaterEqual: return Operation::GreaterEqual;
    case TokenKind::In: return Operation::In;
    case TokenKind::Within: return Operation::Within;
    case TokenKind::Before: return Operation::Before;
    case TokenKind::After: return Operation::After;
    case TokenKind::Plus: return Operation::Add;
    case TokenKind::Minus: return Operation::Subtract;
    case TokenKind::Star: return Operation::Multiply;
    case TokenKind::Slash: return Operation::Divide;
    case TokenKind::Of: return Operation::Of;
    default: return Operation::Absent;
  }
}

/// How tightly a binary operator binds; 0 if the token is none.
auto strength(TokenKind token) -> int {
  switch (token) {
    case TokenKind::Implies: return 1;
    case TokenKind::Or: return 2;
    case TokenKind::And: return 3;
    case TokenKind::Equal:
    case TokenKind::NotEqual:
    case TokenKind::Less:
    case TokenKind::LessEqual:
    case TokenKind::Greater:
    case TokenKind::GreaterEqual:
    case TokenKind::In:
    case TokenKind::Within: return 5;
    case TokenKind::DotDot: return 6;
    case TokenKind::Before:
    case TokenKind::After: return 7;
    case TokenKind::Plus:
    case TokenKind::Minus: return 8;
    case TokenKind::Star:
    case TokenKind::Slash:
    case TokenKind::Of: return 9;
    default: return 0;
  }
}

constexpr int not_strength = 4;
constexpr int range_strength = 6;
constexpr int sign_strength = 10;

}  // namespace

/// Precedence climbing over the steps of one flat expression.
class Lowering::Climber {
 public:
  Climber(Lowering& lowering, llvm::ArrayRef<Step> steps) : lowering_(lowering), steps_(steps) {}

  auto climb(int least) -> uint32_t {
    uint32_t left = prefixed();
    while (at_ < steps_.size() && !steps_[at_].is_operand) {
      const bool negated =
          is(TokenKind::Not) && at_ + 1 < steps_.size() && steps_[at_ + 1].token == TokenKind::In;
      const TokenKind token = negated ? TokenKind::In : steps_[at_].token;
      const int power = strength(token);
      if (power == 0 || power < least) break;
      at_ += negated ? 2 : 1;
      if (token == TokenKind::DotDot) {
        const uint32_t upper = upper_bound();
        lend_unit(left, upper);
        left = joined_node(Operation::Range, left, upper);
        continue;
      }
      // `implies` groups to the right, all others to the left.
      const uint32_t right = climb(token == TokenKind::Implies ? power : power + 1);
      left = joined_node(negated ? Operation::NotIn : binary_operation(token), left, right);
    }
    return left;
  }

 private:
  auto is(TokenKind token) const -> bool {
    return at_ < steps_.size() && !steps_[at_].is_operand && steps_[at_].token == token;
  }

  auto prefixed() -> uint32_t {
    if (at_ >= steps_.size()) return absent();
    const Step step = steps_[at_];
    if (step.is_operand) {
      ++at_;
      return lowering_.primary(step.at);
    }
    const Span span = lowering_.tree_.token_span(step.at);
    ++at_;
    switch (step.token) {
      case TokenKind::Not: return unary(Operation::Not, span, climb(not_strength));
      case TokenKind::Has: return unary(Operation::Has, span, prefixed());
      case TokenKind::Minus: return unary(Operation::Negate, span, climb(sign_strength));
      case TokenKind::DotDot: {
        const uint32_t upper = climb(range_strength + 1);
        const Span whole = kava::joined(span, span_of(upper));
        return lowering_.add_node(Operation::Range, whole, {absent(), upper});
      }
      default: return absent();
    }
  }

  auto upper_bound() -> uint32_t {
    const bool open = at_ >= steps_.size() || (!steps_[at_].is_operand && !is(TokenKind::Minus));
    return open ? absent() : climb(range_strength + 1);
  }

  /// In `6..30 ects` the unit of the upper bound serves both.
  void lend_unit(uint32_t lower, uint32_t upper) {
    const auto literal = [&](uint32_t node) -> Value* {
      const ExpressionNode& expression = lowering_.unit_.expressions[node];
      return expression.operation == Operation::Literal ? &lowering_.unit_.items[expression.item]
                                                        : nullptr;
    };
    Value* from = literal(lower);
    const Value* to = literal(upper);
    if (from == nullptr || to == nullptr) return;
    if (from->kind != ValueKind::Number || to->kind != ValueKind::Quantity) return;
    from->kind = ValueKind::Quantity;
    from->unit = to->unit;
  }

  auto span_of(uint32_t node) const -> Span { return lowering_.unit_.expressions[node].span; }

  auto unary(Operation operation, Span span, uint32_t operand) -> uint32_t {
    return lowering_.add_node(operation, kava::joined(span, span_of(operand)), {operand});
  }

  auto joined_node(Operation operation, uint32_t left, uint32_t right) -> uint32_t {
    return lowering_.add_node(operation, kava::joined(span_of(left), span_of(right)),
                              {left, right});
  }

  auto absent() -> uint32_t {
    const size_t last = at_ == 0 ? 0 : at_ - 1;
    Span span;
    if (last < steps_.size()) {
      span = steps_[last].is_operand ? lowering_.tree_.span(steps_[last].at)
                                     : lowering_.tree_.token_span(steps_[last].at);
    }
    return lowering_.add_node(Operation::Absent, {span.end(), 0}, {});
  }

  Lowering& lowering_;
  llvm::ArrayRef<Step> steps_;
  size_t at_ = 0;
};

auto Lowering::expression(llvm::ArrayRef<Step> steps) -> uint32_t {
  return Climber(*this, steps).climb(0);
}

auto Lowering::primary(uint32_t value_node) -> uint32_t {
  const Node& node = tree_.nodes[value_node];
  const Span span = tree_.span(value_node);
  const bool is_missing = node.end_token == node.first_token;
  if (!is_missing && tree_.kind(node.first_token) == TokenKind::LeftParenthesis) {
    llvm::SmallVector<uint32_t, 4> members;
    for (const uint32_t child : tree_.children(value_node)) {
      if (tree_.nodes[child].rule == Rule::expression) members.push_back(expression(steps(child)));
    }
    uint32_t end = node.first_token;
    while (end < node.end_token && tree_.kind(end) != TokenKind::RightParenthesis) ++end;
    const uint32_t inner =
        members.size() == 1 ? members[0] : add_node(Operation::List, span, members);
    return chain(value_node, node.first_token, inner);
  }
  if (is_missing || tree_.kind(node.first_token) != TokenKind::Name) {
    const Value found = literal(value_node);
    const uint32_t result = add_node(Operation::Literal, span, {});
    unit_.expressions[result].item = add_items({found}).first;
    return result;
  }
  for (const uint32_t child : tree_.children(value_node)) {
    if (tree_.nodes[child].rule != Rule::pair) break;
    const Value found = pair(value_node);
    const uint32_t result =
        add_node(found.kind == ValueKind::Text ? Operation::Literal : Operation::Pair, span, {},
                 keep(tree_.token_text(node.first_token)));
    unit_.expressions[result].item = add_items({found}).first;
    return result;
  }
  const std::string_view name = tree_.token_text(node.first_token);
  mention_member(name);
  const uint32_t root =
      add_node(Operation::Name, tree_.token_span(node.first_token), {}, keep(name));
  return chain(value_node, node.first_token + 1, root);
}

/// `.name` and `(arguments)` after a root, from left to right. The tokens between the children of a
/// node are its own, so that both can be walked together.
auto Lowering::chain(uint32_t value_node, uint32_t from_token, uint32_t root) -> uint32_t {
  const Node& node = tree_.nodes[value_node];
  const Span start = unit_.expressions[root].span;
  llvm::SmallVector<uint32_t, 4> argument_nodes;
  for (const uint32_t child : tree_.children(value_node)) {
    const Node& inner = tree_.nodes[child];
    if (inner.rule == Rule::arguments) argument_nodes.push_back(child);
    // Skip what stands inside the parentheses of the root itself.
    if (inner.rule == Rule::expression) from_token = std::max(from_token, inner.end_token);
  }
  size_t next_arguments = 0;
  uint32_t result = root;
  for (uint32_t token = from_token; token < node.end_token; ++token) {
    if (tree_.kind(token) != TokenKind::Dot) {
      // Arguments directly behind the root: a call without an object, `count(x)`.
      if (next_arguments < argument_nodes.size() &&
          tree_.nodes[argument_nodes[next_arguments]].first_token == token) {
        llvm::SmallVector<uint32_t, 4> operands;
        const uint32_t arguments_node = argument_nodes[next_arguments++];
        arguments(arguments_node, operands);
        const Slice name = unit_.expressions[result].slice;
        result =
            add_node(Operation::Call, joined(start, tree_.span(arguments_node)), operands, name);
        token = tree_.nodes[arguments_node].end_token - 1;
      }
      continue;
    }
    if (token + 1 >= node.end_token) break;
    const uint32_t name_token = token + 1;
    mention_member(tree_.token_text(name_token));
    const Slice name = keep(tree_.token_text(name_token));
    const bool calls = next_arguments < argument_nodes.size() &&
                       tree_.nodes[argument_nodes[next_arguments]].first_token == name_token + 1;
    llvm::SmallVector<uint32_t, 4> operands{result};
    token = name_token;
    Span end = tree_.token_span(name_token);
    if (calls) {
      const uint32_t arguments_node = argument_nodes[next_arguments++];
      arguments(arguments_node, operands);
      end = tree_.span(arguments_node);
      token = tree_.nodes[arguments_node].end_token - 1;
    }
    result =
        add_node(calls ? Operation::Call : Operation::Member, joined(start, end), operands, name);
  }
  return result;
}

auto Lowering::arguments(uint32_t arguments_node, llvm::SmallVectorImpl<uint32_t>& operands)
    -> void {
  for (const uint32_t child : tree_.children(arguments_node)) {
    operands.push_back(expression(steps(child)));
  }
}

}  // namespace kava
