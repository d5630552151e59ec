// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/page.h"

#include <algorithm>

namespace kava {
namespace {

/// Takes a line off the front, without its end.
auto take_line(std::string_view& rest) -> std::string_view {
  const size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

}  // namespace

auto open_words(std::string_view words) -> std::string {
  std::string result;
  for (size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    if (c != '{' && c != '}') {
      result += c;
    } else if (i + 1 < words.size() && words[i + 1] == c) {
      result += words[i++];
    } else if (c == '{') {
      result += "…";
      i += 2;
    }
  }
  return result;
}

auto without_fences(std::string_view page) -> std::string {
  std::string out;
  bool in_example = false;
  while (!page.empty()) {
    const std::string_view line = take_line(page);
    if (line.starts_with("```")) {
      in_example = !in_example;
      out += '\n';
      continue;
    }
    if (in_example && !line.empty()) out += "    ";
    (out += line) += '\n';
  }
  return out;
}

auto first_paragraph(std::string_view page) -> std::string {
  std::string out;
  while (!page.empty()) {
    const std::string_view line = take_line(page);
    if (line.starts_with("```") || (line.empty() && !out.empty())) break;
    if (!out.empty()) out += ' ';
    out += line;
  }
  return out;
}

}  // namespace kava
