// SPDX-License-Identifier: Apache-2.0
// What a change of a regulation does, as people read it.
#include <fmt/ranges.h>

#include "compiler/driver/commands/impact.h"

namespace kava {
namespace {

constexpr Words heading_version{
    "What `{0}` of {1} would change, in place of the version that judges now\n",
    "Mida muudaks akti `{0}` redaktsioon {1} praegu hindava asemel\n"};
constexpr Words heading_draft{
    "What `{0}` as in {1} would change, in place of the version that judges now\n",
    "Mida muudaks akti `{0}` eelnõu {1} praegu hindava redaktsiooni asemel\n"};
constexpr Words not_there{"no such rule", "reeglit pole"};
constexpr Words clause_label{"clause", "punkt"};
constexpr Words before_label{"before", "enne"};
constexpr Words after_label{"after", "pärast"};
constexpr Words new_words{"new, and not broken:", "uued, ei rikuta:"};
constexpr Words gone_words{"gone, and not broken now:", "kaovad, praegu ei rikuta:"};
constexpr Words faulty_words{
    "  it has errors that no regulation is about: see `kava check`\n",
    "  selles on vigu, mis ei puuduta ühtki õigusakti: vaata `kava check`\n"};
constexpr Words effect_words[] = {
    {"newly breaks a rule", "hakkab mõnd reeglit rikkuma"},
    {"newly passes", "hakkab nõuetele vastama"},
    {"is in error now, and would be", "on vigane praegu ja oleks ka siis"},
    {"breaks no rule, but some end otherwise", "ei riku ühtki reeglit, kuid mõni lõpeb teisiti"},
    {"does not change", "ei muutu"}};
constexpr Words summary{
    "\nUnder it: {0}. Newly in error: {1}. Newly passing: {2}. In error before and after: {3}. "
    "Otherwise changed: {4}. Unchanged: {5}. Not under it: {6}.\n",
    "\nÕppekavu selle all: {0}. Hakkab rikkuma: {1}. Hakkab vastama: {2}. Vigane enne ja pärast: "
    "{3}. "
    "Muu muutus: {4}. Muutuseta: {5}. Ei ole selle all: {6}.\n"};

/// Columns that a text takes, counting characters and not bytes.
auto padded(std::string text, size_t columns) -> std::string {
  size_t width = 0;
  for (const char c : text) width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  if (width < columns) text.append(columns - width, ' ');
  return text;
}

class Writer {
 public:
  Writer(const Impact& impact, Language language) : impact_(impact), language_(language) {}

  auto write() -> std::string {
    const std::string names = fmt::format("{}", fmt::join(impact_.regulations, "`, `"));
    if (impact_.draft.empty()) out_ = say(heading_version, language_, names, impact_.period);
    else if (!names.empty()) out_ = say(heading_draft, language_, names, impact_.draft);
    for (const ProgrammeImpact& programme : impact_.programmes) {
      if (programme.effect != Effect::Unchanged) add(programme);
    }
    out_ += say(summary, language_, impact_.programmes.size(), impact_.count(Effect::NewlyBroken),
                impact_.count(Effect::NewlyPassing), impact_.count(Effect::StillBroken),
                impact_.count(Effect::Changed), impact_.count(Effect::Unchanged), impact_.others);
    if (out_.starts_with('\n')) out_.erase(0, 1);
    return std::move(out_);
  }

 private:
  void add(const ProgrammeImpact& programme) {
    out_ += fmt::format("\n{}: {} {}\n", programme.place, programme.programme.name(),
                        effect_words[static_cast<size_t>(programme.effect)].in(language_));
    if (programme.faulty) out_ += faulty_words.in(language_);
    for (const RuleImpact& rule : programme.rules) {
      if (matters(rule)) add(rule);
    }
    list(new_words, programme, &RuleImpact::after, &RuleImpact::before);
    list(gone_words, programme, &RuleImpact::before, &RuleImpact::after);
  }

  /// Rules that only one side has are told in full where they are, or were, broken.
  static auto matters(const RuleImpact& rule) -> bool {
    const auto broken = [](const std::optional<RuleSide>& side) {
      return side &&
             (side->verdict == VerdictKind::Broken || side->verdict == VerdictKind::Waived ||
              side->verdict == VerdictKind::Undecided);
    };
    return (rule.before && rule.after) || broken(rule.before) || broken(rule.after);
  }

  using Member = std::optional<RuleSide> RuleImpact::*;

  /// The others by their names.
  void list(const Words& what, const ProgrammeImpact& programme, Member there, Member absent) {
    std::string line = "  " + std::string(what.in(language_));
    bool any = false;
    for (const RuleImpact& rule : programme.rules) {
      if (matters(rule) || !(rule.*there) || rule.*absent) continue;
      const std::string name = fmt::format("{} ({})", rule.id, verdict(rule.*there));
      if (any) line += ',';
      constexpr size_t widest = 120;
      if (line.size() + name.size() + 1 > widest) {
        out_ += line + '\n';
        line = "   ";
      }
      line += ' ' + name;
      any = true;
    }
    if (any) out_ += line + '\n';
  }

  void add(const RuleImpact& rule) {
    out_ += fmt::format("  {}: {} → {}", rule.id, verdict(rule.before), verdict(rule.after));
    if (rule.offering) out_ += fmt::format(" ({})", rule.offering.name());
    out_ += '\n';
    const std::string was = rule.before ? clause(rule.before->facts) : std::string();
    const std::string is = rule.after ? clause(rule.after->facts) : std::string();
    line(clause_label, was.empty() ? is : was);
    if (!was.empty() && !is.empty() && was != is) line({"", ""}, is);
    if (rule.before) line(before_label, said(*rule.before));
    if (rule.after) line(after_label, said(*rule.after));
  }

  auto verdict(const std::optional<RuleSide>& side) const -> std::string_view {
    return side ? in_language(side->label, language_) : not_there.in(language_);
  }

  auto clause(const RuleFacts& facts) const -> std::string {
    std::string result(in_language(facts.regulation, language_));
    if (!facts.clause.empty()) result += ", " + facts.clause;
    return result;
  }

  /// The message; the words of the rule where nothing was computed.
  auto said(const RuleSide& side) const -> std::string {
    std::string result(in_language(side.reason.said, language_));
    if (result.empty()) result = in_language(side.facts.text, language_);
    const std::string_view working = in_language(side.reason.working, language_);
    return working.empty() ? result : fmt::format("{} ({})", result, working);
  }

  void line(const Words& label, std::string_view text) {
    constexpr size_t columns = 8;
    if (!text.empty())
      out_ += "    " + padded(std::string(label.in(language_)), columns) + std::string(text) + '\n';
  }

  const Impact& impact_;
  Language language_;
  std::string out_;
};

}  // namespace

auto impact_as_text(const Impact& impact, Language language) -> std::string {
  return Writer(impact, language).write();
}

}  // namespace kava
