// SPDX-License-Identifier: Apache-2.0
// A form filled in for one programme or offering. It is filled in once: the pages in every
// language, the list of what is missing and the record of a register are all made of the same.
#pragma once
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/emit/form_plan.h"

namespace kava {

/// A form belongs to a programme if it is declared where one of the programme's regulations is, or
/// in a module above; a form in the author's own files belongs to all.
auto belongs(const Model& model, const FormPlan& plan, const Curriculum& curriculum) -> bool;

/// All conditions are known to hold.
auto holds(Formulas& formulas, const std::vector<Formula>& conditions) -> bool;

/// The values of a row or cell, in turn; what is absent is passed over.
struct Content {
  AnswerState state = AnswerState::Absent;
  std::vector<Answer> values;
  bool joined = false;
  bool withheld = false;  ///< A person who is not public was left out.
  Location unknown;       ///< Of the first `?`.

  auto known() const -> bool { return state == AnswerState::Known; }
};

struct FilledRow {
  const RowPlan* plan = nullptr;
  Content content;
  Content whole;         ///< What the value is a share of.
  bool missing = false;  ///< It must have a value and has none.
};

struct FilledTable {
  const TablePlan* plan = nullptr;
  std::vector<std::vector<Content>> lines;  ///< A cell for each column.
};

/// By language.
using FilledParagraph = std::vector<std::pair<std::string, Content>>;

struct FilledSection {
  const SectionPlan* plan = nullptr;
  std::vector<std::variant<FilledRow, FilledTable, FilledParagraph>> parts;
};

/// Without the sections, rows and tables whose `when` does not hold. The plan must outlive it.
struct FilledForm {
  std::vector<FilledParagraph> paragraphs;
  std::vector<FilledSection> sections;
};

/// `formulas` have begun with the thing that the form is for.
auto filled(const FormPlan& plan, Formulas& formulas) -> FilledForm;

}  // namespace kava
