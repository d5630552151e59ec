// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "compiler/diagnostics/renderer.h"

namespace kava {

/// Version of the format; it grows when a member changes its meaning or goes, not when one is
/// added.
inline constexpr int diagnostics_json_version = 1;

/// The document described by docs/reference/diagnostics.schema.json.
class JsonDiagnostics final : public Renderer {
 public:
  explicit JsonDiagnostics(const RenderOptions& options) : language_(options.language) {}

  void begin(std::string& out) override;
  void add(std::string& out, const Report& report, const SourceLookup& sources) override;
  void end(std::string& out, const Ending& ending) override;

 private:
  Language language_;
  bool first_ = true;
};

}  // namespace kava
