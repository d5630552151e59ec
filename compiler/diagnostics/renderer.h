// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/source_view.h"

namespace kava {

/// What was found, in numbers.
struct Tally {
  size_t errors = 0, warnings = 0, hints = 0;
  size_t files = 0;  ///< How many were checked.

  void count(std::span<const Report> reports);
};

/// What the examples say of a rule that is decided from the definition.
struct RuleCoverage {
  std::string id;
  bool kept = false;       ///< An example says so and is right.
  bool broken = false;     ///< The same.
  bool looked_at = false;  ///< It judged something in an example.
};

/// What `kava test` did.
struct TestTally {
  size_t examples = 0, failed = 0;
  std::vector<RuleCoverage> rules;  ///< In the order of files and places.

  /// How many are kept by one example and broken by another.
  auto covered() const -> size_t;
};

/// What is known when everything has been reported.
struct Ending {
  Tally tally;
  int status = 0;                             ///< Of the process.
  std::span<const std::string> written = {};  ///< The files that a build made.
  std::span<const std::string> beside = {};   ///< Files read for names that the checked ones lack.
  const TestTally* tests = nullptr;           ///< Only of `kava test`.
};

/// For whom a format is written, and what it may say of the compiler.
struct RenderOptions {
  Language language = Language::en;
  bool colour = false;  ///< Whether the reader is a terminal that shows colours.
  std::string_view version = {};
  /// The page of docs/diagnostics for a code, without its heading; empty if there is none.
  std::string_view (*page)(std::string_view code) = nullptr;
};

/// Writes reports in one format, piece by piece, so that they need not all be kept: `begin`, then
/// `file` and `add` in the order of the sources, then `end`. What is ready is appended to `out`.
/// Same reports, same bytes: no clock, no locale, nothing of the machine.
class Renderer {
 public:
  virtual ~Renderer() = default;
  virtual void begin(std::string& /*out*/) {}
  /// A file is checked, be it sound or not.
  virtual void file(std::string_view /*path*/) {}
  virtual void add(std::string& out, const Report& report, const SourceLookup& sources) = 0;
  /// A file changed meanwhile, so its lines were not shown.
  virtual void changed(std::string& /*out*/, std::string_view /*path*/) {}
  virtual void end(std::string& out, const Ending& ending) = 0;
};

}  // namespace kava
