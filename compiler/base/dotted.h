// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace kava {

/// `taltech` of `estonia.taltech`; a name without dots is its own last segment.
constexpr auto last_segment(std::string_view path) -> std::string_view {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

/// `estonia` of `estonia.taltech`; empty for a name without dots.
constexpr auto without_last(std::string_view path) -> std::string_view {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

/// Whether a name means that: `estonia.taltech.microdegree` is also called `taltech.microdegree`.
constexpr auto is_called(std::string_view full, std::string_view name) -> bool {
  if (full == name) return true;
  return !name.empty() && full.size() > name.size() && full.ends_with(name) &&
         full[full.size() - name.size() - 1] == '.';
}

}  // namespace kava
