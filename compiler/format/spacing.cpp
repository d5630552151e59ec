// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/spacing.h"

namespace kava {
namespace {

auto is_preposition(TokenKind kind) -> bool {
  return kind >= TokenKind::Under && kind <= TokenKind::On;
}

/// Operators between two values. `not` is one in `not in`, and begins a value elsewhere.
auto is_infix(TokenKind kind) -> bool {
  return (kind >= TokenKind::Of && kind <= TokenKind::Implies) ||
         (kind >= TokenKind::Equal && kind <= TokenKind::Slash);
}

auto ends_a_value(const Piece& piece) -> bool {
  return !piece.is_word && piece.token < TokenKind::EndOfFile &&
         (value_ends & bit(piece.token)) != 0;
}

}  // namespace

auto space_between(const Piece* earlier, const Piece& before, const Piece& piece) -> bool {
  if (before.token == TokenKind::Dot || before.token == TokenKind::LeftParenthesis) return false;
  // A minus without a value before it is a sign; one behind `..` is the sign of the bound.
  if (before.token == TokenKind::Minus && (!earlier || !ends_a_value(*earlier))) return false;
  switch (piece.token) {
    case TokenKind::Comma:
    case TokenKind::Dot:
    case TokenKind::Percent:
    case TokenKind::RightParenthesis: return false;
    case TokenKind::LeftParenthesis:
      if (ends_a_value(before)) return false;
      break;
    case TokenKind::DotDot: return !ends_a_value(before) && before.token != TokenKind::DotDot;
    default: break;
  }
  if (before.token != TokenKind::DotDot) return true;
  if (piece.token == TokenKind::Minus) return false;
  if (is_infix(piece.token) || is_preposition(piece.token)) return true;
  // The unit in `6.. ects`; the upper bound in `a..b`.
  return piece.token == TokenKind::Name && earlier && earlier->token == TokenKind::Number;
}

auto may_break(const Piece& before, const Piece& piece) -> bool {
  if (before.token == TokenKind::Comma || piece.token == TokenKind::Dot) return true;
  if (is_preposition(piece.token)) return true;
  if (before.token == TokenKind::DotDot) return false;
  if (is_infix(piece.token) || piece.token == TokenKind::Not) return ends_a_value(before);
  return is_infix(before.token) && before.token != TokenKind::Minus;
}

}  // namespace kava
