// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/diagnostics/renderer.h"

namespace kava {

/// JUnit XML: every file is a test case. It fails if there is an error in it and has an `error` if
/// it cannot be read; warnings and hints are its `system-out`, for they do not fail `kava` either.
/// Nothing is timed: the same input gives the same bytes.
class JunitDiagnostics final : public Renderer {
 public:
  explicit JunitDiagnostics(const RenderOptions& options) : language_(options.language) {}

  void file(std::string_view path) override { of(path); }
  void add(std::string& out, const Report& report, const SourceLookup& sources) override;
  void end(std::string& out, const Ending& ending) override;

 private:
  struct Case {
    std::string path;
    std::string code, message;   ///< Of the first error; empty if there is none.
    std::string errors, others;  ///< As text.
    size_t error_count = 0;
    bool unread = false;
  };
  auto of(std::string_view path) -> Case&;

  Language language_;
  std::vector<Case> cases_;
  std::unordered_map<std::string, size_t> places_;
};

}  // namespace kava
