// SPDX-License-Identifier: Apache-2.0
// Regulations that a command names, whether or not a programme comes under them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/date.h"
#include "compiler/model/model.h"

namespace kava {

/// `taltech.microdegree@2024-02-01`
struct AskedRegulation {
  std::string name;          ///< The full one, or so many of its last parts as mean only one.
  std::optional<Date> date;  ///< Its version of that day; without one the day decides as always.
  auto text() const -> std::string;  ///< As it was asked.
};

/// What takes the place of the version of a regulation that judges, to see what that would change.
/// What is extended is read as of the same day as before.
struct Substitute {
  std::optional<AskedRegulation> version;  ///< Another version of that regulation,
  std::optional<SourceId> draft;           ///< or the regulations of this file.
};
/// The regulations that come in, those of one name being versions; empty if there are none.
auto incoming(const Model& model, const Substitute& instead) -> std::vector<ObjectId>;

/// What a name means among the regulations that are loaded.
struct FoundRegulation {
  ObjectId id;                       ///< Its first version; empty unless the name means only one.
  std::vector<std::string> several;  ///< Full names of all that it may mean, if there are several.
};
auto find_regulation(const Model& model, std::string_view name) -> FoundRegulation;

}  // namespace kava
