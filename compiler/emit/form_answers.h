// SPDX-License-Identifier: Apache-2.0
// What the rows of a form say of one programme: for the pages and the records that are made of it.
#pragma once
#include <functional>
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
  bool withheld = false;  ///< A person who is not public was left out.
  Location unknown;       ///< Of the first `?`.

  auto known() const -> bool { return state == AnswerState::Known; }
};
auto content_of(const FormPlan& plan, Formulas& formulas, const std::vector<Formula>& values)
    -> Content;
/// All conditions are known to hold.
auto holds(Formulas& formulas, const std::vector<Formula>& conditions) -> bool;

/// A required row that has no value: the same in every language of the form.
struct MissingRow {
  int number = 0;  ///< 0 if its rows are not numbered.
  LocalisedText label;
  std::string words;  ///< What is to be written: `completion { condition … }`; may be empty.
  Location unknown;   ///< Where a `?` stands for it.
};
auto missing_rows(const FormPlan& plan, Formulas& formulas) -> std::vector<MissingRow>;
/// One message for all of them: a hint in a draft, else an error.
void report_missing(const Thing& programme, const Curriculum& curriculum, const FormPlan& plan,
                    const std::vector<MissingRow>& missing, Diagnostics& diagnostics);
/// What is longer than the form has room for.
void report_long_texts(const Model& model, const Thing& programme, const Curriculum& curriculum,
                       const FormPlan& plan, Formulas& formulas, Diagnostics& diagnostics);

}  // namespace kava
