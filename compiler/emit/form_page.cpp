// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/form_page.h"

#include <fmt/format.h>

#include "compiler/emit/form_content.h"
#include "compiler/emit/form_format.h"
#include "compiler/emit/form_style.h"
#include "compiler/emit/html.h"
#include "compiler/model/derived.h"

namespace kava {
namespace {

using Rows = std::vector<const FilledRow*>;

class PageWriter {
 public:
  PageWriter(const Model& model, const FormPlan& plan, const FilledForm& form,
             const Curriculum& curriculum, const std::vector<Gap>& gaps, std::string_view tag,
             Html& html)
      : model_(model),
        plan_(plan),
        form_(form),
        curriculum_(curriculum),
        gaps_(gaps),
        tag_(tag),
        words_(form_words(tag)),
        html_(html),
        values_(model, html, tag) {}

  void write() {
    html_.doctype();
    {
      const auto root = html_.element("html", {{"lang", tag_}});
      head();
      body();
    }
    html_.line_break();
  }

 private:
  auto in_language(const LocalisedText& texts) const -> std::string_view {
    return best_view(texts, tag_).text;
  }

  auto programme_title() const -> TextInLanguage {
    return best_text(model_.thing(curriculum_.programme).title(), tag_);
  }

  auto is_document() const -> bool { return plan_.format == FormFormat::Document; }

  // ---- Page
  // ---------------------------------------------------------------------------------------

  void head() {
    const auto head = html_.tagged("<head>");
    html_.empty_element("meta", {{"charset", "utf-8"}});
    html_.empty_element("meta",
                        {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.tagged_with("<title>",
                      fmt::format("{} – {}", programme_title().text, in_language(plan_.title)));
    html_.style(form_style);
  }

  void body() {
    const auto body = html_.tagged("<body>");
    const auto main = html_.element("main", {{"class", is_document() ? "document" : "page"}});
    std::string said;
    said.reserve(usual_said);
    html_.tell(&said);
    title();
    html_.tell(nullptr);
    if (curriculum_.status == Status::Draft) html_.tagged_with("<p class=\"draft\">", words_.draft);
    if (!is_document() && asks_for_something()) completeness();
    html_.tell(&said);
    for (const FilledParagraph& paragraph : form_.paragraphs) write_paragraph(paragraph);
    for (const FilledSection& section : form_.sections) write_section(section);
    html_.tell(nullptr);
    foot(said);
  }

  void title() {
    if (is_document()) {
      html_.tagged_with("<h1>", in_language(plan_.title));
      return;
    }
    html_.tagged_with("<p class=\"form-title\">", in_language(plan_.title));
    const TextInLanguage title = programme_title();
    html_.element_with("h1", title.text, {{"lang", title.tag}});
  }

  auto asks_for_something() const -> bool {
    for (const SectionPlan& section : plan_.sections) {
      for (const auto& part : section.parts) {
        const auto* row = std::get_if<RowPlan>(&part);
        const auto* table = std::get_if<TablePlan>(&part);
        if ((row != nullptr && row->required) || (table != nullptr && table->required)) return true;
      }
    }
    return false;
  }

  void completeness() {
    if (gaps_.empty()) {
      html_.tagged_with("<p class=\"complete\">", words_.complete);
      return;
    }
    const auto box = html_.tagged("<div class=\"incomplete\">");
    html_.tagged_with("<p>", words_.incomplete);
    const auto list = html_.tagged("<ul>");
    for (const Gap& gap : gaps_) write_gap(gap);
  }

  /// `24 Completion requirements, to be written: completion { condition … }`.
  void write_gap(const Gap& gap) {
    const auto item = html_.tagged("<li>");
    if (gap.row.number > 0) html_.text(fmt::format("{} ", gap.row.number));
    html_.text(in_language(gap.row.label));
    if (!gap.row.words.empty()) {
      html_.text(fmt::format(", {} ", words_.to_write));
      html_.tagged_with("<code>", gap.row.words);
    }
    if (!gap.place.empty()) {
      html_.text(fmt::format("; {} ", words_.stands_open));
      html_.tagged_with("<code>", gap.place);
    }
  }

  void foot(std::string_view said) {
    const auto foot = html_.tagged("<footer>");
    const Cell edition = model_.thing(model_.catalogue)[Word::edition];
    std::string line = fmt::format("{}: {}", words_.fingerprint, content_fingerprint(said));
    if (model_.catalogue && edition && edition.known())
      line += fmt::format(" · {}: {}", words_.edition, edition.text());
    html_.tagged_with("<p>", line);
  }

  // ---- Sections
  // -----------------------------------------------------------------------------------

  void write_paragraph(const FilledParagraph& paragraph) {
    const auto* chosen = &paragraph.front();
    for (const auto& text : paragraph) {
      if (text.first == "en") chosen = &text;
    }
    for (const auto& text : paragraph) {
      if (text.first == tag_) chosen = &text;
    }
    const Content& content = chosen->second;
    if (!content.known()) return;
    const auto element = html_.tagged("<p>");
    values_.write(content, Layout::Inline);
  }

  void write_section(const FilledSection& section) {
    const LocalisedText& heading = section.plan->title;
    // Without a heading it is no section to who moves from heading to heading.
    const auto element = html_.element(heading.empty() ? "div" : "section");
    if (!heading.empty()) html_.tagged_with("<h2>", in_language(heading));
    // Rows that follow each other are one table, so that its head is repeated on every page.
    size_t i = 0;
    while (i < section.parts.size()) {
      if (const auto* table = std::get_if<FilledTable>(&section.parts[i])) {
        write_table(*table);
        ++i;
      } else if (const auto* text = std::get_if<FilledParagraph>(&section.parts[i])) {
        write_paragraph(*text);
        ++i;
      } else {
        i = write_rows(section, i);
      }
    }
  }

  /// Writes the rows from there on; returns what comes after them.
  auto write_rows(const FilledSection& section, size_t from) -> size_t {
    Rows rows;
    rows.reserve(section.parts.size() - from);
    for (size_t i = from; i < section.parts.size(); ++i) {
      const auto* row = std::get_if<FilledRow>(&section.parts[i]);
      if (row == nullptr) break;
      rows.push_back(row);
    }
    if (is_document()) write_facts(rows);
    else write_row_table(rows, section.plan->numbered);
    return from + rows.size();
  }

  void write_row_table(const Rows& rows, bool numbered) {
    const auto table = html_.element("table", {{"class", numbered ? "rows counted" : "rows"}});
    std::vector<std::string_view> heads{words_.field, words_.content};
    if (numbered) heads.insert(heads.begin(), words_.number);
    table_head(heads);
    const auto body = html_.tagged("<tbody>");
    for (const FilledRow* row : rows) write_row(*row);
  }

  void table_head(const std::vector<std::string_view>& labels) {
    const auto head = html_.tagged("<thead>");
    const auto row = html_.tagged("<tr>");
    for (const std::string_view label : labels) html_.tagged_with("<th scope=\"col\">", label);
  }

  void write_row(const FilledRow& row) {
    const auto element = html_.tagged("<tr>");
    if (row.plan->number > 0)
      html_.tagged_with("<td class=\"number\">", std::to_string(row.plan->number));
    {
      const auto label = html_.tagged("<th scope=\"row\">");
      write_label(*row.plan);
    }
    const auto cell = html_.tagged(row.missing ? Html::Tag("<td class=\"value missing\">")
                                               : Html::Tag("<td class=\"value\">"));
    write_content(row);
  }

  /// The rows of a document: no frames, no numbers.
  void write_facts(const Rows& rows) {
    const auto list = html_.tagged("<dl>");
    for (const FilledRow* row : rows) {
      const auto group = html_.tagged("<div>");
      {
        const auto label = html_.tagged("<dt>");
        write_label(*row->plan);
      }
      const bool blank = !row->content.known() && row->plan->blank != Blank::No;
      const auto cell = html_.tagged(blank ? Html::Tag("<dd class=\"blank\">")
                                           : Html::Tag("<dd class=\"value\">"));
      write_content(*row);
    }
  }

  void write_label(const RowPlan& row) {
    html_.text(in_language(row.label));
    if (!row.help.empty()) html_.tagged_with("<span class=\"help\">", in_language(row.help));
  }

  void write_content(const FilledRow& filled_row) {
    const RowPlan& row = *filled_row.plan;
    const Content& value = filled_row.content;
    if (row.layout == Layout::Ticks && !row.choices.empty() && !filled_row.missing)
      return values_.write_ticks(value, row.choices);
    if (!value.known()) {
      // A name that is not public may be written on a document by hand, not on what is sent in.
      const bool by_hand = is_document() || !value.withheld;
      if (row.blank != Blank::No && by_hand) return values_.write_blank(row.blank);
      html_.text(absence(filled_row));
      return;
    }
    if (!row.intro.empty()) html_.tagged_with("<p>", in_language(row.intro));
    values_.write(value, row.layout);
    write_share(filled_row);
    if (value.withheld) html_.tagged_with("<span class=\"help\">", words_.withheld);
  }

  auto absence(const FilledRow& row) const -> std::string {
    const Content& value = row.content;
    if (value.withheld) return std::string(words_.withheld);
    if (value.state == AnswerState::InError) return std::string(words_.in_error);
    if (!row.missing)
      return std::string(value.state == AnswerState::Unknown ? words_.not_known : words_.not_given);
    if (value.state == AnswerState::Unknown)
      return fmt::format("{}; {}", words_.not_known, words_.missing);
    return std::string(words_.missing);
  }

  void write_share(const FilledRow& row) {
    const auto& parts = row.content.values;
    const auto& wholes = row.whole.values;
    if (parts.size() != 1 || wholes.size() != 1) return;
    const std::string share = share_of(model_, parts[0], wholes[0], tag_);
    if (!share.empty()) html_.tagged_with("<span class=\"share\">", share);
  }

  // ---- Tables
  // -------------------------------------------------------------------------------------

  void write_table(const FilledTable& filled_table) {
    const TablePlan& plan = *filled_table.plan;
    if (filled_table.lines.empty()) {
      if (!plan.empty.empty()) html_.tagged_with("<p>", in_language(plan.empty));
      return;
    }
    // A heading stays with its table where a page ends; the caption of a table would not.
    if (!plan.label.empty()) html_.tagged_with("<h3>", in_language(plan.label));
    if (!plan.help.empty()) html_.tagged_with("<p class=\"help\">", in_language(plan.help));
    const auto box = html_.tagged("<div class=\"wide\">");
    const auto table = html_.element("table", {{"class", plan.numbered ? "list counted" : "list"}});
    std::vector<std::string_view> labels;
    if (plan.numbered) labels.emplace_back(words_.number);
    for (const ColumnPlan& column : plan.columns) labels.push_back(in_language(column.label));
    table_head(labels);
    std::vector<Total> totals(plan.columns.size());
    {
      const auto body = html_.tagged("<tbody>");
      for (size_t i = 0; i < filled_table.lines.size(); ++i)
        write_table_row(filled_table, i, labels, totals);
    }
    write_totals(plan, totals);
  }

  void write_table_row(const FilledTable& filled_table, size_t line,
                       const std::vector<std::string_view>& labels, std::vector<Total>& totals) {
    const TablePlan& plan = *filled_table.plan;
    const auto row = html_.tagged("<tr>");
    if (plan.numbered)
      html_.element_with("td", std::to_string(line + 1),
                         {{"data-label", labels[0]}, {"class", "number"}});
    const size_t first = plan.numbered ? 1 : 0;
    for (size_t i = 0; i < plan.columns.size(); ++i) {
      const ColumnPlan& column = plan.columns[i];
      const Content& value = filled_table.lines[line][i];
      totals[i].add(model_.schema, value);
      const bool amount = value.known() && value.values.front().kind == Answer::Kind::Amount;
      const auto cell = html_.element(
          "td", {{"data-label", labels[first + i]}, {"class", amount ? "amount" : "text"}});
      if (value.known()) values_.write_cell(value, column.layout);
      else if (value.withheld) html_.text(words_.withheld);
      else if (column.values.empty()) values_.write_blank(Blank::Text);
      else html_.text(value.state == AnswerState::Unknown ? words_.not_known : words_.not_given);
    }
  }

  void write_totals(const TablePlan& plan, const std::vector<Total>& totals) {
    bool any = false;
    for (const ColumnPlan& column : plan.columns) any = any || column.total;
    if (!any) return;
    const auto foot = html_.tagged("<tfoot>");
    const auto row = html_.tagged("<tr>");
    if (plan.numbered) html_.tagged_with("<td>", "");
    for (size_t i = 0; i < plan.columns.size(); ++i) {
      if (i == 0) {
        html_.tagged_with("<th scope=\"row\">", words_.total);
      } else {
        const std::string sum = plan.columns[i].total ? totals[i].text(tag_) : std::string();
        html_.element_with(
            "td", sum, {{"data-label", in_language(plan.columns[i].label)}, {"class", "amount"}});
      }
    }
  }

  /// What a reader sees of a page is seldom more.
  static constexpr size_t usual_said = 1U << 13U;

  const Model& model_;
  const FormPlan& plan_;
  const FilledForm& form_;
  const Curriculum& curriculum_;
  const std::vector<Gap>& gaps_;
  std::string_view tag_;
  const FormWords& words_;
  Html& html_;
  ValueWriter values_;
};

}  // namespace

void write_form_page(const Model& model, const FormPlan& plan, const FilledForm& form,
                     const Curriculum& curriculum, const std::vector<Gap>& gaps,
                     std::string_view tag, Html& html) {
  PageWriter(model, plan, form, curriculum, gaps, tag, html).write();
}

}  // namespace kava
