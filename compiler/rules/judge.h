// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/base/parallel.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"
#include "compiler/rules/asked.h"
#include "compiler/rules/rule_book.h"

namespace kava {

struct JudgeOptions {
  /// Judge as on this day, instead of the day that each regulation's `applies_by` names.
  std::optional<Date> as_of;
  /// Judge by the rules of these too, where they do not apply anyway.
  std::span<const AskedRegulation> against;
  /// Judge by this in place of the version that judges.
  Substitute instead = {};
};

/// Judges every programme of the checked files by the regulations it is under, and compiles the
/// regulations of the checked files. Fills `regulations` and `verdicts` of the curricula.
/// Programmes are judged in parallel; what is reported does not depend on how.
void judge(Model& model, const JudgeOptions& options, const Parallel& parallel,
           Diagnostics& diagnostics);

/// A rule as lists of rules show it: for `explain`, the reference page and audits.
struct RuleFacts {
  ObjectId rule;
  std::string id;
  Word severity = Word::rule;
  Decidability decidability = Decidability::Definition;
  bool unconfirmed = false;
  bool asks = false;  ///< It has a condition, or waits for a person.
  std::string clause;
  LocalisedText text, reading, hint, regulation;
};
auto rule_facts(const Model& model, ObjectId rule) -> RuleFacts;
/// The rules of all regulations that were loaded, in order.
auto list_rules(const Model& model) -> std::vector<RuleFacts>;

}  // namespace kava
