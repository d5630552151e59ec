// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace kava {

/// What one learner may take: indices into `Curriculum::offered`, ascending; fixed and chosen ones.
struct Path {
  std::vector<uint32_t> courses;
};

/// The least and the greatest sum over all paths, each with a path that has it.
struct Extremes {
  Rational lowest, highest;
  Path lowest_path, highest_path;
};

/// What a sum over a path is at least and at most; some path need not have either.
struct SumBounds {
  Rational lowest, highest;
};

/// One number per course of `Curriculum::offered`.
using Weights = std::vector<Rational>;

/// The same as whole multiples of 1 / `scale`: exact, and added as fast as integers are.
struct ScaledWeights {
  std::vector<int64_t> values;
  int64_t scale = 1;
  auto number(int64_t value) const -> Rational { return Rational::fraction(value, scale); }
};

/// How it stands with one elective group.
enum class GroupState : uint8_t {
  Fits,            ///< Some subset of its options fits.
  Empty,           ///< None does.
  UnknownCredits,  ///< It counts credits, and those of an option are unknown: nothing is judged on
                   ///< it.
  TooMany,         ///< More options or sums than the limits allow: nothing is judged on it.
};

/// The admissible paths through a programme, decided by sums and never listed.
///
/// A path takes every course outside the groups and, from each group, a subset of its options that
/// fits `least..most`, counted in credits or in courses. Groups are independent of each other. A
/// nested group is one option of the outer group: it is left out, or taken with a choice of its own
/// that fits it; it counts there with the credits (or the number of courses) of that choice.
class Paths {
 public:
  /// Costs next to nothing where there are no groups. Both arguments must outlive it.
  Paths(const Model& model, const Curriculum& curriculum);

  /// There is exactly one path.
  auto single() const -> bool;
  /// No path: an outermost group that nothing fits.
  auto none() const -> bool;
  /// The paths of some group are not known; the sums below would mean nothing.
  auto undetermined() const -> bool;
  auto group_state(uint32_t group) const -> GroupState { return states_[group]; }
  auto group_fits(uint32_t group) const -> bool { return states_[group] == GroupState::Fits; }
  /// The course is on at least one path. In a group that is not determined it is taken to be.
  auto reachable(uint32_t offered) const -> bool;
  /// Number of paths; empty if it does not fit 64 bits or is not determined.
  auto count() const -> std::optional<uint64_t>;

  /// Exact extremes of the sum over paths, found group by group. Asks for `!none()` and
  /// `!undetermined()`. Undefined if a weight is, or if the numbers do not fit 64 bits.
  auto extremes(const Weights& weights) const -> Extremes;

  /// Bounds of the same that take no search: as if every option could be chosen or left alone.
  auto bounds(const Weights& weights) const -> SumBounds;

  /// Calls `visit` once for each distinct vector of the sums over all paths, with a path that leads
  /// there, always in the same order; `visit` returns false to stop. Returns false, without any
  /// visit, if more than `limit` vectors would be needed or the sums are undefined. Asks for what
  /// `extremes` asks for.
  auto profiles(std::span<const Weights> sums, size_t limit,
                const std::function<bool(std::span<const Rational>, const Path&)>& visit) const
      -> bool;

  /// What is counted in a group: credits of each course, or ones.
  auto measure(uint32_t group) const -> const ScaledWeights&;
  /// Everything that the options of a group can add up to, whatever it asks for; ascending. Empty
  /// if the group is not determined.
  auto possible(uint32_t group) const -> std::vector<Rational>;

 private:
  void scan(uint32_t group);
  auto state_of(const Model& model, const Weights& credits, uint32_t group) const -> GroupState;

  const Curriculum* curriculum_;
  ScaledWeights credits_, ones_;  ///< Empty where there are no groups.
  std::vector<GroupState> states_;
  std::vector<bool> unreachable_;  ///< By course; empty where there are no groups.
  std::optional<uint64_t> count_ = 1;
};

/// Courses of the path that stand in a group.
auto chosen(const Curriculum& curriculum, const Path& path) -> std::vector<uint32_t>;

/// The chosen courses' names in backticks: "`study`, `project`". Empty if nothing is chosen.
auto path_words(const Model& model, const Curriculum& curriculum, const Path& path) -> std::string;

/// "for a learner who chooses …", at the first course chosen. Empty if the programme has no groups.
/// Where `about` names courses, only the choices in their groups are told.
auto path_note(const Model& model, const Curriculum& curriculum, const Path& path,
               std::span<const uint32_t> about = {}) -> std::optional<Note>;

}  // namespace kava
