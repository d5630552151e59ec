// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "compiler/base/date.h"
#include "compiler/base/parallel.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/library.h"
#include "compiler/model/model.h"
#include "compiler/rules/asked.h"
#include "compiler/rules/examples.h"
#include "compiler/source/source.h"

/// The compiler on one screen. Text in, values out: no files, no clock, no terminal.
namespace kava {

/// What came of the examples of some files.
struct Tests {
  size_t examples = 0;
  size_t failed = 0;
  Coverage coverage;
};

struct LinkOptions {
  /// Judge as on this day, instead of the day that each regulation's `applies_by` names.
  std::optional<Date> as_of;
  LibraryScope scope = LibraryScope::Mentioned;
  /// The units are a whole catalogue: nothing else can use what they declare.
  bool complete = false;
  /// Judge every programme by these regulations too. A name that means none or several is left out:
  /// who asks finds out with `find_regulation`.
  std::vector<AskedRegulation> against = {};
  /// Judge by this in place of the version of a regulation that judges.
  Substitute instead = {};
  /// Where given, the examples are run, and this is what comes of them; else only their words and
  /// names are looked at.
  Tests* tests = nullptr;
  /// Keep with each programme what its verdicts rest on: `Curriculum::account`.
  bool accounts = false;
};

/// One file, on its own: what a cache stores, the threads share out and an editor redoes.
/// Reports syntax errors. The tree and the text are dropped.
auto compile_unit(const Source& source, Diagnostics& diagnostics) -> Unit;

/// Everything from compiled files to a judged model: loads what they use of the library, resolves,
/// checks, judges; then the examples of `units`, each in a world of its own. Source ids of library
/// files follow those of `units`; what is reported of examples may point into any library file, of
/// which file number i has the id `first_example_source` of the model + i.
auto link(std::vector<Unit> units, Library library, const LinkOptions& options,
          const Parallel& parallel, Diagnostics& diagnostics) -> Model;

}  // namespace kava
