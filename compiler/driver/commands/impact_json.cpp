// SPDX-License-Identifier: Apache-2.0
// What a change of a regulation does, for other programs: docs/reference/impact.md.
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include "compiler/driver/commands/impact.h"
#include "compiler/rules/examples.h"
#include "compiler/rules/versions.h"

namespace kava {
namespace {

/// Raised when a member changes its meaning or goes away; new members do not raise it.
constexpr int format_version = 1;

constexpr Effect effects[] = {Effect::NewlyBroken, Effect::NewlyPassing, Effect::StillBroken,
                              Effect::Changed, Effect::Unchanged};

using Json = llvm::json::OStream;

void text(Json& json, std::string_view name, std::string_view value) {
  if (!value.empty()) json.attribute(name, llvm::StringRef(value));
}

void texts(Json& json, std::string_view name, const LocalisedText& value) {
  if (value.empty()) return;
  json.attributeObject(name, [&] {
    for (const auto& [tag, words] : value) json.attribute(tag.empty() ? "und" : tag, words);
  });
}

auto severity_name(Word severity) -> std::string_view {
  return severity == Word::recommend ? "recommend" : severity == Word::inform ? "inform" : "rule";
}

void side(Json& json, std::string_view name, const std::optional<RuleSide>& side) {
  if (!side) return;
  json.attributeObject(name, [&] {
    text(json, "verdict", code_of(side->verdict));
    text(json, "severity", severity_name(side->facts.severity));
    texts(json, "regulation", side->facts.regulation);
    text(json, "clause", side->facts.clause);
    texts(json, "text", side->facts.text);
    texts(json, "said", side->reason.said);
    texts(json, "working", side->reason.working);
  });
}

void rule(Json& json, const RuleImpact& rule) {
  text(json, "rule", rule.id);
  text(json, "change", !rule.before ? "new" : !rule.after ? "gone" : "verdict");
  if (rule.offering) text(json, "offering", full_name(rule.offering.model(), rule.offering.id()));
  side(json, "before", rule.before);
  side(json, "after", rule.after);
}

void programme(Json& json, const ProgrammeImpact& programme) {
  text(json, "programme", full_name(programme.programme.model(), programme.programme.id()));
  texts(json, "title", programme.programme.title());
  text(json, "place", programme.place);
  text(json, "effect", name_of(programme.effect));
  if (programme.faulty) json.attribute("faulty", true);
  json.attributeArray("rules", [&] {
    for (const RuleImpact& one : programme.rules) json.object([&] { rule(json, one); });
  });
}

void names(Json& json, std::string_view name, const std::vector<std::string>& values) {
  json.attributeArray(name, [&] {
    for (const std::string& value : values) json.value(value);
  });
}

}  // namespace

auto impact_as_json(const Impact& impact) -> std::string {
  std::string out;
  llvm::raw_string_ostream stream(out);
  constexpr unsigned indent = 2;
  Json json(stream, indent);
  json.object([&] {
    json.attribute("format", "kava-impact");
    json.attribute("version", format_version);
    names(json, "regulations", impact.regulations);
    text(json, "in_force", impact.period);
    text(json, "draft", impact.draft);
    if (!impact.unused.empty()) names(json, "unused", impact.unused);
    json.attributeObject("counts", [&] {
      for (const Effect effect : effects)
        json.attribute(name_of(effect), static_cast<int64_t>(impact.count(effect)));
      json.attribute("not_under_it", static_cast<int64_t>(impact.others));
    });
    json.attributeArray("programmes", [&] {
      for (const ProgrammeImpact& one : impact.programmes)
        json.object([&] { programme(json, one); });
    });
  });
  return out + "\n";
}

}  // namespace kava
