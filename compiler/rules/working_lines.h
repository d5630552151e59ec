// SPDX-License-Identifier: Apache-2.0
// The working of conditions, whether they hold or not: each comparison with its values, and where
// those stand.
#pragma once
#include <string>
#include <vector>

#include "compiler/model/account.h"
#include "compiler/rules/evaluator.h"

namespace kava {

/// Writes lines for conditions, in the state that the evaluator is in.
class WorkingLines {
 public:
  WorkingLines(Evaluator& evaluator, std::vector<WorkingLine>& lines)
      : evaluator_(evaluator),
        program_(evaluator.program()),
        model_(evaluator.world().model()),
        lines_(lines) {}

  /// Adds a line for each comparison of the condition; of alternatives only that which holds, if
  /// one does.
  void add(uint32_t condition, WorkingLine::Role role);
  /// Adds a line for a list in which nothing is.
  void nothing(uint32_t list);
  /// Until `leave`, what is added is about this element of a list.
  void enter(const Datum& element) { elements_.push_back(element); }
  void leave() { elements_.pop_back(); }

 private:
  void condition(uint32_t index);
  void alternatives(const Instruction& node);
  void implication(const Instruction& node);
  void elements(const Instruction& node);
  void leaf(uint32_t index);
  auto text_of(uint32_t index, Language language) -> std::string;
  auto comparison(const Instruction& node, Language language) -> std::string;
  auto asked(Op op, const Instruction& node, uint32_t bound, Language language) -> std::string;
  auto named(uint32_t index, Language language) -> std::string;
  auto faced(const Datum& value) const -> Datum;
  auto shown(const Datum& value, Language language) const -> std::string;
  auto values(const std::vector<Origin>& read, uint32_t index) -> std::vector<ReadValue>;
  auto value(const Origin& origin) -> ReadValue;
  void add_evaluated(uint32_t index, std::vector<ReadValue>& values);
  auto in_both(auto words) const -> LocalisedText;

  Evaluator& evaluator_;
  const Program& program_;
  const Model& model_;
  std::vector<WorkingLine>& lines_;
  std::vector<Datum> elements_;
  WorkingLine::Role role_ = WorkingLine::Role::Asks;
  bool negated_ = false;
};

}  // namespace kava
