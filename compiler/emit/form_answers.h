// SPDX-License-Identifier: Apache-2.0
// What the rows of a form say of one programme: for the pages and the records that are made of it.
#pragma once
#include <vector>

#include "compiler/emit/form_plan.h"

namespace kava {

/// A form belongs to a programme if it is declared where one of the programme's regulations is, or
/// in a module above; a form in the author's own files belongs to all.
auto belongs(const Model& model, const FormPlan& plan, const Curriculum& curriculum) -> bool;

/// The values of a row or cell, in turn; what is absent is passed over.
struct Content {
  AnswerState state = AnswerState::Absent;
  std::vector<Answer> values;
  bool joined = false;
  Location unknown;  ///< Of the first `?`.
};
auto content_of(Formulas& formulas, const std::vector<Formula>& values) -> Content;
/// All conditions are known to hold.
auto holds(Formulas& formulas, const std::vector<Formula>& conditions) -> bool;

/// The required rows that have no value: the same in every language of the form.
struct MissingRows {
  std::vector<LocalisedText> labels;
  std::vector<Location> unknown;  ///< Where a `?` stands for one of them.
};
auto missing_rows(const FormPlan& plan, Formulas& formulas) -> MissingRows;
/// One message for all of them: a hint in a draft, else an error.
void report_missing(const Thing& programme, const Curriculum& curriculum, const FormPlan& plan,
                    const MissingRows& missing, Diagnostics& diagnostics);

}  // namespace kava
