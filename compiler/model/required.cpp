// SPDX-License-Identifier: Apache-2.0
// What a programme must have said by the time its status claims it.
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>

#include "compiler/base/suggest.h"
#include "compiler/model/declare.h"
#include "compiler/model/resolve.h"

namespace kava {
namespace {

auto is_due(From from, Status status) -> bool {
  switch (from) {
    case From::Never: return false;
    case From::Always:
    case From::Proposed: return status >= Status::Proposed;
    case From::Approved: return status >= Status::Approved;
    case From::Registered: return status >= Status::Registered;
  }
  return false;
}

/// Courses may stand in semesters and groups as well as in the programme itself.
auto is_there(const Curriculum& curriculum, const Thing& thing, Word word) -> bool {
  if (word == Word::course && thing.kind() == Word::programme) return !curriculum.offered.empty();
  return thing.has(word);
}

/// Its value is `?`: the author does not know it yet.
auto is_unknown(const Thing& thing, Word word) -> bool {
  const Cell cell = thing[word];
  return cell && cell.kind() == ValueKind::Unknown;
}

/// A word without meaning stands there that is spelt nearly so: told already.
auto may_be_misspelt(const Model& model, const Thing& thing, Word word) -> bool {
  const std::string_view wanted[] = {model.schema.spelling(word)};
  for (const Value& entry : thing.unit().entries_of(thing.object())) {
    if (model.schema.field(thing.kind(), entry.word) != nullptr) continue;
    if (!nearest(model.schema.spelling(entry.word), wanted).empty()) return true;
  }
  return false;
}

/// Names of the fields that are missing, in backticks; those that a draft may still lack count too,
/// and so does `?` in a draft.
auto missing_fields(const Model& model, const Curriculum& curriculum, const Thing& thing)
    -> std::string {
  std::string result;
  const bool draft = curriculum.status == Status::Draft;
  for (const uint32_t row : model.schema.required_by_status(thing.kind())) {
    const Field& field = model.schema.row(row);
    const bool due = draft ? field.required_from == From::Proposed
                           : is_due(field.required_from, curriculum.status);
    const bool there =
        is_there(curriculum, thing, field.word) && !(draft && is_unknown(thing, field.word));
    if (!due || there || may_be_misspelt(model, thing, field.word)) continue;
    if (!result.empty()) result += ", ";
    (result += '`').append(model.schema.spelling(field.word)) += '`';
  }
  return result;
}

/// From `proposed` on a `?` is a mistake of its own, told where it stands.
void report_unknown(const Model& model, const Curriculum& curriculum, const Thing& thing,
                    Diagnostics& diagnostics) {
  if (curriculum.status == Status::Draft) return;
  const Name kind{std::string(model.schema.spelling(thing.kind()))};
  const Cell status = model.thing(curriculum.programme)[Word::status];
  for (const uint32_t row : model.schema.required_by_status(thing.kind())) {
    const Field& field = model.schema.row(row);
    if (!is_due(field.required_from, curriculum.status) || !is_unknown(thing, field.word)) continue;
    diagnostics.report(thing[field.word].location(), diag::required_unknown,
                       Name{std::string(model.schema.spelling(field.word))}, kind,
                       Name{std::string(status.thing().name())});
  }
}

void report_missing(const Model& model, const Curriculum& curriculum, const Thing& thing,
                    Diagnostics& diagnostics) {
  report_unknown(model, curriculum, thing, diagnostics);
  if ((thing.object().flags & Object::damaged) != 0) return;
  const std::string missing = missing_fields(model, curriculum, thing);
  if (missing.empty()) return;
  const Name kind{std::string(model.schema.spelling(thing.kind()))};
  if (curriculum.status == Status::Draft) {
    diagnostics.report(thing.location(), diag::fields_missing_in_draft, Text{missing}, kind);
    return;
  }
  const Cell status = model.thing(curriculum.programme)[Word::status];
  diagnostics.report(thing.location(), diag::fields_missing_from, Text{missing}, kind,
                     Name{std::string(status.thing().name())});
}

/// A code that a unit gives to something of a kind whose codes name files or records.
struct GivenCode {
  uint64_t key;  ///< Of kind and code.
  Location where;
  std::string_view code;
};

void add_given_codes(const Model& model, uint32_t unit_index, std::vector<GivenCode>& result) {
  const Unit& unit = model.units[unit_index];
  if (unit.only_for_names) return;
  for (uint32_t i = 1; i < unit.objects.size(); ++i) {
    const Word kind = unit.objects[i].kind;
    if (kind != Word::programme && kind != Word::course && kind != Word::organisation &&
        kind != Word::offering)
      continue;
    const Cell code = model.thing({unit_index, i})[Word::code];
    if (!code || code.kind() != ValueKind::Text) continue;
    result.push_back({(name_hash(code.text()) ^ static_cast<uint64_t>(kind) << 8U) >> 1U,
                      code.location(), code.text()});
  }
}

/// A code names one thing for good: two of a kind with one code would be written to one file.
void report_codes(const std::vector<std::vector<GivenCode>>& codes, Diagnostics& diagnostics) {
  size_t count = 0;
  for (const std::vector<GivenCode>& part : codes) count += part.size();
  llvm::DenseMap<uint64_t, Location> first;
  first.reserve(static_cast<unsigned>(count));
  for (const std::vector<GivenCode>& part : codes) {
    for (const GivenCode& given : part) {
      const auto [slot, is_new] = first.try_emplace(given.key, given.where);
      if (is_new) continue;
      diagnostics.report(given.where, diag::code_twice, Name{std::string(given.code)})
          .note(slot->second, message(diag::first_said));
    }
  }
}

/// What some programmes lack: for their status, and hints for those in draft.
struct Lacking {
  Diagnostics due, hints;
};

/// What a course lacks for one programme is not said again as a hint for another one in draft.
void add_once(std::vector<Lacking> lacking, Diagnostics& diagnostics) {
  using Place = std::pair<uint32_t, uint32_t>;
  const auto place = [](const Location& at) { return Place{at.source.index, at.span.offset}; };
  llvm::DenseSet<Place> told;
  for (Lacking& part : lacking) {
    for (const Report& report : part.due.reports()) told.insert(place(report.where));
    diagnostics.append(std::move(part.due));
  }
  for (const Lacking& part : lacking) {
    for (const Report& hint : part.hints.reports()) {
      if (!told.contains(place(hint.where))) diagnostics.add(hint);
    }
  }
}

/// Files or programmes that are looked at one after another.
constexpr size_t chunk = 64;

}  // namespace

void check_required(const Model& model, const Parallel& parallel, Diagnostics& diagnostics) {
  const auto codes = [&](size_t first, size_t end) {
    std::vector<GivenCode> result;
    for (size_t i = first; i < end; ++i) add_given_codes(model, static_cast<uint32_t>(i), result);
    return result;
  };
  report_codes(in_chunks(parallel, model.checked_units, chunk, codes), diagnostics);
  const auto look_at = [&](const Curriculum& curriculum, Lacking& lacking) {
    Diagnostics& found = curriculum.status == Status::Draft ? lacking.hints : lacking.due;
    report_missing(model, curriculum, model.thing(curriculum.programme), found);
    for (const CourseUse& use : curriculum.offered) {
      // A course that several programmes share is told once: what is said twice at one place goes.
      const bool checked =
          use.course.unit < model.checked_units && !model.units[use.course.unit].only_for_names;
      if (checked) report_missing(model, curriculum, model.thing(use.course), found);
    }
  };
  const auto lacking = [&](size_t first, size_t end) {
    Lacking result;
    for (size_t i = first; i < end; ++i) look_at(model.curricula[i], result);
    return result;
  };
  add_once(in_chunks(parallel, model.curricula.size(), chunk, lacking), diagnostics);
}

}  // namespace kava
