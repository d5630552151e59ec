// SPDX-License-Identifier: Apache-2.0
// One slip earns one message, at the place of the slip; where there is a cure, it cures.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/base/limits.h"
#include "compiler/syntax/parse.h"
#include "tests/unit/syntax_support.h"

namespace kava {
namespace {

auto parsed(std::string_view text, Diagnostics& diagnostics) -> SyntaxTree {
  return parse(Source{SourceId{0}, "test.kava", "", text}, diagnostics);
}

/// The reports of a text, as `slug "place"`, one a line.
auto told(std::string_view text) -> std::string {
  Diagnostics diagnostics;
  EXPECT_EQ(testing::fault_of(parsed(text, diagnostics)), "") << text;
  std::string result;
  for (const Report& report : diagnostics.reports()) {
    const Span span = report.where.span;
    const std::string_view place = text.substr(span.offset, std::min(span.length, 60U));
    if (!result.empty()) result += '\n';
    result += fmt::format("{} \"{}\"", diagnostic_rows()[report.message.row].slug, place);
  }
  return result;
}

/// The text with all edits made; they do not overlap.
auto mended(std::string_view text) -> std::string {
  Diagnostics diagnostics;
  parsed(text, diagnostics);
  std::vector<Edit> edits;
  for (const Report& report : diagnostics.reports()) {
    edits.insert(edits.end(), report.edits.begin(), report.edits.end());
  }
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return a.where.span.offset > b.where.span.offset;
  });
  std::string result(text);
  for (const Edit& edit : edits) {
    result.replace(edit.where.span.offset, edit.where.span.length, edit.text);
  }
  return result;
}

/// Members that are spoilt, by their first words.
auto spoilt(std::string_view text) -> std::vector<std::string> {
  Diagnostics diagnostics;
  const SyntaxTree tree = parsed(text, diagnostics);
  std::vector<std::string> result;
  for (uint32_t node = 0; node < tree.nodes.size(); ++node) {
    if (tree.has_error(node)) {
      result.emplace_back(node == 0 ? "file" : tree.token_text(tree.nodes[node].first_token));
    }
  }
  return result;
}
using Words = std::vector<std::string>;

struct Case {
  std::string_view text;
  std::string_view told;
  std::string_view mended = "";  ///< Empty if only a person can.
};

class SyntaxSlip : public ::testing::TestWithParam<Case> {};

TEST_P(SyntaxSlip, EarnsOneMessage) {
  const Case& slip = GetParam();
  EXPECT_EQ(told(slip.text), slip.told) << slip.text;
  if (!slip.mended.empty()) {
    EXPECT_EQ(mended(slip.text), slip.mended);
    EXPECT_EQ(told(slip.mended), "");
  } else {
    EXPECT_EQ(mended(slip.text), slip.text);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, SyntaxSlip,
    ::testing::Values(Case{"credits 1,5 ects", "decimal_comma \"1,5\"", "credits 1.5 ects"},
                      Case{"level 1,2,3", "decimal_comma \"1,2,3\"", "level 1, 2, 3"},
                      Case{"price 1,800 EUR", "digit_groups \"1,800\"", "price 1800 EUR"},
                      Case{"price 1 800 EUR", "digit_groups \"1 800\"", "price 1800 EUR"},
                      Case{"price 1 800 000 EUR\nb 2", "digit_groups \"1 800 000\"",
                           "price 1800000 EUR\nb 2"},
                      Case{"share 0,125", "decimal_comma \"0,125\"", "share 0.125"},
                      Case{"code 1234567890123456789", "long_number \"1234567890123456789\""},
                      Case{"price 1800 €", "foreign_sign \"€\"", "price 1800 EUR"},
                      Case{"price 1800€", "foreign_sign \"€\"", "price 1800 EUR"},
                      Case{"price €1800", "foreign_sign \"€\""}));

INSTANTIATE_TEST_SUITE_P(
    Dates, SyntaxSlip,
    ::testing::Values(
        Case{"begins 2026-02-30", "impossible_day \"2026-02-30\""},
        Case{"begins 2026-13-01", "impossible_date \"2026-13-01\""},
        Case{"begins 01.09.2026", "other_date \"01.09.2026\"", "begins 2026-09-01"},
        Case{"begins 1.9.2026\nends 2026-9-2", "other_date \"1.9.2026\"\nother_date \"2026-9-2\"",
             "begins 2026-09-01\nends 2026-09-02"},
        Case{"begins 2026.09.01", "other_date \"2026.09.01\"", "begins 2026-09-01"},
        Case{"begins 13/09/2026", "other_date \"13/09/2026\"", "begins 2026-09-13"},
        Case{"begins 09/13/2026", "other_date \"09/13/2026\"", "begins 2026-09-13"},
        Case{"begins 01/09/2026", "other_date \"01/09/2026\""},
        Case{"begins 31.02.2026", "other_date \"31.02.2026\""},
        Case{"begins 2026-09-01T10:00", "time_of_day \"T10:00\"", "begins 2026-09-01"},
        Case{"begins 2026-09-01T10:00:00Z\nb", "time_of_day \"T10:00:00Z\"",
             "begins 2026-09-01\nb"},
        Case{"begins 2026-09-01 10:00", "time_of_day \"10:00\"", "begins 2026-09-01 "}));

INSTANTIATE_TEST_SUITE_P(
    Texts, SyntaxSlip,
    ::testing::Values(
        Case{"title \"open", "unclosed_text \"\"open\"", "title \"open\""},
        Case{"a { title \"open }\nb 1", "unclosed_text \"\"open\"", "a { title \"open\" }\nb 1"},
        Case{"title et \"a,\n en \"b\"", "unclosed_text \"\"a\"", "title et \"a\",\n en \"b\""},
        Case{"a { title \"x {y}\n}\nb", "unclosed_text \"\"x {y}\"", "a { title \"x {y}\"\n}\nb"},
        Case{"title et Akadeemiline eetika\"\nb 1", "unopened_text \"Akadeemiline eetika\"\"",
             "title et \"Akadeemiline eetika\"\nb 1"},
        Case{"title Critical thinking\"", "unopened_text \"Critical thinking\"\"",
             "title \"Critical thinking\""},
        Case{"x {\n  aim \"\"\"\n    One\n    two\n  title \"x\"\n}",
             "unclosed_text_block \"\"\"\"\"",
             "x {\n  aim \"\"\"\n    One\n    two\n\"\"\"\n  title \"x\"\n}"},
        Case{"title et “Kõver”", "wrong_quotes \"“\"", "title et \"Kõver\""},
        Case{"title et „Kõver“, en 'x'", "wrong_quotes \"„\"\nwrong_quotes \"'\"",
             "title et \"Kõver\", en \"x\""},
        Case{"title «Kõver»", "wrong_quotes \"«\"", "title \"Kõver\""},
        Case{"title \"Kõver”", "wrong_quotes \"”\"", "title \"Kõver\""},
        Case{"a \"x\\qy\"", "bad_escape \"\\q\"", "a \"x\\\\qy\""},
        Case{"a \"C:\\Data\"", "bad_escape \"\\D\"", "a \"C:\\\\Data\""},
        Case{"a \"\\u{D800}\"", "no_such_character \"\\u{D800}\""},
        Case{"a \"\\u{1}\"", "no_such_character \"\\u{1}\""},
        Case{"a \"x\x01y\"", "control_character \"\x01\"", "a \"xy\""},
        Case{"a 1 /* open\n}", "unclosed_comment \"/*\""},
        Case{"aim Prepares experts who solve issues", "loose_words \"who\"",
             "aim \"Prepares experts who solve issues\""},
        Case{"aim en Prepares experts well\nb", "loose_words \"experts\"",
             "aim en \"Prepares experts well\"\nb"}));

INSTANTIATE_TEST_SUITE_P(
    Signs, SyntaxSlip,
    ::testing::Values(Case{"credits = 24 ects", "sign_after_field \"=\"", "credits 24 ects"},
                      Case{"credits: 24 ects", "sign_after_field \":\"", "credits 24 ects"},
                      Case{"credits=24 ects", "sign_after_field \"=\"", "credits 24 ects"},
                      Case{"language [et, en]", "square_brackets \"[\"", "language et, en"},
                      Case{"language et]", "square_brackets \"]\"", "language et"},
                      Case{"credits 6–9 ects", "foreign_sign \"–\"", "credits 6..9 ects"},
                      Case{"require a – b > 1", "foreign_sign \"–\"", "require a - b > 1"},
                      Case{"require a == b", "foreign_sign \"==\"", "require a = b"},
                      Case{"require !a", "foreign_sign \"!\"", "require not a"},
                      Case{"require a && b || c", "foreign_sign \"&&\"\nforeign_sign \"||\"",
                           "require a and b or c"},
                      Case{"require a ≥ 3 ects", "foreign_sign \"≥\"", "require a >= 3 ects"},
                      Case{"require a <> b", "foreign_sign \"<>\"", "require a != b"},
                      Case{"a @@@ b", "unknown_character \"@@@\""},
                      Case{"a \xE2\x80\x8B"
                           "b",
                           "unknown_character \"\xE2\x80\x8B\"", "a b"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, SyntaxSlip,
    ::testing::Values(
        Case{"language et,\ntitle et \"x\", en \"y\"", "trailing_comma \",\"",
             "language et\ntitle et \"x\", en \"y\""},
        Case{"x { language et, }", "trailing_comma \",\"", "x { language et }"},
        Case{"a f(b, )", "trailing_comma \",\"", "a f(b )"}, Case{"a b,, c", "missing_value \",\""},
        Case{"title et \"A\" en \"B\"", "missing_separator \"en\"", "title et \"A\", en \"B\""},
        Case{"a \"x\" \"y\"", "missing_separator \"\"y\"\"", "a \"x\", \"y\""},
        Case{"title et \"A\"\n  en \"B\"\nc", "missing_comma \"en\"",
             "title et \"A\",\n  en \"B\"\nc"},
        Case{"documents\n  certificate\n  transcript\nb", "value_on_next_line \"documents\"",
             "documents certificate\n  transcript\nb"},
        Case{"x {\n  title\n    \"text\"\n  y 1 \n}", ""},
        Case{"documents\n  - certificate\n  - transcript\nb", "list_mark \"-\""},
        Case{"x {\n  - certificate\n}", "list_mark \"-\""},
        Case{"hours { contact 24 h independent 80 h }", "missing_separator \"independent\"",
             "hours { contact 24 h; independent 80 h }"},
        Case{"a 2 3", "missing_separator \"3\""},
        Case{"course a b c", "loose_words \"c\"", "course \"a b c\""}));

INSTANTIATE_TEST_SUITE_P(
    Members, SyntaxSlip,
    ::testing::Values(Case{"require a >=\nhint en \"x\"", "missing_value \">=\""},
                      Case{"require a >=\nhint \"x\"\nb \"x\" 1", "missing_separator \"1\""},
                      Case{"a by", "missing_value \"by\""},
                      Case{"a b by until 2026-01-01", "missing_value \"by\""},
                      Case{"x { until 2026-01-01 }", "reserved_word \"until\""},
                      Case{"course as, b", "reserved_word \"as\""},
                      Case{"course in { }", "reserved_word \"in\""},
                      Case{"x { \"text\" }", "value_without_field \"\"text\"\""},
                      Case{"24 ects", "value_without_field \"24\""},
                      Case{"a { b } because \"x\"\nc", "after_block \"because\""},
                      Case{"x { { a 1 } b }", "block_without_field \"{\""},
                      Case{"require a not = b", "not_without_in \"not\""},
                      Case{"require a (b", "unclosed_parenthesis \"(\"", "require a (b)"},
                      Case{"require a.", "missing_name \".\""},
                      Case{"require a has b", "missing_operator \"has\""},
                      Case{"require f(a b c)", "missing_operator \"c\""},
                      Case{"x { , }", "unexpected_word \",\""},
                      Case{"a \"x\".length", "unexpected_word \".\""}));

INSTANTIATE_TEST_SUITE_P(
    Brackets, SyntaxSlip,
    ::testing::Values(Case{"require f(a = b\nhint \"x\"", "unclosed_parenthesis \"(\"",
                           "require f(a = b)\nhint \"x\""},
                      Case{"x { require f(a = b }\ny 1", "unclosed_parenthesis \"(\"",
                           "x { require f(a = b) }\ny 1"},
                      Case{"x {\n  require a in (b,\n    c\n  hint \"x\"\n  y f(z)\n}",
                           "unclosed_parenthesis \"(\"",
                           "x {\n  require a in (b,\n    c)\n  hint \"x\"\n  y f(z)\n}"},
                      Case{"a f(b; c 1", "unclosed_parenthesis \"(\"", "a f(b); c 1"},
                      Case{"a b)", "stray_parenthesis \")\"", "a b"},
                      Case{"x { ) }", "stray_parenthesis \")\"", "x {  }"},
                      Case{"x {\n  a 1\n}\n}\ny 2", "stray_brace \"}\"", "x {\n  a 1\n}\n\ny 2"},
                      Case{"x {\n  h { a 1 }\n  }\n  b 2\n}\n", "stray_brace \"}\"",
                           "x {\n  h { a 1 }\n  \n  b 2\n}\n"},
                      Case{"x {\n  h { a 1 } }\n  b 2\n}\n", "stray_brace \"}\"",
                           "x {\n  h { a 1 } \n  b 2\n}\n"},
                      Case{"x {\n  a 1\n", "unclosed_block \"1\"", "x {\n  a 1\n}\n"},
                      Case{"x {\n  o a {\n    t 1\n  o b {\n    t 2\n  }\n}\n",
                           "unclosed_block \"o\"",
                           "x {\n  o a {\n    t 1\n  }\n  o b {\n    t 2\n  }\n}\n"},
                      Case{"x {\n  a 1\n\ny {\n  b 2\n}\n", "unclosed_block \"y\"",
                           "x {\n  a 1\n}\n\ny {\n  b 2\n}\n"},
                      Case{"x {\n  h {\n    a 1\n}\ny 1\n", "unclosed_block \"}\"",
                           "x {\n  h {\n    a 1\n  }\n}\ny 1\n"}));

TEST(SyntaxSlips, ABlockIsNamedAndItsBeginningShown) {
  Diagnostics diagnostics;
  const std::string_view text = "programme x {\n  outcome solve {\n    text 1\n  credits 2\n}\n";
  parsed(text, diagnostics);
  ASSERT_EQ(diagnostics.reports().size(), 1U);
  const Report& report = diagnostics.reports()[0];
  EXPECT_EQ(rendered(report.message.arguments[0], Language::en), "`solve`");
  ASSERT_EQ(report.notes.size(), 1U);
  EXPECT_EQ(text.substr(report.notes[0].where.span.offset, 1), "{");
  EXPECT_EQ(report.notes[0].message.row, diag::opened_here.row);
}

TEST(SyntaxSlips, FiveSlipsEarnFiveMessages) {
  EXPECT_EQ(told("programme x {\n"
                 "  credits = 24 ects\n"
                 "  title et “A”\n"
                 "  begins 2026-02-30\n"
                 "  aim \"open\n"
                 "  hours { contact 24 h independent 80 h }\n"
                 "}\n"
                 "course y { credits 6 ects }\n"),
            "sign_after_field \"=\"\n"
            "wrong_quotes \"“\"\n"
            "impossible_day \"2026-02-30\"\n"
            "unclosed_text \"\"open\"\n"
            "missing_separator \"independent\"");
}

TEST(SyntaxSlips, OnlyTheInnermostMemberIsSpoilt) {
  EXPECT_EQ(spoilt("x { a 1\n b 2,\n c 3 { d = 4 } }"), (Words{"d"}));
  EXPECT_EQ(spoilt("x { a 1 2\n b { c 3 4; d 1 } }"), (Words{"a", "c"}));
  EXPECT_EQ(spoilt("x { h = 2 }\ny { }"), (Words{"h"}));
  EXPECT_EQ(spoilt("x { \"text\" }\ny { }"), (Words{"x"}));
  EXPECT_EQ(spoilt("a { b } by c\nd"), (Words{"file"}));
  EXPECT_EQ(spoilt("documents\n  a\n  b\nc"), (Words{"documents", "a", "b"}));
  EXPECT_EQ(spoilt("title et \"A\"\nen \"B\"\nc"), (Words{"title", "en"}));
  EXPECT_EQ(spoilt("x {\n  o a {\n    t 1\n  o b {\n    t 2\n  }\n}\n"), (Words{"o"}));
}

TEST(SyntaxSlips, WhatIsNotTextIsToldOnce) {
  EXPECT_EQ(told("title \"\xE4\xE4\xE4\"\nnote \"\xF5\""), "not_utf8 \"\xE4\"");
  EXPECT_EQ(spoilt("title \"\xE4\"\nnote \"a\""), (Words{"title"}));
  EXPECT_EQ(told(std::string_view("PK\0\0\0\0", 6)), "binary_file \"\"");
  EXPECT_EQ(told(std::string("a ") + std::string(1, '\xE4') + "b 1 2"),
            "not_utf8 \"\xE4\"\nmissing_separator \"2\"");
}

TEST(SyntaxSlips, NestingHasALimit) {
  std::string deep = "x ";
  for (size_t i = 0; i < limits::nesting; ++i) deep += '(';
  deep += 'a';
  for (size_t i = 0; i < limits::nesting; ++i) deep += ')';
  EXPECT_EQ(told(deep), "");
  const std::string good = "y { a 1 }\n";
  EXPECT_EQ(told(good + "x (" + deep.substr(2) + ")\n"), "nested_too_deep \"(\"");
  std::string blocks;
  for (size_t i = 0; i < limits::nesting; ++i) blocks += "a { ";
  for (size_t i = 0; i < limits::nesting; ++i) blocks += '}';
  EXPECT_EQ(told(blocks), "");
  EXPECT_EQ(told(good + "a { " + blocks + "}"), "nested_too_deep \"{\"");
}

TEST(SyntaxSlips, ManySlipsEndInAClosingMessage) {
  std::string text;
  for (size_t i = 0; i < 3 * limits::syntax_errors_per_file; ++i) text += "a 1 2\n";
  Diagnostics diagnostics;
  parsed(text, diagnostics);
  ASSERT_EQ(diagnostics.reports().size(), limits::syntax_errors_per_file + 1);
  EXPECT_EQ(diagnostics.reports().back().message.row, diag::too_many_errors.row);
}

TEST(SyntaxSlips, HugeAndHostileTextsEndSoon) {
  const auto repeated = [](std::string_view piece, size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += piece;
    return text;
  };
  constexpr size_t much = 1U << 18;
  for (const std::string_view piece : {"{",
                                       "}",
                                       "(",
                                       ")",
                                       "\"",
                                       "\"\n",
                                       "'",
                                       "“",
                                       "‚«",
                                       "a-",
                                       "a-a ",
                                       "/*",
                                       "\"\"\"\n\\",
                                       "1,",
                                       "1.1.",
                                       "a (;",
                                       "a(\n",
                                       "a {",
                                       "a {\n",
                                       "@#",
                                       "\\",
                                       "\xFF",
                                       "a b c ",
                                       "a\n",
                                       "a,\nb ",
                                       "- ",
                                       "[",
                                       "x \"a\n",
                                       "a { } } ",
                                       "until ",
                                       "\xC2\xA0",
                                       "a.",
                                       "\n  a\n    b",
                                       ":",
                                       "et \"a\"\nen \"b\"\n"}) {
    Diagnostics diagnostics;
    const std::string text = repeated(piece, much);
    EXPECT_EQ(testing::fault_of(parsed(text, diagnostics)), "") << piece;
    EXPECT_LE(diagnostics.reports().size(), limits::syntax_errors_per_file + 2) << piece;
  }
  Diagnostics diagnostics;
  parsed("a \"" + repeated("õõõõõõõõ", 17U << 20) + "\"", diagnostics);
  ASSERT_EQ(diagnostics.reports().size(), 1U);
  EXPECT_EQ(diagnostics.reports()[0].message.row, diag::too_long.row);
  Diagnostics large;
  parsed(repeated("{{{{{{{{", limits::source_bytes + 1), large);
  ASSERT_EQ(large.reports().size(), 1U);
  EXPECT_EQ(large.reports()[0].message.row, diag::file_too_large.row);
}

}  // namespace
}  // namespace kava
