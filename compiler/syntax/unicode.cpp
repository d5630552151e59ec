// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/unicode.h"

#include <algorithm>

#include "compiler/base/byte_blocks.h"
#include "compiler/syntax/unicode_tables.h"

namespace kava::unicode {
namespace {

template <size_t n>
auto contains(const CodePoints (&table)[n], char32_t code_point) -> bool {
  const CodePoints* after =
      std::upper_bound(std::begin(table), std::end(table), code_point,
                       [](char32_t value, const CodePoints& range) { return value < range.first; });
  return after != std::begin(table) && code_point <= (after - 1)->last;
}

auto byte(const char* text) -> uint8_t { return static_cast<uint8_t>(*text); }
auto is_continuation(uint8_t c) -> bool { return (c & 0xC0U) == 0x80U; }

/// Length of the well-formed sequence that begins here and is not ASCII; 0 if there is none.
auto sequence_length(const char* text, size_t left) -> uint32_t {
  const uint8_t c = byte(text);
  if (c < 0xC2 || c > 0xF4 || left < 2) return 0;
  const uint8_t second = byte(text + 1);
  if (!is_continuation(second)) return 0;
  if (c < 0xE0) return 2;
  if (left < 3 || !is_continuation(byte(text + 2))) return 0;
  if (c < 0xF0) {
    // No longer form than needed, and no surrogates.
    return (c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F) ? 0 : 3;
  }
  if (left < 4 || !is_continuation(byte(text + 3))) return 0;
  return (c == 0xF0 && second < 0x90) || (c == 0xF4 && second > 0x8F) ? 0 : 4;
}

auto skip_ascii(const char* p, const char* end) -> const char* {
  return find_byte(p, end, [](auto bytes) { return bytes & 0x80; });
}

}  // namespace

auto check_utf8(std::string_view text) -> Validity {
  Validity result;
  const char* const end = text.data() + text.size();
  for (const char* p = text.data();;) {
    p = skip_ascii(p, end);
    if (p == end) return result;
    do {
      const uint32_t length = sequence_length(p, static_cast<size_t>(end - p));
      if (length == 0 && result.faults++ == 0) {
        result.first_fault = static_cast<size_t>(p - text.data());
      }
      p += length == 0 ? 1 : length;
    } while (p != end && byte(p) >= 0x80);
  }
}

auto decode(const char* text) -> Decoded {
  const auto at = [text](int i) { return static_cast<char32_t>(static_cast<uint8_t>(text[i])); };
  if (at(0) < 0x80) return {at(0), 1};
  switch (sequence_length(text, 4)) {
    case 2: return {(at(0) & 0x1F) << 6 | (at(1) & 0x3F), 2};
    case 3: return {(at(0) & 0x0F) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F), 3};
    case 4:
      return {(at(0) & 0x07) << 18 | (at(1) & 0x3F) << 12 | (at(2) & 0x3F) << 6 | (at(3) & 0x3F),
              4};
    default: return {0xFFFD, 1};
  }
}

void append(char32_t c, std::string& out) {
  const auto put = [&out](char32_t value) { out += static_cast<char>(value); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  }
}

auto is_letter(char32_t c) -> bool {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  return contains(letters, c);
}

auto is_word(char32_t c) -> bool {
  if (c < 0x80) return is_letter(c) || (c >= '0' && c <= '9');
  return contains(letters, c) || contains(marks_and_digits, c);
}

auto is_blank(char32_t c) -> bool { return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F; }

auto is_text(char32_t c) -> bool {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0x7F && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF;
}

}  // namespace kava::unicode
