// SPDX-License-Identifier: Apache-2.0
// Values and their arithmetic in words, for messages.
#include <fmt/format.h>

#include "compiler/rules/judgement.h"

namespace kava {
namespace {

// More terms than this say nothing to a reader.
constexpr uint32_t longest_sum = 12;

auto decimal_mark(Language language) -> char { return language == Language::et ? ',' : '.'; }

/// The unit in which an amount is shown: as written, if it still has that dimension.
auto shown_measure(const Measures& measures, const Datum& value) -> Measure {
  const uint16_t base = value.units.over[0];
  if (value.units.none()) return value.shown;
  return measures.base(value.shown) == base ? value.shown : static_cast<Measure>(base);
}

auto number_of(const Measures& measures, const Datum& value) -> Rational {
  return value.number / measures.factor(shown_measure(measures, value));
}

/// Units of calendar lengths and of counts have labels that read better than their names.
auto unit_words(const Model& model, Measure measure, Language language) -> std::string {
  const MeasureRow& row = model.schema.measures[static_cast<size_t>(measure)];
  const bool spelled = row.quantity == Word::duration || row.quantity == Word::count;
  if (spelled && row.object != UINT64_MAX) {
    const ObjectId id{static_cast<uint32_t>(row.object >> 32U), static_cast<uint32_t>(row.object)};
    if (const Cell label = model.thing(id)[Word::label]) {
      return std::string(in_language(label.localised(), language));
    }
  }
  return row.name;
}

auto amount_words(const Evaluator& evaluator, const Datum& value, Language language)
    -> std::string {
  const Measures& measures = evaluator.world().measures();
  const Measure measure = shown_measure(measures, value);
  const unsigned digits = measure == Measure::percent ? 1 : 3;
  const std::string number = number_of(measures, value).text(decimal_mark(language), digits);
  const std::string unit = unit_words(evaluator.world().model(), measure, language);
  std::string result = unit.empty() || unit == "%" ? number + unit : number + ' ' + unit;
  if (value.units.under[0] != 0) {
    result += '/';
    result += measures.name(static_cast<Measure>(value.units.under[0]));
  }
  return result;
}

auto range_words(const Evaluator& evaluator, const Datum& value, Language language) -> std::string {
  const Datum low = evaluator.at(value, 0);
  const Datum high = evaluator.at(value, 1);
  const Measures& measures = evaluator.world().measures();
  const bool one_unit = low.shape == Shape::Amount && high.shape == Shape::Amount &&
                        low.shown == high.shown && low.units == high.units;
  const auto end = [&](const Datum& bound) {
    if (bound.shape == Shape::Nothing) return std::string();
    // `2..4 semesters`: the unit stands once.
    if (one_unit && &bound == &low) return number_of(measures, low).text(decimal_mark(language));
    return words_of(evaluator, bound, language);
  };
  return fmt::format("{}..{}", end(low), end(high));
}

/// `autumn 2026`
auto term_words(const Model& model, const Datum& value, Language language) -> std::string {
  const Cells items = Cell(&model, value.unit, value.written).items();
  if (items.size() != 2 || !items[0].known() || !items[1].known()) return "?";
  return fmt::format("{} {}", in_language(items[0].thing().title(), language),
                     items[1].value().mantissa);
}

/// `last 1 May before 2026-08-31`
auto nearest_words(Evaluator& evaluator, const Instruction& node, Language language)
    -> std::string {
  constexpr std::string_view en[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
  constexpr std::string_view et[] = {"jaanuar",   "veebruar", "märts",    "aprill",
                                     "mai",       "juuni",    "juuli",    "august",
                                     "september", "oktoober", "november", "detsember"};
  const size_t month = node.index / 32 - 1;
  const uint32_t day = node.index % 32;
  const bool before = node.op == Op::LastBefore;
  const std::string anchor = formula(evaluator, evaluator.program().operand(node, 0), language);
  if (language == Language::et) {
    return before ? fmt::format("viimane {}. {} enne {}", day, et[month], anchor)
                  : fmt::format("esimene {}. {} pärast {}", day, et[month], anchor);
  }
  return before ? fmt::format("last {} {} before {}", day, en[month], anchor)
                : fmt::format("first {} {} after {}", day, en[month], anchor);
}

auto thing_words(const Model& model, const Datum& value, Language language) -> std::string {
  const Thing thing = model.thing(value.object);
  return std::string(in_language(thing.title(), language));
}

}  // namespace

auto words_of(const Evaluator& evaluator, const Datum& value, Language language) -> std::string {
  const Model& model = evaluator.world().model();
  switch (value.shape) {
    case Shape::Truth:
      return language == Language::et ? (value.truth ? "jah" : "ei") : (value.truth ? "yes" : "no");
    case Shape::Amount: return amount_words(evaluator, value, language);
    case Shape::Range: return range_words(evaluator, value, language);
    case Shape::Day: return value.date.text();
    case Shape::Concept:
    case Shape::Thing: return thing_words(model, value, language);
    case Shape::Text: return fmt::format("“{}”", value.text);
    case Shape::Localised:
      return fmt::format(
          "“{}”", in_language(Cell(&model, value.unit, value.written).localised(), language));
    case Shape::List: {
      std::string result;
      for (uint32_t i = 0; i < evaluator.size(value); ++i) {
        if (!result.empty()) result += ", ";
        result += words_of(evaluator, evaluator.main(evaluator.at(value, i)), language);
      }
      return result;
    }
    case Shape::Term: return term_words(model, value, language);
    case Shape::Nothing:
    case Shape::Other: break;
  }
  return "?";
}

auto shown(const Evaluator& evaluator, const Datum& value) -> Argument {
  return LocalisedText{{"en", words_of(evaluator, value, Language::en)},
                       {"et", words_of(evaluator, value, Language::et)}};
}

// ---- Working
// --------------------------------------------------------------------------------------

namespace {

auto sum_words(Evaluator& evaluator, const Instruction& node, const Datum& total, Language language)
    -> std::string {
  const Program& program = evaluator.program();
  const Datum list = evaluator.evaluate(program.operand(node, 0));
  const uint32_t terms = list.shape == Shape::List ? evaluator.size(list) : 0;
  if (terms < 2 || terms > longest_sum) return {};
  std::string result;
  for (uint32_t i = 0; i < terms; ++i) {
    const Datum element = evaluator.at(list, i);
    Datum term = element;
    if (node.count > 1) {
      evaluator.put(node.index, element);
      term = evaluator.evaluate(program.operand(node, 1));
    }
    term = evaluator.main(term);
    term.shown = total.shown;
    if (!result.empty()) result += " + ";
    result += number_of(evaluator.world().measures(), term).text(decimal_mark(language));
  }
  return result;
}

auto sign_of(Op op) -> std::string_view {
  switch (op) {
    case Op::Add: return " + ";
    case Op::Subtract: return " − ";
    case Op::Multiply: return " × ";
    default: return " / ";
  }
}

auto meaning_of(const Program& program, uint32_t node) -> uint32_t {
  while (program.nodes[node].op == Op::Let) node = program.lets[program.nodes[node].index].value;
  return node;
}

/// Of `50% of x` the node of x.
auto whole_of(const Program& program, uint32_t node) -> uint32_t {
  const Instruction& product = program.nodes[meaning_of(program, node)];
  if (product.op != Op::Multiply) return no_node;
  const Instruction& share = program.nodes[program.operand(product, 0)];
  const bool is_share =
      share.op == Op::Constant && program.constants[share.index].shown == Measure::percent;
  return is_share ? program.operand(product, 1) : no_node;
}

auto percentage(const Datum& part, const Datum& whole, Language language) -> std::string {
  const std::string number =
      (part.number * Rational(100) / whole.number).text(decimal_mark(language), 1);
  // `≈` takes the place of the equals sign.
  constexpr std::string_view about = "≈";
  if (number.starts_with(about)) return fmt::format(" ≈ {}%", number.substr(about.size()));
  return fmt::format(" = {}%", number);
}

/// What a value had to be near to, where the rule does not write it: `, not 26 ah ± 1%`.
auto nearness(Evaluator& evaluator, const Instruction& comparison, Language language)
    -> std::string {
  const Program& program = evaluator.program();
  if (comparison.op != Op::Near) return {};
  const uint32_t target = meaning_of(program, program.operand(comparison, 2));
  if (program.nodes[target].op == Op::Constant) return {};
  const Datum share = evaluator.evaluate(program.operand(comparison, 1));
  const Datum value = evaluator.evaluate(target);
  if (!share.known() || !value.known()) return {};
  return fmt::format("{}{} ± {}", language == Language::et ? ", mitte " : ", not ",
                     words_of(evaluator, value, language), words_of(evaluator, share, language));
}

auto working_in(Evaluator& evaluator, const Instruction& comparison, std::string_view name,
                bool bare, Language language) -> std::string {
  const Program& program = evaluator.program();
  const uint32_t left = meaning_of(program, program.operand(comparison, 0));
  const Datum value = evaluator.evaluate(left);
  if (!value.known() || value.shape != Shape::Amount) return {};
  std::string result = formula(evaluator, left, language);
  const std::string total = words_of(evaluator, value, language);
  const uint32_t whole_node = whole_of(program, program.operand(comparison, 1));
  if (whole_node != no_node) {
    const Datum whole = evaluator.evaluate(whole_node);
    if (!whole.known() || whole.number == Rational(0)) return {};
    const std::string number =
        number_of(evaluator.world().measures(), value).text(decimal_mark(language));
    const std::string_view of = language == Language::et ? " / " : " of ";
    const std::string before = result.empty() || result == total ? "" : result + " = ";
    return fmt::format("{}: {}{}{}{}{}", name, before, number, of,
                       words_of(evaluator, whole, language), percentage(value, whole, language));
  }
  if (result.empty() || result == total) return {};
  // A rounded number brings its own sign.
  return fmt::format("{}: {}{}{}{}", name, result, total.starts_with("≈") ? " " : " = ", total,
                     bare ? std::string() : nearness(evaluator, comparison, language));
}

/// A part of a product, in parentheses if it is a sum.
auto factor(Evaluator& evaluator, uint32_t index, Op op, Language language) -> std::string {
  const std::string part = formula(evaluator, index, language);
  const bool is_product = op == Op::Multiply || op == Op::Divide;
  const bool is_sum =
      part.find(" + ") != std::string::npos || part.find(" − ") != std::string::npos;
  return is_product && is_sum ? fmt::format("({})", part) : part;
}

}  // namespace

auto formula(Evaluator& evaluator, uint32_t index, Language language) -> std::string {
  const Program& program = evaluator.program();
  const uint32_t meaning = meaning_of(program, index);
  const Instruction& node = program.nodes[meaning];
  const Datum value = evaluator.evaluate(meaning);
  switch (node.op) {
    case Op::Sum: {
      const std::string terms = sum_words(evaluator, node, value, language);
      return terms.empty() ? words_of(evaluator, value, language) : terms;
    }
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
      return fmt::format("{}{}{}", factor(evaluator, program.operand(node, 0), node.op, language),
                         sign_of(node.op),
                         factor(evaluator, program.operand(node, 1), node.op, language));
    case Op::LastBefore:
    case Op::FirstAfter: return nearest_words(evaluator, node, language);
    // What is computed with a term is computed with its first day.
    case Op::Field: return words_of(evaluator, evaluator.day(meaning), language);
    default: return words_of(evaluator, value, language);
  }
}

auto working(Evaluator& evaluator, const Instruction& comparison, const Label& label, bool bare)
    -> LocalisedText {
  LocalisedText result;
  for (const Language language : {Language::en, Language::et}) {
    const std::string name = rendered(label, language);
    const std::string text = working_in(evaluator, comparison, name, bare, language);
    if (!text.empty()) result.emplace_back(language == Language::en ? "en" : "et", text);
  }
  return result;
}

}  // namespace kava
