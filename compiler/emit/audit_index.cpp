// SPDX-License-Identifier: Apache-2.0
// The page that sums up all programmes of an audit.
#include <algorithm>

#include "compiler/emit/audit_html.h"

namespace kava {
namespace {

constexpr size_t most_broken_rules = 10;

class IndexPage {
 public:
  IndexPage(const AuditedCatalogue& catalogue, const AuditGround& ground, Language language)
      : catalogue_(catalogue), page_(ground, language), html_(page_.html), words_(page_.words) {}

  auto write() -> std::string {
    return page_.page(words_.index_title, true, {}, [&] {
      html_.element_with("h1", words_.index_title);
      programmes();
      regulations();
      broken();
      if (catalogue_.findings.empty()) return;
      const auto section = html_.element("section");
      html_.element_with("h2", words_.outside);
      page_.findings(catalogue_.findings);
    });
  }

 private:
  void programmes() {
    const auto section = html_.element("section");
    html_.element_with("h2", words_.programmes);
    if (catalogue_.rows.empty()) {
      html_.element_with("p", words_.no_programmes);
      return;
    }
    const auto table = html_.element("table", {{"class", "list"}});
    {
      const auto head = html_.element("thead");
      const auto row = html_.element("tr");
      html_.element_with("th", words_.programme, {{"scope", "col"}, {"class", "programme-column"}});
      for (const std::string_view label : columns()) {
        const auto head_cell = html_.element("th", {{"scope", "col"}, {"class", "count-column"}});
        html_.element_with("span", label, {{"class", "upright"}});
      }
    }
    {
      const auto body = html_.element("tbody");
      for (const AuditRow& own : catalogue_.rows) row(own);
    }
    const auto foot = html_.element("tfoot");
    const auto total = html_.element("tr");
    html_.element_with("th", fmt::format("{}: {}", words_.total, catalogue_.rows.size()),
                       {{"scope", "row"}});
    size_t mistakes = 0;
    for (const AuditRow& own : catalogue_.rows) mistakes += own.mistakes;
    numbers(catalogue_.counts, mistakes);
  }

  auto columns() const -> std::vector<std::string_view> {
    std::vector<std::string_view> result{words_.open};
    for (size_t i = 0; i < audit_kinds; ++i)
      result.push_back(page_.kind_words(static_cast<AuditKind>(i)));
    result.push_back(words_.mistakes);
    return result;
  }

  void numbers(const AuditCounts& counts, size_t mistakes) {
    std::vector<size_t> all{open_questions(counts)};
    all.insert(all.end(), counts.begin(), counts.end());
    all.push_back(mistakes);
    const auto labels = columns();
    for (size_t i = 0; i < all.size(); ++i) {
      html_.element_with("td", std::to_string(all[i]),
                         {{"data-label", labels[i]}, {"class", "count"}});
    }
  }

  void row(const AuditRow& own) {
    const auto row = html_.element("tr");
    {
      const auto name = html_.element("th", {{"scope", "row"}});
      const std::string file = fmt::format("programmes/{}.{}.html", own.stem, page_.tag());
      {
        const auto link = html_.element("a", {{"href", address(file)}});
        page_.authored("span", own.name.title);
      }
      std::string more(own.code);
      if (!more.empty()) more += ", ";
      more += page_.status_words(own.status);
      html_.element_with("span", more, {{"class", "help"}});
    }
    numbers(own.counts, own.mistakes);
  }

  /// As the address of a link: a code may hold any character.
  static auto address(std::string_view path) -> std::string {
    std::string result;
    for (const char c : path) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
      if (plain) result += c;
      else result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
  }

  void regulations() {
    if (catalogue_.regulations.empty()) return;
    const auto section = html_.element("section");
    html_.element_with("h2", words_.regulations);
    const auto table = html_.element("table", {{"class", "list"}});
    page_.table_head({words_.regulation, words_.in_force, words_.programmes});
    const auto body = html_.element("tbody");
    for (const auto& [key, own] : catalogue_.regulations) {
      const auto row = html_.element("tr");
      page_.cell(words_.regulation, [&] {
        page_.authored("p", own.name.title);
        const auto line = html_.element("p");
        page_.name(own.name.name);
      });
      page_.cell(words_.in_force, own.in_force);
      html_.element_with("td", std::to_string(own.programmes),
                         {{"data-label", words_.programmes}, {"class", "count"}});
    }
  }

  void broken() {
    const auto section = html_.element("section");
    html_.element_with("h2", words_.most_broken);
    if (catalogue_.broken.empty()) {
      html_.element_with("p", words_.nothing_broken);
      return;
    }
    using Row = std::pair<const std::string, AuditedCatalogue::BrokenRule>;
    std::vector<const Row*> rules;
    for (const Row& rule : catalogue_.broken) rules.push_back(&rule);
    std::ranges::stable_sort(rules, std::greater(),
                             [](const Row* rule) { return rule->second.programmes; });
    if (rules.size() > most_broken_rules) rules.resize(most_broken_rules);
    const auto table = html_.element("table", {{"class", "list"}});
    page_.table_head({words_.rule, words_.requirement, words_.programmes});
    const auto body = html_.element("tbody");
    for (const Row* rule : rules) {
      const auto row = html_.element("tr");
      page_.cell(words_.rule, [&] { page_.name(rule->first); });
      page_.cell(words_.requirement, [&] { page_.authored("p", rule->second.text); });
      html_.element_with("td", std::to_string(rule->second.programmes),
                         {{"data-label", words_.programmes}, {"class", "count"}});
    }
  }

  const AuditedCatalogue& catalogue_;
  AuditHtml page_;
  Html& html_;
  const AuditWords& words_;
};

}  // namespace

auto audit_index(const AuditedCatalogue& catalogue, const AuditGround& ground, Language language)
    -> std::string {
  return IndexPage(catalogue, ground, language).write();
}

}  // namespace kava
