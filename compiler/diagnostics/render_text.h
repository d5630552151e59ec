// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/source_view.h"

namespace kava {

struct TextStyle {
  Language language = Language::en;
  bool colour = false;  ///< Whether the reader is a terminal that shows colours.
};

/// What was found, in numbers.
struct Tally {
  size_t errors = 0, warnings = 0, hints = 0;
  size_t files = 0;  ///< How many were checked.

  void count(std::span<const Report> reports);
};

/// Appends a report as a person reads it: where, what, the source lines, the working, what to do.
void render_text(std::string& out, const Report& report, const SourceLookup& sources,
                 const TextStyle& style);

/// `2 errors, 1 hint in 3 files`.
auto summary_text(const Tally& tally, Language language) -> std::string;

/// `error`, `viga`.
auto severity_word(Severity severity, Language language) -> std::string_view;

}  // namespace kava
