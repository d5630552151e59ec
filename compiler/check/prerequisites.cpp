// SPDX-License-Identifier: Apache-2.0
// What a course requires is in the programme, comes earlier, and is on every path with it.
#include "compiler/check/checker.h"
#include "compiler/check/requirements.h"

namespace kava {
namespace {

/// A requirement of one course as it stands in one programme.
struct Need {
  uint32_t course;  ///< Index of the course that requires.
  const Requirement& requirement;
  std::vector<uint32_t> offered;  ///< Its alternatives that are in the programme.
  std::vector<uint32_t> in_time;  ///< Those of them that do not come too late.
};

auto index_of(const Curriculum& curriculum, ObjectId course) -> uint32_t {
  for (uint32_t i = 0; i < curriculum.offered.size(); ++i) {
    if (curriculum.offered[i].course == course) return i;
  }
  return UINT32_MAX;
}

auto semester(const Study& study, uint32_t offered) -> uint32_t {
  return study.curriculum.offered[offered].semester;
}

/// Courses outside semesters have no order.
auto comes_in_time(const Study& study, const Need& need, uint32_t other) -> bool {
  const uint32_t own = semester(study, need.course);
  const uint32_t required = semester(study, other);
  if (own == 0 || required == 0) return true;
  return need.requirement.together ? required <= own : required < own;
}

auto names(const Study& study, const Requirement& requirement) -> std::string {
  std::string result;
  for (const ObjectId course : requirement.courses) {
    if (!result.empty()) result += ", ";
    ((result += '`') += study.model().thing(course).name()) += '`';
  }
  return result;
}

auto where(const Study& study, const Need& need) -> Location {
  return study.curriculum.offered[need.course].where;
}

/// Points at the requirement.
void note_requirement(const Need& need, const Study& study, Report& report) {
  const Name course = name(study.course(need.course));
  const Name wanted = name(study.model().thing(need.requirement.courses.front()));
  report.note(need.requirement.where, need.requirement.together
                                          ? message(diag::together_here, course, wanted)
                                          : message(diag::requires_here, course, wanted));
}

/// Entry to the programme asks for one of the courses: nobody is here without it.
auto required_on_entry(const Study& study, const Requirement& wanted) -> bool {
  for (const Requirement& entry : requirements_of(study.programme)) {
    bool covered = true;
    for (const ObjectId course : entry.courses) {
      if (std::ranges::find(wanted.courses, course) == wanted.courses.end()) covered = false;
    }
    if (covered) return true;
  }
  return false;
}

void report_not_offered(Study& study, const Need& need) {
  if (required_on_entry(study, need.requirement)) return;
  const Name course = name(study.course(need.course));
  const bool one = need.requirement.courses.size() == 1;
  const std::string first(study.model().thing(need.requirement.courses.front()).name());
  Report& report = one ? study.checker.report(where(study, need), diag::required_not_offered,
                                              course, Name{first})
                       : study.checker.report(where(study, need), diag::required_any_not_offered,
                                              course, Text{names(study, need.requirement)});
  // A draft may still get the course.
  if (study.is_draft()) report.severity = Severity::Hint;
  note_requirement(need, study, report);
  report.detail(Detail::Kind::Help,
                {{"en", "add `" + first + "` to the programme, or ask for it on entry: `requires " +
                            first + "` in the programme"},
                 {"et", "lisa `" + first + "` õppekavva või nõua seda sisseastumisel: `requires " +
                            first + "` õppekavas"}});
}

void report_late(Study& study, const Need& need) {
  const Name course = name(study.course(need.course));
  const Count own{semester(study, need.course)};
  const uint32_t other = need.offered.front();
  const std::string wanted(study.course(other).name());
  Report* report = nullptr;
  if (need.offered.size() > 1) {
    report = &study.checker.report(where(study, need), diag::required_any_later, course, own,
                                   Text{names(study, need.requirement)});
  } else if (need.requirement.together) {
    report = &study.checker.report(where(study, need), diag::corequired_later, course, own,
                                   Name{wanted}, Count{semester(study, other)});
  } else {
    report = &study.checker.report(where(study, need), diag::required_later, course, own,
                                   Name{wanted}, Count{semester(study, other)});
  }
  report->note(study.curriculum.offered[other].where, message(diag::stands_here, Name{wanted}));
  note_requirement(need, study, *report);
  const std::string text(course.text);
  const std::string where_en =
      need.requirement.together ? "to the same semester" : "to a later semester";
  const std::string where_et =
      need.requirement.together ? "samasse semestrisse" : "hilisemasse semestrisse";
  report->detail(
      Detail::Kind::Help,
      {{"en", "move `" + text + "` " + where_en + ", or `" + wanted + "` to an earlier one"},
       {"et", "vii `" + text + "` " + where_et + " või `" + wanted + "` varasemasse"}});
}

/// A path with the course and without all that would do; found by sums, without listing paths: the
/// course weighs more than all that would do together, so that a sum above zero has it, and the
/// greatest one has none of them if that can be.
void check_left_out(Study& study, const Need& need) {
  for (const uint32_t other : need.in_time) {
    if (!study.in_group(other)) return;
  }
  if (!study.has_paths()) return;
  Weights weights(study.curriculum.offered.size());
  const Rational whole(static_cast<int64_t>(need.in_time.size()) + 1);
  weights[need.course] = whole;
  for (const uint32_t other : need.in_time) weights[other] = -1;
  const Extremes sums = study.paths.extremes(weights);
  if (sums.highest != whole) return;

  const Name course = name(study.course(need.course));
  const std::string wanted(study.course(need.in_time.front()).name());
  Report& report =
      need.in_time.size() == 1
          ? study.checker.report(where(study, need), diag::required_left_out, course, Name{wanted})
          : study.checker.report(where(study, need), diag::required_any_left_out, course,
                                 Text{names(study, need.requirement)});
  std::vector<uint32_t> about = need.in_time;
  about.push_back(need.course);
  if (const auto note = path_note(study.model(), study.curriculum, sums.highest_path, about)) {
    report.notes.push_back(*note);
  }
  note_requirement(need, study, report);
  report.detail(Detail::Kind::Help,
                {{"en", "take `" + wanted + "` out of the choice, so that everybody has it"},
                 {"et", "too `" + wanted + "` valikust välja, et kõik selle läbiksid"}});
}

void check_need(Study& study, uint32_t course, const Requirement& requirement) {
  Need need{course, requirement, {}, {}};
  for (const ObjectId required : requirement.courses) {
    const Facts& facts = study.checker.facts;
    const bool circle = facts.has(required, Facts::InCycle) &&
                        facts.has(study.curriculum.offered[course].course, Facts::InCycle);
    if (circle && !requirement.together) return;  // Reported as a cycle.
    const uint32_t index = index_of(study.curriculum, required);
    if (index == UINT32_MAX) continue;
    need.offered.push_back(index);
    if (comes_in_time(study, need, index)) need.in_time.push_back(index);
  }
  if (need.offered.empty()) return report_not_offered(study, need);
  if (need.in_time.empty()) return report_late(study, need);
  check_left_out(study, need);
}

}  // namespace

void check_prerequisites(Study& study) {
  if (study.curriculum.structure_in_error) return;
  for (uint32_t i = 0; i < study.curriculum.offered.size(); ++i) {
    if (!study.curriculum.offered[i].course) continue;
    const Thing course = study.course(i);
    if (!course.has(Word::requires_) && !course.has(Word::corequires)) continue;
    for (const Requirement& requirement : requirements_of(course)) {
      check_need(study, i, requirement);
    }
  }
}

}  // namespace kava
