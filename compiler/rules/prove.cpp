// SPDX-License-Identifier: Apache-2.0
// A condition is written as alternatives, each a list of facts about what is read (`credits` lies
// in 6..30 ects, `origin` is one of degree). An alternative whose facts contradict each other is
// dropped; a condition of which none is left can never hold. That a condition always holds is that
// its opposite never does.
#include "compiler/rules/prove.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/schema/bounds.h"

namespace kava {
namespace {

/// Beyond so many alternatives nothing is proven: real rules have a handful.
constexpr size_t most_alternatives = 128;
/// Beyond so deep a nesting likewise.
constexpr int deepest = 64;

// ---- Facts
// ----------------------------------------------------------------------------------------

struct End {
  std::optional<Rational> at;  ///< Empty: open.
  bool strict = false;         ///< The value itself is left out.
};

struct Interval {
  End low, high;

  auto empty() const -> bool {
    if (!low.at || !high.at) return false;
    if (*high.at < *low.at) return true;
    return *high.at == *low.at && (low.strict || high.strict);
  }
};

auto tighter_low(const End& a, const End& b) -> End {
  if (!a.at || !b.at) return a.at ? a : b;
  if (*a.at == *b.at) return {a.at, a.strict || b.strict};
  return *a.at < *b.at ? b : a;
}

auto tighter_high(const End& a, const End& b) -> End {
  if (!a.at || !b.at) return a.at ? a : b;
  if (*a.at == *b.at) return {a.at, a.strict || b.strict};
  return *a.at < *b.at ? a : b;
}

auto both(const Interval& a, const Interval& b) -> Interval {
  return {tighter_low(a.low, b.low), tighter_high(a.high, b.high)};
}

/// What is known of one thing that is read: where an amount lies, which of some values it is, which
/// it is not. A yes or no is one of the values 0 and 1.
struct Fact {
  Interval interval;
  std::optional<std::set<uint64_t>> among;
  std::set<uint64_t> other_than;
  Span from;  ///< Of the condition that says so.

  auto impossible() const -> bool {
    if (interval.empty()) return true;
    return among &&
           std::ranges::all_of(*among, [&](uint64_t value) { return other_than.contains(value); });
  }
};

auto both(const Fact& a, const Fact& b) -> Fact {
  Fact result;
  result.interval = both(a.interval, b.interval);
  result.among = a.among ? a.among : b.among;
  if (a.among && b.among) {
    std::set<uint64_t> common;
    std::ranges::set_intersection(*a.among, *b.among, std::inserter(common, common.end()));
    result.among = common;
  }
  result.other_than = a.other_than;
  result.other_than.insert(b.other_than.begin(), b.other_than.end());
  result.from = b.from;
  return result;
}

/// Facts by what they are about: they hold together.
using Facts = std::map<std::string, Fact>;

/// Alternatives, of which one holds. None: the condition never holds. `lost` if there are too many.
struct Condition {
  std::vector<Facts> alternatives;
  bool lost = false;

  static auto always() -> Condition { return {{Facts()}, false}; }
  static auto never() -> Condition { return {}; }
  static auto unknown() -> Condition { return {{Facts()}, true}; }
  auto impossible() const -> bool { return !lost && alternatives.empty(); }
};

/// The two conditions that contradict each other where that is all that a condition says.
struct Conflict {
  Span one, other;
};

// ---- From expressions to facts
// --------------------------------------------------------------------

class Prover {
 public:
  Prover(const World& world, const Program& program)
      : world_(world), model_(world.model()), program_(program) {}

  /// What must hold for the node to be true, or with `wanted` false, to be false.
  auto condition(uint32_t index, bool wanted) -> Condition {
    if (depth_ >= deepest) return Condition::unknown();
    ++depth_;
    const Condition result = condition_of(index, wanted);
    --depth_;
    return result;
  }

  auto together(const Condition& a, const Condition& b) -> Condition {
    Condition result;
    result.lost = a.lost || b.lost;
    if (a.alternatives.size() * b.alternatives.size() > most_alternatives)
      return Condition::unknown();
    for (const Facts& left : a.alternatives) {
      for (const Facts& right : b.alternatives) {
        if (auto merged = consistent(left, right)) result.alternatives.push_back(*merged);
      }
    }
    return result;
  }

  auto conflict() const -> const std::optional<Conflict>& { return conflict_; }

 private:
  auto node(uint32_t index) const -> const Instruction& { return program_.nodes[index]; }
  auto operand(uint32_t index, size_t i) const -> uint32_t {
    return program_.operand(node(index), i);
  }

  auto consistent(const Facts& a, const Facts& b) -> std::optional<Facts> {
    Facts result = a;
    for (const auto& [about, fact] : b) {
      const auto [slot, is_new] = result.try_emplace(about, fact);
      if (!is_new) {
        const Span earlier = slot->second.from;
        slot->second = both(slot->second, fact);
        if (slot->second.impossible()) {
          conflict_ = Conflict{earlier, fact.from};
          return std::nullopt;
        }
      } else if (fact.impossible()) {
        return std::nullopt;
      }
    }
    return result;
  }

  static auto either(Condition a, const Condition& b) -> Condition {
    a.lost = a.lost || b.lost;
    a.alternatives.insert(a.alternatives.end(), b.alternatives.begin(), b.alternatives.end());
    return a.alternatives.size() > most_alternatives ? Condition::unknown() : a;
  }

  auto all_of(uint32_t index, bool wanted) -> Condition {
    Condition result = Condition::always();
    for (size_t i = 0; i < node(index).count; ++i)
      result = together(result, condition(operand(index, i), wanted));
    return result;
  }

  auto one_of(uint32_t index, bool wanted) -> Condition {
    Condition result = Condition::never();
    for (size_t i = 0; i < node(index).count; ++i)
      result = either(result, condition(operand(index, i), wanted));
    return result;
  }

  auto condition_of(uint32_t index, bool wanted) -> Condition {
    const Instruction& at = node(index);
    switch (at.op) {
      case Op::Let: return condition(program_.lets[at.index].value, wanted);
      case Op::Constant:
        return program_.constants[at.index].truth == wanted ? Condition::always()
                                                            : Condition::never();
      case Op::Not: return condition(operand(index, 0), !wanted);
      case Op::And: return wanted ? all_of(index, true) : one_of(index, false);
      case Op::Or: return wanted ? one_of(index, true) : all_of(index, false);
      case Op::Implies: {
        const uint32_t left = operand(index, 0);
        const uint32_t right = operand(index, 1);
        if (wanted) return either(condition(left, false), condition(right, true));
        return together(condition(left, true), condition(right, false));
      }
      case Op::Any:
      case Op::All:
      case Op::None: return over_list(index, wanted);
      case Op::Less:
      case Op::LessEqual:
      case Op::Greater:
      case Op::GreaterEqual:
      case Op::Equal:
      case Op::NotEqual: return comparison(index, wanted);
      case Op::InRange: return in_range(index, wanted);
      case Op::InList: return in_list(index, wanted);
      default: return plain(index, wanted);
    }
  }

  /// A yes or no of which nothing else is known; the same one, read twice, is the same.
  auto plain(uint32_t index, bool wanted) -> Condition {
    Fact fact;
    fact.among = {wanted ? 1U : 0U};
    fact.from = node(index).span;
    return one_fact(key(index), fact);
  }

  static auto one_fact(const std::string& about, const Fact& fact) -> Condition {
    if (fact.impossible()) return Condition::never();
    return {{{{about, fact}}}, false};
  }

  /// An element that no condition can fit, or that every element fits.
  auto over_list(uint32_t index, bool wanted) -> Condition {
    const Op op = node(index).op;
    if (node(index).count < 2) return plain(index, wanted);
    const bool for_true = op != Op::All;
    // Tried apart: what contradicts itself inside is no conflict of the rule as a whole.
    const auto before = conflict_;
    const bool impossible = condition(operand(index, 1), for_true).impossible();
    if (!impossible) conflict_ = before;
    if (!impossible) return plain(index, wanted);
    const bool holds = op != Op::Any;
    return holds == wanted ? Condition::always() : Condition::never();
  }

  // ---- Comparisons

  auto comparison(uint32_t index, bool wanted) -> Condition {
    const uint32_t left = operand(index, 0);
    const uint32_t right = operand(index, 1);
    const Op op = wanted ? node(index).op : opposite(node(index).op);
    // Of a range that is written in a field, neither a bound nor its opposite may hold.
    const bool exact = is_single(left) && is_single(right);
    if (!wanted && !exact) return plain(index, false);
    if (const auto value = constant(right)) return against(left, op, *value, node(index).span);
    if (const auto value = constant(left))
      return against(right, mirrored(op), *value, node(index).span);
    return of_two(index, left, op, right, wanted);
  }

  /// Two amounts neither of which is a constant: what is known of each may settle it.
  auto of_two(uint32_t index, uint32_t left, Op op, uint32_t right, bool wanted) -> Condition {
    if (!is_single(left) || !is_single(right)) return plain(index, wanted);
    if (key(left) == key(right)) return same_side(op) ? Condition::always() : Condition::never();
    const Interval a = range_of(left);
    const Interval b = range_of(right);
    const auto below = [](const Interval& x, const Interval& y) {
      return x.high.at && y.low.at && *x.high.at < *y.low.at;
    };
    if (below(a, b) && (op == Op::Greater || op == Op::GreaterEqual || op == Op::Equal))
      return Condition::never();
    if (below(b, a) && (op == Op::Less || op == Op::LessEqual || op == Op::Equal))
      return Condition::never();
    // Less, equal or greater: one of three.
    Fact fact;
    fact.from = node(index).span;
    const bool swapped = key(right) < key(left);
    fact.among = outcomes(swapped ? mirrored(op) : op);
    const std::string about =
        swapped ? key(right) + "<=>" + key(left) : key(left) + "<=>" + key(right);
    return one_fact(about, fact);
  }

  static auto outcomes(Op op) -> std::set<uint64_t> {
    enum : uint64_t { less, same, more };
    switch (op) {
      case Op::Less: return {less};
      case Op::LessEqual: return {less, same};
      case Op::Greater: return {more};
      case Op::GreaterEqual: return {same, more};
      case Op::NotEqual: return {less, more};
      default: return {same};
    }
  }

  static auto same_side(Op op) -> bool {
    return op == Op::Equal || op == Op::LessEqual || op == Op::GreaterEqual;
  }

  static auto opposite(Op op) -> Op {
    switch (op) {
      case Op::Less: return Op::GreaterEqual;
      case Op::LessEqual: return Op::Greater;
      case Op::Greater: return Op::LessEqual;
      case Op::GreaterEqual: return Op::Less;
      case Op::NotEqual: return Op::Equal;
      default: return Op::NotEqual;
    }
  }

  static auto mirrored(Op op) -> Op {
    switch (op) {
      case Op::Less: return Op::Greater;
      case Op::LessEqual: return Op::GreaterEqual;
      case Op::Greater: return Op::Less;
      case Op::GreaterEqual: return Op::LessEqual;
      default: return op;
    }
  }

  static auto interval_of(Op op, Rational bound) -> Interval {
    switch (op) {
      case Op::Less: return {{}, {bound, true}};
      case Op::LessEqual: return {{}, {bound, false}};
      case Op::Greater: return {{bound, true}, {}};
      case Op::GreaterEqual: return {{bound, false}, {}};
      default: return {{bound, false}, {bound, false}};
    }
  }

  /// A constant as a place on a line: an amount, a day, a level of an ordered list; or, where there
  /// is no order, as a value that is itself and no other.
  struct Constant {
    std::optional<Rational> place;
    std::string line;  ///< Only places on one line compare: the unit, the list.
    uint64_t value = 0;
  };

  auto constant(uint32_t index) -> std::optional<Constant> {
    const Instruction& at = node(index);
    if (at.op == Op::Let) return constant(program_.lets[at.index].value);
    if (at.op != Op::Constant) return folded(index);
    const Datum& datum = program_.constants[at.index];
    return constant_of(datum);
  }

  auto constant_of(const Datum& datum) -> std::optional<Constant> {
    switch (datum.shape) {
      case Shape::Amount: {
        if (datum.number.is_undefined()) return std::nullopt;
        const std::string line = datum.any_units ? "any" : unit_of(datum.units);
        return Constant{datum.number, line, 0};
      }
      case Shape::Day: return Constant{Rational(datum.date.day_number()), "day", 0};
      case Shape::Concept: {
        Constant result{world_.rank(datum.object), {}, key_of(datum.object)};
        const Thing list = model_.thing(datum.object).parent();
        result.line = fmt::format("list {}", list ? key_of(list.id()) : 0);
        return result;
      }
      default: return std::nullopt;
    }
  }

  /// `2 * 3 ects`, `25% of 24 ects`.
  auto folded(uint32_t index) -> std::optional<Constant> {
    const Op op = node(index).op;
    if (op != Op::Add && op != Op::Subtract && op != Op::Multiply) return std::nullopt;
    const auto a = constant(operand(index, 0));
    const auto b = constant(operand(index, 1));
    if (!a || !b || !a->place || !b->place) return std::nullopt;
    const bool adds = op != Op::Multiply;
    if (adds && a->line != b->line) return std::nullopt;
    Constant result = a->line == unit_of({}) ? *b : *a;
    if (op == Op::Add) result.place = *a->place + *b->place;
    else if (op == Op::Subtract) result.place = *a->place - *b->place;
    else if (a->line != unit_of({}) && b->line != unit_of({})) return std::nullopt;
    else result.place = *a->place * *b->place;
    return result.place->is_undefined() ? std::nullopt : std::optional(result);
  }

  static auto unit_of(const Units& units) -> std::string {
    return fmt::format("{},{}/{},{}", units.over[0], units.over[1], units.under[0], units.under[1]);
  }

  auto against(uint32_t read, Op op, const Constant& constant_side, Span span) -> Condition {
    if (const auto other = constant(read)) return of_constants(*other, op, constant_side);
    Fact fact;
    fact.from = span;
    const std::string about = key(read) + " in " + constant_side.line;
    const bool orders = op != Op::Equal && op != Op::NotEqual;
    if (constant_side.place && (orders || constant_side.value == 0)) {
      if (op == Op::NotEqual) return Condition::unknown();
      fact.interval = both(interval_of(op, *constant_side.place), bounds_of(read, constant_side));
      return one_fact(about, fact);
    }
    if (orders) return Condition::unknown();
    if (op == Op::Equal) fact.among = {constant_side.value};
    else fact.other_than = {constant_side.value};
    // A level that equals another one has its place, too.
    if (op == Op::Equal && constant_side.place)
      fact.interval = interval_of(Op::Equal, *constant_side.place);
    return one_fact(about, fact);
  }

  static auto of_constants(const Constant& a, Op op, const Constant& b) -> Condition {
    if (!a.place || !b.place || a.line != b.line) return Condition::unknown();
    const auto order = *a.place <=> *b.place;
    const bool holds = op == Op::Less           ? order < 0
                       : op == Op::LessEqual    ? order <= 0
                       : op == Op::Greater      ? order > 0
                       : op == Op::GreaterEqual ? order >= 0
                       : op == Op::NotEqual     ? order != 0
                                                : order == 0;
    return holds ? Condition::always() : Condition::never();
  }

  auto in_range(uint32_t index, bool wanted) -> Condition {
    const uint32_t value = operand(index, 0);
    uint32_t range = operand(index, 1);
    while (node(range).op == Op::Let) range = program_.lets[node(range).index].value;
    if (node(range).op != Op::Range) return plain(index, wanted);
    if (!wanted && !is_single(value)) return plain(index, false);
    Condition result = wanted ? Condition::always() : Condition::never();
    for (size_t i = 0; i < 2; ++i) {
      const uint32_t end = operand(range, i);
      const bool open = node(end).op == Op::Constant &&
                        program_.constants[node(end).index].shape == Shape::Nothing;
      if (open) continue;
      const auto bound = constant(end);
      if (!bound) return plain(index, wanted);
      const Op op = i == 0 ? Op::GreaterEqual : Op::LessEqual;
      const Condition part = against(value, wanted ? op : opposite(op), *bound, node(index).span);
      result = wanted ? together(result, part) : either(result, part);
    }
    return result;
  }

  auto in_list(uint32_t index, bool wanted) -> Condition {
    const uint32_t list = operand(index, 1);
    if (node(list).op != Op::List || node(operand(index, 0)).type.list) return plain(index, wanted);
    Fact fact;
    fact.from = node(index).span;
    std::set<uint64_t> values;
    std::string line;
    for (const uint32_t member : program_.operands_of(node(list))) {
      const auto value = constant(member);
      const bool fits = value && value->value != 0 && (line.empty() || line == value->line);
      if (!fits) return plain(index, wanted);
      values.insert(value->value);
      line = value->line;
    }
    if (values.empty()) return plain(index, wanted);
    if (wanted) fact.among = values;
    else fact.other_than = values;
    return one_fact(key(operand(index, 0)) + " in " + line, fact);
  }

  // ---- What can be read

  /// Not a range that an author may write, nor a list.
  auto is_single(uint32_t index) -> bool {
    const Instruction& at = node(index);
    if (at.type.list) return false;
    switch (at.op) {
      case Op::Let: return is_single(program_.lets[at.index].value);
      case Op::Constant:
      case Op::Count:
      case Op::Length:
      case Op::Hours:
      case Op::Least:
      case Op::Most: return true;
      case Op::Sum:
      case Op::Min:
      case Op::Max: return node(index).count < 2 ? false : is_single(operand(index, 1));
      case Op::Field: return !may_be_range(at, operand(index, 0));
      case Op::Convert:
      case Op::Negate: return is_single(operand(index, 0));
      case Op::Add:
      case Op::Subtract:
      case Op::Multiply:
      case Op::Divide: return is_single(operand(index, 0)) && is_single(operand(index, 1));
      default: return at.type.sort != Sort::Amount;
    }
  }

  auto may_be_range(const Instruction& at, uint32_t owner) const -> bool {
    const Field* field = model_.schema.field(node(owner).type.kind(), at.word);
    return field == nullptr || field->takes(TypeKind::QuantityRange) ||
           field->takes(TypeKind::DateRange) || field->takes(TypeKind::Any);
  }

  /// The bounds of the schema, on the line of the constant.
  auto bounds_of(uint32_t read, const Constant& line) -> Interval {
    if (line.line == "day" || line.value != 0) return {};
    return range_of(read);
  }

  auto range_of(uint32_t index) -> Interval {
    const Interval not_negative{{Rational(0), false}, {}};
    const Instruction& at = node(index);
    switch (at.op) {
      case Op::Let: return range_of(program_.lets[at.index].value);
      case Op::Constant: {
        const auto value = constant(index);
        if (!value || !value->place) return {};
        return {{value->place, false}, {value->place, false}};
      }
      case Op::Count:
      case Op::Length:
      case Op::Hours: return not_negative;
      case Op::Field: return field_range(at, operand(index, 0));
      case Op::Least:
      case Op::Most:
      case Op::Convert: return range_of(operand(index, 0));
      case Op::Min:
      case Op::Max: return at.count < 2 ? Interval() : range_of(operand(index, 1));
      case Op::Sum: {
        const bool adds = at.count > 1 && range_of(operand(index, 1)).low.at >= Rational(0);
        return adds ? not_negative : Interval();
      }
      case Op::Add:
      case Op::Multiply:
      case Op::Divide: {
        const Interval a = range_of(operand(index, 0));
        const Interval b = range_of(operand(index, 1));
        const bool positive = a.low.at >= Rational(0) && b.low.at >= Rational(0);
        if (!positive) return {};
        // A share of a list is at most the whole of it.
        if (at.word == Word::ratio) return {{Rational(0), false}, {Rational(1), false}};
        return not_negative;
      }
      default: return {};
    }
  }

  auto field_range(const Instruction& at, uint32_t owner) const -> Interval {
    const Bound* bound = bound_of(node(owner).type.kind(), at.word);
    if (bound == nullptr) return {};
    switch (bound->asked) {
      case BoundKind::above_zero: return {{Rational(0), true}, {}};
      case BoundKind::not_negative: return {{Rational(0), false}, {}};
      case BoundKind::at_least_one: return {{Rational(1), false}, {}};
      case BoundKind::at_most_whole: return {{Rational(0), false}, {Rational(1), false}};
    }
    return {};
  }

  /// The same for nodes that compute the same from the same.
  auto key(uint32_t index) -> std::string {
    const Instruction& at = node(index);
    if (at.op == Op::Let) return key(program_.lets[at.index].value);
    std::string result = fmt::format("{}.{}.{}", static_cast<int>(at.op),
                                     static_cast<int>(at.derived), static_cast<int>(at.word));
    switch (at.op) {
      case Op::Constant: result += constant_key(program_.constants[at.index]); break;
      case Op::ByName:
      case Op::InLanguage:
      case Op::Matches: result += program_.patterns[at.index]; break;
      case Op::ByCode: result += constant_key(program_.constants[at.index]); break;
      default:
        if (!is_step(at.op)) result += fmt::format("#{}", at.index);
    }
    // The element of a step is numbered anew for each: by how deep it stands, two steps are alike.
    const bool opens = at.count > 1 && is_step(at.op);
    result += '(';
    for (size_t i = 0; i < at.count; ++i) {
      if (opens && i == 1) slots_.push_back(at.index);
      if (i > 0) result += ',';
      result += key(program_.operand(at, i));
      if (opens && i == 1) slots_.pop_back();
    }
    result += ')';
    if (at.op == Op::Slot) {
      const auto found = std::ranges::find(slots_, at.index);
      if (found != slots_.end()) return fmt::format("element{}", found - slots_.begin());
    }
    return result;
  }

  auto constant_key(const Datum& datum) -> std::string {
    if (const auto value = constant_of(datum)) {
      return fmt::format("{}:{}:{}", value->line, value->place ? value->place->text('.', 9) : "",
                         value->value);
    }
    const bool is_true = datum.shape == Shape::Truth && datum.truth;
    const bool refers = datum.shape == Shape::Concept || datum.shape == Shape::Thing;
    const ObjectId object = refers ? datum.object : ObjectId();
    return fmt::format("{}:{}:{}.{}:{}", datum.text, is_true, object.unit, object.index,
                       static_cast<const void*>(datum.written));
  }

  const World& world_;
  const Model& model_;
  const Program& program_;
  std::vector<uint32_t> slots_;  ///< Of the steps around, outer first.
  std::optional<Conflict> conflict_;
  int depth_ = 0;
};

// ---- Rules
// ----------------------------------------------------------------------------------------

class RuleProver {
 public:
  RuleProver(const World& world, const CompiledRule& rule, Diagnostics& diagnostics)
      : world_(world), rule_(rule), diagnostics_(diagnostics) {}

  void run() {
    Prover prover(world_, rule_.program);
    Condition applies = Condition::always();
    for (const uint32_t node : rule_.when) {
      applies = prover.together(applies, prover.condition(node, true));
      if (applies.impossible()) return tell(diag::rule_never_applies, node, prover.conflict());
    }
    Condition kept = applies;
    for (const uint32_t node : rule_.requirements) {
      kept = prover.together(kept, prover.condition(node, true));
      if (kept.impossible()) return tell(diag::rule_never_holds, node, prover.conflict());
    }
    // What is for information may well be true of everything.
    if (rule_.severity == Word::inform) return;
    for (const uint32_t node : rule_.requirements) {
      Prover opposite(world_, rule_.program);
      const Condition broken = opposite.together(applies, opposite.condition(node, false));
      if (broken.impossible()) tell(diag::rule_never_fails, node, std::nullopt);
    }
  }

 private:
  auto place(Span span) const -> Location {
    return {world_.model().units[rule_.rule.unit].source, span};
  }

  template <typename Row>
  void tell(Row row, uint32_t node, const std::optional<Conflict>& conflict) {
    const Span span = rule_.program.nodes[node].span;
    const Thing thing = world_.model().thing(rule_.rule);
    Report& report = diagnostics_.report(place(span), row, Name{std::string(thing.name())});
    if (!conflict) return;
    const Span other = conflict->one == span ? conflict->other : conflict->one;
    if (other == span || other.length == 0) return;
    report.note(place(other), message(diag::rule_contradicts));
  }

  const World& world_;
  const CompiledRule& rule_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_provable(const World& world, const CompiledRule& rule, Diagnostics& diagnostics) {
  if (rule.program.failed || rule.decidability != Decidability::Definition) return;
  RuleProver(world, rule, diagnostics).run();
}

}  // namespace kava
