// SPDX-License-Identifier: Apache-2.0
// Procedures: who does what by when. What is recorded with `done` is compared with the steps of the
// procedures that judge a programme and its offerings.
#pragma once
#include <memory>
#include <optional>
#include <span>

#include "compiler/rules/evaluator.h"
#include "compiler/rules/rule_book.h"

namespace kava {

/// Compiles the expressions of the steps. They see the roots `programme`, `offering` (if the
/// procedure is for one) and `done` (the entry that is judged), and by their bare names the fields
/// of what the procedure is for. `regulation` is empty for a procedure that stands on its own.
auto compile_procedure(const World& world, ObjectId procedure, ObjectId regulation,
                       Diagnostics& diagnostics) -> std::unique_ptr<CompiledProcedure>;

/// Judges what was done for a programme and its offerings by the procedures of its regulations, and
/// by those procedures outside of regulations that stand in its module or in one that it uses. With
/// `as_of` it also fills `deadlines` and reports steps that are overdue on that day; what was done
/// later than that day counts as not done yet.
void judge_procedures(Evaluator& evaluator, Curriculum& curriculum, const Plan& plan,
                      std::span<const std::unique_ptr<CompiledProcedure>> free_procedures,
                      std::optional<Date> as_of, Diagnostics& diagnostics);

}  // namespace kava
