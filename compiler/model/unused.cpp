// SPDX-License-Identifier: Apache-2.0
// Declarations that nothing refers to. Asked of a whole catalogue only: what a single file declares
// may be used by its siblings.
#include <algorithm>

#include "compiler/model/object_marks.h"
#include "compiler/model/resolve.h"

namespace kava {
namespace {

/// What is declared to be referred to. A programme, a form or a calendar stands for itself.
auto is_for_others(Word kind) -> bool {
  return kind == Word::course || kind == Word::person || kind == Word::role ||
         kind == Word::degree_programme;
}

/// Which objects of the checked units are referred to. Units are read by several threads at once.
class References {
 public:
  explicit References(const Model& model)
      : model_(model), marks_(std::span(model.units).first(model.checked_units)) {}

  void read(const Unit& unit) {
    for (const Value& entry : unit.entries) note(entry);
    for (const Value& item : unit.items) note(item);
  }

  auto has(ObjectId id) const -> bool { return marks_.has(id, referred); }

 private:
  void note(const Value& value) {
    if (value.kind != ValueKind::Reference || value.object.unit >= marks_.units()) return;
    note(value.object);
  }
  /// Who refers to an outcome uses its course.
  void note(ObjectId id) {
    const Array<Object>& objects = model_.units[id.unit].objects;
    for (uint32_t at = id.index; at != UINT32_MAX && at != 0; at = objects[at].parent) {
      marks_.set({id.unit, at}, referred);
    }
  }

  static constexpr uint8_t referred = 1;

  const Model& model_;
  ObjectMarks marks_;
};

/// A name that was misspelt elsewhere may have meant what seems unused: that is told already.
auto may_be_misspelt(const Diagnostics& diagnostics) -> bool {
  const auto reports = diagnostics.reports();
  return std::any_of(reports.begin(), reports.end(), [](const Report& report) {
    const std::string_view code = diagnostic_rows()[report.message.row].code;
    const bool is_syntax = code.starts_with("K1") && report.severity == Severity::Error;
    return is_syntax || report.message.row == diag::unresolved_name.row;
  });
}

void report_unused(const Model& model, uint32_t index, const References& references,
                   Diagnostics& diagnostics) {
  const Unit& unit = model.units[index];
  for (const Value& entry : unit.entries_of(unit.objects[0])) {
    if (entry.kind != ValueKind::Block || !is_for_others(entry.word)) continue;
    const ObjectId id{index, entry.object.index};
    if (unit.objects[id.index].name.length == 0 || references.has(id)) continue;
    const Thing thing = model.thing(id);
    diagnostics.report(thing.location(), diag::unused_name,
                       Name{std::string(model.schema.spelling(entry.word))},
                       Name{std::string(thing.name())});
  }
}

}  // namespace

void check_unused(const Model& model, const Parallel& parallel, Diagnostics& diagnostics) {
  // Courses without any programme are a collection that others will use.
  if (model.curricula.empty() || may_be_misspelt(diagnostics)) return;
  References references(model);
  parallel(model.checked_units, [&](size_t i) { references.read(model.units[i]); });
  for (uint32_t i = 0; i < model.checked_units; ++i)
    report_unused(model, i, references, diagnostics);
}

}  // namespace kava
