// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "compiler/syntax/tree.h"

/// The two parsers that are generated from grammar/Kava.g4. They accept the same texts and make the
/// same nodes.
namespace kava {

/// True if the tokens fit the rule (`file` or `embedded`); else `nodes` is left alone.
auto parse_fast(const std::vector<Token>& tokens, Rule root, std::vector<Node>& nodes) -> bool;

/// What does not fit, as the full parser tells it.
struct Mismatch {
  enum class Kind : uint8_t {
    MemberStart,  // no member begins with this token
    MemberEnd,    // a complete member goes on with this token
    Value,        // a value is missing before it
    Inside,       // something else is missing before it: `)`, a name after a dot, `in` after `not`
  };
  Kind kind;
  uint32_t token;   ///< The token that does not fit.
  uint32_t member;  ///< Node of the innermost member; the root if there is none.
};

/// Reads on behind every mismatch, and never fails. `tokens` have balanced brackets; a token of
/// kind `Error` is read as what `kinds` says of it.
auto parse_full(const std::vector<Token>& tokens, const std::vector<TokenKind>& kinds, Rule root,
                std::vector<Node>& nodes) -> std::vector<Mismatch>;

}  // namespace kava
