// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/unit.h"
#include "compiler/syntax/tree.h"

namespace kava {

/// Turns the tree of one file into its unit: declarations, their fields and values as written. No
/// name is looked up and no field is known but the core's; `resolve` does both. A member that a
/// syntax error spoilt is left out, and what it stands in is marked as damaged.
auto declare(const SyntaxTree& tree, const Source& source) -> Unit;

/// Adds the expression of an `embedded` tree (the inside of `{…}` in a text) to a unit. Returns the
/// index of its root in `Unit::expressions`.
auto declare_embedded(const SyntaxTree& tree, Unit& unit) -> uint32_t;

/// Hash under which names are looked up; equal names have equal hashes in every process.
auto name_hash(std::string_view name) -> uint64_t;

}  // namespace kava
