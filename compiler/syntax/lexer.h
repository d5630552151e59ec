// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/syntax/tree.h"

namespace kava {

/// Something in the text that is no token of Kava, or a token with a fault inside.
struct Slip {
  enum class Kind : uint8_t {
    // Faults inside a token that is good otherwise, or in how lines follow each other.
    ImpossibleDate,    // 2026-02-30
    LongNumber,        // more digits than can be kept exactly
    UnknownEscape,     // \q
    NoSuchCharacter,   // \u{D800}
    ControlCharacter,  // U+0001 in a text
    ListMark,          // documents ⏎ - certificate
    ValueOnNextLine,   // title ⏎ et "…", indented
    MissingComma,      // et "…" ⏎ en "…"
    LastSoft = MissingComma,
    // A token of kind Error stands for a date, a number, a name or a text.
    DecimalComma,   // 1,5
    OtherDate,      // 01.09.2026
    TimeOfDay,      // 2026-09-01T10:00, 10:00
    Quotes,         // “text”, 'text'
    OpenText,       // "text without an end
    OpenTextBlock,  // """text without an end
    UnopenedText,   // text without a beginning"
    Euro,           // €
    TooLong,        // a token of 16 MB
    // A token of kind Error stands for nothing that could be kept.
    ForeignSign,       // ==, ≥, –, &&
    SignAfterField,    // credits: 24, credits = 24
    Bracket,           // [ ]
    UnknownCharacter,  // @
    // No token at all.
    HashComment,  // # said to nobody
    OpenComment,
    OpenParenthesis,  // `)` were inserted
    TooDeep,          // the text was not read beyond the declaration that nests too deep
  };
  Kind kind;
  uint32_t offset, length;
  uint32_t token;  ///< Index of the token that it is or is in; of the next one if there is none.
};
inline auto is_soft(const Slip& slip) -> bool { return slip.kind <= Slip::Kind::LastSoft; }

/// What the lexer makes of a text.
struct Lexed {
  std::vector<Token> tokens;  ///< The last one is `EndOfFile`.
  std::vector<Trivia> trivia;
  std::vector<Slip> slips;  ///< In order of token.
};

/// Whether the end of a line may end a member; it may not inside the braces of a message.
enum class Terminators : uint8_t { Insert, None };

/// Splits a text, which has no NUL byte and is at most 4 GB, into tokens and comments, and inserts
/// an `End` where the end of a line ends a member. What is not UTF-8 counts as a letter.
void lex(std::string_view text, Terminators terminators, Lexed& out);

}  // namespace kava
