// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/derived.h"

#include <algorithm>

namespace kava {
namespace {

/// Longest chain of `part_of` that is followed: departments are not nested deeper, and a circle
/// ends.
constexpr int part_of_depth = 32;

auto canonical(const Schema& schema, Measure measure) -> uint16_t {
  const auto index = static_cast<uint16_t>(measure);
  const uint16_t other = schema.measures[index].same_as;
  return other == 0 ? index : other;
}

auto known_quantity(const Cell& cell) -> std::optional<Quantity> {
  return cell.known() ? cell.quantity() : std::nullopt;
}

/// The first block or reference of a field that is one.
auto first_thing(const Thing& thing, Word word) -> Thing {
  if (!thing) return {};
  for (const Value& value : thing.unit().entries_of(thing.object())) {
    if (value.word != word) continue;
    if (const Thing found = Cell(&thing.model(), thing.id().unit, &value).thing()) return found;
  }
  return {};
}

auto contains(const Things& things, const Thing& thing) -> bool {
  return std::ranges::find(things, thing) != things.end();
}

void add_distinct(Things& things, const Thing& thing) {
  if (thing && !contains(things, thing)) things.push_back(thing);
}

/// Itself, then what it is part of.
template <typename Visit>
void upwards(Thing organisation, Visit&& visit) {
  for (int depth = 0; organisation && depth < part_of_depth; ++depth) {
    if (visit(organisation)) return;
    organisation = first_thing(organisation, Word::part_of);
  }
}

}  // namespace

// ---- Quantities ---------------------------------------------------------------------------------

auto same_unit(const Schema& schema, Measure a, Measure b) -> bool {
  return a == b || canonical(schema, a) == canonical(schema, b);
}

auto converted(const Schema& schema, const Quantity& quantity, Measure to)
    -> std::optional<Quantity> {
  if (same_unit(schema, quantity.measure, to)) return Quantity{quantity.value, to};
  const MeasureRow& from_row = schema.measures[canonical(schema, quantity.measure)];
  const MeasureRow& to_row = schema.measures[canonical(schema, to)];
  if (from_row.quantity != to_row.quantity || from_row.factor == 0 || to_row.factor == 0) {
    return std::nullopt;
  }
  return Quantity{quantity.value * from_row.factor / to_row.factor, to};
}

auto added(const Schema& schema, const Quantity& a, const Quantity& b) -> std::optional<Quantity> {
  const auto other = converted(schema, b, a.measure);
  if (!other) return std::nullopt;
  return Quantity{a.value + other->value, a.measure};
}

auto amount(const Schema& schema, const Quantity& quantity) -> Amount {
  const uint16_t index = canonical(schema, quantity.measure);
  if (quantity.value == 1) return {quantity.value, schema.measures[index].name};
  for (const MeasureRow& row : schema.measures) {
    if (row.same_as == index && index != 0) return {quantity.value, row.name};
  }
  return {quantity.value, schema.measures[index].name};
}

// ---- Courses in a programme ---------------------------------------------------------------------

auto languages_of(const Thing& course, const Thing& programme) -> Cells {
  return course.has(Word::language) ? course.all(Word::language) : programme.all(Word::language);
}

auto field_of(const Thing& course, const Thing& programme) -> Cell {
  const Cell own = course[Word::field];
  return own ? own : programme[Word::field];
}

namespace {

/// The degree programme that a course of degree origin belongs to.
auto home_of(const Thing& course) -> Thing {
  const Thing origin = first_thing(course, Word::origin);
  return origin ? first_thing(origin, Word::programme) : Thing();
}

}  // namespace

auto admission_of(const Thing& course) -> Thing {
  if (const Thing own = first_thing(course, Word::admission)) return own;
  const Thing home = home_of(course);
  return home && home.kind() == Word::degree_programme ? first_thing(home, Word::admission)
                                                       : Thing();
}

auto education_of(const Thing& course) -> Cell {
  const Thing own = first_thing(course, Word::admission);
  if (own && own.has(Word::education)) return own[Word::education];
  const Thing home = home_of(course);
  if (!home || home.kind() != Word::degree_programme) return {};
  const Thing admission = first_thing(home, Word::admission);
  return admission ? admission[Word::education] : Cell();
}

// ---- Hours --------------------------------------------------------------------------------------

auto parts_of_hours(Word kind) -> std::span<const Word> {
  static constexpr Word total[] = {Word::contact, Word::practical, Word::independent};
  static constexpr Word contact[] = {Word::lecture,
                                     Word::seminar,
                                     Word::exercise,
                                     Word::consultation,
                                     Word::project_supervision,
                                     Word::examination};
  static constexpr Word practical[] = {Word::laboratory, Word::placement, Word::simulation};
  static constexpr Word independent[] = {Word::self_study, Word::project_work, Word::e_learning,
                                         Word::exam_preparation};
  switch (kind) {
    case Word::total: return total;
    case Word::contact: return contact;
    case Word::practical: return practical;
    case Word::independent: return independent;
    default: return {};
  }
}

auto declared_hours(const Thing& thing, Word kind) -> Cell {
  const Thing block = first_thing(thing, Word::hours);
  if (!block) return {};
  const Cell cell = block[kind];
  return !cell && kind == Word::total ? block[Word::value] : cell;
}

auto hours_of(const Thing& thing, Word kind) -> std::optional<Volume> {
  if (const Cell cell = declared_hours(thing, kind)) {
    const auto quantity = known_quantity(cell);
    return quantity ? std::optional(Volume{*quantity, true}) : std::nullopt;
  }
  std::optional<Quantity> sum;
  for (const Word part : parts_of_hours(kind)) {
    const bool absent = !declared_hours(thing, part);
    if (absent && kind != Word::total) continue;
    const auto volume = hours_of(thing, part);
    if (!volume) return std::nullopt;
    sum = sum ? added(thing.model().schema, *sum, volume->quantity) : volume->quantity;
    if (!sum) return std::nullopt;
  }
  return sum ? std::optional(Volume{*sum, false}) : std::nullopt;
}

auto hours_of(const Model& model, const Curriculum& curriculum, const Paths& paths, Word kind)
    -> std::optional<Volume> {
  const Thing programme = model.thing(curriculum.programme);
  if (const auto own = hours_of(programme, kind)) return own;
  if (declared_hours(programme, kind) || curriculum.offered.empty()) return std::nullopt;
  if (paths.none() || paths.undetermined()) return std::nullopt;
  Weights weights;
  Measure measure = Measure::none;
  for (const CourseUse& use : curriculum.offered) {
    const auto hours = hours_of(model.thing(use.course), kind);
    if (!hours) return std::nullopt;
    if (weights.empty()) measure = hours->quantity.measure;
    const auto same = converted(model.schema, hours->quantity, measure);
    if (!same) return std::nullopt;
    weights.push_back(same->value);
  }
  const Extremes sums = paths.extremes(weights);
  if (sums.lowest != sums.highest) return std::nullopt;
  return Volume{{sums.lowest, measure}, false};
}

// ---- Time ---------------------------------------------------------------------------------------

auto duration_of(const Model& model, const Curriculum& curriculum) -> std::optional<Duration> {
  if (const Cell cell = model.thing(curriculum.programme)[Word::duration]) {
    if (!cell.known()) return std::nullopt;
    return Duration{cell.lower(), cell.upper(), true};
  }
  const auto semester = model.schema.measure("semester");
  if (curriculum.semesters.empty() || !semester) return std::nullopt;
  const Quantity count{static_cast<int64_t>(curriculum.semesters.size()), *semester};
  return Duration{count, count, false};
}

auto calendar_of(const Thing& organisation) -> Thing {
  Thing result;
  upwards(organisation, [&](const Thing& at) {
    result = first_thing(at, Word::calendar);
    return static_cast<bool>(result);
  });
  return result;
}

namespace {

struct TermName {
  ObjectId season;
  int year = 0;
};

auto term_name(const Cell& cell) -> std::optional<TermName> {
  if (!cell.known() || cell.kind() != ValueKind::Term) return std::nullopt;
  const Cells items = cell.items();
  if (items.size() != 2 || !items[0].known() || !items[1].known()) return std::nullopt;
  return TermName{items[0].thing().id(), static_cast<int>(items[1].value().mantissa)};
}

auto date_of(const Thing& term, Word word) -> std::optional<Date> {
  const Cell cell = term[word];
  return cell.known() ? cell.date() : std::nullopt;
}

/// Terms with a known beginning, in order of time.
auto terms_in_order(const Thing& calendar) -> Things {
  Things terms;
  for (const Thing& term : calendar.things(Word::term)) {
    if (date_of(term, Word::begins)) terms.push_back(term);
  }
  std::ranges::sort(terms, [](const Thing& a, const Thing& b) {
    const Date first = *date_of(a, Word::begins);
    const Date second = *date_of(b, Word::begins);
    return first != second ? first < second : a.id() < b.id();
  });
  return terms;
}

auto season_of(const Thing& term) -> Thing {
  const auto name = term_name(term[Word::value]);
  return name ? term.model().thing(name->season) : Thing();
}

// Studies go from autumn to spring to autumn. A summer term is an extra one; it counts where the
// studies begin in it or where a semester is said to be in summer.
auto is_summer(const Thing& season) -> bool { return season && season.name() == "summer"; }

}  // namespace

auto term_of(const Thing& calendar, ObjectId season, int year) -> Thing {
  if (!calendar) return {};
  for (const Thing& term : calendar.things(Word::term)) {
    const auto name = term_name(term[Word::value]);
    if (name && name->season == season && name->year == year) return term;
  }
  return {};
}

auto season_on(const Thing& calendar, Date day) -> Thing {
  if (!calendar) return {};
  for (const Thing& term : terms_in_order(calendar)) {
    const auto ends = date_of(term, Word::ends);
    if (day <= (ends ? *ends : *date_of(term, Word::begins))) return season_of(term);
  }
  return {};
}

auto calendar_of(const Thing& offering, const Thing& programme) -> Thing {
  if (const Thing own = first_thing(offering, Word::provider)) return calendar_of(own);
  if (const Thing lead = first_thing(programme, Word::lead)) return calendar_of(lead);
  return calendar_of(first_thing(programme, Word::provider));
}

auto begins_of(const Thing& offering, const Thing& programme) -> std::optional<Date> {
  const Cell cell = offering[Word::begins];
  if (!cell.known()) return std::nullopt;
  if (const auto name = term_name(cell)) {
    const Thing term = term_of(calendar_of(offering, programme), name->season, name->year);
    return term ? date_of(term, Word::begins) : std::nullopt;
  }
  return cell.date();
}

auto terms_of(const Model& model, const Curriculum& curriculum, const Thing& offering) -> Things {
  const Thing programme = model.thing(curriculum.programme);
  const auto begins = begins_of(offering, programme);
  const Thing calendar = calendar_of(offering, programme);
  if (!begins || !calendar) return {};
  const size_t wanted = std::max<size_t>(1, curriculum.semesters.size());
  Things result;
  for (const Thing& term : terms_in_order(calendar)) {
    if (result.size() == wanted) break;
    const auto ends = date_of(term, Word::ends);
    const bool over = ends ? *ends < *begins : *date_of(term, Word::begins) < *begins;
    if (over) continue;
    if (!result.empty() && is_summer(season_of(term))) {
      const ObjectId semester = curriculum.semesters[result.size()];
      const Thing season = semester ? first_thing(model.thing(semester), Word::season) : Thing();
      if (!is_summer(season)) continue;
    }
    result.push_back(term);
  }
  return result;
}

auto ends_of(const Model& model, const Curriculum& curriculum, const Thing& offering)
    -> std::optional<Date> {
  if (const Cell cell = offering[Word::ends]) return cell.known() ? cell.date() : std::nullopt;
  const Things terms = terms_of(model, curriculum, offering);
  if (terms.empty() || terms.size() < curriculum.semesters.size()) return std::nullopt;
  return date_of(terms.back(), Word::ends);
}

// ---- Organisations ------------------------------------------------------------------------------

auto institution_of(const Thing& organisation) -> Thing {
  Thing result;
  upwards(organisation, [&](const Thing& at) {
    if (at.has(Word::legal_name)) result = at;
    return static_cast<bool>(result);
  });
  return result;
}

auto inherited(const Thing& organisation, Word word) -> Cell {
  Cell result;
  upwards(organisation, [&](const Thing& at) {
    result = at[word];
    return static_cast<bool>(result);
  });
  return result;
}

auto providers_of(const Thing& offering, const Thing& programme) -> Things {
  if (offering && offering.has(Word::provider)) return offering.things(Word::provider);
  return programme.things(Word::provider);
}

auto awarding_bodies_of(const Thing& programme, const Thing& offering) -> Things {
  for (const Thing& thing : {offering, programme}) {
    if (thing && thing.has(Word::awarding_body)) return thing.things(Word::awarding_body);
  }
  Thing from = first_thing(programme, Word::lead);
  if (!from) {
    const Cells providers = programme.all(Word::provider);
    if (providers.size() == 1 && providers[0].known()) from = providers[0].thing();
  }
  const Thing institution = institution_of(from);
  return institution ? Things{institution} : Things();
}

// ---- Money --------------------------------------------------------------------------------------

auto by_rate(const Thing& price, const Thing& offered) -> std::optional<Quantity> {
  const Thing rate = first_thing(price, Word::rate);
  if (!rate || !offered) return std::nullopt;
  const auto each = known_quantity(rate[Word::value]);
  const auto credits = known_quantity(offered[Word::credits]);
  if (!each || !credits) return std::nullopt;
  // The price list says for which unit of credit its rates are.
  const Thing list = rate.parent();
  const Cell per = list ? list[Word::per] : Cell();
  if (per.known() && per.kind() == ValueKind::Path) {
    const auto unit = price.model().schema.measure(per.text());
    if (!unit || !same_unit(price.model().schema, *unit, credits->measure)) return std::nullopt;
  }
  return Quantity{each->value * credits->value, each->measure};
}

auto total_of(const Thing& price, const Thing& offered) -> std::optional<Volume> {
  if (const Cell cell = price[Word::value]) {
    const auto quantity = known_quantity(cell);
    return quantity ? std::optional(Volume{*quantity, true}) : std::nullopt;
  }
  if (price.has(Word::rate)) {
    const auto quantity = by_rate(price, offered);
    return quantity ? std::optional(Volume{*quantity, false}) : std::nullopt;
  }
  std::optional<Quantity> sum;
  for (const Cell& cell : price.all(Word::per_semester)) {
    const auto quantity = known_quantity(cell);
    if (!quantity) return std::nullopt;
    sum = sum ? added(price.model().schema, *sum, *quantity) : quantity;
    if (!sum) return std::nullopt;
  }
  return sum ? std::optional(Volume{*sum, false}) : std::nullopt;
}

namespace {

/// Credits of a semester if they are the same on every path.
auto semester_credits(const Model& model, const Curriculum& curriculum, uint32_t semester)
    -> std::optional<Rational> {
  const auto credits_of = [&](const CourseUse& use) {
    return known_quantity(model.thing(use.course)[Word::credits]);
  };
  Rational sum(0);
  for (const CourseUse& use : curriculum.offered) {
    if (use.semester != semester || use.group != UINT32_MAX) continue;
    const auto credits = credits_of(use);
    if (!credits) return std::nullopt;
    sum = sum + credits->value;
  }
  for (const ElectiveGroup& group : curriculum.groups) {
    if (group.semester != semester || group.parent != UINT32_MAX) continue;
    if (!group.least || !group.most || *group.least != *group.most) return std::nullopt;
    if (!group.by_count) {
      sum = sum + *group.least;
      continue;
    }
    // So many courses are worth the same for all only if each is.
    std::optional<Rational> each;
    for (const uint32_t option : group.options) {
      const auto credits = credits_of(curriculum.offered[option]);
      if (!credits || (each && *each != credits->value)) return std::nullopt;
      each = credits->value;
    }
    if (!each || !group.subgroups.empty()) return std::nullopt;
    sum = sum + *group.least * *each;
  }
  return sum;
}

}  // namespace

auto instalments(const Thing& price, const Curriculum& curriculum) -> std::vector<Quantity> {
  std::vector<Quantity> result;
  for (const Cell& cell : price.all(Word::per_semester)) {
    const auto quantity = known_quantity(cell);
    if (!quantity) return {};
    result.push_back(*quantity);
  }
  if (!result.empty()) return result;
  const Model& model = price.model();
  const auto total = by_rate(price, model.thing(curriculum.programme));
  if (!total) return {};
  if (curriculum.semesters.size() < 2) return {*total};
  const Quantity rate = *known_quantity(first_thing(price, Word::rate)[Word::value]);
  Rational sum(0);
  for (uint32_t semester = 1; semester <= curriculum.semesters.size(); ++semester) {
    const auto credits = semester_credits(model, curriculum, semester);
    if (!credits) return {};
    result.push_back({rate.value * *credits, rate.measure});
    sum = sum + result.back().value;
  }
  // Courses outside of the semesters are paid for too, but it is not said when.
  if (sum != total->value) result.clear();
  return result;
}

// ---- Outcomes and assessments -------------------------------------------------------------------

namespace {

/// Everything that an outcome rests on: itself, then outcomes and courses of `achieved_by`.
void rests_on(const Thing& outcome, Things& found) {
  if (!outcome || contains(found, outcome)) return;
  found.push_back(outcome);
  if (outcome.kind() != Word::outcome) return;
  for (const Thing& other : outcome.things(Word::achieved_by)) rests_on(other, found);
}

auto assesses(const Thing& assessment, const Thing& outcome) -> bool {
  return contains(assessment.things(Word::assesses), outcome);
}

/// The assessments that stand beside an outcome, or in a course.
auto assessments_near(const Thing& thing) -> Things {
  const Thing owner = thing.kind() == Word::outcome ? thing.parent() : thing;
  return owner ? owner.things(Word::assessment) : Things();
}

}  // namespace

auto assessments_of(const Thing& outcome) -> Things {
  Things bases;
  rests_on(outcome, bases);
  Things result;
  for (const Thing& base : bases) {
    for (const Thing& assessment : assessments_near(base)) {
      if (base.kind() == Word::outcome && !assesses(assessment, base)) continue;
      add_distinct(result, assessment);
    }
  }
  return result;
}

auto criteria_of(const Thing& outcome) -> Things {
  Things bases;
  rests_on(outcome, bases);
  Things result;
  for (const Thing& base : bases) {
    const bool whole_course = base.kind() != Word::outcome;
    for (const Thing& assessment : assessments_near(base)) {
      if (!whole_course && !assesses(assessment, base)) continue;
      for (const Thing& criterion : assessment.things(Word::criterion)) {
        const bool serves = whole_course || !criterion.has(Word::for_) ||
                            contains(criterion.things(Word::for_), base);
        if (serves) add_distinct(result, criterion);
      }
    }
  }
  return result;
}

namespace {

auto same_value(const Cell& a, const Cell& b) -> bool {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::Concept:
    case ValueKind::Reference:
    case ValueKind::Block: return a.thing() == b.thing();
    case ValueKind::Text:
    case ValueKind::Localised:
    case ValueKind::Path: return a.localised() == b.localised() && a.text() == b.text();
    default: return false;
  }
}

void add_distinct(Cells& cells, const Cell& cell) {
  const auto same = [&](const Cell& other) { return same_value(cell, other); };
  if (cell.known() && std::ranges::none_of(cells, same)) cells.push_back(cell);
}

}  // namespace

auto gathered(const Model& model, const Curriculum& curriculum, std::span<const uint32_t> courses,
              Word word) -> Cells {
  Cells result;
  for (const Cell& cell : model.thing(curriculum.programme).all(word)) add_distinct(result, cell);
  for (const uint32_t i : courses) {
    const Thing course = model.thing(curriculum.offered[i].course);
    for (const Cell& cell : course.all(word)) add_distinct(result, cell);
  }
  return result;
}

auto gathered_criteria(const Model& model, const Curriculum& curriculum,
                       std::span<const uint32_t> courses) -> Cells {
  Cells result;
  for (const Cell& assessment : gathered(model, curriculum, courses, Word::assessment)) {
    for (const Cell& cell : assessment.thing().all(Word::criterion)) add_distinct(result, cell);
  }
  return result;
}

}  // namespace kava
