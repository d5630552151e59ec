// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/Regex.h>

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "compiler/base/limits.h"
#include "compiler/rules/program.h"
#include "compiler/rules/world.h"

namespace kava {

/// Each course that an outcome of the programme names, with that outcome.
struct Serving {
  llvm::SmallVector<std::pair<ObjectId, Datum>, 16> pairs;
  State state = State::Known;  ///< Of what is named but not known.
  Origin gap;                  ///< The first outcome that names nothing.
  bool complete = false;       ///< There are outcomes, and each names something.
};

/// Runs programs over one programme after another. It keeps its buffers, so that the common case
/// allocates nothing. One per thread.
class Evaluator {
 public:
  explicit Evaluator(const World& world) : world_(world), model_(world.model()) {}

  /// The programme that the next evaluations are about, with all its courses on the path.
  void judge(const Curriculum& curriculum);
  /// The roots of expressions, in the order in which they were named when compiled.
  void set_roots(std::span<const Datum> roots) { roots_.assign(roots.begin(), roots.end()); }
  void set_root(size_t index, ObjectId thing);
  /// The courses that `programme.courses` gives, as indices into `Curriculum::offered`.
  void set_path(std::span<const uint32_t> courses);

  /// Makes a program the one that `evaluate` runs and forgets all intermediate values.
  void start(const Program& program);
  auto evaluate(uint32_t node) -> Datum;
  /// What a step or `has` makes of the list that its operand gave.
  auto apply(const Instruction& node, const Datum& list) -> Datum;
  /// The same; of a term its first day.
  auto day(uint32_t node) -> Datum { return as_day(main(evaluate(node))); }
  /// Binds the variable of an `each`; forgets the `let`s, which may depend on it.
  void bind(uint32_t slot, const Datum& value);
  auto slot(uint32_t index) const -> const Datum& { return slots_[index]; }
  /// Binds the element of a step, to look at what its condition says of it.
  void put(uint32_t slot, const Datum& value) { slots_[slot] = value; }

  /// Forgets what was computed since, so that the same can be asked of another path.
  auto mark() const -> size_t { return arena_.size(); }
  void release(size_t mark);

  /// What a list or range holds.
  auto at(const Datum& list, uint32_t index) const -> const Datum& {
    static const Datum nothing;
    if (index >= list.list.count) return nothing;
    return store(list.list.first)[place(list.list.first) + index];
  }
  auto size(const Datum& list) const -> uint32_t { return list.list.count; }
  /// The value that stands before a block; any other value as it is.
  auto main(const Datum& value) const -> Datum;
  /// The same where several may stand: `documents certificate, transcript`.
  auto main_values(const Datum& value) const -> std::vector<Datum>;
  /// A field of a thing, as it stands there.
  auto read(ObjectId owner, Word word) const -> Datum;
  auto convert(ObjectId owner, Word word, const Value& entry) const -> Datum;
  auto list_of(std::span<const Datum> elements) -> Datum;
  /// The same of what was looked for there: if there is none, it is absent.
  auto list_found(std::span<const Datum> elements, const Origin& origin) -> Datum;

  /// While atoms are set, they stand for the sums over the courses of a path.
  void set_atoms(const std::vector<Datum>* atoms) { atoms_ = atoms; }
  /// By node of the current program: which atom it is; `no_node` if none.
  void set_atom_index(const std::vector<uint32_t>* index) { atom_index_ = index; }

  /// From now on writes down each entry that is read, and each field that is not there, until
  /// called with none. What was computed before is read again.
  void trace(std::vector<Origin>* reads);

  auto world() const -> const World& { return world_; }
  auto program() const -> const Program& { return *program_; }
  auto curriculum() const -> const Curriculum& { return *curriculum_; }
  auto path() const -> std::span<const uint32_t> { return path_; }

 private:
  using Buffer = llvm::SmallVector<Datum, 8>;

  // A run whose first bit is set lies in what is kept for the whole programme.
  static constexpr uint32_t kept = 1U << 31U;
  auto store(uint32_t first) const -> const std::vector<Datum>& {
    return (first & kept) != 0 ? kept_ : arena_;
  }
  static auto place(uint32_t first) -> uint32_t { return first & ~kept; }

  auto operand(const Instruction& node, size_t i) -> Datum {
    return evaluate(program_->operand(node, i));
  }
  /// The same without a copy where it is a variable or constant; else `made` holds it.
  auto operand(const Instruction& node, size_t i, Datum& made) -> const Datum&;
  /// Operand as a value that can be compared: what stands before a block.
  auto scalar(const Instruction& node, size_t i) -> Datum;
  /// The same without a copy where it is a constant; else `made` holds it.
  auto scalar(const Instruction& node, size_t i, Datum& made) -> const Datum&;

  // evaluator.cpp: logic, comparison, arithmetic.
  auto run(const Instruction& node, uint32_t index) -> Datum;
  auto let(uint32_t index) -> Datum;
  auto truth_of(const Instruction& node) -> Datum;
  auto conjunction(const Instruction& node) -> Datum;
  auto disjunction(const Instruction& node) -> Datum;
  auto negation(const Instruction& node) -> Datum;
  auto implication(const Instruction& node) -> Datum;
  auto presence(const Instruction& node) -> Datum;
  auto has(const Datum& value) const -> Datum;
  auto has_some(const Datum& list) const -> Datum;
  auto equal(const Datum& a, const Datum& b) -> Datum;
  auto ordered(Op op, const Datum& a, const Datum& b) -> Datum;
  auto unequal(const Datum& a, const Datum& b) -> Datum;
  auto comparable(const Instruction& node, size_t i, Datum& made) -> const Datum&;
  auto compared(const Instruction& node) -> Datum;
  auto in_range(const Datum& value, const Datum& range) -> Datum;
  auto in_list(const Datum& value, const Datum& list) -> Datum;
  auto in_words(const Instruction& node) -> Datum;
  auto below(const Datum& value, const Datum& other) -> Datum;
  auto near(const Datum& value, const Datum& share, const Datum& target) -> Datum;
  auto arithmetic(const Instruction& node) -> Datum;
  auto moved_date(const Instruction& node, const Datum& date, const Datum& length) -> Datum;
  auto range(const Instruction& node) -> Datum;

  // dates.cpp: days and terms.
  auto calendar_for(const Origin& origin) const -> Thing;
  auto as_day(const Datum& value) const -> Datum;
  auto nearest_day(const Instruction& node) -> Datum;
  auto season(const Instruction& node) -> Datum;

  // read.cpp: fields.
  void index_words(ObjectId programme);
  auto first_entry(ObjectId owner, Word word) const -> const Value*;
  auto field(const Instruction& node) -> Datum;
  auto fields_of_list(const Instruction& node, const Datum& list) -> Datum;
  auto read_all(ObjectId owner, Word word, Buffer& out) const -> State;
  void append(Buffer& out, ObjectId owner, Word word, const Value& entry) const;
  auto main_of(const Datum& block) const -> Datum;
  auto member(const Datum& owner, const Instruction& node) -> Datum;
  auto value_of(ObjectId owner, Word word) -> Datum;
  auto values_of(ObjectId owner, Word word) -> Datum;
  auto values_of_programme(Word word) -> const Datum&;
  auto absent_member(const Datum& owner, const Instruction& node) -> Datum;
  void expand(Datum& value);
  auto by_code(const Instruction& node) -> Datum;
  auto by_name(const Instruction& node) -> Datum;
  auto in_scheme(const Datum& element, std::string_view name) const -> Datum;
  auto in_language(const Instruction& node) -> Datum;
  void add_main(const Datum& value, Buffer& out) const;

  // derive.cpp: derived names.
  auto derived(const Instruction& node) -> Datum;
  auto derived_of(const Datum& owner, const Instruction& node) -> Datum;
  static void append(Buffer& out, ObjectId thing);
  auto code_of(const Datum& concept_) const -> Datum;
  auto courses_of_path(ObjectId owner) -> Datum;
  auto all_courses() -> Datum;
  auto courses_of_semester(const Datum& semester) -> Datum;
  auto gathered(const Instruction& node, const Datum& owner) -> Datum;
  auto gathered_criteria(const Datum& owner) -> Datum;
  auto duration() -> Datum;
  auto offerings(ObjectId owner) -> Datum;
  auto latest_offering() const -> Datum;
  auto award() -> Datum;
  auto of_target(const Instruction& node, const Datum& stacks) -> Datum;
  auto stackability() -> Datum;
  auto serving() -> const Serving&;
  auto serves(const Datum& course) -> Datum;
  auto outcome_groups() -> Datum;
  auto course_admission(const Datum& course) -> Datum;
  auto course_semester(const Datum& course) -> Datum;
  auto inherited(const Instruction& node, const Datum& course) -> Datum;
  auto proofs(const Datum& outcome, bool criteria) -> Datum;
  auto unachieved(ObjectId outcome) const -> Datum;
  auto unproved(ObjectId outcome, bool criteria) const -> Datum;
  auto price_total(const Datum& price) -> Datum;
  auto price_instalments(const Datum& price) -> Datum;
  auto hours(const Instruction& node, const Datum& owner) -> Datum;
  auto hours_of(ObjectId owner, Word part) -> Datum;
  /// Good until it is asked again.
  auto hours_of_course(ObjectId course, Word part) -> const Datum&;
  auto hours_in(ObjectId block, Word part, const Origin& origin) -> Datum;
  auto hours_of_path(Word part, const Origin& origin) -> const Datum&;
  auto hours_of_courses(Word part, const Origin& origin) -> Datum;
  auto things_list(std::span<const Thing> things, Origin origin) -> Datum;
  auto amount(const Quantity& quantity) const -> Datum;
  void set_amount(Datum& value, const Quantity& quantity) const;

  auto shown_in(const Instruction& node) -> Datum;
  auto end_of_range(const Instruction& node) -> Datum;

  // steps.cpp: what is done with collections.
  auto step(const Instruction& node, Datum list) -> Datum;
  auto where(const Instruction& node, const Datum& list) -> Datum;
  auto quantified(const Instruction& node, const Datum& list) -> Datum;
  auto count(const Instruction& node, const Datum& list) -> Datum;
  auto sum(const Instruction& node, const Datum& list) -> Datum;
  auto extreme(const Instruction& node, const Datum& list) -> Datum;
  auto map(const Instruction& node, const Datum& list, bool distinct) -> Datum;
  auto element(const Instruction& node, const Datum& value) -> Datum;
  auto text_step(const Instruction& node) -> Datum;
  auto expression(const std::string& pattern) -> const llvm::Regex&;
  auto multiple_of(const Instruction& node) -> Datum;
  auto joined(const Instruction& node) -> Datum;

  auto same(const Datum& a, const Datum& b) const -> bool;
  auto kept_list(std::span<const Datum> elements) -> Datum;

  const World& world_;
  const Model& model_;
  const Curriculum* curriculum_ = nullptr;
  const Program* program_ = nullptr;
  /// By word: where its first entry stands among those of the programme, counted from 1. Nearly
  /// every rule reads some.
  std::vector<uint32_t> first_of_word_;
  std::vector<Word> indexed_words_;
  std::vector<Datum> roots_;
  std::vector<Datum> slots_;
  std::vector<Datum> lets_;
  std::vector<uint8_t> let_done_;
  std::vector<Datum> arena_;
  std::vector<Datum> kept_;
  std::vector<uint32_t> path_;
  const std::vector<Datum>* atoms_ = nullptr;
  const std::vector<uint32_t>* atom_index_ = nullptr;
  uint64_t steps_ = 0;
  std::vector<Origin>* trace_ = nullptr;

  /// What proves an outcome, found once a programme.
  struct Proof {
    ObjectId outcome;
    bool criteria;
    Datum list;
  };
  llvm::SmallVector<Proof, 16> proofs_;

  std::optional<Serving> serving_;

  /// The hours of a course, read by several rules.
  struct CourseHours {
    ObjectId course;
    Word part;
    Datum hours;
  };
  llvm::SmallVector<CourseHours, 16> course_hours_;

  /// What several rules read of the programme, by word: its hours, summed up over the path, and the
  /// lists that stand in it.
  struct OfProgramme {
    Word word;
    Datum value;
  };
  llvm::SmallVector<OfProgramme, 8> path_hours_, programme_lists_;
  std::unordered_map<const std::string*, llvm::Regex> expressions_;  ///< Compiled once.
};

/// Adds two amounts if their units allow it.
auto added(const Datum& a, const Datum& b, bool subtract) -> Datum;

}  // namespace kava
