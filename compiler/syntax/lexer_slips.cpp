// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <cstring>

#include "compiler/base/date.h"
#include "compiler/syntax/lexer_class.h"
#include "compiler/syntax/unicode.h"

// What people write that is not Kava. A slip is remembered with its place; what stands for
// something becomes one token of kind Error, so that the rest of the line can still be read.
namespace kava {
namespace {

auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }
auto is_line_end(char c) -> bool { return c == '\n' || c == '\r' || c == 0; }
auto digits(const char* p) -> const char* {
  while (is_digit(*p)) ++p;
  return p;
}

/// Length of a character that looks like the `-` of a date; else 0.
auto date_hyphen(const char* p) -> size_t {
  if (*p == '-') return 1;
  if (std::strncmp(p, "\xE2\x88\x92", 3) == 0) return 3;  // U+2212, minus
  const bool dash = p[0] == '\xE2' && p[1] == '\x80' && p[2] >= '\x90' && p[2] <= '\x93';
  return dash ? 3 : 0;
}

/// Where a day ends whose hyphens are other characters: 2026‑08‑21.
auto end_of_dashed_date(const char* p) -> const char* {
  const char* q = digits(p);
  if (q - p != 4) return nullptr;
  bool other = false;
  for (int part = 0; part < 2; ++part) {
    const size_t hyphen = date_hyphen(q);
    other |= hyphen > 1;
    q += hyphen;
    if (hyphen == 0 || digits(q) - q != 2) return nullptr;
    q += 2;
  }
  return other ? q : nullptr;
}

/// Where a day ends that is written in another way: 01.09.2026, 1/9/2026, 2026.09.01, 2026-9-1.
auto end_of_other_date(const char* p) -> const char* {
  const char* const first = digits(p);
  if (*first != '.' && *first != '/' && *first != '-') return nullptr;
  const char* const second = digits(first + 1);
  if (*second != *first) return nullptr;
  const char* const third = digits(second + 1);
  const auto small = [](std::ptrdiff_t n) { return n == 1 || n == 2; };
  const std::ptrdiff_t a = first - p, b = second - first - 1, c = third - second - 1;
  if (!small(b) || !((small(a) && c == 4) || (a == 4 && small(c)))) return nullptr;
  return third;
}

/// Where a time of day ends, 10:00 or 10:00:30.
auto end_of_time(const char* p) -> const char* {
  const char* q = digits(p);
  if (q - p > 2 || q == p) return nullptr;
  const char* end = nullptr;
  while (*q == ':' && is_digit(q[1]) && is_digit(q[2])) end = q = q + 3;
  return end;
}

auto is_number(const char* p) -> bool { return is_digit(*p); }
auto end_of_number(const char* p) -> const char* {
  p = digits(p);
  return *p == '.' && is_digit(p[1]) ? digits(p + 1) : p;
}

constexpr std::string_view closing_quotes[] = {"\"",           "\xE2\x80\x9C", "\xE2\x80\x9D",
                                               "\xE2\x80\x9E", "\xC2\xBB",     "\xC2\xAB"};
/// Length of the quotation mark here, if a text in such marks could end with it; else 0.
auto closing_quote(const char* p, bool single) -> uint32_t {
  if (single) {
    if (*p == '\'') return 1;
    return std::strncmp(p, "\xE2\x80\x98", 3) == 0 || std::strncmp(p, "\xE2\x80\x99", 3) == 0 ? 3
                                                                                              : 0;
  }
  for (const std::string_view quote : closing_quotes) {
    if (std::strncmp(p, quote.data(), quote.size()) == 0)
      return static_cast<uint32_t>(quote.size());
  }
  return 0;
}

}  // namespace

auto Lexer::error(Slip::Kind kind, Place from, Place to) -> Place {
  slip(kind, from, to);
  return emit(TokenKind::Error, from, to);
}

void Lexer::slip(Slip::Kind kind, Place from, Place to, uint32_t token) {
  if (out_.slips.size() > 20 * limits::syntax_errors_per_file) return;  // Nobody will read them.
  out_.slips.push_back(
      {kind, static_cast<uint32_t>(from - begin_), static_cast<uint32_t>(to - from), token});
}

// ---- Numbers and dates
// ------------------------------------------------------------------------------

auto Lexer::date(Place p) -> Place {
  if (p[10] == 'T' && is_digit(p[11])) {
    Place q = p + 11;
    while (is_digit(*q) || *q == ':' || *q == '.') ++q;
    return error(Slip::Kind::TimeOfDay, p, *q == 'Z' ? q + 1 : q);
  }
  if (!read_date({p, 10})) slip(Slip::Kind::ImpossibleDate, p, p + 10);
  return emit(TokenKind::Date, p, p + 10);
}

auto Lexer::number_slip(Place p, Place q) -> Place {
  if (const Place end = end_of_dashed_date(p)) return error(Slip::Kind::OtherDate, p, end);
  if (*q == '\xE2') return nullptr;
  if (const Place end = end_of_other_date(p)) return error(Slip::Kind::OtherDate, p, end);
  if (const Place end = end_of_time(p)) return error(Slip::Kind::TimeOfDay, p, end);
  if (*q != ',') return nullptr;
  while (*q == ',' && is_number(q + 1)) q = end_of_number(q + 1);
  return error(Slip::Kind::DecimalComma, p, q);
}

// ---- Texts and comments
// -----------------------------------------------------------------------------

auto Lexer::escape(Place p) -> Place {
  const auto fault = [&](Slip::Kind kind, Place end) {
    slip(kind, p, end);
    return end;
  };
  switch (p[1]) {
    case '"':
    case '\\':
    case 'n':
    case 't': return p + 2;
    case 'u': break;
    default:
      if (static_cast<uint8_t>(p[1]) < 0x20) return fault(Slip::Kind::UnknownEscape, p + 1);
      return fault(Slip::Kind::UnknownEscape, p + 1 + unicode::decode(p + 1).length);
  }
  if (p[2] != '{') return fault(Slip::Kind::UnknownEscape, p + 2);
  char32_t code_point = 0;
  Place q = p + 3;
  for (; std::isxdigit(static_cast<uint8_t>(*q)) != 0; ++q) {
    const int digit = is_digit(*q) ? *q - '0' : (*q | 0x20) - 'a' + 10;
    code_point = std::min<char32_t>(code_point * 16 + static_cast<char32_t>(digit), 0x110000);
  }
  if (q == p + 3 || *q != '}') return fault(Slip::Kind::UnknownEscape, q);
  if (!unicode::is_text(code_point)) return fault(Slip::Kind::NoSuchCharacter, q + 1);
  return q + 1;
}

auto Lexer::control_character(Place p) -> Place {
  if (*p != '\t') slip(Slip::Kind::ControlCharacter, p, p + 1);
  return p + 1;
}

/// A text that its line does not close. Signs at the end of the line that could stand behind a text
/// are taken to do so.
auto Lexer::open_text(Place p, Place q) -> Place {
  Place end = q;
  const std::string_view content(p + 1, static_cast<size_t>(q - p - 1));
  const bool has_braces = content.find('{') < content.find('}');
  for (; end > p + 1; --end) {
    const char c = end[-1];
    const bool behind = c == ' ' || c == '\t' || c == ',' || c == ';' || c == '{';
    if (!behind && (c != '}' || has_braces)) break;
  }
  for (Place quote = end - 3; quote > p; --quote) {
    const uint32_t length = closing_quote(quote, false);
    if (length != 0 && quote + length == end) return error(Slip::Kind::Quotes, p, end);
    if (quote <= end - 2) break;
  }
  if (end == p + 1) return unopened_text(p);
  return error(Slip::Kind::OpenText, p, end);
}

/// A quotation mark with nothing behind it: if words stand before it on its line, they are the
/// text.
auto Lexer::unopened_text(Place quote) -> Place {
  Place line = quote;
  while (line != begin_ && !is_line_end(line[-1])) --line;
  if (const Place after = text_over_lines(quote, line)) return after;
  uint32_t first = count_;
  while (first > 0 && place(first - 1) >= line && !is_after_member(first)) --first;
  if (const Place comma = text_to_comma(first)) return comma;
  if (first < count_ && is_member_word(first)) ++first;
  const bool tagged = first + 1 < count_ && tokens_[first].length <= 3 &&
                      tokens_[first].kind == static_cast<uint32_t>(TokenKind::Name);
  if (tagged) ++first;
  const bool words = first > 0 && first < count_ && place(first) >= line &&
                     previous_ != TokenKind::String && previous_ != TokenKind::Comma;
  if (!words) return error(Slip::Kind::OpenText, quote, quote + 1);
  const Place begin = place(first);
  rewind(first);
  return error(Slip::Kind::UnopenedText, begin, quote + 1);
}

/// `et "Tere, en "Hello"`: the text of the first language lacks its end, which is before the comma.
/// Goes back there.
auto Lexer::text_to_comma(uint32_t first) -> Place {
  for (uint32_t token = first; token + 1 < count_; ++token) {
    if (tokens_[token].kind != static_cast<uint32_t>(TokenKind::String)) continue;
    const Place begin = place(token);
    const Place end = begin + tokens_[token].length - 1;  // The mark that opens the next text.
    if (place(token + 1) != end + 1) continue;
    Place tag = end;
    while (tag > begin && tag[-1] == ' ') --tag;
    const Place tag_end = tag;
    while (tag > begin && tag[-1] >= 'a' && tag[-1] <= 'z') --tag;
    const bool is_tag = tag_end - tag >= 2 && tag_end - tag <= 3;
    while (tag > begin && tag[-1] == ' ') --tag;
    if (!is_tag || tag - begin < 3 || tag[-1] != ',') continue;
    rewind(token);
    return error(Slip::Kind::OpenText, begin, tag - 1);
  }
  return nullptr;
}

/// A mark that ends the text which the line above has left open: both are one text.
auto Lexer::text_over_lines(Place quote, Place line) -> Place {
  if (out_.slips.empty() || out_.slips.back().kind != Slip::Kind::OpenText) return nullptr;
  const Slip open = out_.slips.back();
  if (open.token >= count_ || line == begin_) return nullptr;
  // Nothing but words stands between them, and no other line.
  const Place begin = begin_ + open.offset;
  Place end = begin + open.length;
  while (*end == ' ' || *end == '\t' || *end == '\r') ++end;
  if (end + 1 != line) return nullptr;
  for (Place p = line; p != quote; ++p) {
    if (*p == '"' || *p == '{' || *p == '}') return nullptr;
  }
  rewind(open.token);
  return error(Slip::Kind::OpenText, begin, quote + 1);
}

/// A comment as other languages write it.
auto Lexer::hash_comment(Place p) -> Place {
  Place q = p;
  while (!is_line_end(*q)) ++q;
  slip(Slip::Kind::HashComment, p, p + 1);
  comment(p, q);
  return q;
}

/// A text block without an end ends where the lines are no longer indented deeper than its own.
auto Lexer::open_text_block(Place p) -> Place {
  no_block_end_ = true;
  Place line = p;
  while (line != begin_ && !is_line_end(line[-1])) --line;
  Place word = line;
  while (*word == ' ' || *word == '\t') ++word;
  const int own = indentation(word);
  Place end = p + 3;
  while (!is_line_end(*end)) ++end;
  while (*end != 0) {
    Place next = end;
    while (*next == '\n' || *next == '\r' || *next == ' ' || *next == '\t') ++next;
    if (*next == 0 || indentation(next) <= own) break;
    end = next;
    while (!is_line_end(*end)) ++end;
  }
  // Faults inside are told when the text has an end.
  while (!out_.slips.empty() && out_.slips.back().offset > static_cast<uint32_t>(p - begin_)) {
    out_.slips.pop_back();
  }
  return error(Slip::Kind::OpenTextBlock, p, end);
}

auto Lexer::open_comment(Place p) -> Place {
  slip(Slip::Kind::OpenComment, p, p + 2);
  comment(p, end_);
  return end_;
}

auto Lexer::quotes(Place p, uint32_t length) -> Place {
  const bool single = *p == '\'' || std::strncmp(p, "\xE2\x80\x98", 3) == 0 ||
                      std::strncmp(p, "\xE2\x80\x99", 3) == 0 ||
                      std::strncmp(p, "\xE2\x80\x9A", 3) == 0;
  if (p >= no_quote_[single]) {
    Place q = p + length;
    for (; !is_line_end(*q); ++q) {
      if (const uint32_t closing = closing_quote(q, single)) {
        return error(Slip::Kind::Quotes, p, q + closing);
      }
    }
    no_quote_[single] = q;
  }
  return error(Slip::Kind::UnknownCharacter, p, p + length);
}

// ---- Signs
// --------------------------------------------------------------------------------------------

namespace {

auto is_quote(char32_t c) -> bool {
  return c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB;
}

auto is_foreign_sign(char32_t c) -> bool {
  constexpr std::u32string_view signs =
      U"!&|\u2013\u2014\u2212\u2026\u2264\u2265\u2260\u00D7\u00F7";
  return signs.find(c) != signs.npos;
}

}  // namespace

/// A character that begins no token.
auto Lexer::foreign(Place p) -> Place {
  const auto [code_point, length] = unicode::decode(p);
  const Place one = p + length;
  if (*p == ':' || *p == '=') {
    const bool after_field = previous_ == TokenKind::Name && is_member_word(count_ - 1);
    if (after_field) return error(Slip::Kind::SignAfterField, p, *one == '=' ? one + 1 : one);
    if (*p == '=') return error(Slip::Kind::ForeignSign, p, one + 1);
  }
  if (*p == '#' && (indentation(p) >= 0 || p[1] == ' ')) return hash_comment(p);
  if (*p == '[' || *p == ']') return error(Slip::Kind::Bracket, p, one);
  if (*p == '<') return error(Slip::Kind::ForeignSign, p, one + 1);
  if (is_quote(code_point)) return quotes(p, length);
  if (code_point == 0x20AC) return error(Slip::Kind::Euro, p, one);
  if (is_foreign_sign(code_point)) {
    const bool doubled = (*p == '&' || *p == '|') && *one == *p;
    return error(Slip::Kind::ForeignSign, p, doubled ? one + 1 : one);
  }
  Place end = one;  // The same sign many times is one slip: ====, @@@.
  while (std::strncmp(p, end, length) == 0) end += length;
  return error(Slip::Kind::UnknownCharacter, p, end);
}

// ---- Lines and brackets
// -------------------------------------------------------------------------------

auto Lexer::is_after_member(uint32_t token) const -> bool {
  if (token == 0) return true;
  const auto before = static_cast<TokenKind>(tokens_[token - 1].kind);
  return before == TokenKind::End || before == TokenKind::LeftBrace ||
         before == TokenKind::RightBrace;
}

auto Lexer::is_member_word(uint32_t token) const -> bool {
  return terminators_ && tokens_[token].kind == static_cast<uint32_t>(TokenKind::Name) &&
         is_after_member(token);
}

/// The first token of the member of a token.
auto Lexer::member_of(uint32_t token) const -> uint32_t {
  while (!is_after_member(token)) --token;
  return token;
}

auto Lexer::indentation(Place p) const -> int {
  Place line = p;
  while (line != begin_ && (line[-1] == ' ' || line[-1] == '\t')) --line;
  if (line != begin_ && !is_line_end(line[-1])) return -1;
  int columns = 0;
  for (; line != p; ++line) columns = *line == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
  return columns;
}

/// A line is about to end a member. Was the next one, which begins with a name, meant to belong to
/// it?
void Lexer::joins_next_line(Place p) {
  const uint32_t last = count_ - 1;
  if (previous_ == TokenKind::Name) {
    if (!is_member_word(last)) return;
    const int own = indentation(place(last));
    const int next = indentation(p);
    if (own >= 0 && next > own) {
      slip(Slip::Kind::ValueOnNextLine, place(last), place(last) + tokens_[last].length, last);
    }
    return;
  }
  // `et "…"` and on the next line `en "…"`.
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (previous_ != TokenKind::String || last == 0 || tokens_[last - 1].length != 2) return;
  if (!is_letter(p[0]) || !is_letter(p[1]) || (p[2] != ' ' && p[2] != '"')) return;
  Place text = p + 2;
  while (*text == ' ') ++text;
  if (*text != '"' || tokens_[last - 1].kind != static_cast<uint32_t>(TokenKind::Name) ||
      is_member_word(last - 1)) {
    return;
  }
  const Place end = place(last) + tokens_[last].length;
  slip(Slip::Kind::MissingComma, end, end, last);
}

/// A `(` is not closed before its block, its member or the file ends. It is taken to end at the end
/// of a line whose successor begins a member: by its first word and its indentation. Goes back
/// there.
auto Lexer::open_parenthesis(Place p) -> Place {
  every_line_ = true;
  const uint32_t first = open_parentheses_[0];
  const int own = indentation(place(member_of(first)));
  for (uint32_t token = first + 1; token < count_; ++token) {
    const bool ended = (ends_a_value_ >> tokens_[token - 1].kind & 1) != 0;
    if (!ended || tokens_[token].kind != static_cast<uint32_t>(TokenKind::Name)) continue;
    const int next = indentation(place(token));
    if (next < 0 || next > own) continue;
    const Place line = place(token);
    rewind(token);
    newline_ = true;
    return line;  // `every_line_` makes it close the parentheses.
  }
  close_parentheses();
  return p;
}

void Lexer::close_parentheses() {
  const uint32_t open = open_parentheses_[parentheses_ - 1];
  slip(Slip::Kind::OpenParenthesis, place(open), place(open) + 1, open);
  for (; parentheses_ > 0; --parentheses_) insert(TokenKind::RightParenthesis);
}

/// Forgets this token and those behind it, none of which is a brace.
void Lexer::rewind(uint32_t token) {
  count_ = token;
  previous_ = token == 0 ? TokenKind{} : static_cast<TokenKind>(tokens_[token - 1].kind);
  const auto forget = [token](auto& list, auto member) {
    while (!list.empty() && list.back().*member >= token) list.pop_back();
  };
  forget(out_.slips, &Slip::token);
  forget(out_.trivia, &Trivia::before_token);
  parentheses_ = 0;
  for (uint32_t i = member_of(token == 0 ? 0 : token - 1); i < token; ++i) {
    const auto kind = static_cast<TokenKind>(tokens_[i].kind);
    if (kind == TokenKind::LeftParenthesis) open_parentheses_[parentheses_++] = i;
    if (kind == TokenKind::RightParenthesis && parentheses_ > 0) --parentheses_;
  }
}

/// Stops reading: what nests too deep and everything behind it is left out.
auto Lexer::too_deep(Place p) -> Place {
  rewind(member_of(braces_ > 0 ? top_brace_ : count_));
  braces_ = parentheses_ = 0;
  slip(Slip::Kind::TooDeep, p, p + 1);
  return end_;
}

}  // namespace kava
