// SPDX-License-Identifier: Apache-2.0
// The fast and the full parser give the same verdict and the same tree; a text has an error exactly
// if something is told of it, and its tree holds together.
#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "compiler/base/limits.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/parsers.h"
#include "tests/unit/syntax_support.h"

namespace {

using namespace kava;

void require(bool holds) {
  if (!holds) std::abort();
}

#if KAVA_FAST_PARSER
void compare(std::string_view text, Rule root) {
  Lexed lexed;
  lex(text, root == Rule::file ? Terminators::Insert : Terminators::None, lexed);
  std::vector<TokenKind> kinds;
  for (const Token& token : lexed.tokens) kinds.push_back(static_cast<TokenKind>(token.kind));
  std::vector<Node> fast, full;
  const bool accepted = parse_fast(lexed.tokens, root, fast);
  require(accepted == parse_full(lexed.tokens, kinds, root, full).empty());
  if (!accepted) return;
  require(std::equal(fast.begin(), fast.end(), full.begin(), full.end(),
                     [](const Node& a, const Node& b) {
                       return a.rule == b.rule && a.first_token == b.first_token &&
                              a.end_token == b.end_token && a.next == b.next;
                     }));
}
#endif

void read(std::string_view text) {
  Diagnostics diagnostics;
  const SyntaxTree tree = parse(Source{SourceId{0}, "fuzz.kava", "", text}, diagnostics);
  require(testing::fault_of(tree).empty());
  require(diagnostics.reports().size() <= limits::syntax_errors_per_file + 1);
  for (const Report& report : diagnostics.reports()) {
    require(report.where.span.end() <= text.size());
    for (const Edit& edit : report.edits) require(edit.where.span.end() <= text.size());
    for (const Note& note : report.notes) require(note.where.span.end() <= text.size());
  }
  const bool spoilt = std::any_of(tree.nodes.begin(), tree.nodes.end(),
                                  [](const Node& node) { return node.flags != 0; });
  require(!spoilt || !diagnostics.empty());
  Diagnostics embedded;
  require(testing::fault_of(parse_embedded(text, 7, SourceId{0}, embedded)).empty());
  std::string value;
  for (const Token& token : tree.tokens) {
    if (token.kind == static_cast<uint32_t>(TokenKind::String)) {
      const auto fault = decode_string(text.substr(token.offset, token.length), value);
      require(!fault || !diagnostics.empty());
    }
  }
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) -> int {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read(text);
  if (text.find('\0') != text.npos) return 0;
#if KAVA_FAST_PARSER
  compare(text, Rule::file);
  compare(text, Rule::embedded);
#endif
  return 0;
}
