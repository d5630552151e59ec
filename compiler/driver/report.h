// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "compiler/diagnostics/formats.h"
#include "compiler/driver/cache.h"
#include "compiler/driver/catalogue.h"
#include "compiler/driver/options.h"

namespace kava {

/// What is wrong with the formats that were asked for: an unknown name, two in one place, or one in
/// the place of a definition; empty if nothing is.
auto fault_of_formats(const Options& options) -> std::string;

/// Prints what was found in every format that was asked for, each to its own place: text to
/// standard error and the others to standard output unless a file is named. Files are written at
/// the end, whole or not at all, also when there are errors.
class Reporter {
 public:
  /// The formats are without fault.
  explicit Reporter(const Options& options);

  /// Prints reports of a catalogue. With `--werror` its warnings are errors.
  void report(Catalogue& catalogue, std::span<const Report> reports);
  /// What `kava test` did, for the end.
  void set_tests(const TestTally& tests) { tests_ = &tests; }
  /// A report that belongs to no file.
  void report(const Report& report);
  /// The diagnostics of a catalogue as it was loaded; its files count as checked.
  void report(Catalogue& catalogue);
  /// Its files count as checked; nothing is printed of them.
  void count(const Catalogue& catalogue);

  /// This file counts as checked.
  void count(const std::string& path);

  auto has_errors() const -> bool { return tally_.errors > 0 || unreadable_; }
  /// True if a format goes to standard output.
  auto uses_output() const -> bool;

  /// Prints the end and returns the status: 2 if something could not be read or written, 1 if there
  /// are errors, else 0. `written` are the outputs of a build, which has `failed` if one could not
  /// be written.
  auto finish(std::span<const std::string> written = {}, bool failed = false) -> int;

  /// From now on keeps what is printed, for `take_saying`.
  void remember() { remembers_ = true; }
  /// What was printed since; nothing if it is too much to keep, or would not be the same again. To
  /// be asked after `finish`.
  auto take_saying(int status) -> std::optional<Saying>;
  /// Prints what was kept in an earlier run with the same formats, and returns its status.
  auto repeat(const Saying& saying) -> int;

 private:
  enum class Target : uint8_t { error_stream, output_stream, file };
  struct Sink {
    Target target;
    std::string file;
    std::unique_ptr<Renderer> renderer;
    std::string out;
    std::string kept;  ///< What has been printed of it, if that is to be remembered.
  };
  static auto target_of(const FormatWish& wish) -> Target;
  void open(const FormatWish& wish);
  void add(const Report& report, const SourceLookup& sources);
  void flush(Sink& sink) const;
  auto write_files() -> bool;
  auto status() const -> int { return unreadable_ ? 2 : tally_.errors > 0 ? 1 : 0; }

  const Options& options_;
  std::vector<Sink> sinks_;
  Tally tally_;
  const TestTally* tests_ = nullptr;
  std::vector<std::string> beside_;
  bool unreadable_ = false;
  bool remembers_ = false;
  bool passing_ = false;  ///< Something was printed that is no part of the answer.

  friend auto fault_of_formats(const Options& options) -> std::string;
};

}  // namespace kava
