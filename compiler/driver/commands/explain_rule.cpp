// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/commands/explain_rule.h"

#include "compiler/driver/whole_library.h"
#include "compiler/driver/words.h"
#include "compiler/rules/decisions.h"
#include "compiler/rules/judge.h"

namespace kava {
namespace {

constexpr Words clause_label{"clause", "punkt"};
constexpr Words version_label{"version", "redaktsioon"};
constexpr Words reading_label{"reading", "tõlgendus"};
constexpr Words help_label{"help", "abi"};
constexpr Words source_label{"source", "allikas"};
constexpr Words place_label{"written", "kirjas"};
constexpr Words unconfirmed_words{"we have not seen the text of this clause",
                                  "me ei ole selle punkti teksti näinud"};

auto severity_name(Word severity) -> Words {
  if (severity == Word::recommend) return {"recommendation", "soovitus"};
  if (severity == Word::inform) return {"for information", "teadmiseks"};
  return {"rule", "reegel"};
}

/// Who decides it, where it is not the compiler.
auto decider(Decidability decidability) -> Words {
  switch (decidability) {
    case Decidability::Definition: return {"", ""};
    case Decidability::Learner: return {"needs the data of learners", "vajab õppijate andmeid"};
    case Decidability::Provider:
      return {"needs the data of the provider", "vajab koolitaja andmeid"};
    case Decidability::Judgement:
      return {"needs the judgement of a person", "vajab inimese hinnangut"};
  }
  return {"", ""};
}

}  // namespace

struct Rulebook::Content {
  Model model;
  std::vector<RuleFacts> rules;
};

Rulebook::Rulebook() = default;
Rulebook::~Rulebook() = default;

auto Rulebook::content() -> Content& {
  if (content_) return *content_;
  content_ = std::make_unique<Content>();
  content_->model = whole_library();
  content_->rules = list_rules(content_->model);
  return *content_;
}

auto Rulebook::explain(std::string_view id, Language language) -> std::optional<std::string> {
  for (const RuleFacts& rule : content().rules) {
    if (rule.id != id) continue;
    const Thing thing = content().model.thing(rule.rule);
    const int width = language == Language::et ? 11 : 7;
    std::string out =
        fmt::format("{} ({})\n\n  {}\n", rule.id, severity_name(rule.severity).in(language),
                    in_language(rule.text, language));
    const auto line = [&](const Words& label, std::string_view text) {
      if (text.empty()) return;
      out += fmt::format("  {:<{}}  {}\n", label.in(language), width, text);
    };
    line(clause_label, fmt::format("{}, {}", rule.clause, in_language(rule.regulation, language)));
    line(reading_label, in_language(rule.reading, language));
    line(help_label, in_language(rule.hint, language));
    line(version_label, fingerprint(content().model, rule.rule));
    line(source_label, thing.parent()[Word::source] ? thing.parent()[Word::source].text() : "");
    line(place_label, thing.unit().path);
    line({"", ""}, decider(rule.decidability).in(language));
    line({"", ""}, rule.unconfirmed ? unconfirmed_words.in(language) : "");
    return out;
  }
  return std::nullopt;
}

auto Rulebook::list(Language language, std::string_view regulation) -> std::string {
  const std::string prefix = regulation.empty() ? std::string() : std::string(regulation) + '.';
  std::string out;
  for (const RuleFacts& rule : content().rules) {
    if (!rule.id.starts_with(prefix)) continue;
    out += fmt::format("{:<44}  {}\n", rule.id, in_language(rule.text, language));
  }
  return out;
}

auto Rulebook::ids() -> std::vector<std::string> {
  std::vector<std::string> result;
  for (const RuleFacts& rule : content().rules) result.push_back(rule.id);
  return result;
}

}  // namespace kava
