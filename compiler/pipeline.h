// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "compiler/base/date.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/library.h"
#include "compiler/model/model.h"
#include "compiler/source/source.h"

/// The compiler on one screen. Text in, values out: no files, no clock, no terminal.
namespace kava {

/// Runs `work(0)` … `work(count - 1)`, in any order, perhaps at once; returns when all are done.
/// The driver brings threads, the fuzzers a plain loop.
using Parallel = std::function<void(size_t count, const std::function<void(size_t)>& work)>;

struct LinkOptions {
  /// Judge as on this day, instead of the day that each regulation's `applies_by` names.
  std::optional<Date> as_of;
  LibraryScope scope = LibraryScope::Mentioned;
  /// The units are a whole catalogue: nothing else can use what they declare.
  bool complete = false;
};

/// One file, on its own: what a cache stores, the threads share out and an editor redoes.
/// Reports syntax errors. The tree and the text are dropped.
auto compile_unit(const Source& source, Diagnostics& diagnostics) -> Unit;

/// Everything from compiled files to a judged model: loads what they use of the library, resolves,
/// checks, judges. Source ids of library files follow those of `units`.
auto link(std::vector<Unit> units, Library library, const LinkOptions& options,
          const Parallel& parallel, Diagnostics& diagnostics) -> Model;

}  // namespace kava
