// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/top_level.h"

namespace kava {
namespace {

constexpr size_t units_per_chunk = 128;

struct Found {
  std::vector<std::pair<Word, ObjectId>> declarations;
  std::vector<TopLevel::Use> uses;

  void look_at(const Unit& unit, uint32_t index) {
    if (unit.objects.empty()) return;
    const Object& file = unit.objects[0];
    for (uint32_t i = file.first; i < file.first + file.count; ++i) {
      const Value& entry = unit.entries[i];
      if (entry.kind == ValueKind::Block)
        declarations.emplace_back(entry.word, ObjectId{index, entry.object.index});
      if (entry.word == Word::use && entry.kind == ValueKind::Path) uses.push_back({index, i});
    }
  }
};

}  // namespace

TopLevel::TopLevel(const std::vector<Unit>& units, const Parallel& parallel)
    : by_kind_(static_cast<size_t>(Word::core_count)) {
  const auto found =
      in_chunks(parallel, units.size(), units_per_chunk, [&](size_t first, size_t end) {
        Found part;
        for (size_t i = first; i < end; ++i) part.look_at(units[i], static_cast<uint32_t>(i));
        return part;
      });
  for (const Found& part : found) {
    for (const auto& [word, id] : part.declarations) {
      // What no core word declares is no declaration: told when it is resolved.
      if (word < Word::core_count) by_kind_[static_cast<size_t>(word)].push_back(id);
    }
    uses_.insert(uses_.end(), part.uses.begin(), part.uses.end());
  }
}

auto TopLevel::of(Word kind) const -> std::span<const ObjectId> {
  const auto index = static_cast<size_t>(kind);
  return index < by_kind_.size() ? std::span<const ObjectId>(by_kind_[index])
                                 : std::span<const ObjectId>();
}

}  // namespace kava
