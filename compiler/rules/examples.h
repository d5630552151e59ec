// SPDX-License-Identifier: Apache-2.0
// What an `example` says that its definitions must earn, and whether they do.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/renderer.h"
#include "compiler/model/model.h"

namespace kava {

/// The code of the vocabulary `verdict`.
auto code_of(VerdictKind kind) -> std::string_view;

/// One verdict, diagnostic or `clean` that an example expects.
struct Expectation {
  enum class Kind : uint8_t { Verdict, Report, Clean };
  Kind kind = Kind::Clean;
  Location where;
  VerdictKind verdict = VerdictKind::Kept;
  std::string name;     ///< The rule, as written, or the code of a diagnostic.
  std::string subject;  ///< `for NAME`; empty for any programme and offering.
  Location subject_where;
};

struct ExpectedOfExample {
  std::string name;  ///< Of the example.
  std::optional<Date> as_of;
  std::vector<Expectation> lines;
  bool sound = true;  ///< False if some line could not be read; that has been told.
};

/// The lines of an example: an object of a checked file, whose names have been resolved. Reports
/// what they cannot mean in any world.
auto expected_of(const Model& model, ObjectId example, Diagnostics& diagnostics)
    -> ExpectedOfExample;

/// Reports rules and subjects that the world of the example does not have: names only, nothing
/// need have been judged.
void check_expected_names(const Model& world, const ExpectedOfExample& expected,
                          Diagnostics& diagnostics);

/// Which rules examples have kept and broken, by path and place of the rule.
using Coverage = std::map<std::pair<std::string, uint32_t>, RuleCoverage>;

/// Adds the decided rules of a regulation, as not looked at. `path` is that of its file; `house` is
/// put before their ids.
void add_rules(const Model& model, ObjectId regulation, const std::string& path,
               std::string_view house, Coverage& coverage);
void add_coverage(Coverage& to, const Coverage& from);

/// Compares a judged world with what was expected of it. `found` is what was reported in it.
/// Reports every line that does not hold, and notes the rules that were looked at. A rule counts as
/// kept or broken where a line says so and is right, and as kept in a `clean` example. A rule that
/// asks only that something is there counts as broken where it ends without data, and one that is
/// not judged because a pass has told the mistake where that is reported.
void compare_with_expected(const Model& world, const ExpectedOfExample& expected,
                           std::span<const Report> found, Coverage& coverage,
                           Diagnostics& diagnostics);

}  // namespace kava
