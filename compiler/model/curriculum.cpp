// SPDX-License-Identifier: Apache-2.0
#include <llvm/ADT/DenseMap.h>

#include "compiler/model/names.h"
#include "compiler/model/resolve.h"

namespace kava {
namespace {

auto status_of(const Thing& programme) -> Status {
  const Cell status = programme[Word::status];
  if (!status || status.kind() != ValueKind::Concept) return Status::Draft;
  const std::string_view code = status.thing().name();
  if (code == "proposed") return Status::Proposed;
  if (code == "approved") return Status::Approved;
  if (code == "registered") return Status::Registered;
  return code == "withdrawn" ? Status::Withdrawn : Status::Draft;
}

/// Walks a programme in the order of writing and notes where its courses and groups stand.
class CurriculumBuilder {
 public:
  CurriculumBuilder(const Model& model, Curriculum& curriculum)
      : model_(model), result_(curriculum) {}

  void walk(const Thing& owner, uint32_t semester, uint32_t group) {
    const Unit& unit = owner.unit();
    for (const Value& entry : unit.entries_of(owner.object())) {
      const Cell cell(&model_, owner.id().unit, &entry);
      if (entry.word == Word::course) add_course(cell, semester, group);
      if (entry.word == Word::choose && entry.kind == ValueKind::Block)
        add_group(cell.thing(), semester, group);
      if (entry.word == Word::semester && entry.kind == ValueKind::Block)
        add_semester(cell.thing(), group);
    }
  }

 private:
  void add_course(const Cell& cell, uint32_t semester, uint32_t group) {
    const Thing course = cell.thing();
    if (!course) {
      result_.structure_in_error = true;
      return;
    }
    const bool inline_definition = cell.kind() == ValueKind::Block;
    const Location where = inline_definition ? course.location() : cell.location();
    if (group != UINT32_MAX)
      result_.groups[group].options.push_back(static_cast<uint32_t>(result_.offered.size()));
    result_.offered.push_back({course.id(), where, semester, group});
  }

  void add_semester(const Thing& semester, uint32_t group) {
    const Cell number = semester[Word::value];
    const auto value = number ? number.quantity() : std::nullopt;
    if (!value || !value->value.is_whole() || value->value < Rational(1) ||
        value->value > Rational(40)) {
      result_.structure_in_error = true;
      return;
    }
    const auto index = static_cast<uint32_t>(value->value.numerator());
    if (result_.semesters.size() < index) result_.semesters.resize(index);
    if (!result_.semesters[index - 1]) result_.semesters[index - 1] = semester.id();
    walk(semester, index, group);
  }

  void add_group(const Thing& choose, uint32_t semester, uint32_t parent) {
    ElectiveGroup group;
    group.choose = choose.id();
    group.semester = semester;
    group.parent = parent;
    const Cell amount = choose[Word::value];
    if (!amount || !amount.known()) {
      result_.structure_in_error = true;
    } else {
      read_amount(amount, group);
    }
    const auto index = static_cast<uint32_t>(result_.groups.size());
    result_.groups.push_back(std::move(group));
    if (parent != UINT32_MAX) result_.groups[parent].subgroups.push_back(index);
    walk(choose, semester, index);
  }

  void read_amount(const Cell& amount, ElectiveGroup& group) {
    const auto least = amount.lower();
    const auto most = amount.upper();
    const Measure measure = least ? least->measure : most ? most->measure : Measure::none;
    group.by_count = model_.schema.measures[static_cast<size_t>(measure)].quantity == Word::count;
    if (least) group.least = least->value;
    if (most) group.most = most->value;
  }

  const Model& model_;
  Curriculum& result_;
};

/// Another file or place declares the same programme before: told; that one is judged.
auto is_repeated(const Model& model, ObjectId id) -> bool {
  const ObjectId first = model.names ? model.names->first_checked(id) : ObjectId();
  return first && first != id;
}

void collect_programmes(Model& model, const Parallel& parallel) {
  const auto is_checked = [&](ObjectId id) {
    return id.unit < model.checked_units && !model.units[id.unit].only_for_names;
  };
  const auto declared = model.top_level.of(Word::programme);
  std::vector<char> counts(declared.size());
  parallel(declared.size(), [&](size_t i) {
    counts[i] = is_checked(declared[i]) && !is_repeated(model, declared[i]);
  });
  model.curricula.reserve(declared.size());
  for (size_t i = 0; i < declared.size(); ++i) {
    if (counts[i] != 0) model.curricula.emplace_back().programme = declared[i];
  }
  for (const ObjectId catalogue : model.top_level.of(Word::catalogue)) {
    if (!model.catalogue && is_checked(catalogue)) model.catalogue = catalogue;
  }
}

void attach_offerings(Model& model, const Parallel& parallel) {
  llvm::DenseMap<uint64_t, uint32_t> by_programme;
  by_programme.reserve(static_cast<unsigned>(model.curricula.size()));
  const auto key = [](ObjectId id) { return static_cast<uint64_t>(id.unit) << 32U | id.index; };
  for (uint32_t i = 0; i < model.curricula.size(); ++i)
    by_programme[key(model.curricula[i].programme)] = i;
  const auto offerings = model.top_level.of(Word::offering);
  std::vector<ObjectId> programmes(offerings.size());
  parallel(offerings.size(), [&](size_t i) {
    const Cell of = model.thing(offerings[i])[Word::of];
    if (of && of.kind() == ValueKind::Reference) programmes[i] = of.thing().id();
  });
  for (size_t i = 0; i < offerings.size(); ++i) {
    const auto found = programmes[i] ? by_programme.find(key(programmes[i])) : by_programme.end();
    if (found != by_programme.end())
      model.curricula[found->second].offerings.push_back(offerings[i]);
  }
}

}  // namespace

void build_curricula(Model& model, const Parallel& parallel) {
  collect_programmes(model, parallel);
  parallel(model.curricula.size(), [&](size_t i) {
    Curriculum& curriculum = model.curricula[i];
    const Thing programme = model.thing(curriculum.programme);
    curriculum.status = status_of(programme);
    CurriculumBuilder(model, curriculum).walk(programme, 0, UINT32_MAX);
    if ((programme.object().flags & Object::damaged) != 0) curriculum.structure_in_error = true;
  });
  attach_offerings(model, parallel);
}

}  // namespace kava
