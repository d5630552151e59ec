// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
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

/// Writes the files of one programme (an index into `Model::curricula`). What a record needs and a
/// definition lacks is reported; then that record is not among the files. May be called by several
/// threads at once. Reads no clock, no locale and no environment.
using Emission =
    std::function<std::vector<OutputFile>(size_t curriculum, Diagnostics& diagnostics)>;

/// A place as a reader of an output is told it: `rei.kava:24`, the name of the file and the line.
/// May be called by several threads at once.
using PlaceNames = std::function<std::string(Location)>;

/// A format that `kava build` writes.
struct Emitter {
  std::string_view name;   ///< As `--emit` takes it.
  std::string_view about;  ///< One line for `--help`.
  /// What is the same for all programmes is done once. The model must outlive the emission.
  Emission (*prepare)(const Model& model, const PlaceNames& places, Diagnostics& diagnostics);
};

/// All formats, in the order in which `--help` lists them.
auto emitters() -> std::span<const Emitter>;

auto emit_json(const Model& model, size_t curriculum) -> std::vector<OutputFile>;
auto emit_elm(const Model& model, size_t curriculum, Diagnostics& diagnostics)
    -> std::vector<OutputFile>;
auto prepare_forms(const Model& model, const PlaceNames& places, Diagnostics& diagnostics)
    -> Emission;
auto prepare_records(const Model& model, const PlaceNames& places, Diagnostics& diagnostics)
    -> Emission;

/// Name of the files of a programme, without ending: its code, else its qualified name.
auto file_stem(const Thing& programme) -> std::string;

}  // namespace kava
