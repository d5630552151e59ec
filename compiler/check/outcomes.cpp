// SPDX-License-Identifier: Apache-2.0
// Every outcome of a programme is achieved by outcomes of its courses and assessed with a
// criterion; every outcome of a course is assessed; weights add up to 100 %.
#include <algorithm>

#include "compiler/check/checker.h"

namespace kava {
namespace {

auto damaged(const Thing& thing) -> bool { return (thing.object().flags & Object::damaged) != 0; }

// ---- Courses ------------------------------------------------------------------------------------

/// What to report of what is missing: an error once the programme is proposed; before that a hint
/// where it has been begun, and nothing where it has not.
auto told(bool strict, bool begun) -> std::optional<Severity> {
  if (strict) return Severity::Error;
  return begun ? std::optional(Severity::Hint) : std::nullopt;
}

}  // namespace

void check_course_outcomes(Checker& checker, const Thing& course) {
  const Facts& facts = checker.facts;
  if (damaged(course) || facts.has(course.id(), Facts::OpenAssessment)) return;
  Things missing;
  bool some_assessed = false;
  each(course, Word::outcome, [&](const Cell& cell) {
    const Thing outcome = cell.thing();
    if (!outcome || damaged(outcome)) return;
    if (facts.has(outcome.id(), Facts::Assessed)) some_assessed = true;
    else missing.push_back(outcome);
  });
  if (missing.empty()) return;
  const bool begun = some_assessed || course.has(Word::assessment);
  const auto severity = told(facts.has(course.id(), Facts::Strict), begun);
  if (!severity) return;
  if (!begun) {
    checker.report(course.location(), diag::course_not_assessed, name(course)).severity = *severity;
    return;
  }
  for (const Thing& outcome : missing) {
    Report& report =
        checker.report(outcome.location(), diag::outcome_not_assessed, outcome_words(outcome));
    report.severity = *severity;
    const std::string label = outcome.name().empty() ? "…" : std::string(outcome.name());
    report.detail(Detail::Kind::Help,
                  {{"en", "write `assesses " + label + "` in an assessment of `" +
                              std::string(course.name()) + "`"},
                   {"et", "kirjuta õppeaine `" + std::string(course.name()) +
                              "` mõnda hindamisse `assesses " + label + "`"}});
  }
}

void check_weights(Checker& checker, const Thing& owner) {
  const Schema& schema = checker.model.schema;
  Cells weights;
  int64_t all = 0;
  Thing without;
  each(owner, Word::assessment, [&](const Cell& cell) {
    const Thing assessment = cell.thing();
    if (!assessment || damaged(assessment)) return;
    ++all;
    const Cell weight = assessment[Word::weight];
    if (weight) weights.push_back(weight);
    else if (!without) without = assessment;
  });
  if (weights.empty()) return;
  if (without) {
    checker.report(without.location(), diag::weights_missing,
                   Count{static_cast<int64_t>(weights.size())}, Count{all});
    return;
  }
  Quantity sum{0, Measure::percent};
  for (const Cell& weight : weights) {
    const auto quantity = known(weight);
    const auto percent = quantity ? converted(schema, *quantity, Measure::percent) : std::nullopt;
    if (!percent) return;
    sum.value += percent->value;
  }
  if (sum.value == 100) return;
  Working working(schema);
  for (const Cell& weight : weights) working.add(std::string(), *known(weight));
  checker.report(weights.back().location(), diag::weights_mismatch, amount(schema, sum))
      .detail(Detail::Kind::Working, working.equals(sum))
      .detail(Detail::Kind::Help, {{"en", "change the weights so that they add up to 100%"},
                                   {"et", "muuda osakaale nii, et kokku on 100%"}});
}

// ---- Programmes ---------------------------------------------------------------------------------

namespace {

/// One outcome of a programme and what it is said to rest on.
struct Base {
  Cell cell;
  Thing target;  ///< An outcome or a course.
  Thing course;
  uint32_t offered = UINT32_MAX;
};

auto course_of(const Thing& target) -> Thing {
  if (target.kind() == Word::course) return target;
  const Thing parent = target.parent();
  return parent && parent.kind() == Word::course ? parent : Thing();
}

/// Where the course stands in the programme, itself or as a part of another.
auto place_of(const Study& study, const Thing& course) -> uint32_t {
  for (uint32_t i = 0; i < study.curriculum.offered.size(); ++i) {
    if (study.curriculum.offered[i].course == course.id()) return i;
  }
  for (uint32_t i = 0; i < study.curriculum.offered.size(); ++i) {
    if (refers(study.course(i), Word::part, course)) return i;
  }
  return UINT32_MAX;
}

/// Reports what the outcome rests on outside the programme; those bases are left out.
auto bases_of(Study& study, const Thing& outcome, bool& all_known) -> std::vector<Base> {
  std::vector<Base> result;
  each(outcome, Word::achieved_by, [&](const Cell& cell) {
    if (!cell.known() || !cell.thing()) {
      all_known = false;
      return;
    }
    Base base{cell, cell.thing(), course_of(cell.thing()), UINT32_MAX};
    if (!base.course) {  // Another outcome of the programme: it is judged where it stands.
      all_known = false;
      return;
    }
    base.offered = place_of(study, base.course);
    if (base.offered != UINT32_MAX) {
      result.push_back(base);
      return;
    }
    all_known = false;
    if (study.curriculum.structure_in_error) return;
    const std::string course(base.course.name());
    study.checker
        .report(cell.location(), diag::achieved_elsewhere, outcome_words(outcome), Name{course})
        .detail(
            Detail::Kind::Help,
            {{"en", "add `" + course + "` to the programme, or take it out of `achieved_by`"},
             {"et", "lisa `" + course + "` õppekavva või jäta see väljast `achieved_by` välja"}});
  });
  return result;
}

/// Some path has none of the courses that the outcome rests on.
void check_on_every_path(Study& study, const Thing& outcome, const std::vector<Base>& bases) {
  if (!study.has_paths()) return;
  Weights weights(study.curriculum.offered.size());
  for (const Base& base : bases) {
    if (!study.in_group(base.offered)) return;
    weights[base.offered] = 1;
  }
  const Extremes sums = study.paths.extremes(weights);
  if (sums.lowest > 0) return;
  Report& report =
      study.checker.report(outcome.location(), diag::outcome_left_out, outcome_words(outcome));
  std::vector<uint32_t> about;
  for (const Base& base : bases) about.push_back(base.offered);
  if (const auto note = path_note(study.model(), study.curriculum, sums.lowest_path, about)) {
    report.notes.push_back(*note);
  }
}

/// It is assessed, or that it is not is told at the course.
auto assessed(const Study& study, const Base& base) -> bool {
  const Facts& facts = study.checker.facts;
  if (facts.has(base.course.id(), Facts::OpenAssessment)) return true;
  if (base.target.kind() == Word::course) {
    return base.course.has(Word::assessment) || base.course.has(Word::outcome);
  }
  return true;
}

/// The assessments on which an outcome of the programme rests, if none of them has a criterion for
/// it.
auto without_criterion(const Study& study, const std::vector<Base>& bases) -> Things {
  const Facts& facts = study.checker.facts;
  for (const Base& base : bases) {
    if (facts.has(base.course.id(), Facts::OpenAssessment)) return {};
    if (facts.has(base.target.id(), Facts::WithCriterion)) return {};
  }
  Things result;
  for (const Base& base : bases) {
    const bool whole = base.target.kind() == Word::course;
    for (const Thing& assessment : base.course.things(Word::assessment)) {
      if (damaged(assessment)) return {};
      if (!whole && !refers(assessment, Word::assesses, base.target)) continue;
      if (whole && assessment.has(Word::criterion)) return {};
      result.push_back(assessment);
    }
  }
  return result;
}

auto has_criteria(const Thing& course) -> bool {
  bool found = false;
  each(course, Word::assessment, [&](const Cell& cell) {
    found = found || (cell.thing() && cell.thing().has(Word::criterion));
  });
  return found;
}

/// One criterion that is missing, and the outcomes that lack it.
struct MissingCriterion {
  Thing assessment;  ///< Where it is told; it may stand in others too.
  Things outcomes;
};

void find_missing_criterion(const Study& study, const Thing& outcome,
                            const std::vector<Base>& bases,
                            std::vector<MissingCriterion>& missing) {
  if (study.checker.facts.has(outcome.id(), Facts::WithCriterion)) return;
  const Things lacking = without_criterion(study, bases);
  if (lacking.empty()) return;
  for (MissingCriterion& other : missing) {
    if (std::ranges::find(lacking, other.assessment) == lacking.end()) continue;
    other.outcomes.push_back(outcome);
    return;
  }
  missing.push_back({lacking.front(), {outcome}});
}

void report_missing_criterion(const Study& study, const MissingCriterion& missing) {
  const auto severity = told(!study.is_draft(), has_criteria(missing.assessment.parent()));
  if (!severity) return;
  Report& report = study.checker.report(missing.assessment.location(), diag::criterion_missing,
                                        outcome_words(missing.outcomes.front()));
  for (const Thing& outcome : missing.outcomes)
    report.note(outcome.location(), message(diag::rests_on_it, outcome_words(outcome)));
  report
      .detail(Detail::Kind::Help, {{"en", "say what shows it: `criterion …` in the assessment"},
                                   {"et", "märgi, mis seda näitab: `criterion …` hindamises"}})
      .severity = *severity;
}

void check_outcome(Study& study, const Thing& outcome, bool others_achieved,
                   std::vector<MissingCriterion>& missing) {
  if (damaged(outcome)) return;
  if (!outcome.has(Word::achieved_by)) {
    const auto severity = told(!study.is_draft(), others_achieved);
    if (!severity) return;
    study.checker.report(outcome.location(), diag::outcome_not_achieved, outcome_words(outcome))
        .severity = *severity;
    return;
  }
  bool all_known = true;
  const std::vector<Base> bases = bases_of(study, outcome, all_known);
  if (!all_known || bases.empty()) return;
  check_on_every_path(study, outcome, bases);
  const Facts& facts = study.checker.facts;
  const bool some_assessed =
      facts.has(outcome.id(), Facts::Assessed) ||
      std::ranges::any_of(bases, [&](const Base& base) { return assessed(study, base); });
  if (!some_assessed && !study.is_draft()) {
    study.checker.report(outcome.location(), diag::outcome_on_nothing_assessed,
                         outcome_words(outcome));
  } else if (some_assessed) {
    find_missing_criterion(study, outcome, bases, missing);
  }
}

}  // namespace

void check_programme_outcomes(Study& study) {
  bool some_achieved = false;
  each(study.programme, Word::outcome, [&](const Cell& cell) {
    some_achieved = some_achieved || (cell.thing() && cell.thing().has(Word::achieved_by));
  });
  std::vector<MissingCriterion> missing;
  each(study.programme, Word::outcome, [&](const Cell& cell) {
    if (cell.thing()) check_outcome(study, cell.thing(), some_achieved, missing);
  });
  for (const MissingCriterion& one : missing) report_missing_criterion(study, one);
}

}  // namespace kava
