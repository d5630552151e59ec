// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "compiler/model/paths.h"

/// How the subsets of one elective group are added up without writing them down. Used by paths.cpp
/// alone.
namespace kava::choosing {

/// Distinct vectors of numbers, in the order in which they were found, each with what is known of
/// the choices that lead to it.
template <typename Payload>
class Table {
 public:
  explicit Table(size_t width) : width_(width) {}
  auto size() const -> size_t { return payloads_.size(); }
  auto key(size_t i) const -> std::span<const int64_t> {
    return std::span(keys_).subspan(i * width_, width_);
  }
  auto payload(size_t i) const -> const Payload& { return payloads_[i]; }

  void clear() {
    keys_.clear();
    payloads_.clear();
    slots_.clear();
  }

  auto has(std::span<const int64_t> key) const -> bool {
    if (slots_.empty()) return false;
    size_t slot = slot_of(key);
    for (; slots_[slot] != empty; slot = (slot + 1) & (slots_.size() - 1)) {
      if (same(slots_[slot], key)) return true;
    }
    return false;
  }

  /// Adds an entry, or lets `merge` bring the payload into the one that is there.
  template <typename Merge>
  void put(std::span<const int64_t> key, const Payload& payload, Merge&& merge) {
    if (slots_.size() < 2 * (size() + 1)) grow();
    size_t slot = slot_of(key);
    for (; slots_[slot] != empty; slot = (slot + 1) & (slots_.size() - 1)) {
      if (!same(slots_[slot], key)) continue;
      merge(payloads_[slots_[slot]], payload);
      return;
    }
    slots_[slot] = static_cast<uint32_t>(size());
    keys_.insert(keys_.end(), key.begin(), key.end());
    payloads_.push_back(payload);
  }

 private:
  static constexpr uint32_t empty = UINT32_MAX;

  // Keys have two or three numbers: calling memcmp costs more than the comparison.
  auto same(size_t i, std::span<const int64_t> key) const -> bool {
    const int64_t* own = keys_.data() + i * width_;
    for (size_t column = 0; column < width_; ++column) {
      if (own[column] != key[column]) return false;
    }
    return true;
  }

  auto slot_of(std::span<const int64_t> key) const -> size_t {
    uint64_t hash = 0;
    for (const int64_t number : key) {
      hash = (hash ^ static_cast<uint64_t>(number)) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 29;
    }
    return (hash ^ (hash >> 32)) & (slots_.size() - 1);
  }

  void grow() {
    slots_.assign(std::max<size_t>(16, std::bit_ceil(4 * (size() + 1))), empty);
    for (size_t i = 0; i < size(); ++i) {
      size_t slot = slot_of(key(i));
      while (slots_[slot] != empty) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = static_cast<uint32_t>(i);
    }
  }

  size_t width_;
  std::vector<int64_t> keys_;
  std::vector<Payload> payloads_;
  std::vector<uint32_t> slots_;
};

inline auto plus(std::span<const int64_t> a, std::span<const int64_t> b, std::vector<int64_t>& sum)
    -> std::span<const int64_t> {
  sum.resize(a.size());
  for (size_t i = 0; i < a.size(); ++i) sum[i] = a[i] + b[i];
  return sum;
}

/// Choices, each pointing at the one before: many choices share their beginnings.
class Choices {
 public:
  static constexpr uint32_t none = UINT32_MAX;

  auto take(uint32_t before, uint32_t offered) -> uint32_t { return add({before, offered, none}); }
  auto join(uint32_t before, uint32_t inner) -> uint32_t {
    if (inner == none) return before;
    return before == none ? inner : add({before, none, inner});
  }
  void collect(uint32_t at, std::vector<uint32_t>& courses) const {
    for (; at != none; at = steps_[at].before) {
      if (steps_[at].offered != none) courses.push_back(steps_[at].offered);
      if (steps_[at].inner != none) collect(steps_[at].inner, courses);
    }
  }

 private:
  struct Step {
    uint32_t before, offered, inner;
  };
  auto add(Step step) -> uint32_t {
    steps_.push_back(step);
    return static_cast<uint32_t>(steps_.size() - 1);
  }
  std::vector<Step> steps_;
};

/// What is kept of choices that have the same sums: which courses are on some of them, how many
/// there are, and whether the choice of nothing is among them.
struct ScanOf {
  struct Payload {
    uint64_t courses = 0;
    uint64_t count = 1;
    bool nothing = true;
  };
  static constexpr uint64_t too_many = std::numeric_limits<uint64_t>::max();
  std::vector<uint8_t> bits;  ///< By course.

  auto start() const -> Payload { return {}; }
  auto take(const Payload& a, uint32_t offered) const -> Payload {
    return {a.courses | uint64_t{1} << bits[offered], a.count, false};
  }
  auto join(const Payload& a, const Payload& inner) const -> Payload {
    // A nested group taken with nothing is a nested group left out: that path is counted already.
    const uint64_t count =
        inner.count == too_many ? too_many : inner.count - (inner.nothing ? 1 : 0);
    return {a.courses | (count == 0 ? 0 : inner.courses), multiplied(a.count, count), false};
  }
  void merge(Payload& a, const Payload& b) const {
    if (b.count == 0) return;
    a = {a.courses | b.courses, added(a.count, b.count), a.nothing || b.nothing};
  }
  static auto multiplied(uint64_t a, uint64_t b) -> uint64_t {
    uint64_t result = 0;
    return __builtin_mul_overflow(a, b, &result) ? too_many : result;
  }
  static auto added(uint64_t a, uint64_t b) -> uint64_t {
    uint64_t result = 0;
    return __builtin_add_overflow(a, b, &result) ? too_many : result;
  }
};

/// The least and the greatest weight, with the choices that have it.
struct ExtremesOf {
  struct Payload {
    int64_t lowest = 0, highest = 0;
    uint32_t lowest_choice = Choices::none, highest_choice = Choices::none;
  };
  const std::vector<int64_t>& weights;
  Choices& choices;

  auto start() const -> Payload { return {}; }
  auto take(const Payload& a, uint32_t offered) -> Payload {
    return {a.lowest + weights[offered], a.highest + weights[offered],
            choices.take(a.lowest_choice, offered), choices.take(a.highest_choice, offered)};
  }
  auto join(const Payload& a, const Payload& inner) -> Payload {
    return {a.lowest + inner.lowest, a.highest + inner.highest,
            choices.join(a.lowest_choice, inner.lowest_choice),
            choices.join(a.highest_choice, inner.highest_choice)};
  }
  void merge(Payload& a, const Payload& b) const {
    if (b.lowest < a.lowest) {
      a.lowest = b.lowest;
      a.lowest_choice = b.lowest_choice;
    }
    if (b.highest > a.highest) {
      a.highest = b.highest;
      a.highest_choice = b.highest_choice;
    }
  }
};

/// One choice for each vector of sums: the first one found.
struct WitnessOf {
  using Payload = uint32_t;
  Choices& choices;

  auto start() const -> Payload { return Choices::none; }
  auto take(Payload a, uint32_t offered) -> Payload { return choices.take(a, offered); }
  auto join(Payload a, Payload inner) -> Payload { return choices.join(a, inner); }
  void merge(Payload&, Payload) const {}
};

using Columns = std::vector<const std::vector<int64_t>*>;

/// The bounds of a group in the scale of its measure.
struct Bounds {
  int64_t least = std::numeric_limits<int64_t>::min();
  int64_t most = std::numeric_limits<int64_t>::max();
  auto in_reach(int64_t sum, int64_t rest) const -> bool {
    return sum <= most && sum + rest >= least;
  }
};

inline auto bounds_of(const ElectiveGroup& group, int64_t scale) -> Bounds {
  Bounds result;
  // Sums are whole numbers of the scale: a bound between two of them is as good as the nearer one.
  const auto floor = [&](Rational bound) -> std::optional<int64_t> {
    const Rational scaled = bound * scale;
    if (scaled.is_undefined()) return std::nullopt;
    const int64_t quotient = scaled.numerator() / scaled.denominator();
    return scaled.numerator() < 0 && !scaled.is_whole() ? quotient - 1 : quotient;
  };
  if (group.most) result.most = floor(*group.most).value_or(result.most);
  if (group.least) {
    const auto below = floor(-*group.least);
    result.least = below ? -*below : std::numeric_limits<int64_t>::max();
  }
  return result;
}

/// Goes through the subsets of a group option by option, keeping one entry for all subsets with the
/// same sums.
template <typename Of>
class Chooser {
 public:
  using Payload = typename Of::Payload;
  Chooser(const Paths& paths, const Curriculum& curriculum, Of of, size_t limit)
      : paths_(paths), curriculum_(curriculum), of_(std::move(of)), limit_(limit) {}

  /// The sums of `columns` over the subsets that fit the group.
  auto sums(uint32_t index, const Columns& columns) -> Table<Payload> {
    return sums(index, bounds_of(curriculum_.groups[index], paths_.measure(index).scale), columns);
  }
  /// The same with other bounds than the group has.
  auto sums(uint32_t index, const Bounds& bounds, const Columns& columns) -> Table<Payload> {
    const ElectiveGroup& group = curriculum_.groups[index];
    Columns all = {&paths_.measure(index).values};
    all.insert(all.end(), columns.begin(), columns.end());
    const std::vector<Option> options = options_of(group, all);

    int64_t rest = 0;  // What the options still to come can add.
    for (const Option& option : options) rest += option.most;
    Table<Payload> now(all.size());
    Table<Payload> next(all.size());
    const std::vector<int64_t> zeros(all.size());
    now.put(zeros, of_.start(), merger());
    for (const Option& option : options) {
      rest = rest - option.most;
      next.clear();
      for (size_t i = 0; i < now.size(); ++i) {
        if (bounds.in_reach(now.key(i)[0], rest)) next.put(now.key(i), now.payload(i), merger());
      }
      for (size_t i = 0; i < now.size(); ++i) take(bounds, option, now, i, rest, next);
      std::swap(now, next);
      if (now.size() > limit_) exceeded_ = true;
      if (exceeded_) break;
    }
    return fitting(bounds, now, columns.size());
  }

  auto exceeded() const -> bool { return exceeded_; }
  auto of() -> Of& { return of_; }

 private:
  /// A course, or the choices of a nested group.
  struct Option {
    uint32_t offered = UINT32_MAX;
    std::vector<int64_t> key;  ///< Of a course.
    Table<Payload> inner;      ///< Of a nested group.
    int64_t most = 0;          ///< The most it can add to the group's measure.
  };

  auto merger() {
    return [this](Payload& a, const Payload& b) { of_.merge(a, b); };
  }

  auto options_of(const ElectiveGroup& group, const Columns& all) -> std::vector<Option> {
    std::vector<Option> options;
    for (const uint32_t offered : group.options) {
      Option option{offered, {}, Table<Payload>(0), (*all[0])[offered]};
      for (const std::vector<int64_t>* column : all) option.key.push_back((*column)[offered]);
      options.push_back(std::move(option));
    }
    for (const uint32_t subgroup : group.subgroups) {
      if (!paths_.group_fits(subgroup)) continue;
      Option option{UINT32_MAX, {}, sums(subgroup, all), 0};
      for (size_t i = 0; i < option.inner.size(); ++i) {
        option.most = std::max(option.most, option.inner.key(i)[0]);
      }
      options.push_back(std::move(option));
    }
    return options;
  }

  void take(const Bounds& bounds, const Option& option, const Table<Payload>& now, size_t i,
            int64_t rest, Table<Payload>& next) {
    if (option.offered != UINT32_MAX) {
      if (!bounds.in_reach(now.key(i)[0] + option.key[0], rest)) return;
      next.put(plus(now.key(i), option.key, sum_), of_.take(now.payload(i), option.offered),
               merger());
      return;
    }
    for (size_t j = 0; j < option.inner.size() && next.size() <= limit_; ++j) {
      if (!bounds.in_reach(now.key(i)[0] + option.inner.key(j)[0], rest)) continue;
      next.put(plus(now.key(i), option.inner.key(j), sum_),
               of_.join(now.payload(i), option.inner.payload(j)), merger());
    }
  }

  auto fitting(const Bounds& bounds, const Table<Payload>& now, size_t width) -> Table<Payload> {
    Table<Payload> result(width);
    if (exceeded_) return result;
    for (size_t i = 0; i < now.size(); ++i) {
      if (!bounds.in_reach(now.key(i)[0], 0)) continue;
      result.put(now.key(i).subspan(1), now.payload(i), merger());
    }
    return result;
  }

  const Paths& paths_;
  const Curriculum& curriculum_;
  Of of_;
  size_t limit_;
  bool exceeded_ = false;
  std::vector<int64_t> sum_;
};

}  // namespace kava::choosing
