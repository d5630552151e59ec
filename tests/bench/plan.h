// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "words.h"

/// What a generated programme consists of, before a line of it is written.
namespace kava::bench {

constexpr int files_per_folder = 100;
constexpr int programmes_per_shared_file = 50;
constexpr int shared_courses_per_file = 3;
constexpr int hours_per_credit = 26;

/// SplitMix64: small, fast, and the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }

  /// A number from 0 to `bound` - 1. The tiny bias of the remainder does no harm here.
  int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }

  bool chance(int percent) { return below(100) < percent; }

  template <typename T, std::size_t N>
  const T& pick(const std::array<T, N>& choices) {
    return choices.at(static_cast<std::size_t>(below(static_cast<int>(N))));
  }

 private:
  std::uint64_t state_;
};

/// The one mistake a faulty programme contains.
enum class Fault {
  none,
  wrong_sum,
  unknown_course,
  unclosed_block,
  missing_criterion,
  volume_too_large,
  course_too_small,
  missing_transcript,
  unknown_field,
  decimal_comma,
  weights,
  hours_parts,
  degree_share,
  outcome_not_assessed,
};
constexpr int fault_kinds = 13;

struct Outcome {
  std::string name;
  Text verb;
  Text topic;
  Text condition;
};

struct Course {
  std::string name;
  std::string code;
  Text title;
  int credits = 0;
  bool degree = true;
  bool shared = false;
  int semester = 1;
  std::vector<Outcome> outcomes;
  std::string requires_course;
};

/// What `choose` asks for in a group of electives: `amount` is written as it stands.
struct Electives {
  std::string amount;
  int credits = 0;
  std::vector<Course> options;
};

/// Everything that has been decided about a programme before its text is written.
struct Plan {
  int index = 0;
  const Area* area = nullptr;
  std::string name;
  std::vector<Course> courses;
  std::optional<Electives> electives;
  std::vector<Outcome> outcomes;
  int semesters = 1;
  int contact_per_credit = 8;
  int practical_per_credit = 2;
  bool master = false;
  Fault fault = Fault::none;
};

/// `count` outcomes that differ in verb and topic.
inline std::vector<Outcome> make_outcomes(Random& random, const Area& area, int count) {
  std::vector<Outcome> outcomes;
  const int first_verb = random.below(static_cast<int>(verbs.size()));
  const int first_topic = random.below(static_cast<int>(topics_per_area));
  for (int i = 0; i < count; ++i) {
    const auto& verb = verbs.at(static_cast<std::size_t>(first_verb + i) % verbs.size());
    const auto& topic = area.topics.at(static_cast<std::size_t>(first_topic + i) % topics_per_area);
    outcomes.push_back({verb.slug, verb.text, topic, random.pick(conditions)});
  }
  return outcomes;
}

inline Course make_course(Random& random, const Area& area, int slot, const std::string& suffix,
                          int credits, int least_outcomes = 1) {
  const CourseWords& words = area.courses.at(static_cast<std::size_t>(slot) % courses_per_area);
  Course course;
  course.name = fmt::format("{}_{}", words.slug, suffix);
  course.code = fmt::format("C{}-{}", suffix, slot + 1);
  course.title = words.title;
  course.credits = credits;
  course.degree = random.chance(75);
  course.outcomes = make_outcomes(random, area, std::max(least_outcomes, 1 + random.below(2)));
  return course;
}

/// The courses of shared file `group`: always the same, whoever asks.
inline std::vector<Course> shared_courses(std::uint64_t seed, int group, int count) {
  Random random(seed ^ (0x5eedU + static_cast<std::uint64_t>(group) * 0x10001U));
  const Area& area = random.pick(areas);
  std::vector<Course> courses;
  for (int i = 0; i < count; ++i) {
    Course course = make_course(random, area, i, fmt::format("shared_{:05}", group), 3 + i % 2);
    course.degree = true;
    course.shared = true;
    courses.push_back(course);
  }
  return courses;
}

inline bool uses_shared_course(int index) { return index % 3 == 0; }

inline int shared_slot(int index) {
  return index % programmes_per_shared_file / 3 % shared_courses_per_file;
}

/// How many courses of the shared file of `group` some programme uses, if there are `n` programmes.
inline int shared_courses_used(int group, int n) {
  int used = 0;
  const int first = group * programmes_per_shared_file;
  for (int i = first; i < n && i < first + programmes_per_shared_file; ++i) {
    if (uses_shared_course(i) && shared_slot(i) >= used) used = shared_slot(i) + 1;
  }
  return used;
}

/// Groups whose options allow several choices, but all of the same volume, since the sum of the
/// courses must be the declared volume whatever is chosen.
inline Electives make_electives(Random& random, const Area& area, const std::string& suffix) {
  struct Shape {
    const char* amount;
    std::array<int, 4> credits;
  };
  constexpr std::array<Shape, 4> shapes = {{{"6 ects", {3, 3, 6, 0}},
                                            {"2 courses", {3, 3, 3, 0}},
                                            {"5..7 ects", {6, 6, 0, 0}},
                                            {"5..8 ects", {3, 3, 6, 0}}}};
  const Shape& shape = random.pick(shapes);
  Electives electives{shape.amount, 6, {}};
  for (int i = 0; shape.credits.at(static_cast<std::size_t>(i)) != 0; ++i) {
    const int credits = shape.credits.at(static_cast<std::size_t>(i));
    electives.options.push_back(make_course(random, area, 3 + i, suffix, credits));
  }
  return electives;
}

inline int total_credits(const Plan& plan) {
  int total = plan.electives ? plan.electives->credits : 0;
  for (const Course& course : plan.courses) total += course.credits;
  return total;
}

/// Turns courses into degree courses until at least half of the volume is of degree study.
/// Electives are not counted, so that the share holds whatever is chosen.
inline void ensure_degree_share(Plan& plan) {
  const int total = total_credits(plan);
  int degree = 0;
  for (const Course& course : plan.courses) degree += course.degree ? course.credits : 0;
  for (Course& course : plan.courses) {
    if (2 * degree >= total) return;
    if (course.degree) continue;
    course.degree = true;
    degree += course.credits;
  }
}

inline void place_in_semesters(Random& random, Plan& plan) {
  const int count = static_cast<int>(plan.courses.size());
  plan.semesters = count > 2 || plan.electives ? 2 : 1;
  for (int i = 0; i < count; ++i) {
    plan.courses[static_cast<std::size_t>(i)].semester =
        2 * i < count || plan.semesters == 1 ? 1 : 2;
  }
  Course& last = plan.courses.back();
  if (last.semester == 2 && !last.shared && random.chance(50)) {
    last.requires_course = plan.courses.front().name;
  }
}

inline void add_own_courses(Random& random, Plan& plan, const std::string& suffix) {
  constexpr std::array<int, 4> volumes = {3, 4, 6, 6};
  const int count = plan.electives || uses_shared_course(plan.index) ? 2 : 2 + random.below(2);
  for (int i = 0; i < count; ++i) {
    const int credits = random.pick(volumes);
    plan.courses.push_back(make_course(random, *plan.area, i, suffix, credits, i == 0 ? 2 : 1));
  }
}

inline Plan make_plan(std::uint64_t seed, int index) {
  Random random(seed * 0x2545f4914f6cdd1dU + static_cast<std::uint64_t>(index));
  Plan plan;
  plan.index = index;
  plan.area = &random.pick(areas);
  plan.name = fmt::format("programme_{:06}", index);
  plan.master = random.chance(30);
  plan.contact_per_credit = 6 + 2 * random.below(3);
  plan.practical_per_credit = 2 * random.below(3);
  const std::string suffix = fmt::format("{:06}", index);
  if (index % 5 == 3) plan.electives = make_electives(random, *plan.area, suffix);
  add_own_courses(random, plan, suffix);
  if (uses_shared_course(index)) {
    const int slot = shared_slot(index);
    const auto shared = shared_courses(seed, index / programmes_per_shared_file, slot + 1);
    plan.courses.insert(plan.courses.begin() + 1, shared.back());
  }
  ensure_degree_share(plan);
  place_in_semesters(random, plan);
  plan.outcomes = make_outcomes(random, *plan.area, 2 + random.below(2));
  return plan;
}

/// Faulty programmes are spread evenly: exactly `percent` of a hundred in a row.
inline bool is_faulty(int index, int percent) {
  const int shifted = index + 50;
  return (shifted + 1) * percent / 100 > shifted * percent / 100;
}

/// Puts the mistake into the plan; mistakes of writing are made by the writers below.
inline void spoil(Plan& plan) {
  switch (plan.fault) {
    case Fault::volume_too_large:
      plan.courses[0].credits += 31 - total_credits(plan);
      ensure_degree_share(plan);
      break;
    case Fault::course_too_small:
      plan.courses.front().credits = 1;
      plan.courses.back().credits += 5;  // so that the volume stays above its own minimum
      ensure_degree_share(plan);
      break;
    case Fault::degree_share:
      for (Course& course : plan.courses) course.degree = course.shared;
      if (plan.electives) {
        for (Course& course : plan.electives->options) course.degree = false;
      }
      break;
    default: break;
  }
}

}  // namespace kava::bench
