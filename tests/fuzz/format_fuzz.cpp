// SPDX-License-Identifier: Apache-2.0
// A file without syntax errors keeps its tokens, comments and meaning when it is formatted, has no
// errors afterwards either, and formatting it again changes nothing.
#include <cstdlib>
#include <string_view>

#include "compiler/format/format.h"
#include "compiler/syntax/parse.h"
#include "tests/unit/same_model.h"

namespace {

using namespace kava;

void require(bool holds) {
  if (!holds) std::abort();
}

auto read(std::string_view text, Diagnostics& diagnostics) -> SyntaxTree {
  return parse(Source{SourceId{0}, "fuzz.kava", "", text}, diagnostics);
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) -> int {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.find('\0') != text.npos) return 0;
  Diagnostics diagnostics;
  const SyntaxTree tree = read(text, diagnostics);
  if (diagnostics.count(Severity::Error) > 0) return 0;
  const Formatted once = format(tree, Replacements::List);
  require(same_content(text, once.text));
  require(meaning_of(text) == meaning_of(once.text));
  require(unified_diff(text, once, "fuzz.kava").empty() == (text == once.text));
  Diagnostics again;
  const SyntaxTree second = read(once.text, again);
  require(again.count(Severity::Error) == 0);
  require(format(second).text == once.text);
  return 0;
}
