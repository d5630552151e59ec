// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/catalogue.h"

#include "compiler/driver/library.h"
#include "compiler/driver/siblings.h"

namespace kava {
namespace {

/// What became of one file. Its text is kept only if it cannot be read again.
struct Compiled {
  Unit unit;
  Diagnostics diagnostics;
  Stamp stamp;
  bool unread = false;
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

auto compile_file(const InputFile& file, SourceId id) -> Compiled {
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
  const Source source{id, shown_path(file), file.module, buffer.text()};
  result.unit = compile_unit(source, result.diagnostics);
  if (file.path == "-") result.kept = buffer.text();
  return result;
}

void add_source(Sources& sources, const InputFile& file, Compiled& compiled) {
  if (compiled.unread) return sources.add_unread(shown_path(file));
  if (file.path == "-") return sources.add_kept(shown_path(file), std::move(compiled.kept));
  sources.add_file(file.path, compiled.stamp);
}

/// The files that were asked for, in their order.
auto compile_group(const Group& group, Threads& threads, Catalogue& catalogue)
    -> std::vector<Unit> {
  std::vector<Compiled> compiled(group.files.size());
  threads.run(compiled.size(), [&](size_t i) {
    compiled[i] = compile_file(group.files[i], SourceId{static_cast<uint32_t>(i)});
  });
  std::vector<Unit> units;
  units.reserve(compiled.size());
  for (size_t i = 0; i < compiled.size(); ++i) {
    add_source(catalogue.sources, group.files[i], compiled[i]);
    catalogue.unreadable = catalogue.unreadable || compiled[i].unread;
    catalogue.diagnostics.append(std::move(compiled[i].diagnostics));
    units.push_back(std::move(compiled[i].unit));
  }
  catalogue.files = units.size();
  return units;
}

/// A message may point into the library: its texts are in the binary.
void add_library_sources(Catalogue& catalogue) {
  std::unordered_map<std::string_view, std::string_view> texts;
  for (const LibraryFile& file : library()) texts.emplace(file.path, file.text);
  for (const Unit& unit : catalogue.model.units) {
    if (unit.is_library) catalogue.sources.add_text(unit.path, texts[unit.path]);
  }
}

}  // namespace

auto load_catalogue(const Group& group, const LinkOptions& options, Threads& threads)
    -> std::unique_ptr<Catalogue> {
  auto catalogue = std::make_unique<Catalogue>();
  std::vector<Unit> units = compile_group(group, threads, *catalogue);
  add_siblings(group, units, [&](const InputFile& file) {
    const auto id = static_cast<uint32_t>(catalogue->sources.count());
    Compiled compiled = compile_file(file, SourceId{id});
    add_source(catalogue->sources, file, compiled);
    compiled.unit.only_for_names = true;
    return std::move(compiled.unit);
  });
  LinkOptions link_options = options;
  link_options.complete = group.complete;
  catalogue->model =
      link(std::move(units), library(), link_options, threads.parallel(), catalogue->diagnostics);
  add_library_sources(*catalogue);
  catalogue->diagnostics.sort();
  return catalogue;
}

}  // namespace kava
