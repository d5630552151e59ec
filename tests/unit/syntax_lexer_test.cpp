// SPDX-License-Identifier: Apache-2.0
// The hand lexer makes the tokens of grammar/KavaLexer.g4, and ends members where lines end.
#include <gtest/gtest.h>

#include "antlr4-runtime.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/unicode.h"
#include "lexer/KavaLexer.h"
#include "tests/unit/syntax_support.h"

namespace kava {
namespace {

using testing::hand_tokens;
using testing::plain_tokens;
using testing::PlainToken;
using Oracle = kava_lexer::KavaLexer;

TEST(SyntaxLexer, NumbersItsKindsLikeTheGrammar) {
  constexpr std::pair<TokenKind, size_t> kinds[] = {
      {TokenKind::Under, Oracle::UNDER},
      {TokenKind::From, Oracle::FROM},
      {TokenKind::Until, Oracle::UNTIL},
      {TokenKind::By, Oracle::BY},
      {TokenKind::Because, Oracle::BECAUSE},
      {TokenKind::For, Oracle::FOR},
      {TokenKind::As, Oracle::AS},
      {TokenKind::On, Oracle::ON},
      {TokenKind::Of, Oracle::OF},
      {TokenKind::In, Oracle::IN},
      {TokenKind::Within, Oracle::WITHIN},
      {TokenKind::Before, Oracle::BEFORE},
      {TokenKind::After, Oracle::AFTER},
      {TokenKind::And, Oracle::AND},
      {TokenKind::Or, Oracle::OR},
      {TokenKind::Implies, Oracle::IMPLIES},
      {TokenKind::Not, Oracle::NOT},
      {TokenKind::Has, Oracle::HAS},
      {TokenKind::True, Oracle::TRUE},
      {TokenKind::False, Oracle::FALSE},
      {TokenKind::LeftBrace, Oracle::LBRACE},
      {TokenKind::RightBrace, Oracle::RBRACE},
      {TokenKind::LeftParenthesis, Oracle::LPAREN},
      {TokenKind::RightParenthesis, Oracle::RPAREN},
      {TokenKind::Comma, Oracle::COMMA},
      {TokenKind::Dot, Oracle::DOT},
      {TokenKind::DotDot, Oracle::DOTDOT},
      {TokenKind::Equal, Oracle::EQ},
      {TokenKind::NotEqual, Oracle::NE},
      {TokenKind::Less, Oracle::LT},
      {TokenKind::LessEqual, Oracle::LE},
      {TokenKind::Greater, Oracle::GT},
      {TokenKind::GreaterEqual, Oracle::GE},
      {TokenKind::Plus, Oracle::PLUS},
      {TokenKind::Minus, Oracle::MINUS},
      {TokenKind::Star, Oracle::STAR},
      {TokenKind::Slash, Oracle::SLASH},
      {TokenKind::Percent, Oracle::PERCENT},
      {TokenKind::Question, Oracle::QUESTION},
      {TokenKind::End, Oracle::END},
      {TokenKind::Date, Oracle::DATE},
      {TokenKind::Number, Oracle::NUMBER},
      {TokenKind::Name, Oracle::NAME},
      {TokenKind::String, Oracle::STRING},
      {TokenKind::Error, Oracle::ERROR},
  };
  for (const auto& [kind, number] : kinds) EXPECT_EQ(static_cast<size_t>(kind), number);
}

void expect_same(const std::string& text) {
  const auto plain = plain_tokens(text);
  const auto hand = hand_tokens(text);
  if (!plain || !hand) return;
  EXPECT_TRUE(plain->tokens == hand->tokens) << text;
  EXPECT_TRUE(plain->comments == hand->comments) << text;
}

TEST(SyntaxLexer, AgreesWithTheGrammarOnWholeTexts) {
  for (const std::string_view text : testing::good_texts) {
    EXPECT_TRUE(hand_tokens(text)) << text;
    EXPECT_TRUE(plain_tokens(text)) << text;
    expect_same(std::string(text));
  }
}

TEST(SyntaxLexer, AgreesWithTheGrammarOnOddTokens) {
  constexpr std::string_view pieces[] = {
      "6..30",
      "1.5..2.5 h",
      "24h",
      "50%",
      "50 %",
      "isced.0612",
      "mtat.03.230.a",
      "a. as",
      "a.\n  in",
      "a./* c */title",
      "a . 5",
      "pt-BR \"x\"",
      "pt-BR",
      "as-IN\t\"x\"",
      "a-b-c \"x\"",
      "a1-b \"x\"",
      "in-a \"x\"",
      "2026-09-01",
      "2026-09-011",
      "12026-09-01",
      "2025-10-09..",
      "1.5.2",
      "/**/",
      "/***/",
      "/* * / */ a",
      "a//b\nc",
      "a/b",
      "\"\"",
      "\"\"\"\"\"\"",
      "\"\"\"a\"b\"\"c\"\"\"",
      "\"a\\\"b\"",
      "\"\\\\\"",
      "_a _ a_1",
      "inner insane ofx notx",
      "õun õ1 नाम a\xCC\x81",
      "a\xC2\xA0"
      "b",
      "a\n;\nb",
      "x -7 days",
      "!= <= >= < >",
  };
  for (const std::string_view piece : pieces) {
    EXPECT_TRUE(hand_tokens(piece)) << piece;
    EXPECT_TRUE(plain_tokens(piece)) << piece;
    expect_same(std::string(piece));
  }
}

TEST(SyntaxLexer, AgreesWithTheGrammarOnMutants) {
  std::mt19937 random(2026);
  for (int round = 0; round < 300; ++round) {
    for (const std::string_view text : testing::good_texts) {
      expect_same(testing::mutate_words(text, random));
      const std::string bytes = testing::mutate_bytes(text, random);
      if (unicode::check_utf8(bytes).faults == 0) expect_same(bytes);
    }
  }
}

/// The tokens, with `;` where a member ends.
auto with_ends(std::string_view text) -> std::string {
  Lexed lexed;
  lex(text, Terminators::Insert, lexed);
  std::string result;
  for (const Token& token : lexed.tokens) {
    if (token.kind == static_cast<uint32_t>(TokenKind::EndOfFile)) break;
    if (!result.empty()) result += ' ';
    const bool end = token.kind == static_cast<uint32_t>(TokenKind::End);
    result += end ? ";" : std::string(text.substr(token.offset, token.length));
  }
  return result;
}

TEST(SyntaxLexer, EndsAMemberWhereANameBeginsALine) {
  EXPECT_EQ(with_ends("a 1\nb 2"), "a 1 ; b 2 ;");
  EXPECT_EQ(with_ends("a\nb"), "a ; b ;");
  EXPECT_EQ(with_ends("a x,\n  y"), "a x , y ;");
  EXPECT_EQ(with_ends("a x.\n  y"), "a x . y ;");
  EXPECT_EQ(with_ends("a x >=\n  y"), "a x >= y ;");
  EXPECT_EQ(with_ends("a x by\n  y"), "a x by y ;");
  EXPECT_EQ(with_ends("a (x = y,\n  z)\nb"), "a ( x = y , z ) ; b ;");
  EXPECT_EQ(with_ends("a 50%\nb ?\nc true\nd \"x\"\ne 2026-09-01\nf"),
            "a 50 % ; b ? ; c true ; d \"x\" ; e 2026-09-01 ; f ;");
}

TEST(SyntaxLexer, GoesOnWhereALineBeginsWithSomethingElse) {
  EXPECT_EQ(with_ends("a\n{\n b 1\n}\nc"), "a { b 1 ; } c ;");
  EXPECT_EQ(with_ends("a x\n  .where(y)"), "a x . where ( y ) ;");
  EXPECT_EQ(with_ends("a x\n  and y\n  >= z"), "a x and y >= z ;");
  EXPECT_EQ(with_ends("a x because \"y\"\n  until 2027-06-30 by z"),
            "a x because \"y\" until 2027-06-30 by z ;");
  EXPECT_EQ(with_ends("a\n  \"text\""), "a \"text\" ;");
  EXPECT_EQ(with_ends("a 6..\n30"), "a 6 .. 30 ;");
  EXPECT_EQ(with_ends("in_force 2025-10-09..\nb"), "in_force 2025-10-09 .. ; b ;");
}

TEST(SyntaxLexer, EndsMembersAtBracesAndSemicolons) {
  EXPECT_EQ(with_ends("a { b 1; c 2 }; d"), "a { b 1 ; c 2 ; } d ;");
  EXPECT_EQ(with_ends(";;a;;"), "a ;");
  EXPECT_EQ(with_ends("a { } b { }"), "a { } b { }");
  EXPECT_EQ(with_ends("a /* one\n two */ b"), "a ; b ;");
  EXPECT_EQ(with_ends("a // one\nb"), "a ; b ;");
  EXPECT_EQ(with_ends("a /* one */ b"), "a b ;");
}

TEST(SyntaxLexer, KnowsWhichTokenFollowsAComment) {
  Lexed lexed;
  lex("a 1 // one\n/// two\nb // three", Terminators::Insert, lexed);
  ASSERT_EQ(lexed.trivia.size(), 3U);
  EXPECT_EQ(lexed.trivia[0].before_token, 3U);  // a 1 ; b
  EXPECT_EQ(lexed.trivia[1].before_token, 3U);
  EXPECT_EQ(lexed.trivia[2].before_token, 5U);  // Behind the last `;`.
}

TEST(SyntaxLexer, InsertsNothingIntoEmbeddedExpressions) {
  Lexed lexed;
  lex("a\nb", Terminators::None, lexed);
  EXPECT_EQ(lexed.tokens.size(), 3U);
}

TEST(SyntaxUnicode, FindsTheFirstByteThatIsNotUtf8) {
  const auto first = [](std::string_view text) { return unicode::check_utf8(text).first_fault; };
  EXPECT_EQ(unicode::check_utf8("õppekava नाम 🎓").faults, 0U);
  EXPECT_EQ(first("eight bytes and \xF5 more"), 16U);
  EXPECT_EQ(first("\xC3"), 0U);
  EXPECT_EQ(first("a\xE2\x82"), 1U);
  EXPECT_EQ(first("ab\xC0\x80"), 2U);        // Longer than needed.
  EXPECT_EQ(first("abc\xED\xA0\x80"), 3U);   // A surrogate.
  EXPECT_EQ(first("\xF4\x90\x80\x80"), 0U);  // Beyond U+10FFFF.
  EXPECT_EQ(unicode::check_utf8("\xFF\xFE").faults, 2U);
}

}  // namespace
}  // namespace kava
