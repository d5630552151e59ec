// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace kava {

/// One file to be written below the output folder.
struct OutputFile {
  std::string path;  ///< Relative, with `/`; made from codes, never from titles or time.
  std::string bytes;
};

/// A format that `kava build` writes. What a record needs and a definition lacks is reported; then
/// that record is not among the files. No emitter reads a clock, a locale or the environment.
struct Emitter {
  std::string_view name;   ///< As `--emit` takes it.
  std::string_view about;  ///< One line for `--help`.
  std::vector<OutputFile> (*emit)(const Model& model, size_t curriculum, Diagnostics& diagnostics);
};

/// All formats, in the order in which `--help` lists them.
auto emitters() -> std::span<const Emitter>;

auto emit_json(const Model& model, size_t curriculum, Diagnostics& diagnostics) -> std::vector<OutputFile>;
auto emit_form(const Model& model, size_t curriculum, Diagnostics& diagnostics) -> std::vector<OutputFile>;
auto emit_elm(const Model& model, size_t curriculum, Diagnostics& diagnostics) -> std::vector<OutputFile>;

/// Name of the files of a programme, without ending: its code, else its qualified name.
auto file_stem(const Thing& programme) -> std::string;

}  // namespace kava
