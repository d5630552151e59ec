// SPDX-License-Identifier: Apache-2.0
// The fast and the full parser accept the same texts and make the same tree.
#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/syntax/parse.h"
#include "compiler/syntax/parsers.h"
#include "tests/unit/syntax_support.h"

namespace kava {
namespace {

auto parsed(std::string_view text, Diagnostics& diagnostics) -> SyntaxTree {
  return parse(Source{SourceId{0}, "test.kava", "", text}, diagnostics);
}

#if KAVA_FAST_PARSER
auto same_node(const Node& a, const Node& b) -> bool {
  return a.rule == b.rule && a.first_token == b.first_token && a.end_token == b.end_token &&
         a.next == b.next && a.flags == b.flags;
}

/// Reads a text with both parsers; false if they differ.
auto agree(std::string_view text, Rule root, bool& accepted) -> bool {
  Lexed lexed;
  lex(text, root == Rule::file ? Terminators::Insert : Terminators::None, lexed);
  std::vector<TokenKind> kinds;
  for (const Token& token : lexed.tokens) kinds.push_back(static_cast<TokenKind>(token.kind));
  std::vector<Node> fast, full;
  accepted = parse_fast(lexed.tokens, root, fast);
  if (accepted != parse_full(lexed.tokens, kinds, root, full).empty()) return false;
  return !accepted || std::equal(fast.begin(), fast.end(), full.begin(), full.end(), same_node);
}

TEST(SyntaxParser, FastAndFullMakeTheSameTreeOfWholeTexts) {
  for (const std::string_view text : testing::good_texts) {
    bool accepted = false;
    EXPECT_TRUE(agree(text, Rule::file, accepted)) << text;
    EXPECT_TRUE(accepted) << text;
  }
}

TEST(SyntaxParser, FastAndFullAgreeOnMutants) {
  std::mt19937 random(42);
  int faulty = 0;
  constexpr int rounds = 1000;
  for (int round = 0; round < rounds; ++round) {
    for (const std::string_view text : testing::good_texts) {
      bool accepted = false;
      const std::string words = testing::mutate_words(text, random);
      EXPECT_TRUE(agree(words, Rule::file, accepted)) << words;
      if (!accepted) ++faulty;
      const std::string bytes = testing::mutate_bytes(text, random);
      EXPECT_TRUE(agree(bytes, Rule::file, accepted)) << bytes;
      EXPECT_TRUE(agree(words, Rule::embedded, accepted)) << words;
    }
  }
  EXPECT_GT(faulty, rounds);  // The mutants are worth reading.
}
#endif

TEST(SyntaxParser, TreesHoldTogetherWhateverTheText) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    for (const std::string_view good : testing::good_texts) {
      const std::string text = testing::mutate_bytes(testing::mutate_words(good, random), random);
      Diagnostics diagnostics;
      const SyntaxTree tree = parsed(text, diagnostics);
      EXPECT_EQ(testing::fault_of(tree), "") << text;
      const bool spoilt = std::any_of(tree.nodes.begin(), tree.nodes.end(),
                                      [](const Node& node) { return node.flags != 0; });
      const bool only_bytes =  // Which harm nobody in a comment.
          std::all_of(
              diagnostics.reports().begin(), diagnostics.reports().end(),
              [](const Report& report) { return report.message.row == diag::not_utf8.row; });
      EXPECT_TRUE(spoilt == !diagnostics.empty() || (only_bytes && !spoilt)) << text;
    }
  }
}

TEST(SyntaxParser, AnEmptyTextIsARootAndNothing) {
  Diagnostics diagnostics;
  const SyntaxTree tree = parsed("", diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  ASSERT_EQ(tree.nodes.size(), 1U);
  EXPECT_EQ(tree.nodes[0].rule, Rule::file);
  EXPECT_TRUE(tree.children(0).empty());
}

TEST(SyntaxParser, ChildrenAndSpansAreThoseOfTheText) {
  Diagnostics diagnostics;
  const std::string_view text = "a x, y // c\nb { c 1 }\n";
  const SyntaxTree tree = parsed(text, diagnostics);
  std::vector<std::string_view> members;
  for (const uint32_t child : tree.children(0)) {
    const Span span = tree.span(child);
    members.push_back(text.substr(span.offset, span.length));
  }
  EXPECT_EQ(members, (std::vector<std::string_view>{"a x, y", "b { c 1 }"}));
}

TEST(SyntaxParser, EmbeddedExpressionsKeepThePlaceInTheirFile) {
  Diagnostics diagnostics;
  const SyntaxTree tree = parse_embedded("programme.credits", 100, SourceId{0}, diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_EQ(tree.nodes[0].rule, Rule::embedded);
  EXPECT_EQ(tree.token_text(0), "programme");
  EXPECT_EQ(tree.span(0), (Span{100, 17}));
}

TEST(SyntaxParser, FaultsInEmbeddedExpressionsAreToldAtTheirPlace) {
  for (const std::string_view text : {"", "a.", "a b c", "f(a", "a )", "a ; b", "{"}) {
    Diagnostics diagnostics;
    const SyntaxTree tree = parse_embedded(text, 100, SourceId{0}, diagnostics);
    EXPECT_TRUE(tree.has_error(0)) << text;
    ASSERT_EQ(diagnostics.reports().size(), 1U) << text;
    const Span span = diagnostics.reports()[0].where.span;
    EXPECT_GE(span.offset, 100U) << text;
    EXPECT_LE(span.end(), 100 + text.size()) << text;
  }
}

// ---- Texts
// --------------------------------------------------------------------------------------------

auto decoded(std::string_view token) -> std::string {
  std::string out;
  EXPECT_FALSE(decode_string(token, out)) << token;
  return out;
}

TEST(DecodeString, ReadsEscapes) {
  EXPECT_EQ(decoded(R"("")"), "");
  EXPECT_EQ(decoded(R"("õun")"), "õun");
  EXPECT_EQ(decoded(R"("a \"b\" \\ c\td\n")"), "a \"b\" \\ c\td\n");
  EXPECT_EQ(decoded(R"("\u{1F393}\u{f5}\u{0041}")"), "🎓õA");
}

TEST(DecodeString, DropsTheIndentationOfTextBlocks) {
  EXPECT_EQ(decoded("\"\"\"one line\"\"\""), "one line");
  EXPECT_EQ(decoded("\"\"\"\n    a\n      b\n\n    c\n    \"\"\""), "a\n  b\n\nc");
  EXPECT_EQ(decoded("\"\"\"\r\n\ta\r\n\tb\"\"\""), "a\nb");
  EXPECT_EQ(decoded("\"\"\"first\n    second\n    third\n\"\"\""), "first\nsecond\nthird");
  EXPECT_EQ(decoded("\"\"\"\n  say \"why\" and \\\"\"\" \\n\n  \"\"\""),
            "say \"why\" and \"\"\" \n");
  EXPECT_EQ(decoded("\"\"\"\"\"\""), "");
}

TEST(DecodeString, TellsTheFirstFaultAndKeepsIt) {
  std::string out;
  const auto unknown = decode_string(R"("ab\qc\z")", out);
  ASSERT_TRUE(unknown);
  EXPECT_EQ(unknown->offset, 3U);
  EXPECT_EQ(unknown->length, 2U);
  EXPECT_EQ(unknown->kind, StringFault::Kind::UnknownEscape);
  EXPECT_EQ(out, R"(ab\qc\z)");
  for (const std::string_view token : {R"("\u{D800}")", R"("\u{110000}")", R"("\u{0}")"}) {
    const auto fault = decode_string(token, out);
    ASSERT_TRUE(fault) << token;
    EXPECT_EQ(fault->kind, StringFault::Kind::NoSuchCharacter) << token;
  }
  for (const std::string_view token : {R"("\u{}")", R"("\u12")", R"("\u{12")", R"("\õ")"}) {
    const auto fault = decode_string(token, out);
    ASSERT_TRUE(fault) << token;
    EXPECT_EQ(fault->kind, StringFault::Kind::UnknownEscape) << token;
  }
}

}  // namespace
}  // namespace kava
