// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/report.h"

namespace kava {
namespace {

constexpr Words path_missing{"`check` wants a file or a folder", "`check` tahab faili või kausta"};

}  // namespace

auto run_check(const Options& options) -> int {
  if (options.operands.empty()) {
    return wrong_usage(path_missing.in(options.language), find_command("check"), options.language);
  }
  if (const std::string fault = fault_of_formats(options); !fault.empty()) {
    return wrong_usage(fault, find_command("check"), options.language);
  }
  Threads threads(options.threads);
  Reporter reporter(options);
  for (const InputGroup& group : find_inputs(options.operands)) {
    // Not given back: the process ends soon, and freeing a large model takes a while.
    Catalogue& catalogue =
        *load_catalogue(group, {options.as_of, LibraryScope::Mentioned}, threads).release();
    reporter.report(catalogue);
  }
  return reporter.finish();
}

}  // namespace kava
