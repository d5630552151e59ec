// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/SmallBitVector.h>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/guess.h"
#include "compiler/model/model.h"
#include "compiler/model/names.h"
#include "compiler/schema/bounds.h"

namespace kava {

/// Gives the values of one unit their types: what a field takes is in the schema, what a name means
/// in `Names`. Reports what does not fit and marks it as an error, so that nobody reports it again.
class Typing {
 public:
  Typing(const Model& model, const Names& names, KnownVocabularies& vocabularies, Unit& unit,
         uint32_t unit_index, Diagnostics& diagnostics)
      : schema_(model.schema),
        names_(names),
        vocabularies_(vocabularies),
        unit_(unit),
        index_(unit_index),
        diagnostics_(diagnostics) {}

  /// Types entry number `entry`, a value of `field` in the object `owner`.
  void type(uint32_t entry, uint32_t owner, const Field& field);

  /// What means nothing; told with `tell_unmeant` when every unit has its types.
  std::vector<Unmeant> unmeant;

  auto at(Span span) const -> Location { return {unit_.source, span}; }
  auto word_span(uint32_t entry) const -> Span;

 private:
  enum class Fit : uint8_t { No, Yes, Reported };

  auto field_name(const Value& value) const -> Name;
  auto fit(Value& value, const Type& type) -> Fit;
  auto as_declared(const Value& value, std::string_view text) -> Fit;
  auto fit_text(Value& value, const Type& type) -> Fit;
  auto fit_path(Value& value, const Type& type) -> Fit;
  auto fit_amount(Value& value, Word quantity) -> Fit;
  auto fit_range(Value& value, const Type& type) -> Fit;
  auto fit_term(Value& value) -> Fit;
  auto fit_whatever(Value& value) -> Fit;
  void resolve_bound(Value& value);
  void refer(Value& value, llvm::ArrayRef<Word> kinds);
  void refer(Value& value, llvm::ArrayRef<Word> kinds, const std::string& path);
  void refer_in_expression(uint32_t node);
  auto find_code(Word vocabulary, std::string_view path) -> ObjectId;
  auto dotted(uint32_t node) const -> std::string;

  void unknown_code(Location where, std::string_view written, Name name, ObjectId vocabulary);
  void unknown_name(Location where, std::string_view written, llvm::ArrayRef<Word> kinds);
  void unknown_measure(Location where, std::string_view written, Word quantity);

  void fail(Value& value);
  auto joined_field(const Value& value, uint32_t entry) const -> const Value*;
  auto tell_joined_field(const Value& value) -> bool;
  auto fail_turned_amount(const Value& value) -> bool;
  auto fail_block(const Value& value) -> bool;
  auto fail_side_by_side(const Value& value) -> bool;
  void fail_name(Value& value);
  void fail_type(Value& value);
  void fail_calculation(Value& value);
  auto check_tags(const Value& value) -> Fit;

  // judge_value.cpp: values of the right type that cannot be meant.
  auto is_empty_text(const Value& value) -> bool;
  auto is_possible(const Value& value) -> bool;
  auto is_within(const Value& value, const Bound& bound) -> bool;
  auto is_forward(const Value& range) -> bool;
  auto expected() const -> LocalisedText;
  auto code_text(const Value& value) const -> std::string;
  auto amount(const Value& value) const -> Amount;
  auto meant_amount(const Value& value, Word quantity) const -> Amount;

  const Schema& schema_;
  const Names& names_;
  KnownVocabularies& vocabularies_;
  Unit& unit_;
  uint32_t index_;
  Diagnostics& diagnostics_;

  // The entry under way.
  const Field* field_ = nullptr;
  uint32_t owner_ = 0;
  uint32_t entry_ = 0;

  llvm::SmallBitVector languages_;  ///< By index into `Unit::tags`: known to be a language.
};

}  // namespace kava
