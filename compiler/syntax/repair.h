// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "compiler/syntax/lexer.h"
#include "compiler/syntax/tree.h"

namespace kava {

/// A brace that is missing or too many.
struct BraceSlip {
  enum class Kind : uint8_t { Unclosed, Stray };
  Kind kind;
  uint32_t brace;       ///< The `{` that is not closed; the token before the stray `}`.
  uint32_t inserted;    ///< The `}` of length 0 that closes it.
  bool by_indentation;  ///< The indentation of the lines tells the place.
  Span stray;           ///< Place of the stray `}`, which is no longer a token.
};

/// Tokens that the full parser can read: slips are read as what they stand for or left out, and
/// braces are balanced.
struct Repaired {
  std::vector<Token> tokens;
  std::vector<TokenKind> kinds;  ///< What to read each token as; a slip keeps the kind `Error`.
  std::vector<uint32_t> slip_tokens;  ///< For each slip a token of the member that it spoils.
  std::vector<BraceSlip> braces;
};

/// `lexed.trivia` is renumbered to the tokens that remain.
auto repair(std::string_view text, Rule root, Lexed& lexed) -> Repaired;

/// Columns before a place; negative if it is not the first on its line.
auto indentation(std::string_view text, uint32_t offset) -> int;

/// Which sign of Kava a sign from elsewhere stands for: `=` for `==`; empty if there is none.
struct Meaning {
  std::string_view sign;
  TokenKind kind;
};
auto meaning_of(std::string_view sign, bool after_number) -> Meaning;

}  // namespace kava
