// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "compiler/syntax/tree.h"

namespace kava {

inline constexpr uint32_t no_index = UINT32_MAX;
/// A longer word does not push the values of its neighbours to the right.
inline constexpr uint32_t widest_word = 16;
/// A word longer than this may stick out of the column that the author chose.
inline constexpr uint32_t usual_word = 14;
/// The author's column is kept up to here, counted from the words.
inline constexpr uint32_t widest_column = 24;

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
  bool semicolon = false;  ///< A `;` follows.
  bool is_word = false;    ///< A member begins with it.
  bool in_parentheses = false;
  bool is_value = false;      ///< The first operand, or the block, of a member.
  uint16_t depth = 0;         ///< Blocks of several lines around it.
  uint32_t group = no_index;  ///< Of a value: the group whose column it stands in.
  uint32_t run = no_index;    ///< Of a `{`: the run of lines whose blocks stand below each other.
  uint32_t width = 0;         ///< Of a `{` in a run: characters of the operands before it.
  uint32_t written = 0;       ///< Of a value with a group: the column where the author had it.
  bool named_block = false;   ///< Of a value: a block on one line follows it.
  bool votes = false;         ///< Of a value with a group: it has a say in the column.
  uint32_t padding = 0;       ///< Blanks behind its `;`, so that the next members of rows align.
};

/// Neighbouring members of a block without a blank line between them: their values share a column.
struct AlignedGroup {
  uint32_t width = 0;         ///< Of the widest word.
  uint32_t usual_width = 0;   ///< Of the widest word that may not stick out.
  uint32_t depth = 0;         ///< Of its block.
  uint32_t outer = no_index;  ///< The group around it.
  uint32_t written = 0;       ///< The column in which the author had most of its values, if any.
  uint32_t lead = 0;          ///< By how many values that column is ahead.
  uint32_t members = 0;
  uint32_t hits = 0;    ///< Members whose values are written in that column.
  uint32_t column = 0;  ///< The column they get.

  auto has_written() const -> bool { return 2 * hits > members; }
};

/// Neighbouring members with the same word and a block on one line: their blocks share a column.
struct BlockRun {
  uint32_t width = 0;    ///< Of the widest operands.
  uint32_t written = 0;  ///< The room that the author left for most of them, and by how many more.
  uint32_t lead = 0;
  uint32_t members = 0;
  uint32_t hits = 0;
};

struct TextLayout {
  std::vector<Piece> pieces;
  std::vector<AlignedGroup> groups;
  std::vector<BlockRun> runs;
};

/// Decides about line breaks and columns; writes nothing.
auto lay_out(const SyntaxTree& tree) -> TextLayout;

/// Characters (code points) of a text.
auto width_of(std::string_view text) -> uint32_t;

}  // namespace kava
