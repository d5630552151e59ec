// SPDX-License-Identifier: Apache-2.0
#include "compiler/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "compiler/base/dotted.h"
#include "compiler/check/check.h"
#include "compiler/model/account.h"
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

/// `source_of` may give a file another id than the next one.
template <typename SourceOf>
auto load(std::vector<Unit> units, Library library, LibraryScope scope,
          std::span<const std::string> wanted, const SourceOf& source_of, const Parallel& parallel,
          Diagnostics& diagnostics) -> Model {
  Model model;
  model.checked_units = units.size();
  model.units = std::move(units);
  const auto compile = [&](const LibraryFile& file, SourceId id) {
    Unit unit = compile_library_file(file, source_of(file, id), diagnostics);
    unit.is_library = true;
    return unit;
  };
  load_library(model.units, library, scope, wanted, compile, parallel);
  model.top_level = TopLevel(model.units, parallel);
  return model;
}

void give_meaning(Model& model, Library library, const Parallel& parallel,
                  Diagnostics& diagnostics) {
  extend_schema(model, diagnostics);
  resolve(model, library, parallel, diagnostics);
}

void check_and_judge(Model& model, const LinkOptions& options, const Parallel& parallel,
                     Diagnostics& diagnostics) {
  cut_cycles(model, diagnostics);
  build_curricula(model, parallel);
  check_required(model, parallel, diagnostics);
  if (options.complete) check_unused(model, parallel, diagnostics);
  check(model, parallel, diagnostics);
  if (options.accounts) {
    for (Curriculum& curriculum : model.curricula) curriculum.account = std::make_shared<Account>();
  }
  judge(model, {options.as_of, options.against, options.instead}, parallel, diagnostics);
}

// ---- Examples
// -------------------------------------------------------------------------------------

/// What the examples of some files see: the library, then these files themselves. They are read
/// like the library: only what an example mentions, and without looking for mistakes in it.
class ExampleLibrary {
 public:
  ExampleLibrary(const std::vector<Unit>& units, Library library)
      : files_(library.begin(), library.end()), library_size_(library.size()) {
    images_.reserve(units.size());
    names_.reserve(units.size());
    for (const Unit& unit : units) {
      images_.push_back(image_of(unit));
      names_.push_back(names_of(unit));
      paths_.push_back({unit.path, unit.module});
      sources_.push_back(unit.source);
    }
    for (size_t i = 0; i < units.size(); ++i)
      files_.push_back({paths_[i].path, paths_[i].module, {}, names_[i], images_[i]});
  }
  ExampleLibrary(const ExampleLibrary&) = delete;
  auto operator=(const ExampleLibrary&) -> ExampleLibrary& = delete;

  auto files() const -> Library { return files_; }
  auto source_of(const LibraryFile& file, SourceId first) const -> SourceId {
    const auto index = static_cast<size_t>(&file - files_.data());
    if (index >= library_size_) return sources_[index - library_size_];
    return {first.index + static_cast<uint32_t>(index)};
  }

 private:
  struct Place {
    std::string path, module;
  };

  std::vector<LibraryFile> files_;
  size_t library_size_;
  std::vector<std::string> images_, names_;
  std::deque<Place> paths_;
  std::vector<SourceId> sources_;
};

/// An example of a checked file: its object there, and its own file.
struct Example {
  ObjectId object;
  Unit unit;
};

auto take_examples(Model& model) -> std::vector<Example> {
  std::vector<Example> result;
  for (const ObjectId id : model.top_level.of(Word::example)) {
    Unit& file = model.units[id.unit];
    if (id.unit >= model.checked_units || file.only_for_names) continue;
    // Both lists are in the order of writing.
    const auto earlier = std::ranges::count_if(
        result, [&](const Example& other) { return other.object.unit == id.unit; });
    result.push_back({id, std::move(file.examples[static_cast<size_t>(earlier)])});
  }
  return result;
}

class ExampleRun {
 public:
  ExampleRun(const Model& model, const ExampleLibrary& library, const LinkOptions& options)
      : model_(model), library_(library), options_(options) {}

  /// Links and compares one example; returns false if it fails.
  auto run(Example example, Coverage& coverage, Diagnostics& diagnostics) const -> bool {
    const ExpectedOfExample expected = expected_of(model_, example.object, diagnostics);
    std::vector<Unit> units;
    units.push_back(std::move(example.unit));
    const SourceId source = units.front().source;
    Diagnostics found;
    const auto source_of = [&](const LibraryFile& file, SourceId) {
      return library_.source_of(file, model_.first_example_source);
    };
    Model world = load(std::move(units), library_.files(), LibraryScope::Mentioned, {}, source_of,
                       one_by_one, found);
    give_meaning(world, library_.files(), one_by_one, found);
    for (const Report& report : found.reports()) {
      const bool told = report.severity > Severity::Hint && report.where.source == source;
      if (told && !is_expected(report, expected)) diagnostics.add(report);
    }
    check_expected_names(world, expected, diagnostics);
    const bool damaged = (world.units[0].objects[0].flags & Object::damaged) != 0;
    if (options_.tests == nullptr) return true;
    if (damaged || !expected.sound || diagnostics.count(Severity::Error) > 0) return false;
    LinkOptions options = options_;
    options.complete = false;
    options.against.clear();  // An example says itself what judges it.
    options.instead = {};
    if (expected.as_of) options.as_of = expected.as_of;
    check_and_judge(world, options, one_by_one, found);
    found.sort();
    compare_with_expected(world, expected, found.reports(), coverage, diagnostics);
    return diagnostics.count(Severity::Error) == 0;
  }

 private:
  static auto is_expected(const Report& report, const ExpectedOfExample& expected) -> bool {
    const std::string_view code = diagnostic_rows()[report.message.row].code;
    return std::ranges::any_of(expected.lines, [&](const Expectation& line) {
      return line.kind == Expectation::Kind::Report && line.name == code;
    });
  }

  const Model& model_;
  const ExampleLibrary& library_;
  const LinkOptions& options_;
};

void run_examples(const Model& model, std::vector<Example> examples, const ExampleLibrary& library,
                  const LinkOptions& options, const Parallel& parallel, Diagnostics& diagnostics) {
  struct Outcome {
    bool passed = false;
    Coverage coverage;
    Diagnostics diagnostics;
  };
  std::vector<Outcome> outcomes(examples.size());
  const ExampleRun one(model, library, options);
  parallel(examples.size(), [&](size_t i) {
    Outcome& outcome = outcomes[i];
    outcome.passed = one.run(std::move(examples[i]), outcome.coverage, outcome.diagnostics);
  });
  for (Outcome& outcome : outcomes) {
    diagnostics.append(std::move(outcome.diagnostics));
    if (options.tests == nullptr) continue;
    ++options.tests->examples;
    options.tests->failed += outcome.passed ? 0 : 1;
    add_coverage(options.tests->coverage, outcome.coverage);
  }
}

/// The rules that the checked files declare count, even if no example looks at them. A file of the
/// library that lies on disk is the same as the one in the binary.
void add_own_rules(const Model& model, Library library, Coverage& coverage) {
  for (const ObjectId regulation : model.top_level.of(Word::regulation)) {
    const Unit& unit = model.units[regulation.unit];
    if (regulation.unit >= model.checked_units || unit.only_for_names) continue;
    std::string path = unit.path;
    std::string house;
    for (const LibraryFile& file : library) {
      if (!unit.path.ends_with(file.path)) continue;
      path = file.path;
      if (unit.module.empty()) house = std::string(last_segment(file.module)) + '.';
    }
    add_rules(model, regulation, path, house, coverage);
  }
}

auto has_examples(const std::vector<Unit>& units) -> bool {
  return std::ranges::any_of(
      units, [](const Unit& unit) { return !unit.examples.empty() && !unit.only_for_names; });
}

}  // namespace

auto link(std::vector<Unit> units, Library library, const LinkOptions& options,
          const Parallel& parallel, Diagnostics& diagnostics) -> Model {
  std::optional<ExampleLibrary> for_examples;  // Made from units that have no meaning yet.
  if (has_examples(units)) for_examples.emplace(units, library);
  const auto next = [](const LibraryFile&, SourceId id) { return id; };
  std::vector<std::string> wanted;
  for (const AskedRegulation& asked : options.against) wanted.push_back(asked.name);
  if (options.instead.version) wanted.push_back(options.instead.version->name);
  // Verdicts are compared then, and told in words.
  if (options.instead.version || options.instead.draft)
    wanted.push_back(fmt::format("{}.{}", common_module, verdict_vocabulary));
  Model model = load(std::move(units), library, options.scope, wanted, next, parallel, diagnostics);
  give_meaning(model, library, parallel, diagnostics);
  check_and_judge(model, options, parallel, diagnostics);
  if (options.tests != nullptr) add_own_rules(model, library, options.tests->coverage);
  if (for_examples) {
    uint32_t last = 0;
    for (const Unit& unit : model.units) last = std::max(last, unit.source.index);
    model.first_example_source = {last + 1};
    std::vector<Example> examples = take_examples(model);
    run_examples(model, std::move(examples), *for_examples, options, parallel, diagnostics);
  }
  return model;
}

}  // namespace kava
