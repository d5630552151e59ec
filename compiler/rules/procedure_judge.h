// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "compiler/rules/evaluator.h"
#include "compiler/rules/rule_book.h"

namespace kava {

/// Something that was done. Without a date it is not known when, or the date is in error.
struct Done {
  Thing thing;
  std::string_view name;
  std::optional<Date> date;
};

/// One of the procedures that judge, with the day on which its regulation is read.
struct Judging {
  const CompiledProcedure* compiled = nullptr;
  const DecidingDay* day = nullptr;  ///< None for a procedure outside of regulations.
};

/// The concept that a field names; empty if it names none.
inline auto concept_in(const Thing& thing, Word word) -> Thing {
  const Cell cell = thing[word];
  return cell && cell.known() && cell.kind() == ValueKind::Concept ? cell.thing() : Thing();
}

/// Judges what was done for one programme or offering by one procedure. With `open`, which needs a
/// day to ask about, it also lists what is left to do and reports what is overdue.
void judge_procedure(Evaluator& evaluator, Curriculum& curriculum, const Thing& subject,
                     std::span<const Done> dones, Judging judging, std::optional<Date> as_of,
                     bool open, Diagnostics& diagnostics);

}  // namespace kava
