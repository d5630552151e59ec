// SPDX-License-Identifier: Apache-2.0
// What can be said of a rule before any programme is looked at: that nothing can break it, that
// nothing can keep it, or that it never applies. Found for whoever writes a regulation.
#pragma once
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/rules/rule_book.h"

namespace kava {

/// Reports conditions of a rule that always or never hold, as far as their constants, the bounds of
/// what they read and the other conditions of the rule prove. What is not proven is not said: no
/// right rule is ever blamed. Absent values are left out of it, for they end in no data.
void check_provable(const World& world, const CompiledRule& rule, Diagnostics& diagnostics);

}  // namespace kava
