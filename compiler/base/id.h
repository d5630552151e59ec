// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>

namespace kava {

/// Names one `Thing` in its store. Empty when a reference could not be resolved.
template <typename Thing>
struct Id {
  static constexpr uint32_t none = UINT32_MAX;
  uint32_t index = none;
  constexpr explicit operator bool() const { return index != none; }
  friend constexpr auto operator==(Id, Id) -> bool = default;
  friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace kava

template <typename Thing>
struct std::hash<kava::Id<Thing>> {
  auto operator()(kava::Id<Thing> id) const noexcept -> size_t { return id.index; }
};
