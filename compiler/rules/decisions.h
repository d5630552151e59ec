// SPDX-License-Identifier: Apache-2.0
// What people have decided: `waive` lets a breach pass, `confirm` answers what no compiler can.
// Both stand in the open, name who decided, and are bound to the version of the rule that was read.
#pragma once
#include <llvm/ADT/DenseMap.h>

#include <optional>
#include <string>
#include <vector>

#include "compiler/rules/judgement.h"

namespace kava {

/// Eight hexadecimal digits that stand for what a rule asks: its severity, clause, text, reading
/// and conditions, and the `let`s of its regulation. Another hint leaves it as it is.
auto fingerprint(const Model& model, ObjectId rule) -> std::string;

/// The waivers and confirmations of all files, by programme.
class Decisions {
 public:
  Decisions(const Model& model, std::optional<Date> as_of);

  /// Gives the verdicts that follow from what was decided about this programme, takes the failures
  /// away that were waived, and reports decisions that are stale, over, not allowed or without
  /// effect. Dates are compared with the day asked about, else with the latest offering.
  void apply(const Curriculum& curriculum, const Plan& plan, Array<Verdict>& verdicts,
             std::vector<Failure>& failures, Diagnostics& diagnostics) const;

 private:
  const Model& model_;
  std::optional<Date> as_of_;
  llvm::DenseMap<uint64_t, std::vector<ObjectId>> by_programme_;
};

}  // namespace kava
