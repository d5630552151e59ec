// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/audit_html.h"

#include <algorithm>

#include "compiler/emit/form_style.h"

namespace kava {
namespace {

// After the style of forms: what an audit has beside them. Verdicts differ by words, not colours.
constexpr std::string_view audit_style = R"css(
.audit { max-width: 64rem; }
.audit h1 { margin-top: 0; }
.audit dl > div { grid-template-columns: 14rem 1fr; padding: .15rem 0; }
.audit dd { grid-column: 2; }
.numbers { list-style: none; padding: 0; margin: .6rem 0 1rem; display: flex; flex-wrap: wrap; gap: .4rem .6rem; }
.numbers li { border: 1px solid #767676; padding: .1rem .6rem; break-inside: avoid; }
.numbers .open { border: 2px solid #1a1a1a; font-weight: bold; }
.audit table { table-layout: fixed; overflow-wrap: anywhere; }
.audit tbody { border-top: 2px solid #1a1a1a; }
.audit tr.first { break-after: avoid; }
.rule-column { width: 25%; }
.verdict-column { width: 17%; }
.verdict { font-weight: bold; }
.verdict.open { text-decoration: underline; }
.audit p { margin: 0 0 .25rem; }
.small { font-size: 10pt; color: #3a3a3a; }
.working td { padding-top: .25rem; padding-bottom: .25rem; }
.values { list-style: none; padding: 0; font-size: 10pt; color: #3a3a3a; }
.values li { display: inline; }
.values li:not(:last-child)::after { content: "; "; }
.audit code { overflow-wrap: anywhere; }
.hash { font-family: "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: 10pt; }
.count { text-align: right; }
.signatures td { height: 3.2rem; }
.audit a { color: inherit; }
@media screen and (max-width: 40rem) {
  .audit .list tbody { border-top: 0; margin-bottom: 1rem; }
  .count { text-align: left; }
  .audit dl > div { grid-template-columns: 1fr; }
  .audit dd { grid-column: 1; }
  .list th { display: block; width: auto; }
}
@media print {
  .audit .numbers { gap: .25rem .4rem; }
}
)css";

constexpr std::string_view wide_style = R"css(
@page { size: A4 landscape; margin: 15mm; }
.programme-column { width: 24%; }
.audit table { width: 99.8%; }
.audit td.count { padding-left: .3rem; padding-right: .3rem; }
.audit tbody { border-top: 0; }
.upright { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.audit .count-column { vertical-align: bottom; padding: .4rem .1rem; text-align: right; }
)css";

}  // namespace

auto audit_words(Language language) -> const AuditWords& {
  static constexpr AuditWords english = {
#define AUDIT_WORD(name, en, et) en,
#include "compiler/emit/audit_words.def"
#undef AUDIT_WORD
  };
  static constexpr AuditWords estonian = {
#define AUDIT_WORD(name, en, et) et,
#include "compiler/emit/audit_words.def"
#undef AUDIT_WORD
  };
  return language == Language::et ? estonian : english;
}

auto AuditHtml::kind_words(AuditKind kind) const -> std::string_view {
  const std::string_view all[audit_kinds] = {
      words.kind_broken,         words.kind_undecided, words.kind_no_data, words.kind_for_person,
      words.kind_not_judged,     words.kind_kept,      words.kind_waived,  words.kind_confirmed,
      words.kind_not_applicable, words.kind_noted};
  return all[static_cast<size_t>(kind)];
}

auto AuditHtml::status_words(Status status) const -> std::string_view {
  const std::string_view all[] = {words.status_draft, words.status_proposed, words.status_approved,
                                  words.status_registered, words.status_withdrawn};
  return all[static_cast<size_t>(status)];
}

void AuditHtml::head(std::string_view title, bool wide) {
  const auto head = html.element("head");
  html.empty_element("meta", {{"charset", "utf-8"}});
  html.empty_element("meta",
                     {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.element_with("title", title);
  std::string css(form_style);
  css += audit_style;
  if (wide) css += wide_style;
  html.style(css);
}

void AuditHtml::said(std::string_view text) {
  while (!text.empty()) {
    const size_t open = text.find('`');
    const size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos) return html.text(text);
    html.text(text.substr(0, open));
    html.element_with("code", text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

void AuditHtml::authored(std::string_view element, const LocalisedText& text) {
  const std::string_view chosen = in(text);
  if (chosen.empty()) return;
  for (const auto& [own, words_of_author] : text) {
    if (words_of_author != chosen || own.empty() || own == tag()) continue;
    const auto other = html.element(element, {{"lang", own}});
    said(chosen);
    return;
  }
  const auto same = html.element(element);
  said(chosen);
}

void AuditHtml::place(const AuditPlace& place) {
  if (place.file.empty()) return;
  name(place.line == 0 ? place.file
                       : fmt::format("{}:{}:{}", place.file, place.line, place.column));
}

void AuditHtml::name(std::string_view text) {
  const auto code = html.element("code");
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("._/"), text.size() - 1) + 1;
    html.text(text.substr(0, end));
    text.remove_prefix(end);
    if (!text.empty()) html.empty_element("wbr");
  }
}

void AuditHtml::table_head(std::initializer_list<std::string_view> labels) {
  const auto head = html.element("thead");
  const auto row = html.element("tr");
  for (const std::string_view label : labels) html.element_with("th", label, {{"scope", "col"}});
}

void AuditHtml::finding(const AuditFinding& finding) {
  {
    const auto message = html.element("p");
    html.element_with("code", finding.code);
    html.text(" ");
    said(in(finding.message));
  }
  {
    const auto where = html.element("p", {{"class", "small"}});
    place(finding.place);
  }
  for (const AuditFinding::Note& note : finding.notes) {
    const auto line = html.element("p", {{"class", "small"}});
    said(in(note.message));
    html.text(" ");
    place(note.place);
  }
}

void AuditHtml::findings(const std::vector<AuditFinding>& all) {
  const auto table = html.element("table", {{"class", "list"}});
  {
    const auto head = html.element("thead");
    const auto row = html.element("tr");
    html.element_with("th", words.severity, {{"scope", "col"}, {"class", "verdict-column"}});
    html.element_with("th", words.finding, {{"scope", "col"}});
    html.element_with("th", words.to_do, {{"scope", "col"}});
  }
  const auto body = html.element("tbody");
  for (const AuditFinding& own : all) {
    const auto row = html.element("tr");
    cell(words.severity, own.severity == Severity::Error     ? words.severity_error
                         : own.severity == Severity::Warning ? words.severity_warning
                                                             : words.severity_hint);
    cell(words.finding, [&] { finding(own); });
    cell(words.to_do, [&] {
      for (const LocalisedText& help : own.help) {
        const auto line = html.element("p");
        said(in(help));
      }
    });
  }
}

void AuditHtml::add_ground(std::string_view edition) {
  const auto section = html.element("section");
  html.element_with("h2", words.ground);
  const auto list = html.element("dl");
  fact(words.compiler, "kava " + ground.version);
  fact(words.library, [&] { html.element_with("span", ground.library, {{"class", "hash"}}); });
  fact(words.edition, edition);
  if (ground.as_of) fact(words.as_of, ground.as_of->text() + " (`--as-of`)");
  facts(words.against, ground.against, [&](const std::string& name) { said(name); });
  fact(words.sources, [&] {
    html.element_with("span", ground.sources, {{"class", "hash"}});
    html.element_with("p", with(words.how_hashed, ground.files.size()), {{"class", "small"}});
  });
}

void AuditHtml::signatures() {
  constexpr size_t lines = 2;
  const auto section = html.element("section");
  html.element_with("h2", words.signature);
  const auto table = html.element("table", {{"class", "list signatures"}});
  table_head({words.name, words.role, words.date, words.sign});
  const auto body = html.element("tbody");
  for (size_t i = 0; i < lines; ++i) {
    const auto row = html.element("tr");
    for (const std::string_view label : {words.name, words.role, words.date, words.sign})
      cell(label, "");
  }
}

}  // namespace kava
