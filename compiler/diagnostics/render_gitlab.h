// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/diagnostics/parts.h"
#include "compiler/diagnostics/renderer.h"

namespace kava {

/// A Code Quality report of GitLab: an array with `description`, `check_name`, `fingerprint`,
/// `severity` and `location`.
class GitlabDiagnostics final : public Renderer {
 public:
  explicit GitlabDiagnostics(const RenderOptions& options) : language_(options.language) {}

  void begin(std::string& out) override { out += '['; }
  void add(std::string& out, const Report& report, const SourceLookup& sources) override;
  void end(std::string& out, const Ending& /*ending*/) override { out += "\n]\n"; }

 private:
  Language language_;
  Fingerprints fingerprints_;
  bool first_ = true;
};

}  // namespace kava
