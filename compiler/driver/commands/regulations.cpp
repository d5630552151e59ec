// SPDX-License-Identifier: Apache-2.0
// `kava regulations`: what the library knows, as a table for a terminal or as a page.
#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/whole_library.h"
#include "compiler/rules/judge.h"
#include "compiler/rules/versions.h"

namespace kava {
namespace {

constexpr Words no_such_format{"there is no format `{}`; there is text, markdown",
                               "vormingut `{}` ei ole; olemas on text, markdown"};
constexpr Words no_such_regulation{"there is no regulation `{}`", "õigusakti `{}` ei ole"};
constexpr Words did_you_mean{"; did you mean `{}`?", "; kas mõtlesid `{}`?"};
constexpr Words all_of_them{"; see `kava regulations` for the list",
                            "; loetelu annab `kava regulations`"};

/// How strong a rule is, and who decides it: the two axes by which rules are counted.
constexpr Words severity_words[] = {
    {"must", "kohustus"}, {"should", "soovitus"}, {"information", "teadmiseks"}};
constexpr Words decider_words[] = {{"definition", "määratlus"},
                                   {"learner", "õppija andmed"},
                                   {"provider", "koolitaja andmed"},
                                   {"judgement", "inimese hinnang"},
                                   {"nothing to decide", "pole otsustada"}};
constexpr size_t severities = std::size(severity_words);
constexpr size_t deciders = std::size(decider_words);

auto severity_of(const RuleFacts& rule) -> size_t {
  return rule.severity == Word::recommend ? 1 : rule.severity == Word::inform ? 2 : 0;
}

auto decider_of(const RuleFacts& rule) -> size_t {
  return rule.asks ? static_cast<size_t>(rule.decidability) : deciders - 1;
}

struct Counts {
  size_t of[severities][deciders] = {};
  void add(const RuleFacts& rule) { ++of[severity_of(rule)][decider_of(rule)]; }
};

/// A step of a procedure: a rule whose time is a date.
struct Step {
  std::string name, clause;
  LocalisedText text;
};

struct Regulation {
  ObjectId id;
  std::string name, period, source;
  LocalisedText title;
  std::vector<std::string> extends;
  std::vector<RuleFacts> rules;
  std::vector<Step> steps;
};

auto text_of(const Cell& cell) -> std::string {
  return cell && cell.known() && cell.kind() == ValueKind::Text ? std::string(cell.text())
                                                                : std::string();
}

auto texts_of(const Cell& cell) -> LocalisedText {
  return cell && cell.known() ? cell.localised() : LocalisedText();
}

auto steps_of(const Thing& regulation) -> std::vector<Step> {
  std::vector<Step> result;
  for (const Thing& procedure : regulation.things(Word::procedure)) {
    for (const Thing& step : procedure.things(Word::step)) {
      LocalisedText text = texts_of(step[Word::text]);
      if (text.empty()) text = step.title();
      result.push_back({fmt::format("{}.{}", procedure.name(), step.name()),
                        text_of(step[Word::clause]), std::move(text)});
    }
  }
  return result;
}

auto regulations_of(const Model& model) -> std::vector<Regulation> {
  std::vector<Regulation> result;
  for (const ObjectId id : model.top_level.of(Word::regulation)) {
    const Thing thing = model.thing(id);
    Regulation regulation{
        id, full_name(model, id), period_of(thing), text_of(thing[Word::source]), thing.title(), {},
        {}, steps_of(thing)};
    for (const Thing& base : thing.things(Word::extends)) {
      regulation.extends.push_back(full_name(model, base.id()));
    }
    result.push_back(std::move(regulation));
  }
  for (RuleFacts& rule : list_rules(model)) {
    const ObjectId owner = model.thing(rule.rule).parent().id();
    const auto found = std::ranges::find(result, owner, &Regulation::id);
    if (found != result.end()) found->rules.push_back(std::move(rule));
  }
  std::ranges::stable_sort(result, [](const Regulation& a, const Regulation& b) {
    return std::tie(a.name, a.period) < std::tie(b.name, b.period);
  });
  return result;
}

// ---- For a terminal
// --------------------------------------------------------------------------------

auto list_text(const std::vector<Regulation>& regulations, Language language) -> std::string {
  std::string out;
  for (const Regulation& regulation : regulations) {
    out += fmt::format("{:<38} {:<24} {:>3}  {}\n", regulation.name, regulation.period,
                       regulation.rules.size(), in_language(regulation.title, language));
  }
  return out;
}

constexpr Words reading_label{"reading", "tõlgendus"};

auto text_of(const Regulation& regulation, Language language) -> std::string {
  std::string out = fmt::format("{}\n{} {}\n", in_language(regulation.title, language),
                                regulation.name, regulation.period);
  if (!regulation.source.empty()) out += regulation.source + '\n';
  for (const RuleFacts& rule : regulation.rules) {
    out +=
        fmt::format("\n{} ({}; {}; {})\n  {}\n", rule.id, rule.clause,
                    severity_words[severity_of(rule)].in(language),
                    decider_words[decider_of(rule)].in(language), in_language(rule.text, language));
    if (const std::string_view reading = in_language(rule.reading, language); !reading.empty()) {
      out += fmt::format("  {}: {}\n", reading_label.in(language), reading);
    }
  }
  for (const Step& step : regulation.steps) {
    out +=
        fmt::format("\n{} ({})\n  {}\n", step.name, step.clause, in_language(step.text, language));
  }
  return out;
}

// ---- As a page
// -------------------------------------------------------------------------------------

auto cell(std::string_view text) -> std::string {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

constexpr Words page_head{
    "# Regulations\n\n"
    "What `kava` knows, rule by rule. `kava regulations --format markdown` writes this page; a "
    "test "
    "keeps it as the library is.\n\n"
    "*Must* is an error, *should* a warning. A rule is decided by the *definition*, or waits for "
    "data of the *learner* or the *provider* or for the *judgement* of a person. An asterisk marks "
    "a clause whose wording we have not seen.\n\n",
    "# Õigusaktid\n\n"
    "Mida `kava` teab, reegel reegli haaval. Selle lehe kirjutab `kava regulations --format "
    "markdown --lang et`.\n\n"
    "*Kohustuse* rikkumine on viga, *soovituse* oma hoiatus. Reegli otsustab *määratlus*, või see "
    "ootab *õppija* või *koolitaja andmeid* või *inimese hinnangut*. Tärn märgib punkti, mille "
    "sõnastust me ei ole näinud.\n\n"};
constexpr Words count_head{"| severity | all |", "| tugevus | kokku |"};
constexpr Words list_head{
    "| regulation | in force | rules | title |\n| --- | --- | ---: | --- |\n",
    "| õigusakt | kehtib | reegleid | pealkiri |\n| --- | --- | ---: | --- |\n"};
constexpr Words rules_head{
    "| rule | clause | severity | decided by | what it asks | reading |\n"
    "| --- | --- | --- | --- | --- | --- |\n",
    "| reegel | punkt | tugevus | otsustab | mida see nõuab | tõlgendus |\n"
    "| --- | --- | --- | --- | --- | --- |\n"};
constexpr Words steps_head{"| step | clause | what is done |\n| --- | --- | --- |\n",
                           "| samm | punkt | mida tehakse |\n| --- | --- | --- |\n"};
constexpr Words extends_label{"Extends", "Laiendab"};
constexpr Words always{"always", "alati"};

auto counts_of(const std::vector<Regulation>& regulations, Language language) -> std::string {
  Counts counts;
  for (const Regulation& regulation : regulations) {
    for (const RuleFacts& rule : regulation.rules) counts.add(rule);
  }
  std::string out{count_head.in(language)};
  std::string line = "| --- | ---: |";
  for (const Words& decider : decider_words) {
    out += fmt::format(" {} |", decider.in(language));
    line += " ---: |";
  }
  out += '\n' + line + '\n';
  for (size_t severity = 0; severity < severities; ++severity) {
    size_t all = 0;
    std::string row;
    for (const size_t count : counts.of[severity]) {
      all += count;
      row += fmt::format(" {} |", count);
    }
    out += fmt::format("| {} | {} |{}\n", severity_words[severity].in(language), all, row);
  }
  return out + '\n';
}

auto section_of(const Regulation& regulation, Language language) -> std::string {
  std::string out = fmt::format("## `{}` {}\n\n{}", regulation.name, regulation.period,
                                in_language(regulation.title, language));
  if (!regulation.source.empty()) out += fmt::format(". {}", regulation.source);
  out += "\n\n";
  for (const std::string& base : regulation.extends) {
    out += fmt::format("{} `{}`.\n\n", extends_label.in(language), base);
  }
  if (!regulation.rules.empty()) out += rules_head.in(language);
  for (const RuleFacts& rule : regulation.rules) {
    out += fmt::format(
        "| `{}` | {}{} | {} | {} | {} | {} |\n", rule.id, cell(rule.clause),
        rule.unconfirmed ? " \\*" : "", severity_words[severity_of(rule)].in(language),
        decider_words[decider_of(rule)].in(language), cell(in_language(rule.text, language)),
        cell(in_language(rule.reading, language)));
  }
  if (!regulation.rules.empty()) out += '\n';
  if (!regulation.steps.empty()) out += steps_head.in(language);
  for (const Step& step : regulation.steps) {
    out += fmt::format("| `{}` | {} | {} |\n", step.name, cell(step.clause),
                       cell(in_language(step.text, language)));
  }
  if (!regulation.steps.empty()) out += '\n';
  return out;
}

auto page_of(const std::vector<Regulation>& regulations, Language language) -> std::string {
  std::string out{page_head.in(language)};
  out += counts_of(regulations, language);
  out += list_head.in(language);
  for (const Regulation& regulation : regulations) {
    out += fmt::format("| `{}` | {} | {} | {} |\n", regulation.name,
                       regulation.period.empty() ? always.in(language) : regulation.period,
                       regulation.rules.size(), cell(in_language(regulation.title, language)));
  }
  out += '\n';
  for (const Regulation& regulation : regulations) out += section_of(regulation, language);
  out.pop_back();
  return out;
}

// ---- The command
// -----------------------------------------------------------------------------------

/// `estonia.taltech.microdegree`, also as `taltech.microdegree` or `microdegree`.
auto is_called(const Regulation& regulation, std::string_view name) -> bool {
  if (regulation.name == name) return true;
  return regulation.name.size() > name.size() && regulation.name.ends_with(name) &&
         regulation.name[regulation.name.size() - name.size() - 1] == '.';
}

auto not_found(const std::vector<Regulation>& regulations, const std::string& name,
               Language language) -> int {
  std::vector<std::string_view> names;
  for (const Regulation& regulation : regulations) {
    const std::string_view full = regulation.name;
    for (size_t at = 0; at != std::string_view::npos; at = full.find('.', at)) {
      if (at > 0) ++at;
      names.push_back(full.substr(at));
    }
  }
  const std::string_view meant = nearest(name, names);
  const std::string what = say(no_such_regulation, language, name);
  return wrong_usage(what + (meant.empty() ? std::string(all_of_them.in(language))
                                           : say(did_you_mean, language, meant)),
                     find_command("regulations"), language);
}

}  // namespace

auto run_regulations(const Options& options) -> int {
  const std::string format = options.formats.empty() ? "text" : options.formats.back().name;
  if (format != "text" && format != "markdown") {
    return wrong_usage(say(no_such_format, options.language, format), find_command("regulations"),
                       options.language);
  }
  const Model model = whole_library();
  std::vector<Regulation> regulations = regulations_of(model);
  std::vector<Regulation> chosen;
  for (const std::string& name : options.operands) {
    const auto called = [&](const Regulation& regulation) { return is_called(regulation, name); };
    if (std::ranges::none_of(regulations, called)) {
      return not_found(regulations, name, options.language);
    }
    std::ranges::copy_if(regulations, std::back_inserter(chosen), called);
  }
  const bool all = options.operands.empty();
  if (all) chosen = std::move(regulations);
  std::string out;
  if (format == "markdown" && all) {
    out = page_of(chosen, options.language);
  } else if (all) {
    out = list_text(chosen, options.language);
  } else {
    for (const Regulation& regulation : chosen) {
      if (!out.empty()) out += '\n';
      out += format == "text" ? text_of(regulation, options.language)
                              : section_of(regulation, options.language);
    }
  }
  print(out);
  return 0;
}

}  // namespace kava
