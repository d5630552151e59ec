// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "compiler/driver/inputs.h"
#include "compiler/model/unit.h"

namespace kava {

/// Adds the files of the catalogue that were not given but are needed: `catalogue.kava`, and those
/// that declare a name which a unit mentions and does not declare, in its own module, the modules
/// it uses and those above. Only candidates whose names match are compiled; `compile` takes the
/// path and the module.
void add_siblings(const InputGroup& group, std::vector<Unit>& units,
                  const std::function<Unit(const InputFile&)>& compile);

}  // namespace kava
