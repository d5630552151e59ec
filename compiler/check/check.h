// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/base/parallel.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace kava {

/// The passes that need no regulation, over all checked files and their programmes.
///
/// Reports contradictions in what is said; what is not said yet is reported only from the status on
/// that asks for it. Marks programmes whose credits, hours or structure are in error, so that
/// nothing that follows from the same mistake is reported again.
void check(Model& model, const Parallel& parallel, Diagnostics& diagnostics);

}  // namespace kava
