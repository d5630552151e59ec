// SPDX-License-Identifier: Apache-2.0
//
// kava-simdjson-pass DIR: reads every .json file under DIR, parses it with simdjson and visits
// every value once. The yardstick of the benchmark: what a program must do that only reads the same
// data.

#include <simdjson.h>

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <vector>

namespace {

struct Totals {
  std::size_t files = 0;
  std::size_t bytes = 0;
  std::size_t values = 0;
  std::size_t text = 0;
};

void visit(const simdjson::dom::element& element, Totals& totals) {
  ++totals.values;
  switch (element.type()) {
    case simdjson::dom::element_type::ARRAY:
      for (const auto item : simdjson::dom::array(element)) visit(item, totals);
      break;
    case simdjson::dom::element_type::OBJECT:
      for (const auto member : simdjson::dom::object(element)) {
        totals.text += member.key.size();
        visit(member.value, totals);
      }
      break;
    case simdjson::dom::element_type::STRING: totals.text += element.get_string_length(); break;
    default: break;
  }
}

std::vector<std::filesystem::path> json_files(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  return files;
}

bool pass(const char* folder, Totals& totals) {
  simdjson::dom::parser parser;
  for (const auto& path : json_files(folder)) {
    simdjson::padded_string text;
    if (simdjson::padded_string::load(path.string()).get(text)) return false;
    simdjson::dom::element root;
    if (parser.parse(text).get(root)) return false;
    ++totals.files;
    totals.bytes += text.size();
    visit(root, totals);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: kava-simdjson-pass DIR\n");
    return 2;
  }
  Totals totals;
  if (!pass(argv[1], totals)) {
    std::fprintf(stderr, "kava-simdjson-pass: a file cannot be read or is not JSON\n");
    return 1;
  }
  std::printf("%zu files, %zu bytes, %zu values, %zu bytes of text\n", totals.files, totals.bytes,
              totals.values, totals.text);
  return 0;
}
