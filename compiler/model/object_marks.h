// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <span>
#include <vector>

#include "compiler/model/unit.h"

namespace kava {

/// Eight bits for each object of some units: set by many threads at once, read when they are done.
class ObjectMarks {
 public:
  explicit ObjectMarks(std::span<const Unit> units) {
    uint32_t objects = 0;
    first_.reserve(units.size());
    for (const Unit& unit : units) {
      first_.push_back(objects);
      objects += static_cast<uint32_t>(unit.objects.size());
    }
    marks_.resize(objects);
  }

  void set(ObjectId id, uint8_t bits) {
    const std::atomic_ref mark(marks_[first_[id.unit] + id.index]);
    // Most are set already, and reading is far cheaper than writing for all to see.
    if ((mark.load(std::memory_order_relaxed) & bits) == bits) return;
    mark.fetch_or(bits, std::memory_order_relaxed);
  }
  /// Whether any of the bits is set.
  auto has(ObjectId id, uint8_t bits) const -> bool {
    return (marks_[first_[id.unit] + id.index] & bits) != 0;
  }
  /// How many units there are marks for.
  auto units() const -> size_t { return first_.size(); }

 private:
  std::vector<uint32_t> first_;  ///< By unit: where the marks of its objects begin.
  std::vector<uint8_t> marks_;
};

}  // namespace kava
