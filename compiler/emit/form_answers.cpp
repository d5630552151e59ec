// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/form_answers.h"

#include <fmt/format.h>

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
  for (Answer& answer : answers.values) {
    if (!any || !hidden(answer)) content.values.push_back(std::move(answer));
  }
}

}  // namespace

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

// ---- What is missing
// ------------------------------------------------------------------------------

namespace {

/// `organisation { legal_name … }` where it does not stand in the programme itself.
auto words_to_write(const FormPlan& plan, const Formulas& formulas,
                    const std::vector<Formula>& values) -> std::string {
  for (const Formula& value : values) {
    const WrittenAs written = formulas.where_written(value);
    if (written.words.empty()) continue;
    if (written.in == Word::programme) return written.words;
    const std::string_view kind = plan.form.model().schema.spelling(written.in);
    return fmt::format("{} {{ {} }}", kind, written.words);
  }
  return {};
}

auto missing_row(const FormPlan& plan, Formulas& formulas, const RowPlan& row)
    -> std::optional<MissingRow> {
  if (!row.required || row.blank != Blank::No) return std::nullopt;
  if (!holds(formulas, row.when) || !holds(formulas, row.required_when)) return std::nullopt;
  const Content content = content_of(plan, formulas, row.values);
  if (content.known() || content.withheld) return std::nullopt;
  return MissingRow{row.number, row.label, words_to_write(plan, formulas, row.values),
                    content.unknown};
}

auto missing_table(const FormPlan& plan, Formulas& formulas, const TablePlan& table)
    -> std::optional<MissingRow> {
  if (!table.required || !table.list || !holds(formulas, table.when)) return std::nullopt;
  if (formulas.count(table.list) > 0) return std::nullopt;
  return MissingRow{0, table.label, words_to_write(plan, formulas, {table.list}), {}};
}

}  // namespace

auto missing_rows(const FormPlan& plan, Formulas& formulas) -> std::vector<MissingRow> {
  std::vector<MissingRow> result;
  for (const SectionPlan& section : plan.sections) {
    if (!holds(formulas, section.when)) continue;
    for (const auto& part : section.parts) {
      std::optional<MissingRow> missing;
      if (const auto* row = std::get_if<RowPlan>(&part))
        missing = missing_row(plan, formulas, *row);
      if (const auto* table = std::get_if<TablePlan>(&part))
        missing = missing_table(plan, formulas, *table);
      if (missing) result.push_back(std::move(*missing));
    }
  }
  return result;
}

namespace {

/// Label and words of each in one list, in each language that Kava speaks.
auto listed(const std::vector<MissingRow>& rows) -> LocalisedText {
  LocalisedText result;
  for (const char* tag : {"en", "et"}) {
    std::string list;
    for (const MissingRow& row : rows) {
      if (!list.empty()) list += "; ";
      if (row.number > 0) list += fmt::format("{} ", row.number);
      list += best_text(row.label, tag).text;
      if (!row.words.empty()) list += fmt::format(" (`{}`)", row.words);
    }
    result.emplace_back(tag, list);
  }
  return result;
}

}  // namespace

void report_missing(const Thing& programme, const Curriculum& curriculum, const FormPlan& plan,
                    const std::vector<MissingRow>& missing, Diagnostics& diagnostics) {
  if (missing.empty()) return;
  // Where nothing is forgotten, and only not known yet, the first `?` is what to mend.
  const bool all_unknown = std::all_of(missing.begin(), missing.end(), [](const MissingRow& row) {
    return static_cast<bool>(row.unknown.source);
  });
  Report& report = diagnostics.report(
      all_unknown ? missing.front().unknown : programme.location(), diag::form_rows_missing,
      Count{static_cast<int64_t>(missing.size())}, plan.title, listed(missing));
  if (curriculum.status == Status::Draft) {
    report.severity = Severity::Hint;
    return;
  }
  report.detail(
      Detail::Kind::Help,
      {{"en", "write what is missing, or set `status draft`: a draft may leave it open"},
       {"et", "kirjuta, mis puudu, või `status draft`: mustandis võib selle lahtiseks jätta"}});
}

// ---- What is too long
// -----------------------------------------------------------------------------

namespace {

auto characters(std::string_view text) -> int64_t {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

/// The length in the language in which it is longest.
auto greatest_length(const Model& model, const FormPlan& plan, const Content& content) -> int64_t {
  int64_t greatest = 0;
  for (const std::string& tag : plan.languages) {
    int64_t length = 0;
    for (const Answer& answer : content.values)
      length += characters(formatted(model, answer, tag).text);
    greatest = std::max(greatest, length);
  }
  return greatest;
}

}  // namespace

void report_long_texts(const Model& model, const Thing& programme, const Curriculum& curriculum,
                       const FormPlan& plan, Formulas& formulas, Diagnostics& diagnostics) {
  for (const SectionPlan& section : plan.sections) {
    for (const auto& part : section.parts) {
      const auto* row = std::get_if<RowPlan>(&part);
      if (row == nullptr || row->limit == 0) continue;
      if (!holds(formulas, section.when) || !holds(formulas, row->when)) continue;
      const Content content = content_of(plan, formulas, row->values);
      const int64_t length = greatest_length(model, plan, content);
      if (length <= row->limit) continue;
      const Cell& cell = content.values.front().cell;
      Report& report = diagnostics.report(cell ? cell.location() : programme.location(),
                                          diag::form_text_too_long, row->label, Count{length},
                                          plan.title, Count{row->limit});
      if (curriculum.status == Status::Draft) report.severity = Severity::Hint;
    }
  }
}

}  // namespace kava
