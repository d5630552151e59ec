// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "compiler/model/model.h"
#include "compiler/model/paths.h"

/// What a definition does not say but means: fallbacks and derived names. The same for checks,
/// rules and emitters. Nothing here reports; what cannot be derived is empty.
namespace kava {

// ---- Quantities ---------------------------------------------------------------------------------

/// The unit itself, be it named by its name or by an alias.
auto same_unit(const Schema& schema, Measure a, Measure b) -> bool;
/// The quantity in another unit; empty if the two cannot be compared (ECTS and hours).
auto converted(const Schema& schema, const Quantity& quantity, Measure to)
    -> std::optional<Quantity>;
/// The sum in the unit of the first; empty if the units cannot be added.
auto added(const Schema& schema, const Quantity& a, const Quantity& b) -> std::optional<Quantity>;
/// As it is printed in messages: `1 course`, but `2 courses` by the alias of the unit.
auto amount(const Schema& schema, const Quantity& quantity) -> Amount;

/// A quantity, and whether it was written or follows from something else.
struct Volume {
  Quantity quantity;
  bool declared = false;
};

// ---- Courses in a programme ---------------------------------------------------------------------

/// Its own languages, else those of the programme.
auto languages_of(const Thing& course, const Thing& programme) -> Cells;
/// Its own field of education, else the programme's.
auto field_of(const Thing& course, const Thing& programme) -> Cell;
/// Its own admission; a course of degree origin falls back to that of its degree programme.
auto admission_of(const Thing& course) -> Thing;
/// `education` of `admission_of`; a course that has an admission without it falls back too.
auto education_of(const Thing& course) -> Cell;

// ---- Hours --------------------------------------------------------------------------------------

/// The finer kinds of `contact`, `practical` or `independent`; the three heads of `total`.
auto parts_of_hours(Word kind) -> std::span<const Word>;
/// The cell that says how many hours of that kind a thing has (`total` may stand before the block).
auto declared_hours(const Thing& thing, Word kind) -> Cell;
/// Declared, else the sum of the parts when all are known. `total` needs all three heads; a head is
/// the sum of those of its finer kinds that are given. An unknown (`?`) is never replaced by a sum.
auto hours_of(const Thing& thing, Word kind) -> std::optional<Volume>;
/// The same for a programme, which falls back to the sum of its courses if that is known and equal
/// on all paths.
auto hours_of(const Model& model, const Curriculum& curriculum, const Paths& paths, Word kind)
    -> std::optional<Volume>;

// ---- Time ---------------------------------------------------------------------------------------

/// A length in calendar units; one number is both bounds.
struct Duration {
  std::optional<Quantity> lower, upper;
  bool declared = false;
};
/// Declared, else the number of semesters; empty if there is neither.
auto duration_of(const Model& model, const Curriculum& curriculum) -> std::optional<Duration>;

/// Its own calendar, else the nearest one above it through `part_of`.
auto calendar_of(const Thing& organisation) -> Thing;
/// The block `term autumn 2026 { … }` of a calendar; empty if it has none.
auto term_of(const Thing& calendar, ObjectId season, int year) -> Thing;
/// The calendar that an offering follows: of its own first provider, else of the programme's lead
/// or first provider.
auto calendar_of(const Thing& offering, const Thing& programme) -> Thing;
/// The season of the term in which a day lies, else of the next one; empty if the calendar does not
/// reach so far.
auto season_on(const Thing& calendar, Date day) -> Thing;
/// The day on which it begins; a term gives the date in the calendar.
auto begins_of(const Thing& offering, const Thing& programme) -> std::optional<Date>;
/// The term of each semester, counted from the beginning; shorter than the semesters where the
/// calendar ends. A summer term is passed over unless the semester asks for it.
auto terms_of(const Model& model, const Curriculum& curriculum, const Thing& offering) -> Things;
/// Declared, else the end of the last term; empty if the calendar does not reach so far.
auto ends_of(const Model& model, const Curriculum& curriculum, const Thing& offering)
    -> std::optional<Date>;

// ---- Organisations ------------------------------------------------------------------------------

/// The nearest one with a `legal_name`, itself or above it through `part_of`: the university of a
/// department. Empty if there is none.
auto institution_of(const Thing& organisation) -> Thing;
/// A field that is inherited through `part_of`: `country`, `hours_per_credit`.
auto inherited(const Thing& organisation, Word word) -> Cell;
/// Providers of an offering: its own, else the programme's.
auto providers_of(const Thing& offering, const Thing& programme) -> Things;
/// Declared on the offering (if there is one), else on the programme, else the institution of the
/// lead, else that of the only provider.
auto awarding_bodies_of(const Thing& programme, const Thing& offering = {}) -> Things;

// ---- Money --------------------------------------------------------------------------------------

/// Amount, else `rate` × credits of what is offered, else the sum of `per_semester`.
auto total_of(const Thing& price, const Thing& offered) -> std::optional<Volume>;
/// `rate` × credits alone.
auto by_rate(const Thing& price, const Thing& offered) -> std::optional<Quantity>;
/// What is paid in each semester: `per_semester`, else `rate` × the credits of each; all at once
/// where there are no semesters. Empty if a semester has not the same credits for every learner.
auto instalments(const Thing& price, const Curriculum& curriculum) -> std::vector<Quantity>;

// ---- Outcomes and assessments -------------------------------------------------------------------

/// The assessments that prove an outcome: those that assess it and those of what achieves it,
/// transitively. An outcome achieved by a whole course is proved by all its assessments.
auto assessments_of(const Thing& outcome) -> Things;
/// The criteria of those assessments that serve the outcome: those `for` it and those without
/// `for`.
auto criteria_of(const Thing& outcome) -> Things;

/// Values of a word on the programme itself and on the given courses of `offered`; each thing or
/// concept once. For `assessment`, `lecturer`, `leader`, `method`, `material`, `mode` …
auto gathered(const Model& model, const Curriculum& curriculum, std::span<const uint32_t> courses,
              Word word) -> Cells;
/// Criteria of the gathered assessments.
auto gathered_criteria(const Model& model, const Curriculum& curriculum,
                       std::span<const uint32_t> courses) -> Cells;

}  // namespace kava
