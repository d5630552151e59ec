// SPDX-License-Identifier: Apache-2.0
// What is done with collections and texts: where, any, all, none, count, sum, min, max …
#include <llvm/Support/Regex.h>

#include <algorithm>

#include "compiler/rules/evaluator.h"

namespace kava {

/// Patterns stay where they are as long as their program does.
auto Evaluator::expression(const std::string& pattern) -> const llvm::Regex& {
  const auto [slot, is_new] = expressions_.try_emplace(&pattern);
  if (is_new) slot->second = llvm::Regex(pattern);
  return slot->second;
}

/// The value may lie in the store, which what is computed of it may move.
auto Evaluator::element(const Instruction& node, const Datum& value) -> Datum {
  slots_[node.index] = value;
  return scalar(node, 1);
}

auto Evaluator::step(const Instruction& node, Datum list) -> Datum {
  if (!list.known()) return list;
  if (list.shape != Shape::List) list = list_of({&list, 1});
  switch (node.op) {
    case Op::Where: return where(node, list);
    case Op::Any:
    case Op::All:
    case Op::None: return quantified(node, list);
    case Op::Count: return count(node, list);
    case Op::Sum: return sum(node, list);
    case Op::Min:
    case Op::Max: return extreme(node, list);
    case Op::Map: return map(node, list, false);
    case Op::Distinct: return map(node, list, true);
    default: break;
  }
  if (size(list) > 0) return at(list, 0);
  return Datum::missing(State::Absent, list.origin);
}

auto Evaluator::where(const Instruction& node, const Datum& list) -> Datum {
  Buffer chosen;
  Datum gap;
  for (uint32_t i = 0; i < size(list); ++i) {
    const Datum& value = at(list, i);
    const Datum condition = value.known() ? element(node, value) : value;
    if (condition.is_true()) chosen.push_back(at(list, i));
    if (!condition.known() && (gap.known() || condition.state == State::InError)) gap = condition;
  }
  // An element for which nobody can say whether it counts leaves the whole undecided.
  if (!gap.known()) return gap;
  Datum result = list_of(chosen);
  result.by_absence = list.by_absence;
  result.origin = list.origin;
  return result;
}

auto Evaluator::quantified(const Instruction& node, const Datum& list) -> Datum {
  if (size(list) == 0 && list.by_absence) return Datum::missing(State::Absent, list.origin);
  const bool wanted = node.op != Op::All;  // The outcome that settles it.
  Datum gap;
  for (uint32_t i = 0; i < size(list); ++i) {
    const Datum& value = at(list, i);
    const Datum condition = value.known() ? element(node, value) : value;
    if (!condition.known()) {
      if (gap.known() || condition.state == State::InError) gap = condition;
    } else if (condition.truth == wanted) {
      Datum result = Datum::of_truth(node.op == Op::Any);
      result.by_absence = !result.truth && condition.by_absence;
      result.origin = condition.origin;
      return result;
    }
  }
  if (!gap.known()) return gap;
  Datum result = Datum::of_truth(node.op != Op::Any);
  result.origin = list.origin;
  return result;
}

auto Evaluator::count(const Instruction& node, const Datum& list) -> Datum {
  if (size(list) == 0 && list.by_absence) return Datum::missing(State::Absent, list.origin);
  Datum result = Datum::of_number(Rational(size(list)));
  if (node.count > 1) {
    int64_t counted = 0;
    for (uint32_t i = 0; i < size(list); ++i) {
      const Datum& value = at(list, i);
      const Datum condition = value.known() ? element(node, value) : value;
      if (!condition.known()) return condition;
      counted += condition.truth ? 1 : 0;
    }
    result.number = Rational(counted);
  }
  result.origin = list.origin;
  return result;
}

auto Evaluator::sum(const Instruction& node, const Datum& list) -> Datum {
  if (size(list) == 0 && list.by_absence) return Datum::missing(State::Absent, list.origin);
  Datum result = Datum::of_number(Rational(0));
  result.any_units = true;
  Datum gap;
  for (uint32_t i = 0; i < size(list); ++i) {
    const Datum& value = at(list, i);
    const Datum term = !value.known() ? value : node.count > 1 ? element(node, value) : main(value);
    if (!term.known()) {
      if (gap.known() || term.state == State::InError) gap = term;
    } else {
      const Datum total = added(result, term, false);
      if (!total.known()) return total;
      result = total;
    }
  }
  if (!gap.known()) return gap;
  result.origin = list.origin;
  return result;
}

auto Evaluator::extreme(const Instruction& node, const Datum& list) -> Datum {
  Datum best = Datum::missing(State::Absent, list.origin);
  for (uint32_t i = 0; i < size(list); ++i) {
    const Datum& value = at(list, i);
    const Datum term = !value.known() ? value : node.count > 1 ? element(node, value) : main(value);
    if (!term.known()) return term;
    if (!best.known()) {
      best = term;
      continue;
    }
    const Datum better = ordered(node.op == Op::Max ? Op::Greater : Op::Less, term, best);
    if (!better.known()) return better;
    if (better.truth) best = term;
  }
  return best;
}

auto Evaluator::map(const Instruction& node, const Datum& list, bool distinct) -> Datum {
  Buffer values;
  const auto add = [&](const Datum& value) {
    const bool seen =
        distinct && std::any_of(values.begin(), values.end(),
                                [&](const Datum& other) { return same(value, other); });
    if (!seen) values.push_back(value);
  };
  for (uint32_t i = 0; i < size(list); ++i) {
    const Datum value = at(list, i);
    const Datum mapped = value.known() && node.count > 1 ? element(node, value) : value;
    if (mapped.shape != Shape::List) {
      if (mapped.state != State::Absent) add(mapped);
      continue;
    }
    for (uint32_t k = 0; k < size(mapped); ++k) add(at(mapped, k));
  }
  Datum result = list_of(values);
  result.by_absence = list.by_absence;
  result.origin = list.origin;
  return result;
}

auto Evaluator::multiple_of(const Instruction& node) -> Datum {
  const Datum value = scalar(node, 0);
  const Datum of = scalar(node, 1);
  if (!value.known()) return value;
  if (!of.known()) return of;
  if (value.shape != Shape::Amount || of.shape != Shape::Amount || value.units != of.units) {
    return Datum::missing(State::Unlike, value.origin);
  }
  const Rational times = value.number / of.number;
  if (times.is_undefined()) return Datum::missing(State::Overflow, value.origin);
  Datum result = Datum::of_truth(times.is_whole());
  result.origin = value.origin;
  return result;
}

// ---- Texts
// ----------------------------------------------------------------------------------------

namespace {

/// Calls `visit` with each language's text until it returns true.
template <typename Visit>
auto any_text(const Model& model, const Datum& value, Visit visit) -> bool {
  if (value.shape == Shape::Text) return visit(std::string_view(), value.text);
  if (value.written == nullptr) return false;
  for (const auto& [tag, text] : Cell(&model, value.unit, value.written).localised()) {
    if (visit(std::string_view(tag), std::string_view(text))) return true;
  }
  return false;
}

auto length_of(std::string_view text) -> int64_t {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

}  // namespace

auto Evaluator::text_step(const Instruction& node) -> Datum {
  const Datum value = scalar(node, 0);
  if (!value.known()) return value;
  Datum result;
  if (node.op == Op::Length) {
    int64_t longest = 0;
    any_text(model_, value, [&](std::string_view, std::string_view text) {
      longest = std::max(longest, length_of(text));
      return false;
    });
    result = Datum::of_number(Rational(longest));
  } else if (node.op == Op::Matches) {
    const llvm::Regex& pattern = expression(program_->patterns[node.index]);
    bool all = true;
    any_text(model_, value, [&](std::string_view, std::string_view text) {
      all = all && pattern.match(text);
      return false;
    });
    result = Datum::of_truth(all);
  } else {
    const WordSet& words = program_->word_sets[node.index];
    result =
        Datum::of_truth(any_text(model_, value, [&](std::string_view tag, std::string_view text) {
          return words.found_in(tag, text);
        }));
  }
  result.origin = value.origin;
  return result;
}

auto Evaluator::in_words(const Instruction& node) -> Datum {
  const Datum value = scalar(node, 0);
  if (!value.known()) return value;
  const WordSet& words = program_->word_sets[node.index];
  Datum result =
      Datum::of_truth(any_text(model_, value, [&](std::string_view tag, std::string_view text) {
        return words.equals(tag, text);
      }));
  result.origin = value.origin;
  return result;
}

/// The pieces of a text with embedded expressions. What one of them lacks, the whole lacks.
auto Evaluator::joined(const Instruction& node) -> Datum {
  Buffer pieces;
  for (size_t i = 0; i < node.count; ++i) {
    const Datum piece = scalar(node, i);
    if (!piece.known()) return piece;
    pieces.push_back(piece);
  }
  return list_of(pieces);
}

}  // namespace kava
