// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <bit>
#include <string_view>
#include <vector>

#include "compiler/model/model.h"

namespace kava {

/// What a number counts, as far as the compiler of rules knows: powers of the quantities. A share
/// or a count has none.
struct Dimension {
  int8_t credit = 0, time = 0, money = 0, duration = 0;
  friend auto operator==(Dimension, Dimension) -> bool = default;
  friend auto operator+(Dimension a, Dimension b) -> Dimension;
  friend auto operator-(Dimension a, Dimension b) -> Dimension;
};

auto dimension_of(Word quantity) -> Dimension;

/// Base units multiplied and divided, as in minutes per credit. At most two of each.
struct Units {
  std::array<uint16_t, 2> over{}, under{};
  friend auto operator==(const Units& a, const Units& b) -> bool {
    return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b);
  }
  auto none() const -> bool { return *this == Units(); }
};
auto operator*(const Units& a, const Units& b) -> Units;
auto operator/(const Units& a, const Units& b) -> Units;

/// The units of measure that are declared, each with the unit it is counted in: `ah` in `min`.
class Measures {
 public:
  explicit Measures(const Model& model);

  /// Unit of that amount; 0 for shares and counts.
  auto base(Measure measure) const -> uint16_t { return rows_[index(measure)].base; }
  auto factor(Measure measure) const -> Rational { return rows_[index(measure)].factor; }
  auto dimension(Measure measure) const -> Dimension { return rows_[index(measure)].dimension; }
  auto name(Measure measure) const -> std::string_view { return names_[index(measure)]; }
  auto units(Measure measure) const -> Units { return {{base(measure), 0}, {0, 0}}; }

 private:
  struct Row {
    uint16_t base = 0;
    Rational factor = 1;
    Dimension dimension;
  };
  auto index(Measure measure) const -> size_t {
    return static_cast<size_t>(measure) < rows_.size() ? static_cast<size_t>(measure) : 0;
  }
  std::vector<Row> rows_;
  std::vector<std::string_view> names_;
};

}  // namespace kava
