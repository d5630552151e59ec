// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/library.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SmallVector.h>

#include <algorithm>

#include "compiler/base/dotted.h"
#include "compiler/model/declare.h"

namespace kava {
namespace {

template <typename Visit>
void for_each_part(std::string_view text, char separator, Visit visit) {
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// Which names of the library have been mentioned so far, and which files that makes needed.
class Loader {
 public:
  Loader(Library library, LibraryScope scope, std::span<const std::string> wanted)
      : library_(library), scope_(scope) {
    loaded_.resize(library.size(), false);
    wanted_.resize(library.size(), false);
    for (const std::string& name : wanted) want(name);
    for (const LibraryFile& file : library) {
      for_each_part(file.names, ' ',
                    [&](std::string_view name) { known_.insert(name_hash(name)); });
      for_each_part(file.module, '.',
                    [&](std::string_view name) { known_.insert(name_hash(name)); });
    }
  }

  using Names = llvm::DenseSet<uint64_t>;

  /// Those of the names of a unit that the library has.
  void collect(const Unit& unit, Names& into) const {
    for (const uint64_t name : unit.mentions) {
      if (known_.contains(name)) into.insert(name);
    }
  }
  void mention(const Names& names) { mentioned_.insert(names.begin(), names.end()); }

  /// Files that have become needed since the last call.
  auto needed() -> llvm::SmallVector<size_t, 16> {
    llvm::SmallVector<size_t, 16> result;
    for (size_t i = 0; i < library_.size(); ++i) {
      if (loaded_[i] || !(wanted_[i] || is_needed(library_[i]))) continue;
      loaded_[i] = true;
      result.push_back(i);
    }
    return result;
  }

 private:
  /// Also what is named beside the declaration is found then: its module counts as mentioned.
  void want(std::string_view wanted) {
    for (size_t i = 0; i < library_.size(); ++i) {
      const std::string module(library_[i].module);
      for_each_part(library_[i].names, ' ', [&](std::string_view name) {
        if (is_called(module + '.' + std::string(name), wanted)) wanted_[i] = true;
      });
      if (!wanted_[i]) continue;
      for_each_part(module, '.',
                    [&](std::string_view part) { mentioned_.insert(name_hash(part)); });
    }
  }

  auto is_needed(const LibraryFile& file) const -> bool {
    if (scope_ == LibraryScope::Everything) return true;
    bool module_mentioned = true;
    if (file.module != common_module) {
      for_each_part(file.module, '.', [&](std::string_view name) {
        module_mentioned &= mentioned_.contains(name_hash(name));
      });
    }
    if (!module_mentioned) return false;
    if (scope_ == LibraryScope::WholeModules && file.module != common_module) return true;
    bool name_mentioned = false;
    for_each_part(file.names, ' ', [&](std::string_view name) {
      name_mentioned |= mentioned_.contains(name_hash(name));
    });
    return name_mentioned;
  }

  Library library_;
  LibraryScope scope_;
  std::vector<bool> loaded_;
  std::vector<bool> wanted_;
  Names known_;
  Names mentioned_;
};

}  // namespace

auto names_of(const Unit& unit) -> std::string {
  std::string result;
  const auto extends = [&](const Object& vocabulary) {
    const auto entries = unit.entries_of(vocabulary);
    return std::any_of(entries.begin(), entries.end(),
                       [](const Value& entry) { return entry.word == Word::extends; });
  };
  for (const Object& object : unit.objects) {
    const bool code = object.kind == Word::concept_ && extends(unit.objects[object.parent]);
    const bool declared = object.parent == 0 || object.kind == Word::course || code;
    if (!declared || object.name.length == 0 || object.kind == Word::example) continue;
    (result += result.empty() ? "" : " ") += unit.view(object.name);
  }
  return result;
}

void load_library(std::vector<Unit>& units, Library library, LibraryScope scope,
                  std::span<const std::string> wanted,
                  const std::function<Unit(const LibraryFile&, SourceId)>& compile,
                  const Parallel& parallel) {
  Loader loader(library, scope, wanted);
  constexpr size_t units_per_chunk = 128;
  const auto mentioned =
      in_chunks(parallel, units.size(), units_per_chunk, [&](size_t first, size_t end) {
        Loader::Names names;
        for (size_t i = first; i < end; ++i) loader.collect(units[i], names);
        return names;
      });
  for (const Loader::Names& names : mentioned) loader.mention(names);
  units.reserve(units.size() + library.size());  // Moving thousands of them costs milliseconds.
  uint32_t next_source = 0;
  for (const Unit& unit : units) next_source = std::max(next_source, unit.source.index + 1);
  for (auto files = loader.needed(); !files.empty(); files = loader.needed()) {
    for (const size_t index : files) {
      units.push_back(compile(library[index], SourceId{next_source++}));
      Loader::Names names;
      loader.collect(units.back(), names);
      loader.mention(names);
    }
  }
}

}  // namespace kava
