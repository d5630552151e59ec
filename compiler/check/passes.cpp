// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/check/checker.h"
#include "compiler/model/names.h"

namespace kava {

// What a later pass leaves alone because an earlier one has told it stands after that one.
auto thing_passes() -> std::span<const ThingPass> {
  static constexpr ThingPass passes[] = {
      {"parts of a course", Word::course, check_parts_of_course},
      {"hours", Word::hours, check_hours},
      {"topics of a course", Word::course, check_topics},
      {"topics of a programme", Word::programme, check_topics},
      {"topics of a topic", Word::topic, check_topics},
      {"outcomes of a course", Word::course, check_course_outcomes},
      {"weights in a course", Word::course, check_weights},
      {"weights in a programme", Word::programme, check_weights},
      {"wording of outcomes", Word::outcome, check_wording},
      {"terms", Word::term, check_term},
      {"offerings of a course", Word::offering, check_course_offering},
  };
  return passes;
}

auto study_passes() -> std::span<const StudyPass> {
  static constexpr StudyPass passes[] = {
      {"electives", check_electives},
      {"credits", check_credits},
      {"hours of the programme", check_programme_hours},
      {"prerequisites", check_prerequisites},
      {"outcomes", check_programme_outcomes},
      {"duration", check_duration},
      {"offerings", check_offerings},
  };
  return passes;
}

namespace {

/// Files or programmes that one thread takes at a time.
constexpr size_t chunk = 64;

/// The passes of each kind of core block, so that no block asks all of them.
auto passes_by_kind() -> const std::vector<std::vector<const ThingPass*>>& {
  static const auto result = [] {
    std::vector<std::vector<const ThingPass*>> by_kind(static_cast<size_t>(Word::core_count));
    for (const ThingPass& pass : thing_passes()) {
      by_kind[static_cast<size_t>(pass.kind)].push_back(&pass);
    }
    return by_kind;
  }();
  return result;
}

/// A declaration whose name another one had before.
auto is_repeated(const Model& model, ObjectId id) -> bool {
  const Object& object = model.object(id);
  if (object.parent != 0 || (object.flags & Object::damaged) == 0 || object.name.length == 0) {
    return false;
  }
  const ObjectId first = model.names ? model.names->first_checked(id) : ObjectId();
  return first && first != id && model.object(first).kind == object.kind;
}

void check_unit(Checker& checker, uint32_t unit) {
  const Unit& file = checker.model.units[unit];
  if (file.only_for_names || file.is_library) return;
  LanguageCheck languages(checker, unit);
  uint32_t repeated_until = 0;
  for (uint32_t i = 1; i < file.objects.size(); ++i) {
    if (is_repeated(checker.model, {unit, i})) repeated_until = file.objects[i].span.end();
    // What is declared twice is told; what it holds, the other one may hold better.
    if (file.objects[i].span.offset < repeated_until) continue;
    const Thing thing = checker.model.thing({unit, i});
    const Word kind = file.objects[i].kind;
    if (kind < Word::core_count) {
      for (const ThingPass* pass : passes_by_kind()[static_cast<size_t>(kind)]) {
        pass->run(checker, thing);
      }
    }
    languages.check(thing);
  }
}

void check_curriculum(Checker& checker, Curriculum& curriculum) {
  if (!curriculum.programme) return;
  const Paths paths(checker.model, curriculum);
  Study study{checker, curriculum, paths, checker.model.thing(curriculum.programme)};
  for (const CourseUse& use : curriculum.offered) {
    if (!use.course) curriculum.structure_in_error = true;
    else if (checker.facts.has(use.course, Facts::HoursInError)) curriculum.hours_in_error = true;
  }
  if (checker.facts.has(curriculum.programme, Facts::HoursInError))
    curriculum.hours_in_error = true;
  for (const StudyPass& pass : study_passes()) pass.run(study);
}

}  // namespace

void check(Model& model, const Parallel& parallel, Diagnostics& diagnostics) {
  Facts facts(model);
  parallel(model.units.size(),
           [&](size_t unit) { facts.gather(model, static_cast<uint32_t>(unit)); });
  Checker whole{model, facts, diagnostics};
  check_cycles(whole);
  const auto run = [&](size_t count, const auto& check) {
    auto found = in_chunks(parallel, count, chunk, [&](size_t first, size_t end) {
      Diagnostics result;
      Checker checker{model, facts, result};
      for (size_t i = first; i < end; ++i) check(checker, i);
      return result;
    });
    for (Diagnostics& part : found) diagnostics.append(std::move(part));
  };
  run(model.checked_units,
      [](Checker& checker, size_t unit) { check_unit(checker, static_cast<uint32_t>(unit)); });
  run(model.curricula.size(),
      [&](Checker& checker, size_t i) { check_curriculum(checker, model.curricula[i]); });
}

}  // namespace kava
