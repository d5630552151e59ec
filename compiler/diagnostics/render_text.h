// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "compiler/diagnostics/renderer.h"

namespace kava {

struct TextStyle {
  Language language = Language::en;
  bool colour = false;  ///< Whether the reader is a terminal that shows colours.
};

/// Appends a report as a person reads it: where, what, the source lines, the working, what to do.
void render_text(std::string& out, const Report& report, const SourceLookup& sources,
                 const TextStyle& style);

/// The format `text`: every report, and a line at the end that counts.
class TextDiagnostics final : public Renderer {
 public:
  explicit TextDiagnostics(const RenderOptions& options)
      : style_{options.language, options.colour} {}

  void add(std::string& out, const Report& report, const SourceLookup& sources) override;
  void changed(std::string& out, std::string_view path) override;
  void end(std::string& out, const Ending& ending) override;

 private:
  TextStyle style_;
};

/// `2 errors, 1 hint in 3 files`.
auto summary_text(const Tally& tally, Language language) -> std::string;

/// `error`, `viga`.
auto severity_word(Severity severity, Language language) -> std::string_view;

/// `working`, `arvutus`.
auto detail_word(Detail::Kind kind, Language language) -> std::string_view;

/// What the table advises; where it is silent, what the edit would do; empty if nobody knows.
auto advice_of(const Report& report, Language language) -> std::string;

}  // namespace kava
