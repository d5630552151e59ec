// SPDX-License-Identifier: Apache-2.0
// Whether the regulations that a programme names can judge it at all.
#include <algorithm>

#include "compiler/model/names.h"
#include "compiler/rules/rule_book.h"

namespace kava {
namespace {

auto versions_of(const Model& model, ObjectId regulation) -> llvm::SmallVector<ObjectId, 2> {
  if (!model.names) return {regulation};
  auto versions = model.names->same_name(regulation);
  if (versions.empty()) versions.push_back(regulation);
  return versions;
}

auto full_name(const Model& model, ObjectId regulation) -> std::string {
  const std::string_view module = model.units[regulation.unit].module;
  const std::string_view name = model.thing(regulation).name();
  return module.empty() ? std::string(name) : std::string(module).append(".").append(name);
}

/// "2025-10-09..", each version once.
auto periods(const Model& model, ObjectId regulation) -> std::string {
  std::string result;
  for (const ObjectId version : versions_of(model, regulation)) {
    const Cell period = model.thing(version)[Word::in_force];
    if (!period || period.kind() != ValueKind::Range) continue;
    if (!result.empty()) result += ", ";
    const auto ends = period.items();
    result += '`';
    if (const auto from = ends[0].date()) result += from->text();
    result += "..";
    if (const auto until = ends[1].date()) result += until->text();
    result += '`';
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

}  // namespace

auto has_version(const Model& model, ObjectId regulation, Date date) -> bool {
  for (const ObjectId version : versions_of(model, regulation)) {
    const Thing thing = model.thing(version);
    const Cell period = thing[Word::in_force];
    if (!period || !period.known() || in_force(thing, date)) return true;
  }
  return false;
}

void check_regulations(const Model& model, const Curriculum& curriculum, std::optional<Date> as_of,
                       Diagnostics& diagnostics) {
  const Thing programme = model.thing(curriculum.programme);
  for (const Cell& under : programme.all(Word::under)) {
    if (under.kind() != ValueKind::Reference || under.thing().kind() != Word::regulation) continue;
    const ObjectId regulation = under.thing().id();
    if (as_of && !has_version(model, regulation, *as_of)) {
      const std::string known = periods(model, regulation);
      diagnostics
          .report(under.location(), diag::no_version_in_force, Name{full_name(model, regulation)},
                  *as_of)
          .detail(Detail::Kind::Help,
                  {{"en", "its versions: " + known + "; ask for a day in one"},
                   {"et", "redaktsioonid: " + known + "; küsi mõnd neist päevadest"}});
    }
    check_provider(model, programme, under, diagnostics);
  }
}

}  // namespace kava
