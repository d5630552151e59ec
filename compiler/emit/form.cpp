// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "compiler/emit/emitters.h"
#include "compiler/emit/form_format.h"
#include "compiler/emit/form_plan.h"
#include "compiler/emit/form_style.h"
#include "compiler/emit/html.h"

namespace kava {
namespace {

/// A form belongs to a programme if it is declared where one of the programme's regulations is, or
/// in a module above; a form in the author's own files belongs to all.
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

/// The values of a row or cell, in turn; what is absent is passed over.
struct Content {
  AnswerState state = AnswerState::Absent;
  std::vector<Answer> values;
  bool joined = false;
  Location unknown;  ///< Of the first `?`.
};

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

/// The required rows that have no value: the same in every language of the form.
struct MissingRows {
  std::vector<LocalisedText> labels;
  std::vector<Location> unknown;  ///< Where a `?` stands for one of them.
};

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

class FormWriter {
 public:
  FormWriter(const Model& model, const FormPlan& plan, Formulas& formulas,
             const Curriculum& curriculum, const std::vector<LocalisedText>& missing,
             std::string_view tag)
      : model_(model),
        plan_(plan),
        formulas_(formulas),
        curriculum_(curriculum),
        missing_(missing),
        tag_(tag),
        words_(form_words(tag)) {}

  auto write() -> std::string {
    html_.doctype();
    {
      const auto root = html_.element("html", {{"lang", tag_}});
      head();
      body();
    }
    html_.line_break();
    return html_.take();
  }

 private:
  auto in_language(const LocalisedText& texts) const -> std::string {
    return best_text(texts, tag_).text;
  }

  auto programme_title() const -> TextInLanguage {
    const Thing programme = model_.thing(curriculum_.programme);
    return best_text(programme.title(), tag_);
  }

  // ---- Page
  // ---------------------------------------------------------------------------------------

  void head() {
    const auto head = html_.element("head");
    html_.empty_element("meta", {{"charset", "utf-8"}});
    html_.empty_element("meta",
                        {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.element_with("title", programme_title().text + " – " + in_language(plan_.title));
    html_.style(form_style);
  }

  void body() {
    const auto body = html_.element("body");
    const auto main = html_.element("main");
    html_.element_with("p", in_language(plan_.title), {{"class", "form-title"}});
    const TextInLanguage title = programme_title();
    html_.element_with("h1", title.text, {{"lang", title.tag}});
    if (curriculum_.status == Status::Draft)
      html_.element_with("p", words_.draft, {{"class", "draft"}});
    completeness();
    for (const LocalisedText& paragraph : plan_.paragraphs)
      html_.element_with("p", in_language(paragraph));
    for (const SectionPlan& section : plan_.sections) {
      if (holds(formulas_, section.when)) write_section(section);
    }
  }

  void completeness() {
    if (missing_.empty()) {
      html_.element_with("p", words_.complete, {{"class", "complete"}});
      return;
    }
    const auto box = html_.element("div", {{"class", "incomplete"}});
    html_.element_with("p", words_.incomplete);
    const auto list = html_.element("ul");
    for (const LocalisedText& label : missing_) html_.element_with("li", in_language(label));
  }

  void write_section(const SectionPlan& section) {
    const auto element = html_.element("section");
    html_.element_with("h2", in_language(section.title));
    for (const LocalisedText& paragraph : section.paragraphs)
      html_.element_with("p", in_language(paragraph));
    // Rows that follow each other are one table, so that its head is repeated on every page.
    size_t i = 0;
    while (i < section.parts.size()) {
      if (const auto* table = std::get_if<TablePlan>(&section.parts[i])) {
        if (holds(formulas_, table->when)) write_table(*table);
        ++i;
        continue;
      }
      size_t end = i;
      while (end < section.parts.size() && std::holds_alternative<RowPlan>(section.parts[end]))
        ++end;
      write_rows(section, i, end);
      i = end;
    }
  }

  void write_rows(const SectionPlan& section, size_t from, size_t to) {
    const auto table = html_.element("table", {{"class", "rows"}});
    table_head(
        {std::string(words_.number), std::string(words_.field), std::string(words_.content)});
    const auto rows = html_.element("tbody");
    for (size_t i = from; i < to; ++i) {
      const RowPlan& row = std::get<RowPlan>(section.parts[i]);
      ++row_number_;
      if (holds(formulas_, row.when)) write_row(row);
    }
  }

  void table_head(const std::vector<std::string>& labels) {
    const auto head = html_.element("thead");
    const auto row = html_.element("tr");
    for (const std::string& label : labels) html_.element_with("th", label, {{"scope", "col"}});
  }

  void write_row(const RowPlan& row) {
    const auto element = html_.element("tr");
    html_.element_with("td", std::to_string(row_number_), {{"class", "number"}});
    {
      const auto label = html_.element("th", {{"scope", "row"}});
      html_.text(in_language(row.label));
      if (!row.help.empty()) html_.element_with("span", in_language(row.help), {{"class", "help"}});
    }
    Content value = content_of(formulas_, row.values);
    const bool missing = value.state != AnswerState::Known && row.required && !row.blank;
    const auto cell = html_.element("td", {{"class", missing ? "value missing" : "value"}});
    if (value.state == AnswerState::Known) {
      if (!row.intro.empty()) html_.element_with("p", in_language(row.intro));
      write_values(value, row.layout);
    } else {
      html_.text(absence(value.state, row));
    }
  }

  auto absence(AnswerState state, const RowPlan& row) const -> std::string {
    if (row.blank) return std::string(words_.fill_in);
    if (state == AnswerState::InError) return std::string(words_.in_error);
    if (row.required && state == AnswerState::Unknown)
      return fmt::format("{}; {}", words_.not_known, words_.missing);
    if (row.required) return std::string(words_.missing);
    return std::string(state == AnswerState::Unknown ? words_.not_known : words_.not_given);
  }

  void write_values(const Content& content, Layout layout) {
    if (content.joined) return write_joined(content);
    if (layout == Layout::Inline || content.values.size() == 1) {
      if (layout != Layout::Numbered) return write_inline(content);
    }
    const auto list = html_.element(layout == Layout::Numbered ? "ol" : "ul",
                                    {{"class", layout == Layout::Numbered ? "numbered" : "lines"}});
    for (const Answer& answer : content.values) {
      const auto item = html_.element("li");
      write_value(answer);
    }
  }

  void write_joined(const Content& content) {
    std::string whole;
    for (const Answer& answer : content.values) whole += formatted(model_, answer, tag_).text;
    html_.text(whole);
  }

  void write_inline(const Content& content) {
    bool first = true;
    for (const Answer& answer : content.values) {
      if (!first) html_.text(", ");
      first = false;
      write_value(answer);
    }
  }

  void write_value(const Answer& answer) {
    const TextInLanguage value = formatted(model_, answer, tag_);
    const bool foreign = value.tag != tag_ && !value.tag.empty();
    if (!foreign) return write_text(value);
    const auto element = html_.element(value.descriptive ? "div" : "span", {{"lang", value.tag}});
    write_text(value);
  }

  void write_text(const TextInLanguage& value) {
    if (value.descriptive) html_.commonmark(value.text);
    else html_.text(value.text);
  }

  // ---- Tables
  // -------------------------------------------------------------------------------------

  void write_table(const TablePlan& plan) {
    const size_t count = plan.list ? formulas_.count(plan.list) : 0;
    if (count == 0) {
      html_.element_with("p", in_language(plan.empty));
      return;
    }
    const auto box = html_.element("div", {{"class", "wide"}});
    const auto table = html_.element("table", {{"class", "list"}});
    if (!plan.label.empty()) html_.element_with("caption", in_language(plan.label));
    std::vector<std::string> labels;
    for (const ColumnPlan& column : plan.columns) labels.push_back(in_language(column.label));
    table_head(labels);
    const auto body = html_.element("tbody");
    for (size_t i = 0; i < count; ++i) {
      formulas_.select(plan.list, i);
      write_table_row(plan, labels);
    }
  }

  void write_table_row(const TablePlan& plan, const std::vector<std::string>& labels) {
    const auto row = html_.element("tr");
    for (size_t i = 0; i < plan.columns.size(); ++i) {
      const Content value = content_of(formulas_, plan.columns[i].values);
      const bool amount =
          value.state == AnswerState::Known && value.values.front().kind == Answer::Kind::Amount;
      const auto cell =
          html_.element("td", {{"data-label", labels[i]}, {"class", amount ? "amount" : "text"}});
      if (value.state == AnswerState::Known) write_cell(value);
      else html_.text(value.state == AnswerState::Unknown ? words_.not_known : words_.not_given);
    }
  }

  /// The head of a column says the unit: a cell has the number alone.
  void write_cell(const Content& value) {
    const Answer& first = value.values.front();
    if (value.values.size() == 1 && first.kind == Answer::Kind::Amount && first.lower) {
      html_.text(formatted(model_, Quantity{first.lower->value, Measure::none}, tag_));
      return;
    }
    write_values(value, Layout::Inline);
  }

  const Model& model_;
  const FormPlan& plan_;
  Formulas& formulas_;
  const Curriculum& curriculum_;
  const std::vector<LocalisedText>& missing_;
  std::string_view tag_;
  const FormWords& words_;
  Html html_;
  int row_number_ = 0;
};

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

auto emit_forms(const Model& model, const std::vector<FormPlan>& plans, size_t index,
                Diagnostics& diagnostics) -> std::vector<OutputFile> {
  const Curriculum& curriculum = model.curricula[index];
  const Thing programme = model.thing(curriculum.programme);
  std::vector<OutputFile> result;
  for (const FormPlan& plan : plans) {
    if (!belongs(model, plan, curriculum)) continue;
    Formulas formulas = plan.formulas.fork();
    formulas.begin(curriculum, programme);
    const MissingRows missing = missing_rows(plan, formulas);
    report_missing(programme, curriculum, plan, missing, diagnostics);
    for (const std::string& language : plan.languages) {
      FormWriter writer(model, plan, formulas, curriculum, missing.labels, language);
      result.push_back(
          {fmt::format("form/{}.{}.{}.html", file_stem(programme), plan.name, language),
           writer.write()});
    }
  }
  return result;
}

}  // namespace

auto prepare_forms(const Model& model, Diagnostics& diagnostics) -> Emission {
  const auto plans = std::make_shared<const std::vector<FormPlan>>(plan_forms(model, diagnostics));
  return [&model, plans](size_t curriculum, Diagnostics& found) {
    return emit_forms(model, *plans, curriculum, found);
  };
}

}  // namespace kava
