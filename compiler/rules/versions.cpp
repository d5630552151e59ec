// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/versions.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/model/derived.h"
#include "compiler/model/names.h"

namespace kava {
namespace {

struct Period {
  std::optional<Date> from, until;
};

auto period(const Thing& versioned) -> std::optional<Period> {
  const Cell cell = versioned[Word::in_force];
  if (!cell || cell.kind() != ValueKind::Range) return std::nullopt;
  const auto ends = cell.items();
  return Period{ends[0].date(), ends[1].date()};
}

auto is_proposal(const Thing& regulation) -> bool {
  const Cell status = regulation[Word::status];
  return status && status.kind() == ValueKind::Concept && status.thing().name() == "proposal";
}

// ---- The day that decides
// -------------------------------------------------------------------------

/// The day of the last `done` of that step.
auto done_on(const Thing& programme, std::string_view step) -> std::optional<Date> {
  std::optional<Date> result;
  for (const Thing& done : programme.things(Word::done)) {
    const Cell day = done.name() == step ? done[Word::value] : Cell();
    if (day && day.known() && day.date()) result = day.date();
  }
  return result;
}

auto registered_on(const Thing& programme) -> std::optional<Date> {
  if (const auto day = done_on(programme, "registered")) return day;
  std::optional<Date> result;
  for (const Thing& registry : programme.things(Word::registry)) {
    const Cell cell = registry[Word::date];
    const auto day = cell && cell.known() ? cell.date() : std::nullopt;
    if (day && (!result || *day < *result)) result = day;
  }
  return result;
}

auto latest_beginning(const Model& model, const Curriculum& curriculum) -> std::optional<Date> {
  std::optional<Date> result;
  const Thing programme = model.thing(curriculum.programme);
  for (const ObjectId offering : curriculum.offerings) {
    const auto day = begins_of(model.thing(offering), programme);
    if (day && (!result || *result < *day)) result = day;
  }
  return result;
}

}  // namespace

auto DecidingDays::of(const Thing& regulation) -> DecidingDay {
  if (as_of_) return {Ground::Asked, as_of_};
  const Thing programme = model_.thing(curriculum_.programme);
  const Cell by = regulation[Word::applies_by];
  const std::string_view what =
      by && by.kind() == ValueKind::Concept ? by.thing().name() : std::string_view();
  if (what == "approval") return {Ground::Approval, done_on(programme, "approved")};
  if (what == "registration") return {Ground::Registration, registered_on(programme)};
  if (!beginning_)
    beginning_ = DecidingDay{Ground::Beginning, latest_beginning(model_, curriculum_)};
  return *beginning_;
}

// ---- Versions
// -------------------------------------------------------------------------------------

auto versions_of(const Model& model, ObjectId regulation) -> llvm::SmallVector<ObjectId, 2> {
  if (!model.names) return {regulation};
  auto versions = model.names->same_name(regulation);
  if (versions.empty()) versions.push_back(regulation);
  return versions;
}

auto in_force(const Thing& regulation, Date date) -> bool {
  const auto found = period(regulation);
  return found && (!found->from || *found->from <= date) &&
         (!found->until || date <= *found->until);
}

auto version_among(const Model& model, std::span<const ObjectId> versions, std::optional<Date> date)
    -> ObjectId {
  const auto is_law = [&](ObjectId id) {
    return versions.size() == 1 || !is_proposal(model.thing(id));
  };
  ObjectId newest;
  std::optional<Date> newest_from;
  for (const ObjectId id : versions) {
    if (!is_law(id)) continue;
    const auto dates = period(model.thing(id));
    if (date && (!dates || in_force(model.thing(id), *date))) return id;
    const auto from = dates ? dates->from : std::nullopt;
    if (!newest || newest_from < from) {
      newest = id;
      newest_from = from;
    }
  }
  return date ? ObjectId() : newest;
}

auto version_on(const Model& model, ObjectId regulation, std::optional<Date> date) -> ObjectId {
  const ObjectId found = version_among(model, versions_of(model, regulation), date);
  return found || date ? found : regulation;
}

auto period_of(const Thing& regulation) -> std::string {
  const auto dates = period(regulation);
  if (!dates) return {};
  return (dates->from ? dates->from->text() : std::string()) + ".." +
         (dates->until ? dates->until->text() : std::string());
}

auto full_name(const Model& model, ObjectId regulation) -> std::string {
  const std::string_view module = model.units[regulation.unit].module;
  const std::string_view name = model.thing(regulation).name();
  return module.empty() ? std::string(name) : std::string(module).append(".").append(name);
}

// ---- In words
// -------------------------------------------------------------------------------------

namespace {

struct Reason {
  std::string_view en, et;
};

/// `{}` is the date.
auto reason(const DecidingDay& day) -> Reason {
  switch (day.ground) {
    case Ground::Asked: return {"`--as-of` asks about {}", "`--as-of` küsib päeva {} kohta"};
    case Ground::Approval:
      if (day.date) return {"the programme was approved on {}", "õppekava kinnitati {}"};
      return {"the newest, for the programme is not approved yet",
              "uusim, sest õppekava ei ole veel kinnitatud"};
    case Ground::Registration:
      if (day.date) return {"the programme was registered on {}", "õppekava registreeriti {}"};
      return {"the newest, for the programme is not registered yet",
              "uusim, sest õppekava ei ole veel registreeritud"};
    case Ground::Against: return {"`--against` asks about {}", "`--against` küsib päeva {} kohta"};
    case Ground::Beginning: break;
  }
  if (day.date)
    return {"the programme's latest offering begins on {}", "õppekava viimane õpe algab {}"};
  return {"the newest, for the programme has no offering with a date",
          "uusim, sest õppekaval ei ole kuupäevaga õpet"};
}

auto because(const DecidingDay& day, Language language) -> std::string {
  const Reason words = reason(day);
  const bool et = language == Language::et;
  std::string result = fmt::format(fmt::runtime(et ? words.et : words.en),
                                   day.date ? day.date->text() : std::string());
  if (day.ground == Ground::Against) return result;
  switch (day.against) {
    case Against::No: return result;
    case Against::Named:
      return (et ? "`--against` küsib selle kohta; " : "`--against` asks about it; ") + result;
    case Against::Extended:
      return (et ? "`--against` küsib akti kohta, mis seda laiendab; "
                 : "`--against` asks about what extends it; ") +
             result;
  }
  return result;
}

}  // namespace

auto day_note(const DecidingDay& day) -> LocalisedText {
  return {{"en", because(day, Language::en)}, {"et", because(day, Language::et)}};
}

auto version_note(const Model& model, ObjectId version, const DecidingDay& day) -> LocalisedText {
  const Thing regulation = model.thing(version);
  LocalisedText result;
  for (const Language language : {Language::en, Language::et}) {
    const std::string title(in_language(regulation.title(), language));
    const std::string dates = period_of(regulation);
    const std::string_view of = language == Language::et ? ", kehtib " : ", in force ";
    result.emplace_back(language == Language::et ? "et" : "en",
                        title + (dates.empty() ? std::string() : std::string(of) + dates) + ": " +
                            because(day, language));
  }
  return result;
}

auto needs_version_note(const Model& model, ObjectId version, const DecidingDay& day) -> bool {
  const bool by_what_was_done =
      day.date && model.thing(version).has(Word::applies_by) &&
      (day.ground == Ground::Approval || day.ground == Ground::Registration);
  return day.ground == Ground::Asked || day.against != Against::No || by_what_was_done ||
         versions_of(model, version).size() > 1;
}

// ---- Lineages
// -------------------------------------------------------------------------------------

namespace {

struct Dated {
  ObjectId id;
  Period period;
};

/// The versions of one name that are law, or will be, by their first day.
auto lineage(const Model& model, ObjectId id) -> std::vector<Dated> {
  std::vector<Dated> result;
  for (const ObjectId version : versions_of(model, id)) {
    const Thing thing = model.thing(version);
    if (is_proposal(thing)) continue;
    const Cell written = thing[Word::in_force];
    if (written && !written.known()) continue;  // Unknown, or told as a mistake.
    result.push_back({version, period(thing).value_or(Period())});
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Dated& a, const Dated& b) { return a.period.from < b.period.from; });
  return result;
}

auto place_of(const Thing& version) -> Location {
  const Cell dates = version[Word::in_force];
  return dates ? dates.location() : version.location();
}

void check_neighbours(const Model& model, const Dated& earlier, const Dated& later,
                      Diagnostics& diagnostics) {
  const Thing before = model.thing(earlier.id);
  const Thing after = model.thing(later.id);
  const Name name{full_name(model, later.id)};
  const bool overlap =
      !earlier.period.until || !later.period.from || *later.period.from <= *earlier.period.until;
  if (overlap) {
    diagnostics.report(place_of(after), diag::versions_overlap, name)
        .note(place_of(before), message(diag::other_version));
    return;
  }
  const Date first = earlier.period.until->plus_days(1);
  const Date last = later.period.from->plus_days(-1);
  if (last < first) return;
  diagnostics.report(place_of(after), diag::versions_gap, name, first, last)
      .note(place_of(before), message(diag::other_version));
}

}  // namespace

void check_versions(const Model& model, Diagnostics& diagnostics) {
  for (const Word kind : {Word::regulation, Word::price_list, Word::form}) {
    for (const ObjectId id : model.top_level.of(kind)) {
      const bool own = id.unit < model.checked_units && !model.units[id.unit].only_for_names;
      if (!own) continue;
      const auto versions = lineage(model, id);
      // Told at the later one of two: each version is compared with the one before it.
      for (size_t i = 1; i < versions.size(); ++i) {
        if (versions[i].id == id)
          check_neighbours(model, versions[i - 1], versions[i], diagnostics);
      }
    }
  }
}

}  // namespace kava
