// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "compiler/model/model.h"

namespace kava {

/// One thing that must hold: at least one of these courses is taken.
struct Requirement {
  std::vector<ObjectId> courses;
  bool together = false;  ///< From `corequires`: in the same semester or earlier.
  Location where;         ///< The value that says so.
};

/// What a course or programme `requires` and `corequires` of courses, as a list of which all must
/// hold: `all of a, b` gives two, `any of a, b` one. What can be met outside the programme (a text,
/// a programme, an assessment among the alternatives) and what is unknown is left out.
auto requirements_of(const Thing& thing) -> std::vector<Requirement>;

/// Things that it requires without an alternative, courses and programmes alike, each with the
/// place that says so.
struct Requires {
  ObjectId thing;
  Location where;
};
auto hard_requirements_of(const Thing& thing) -> std::vector<Requires>;

}  // namespace kava
