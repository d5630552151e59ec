// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/form_gaps.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/emit/form_format.h"

namespace kava {

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

}  // namespace

auto missing_rows(const FormPlan& plan, const Formulas& formulas, const FilledForm& form)
    -> std::vector<MissingRow> {
  std::vector<MissingRow> result;
  for (const FilledSection& section : form.sections) {
    for (const auto& part : section.parts) {
      if (const auto* row = std::get_if<FilledRow>(&part); row != nullptr && row->missing) {
        const RowPlan& asked = *row->plan;
        result.push_back({asked.number, asked.label, words_to_write(plan, formulas, asked.values),
                          row->content.unknown});
      }
      const auto* table = std::get_if<FilledTable>(&part);
      if (table == nullptr || !table->plan->required || !table->lines.empty()) continue;
      result.push_back(
          {0, table->plan->label, words_to_write(plan, formulas, {table->plan->list}), {}});
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
                       const FormPlan& plan, const FilledForm& form, Diagnostics& diagnostics) {
  for (const FilledSection& section : form.sections) {
    for (const auto& part : section.parts) {
      const auto* row = std::get_if<FilledRow>(&part);
      if (row == nullptr || row->plan->limit == 0) continue;
      const int64_t length = greatest_length(model, plan, row->content);
      if (length <= row->plan->limit) continue;
      const Cell& cell = row->content.values.front().cell;
      Report& report = diagnostics.report(cell ? cell.location() : programme.location(),
                                          diag::form_text_too_long, row->plan->label, Count{length},
                                          plan.title, Count{row->plan->limit});
      if (curriculum.status == Status::Draft) report.severity = Severity::Hint;
    }
  }
}

}  // namespace kava
