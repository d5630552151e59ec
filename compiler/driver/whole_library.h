// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/model/model.h"

namespace kava {

/// The standard library alone, all of it, compiled and linked. What might be wrong with it is not
/// told: its tests find that.
auto whole_library() -> Model;

}  // namespace kava
