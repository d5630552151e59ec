// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/paths.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "compiler/base/limits.h"
#include "compiler/model/choosing.h"
#include "compiler/model/derived.h"

namespace kava {
namespace {

using namespace choosing;

/// Credits of every course; undefined where they are unknown.
auto credits_of(const Model& model, const Curriculum& curriculum) -> Weights {
  Weights result(curriculum.offered.size());
  for (size_t i = 0; i < result.size(); ++i) {
    const Cell cell = model.thing(curriculum.offered[i].course)[Word::credits];
    const auto quantity = cell.known() ? cell.quantity() : std::nullopt;
    result[i] = quantity ? quantity->value : Rational::undefined();
  }
  return result;
}

/// Empty if a number is undefined, or if sums might not fit.
auto scaled(const Weights& weights) -> std::optional<ScaledWeights> {
  // All sums stay below this, so that no addition needs to look for overflow.
  constexpr int64_t most = int64_t{1} << 60;
  ScaledWeights result;
  for (const Rational& weight : weights) {
    if (weight.is_undefined()) return std::nullopt;
    const int64_t factor = weight.denominator() / std::gcd(result.scale, weight.denominator());
    if (result.scale > most / factor) return std::nullopt;
    result.scale *= factor;
  }
  int64_t total = 0;
  for (const Rational& weight : weights) {
    const Rational value = weight * result.scale;
    if (value.is_undefined() || value.numerator() > most || value.numerator() < -most) {
      return std::nullopt;
    }
    total += std::abs(value.numerator());
    if (total > most) return std::nullopt;
    result.values.push_back(value.numerator());
  }
  return result;
}

/// The unit of a quantity or of a range.
auto unit_of(const Cell& cell) -> Measure {
  if (!cell.known()) return Measure::none;
  if (const auto lower = cell.lower()) return lower->measure;
  const auto upper = cell.upper();
  return upper ? upper->measure : Measure::none;
}

/// Options of the group and of the groups in it.
void all_options(const Curriculum& curriculum, uint32_t group, std::vector<uint32_t>& options) {
  const ElectiveGroup& row = curriculum.groups[group];
  options.insert(options.end(), row.options.begin(), row.options.end());
  for (const uint32_t subgroup : row.subgroups) all_options(curriculum, subgroup, options);
}

auto is_fixed(const CourseUse& use) -> bool { return use.group == UINT32_MAX; }

auto fixed_courses(const Curriculum& curriculum) -> std::vector<uint32_t> {
  std::vector<uint32_t> result;
  result.reserve(curriculum.offered.size());
  for (uint32_t i = 0; i < curriculum.offered.size(); ++i) {
    if (is_fixed(curriculum.offered[i])) result.push_back(i);
  }
  return result;
}

}  // namespace

Paths::Paths(const Model& model, const Curriculum& curriculum) : curriculum_(&curriculum) {
  if (curriculum.groups.empty()) return;
  Weights credits = credits_of(model, curriculum);
  states_.resize(curriculum.groups.size());
  unreachable_.resize(curriculum.offered.size());
  for (uint32_t group = 0; group < states_.size(); ++group) {
    states_[group] = state_of(model, credits, group);
  }
  // Groups by credits with an option of unknown credits are never looked at.
  std::ranges::replace_if(credits, &Rational::is_undefined, Rational(0));
  auto whole = scaled(credits);
  if (!whole) std::ranges::fill(states_, GroupState::TooMany);
  if (whole) credits_ = std::move(*whole);
  ones_.values.assign(curriculum.offered.size(), 1);
  // Inner groups stand after outer ones; an outer one needs to know which of its inner ones fit.
  for (uint32_t group = static_cast<uint32_t>(states_.size()); group-- > 0;) {
    for (const uint32_t subgroup : curriculum.groups[group].subgroups) {
      if (states_[subgroup] > GroupState::Empty) states_[group] = states_[subgroup];
    }
    if (states_[group] == GroupState::Fits) scan(group);
  }
}

/// What can be said of a group without looking at its subsets: `Fits` means that they can be
/// judged.
auto Paths::state_of(const Model& model, const Weights& credits, uint32_t group) const
    -> GroupState {
  const ElectiveGroup& row = curriculum_->groups[group];
  std::vector<uint32_t> options;
  all_options(*curriculum_, group, options);
  if (options.size() > limits::options_per_group) return GroupState::TooMany;
  if (row.by_count) return GroupState::Fits;
  const Measure unit = unit_of(model.thing(row.choose)[Word::value]);
  for (const uint32_t option : options) {
    // Credits below zero are an error elsewhere; the sums rely on there being none.
    if (credits[option].is_undefined() || credits[option] < 0) return GroupState::UnknownCredits;
    const Measure other = unit_of(model.thing(curriculum_->offered[option].course)[Word::credits]);
    if (!same_unit(model.schema, unit, other)) return GroupState::UnknownCredits;
  }
  return GroupState::Fits;
}

/// Finds out whether anything fits the group; of an outermost one also which courses are on a path
/// and how many choices there are.
void Paths::scan(uint32_t group) {
  std::vector<uint32_t> options;
  all_options(*curriculum_, group, options);
  ScanOf of{std::vector<uint8_t>(curriculum_->offered.size())};
  for (size_t i = 0; i < options.size(); ++i) of.bits[options[i]] = static_cast<uint8_t>(i);
  Chooser<ScanOf> chooser(*this, *curriculum_, std::move(of), limits::path_profiles);
  const auto result = chooser.sums(group, {});
  if (chooser.exceeded()) states_[group] = GroupState::TooMany;
  else if (result.size() == 0) states_[group] = GroupState::Empty;
  if (curriculum_->groups[group].parent != UINT32_MAX || chooser.exceeded()) return;
  const uint64_t courses = result.size() == 0 ? 0 : result.payload(0).courses;
  for (size_t i = 0; i < options.size(); ++i) {
    if ((courses >> i & 1) == 0) unreachable_[options[i]] = true;
  }
  const uint64_t choices = result.size() == 0 ? 0 : result.payload(0).count;
  if (count_) count_ = ScanOf::multiplied(*count_, choices);
  if (count_ == ScanOf::too_many) count_.reset();
}

auto Paths::measure(uint32_t group) const -> const ScaledWeights& {
  return curriculum_->groups[group].by_count ? ones_ : credits_;
}

auto Paths::possible(uint32_t group) const -> std::vector<Rational> {
  if (states_[group] > GroupState::Empty) return {};
  Choices choices;
  Chooser<WitnessOf> chooser(*this, *curriculum_, {choices}, limits::path_profiles);
  const auto found = chooser.sums(group, Bounds{}, {&measure(group).values});
  std::vector<Rational> result;
  for (size_t i = 0; i < found.size(); ++i) {
    result.push_back(measure(group).number(found.key(i)[0]));
  }
  std::ranges::sort(result);
  return result;
}

auto Paths::single() const -> bool { return count() == 1; }

auto Paths::none() const -> bool {
  for (size_t i = 0; i < states_.size(); ++i) {
    if (states_[i] == GroupState::Empty && curriculum_->groups[i].parent == UINT32_MAX) return true;
  }
  return false;
}

auto Paths::undetermined() const -> bool {
  return std::ranges::any_of(states_, [](GroupState state) { return state > GroupState::Empty; });
}

auto Paths::reachable(uint32_t offered) const -> bool {
  return unreachable_.empty() || !unreachable_[offered];
}

auto Paths::count() const -> std::optional<uint64_t> {
  return undetermined() ? std::nullopt : count_;
}

auto Paths::bounds(const Weights& weights) const -> SumBounds {
  SumBounds result;
  for (uint32_t i = 0; i < weights.size(); ++i) {
    const bool fixed = is_fixed(curriculum_->offered[i]);
    if (!fixed && !reachable(i)) continue;
    if (fixed || weights[i] < Rational(0)) result.lowest += weights[i];
    if (fixed || weights[i] > Rational(0)) result.highest += weights[i];
  }
  return result;
}

auto Paths::extremes(const Weights& weights) const -> Extremes {
  Extremes result;
  result.lowest_path.courses = fixed_courses(*curriculum_);
  for (const uint32_t i : result.lowest_path.courses) result.lowest += weights[i];
  result.highest = result.lowest;
  result.highest_path = result.lowest_path;
  if (states_.empty()) return result;
  const auto whole = scaled(weights);
  if (!whole) {
    result.lowest = result.highest = Rational::undefined();
    return result;
  }
  Choices choices;
  for (uint32_t group = 0; group < states_.size(); ++group) {
    if (curriculum_->groups[group].parent != UINT32_MAX || !group_fits(group)) continue;
    Chooser<ExtremesOf> chooser(*this, *curriculum_, {whole->values, choices},
                                limits::path_profiles);
    const auto found = chooser.sums(group, {});
    const ExtremesOf::Payload& best = found.payload(0);
    result.lowest += whole->number(best.lowest);
    result.highest += whole->number(best.highest);
    choices.collect(best.lowest_choice, result.lowest_path.courses);
    choices.collect(best.highest_choice, result.highest_path.courses);
  }
  std::ranges::sort(result.lowest_path.courses);
  std::ranges::sort(result.highest_path.courses);
  return result;
}

namespace {

/// All sums of one entry of each, with one choice for each.
auto combined(const Table<uint32_t>& a, const Table<uint32_t>& b, size_t width, size_t limit,
              Choices& choices) -> Table<uint32_t> {
  Table<uint32_t> result(width);
  std::vector<int64_t> sum;
  for (size_t i = 0; i < a.size() && result.size() <= limit; ++i) {
    for (size_t j = 0; j < b.size(); ++j) {
      if (result.has(plus(a.key(i), b.key(j), sum))) continue;
      result.put(sum, choices.join(a.payload(i), b.payload(j)), [](uint32_t&, uint32_t) {});
    }
  }
  return result;
}

}  // namespace

auto Paths::profiles(std::span<const Weights> sums, size_t limit,
                     const std::function<bool(std::span<const Rational>, const Path&)>& visit) const
    -> bool {
  std::vector<ScaledWeights> whole;
  std::vector<int64_t> fixed;
  const std::vector<uint32_t> fixed_path = fixed_courses(*curriculum_);
  for (const Weights& weights : sums) {
    auto column = scaled(weights);
    if (!column) return false;
    whole.push_back(std::move(*column));
    fixed.push_back(0);
    for (const uint32_t i : fixed_path) fixed.back() += whole.back().values[i];
  }
  Columns columns;
  for (const ScaledWeights& column : whole) columns.push_back(&column.values);
  Choices choices;
  Table<uint32_t> all(columns.size());
  all.put(fixed, Choices::none, [](uint32_t&, uint32_t) {});

  // Many pairs may lead to few sums; the work is bounded too, not only what comes out of it.
  uint64_t steps = uint64_t{limit} * 256;
  for (uint32_t group = 0; group < states_.size(); ++group) {
    if (curriculum_->groups[group].parent != UINT32_MAX || !group_fits(group)) continue;
    Chooser<WitnessOf> chooser(*this, *curriculum_, {choices}, std::max(limit, size_t{1}));
    const auto found = chooser.sums(group, columns);
    if (chooser.exceeded() || found.size() * all.size() > steps) return false;
    steps -= found.size() * all.size();
    all = combined(all, found, columns.size(), limit, choices);
    if (all.size() > limit) return false;
  }
  Path path;
  std::vector<Rational> numbers(columns.size());
  for (size_t i = 0; i < all.size(); ++i) {
    for (size_t j = 0; j < numbers.size(); ++j) numbers[j] = whole[j].number(all.key(i)[j]);
    path.courses = fixed_path;
    choices.collect(all.payload(i), path.courses);
    std::ranges::sort(path.courses);
    if (!visit(numbers, path)) break;
  }
  return true;
}

auto chosen(const Curriculum& curriculum, const Path& path) -> std::vector<uint32_t> {
  std::vector<uint32_t> result;
  for (const uint32_t i : path.courses) {
    if (!is_fixed(curriculum.offered[i])) result.push_back(i);
  }
  return result;
}

namespace {

auto words(const Model& model, const Curriculum& curriculum, std::span<const uint32_t> courses)
    -> std::string {
  std::string result;
  for (const uint32_t i : courses) {
    if (!result.empty()) result += ", ";
    ((result += '`') += model.thing(curriculum.offered[i].course).name()) += '`';
  }
  return result;
}

/// The outermost group that a course stands in; none if it is fixed.
auto outermost(const Curriculum& curriculum, uint32_t offered) -> uint32_t {
  uint32_t group = curriculum.offered[offered].group;
  while (group != UINT32_MAX && curriculum.groups[group].parent != UINT32_MAX) {
    group = curriculum.groups[group].parent;
  }
  return group;
}

}  // namespace

auto path_words(const Model& model, const Curriculum& curriculum, const Path& path) -> std::string {
  return words(model, curriculum, chosen(curriculum, path));
}

auto path_note(const Model& model, const Curriculum& curriculum, const Path& path,
               std::span<const uint32_t> about) -> std::optional<Note> {
  if (curriculum.groups.empty()) return std::nullopt;
  std::vector<uint32_t> choice = chosen(curriculum, path);
  uint32_t group = 0;
  for (const uint32_t i : about) {
    if (!is_fixed(curriculum.offered[i])) group = outermost(curriculum, i);
  }
  if (!about.empty()) {
    std::erase_if(choice, [&](uint32_t i) {
      return std::ranges::none_of(about, [&](uint32_t other) {
        return outermost(curriculum, other) == outermost(curriculum, i);
      });
    });
  }
  if (choice.empty()) {
    return Note{model.thing(curriculum.groups[group].choose).location(),
                message(diag::on_path_without_choice)};
  }
  return Note{curriculum.offered[choice.front()].where,
              message(diag::on_this_path, Text{words(model, curriculum, choice)})};
}

}  // namespace kava
