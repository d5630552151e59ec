// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <llvm/Support/JSON.h>

#include "compiler/diagnostics/render_json.h"
#include "compiler/diagnostics/render_text.h"

namespace kava {
namespace {

/// Texts by name, and where a piece of one of them stands.
struct Texts {
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<Lines> lines;

  Texts(std::initializer_list<std::pair<std::string, std::string>> named) : files(named) {
    for (const auto& [path, text] : files) lines.emplace_back(text);
  }
  auto at(std::string_view piece, uint32_t file = 0) const -> Location {
    const auto offset = static_cast<uint32_t>(files[file].second.find(piece));
    return {{file}, {offset, static_cast<uint32_t>(piece.size())}};
  }
  auto lookup() const -> SourceLookup {
    return [this](SourceId id) { return SourceView{files[id.index].first, &lines[id.index]}; };
  }
  auto render(const Report& report, TextStyle style = {}) const -> std::string {
    std::string out;
    render_text(out, report, lookup(), style);
    return out;
  }
};

auto unclosed(Location where, std::string name) -> Report {
  return {message(diag::unclosed_block, Name{std::move(name)}), Severity::Error, where, {}, {}, {}};
}

auto unexpected(Location where, std::string name) -> Report {
  return {
      message(diag::unexpected_word, Name{std::move(name)}), Severity::Error, where, {}, {}, {}};
}

TEST(RenderText, ShowsPlaceLinesNotesAndDetails) {
  const Texts texts{{"a.kava", "programme rei {\n  credits  6 ects\n}\n"}};
  Report report = unclosed(texts.at("6 ects"), "rei");
  report.note(texts.at("rei"), message(diag::opened_here));
  report.detail(Detail::Kind::Clause, {{"en", "2.1"}, {"et", "2.1 (et)"}});
  report.detail(Detail::Kind::Working, {{"en", "4 + 1 = 5\n5 < 6"}});
  EXPECT_EQ(texts.render(report),
            "a.kava:2:12: error[K1002]: the block of `rei` is not closed\n"
            "    1 | programme rei {\n"
            "      |           --- opened here\n"
            "    2 |   credits  6 ects\n"
            "      |            ^^^^^^\n"
            "  clause   2.1\n"
            "  working  4 + 1 = 5\n"
            "           5 < 6\n"
            "  help     add `}`\n"
            "  more     kava explain K1002\n");
}

TEST(RenderText, SpeaksEstonian) {
  const Texts texts{{"a.kava", "programme rei {\n"}};
  Report report = unclosed(texts.at("rei"), "rei");
  report.detail(Detail::Kind::Clause, {{"en", "2.1"}});
  EXPECT_EQ(texts.render(report, {Language::et, false}),
            "a.kava:1:11: viga[K1002]: ploki `rei` lõpp puudub\n"
            "    1 | programme rei {\n"
            "      |           ^^^\n"
            "  punkt        2.1\n"
            "  abi          lisa `}`\n"
            "  lisaks       kava explain K1002\n");
}

TEST(RenderText, PutsANoteBesideTheMistakeWhereItFits) {
  const Texts texts{{"a.kava", "a bb ccc\n"}};
  Report report = unexpected(texts.at("a"), "a");
  report.note(texts.at("ccc"), message(diag::opened_here));
  report.note(texts.at("bb"), message(diag::opened_here));
  EXPECT_EQ(texts.render(report),
            "a.kava:1:1: error[K1001]: `a` is not expected here\n"
            "    1 | a bb ccc\n"
            "      | ^ -- opened here\n"
            "      |      --- opened here\n"
            "  more     kava explain K1001\n");
}

TEST(RenderText, GivesNotesInOtherFilesTheirOwnPlace) {
  const Texts texts{{"a.kava", "a\n"}, {"b.kava", "\n  b\n"}};
  Report report = unexpected(texts.at("a"), "a");
  report.note(texts.at("b", 1), message(diag::opened_here));
  EXPECT_EQ(texts.render(report),
            "a.kava:1:1: error[K1001]: `a` is not expected here\n"
            "    1 | a\n"
            "      | ^\n"
            "b.kava:2:3: note: opened here\n"
            "    2 |   b\n"
            "      |   -\n"
            "  more     kava explain K1001\n");
}

TEST(RenderText, CountsCharactersAndExpandsTabs) {
  const Texts texts{{"a.kava", "\tõe\u0301\t漢字 x\n"}};
  EXPECT_EQ(texts.render(unexpected(texts.at("x"), "x")),
            "a.kava:1:9: error[K1001]: `x` is not expected here\n"
            "    1 |     õe\u0301  漢字 x\n"
            "      |              ^\n"
            "  more     kava explain K1001\n");
}

TEST(RenderText, DoesNotObeyEscapeSequences) {
  const Texts texts{{"a\033[2J.kava", "\033[31m\u202E x \xFF\n"}};
  EXPECT_EQ(texts.render(unexpected(texts.at("x"), "\033]0;title\n")),
            "a\uFFFD[2J.kava:1:8: error[K1001]: `\uFFFD]0;title ` is not expected here\n"
            "    1 | \uFFFD[31m\uFFFD x \uFFFD\n"
            "      |        ^\n"
            "  more     kava explain K1001\n");
}

TEST(RenderText, CutsALongLineAroundItsMark) {
  const std::string line = std::string(5'000'000, 'a') + " here " + std::string(5'000'000, 'b');
  const Texts texts{{"a.kava", line}};
  const std::string text = texts.render(unexpected(texts.at("here"), "here"));
  EXPECT_LT(text.size(), 600U);
  EXPECT_NE(text.find("a.kava:1:5000002: error"), std::string::npos);
  EXPECT_NE(text.find("    1 | …aaaa"), std::string::npos);
  EXPECT_NE(text.find("bbb…\n      | " + std::string(49, ' ') + "^^^^\n"), std::string::npos);
}

TEST(RenderText, PointsAtTheEndOfTheText) {
  const Texts texts{{"a.kava", "a {\n"}};
  const std::string text = texts.render(unclosed({{0}, {4, 0}}, "a"));
  EXPECT_NE(text.find("a.kava:2:1: "), std::string::npos);
  EXPECT_NE(text.find("    2 |\n      | ^\n"), std::string::npos);
}

TEST(RenderText, NamesTheFileAloneWhenItsTextIsNotAtHand) {
  const SourceLookup lookup = [](SourceId) { return SourceView{"gone.kava", nullptr}; };
  std::string out;
  const Report report{message(diag::no_such_file), Severity::Error, {{0}, {}}, {}, {}, {}};
  render_text(out, report, lookup, {});
  EXPECT_EQ(out.substr(0, out.find('\n')),
            "gone.kava: error[K1101]: there is no such file or folder");
}

TEST(RenderText, TellsWhatAnEditWouldDo) {
  const Texts texts{{"a.kava", "creditz\n"}};
  Report report = unexpected(texts.at("creditz"), "creditz");
  report.edit(texts.at("creditz"), "credits");
  EXPECT_NE(texts.render(report).find("  help     write `credits` instead\n"), std::string::npos);
}

TEST(RenderText, ColoursOnlyWhenAsked) {
  const Texts texts{{"a.kava", "a\n"}};
  const Report report = unexpected(texts.at("a"), "a");
  EXPECT_EQ(texts.render(report).find('\033'), std::string::npos);
  EXPECT_NE(texts.render(report, {Language::en, true}).find("\033[1;31merror[K1001]\033[0m"),
            std::string::npos);
}

TEST(Summary, Counts) {
  EXPECT_EQ(summary_text({2, 0, 1, 3}, Language::en), "2 errors, 1 hint in 3 files");
  EXPECT_EQ(summary_text({2, 1, 0, 1}, Language::et), "2 viga, 1 hoiatus 1 failis");
  EXPECT_EQ(summary_text({0, 0, 0, 1}, Language::en), "nothing to report in 1 file");
}

TEST(RenderJson, IsJsonWithEverythingInIt) {
  const Texts texts{{"a.kava", "é \"x\" {\n}"}};
  Report report = unclosed(texts.at("\"x\""), "\xFF<\"");
  report.note(texts.at("{"), message(diag::opened_here));
  report.edit({{0}, {0, 0}}, "}");
  report.detail(Detail::Kind::Clause, {{"en", "2.1"}});
  std::string out;
  JsonDiagnostics json(RenderOptions{});
  json.begin(out);
  json.add(out, report, texts.lookup());
  json.add(out, report, texts.lookup());
  json.end(out, {{2, 0, 0, 1}, 1});
  auto parsed = llvm::json::parse(out);
  ASSERT_TRUE(static_cast<bool>(parsed));
  const llvm::json::Object& root = *parsed->getAsObject();
  EXPECT_EQ(root.getInteger("version"), 1);
  const llvm::json::Array& all = *root.getArray("diagnostics");
  ASSERT_EQ(all.size(), 2U);
  const llvm::json::Object& first = *all[0].getAsObject();
  EXPECT_EQ(first.getString("code"), "K1002");
  EXPECT_EQ(first.getString("severity"), "error");
  EXPECT_EQ(first.getString("file"), "a.kava");
  const llvm::json::Object& start = *first.getObject("range")->getObject("start");
  EXPECT_EQ(start.getInteger("line"), 1);
  EXPECT_EQ(start.getInteger("column"), 3);
  EXPECT_EQ(start.getInteger("offset"), 3);
  EXPECT_EQ(*(*first.getArray("clauses"))[0].getAsString(), "2.1");
  EXPECT_EQ(*(*first.getArray("help"))[0].getAsString(), "add `}`");
  EXPECT_EQ(first.getArray("edits")->size(), 1U);
}

}  // namespace
}  // namespace kava
