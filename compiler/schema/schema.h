// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/StringMap.h>

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/rational.h"
#include "compiler/diagnostics/argument.h"
#include "compiler/schema/word.h"

namespace kava {

/// What a field takes. `of` says more: the vocabulary of a code, the kind of a reference, the
/// quantity of an amount or range.
enum class TypeKind : uint8_t {
  None,
  Text,
  Localised,
  Number,
  Bool,
  Flag,
  Date,
  DateRange,
  Term,
  Url,
  Email,
  Code,
  Reference,
  Quantity,
  QuantityRange,
  Block,
  Expression,
  Name,  ///< A bare name that the kind itself interprets.
  Any,   ///< Whatever is written; the reader knows.
};

struct Type {
  TypeKind kind = TypeKind::None;
  Word of = Word::none;
};

/// How often a word may stand.
enum class Many : uint8_t { Optional, One, Any, Some };

/// The status from which a field must be there.
enum class From : uint8_t { Never, Always, Proposed, Approved, Registered };

/// What the declaration of a field says besides. (A core word has its label in labels.def.)
struct FieldDeclaration {
  LocalisedText labels;
  std::string pattern;  ///< A regular expression that its texts match; empty: any text.
  int64_t limit = 0;    ///< Greatest length of its texts in characters; 0: none.
};

/// One row: what may be said where.
struct Field {
  Word kind = Word::none;  ///< On which kind of declaration or block.
  Word word = Word::none;
  std::array<Type, 4> types;  ///< Alternatives; unused ones are None.
  Many many = Many::Optional;
  From required_from = From::Never;
  const FieldDeclaration* declaration = nullptr;  ///< None of a core field.

  auto labels() const -> LocalisedText {
    return declaration != nullptr ? declaration->labels : LocalisedText();
  }
  auto takes(TypeKind kind) const -> bool;
  auto type(TypeKind kind) const -> const Type*;
};

/// How the head of a declaration reads.
enum class Head : uint8_t {
  Name,          ///< `course NAME`, `rule NAME`
  OptionalName,  ///< `outcome [NAME]`
  CodeName,      ///< `assessment exam [final]`: the code is the entry `value`
  NameAmount,    ///< `choose [NAME] 6 ects`, `rate NAME 60 EUR`: the amount is the entry `value`
  NameOf,        ///< `offering NAME of X`: X is the entry `of`
  NameIs,        ///< `let NAME = EXPR`: the expression is the entry `value`
  NameIn,        ///< `each NAME in EXPR`
  Values,        ///< `price 90 EUR`, `semester 1`: what stands there are entries `value`
};

/// A kind whose members are objects: with a block or without.
struct Kind {
  Word word = Word::none;
  Head head = Head::Values;
  bool top_level = false;  ///< May stand outside every block.
};

/// A unit of measure, as `unit … { … }` declares it. `none` is a bare number.
enum class Measure : uint16_t { none = 0, percent = 1 };

struct MeasureRow {
  std::string name;
  Word quantity = Word::none;    ///< credit, time, money, count, duration, ratio
  Rational factor;               ///< How many of `base` one of these is.
  uint16_t same_as = 0;          ///< An alias points at the unit it is another name of.
  uint64_t object = UINT64_MAX;  ///< Where it is declared: unit << 32 | index.
  /// What it is counted in (`h` in `min`), itself if it is no multiple of another. Amounts compare
  /// and add up only over the same base: an hour and an academic hour do, a month and a week do
  /// not.
  uint16_t base = 0;
};

/// The core tables, known to the compiler.
auto core_kind(Word word) -> const Kind*;
auto core_fields() -> std::span<const Field>;
auto core_field(Word kind, Word word) -> const Field*;

/// Finds the row of a word on a kind. It is asked for every value of every file: a look-up nearly
/// always ends at the first slot.
class FieldIndex {
 public:
  static constexpr uint32_t none = UINT32_MAX;
  /// With room for so many rows.
  explicit FieldIndex(size_t rows);
  /// `none` if there is no such row.
  auto find(Word kind, Word word) const -> uint32_t {
    const uint32_t key = key_of(kind, word);
    for (size_t slot = slot_of(key); slots_[slot].row != none; slot = next(slot)) {
      if (slots_[slot].key == key) return slots_[slot].row;
    }
    return none;
  }
  /// Does nothing and returns false if there is one already.
  auto add(Word kind, Word word, uint32_t row) -> bool;

 private:
  struct Slot {
    uint32_t key = 0;
    uint32_t row = none;
  };
  static auto key_of(Word kind, Word word) -> uint32_t {
    return static_cast<uint32_t>(kind) << 16U | static_cast<uint32_t>(word);
  }
  auto slot_of(uint32_t key) const -> size_t { return (key * 0x9E3779B1U) >> shift_; }
  auto next(size_t slot) const -> size_t { return (slot + 1) & (slots_.size() - 1); }
  void put(Slot slot);

  std::vector<Slot> slots_;  ///< A power of two of them, at most half of them filled.
  unsigned shift_;           ///< 32 less that power.
  size_t rows_ = 0;
};

/// All that may be said: the core rows and those that `field … on …` declarations add.
class Schema {
 public:
  Schema();
  /// The word of that spelling, core or declared; none if there is neither.
  auto word(std::string_view spelling) const -> Word;
  /// The same of a word that is known to be no core word.
  auto declared_word(std::string_view spelling) const -> Word;
  auto spelling(Word word) const -> std::string_view;
  /// Adds a word that a declaration brings; the same spelling gives the same word.
  auto add_word(std::string_view spelling) -> Word;
  void add_field(const Field& field);
  /// Keeps what a declaration says, for the rows that it adds.
  auto keep(FieldDeclaration declaration) -> const FieldDeclaration*;
  /// Lets a field have a block besides what it takes already.
  void allow_block(Word kind, Word word);

  auto field(Word kind, Word word) const -> const Field*;
  /// All rows of a kind, core first, in the order of the tables.
  auto fields_of(Word kind) const -> std::vector<const Field*>;
  /// Words without which a thing of that kind means nothing, whatever its status.
  auto always_required(Word kind) const -> std::span<const Word>;
  /// Rows that a thing of that kind must have from some status on.
  auto required_by_status(Word kind) const -> std::span<const uint32_t>;
  auto row(uint32_t index) const -> const Field& { return fields_[index]; }
  auto is_block(Word kind) const -> bool;  ///< Some field stands on it.
  auto fields() const -> std::span<const Field> { return fields_; }

  std::vector<MeasureRow> measures;  ///< 0 is the bare number, 1 is `%`.
  auto measure(std::string_view name) const -> std::optional<Measure>;

 private:
  void note_kind(uint32_t row);

  std::vector<Field> fields_;
  std::vector<std::unique_ptr<FieldDeclaration>> declarations_;
  std::vector<std::string> words_;                          ///< Declared ones, after the core's.
  llvm::StringMap<uint16_t> word_numbers_;                  ///< Declared ones.
  std::vector<std::vector<uint32_t>> rows_of_kind_;         ///< By kind: indices into `fields_`.
  std::vector<std::vector<Word>> required_of_kind_;         ///< By kind.
  std::vector<std::vector<uint32_t>> status_rows_of_kind_;  ///< By kind: indices into `fields_`.
  FieldIndex index_;
};

}  // namespace kava
