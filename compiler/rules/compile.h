// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/rules/program.h"

namespace kava {

/// What the other side of a comparison lets a bare name be: a code of that vocabulary, or a
/// declaration of that kind.
struct Expected {
  ObjectId vocabulary;
  Word kind = Word::none;
};

/// Compiles expressions of one rule or form into one program. Mistakes are reported where they
/// stand in the source; a program with one is marked as failed.
class ExpressionCompiler {
 public:
  /// `unit` is the file whose expressions these are and from which names are seen.
  ExpressionCompiler(const World& world, uint32_t unit, Program& program, Diagnostics& diagnostics);

  /// Roots are numbered in the order of adding: `programme`, `offering` …
  void add_root(std::string_view name, StaticType type);
  /// A name for an expression, for what is compiled afterwards.
  void add_let(std::string_view name, const Value& value);
  /// A name that is looked at only if nothing else is meant: the `let`s of the regulation.
  void add_outer_let(std::string_view name, const Value& value) { outer_.push_back({name, value}); }
  /// Binds a name to the elements of the list. Returns the node of the list and the slot.
  struct Each {
    uint32_t list = no_node;
    uint32_t slot = 0;
  };
  auto add_each(std::string_view name, const Value& list) -> Each;
  void add_element(std::string_view name, StaticType type, uint32_t slot);

  /// The fields of a root may stand by their bare names, where no other name is meant.
  void open_root(std::string_view name);

  /// Forgets the name that was added last.
  void drop_name() { variables_.pop_back(); }

  auto compile(const Value& value) -> uint32_t;
  /// The same; anything but a yes or no is a mistake.
  auto condition(const Value& value) -> uint32_t;
  /// The same; anything but a day or a term is a mistake.
  auto day(const Value& value) -> uint32_t;
  auto type(uint32_t node) const -> const StaticType& { return program_.nodes[node].type; }

 private:
  struct Variable {
    std::string name;
    uint32_t node;
  };
  struct OuterLet {
    std::string_view name;
    Value value;
  };
  using Expression = const ExpressionNode&;

  // compile.cpp: operators and literals.
  auto expression(uint32_t index, Expected expected = {}) -> uint32_t;
  auto literal(Expression e, Expected expected) -> uint32_t;
  auto constant_of(const Value& value, Span span, Expected expected) -> uint32_t;
  auto text_constant(const Value& value, Span span) -> uint32_t;
  auto embedded(std::string_view text, const Value& value, Span span) -> uint32_t;
  auto both(Expression e) -> std::array<uint32_t, 2>;
  auto comparison(Expression e, Op op) -> uint32_t;
  auto membership(Expression e) -> uint32_t;
  auto within(Expression e) -> uint32_t;
  auto logic(Expression e, Op op) -> uint32_t;
  auto presence(Expression e) -> uint32_t;
  auto arithmetic(Expression e, Op op) -> uint32_t;
  auto range(Expression e, Expected expected) -> uint32_t;
  void lend_zero(uint32_t bare, uint32_t with_unit);
  void lend_unit(uint32_t bare, uint32_t with_unit);
  auto list(Expression e, Expected expected) -> uint32_t;
  auto negated(uint32_t node) -> uint32_t;
  void check_comparable(uint32_t a, uint32_t b, Span span);
  void check_ordered(const StaticType& type, Span span);
  auto checked_condition(uint32_t node) -> uint32_t;

  // compile_dates.cpp: days and terms.
  auto order(Expression e, Op op) -> uint32_t;
  auto nearest_day(Expression e, const ExpressionNode& named, Op op) -> uint32_t;
  auto season(uint32_t owner, Span span) -> uint32_t;
  auto checked_day(uint32_t node) -> bool;

  // compile_names.cpp: what a name means.
  auto name(Expression e, Expected expected) -> uint32_t;
  auto found_name(std::string_view name, Span span) -> uint32_t;
  auto member(Expression e, Expected expected) -> uint32_t;
  auto member_of(uint32_t owner, std::string_view name, Span span) -> uint32_t;
  auto field_of(uint32_t owner, Word kind, std::string_view name, Span span) -> uint32_t;
  auto derived_of(uint32_t owner, const DerivedRow& row, std::string_view name, Span span)
      -> uint32_t;
  auto by_key(uint32_t owner, std::string_view name, Span span) -> uint32_t;
  auto expected_by(const StaticType& other) const -> Expected;
  auto declared(Expected expected, std::string_view path, Span span) -> uint32_t;
  auto dotted(Expression e) const -> std::string;
  auto code(ObjectId vocabulary, std::string_view code, Span span) -> uint32_t;
  auto vocabulary_of(const StaticType& type) const -> ObjectId;
  auto vocabulary_named(std::string_view name) const -> ObjectId;
  auto word_list(Expression e) -> std::optional<uint32_t>;
  auto unknown_name(std::string_view name, Span span, Expected expected) -> uint32_t;
  auto unknown_member(uint32_t owner, std::string_view name, Span span) -> uint32_t;
  auto names_of(Word kind) const -> std::vector<std::string_view>;

  // compile_steps.cpp: steps of collections and texts.
  auto call(Expression e) -> uint32_t;
  auto step(std::string_view name, uint32_t owner, Expression e) -> uint32_t;
  auto plain_step(std::string_view name, uint32_t owner, Span span) -> uint32_t;
  auto collection_step(Op op, uint32_t owner, Expression e) -> uint32_t;
  auto share(Expression e) -> uint32_t;
  auto text_step(std::string_view name, uint32_t owner, Expression e) -> uint32_t;
  auto element_scope(uint32_t list) -> uint32_t;
  void mark_path(uint32_t node);

  auto add(Op op, StaticType type, Span span, std::span<const uint32_t> operands) -> uint32_t;
  auto add_constant(const Datum& value, StaticType type, Span span) -> uint32_t;
  auto failed(Span span) -> uint32_t;
  auto node(uint32_t index) -> Instruction& { return program_.nodes[index]; }
  auto at(Span span) const -> Location { return {unit_->source, span}; }
  auto operand_of(Expression e, size_t i) const -> uint32_t { return unit_->operands[e.first + i]; }
  auto schema() const -> const Schema& { return world_.model().schema; }
  auto suggestion(std::string_view name, std::span<const std::string_view> candidates) const
      -> std::string_view;
  template <typename... Arguments>
  void report(Span span, Diagnostic<Arguments...> row, std::string_view replacement,
              std::type_identity_t<Arguments>... arguments) {
    program_.failed = true;
    Report& said = diagnostics_.report(at(span), row, std::move(arguments)...);
    if (replacement.empty()) return;
    said.edit(at(span), std::string(replacement))
        .detail(Detail::Kind::Help,
                in_every_language(message(diag::did_you_mean, Name{std::string(replacement)})));
  }

  const World& world_;
  uint32_t unit_index_;
  const Unit* unit_;
  Program& program_;
  Diagnostics& diagnostics_;
  std::vector<Variable> variables_;
  std::vector<uint32_t> elements_;  ///< Slot nodes of the steps around, outer first.
  std::vector<OuterLet> outer_;
  uint32_t opened_ = no_node;  ///< The root whose fields may stand by their bare names.
  uint32_t roots_ = 0;
};

}  // namespace kava
