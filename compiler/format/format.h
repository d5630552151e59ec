// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/tree.h"

namespace kava {

/// Bytes of the text before, and the bytes of the text after that stand in their place.
struct Replacement {
  Span before;
  Span after;
};

/// A text in its canonical layout.
struct Formatted {
  std::string text;
  std::vector<Replacement> replacements;  ///< In order; empty if they were not asked for.
};

enum class Replacements : uint8_t { Leave, List };

/// Lays out a file that has no syntax error. Words, texts and comments stay as they are and in
/// their order; so do the line breaks inside a member and blank lines, of which one is kept. What
/// changes is the blank space between them, `;` against line ends, and the line ends themselves,
/// which become LF. Laying out the result again changes nothing. See docs/tour.md for the layout.
auto format(const SyntaxTree& tree, Replacements replacements = Replacements::Leave) -> Formatted;

/// Whether two texts have the same tokens and the same comments in the same order; only `;` and
/// line ends, and the line ends inside of texts and comments, may differ.
auto same_content(std::string_view before, std::string_view after) -> bool;

/// The changed lines with three lines around them, as `diff -u` writes them.
auto unified_diff(std::string_view before, const Formatted& after, std::string_view path)
    -> std::string;

}  // namespace kava
