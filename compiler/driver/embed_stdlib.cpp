// SPDX-License-Identifier: Apache-2.0
//
// kava-embed library OUT.cpp ROOT FILE…   defines kava::library(): the files of stdlib/
// kava-embed pages   OUT.cpp FILE…        defines kava::pages(): the pages of docs/diagnostics/
//
// Runs on the machine that builds. Files of stdlib/ travel compiled, too: one with mistakes as text
// only, so that `kava check` can still tell of them.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "compiler/model/unit_image.h"
#include "compiler/pipeline.h"

namespace {

// gcc reads a long literal quickly and many short ones slowly, but the standard promises only 64
// KiB.
constexpr size_t longest_literal = 16U << 10;

auto read(const std::string& path, std::string& text) -> bool {
  std::ifstream file(path, std::ios::binary);
  text.assign(std::istreambuf_iterator<char>(file), {});
  return file.good() || file.eof();
}

/// The text as C++ literals, one after another.
auto literals(std::string_view text) -> std::string {
  constexpr char digits[] = "01234567";
  std::string result = "\"";
  size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      result += "\\n";
    } else if (c == '"' || c == '\\' || c == '?') {
      result += {'\\', c};
    } else if (byte >= 0x20 && byte < 0x7F) {
      result += c;
    } else {
      // Octal escapes end after three digits, whatever follows.
      result += {'\\', digits[byte >> 6U], digits[(byte >> 3U) & 7U], digits[byte & 7U]};
    }
    if (++length % longest_literal == 0) result += "\"\n    \"";
  }
  return result + "\"";
}

/// A string_view with its length, so that nothing is counted when the program starts.
auto view(std::string_view text) -> std::string {
  return "{" + literals(text) + ", " + std::to_string(text.size()) + "}";
}

/// `estonia.taltech` for `ROOT/estonia/taltech/roles.kava`.
auto module_name(const std::filesystem::path& root, const std::filesystem::path& file)
    -> std::string {
  std::string result = file.parent_path().lexically_relative(root).generic_string();
  std::replace(result.begin(), result.end(), '/', '.');
  return result == "." ? "" : result;
}

/// The last two columns of the table: what a file is loaded for, and its image if it has no
/// mistake.
auto compiled(const std::string& path, const std::string& module, const std::string& text)
    -> std::string {
  kava::Diagnostics diagnostics;
  const kava::Unit unit = kava::compile_unit({{}, path, module, text}, diagnostics);
  const bool sound = diagnostics.reports().empty();
  return view(kava::names_of(unit)) + ",\n     " +
         view(sound ? kava::image_of(unit) : std::string());
}

constexpr char head[] =
    "// Written by kava-embed.\n"
    "#include \"compiler/driver/library.h\"\n\n"
    "namespace kava {\nnamespace {\n\n";

auto library_source(const std::string& root, const std::vector<std::string>& files) -> std::string {
  std::string result = head;
  result += "constexpr LibraryFile files[] = {\n    {},\n";
  for (const std::string& file : files) {
    std::string text;
    if (!read(file, text)) return {};
    const std::string path =
        "stdlib/" + std::filesystem::path(file).lexically_relative(root).generic_string();
    const std::string module = module_name(root, file);
    result += "    {" + view(path) + ",\n     " + view(module) + ",\n     " + view(text) +
              ",\n     " + compiled(path, module, text) + "},\n";
  }
  // The empty first row keeps the array legal when there are no files.
  return result +
         "};\n\n}  // namespace\n\n"
         "auto library() -> Library { return Library(files).subspan(1); }\n\n"
         "}  // namespace kava\n";
}

auto pages_source(const std::vector<std::string>& files) -> std::string {
  std::string result = head;
  result += "constexpr Page all[] = {\n    {},\n";
  for (const std::string& file : files) {
    std::string text;
    if (!read(file, text)) return {};
    result += "    {" + view(std::filesystem::path(file).stem().string()) + ",\n     " +
              view(text) + "},\n";
  }
  return result +
         "};\n\n}  // namespace\n\n"
         "auto pages() -> std::span<const Page> { return std::span<const Page>(all).subspan(1); "
         "}\n\n"
         "}  // namespace kava\n";
}

auto fail(const std::string& what) -> int {
  std::fprintf(stderr, "kava-embed: %s\n", what.c_str());
  return 2;
}

}  // namespace

auto main(int argc, char** argv) -> int {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool is_library = arguments.size() >= 3 && arguments[0] == "library";
  const bool is_pages = arguments.size() >= 2 && arguments[0] == "pages";
  if (!is_library && !is_pages) return fail("library OUT.cpp ROOT FILE…, or pages OUT.cpp FILE…");
  std::vector<std::string> files(arguments.begin() + (is_library ? 3 : 2), arguments.end());
  std::sort(files.begin(), files.end());
  const std::string source = is_library ? library_source(arguments[2], files) : pages_source(files);
  if (source.empty()) return fail("a file cannot be read");
  std::ofstream out(arguments[1], std::ios::binary | std::ios::trunc);
  out << source;
  out.close();
  return out ? 0 : fail(arguments[1] + " cannot be written");
}
