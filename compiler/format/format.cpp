// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/format.h"

#include <utility>

#include "compiler/format/layout.h"
#include "compiler/syntax/lexer.h"

namespace kava {
namespace {

/// A comment without the blanks at its end, which an editor may have cut off.
auto trimmed(std::string_view comment) -> std::string_view {
  const size_t last = comment.find_last_not_of(" \t");
  return comment.substr(0, last + 1);
}

class Writer {
 public:
  Writer(const SyntaxTree& tree, const TextLayout& layout, Replacements replacements,
         Formatted& out)
      : text_(tree.text), layout_(layout), list_(replacements == Replacements::List), out_(out) {}
  void run();

 private:
  void gap(const Piece& piece);
  void begin_line(const Piece& piece);
  void padding(const Piece& piece);
  void content(const Piece& piece);
  void unix_lines(std::string_view content);
  void list(uint32_t end, const Piece& piece, size_t gap_begin, size_t gap_end);
  auto column() const -> uint32_t { return width_of(std::string_view(out_.text).substr(line_)); }

  std::string_view text_;
  const TextLayout& layout_;
  bool list_;
  Formatted& out_;
  size_t line_ = 0;            ///< Where the line under way begins.
  uint32_t continuation_ = 0;  ///< Column of the first operand of the member under way.
};

void Writer::run() {
  out_.text.reserve(text_.size() + text_.size() / 8 + 16);
  uint32_t end = 0;
  bool semicolon = false;
  uint32_t row_padding = 0;
  for (const Piece& piece : layout_.pieces) {
    const size_t gap_begin = out_.text.size();
    if (semicolon) out_.text += ';';
    out_.text.append(row_padding, ' ');
    gap(piece);
    const size_t gap_end = out_.text.size();
    content(piece);
    if (list_) list(end, piece, gap_begin, gap_end);
    end = piece.offset + piece.length;
    semicolon = piece.semicolon;
    row_padding = piece.padding;
  }
  const size_t tail = out_.text.size();
  if (!out_.text.empty()) out_.text += '\n';
  if (list_ && text_.substr(end) != std::string_view(out_.text).substr(tail)) {
    out_.replacements.push_back(
        {{end, static_cast<uint32_t>(text_.size()) - end},
         {static_cast<uint32_t>(tail), static_cast<uint32_t>(out_.text.size() - tail)}});
  }
}

void Writer::gap(const Piece& piece) {
  if (piece.breaks > 0) {
    out_.text.append(piece.breaks, '\n');
    begin_line(piece);
  } else if (!out_.text.empty()) {
    padding(piece);
  }
  if (piece.is_word) continuation_ = 2U * piece.depth + 4;
  if (piece.is_value) continuation_ = column();
}

void Writer::begin_line(const Piece& piece) {
  line_ = out_.text.size();
  const bool inside = piece.place == Piece::Place::Continuation;
  out_.text.append(inside ? continuation_ + (piece.in_parentheses ? 2U : 0U) : 2U * piece.depth,
                   ' ');
}

void Writer::padding(const Piece& piece) {
  uint32_t blanks = piece.spaces;
  if (piece.group != no_index) {
    const uint32_t wanted = layout_.groups[piece.group].column;
    const uint32_t here = column();
    blanks = here < wanted ? wanted - here : 1;
  } else if (piece.run != no_index) {
    const uint32_t width = layout_.runs[piece.run].width;
    blanks = piece.width <= width ? width - piece.width + 1 : 1;
  }
  out_.text.append(blanks, ' ');
}

void Writer::content(const Piece& piece) {
  std::string_view content = text_.substr(piece.offset, piece.length);
  if (piece.kind == Piece::Kind::LineComment) content = trimmed(content);
  const size_t begin = out_.text.size();
  const bool may_span_lines =
      piece.token == TokenKind::String || piece.kind == Piece::Kind::BlockComment;
  if (may_span_lines && content.find('\r') != std::string_view::npos) {
    unix_lines(content);
  } else {
    out_.text += content;
  }
  if (!may_span_lines || out_.text.find('\n', begin) == std::string::npos) return;
  line_ = out_.text.rfind('\n') + 1;
}

/// Writes a text over several lines with LF at their ends.
void Writer::unix_lines(std::string_view content) {
  for (size_t i = 0; i < content.size(); ++i) {
    const char c = content[i];
    if (c == '\r' && i + 1 < content.size() && content[i + 1] == '\n') continue;
    out_.text += c == '\r' ? '\n' : c;
  }
}

/// Keeps what differs before a piece, or in it.
void Writer::list(uint32_t end, const Piece& piece, size_t gap_begin, size_t gap_end) {
  const std::string_view out = out_.text;
  const bool same_gap =
      text_.substr(end, piece.offset - end) == out.substr(gap_begin, gap_end - gap_begin);
  const bool same_piece = text_.substr(piece.offset, piece.length) == out.substr(gap_end);
  if (same_gap && same_piece) return;
  const uint32_t before_end = same_piece ? piece.offset : piece.offset + piece.length;
  const size_t after_end = same_piece ? gap_end : out.size();
  out_.replacements.push_back(
      {{end, before_end - end},
       {static_cast<uint32_t>(gap_begin), static_cast<uint32_t>(after_end - gap_begin)}});
}

/// Equal but for the line ends inside and, in a comment, the blanks at its end.
auto equal_but_for_line_ends(std::string_view a, std::string_view b) -> bool {
  const auto skip_return = [](std::string_view& text) {
    if (text.starts_with("\r\n")) text.remove_prefix(1);
  };
  while (!a.empty() && !b.empty()) {
    skip_return(a);
    skip_return(b);
    const char x = a.front() == '\r' ? '\n' : a.front();
    const char y = b.front() == '\r' ? '\n' : b.front();
    if (x != y) return false;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() && b.empty();
}

/// Walks over the tokens and comments of a text, but for the ends of members.
struct Walk {
  std::string_view text;
  Lexed lexed;
  size_t token = 0, comment = 0;
  bool ended = false;

  explicit Walk(std::string_view from) : text(from) { lex(text, Terminators::Insert, lexed); }

  struct Step {
    uint32_t kind;  ///< Of a comment 0.
    std::string_view text;
    bool after_end;  ///< A member ended since the last token.
  };
  auto next() -> Step {
    while (lexed.tokens[token].kind == static_cast<uint32_t>(TokenKind::End)) {
      ended = true;
      ++token;
    }
    if (comment < lexed.trivia.size() && lexed.trivia[comment].before_token <= token) {
      const Trivia& trivia = lexed.trivia[comment++];
      return {0, trimmed(text.substr(trivia.offset, trivia.length)), false};
    }
    const Token& t = lexed.tokens[token];
    if (t.kind != static_cast<uint32_t>(TokenKind::EndOfFile)) ++token;
    return {t.kind, text.substr(t.offset, t.length), std::exchange(ended, false)};
  }
};

}  // namespace

auto format(const SyntaxTree& tree, Replacements replacements) -> Formatted {
  Formatted result;
  const TextLayout layout = lay_out(tree);
  Writer(tree, layout, replacements, result).run();
  return result;
}

auto same_content(std::string_view before, std::string_view after) -> bool {
  Walk a(before), b(after);
  if (a.lexed.slips.size() != b.lexed.slips.size()) return false;
  for (;;) {
    const Walk::Step x = a.next(), y = b.next();
    if (x.kind != y.kind || x.after_end != y.after_end) return false;
    if (x.text != y.text && !equal_but_for_line_ends(x.text, y.text)) return false;
    if (x.kind == static_cast<uint32_t>(TokenKind::EndOfFile)) return true;
  }
}

}  // namespace kava
