// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>

#include "compiler/diagnostics/render_json.h"
#include "compiler/driver/catalogue.h"
#include "compiler/driver/options.h"

namespace kava {

/// Prints what was found: text on standard error with a line at the end that counts, or one JSON
/// document on standard output.
class Reporter {
 public:
  explicit Reporter(const Options& options);

  /// Prints reports of a catalogue. With `--werror` its warnings are errors.
  void report(Catalogue& catalogue, std::span<const Report> reports);
  /// The diagnostics of a catalogue as it was loaded; its files count as checked.
  void report(Catalogue& catalogue);

  auto has_errors() const -> bool { return tally_.errors > 0 || unreadable_; }
  /// 2 if something could not be read, 1 if there are errors, else 0.
  auto status() const -> int { return unreadable_ ? 2 : tally_.errors > 0 ? 1 : 0; }

  /// Prints the end and returns the status. `written` are the outputs of a build.
  auto finish(std::span<const std::string> written = {}) -> int;

 private:
  void add(const Report& report, const SourceLookup& sources);
  void flush();

  const Options& options_;
  TextStyle style_;
  JsonDiagnostics json_;
  Tally tally_;
  std::string out_;
  std::vector<std::string> beside_;
  bool unreadable_ = false;
};

}  // namespace kava
