// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/STLFunctionalExtras.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace kava {

/// Takes one file that is to be written below the output folder. The path is relative, with `/`,
/// and made from codes, never from titles or time; the bytes are not kept.
using TakeFile = llvm::function_ref<void(std::string path, std::string_view bytes)>;

/// Writes the files of one programme (an index into `Model::curricula`). What a record needs and a
/// definition lacks is reported; then that record is not among the files. May be called by several
/// threads at once. Reads no clock, no locale and no environment.
using Emission =
    std::function<void(size_t curriculum, const TakeFile& take, Diagnostics& diagnostics)>;

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

auto prepare_json(const Model& model, const PlaceNames& places, Diagnostics& diagnostics)
    -> Emission;
auto prepare_elm(const Model& model, const PlaceNames& places, Diagnostics& diagnostics)
    -> Emission;
auto prepare_forms(const Model& model, const PlaceNames& places, Diagnostics& diagnostics)
    -> Emission;
auto prepare_records(const Model& model, const PlaceNames& places, Diagnostics& diagnostics)
    -> Emission;

/// Name of the files of a programme, without ending: its code, else its qualified name.
auto file_stem(const Thing& programme) -> std::string;

}  // namespace kava
