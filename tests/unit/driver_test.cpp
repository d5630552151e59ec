// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "compiler/driver/declared_names.h"
#include "compiler/driver/inputs.h"
#include "compiler/driver/options.h"
#include "compiler/driver/outputs.h"
#include "compiler/driver/sources.h"
#include "compiler/driver/threads.h"

namespace kava {
namespace {

namespace fs = std::filesystem;

/// An empty folder that goes with the test.
struct Folder {
  fs::path path;
  Folder() : path(fs::temp_directory_path() / "kava-driver-test-XXXXXX") {
    std::string name = path.string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  auto write(const std::string& name, std::string_view text) const -> std::string {
    const fs::path file = path / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
};

auto names(std::string_view text) -> std::vector<std::string> {
  DeclaredNames declared(text);
  std::vector<std::string> result;
  for (auto name = declared.next(); !name.empty(); name = declared.next())
    result.emplace_back(name);
  return result;
}

using Names = std::vector<std::string>;

TEST(DeclaredNames, AreThoseOfTheTopLevel) {
  EXPECT_EQ(
      names("use estonia.ut\nprogramme rei under ut.x {\n  course inner { }\n}\ncourse a { }"),
      (Names{"rei", "a"}));
  EXPECT_EQ(names("course õpe { } course b { }; course c"), (Names{"õpe", "b", "c"}));
  EXPECT_EQ(names("\xEF\xBB\xBF"), Names{});
}

TEST(DeclaredNames, AreNotFoundInTextsAndComments) {
  EXPECT_EQ(names("// course a { }\n/* course b { } */\ncourse c { title \"} course d {\" }"),
            Names{"c"});
  EXPECT_EQ(names("word_list w { a \"\"\"}\ncourse x { }\n\"\"\" }\ncourse y { title \"\\\"}\" }"),
            (Names{"w", "y"}));
}

TEST(DeclaredNames, SurviveWhatIsWrong) {
  EXPECT_EQ(names("course a {"), Names{"a"});
  EXPECT_EQ(names("}} course b {"), Names{"b"});
  EXPECT_EQ(names("course \"x"), Names{});
  EXPECT_EQ(names("/*"), Names{});
}

auto read(std::vector<std::string_view> arguments) -> std::variant<Options, std::string> {
  return read_options(*find_command("build"), arguments, {});
}

TEST(Options, AreReadInEveryWayOfWriting) {
  const auto read_all = read({"-oout", "a.kava", "--lang=et", "--threads", "3", "--as-of",
                              "2026-09-01", "--emit=json,elm", "--", "--werror", "-"});
  const auto& options = std::get<Options>(read_all);
  EXPECT_EQ(options.operands, (Names{"a.kava", "--werror", "-"}));
  EXPECT_EQ(options.output, "out");
  EXPECT_EQ(options.language, Language::et);
  EXPECT_EQ(options.threads, 3U);
  EXPECT_EQ(options.as_of->text(), "2026-09-01");
  EXPECT_EQ(options.emit, (Names{"json", "elm"}));
  EXPECT_FALSE(options.werror);
}

TEST(Options, SayWhatIsWrong) {
  const auto fault = [](std::vector<std::string_view> arguments) {
    return std::get<std::string>(read(std::move(arguments)));
  };
  EXPECT_EQ(fault({"--wereror"}), "`build` has no option `--wereror`; did you mean `--werror`?");
  EXPECT_EQ(fault({"-x"}), "`build` has no option `-x`");
  EXPECT_EQ(fault({"--lang"}), "`--lang` wants a value: en|et");
  EXPECT_EQ(fault({"--lang", "fi"}), "`--lang` cannot be `fi`: it wants en|et");
  EXPECT_EQ(fault({"--threads", "0"}), "`--threads` cannot be `0`: it wants N");
  EXPECT_EQ(fault({"--as-of=2026-02-30"}), "`--as-of` cannot be `2026-02-30`: it wants DATE");
  EXPECT_EQ(fault({"--werror=yes"}), "`--werror` takes no value");
}

TEST(Inputs, ModulesFollowTheCatalogue) {
  const Folder folder;
  folder.write("c/catalogue.kava", "");
  folder.write("c/web-design/2026/a.kava", "");
  folder.write("lone/b.kava", "");
  const std::vector<std::string> whole{folder.path.string()};
  const std::vector<InputGroup> groups = find_inputs(whole);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].files[0].module, "");
  EXPECT_EQ(groups[0].files[1].module, "web_design.2026");
  EXPECT_TRUE(groups[0].complete);
  EXPECT_EQ(groups[1].files[0].module, "");
  // The same name when only that file is given.
  const std::vector<std::string> one{(folder.path / "c/web-design/2026/a.kava").string()};
  const std::vector<InputGroup> single = find_inputs(one);
  EXPECT_EQ(single[0].files[0].module, "web_design.2026");
  EXPECT_EQ(single[0].folder, groups[0].folder);
  EXPECT_FALSE(single[0].complete);
  EXPECT_EQ(module_folder(single[0].folder, "web_design.2026"),
            single[0].folder + "/web-design/2026");
}

TEST(Sources, ShowNoLineOfAFileThatHasChanged) {
  const Folder folder;
  const std::string path = folder.write("a.kava", "one\n");
  Buffer buffer;
  Stamp stamp;
  ASSERT_FALSE(read_file(path, buffer, stamp));
  Sources sources;
  sources.add_file(path, stamp);
  sources.add_file(path, Stamp{5, 0, 0});
  EXPECT_NE(sources.view({0}).lines, nullptr);
  EXPECT_EQ(sources.view({1}).lines, nullptr);
  EXPECT_EQ(sources.view({1}).lines, nullptr);
  EXPECT_EQ(sources.take_changed(), Names{path});
}

TEST(Outputs, ChangeAllAtOnceOrNotAtAll) {
  const Folder folder;
  const std::string old = folder.write("out/json/a.json", "old");
  {
    Outputs outputs((folder.path / "out").string());
    ASSERT_FALSE(outputs.prepare());
    ASSERT_FALSE(outputs.write("json/a.json", "new"));
  }
  std::string text;
  std::ifstream(old) >> text;
  EXPECT_EQ(text, "old");
  {
    Outputs outputs((folder.path / "out/").string());
    ASSERT_FALSE(outputs.prepare());
    ASSERT_FALSE(outputs.write("json/a.json", "new"));
    ASSERT_FALSE(outputs.write("elm/deep/b.xml", "b"));
    ASSERT_FALSE(outputs.publish({"json/a.json", "elm/deep/b.xml"}));
  }
  std::ifstream(old) >> text;
  EXPECT_EQ(text, "new");
  EXPECT_TRUE(fs::exists(folder.path / "out/elm/deep/b.xml"));
  // Nothing else is left behind.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path / "out"), {}), 2);
}

TEST(Outputs, LeaveAFolderThatIsThereAsItIs) {
  const Folder folder;
  folder.write("elsewhere/other", "");
  fs::create_directories(folder.path / "out/json");
  fs::permissions(folder.path / "out/json", fs::perms::owner_all);
  fs::create_directory_symlink("../elsewhere", folder.path / "out/elm");
  {
    Outputs outputs((folder.path / "out").string());
    ASSERT_FALSE(outputs.prepare());
    ASSERT_FALSE(outputs.write("json/a.json", "a"));
    ASSERT_FALSE(outputs.write("elm/b.xml", "b"));
    ASSERT_FALSE(outputs.write("c.txt", "c"));
    ASSERT_FALSE(outputs.publish({"json/a.json", "elm/b.xml", "c.txt"}));
  }
  EXPECT_EQ(fs::status(folder.path / "out/json").permissions(), fs::perms::owner_all);
  EXPECT_TRUE(fs::exists(folder.path / "out/json/a.json"));
  EXPECT_TRUE(fs::is_symlink(folder.path / "out/elm"));
  EXPECT_TRUE(fs::exists(folder.path / "elsewhere/b.xml"));
  EXPECT_TRUE(fs::exists(folder.path / "elsewhere/other"));
  EXPECT_TRUE(fs::exists(folder.path / "out/c.txt"));
}

TEST(Outputs, SayWhyNothingCanBeWritten) {
  const Folder folder;
  Outputs outputs(folder.write("file", ""));
  const auto fault = outputs.prepare();
  ASSERT_TRUE(fault);
  EXPECT_EQ(in_language(fault->reason, Language::en), "it is not a folder");
}

TEST(Threads, DoEverythingOnceAlsoWorkInsideOfWork) {
  for (const unsigned count : {1U, 2U, 8U}) {
    Threads threads(count);
    std::vector<std::atomic<int>> done(1000);
    threads.run(10, [&](size_t i) { threads.run(100, [&](size_t j) { ++done[i * 100 + j]; }); });
    for (const auto& times : done) EXPECT_EQ(times, 1);
  }
}

}  // namespace
}  // namespace kava
