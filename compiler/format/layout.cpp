// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/layout.h"

#include <algorithm>
#include <span>

#include "compiler/format/spacing.h"

namespace kava {
namespace {

/// Blocks do not stand below each other behind a text longer than this.
constexpr size_t widest_aligned = 60;

/// A table has no more columns than this: each of them costs a pass over its rows.
constexpr uint32_t most_columns = 16;
/// No column is looked for behind so many bytes of a line.
constexpr uint32_t longest_lead = 1024;

/// A block that is open. The file itself is the outermost one.
struct Block {
  bool on_one_line = false;
  bool blank_line = false;           ///< Since the last member.
  uint32_t group = no_index;         ///< Of the member before.
  uint32_t column_group = no_index;  ///< The last one that has a column.
  uint32_t run = no_index;           ///< Of the member before.
  std::string_view run_word;
  uint32_t brace = no_index;   ///< Piece that opens it.
  uint32_t member = no_index;  ///< Piece with which the member under way begins.
};

auto line_ends(std::string_view text) -> uint32_t {
  constexpr size_t long_text = 16;
  if (text.size() > long_text && text.find('\n') == std::string_view::npos &&
      text.find('\r') == std::string_view::npos) {
    return 0;
  }
  uint32_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) {
      ++count;
    }
  }
  return count;
}

class Planner {
 public:
  explicit Planner(const SyntaxTree& tree) : tree_(tree) {}
  auto run() -> TextLayout;

 private:
  void collect();
  void add(uint32_t offset, uint32_t length, Piece::Kind kind, TokenKind token);
  void find_one_line_blocks();
  void place(uint32_t i);
  void place_comment(uint32_t i);
  void begin_member(uint32_t i);
  void end_member(uint32_t brace);
  void open(uint32_t i);
  void close(uint32_t i);
  void go_on(uint32_t i);
  void align_value(uint32_t word, uint32_t value, bool is_named_block);
  void align_block(uint32_t word, uint32_t brace);
  void give_columns();
  void give_rooms();
  void measure_row(uint32_t brace, uint32_t last);
  void align_rows();

  /// A member of a one-line block, up to the `;` behind it.
  struct Cell {
    uint32_t run, index;
    uint32_t semicolon;  ///< The piece before it.
    uint32_t end;        ///< Characters from the `{` to there.
    bool padded;         ///< The author left more than one blank behind it.
  };
  void align_run(std::span<Cell> cells);

  auto text_of(const Piece& piece) const -> std::string_view {
    return tree_.text.substr(piece.offset, piece.length);
  }
  auto piece(uint32_t i) -> Piece& { return layout_.pieces[i]; }
  auto depth() const -> uint16_t { return static_cast<uint16_t>(blocks_.size() - 1); }
  auto is_led_by_comment(uint32_t i) const -> bool;
  auto written_column(uint32_t offset) const -> uint32_t;

  const SyntaxTree& tree_;
  TextLayout layout_;
  std::vector<uint8_t> gaps_;       ///< Line ends before each piece: 0, 1, or 2 for more.
  std::vector<uint8_t> on_a_line_;  ///< Of a `{`: its block is on one line.
  std::vector<bool> end_after_;     ///< A `;` was written after this piece.
  std::vector<uint32_t> lines_;     ///< On which each piece begins.
  std::vector<Block> blocks_;
  std::vector<Cell> cells_;
  uint32_t last_token_ = no_index;
  uint32_t before_last_token_ = no_index;
  uint32_t parentheses_ = 0;
};

auto Planner::run() -> TextLayout {
  collect();
  find_one_line_blocks();
  blocks_.push_back({});
  const auto count = static_cast<uint32_t>(layout_.pieces.size());
  for (uint32_t i = 0; i < count; ++i) place(i);
  give_columns();
  give_rooms();
  align_rows();
  return std::move(layout_);
}

/// Makes the list of what is to be written. An `End` is no piece: line ends and `;` are ours to
/// set.
void Planner::collect() {
  const size_t most = tree_.tokens.size() + tree_.trivia.size();
  layout_.pieces.reserve(most);
  gaps_.reserve(most);
  lines_.reserve(most);
  end_after_.reserve(most);
  size_t comment = 0;
  for (uint32_t i = 0; i < tree_.tokens.size(); ++i) {
    for (; comment < tree_.trivia.size() && tree_.trivia[comment].before_token <= i; ++comment) {
      const Trivia& trivia = tree_.trivia[comment];
      const bool line = tree_.text[trivia.offset + 1] == '/';
      add(trivia.offset, trivia.length, line ? Piece::Kind::LineComment : Piece::Kind::BlockComment,
          TokenKind::EndOfFile);
    }
    const Token& token = tree_.tokens[i];
    const TokenKind kind = tree_.kind(i);
    if (kind == TokenKind::EndOfFile) break;
    if (kind == TokenKind::End) {
      // Comments between the member and its `;` stand behind both.
      size_t last = end_after_.size();
      while (last > 0 && layout_.pieces[last - 1].kind != Piece::Kind::Token) --last;
      if (last > 0) end_after_[last - 1] = true;
      continue;
    }
    add(token.offset, token.length, Piece::Kind::Token, kind);
  }
}

void Planner::add(uint32_t offset, uint32_t length, Piece::Kind kind, TokenKind token) {
  uint32_t line = 0, gap = 0;
  if (!layout_.pieces.empty()) {
    const Piece& before = layout_.pieces.back();
    const uint32_t end = before.offset + before.length;
    gap = line_ends(tree_.text.substr(end, offset - end));
    line = lines_.back() + gap;
    const bool may_span_lines =
        before.token == TokenKind::String || before.kind == Piece::Kind::BlockComment;
    if (may_span_lines) line += line_ends(text_of(before));
  }
  Piece piece;
  piece.offset = offset;
  piece.length = length;
  piece.kind = kind;
  piece.token = token;
  layout_.pieces.push_back(piece);
  gaps_.push_back(static_cast<uint8_t>(std::min(gap, 2U)));
  lines_.push_back(line);
  end_after_.push_back(false);
}

void Planner::find_one_line_blocks() {
  std::vector<uint32_t> open;
  const auto count = static_cast<uint32_t>(layout_.pieces.size());
  on_a_line_.resize(count);
  for (uint32_t i = 0; i < count; ++i) {
    const TokenKind token = piece(i).token;
    if (token == TokenKind::LeftBrace) open.push_back(i);
    if (token != TokenKind::RightBrace || open.empty()) continue;
    const uint32_t brace = open.back();
    open.pop_back();
    on_a_line_[brace] = lines_[brace] == lines_[i] || brace + 1 == i;
  }
}

void Planner::place(uint32_t i) {
  Piece& p = piece(i);
  p.depth = depth();
  if (p.kind != Piece::Kind::Token) {
    place_comment(i);
  } else {
    if (p.token == TokenKind::RightBrace) {
      close(i);
    } else if (p.token == TokenKind::LeftBrace) {
      open(i);
    } else if (blocks_.back().member == no_index) {
      begin_member(i);
    } else {
      go_on(i);
    }
    before_last_token_ = last_token_;
    last_token_ = i;
  }
  if (i == 0) p.breaks = 0;
  if (!end_after_[i]) return;
  if (blocks_.back().member != no_index) end_member(no_index);
}

/// A comment stays on the line on which it is, or on lines of its own.
void Planner::place_comment(uint32_t i) {
  Piece& p = piece(i);
  const bool in_member = blocks_.back().member != no_index;
  p.breaks = gaps_[i];
  if (i > 0 && piece(i - 1).token == TokenKind::LeftBrace)
    p.breaks = std::min<uint8_t>(1, p.breaks);
  if (in_member) p.breaks = std::min<uint8_t>(1, p.breaks);
  p.spaces = p.kind == Piece::Kind::LineComment ? 2 : 1;
  p.in_parentheses = in_member && parentheses_ > 0;
  p.place = in_member ? Piece::Place::Continuation : Piece::Place::Comment;
  if (p.breaks == 2) blocks_.back().blank_line = true;
}

/// Nothing but comments stand before it on its line.
auto Planner::is_led_by_comment(uint32_t i) const -> bool {
  for (; i > 0 && gaps_[i] == 0; --i) {
    const Piece& before = layout_.pieces[i - 1];
    if (before.kind != Piece::Kind::BlockComment) return false;
    if (before.breaks > 0 || i == 1) return true;
  }
  return false;
}

void Planner::begin_member(uint32_t i) {
  Piece& p = piece(i);
  Block& block = blocks_.back();
  p.is_word = true;
  p.spaces = 1;
  p.place = Piece::Place::Member;
  block.member = i;
  parentheses_ = 0;
  if (block.on_one_line) {
    // Behind a block it may stand, and shows where the next member begins.
    if (last_token_ != block.brace) piece(last_token_).semicolon = true;
  } else if (!is_led_by_comment(i)) {
    p.breaks = std::max<uint8_t>(1, gaps_[i]);
    if (last_token_ != no_index && i > 0 && piece(i - 1).token == TokenKind::LeftBrace)
      p.breaks = 1;
  }
  if (p.breaks == 2) block.blank_line = true;
  if (block.on_one_line) return;
  if (block.blank_line || block.group == no_index) {
    block.group = static_cast<uint32_t>(layout_.groups.size());
    layout_.groups.emplace_back().depth = depth();
    if (depth() == 0) block.run = no_index;
  }
  block.blank_line = false;
}

void Planner::open(uint32_t i) {
  Piece& p = piece(i);
  p.spaces = 1;
  p.place = Piece::Place::Closing;
  // Only a comment to the end of the line can keep it off the line of its member.
  p.breaks = i > 0 && piece(i - 1).kind == Piece::Kind::LineComment ? 1 : 0;
  Block block;
  block.on_one_line = on_a_line_[i] != 0;
  block.brace = i;
  end_member(i);
  blocks_.push_back(block);
}

void Planner::close(uint32_t i) {
  const bool on_one_line = blocks_.back().on_one_line;
  const uint32_t brace = blocks_.back().brace;
  if (blocks_.size() > 1) blocks_.pop_back();
  if (on_one_line && piece(brace).run != no_index) measure_row(brace, i);
  Piece& p = piece(i);
  p.depth = depth();
  p.place = Piece::Place::Closing;
  p.spaces = 1;
  p.breaks = on_one_line ? 0 : 1;
}

/// A line may be broken where the author broke it: behind a comma, beside an operator, and before a
/// preposition or a step.
void Planner::go_on(uint32_t i) {
  Piece& p = piece(i);
  const Piece& before = piece(last_token_);
  const bool is_first = before.is_word;
  if (p.token == TokenKind::RightParenthesis && parentheses_ > 0) --parentheses_;
  p.in_parentheses = parentheses_ > 0;
  if (p.token == TokenKind::LeftParenthesis) ++parentheses_;
  p.is_value = is_first && !blocks_.back().on_one_line;  // No line goes on there.
  p.place = Piece::Place::Continuation;
  const bool after_comment = piece(i - 1).kind != Piece::Kind::Token;
  const Piece* const earlier =
      before_last_token_ == no_index ? nullptr : &piece(before_last_token_);
  p.spaces = after_comment ? 1 : space_between(earlier, before, p) ? 1 : 0;
  if (piece(i - 1).kind == Piece::Kind::LineComment) {
    p.breaks = 1;
  } else if (gaps_[i] > 0 && !is_first && may_break(before, p)) {
    p.breaks = 1;
  }
}

/// A member ends, or its block begins.
void Planner::end_member(uint32_t brace) {
  Block& block = blocks_.back();
  const uint32_t word = block.member;
  block.member = no_index;
  if (word == no_index || block.on_one_line) return;
  const bool has_block = brace != no_index;
  const uint32_t value = word + 1;
  const bool has_value = has_block || last_token_ > word;
  const bool tall = has_block && on_a_line_[brace] == 0;
  if (!tall && has_value && depth() > 0 && !is_led_by_comment(word))
    align_value(word, value, brace > value && has_block);
  if (has_block && !tall && brace > value) {
    align_block(word, brace);
  } else {
    block.run = no_index;
  }
}

/// Characters before this place on its line; 0 if it is far from the beginning.
auto Planner::written_column(uint32_t offset) const -> uint32_t {
  uint32_t begin = offset;
  const uint32_t least = offset > longest_lead ? offset - longest_lead : 0;
  while (begin > least && tree_.text[begin - 1] != '\n' && tree_.text[begin - 1] != '\r') --begin;
  if (begin == least && least > 0) return 0;
  return width_of(tree_.text.substr(begin, offset - begin));
}

/// The value of a member joins the column of its group. One with a name and a block, such as
/// `semester 1 { … }`, does so only where the author put it there.
void Planner::align_value(uint32_t word, uint32_t value, bool is_named_block) {
  if (piece(value).kind != Piece::Kind::Token) return;
  Block& block = blocks_.back();
  Piece& p = piece(value);
  const uint32_t width = width_of(text_of(piece(word)));
  p.group = block.group;
  p.written = gaps_[value] > 0 ? 0 : written_column(p.offset);
  p.votes = width <= widest_word && !is_named_block;
  p.named_block = is_named_block;
  if (!p.votes) return;
  AlignedGroup& group = layout_.groups[block.group];
  group.width = std::max(group.width, width);
  if (width <= usual_word) group.usual_width = std::max(group.usual_width, width);
  ++group.members;
  // The column of most values is the one that is left when each value takes one of another away.
  if (group.lead == 0) group.written = p.written;
  group.lead += group.written == p.written ? 1U : ~0U;
  if (group.members > 1) return;
  block.column_group = block.group;
  for (size_t i = blocks_.size() - 1; i-- > 0 && group.outer == no_index;) {
    group.outer = blocks_[i].column_group;
  }
}

/// Blocks on one line of neighbours that begin with the same word stand below each other.
void Planner::align_block(uint32_t word, uint32_t brace) {
  Block& block = blocks_.back();
  uint32_t width = 0;
  for (uint32_t i = word + 1; i < brace; ++i) {
    const std::string_view text = text_of(piece(i));
    if (piece(i).breaks > 0 || text.size() > widest_aligned || line_ends(text) > 0) {
      block.run = no_index;
      return;
    }
    width += width_of(text) + (i > word + 1 ? piece(i).spaces : 0U);
  }
  if (piece(brace).breaks > 0) return;
  const std::string_view text = text_of(piece(word));
  if (block.run == no_index || block.run_word != text) {
    block.run = static_cast<uint32_t>(layout_.runs.size());
    block.run_word = text;
    layout_.runs.emplace_back();
  }
  Piece& p = piece(brace);
  p.run = block.run;
  p.width = width;
  const bool torn = gaps_[brace] > 0 || gaps_[word + 1] > 0;
  const uint32_t end = torn ? 0 : written_column(p.offset);
  p.written = end == 0 ? 0 : end - written_column(piece(word + 1).offset);
  BlockRun& run = layout_.runs[block.run];
  run.width = std::max(run.width, width);
  ++run.members;
  if (run.lead == 0) run.written = p.written;
  run.lead += run.written == p.written ? 1U : ~0U;
}

/// Notes where the members of a one-line block end.
void Planner::measure_row(uint32_t brace, uint32_t last) {
  uint32_t width = 0, index = 0, nested = 0;
  for (uint32_t i = brace + 1; i < last; ++i) {
    const Piece& p = piece(i);
    width += width_of(text_of(p)) + p.spaces + (p.semicolon ? 1U : 0U);
    if (p.token == TokenKind::LeftBrace) ++nested;
    if (p.token == TokenKind::RightBrace) --nested;
    if (!p.semicolon || nested > 0) continue;
    const uint32_t end = p.offset + p.length;
    const std::string_view gap = tree_.text.substr(end, piece(i + 1).offset - end);
    const bool padded = gap.find("  ") != std::string_view::npos;
    cells_.push_back({piece(brace).run, index++, i, width, padded});
  }
}

/// The values of a group stand in the column where the author had most of them, in that of the
/// block around it if they stood there, or right behind the widest word.
void Planner::give_columns() {
  for (const Piece& p : layout_.pieces) {
    if (!p.votes) continue;
    AlignedGroup& group = layout_.groups[p.group];
    group.hits += p.written != 0 && p.written == group.written;
  }
  for (AlignedGroup& group : layout_.groups) {
    const uint32_t words = 2 * group.depth;
    group.column = words + group.width + 1;
    if (!group.has_written()) continue;
    if (group.hits > 1 && group.written > words + group.usual_width &&
        group.written <= words + widest_column) {
      group.column = group.written;
    }
    if (group.outer == no_index) continue;
    const AlignedGroup& outer = layout_.groups[group.outer];
    if (outer.has_written() && outer.written == group.written) {
      group.column = std::max(group.column, outer.column);
    }
  }
  for (Piece& p : layout_.pieces) {
    if (!p.named_block) continue;
    const AlignedGroup& group = layout_.groups[p.group];
    if (group.members == 0 || !group.has_written() || p.written != group.written)
      p.group = no_index;
  }
}

/// The blocks of a run stand behind the widest operands. Where the author let one row in ten stick
/// out, it does.
void Planner::give_rooms() {
  for (const Piece& p : layout_.pieces) {
    if (p.run == no_index) continue;
    BlockRun& run = layout_.runs[p.run];
    run.hits += p.written == run.written && p.width < p.written;
  }
  for (BlockRun& run : layout_.runs) {
    if (run.hits * 10 >= run.members * 9 && run.written > 0 && run.written <= run.width) {
      run.width = run.written - 1;
    }
  }
}

/// Of rows that stand below each other, the members behind a `;` do so too if the author padded
/// them.
void Planner::align_rows() {
  std::sort(cells_.begin(), cells_.end(), [](const Cell& a, const Cell& b) {
    return a.run != b.run ? a.run < b.run : a.semicolon < b.semicolon;
  });
  for (size_t begin = 0; begin < cells_.size();) {
    size_t end = begin;
    while (end < cells_.size() && cells_[end].run == cells_[begin].run) ++end;
    align_run(std::span(cells_).subspan(begin, end - begin));
    begin = end;
  }
}

void Planner::align_run(std::span<Cell> cells) {
  uint32_t most = 0;
  for (const Cell& cell : cells) most = std::max(most, cell.index + 1);
  most = std::min(most, most_columns);
  std::vector<bool> padded(most);
  std::vector<uint32_t> widest(most);
  for (const Cell& cell : cells) {
    if (cell.padded && cell.index < most) padded[cell.index] = true;
  }
  if (std::ranges::find(padded, true) == padded.end()) return;
  // Columns are settled from left to right: what is padded moves all that follows in its row.
  for (uint32_t index = 0; index < most; ++index) {
    if (!padded[index]) continue;
    for (const Cell& cell : cells) {
      if (cell.index == index) widest[index] = std::max(widest[index], cell.end);
    }
    uint32_t moved = 0;
    for (Cell& cell : cells) {
      if (cell.index <= index) moved = 0;  // A new row.
      if (cell.index == index) {
        moved = widest[index] - cell.end;
        piece(cell.semicolon).padding = moved;
      }
      if (cell.index >= index) cell.end += moved;
    }
  }
}

}  // namespace

auto width_of(std::string_view text) -> uint32_t {
  uint32_t width = 0;
  for (const char c : text) width += (static_cast<uint8_t>(c) & 0xC0U) != 0x80U;
  return width;
}

auto lay_out(const SyntaxTree& tree) -> TextLayout { return Planner(tree).run(); }

}  // namespace kava
