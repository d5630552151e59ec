// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

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
/// has no branches.
using Block [[gnu::vector_size(16)]] = unsigned char;

/// Whether the rule holds for any of the next sixteen bytes.
template <typename Rule>
auto any_in_block(const char* bytes, Rule holds) -> bool {
  Block block;
  std::memcpy(&block, bytes, sizeof block);
  const auto found = holds(block);
  std::array<uint64_t, 2> halves;
  std::memcpy(halves.data(), &found, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

/// What the files of the formats are written into. A file is many small pieces: here each is
/// copied, and nothing else is done.
class TextBuffer {
 public:
  void put(std::string_view text) {
    need(text.size());
    put_unchecked(text);
  }
  void put(char c) {
    need(1);
    put_unchecked(c);
  }
  /// Blanks, or another character many times.
  void put_times(size_t count, char c) {
    need(count);
    std::memset(out_.get() + used_, c, count);
    used_ += count;
  }

  /// Writes a text in which each byte that is a mark of the format has its replacement. An
  /// `Escapes` has the rule `is_mark` for a byte and a block, the function `replacement` from a
  /// byte to a text, and the length of its longest, `longest`.
  template <typename Escapes>
  void put_escaped(std::string_view text) {
    need(text.size() * Escapes::longest);
    put_escaped_unchecked<Escapes>(text);
  }

  /// Makes room for so many bytes more.
  void need(size_t bytes) {
    if (room_ - used_ < bytes) grow(bytes);
  }
  /// These write where there is room already.
  void put_unchecked(std::string_view text) {
    std::memcpy(out_.get() + used_, text.data(), text.size());
    used_ += text.size();
  }
  void put_unchecked(char c) { out_[used_++] = c; }
  template <typename Escapes>
  void put_escaped_unchecked(std::string_view text) {
    if (text.empty()) return;  // It may point nowhere.
    const char* from = text.data();
    const char* const end = from + text.size();
    for (;;) {
      const char* const mark = next_mark<Escapes>(from, end);
      put_unchecked({from, mark});
      if (mark == end) return;
      put_unchecked(Escapes::replacement(static_cast<unsigned char>(*mark)));
      from = mark + 1;
    }
  }

  auto text() const -> std::string_view { return {out_.get(), used_}; }
  /// The room stays, for the next file.
  void clear() { used_ = 0; }

 private:
  void grow(size_t bytes);
  template <typename Escapes>
  static auto next_mark(const char* from, const char* end) -> const char* {
    static constexpr ByteTable marks =
        byte_table([](unsigned char byte) { return Escapes::is_mark(byte) != 0; });
    constexpr ptrdiff_t size = sizeof(Block);
    const auto any = [](const char* at) {
      return any_in_block(at, [](auto bytes) { return Escapes::is_mark(bytes); });
    };
    const char* const first = from;
    while (end - from >= size && !any(from)) from += size;
    // What is left of the last block is looked through with what stands before it.
    if (end - from < size && end - first >= size && !any(end - size)) return end;
    while (from != end && !marks[static_cast<unsigned char>(*from)]) ++from;
    return from;
  }

  static constexpr size_t usual_size = 1U << 15U;
  size_t room_ = usual_size;
  size_t used_ = 0;
  std::unique_ptr<char[]> out_{new char[usual_size]};
};

}  // namespace kava
