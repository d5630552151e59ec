// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "compiler/driver/library.h"
#include "compiler/pipeline.h"

namespace kava {
namespace {

/// What a field is declared with is read before the words of its file have their numbers. Where a
/// block stands that has no business there, it must be looked for in that file, not in the first:
/// there it would be another object, or none. A sanitizer sees it, and so does who reads the label.
TEST(ExtendSchema, LooksForBlocksInTheirOwnFile) {
  Diagnostics diagnostics;
  std::vector<Unit> units;
  units.push_back(compile_unit({SourceId{0}, "first.kava", "", "person anna { }"}, diagnostics));
  units.push_back(compile_unit({SourceId{1}, "second.kava", "",
                                "person b { }\nperson c { }\nperson d { }\n"
                                "field shoe_size on programme { type text; label \"Aim\" { } }\n"},
                               diagnostics));
  const Model model = link(std::move(units), library(), LinkOptions(), one_by_one, diagnostics);
  const Word word = model.schema.word("shoe_size");
  const Field* const field = model.schema.field(Word::programme, word);
  ASSERT_NE(field, nullptr);
  ASSERT_NE(field->declaration, nullptr);
  ASSERT_EQ(field->declaration->labels.size(), 1U);
  EXPECT_EQ(field->declaration->labels.front().second, "Aim");
}

}  // namespace
}  // namespace kava
