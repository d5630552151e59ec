// SPDX-License-Identifier: Apache-2.0
#include "compiler/source/source.h"

#include <algorithm>

namespace kava {

Lines::Lines(std::string_view text) : text_(text), starts_{0} {
  // The mark with which some editors begin a file is no character of its first line.
  if (text.starts_with("\xEF\xBB\xBF")) starts_[0] = 3;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\n' || text[i] == '\r') starts_.push_back(static_cast<uint32_t>(i + 1));
  }
}

auto Lines::at(uint32_t offset) const -> LineColumn {
  offset = std::max(offset, starts_.front());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<uint32_t>(after - starts_.begin());
  uint32_t column = 1;
  const size_t end = std::min<size_t>(offset, text_.size());
  // A character is counted at its first byte; continuation bytes are 10xxxxxx.
  for (size_t i = starts_[line - 1]; i < end; ++i) {
    if ((static_cast<unsigned char>(text_[i]) & 0xC0U) != 0x80U) ++column;
  }
  return {line, column};
}

auto Lines::text(uint32_t line) const -> std::string_view {
  const size_t begin = starts_[line - 1];
  const size_t end = line < count() ? starts_[line] : text_.size();
  std::string_view result = text_.substr(begin, end - begin);
  while (!result.empty() && (result.back() == '\n' || result.back() == '\r'))
    result.remove_suffix(1);
  return result;
}

}  // namespace kava
