// SPDX-License-Identifier: Apache-2.0
#include "compiler/schema/word.h"

#include <array>

namespace kava {
namespace {

constexpr auto spelled(std::string_view enumerator) -> std::string_view {
  return enumerator.ends_with('_') ? enumerator.substr(0, enumerator.size() - 1) : enumerator;
}

constexpr std::string_view spellings[] = {
    "",
#define WORD(spelling) spelled(#spelling),
#include "compiler/schema/words.def"
#undef WORD
};

constexpr auto hash(std::string_view word) -> uint32_t {
  uint32_t result = 2166136261U;
  for (const char c : word) result = (result ^ static_cast<unsigned char>(c)) * 16777619U;
  return result;
}

// Open addressing, four slots a word: nearly every look-up ends at the first slot.
constexpr size_t slots = 2048;
static_assert(std::size(spellings) * 4 < slots * 2);

constexpr auto table = [] {
  std::array<uint16_t, slots> result{};
  for (uint16_t i = 1; i < std::size(spellings); ++i) {
    size_t slot = hash(spellings[i]) % slots;
    while (result[slot] != 0) slot = (slot + 1) % slots;
    result[slot] = i;
  }
  return result;
}();

}  // namespace

auto core_word(std::string_view spelling) -> Word {
  for (size_t slot = hash(spelling) % slots; table[slot] != 0; slot = (slot + 1) % slots) {
    if (spellings[table[slot]] == spelling) return static_cast<Word>(table[slot]);
  }
  return Word::none;
}

auto core_spelling(Word word) -> std::string_view { return spellings[static_cast<size_t>(word)]; }

}  // namespace kava
