// SPDX-License-Identifier: Apache-2.0
// The hand lexer and the lexer of the grammar split every text in the same way, wherever neither
// finds an error.
#include <cstdlib>
#include <string_view>

#include "compiler/syntax/unicode.h"
#include "tests/unit/syntax_support.h"

extern "C" auto LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) -> int {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.find('\0') != text.npos || kava::unicode::check_utf8(text).faults > 0) return 0;
  const auto hand = kava::testing::hand_tokens(text);
  const auto plain = kava::testing::plain_tokens(text);
  if (!hand || !plain) return 0;
  if (hand->tokens != plain->tokens || hand->comments != plain->comments) std::abort();
  return 0;
}
