// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"
#include "compiler/rules/evaluate.h"

/// A form as it is declared, its expressions compiled: the same for all programmes.
namespace kava {

/// `Whole` and `List` are for records: a number without fraction, and a list of texts.
enum class Layout : uint8_t { Inline, Lines, Numbered, Whole, List };

struct RowPlan {
  LocalisedText label, help, intro;
  std::string key;  ///< Of the datum in the system that the form is for; `a.b` is b inside of a.
  std::vector<Formula> values, when;
  Layout layout = Layout::Inline;
  bool required = false;
  bool blank = false;  ///< Filled in by hand, or only at issue.
};

struct ColumnPlan {
  LocalisedText label;
  std::vector<Formula> values;
};

struct TablePlan {
  LocalisedText label, empty;
  Formula list;
  std::vector<Formula> when;
  std::vector<ColumnPlan> columns;
};

struct SectionPlan {
  LocalisedText title;
  std::vector<LocalisedText> paragraphs;
  std::vector<Formula> when;
  std::vector<std::variant<RowPlan, TablePlan>> parts;
};

struct FormPlan {
  Thing form;
  std::string name;
  LocalisedText title;
  std::vector<std::string> languages;  ///< BCP 47; at least one.
  bool is_record = false;              ///< `format json`: written for a machine, by its keys.
  std::vector<LocalisedText> paragraphs;
  std::vector<SectionPlan> sections;
  Formulas formulas;
};

/// Compiles every form for programmes that the model has loaded; reports what is wrong with one.
auto plan_forms(const Model& model, Diagnostics& diagnostics) -> std::vector<FormPlan>;

}  // namespace kava
