// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/model/unit.h"

namespace kava {

/// One file of the standard library, as embedded in the binary.
struct LibraryFile {
  std::string_view path;    ///< `stdlib/common/mode.kava`
  std::string_view module;  ///< `common`
  std::string_view text;
  /// Names of the top-level declarations, separated by blanks: what the file is loaded for.
  std::string_view names;
};
using Library = std::span<const LibraryFile>;

/// The module that every file sees without `use`.
inline constexpr std::string_view common_module = "common";

/// The word list that the wording of outcomes is compared with: needed where there is an outcome.
inline constexpr std::string_view weak_verbs_list = "weak_outcome_verbs";

/// Adds to `units` the library files that they need, and those that these need, until nothing is
/// missing: a file is needed when a name it declares is mentioned and its module is `common` or is
/// mentioned too. With `whole_modules` every file of a mentioned module is needed (forms are found
/// by what they are for, not by name).
void load_library(std::vector<Unit>& units, Library library, bool whole_modules,
                  const std::function<Unit(const LibraryFile&, SourceId)>& compile);

}  // namespace kava
