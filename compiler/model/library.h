// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/parallel.h"
#include "compiler/model/unit.h"

namespace kava {

/// One file of the standard library, as embedded in the binary.
struct LibraryFile {
  std::string_view path;    ///< `stdlib/common/mode.kava`
  std::string_view module;  ///< `common`
  std::string_view text;
  /// What the file is loaded for, separated by blanks: see `names_of`.
  std::string_view names;
  /// The compiled file; empty if it has mistakes, which are then found when it is loaded.
  std::string_view image;
};
using Library = std::span<const LibraryFile>;

/// The module that every file sees without `use`.
inline constexpr std::string_view common_module = "common";

/// The word list that the wording of outcomes is compared with: needed where there is an outcome.
inline constexpr std::string_view weak_verbs_list = "weak_outcome_verbs";

/// The labels of verdicts: needed where there is an `example`.
inline constexpr std::string_view verdict_vocabulary = "verdict";

/// How much of the library a link needs.
enum class LibraryScope : uint8_t {
  Mentioned,  ///< Files that declare a name that is mentioned, in `common` or a mentioned module.
  WholeModules,  ///< And every file of a mentioned module: forms are found by what they are for.
  Everything,    ///< All of it, for tables of what there is.
};

/// The names that a file of the library is loaded for, separated by blanks: its declarations, its
/// courses, and the codes by which it extends a vocabulary of another file.
auto names_of(const Unit& unit) -> std::string;

/// Adds to `units` the library files that they need, those that declare what is `wanted` (full
/// names or their last parts), and those that these need, until nothing is missing.
void load_library(std::vector<Unit>& units, Library library, LibraryScope scope,
                  std::span<const std::string> wanted,
                  const std::function<Unit(const LibraryFile&, SourceId)>& compile,
                  const Parallel& parallel);

}  // namespace kava
