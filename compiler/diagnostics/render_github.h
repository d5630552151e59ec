// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/diagnostics/renderer.h"

namespace kava {

/// Commands to the runner of GitHub Actions, which shows them at the lines of a change:
/// `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`.
class GithubDiagnostics final : public Renderer {
 public:
  explicit GithubDiagnostics(const RenderOptions& options) : language_(options.language) {}

  void add(std::string& out, const Report& report, const SourceLookup& sources) override;
  void end(std::string& /*out*/, const Ending& /*ending*/) override {}

 private:
  Language language_;
};

}  // namespace kava
