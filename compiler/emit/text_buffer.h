// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

#include "compiler/base/byte_blocks.h"

namespace kava {

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
      const char* const mark =
          find_byte(from, end, [](auto bytes) { return Escapes::is_mark(bytes); });
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

  static constexpr size_t usual_size = 1U << 15U;
  size_t room_ = usual_size;
  size_t used_ = 0;
  std::unique_ptr<char[]> out_{new char[usual_size]};
};

}  // namespace kava
