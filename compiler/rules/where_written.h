// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "compiler/rules/program.h"

namespace kava {

/// Where an author writes what an expression reads: `completion { condition … }` in the programme.
struct WrittenAs {
  std::string words;  ///< Empty if it reads nothing that is written.
  /// The kind of declaration it stands in: `programme`, `organisation`.
  Word in = Word::none;
};

/// Of the first field that the expression reads.
auto where_written(const World& world, const Program& program, uint32_t node) -> WrittenAs;

}  // namespace kava
