// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/SmallVector.h>

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/argument.h"
#include "compiler/model/top_level.h"
#include "compiler/model/unit.h"
#include "compiler/schema/schema.h"

namespace kava {

struct Account;
class Model;
class Names;
class Thing;
class Cell;

/// What a thing has of one field. Seldom more than a few, which need no allocation.
using Things = llvm::SmallVector<Thing, 4>;
using Cells = llvm::SmallVector<Cell, 4>;

/// A number with its unit of measure.
struct Quantity {
  Rational value;
  Measure measure = Measure::none;
};

/// Texts by language tag, as they stand in the model: valid as long as it is.
using TextViews = llvm::SmallVector<std::pair<std::string_view, std::string_view>, 4>;

/// One value of one field, seen where it stands. Empty (false) if the field is absent.
class Cell {
 public:
  Cell() = default;
  Cell(const Model* model, uint32_t unit, const Value* value)
      : model_(model), unit_(unit), value_(value) {}
  explicit operator bool() const { return value_ != nullptr; }

  auto kind() const -> ValueKind { return value_->kind; }
  auto value() const -> const Value& { return *value_; }
  auto unit() const -> const Unit&;
  auto location() const -> Location;
  auto word_location() const -> Location;  ///< Of the word it stands under; only for an entry.
  /// `?`, or in error: nothing can be read from it.
  auto unknown() const -> bool;
  /// There, and neither unknown nor in error.
  auto known() const -> bool { return value_ != nullptr && !unknown(); }

  auto text() const
      -> std::string_view;  ///< Of a text or a path; the first language of a localised one.
  /// The text in that language (BCP 47); empty if there is none. A bare text is in the catalogue's
  /// default language.
  auto text_in(std::string_view tag) const -> std::string_view;
  /// All languages, in the order of writing.
  auto texts() const -> TextViews;
  auto localised() const -> LocalisedText;           ///< The same, to keep.
  auto quantity() const -> std::optional<Quantity>;  ///< Of a number or a quantity.
  /// Of a range its bounds; of a single quantity the same twice. An open end is empty.
  auto lower() const -> std::optional<Quantity>;
  auto upper() const -> std::optional<Quantity>;
  auto date() const -> std::optional<Date>;
  auto truth() const -> std::optional<bool>;  ///< A flag is true.
  auto thing() const -> Thing;                ///< Of a concept, a reference or a block.
  auto items() const -> Cells;

 private:
  const Model* model_ = nullptr;
  uint32_t unit_ = 0;
  const Value* value_ = nullptr;
};

/// A declaration or block, seen with the fields it has. Empty (false) if a reference is.
class Thing {
 public:
  Thing() = default;
  Thing(const Model* model, ObjectId id) : model_(model), id_(id) {}
  explicit operator bool() const { return static_cast<bool>(id_); }
  friend auto operator==(const Thing& a, const Thing& b) -> bool { return a.id_ == b.id_; }

  auto id() const -> ObjectId { return id_; }
  auto model() const -> const Model& { return *model_; }
  auto unit() const -> const Unit&;
  auto object() const -> const Object&;
  auto kind() const -> Word { return object().kind; }
  auto name() const -> std::string_view { return unit().view(object().name); }
  auto location() const -> Location;  ///< Where it is pointed at: its name, else its word.
  auto parent() const -> Thing;

  /// The first value of a field; empty if the field is absent.
  auto operator[](Word word) const -> Cell;
  /// All values of a field, in the order of writing; lists are flattened.
  auto all(Word word) const -> Cells;
  /// The blocks or referred things of a field, those that could not be resolved left out.
  auto things(Word word) const -> Things;
  auto has(Word word) const -> bool { return static_cast<bool>((*this)[word]); }

  /// For a concept: its code and what it falls back to.
  auto code() const -> std::string_view;
  /// Title, legal name, label or name: what a person calls it.
  auto title() const -> LocalisedText;

 private:
  const Model* model_ = nullptr;
  ObjectId id_;
};

enum class Status : uint8_t { Draft, Proposed, Approved, Registered, Withdrawn };

/// How one course stands in one programme.
struct CourseUse {
  ObjectId course;
  Location where;               ///< The reference, or the inline definition's name.
  uint32_t semester = 0;        ///< From 1; 0 when it stands outside semesters.
  uint32_t group = UINT32_MAX;  ///< Index of the elective group it is an option of.
};

/// `choose 6..9 ects { … }`: a path takes a subset of the options that fits.
struct ElectiveGroup {
  ObjectId choose;
  uint32_t semester = 0;
  uint32_t parent = UINT32_MAX;         ///< The group it is nested in, as one of its options.
  bool by_count = false;                ///< `2 courses`; otherwise by credits.
  std::optional<Rational> least, most;  ///< Inclusive; an open end is empty.
  std::vector<uint32_t> options;        ///< Indices into `Curriculum::offered`.
  std::vector<uint32_t> subgroups;      ///< Indices into `Curriculum::groups`.
};

/// Why a rule ended as it did.
enum class VerdictKind : uint8_t {
  Kept,
  Broken,
  Waived,
  Confirmed,  ///< A person said yes to what only a person can decide.
  NotApplicable,
  NoData,
  Undecided,
  ForPerson,
  NotJudged,  ///< It reads something that is in error; see the error.
};

struct Verdict {
  ObjectId rule;
  ObjectId subject;  ///< The programme, or the offering judged.
  VerdictKind kind = VerdictKind::Kept;
};

/// What is still to be done for a programme or an offering, as of a day that was asked about.
struct Deadline {
  ObjectId subject;           ///< The programme, or one of its offerings.
  ObjectId step;              ///< Of a procedure; empty for the end of registration.
  ObjectId procedure;         ///< Empty likewise.
  ObjectId regulation;        ///< Empty for a procedure outside of regulations.
  std::optional<Date> due;    ///< Without one it is next in line.
  bool may_apply = false;     ///< Whether it applies at all is not known yet.
  Word unknown = Word::none;  ///< The field for which the day, or that it applies, is not known.
};

/// A programme with what follows from it: the same for checks, rules and emitters.
struct Curriculum {
  ObjectId programme;
  Status status = Status::Draft;
  std::vector<CourseUse> offered;     ///< All courses, in order of writing.
  std::vector<ElectiveGroup> groups;  ///< Outer before inner.
  std::vector<ObjectId> semesters;    ///< By number; an absent number leaves an empty id.
  std::vector<ObjectId> offerings;
  std::vector<ObjectId> regulations;  ///< That judge it: named ones and what they extend.
  /// Set by a pass that found the credits (the hours) contradictory: rules that read them are not
  /// judged.
  bool credits_in_error = false;
  bool hours_in_error = false;
  bool structure_in_error = false;  ///< Courses or groups could not be read: no path is judged.
  Array<Verdict> verdicts;
  std::vector<Deadline> deadlines;   ///< In source order; only if a day was asked about.
  std::shared_ptr<Account> account;  ///< What the verdicts rest on; only if it was asked for.
};

/// Every compiled unit and what was found out about them. Immutable once judged.
class Model {
 public:
  std::vector<Unit> units;  ///< Checked files first, in source order; then what was loaded.
  size_t checked_units = 0;
  TopLevel top_level;
  Schema schema;
  std::shared_ptr<const Names>
      names;                          ///< For expressions, whose names are looked up when compiled.
  std::vector<Curriculum> curricula;  ///< Of the checked files, in source order.
  ObjectId catalogue;                 ///< Empty if no file declares one.
  /// The id that the first file of the library has in examples; empty if there are none.
  SourceId first_example_source;

  auto thing(ObjectId id) const -> Thing { return {this, id}; }
  auto object(ObjectId id) const -> const Object& { return units[id.unit].objects[id.index]; }
  auto location(ObjectId id) const -> Location;
  /// Language of bare texts: the catalogue's, else `en`.
  auto default_language() const -> std::string_view;
  /// Base of public ids: the catalogue's `base_uri`; empty if there is none.
  auto base_uri() const -> std::string_view;
};

}  // namespace kava
