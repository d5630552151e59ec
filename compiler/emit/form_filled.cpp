// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/form_filled.h"

#include <algorithm>

namespace kava {

auto belongs(const Model& model, const FormPlan& plan, const Curriculum& curriculum) -> bool {
  const Unit& home = plan.form.unit();
  if (!home.is_library) return true;
  const auto above = [&](const std::string& module) {
    return module == home.module || module.starts_with(home.module + ".");
  };
  const auto regulations = model.thing(curriculum.programme).things(Word::under);
  return std::any_of(regulations.begin(), regulations.end(),
                     [&](const Thing& regulation) { return above(regulation.unit().module); });
}

auto holds(Formulas& formulas, const std::vector<Formula>& conditions) -> bool {
  return std::all_of(conditions.begin(), conditions.end(), [&](const Formula& condition) {
    const Answers answer = formulas.evaluate(condition);
    return answer.state == AnswerState::Known && !answer.values.empty() &&
           answer.values.front().truth;
  });
}

namespace {

/// A person is shown only if that is said; a role, unless the contrary is said.
auto is_shown(const Thing& thing) -> bool {
  if (thing.kind() != Word::person && thing.kind() != Word::role) return true;
  const Cell cell = thing[Word::public_];
  if (!cell) return thing.kind() == Word::role;
  return cell.known() && cell.truth().value_or(false);
}

/// The person itself, and whatever is written in the person's declaration.
auto tells_of_hidden(const Answer& answer) -> bool {
  if (answer.kind == Answer::Kind::Thing && answer.thing && !is_shown(answer.thing)) return true;
  for (Thing at = answer.owner; at; at = at.parent()) {
    if (!is_shown(at)) return true;
  }
  return false;
}

void add_values(const FormPlan& plan, Answers answers, Content& content) {
  const auto hidden = [&](const Answer& answer) {
    return plan.is_public && tells_of_hidden(answer);
  };
  const bool any = std::any_of(answers.values.begin(), answers.values.end(), hidden);
  content.withheld = content.withheld || any;
  // Of a text with a hidden piece in it, nothing is left that could be read.
  if (any && answers.joined) return;
  // A row seldom has more than one formula, and seldom anything to hide.
  if (!any && content.values.empty()) {
    content.values = std::move(answers.values);
    return;
  }
  for (Answer& answer : answers.values) {
    if (!any || !hidden(answer)) content.values.push_back(std::move(answer));
  }
}

auto content_of(const FormPlan& plan, Formulas& formulas, const std::vector<Formula>& values)
    -> Content {
  Content result;
  for (const Formula& formula : values) {
    Answers answers = formulas.evaluate(formula);
    if (!result.unknown.source) result.unknown = answers.unknown;
    if (answers.state == AnswerState::Known) {
      result.joined = answers.joined;
      add_values(plan, std::move(answers), result);
    } else if (result.state == AnswerState::Absent) {
      result.state = answers.state;
    }
  }
  if (!result.values.empty()) result.state = AnswerState::Known;
  return result;
}

// ---- Filling in
// -----------------------------------------------------------------------------------

auto fill_row(const FormPlan& plan, Formulas& formulas, const RowPlan& row) -> FilledRow {
  FilledRow result;
  result.plan = &row;
  result.content = content_of(plan, formulas, row.values);
  if (row.whole) result.whole = content_of(plan, formulas, {row.whole});
  const bool empty = !result.content.known() && !result.content.withheld;
  result.missing =
      empty && row.required && row.blank == Blank::No && holds(formulas, row.required_when);
  return result;
}

auto fill_table(const FormPlan& plan, Formulas& formulas, const TablePlan& table) -> FilledTable {
  FilledTable result;
  result.plan = &table;
  const size_t count = table.list ? formulas.count(table.list) : 0;
  for (size_t i = 0; i < count; ++i) {
    formulas.select(table.list, i);
    std::vector<Content>& line = result.lines.emplace_back();
    for (const ColumnPlan& column : table.columns)
      line.push_back(content_of(plan, formulas, column.values));
  }
  return result;
}

auto fill_paragraph(const FormPlan& plan, Formulas& formulas, const ParagraphPlan& paragraph)
    -> FilledParagraph {
  FilledParagraph result;
  for (const auto& [tag, text] : paragraph)
    result.emplace_back(tag, content_of(plan, formulas, {text}));
  return result;
}

auto fill_section(const FormPlan& plan, Formulas& formulas, const SectionPlan& section)
    -> FilledSection {
  FilledSection result;
  result.plan = &section;
  for (const auto& part : section.parts) {
    if (const auto* row = std::get_if<RowPlan>(&part)) {
      if (holds(formulas, row->when)) result.parts.emplace_back(fill_row(plan, formulas, *row));
    } else if (const auto* table = std::get_if<TablePlan>(&part)) {
      if (holds(formulas, table->when))
        result.parts.emplace_back(fill_table(plan, formulas, *table));
    } else {
      result.parts.emplace_back(fill_paragraph(plan, formulas, std::get<ParagraphPlan>(part)));
    }
  }
  return result;
}

}  // namespace

auto filled(const FormPlan& plan, Formulas& formulas) -> FilledForm {
  FilledForm result;
  for (const ParagraphPlan& paragraph : plan.paragraphs)
    result.paragraphs.push_back(fill_paragraph(plan, formulas, paragraph));
  for (const SectionPlan& section : plan.sections) {
    if (holds(formulas, section.when))
      result.sections.push_back(fill_section(plan, formulas, section));
  }
  return result;
}

}  // namespace kava
