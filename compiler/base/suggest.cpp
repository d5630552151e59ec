// SPDX-License-Identifier: Apache-2.0
#include "compiler/base/suggest.h"

#include <algorithm>
#include <vector>

namespace kava {

auto edit_distance(std::string_view a, std::string_view b, unsigned limit) -> unsigned {
  const size_t width = b.size() + 1;
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<unsigned> before(width), previous(width), row(width);
  for (size_t j = 0; j < width; ++j) previous[j] = static_cast<unsigned>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<unsigned>(i);
    for (size_t j = 1; j < width; ++j) {
      const unsigned change = previous[j - 1] + (a[i - 1] != b[j - 1]);
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, row);
  }
  return std::min(previous.back(), limit + 1);
}

auto nearest(std::string_view word, std::span<const std::string_view> candidates)
    -> std::string_view {
  // One slip in three letters is a guess worth making; more is another word.
  unsigned best = std::max<unsigned>(1, static_cast<unsigned>(word.size()) / 3) + 1;
  std::string_view result;
  for (const std::string_view candidate : candidates) {
    const unsigned distance = edit_distance(word, candidate, best);
    if (distance >= best || distance >= candidate.size()) continue;
    best = distance;
    result = candidate;
  }
  return result;
}

auto fold_words(std::string_view text) -> std::string {
  std::string result(text);
  for (size_t i = 0; i < result.size(); ++i) {
    const auto byte = static_cast<unsigned char>(result[i]);
    const auto before = static_cast<unsigned char>(i == 0 ? 0 : result[i - 1]);
    if (byte >= 'A' && byte <= 'Z') result[i] = static_cast<char>(byte + 0x20);
    if (byte == '_' || byte == '-') result[i] = ' ';
    // In UTF-8: À to Þ, then Š and Ž. The letters of Estonia and its neighbours are among them.
    const bool latin = before == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97;
    const bool caron = (before == 0xC5 && byte == 0xA0) || (before == 0xC5 && byte == 0xBD);
    if (latin) result[i] = static_cast<char>(byte + 0x20);
    if (caron) result[i] = static_cast<char>(byte + 1);
  }
  return result;
}

}  // namespace kava
