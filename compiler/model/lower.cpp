// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/lower.h"

#include <algorithm>
#include <optional>
#include <span>

#include "compiler/base/date.h"
#include "compiler/base/limits.h"
#include "compiler/model/declare.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/parse.h"

namespace kava {
namespace {

auto flag_at(Span span) -> Value {
  Value result;
  result.span = span;
  return result;
}

auto is_literal(const Value& value) -> bool {
  switch (value.kind) {
    case ValueKind::Number:
    case ValueKind::Quantity:
    case ValueKind::Day:
    case ValueKind::Flag:
    case ValueKind::Unknown:
    case ValueKind::Path:
    case ValueKind::Pair: return true;
    default: return false;
  }
}

}  // namespace

auto Lowering::keep(std::string_view text) -> Slice {
  const Slice result{static_cast<uint32_t>(unit_.text.size()), static_cast<uint32_t>(text.size())};
  unit_.text.append(text);
  return result;
}

auto Lowering::text(uint32_t token) -> Slice {
  const auto offset = static_cast<uint32_t>(unit_.text.size());
  const std::string_view written = tree_.token_text(token);
  const bool plain = written.size() >= 2 && !written.starts_with("\"\"\"") &&
                     written.find('\\') == std::string_view::npos;
  if (plain) return keep(written.substr(1, written.size() - 2));
  std::string decoded;
  decode_string(written, decoded);
  unit_.text += decoded;
  return {offset, static_cast<uint32_t>(decoded.size())};
}

void Lowering::mention(std::string_view name) { mention(name_hash(name)); }

/// The same few names come again and again: a small cache keeps the list short.
void Lowering::mention(uint64_t hash) {
  uint64_t& slot = recent_[hash % std::size(recent_)];
  if (slot == hash) return;
  slot = hash;
  unit_.mentions.push_back(hash);
}

namespace {

/// Vocabularies whose codes the core fields of that word take, as hashes of their names.
auto vocabularies_of_word(Word word) -> llvm::ArrayRef<uint64_t> {
  static const auto table = [] {
    std::vector<llvm::SmallVector<uint64_t, 2>> result(static_cast<size_t>(Word::core_count));
    for (const Field& field : core_fields()) {
      for (const Type& type : field.types) {
        if (type.kind == TypeKind::Code)
          result[static_cast<size_t>(field.word)].push_back(name_hash(core_spelling(type.of)));
      }
    }
    return result;
  }();
  return table[static_cast<size_t>(word)];
}

}  // namespace

void Lowering::mention_member(std::string_view name) {
  mention(name);
  for (const bool singular : {false, true}) {
    if (singular && !name.ends_with('s')) return;
    const std::string_view field = singular ? name.substr(0, name.size() - 1) : name;
    if (singular) mention(field);
    const Word word = core_word(field);
    if (word == Word::none) continue;
    for (const uint64_t vocabulary : vocabularies_of_word(word)) mention(vocabulary);
  }
}

auto Lowering::add_items(llvm::ArrayRef<Value> values) -> Items {
  const Items result{static_cast<uint32_t>(unit_.items.size()),
                     static_cast<uint32_t>(values.size())};
  unit_.items.insert(unit_.items.end(), values.begin(), values.end());
  return result;
}

auto Lowering::add_node(Operation operation, Span span, llvm::ArrayRef<uint32_t> operands,
                        Slice slice) -> uint32_t {
  ExpressionNode node;
  node.operation = operation;
  node.first = static_cast<uint32_t>(unit_.operands.size());
  node.count = static_cast<uint32_t>(operands.size());
  node.span = span;
  node.slice = slice;
  unit_.operands.insert(unit_.operands.end(), operands.begin(), operands.end());
  unit_.expressions.push_back(node);
  return static_cast<uint32_t>(unit_.expressions.size() - 1);
}

namespace {

/// The place of a text in a short list; the first ones are all that most files have.
auto among_first(const Unit& unit, std::span<const Slice> list, std::string_view text)
    -> std::optional<uint16_t> {
  constexpr size_t few = 6;
  for (size_t i = 0; i < std::min(list.size(), few); ++i) {
    if (unit.view(list[i]) == text) return static_cast<uint16_t>(i);
  }
  return std::nullopt;
}

}  // namespace

auto Lowering::tag_index(std::string_view tag) -> uint16_t {
  if (const auto known = among_first(unit_, unit_.tags, tag)) return *known;
  if (unit_.tags.empty()) unit_.tags.emplace_back();
  const auto [slot, is_new] =
      tags_.try_emplace(name_hash(tag) >> 1U, static_cast<uint16_t>(unit_.tags.size()));
  if (!is_new) return slot->second;
  if (unit_.tags.size() >= limits::tags)
    return slot->second = static_cast<uint16_t>(limits::tags - 1);
  mention(core_spelling(Word::language));
  unit_.tags.push_back(keep(tag));
  return slot->second;
}

auto Lowering::measure_index(std::string_view name) -> uint16_t {
  if (const auto known = among_first(unit_, unit_.measure_names, name)) return *known;
  const auto [slot, is_new] = measures_.try_emplace(
      name_hash(name) >> 1U, static_cast<uint16_t>(unit_.measure_names.size()));
  if (!is_new) return slot->second;
  if (unit_.measure_names.size() >= limits::tags)
    return slot->second = static_cast<uint16_t>(limits::tags - 1);
  const uint16_t index = slot->second;
  unit_.measure_names.push_back(keep(name));
  name = unit_.view(
      unit_.measure_names.back());  // It may have been a piece of that text, which moved.
  mention(name);
  mention("min");  // Units stand in one file: to tell which one was meant, it is needed.
  // `2 semesters` is an alias; the file that declares it is found by the unit itself.
  if (name.ends_with('s')) mention(name.substr(0, name.size() - 1));
  return index;
}

auto Lowering::steps(uint32_t expression) const -> Steps {
  Steps result;
  const auto operators = [&](uint32_t from, uint32_t to) {
    for (uint32_t token = from; token < to; ++token) {
      result.push_back({false, tree_.kind(token), token});
    }
  };
  uint32_t token = tree_.nodes[expression].first_token;
  for (const uint32_t child : tree_.children(expression)) {
    const Node& node = tree_.nodes[child];
    operators(token, node.first_token);
    token = node.end_token;
    if (node.rule == Rule::value) {
      result.push_back({true, TokenKind::Name, child});
      continue;
    }
    // `infix` and `range`: operator and prefix tokens, then at most one value.
    uint32_t inner = node.first_token;
    for (const uint32_t operand : tree_.children(child)) {
      operators(inner, tree_.nodes[operand].first_token);
      result.push_back({true, TokenKind::Name, operand});
      inner = tree_.nodes[operand].end_token;
    }
    operators(inner, node.end_token);
  }
  return result;
}

auto Lowering::bare_name(uint32_t value_node) const -> std::string_view {
  const Node& node = tree_.nodes[value_node];
  if (node.end_token != node.first_token + 1 || tree_.kind(node.first_token) != TokenKind::Name)
    return {};
  return tree_.token_text(node.first_token);
}

auto Lowering::number(uint32_t first_token, uint32_t end_token) -> Value {
  Value result;
  const std::string_view digits = tree_.token_text(first_token);
  result.span = joined(tree_.token_span(first_token), tree_.token_span(end_token - 1));
  const bool has_unit = end_token > first_token + 1;
  // A leading zero means that the digits are a code (`0612`), not an amount.
  if (!has_unit && digits.size() > 1 && digits[0] == '0' && digits[1] != '.') {
    result.kind = ValueKind::Path;
    result.slice = keep(digits);
    return result;
  }
  const auto decimal = read_decimal(digits);
  if (!decimal) {
    result.kind = ValueKind::Error;
    return result;
  }
  result.kind = has_unit ? ValueKind::Quantity : ValueKind::Number;
  result.mantissa = decimal->mantissa;
  result.scale = decimal->scale;
  if (has_unit) result.unit = measure_index(tree_.token_text(first_token + 1));
  return result;
}

auto Lowering::path(uint32_t first_token, uint32_t end_token) -> Value {
  Value result;
  result.kind = ValueKind::Path;
  result.span = joined(tree_.token_span(first_token), tree_.token_span(end_token - 1));
  result.slice.offset = static_cast<uint32_t>(unit_.text.size());
  for (uint32_t token = first_token; token < end_token; ++token) {
    unit_.text.append(tree_.token_text(token));
    if (tree_.kind(token) == TokenKind::Name) mention(tree_.token_text(token));
  }
  result.slice.length = static_cast<uint32_t>(unit_.text.size()) - result.slice.offset;
  return result;
}

auto Lowering::quoted(uint32_t token, Span span) -> Value {
  Value result;
  result.kind = ValueKind::Text;
  result.span = span;
  result.slice = text(token);
  return result;
}

/// `et "…"`
auto Lowering::tagged_text(uint32_t value_node) -> Value {
  Value result;
  result.kind = ValueKind::Text;
  result.slice = text(tree_.nodes[value_node + 1].first_token);
  result.unit = tag_index(tree_.token_text(tree_.nodes[value_node].first_token));
  result.flags = Value::tagged;
  result.span = tree_.span(value_node);
  return result;
}

auto Lowering::pair(uint32_t value_node) -> Value {
  const uint32_t first = tree_.nodes[value_node].first_token;
  const uint32_t second_node = value_node + 1;
  const Node& second = tree_.nodes[second_node];
  Value inner;
  switch (tree_.kind(second.first_token)) {
    case TokenKind::Date: {
      const auto date = read_date(tree_.token_text(second.first_token));
      inner.kind = date ? ValueKind::Day : ValueKind::Error;
      if (date) inner.date = *date;
      inner.span = tree_.token_span(second.first_token);
      break;
    }
    case TokenKind::Number: inner = number(second.first_token, second.end_token); break;
    case TokenKind::Name: inner = path(second.first_token, second.end_token); break;
    default:  // Told when it was read: bytes that are no text.
      inner.kind = ValueKind::Error;
      inner.span = tree_.span(value_node);
      return inner;
  }
  const Value name = path(first, first + 1);
  Value result;
  result.kind = ValueKind::Pair;
  result.span = tree_.span(value_node);
  result.items = add_items({name, inner});
  return result;
}

auto Lowering::literal(uint32_t value_node) -> Value {
  const Node& node = tree_.nodes[value_node];
  Value result;
  result.span = tree_.span(value_node);
  // Where a value is missing its node is empty: the next token is not its own.
  if (node.end_token == node.first_token) {
    result.kind = ValueKind::Error;
    return result;
  }
  switch (tree_.kind(node.first_token)) {
    case TokenKind::String: return quoted(node.first_token, result.span);
    case TokenKind::Date: {
      const auto date = read_date(tree_.token_text(node.first_token));
      result.kind = date ? ValueKind::Day : ValueKind::Error;
      if (date) result.date = *date;
      return result;
    }
    case TokenKind::True:
    case TokenKind::False:
      result.kind = ValueKind::Bool;
      result.truth = tree_.kind(node.first_token) == TokenKind::True;
      return result;
    case TokenKind::Question:
      result.kind = ValueKind::Unknown;
      result.slice = node.end_token > node.first_token + 1 ? text(node.first_token + 1) : Slice{};
      return result;
    case TokenKind::Number: return number(node.first_token, node.end_token);
    case TokenKind::Name: break;
    case TokenKind::LeftParenthesis:
      result.kind = ValueKind::Expression;
      result.expression = primary(value_node);
      return result;
    default:  // Told when it was read: bytes that are no text, a sign where a value should be.
      result.kind = ValueKind::Error;
      return result;
  }
  for (const uint32_t child : tree_.children(value_node)) {
    if (tree_.nodes[child].rule == Rule::pair) {
      const bool is_tagged = tree_.kind(tree_.nodes[child].first_token) == TokenKind::String;
      return is_tagged ? tagged_text(value_node) : pair(value_node);
    }
    result.kind = ValueKind::Expression;
    result.expression = primary(value_node);
    return result;
  }
  return path(node.first_token, node.end_token);
}

/// The bound of a range with what it borrows from the other one: `6..30 ects`, `6.. ects`.
auto Lowering::bound(const Value& value, const Value& other) -> Value {
  Value result = value;
  if (value.kind == ValueKind::Number && other.kind == ValueKind::Quantity) {
    result.kind = ValueKind::Quantity;
    result.unit = other.unit;
  }
  if (value.kind == ValueKind::Number && other.kind == ValueKind::Path) {
    result.kind = ValueKind::Quantity;
    result.unit = measure_index(unit_.view(other.slice));
  }
  return result;
}

/// `a..b`, `a..`, `..b`, with signs; a Flag value if the steps are something else.
auto Lowering::range(llvm::ArrayRef<Step> steps) -> Value {
  Value bounds[2];
  size_t i = 0;
  bool seen_dots = false;
  bool filled[2] = {false, false};
  while (i < steps.size()) {
    const Step& step = steps[i];
    if (!step.is_operand && step.token == TokenKind::DotDot && !seen_dots) {
      seen_dots = true;
      ++i;
      continue;
    }
    const bool negative = !step.is_operand && step.token == TokenKind::Minus;
    if (negative) ++i;
    if (i >= steps.size() || !steps[i].is_operand || filled[seen_dots]) return {};
    Value value = literal(steps[i].at);
    if (!is_literal(value) ||
        (negative && value.kind != ValueKind::Number && value.kind != ValueKind::Quantity)) {
      return {};
    }
    if (negative) value.mantissa = -value.mantissa;
    bounds[seen_dots] = value;
    filled[seen_dots] = true;
    ++i;
  }
  const Span first =
      steps.front().is_operand ? tree_.span(steps.front().at) : tree_.token_span(steps.front().at);
  const Span last =
      steps.back().is_operand ? tree_.span(steps.back().at) : tree_.token_span(steps.back().at);
  if (!seen_dots) {
    bounds[0].span = joined(first, last);
    return bounds[0];
  }
  // In `6.. ects` the lone name is the unit; `eqf.6..eqf.7` has names on both sides.
  const bool unit_only = bounds[0].kind == ValueKind::Number && bounds[1].kind == ValueKind::Path;
  Value result;
  result.kind = ValueKind::Range;
  result.span = joined(first, last);
  const Value low = filled[0] ? bound(bounds[0], bounds[1]) : flag_at(result.span);
  const Value high = filled[1] && !unit_only ? bound(bounds[1], bounds[0]) : flag_at(result.span);
  result.items = add_items({low, high});
  return result;
}

auto Lowering::value(uint32_t expression) -> Value {
  // Nearly always one value and nothing else.
  const Node& node = tree_.nodes[expression];
  const uint32_t child = expression + 1;
  const bool alone = child < node.next && tree_.nodes[child].rule == Rule::value &&
                     tree_.nodes[child].first_token == node.first_token &&
                     tree_.nodes[child].end_token == node.end_token;
  if (alone) return literal(child);
  const Steps all = steps(expression);
  return value(all, false);
}

auto Lowering::value(llvm::ArrayRef<Step> steps, bool always_expression) -> Value {
  if (steps.empty()) {
    Value result;
    result.kind = ValueKind::Error;
    return result;
  }
  if (!always_expression) {
    if (steps.size() == 1 && steps[0].is_operand) return literal(steps[0].at);
    const bool may_be_range = llvm::all_of(steps, [](const Step& step) {
      return step.is_operand || step.token == TokenKind::DotDot || step.token == TokenKind::Minus;
    });
    if (may_be_range) {
      const Value found = range(steps);
      if (found.kind != ValueKind::Flag) return found;
    }
  }
  Value result;
  result.kind = ValueKind::Expression;
  result.expression = expression(steps);
  result.span = unit_.expressions[result.expression].span;
  return result;
}

}  // namespace kava
