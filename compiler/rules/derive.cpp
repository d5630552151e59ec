// SPDX-License-Identifier: Apache-2.0
// Derived names: what follows from the fields. What model/derived.h knows is asked there.
#include "compiler/model/derived.h"

#include <algorithm>

#include "compiler/rules/evaluator.h"

namespace kava {
namespace {

auto absent(ObjectId owner, Word word) -> Datum {
  return Datum::missing(State::Absent, {owner, word, nullptr});
}

}  // namespace

auto Evaluator::derived(const Instruction& node) -> Datum {
  Datum made;
  const Datum& owner = operand(node, 0, made);
  if (owner.shape != Shape::List || !owner.known()) {
    return owner.known() ? derived_of(owner, node) : owner;
  }
  Buffer values;
  for (uint32_t i = 0; i < size(owner); ++i) {
    const Datum element = at(owner, i);
    const Datum value = element.known() ? derived_of(element, node) : element;
    if (value.shape != Shape::List) {
      if (value.state != State::Absent) values.push_back(value);
      continue;
    }
    for (uint32_t k = 0; k < size(value); ++k) values.push_back(at(value, k));
  }
  return list_found(values, owner.origin);
}

auto Evaluator::derived_of(const Datum& owner, const Instruction& node) -> Datum {
  const auto thing = [&] { return model_.thing(owner.object); };
  switch (node.derived) {
    case Derived::courses: return courses_of_path(owner.object);
    case Derived::offered: return all_courses();
    case Derived::gathered:
    case Derived::modes: return gathered(node, owner);
    case Derived::criteria: return gathered_criteria(owner);
    case Derived::outcome_assessments: return proofs(owner, false);
    case Derived::outcome_criteria: return proofs(owner, true);
    case Derived::duration: return duration();
    case Derived::award: return award();
    case Derived::awarding_body:
      return things_list(awarding_bodies_of(thing()), {owner.object, node.word, nullptr});
    case Derived::stackability: return stackability();
    case Derived::target_level:
    case Derived::target_field:
    case Derived::target_providers: return of_target(node, owner);
    case Derived::outcome_groups: return outcome_groups();
    case Derived::offerings: return offerings(owner.object);
    case Derived::latest_offering: return latest_offering();
    case Derived::course_admission: return course_admission(owner);
    case Derived::inherited: return inherited(node, owner);
    case Derived::course_semester: return course_semester(owner);
    case Derived::serves: return serves(owner);
    case Derived::semester_courses: return courses_of_semester(owner);
    case Derived::institution: {
      const Thing found = institution_of(thing());
      return found ? Datum::of_object(Shape::Thing, found.id()) : absent(owner.object, node.word);
    }
    case Derived::country: {
      const Cell found = kava::inherited(thing(), Word::country);
      if (!found) return absent(owner.object, node.word);
      return convert(owner.object, node.word, found.value());
    }
    case Derived::offering_programme: return read(owner.object, Word::of);
    case Derived::price_total: return price_total(owner);
    case Derived::price_instalments: return price_instalments(owner);
    case Derived::concept_code: return code_of(owner);
    case Derived::broader: {
      const ObjectId found = world_.broader(owner.object);
      return found ? Datum::of_object(Shape::Thing, found) : absent(owner.object, node.word);
    }
  }
  return {};
}

auto Evaluator::things_list(std::span<const Thing> things, Origin origin) -> Datum {
  Buffer values;
  for (const Thing& thing : things) append(values, thing.id());
  return list_found(values, origin);
}

/// A thing that stands for itself.
void Evaluator::append(Buffer& out, ObjectId thing) {
  Datum& value = out.emplace_back();
  value.shape = Shape::Thing;
  value.object = thing;
  value.origin.owner = thing;
}

auto Evaluator::code_of(const Datum& concept_) const -> Datum {
  Datum result;
  result.shape = Shape::Text;
  result.text = model_.thing(concept_.object).code();
  result.origin = concept_.origin;
  return result;
}

// ---- Courses
// --------------------------------------------------------------------------------------

auto Evaluator::courses_of_path(ObjectId owner) -> Datum {
  Buffer courses;
  for (const uint32_t i : path_) {
    if (const ObjectId course = curriculum_->offered[i].course) append(courses, course);
  }
  return list_found(courses, {owner, Word::course, nullptr});
}

auto Evaluator::all_courses() -> Datum {
  Things courses;
  for (const CourseUse& use : curriculum_->offered) {
    if (use.course) courses.push_back(model_.thing(use.course));
  }
  return things_list(courses, {curriculum_->programme, Word::course, nullptr});
}

auto Evaluator::courses_of_semester(const Datum& semester) -> Datum {
  const auto& semesters = curriculum_->semesters;
  const auto number = std::find(semesters.begin(), semesters.end(), semester.object);
  const auto wanted = static_cast<uint32_t>(number - semesters.begin()) + 1;
  Buffer courses;
  for (const uint32_t i : path_) {
    const CourseUse& use = curriculum_->offered[i];
    if (!use.course || number == semesters.end() || use.semester != wanted) continue;
    append(courses, use.course);
  }
  return list_found(courses, {semester.object, Word::course, nullptr});
}

auto Evaluator::course_semester(const Datum& course) -> Datum {
  for (const CourseUse& use : curriculum_->offered) {
    if (use.course != course.object || use.semester == 0) continue;
    return Datum::of_number(Rational(use.semester));
  }
  return absent(course.object, Word::semester);
}

auto Evaluator::course_admission(const Datum& course) -> Datum {
  const Thing found = admission_of(model_.thing(course.object));
  if (!found) return absent(course.object, Word::admission);
  Datum result = Datum::of_object(Shape::Thing, found.id());
  result.origin = {course.object, Word::admission, nullptr};
  return result;
}

auto Evaluator::inherited(const Instruction& node, const Datum& course) -> Datum {
  const Datum own = member(course, node);
  const bool has_own = own.shape == Shape::List ? size(own) > 0 : own.state != State::Absent;
  return has_own ? own : member(Datum::of_object(Shape::Thing, curriculum_->programme), node);
}

/// A field of the programme and of the courses on the path. Modes are the courses' only where the
/// programme names none.
auto Evaluator::gathered(const Instruction& node, const Datum& owner) -> Datum {
  Buffer values;
  const auto add = [&](ObjectId id) {
    if (!id) return;
    Buffer found;
    const State state = read_all(id, node.word, found);
    if (state == State::InError) values.push_back(Datum::missing(state, {id, node.word, nullptr}));
    for (const Datum& value : found) {
      const bool is_new = std::none_of(values.begin(), values.end(), [&](const Datum& other) {
        return value.known() && same(value, other);
      });
      if (is_new) values.push_back(value);
    }
  };
  add(owner.object);
  if (node.derived != Derived::modes || values.empty()) {
    for (const uint32_t i : path_) add(curriculum_->offered[i].course);
  }
  return list_found(values, {owner.object, node.word, nullptr});
}

auto Evaluator::gathered_criteria(const Datum& owner) -> Datum {
  Buffer values;
  const auto add = [&](ObjectId id) {
    if (!id) return;
    Buffer assessments;
    read_all(id, Word::assessment, assessments);
    for (const Datum& assessment : assessments) {
      if (assessment.shape == Shape::Thing) read_all(assessment.object, Word::criterion, values);
    }
  };
  add(owner.object);
  for (const uint32_t i : path_) add(curriculum_->offered[i].course);
  return list_found(values, {owner.object, Word::criterion, nullptr});
}

// ---- Programme
// ------------------------------------------------------------------------------------

auto Evaluator::duration() -> Datum {
  const ObjectId programme = curriculum_->programme;
  Instruction own;
  own.word = Word::duration;
  const Datum declared = member(Datum::of_object(Shape::Thing, programme), own);
  if (declared.state != State::Absent) return declared;
  const auto found = duration_of(model_, *curriculum_);
  if (!found || !found->lower) return absent(programme, Word::duration);
  Datum result = amount(*found->lower);
  // It stands at the last semester: that one is too many.
  result.origin = {curriculum_->semesters.back(), Word::duration, nullptr};
  return result;
}

auto Evaluator::offerings(ObjectId owner) -> Datum {
  Buffer values;
  for (const ObjectId id : curriculum_->offerings)
    values.push_back(Datum::of_object(Shape::Thing, id));
  return list_found(values, {owner, Word::offering, nullptr});
}

/// The offering that begins last; of those of which that is not known the one written last.
auto Evaluator::latest_offering() const -> Datum {
  const Thing programme = model_.thing(curriculum_->programme);
  ObjectId latest;
  std::optional<Date> day;
  for (const ObjectId offering : curriculum_->offerings) {
    const auto begins = begins_of(model_.thing(offering), programme);
    if (latest && day && (!begins || *begins < *day)) continue;
    latest = offering;
    day = begins;
  }
  if (!latest) return absent(curriculum_->programme, Word::offering);
  Datum result = Datum::of_object(Shape::Thing, latest);
  result.origin.owner = latest;
  return result;
}

auto Evaluator::award() -> Datum {
  const Datum own = read(curriculum_->programme, Word::award);
  if (own.state != State::Absent) return own;
  for (const ObjectId regulation : curriculum_->regulations) {
    const Datum given = read(regulation, Word::award);
    if (given.state == State::Absent) continue;
    Datum result = given;
    result.origin = {curriculum_->programme, Word::award, nullptr};
    return result;
  }
  return own;
}

auto Evaluator::stackability() -> Datum {
  const Thing programme = model_.thing(curriculum_->programme);
  Datum result = absent(curriculum_->programme, Word::stacks);
  for (const Cell& cell : programme.all(Word::stacks)) {
    if (!cell.known())
      return Datum::missing(State::Unknown, {curriculum_->programme, Word::stacks, &cell.value()});
    const Thing block = cell.thing();
    const Cell value = block ? block[Word::value] : cell;
    const bool none = value && value.text() == "none";
    result = {};
    result.shape = Shape::Text;
    result.text = none ? "stand_alone" : "stackable";
    result.origin = {curriculum_->programme, Word::stacks, &cell.value()};
  }
  return result;
}

/// What the programme or degree programme says that `stacks towards` names; a target in words has
/// neither level nor field.
auto Evaluator::of_target(const Instruction& node, const Datum& stacks) -> Datum {
  const Cell value = model_.thing(stacks.object)[Word::value];
  Thing target;
  if (value && value.kind() == ValueKind::Pair) {
    const Cell named = value.items()[1];
    if (named.kind() == ValueKind::Reference) target = named.thing();
  }
  const bool of_level = node.derived == Derived::target_level;
  if (of_level && model_.thing(stacks.object).has(Word::target_level))
    return read(stacks.object, Word::target_level);
  if (!target) return absent(stacks.object, node.word);
  if (of_level) return read(target.id(), Word::level);
  if (node.derived == Derived::target_field) return read(target.id(), Word::field);
  return things_list(target.things(Word::provider), {target.id(), Word::provider, nullptr});
}

auto Evaluator::price_total(const Datum& price) -> Datum {
  const auto found = total_of(model_.thing(price.object), model_.thing(curriculum_->programme));
  if (!found) {
    // It may be there, and not known or in error.
    for (const Word word : {Word::value, Word::rate, Word::per_semester}) {
      const Datum part = read(price.object, word);
      if (!part.known() && part.state != State::Absent) return part;
    }
    return absent(price.object, Word::price);
  }
  Datum result = amount(found->quantity);
  result.origin = price.origin;
  return result;
}

auto Evaluator::price_instalments(const Datum& price) -> Datum {
  Buffer values;
  for (const Quantity& part : instalments(model_.thing(price.object), *curriculum_)) {
    values.push_back(amount(part));
  }
  if (values.empty()) return absent(price.object, Word::per_semester);
  Datum result = list_of(values);
  result.origin = price.origin;
  return result;
}

// ---- Outcomes
// -------------------------------------------------------------------------------------

/// An outcome of which nobody said what achieves it. The passes tell of it once the programme is
/// proposed, and before if other outcomes are further; a rule need not.
auto Evaluator::unachieved(ObjectId outcome) const -> Datum {
  bool told = curriculum_->status != Status::Draft;
  Buffer outcomes;
  read_all(curriculum_->programme, Word::outcome, outcomes);
  for (const Datum& other : outcomes) {
    told =
        told || (other.shape == Shape::Thing && model_.thing(other.object).has(Word::achieved_by));
  }
  return Datum::missing(told ? State::InError : State::Absent,
                        {outcome, Word::achieved_by, nullptr});
}

/// Why an outcome has no proof: what achieves it is not known, or no course assesses it. The passes
/// tell of the second as of `unachieved`.
auto Evaluator::unproved(ObjectId outcome, bool criteria) const -> Datum {
  Buffer bases;
  if (read_all(outcome, Word::achieved_by, bases) != State::Known) return unachieved(outcome);
  bool told = curriculum_->status != Status::Draft;
  for (const Datum& base : bases) {
    if (!base.known()) return base;
    for (Thing at = model_.thing(base.object); at && !told; at = at.parent()) {
      if (at.kind() != Word::course) continue;
      for (const Thing& assessment : at.things(Word::assessment)) {
        told = told || !criteria || assessment.has(Word::criterion);
      }
    }
  }
  const Word word = criteria ? Word::criterion : Word::assessment;
  return Datum::missing(told ? State::InError : State::Absent, {outcome, word, nullptr});
}

auto Evaluator::proofs(const Datum& outcome, bool criteria) -> Datum {
  for (const Proof& proof : proofs_) {
    if (proof.outcome == outcome.object && proof.criteria == criteria) return proof.list;
  }
  const Thing thing = model_.thing(outcome.object);
  const Things found = criteria ? criteria_of(thing) : assessments_of(thing);
  Datum result;
  if (found.empty()) {
    const bool assessed = criteria && proofs(outcome, false).known();
    result = unproved(outcome.object, assessed);
  } else {
    Buffer values;
    for (const Thing& proof : found) values.push_back(Datum::of_object(Shape::Thing, proof.id()));
    result = kept_list(values);
    result.origin = {outcome.object, criteria ? Word::criterion : Word::assessment, nullptr};
  }
  proofs_.push_back({outcome.object, criteria, result});
  return result;
}

namespace {

/// The course in which an outcome or course that `achieved_by` names stands.
auto course_of(const Model& model, ObjectId id) -> ObjectId {
  for (Thing at = model.thing(id); at; at = at.parent()) {
    if (at.kind() == Word::course) return at.id();
  }
  return {};
}

}  // namespace

/// Which courses the outcomes of the programme name, found for all courses at once.
auto Evaluator::serving() -> const Serving& {
  if (serving_) return *serving_;
  Serving& result = serving_.emplace();
  Buffer outcomes;
  read_all(curriculum_->programme, Word::outcome, outcomes);
  result.gap = {curriculum_->programme, Word::outcome, nullptr};
  result.complete = !outcomes.empty();
  for (const Datum& outcome : outcomes) {
    if (outcome.shape != Shape::Thing) continue;
    Buffer bases;
    read_all(outcome.object, Word::achieved_by, bases);
    if (bases.empty()) {
      const Datum open = unachieved(outcome.object);
      if (open.state == State::InError) result.state = open.state;
      if (result.complete) result.gap = open.origin;
      result.complete = false;
    }
    for (const Datum& base : bases) {
      if (!base.known()) result.state = base.state;
      if (base.shape != Shape::Thing) continue;
      result.pairs.emplace_back(course_of(model_, base.object), outcome);
    }
  }
  return result;
}

auto Evaluator::serves(const Datum& course) -> Datum {
  const Serving& all = serving();
  Buffer served;
  for (const auto& [of, outcome] : all.pairs) {
    const bool told = !served.empty() && served.back().object == outcome.object;
    if (of == course.object && !told) served.push_back(outcome);
  }
  if (served.empty() && all.state != State::Known) return Datum::missing(all.state, all.gap);
  Datum result = list_of(served);
  result.by_absence = served.empty() && !all.complete;
  result.origin = all.complete ? Origin{course.object, Word::achieved_by, nullptr} : all.gap;
  return result;
}

/// Connected parts of the graph of courses and outcomes: each as a number from 1.
auto Evaluator::outcome_groups() -> Datum {
  const auto& offered = curriculum_->offered;
  std::vector<uint32_t> part(offered.size());
  for (uint32_t i = 0; i < part.size(); ++i) part[i] = i;
  const auto top = [&](uint32_t i) {
    while (part[i] != i) i = part[i];
    return i;
  };
  Buffer outcomes;
  if (read_all(curriculum_->programme, Word::outcome, outcomes) != State::Known) {
    return absent(curriculum_->programme, Word::outcome);
  }
  for (const Datum& outcome : outcomes) {
    if (outcome.shape != Shape::Thing) return outcome;
    Buffer bases;
    if (read_all(outcome.object, Word::achieved_by, bases) != State::Known) {
      return unachieved(outcome.object);
    }
    uint32_t first = UINT32_MAX;
    for (const Datum& base : bases) {
      if (!base.known()) return base;
      const ObjectId course =
          base.shape == Shape::Thing ? course_of(model_, base.object) : ObjectId();
      for (uint32_t i = 0; i < offered.size(); ++i) {
        if (!course || offered[i].course != course) continue;
        if (first == UINT32_MAX) first = top(i);
        part[top(i)] = first;
      }
    }
  }
  Buffer groups;
  for (uint32_t i = 0; i < part.size(); ++i) {
    if (top(i) == i) groups.push_back(Datum::of_number(Rational(i + 1)));
  }
  return list_found(groups, {curriculum_->programme, Word::outcome, nullptr});
}

// ---- Hours
// ----------------------------------------------------------------------------------------

auto Evaluator::hours(const Instruction& node, const Datum& owner) -> Datum {
  if (!owner.known()) return owner;
  const auto of = [&](const Datum& thing) {
    const bool is_programme = thing.object == curriculum_->programme;
    return is_programme ? hours_of(thing.object, node.word)
                        : Datum(hours_of_course(thing.object, node.word));
  };
  if (owner.shape != Shape::List) return of(owner);
  Buffer values;
  for (uint32_t i = 0; i < size(owner); ++i) {
    const Datum element = at(owner, i);
    values.push_back(element.known() ? of(element) : element);
  }
  return list_of(values);
}

auto Evaluator::hours_of(ObjectId owner, Word part) -> Datum {
  const Datum block = read(owner, Word::hours);
  if (block.state == State::Absent && owner == curriculum_->programme) {
    if (trace_ != nullptr) return hours_of_courses(part, block.origin);
    return hours_of_path(part, block.origin);
  }
  if (!block.known()) return block;
  if (block.shape == Shape::Thing) return hours_in(block.object, part, block.origin);
  return part == Word::total ? block : Datum::missing(State::Absent, block.origin);
}

auto Evaluator::hours_of_course(ObjectId course, Word part) -> const Datum& {
  for (const CourseHours& known : course_hours_) {
    if (known.course == course && known.part == part) return known.hours;
  }
  course_hours_.push_back({course, part, hours_of(course, part)});
  return course_hours_.back().hours;
}

auto Evaluator::hours_in(ObjectId block, Word part, const Origin& origin) -> Datum {
  Datum declared = read(block, part);
  if (declared.state == State::Absent && part == Word::total) declared = read(block, Word::value);
  if (declared.state != State::Absent) return declared;
  Datum sum = absent(block, part);
  for (const Word piece : parts_of_hours(part)) {
    const Datum value = hours_in(block, piece, origin);
    if (value.state == State::Absent && part != Word::total) continue;
    if (!value.known()) return value;
    sum = sum.known() ? added(sum, value, false) : value;
    if (!sum.known()) return sum;
  }
  if (sum.known()) sum.origin = origin;
  return sum;
}

auto Evaluator::hours_of_path(Word part, const Origin& origin) -> const Datum& {
  for (const OfProgramme& known : path_hours_) {
    if (known.word == part) return known.value;
  }
  path_hours_.push_back({part, hours_of_courses(part, origin)});
  return path_hours_.back().value;
}

/// A programme that says nothing of its hours has those of its courses, if all of them are known.
auto Evaluator::hours_of_courses(Word part, const Origin& origin) -> Datum {
  Datum sum = Datum::missing(State::Absent, origin);
  bool first = true;
  for (const uint32_t i : path_) {
    const ObjectId course = curriculum_->offered[i].course;
    if (!course) return Datum::missing(State::InError, origin);
    const Datum& value = hours_of_course(course, part);
    if (value.state == State::Absent) return Datum::missing(State::Absent, origin);
    if (!value.known()) return value;
    sum = first ? value : added(sum, value, false);
    if (!sum.known()) return sum;
    first = false;
  }
  sum.origin = origin;
  return sum;
}

}  // namespace kava
