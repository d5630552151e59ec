// SPDX-License-Identifier: Apache-2.0
// What the pages of an audit have in common.
#pragma once
#include <fmt/format.h>

#include <concepts>
#include <string>
#include <string_view>

#include "compiler/emit/audit.h"
#include "compiler/emit/html.h"

namespace kava {

/// The fixed words of an audit in one language.
struct AuditWords {
#define AUDIT_WORD(name, en, et) std::string_view name;
#include "compiler/emit/audit_words.def"
#undef AUDIT_WORD
};
auto audit_words(Language language) -> const AuditWords&;

/// Writes pieces of a page.
class AuditHtml {
 public:
  AuditHtml(const AuditGround& rests_on, Language reader)
      : ground(rests_on), language(reader), words(audit_words(reader)) {}

  /// Head and body around what `content` writes; then what all of it rests on, and signatures.
  template <typename Content>
  auto page(std::string_view title, bool wide, std::string_view edition, Content content)
      -> std::string {
    html.doctype();
    {
      const auto root = html.element("html", {{"lang", tag()}});
      head(title, wide);
      const auto body = html.element("body");
      const auto main = html.element("main", {{"class", "audit"}});
      content();
      add_ground(edition);
      signatures();
    }
    html.line_break();
    return html.take();
  }

  auto tag() const -> std::string_view { return language == Language::et ? "et" : "en"; }
  auto in(const LocalisedText& text) const -> std::string_view {
    return in_language(text, language);
  }
  /// Words of ours, with what stands between backticks as code.
  void said(std::string_view text);
  /// The text of an author, marked if it is in another language than the page.
  void authored(std::string_view element, const LocalisedText& text);
  void place(const AuditPlace& place);
  /// A dotted name or a path, which a narrow column breaks where a part of it ends.
  void name(std::string_view text);
  /// A row of a list of facts.
  template <std::invocable Write>
  void fact(std::string_view label, Write write) {
    const auto row = html.element("div");
    html.element_with("dt", label);
    const auto value = html.element("dd");
    write();
  }
  void fact(std::string_view label, std::string_view text) {
    if (!text.empty()) fact(label, [&] { said(text); });
  }
  /// One label for several texts.
  template <typename Values, typename Write>
  void facts(std::string_view label, const Values& values, Write write) {
    if (values.empty()) return;
    const auto row = html.element("div");
    html.element_with("dt", label);
    for (const auto& value : values) {
      const auto item = html.element("dd");
      write(value);
    }
  }
  void table_head(std::initializer_list<std::string_view> labels);
  /// A cell of a table; a phone shows the label before it.
  template <std::invocable Write>
  void cell(std::string_view label, Write write) {
    const auto element = html.element("td", {{"data-label", label}});
    write();
  }
  void cell(std::string_view label, std::string_view text) {
    cell(label, [&] { said(text); });
  }
  /// What was told, as a table.
  void findings(const std::vector<AuditFinding>& findings);
  void finding(const AuditFinding& finding);

  auto kind_words(AuditKind kind) const -> std::string_view;
  auto status_words(Status status) const -> std::string_view;

  Html html;
  const AuditGround& ground;
  Language language;
  const AuditWords& words;

 private:
  void head(std::string_view title, bool wide);
  void add_ground(std::string_view edition);
  void signatures();
};

/// `with("more than {}", 5)`
template <typename... Arguments>
auto with(std::string_view pattern, const Arguments&... arguments) -> std::string {
  return fmt::format(fmt::runtime(pattern), arguments...);
}

}  // namespace kava
