// SPDX-License-Identifier: Apache-2.0
// The courses of a programme give its declared volume, on every path.
#include <map>

#include "compiler/check/checker.h"

namespace kava {
namespace {

/// More courses than that are added up by semester.
constexpr size_t listed_courses = 6;

/// Credits of all courses in the unit of the programme. Empty if some are not known; reports units
/// that cannot be added.
auto credits_of_courses(Study& study, const Cell& declared) -> std::optional<Weights> {
  Weights weights;
  weights.reserve(study.curriculum.offered.size());
  const Measure unit = declared.quantity()->measure;
  bool all_known = true;
  for (uint32_t i = 0; i < study.curriculum.offered.size(); ++i) {
    const Cell cell = study.course(i)[Word::credits];
    const auto credits = known(cell);
    if (!credits) {
      all_known = false;
      continue;
    }
    if (!same_unit(study.model().schema, credits->measure, unit)) {
      study.curriculum.credits_in_error = true;
      study.checker
          .report(cell.location(), diag::credit_units_differ,
                  Name{amount(study.model().schema, *credits).unit},
                  Name{amount(study.model().schema, {0, unit}).unit})
          .note(declared.location(),
                message(diag::whole_here, amount(study.model().schema, *declared.quantity())));
      all_known = false;
    }
    weights.push_back(credits->value);
  }
  return all_known ? std::optional(std::move(weights)) : std::nullopt;
}

auto semester_label(uint32_t semester) -> LocalisedText {
  if (semester == 0) return {{"en", "outside semesters:"}, {"et", "väljaspool semestreid:"}};
  return in_all("semester " + std::to_string(semester) + ":");
}

/// The course is taken from a group of which everybody takes one course.
auto takes_one(const Study& study, uint32_t course) -> bool {
  const ElectiveGroup& group = study.curriculum.groups[study.curriculum.offered[course].group];
  return group.by_count && group.least && group.most && *group.least == *group.most;
}

/// What the choices would have to give, where that is possible.
auto help(const Study& study, const Path& path, const Weights& weights, const Quantity& declared,
          bool always_the_same, Rational sum) -> LocalisedText {
  const Schema& schema = study.model().schema;
  if (always_the_same) {
    const std::string line = "`credits " + as_written(schema, {sum, declared.measure}) + "`";
    return {{"en", "write " + line + ", or change what the courses give"},
            {"et", "kirjuta " + line + " või muuda õppeainete mahtu"}};
  }
  const std::vector<uint32_t> choice = chosen(study.curriculum, path);
  if (choice.size() == 1 && takes_one(study, choice[0])) {
    const std::string course = "`" + std::string(study.course(choice[0]).name()) + "`";
    const Rational needed = weights[choice[0]] + declared.value - sum;
    if (needed > 0) {
      const std::string worth = as_written(schema, {needed, declared.measure});
      return {
          {"en", "make " + course + " worth " + worth + ", or take it out of the choice"},
          {"et", "anna õppeainele " + course + " maht " + worth + " või jäta see valikust välja"}};
    }
  }
  Rational fixed = sum;
  for (const uint32_t i : choice) fixed = fixed - weights[i];
  if (fixed < declared.value) {
    const std::string rest = as_written(schema, {declared.value - fixed, declared.measure});
    return {{"en", "let every choice add up to " + rest},
            {"et", "lase igal valikul anda kokku " + rest}};
  }
  return {{"en", "change the declared volume or the courses that everybody takes"},
          {"et", "muuda õppekava mahtu või õppeaineid, mille võtavad kõik"}};
}

}  // namespace

auto path_working(const Study& study, const Path& path, const Weights& weights, const Quantity& sum)
    -> LocalisedText {
  Working result(study.model().schema);
  std::map<uint32_t, Rational> by_semester;
  for (const uint32_t i : path.courses) {
    by_semester[study.curriculum.offered[i].semester] += weights[i];
  }
  if (path.courses.size() <= listed_courses || by_semester.size() == 1) {
    for (const uint32_t i : path.courses) {
      result.add(std::string(study.course(i).name()), {weights[i], sum.measure});
    }
    return result.equals(sum);
  }
  for (const auto& [semester, credits] : by_semester) {
    result.add(semester_label(semester), {credits, sum.measure});
  }
  return result.equals(sum);
}

void check_credits(Study& study) {
  for (uint32_t i = 0; i < study.curriculum.offered.size(); ++i) {
    const ObjectId course = study.curriculum.offered[i].course;
    if (!course) return;
    if (study.checker.facts.has(course, Facts::CreditsInError)) {
      study.curriculum.credits_in_error = true;
    }
  }
  const Cell cell = study.programme[Word::credits];
  const auto declared = known(cell);
  if (!declared || study.curriculum.offered.empty() || study.curriculum.credits_in_error) return;
  const auto weights = credits_of_courses(study, cell);
  if (!weights || !study.has_paths()) return;

  const Extremes sums = study.paths.extremes(*weights);
  if (sums.lowest == declared->value && sums.highest == declared->value) return;
  const bool low = sums.lowest != declared->value;
  const Rational sum = low ? sums.lowest : sums.highest;
  const Path& path = low ? sums.lowest_path : sums.highest_path;
  study.curriculum.credits_in_error = true;

  const Quantity found{sum, declared->measure};
  const Schema& schema = study.model().schema;
  Report& report = study.checker.report(cell.location(), diag::credits_mismatch,
                                        amount(schema, found), amount(schema, *declared));
  const bool always_the_same = sums.lowest == sums.highest;
  const auto note = path_note(study.model(), study.curriculum, path);
  if (note && !always_the_same) report.notes.push_back(*note);
  report.detail(Detail::Kind::Working, path_working(study, path, *weights, found))
      .detail(Detail::Kind::Help, help(study, path, *weights, *declared, always_the_same, sum));
  if (always_the_same) report.edit(cell.location(), as_written(schema, found));
}

void check_parts_of_course(Checker& checker, const Thing& course) {
  const Cell cell = course[Word::credits];
  const auto declared = known(cell);
  if (!declared || !course.has(Word::part)) return;
  const Schema& schema = checker.model.schema;
  Working working(schema);
  std::optional<Quantity> sum = Quantity{0, declared->measure};
  each(course, Word::part, [&](const Cell& part) {
    const auto credits = part.known() ? known(part.thing()[Word::credits]) : std::nullopt;
    if (!sum || !credits) {
      sum.reset();
      return;
    }
    working.add(std::string(part.thing().name()), *credits);
    sum = added(schema, *sum, *credits);
  });
  if (!sum || sum->value == declared->value) return;
  checker.facts.set(course.id(), Facts::CreditsInError);
  checker
      .report(cell.location(), diag::parts_of_course_mismatch, amount(schema, *sum),
              amount(schema, *declared))
      .detail(Detail::Kind::Working, working.equals(*sum))
      .detail(Detail::Kind::Help,
              {{"en", "write `credits " + as_written(schema, *sum) + "`, or change the parts"},
               {"et", "kirjuta `credits " + as_written(schema, *sum) + "` või muuda osi"}})
      .edit(cell.location(), as_written(schema, *sum));
}

}  // namespace kava
