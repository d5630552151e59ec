// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace kava {

/// By byte, what a rule says of it: a rule is asked once, not for every byte of a text.
using ByteTable = std::array<bool, 256>;
template <typename Rule>
consteval auto byte_table(Rule holds) -> ByteTable {
  ByteTable result{};
  for (size_t i = 0; i < result.size(); ++i) result[i] = holds(static_cast<unsigned char>(i));
  return result;
}

/// Sixteen bytes: what is asked of one can be asked of all of them at once, by the same rule if it
/// has no branches: `[](auto bytes) { return (bytes == '{') | (bytes == '}'); }`.
using ByteBlock [[gnu::vector_size(16)]] = unsigned char;

/// The place of the first of the next sixteen bytes for which the rule holds; sixteen if for none.
template <typename Rule>
auto first_in_block(const char* bytes, Rule holds) -> size_t {
  static_assert(std::endian::native == std::endian::little);
  ByteBlock block;
  std::memcpy(&block, bytes, sizeof block);
  const auto found = holds(block);  // Some bit of a byte is set where it holds.
  std::array<uint64_t, 2> halves;
  std::memcpy(halves.data(), &found, sizeof halves);
  if ((halves[0] | halves[1]) == 0) return sizeof block;
  const size_t half = halves[0] != 0 ? 0 : 1;
  return half * sizeof halves[0] + static_cast<size_t>(std::countr_zero(halves[half])) / 8;
}

/// The first byte for which the rule holds: there is one, and fifteen bytes behind it can be read.
template <typename Rule>
auto find_certain_byte(const char* from, Rule holds) -> const char* {
  for (;; from += sizeof(ByteBlock)) {
    const size_t at = first_in_block(from, holds);
    if (at < sizeof(ByteBlock)) return from + at;
  }
}

/// The first byte for which the rule holds; `end` if there is none.
template <typename Rule>
auto find_byte(const char* from, const char* end, Rule holds) -> const char* {
  constexpr ptrdiff_t size = sizeof(ByteBlock);
  const char* const first = from;
  for (; end - from >= size; from += size) {
    const size_t at = first_in_block(from, holds);
    if (at < sizeof(ByteBlock)) return from + at;
  }
  if (from != end && end - first >= size) {
    // What is left is looked through with what stands before it, where there is none.
    const size_t at = first_in_block(end - size, holds);
    return at < sizeof(ByteBlock) ? end - size + at : end;
  }
  static constexpr ByteTable table =
      byte_table([](unsigned char byte) { return Rule{}(byte) != 0; });
  while (from != end && !table[static_cast<unsigned char>(*from)]) ++from;
  return from;
}

}  // namespace kava
