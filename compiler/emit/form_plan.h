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

/// `Ticks` shows a whole vocabulary with boxes. `Whole` and `List` are for records: a number
/// without fraction, and a list of texts.
enum class Layout : uint8_t { Inline, Lines, Numbered, Ticks, Whole, List };

/// What is filled in by hand, or only at issue.
enum class Blank : uint8_t { No, Text, Number, Date, Signature };

struct RowPlan {
  int number = 0;  ///< As it is printed; 0 in a section that is not numbered.
  LocalisedText label, help, intro;
  std::string key;  ///< Of the datum in the system that the form is for; `a.b` is b inside of a.
  std::vector<Formula> values, when;
  std::vector<Formula> required_when;  ///< Of `required EXPRESSION`; it is if all of them hold.
  Formula whole;                       ///< The value is shown as a share of it too.
  Things choices;                      ///< Of `layout ticks`.
  Layout layout = Layout::Inline;
  Blank blank = Blank::No;
  bool required = false;
  int64_t limit = 0;  ///< Greatest length in characters; 0 is none.
};

struct ColumnPlan {
  LocalisedText label;
  std::vector<Formula> values;
  Layout layout = Layout::Inline;
  bool total = false;  ///< The last line adds the column up.
};

struct TablePlan {
  LocalisedText label, empty, help;
  Formula list;
  std::vector<Formula> when;
  std::vector<ColumnPlan> columns;
  bool numbered = false, required = false;
};

/// A text in which values may stand, by language.
using ParagraphPlan = std::vector<std::pair<std::string, Formula>>;

struct SectionPlan {
  LocalisedText title;
  std::vector<Formula> when;
  bool numbered = false;
  std::vector<std::variant<RowPlan, TablePlan, ParagraphPlan>> parts;
};

/// What is made of it: a page of numbered rows to be sent in, a page to be handed out to a learner,
/// or the record of a register.
enum class FormFormat : uint8_t { Page, Document, Json };

struct FormPlan {
  Thing form;
  std::string name;
  Word root = Word::programme;  ///< Or `offering`.
  LocalisedText title;
  std::vector<std::string> languages;  ///< BCP 47; at least one.
  FormFormat format = FormFormat::Page;
  bool is_public = true;  ///< Persons who are not public are left out.
  Formulas formulas;
  std::vector<Formula> when;
  std::vector<ParagraphPlan> paragraphs;
  std::vector<SectionPlan> sections;

  auto is_record() const -> bool { return format == FormFormat::Json; }
};

/// Compiles every form that the model has loaded, either those that are records or the others;
/// reports what is wrong with one.
auto plan_forms(const Model& model, bool records, Diagnostics& diagnostics)
    -> std::vector<FormPlan>;

}  // namespace kava
