// SPDX-License-Identifier: Apache-2.0
// Regulations as a page: what a clause says, how it is read, and the rule that was made of it.
#include <fmt/ranges.h>

#include "compiler/driver/commands/regulations.h"
#include "compiler/emit/form_style.h"
#include "compiler/emit/html.h"

namespace kava {
namespace {

constexpr Words page_title{"Regulations", "Õigusaktid"};
constexpr Words clause_head{"Clause", "Punkt"};
constexpr Words words_head{"What it asks", "Mida see nõuab"};
constexpr Words rule_head{"Rule as written", "Reegel, nagu kirjas"};
constexpr Words step_head{"Step as written", "Samm, nagu kirjas"};
constexpr Words reading_label{"Reading", "Tõlgendus"};
constexpr Words in_force_label{"In force", "Kehtib"};
constexpr Words always{"always", "alati"};
constexpr Words source_label{"Source", "Allikas"};
constexpr Words extends_label{"Extends", "Laiendab"};
constexpr Words shared_label{"Shared by the rules", "Reeglitele ühine"};
constexpr Words rules_title{"Rules", "Reeglid"};
constexpr Words steps_title{"Steps of procedures", "Menetluste sammud"};
constexpr Words nothing{"It has no rules of its own.", "Oma reegleid selles ei ole."};
constexpr Words unconfirmed{"wording not seen", "õigusakti teksti pole nähtud"};
constexpr Words by{"by {}", "teeb {}"};
constexpr Words to{"to {}", "saab {}"};

/// On top of the style of forms, which has tables that stack on a phone and rows that are not
/// split.
constexpr std::string_view style = R"css(
.list { table-layout: fixed; }
.list thead th:nth-child(1) { width: 17%; }
.list thead th:nth-child(2) { width: 35%; }
.list td > * { margin: 0 0 .4rem; }
.list td > *:last-child { margin-bottom: 0; }
blockquote { border-left: 3px solid #767676; padding-left: .6rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 10pt/1.4 "DejaVu Sans Mono", "Liberation Mono", monospace; }
article + article { break-before: page; }
.small { font-size: 10pt; color: #444; }
)css";

class Page {
 public:
  Page(std::span<const ListedRegulation> regulations, Language language)
      : regulations_(regulations),
        language_(language),
        tag_(language == Language::et ? "et" : "en"),
        alone_(regulations.size() == 1) {}

  auto write() -> std::string {
    html_.doctype();
    {
      const auto root = html_.element("html", {{"lang", tag_}});
      head();
      const auto body = html_.element("body");
      const auto main = html_.element("main");
      if (!alone_) html_.element_with("h1", page_title.in(language_));
      for (const ListedRegulation& regulation : regulations_) write(regulation);
    }
    html_.line_break();
    return html_.take();
  }

 private:
  void head() {
    const auto head = html_.element("head");
    html_.empty_element("meta", {{"charset", "utf-8"}});
    html_.empty_element("meta",
                        {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.element_with("title", alone_ ? in_language(regulations_.front().title, language_)
                                       : page_title.in(language_));
    html_.style(form_style);
    html_.style(style);
  }

  void write(const ListedRegulation& regulation) {
    const auto article = html_.element("article");
    localised(alone_ ? "h1" : "h2", regulation.title);
    facts(regulation);
    const std::string_view heading = alone_ ? "h2" : "h3";
    if (regulation.rules.empty() && regulation.steps.empty())
      html_.element_with("p", nothing.in(language_));
    if (!regulation.rules.empty()) {
      html_.element_with(heading, rules_title.in(language_));
      const auto table = html_.element("table", {{"class", "list"}});
      table_head(rule_head);
      const auto rows = html_.element("tbody");
      for (const ListedRule& rule : regulation.rules) row(rule);
    }
    if (!regulation.steps.empty()) {
      html_.element_with(heading, steps_title.in(language_));
      const auto table = html_.element("table", {{"class", "list"}});
      table_head(step_head);
      const auto rows = html_.element("tbody");
      for (const ListedStep& step : regulation.steps) row(step);
    }
  }

  void facts(const ListedRegulation& regulation) {
    {
      const auto name = html_.element("p");
      html_.element_with("code", regulation.name);
    }
    const auto list = html_.element("dl");
    fact(in_force_label,
         regulation.period.empty() ? always.in(language_) : std::string_view(regulation.period));
    if (!regulation.source.empty()) fact(source_label, regulation.source);
    if (!regulation.extends.empty())
      fact(extends_label, fmt::format("{}", fmt::join(regulation.extends, ", ")));
    if (regulation.written.empty()) return;
    const auto pair = html_.element("div");
    html_.element_with("dt", shared_label.in(language_));
    const auto value = html_.element("dd");
    lines(regulation.written);
  }

  void fact(const Words& label, std::string_view text) {
    const auto pair = html_.element("div");
    html_.element_with("dt", label.in(language_));
    html_.element_with("dd", text);
  }

  void table_head(const Words& last) {
    const auto head = html_.element("thead");
    const auto row = html_.element("tr");
    for (const Words& label : {clause_head, words_head, last})
      html_.element_with("th", label.in(language_), {{"scope", "col"}});
  }

  void row(const ListedRule& rule) {
    const auto row = html_.element("tr");
    {
      const auto cell = html_.element("td", {{"data-label", clause_head.in(language_)}});
      html_.element_with("p", rule.facts.clause.empty() ? "–" : rule.facts.clause);
      if (rule.facts.unconfirmed)
        html_.element_with("p", unconfirmed.in(language_), {{"class", "small"}});
      html_.element_with("p",
                         fmt::format("{}; {}", severity_words(rule.facts).in(language_),
                                     decider_words(rule.facts).in(language_)),
                         {{"class", "small"}});
    }
    meaning(rule.facts.text, rule.quote, rule.facts.reading);
    const auto cell = html_.element("td", {{"data-label", rule_head.in(language_)}});
    {
      const auto id = html_.element("p");
      html_.element_with("code", rule.facts.id);
    }
    lines(rule.written);
  }

  void row(const ListedStep& step) {
    const auto row = html_.element("tr");
    {
      const auto cell = html_.element("td", {{"data-label", clause_head.in(language_)}});
      html_.element_with("p", step.clause.empty() ? "–" : step.clause);
      people(by, step.by);
      people(to, step.to);
    }
    meaning(step.text, step.quote, step.reading);
    const auto cell = html_.element("td", {{"data-label", step_head.in(language_)}});
    {
      const auto id = html_.element("p");
      html_.element_with("code", step.name);
    }
    lines(step.written);
  }

  void people(const Words& how, const std::vector<LocalisedText>& who) {
    std::string names;
    for (const LocalisedText& name : who) {
      if (!names.empty()) names += ", ";
      names += in_language(name, language_);
    }
    if (!names.empty()) html_.element_with("p", say(how, language_, names), {{"class", "small"}});
  }

  void meaning(const LocalisedText& text, const LocalisedText& quote,
               const LocalisedText& reading) {
    const auto cell = html_.element("td", {{"data-label", words_head.in(language_)}});
    localised("p", text);
    localised("blockquote", quote);
    if (reading.empty()) return;
    const auto line = html_.element("p");
    html_.element_with("strong", std::string(reading_label.in(language_)) + ":");
    html_.text(" ");
    localised("span", reading);
  }

  /// With the language it is in, if that is another one than the page's.
  void localised(std::string_view element, const LocalisedText& text) {
    if (text.empty()) return;
    const std::string_view shown = in_language(text, language_);
    for (const auto& [tag, words] : text) {
      if (words.data() != shown.data()) continue;
      if (tag == tag_ || tag.empty()) html_.element_with(element, shown);
      else html_.element_with(element, shown, {{"lang", tag}});
      return;
    }
  }

  void lines(const std::vector<std::string>& written) {
    std::string all;
    for (const std::string& entry : written) (all += all.empty() ? "" : "\n") += entry;
    if (all.empty()) return;
    const auto pre = html_.element("pre");
    html_.element_with("code", all);
  }

  Html html_;
  std::span<const ListedRegulation> regulations_;
  Language language_;
  std::string_view tag_;
  bool alone_;
};

}  // namespace

auto regulations_page(std::span<const ListedRegulation> regulations, Language language)
    -> std::string {
  return Page(regulations, language).write();
}

}  // namespace kava
