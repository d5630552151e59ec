// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "compiler/base/parallel.h"
#include "compiler/model/unit.h"

namespace kava {

/// What stands at the top level of all files, collected once: of ten thousand files nobody need
/// look into those that have nothing of what is sought. Everything is in source order.
class TopLevel {
 public:
  /// A `use` line: the entry with that index in a unit.
  struct Use {
    uint32_t unit;
    uint32_t entry;
  };

  TopLevel() = default;
  TopLevel(const std::vector<Unit>& units, const Parallel& parallel);

  /// The declarations with that core word.
  auto of(Word kind) const -> std::span<const ObjectId>;
  auto uses() const -> std::span<const Use> { return uses_; }

 private:
  std::vector<std::vector<ObjectId>> by_kind_;
  std::vector<Use> uses_;
};

}  // namespace kava
