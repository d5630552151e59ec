// SPDX-License-Identifier: Apache-2.0
// The page of one programme: what is open comes first.
#include <algorithm>

#include "compiler/emit/audit_html.h"

namespace kava {
namespace {

// So many places of values are printed below a line; the JSON has all of them.
constexpr size_t most_values = 12;

/// The beginning of a text: its place says where the rest is.
auto brief(std::string_view text) -> std::string {
  constexpr size_t most_characters = 40;
  size_t characters = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && ++characters > most_characters) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

class ProgrammePage {
 public:
  ProgrammePage(const AuditedProgramme& programme, const AuditGround& ground, Language language)
      : programme_(programme), page_(ground, language), html_(page_.html), words_(page_.words) {}

  auto write() -> std::string {
    const std::string title(page_.in(programme_.name.title));
    return page_.page(fmt::format("{} – {}", title, words_.page_title), false, programme_.edition,
                      [&] {
                        about();
                        open();
                        for (size_t i = 0; i < programme_.regulations.size(); ++i) regulation(i);
                        decisions();
                        steps();
                        others();
                      });
  }

 private:
  // ---- What it is about

  void about() {
    html_.element_with("p", words_.page_title, {{"class", "form-title"}});
    page_.authored("h1", programme_.name.title);
    {
      const auto list = html_.element("dl");
      page_.fact(words_.code, programme_.code);
      page_.fact(words_.status, page_.status_words(programme_.status));
      page_.fact(words_.provider, names(programme_.providers));
      page_.fact(words_.place, [&] { page_.place(programme_.place); });
      if (page_.ground.as_of) page_.fact(words_.as_of, page_.ground.as_of->text());
      page_.fact(words_.paths, paths());
    }
    html_.element_with("h2", words_.verdicts);
    const auto list = html_.element("ul", {{"class", "numbers"}});
    for (size_t i = 0; i < audit_kinds; ++i) {
      const auto kind = static_cast<AuditKind>(i);
      const bool stands_out = is_open(kind) && programme_.counts[i] > 0;
      html_.element_with("li", fmt::format("{}: {}", page_.kind_words(kind), programme_.counts[i]),
                         {{"class", stands_out ? "open" : "closed"}});
    }
  }

  auto names(const std::vector<AuditName>& all) const -> std::string {
    std::string result;
    for (const AuditName& name : all) {
      if (!result.empty()) result += ", ";
      result += name.title.empty() ? std::string_view(name.name) : page_.in(name.title);
    }
    return result;
  }

  auto paths() const -> std::string {
    if (!programme_.paths_known) return std::string(words_.unknown_paths);
    if (!programme_.paths) return with(words_.more_paths, UINT64_MAX);
    if (!programme_.has_electives) return std::string(words_.one_path);
    return std::to_string(*programme_.paths);
  }

  // ---- What is open

  void open() {
    const auto section = html_.element("section");
    html_.element_with("h2", words_.open_questions);
    if (open_questions(programme_.counts) == 0) {
      const bool judged = !programme_.regulations.empty();
      html_.element_with("p", judged ? words_.nothing_open : words_.no_regulation);
      return;
    }
    const auto table = html_.element("table", {{"class", "list"}});
    {
      const auto head = html_.element("thead");
      const auto row = html_.element("tr");
      html_.element_with("th", words_.rule, {{"scope", "col"}, {"class", "rule-column"}});
      html_.element_with("th", words_.question, {{"scope", "col"}});
      html_.element_with("th", words_.to_do, {{"scope", "col"}});
    }
    const auto body = html_.element("tbody");
    // The kinds that are open come first, the worst of them at the top.
    for (size_t kind = 0; is_open(static_cast<AuditKind>(kind)); ++kind) {
      for (size_t i = 0; i < programme_.regulations.size(); ++i) {
        const auto& verdicts = programme_.regulations[i].verdicts;
        for (size_t k = 0; k < verdicts.size(); ++k) {
          if (verdicts[k].kind == static_cast<AuditKind>(kind)) question(verdicts[k], anchor(i, k));
        }
      }
    }
  }

  static auto anchor(size_t regulation, size_t verdict) -> std::string {
    return fmt::format("r{}-{}", regulation + 1, verdict + 1);
  }

  void question(const AuditVerdict& verdict, const std::string& anchor) {
    const auto row = html_.element("tr");
    page_.cell(words_.rule, [&] {
      {
        const auto line = html_.element("p");
        const auto link = html_.element("a", {{"href", "#" + anchor}});
        page_.name(verdict.rule);
      }
      clause(verdict);
      html_.element_with("p", page_.kind_words(verdict.kind), {{"class", "verdict open"}});
    });
    page_.cell(words_.question, [&] {
      // A message ends with the words of the rule.
      const bool is_told = std::ranges::any_of(verdict.findings, [&](const AuditFinding& finding) {
        return page_.in(finding.message).ends_with(page_.in(verdict.text));
      });
      if (!is_told) page_.authored("p", verdict.text);
      offering(verdict.offering);
      for (const AuditFinding& finding : verdict.findings) page_.finding(finding);
      for (const AuditFinding& finding : verdict.waits_for) page_.finding(finding);
    });
    page_.cell(words_.to_do, [&] {
      for (const LocalisedText& text : verdict.to_do) {
        const auto line = html_.element("p");
        page_.said(page_.in(text));
      }
      if (verdict.decides.empty()) return;
      const auto line = html_.element("p", {{"class", "small"}});
      page_.said(page_.in(verdict.decides));
    });
  }

  void offering(const AuditName& name) {
    if (name.name.empty()) return;
    const auto line = html_.element("p", {{"class", "small"}});
    html_.text(fmt::format("{}: ", words_.offering));
    html_.element_with("code", name.name);
  }

  void clause(const AuditVerdict& verdict) {
    if (verdict.clause.empty() && !verdict.unconfirmed) return;
    std::string text = fmt::format("{} {}", words_.clause, verdict.clause);
    if (verdict.unconfirmed) text += fmt::format(" ({})", words_.unconfirmed);
    html_.element_with("p", text);
  }

  // ---- Regulations

  void regulation(size_t index) {
    const AuditRegulation& own = programme_.regulations[index];
    const auto section = html_.element("section");
    page_.authored("h2", own.name.title);
    {
      const auto list = html_.element("dl");
      page_.fact(words_.regulation, [&] { page_.name(own.name.name); });
      page_.facts(words_.source, own.sources,
                  [&](const std::string& source) { html_.text(source); });
      page_.fact(words_.in_force, own.in_force);
      page_.fact(words_.version, page_.in(own.version));
      page_.fact(words_.extends, names(own.extends));
      page_.facts(words_.replaces, own.replaces,
                  [&](const AuditReplacement& replacement) { replaces(replacement); });
    }
    if (own.verdicts.empty()) return;
    const auto table = html_.element("table", {{"class", "list"}});
    {
      const auto head = html_.element("thead");
      const auto row = html_.element("tr");
      html_.element_with("th", words_.rule, {{"scope", "col"}, {"class", "rule-column"}});
      html_.element_with("th", words_.requirement, {{"scope", "col"}});
      html_.element_with("th", words_.verdict, {{"scope", "col"}, {"class", "verdict-column"}});
    }
    for (size_t i = 0; i < own.verdicts.size(); ++i) verdict(own.verdicts[i], anchor(index, i));
  }

  void replaces(const AuditReplacement& own) {
    page_.name(own.rule);
    if (!own.because.empty()) {
      html_.text(": ");
      page_.said(page_.in(own.because));
    }
    html_.text(" ");
    page_.place(own.place);
  }

  void verdict(const AuditVerdict& own, const std::string& anchor) {
    const auto body = html_.element("tbody", {{"id", anchor}});
    {
      const auto row = html_.element("tr", {{"class", "first"}});
      page_.cell(words_.rule, [&] {
        clause(own);
        const auto line = html_.element("p", {{"class", "small"}});
        page_.name(own.rule);
      });
      page_.cell(words_.requirement, [&] { requirement(own); });
      page_.cell(words_.verdict, [&] {
        html_.element_with("p", page_.kind_words(own.kind),
                           {{"class", is_open(own.kind) ? "verdict open" : "verdict"}});
        html_.element_with("p", severity_words(own.severity), {{"class", "small"}});
        if (own.decision) decided(programme_.decisions[*own.decision]);
      });
    }
    if (own.path) path(*own.path);
    else if (own.on_path && own.kind == AuditKind::Kept) any_path();
    for (const AuditLine& line : own.lines) working(line);
  }

  void requirement(const AuditVerdict& own) {
    page_.authored("p", own.text);
    if (!own.reading.empty()) {
      const auto line = html_.element("p", {{"class", "small"}});
      html_.text(fmt::format("{}: ", words_.reading));
      page_.said(page_.in(own.reading));
    }
    offering(own.offering);
    for (const AuditFinding& finding : own.waits_for) {
      const auto line = html_.element("p");
      html_.text(fmt::format("{}: ", words_.waits_for));
      html_.element_with("code", finding.code);
      html_.text(" ");
      page_.said(page_.in(finding.message));
      html_.text(" ");
      page_.place(finding.place);
    }
    if (!own.lines.empty()) return;
    // Nothing was read of it but what it is about.
    const auto line = html_.element("p", {{"class", "small"}});
    page_.place(own.place);
  }

  auto severity_words(Word severity) const -> std::string_view {
    return severity == Word::recommend ? words_.should
           : severity == Word::inform  ? words_.inform
                                       : words_.must;
  }

  void decided(const AuditDecision& decision) {
    const std::string_view until = decision.waives ? decision.until : decision.on;
    html_.element_with("p",
                       fmt::format("{}, {} {}", page_.in(decision.by),
                                   decision.waives ? words_.until : words_.on, until),
                       {{"class", "small"}});
  }

  template <typename Write>
  void below(Write write, std::string_view mark) {
    const auto row = html_.element("tr", {{"class", "working"}});
    {
      const auto cell = html_.element("td", {{"colspan", "2"}});
      write();
    }
    page_.cell(words_.verdict, mark);
  }

  void path(const AuditPath& own) {
    below(
        [&] {
          const std::string courses = names(own.courses);
          const std::string_view which = own.breaks           ? words_.breaking_path
                                         : own.margin.empty() ? words_.one_of_paths
                                                              : words_.worst_path;
          html_.text(fmt::format("{}: {}", which, courses.empty() ? words_.no_choice : courses));
        },
        own.margin.empty() ? std::string()
                           : fmt::format("{} {}", words_.margin, page_.in(own.margin)));
  }

  void any_path() {
    below([&] { html_.text(words_.any_path); }, "");
  }

  void working(const AuditLine& line) {
    const std::string_view mark = line.holds == WorkingLine::Holds::Yes  ? words_.holds
                                  : line.holds == WorkingLine::Holds::No ? words_.fails
                                                                         : words_.unknown;
    below(
        [&] {
          {
            const auto text = html_.element("p");
            if (line.role == WorkingLine::Role::Applies)
              html_.text(fmt::format("{}: ", words_.applies_if));
            page_.said(page_.in(line.text));
          }
          if (!line.values.empty()) values(line.values);
        },
        mark);
  }

  void values(const std::vector<AuditValue>& all) {
    const auto list = html_.element("ul", {{"class", "values"}});
    for (size_t i = 0; i < std::min(all.size(), most_values); ++i) value(all[i]);
    if (all.size() > most_values)
      html_.element_with("li", with(words_.more_values, all.size() - most_values));
  }

  void value(const AuditValue& own) {
    const auto item = html_.element("li");
    std::string text(page_.in(own.label));
    if (!own.of.empty()) text += fmt::format(" ({})", brief(page_.in(own.of)));
    text += fmt::format(
        ": {} ", own.value.empty() ? std::string(words_.not_given) : brief(page_.in(own.value)));
    html_.text(text);
    page_.place(own.place);
  }

  // ---- Decisions and steps

  void decisions() {
    if (programme_.decisions.empty()) return;
    const auto section = html_.element("section");
    html_.element_with("h2", words_.decisions);
    const auto table = html_.element("table", {{"class", "list"}});
    page_.table_head({words_.decision, words_.who_when, words_.why});
    const auto body = html_.element("tbody");
    for (const AuditDecision& decision : programme_.decisions) {
      const auto row = html_.element("tr");
      page_.cell(words_.decision, [&] {
        html_.element_with("p", decision.waives ? words_.waiver : words_.confirmation);
        {
          const auto line = html_.element("p");
          page_.name(decision.rule);
        }
        html_.element_with("p", decision.counts ? words_.counts : words_.does_not_count,
                           {{"class", decision.counts ? "verdict" : "verdict open"}});
      });
      page_.cell(words_.who_when, [&] { who_when(decision); });
      page_.cell(words_.why, [&] {
        page_.authored("p", decision.because);
        const auto line = html_.element("p", {{"class", "small"}});
        page_.place(decision.place);
      });
    }
  }

  void who_when(const AuditDecision& decision) {
    html_.element_with("p", page_.in(decision.by));
    if (!decision.on.empty()) html_.element_with("p", fmt::format("{} {}", words_.on, decision.on));
    if (!decision.until.empty())
      html_.element_with("p", fmt::format("{} {}", words_.until, decision.until));
    const std::string version = decision.version.empty()
                                    ? std::string(words_.no_version)
                                    : fmt::format("{}: {}", words_.read_version, decision.version);
    html_.element_with("p", version, {{"class", "small"}});
    if (decision.version != decision.current)
      html_.element_with("p", fmt::format("{}: {}", words_.current_version, decision.current),
                         {{"class", "small"}});
  }

  auto state_words(StepState state) const -> std::string_view {
    const std::string_view all[] = {words_.state_done,    words_.state_late, words_.state_early,
                                    words_.state_missing, words_.state_due,  words_.state_open,
                                    words_.state_unknown};
    return all[static_cast<size_t>(state)];
  }

  void steps() {
    if (programme_.steps.empty()) return;
    const auto section = html_.element("section");
    html_.element_with("h2", words_.steps);
    const auto table = html_.element("table", {{"class", "list"}});
    page_.table_head({words_.step, words_.state, words_.by});
    const auto body = html_.element("tbody");
    for (const AuditStep& step : programme_.steps) {
      const auto row = html_.element("tr");
      page_.cell(words_.step, [&] {
        {
          const auto line = html_.element("p");
          page_.said(page_.in(step.title));
        }
        offering(step.offering);
        std::string ground(page_.in(step.ground));
        if (!step.clause.empty()) ground += ", " + step.clause;
        html_.element_with("p", ground, {{"class", "small"}});
      });
      page_.cell(words_.state, [&] {
        html_.element_with("p", state_words(step.state), {{"class", "verdict"}});
        if (!step.day.empty())
          html_.element_with("p", fmt::format("{}: {}", words_.done_on, step.day));
        if (!step.due.empty()) html_.element_with("p", fmt::format("{}: {}", words_.due, step.due));
      });
      page_.cell(words_.by, [&] {
        if (!step.by.empty()) html_.element_with("p", page_.in(step.by));
        const auto line = html_.element("p", {{"class", "small"}});
        page_.place(step.place);
      });
    }
  }

  void others() {
    if (programme_.findings.empty()) return;
    const auto section = html_.element("section");
    html_.element_with("h2", words_.other_findings);
    page_.findings(programme_.findings);
  }

  const AuditedProgramme& programme_;
  AuditHtml page_;
  Html& html_;
  const AuditWords& words_;
};

}  // namespace

auto audit_page(const AuditedProgramme& programme, const AuditGround& ground, Language language)
    -> std::string {
  return ProgrammePage(programme, ground, language).write();
}

}  // namespace kava
