// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/catalogue.h"

#include <algorithm>
#include <iterator>

#include "compiler/driver/library.h"
#include "compiler/driver/siblings.h"

namespace kava {
namespace {

/// What became of one file. Its text is kept only if it cannot be read again.
struct Compiled {
  Diagnostics diagnostics;
  Stamp stamp;
  bool unread = false;
  bool from_cache = false;
  ContentHash content;
  std::string kept;
};

auto is_blank(std::string_view text) -> bool {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

auto shown_path(const InputFile& file) -> std::string {
  return file.path == "-" ? "<stdin>" : file.path;
}

void report_fault(Diagnostics& diagnostics, SourceId source, Message fault) {
  const uint16_t row = fault.row;
  diagnostics.add({std::move(fault), diagnostic_rows()[row].severity, {source, {}}, {}, {}, {}});
}

/// Compiles a text unless the cache has it. What has faults is not kept: they would be lost.
void compile(const Source& source, Cache* cache, Unit& unit, Compiled& result) {
  if (cache) {
    result.content = content_hash(source.text);
    if (auto known = cache->unit(result.content)) {
      unit = std::move(*known);
      unit.source = source.id;
      unit.path = source.path;
      unit.module = source.module;
      result.from_cache = true;
      return;
    }
  }
  unit = compile_unit(source, result.diagnostics);
  if (cache && result.diagnostics.empty()) cache->add(result.content, unit);
}

/// The unit is written where it stays: moving thousands of them costs milliseconds.
auto compile_file(const InputFile& file, SourceId id, Cache* cache, Unit& unit) -> Compiled {
  // Each thread has one, so that a file costs no allocation.
  thread_local Buffer buffer;
  Compiled result;
  auto fault = file.fault ? file.fault : read_file(file.path, buffer, result.stamp);
  result.unread = fault.has_value();
  if (fault) {
    buffer.size = 0;
    report_fault(result.diagnostics, id, std::move(*fault));
  } else if (is_blank(buffer.text())) {
    result.diagnostics.report({id, {}}, diag::empty_file);
  }
  compile({id, shown_path(file), file.module, buffer.text()}, cache, unit, result);
  if (file.path == "-") result.kept = buffer.text();
  return result;
}

void add_source(Sources& sources, const InputFile& file, Compiled& compiled) {
  if (compiled.unread) return sources.add_unread(shown_path(file));
  if (file.path == "-") return sources.add_kept(shown_path(file), std::move(compiled.kept));
  sources.add_file(file.path, compiled.stamp);
}

/// The files that were asked for, in their order.
auto compile_group(const InputGroup& group, Threads& threads, Cache* cache, Catalogue& catalogue)
    -> std::vector<Unit> {
  std::vector<Compiled> compiled(group.files.size());
  std::vector<Unit> units;
  units.reserve(compiled.size() + library().size());  // Of which files will be loaded.
  units.resize(compiled.size());
  threads.run(compiled.size(), [&](size_t i) {
    compiled[i] = compile_file(group.files[i], SourceId{static_cast<uint32_t>(i)}, cache, units[i]);
  });
  catalogue.sources.reserve(units.capacity());
  for (size_t i = 0; i < compiled.size(); ++i) {
    add_source(catalogue.sources, group.files[i], compiled[i]);
    catalogue.unreadable = catalogue.unreadable || compiled[i].unread;
    catalogue.compiled += compiled[i].from_cache ? 0 : 1;
    if (cache) catalogue.contents.push_back(compiled[i].content);
    catalogue.diagnostics.append(std::move(compiled[i].diagnostics));
  }
  catalogue.files = units.size();
  return units;
}

// ---- Copies
// ---------------------------------------------------------------------------------------

/// Names of the declarations of a file, with their kinds; versions may share one.
auto declared_names(const Unit& unit) -> std::vector<std::pair<Word, std::string_view>> {
  std::vector<std::pair<Word, std::string_view>> result;
  for (const Object& object : unit.objects) {
    const bool versioned = object.kind == Word::regulation || object.kind == Word::price_list ||
                           object.kind == Word::form || object.kind == Word::field;
    if (object.parent != 0 || object.name.length == 0 || versioned) continue;
    result.emplace_back(object.kind, unit.view(object.name));
  }
  std::ranges::sort(result);
  return result;
}

auto file_name(const Unit& unit) -> std::string {
  return '`' + unit.path.substr(unit.path.rfind('/') + 1) + '`';
}

/// Where a checked file declares that name; the beginning of the first file for another one.
auto place_of(const std::vector<Unit>& units, size_t index, std::string_view name) -> Location {
  const Unit& unit = units[index];
  if (unit.only_for_names) return {units.front().source, {}};
  const auto found = std::ranges::find_if(unit.objects, [&](const Object& object) {
    return object.parent == 0 && unit.view(object.name) == name;
  });
  return {unit.source, found == unit.objects.end() ? Span{} : found->name_span};
}

/// A file read for the names that others lack declares what one of them has, too.
void report_copies(const std::vector<Unit>& units, const std::vector<bool>& used,
                   Diagnostics& diagnostics) {
  constexpr size_t most_named = 3;
  for (size_t later = 0; later < units.size(); ++later) {
    if (!units[later].only_for_names || !used[later]) continue;
    const auto names = declared_names(units[later]);
    for (size_t earlier = 0; earlier < later; ++earlier) {
      if (!used[earlier] || units[earlier].module != units[later].module) continue;
      std::vector<std::pair<Word, std::string_view>> both;
      std::ranges::set_intersection(names, declared_names(units[earlier]),
                                    std::back_inserter(both));
      if (both.empty()) continue;
      std::string list;
      for (size_t i = 0; i < std::min(both.size(), most_named); ++i) {
        ((list += i == 0 ? "`" : ", `") += both[i].second) += '`';
      }
      if (both.size() > most_named) list += " …";
      diagnostics.report(place_of(units, earlier, both.front().second), diag::copy_beside,
                         Text{file_name(units[earlier]) + ", " + file_name(units[later])},
                         Count{static_cast<int64_t>(both.size())}, Text{list});
    }
  }
}

/// The files in which something is that the checked ones refer to, directly or through others. More
/// are read, for their names look as if they might be meant.
auto used_units(const Model& model) -> std::vector<bool> {
  std::vector<bool> used(model.units.size(), false);
  std::vector<uint32_t> open;
  for (uint32_t i = 0; i < model.checked_units; ++i) {
    if (model.units[i].only_for_names) continue;
    used[i] = true;
    open.push_back(i);
  }
  const auto visit = [&](const Value& value) {
    if (value.kind != ValueKind::Reference && value.kind != ValueKind::Concept) return;
    const uint32_t unit = value.object.unit;
    if (unit >= used.size() || used[unit]) return;
    used[unit] = true;
    open.push_back(unit);
  };
  while (!open.empty()) {
    const Unit& unit = model.units[open.back()];
    open.pop_back();
    if (unit.is_library) continue;
    for (const Value& value : unit.entries) visit(value);
    for (const Value& value : unit.items) visit(value);
  }
  return used;
}

/// What was taken from files beside the checked ones is said.
void note_siblings(Catalogue& catalogue) {
  const std::vector<Unit>& units = catalogue.model.units;
  const bool any = std::ranges::any_of(units, &Unit::only_for_names);
  if (!any) return;
  const std::vector<bool> used = used_units(catalogue.model);
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i].only_for_names && used[i]) catalogue.beside.push_back(units[i].path);
  }
  report_copies(units, used, catalogue.diagnostics);
}

/// A message may point into the library: its texts are in the binary.
void add_library_sources(Catalogue& catalogue) {
  std::unordered_map<std::string_view, std::string_view> texts;
  for (const LibraryFile& file : library()) texts.emplace(file.path, file.text);
  for (const Unit& unit : catalogue.model.units) {
    if (unit.is_library) catalogue.sources.add_text(unit.path, texts[unit.path]);
  }
  if (!catalogue.model.first_example_source) return;
  for (const LibraryFile& file : library())
    catalogue.sources.add_text(std::string(file.path), file.text);
}

}  // namespace

auto load_catalogue(const InputGroup& group, const LinkOptions& options, Threads& threads,
                    Cache* cache, const InputFile* draft) -> std::unique_ptr<Catalogue> {
  auto catalogue = std::make_unique<Catalogue>();
  std::vector<Unit> units = compile_group(group, threads, cache, *catalogue);
  const auto next = [&] { return SourceId{static_cast<uint32_t>(catalogue->sources.count())}; };
  add_siblings(group, units, [&](const InputFile& file) {
    Unit unit;
    Compiled compiled = compile_file(file, next(), nullptr, unit);
    add_source(catalogue->sources, file, compiled);
    unit.only_for_names = true;
    return unit;
  });
  LinkOptions link_options = options;
  // Behind the others, so that everything in them has the same place with a draft and without.
  if (draft != nullptr) {
    link_options.instead.draft = next();
    Compiled compiled = compile_file(*draft, next(), nullptr, units.emplace_back());
    add_source(catalogue->sources, *draft, compiled);
    catalogue->unreadable = catalogue->unreadable || compiled.unread;
    catalogue->diagnostics.append(std::move(compiled.diagnostics));
  }
  link_options.complete = group.complete;
  size_t bytes = 0;
  // An example is linked like a small catalogue.
  constexpr size_t bytes_per_example = 16U << 10U;
  for (const Unit& unit : units)
    bytes += unit.text.size() + unit.examples.size() * bytes_per_example;
  const Parallel parallel = threads.parallel(bytes);
  catalogue->model =
      link(std::move(units), library(), link_options, parallel, catalogue->diagnostics);
  note_siblings(*catalogue);
  add_library_sources(*catalogue);
  catalogue->diagnostics.sort();
  return catalogue;
}

}  // namespace kava
