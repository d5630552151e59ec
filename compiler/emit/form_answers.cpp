// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/form_answers.h"

#include <algorithm>

#include "compiler/emit/form_format.h"

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

auto content_of(Formulas& formulas, const std::vector<Formula>& values) -> Content {
  Content result;
  for (const Formula& formula : values) {
    Answers answers = formulas.evaluate(formula);
    if (answers.state == AnswerState::Known) {
      result.joined = answers.joined;
      for (Answer& answer : answers.values) result.values.push_back(std::move(answer));
    } else if (result.state == AnswerState::Absent) {
      result.state = answers.state;
    }
    if (!result.unknown.source) result.unknown = answers.unknown;
  }
  if (!result.values.empty()) result.state = AnswerState::Known;
  return result;
}

auto missing_rows(const FormPlan& plan, Formulas& formulas) -> MissingRows {
  MissingRows result;
  for (const SectionPlan& section : plan.sections) {
    if (!holds(formulas, section.when)) continue;
    for (const auto& part : section.parts) {
      const auto* row = std::get_if<RowPlan>(&part);
      if (row == nullptr || !row->required || row->blank || !holds(formulas, row->when)) continue;
      const Content content = content_of(formulas, row->values);
      if (content.state == AnswerState::Known) continue;
      result.labels.push_back(row->label);
      if (content.unknown.source) result.unknown.push_back(content.unknown);
    }
  }
  return result;
}

namespace {

/// The labels in one list, in each language that Kava speaks.
auto listed(const std::vector<LocalisedText>& labels) -> LocalisedText {
  LocalisedText result;
  for (const char* tag : {"en", "et"}) {
    std::string list;
    for (const LocalisedText& label : labels) {
      if (!list.empty()) list += "; ";
      list += best_text(label, tag).text;
    }
    result.emplace_back(tag, list);
  }
  return result;
}

}  // namespace

void report_missing(const Thing& programme, const Curriculum& curriculum, const FormPlan& plan,
                    const MissingRows& missing, Diagnostics& diagnostics) {
  if (missing.labels.empty()) return;
  // Where nothing is forgotten, and only not known yet, the first `?` is what to mend.
  const bool all_unknown = missing.unknown.size() == missing.labels.size();
  Report& report = diagnostics.report(
      all_unknown ? missing.unknown.front() : programme.location(), diag::form_rows_missing,
      Count{static_cast<int64_t>(missing.labels.size())}, plan.title, listed(missing.labels));
  if (curriculum.status == Status::Draft) {
    report.severity = Severity::Hint;
    return;
  }
  report.detail(
      Detail::Kind::Help,
      {{"en", "write what is missing, or set `status draft`: a draft may leave it open"},
       {"et", "kirjuta, mis puudu, või `status draft`: mustandis võib selle lahtiseks jätta"}});
}

}  // namespace kava
