// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// UTF-8 and the few facts about characters that the lexer needs.
namespace kava::unicode {

/// Where a text stops being UTF-8.
struct Validity {
  size_t first_fault = 0;  ///< Offset of the first byte at fault, if there is one.
  size_t faults = 0;       ///< How many bytes are at fault.
};
auto check_utf8(std::string_view text) -> Validity;

/// A code point and its length in bytes. What is not UTF-8 is U+FFFD with length 1.
struct Decoded {
  char32_t code_point;
  uint32_t length;
};
/// Reads the character at `text`, which is followed by at least three more bytes (of any value).
auto decode(const char* text) -> Decoded;
void append(char32_t code_point, std::string& out);

/// `\p{L}`: may begin a name.
auto is_letter(char32_t code_point) -> bool;
/// `\p{L} \p{M} \p{Nd}`: may continue a name, as may `_`.
auto is_word(char32_t code_point) -> bool;
/// Space, tab and the blanks that word processors leave (U+00A0, U+202F).
auto is_blank(char32_t code_point) -> bool;
/// A Unicode scalar value that may stand in a text: no surrogate, no control character but tab and
/// the line ends, none of the code points that XML refuses.
auto is_text(char32_t code_point) -> bool;

}  // namespace kava::unicode
