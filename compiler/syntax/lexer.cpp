// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/lexer.h"

#include <bit>
#include <cstring>
#include <memory>

#include "compiler/base/byte_blocks.h"
#include "compiler/syntax/lexer_class.h"
#include "compiler/syntax/unicode.h"

namespace kava {
namespace {

static_assert(std::endian::native == std::endian::little,
              "words are compared as little-endian numbers");

enum class Class : uint8_t {
  // clang-format off
  Other, Zero, Blank, LineEnd, Letter, Digit, Quote, Slash, Dot, LeftBrace, RightBrace,
  LeftParenthesis, RightParenthesis, Comma, Semicolon, Sign, BeyondAscii,
  // clang-format on
};

constexpr auto make_classes() {
  std::array<Class, 256> table{};
  for (size_t c = 0x80; c < 256; ++c) table[c] = Class::BeyondAscii;
  for (size_t c = 'a'; c <= 'z'; ++c) table[c] = table[c - 'a' + 'A'] = Class::Letter;
  for (size_t c = '0'; c <= '9'; ++c) table[c] = Class::Digit;
  table['_'] = Class::Letter;
  table[0] = Class::Zero;
  table[' '] = table['\t'] = Class::Blank;
  table['\n'] = table['\r'] = Class::LineEnd;
  table['"'] = Class::Quote;
  table['/'] = Class::Slash;
  table['.'] = Class::Dot;
  table['{'] = Class::LeftBrace;
  table['}'] = Class::RightBrace;
  table['('] = Class::LeftParenthesis;
  table[')'] = Class::RightParenthesis;
  table[','] = Class::Comma;
  table[';'] = Class::Semicolon;
  for (const char c : {'=', '!', '<', '>', '+', '-', '*', '%', '?'}) {
    table[static_cast<size_t>(c)] = Class::Sign;
  }
  return table;
}
constexpr auto classes = make_classes();

auto class_of(const char* p) -> Class { return classes[static_cast<uint8_t>(*p)]; }
auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }
auto is_word(const char* p) -> bool {
  const Class c = class_of(p);
  return c == Class::Letter || c == Class::Digit;
}

// ---- Reserved words: one multiplication finds the only candidate
// ----------------------------------

constexpr std::string_view reserved[] = {
    "under",  "from",   "until", "by",  "because", "for",     "as",  "on",  "of",   "in",
    "within", "before", "after", "and", "or",      "implies", "not", "has", "true", "false"};
static_assert(std::size(reserved) == static_cast<size_t>(TokenKind::False));

constexpr auto packed(std::string_view word) -> uint64_t {
  uint64_t result = 0;
  for (size_t i = word.size(); i-- > 0;) result = result << 8 | static_cast<uint8_t>(word[i]);
  return result;
}

struct ReservedWords {
  static constexpr unsigned shift = 64 - 6;
  uint64_t factor = 0x9E3779B97F4A7C15;
  std::array<uint64_t, 64> words{};
  std::array<TokenKind, 64> kinds{};

  constexpr ReservedWords() {
    while (!fill()) factor = factor * 6364136223846793005U + 1442695040888963407U;
  }
  constexpr auto fill() -> bool {
    words = {};
    for (size_t i = 0; i < std::size(reserved); ++i) {
      const uint64_t word = packed(reserved[i]);
      const size_t slot = (word * factor) >> shift;
      if (words[slot] != 0) return false;
      words[slot] = word;
      kinds[slot] = static_cast<TokenKind>(i + 1);
    }
    return true;
  }
  auto find(uint64_t word) const -> TokenKind {
    const size_t slot = (word * factor) >> shift;
    return words[slot] == word ? kinds[slot] : TokenKind::Name;
  }
};
constexpr ReservedWords reserved_words;

auto name_or_reserved(const char* word, size_t length) -> TokenKind {
  if (length > 7) return TokenKind::Name;
  uint64_t eight;
  std::memcpy(&eight, word, 8);
  return reserved_words.find(eight & (~uint64_t{0} >> (64 - 8 * length)));
}

// ---- Many bytes at a time: the text is followed by NUL
// -----------------------------------------------

/// To the next `"`, `\` or control character.
auto skip_text(const char* p) -> const char* {
  return find_certain_byte(
      p, [](auto bytes) { return (bytes == '"') | (bytes == '\\') | (bytes < 0x20); });
}

auto end_of_line(const char* p) -> const char* {
  return find_certain_byte(
      p, [](auto bytes) { return (bytes == '\n') | (bytes == '\r') | (bytes == 0); });
}

/// To the next byte that is no letter, digit or `_` of ASCII.
auto skip_word(const char* p) -> const char* {
  return find_certain_byte(p, [](auto bytes) {
    const auto letter = (bytes | 0x20) - 'a' < 26;
    const auto digit = bytes - '0' < 10;
    return ~(letter | digit | (bytes == '_'));
  });
}

/// Behind these a line that begins with a name begins a member. `6..` and what could not be read
/// may be the end of a value, too.
constexpr uint64_t member_ends = value_ends | bit(TokenKind::DotDot) | bit(TokenKind::Error);

/// Grows and is kept: most files need no allocation.
struct Scratch {
  std::unique_ptr<char[]> text;
  size_t text_capacity = 0;
  std::unique_ptr<Token[]> tokens;
  uint32_t token_capacity = 0;
};
thread_local Scratch scratch;

/// A copy of the text, followed by NUL bytes.
auto padded(std::string_view text) -> std::string_view {
  if (scratch.text_capacity < text.size() + Lexer::padding) {
    scratch.text_capacity = text.size() + text.size() / 2 + Lexer::padding;
    scratch.text.reset(new char[scratch.text_capacity]);
  }
  if (!text.empty()) std::memcpy(scratch.text.get(), text.data(), text.size());
  std::memset(scratch.text.get() + text.size(), 0, Lexer::padding);
  return {scratch.text.get(), text.size()};
}

}  // namespace

void lex(std::string_view text, Terminators terminators, Lexed& out) {
  out = {};
  Lexer(padded(text), terminators, out).run();
  constexpr size_t much = 4U << 20;
  if (scratch.text_capacity > much) scratch = {};
}

Lexer::Lexer(std::string_view text, Terminators terminators, Lexed& out)
    : begin_(text.data()),
      end_(text.data() + text.size()),
      tokens_(scratch.tokens.get()),
      capacity_(scratch.token_capacity),
      terminators_(terminators == Terminators::Insert),
      ends_a_value_(terminators_ ? member_ends : 0),
      out_(out) {}

void Lexer::run() {
  Place p = begin_;
  if (std::string_view(p, static_cast<size_t>(end_ - p)).starts_with("\xEF\xBB\xBF")) p += 3;
  for (;;) {
    // No step makes more than three tokens, but for those that close many parentheses.
    if (capacity_ - count_ < limits::nesting + 4) grow();
    switch (class_of(p)) {
      case Class::Blank:
        ++p;
        while (*p == ' ') ++p;
        break;
      case Class::LineEnd:
        newline_ = true;
        ++p;
        while (*p == ' ') ++p;
        break;
      case Class::Letter: p = word(p); break;
      case Class::Digit: p = number(p); break;
      case Class::Quote: p = text(p); break;
      case Class::Slash: p = slash(p); break;
      case Class::Dot:
        p = p[1] == '.' ? emit(TokenKind::DotDot, p, p + 2) : emit(TokenKind::Dot, p, p + 1);
        break;
      case Class::LeftBrace: p = brace(p, TokenKind::LeftBrace); break;
      case Class::RightBrace: p = brace(p, TokenKind::RightBrace); break;
      case Class::LeftParenthesis: p = parenthesis(p, TokenKind::LeftParenthesis); break;
      case Class::RightParenthesis: p = parenthesis(p, TokenKind::RightParenthesis); break;
      case Class::Comma: p = emit(TokenKind::Comma, p, p + 1); break;
      case Class::Semicolon: p = semicolon(p); break;
      case Class::Sign: p = sign(p); break;
      case Class::BeyondAscii: p = beyond_ascii(p); break;
      case Class::Other: p = foreign(p); break;
      case Class::Zero:
        if (parentheses_ > 0 && terminators_) {
          p = open_parenthesis(p);
          break;
        }
        finish();
        return;
    }
  }
}

auto Lexer::emit(TokenKind kind, Place from, Place to) -> Place {
  const auto length = static_cast<size_t>(to - from);
  if (length >= 1U << 24) [[unlikely]] {
    slip(Slip::Kind::TooLong, from, to);
    kind = TokenKind::Error;
  }
  tokens_[count_++] = {static_cast<uint32_t>(from - begin_),
                       static_cast<uint32_t>(length & 0xFFFFFF),
                       static_cast<uint32_t>(kind) & 0xFF};
  previous_ = kind;
  newline_ = false;
  return to;
}

auto Lexer::word(Place p) -> Place {
  Place q = skip_word(p + 1);
  if (class_of(q) == Class::BeyondAscii) q = rest_of_word(q);
  TokenKind kind = TokenKind::Name;
  if (previous_ != TokenKind::Dot) {
    if (const Place tag = *q == '-' ? end_of_tag(p, q) : nullptr) {
      q = tag;
    } else {
      kind = name_or_reserved(p, static_cast<size_t>(q - p));
    }
  }
  if (newline_ && kind == TokenKind::Name) line_starts_with_name(p);
  return emit(kind, p, q);
}

/// Goes on with a name after its first characters.
auto Lexer::rest_of_word(Place p) -> Place {
  for (;;) {
    p = skip_word(p);
    if (class_of(p) != Class::BeyondAscii) return p;
    const auto [code_point, length] = unicode::decode(p);
    // What is not UTF-8 has been reported; as a letter it does no further harm.
    if (code_point != 0xFFFD && !unicode::is_word(code_point)) return p;
    p += length;
  }
}

/// Where the tag `pt-BR` ends, if this is one: letters, hyphens, and then a text.
auto Lexer::end_of_tag(Place p, Place q) const -> Place {
  for (Place letter = p; letter != q; ++letter) {
    if (class_of(letter) != Class::Letter || *letter == '_') return nullptr;
  }
  constexpr std::ptrdiff_t longest = 64;  // BCP 47 asks for 35.
  while (*q == '-' && q - p < longest) {
    Place part = q + 1;
    while (is_word(part) && *part != '_') ++part;
    if (part == q + 1) return nullptr;
    q = part;
  }
  Place after = q;
  for (;;) {
    const auto [code_point, length] = unicode::decode(after);
    if (!unicode::is_blank(code_point)) break;
    after += length;
  }
  return *after == '"' ? q : nullptr;
}

/// Between two lines: does the first one end a member?
void Lexer::line_starts_with_name(Place p) {
  if ((ends_a_value_ >> static_cast<unsigned>(previous_) & 1) == 0) return;
  if (parentheses_ > 0) {
    if (!every_line_) return;
    close_parentheses();
  }
  joins_next_line(p);
  insert(TokenKind::End);
}

auto Lexer::number(Place p) -> Place {
  Place q = p + 1;
  while (is_digit(*q)) ++q;
  if (previous_ == TokenKind::Dot) return emit(TokenKind::Name, p, rest_of_word(q));
  if (q - p == 4 && *q == '-' && is_digit(p[5]) && is_digit(p[6]) && p[7] == '-' &&
      is_digit(p[8]) && is_digit(p[9])) {
    return date(p);
  }
  if (*q == '.' && is_digit(q[1])) {
    q += 2;
    while (is_digit(*q)) ++q;
  }
  const bool dash = q - p == 4 && *q == '\xE2';
  if (dash || (*q >= ',' && *q <= ':' && is_digit(q[1]))) {
    if (const Place after = number_slip(p, q)) return after;
  }
  if (q - p > 18) slip(Slip::Kind::LongNumber, p, q);
  return emit(TokenKind::Number, p, q);
}

auto Lexer::text(Place p) -> Place {
  if (p[1] == '"' && p[2] == '"') return text_block(p);
  for (Place q = p + 1;;) {
    q = skip_text(q);
    if (*q == '"') return emit(TokenKind::String, p, q + 1);
    if (*q == '\\') {
      q = escape(q);
    } else if (*q == '\n' || *q == '\r' || *q == 0) {
      return open_text(p, q);
    } else {
      q = control_character(q);
    }
  }
}

auto Lexer::text_block(Place p) -> Place {
  if (no_block_end_) return open_text_block(p);
  for (Place q = p + 3;;) {
    q = skip_text(q);
    if (*q == 0) return open_text_block(p);
    if (*q == '\\') {
      q = escape(q);
    } else if (*q == '"') {
      if (q[1] == '"' && q[2] == '"') return emit(TokenKind::String, p, q + 3);
      ++q;
    } else {
      q = *q == '\n' || *q == '\r' ? q + 1 : control_character(q);
    }
  }
}

auto Lexer::slash(Place p) -> Place {
  if (p[1] == '/') {
    const Place q = end_of_line(p);
    comment(p, q);
    return q;
  }
  if (p[1] != '*') return emit(TokenKind::Slash, p, p + 1);
  for (Place q = p + 2; *q != 0; ++q) {
    if (*q == '*' && q[1] == '/') {
      comment(p, q + 2);
      return q + 2;
    }
    if (*q == '\n' || *q == '\r') newline_ = true;
  }
  return open_comment(p);
}

auto Lexer::brace(Place p, TokenKind kind) -> Place {
  // No block can stand inside parentheses: an open one ends with its block.
  if (parentheses_ > 0 && terminators_) return open_parenthesis(p);
  every_line_ = false;
  if (kind == TokenKind::LeftBrace) {
    if (braces_++ == 0) top_brace_ = count_;
    if (braces_ > limits::nesting) return too_deep(p);
  } else {
    if (member_is_under_way()) insert(TokenKind::End);
    if (braces_ > 0) --braces_;
  }
  return emit(kind, p, p + 1);
}

auto Lexer::parenthesis(Place p, TokenKind kind) -> Place {
  if (kind == TokenKind::LeftParenthesis) {
    open_parentheses_[parentheses_++] = count_;
    if (braces_ + parentheses_ > limits::nesting) return too_deep(p);
  } else if (parentheses_ > 0) {
    --parentheses_;
  }
  return emit(kind, p, p + 1);
}

auto Lexer::semicolon(Place p) -> Place {
  if (parentheses_ > 0 && terminators_) return open_parenthesis(p);
  if (!terminators_ || member_is_under_way()) return emit(TokenKind::End, p, p + 1);
  return p + 1;
}

auto Lexer::member_is_under_way() const -> bool {
  constexpr uint64_t between =
      1 | bit(TokenKind::End) | bit(TokenKind::LeftBrace) | bit(TokenKind::RightBrace);
  return terminators_ && (between >> static_cast<unsigned>(previous_) & 1) == 0;
}

auto Lexer::sign(Place p) -> Place {
  const auto one_or_two = [this, p](TokenKind one, TokenKind with_equals) {
    return p[1] == '=' ? emit(with_equals, p, p + 2) : emit(one, p, p + 1);
  };
  switch (*p) {
    case '<':
      if (p[1] == '>') return foreign(p);
      return one_or_two(TokenKind::Less, TokenKind::LessEqual);
    case '>': return one_or_two(TokenKind::Greater, TokenKind::GreaterEqual);
    case '+': return emit(TokenKind::Plus, p, p + 1);
    case '*': return emit(TokenKind::Star, p, p + 1);
    case '%': return emit(TokenKind::Percent, p, p + 1);
    case '?': return emit(TokenKind::Question, p, p + 1);
    case '-':
      if (newline_ && previous_ == TokenKind::Name && is_member_word(count_ - 1)) {
        slip(Slip::Kind::ListMark, p, p + 1);
      }
      return emit(TokenKind::Minus, p, p + 1);
    case '!':
      if (p[1] != '=') return foreign(p);
      return emit(TokenKind::NotEqual, p, p + 2);
    default:
      if (p[1] == '=' || (previous_ == TokenKind::Name && is_member_word(count_ - 1))) {
        return foreign(p);
      }
      return emit(TokenKind::Equal, p, p + 1);
  }
}

auto Lexer::beyond_ascii(Place p) -> Place {
  const auto [code_point, length] = unicode::decode(p);
  if (unicode::is_blank(code_point)) return p + length;
  const bool begins_name = code_point == 0xFFFD || unicode::is_letter(code_point) ||
                           (previous_ == TokenKind::Dot && unicode::is_word(code_point));
  if (!begins_name) return foreign(p);
  if (newline_) line_starts_with_name(p);
  return emit(TokenKind::Name, p, rest_of_word(p + length));
}

void Lexer::finish() {
  if (member_is_under_way()) insert(TokenKind::End);
  emit(TokenKind::EndOfFile, end_, end_);
  out_.tokens.assign(tokens_, tokens_ + count_);
}

void Lexer::comment(Place from, Place to) {
  out_.trivia.push_back(
      {static_cast<uint32_t>(from - begin_), static_cast<uint32_t>(to - from), count_});
}

void Lexer::insert(TokenKind kind) {
  // Comments since the last token stand behind what is inserted.
  for (size_t i = out_.trivia.size(); i > 0 && out_.trivia[i - 1].before_token == count_; --i) {
    ++out_.trivia[i - 1].before_token;
  }
  const uint32_t offset = count_ == 0 ? 0 : tokens_[count_ - 1].offset + tokens_[count_ - 1].length;
  tokens_[count_++] = {offset, 0, static_cast<uint32_t>(kind) & 0xFF};
  previous_ = kind;
}

void Lexer::grow() {
  const uint32_t capacity = capacity_ * 2 + 4096;
  std::unique_ptr<Token[]> larger(new Token[capacity]);
  if (count_ > 0) std::memcpy(larger.get(), tokens_, count_ * sizeof(Token));
  scratch.tokens = std::move(larger);
  scratch.token_capacity = capacity_ = capacity;
  tokens_ = scratch.tokens.get();
}

}  // namespace kava
