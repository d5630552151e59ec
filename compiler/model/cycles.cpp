// SPDX-License-Identifier: Apache-2.0
// Circles in what must lead somewhere: modules that use each other, an organisation that is part of
// itself. Circles that share a thing are reported once; all are cut, so that later phases may
// follow such links to the end.
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/model/resolve.h"

namespace kava {
namespace {

auto key(ObjectId id) -> uint64_t { return static_cast<uint64_t>(id.unit) << 32U | id.index; }

/// Cuts the circles of links of one word. Depth first, without recursion: a chain may be long.
class CycleCutter {
 public:
  CycleCutter(Model& model, Diagnostics& diagnostics) : model_(model), diagnostics_(diagnostics) {}

  void cut(uint32_t unit, uint32_t object) {
    for (size_t i = 0; i < std::size(upward); ++i) visit({unit, object}, upward[i], finished_[i]);
  }

 private:
  struct Step {
    ObjectId id;
    uint32_t next_entry;
    bool told = false;  ///< On a circle that is reported.
  };

  void visit(ObjectId start, Word word, llvm::DenseSet<uint64_t>& finished) {
    if (finished.contains(key(start))) return;
    std::vector<Step> path{{start, 0, false}};
    llvm::DenseSet<uint64_t> open{key(start)};
    while (!path.empty()) {
      Unit& unit = model_.units[path.back().id.unit];
      const Object& object = unit.objects[path.back().id.index];
      if (path.back().next_entry == object.count) {
        open.erase(key(path.back().id));
        finished.insert(key(path.back().id));
        path.pop_back();
        continue;
      }
      Value& entry = unit.entries[object.first + path.back().next_entry++];
      const bool link = entry.word == word &&
                        (entry.kind == ValueKind::Reference || entry.kind == ValueKind::Concept);
      if (!link || finished.contains(key(entry.object))) continue;
      if (!open.insert(key(entry.object)).second) {
        cut_back(path, entry, word);
        continue;
      }
      path.push_back({entry.object, 0, false});
    }
  }

  /// Circles that share a thing may have one cause: the first is told, all are cut.
  void cut_back(std::vector<Step>& path, Value& entry, Word word) {
    const auto from = std::ranges::find(path, entry.object, &Step::id);
    const auto told = [](const Step& step) { return step.told; };
    const bool known = std::any_of(from, path.end(), told);
    if (known || report(entry, path.back().id, word))
      std::for_each(from, path.end(), [](Step& step) { step.told = true; });
    entry.kind = ValueKind::Error;
  }

  /// False if it stands in a file that is read for its names only.
  auto report(const Value& entry, ObjectId owner, Word word) -> bool {
    const Unit& unit = model_.units[owner.unit];
    if (unit.only_for_names) return false;
    diagnostics_.report({unit.source, entry.span}, diag::reference_cycle,
                        Name{std::string(model_.thing(owner).name())},
                        Name{std::string(model_.schema.spelling(word))});
    return true;
  }

  Model& model_;
  Diagnostics& diagnostics_;
  llvm::DenseSet<uint64_t> finished_[std::size(upward)];  ///< By word: what leads nowhere but up.
};

// ---- Modules
// ----------------------------------------------------------------------------------------

struct Use {
  std::string module;
  Location where;
};

class UseGraph {
 public:
  explicit UseGraph(const Model& model) {
    for (const TopLevel::Use& use : model.top_level.uses()) {
      const Unit& unit = model.units[use.unit];
      if (unit.is_library) continue;
      const Value& entry = unit.entries[use.entry];
      const std::string_view module = unit.view(entry.slice);
      auto& uses = uses_[unit.module];
      const bool known = std::any_of(uses.begin(), uses.end(),
                                     [&](const Use& other) { return other.module == module; });
      if (!known) uses.push_back({std::string(module), {unit.source, entry.span}});
    }
  }

  void report(Diagnostics& diagnostics) {
    for (const auto& [module, uses] : uses_) visit(module, diagnostics);
  }

 private:
  void visit(const std::string& module, Diagnostics& diagnostics) {
    if (finished_.contains(module) || path_.size() > 1000) return;
    path_.push_back(module);
    if (const auto found = uses_.find(module); found != uses_.end()) {
      for (const Use& use : found->second) {
        const auto open = std::find(path_.begin(), path_.end(), use.module);
        if (open == path_.end()) {
          visit(use.module, diagnostics);
        } else if (use.module != module) {
          diagnostics.report(use.where, diag::use_cycle, Name{circle(open, use.module)});
        }
      }
    }
    path_.pop_back();
    finished_.insert(module);
  }

  auto circle(std::vector<std::string>::const_iterator from, const std::string& back) const
      -> std::string {
    std::string result;
    for (auto at = from; at != path_.end(); ++at) result += *at + " → ";
    return result + back;
  }

  std::map<std::string, std::vector<Use>>
      uses_;  // Ordered: the first module of a circle is always the same.
  std::vector<std::string> path_;
  std::set<std::string> finished_;
};

}  // namespace

void cut_cycles(Model& model, Diagnostics& diagnostics) {
  CycleCutter cutter(model, diagnostics);
  for (uint32_t i = 0; i < model.units.size(); ++i) {
    const Unit& unit = model.units[i];
    // The library has no circles (it was checked when it was built) and knows no file of a user.
    if (!unit.has_upward_links || unit.is_library) continue;
    for (uint32_t j = 1; j < unit.objects.size(); ++j) {
      const auto entries = unit.entries_of(unit.objects[j]);
      if (std::any_of(entries.begin(), entries.end(),
                      [](const Value& entry) { return leads_up(entry.word); }))
        cutter.cut(i, j);
    }
  }
  UseGraph(model).report(diagnostics);
}

}  // namespace kava
