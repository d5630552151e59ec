// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

/// Every limit of the compiler, with its reason. Hitting one is a diagnostic, never a crash.
namespace kava::limits {

/// Bytes of one source file (K1103). Spans hold 32-bit offsets and a programme has a few kilobytes;
/// what is larger is no definition.
inline constexpr size_t source_bytes = 32U << 20;

/// Open `{` and `(` at once (K1013). Keeps recursion shallow; real files reach 6.
inline constexpr uint32_t nesting = 200;

/// Syntax errors told per file. A file with more is not a definition with slips but another thing.
inline constexpr size_t syntax_errors_per_file = 50;

/// Wrong names in one file for which the name that was meant is looked for.
inline constexpr size_t guesses_per_file = 50;

/// Words in one file that nothing declares. Words are numbered with 16 bits; a real file has a
/// handful.
inline constexpr size_t unknown_words = 1024;

/// Different language tags, and different units of measure, in one file. They are numbered with 16
/// bits.
inline constexpr size_t tags = 4096;

/// Different sums that electives may lead to while one rule is decided (K4010). Each costs about a
/// microsecond, so that a rule that is hard to decide still ends within a tenth of a second.
inline constexpr size_t path_profiles = 50'000;

/// Steps of one evaluation of one rule (K4011). A real rule takes tens; a collection in a
/// collection in a collection is still far away.
inline constexpr uint64_t evaluation_steps = 10'000'000;

/// Options of one elective group (K3210). A path keeps its choices in 64 bits.
inline constexpr size_t options_per_group = 64;

/// Modules that may `use` one another in a row before it is called a cycle's fault.
inline constexpr size_t use_depth = 64;

}  // namespace kava::limits
