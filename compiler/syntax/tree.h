// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"

namespace kava {

/// Kinds of tokens, numbered as in grammar/KavaLexer.g4 (a test compares them).
enum class TokenKind : uint8_t {
  // clang-format off
  Under = 1, From, Until, By, Because, For, As, On,
  Of, In, Within, Before, After, And, Or, Implies, Not, Has, True, False,
  LeftBrace, RightBrace, LeftParenthesis, RightParenthesis, Comma, Dot, DotDot,
  Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Plus, Minus, Star, Slash, Percent,
  Question, End, Date, Number, Name, String, Error,
  EndOfFile = 255,
  // clang-format on
};

constexpr auto bit(TokenKind kind) -> uint64_t {
  return uint64_t{1} << static_cast<unsigned>(kind);
}
/// Tokens that may be the last one of a value.
constexpr uint64_t value_ends =
    bit(TokenKind::Name) | bit(TokenKind::Number) | bit(TokenKind::Percent) | bit(TokenKind::Date) |
    bit(TokenKind::String) | bit(TokenKind::Question) | bit(TokenKind::True) |
    bit(TokenKind::False) | bit(TokenKind::RightParenthesis);

/// A word of the text. `End` is a `;`, or has length 0 where the end of a line ends a member.
struct Token {
  uint32_t offset;
  uint32_t length : 24;
  uint32_t kind : 8;
};
static_assert(sizeof(Token) == 8);

/// Rules of grammar/Kava.g4, in the same order.
enum class Rule : uint16_t {
  // clang-format off
  file, block, member, phrase, operands, expression, infix, range, value, pair, arguments, embedded,
  // clang-format on
};

/// What a rule matched: tokens `first_token` .. `end_token` (exclusive). Nodes stand in preorder;
/// the children of node i are i + 1, then `next` of each, until `nodes[i].next`.
struct Node {
  /// Set on a member that a syntax error spoilt: what it lacks is not the author's mistake.
  static constexpr uint16_t has_error = 1;

  Rule rule;
  uint16_t flags;
  uint32_t first_token, end_token, next;
};
static_assert(sizeof(Node) == 16);

/// A comment (`//`, `///`, `/* */`) before the token with this index. Blank lines are the gaps.
struct Trivia {
  uint32_t offset, length, before_token;
};

/// A text as the grammar sees it. Lossless: tokens, comments and the gaps between them are the
/// text.
class SyntaxTree {
 public:
  std::string_view text;
  /// Offset of `text` in its file: 0, unless it is the inside of a `{…}` in a message.
  uint32_t base = 0;
  std::vector<Token> tokens;  ///< The last one is `EndOfFile`.
  std::vector<Node> nodes;    ///< The first one is the root; there always is one.
  std::vector<Trivia> trivia;

  auto kind(uint32_t token) const -> TokenKind {
    return static_cast<TokenKind>(tokens[token].kind);
  }
  auto token_text(uint32_t token) const -> std::string_view {
    return text.substr(tokens[token].offset - base, tokens[token].length);
  }
  auto token_span(uint32_t token) const -> Span {
    return {tokens[token].offset, tokens[token].length};
  }
  auto has_error(uint32_t node) const -> bool { return nodes[node].flags & Node::has_error; }

  /// Place of a node, without the `End` that closes it. A node without tokens has length 0.
  auto span(uint32_t node) const -> Span {
    const Node& n = nodes[node];
    uint32_t last = n.end_token;
    while (last > n.first_token && kind(last - 1) == TokenKind::End) --last;
    if (last == n.first_token) return {tokens[n.first_token].offset, 0};
    return joined(token_span(n.first_token), token_span(last - 1));
  }

  /// The indices of the children of a node: `for (uint32_t child : tree.children(node))`.
  class Children {
   public:
    class Iterator {
     public:
      Iterator(const Node* nodes, uint32_t at) : nodes_(nodes), at_(at) {}
      auto operator*() const -> uint32_t { return at_; }
      auto operator++() -> Iterator& {
        at_ = nodes_[at_].next;
        return *this;
      }
      friend auto operator==(Iterator a, Iterator b) -> bool { return a.at_ == b.at_; }

     private:
      const Node* nodes_;
      uint32_t at_;
    };
    Children(const Node* nodes, uint32_t node) : nodes_(nodes), node_(node) {}
    auto begin() const -> Iterator { return {nodes_, node_ + 1}; }
    auto end() const -> Iterator { return {nodes_, nodes_[node_].next}; }
    auto empty() const -> bool { return node_ + 1 == nodes_[node_].next; }

   private:
    const Node* nodes_;
    uint32_t node_;
  };
  auto children(uint32_t node) const -> Children { return {nodes.data(), node}; }
};

}  // namespace kava
