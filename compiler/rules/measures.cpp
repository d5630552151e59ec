// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/measures.h"

#include <algorithm>

namespace kava {
namespace {

/// Drops what stands both above and below the line, and sorts, so that equal units are equal bytes.
auto cancelled(std::array<uint16_t, 4> over, std::array<uint16_t, 4> under) -> Units {
  for (uint16_t& a : over) {
    const auto match = std::find(under.begin(), under.end(), a);
    if (a != 0 && match != under.end()) a = *match = 0;
  }
  std::sort(over.begin(), over.end(), std::greater<>());
  std::sort(under.begin(), under.end(), std::greater<>());
  return {{over[0], over[1]}, {under[0], under[1]}};
}

}  // namespace

auto operator+(Dimension a, Dimension b) -> Dimension {
  return {static_cast<int8_t>(a.credit + b.credit), static_cast<int8_t>(a.time + b.time),
          static_cast<int8_t>(a.money + b.money), static_cast<int8_t>(a.duration + b.duration)};
}

auto operator-(Dimension a, Dimension b) -> Dimension {
  return {static_cast<int8_t>(a.credit - b.credit), static_cast<int8_t>(a.time - b.time),
          static_cast<int8_t>(a.money - b.money), static_cast<int8_t>(a.duration - b.duration)};
}

auto dimension_of(Word quantity) -> Dimension {
  switch (quantity) {
    case Word::credit: return {1, 0, 0, 0};
    case Word::time: return {0, 1, 0, 0};
    case Word::money: return {0, 0, 1, 0};
    case Word::duration: return {0, 0, 0, 1};
    default: return {};
  }
}

auto operator*(const Units& a, const Units& b) -> Units {
  if (b.none()) return a;
  if (a.none()) return b;
  return cancelled({a.over[0], a.over[1], b.over[0], b.over[1]},
                   {a.under[0], a.under[1], b.under[0], b.under[1]});
}

auto operator/(const Units& a, const Units& b) -> Units {
  if (b.none()) return a;
  return cancelled({a.over[0], a.over[1], b.under[0], b.under[1]},
                   {a.under[0], a.under[1], b.over[0], b.over[1]});
}

Measures::Measures(const Model& model) {
  for (const MeasureRow& row : model.schema.measures) {
    Row result{row.base, row.factor, dimension_of(row.quantity)};
    // Shares and counts are plain numbers.
    if (result.dimension == Dimension()) result.base = 0;
    rows_.push_back(result);
    names_.push_back(row.name);
  }
}

}  // namespace kava
