// SPDX-License-Identifier: Apache-2.0
#include "compiler/pipeline.h"

#include "compiler/check/check.h"
#include "compiler/model/declare.h"
#include "compiler/model/resolve.h"
#include "compiler/model/unit_image.h"
#include "compiler/rules/judge.h"
#include "compiler/syntax/parse.h"

namespace kava {

auto compile_unit(const Source& source, Diagnostics& diagnostics) -> Unit {
  const SyntaxTree tree = parse(source, diagnostics);
  return declare(tree, source);  // Interface and body; the tree is dropped.
}

namespace {

auto compile_library_file(const LibraryFile& file, SourceId id, Diagnostics& diagnostics) -> Unit {
  std::optional<Unit> unit = unit_of(file.image);
  if (!unit) {
    return compile_unit({id, std::string(file.path), std::string(file.module), file.text},
                        diagnostics);
  }
  unit->source = id;
  unit->path = file.path;
  unit->module = file.module;
  return std::move(*unit);
}

auto load(std::vector<Unit> units, Library library, LibraryScope scope, const Parallel& parallel,
          Diagnostics& diagnostics) -> Model {
  Model model;
  model.checked_units = units.size();
  model.units = std::move(units);
  const auto compile = [&](const LibraryFile& file, SourceId id) {
    Unit unit = compile_library_file(file, id, diagnostics);
    unit.is_library = true;
    return unit;
  };
  load_library(model.units, library, scope, compile, parallel);
  model.top_level = TopLevel(model.units, parallel);
  return model;
}

}  // namespace

auto link(std::vector<Unit> units, Library library, const LinkOptions& options,
          const Parallel& parallel, Diagnostics& diagnostics) -> Model {
  Model model = load(std::move(units), library, options.scope, parallel, diagnostics);
  extend_schema(model, diagnostics);
  resolve(model, library, parallel, diagnostics);
  cut_cycles(model, diagnostics);
  build_curricula(model, parallel);
  check_required(model, parallel, diagnostics);
  if (options.complete) check_unused(model, parallel, diagnostics);
  check(model, parallel, diagnostics);
  judge(model, options.as_of, parallel, diagnostics);
  return model;
}

}  // namespace kava
