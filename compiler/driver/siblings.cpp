// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/siblings.h"

#include <filesystem>

#include "compiler/driver/declared_names.h"
#include "compiler/driver/files.h"
#include "compiler/model/declare.h"

namespace kava {
namespace {

/// How a file is called by somebody who stands in the current folder.
auto shown_path(const std::string& path) -> std::string {
  std::error_code error;
  const std::filesystem::path here = std::filesystem::current_path(error);
  return error ? path : std::filesystem::path(path).lexically_relative(here).string();
}

class Siblings {
 public:
  Siblings(const InputGroup& group, std::vector<Unit>& units,
           const std::function<Unit(const InputFile&)>& compile)
      : group_(group), units_(units), compile_(compile) {
    for (const InputFile& file : group.files) given_.insert(file.canonical);
  }

  void add() {
    add_module({});
    for (size_t seen = 0; seen < units_.size();) {
      for (; seen < units_.size(); ++seen) look_at(units_[seen]);
      compile_needed();
    }
  }

 private:
  struct Candidate {
    InputFile file;
    std::vector<uint64_t> names;
    bool is_needed = false;
  };

  /// What a unit needs from elsewhere, and where it may come from.
  void look_at(const Unit& unit) {
    std::unordered_set<uint64_t> own;
    for (const Object& object : unit.objects) own.insert(name_hash(unit.view(object.name)));
    for (const uint64_t name : unit.mentions) {
      if (!own.contains(name)) wanted_.insert(name);
    }
    for (const Unit& example : unit.examples) look_at(example);
    add_modules(unit.module);
    if (unit.objects.empty()) return;
    for (const Value& entry : unit.entries_of(unit.objects.front())) {
      const bool is_use = entry.word == Word::use && entry.kind == ValueKind::Path;
      if (is_use) add_modules(unit.view(entry.slice));
    }
  }

  /// A module and those above it.
  void add_modules(std::string_view module) {
    for (std::string_view next = module; !next.empty();) {
      add_module(next);
      const size_t dot = next.rfind('.');
      next = dot == std::string_view::npos ? std::string_view() : next.substr(0, dot);
    }
  }

  void add_module(std::string_view module) {
    if (!modules_.insert(std::string(module)).second) return;
    const std::string folder = module_folder(group_.folder, module);
    const auto listing = folder.empty() ? std::nullopt : list_folder(folder);
    if (!listing) return;
    const Folder opened(folder);
    for (const Listing::File& entry : listing->files) {
      const std::string path = folder + '/' + entry.name;
      const std::string resolved = entry.is_link ? canonical(path) : path;
      if (given_.contains(resolved)) continue;
      Candidate candidate{{path, resolved, std::string(module), std::nullopt}, {}, false};
      candidate.is_needed = module.empty() && entry.name == "catalogue.kava";
      if (opened.read(entry.name, buffer_)) scan(buffer_.text(), candidate);
      candidates_.push_back(std::move(candidate));
    }
  }

  static void scan(std::string_view text, Candidate& candidate) {
    DeclaredNames declared(text);
    for (std::string_view name = declared.next(); !name.empty(); name = declared.next()) {
      candidate.names.push_back(name_hash(name));
    }
  }

  void compile_needed() {
    for (Candidate& candidate : candidates_) {
      for (const uint64_t name : candidate.names) {
        candidate.is_needed = candidate.is_needed || wanted_.contains(name);
      }
      if (!candidate.is_needed || !given_.insert(candidate.file.canonical).second) continue;
      candidate.file.path = shown_path(candidate.file.path);
      units_.push_back(compile_(candidate.file));
    }
  }

  const InputGroup& group_;
  std::vector<Unit>& units_;
  const std::function<Unit(const InputFile&)>& compile_;
  std::unordered_set<std::string> given_, modules_;
  std::unordered_set<uint64_t> wanted_;
  std::vector<Candidate> candidates_;
  Buffer buffer_;
};

}  // namespace

void add_siblings(const InputGroup& group, std::vector<Unit>& units,
                  const std::function<Unit(const InputFile&)>& compile) {
  if (group.folder.empty() || group.complete) return;
  Siblings(group, units, compile).add();
}

}  // namespace kava
