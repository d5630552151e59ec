// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace kava {

/// A file to compile, or a path that leads to none.
struct InputFile {
  std::string path;       ///< As printed: as given, or as reached from the folder that was given.
  std::string canonical;  ///< With all links followed; empty for standard input.
  std::string module;
  std::optional<Message> fault;  ///< Known before reading.
};

/// Files that see one another. A catalogue is the folder that holds `catalogue.kava` with
/// everything below it; where there is none, each folder is a catalogue of its own.
struct InputGroup {
  std::string folder;  ///< Canonical.
  std::vector<InputFile> files;
  bool complete = false;  ///< The whole catalogue was given.
};

/// Where a folder belongs.
///
/// The module of a file is the dotted path of its folder below its catalogue: `courses.philosophy`,
/// empty for the folder of the catalogue itself. So it does not depend on which paths were given
/// or where the user stands. What a name cannot hold becomes `_`: the folder `web-design` is the
/// module `web_design`.
struct ModulePlace {
  std::string catalogue;
  std::string module;
  bool declared = false;  ///< There is a `catalogue.kava`.
};
class Places {
 public:
  /// The folder is canonical.
  auto of(const std::string& folder) -> const ModulePlace&;

 private:
  std::unordered_map<std::string, ModulePlace> known_;
};

/// The folder of a module of a catalogue; empty if there is none.
auto module_folder(const std::string& catalogue, std::string_view module) -> std::string;

/// All `.kava` files that the paths lead to, each once: files as given, folders with everything
/// below them in the order of names, files before folders. Links are followed, circles once; what
/// the system makes up (`/proc`, `/sys`) is not entered unless it is given itself.
auto find_inputs(std::span<const std::string> paths) -> std::vector<InputGroup>;

}  // namespace kava
