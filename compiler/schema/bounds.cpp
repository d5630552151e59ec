// SPDX-License-Identifier: Apache-2.0
#include "compiler/schema/bounds.h"

#include <array>
#include <cstddef>

namespace kava {
namespace {

constexpr Bound rows[] = {
#define BOUND(kind, word, asked, en, et) {Word::kind, Word::word, BoundKind::asked, en, et},
#include "compiler/schema/bounds.def"
#undef BOUND
};

/// Most words have no row: asked for every value, so it is looked up.
auto words_with_rows() -> const auto& {
  static const auto result = [] {
    std::array<bool, static_cast<size_t>(Word::core_count)> has{};
    for (const Bound& row : rows) has[static_cast<size_t>(row.word)] = true;
    return has;
  }();
  return result;
}

}  // namespace

auto bound_of(Word kind, Word word) -> const Bound* {
  if (word >= Word::core_count || !words_with_rows()[static_cast<size_t>(word)]) return nullptr;
  const Bound* general = nullptr;
  for (const Bound& row : rows) {
    if (row.word != word) continue;
    if (row.kind == kind) return &row;
    if (row.kind == Word::none) general = &row;
  }
  return general;
}

}  // namespace kava
