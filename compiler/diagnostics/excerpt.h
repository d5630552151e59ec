// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"

namespace kava {

/// Escape sequences of a terminal; all empty where there is none.
struct Palette {
  std::string_view severity, note, gutter, bold, reset;
};

/// A stretch of source to underline: the place of the mistake with `^`, a note with `-` and words.
struct Mark {
  Span span;
  bool primary = false;
  std::string words;
};

/// Appends the source lines of the marks, in order, with their underlines beneath. Tabs become
/// blanks, characters that would disturb a terminal become U+FFFD, a long line is cut around its
/// mark.
void append_excerpt(std::string& out, const Lines& lines, std::vector<Mark> marks,
                    const Palette& palette);

/// The text without characters that would disturb a terminal; line ends stay if `multiline`.
auto printable(std::string_view text, bool multiline = false) -> std::string;

}  // namespace kava
