// SPDX-License-Identifier: Apache-2.0
// What a form asks for and does not get, and what it has no room for.
#pragma once
#include <string>
#include <vector>

#include "compiler/emit/form_filled.h"

namespace kava {

/// A required row that has no value: the same in every language of the form.
struct MissingRow {
  int number = 0;  ///< 0 if its rows are not numbered.
  LocalisedText label;
  std::string words;  ///< What is to be written: `completion { condition … }`; may be empty.
  Location unknown;   ///< Where a `?` stands for it.
};
auto missing_rows(const FormPlan& plan, const Formulas& formulas, const FilledForm& form)
    -> std::vector<MissingRow>;
/// One message for all of them: a hint in a draft, else an error.
void report_missing(const Thing& programme, const Curriculum& curriculum, const FormPlan& plan,
                    const std::vector<MissingRow>& missing, Diagnostics& diagnostics);
/// What is longer than the form has room for.
void report_long_texts(const Model& model, const Thing& programme, const Curriculum& curriculum,
                       const FormPlan& plan, const FilledForm& form, Diagnostics& diagnostics);

}  // namespace kava
