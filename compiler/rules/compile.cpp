// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/compile.h"

#include "compiler/model/declare.h"
#include "compiler/syntax/parse.h"

namespace kava {

ExpressionCompiler::ExpressionCompiler(const World& world, uint32_t unit, Program& program,
                                       Diagnostics& diagnostics)
    : world_(world),
      unit_index_(unit),
      unit_(&world.model().units[unit]),
      program_(program),
      diagnostics_(diagnostics) {}

auto ExpressionCompiler::add(Op op, StaticType type, Span span, std::span<const uint32_t> operands)
    -> uint32_t {
  Instruction result;
  result.op = op;
  result.type = type;
  result.span = span;
  result.first = static_cast<uint32_t>(program_.operands.size());
  result.count = static_cast<uint32_t>(operands.size());
  for (const uint32_t operand : operands) {
    result.on_path = result.on_path || program_.nodes[operand].on_path;
    program_.operands.push_back(operand);
  }
  program_.nodes.push_back(result);
  return static_cast<uint32_t>(program_.nodes.size() - 1);
}

auto ExpressionCompiler::add_constant(const Datum& value, StaticType type, Span span) -> uint32_t {
  const uint32_t result = add(Op::Constant, type, span, {});
  node(result).index = static_cast<uint32_t>(program_.constants.size());
  program_.constants.push_back(value);
  return result;
}

auto ExpressionCompiler::failed(Span span) -> uint32_t {
  program_.failed = true;
  return add_constant({}, {}, span);
}

// ---- Names that the rule itself gives
// -------------------------------------------------------------

void ExpressionCompiler::add_root(std::string_view name, StaticType type) {
  const uint32_t result = add(Op::Root, type, {}, {});
  node(result).index = roots_++;
  variables_.push_back({std::string(name), result});
}

void ExpressionCompiler::open_root(std::string_view name) {
  for (const Variable& variable : variables_) {
    if (variable.name == name) opened_ = variable.node;
  }
}

void ExpressionCompiler::add_let(std::string_view name, const Value& value) {
  const uint32_t inner = compile(value);
  const uint32_t result = add(Op::Let, type(inner), value.span, {});
  Instruction& let = node(result);
  const Instruction& meaning = node(inner);
  let.index = static_cast<uint32_t>(program_.lets.size());
  let.on_path = meaning.on_path;
  let.adds_up = meaning.adds_up;
  let.distinct = meaning.distinct;
  program_.lets.push_back({std::string(name), inner});
  variables_.push_back({std::string(name), result});
}

auto ExpressionCompiler::add_each(std::string_view name, const Value& list) -> Each {
  Each result;
  result.list = compile(list);
  const StaticType& found = type(result.list);
  if (!found.list && found.sort != Sort::Error) {
    report(node(result.list).span, diag::rule_type_needed, {}, {{"en", "a list"}, {"et", "loend"}},
           type_words(schema(), found));
  }
  result.slot = program_.slots++;
  add_element(name, found.element(), result.slot);
  return result;
}

void ExpressionCompiler::add_element(std::string_view name, StaticType type, uint32_t slot) {
  const uint32_t result = add(Op::Slot, type, {}, {});
  node(result).index = slot;
  program_.slots = std::max(program_.slots, slot + 1);
  variables_.push_back({std::string(name), result});
}

// ---- Expressions
// ----------------------------------------------------------------------------------

auto ExpressionCompiler::compile(const Value& value) -> uint32_t {
  if (value.kind == ValueKind::Expression) return expression(value.expression);
  return constant_of(value, value.span, {});
}

auto ExpressionCompiler::checked_condition(uint32_t result) -> uint32_t {
  const StaticType found = type(result);
  if ((found.sort != Sort::Truth || found.list) && found.sort != Sort::Error) {
    report(node(result).span, diag::rule_type_needed, {}, type_words(schema(), StaticType::truth()),
           type_words(schema(), found));
  }
  return result;
}

auto ExpressionCompiler::condition(const Value& value) -> uint32_t {
  return checked_condition(compile(value));
}

auto ExpressionCompiler::expression(uint32_t index, Expected expected) -> uint32_t {
  const ExpressionNode e = unit_->expressions[index];
  switch (e.operation) {
    case Operation::Literal: return literal(e, expected);
    case Operation::Name: return name(e, expected);
    case Operation::Member: return member(e, expected);
    case Operation::Call: return call(e);
    case Operation::List: return list(e, expected);
    case Operation::Range: return range(e, expected);
    case Operation::Has: return presence(e);
    case Operation::Not: return negated(checked_condition(expression(operand_of(e, 0))));
    case Operation::And: return logic(e, Op::And);
    case Operation::Or: return logic(e, Op::Or);
    case Operation::Any: return logic(e, Op::Or);
    case Operation::Implies: return logic(e, Op::Implies);
    case Operation::Equal: return comparison(e, Op::Equal);
    case Operation::NotEqual: return comparison(e, Op::NotEqual);
    case Operation::Less: return comparison(e, Op::Less);
    case Operation::Before: return order(e, Op::Less);
    case Operation::After: return order(e, Op::Greater);
    case Operation::LessEqual: return comparison(e, Op::LessEqual);
    case Operation::Greater: return comparison(e, Op::Greater);
    case Operation::GreaterEqual: return comparison(e, Op::GreaterEqual);
    case Operation::In: return membership(e);
    case Operation::NotIn: return negated(membership(e));
    case Operation::Within: return within(e);
    case Operation::Negate: return arithmetic(e, Op::Negate);
    case Operation::Add: return arithmetic(e, Op::Add);
    case Operation::Subtract: return arithmetic(e, Op::Subtract);
    case Operation::Multiply:
    case Operation::Of: return arithmetic(e, Op::Multiply);
    case Operation::Divide: return arithmetic(e, Op::Divide);
    case Operation::Pair:
    case Operation::Absent: break;
  }
  report(e.span, diag::rule_unknown_name, {}, Name{std::string(unit_->view(e.slice))});
  return failed(e.span);
}

auto ExpressionCompiler::negated(uint32_t inner) -> uint32_t {
  const Span span = node(inner).span;
  return add(Op::Not, StaticType::truth(), span, {{inner}});
}

auto ExpressionCompiler::logic(Expression e, Op op) -> uint32_t {
  std::vector<uint32_t> parts;
  for (uint32_t i = 0; i < e.count; ++i) {
    parts.push_back(checked_condition(expression(operand_of(e, i))));
  }
  return add(op, StaticType::truth(), e.span, parts);
}

auto ExpressionCompiler::presence(Expression e) -> uint32_t {
  const bool read_credits = program_.reads.credits;
  const uint32_t inner = expression(operand_of(e, 0));
  // Whether credits are declared does not depend on their being right.
  if (node(inner).op == Op::Field && node(inner).word == Word::credits) {
    program_.reads.credits = read_credits;
  }
  const uint32_t result = add(Op::Has, StaticType::truth(), e.span, {{inner}});
  node(result).is_atom = node(inner).on_path && node(inner).adds_up;
  return result;
}

// ---- Literals
// -------------------------------------------------------------------------------------

auto ExpressionCompiler::literal(Expression e, Expected expected) -> uint32_t {
  return constant_of(unit_->items[e.item], e.span, expected);
}

auto ExpressionCompiler::constant_of(const Value& value, Span span, Expected expected) -> uint32_t {
  Datum result;
  switch (value.kind) {
    case ValueKind::Number:
    case ValueKind::Quantity: {
      Measure measure = Measure::none;
      if (value.kind == ValueKind::Quantity) {
        // Literals of expressions keep the names of their units until here.
        const std::string_view written = unit_->view(unit_->measure_names[value.unit]);
        const auto named = schema().measure(written);
        if (!named) {
          report(span, diag::rule_unknown_name, {}, Name{std::string(written)});
          return failed(span);
        }
        measure = *named;
      }
      result = Datum::of_number(value.number() * world_.measures().factor(measure));
      result.units = world_.measures().units(measure);
      result.shown = measure;
      return add_constant(result, StaticType::amount(world_.measures().dimension(measure)), span);
    }
    case ValueKind::Bool:
      return add_constant(Datum::of_truth(value.truth), StaticType::truth(), span);
    case ValueKind::Day:
      result.shape = Shape::Day;
      result.date = value.date;
      return add_constant(result, StaticType::of_sort(Sort::Day), span);
    case ValueKind::Text:
    case ValueKind::Localised: return text_constant(value, span);
    case ValueKind::Path:
      if (expected.vocabulary) return code(expected.vocabulary, unit_->view(value.slice), span);
      break;
    case ValueKind::Concept:
      result = Datum::of_object(Shape::Concept, value.object);
      return add_constant(result, {Sort::Concept, false, Word::none, Word::none, {}}, span);
    case ValueKind::Error: return failed(span);  // Reported already.
    default: break;
  }
  report(span, diag::rule_unknown_name, {},
         Name{std::string(value.kind == ValueKind::Path ? unit_->view(value.slice) : "?")});
  return failed(span);
}

auto ExpressionCompiler::text_constant(const Value& value, Span span) -> uint32_t {
  Datum result;
  const bool plain = value.kind == ValueKind::Text;
  const std::string_view text = plain ? unit_->view(value.slice) : std::string_view();
  if (plain && text.find('{') != std::string_view::npos) return embedded(text, value, span);
  const bool tagged = !plain || (value.flags & Value::tagged) != 0;
  result.shape = tagged ? Shape::Localised : Shape::Text;
  result.text = text;
  result.written = &value;
  result.unit = unit_index_;
  return add_constant(result, StaticType::of_sort(tagged ? Sort::Localised : Sort::Text), span);
}

/// `"{programme.field.code} and more"`: literal pieces and expressions, in turn.
auto ExpressionCompiler::embedded(std::string_view text, const Value& value, Span span)
    -> uint32_t {
  std::vector<uint32_t> pieces;
  const auto add_piece = [&](std::string_view piece) {
    if (piece.empty()) return;
    Datum constant;
    constant.shape = Shape::Text;
    constant.text = piece;
    pieces.push_back(add_constant(constant, StaticType::of_sort(Sort::Text), span));
  };
  while (!text.empty()) {
    const size_t open = text.find('{');
    add_piece(text.substr(0, open));
    if (open == std::string_view::npos) break;
    const size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    Diagnostics ignored;
    const auto offset =
        static_cast<uint32_t>(span.offset + 1 + (inside.data() - unit_->view(value.slice).data()));
    const SyntaxTree tree = parse_embedded(inside, offset, unit_->source, ignored);
    Unit& scratch = *program_.texts.emplace_back(std::make_unique<Unit>());
    scratch.source = unit_->source;
    if (tree.has_error(0)) {
      report(span, diag::rule_unknown_name, {}, Name{std::string(inside)});
      return failed(span);
    }
    const uint32_t root = declare_embedded(tree, scratch);
    const Unit* outer = unit_;
    unit_ = &scratch;
    pieces.push_back(expression(root));
    unit_ = outer;
    text.remove_prefix(close + 1);
  }
  return add(Op::Joined, StaticType::of_sort(Sort::Text).as_list(), span, pieces);
}

auto ExpressionCompiler::list(Expression e, Expected expected) -> uint32_t {
  std::vector<uint32_t> members;
  for (uint32_t i = 0; i < e.count; ++i) members.push_back(expression(operand_of(e, i), expected));
  const StaticType element = members.empty() ? StaticType() : type(members[0]).element();
  return add(Op::List, element.as_list(), e.span, members);
}

auto ExpressionCompiler::range(Expression e, Expected expected) -> uint32_t {
  uint32_t ends[2];
  StaticType found;
  for (uint32_t i = 0; i < 2; ++i) {
    const uint32_t index = operand_of(e, i);
    const bool open = unit_->expressions[index].operation == Operation::Absent;
    ends[i] = open ? add_constant({}, {}, e.span) : expression(index, expected);
    if (!open && (found.sort == Sort::Error || found.dimension == Dimension()))
      found = type(ends[i]);
  }
  lend_unit(ends[0], ends[1]);
  lend_unit(ends[1], ends[0]);
  if (type(ends[0]).sort != Sort::Error && type(ends[1]).sort != Sort::Error) {
    check_comparable(ends[0], ends[1], e.span);
  }
  return add(Op::Range, found, e.span, ends);
}

/// `6..30 ects`: the lower bound has the unit of the upper one.
void ExpressionCompiler::lend_unit(uint32_t bare, uint32_t with_unit) {
  const bool wanted = node(bare).op == Op::Constant && node(with_unit).op == Op::Constant &&
                      type(bare).sort == Sort::Amount && type(with_unit).sort == Sort::Amount;
  if (!wanted) return;
  Datum& number = program_.constants[node(bare).index];
  const Datum& model = program_.constants[node(with_unit).index];
  if (number.shown != Measure::none || model.shown == Measure::none) return;
  number.number = number.number * world_.measures().factor(model.shown);
  number.units = model.units;
  number.shown = model.shown;
  node(bare).type = type(with_unit);
}

/// `total = 0`: nothing is nothing in every unit.
void ExpressionCompiler::lend_zero(uint32_t bare, uint32_t with_unit) {
  const bool wanted = node(bare).op == Op::Constant && type(bare).sort == Sort::Amount &&
                      type(with_unit).sort == Sort::Amount && !type(with_unit).list;
  if (!wanted) return;
  Datum& zero = program_.constants[node(bare).index];
  if (zero.shown != Measure::none || !(zero.number == Rational(0))) return;
  zero.any_units = true;
  node(bare).type = type(with_unit);
}

// ---- Comparison
// -----------------------------------------------------------------------------------

/// The operands of a comparison. A bare code is read by the vocabulary of the other side.
auto ExpressionCompiler::both(Expression e) -> std::array<uint32_t, 2> {
  const ExpressionNode& left = unit_->expressions[operand_of(e, 0)];
  const bool bare = left.operation == Operation::Name &&
                    found_name(unit_->view(left.slice), left.span) == no_node;
  const bool digits =
      left.operation == Operation::Literal && unit_->items[left.item].kind == ValueKind::Path;
  if (!bare && !digits) {
    const uint32_t a = expression(operand_of(e, 0));
    const uint32_t b = expression(operand_of(e, 1), expected_by(type(a)));
    return {a, b};
  }
  const ExpressionNode& right = unit_->expressions[operand_of(e, 1)];
  const bool both_bare = right.operation == Operation::Name &&
                         found_name(unit_->view(right.slice), right.span) == no_node;
  // Of `orijin = degree` only the first is the mistake: the second is a code of it.
  if (both_bare) return {expression(operand_of(e, 0)), failed(e.span)};
  const uint32_t b = expression(operand_of(e, 1));
  const uint32_t a = expression(operand_of(e, 0), expected_by(type(b)));
  return {a, b};
}

void ExpressionCompiler::check_comparable(uint32_t left, uint32_t right, Span span) {
  const StaticType a = type(left);
  const StaticType b = type(right);
  if (a.sort == Sort::Error || b.sort == Sort::Error) return;
  bool fits = a.sort == b.sort && !a.list && !b.list;
  if (a.sort == Sort::Amount && b.sort == Sort::Amount) fits = fits && a.dimension == b.dimension;
  if (a.sort == Sort::Concept && b.sort == Sort::Concept) {
    fits = fits && (a.of == b.of || a.of == Word::none || b.of == Word::none);
  }
  if (a.is_text() && b.is_text()) fits = !a.list && !b.list;
  const auto datelike = [](Sort sort) { return sort == Sort::Day || sort == Sort::Term; };
  if (datelike(a.sort) && datelike(b.sort)) fits = true;
  if (a.sort == Sort::Anything || b.sort == Sort::Anything) fits = false;
  if (fits) return;
  report(span, diag::rule_types_differ, {}, type_words(schema(), a), type_words(schema(), b));
}

void ExpressionCompiler::check_ordered(const StaticType& found, Span span) {
  switch (found.sort) {
    case Sort::Error:
    case Sort::Amount:
    case Sort::Day:
    case Sort::Term: return;
    case Sort::Concept:
      if (found.of == Word::none || world_.is_ordered(vocabulary_of(found))) return;
      break;
    default: break;
  }
  report(span, diag::rule_not_ordered, {}, type_words(schema(), found));
}

auto ExpressionCompiler::comparison(Expression e, Op op) -> uint32_t {
  const auto [a, b] = both(e);
  lend_zero(a, b);
  lend_zero(b, a);
  check_comparable(a, b, e.span);
  if (op != Op::Equal && op != Op::NotEqual && !program_.failed) check_ordered(type(a), e.span);
  return add(op, StaticType::truth(), e.span, {{a, b}});
}

auto ExpressionCompiler::membership(Expression e) -> uint32_t {
  if (const auto words = word_list(unit_->expressions[operand_of(e, 1)])) {
    const uint32_t value = expression(operand_of(e, 0));
    if (!type(value).is_text() && type(value).sort != Sort::Error) {
      report(node(value).span, diag::rule_type_needed, {},
             type_words(schema(), StaticType::of_sort(Sort::Text)),
             type_words(schema(), type(value)));
    }
    const uint32_t result = add(Op::InWords, StaticType::truth(), e.span, {{value}});
    node(result).index = *words;
    return result;
  }
  const ExpressionNode& right = unit_->expressions[operand_of(e, 1)];
  if (right.operation == Operation::Name) {
    const std::string_view unit_name = unit_->view(right.slice);
    const auto measure = schema().measure(unit_name);
    if (measure && found_name(unit_name, right.span) == no_node) {
      const uint32_t value = expression(operand_of(e, 0));
      const uint32_t result = add(Op::Convert, type(value), e.span, {{value}});
      node(result).index = static_cast<uint32_t>(*measure);
      const StaticType wanted = StaticType::amount(world_.measures().dimension(*measure));
      const StaticType found = type(value);
      if (found.sort == Sort::Amount && found.dimension == wanted.dimension) return result;
      if (found.sort != Sort::Error) {
        report(e.span, diag::rule_types_differ, {}, type_words(schema(), found),
               type_words(schema(), wanted));
      }
      return failed(e.span);
    }
  }
  const auto [a, b] = both(e);
  const StaticType container = type(b);
  const bool is_list = container.list;
  const uint32_t shape_of_element = add_constant({}, container.element(), e.span);
  check_comparable(a, shape_of_element, e.span);
  if (!is_list) check_ordered(type(a), e.span);
  return add(is_list ? Op::InList : Op::InRange, StaticType::truth(), e.span, {{a, b}});
}

auto ExpressionCompiler::within(Expression e) -> uint32_t {
  const ExpressionNode& right = unit_->expressions[operand_of(e, 1)];
  if (right.operation == Operation::Of) {
    const uint32_t value = expression(operand_of(e, 0));
    const uint32_t share = expression(operand_of(right, 0));
    const uint32_t target = expression(operand_of(right, 1));
    check_comparable(value, target, e.span);
    return add(Op::Near, StaticType::truth(), e.span, {{value, share, target}});
  }
  const auto [a, b] = both(e);
  const StaticType found = type(a);
  if (found.sort != Sort::Concept && found.sort != Sort::Thing && found.sort != Sort::Error) {
    report(e.span, diag::rule_types_differ, {}, type_words(schema(), found),
           type_words(schema(), type(b)));
  }
  return add(Op::Below, StaticType::truth(), e.span, {{a, b}});
}

// ---- Arithmetic
// -----------------------------------------------------------------------------------

auto ExpressionCompiler::arithmetic(Expression e, Op op) -> uint32_t {
  std::vector<uint32_t> parts;
  for (uint32_t i = 0; i < e.count; ++i) parts.push_back(expression(operand_of(e, i)));
  const StaticType a = type(parts[0]);
  const StaticType b = parts.size() > 1 ? type(parts[1]) : a;
  if (a.sort == Sort::Error || b.sort == Sort::Error) return failed(e.span);
  const bool additive = op == Op::Add || op == Op::Subtract;
  const bool moves_day = (a.sort == Sort::Day || a.sort == Sort::Term) && !a.list;
  if (additive && moves_day && b.sort == Sort::Amount && !b.list &&
      b.dimension == dimension_of(Word::duration)) {
    return add(op, StaticType::of_sort(Sort::Day), e.span, parts);
  }
  const bool amounts = a.sort == Sort::Amount && b.sort == Sort::Amount && !a.list && !b.list;
  if (!amounts || (additive && !(a.dimension == b.dimension))) {
    report(e.span, diag::rule_types_differ, {}, type_words(schema(), a), type_words(schema(), b));
    return failed(e.span);
  }
  StaticType result = a;
  result.block = Word::none;
  if (op == Op::Multiply) result.dimension = a.dimension + b.dimension;
  if (op == Op::Divide) result.dimension = a.dimension - b.dimension;
  return add(op, result, e.span, parts);
}

}  // namespace kava
