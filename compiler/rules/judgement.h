// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/DenseSet.h>

#include <optional>
#include <string>
#include <vector>

#include "compiler/model/account.h"
#include "compiler/model/paths.h"
#include "compiler/rules/evaluator.h"
#include "compiler/rules/rule_book.h"

namespace kava {

/// How a rule was not kept.
enum class Failing : uint8_t {
  Broken,     ///< A condition does not hold.
  Missing,    ///< It does not hold, or cannot be decided, because something is absent.
  Unknown,    ///< It reads a `?`.
  Unlike,     ///< It compares what cannot be compared.
  Undecided,  ///< Too many paths.
  Limit,      ///< Too many steps.
  Overflow,
};

/// What is to be told of a broken condition.
struct Blame {
  Location where;
  Origin origin;          ///< The entry that was read, if it is one.
  std::string signature;  ///< What was computed, if it is not one entry.
  Message message;        ///< Without the words of the rule; those come last.
  std::vector<Note> notes;
  LocalisedText working;
  bool reads_hours = false;
  std::string language;  ///< BCP 47: the text is there, but not in this language.
};

/// A rule that was not kept, for one cause.
struct Failure {
  const Plan::Entry* entry = nullptr;
  Failing failing = Failing::Broken;
  Blame blame;
  /// What is missing is what a condition computes with, not what it asks to be there.
  bool is_operand = false;
  ObjectId subject = {};  ///< The programme or offering that was judged.
};

class WorkingLines;

/// Places where a pass found something, by source and offset.
using Told = llvm::DenseSet<uint64_t>;
inline auto told_key(const Location& where) -> uint64_t {
  return (uint64_t(where.source.index) << 32U | where.span.offset) >> 1U;
}

/// Judges one programme by all rules of its plan. One per programme; the evaluator is reused.
class ProgrammeJudge {
 public:
  ProgrammeJudge(Evaluator& evaluator, const Curriculum& curriculum, const Plan& plan);

  /// The verdicts, rule by rule, and what is to be told, in `failures`.
  auto run() -> Array<Verdict>;
  auto failures() -> std::vector<Failure>& { return failures_; }
  // If the curriculum has an account, `run` writes down in it what each verdict rests on.

 private:
  struct Decision {
    bool decided = true;       ///< False: too many paths.
    std::optional<Datum> gap;  ///< It could not be said because of this.
    std::optional<Path> path;  ///< On which it does not hold.
  };
  struct LinearForm {
    Weights weights;
    Datum base;  ///< Value without courses; carries the units.
  };
  struct Atom {
    uint32_t node;
    Weights weights;
    Weights unknown;  ///< 1 for a course of which it is not known what it brings.
    Rational base;
    Datum shape;               ///< A value of it: units, how it is shown.
    std::optional<Datum> gap;  ///< Why something is not known.
  };

  // judge.cpp: rule by rule.
  auto verdict(const Plan::Entry& entry, ObjectId offering) -> VerdictKind;
  auto tainted(const CompiledRule& rule) const -> WaitsFor;
  auto directly() -> VerdictKind;
  auto each_element(size_t level) -> VerdictKind;
  auto requirements() -> VerdictKind;
  auto requirement(uint32_t node) -> VerdictKind;
  auto failed(uint32_t node, const Datum& value) -> VerdictKind;
  auto absent(uint32_t node, const Datum& value) -> VerdictKind;
  auto gap(const Datum& value) -> VerdictKind;
  auto operand_gap(const Datum& value) -> VerdictKind;
  auto declares_hours() const -> bool;
  void drop_consequences(Array<Verdict>& verdicts);
  auto applies() -> std::optional<VerdictKind>;

  // electives.cpp: over all paths.
  auto on_paths() -> VerdictKind;
  auto each_reachable() -> VerdictKind;
  auto requirements_on_paths(size_t level) -> VerdictKind;
  auto requirement_on_paths(uint32_t node) -> VerdictKind;
  auto decide(uint32_t node) -> Decision;
  auto decide_exactly(uint32_t node) -> Decision;
  auto decide_linear(uint32_t node, bool negated) -> std::optional<Decision>;
  auto decide_near(const Instruction& near) -> std::optional<Decision>;
  auto always_holds(uint32_t node) -> bool;
  auto decide_presence(uint32_t sum, bool negated) -> std::optional<Decision>;
  auto decide_bounds(Op op, uint32_t left, uint32_t right) -> std::optional<Decision>;
  auto decide_atom(uint32_t node, bool negated) -> std::optional<Decision>;
  auto linear(uint32_t node) -> std::optional<LinearForm>;
  auto collect_atoms(uint32_t node, std::vector<uint32_t>& atoms) -> bool;
  auto atom(uint32_t node) -> const Atom*;
  auto atom_or_gap(uint32_t node) -> const Atom&;
  auto brought_by(std::span<const uint32_t> path, Atom& atom) -> Rational;
  auto by_profiles(uint32_t node, const std::vector<uint32_t>& atoms) -> Decision;
  auto by_membership(uint32_t node) -> Decision;
  auto told_on(const Path& path, uint32_t node) -> VerdictKind;
  void add_path_note(size_t from, const Path& path);

  // account.cpp: what a verdict rests on.
  struct Margin {
    Rational relative;  ///< Of the bound, so that amounts of all kinds can be compared.
    Datum difference;
  };
  void account(VerdictKind kind, size_t first_failure);
  void account_lines(VerdictAccount& account, VerdictKind kind);
  void account_elements(WorkingLines& lines, size_t level);
  void account_structure(VerdictAccount& result);
  void account_dropped(const Array<Verdict>& verdicts);
  auto worst_path(VerdictKind kind) -> std::optional<WorstPath>;
  auto path_account(const Path& path) -> WorstPath;
  auto candidates() -> std::vector<Path>;
  void add_candidates(size_t level, std::vector<Path>& paths, bool& all_paths);
  void add_candidates_of(uint32_t node, std::vector<Path>& paths, bool& all_paths);
  auto margin() -> std::optional<Margin>;
  auto margin_of_elements(size_t level) -> std::optional<Margin>;
  auto margin_of(uint32_t node) -> std::optional<Margin>;
  auto margin_of_comparison(const Instruction& node) -> std::optional<Margin>;
  void whole_path();

  Evaluator& evaluator_;
  const Model& model_;
  const Curriculum& curriculum_;
  const Plan& plan_;
  std::optional<Paths> paths_;
  const Plan::Entry* entry_ = nullptr;
  const CompiledRule* rule_ = nullptr;
  ObjectId subject_;
  ObjectId offering_;            ///< That the evaluator's second root is; empty if none is judged.
  bool conditional_ = false;     ///< Whether the rule applies depends on the path.
  bool always_applies_ = false;  ///< Its conditions that read the path hold on every one.
  std::vector<Failure> failures_;
  std::vector<Atom> atoms_;
  std::vector<uint32_t> everything_;  ///< All courses that are on some path.
  std::optional<Datum> bad_;          ///< Why the last atom could not be computed.
  Location in_error_;                 ///< The value because of which a rule is not judged.
  std::optional<Path> failing_path_;  ///< On which the rule was told to fail.
  bool each_alone_ = false;           ///< The rule asks something of each course on some path.
};

/// Finds what is to blame for a condition that does not hold, in the state that the evaluator is
/// in. Of the two sides of a comparison rather the one that reads the `preferred` entry.
auto blame(Evaluator& evaluator, uint32_t node, const Value* preferred) -> Blame;
/// Where an origin is pointed at: the entry, else what it would stand in.
auto place_of(const Model& model, const Origin& origin) -> Location;
/// How a list, or what is computed of it, is called.
auto label_of_node(Evaluator& evaluator, uint32_t node) -> Label;
/// A value as a message shows it.
auto shown(const Evaluator& evaluator, const Datum& value) -> Argument;
auto words_of(const Evaluator& evaluator, const Datum& value, Language language) -> std::string;
/// How a message calls the field.
auto label_of(const Model& model, Word word, ObjectId owner = {}) -> Label;
/// The arithmetic of a node, with its numbers: `4 + 2`.
auto formula(Evaluator& evaluator, uint32_t node, Language language) -> std::string;
/// The working of a comparison: `degree study: 4 + 2 = 6 of 24 ects = 25%`; empty if there is none.
/// Of a value that is not near enough to another it also says which, unless it `bare`ly computes.
auto working(Evaluator& evaluator, const Instruction& comparison, const Label& label,
             bool bare = false) -> LocalisedText;

/// What one failure says, told by itself.
auto message_of(const Model& model, const Curriculum& curriculum, const Plan& plan,
                const Failure& failure) -> Message;

/// Turns failures into diagnostics: those of one cause become one.
/// What a pass has `told` at the place of an outcome or assessment is not told again.
void report_failures(const Model& model, const Curriculum& curriculum, const Plan& plan,
                     const std::vector<Failure>& failures, const Told& told,
                     Diagnostics& diagnostics);
/// Begins the account of a programme with the regulations that judge it and its paths.
void begin_account(const Model& model, const Curriculum& curriculum, const Plan& plan);
/// What would be told of a failure if it were the only one.
auto told_of(const Model& model, const Curriculum& curriculum, const Plan& plan,
             const Failure& failure) -> Report;

}  // namespace kava
