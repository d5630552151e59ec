// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/driver/catalogue.h"
#include "compiler/driver/words.h"
#include "compiler/rules/judge.h"
#include "compiler/rules/reasons.h"

namespace kava {

/// One catalogue, judged as now and as it would be.
struct Compared {
  Catalogue* before = nullptr;
  Catalogue* after = nullptr;
};

/// What another version or a draft does to a programme.
enum class Effect : uint8_t {
  NewlyBroken,   ///< It has no error now and would have one.
  NewlyPassing,  ///< It breaks a rule now and would break none.
  StillBroken,   ///< It is in error now; what differs does not change that.
  Changed,       ///< It has no error either way, but a rule ends otherwise.
  Unchanged,     ///< Every rule ends as it does now.
};

/// One side of a rule that ends otherwise.
struct RuleSide {
  VerdictKind verdict = VerdictKind::Kept;
  LocalisedText label;  ///< What a person calls the verdict.
  RuleFacts facts;
  Reason reason;
};

/// A rule that ends otherwise for a programme or one of its offerings. On the side where the
/// regulation has no rule of that id there is nothing.
struct RuleImpact {
  std::string id;
  Thing offering;  ///< Empty: it is the programme's.
  std::optional<RuleSide> before, after;
};

struct ProgrammeImpact {
  Thing programme;
  std::string place;  ///< `tartu/service_design.kava:7`
  Effect effect = Effect::Unchanged;
  bool faulty = false;  ///< It has errors that are not about a rule of a regulation.
  std::vector<RuleImpact> rules;
};

struct Impact {
  std::vector<std::string> regulations;     ///< Full names of those that are tried.
  std::string period;                       ///< Of the version; empty for a draft.
  std::string draft;                        ///< Its path; empty for a version.
  std::vector<std::string> unused;          ///< Declared by the draft, and nothing comes under it.
  std::vector<ProgrammeImpact> programmes;  ///< That come under it, in source order.
  size_t others = 0;                        ///< How many do not.

  auto count(Effect effect) const -> size_t;
};

/// Adds the programmes of a catalogue.
void compare(const Compared& compared, Impact& impact);

/// `newly_broken`
auto name_of(Effect effect) -> std::string_view;

auto impact_as_text(const Impact& impact, Language language) -> std::string;
/// docs/reference/impact.md
auto impact_as_json(const Impact& impact) -> std::string;

}  // namespace kava
