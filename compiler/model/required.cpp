// SPDX-License-Identifier: Apache-2.0
// What a programme must have said by the time its status claims it.
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>

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

/// Names of the fields that are missing, in backticks; those that a draft may still lack count too.
auto missing_fields(const Model& model, const Curriculum& curriculum, const Thing& thing) -> std::string {
  std::string result;
  const bool draft = curriculum.status == Status::Draft;
  for (const uint32_t row : model.schema.required_by_status(thing.kind())) {
    const Field& field = model.schema.row(row);
    const bool due = draft ? field.required_from == From::Proposed : is_due(field.required_from, curriculum.status);
    if (!due || is_there(curriculum, thing, field.word)) continue;
    if (!result.empty()) result += ", ";
    (result += '`').append(model.schema.spelling(field.word)) += '`';
  }
  return result;
}

void report_missing(const Model& model, const Curriculum& curriculum, const Thing& thing, Diagnostics& diagnostics) {
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

/// A code names one thing for good: two of a kind with one code would be written to one file.
void report_codes(const Model& model, Diagnostics& diagnostics) {
  llvm::DenseMap<uint64_t, Location> first;
  for (uint32_t i = 0; i < model.checked_units; ++i) {
    const Unit& unit = model.units[i];
    if (unit.only_for_names) continue;
    for (uint32_t j = 1; j < unit.objects.size(); ++j) {
      const Word kind = unit.objects[j].kind;
      if (kind != Word::programme && kind != Word::course && kind != Word::organisation && kind != Word::offering) continue;
      const Cell code = model.thing({i, j})[Word::code];
      if (!code || code.kind() != ValueKind::Text) continue;
      const uint64_t key = (name_hash(code.text()) ^ static_cast<uint64_t>(kind) << 8U) >> 1U;
      const auto [slot, is_new] = first.try_emplace(key, code.location());
      if (is_new) continue;
      diagnostics.report(code.location(), diag::code_twice, Name{std::string(code.text())})
          .note(slot->second, message(diag::first_said));
    }
  }
}

}  // namespace

void check_required(const Model& model, Diagnostics& diagnostics) {
  llvm::DenseSet<uint64_t> done;
  for (const Curriculum& curriculum : model.curricula) {
    report_missing(model, curriculum, model.thing(curriculum.programme), diagnostics);
    for (const CourseUse& use : curriculum.offered) {
      // A course that several programmes share is told of once.
      const uint64_t key = static_cast<uint64_t>(use.course.unit) << 32U | use.course.index;
      const bool checked = use.course.unit < model.checked_units && !model.units[use.course.unit].only_for_names;
      if (!checked || !done.insert(key).second) continue;
      report_missing(model, curriculum, model.thing(use.course), diagnostics);
    }
  }
  report_codes(model, diagnostics);
}

}  // namespace kava
