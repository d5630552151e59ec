// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/parsers.h"
#include "compiler/syntax/repair.h"
#include "compiler/syntax/unicode.h"

namespace kava {

/// Says in plain words what is wrong with a text, with its place and, where it is certain, its
/// cure. All offsets are those of `text`; `base` is where that stands in its file.
class Teller {
 public:
  Teller(std::string_view text, uint32_t base, SourceId source)
      : text_(text), base_(base), source_(source) {}

  /// `tokens` are those to which the slip's `token` refers.
  void tell(const Slip& slip, const std::vector<Token>& tokens);
  void tell(const BraceSlip& slip, const std::vector<Token>& tokens,
            const std::vector<TokenKind>& kinds);
  void tell(const Mismatch& mismatch, const std::vector<Token>& tokens,
            const std::vector<TokenKind>& kinds);
  void tell_not_utf8(size_t first_fault);

  /// Hands over what was told, in order of place, up to the limit of a file.
  void finish(Diagnostics& diagnostics);

 private:
  using Tokens = std::vector<Token>;
  using Kinds = std::vector<TokenKind>;

  void tell_number(const Slip& slip);
  void tell_other_date(const Slip& slip);
  void tell_impossible_date(const Slip& slip);
  void tell_time(const Slip& slip);
  void tell_open_text(const Slip& slip);
  void tell_quotes(const Slip& slip);
  void tell_sign(const Slip& slip);
  void tell_character(const Slip& slip);
  void tell_bracket(const Slip& slip);
  void tell_next_line(const Slip& slip, const Tokens& tokens);
  void tell_parenthesis(uint32_t token, const Tokens& tokens);
  auto tell_in_text(const Slip& slip) -> bool;
  auto tell_in_number(const Slip& slip) -> bool;

  void tell_member_start(uint32_t token, const Tokens& tokens, const Kinds& kinds);
  void tell_member_end(uint32_t token, const Tokens& tokens, const Kinds& kinds);
  void tell_value(uint32_t token, const Tokens& tokens, const Kinds& kinds);
  void tell_inside(uint32_t token, const Tokens& tokens, const Kinds& kinds);
  void tell_separator(uint32_t token, const Tokens& tokens, const Kinds& kinds);
  auto tell_digit_groups(uint32_t token, const Tokens& tokens, const Kinds& kinds) -> bool;
  auto tell_quote_inside(uint32_t token, const Tokens& tokens, const Kinds& kinds) -> bool;
  auto tell_loose_words(uint32_t token, const Tokens& tokens, const Kinds& kinds) -> bool;
  void tell_unexpected(uint32_t token, const Tokens& tokens);
  void tell_missing_value(uint32_t token, const Tokens& tokens);

  template <typename... Arguments>
  auto report(Span span, Diagnostic<Arguments...> diagnostic,
              std::type_identity_t<Arguments>... arguments) -> Report& {
    return told_.report(at(span.offset, span.length), diagnostic, std::move(arguments)...);
  }
  auto at(uint32_t offset, uint32_t length) const -> Location {
    return {source_, {offset + base_, length}};
  }
  auto written(uint32_t offset, uint32_t length) const -> std::string_view {
    return text_.substr(offset, length);
  }
  auto written(const Token& token) const -> std::string_view {
    return written(token.offset, token.length);
  }
  auto character_at(uint32_t offset) const -> unicode::Decoded;
  auto quoted(std::string_view text) const -> Name;

  std::string_view text_;
  uint32_t base_;
  SourceId source_;
  int open_brackets_ = 0;
  Diagnostics told_;
};

}  // namespace kava
