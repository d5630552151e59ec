// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/repair.h"

#include <algorithm>

#include "compiler/syntax/unicode.h"

namespace kava {
namespace {

auto is_number(TokenKind kind) -> bool {
  return kind == TokenKind::Number || kind == TokenKind::Date;
}

/// Builds the tokens that remain.
class Repair {
 public:
  Repair(std::string_view text, Lexed& lexed) : text_(text), lexed_(lexed) {}

  auto run(Rule root) -> Repaired {
    std::stable_sort(lexed_.slips.begin(), lexed_.slips.end(),
                     [](const Slip& a, const Slip& b) { return a.token < b.token; });
    replace_slips();
    if (root == Rule::embedded) return std::move(out_);  // It has no blocks.
    const Balance balance = count_braces();
    if (balance.stray > 0) drop_stray(balance.stray);
    if (balance.unclosed > 0) close_blocks(balance.unclosed);
    return std::move(out_);
  }

 private:
  struct Balance {
    size_t unclosed = 0, stray = 0;
  };
  struct Open {
    uint32_t token;
    int indentation;   ///< Of the line on which the member of the block begins.
    int columns = -1;  ///< Of the first line inside that begins a member.
    bool has_lines = false;
    bool trusted = false;  ///< Lines inside are indented deeper.
  };
  /// A block that was closed, by which brace, and where its lines stood.
  struct Closed {
    uint32_t brace;
    int columns;
  };
  /// Tokens on their way from `out_` to their next state.
  struct Pass {
    std::vector<Token> tokens;
    std::vector<TokenKind> kinds;
    std::vector<uint32_t> now;  ///< Where each old token is.
    std::vector<Open> open;
    auto count() const -> uint32_t { return static_cast<uint32_t>(tokens.size()); }
  };

  void replace_slips();
  auto read_as(const Token& token, const Slip* slip) const -> TokenKind;
  auto count_braces() const -> Balance;
  void close_blocks(size_t missing);
  auto find_stray(const std::vector<bool>& dropped) const -> uint32_t;
  auto next_line(uint32_t token) const -> int;
  void drop_stray(size_t surplus);
  void close_innermost(Pass& pass, bool by_indentation);
  void keep(Pass& pass, uint32_t token) const;
  void look_at_line(Pass& pass, uint32_t token, int columns) const;
  auto line_indentation(const Pass& pass, uint32_t token) const -> int;
  void finish(Pass& pass, size_t earlier_braces);

  auto begins_line(uint32_t token) const -> int;
  static auto is_between(const std::vector<TokenKind>& kinds, size_t token) -> bool {
    return token == 0 || kinds[token - 1] == TokenKind::End ||
           kinds[token - 1] == TokenKind::LeftBrace || kinds[token - 1] == TokenKind::RightBrace;
  }

  std::string_view text_;
  Lexed& lexed_;
  Repaired out_;
};

/// What the parser should see in the place of a token; `EndOfFile` means nothing.
auto Repair::read_as(const Token& token, const Slip* slip) const -> TokenKind {
  const TokenKind before = out_.kinds.empty() ? TokenKind::End : out_.kinds.back();
  if (slip == nullptr) return TokenKind::EndOfFile;
  switch (slip->kind) {
    case Slip::Kind::DecimalComma: return TokenKind::Number;
    case Slip::Kind::OtherDate: return TokenKind::Date;
    case Slip::Kind::TimeOfDay: return token.length > 8 ? TokenKind::Date : TokenKind::EndOfFile;
    case Slip::Kind::Quotes:
    case Slip::Kind::OpenText:
    case Slip::Kind::OpenTextBlock:
    case Slip::Kind::UnopenedText:
    case Slip::Kind::TooLong: return TokenKind::String;
    case Slip::Kind::Euro:
      return before == TokenKind::Number ? TokenKind::Name : TokenKind::EndOfFile;
    case Slip::Kind::ForeignSign:
      return meaning_of(text_.substr(token.offset, token.length), is_number(before)).kind;
    default: return TokenKind::EndOfFile;
  }
}

void Repair::replace_slips() {
  const std::vector<Token>& tokens = lexed_.tokens;
  std::vector<uint32_t> now(tokens.size() + 1);
  size_t next_slip = 0;
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    now[i] = static_cast<uint32_t>(out_.tokens.size());
    const Slip* slip = nullptr;
    for (; next_slip < lexed_.slips.size() && lexed_.slips[next_slip].token <= i; ++next_slip) {
      if (!is_soft(lexed_.slips[next_slip])) slip = &lexed_.slips[next_slip];
    }
    Token token = tokens[i];
    auto kind = static_cast<TokenKind>(token.kind);
    if (kind == TokenKind::Error) {
      kind = read_as(token, slip);
      if (kind == TokenKind::EndOfFile) continue;
    } else if (unicode::check_utf8(text_.substr(token.offset, token.length)).faults > 0) {
      token.kind = static_cast<uint32_t>(TokenKind::Error) & 0xFF;
    }
    // What was left out may have been all of a member.
    if (kind == TokenKind::End && is_between(out_.kinds, out_.kinds.size())) continue;
    out_.tokens.push_back(token);
    out_.kinds.push_back(kind);
  }
  now.back() = static_cast<uint32_t>(out_.tokens.size());
  for (const Slip& slip : lexed_.slips) {
    // The word before what was left out is in the same member, unless it ended one.
    uint32_t token = std::min(now[slip.token], now.back() - 1);
    if (now[slip.token] == now[slip.token + 1] && !is_between(out_.kinds, token)) --token;
    out_.slip_tokens.push_back(token);
  }
  for (Trivia& trivia : lexed_.trivia) trivia.before_token = now[trivia.before_token];
}

auto Repair::count_braces() const -> Balance {
  Balance result;
  for (const TokenKind kind : out_.kinds) {
    if (kind == TokenKind::LeftBrace) {
      ++result.unclosed;
    } else if (kind == TokenKind::RightBrace) {
      if (result.unclosed > 0) {
        --result.unclosed;
      } else {
        ++result.stray;
      }
    }
  }
  return result;
}

/// Indentation of a token that begins a member or closes a block, if it is the first on its line.
auto Repair::begins_line(uint32_t token) const -> int {
  const TokenKind kind = out_.kinds[token];
  const bool begins = kind == TokenKind::Name && is_between(out_.kinds, token);
  if (!begins && kind != TokenKind::RightBrace) return -1;
  return indentation(text_, out_.tokens[token].offset);
}

/// Indentation of the line on which the member begins whose block this `{` opens.
auto Repair::line_indentation(const Pass& pass, uint32_t token) const -> int {
  while (!is_between(pass.kinds, token)) --token;
  constexpr uint32_t far = 200;  // A longer line is not laid out by indentation.
  const uint32_t offset = pass.tokens[token].offset;
  uint32_t line = offset;
  while (line > 0 && text_[line - 1] != '\n' && text_[line - 1] != '\r') {
    if (offset - --line > far) return -1;
  }
  while (line < offset && (text_[line] == ' ' || text_[line] == '\t')) ++line;
  return indentation(text_, line);
}

/// Learns from the first line of a block whether its lines are indented.
void Repair::look_at_line(Pass& pass, uint32_t token, int columns) const {
  if (pass.open.empty() || columns < 0 || pass.open.back().has_lines) return;
  Open& block = pass.open.back();
  block.has_lines = true;
  const bool around = pass.open.size() > 1 && pass.open[pass.open.size() - 2].trusted;
  block.trusted = block.indentation >= 0 &&
                  (around || (out_.kinds[token] == TokenKind::Name && columns > block.indentation));
}

void Repair::keep(Pass& pass, uint32_t token) const {
  pass.tokens.push_back(out_.tokens[token]);
  pass.kinds.push_back(out_.kinds[token]);
  if (out_.kinds[token] == TokenKind::LeftBrace) {
    const uint32_t brace = pass.count() - 1;
    pass.open.push_back({brace, line_indentation(pass, brace)});
  } else if (out_.kinds[token] == TokenKind::RightBrace && !pass.open.empty()) {
    pass.open.pop_back();
  }
}

void Repair::close_innermost(Pass& pass, bool by_indentation) {
  const auto insert = [&pass](TokenKind kind) {
    const Token& last = pass.tokens.back();
    pass.tokens.push_back({last.offset + last.length, 0, static_cast<uint32_t>(kind) & 0xFF});
    pass.kinds.push_back(kind);
  };
  if (!is_between(pass.kinds, pass.kinds.size())) insert(TokenKind::End);
  out_.braces.push_back(
      {BraceSlip::Kind::Unclosed, pass.open.back().token, pass.count(), by_indentation, {}});
  insert(TokenKind::RightBrace);
  pass.open.pop_back();
}

/// Closes the blocks that are not. A line that is indented no deeper than the line on which a block
/// begins stands outside of it.
void Repair::close_blocks(size_t missing) {
  Pass pass;
  const size_t earlier = out_.braces.size();
  for (uint32_t i = 0; i < out_.tokens.size(); ++i) {
    const int columns = begins_line(i);
    look_at_line(pass, i, columns);
    const bool is_name = out_.kinds[i] == TokenKind::Name;
    const auto stands_outside = [&](const Open& block) {
      return block.trusted &&
             (is_name ? block.indentation >= columns : block.indentation > columns);
    };
    while (columns >= 0 && missing > 0 && !pass.open.empty() && stands_outside(pass.open.back())) {
      close_innermost(pass, true);
      --missing;
    }
    if (out_.kinds[i] == TokenKind::EndOfFile) {
      while (!pass.open.empty()) close_innermost(pass, false);
    }
    pass.now.push_back(pass.count());
    // Too many were closed: this one closes what was closed already.
    if (out_.kinds[i] == TokenKind::RightBrace && pass.open.empty()) continue;
    keep(pass, i);
  }
  finish(pass, earlier);
}

/// The first brace that closes too much, judged by the indentation of the lines behind it; the
/// number of tokens if the braces close one thing after the other until nothing is open.
auto Repair::find_stray(const std::vector<bool>& dropped) const -> uint32_t {
  Pass pass;
  std::vector<Closed> closed;  // Since the last line that stands where it should.
  int top_columns = -1;
  for (uint32_t i = 0; i < out_.tokens.size(); ++i) {
    if (dropped[i]) continue;
    const int columns = begins_line(i);
    look_at_line(pass, i, columns);
    const bool is_brace = out_.kinds[i] == TokenKind::RightBrace;
    if (columns >= 0 && !is_brace) {
      int& expected = pass.open.empty() ? top_columns : pass.open.back().columns;
      if (expected < 0) expected = columns;
      if (columns > expected) {
        for (const Closed& block : closed) {
          if (block.columns == columns) return block.brace;
        }
      }
      closed.clear();
    }
    if (is_brace) {
      if (pass.open.empty()) return i;
      const Open& block = pass.open.back();
      if (columns >= 0 && block.trusted && columns != block.indentation &&
          next_line(i) > block.indentation) {
        return i;
      }
      closed.push_back({i, block.columns});
    }
    keep(pass, i);
  }
  return static_cast<uint32_t>(out_.tokens.size());
}

/// Columns of the next line behind a token that begins a member or closes a block.
auto Repair::next_line(uint32_t token) const -> int {
  for (uint32_t i = token + 1; i < out_.tokens.size(); ++i) {
    if (const int columns = begins_line(i); columns >= 0) return columns;
  }
  return -1;
}

/// Leaves out the braces that close nothing: as long as the lines agree with the braces, the braces
/// are right.
void Repair::drop_stray(size_t surplus) {
  constexpr size_t most =
      20;  // Each costs a walk over the file; the others go where nothing is open.
  std::vector<bool> dropped(out_.tokens.size(), false);
  for (size_t i = 0; i < std::min(surplus, most); ++i) {
    const uint32_t stray = find_stray(dropped);
    if (stray < dropped.size()) dropped[stray] = true;
  }
  Pass pass;
  const size_t earlier = out_.braces.size();
  for (uint32_t i = 0; i < out_.tokens.size(); ++i) {
    pass.now.push_back(pass.count());
    const bool closes_nothing = out_.kinds[i] == TokenKind::RightBrace && pass.open.empty();
    if (dropped[i] || closes_nothing) {
      const uint32_t before = pass.count() == 0 ? 0 : pass.count() - 1;
      out_.braces.push_back({BraceSlip::Kind::Stray,
                             before,
                             before,
                             !pass.open.empty(),
                             {out_.tokens[i].offset, out_.tokens[i].length}});
      continue;
    }
    keep(pass, i);
  }
  finish(pass, earlier);
}

void Repair::finish(Pass& pass, size_t earlier_braces) {
  const size_t old_count = out_.tokens.size();
  out_.tokens = std::move(pass.tokens);
  out_.kinds = std::move(pass.kinds);
  const auto renumber = [&](uint32_t& token) {
    if (token < old_count)
      token = std::min(pass.now[token], static_cast<uint32_t>(out_.tokens.size()) - 1);
  };
  for (uint32_t& token : out_.slip_tokens) renumber(token);
  for (Trivia& trivia : lexed_.trivia) renumber(trivia.before_token);
  for (size_t i = 0; i < earlier_braces; ++i) renumber(out_.braces[i].brace);
}

}  // namespace

auto repair(std::string_view text, Rule root, Lexed& lexed) -> Repaired {
  return Repair(text, lexed).run(root);
}

auto indentation(std::string_view text, uint32_t offset) -> int {
  uint32_t line = offset;
  while (line > 0 && (text[line - 1] == ' ' || text[line - 1] == '\t')) --line;
  if (line > 0 && text[line - 1] != '\n' && text[line - 1] != '\r') return -1;
  int columns = 0;
  for (; line < offset; ++line) columns = text[line] == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
  return columns;
}

auto meaning_of(std::string_view sign, bool after_number) -> Meaning {
  struct Row {
    std::string_view written;
    Meaning meaning;
  };
  static constexpr Row rows[] = {
      {"==", {"=", TokenKind::Equal}},
      {"<>", {"!=", TokenKind::NotEqual}},
      {"!", {"not", TokenKind::Not}},
      {"&&", {"and", TokenKind::And}},
      {"&", {"and", TokenKind::And}},
      {"||", {"or", TokenKind::Or}},
      {"|", {"or", TokenKind::Or}},
      {"\u2212", {"-", TokenKind::Minus}},
      {"\u2026", {"..", TokenKind::DotDot}},
      {"\u2264", {"<=", TokenKind::LessEqual}},
      {"\u2265", {">=", TokenKind::GreaterEqual}},
      {"\u2260", {"!=", TokenKind::NotEqual}},
      {"\u00D7", {"*", TokenKind::Star}},
      {"\u00F7", {"/", TokenKind::Slash}},
  };
  for (const Row& row : rows) {
    if (row.written == sign) return row.meaning;
  }
  // A dash: between numbers it is a range, elsewhere a minus.
  return after_number ? Meaning{"..", TokenKind::DotDot} : Meaning{"-", TokenKind::Minus};
}

}  // namespace kava
