// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "compiler/diagnostics/parts.h"
#include "compiler/diagnostics/renderer.h"

namespace kava {

/// SARIF 2.1.0, one run. The rules of SARIF are the rows of our table that were found, with their
/// pages as help; the rules of a regulation (`taltech.microdegree.volume`) are tags of a result,
/// for one finding may tell of several. What could not be read is no result but a notification.
class SarifDiagnostics final : public Renderer {
 public:
  explicit SarifDiagnostics(const RenderOptions& options) : options_(options) {}

  void add(std::string& out, const Report& report, const SourceLookup& sources) override;
  void end(std::string& out, const Ending& ending) override;

 private:
  RenderOptions options_;
  Fingerprints fingerprints_;
  // Each a list of JSON values with commas between.
  std::string results_, notifications_;
  std::vector<uint16_t> rules_, descriptors_;  ///< Rows, in the order in which they were met.
};

}  // namespace kava
