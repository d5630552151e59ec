// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "compiler/syntax/tree.h"

namespace kava {

inline constexpr uint32_t no_index = UINT32_MAX;
/// A longer word does not push the values of its neighbours to the right.
inline constexpr uint32_t widest_word = 16;

/// A token or a comment, and what comes before it.
struct Piece {
  enum class Kind : uint8_t { Token, LineComment, BlockComment };
  enum class Place : uint8_t { Member, Closing, Continuation, Comment };

  uint32_t offset = 0;
  uint32_t length = 0;
  Kind kind = Kind::Token;
  TokenKind token = TokenKind::EndOfFile;
  uint8_t breaks = 0;  ///< Line ends before it: 2 leaves a blank line.
  uint8_t spaces = 0;  ///< Before it, if it does not begin a line.
  Place place = Place::Continuation;
  bool semicolon = false;     ///< A `;` follows.
  bool is_word = false;       ///< A member begins with it.
  bool is_value = false;      ///< The first operand, or the block, of a member.
  uint16_t depth = 0;         ///< Blocks of several lines around it.
  uint32_t group = no_index;  ///< Of a value: the group whose column it stands in.
  uint32_t run = no_index;    ///< Of a `{`: the run of lines whose blocks stand below each other.
  uint32_t width = 0;         ///< Of a `{` in a run: characters of the operands before it.
};

/// Neighbouring members of a block without a blank line between them: their values share a column.
struct Group {
  uint32_t width = 0;           ///< Of the widest word.
  uint32_t depth = 0;           ///< Of its block.
  uint32_t outer = no_index;    ///< The group around it.
  uint32_t written = no_index;  ///< The column in which the author had its values.
  uint32_t column = 0;          ///< The column they get.
};

struct Layout {
  std::vector<Piece> pieces;
  std::vector<Group> groups;
  std::vector<uint32_t> runs;  ///< Of each run the widest operands.
};

/// Decides about line breaks and columns; writes nothing.
auto lay_out(const SyntaxTree& tree) -> Layout;

/// Characters (code points) of a text.
auto width_of(std::string_view text) -> uint32_t;

}  // namespace kava
