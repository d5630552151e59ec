// SPDX-License-Identifier: Apache-2.0
// The hours that a programme declares are those of its courses, in all and kind by kind, on every
// path.
#include "compiler/check/checker.h"

namespace kava {
namespace {

/// What the courses give of one kind of hours, where it is not what the programme declares.
struct Difference {
  Word kind = Word::none;
  Cell cell;
  Quantity declared, found;
  Weights weights;
  Path path;
  bool same_on_all_paths = true;
};

/// Hours of that kind of every course, in the unit of the programme; empty if some are not known.
auto hours_of_courses(const Study& study, Word kind, Measure unit) -> std::optional<Weights> {
  Weights weights;
  for (uint32_t i = 0; i < study.curriculum.offered.size(); ++i) {
    const auto hours = hours_of(study.course(i), kind);
    const auto same = hours ? converted(study.model().schema, hours->quantity, unit) : std::nullopt;
    if (!same) return std::nullopt;
    weights.push_back(same->value);
  }
  return weights;
}

auto difference(const Study& study, Word kind) -> std::optional<Difference> {
  Difference result;
  result.kind = kind;
  result.cell = declared_hours(study.programme, kind);
  const auto declared = known(result.cell);
  if (!declared) return std::nullopt;
  result.declared = *declared;
  auto weights = hours_of_courses(study, kind, declared->measure);
  if (!weights) return std::nullopt;
  result.weights = std::move(*weights);
  Extremes sums = study.paths.extremes(result.weights);
  if (sums.lowest == declared->value && sums.highest == declared->value) return std::nullopt;
  const bool low = sums.lowest != declared->value;
  result.found = {low ? sums.lowest : sums.highest, declared->measure};
  result.path = low ? std::move(sums.lowest_path) : std::move(sums.highest_path);
  result.same_on_all_paths = sums.lowest == sums.highest;
  return result;
}

auto written(const Schema& schema, const Difference& what) -> std::string {
  const bool before_block = what.cell.value().word != what.kind;
  const std::string word(schema.spelling(before_block ? Word::hours : what.kind));
  return word + ' ' + as_written(schema, what.found);
}

/// The kinds that differ are told together: it is one table that is wrong.
void report(Study& study, const std::vector<Difference>& differences) {
  const Schema& schema = study.model().schema;
  const Difference& first = differences.front();
  Report& report =
      study.checker.report(first.cell.location(), diag::course_hours_mismatch,
                           Name{std::string(schema.spelling(first.kind))},
                           amount(schema, first.found), amount(schema, first.declared));
  bool always = true;
  std::string lines;
  for (const Difference& one : differences) {
    always = always && one.same_on_all_paths;
    if (!lines.empty()) lines += "; ";
    lines += written(schema, one);
    LocalisedText working = path_working(study, one.path, one.weights, one.found);
    const std::string kind = std::string(schema.spelling(one.kind)) + ": ";
    for (auto& [language, words] : working) words = kind + words;
    report.detail(Detail::Kind::Working, std::move(working));
    if (one.cell.location() != first.cell.location()) {
      report.note(one.cell.location(), message(diag::whole_here, amount(schema, one.declared)));
    }
  }
  if (!always) {
    const auto note = path_note(study.model(), study.curriculum, first.path);
    if (note) report.notes.push_back(*note);
    report.detail(
        Detail::Kind::Help,
        {{"en", "give the courses of every choice the same hours, or correct the programme"},
         {"et", "anna iga valiku õppeainetele samad tunnid või paranda õppekava tunde"}});
    return;
  }
  report.detail(Detail::Kind::Help,
                {{"en", "write `" + lines + "`, or correct the hours of the courses"},
                 {"et", "kirjuta `" + lines + "` või paranda õppeainete tunde"}});
  for (const Difference& one : differences) {
    report.edit(one.cell.location(), as_written(schema, one.found));
  }
}

}  // namespace

void check_programme_hours(Study& study) {
  Curriculum& curriculum = study.curriculum;
  if (curriculum.offered.empty() || curriculum.hours_in_error || curriculum.credits_in_error)
    return;
  if (!study.programme.has(Word::hours) || !study.has_paths()) return;
  std::vector<Difference> differences;
  for (const Word kind : {Word::total, Word::contact, Word::practical, Word::independent}) {
    if (auto one = difference(study, kind)) differences.push_back(std::move(*one));
  }
  if (differences.empty()) return;
  curriculum.hours_in_error = true;
  report(study, differences);
}

}  // namespace kava
