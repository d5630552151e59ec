// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/driver/options.h"

namespace kava {

auto run_check(const Options& options) -> int;
auto run_build(const Options& options) -> int;
auto run_test(const Options& options) -> int;
auto run_deadlines(const Options& options) -> int;
auto run_audit(const Options& options) -> int;
auto run_impact(const Options& options) -> int;
auto run_fmt(const Options& options) -> int;
auto run_explain(const Options& options) -> int;
auto run_regulations(const Options& options) -> int;
auto run_schema(const Options& options) -> int;
auto run_version(const Options& options) -> int;
auto run_help(const Options& options) -> int;

/// What `kava COMMAND --help` prints.
auto command_help(const Command& command, Language language) -> std::string;
/// What `kava --help` prints.
auto overview(Language language) -> std::string;

/// Says on standard error that a command was called wrongly, and returns the status for it.
auto wrong_usage(std::string_view what, const Command* command, Language language) -> int;

}  // namespace kava
