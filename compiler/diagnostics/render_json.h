// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "compiler/diagnostics/render_text.h"

namespace kava {

/// Version of the format; it grows when a member changes its meaning or goes, not when one is
/// added.
inline constexpr int diagnostics_json_version = 1;

/// Writes the document described by docs/reference/diagnostics.schema.json, piece by piece, so that
/// reports need not all be kept: `begin`, `add` for each, `end`.
class JsonDiagnostics {
 public:
  explicit JsonDiagnostics(Language language) : language_(language) {}

  void begin(std::string& out);
  void add(std::string& out, const Report& report, const SourceLookup& sources);
  /// `written` are the files that a build made.
  void end(std::string& out, const Tally& tally, int status,
           std::span<const std::string> written = {});

 private:
  Language language_;
  bool first_ = true;
};

}  // namespace kava
