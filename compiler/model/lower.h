// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallVector.h>

#include "compiler/model/unit.h"
#include "compiler/syntax/tree.h"

namespace kava {

/// Writes values and expressions of one tree into one unit. Used by declare.cpp alone.
class Lowering {
 public:
  Lowering(const SyntaxTree& tree, Unit& unit) : tree_(tree), unit_(unit) {}

  /// One step of a flat expression: an operator token, or a `value` node.
  struct Step {
    bool is_operand = false;
    TokenKind token = TokenKind::End;
    uint32_t at = 0;  ///< Node of an operand, token of an operator.
  };
  using Steps = llvm::SmallVector<Step, 8>;

  auto steps(uint32_t expression) const -> Steps;

  /// An operand of a data field: a literal where it is one, else an expression.
  auto value(uint32_t expression) -> Value;
  /// The same from part of an expression: what follows `=` in `let x = …`.
  auto value(llvm::ArrayRef<Step> steps, bool always_expression) -> Value;

  /// If a `value` node is one bare name, its text.
  auto bare_name(uint32_t value_node) const -> std::string_view;
  auto literal(uint32_t value_node) -> Value;
  auto expression(llvm::ArrayRef<Step> steps) -> uint32_t;

  auto keep(std::string_view text) -> Slice;
  auto add_items(llvm::ArrayRef<Value> values) -> Items;
  auto add_node(Operation operation, Span span, llvm::ArrayRef<uint32_t> operands, Slice slice = {})
      -> uint32_t;
  void mention(std::string_view name);
  /// A name in an expression, which may be a field, perhaps in the plural: what its codes are
  /// looked up in is needed too.
  void mention_member(std::string_view name);

 private:
  class Climber;

  void mention(uint64_t hash);

  auto text(uint32_t token) -> Slice;
  auto tag_index(std::string_view tag) -> uint16_t;
  auto measure_index(std::string_view name) -> uint16_t;
  auto number(uint32_t first_token, uint32_t end_token) -> Value;
  auto path(uint32_t first_token, uint32_t end_token) -> Value;
  auto quoted(uint32_t token, Span span) -> Value;
  auto tagged_text(uint32_t value_node) -> Value;
  auto pair(uint32_t value_node) -> Value;
  auto range(llvm::ArrayRef<Step> steps) -> Value;
  auto bound(const Value& value, const Value& other) -> Value;
  auto primary(uint32_t value_node) -> uint32_t;
  auto chain(uint32_t value_node, uint32_t from_token, uint32_t root) -> uint32_t;
  auto arguments(uint32_t arguments_node, llvm::SmallVectorImpl<uint32_t>& operands) -> void;

  const SyntaxTree& tree_;
  Unit& unit_;
  llvm::DenseMap<uint64_t, uint16_t> tags_, measures_;  ///< By hash: index in the unit's lists.
  uint64_t recent_[256] = {};                           ///< Names mentioned lately, by hash.
};

}  // namespace kava
