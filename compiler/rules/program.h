// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "compiler/rules/datum.h"
#include "compiler/rules/derived_names.h"
#include "compiler/rules/type.h"
#include "compiler/rules/world.h"

namespace kava {

/// What one node of a program does. Operands are its children.
enum class Op : uint8_t {
  Constant,  ///< `index` into `constants`.
  Root,      ///< `index` into the roots given to an evaluator.
  Slot,      ///< The `each` variable or the element of a step: `index` of its slot.
  Let,       ///< `index` into `lets`; evaluated when first read.
  Field,     ///< operand 0: thing or list of things; `word`.
  Derived,   ///< operand 0; `derived`, `word`.
  Hours,     ///< operand 0: owner of the hours; `word`: which part.
  ByCode,  ///< operand 0: list; the first element whose value is the concept in `constants[index]`.
  ByName,  ///< operand 0: list; the last element with the name in `patterns[index]`.
  InLanguage,  ///< operand 0: localised text; the language in `patterns[index]`.
  List,
  Range,
  Has,
  Not,
  And,
  Or,
  Implies,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  InRange,  ///< operand 1 is a Range.
  InList,
  Below,    ///< `within` of a hierarchy.
  Near,     ///< operand 0 within operand 1 (a share) of operand 2.
  InWords,  ///< `index` into `word_sets`.
  Negate,
  Add,
  Subtract,
  Multiply,
  Divide,
  Convert,     ///< operand 0 in the unit `index`; Unlike if it is not counted in such.
  Least,       ///< The lower end of a range; of a single amount itself.
  Most,        ///< The upper end.
  LastBefore,  ///< The last day of that name before operand 0; `index` is month × 32 + day.
  FirstAfter,  ///< … the first one after it.
  Season,      ///< Of the term, or of the day in the calendar.
  Where,       ///< Steps: operand 0 is the list, operand 1 reads the element in slot `index`.
  Any,
  All,
  None,
  Count,
  Sum,
  Min,
  Max,
  Distinct,
  Map,
  First,
  Length,
  ContainsAny,  ///< `index` into `word_sets`.
  Matches,      ///< `index` into `patterns`.
  MultipleOf,
  Joined,  ///< Text with embedded expressions: its pieces.
};

/// It sets one value against another: `Equal` to `Near`.
constexpr auto is_comparison(Op op) -> bool { return op >= Op::Equal && op <= Op::Near; }

/// It does something with the elements of a list, which is operand 0.
constexpr auto is_step(Op op) -> bool { return op >= Op::Where && op <= Op::First; }

struct Instruction {
  Op op = Op::Constant;
  Derived derived = Derived::courses;
  bool on_path = false;   ///< Its value depends on which courses a learner takes.
  bool adds_up = false;   ///< A list in which each course brings its own share.
  bool distinct = false;  ///< … and what several courses bring counts once.
  bool is_atom = false;   ///< A sum over the courses of a path: decided by adding up.
  Word word = Word::none;
  uint32_t first = 0;
  uint32_t count = 0;  ///< Operands: `Program::operands[first … first + count)`.
  uint32_t index = 0;
  StaticType type;
  Span span;  ///< In the text of the regulation.
};

/// What a rule reads that another pass may have found to be in error.
struct Reads {
  bool credits = false, hours = false, courses = false, offering = false;
};

/// Expressions compiled together, so that they share variables.
struct Program {
  std::vector<Instruction> nodes;
  std::vector<uint32_t> operands;
  std::vector<Datum> constants;
  std::vector<std::string> patterns;
  std::vector<WordSet> word_sets;
  std::vector<std::unique_ptr<Unit>> texts;  ///< Expressions that stood in texts.
  struct Let {
    std::string name;
    uint32_t value = 0;  ///< Instruction.
  };
  std::vector<Let> lets;
  uint32_t slots = 0;
  Reads reads;
  bool failed = false;  ///< A mistake in it was reported: it is not run.

  auto operand(const Instruction& node, size_t i) const -> uint32_t {
    return operands[node.first + i];
  }
  auto operands_of(const Instruction& node) const -> std::span<const uint32_t> {
    return std::span(operands).subspan(node.first, node.count);
  }
};

constexpr uint32_t no_node = UINT32_MAX;

}  // namespace kava
