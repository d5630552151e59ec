// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/syntax_support.h"

#include "antlr4-runtime.h"
#include "compiler/syntax/unicode.h"
#include "lexer/KavaLexer.h"

namespace kava::testing {
namespace {

/// Byte offsets of the code points that ANTLR counts.
auto offsets_of(std::string_view text) -> std::vector<size_t> {
  std::vector<size_t> offsets;
  for (size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < text.size(); ++i) {
    if ((static_cast<uint8_t>(text[i]) & 0xC0U) != 0x80U) offsets.push_back(i);
  }
  offsets.push_back(text.size());
  return offsets;
}

auto ends_value(TokenKind kind) -> bool {
  switch (kind) {
    case TokenKind::Name:
    case TokenKind::Number:
    case TokenKind::Percent:
    case TokenKind::Date:
    case TokenKind::String:
    case TokenKind::Question:
    case TokenKind::True:
    case TokenKind::False:
    case TokenKind::RightParenthesis:
    case TokenKind::DotDot: return true;
    default: return false;
  }
}

/// The rule of line ends, as it is written in docs and design.
class LineEnds {
 public:
  explicit LineEnds(PlainTokens& out) : out_(out) {}

  void newline() { newline_ = true; }
  void comment(size_t offset, size_t length) { out_.comments.push_back({{}, offset, length}); }
  void token(PlainToken next) {
    const bool brace = next.kind == TokenKind::LeftBrace || next.kind == TokenKind::RightBrace;
    if (brace) parentheses_ = 0;
    const bool last = next.kind == TokenKind::RightBrace || next.kind == TokenKind::EndOfFile;
    if (last && under_way()) end();
    if (next.kind == TokenKind::End && !under_way()) return;
    if (next.kind == TokenKind::Name && newline_ && parentheses_ == 0 && !out_.tokens.empty() &&
        ends_value(out_.tokens.back().kind)) {
      end();
    }
    if (next.kind == TokenKind::LeftParenthesis) ++parentheses_;
    if (next.kind == TokenKind::RightParenthesis && parentheses_ > 0) --parentheses_;
    out_.tokens.push_back(next);
    newline_ = false;
  }

 private:
  auto under_way() const -> bool {
    if (out_.tokens.empty()) return false;
    const TokenKind last = out_.tokens.back().kind;
    return last != TokenKind::End && last != TokenKind::LeftBrace && last != TokenKind::RightBrace;
  }
  void end() {
    const PlainToken& last = out_.tokens.back();
    out_.tokens.push_back({TokenKind::End, last.offset + last.length, 0});
  }

  PlainTokens& out_;
  bool newline_ = false;
  size_t parentheses_ = 0;
};

/// Splits into words, signs and blanks: not the tokens of the language, but near enough to shuffle.
auto words_of(std::string_view text) -> std::vector<std::string> {
  const auto is_word = [](char c) {
    return std::isalnum(static_cast<uint8_t>(c)) != 0 || c == '_' ||
           static_cast<uint8_t>(c) >= 0x80;
  };
  std::vector<std::string> words;
  for (size_t i = 0; i < text.size();) {
    size_t end = i + 1;
    if (is_word(text[i])) {
      while (end < text.size() && is_word(text[end])) ++end;
    } else if (text[i] == '"') {
      while (end < text.size() && text[end] != '"' && text[end] != '\n') ++end;
      end = std::min(end + 1, text.size());
    } else if (text[i] == ' ') {
      while (end < text.size() && text[end] == ' ') ++end;
    }
    words.emplace_back(text.substr(i, end - i));
    i = end;
  }
  return words;
}

}  // namespace

auto plain_tokens(std::string_view text) -> std::optional<PlainTokens> {
  antlr4::ANTLRInputStream input{std::string(text)};
  kava_lexer::KavaLexer lexer(&input);
  lexer.removeErrorListeners();
  const std::vector<size_t> offsets = offsets_of(text);
  PlainTokens result;
  LineEnds lines(result);
  for (const auto& token : lexer.getAllTokens()) {
    const size_t offset = offsets[token->getStartIndex()];
    const size_t length = offsets[token->getStopIndex() + 1] - offset;
    const std::string_view written = text.substr(offset, length);
    if (token->getChannel() == 0) {
      const auto kind = static_cast<TokenKind>(token->getType());
      if (kind == TokenKind::Error) return std::nullopt;
      lines.token({kind, offset, length});
    } else if (token->getChannel() == 1) {
      lines.comment(offset, length);
      if (written.find_first_of("\r\n") != written.npos) lines.newline();
    } else {
      lines.newline();
    }
  }
  lines.token({TokenKind::EndOfFile, text.size(), 0});
  return result;
}

auto hand_tokens(std::string_view text) -> std::optional<PlainTokens> {
  Lexed lexed;
  lex(text, Terminators::Insert, lexed);
  PlainTokens result;
  for (const Slip& slip : lexed.slips) {
    if (!is_soft(slip)) return std::nullopt;
  }
  for (const Token& token : lexed.tokens) {
    result.tokens.push_back({static_cast<TokenKind>(token.kind), token.offset, token.length});
  }
  for (const Trivia& trivia : lexed.trivia) {
    result.comments.push_back({{}, trivia.offset, trivia.length});
  }
  return result;
}

auto mutate_words(std::string_view text, std::mt19937& random) -> std::string {
  static constexpr std::string_view others[] = {"{",      "}",
                                                "(",      ")",
                                                ",",      ".",
                                                "..",     "=",
                                                "!=",     "<",
                                                ">=",     "+",
                                                "-",      "*",
                                                "/",      "%",
                                                "?",      ";",
                                                "not",    "in",
                                                "has",    "of",
                                                "until",  "by",
                                                "true",   "and",
                                                "under",  "24",
                                                "1.5",    "2026-09-01",
                                                "x",      "õ",
                                                "\"t\"",  "\"\"\"b\"\"\"",
                                                "\n",     " ",
                                                "// c\n", "/* c */",
                                                "/*\n*/", "isced.0612"};
  std::vector<std::string> words = words_of(text);
  const size_t changes = 1 + random() % 3;
  for (size_t i = 0; i < changes && !words.empty(); ++i) {
    const size_t at = random() % words.size();
    const auto place = words.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random() % 4) {
      case 0: words.erase(place); break;
      case 1: words.insert(place, words[random() % words.size()]); break;
      case 2: words[at] = others[random() % std::size(others)]; break;
      default: words.insert(place, std::string(others[random() % std::size(others)])); break;
    }
  }
  std::string result;
  for (const std::string& word : words) result += word;
  return result;
}

auto mutate_bytes(std::string_view text, std::mt19937& random) -> std::string {
  static constexpr std::string_view bytes =
      "{}().,;=!<>+-*/%?\"\\ \n\r\taZ_09\xC3\xB5\xE2\x80\x9C:[]";
  std::string result(text);
  const size_t changes = 1 + random() % 3;
  for (size_t i = 0; i < changes && !result.empty(); ++i) {
    const size_t at = random() % result.size();
    const char byte = bytes[random() % bytes.size()];
    switch (random() % 3) {
      case 0: result.erase(at, 1); break;
      case 1: result.insert(at, 1, byte); break;
      default: result[at] = byte; break;
    }
  }
  return result;
}

auto fault_of(const SyntaxTree& tree) -> std::string {
  if (tree.tokens.empty() || tree.nodes.empty()) return "no token or no node";
  if (tree.tokens.back().kind != static_cast<uint32_t>(TokenKind::EndOfFile)) return "no end";
  size_t end = 0;
  for (const Token& token : tree.tokens) {
    if (token.offset < end) return "a token overlaps the one before";
    end = token.offset + token.length;
  }
  if (end > tree.base + tree.text.size()) return "a token is outside of the text";
  if (tree.nodes[0].next != tree.nodes.size()) return "the root is not all";
  for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const Node& node = tree.nodes[i];
    if (node.next <= i || node.next > tree.nodes.size()) return "a node ends before it begins";
    if (node.first_token > node.end_token || node.end_token > tree.tokens.size()) {
      return "a node has tokens that are not there";
    }
    uint32_t token = node.first_token;
    for (const uint32_t child : tree.children(i)) {
      if (tree.nodes[child].next > node.next) return "a child is longer than its parent";
      if (tree.nodes[child].first_token < token) return "children overlap";
      token = tree.nodes[child].end_token;
    }
    if (token > node.end_token) return "a child ends behind its parent";
  }
  for (const Trivia& trivia : tree.trivia) {
    if (trivia.before_token >= tree.tokens.size()) return "a comment is before no token";
  }
  return "";
}

}  // namespace kava::testing
