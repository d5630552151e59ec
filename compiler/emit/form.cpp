// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "compiler/emit/emitters.h"
#include "compiler/emit/form_answers.h"
#include "compiler/emit/form_format.h"
#include "compiler/emit/form_plan.h"
#include "compiler/emit/form_style.h"
#include "compiler/emit/html.h"

namespace kava {
namespace {

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

auto emit_forms(const Model& model, const std::vector<FormPlan>& plans, size_t index,
                Diagnostics& diagnostics) -> std::vector<OutputFile> {
  const Curriculum& curriculum = model.curricula[index];
  const Thing programme = model.thing(curriculum.programme);
  std::vector<OutputFile> result;
  for (const FormPlan& plan : plans) {
    if (plan.is_record || !belongs(model, plan, curriculum)) continue;
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
