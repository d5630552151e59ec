// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/asked.h"

#include <algorithm>

#include "compiler/base/dotted.h"
#include "compiler/rules/versions.h"

namespace kava {

auto AskedRegulation::text() const -> std::string {
  return date ? name + '@' + date->text() : name;
}

auto find_regulation(const Model& model, std::string_view name) -> FoundRegulation {
  FoundRegulation result;
  for (const ObjectId id : model.top_level.of(Word::regulation)) {
    std::string full = full_name(model, id);
    if (full == name) return {id, {}};
    if (!is_called(full, name) || std::ranges::find(result.several, full) != result.several.end())
      continue;
    if (result.several.empty()) result.id = id;
    result.several.push_back(std::move(full));
  }
  if (result.several.size() > 1) result.id = {};
  else result.several.clear();
  std::ranges::sort(result.several);
  return result;
}

auto incoming(const Model& model, const Substitute& instead) -> std::vector<ObjectId> {
  std::vector<ObjectId> result;
  if (instead.version) {
    const ObjectId named = find_regulation(model, instead.version->name).id;
    const ObjectId version = named ? version_on(model, named, instead.version->date) : ObjectId();
    if (version) result.push_back(version);
  }
  if (!instead.draft) return result;
  for (const ObjectId id : model.top_level.of(Word::regulation)) {
    if (model.units[id.unit].source == *instead.draft) result.push_back(id);
  }
  return result;
}

}  // namespace kava
