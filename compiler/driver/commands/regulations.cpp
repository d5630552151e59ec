// SPDX-License-Identifier: Apache-2.0
// `kava regulations`: what the library knows, as a table for a terminal or as a page.
#include <algorithm>

#include "compiler/base/dotted.h"
#include "compiler/driver/asked.h"
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/commands/regulations.h"
#include "compiler/driver/library.h"
#include "compiler/driver/whole_library.h"
#include "compiler/rules/versions.h"

namespace kava {
namespace {

constexpr Words no_such_format{"there is no format `{}`; there is text, markdown, html",
                               "vormingut `{}` ei ole; olemas on text, markdown, html"};

/// How strong a rule is, and who decides it: the two axes by which rules are counted.
constexpr Words severity_table[] = {
    {"must", "kohustus"}, {"should", "soovitus"}, {"information", "teadmiseks"}};
constexpr Words decider_table[] = {{"definition", "määratlus"},
                                   {"learner", "õppija andmed"},
                                   {"provider", "koolitaja andmed"},
                                   {"judgement", "inimese hinnang"},
                                   {"nothing to decide", "pole otsustada"}};
constexpr size_t severities = std::size(severity_table);
constexpr size_t deciders = std::size(decider_table);

auto severity_of(const RuleFacts& rule) -> size_t {
  return rule.severity == Word::recommend ? 1 : rule.severity == Word::inform ? 2 : 0;
}

auto decider_of(const RuleFacts& rule) -> size_t {
  return rule.asks ? static_cast<size_t>(rule.decidability) : deciders - 1;
}

}  // namespace

auto severity_words(const RuleFacts& rule) -> const Words& {
  return severity_table[severity_of(rule)];
}

auto decider_words(const RuleFacts& rule) -> const Words& {
  return decider_table[decider_of(rule)];
}

namespace {

struct Counts {
  size_t of[severities][deciders] = {};
  void add(const RuleFacts& rule) { ++of[severity_of(rule)][decider_of(rule)]; }
};

auto text_of(const Cell& cell) -> std::string {
  return cell && cell.known() && cell.kind() == ValueKind::Text ? std::string(cell.text())
                                                                : std::string();
}

auto texts_of(const Cell& cell) -> LocalisedText {
  return cell && cell.known() ? cell.localised() : LocalisedText();
}

/// The words of a regulation, a rule and a step that decide something.
constexpr Word shared_words[] = {Word::let};
constexpr Word deciding_words[] = {Word::when, Word::let,     Word::each, Word::at,
                                   Word::any,  Word::require, Word::needs};
constexpr Word step_words[] = {Word::follows, Word::when,    Word::not_before, Word::due,
                               Word::require, Word::at_most, Word::per,        Word::gives};

auto titles_of(const Things& things) -> std::vector<LocalisedText> {
  std::vector<LocalisedText> result;
  for (const Thing& thing : things) result.push_back(thing.title());
  return result;
}

auto steps_of(const Thing& regulation, std::string_view source) -> std::vector<ListedStep> {
  std::vector<ListedStep> result;
  for (const Thing& procedure : regulation.things(Word::procedure)) {
    for (const Thing& step : procedure.things(Word::step)) {
      LocalisedText text = texts_of(step[Word::text]);
      if (text.empty()) text = step.title();
      result.push_back({fmt::format("{}.{}", procedure.name(), step.name()),
                        text_of(step[Word::clause]), std::move(text), texts_of(step[Word::quote]),
                        texts_of(step[Word::reading]), titles_of(step.things(Word::by)),
                        titles_of(step.things(Word::to)), written_of(step, source, step_words)});
    }
  }
  return result;
}

auto source_of(const Thing& thing) -> std::string_view {
  for (const LibraryFile& file : library()) {
    if (file.path == thing.unit().path) return file.text;
  }
  return {};
}

auto regulations_of(const Model& model) -> std::vector<ListedRegulation> {
  std::vector<ListedRegulation> result;
  for (const ObjectId id : model.top_level.of(Word::regulation)) {
    const Thing thing = model.thing(id);
    const std::string_view source = source_of(thing);
    ListedRegulation regulation{id,
                                full_name(model, id),
                                period_of(thing),
                                text_of(thing[Word::source]),
                                thing.title(),
                                {},
                                written_of(thing, source, shared_words),
                                {},
                                steps_of(thing, source)};
    for (const Thing& base : thing.things(Word::extends)) {
      regulation.extends.push_back(full_name(model, base.id()));
    }
    result.push_back(std::move(regulation));
  }
  for (RuleFacts& facts : list_rules(model)) {
    const Thing rule = model.thing(facts.rule);
    const ObjectId owner = rule.parent().id();
    const auto found = std::ranges::find(result, owner, &ListedRegulation::id);
    if (found == result.end()) continue;
    found->rules.push_back({std::move(facts), texts_of(rule[Word::quote]),
                            written_of(rule, source_of(rule), deciding_words)});
  }
  std::ranges::stable_sort(result, [](const ListedRegulation& a, const ListedRegulation& b) {
    return std::tie(a.name, a.period) < std::tie(b.name, b.period);
  });
  return result;
}

// ---- For a terminal
// --------------------------------------------------------------------------------

auto list_text(const std::vector<ListedRegulation>& regulations, Language language) -> std::string {
  std::string out;
  for (const ListedRegulation& regulation : regulations) {
    out += fmt::format("{:<38} {:<24} {:>3}  {}\n", regulation.name, regulation.period,
                       regulation.rules.size(), in_language(regulation.title, language));
  }
  return out;
}

constexpr Words quote_label{"quote", "tsitaat"};
constexpr Words reading_label{"reading", "tõlgendus"};

/// The lines that decide, each a little further in than the words.
auto lines_of(const std::vector<std::string>& written) -> std::string {
  std::string out;
  for (const std::string& entry : written) {
    out += "    ";
    for (const char c : entry) out += c == '\n' ? std::string("\n    ") : std::string(1, c);
    out += '\n';
  }
  return out;
}

auto words_of(const LocalisedText& text, const LocalisedText& quote, const LocalisedText& reading,
              Language language) -> std::string {
  std::string out = fmt::format("  {}\n", in_language(text, language));
  if (!quote.empty())
    out += fmt::format("  {}: {}\n", quote_label.in(language), in_language(quote, language));
  if (!reading.empty())
    out += fmt::format("  {}: {}\n", reading_label.in(language), in_language(reading, language));
  return out;
}

auto text_of(const ListedRegulation& regulation, Language language) -> std::string {
  std::string out = fmt::format("{}\n{} {}\n", in_language(regulation.title, language),
                                regulation.name, regulation.period);
  if (!regulation.source.empty()) out += regulation.source + '\n';
  out += lines_of(regulation.written);
  for (const ListedRule& rule : regulation.rules) {
    out += fmt::format("\n{} ({}; {}; {})\n", rule.facts.id, rule.facts.clause,
                       severity_words(rule.facts).in(language),
                       decider_words(rule.facts).in(language));
    out += words_of(rule.facts.text, rule.quote, rule.facts.reading, language);
    out += lines_of(rule.written);
  }
  for (const ListedStep& step : regulation.steps) {
    out += fmt::format("\n{} ({})\n", step.name, step.clause);
    out += words_of(step.text, step.quote, step.reading, language) + lines_of(step.written);
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

auto counts_of(const std::vector<ListedRegulation>& regulations, Language language) -> std::string {
  Counts counts;
  for (const ListedRegulation& regulation : regulations) {
    for (const ListedRule& rule : regulation.rules) counts.add(rule.facts);
  }
  std::string out{count_head.in(language)};
  std::string line = "| --- | ---: |";
  for (const Words& decider : decider_table) {
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
    out += fmt::format("| {} | {} |{}\n", severity_table[severity].in(language), all, row);
  }
  return out + '\n';
}

auto section_of(const ListedRegulation& regulation, Language language) -> std::string {
  std::string out = fmt::format("## `{}` {}\n\n{}", regulation.name, regulation.period,
                                in_language(regulation.title, language));
  if (!regulation.source.empty()) out += fmt::format(". {}", regulation.source);
  out += "\n\n";
  for (const std::string& base : regulation.extends) {
    out += fmt::format("{} `{}`.\n\n", extends_label.in(language), base);
  }
  if (!regulation.rules.empty()) out += rules_head.in(language);
  for (const ListedRule& rule : regulation.rules) {
    out += fmt::format(
        "| `{}` | {}{} | {} | {} | {} | {} |\n", rule.facts.id, cell(rule.facts.clause),
        rule.facts.unconfirmed ? " \\*" : "", severity_words(rule.facts).in(language),
        decider_words(rule.facts).in(language), cell(in_language(rule.facts.text, language)),
        cell(in_language(rule.facts.reading, language)));
  }
  if (!regulation.rules.empty()) out += '\n';
  if (!regulation.steps.empty()) out += steps_head.in(language);
  for (const ListedStep& step : regulation.steps) {
    out += fmt::format("| `{}` | {} | {} |\n", step.name, cell(step.clause),
                       cell(in_language(step.text, language)));
  }
  if (!regulation.steps.empty()) out += '\n';
  return out;
}

auto page_of(const std::vector<ListedRegulation>& regulations, Language language) -> std::string {
  std::string out{page_head.in(language)};
  out += counts_of(regulations, language);
  out += list_head.in(language);
  for (const ListedRegulation& regulation : regulations) {
    out += fmt::format("| `{}` | {} | {} | {} |\n", regulation.name,
                       regulation.period.empty() ? always.in(language) : regulation.period,
                       regulation.rules.size(), cell(in_language(regulation.title, language)));
  }
  out += '\n';
  for (const ListedRegulation& regulation : regulations) out += section_of(regulation, language);
  out.pop_back();
  return out;
}

// ---- The command
// -----------------------------------------------------------------------------------

auto not_found(const std::vector<ListedRegulation>& regulations, const std::string& name,
               Language language) -> int {
  std::vector<std::string> names;
  for (const ListedRegulation& regulation : regulations) names.push_back(regulation.name);
  return wrong_usage(no_such_regulation(name, names, language), find_command("regulations"),
                     language);
}

}  // namespace

auto run_regulations(const Options& options) -> int {
  const std::string format = options.formats.empty() ? "text" : options.formats.back().name;
  if (format != "text" && format != "markdown" && format != "html") {
    return wrong_usage(say(no_such_format, options.language, format), find_command("regulations"),
                       options.language);
  }
  const Model model = whole_library();
  std::vector<ListedRegulation> regulations = regulations_of(model);
  std::vector<ListedRegulation> chosen;
  for (const std::string& name : options.operands) {
    const auto called = [&](const ListedRegulation& regulation) {
      return is_called(regulation.name, name);
    };
    if (std::ranges::none_of(regulations, called)) {
      return not_found(regulations, name, options.language);
    }
    std::ranges::copy_if(regulations, std::back_inserter(chosen), called);
  }
  const bool all = options.operands.empty();
  if (all) chosen = std::move(regulations);
  std::string out;
  if (format == "html") {
    out = regulations_page(chosen, options.language);
  } else if (format == "markdown" && all) {
    out = page_of(chosen, options.language);
  } else if (all) {
    out = list_text(chosen, options.language);
  } else {
    for (const ListedRegulation& regulation : chosen) {
      if (!out.empty()) out += '\n';
      out += format == "text" ? text_of(regulation, options.language)
                              : section_of(regulation, options.language);
    }
  }
  print(out);
  return 0;
}

}  // namespace kava
