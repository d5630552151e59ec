// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "compiler/model/value.h"

namespace kava {

enum class Operation : uint8_t {
  Literal,  ///< `item`: a value in `Unit::items` (number, quantity, date, text, truth, unknown).
  Name,     ///< `slice`: one name, not yet known to be a field, a variable or a code.
  Member,   ///< operand 0 `.` slice
  Call,     ///< operand 0 `.` slice `(` further operands `)`; no operand 0 means a free call.
  Pair,     ///< slice, operand 0: `et "…"`, `autumn 2026`, `last 1`.
  List,     ///< `(a, b)`.
  Range,    ///< lower, upper; a missing end is an Absent node.
  Absent,
  Not,
  Has,
  Negate,
  Implies,
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  NotIn,
  Within,
  Before,
  After,
  Add,
  Subtract,
  Multiply,
  Divide,
  Of,
  Any,  ///< `any { require …; require … }`, made by the builder of rules.
};

/// A node of an expression as written, precedence resolved. Children are
/// `Unit::operands[first … first + count)`.
struct ExpressionNode {
  Operation operation = Operation::Absent;
  uint8_t reserved[3] = {};  ///< Zero, so that equal nodes are equal bytes.
  uint32_t first = 0;
  uint32_t count = 0;
  uint32_t item = 0;
  Slice slice;
  Span span;
};

}  // namespace kava
