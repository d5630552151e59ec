// SPDX-License-Identifier: Apache-2.0
// Entries as they stand in the text of their file.
#include <llvm/ADT/STLExtras.h>

#include <algorithm>

#include "compiler/driver/commands/regulations.h"

namespace kava {
namespace {

/// Takes as many blanks from the lines behind the first one as stand before the first one.
auto shifted(std::string_view written, size_t blanks) -> std::string {
  std::string result;
  for (size_t i = 0; i < written.size(); ++i) {
    result += written[i];
    if (written[i] != '\n') continue;
    const size_t text = std::min(written.find_first_not_of(' ', i + 1), written.size());
    i += std::min(blanks, text - i - 1);
  }
  return result;
}

auto blanks_before(std::string_view text, size_t offset) -> size_t {
  const size_t line = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return offset - (line == std::string_view::npos ? 0 : line + 1);
}

/// The span of an expression ends before the parentheses that close it.
auto behind_parentheses(std::string_view text, uint32_t begin, uint32_t end) -> uint32_t {
  const std::string_view written = text.substr(begin, end - begin);
  auto open = std::ranges::count(written, '(') - std::ranges::count(written, ')');
  for (uint32_t at = end; open > 0 && at < text.size() && text[at] != '\n'; ++at) {
    if (text[at] != ')') continue;
    --open;
    end = at + 1;
  }
  return end;
}

}  // namespace

auto written_of(const Thing& thing, std::string_view text, std::span<const Word> words)
    -> std::vector<std::string> {
  std::vector<std::string> result;
  const Unit& unit = thing.unit();
  const Object& object = thing.object();
  // Values with commas between are several entries, of which each has the same word before it.
  for (uint32_t i = object.first; i < object.first + object.count; ++i) {
    const Value& entry = unit.entries[i];
    const uint32_t begin = unit.word_offsets[i];
    const bool goes_on = i + 1 < object.first + object.count && unit.word_offsets[i + 1] == begin;
    if (!llvm::is_contained(words, entry.word) || goes_on) continue;
    uint32_t end = entry.span.end();
    if (entry.kind == ValueKind::Block) end = unit.objects[entry.object.index].span.end();
    if (begin >= end || end > text.size()) continue;
    end = behind_parentheses(text, begin, end);
    result.push_back(shifted(text.substr(begin, end - begin), blanks_before(text, begin)));
  }
  return result;
}

}  // namespace kava
