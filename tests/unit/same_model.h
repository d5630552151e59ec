// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "compiler/model/unit_image.h"
#include "compiler/pipeline.h"

namespace kava {

/// What a text means: everything that is compiled of it but the places where it stands. Two texts
/// with the same meaning give the same model.
inline auto meaning_of(std::string_view text) -> std::string {
  Diagnostics ignored;
  Unit unit = compile_unit({SourceId{0}, "test.kava", "", text}, ignored);
  for (Object& object : unit.objects) object.span = object.name_span = {};
  for (Value& entry : unit.entries) entry.span = {};
  for (Value& item : unit.items) item.span = {};
  for (ExpressionNode& node : unit.expressions) node.span = {};
  std::ranges::fill(unit.word_offsets, 0);
  return image_of(unit);
}

}  // namespace kava
