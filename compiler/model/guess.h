// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/SmallVector.h>

#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/library.h"
#include "compiler/model/model.h"
#include "compiler/model/names.h"

namespace kava {

/// Something that was written and means nothing. What was meant is looked for when all values have
/// their types: only then may the labels of other files be read.
struct Unmeant {
  enum class Kind : uint8_t { Module, Declaration, Field, Name, Code, Measure, Other };
  Kind kind;
  Report report;  ///< Without help; it points at what was written.
  std::string written;
  llvm::SmallVector<Word, 5> of;  ///< Field: its block. Name: the kinds. Measure: its quantity.
  uint32_t owner = 0;             ///< The object that it stands in.
  ObjectId vocabulary;            ///< Of a code.
};

/// A report of the table's severity that is not told yet.
template <typename... Arguments>
auto untold(Location where, Diagnostic<Arguments...> diagnostic,
            std::type_identity_t<Arguments>... arguments) -> Report {
  return {message(diagnostic, std::move(arguments)...),
          diagnostic_rows()[diagnostic.row].severity,
          where,
          {},
          {},
          {}};
}

/// Tells what means nothing in a unit, with what was meant. One cause is told once: a `use` that is
/// missing or misspelt explains every name that would come from its module.
void tell_unmeant(const Model& model, const Names& names, Library library, uint32_t unit,
                  std::vector<Unmeant> unmeant, Diagnostics& diagnostics);

/// Adds "did you mean …?" and the edit.
void did_you_mean(Report& report, std::string_view guess);

}  // namespace kava
