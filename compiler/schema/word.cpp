// SPDX-License-Identifier: Apache-2.0
#include "compiler/schema/word.h"

#include <array>
#include <bit>
#include <cstring>
#include <type_traits>

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

constexpr auto four_bytes(const char* p) -> uint32_t {
  uint32_t result = 0;
  if (std::is_constant_evaluated()) {
    for (int i = 3; i >= 0; --i) result = result << 8U | static_cast<unsigned char>(p[i]);
  } else {
    std::memcpy(&result, p, sizeof result);
  }
  return result;
}
static_assert(std::endian::native == std::endian::little);

/// Of the length, the first and the last four bytes: words differ there, and it takes no loop.
constexpr auto hash(std::string_view word) -> uint32_t {
  uint32_t first = 0;
  uint32_t last = 0;
  if (word.size() >= 4) {
    first = four_bytes(word.data());
    last = four_bytes(word.data() + word.size() - 4);
  } else {
    for (const char c : word) first = first << 8U | static_cast<unsigned char>(c);
  }
  const uint32_t mixed =
      first * 0x9E3779B1U ^ last * 0x85EBCA77U ^ static_cast<uint32_t>(word.size()) * 0xC2B2AE3DU;
  return mixed ^ mixed >> 15U;
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
