// SPDX-License-Identifier: Apache-2.0
// Groups of electives and the shape of a programme: what nothing fits, what is on no path, what
// stands twice, and semesters with a gap.
#include <algorithm>

#include "compiler/base/limits.h"
#include "compiler/check/checker.h"

namespace kava {
namespace {

/// More sums than that are not listed; the nearest ones are.
constexpr size_t listed_sums = 10;

auto asked_cell(const Study& study, uint32_t group) -> Cell {
  return study.model().thing(study.curriculum.groups[group].choose)[Word::value];
}

auto asked(const Study& study, uint32_t group) -> std::string {
  const Cell cell = asked_cell(study, group);
  return cell.known() ? as_written(study.model().schema, cell.lower(), cell.upper()) : "?";
}

auto asked_at(const Study& study, uint32_t group) -> Location {
  const Cell cell = asked_cell(study, group);
  return cell ? cell.location()
              : study.model().thing(study.curriculum.groups[group].choose).location();
}

/// The unit in which a group counts.
auto unit_of(const Study& study, uint32_t group) -> Measure {
  const Cell cell = asked_cell(study, group);
  if (const auto upper = cell.upper()) return upper->measure;
  const auto lower = cell.lower();
  return lower ? lower->measure : Measure::none;
}

void add_options(const Study& study, uint32_t group, std::string& words, Language language) {
  const ElectiveGroup& row = study.curriculum.groups[group];
  for (const uint32_t option : row.options) {
    if (!words.empty()) words += ", ";
    words += study.course(option).name();
    if (row.by_count) continue;
    const auto credits = known(study.course(option)[Word::credits]);
    if (credits) words += ' ' + rendered(amount(study.model().schema, *credits), language);
  }
  for (const uint32_t subgroup : row.subgroups) {
    (words += words.empty() ? "(" : ", (") += asked(study, subgroup) + ": ";
    std::string inner;
    add_options(study, subgroup, inner, language);
    (words += inner) += ')';
  }
}

/// The sums to tell: all, or the two around what is asked for.
auto told_sums(const Study& study, uint32_t group) -> std::vector<Rational> {
  std::vector<Rational> sums = study.paths.possible(group);
  std::erase(sums, Rational(0));
  if (sums.size() <= listed_sums) return sums;
  const ElectiveGroup& row = study.curriculum.groups[group];
  const Rational least = row.least ? *row.least : Rational(0);
  const auto above = std::ranges::lower_bound(sums, least);
  const auto first = above == sums.begin() ? above : above - 1;
  const auto last = above == sums.end() ? above : above + 1;
  return {first, last};
}

/// "a 2 ects, b 3 ects; possible sums: 2, 3, 5 ects".
auto options_words(const Study& study, uint32_t group) -> LocalisedText {
  const std::vector<Rational> sums = told_sums(study, group);
  const Measure unit = unit_of(study, group);
  return in_each([&](Language language) {
    std::string words;
    add_options(study, group, words, language);
    words += language == Language::et ? "; võimalikud summad: " : "; possible sums: ";
    for (size_t i = 0; i < sums.size(); ++i) {
      if (i > 0) words += ", ";
      const bool last = i + 1 == sums.size();
      words += last ? rendered(amount(study.model().schema, {sums[i], unit}), language)
                    : sums[i].text(language == Language::et ? ',' : '.');
    }
    return sums.empty() ? words + "–" : words;
  });
}

void report_nothing_fits(Study& study, uint32_t group) {
  const std::vector<Rational> sums = told_sums(study, group);
  Report& report =
      study.checker.report(asked_at(study, group), diag::nothing_fits, Text{asked(study, group)})
          .detail(Detail::Kind::Working, options_words(study, group));
  if (sums.empty() || sums.size() > listed_sums) return;
  const std::string instead =
      as_written(study.model().schema, Quantity{sums.back(), unit_of(study, group)});
  report.detail(Detail::Kind::Help, {{"en", "ask for what the options can give, `" + instead +
                                                "` for example, or change the options"},
                                     {"et", "nõua seda, mida valikud anda saavad, näiteks `" +
                                                instead + "`, või muuda valikuid"}});
}

void report_off_path(Study& study, uint32_t offered) {
  const uint32_t group = study.curriculum.offered[offered].group;
  const std::string wanted = asked(study, group);
  const std::string course(study.course(offered).name());
  study.checker
      .report(study.curriculum.offered[offered].where, diag::option_on_no_path,
              name(study.course(offered)), Text{wanted})
      .note(asked_at(study, group), message(diag::group_asks, Text{wanted}))
      .detail(Detail::Kind::Working, options_words(study, group))
      .detail(Detail::Kind::Help,
              {{"en", "take `" + course + "` out of the choice, or change what the group asks for"},
               {"et", "jäta `" + course + "` valikust välja või muuda rühma nõuet"}});
}

/// What a group around it asks for could not be read, and so nothing is known of its options.
auto stands_in_unknown(const Study& study, uint32_t group) -> bool {
  const std::vector<ElectiveGroup>& groups = study.curriculum.groups;
  for (uint32_t at = groups[group].parent; at != UINT32_MAX; at = groups[at].parent) {
    if (!asked_cell(study, at).known()) return true;
  }
  return false;
}

void check_group(Study& study, uint32_t group) {
  const ElectiveGroup& row = study.curriculum.groups[group];
  if (stands_in_unknown(study, group)) return;
  const bool has_options = !row.options.empty() || !row.subgroups.empty();
  switch (study.paths.group_state(group)) {
    case GroupState::Fits:
      for (const uint32_t option : row.options) {
        if (!study.paths.reachable(option)) report_off_path(study, option);
      }
      return;
    case GroupState::Empty:
      // A group without options is still to be filled.
      if (has_options) report_nothing_fits(study, group);
      study.curriculum.structure_in_error = true;
      return;
    case GroupState::TooMany:
      if (row.parent != UINT32_MAX) return;
      study.curriculum.structure_in_error = true;
      if (row.options.size() > limits::options_per_group) {
        study.checker.report(asked_at(study, group), diag::too_many_options,
                             Count{static_cast<int64_t>(row.options.size())},
                             Count{static_cast<int64_t>(limits::options_per_group)});
      } else {
        study.checker.report(asked_at(study, group), diag::too_many_sums);
      }
      return;
    case GroupState::UnknownCredits: return;
  }
}

/// Index of the first place where the same course stands; its own if there is none before.
auto first_place(const std::vector<CourseUse>& offered, uint32_t index) -> uint32_t {
  for (uint32_t i = 0; i < index; ++i) {
    if (offered[i].course == offered[index].course) return i;
  }
  return index;
}

void check_twice(Study& study) {
  const std::vector<CourseUse>& offered = study.curriculum.offered;
  for (uint32_t i = 1; i < offered.size(); ++i) {
    if (!offered[i].course) continue;
    const uint32_t first = first_place(offered, i);
    if (first == i) continue;
    study.checker.report(offered[i].where, diag::course_twice, name(study.course(i)))
        .note(offered[first].where, message(diag::first_here));
    study.curriculum.structure_in_error = true;
  }
}

/// Numbers of the semesters: each once, from 1, without a gap.
void check_semesters(Study& study) {
  std::vector<std::pair<int64_t, Location>> seen;
  bool all_known = true;
  each(study.programme, Word::semester, [&](const Cell& cell) {
    const Cell number = cell.thing()[Word::value];
    const auto value = known(number);
    all_known = all_known && value && value->value.is_whole();
    if (!value || !value->value.is_whole()) return;
    const int64_t index = value->value.numerator();
    const auto twice = std::ranges::find(seen, index, &std::pair<int64_t, Location>::first);
    if (twice != seen.end()) {
      study.checker.report(number.location(), diag::semester_twice, Count{index})
          .note(twice->second, message(diag::first_here));
      study.curriculum.structure_in_error = true;  // Which courses come first is not known.
      return;
    }
    seen.emplace_back(index, number.location());
  });
  if (!all_known) return;
  std::ranges::sort(seen, {}, &std::pair<int64_t, Location>::first);
  for (size_t i = 0; i < seen.size(); ++i) {
    const auto expected = static_cast<int64_t>(i) + 1;
    if (seen[i].first == expected) continue;
    // One gap is enough to see what went wrong with the numbers.
    if (seen[i].first > expected) {
      study.checker.report(seen[i].second, diag::semester_gap, Count{expected},
                           Count{seen[i].first});
    }
    return;
  }
}

}  // namespace

void check_electives(Study& study) {
  check_semesters(study);
  check_twice(study);
  for (uint32_t group = 0; group < study.curriculum.groups.size(); ++group) {
    check_group(study, group);
  }
}

}  // namespace kava
