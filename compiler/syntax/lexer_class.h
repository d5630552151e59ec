// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "compiler/base/limits.h"
#include "compiler/syntax/lexer.h"

namespace kava {

/// One pass over a text. Private to lexer.cpp (what is read often) and lexer_slips.cpp (what goes
/// wrong). Functions take the place where something begins and return where to go on.
///
/// The text is followed by NUL bytes: no loop asks whether it has come to the end.
class Lexer {
 public:
  /// `text` is followed by at least `padding` NUL bytes.
  static constexpr size_t padding = 16;
  Lexer(std::string_view text, Terminators terminators, Lexed& out);
  ~Lexer() = default;
  Lexer(const Lexer&) = delete;
  auto operator=(const Lexer&) -> Lexer& = delete;

  void run();

 private:
  using Place = const char*;

  // What begins here (lexer.cpp).
  auto word(Place p) -> Place;
  auto number(Place p) -> Place;
  auto text(Place p) -> Place;
  auto text_block(Place p) -> Place;
  auto slash(Place p) -> Place;
  auto brace(Place p, TokenKind kind) -> Place;
  auto parenthesis(Place p, TokenKind kind) -> Place;
  auto semicolon(Place p) -> Place;
  auto sign(Place p) -> Place;
  auto beyond_ascii(Place p) -> Place;
  void finish();

  auto rest_of_word(Place p) -> Place;
  auto end_of_tag(Place p, Place q) const -> Place;
  auto escape(Place p) -> Place;
  void line_starts_with_name(Place p);
  auto member_is_under_way() const -> bool;

  // What goes wrong (lexer_slips.cpp).
  auto number_slip(Place p, Place q) -> Place;
  auto date(Place p) -> Place;
  auto open_text(Place p, Place q) -> Place;
  auto unopened_text(Place quote) -> Place;
  auto text_to_comma(uint32_t first) -> Place;
  auto text_over_lines(Place quote, Place line) -> Place;
  auto hash_comment(Place p) -> Place;
  auto open_text_block(Place p) -> Place;
  auto open_comment(Place p) -> Place;
  auto control_character(Place p) -> Place;
  auto quotes(Place p, uint32_t length) -> Place;
  auto foreign(Place p) -> Place;
  auto open_parenthesis(Place p) -> Place;
  auto too_deep(Place p) -> Place;
  void joins_next_line(Place p);

  /// True if this token is the word that a member begins with.
  auto is_member_word(uint32_t token) const -> bool;
  auto is_after_member(uint32_t token) const -> bool;
  auto member_of(uint32_t token) const -> uint32_t;
  /// Columns of blanks before a place; negative if it is not the first on its line.
  auto indentation(Place p) const -> int;
  auto place(uint32_t token) const -> Place { return begin_ + tokens_[token].offset; }

  auto emit(TokenKind kind, Place from, Place to) -> Place;
  auto error(Slip::Kind kind, Place from, Place to) -> Place;
  void slip(Slip::Kind kind, Place from, Place to) { slip(kind, from, to, count_); }
  void slip(Slip::Kind kind, Place from, Place to, uint32_t token);
  void comment(Place from, Place to);
  /// A token of length 0 at the end of the last one.
  void insert(TokenKind kind);
  void close_parentheses();
  void rewind(uint32_t token);
  void grow();

  Place begin_, end_;
  Token* tokens_;
  uint32_t count_ = 0;
  uint32_t capacity_;
  TokenKind previous_ = {};  ///< Kind of the last token; 0 before the first.
  bool newline_ = false;     ///< A line end lies between the last token and here.
  bool every_line_ = false;  ///< In this block a line ends open parentheses.
  bool terminators_;
  uint64_t ends_a_value_;  ///< A bit for each kind after which a line may end a member.
  uint32_t braces_ = 0;
  uint32_t parentheses_ = 0;   ///< Open since the last brace.
  uint32_t top_brace_ = 0;     ///< The token that opened the outermost block.
  Place no_quote_[2] = {};     ///< Up to there no quotation mark ends a text, double or single.
  bool no_block_end_ = false;  ///< No text block ends behind here.
  std::array<uint32_t, limits::nesting + 2> open_parentheses_{};
  Lexed& out_;
};

}  // namespace kava
