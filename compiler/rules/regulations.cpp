// SPDX-License-Identifier: Apache-2.0
// Whether the regulations that a programme names can judge it at all.
#include <llvm/ADT/STLExtras.h>

#include <algorithm>

#include "compiler/model/names.h"
#include "compiler/rules/rule_book.h"

namespace kava {
namespace {

/// "`2025-10-09..`", each version once.
auto periods(const Model& model, ObjectId regulation) -> std::string {
  std::string result;
  for (const ObjectId version : versions_of(model, regulation)) {
    const std::string period = period_of(model.thing(version));
    if (period.empty()) continue;
    if (!result.empty()) result += ", ";
    ((result += '`') += period) += '`';
  }
  return result;
}

/// The organisation itself, or what it is part of.
auto belongs_to(Thing organisation, const Thing& whole) -> bool {
  constexpr size_t most_levels = 32;
  for (size_t i = 0; organisation && i < most_levels; ++i) {
    if (organisation == whole) return true;
    organisation =
        organisation[Word::part_of].known() ? organisation[Word::part_of].thing() : Thing();
  }
  return false;
}

void check_provider(const Model& model, const Thing& programme, const Cell& under,
                    Diagnostics& diagnostics) {
  const Thing regulation = under.thing();
  const Things owners = regulation.things(Word::provider);
  const Things providers = programme.things(Word::provider);
  if (owners.empty() || providers.empty()) return;
  for (const Thing& provider : providers) {
    const bool own = std::any_of(owners.begin(), owners.end(),
                                 [&](const Thing& owner) { return belongs_to(provider, owner); });
    if (own) return;
  }
  diagnostics.report(under.location(), diag::other_provider,
                     Name{full_name(model, regulation.id())}, owners.front().title(),
                     providers.front().title());
}

void check_version(const Model& model, Location where, ObjectId regulation, const DecidingDay& day,
                   Diagnostics& diagnostics) {
  if (!day.date || version_on(model, regulation, day.date)) return;
  const std::string known = periods(model, regulation);
  Report& report = diagnostics.report(where, diag::no_version_in_force,
                                      Name{full_name(model, regulation)}, *day.date);
  report.detail(Detail::Kind::Version, day_note(day));
  // Who asked can ask again; who was approved too early is told what does not judge.
  if (day.ground != Ground::Asked) {
    report.severity = Severity::Hint;
    report.detail(Detail::Kind::Help, {{"en", "it judges nothing; its versions: " + known},
                                       {"et", "see ei hinda midagi; redaktsioonid: " + known}});
    return;
  }
  report.detail(Detail::Kind::Help,
                {{"en", "its versions: " + known + "; ask for a day in one"},
                 {"et", "redaktsioonid: " + known + "; küsi mõnd neist päevadest"}});
}

auto is_named(const Model& model, const Thing& programme, ObjectId regulation) -> bool {
  const auto versions = versions_of(model, regulation);
  const Things named = programme.things(Word::under);
  return std::ranges::any_of(
      named, [&](const Thing& thing) { return llvm::is_contained(versions, thing.id()); });
}

}  // namespace

void check_regulations(const Model& model, const Curriculum& curriculum, const Plan& plan,
                       Diagnostics& diagnostics) {
  const Thing programme = model.thing(curriculum.programme);
  const auto asked = std::ranges::find_if(
      plan.named, [](const Plan::Named& named) { return named.day.against != Against::No; });
  auto named = plan.named.begin();
  for (const Cell& under : programme.all(Word::under)) {
    if (named == asked) break;
    if (under.kind() != ValueKind::Reference || under.thing().kind() != Word::regulation) continue;
    check_version(model, under.location(), named->regulation, named->day, diagnostics);
    check_provider(model, programme, under, diagnostics);
    ++named;
  }
  for (named = asked; named != plan.named.end(); ++named) {
    // That no version was in force on a day that was asked about is told to who asked, once.
    if (named->day.ground == Ground::Against || is_named(model, programme, named->regulation))
      continue;
    check_version(model, programme.location(), named->regulation, named->day, diagnostics);
  }
}

}  // namespace kava
