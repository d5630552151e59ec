// SPDX-License-Identifier: Apache-2.0
// The promises of the formatter, on generated definitions that were mangled: what it writes has the
// same tokens and comments, and formatting it again changes nothing.
#include "compiler/format/format.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/syntax/lexer.h"
#include "compiler/syntax/parse.h"
#include "tests/unit/same_model.h"

namespace kava {
namespace {

auto formatted(std::string_view text) -> std::optional<std::string> {
  Diagnostics diagnostics;
  const SyntaxTree tree = parse(Source{SourceId{0}, "test.kava", "", text}, diagnostics);
  if (diagnostics.count(Severity::Error) > 0) return std::nullopt;
  return format(tree).text;
}

/// Replaces `before` by `after` as a difference says; empty if it does not fit.
auto applied(std::string_view before, const Formatted& after) -> std::string {
  std::string out;
  uint32_t at = 0;
  for (const Replacement& r : after.replacements) {
    out += before.substr(at, r.before.offset - at);
    if (out.size() != r.after.offset) return "(a replacement is out of place)";
    out += std::string_view(after.text).substr(r.after.offset, r.after.length);
    at = r.before.end();
  }
  return out + std::string(before.substr(at));
}

/// Always the same numbers.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 2 + 1) {}
  auto below(uint32_t count) -> uint32_t {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<uint32_t>(state_ >> 33) % count;
  }

 private:
  uint64_t state_;
};

/// A gap between two tokens that means the same to the lexer, or (rarely) nearly so.
auto mangled_gap(std::string_view gap, TokenKind before, TokenKind after, Dice& dice)
    -> std::string {
  const bool has_line = gap.find_first_of("\r\n") != std::string_view::npos;
  static const char* const comments[] = {" // a remark  ", "  //x", "/* in */",
                                         "/* two\n   lines */", "///doc"};
  std::string out(gap);
  // A line break before a name would end the member.
  const bool may_break = before == TokenKind::Comma || after == TokenKind::String ||
                         after == TokenKind::RightBrace || after == TokenKind::LeftBrace;
  if (!has_line && !may_break) return dice.below(4) == 0 ? out + comments[2] + " " : out + " ";
  switch (dice.below(has_line ? 8 : 24)) {
    case 0: return has_line ? "\r\n" : out + " ";
    case 1: return has_line ? "\n\n\n\t" : out + "\t ";
    case 2: return has_line ? "\n            " : out;
    case 3: return has_line ? ";\n" : "\n  ";
    case 4:
      if (has_line) return std::string(comments[dice.below(5)]) + "\n" + out;
      return out + comments[2] + " ";
    case 5: return out + comments[dice.below(5)] + "\n ";
    case 6:
      return has_line && before != TokenKind::LeftBrace && after != TokenKind::RightBrace ? "; "
                                                                                          : out;
    default: return out;
  }
}

auto mangled(std::string_view text, uint64_t seed) -> std::string {
  Dice dice(seed);
  const uint32_t one_in = 2U << dice.below(5);
  Lexed lexed;
  lex(text, Terminators::Insert, lexed);
  std::string out;
  size_t at = 0;
  TokenKind before = TokenKind::EndOfFile;
  for (const Token& token : lexed.tokens) {
    const auto kind = static_cast<TokenKind>(token.kind);
    if (token.length == 0 && kind == TokenKind::End) continue;
    const std::string_view gap = text.substr(at, token.offset - at);
    // Comments in the gap stay as they are.
    const bool plain = gap.find_first_not_of(" \t\r\n") == std::string_view::npos;
    out += dice.below(one_in) == 0 && plain && kind != TokenKind::Dot && before != TokenKind::Dot
               ? mangled_gap(gap, before, kind, dice)
               : std::string(gap);
    out += text.substr(token.offset, token.length);
    at = token.offset + token.length;
    before = kind;
  }
  return out + std::string(text.substr(at));
}

auto read(const std::filesystem::path& path) -> std::string {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

auto definitions(const std::filesystem::path& folder) -> std::vector<std::string> {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".kava")
      paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const auto& path : paths) texts.push_back(read(path));
  return texts;
}

/// True if the text could be formatted, which is then checked.
auto keeps_promises(const std::string& text) -> bool {
  Diagnostics diagnostics;
  const SyntaxTree tree = parse(Source{SourceId{0}, "test.kava", "", text}, diagnostics);
  if (diagnostics.count(Severity::Error) > 0) return false;
  const Formatted once = format(tree, Replacements::List);
  EXPECT_TRUE(same_content(text, once.text)) << text;
  const auto twice = formatted(once.text);
  EXPECT_TRUE(twice.has_value()) << text;
  EXPECT_EQ(once.text, twice.value_or("")) << text;
  EXPECT_EQ(applied(text, once), once.text) << text;
  EXPECT_EQ(meaning_of(text), meaning_of(once.text)) << text;
  EXPECT_EQ(once.text.find('\r'), std::string::npos) << text;
  return true;
}

TEST(Format, WritesTheSameTokensAndChangesNothingTheSecondTime) {
  const char* const folder = std::getenv("KAVA_DEFINITIONS");
  if (!folder) GTEST_SKIP() << "KAVA_DEFINITIONS names a folder of definitions";
  size_t good = 0, total = 0;
  for (const std::string& text : definitions(folder)) {
    keeps_promises(text);
    for (const uint64_t round : {1, 2}) {
      good += keeps_promises(mangled(text, total * 2 + round));
    }
    ++total;
    if (::testing::Test::HasFailure()) break;
  }
  EXPECT_GE(total, 1U);
  EXPECT_GT(good, total) << "mangling breaks too much";
}

/// Not a test of speed, which depends on the machine: prints it for `--gtest_filter=Format.Speed`.
TEST(Format, Speed) {
  const char* const folder = std::getenv("KAVA_DEFINITIONS");
  if (!folder) GTEST_SKIP() << "KAVA_DEFINITIONS names a folder of definitions";
  const std::vector<std::string> texts = definitions(folder);
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    size_t bytes = 0;
    const std::clock_t begin = std::clock();
    for (const std::string& text : texts) {
      bytes += text.size();
      const auto result = formatted(text);
      if (result && result->empty()) FAIL();
    }
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    best = std::max(best, static_cast<double>(bytes) / 1e6 / seconds);
  }
  std::printf("parsed and formatted: %.0f MB/s\n", best);
}

TEST(Format, TellsMeaningsApart) {
  EXPECT_EQ(meaning_of("a x { credits 1 ects; title en \"y\" }"),
            meaning_of("a x {\n  credits 1 ects\n  title en \"y\"\n}\n"));
  EXPECT_NE(meaning_of("a x { credits 1 ects }"), meaning_of("a x { credits 2 ects }"));
  EXPECT_NE(meaning_of("a x { require 1 + 2 * 3 = 7 }"),
            meaning_of("a x { require (1 + 2) * 3 = 7 }"));
  EXPECT_NE(meaning_of("a x { title en \"y\" }"), meaning_of("a x { title et \"y\" }"));
}

TEST(Format, NoticesWhatChangesTheContent) {
  EXPECT_TRUE(same_content("a 1; b 2", "a 1\nb 2\n"));
  EXPECT_TRUE(same_content("a 1 // x \r\n", "a 1  // x\n"));
  EXPECT_FALSE(same_content("a 1\nb 2", "a 1 b 2"));
  EXPECT_FALSE(same_content("a 1 // x", "a 1"));
  EXPECT_FALSE(same_content("a 1 /* x */ /* y */", "a 1 /* y */ /* x */"));
  EXPECT_FALSE(same_content("a /* x */ 1", "/* x */ a 1"));
  EXPECT_FALSE(same_content("a \"x\"", "a \"y\""));
  EXPECT_FALSE(same_content("a\nb\nc d", "a\nb c\nd"));
}

}  // namespace
}  // namespace kava
