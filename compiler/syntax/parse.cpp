// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/parse.h"

#include <algorithm>

#include "compiler/base/limits.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/parsers.h"
#include "compiler/syntax/repair.h"
#include "compiler/syntax/tell.h"
#include "compiler/syntax/unicode.h"

namespace kava {
namespace {

/// The innermost member that holds a token; the root if there is none.
auto member_of(const SyntaxTree& tree, uint32_t token) -> uint32_t {
  uint32_t member = 0;
  for (uint32_t node = 1; node < tree.nodes.size();) {
    const Node& n = tree.nodes[node];
    if (token < n.first_token) break;
    if (token >= n.end_token) {
      node = n.next;
      continue;
    }
    if (n.rule == Rule::member) member = node;
    ++node;
  }
  return member;
}

void spoil(SyntaxTree& tree, uint32_t member) { tree.nodes[member].flags |= Node::has_error; }

/// Spoils also what follows a member because a line end came too early.
void spoil_next_lines(SyntaxTree& tree, uint32_t member, Slip::Kind kind) {
  const uint32_t word = tree.nodes[member].first_token;
  const int own = indentation(tree.text, tree.tokens[word].offset);
  for (uint32_t node = tree.nodes[member].next; node < tree.nodes.size();
       node = tree.nodes[node].next) {
    const Node& next = tree.nodes[node];
    if (next.rule != Rule::member) return;
    const bool comma = kind == Slip::Kind::MissingComma;
    if (!comma && indentation(tree.text, tree.tokens[next.first_token].offset) <= own) return;
    spoil(tree, node);
    if (comma) return;
  }
}

void spoil(SyntaxTree& tree, const std::vector<Slip>& slips, const std::vector<uint32_t>& tokens) {
  for (size_t i = 0; i < slips.size(); ++i) {
    if (slips[i].kind == Slip::Kind::HashComment) continue;  // It stands beside the members.
    const uint32_t member = member_of(tree, tokens[i]);
    spoil(tree, member);
    if (slips[i].kind == Slip::Kind::ValueOnNextLine || slips[i].kind == Slip::Kind::MissingComma) {
      spoil_next_lines(tree, member, slips[i].kind);
    }
    // The rest of the file is lost.
    if (slips[i].kind == Slip::Kind::OpenComment || slips[i].kind == Slip::Kind::TooDeep) {
      spoil(tree, 0);
    }
  }
}

void spoil(SyntaxTree& tree, const BraceSlip& slip) {
  if (slip.kind == BraceSlip::Kind::Unclosed) {
    const uint32_t member = member_of(tree, slip.brace);
    spoil(tree, member);
    if (slip.by_indentation) return;
    // What belongs into the block and what stands behind it cannot be told apart.
    for (uint32_t node = member + 1; node < tree.nodes[member].next; ++node) {
      if (tree.nodes[node].rule == Rule::member) spoil(tree, node);
    }
    return;
  }
  spoil(tree, member_of(tree, slip.brace));
  if (slip.by_indentation) return;
  // What stands between the last block and the stray brace probably belongs into that block.
  std::vector<uint32_t> since_block;
  for (const uint32_t node : tree.children(0)) {
    const Node& n = tree.nodes[node];
    if (n.first_token > slip.brace) break;
    if (tree.kind(n.end_token - 1) == TokenKind::RightBrace) since_block.clear();
    since_block.push_back(node);
  }
  for (const uint32_t node : since_block) spoil(tree, node);
}

/// Spoils the members that hold bytes which are not UTF-8.
void spoil_error_tokens(SyntaxTree& tree) {
  std::vector<uint32_t> members(tree.tokens.size(), 0);
  for (uint32_t node = 0; node < tree.nodes.size(); ++node) {
    const Node& n = tree.nodes[node];
    if (n.rule != Rule::member) continue;
    std::fill(members.begin() + n.first_token, members.begin() + n.end_token, node);
  }
  for (uint32_t token = 0; token < tree.tokens.size(); ++token) {
    if (tree.kind(token) == TokenKind::Error) spoil(tree, members[token]);
  }
}

/// True if an error left text unread in which braces stand: then nothing is said of braces.
auto swallows_braces(std::string_view text, const Slip& slip) -> bool {
  switch (slip.kind) {
    case Slip::Kind::OpenComment:
    case Slip::Kind::TooDeep: return true;
    case Slip::Kind::OpenText:
    case Slip::Kind::OpenTextBlock:
    case Slip::Kind::UnopenedText:
    case Slip::Kind::Quotes:
    case Slip::Kind::TooLong:
      return text.substr(slip.offset, slip.length).find_first_of("{}") != text.npos;
    default: return false;
  }
}

/// Reads a text that the fast parser has refused.
class FullReading {
 public:
  FullReading(SyntaxTree& tree, Lexed& lexed, Teller& teller)
      : tree_(tree), lexed_(lexed), teller_(teller) {}

  void run(Rule root) {
    repaired_ = repair(tree_.text, root, lexed_);
    auto mismatches = parse_full(repaired_.tokens, repaired_.kinds, root, tree_.nodes);
    // A line end that a comma or an operator hides: end the member there, and read again.
    constexpr int attempts = 3;
    for (int i = 0; i < attempts && root == Rule::file && end_joined_lines(mismatches); ++i) {
      mismatches = parse_full(repaired_.tokens, repaired_.kinds, root, tree_.nodes);
    }
    tree_.tokens = std::move(repaired_.tokens);
    tell(mismatches);
    spoil(tree_, lexed_.slips, repaired_.slip_tokens);
    const size_t told = std::min(repaired_.braces.size(), limits::syntax_errors_per_file);
    for (size_t i = 0; i < told; ++i) spoil(tree_, repaired_.braces[i]);
    spoil_error_tokens(tree_);
  }

 private:
  auto first_on_line(uint32_t token) const -> uint32_t;
  auto end_joined_lines(const std::vector<Mismatch>& mismatches) -> bool;
  void insert_ends(const std::vector<uint32_t>& before);
  auto is_told(const Mismatch& mismatch) const -> bool;
  void tell(const std::vector<Mismatch>& mismatches);

  SyntaxTree& tree_;
  Lexed& lexed_;
  Teller& teller_;
  Repaired repaired_;
};

auto FullReading::first_on_line(uint32_t token) const -> uint32_t {
  const std::vector<Token>& tokens = repaired_.tokens;
  constexpr uint32_t far = 1000;
  const uint32_t nearest = token > far ? token - far : 0;
  for (; token > nearest; --token) {
    const uint32_t end = tokens[token - 1].offset + tokens[token - 1].length;
    const std::string_view gap = tree_.text.substr(end, tokens[token].offset - end);
    if (gap.find_first_of("\r\n") != gap.npos) break;
  }
  return token;
}

/// A mismatch on a line that begins with a name and was joined to the line above.
auto FullReading::end_joined_lines(const std::vector<Mismatch>& mismatches) -> bool {
  std::vector<uint32_t> before;
  for (const Mismatch& mismatch : mismatches) {
    if (mismatch.kind == Mismatch::Kind::MemberStart) continue;
    const uint32_t first = first_on_line(mismatch.token);
    const uint32_t word = tree_.nodes[mismatch.member].first_token;
    if (first <= word || repaired_.kinds[first] != TokenKind::Name) continue;
    int parentheses = 0;
    for (uint32_t i = word; i < first; ++i) {
      if (repaired_.kinds[i] == TokenKind::LeftParenthesis) ++parentheses;
      if (repaired_.kinds[i] == TokenKind::RightParenthesis) --parentheses;
    }
    if (parentheses <= 0 && repaired_.kinds[first - 1] != TokenKind::End) before.push_back(first);
  }
  if (before.empty()) return false;
  insert_ends(before);
  return true;
}

/// Inserts an `End` before each of these tokens, which are in order.
void FullReading::insert_ends(const std::vector<uint32_t>& before) {
  std::vector<Token> tokens;
  std::vector<TokenKind> kinds;
  std::vector<uint32_t> now;
  size_t next = 0;
  for (uint32_t i = 0; i < repaired_.tokens.size(); ++i) {
    if (next < before.size() && before[next] == i) {
      const Token& last = repaired_.tokens[i - 1];
      tokens.push_back(
          {last.offset + last.length, 0, static_cast<uint32_t>(TokenKind::End) & 0xFF});
      kinds.push_back(TokenKind::End);
      while (next < before.size() && before[next] == i) ++next;
    }
    now.push_back(static_cast<uint32_t>(tokens.size()));
    tokens.push_back(repaired_.tokens[i]);
    kinds.push_back(repaired_.kinds[i]);
  }
  repaired_.tokens = std::move(tokens);
  repaired_.kinds = std::move(kinds);
  for (uint32_t& token : repaired_.slip_tokens) token = now[token];
  for (Trivia& trivia : lexed_.trivia) trivia.before_token = now[trivia.before_token];
  for (BraceSlip& slip : repaired_.braces) {
    slip.brace = now[slip.brace];
    slip.inserted = now[slip.inserted];
  }
}

/// True if a slip in the same head of a member explains the mismatch.
auto FullReading::is_told(const Mismatch& mismatch) const -> bool {
  uint32_t begin = mismatch.token, end = mismatch.token;
  const bool starts = mismatch.kind == Mismatch::Kind::MemberStart;
  if (!starts) begin = std::min(begin, tree_.nodes[mismatch.member].first_token);
  while (end < repaired_.kinds.size() && repaired_.kinds[end] != TokenKind::End &&
         repaired_.kinds[end] != TokenKind::LeftBrace) {
    ++end;
  }
  for (size_t i = 0; i < lexed_.slips.size(); ++i) {
    const uint32_t token = repaired_.slip_tokens[i];
    const bool told = !is_soft(lexed_.slips[i]) && lexed_.slips[i].kind != Slip::Kind::HashComment;
    if (told && token >= begin && token <= end) return true;
  }
  return false;
}

void FullReading::tell(const std::vector<Mismatch>& mismatches) {
  const bool silent =
      std::any_of(lexed_.slips.begin(), lexed_.slips.end(),
                  [this](const Slip& slip) { return swallows_braces(tree_.text, slip); });
  size_t told = 0;
  for (const BraceSlip& slip : repaired_.braces) {
    // One more than is shown, so that `finish` knows of it.
    if (silent || told++ > limits::syntax_errors_per_file) break;
    teller_.tell(slip, tree_.tokens, repaired_.kinds);
  }
  for (const Mismatch& mismatch : mismatches) {
    spoil(tree_, mismatch.member);
    if (told > 2 * limits::syntax_errors_per_file || is_told(mismatch)) continue;
    ++told;
    teller_.tell(mismatch, tree_.tokens, repaired_.kinds);
  }
}

auto is_readable(const Source& source, Diagnostics& diagnostics) -> bool {
  if (source.text.size() > limits::source_bytes) {
    diagnostics.report({source.id, {0, 0}}, diag::file_too_large,
                       Amount{static_cast<int64_t>(limits::source_bytes >> 20), "MiB"});
    return false;
  }
  if (source.text.find('\0') != source.text.npos) {
    diagnostics.report({source.id, {0, 0}}, diag::binary_file);
    return false;
  }
  return true;
}

/// Nothing but the root, spoilt.
auto unreadable(std::string_view text, Rule root) -> SyntaxTree {
  SyntaxTree tree;
  tree.text = text;
  tree.tokens = {{static_cast<uint32_t>(std::min(text.size(), limits::source_bytes)), 0, 255}};
  tree.nodes = {{root, Node::has_error, 0, 1, 1}};
  return tree;
}

void read(SyntaxTree& tree, Rule root, Teller& teller) {
  thread_local Lexed lexed;
  lex(tree.text, root == Rule::file ? Terminators::Insert : Terminators::None, lexed);
  const unicode::Validity validity = unicode::check_utf8(tree.text);
  if (validity.faults > 0) teller.tell_not_utf8(validity.first_fault);
  for (const Slip& slip : lexed.slips) teller.tell(slip, lexed.tokens);
  const bool sound =
      validity.faults == 0 && std::all_of(lexed.slips.begin(), lexed.slips.end(), is_soft);
  if (sound && parse_fast(lexed.tokens, root, tree.nodes)) {
    tree.tokens = std::move(lexed.tokens);
    std::vector<uint32_t> tokens;
    for (const Slip& slip : lexed.slips) tokens.push_back(slip.token);
    spoil(tree, lexed.slips, tokens);
  } else {
    FullReading(tree, lexed, teller).run(root);
  }
  tree.trivia = std::move(lexed.trivia);
  lexed = {};
}

}  // namespace

auto parse(const Source& source, Diagnostics& diagnostics) -> SyntaxTree {
  if (!is_readable(source, diagnostics)) return unreadable(source.text, Rule::file);
  SyntaxTree tree;
  tree.text = source.text;
  Teller teller(source.text, 0, source.id);
  read(tree, Rule::file, teller);
  teller.finish(diagnostics);
  return tree;
}

auto parse_embedded(std::string_view text, uint32_t base_offset, SourceId source,
                    Diagnostics& diagnostics) -> SyntaxTree {
  if (text.find('\0') != text.npos) return unreadable(text, Rule::embedded);
  SyntaxTree tree;
  tree.text = text;
  Teller teller(text, base_offset, source);
  read(tree, Rule::embedded, teller);
  teller.finish(diagnostics);
  tree.base = base_offset;
  for (Token& token : tree.tokens) token.offset += base_offset;
  for (Trivia& trivia : tree.trivia) trivia.offset += base_offset;
  return tree;
}

}  // namespace kava
