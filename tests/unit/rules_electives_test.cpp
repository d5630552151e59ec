// SPDX-License-Identifier: Apache-2.0
// Rules over electives are judged as if every path were written down.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "compiler/driver/library.h"
#include "compiler/pipeline.h"

namespace kava {
namespace {

struct CourseCase {
  int credits = 0;
  bool degree = false;
};

struct GroupCase {
  std::vector<CourseCase> options;
  bool by_count = false;
  int least = 0, most = 0;
};

struct Case {
  std::vector<CourseCase> fixed;
  std::vector<GroupCase> groups;
};

using Chosen = std::vector<CourseCase>;

auto sum(const Chosen& courses) -> int {
  int result = 0;
  for (const CourseCase& course : courses) result += course.credits;
  return result;
}

auto degree_sum(const Chosen& courses) -> int {
  int result = 0;
  for (const CourseCase& course : courses) result += course.degree ? course.credits : 0;
  return result;
}

auto degrees(const Chosen& courses) -> int {
  int result = 0;
  for (const CourseCase& course : courses) result += course.degree ? 1 : 0;
  return result;
}

auto largest(const Chosen& courses) -> int {
  int result = 0;
  for (const CourseCase& course : courses) result = std::max(result, course.credits);
  return result;
}

auto count(const Chosen& courses) -> int { return static_cast<int>(courses.size()); }

/// Whether the sum of the credits lies within a quarter of a target.
auto is_near(const Chosen& courses, int target) -> bool {
  return 4 * std::abs(sum(courses) - target) <= target;
}

/// A rule as it is written, and what it means.
struct RuleCase {
  std::string text;
  std::function<bool(const Chosen&)> holds;
  /// Of a conditional rule: where it applies.
  std::function<bool(const Chosen&)> applies = {};
};

auto rules(int n) -> std::vector<RuleCase> {
  return {
      {fmt::format("require programme.courses.sum(credits) <= {} ects", 4 * n),
       [=](const Chosen& c) { return sum(c) <= 4 * n; }},
      {"require programme.courses.where(origin = degree).sum(credits) >= "
       "50% of programme.courses.sum(credits)",
       [](const Chosen& c) { return 2 * degree_sum(c) >= sum(c); }},
      {fmt::format("require programme.courses.count(origin = degree) in 1..{}", n),
       [=](const Chosen& c) { return degrees(c) >= 1 && degrees(c) <= n; }},
      {"require programme.courses.any(origin = degree)",
       [](const Chosen& c) { return degrees(c) > 0; }},
      {"require not programme.courses.all(origin = degree)",
       [](const Chosen& c) { return degrees(c) < static_cast<int>(c.size()); }},
      {fmt::format("require programme.courses.none(credits > {} ects)", n),
       [=](const Chosen& c) { return largest(c) <= n; }},
      {"require programme.courses.share(origin = degree) >= 1 / 3",
       [](const Chosen& c) { return 3 * degree_sum(c) >= sum(c); }},
      {fmt::format("any {{ require programme.courses.sum(credits) >= {} ects; "
                   "require programme.courses.count = {} }}",
                   3 * n, n),
       [=](const Chosen& c) { return sum(c) >= 3 * n || static_cast<int>(c.size()) == n; }},
      {fmt::format("require programme.courses.max(credits) <= {} ects", n),
       [=](const Chosen& c) { return largest(c) <= n; }},
      {fmt::format("when programme.courses.any(origin = degree)\n"
                   "require programme.courses.sum(credits) >= {} ects",
                   2 * n),
       [=](const Chosen& c) { return sum(c) >= 2 * n; },
       [](const Chosen& c) { return degrees(c) > 0; }},
      // On some programmes this holds on every path, though not for all courses together.
      {fmt::format("when programme.courses.count <= {}\n"
                   "require programme.courses.sum(credits) >= {} ects",
                   n + 2, 2 * n),
       [=](const Chosen& c) { return sum(c) >= 2 * n; },
       [=](const Chosen& c) { return count(c) <= n + 2; }},
      {fmt::format("when programme.courses.sum(credits) within 25% of {} ects\n"
                   "when programme.courses.any(credits >= 1 ects)\n"
                   "require programme.courses.any(origin = degree)",
                   2 * n),
       [](const Chosen& c) { return degrees(c) > 0; },
       [=](const Chosen& c) { return is_near(c, 2 * n); }},
      {fmt::format("require programme.courses.sum(credits) within 25% of {} ects", 3 * n),
       [=](const Chosen& c) { return is_near(c, 3 * n); }},
      {fmt::format("any {{ require programme.courses.sum(credits) within 25% of {} ects; "
                   "require programme.courses.sum(credits) within 25% of {} ects; "
                   "require programme.courses.count <= {} }}",
                   2 * n, 4 * n, n),
       [=](const Chosen& c) { return is_near(c, 2 * n) || is_near(c, 4 * n) || count(c) <= n; }},
      {fmt::format("require not (programme.courses.any(origin = degree) or "
                   "programme.courses.count > {})",
                   n),
       [=](const Chosen& c) { return degrees(c) == 0 && count(c) <= n; }},
      {fmt::format("each course in programme.courses\nrequire course.credits <= {} ects", n),
       [=](const Chosen& c) { return largest(c) <= n; }},
      {"each course in programme.courses\n"
       "require course.credits * 2 <= programme.courses.sum(credits)",
       [](const Chosen& c) { return largest(c) * 2 <= sum(c); }},
  };
}

auto random_case(std::mt19937& random) -> Case {
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto course = [&] { return CourseCase{1 + upto(4), upto(2) == 0}; };
  Case result;
  for (int i = 1 + upto(2); i > 0; --i) result.fixed.push_back(course());
  for (int g = 1 + upto(3); g > 0; --g) {
    GroupCase group;
    for (int i = 2 + upto(3); i > 0; --i) group.options.push_back(course());
    group.by_count = upto(2) == 0;
    group.least = group.by_count ? 1 : 1 + upto(4);
    group.most = group.least + upto(3);
    result.groups.push_back(group);
  }
  return result;
}

/// All paths, written down one by one; none if a group has no choice that fits.
void list_paths(const Case& study, size_t group, Chosen& chosen, std::vector<Chosen>& paths) {
  if (group == study.groups.size()) {
    paths.push_back(chosen);
    return;
  }
  const GroupCase& here = study.groups[group];
  for (unsigned subset = 0; subset < 1U << here.options.size(); ++subset) {
    Chosen added;
    for (size_t i = 0; i < here.options.size(); ++i) {
      if ((subset >> i & 1U) != 0) added.push_back(here.options[i]);
    }
    const int measure = here.by_count ? static_cast<int>(added.size()) : sum(added);
    if (measure < here.least || measure > here.most) continue;
    const size_t before = chosen.size();
    chosen.insert(chosen.end(), added.begin(), added.end());
    list_paths(study, group + 1, chosen, paths);
    chosen.resize(before);
  }
}

auto source_text(const Case& study, const std::vector<RuleCase>& rules) -> std::string {
  std::string result = "regulation house {\n in_force 2026-01-01..\n title en \"House rules\"\n";
  for (size_t i = 0; i < rules.size(); ++i) {
    result += fmt::format(" rule r{} {{ text en \"x\"\n{}\n}}\n", i, rules[i].text);
  }
  result += "}\nprogramme p under house {\n";
  std::string courses;
  int number = 0;
  const auto add = [&](const CourseCase& course) {
    const std::string name = fmt::format("c{}", number++);
    courses += fmt::format("course {} {{ credits {} ects; origin {} }}\n", name, course.credits,
                           course.degree ? "degree" : "continuing");
    return name;
  };
  for (const CourseCase& course : study.fixed) result += fmt::format(" course {}\n", add(course));
  for (const GroupCase& group : study.groups) {
    result += fmt::format(" choose {}..{} {} {{ course ", group.least, group.most,
                          group.by_count ? "courses" : "ects");
    for (size_t i = 0; i < group.options.size(); ++i) {
      result += (i == 0 ? "" : ", ") + add(group.options[i]);
    }
    result += " }\n";
  }
  return result + "}\n" + courses;
}

auto judged(const std::string& text) -> Model {
  Diagnostics diagnostics;
  std::vector<Unit> units;
  units.push_back(compile_unit({SourceId{0}, "case.kava", "", text}, diagnostics));
  return link(std::move(units), library(), LinkOptions(), one_by_one, diagnostics);
}

TEST(RulesElectives, AreJudgedAsIfEveryPathWereWrittenDown) {
  std::mt19937 random(7);
  size_t compared = 0;
  for (int round = 0; round < 250; ++round) {
    const Case study = random_case(random);
    std::vector<Chosen> paths;
    Chosen chosen = study.fixed;
    list_paths(study, 0, chosen, paths);
    if (paths.empty()) continue;
    const auto written = rules(1 + round % 5);
    const std::string text = source_text(study, written);
    const Model model = judged(text);
    ASSERT_EQ(model.curricula.size(), 1U) << text;
    if (model.curricula[0].structure_in_error) continue;  // An option on no path.
    ASSERT_EQ(model.curricula[0].verdicts.size(), written.size()) << text;
    for (size_t i = 0; i < written.size(); ++i) {
      bool holds = true;
      bool applies = false;
      for (const Chosen& path : paths) {
        const bool here = !written[i].applies || written[i].applies(path);
        holds = holds && (!here || written[i].holds(path));
        applies = applies || here;
      }
      const VerdictKind verdict = model.curricula[0].verdicts[i].kind;
      const bool kept =
          verdict == VerdictKind::Kept || (!applies && verdict == VerdictKind::NotApplicable);
      EXPECT_EQ(kept, holds) << written[i].text << "\n" << text;
      EXPECT_TRUE(kept || verdict == VerdictKind::Broken) << written[i].text << "\n" << text;
      ++compared;
    }
  }
  EXPECT_GT(compared, 1000U);
}

}  // namespace
}  // namespace kava
