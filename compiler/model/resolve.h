// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/base/parallel.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/library.h"
#include "compiler/model/model.h"

namespace kava {

/// Adds to the schema what the units declare: units of measure and fields.
void extend_schema(Model& model, Diagnostics& diagnostics);

/// Gives every entry its field and its type, and every name what it means; reports what has none.
/// Units are done in parallel; each is written by one thread, and only the names of others are
/// read. What a name may have been meant for is also looked for in the library.
void resolve(Model& model, Library library, const Parallel& parallel, Diagnostics& diagnostics);

/// Reports and cuts circles: modules that use each other, things that are part of themselves.
void cut_cycles(Model& model, Diagnostics& diagnostics);

/// Collects for every programme of the checked files its courses, groups, offerings and status.
void build_curricula(Model& model, const Parallel& parallel);

/// Reports the fields that a programme or its courses lack for the programme's status (hints in a
/// draft), and codes that stand for two things.
void check_required(const Model& model, const Parallel& parallel, Diagnostics& diagnostics);

/// Reports courses, roles and the like that nothing refers to. For whole catalogues.
void check_unused(const Model& model, const Parallel& parallel, Diagnostics& diagnostics);

}  // namespace kava
