// SPDX-License-Identifier: Apache-2.0
// What the verdicts on a programme rest on: for `kava audit`, which turns them into evidence.
#pragma once
#include <optional>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace kava {

/// A value that a rule read, in words, and where it stands.
struct ReadValue {
  LocalisedText label;
  LocalisedText of;     ///< The course or the like that it belongs to; empty for the programme.
  LocalisedText value;  ///< Empty if it is not given: then `where` is what it would stand in.
  Location where;
};

/// One condition of a rule with its values, for one element of an `each` or of a list.
struct WorkingLine {
  enum class Role : uint8_t {
    Applies,  ///< Of a `when`: it decides whether the rule applies.
    Asks,
  };
  enum class Holds : uint8_t { Yes, No, Unknown };
  Role role = Role::Asks;
  Holds holds = Holds::Yes;
  LocalisedText text;
  std::vector<ReadValue> values;
};

/// Of the paths through a programme the one on which a rule fails, else comes nearest to failing.
struct WorstPath {
  std::vector<ObjectId> courses;  ///< Those chosen; empty where nothing need be.
  LocalisedText margin;  ///< How much is left on it, or missing; empty if no amounts are compared.
  bool breaks = false;
};

/// What a rule that was not judged waits for.
enum class WaitsFor : uint8_t {
  Nothing,
  Value,       ///< A value is in error, at `waits_at`.
  Regulation,  ///< The rule itself is in error.
  Credits,
  Hours,
  Structure,  ///< Courses or groups could not be read.
  Paths,      ///< There is none, or they cannot be determined.
};

/// What one verdict rests on.
struct VerdictAccount {
  std::vector<WorkingLine> lines;
  std::vector<Report> findings;  ///< What was told, or would have been if nothing else told it.
  bool on_path = false;          ///< It depends on the courses that a learner chooses.
  std::optional<WorstPath> path;
  WaitsFor waits = WaitsFor::Nothing;
  Location waits_at;
  ObjectId decision;  ///< The waiver or confirmation that decided it.
};

/// A regulation that judged, in the version that was read.
struct RegulationAccount {
  ObjectId version;
  LocalisedText note;               ///< Which version, and why that one.
  std::vector<ObjectId> replacing;  ///< Its rules that replace one of another regulation.
};

/// A waiver or confirmation for the programme or one of its offerings.
struct DecisionAccount {
  ObjectId decision;
  bool counts = false;  ///< It decided a verdict.
};

/// How it stands with a step of a procedure.
enum class StepState : uint8_t {
  Done,
  Late,     ///< Done, but after it was due.
  Early,    ///< Done, but before it might be.
  Missing,  ///< Not done, and the day asked about is later than the day it was due.
  Due,      ///< Not done; it has a day.
  Open,     ///< Not done; it has no day.
  Unknown,  ///< Whether it applies, or when it is due, is not known.
};

struct StepAccount {
  ObjectId subject;  ///< The programme, or one of its offerings.
  ObjectId step, procedure;
  ObjectId regulation;  ///< Empty for a procedure outside of regulations.
  ObjectId done;        ///< The entry that records it; empty if there is none.
  StepState state = StepState::Open;
  std::optional<Date> day, due;
};

/// All of it for one programme. `verdicts` goes with those of the curriculum.
struct Account {
  std::vector<RegulationAccount> regulations;
  std::vector<VerdictAccount> verdicts;
  std::vector<DecisionAccount> decisions;
  std::vector<StepAccount> steps;
  bool has_electives = false;
  bool paths_known = true;        ///< False if some group is in error.
  std::optional<uint64_t> paths;  ///< Empty: more than 64 bits can count, if known.
};

}  // namespace kava
