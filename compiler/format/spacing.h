// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/format/layout.h"

namespace kava {

/// Whether a blank stands between two tokens of one member. `earlier` is the token before both of
/// them, if there is one.
auto space_between(const Piece* earlier, const Piece& before, const Piece& piece) -> bool;

/// Whether the author may break the line between two tokens of one member.
auto may_break(const Piece& before, const Piece& piece) -> bool;

}  // namespace kava
