// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <set>

#include "compiler/base/limits.h"

namespace kava {
namespace {

/// A programme made by hand: fixed courses and groups of options, with credits in ECTS.
class Programme {
 public:
  Programme() {
    model_.schema.measures.push_back({"ects", Word::credit, Rational(0), 0});
    ects_ = static_cast<uint16_t>(model_.schema.measures.size() - 1);
    Unit& unit = model_.units.emplace_back();
    unit.objects.emplace_back().kind = Word::file;
    curriculum_.programme = add(Word::programme, "programme", {});
  }

  /// A course of so many halves of a credit; -1: not known.
  auto course(std::string name, int halves, uint32_t group = UINT32_MAX) -> uint32_t {
    Value credits = quantity(halves);
    credits.word = Word::credits;
    if (halves < 0) credits.kind = ValueKind::Unknown;
    CourseUse use;
    use.course = add(Word::course, name, {credits});
    use.group = group;
    curriculum_.offered.push_back(use);
    const auto index = static_cast<uint32_t>(curriculum_.offered.size() - 1);
    if (group != UINT32_MAX) curriculum_.groups[group].options.push_back(index);
    return index;
  }

  auto group(bool by_count, std::optional<Rational> least, std::optional<Rational> most,
             uint32_t parent = UINT32_MAX) -> uint32_t {
    Value asked = quantity(2);
    asked.word = Word::value;
    ElectiveGroup group;
    group.choose = add(Word::choose, "", {asked});
    group.by_count = by_count;
    group.least = least;
    group.most = most;
    group.parent = parent;
    curriculum_.groups.push_back(group);
    const auto index = static_cast<uint32_t>(curriculum_.groups.size() - 1);
    if (parent != UINT32_MAX) curriculum_.groups[parent].subgroups.push_back(index);
    return index;
  }

  auto paths() const -> Paths { return {model_, curriculum_}; }
  auto model() const -> const Model& { return model_; }
  auto curriculum() const -> const Curriculum& { return curriculum_; }

 private:
  auto quantity(int halves) const -> Value {
    Value value;
    value.kind = ValueKind::Quantity;
    value.mantissa = halves * 5;
    value.scale = 1;
    value.unit = ects_;
    return value;
  }

  auto add(Word kind, const std::string& name, std::vector<Value> entries) -> ObjectId {
    Unit& unit = model_.units[0];
    Object& object = unit.objects.emplace_back();
    object.kind = kind;
    object.parent = 0;
    object.name = {static_cast<uint32_t>(unit.text.size()), static_cast<uint32_t>(name.size())};
    unit.text += name;
    object.first = static_cast<uint32_t>(unit.entries.size());
    object.count = static_cast<uint32_t>(entries.size());
    unit.entries.insert(unit.entries.end(), entries.begin(), entries.end());
    return {0, static_cast<uint32_t>(unit.objects.size() - 1)};
  }

  Model model_;
  Curriculum curriculum_;
  uint16_t ects_ = 0;
};

/// All paths, written down one by one: subsets of the options that fit every group.
class AllPaths {
 public:
  explicit AllPaths(const Curriculum& curriculum) : curriculum_(curriculum) {
    std::vector<uint32_t> options;
    std::vector<uint32_t> fixed;
    for (uint32_t i = 0; i < curriculum.offered.size(); ++i) {
      (curriculum.offered[i].group == UINT32_MAX ? fixed : options).push_back(i);
    }
    for (uint64_t mask = 0; mask < uint64_t{1} << options.size(); ++mask) {
      Path path{fixed};
      for (size_t bit = 0; bit < options.size(); ++bit) {
        if ((mask >> bit & 1) != 0) path.courses.push_back(options[bit]);
      }
      std::ranges::sort(path.courses);
      if (admissible(path)) paths.push_back(path);
    }
  }

  std::vector<Path> paths;

  auto credits(const Model& model) const -> Weights {
    Weights result;
    for (const CourseUse& use : curriculum_.offered) {
      result.push_back(model.thing(use.course)[Word::credits].quantity()->value);
    }
    return result;
  }
  void measure_credits(const Model& model) { credits_ = credits(model); }

  /// Filters by credits too; needs `measure_credits`.
  void keep_admissible() {
    std::erase_if(paths, [&](const Path& path) { return !admissible(path); });
  }

 private:
  struct Yield {
    Rational count, credits;
    bool fits = true;
  };

  auto admissible(const Path& path) const -> bool {
    for (uint32_t group = 0; group < curriculum_.groups.size(); ++group) {
      if (curriculum_.groups[group].parent != UINT32_MAX) continue;
      if (!yield(group, path, true).fits) return false;
    }
    return true;
  }

  /// A nested group of which nothing is taken may be one that is left out.
  auto yield(uint32_t index, const Path& path, bool outermost) const -> Yield {
    const ElectiveGroup& group = curriculum_.groups[index];
    Yield result;
    for (const uint32_t option : group.options) {
      if (!std::ranges::binary_search(path.courses, option)) continue;
      result.count += 1;
      if (!credits_.empty()) result.credits += credits_[option];
    }
    for (const uint32_t subgroup : group.subgroups) {
      const Yield inner = yield(subgroup, path, false);
      result.count += inner.count;
      result.credits += inner.credits;
      result.fits = result.fits && inner.fits;
    }
    if (!outermost && result.count == 0) return result;
    if (!group.by_count && credits_.empty()) return result;
    const Rational measure = group.by_count ? result.count : result.credits;
    if (group.least && measure < *group.least) result.fits = false;
    if (group.most && measure > *group.most) result.fits = false;
    return result;
  }

  const Curriculum& curriculum_;
  Weights credits_;
};

auto sum(const Weights& weights, const Path& path) -> Rational {
  Rational result;
  for (const uint32_t i : path.courses) result += weights[i];
  return result;
}

TEST(Paths, ProgrammeWithoutElectivesHasOnePath) {
  Programme programme;
  programme.course("argue", 8);
  programme.course("study", 2);
  const Paths paths = programme.paths();
  EXPECT_TRUE(paths.single());
  EXPECT_FALSE(paths.none());
  EXPECT_FALSE(paths.undetermined());
  const Extremes sums = paths.extremes({4, 1});
  EXPECT_EQ(sums.lowest, Rational(5));
  EXPECT_EQ(sums.highest, Rational(5));
  EXPECT_EQ(sums.lowest_path.courses, (std::vector<uint32_t>{0, 1}));
}

TEST(Paths, ExtremesComeWithThePathsThatHaveThem) {
  Programme programme;
  programme.course("argue", 8);
  const uint32_t group = programme.group(true, 1, 1);
  programme.course("project", 4, group);
  programme.course("study", 2, group);
  const Paths paths = programme.paths();
  EXPECT_EQ(paths.count(), 2U);
  const Extremes sums = paths.extremes({4, 2, 1});
  EXPECT_EQ(sums.lowest, Rational(5));
  EXPECT_EQ(sums.highest, Rational(6));
  EXPECT_EQ(path_words(programme.model(), programme.curriculum(), sums.lowest_path), "`study`");
  EXPECT_EQ(path_words(programme.model(), programme.curriculum(), sums.highest_path), "`project`");
}

TEST(Paths, GroupThatNothingFits) {
  Programme programme;
  const uint32_t group = programme.group(false, 6, 6);
  programme.course("a", 8, group);
  programme.course("b", 8, group);
  const Paths paths = programme.paths();
  EXPECT_EQ(paths.group_state(group), GroupState::Empty);
  EXPECT_TRUE(paths.none());
  EXPECT_EQ(paths.count(), 0U);
  EXPECT_EQ(paths.possible(group), (std::vector<Rational>{0, 4, 8}));
}

TEST(Paths, OptionOnNoPath) {
  Programme programme;
  const uint32_t group = programme.group(false, 6, 6);
  const uint32_t fits = programme.course("a", 6, group);
  programme.course("b", 6, group);
  const uint32_t large = programme.course("c", 16, group);
  const Paths paths = programme.paths();
  EXPECT_TRUE(paths.group_fits(group));
  EXPECT_TRUE(paths.reachable(fits));
  EXPECT_FALSE(paths.reachable(large));
}

TEST(Paths, UnknownCreditsLeaveAGroupByCreditsUndetermined) {
  Programme programme;
  const uint32_t by_credits = programme.group(false, 6, 6);
  programme.course("a", -1, by_credits);
  EXPECT_TRUE(programme.paths().undetermined());
  EXPECT_EQ(programme.paths().group_state(by_credits), GroupState::UnknownCredits);

  Programme counted;
  const uint32_t by_count = counted.group(true, 1, 1);
  counted.course("a", -1, by_count);
  EXPECT_FALSE(counted.paths().undetermined());
}

TEST(Paths, NestedGroupIsTakenWholeOrLeftOut) {
  // choose 6 ects { a 6; choose 1 course { b 6, c 4 } }: a, or b.
  Programme programme;
  const uint32_t outer = programme.group(false, 6, 6);
  const uint32_t a = programme.course("a", 12, outer);
  const uint32_t inner = programme.group(true, 1, 1, outer);
  const uint32_t b = programme.course("b", 12, inner);
  const uint32_t c = programme.course("c", 8, inner);
  const Paths paths = programme.paths();
  EXPECT_EQ(paths.count(), 2U);
  EXPECT_TRUE(paths.reachable(a));
  EXPECT_TRUE(paths.reachable(b));
  EXPECT_FALSE(paths.reachable(c));
}

TEST(Paths, MoreOptionsThanTheLimit) {
  Programme programme;
  const uint32_t group = programme.group(true, 1, 1);
  for (size_t i = 0; i <= limits::options_per_group; ++i) programme.course("c", 2, group);
  EXPECT_EQ(programme.paths().group_state(group), GroupState::TooMany);
  EXPECT_TRUE(programme.paths().undetermined());
}

TEST(Paths, CountThatDoesNotFit) {
  Programme programme;
  for (int g = 0; g < 2; ++g) {
    const uint32_t group = programme.group(true, {}, {});
    for (int i = 0; i < 40; ++i) programme.course("c", 2, group);
  }
  EXPECT_FALSE(programme.paths().undetermined());
  EXPECT_FALSE(programme.paths().count());
}

TEST(Paths, ProfilesStopAtTheLimit) {
  Programme programme;
  const uint32_t group = programme.group(true, {}, {});
  Weights weights;
  for (int i = 0; i < 10; ++i) {
    programme.course("c", 2, group);
    weights.push_back(Rational(int64_t{1} << i));
  }
  size_t visits = 0;
  const auto visit = [&](std::span<const Rational>, const Path&) { return ++visits > 0; };
  EXPECT_TRUE(programme.paths().profiles(std::vector<Weights>{weights}, 1024, visit));
  EXPECT_EQ(visits, 1024U);
  EXPECT_FALSE(programme.paths().profiles(std::vector<Weights>{weights}, 1023, visit));
}

TEST(Paths, ProfilesEndWhenTheVisitorHasSeenEnough) {
  Programme programme;
  const uint32_t group = programme.group(true, 1, 1);
  for (int i = 0; i < 5; ++i) programme.course("c", 2, group);
  size_t visits = 0;
  EXPECT_TRUE(programme.paths().profiles(std::vector<Weights>{{1, 2, 3, 4, 5}}, 100,
                                         [&](auto, const Path&) { return ++visits < 2; }));
  EXPECT_EQ(visits, 2U);
}

// ---- Against all paths written down -------------------------------------------------------------

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  auto below(int limit) -> int {
    return static_cast<int>(engine_() % static_cast<unsigned>(limit));
  }
  auto chance(int percent) -> bool { return below(100) < percent; }

 private:
  std::mt19937 engine_;
};

auto random_bounds(Random& random, int most)
    -> std::pair<std::optional<Rational>, std::optional<Rational>> {
  const int low = random.below(most + 1);
  const int high = low + random.below(3);
  switch (random.below(4)) {
    case 0: return {Rational(low), std::nullopt};
    case 1: return {std::nullopt, Rational(high)};
    case 2: return {Rational(low), Rational(high)};
    default: return {Rational(low), Rational(low)};
  }
}

void add_random_group(Random& random, Programme& programme, uint32_t parent, int depth) {
  const bool by_count = random.chance(50);
  const auto [least, most] = random_bounds(random, by_count ? 2 : 5);
  const uint32_t group = programme.group(by_count, least, most, parent);
  const int options = 1 + random.below(3);
  for (int i = 0; i < options; ++i) programme.course("c", random.below(8), group);
  if (depth > 0 && random.chance(40)) add_random_group(random, programme, group, depth - 1);
}

auto random_programme(unsigned seed) -> Programme {
  Random random(seed);
  Programme programme;
  const int fixed = random.below(3);
  for (int i = 0; i < fixed; ++i) programme.course("c", random.below(8));
  const int groups = 1 + random.below(3);
  for (int i = 0; i < groups; ++i) add_random_group(random, programme, UINT32_MAX, 2);
  return programme;
}

auto random_weights(unsigned seed, size_t count) -> Weights {
  Random random(seed + 1'000'000);
  Weights result;
  for (size_t i = 0; i < count; ++i) result.push_back(Rational::fraction(random.below(9) - 2, 2));
  return result;
}

void expect_admissible(const AllPaths& all, const Path& path) {
  const auto same = [&](const Path& other) { return other.courses == path.courses; };
  EXPECT_TRUE(std::ranges::any_of(all.paths, same));
}

class PathsAgainstBruteForce : public testing::TestWithParam<unsigned> {};

TEST_P(PathsAgainstBruteForce, Agree) {
  const Programme programme = random_programme(GetParam());
  const Curriculum& curriculum = programme.curriculum();
  AllPaths all(curriculum);
  all.measure_credits(programme.model());
  all.keep_admissible();
  const Paths paths = programme.paths();
  ASSERT_FALSE(paths.undetermined());
  EXPECT_EQ(paths.none(), all.paths.empty());
  EXPECT_EQ(paths.count(), all.paths.size());
  EXPECT_EQ(paths.single(), all.paths.size() == 1);
  if (all.paths.empty()) return;

  for (uint32_t i = 0; i < curriculum.offered.size(); ++i) {
    const bool found = std::ranges::any_of(
        all.paths, [&](const Path& path) { return std::ranges::binary_search(path.courses, i); });
    EXPECT_EQ(paths.reachable(i), found) << i;
  }

  const Weights first = random_weights(GetParam(), curriculum.offered.size());
  const Weights second = all.credits(programme.model());
  const Extremes extremes = paths.extremes(first);
  std::set<std::pair<Rational, Rational>> expected;
  for (const Path& path : all.paths) expected.emplace(sum(first, path), sum(second, path));
  EXPECT_EQ(extremes.lowest, expected.begin()->first);
  EXPECT_EQ(extremes.highest, expected.rbegin()->first);
  EXPECT_EQ(sum(first, extremes.lowest_path), extremes.lowest);
  EXPECT_EQ(sum(first, extremes.highest_path), extremes.highest);
  expect_admissible(all, extremes.lowest_path);
  expect_admissible(all, extremes.highest_path);
  const SumBounds bounds = paths.bounds(first);
  EXPECT_LE(bounds.lowest, extremes.lowest);
  EXPECT_GE(bounds.highest, extremes.highest);

  std::set<std::pair<Rational, Rational>> found;
  EXPECT_TRUE(paths.profiles(std::vector<Weights>{first, second}, 10'000,
                             [&](std::span<const Rational> sums, const Path& path) {
                               EXPECT_TRUE(found.emplace(sums[0], sums[1]).second);
                               EXPECT_EQ(sum(first, path), sums[0]);
                               EXPECT_EQ(sum(second, path), sums[1]);
                               expect_admissible(all, path);
                               return true;
                             }));
  EXPECT_EQ(found, expected);
}

INSTANTIATE_TEST_SUITE_P(Random, PathsAgainstBruteForce, testing::Range(0U, 400U));

// ---- Speed --------------------------------------------------------------------------------------

TEST(Paths, TenGroupsOfTenChooseThreeTakeMilliseconds) {
  Programme programme;
  Weights credits;
  Weights degree;
  for (int g = 0; g < 10; ++g) {
    const uint32_t group = programme.group(true, 3, 3);
    for (int i = 0; i < 10; ++i) {
      programme.course("c", 6 + i % 3, group);
      credits.push_back(Rational::fraction(6 + i % 3, 2));
      degree.push_back(i % 2 == 0 ? credits.back() : Rational(0));
    }
  }
  const auto start = std::chrono::steady_clock::now();
  const Paths paths = programme.paths();
  const Extremes extremes = paths.extremes(credits);
  size_t vectors = 0;
  EXPECT_TRUE(paths.profiles(std::vector<Weights>{credits, degree}, limits::path_profiles,
                             [&](auto, const Path&) { return ++vectors > 0; }));
  const auto spent = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(extremes.lowest, Rational(90));
  EXPECT_EQ(extremes.highest, Rational(120));
  EXPECT_GT(vectors, 100U);
  // 120^10 paths. Milliseconds in a release build; the bound leaves room for sanitizers.
  EXPECT_LT(std::chrono::duration_cast<std::chrono::milliseconds>(spent).count(), 2000);
  RecordProperty("vectors", static_cast<int>(vectors));
  RecordProperty(
      "microseconds",
      static_cast<int>(std::chrono::duration_cast<std::chrono::microseconds>(spent).count()));
}

}  // namespace
}  // namespace kava
