// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/argument.h"

namespace kava {

/// Why a file could not be written.
struct WriteFault {
  std::string path;
  LocalisedText reason;
};

/// "kava: `out` cannot be written: the disk is full", a line.
auto say_fault(const WriteFault& fault, Language language) -> std::string;

/// Writes one file, with the folders above it. It is written beside its place and moved there, so
/// that nobody ever sees half of it; what is no plain file (`/dev/null`, a pipe) is written to.
auto write_whole(const std::string& path, std::string_view bytes) -> std::optional<WriteFault>;

/// A folder of outputs that changes all at once or not at all: files are written beside their
/// places and moved there by `publish`, one rename each; a folder that is not there yet is moved
/// with all that is in it. What was never published is removed.
class Outputs {
 public:
  explicit Outputs(std::string folder);
  ~Outputs();
  Outputs(const Outputs&) = delete;
  auto operator=(const Outputs&) -> Outputs& = delete;

  auto prepare() -> std::optional<WriteFault>;
  /// Writes a file; the path is relative to the folder. May be called by many threads at once.
  auto write(const std::string& path, std::string_view bytes) -> std::optional<WriteFault>;
  /// Moves everything that was written: `paths` are all of them.
  auto publish(const std::vector<std::string>& paths) -> std::optional<WriteFault>;

  /// Where a path will stand.
  auto place(const std::string& path) const -> std::string;

 private:
  /// True if nothing stood in its place, and the folder now does.
  auto move_new_folder(const std::string& name) const -> bool;
  auto move_file(const std::string& path) const -> std::optional<WriteFault>;

  std::string folder_, staging_;
};

}  // namespace kava
