// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/counts.h"
#include "compiler/driver/remembered.h"
#include "compiler/driver/report.h"

namespace kava {
namespace {

constexpr Words path_missing{"`check` wants a file or a folder", "`check` tahab faili või kausta"};

/// Compiles and judges a group, and prints what was found.
auto check(const InputGroup& group, const Options& options, Threads& threads, Cache* cache,
           Reporter& reporter) -> const Catalogue& {
  // Not given back: the process ends soon, and freeing a large model takes a while.
  Catalogue& catalogue =
      *load_catalogue(group, {options.as_of, LibraryScope::Mentioned}, threads, cache).release();
  reporter.report(catalogue);
  return catalogue;
}

/// A catalogue of which not a byte has changed earns the same words as before. Only texts are
/// compared, never dates.
auto check_with(Cache& cache, const Options& options, const InputGroup& group, Threads& threads)
    -> int {
  Reporter reporter(options);
  Counts counts;
  const ContentHash request = request_of(options, group);
  if (cache.knows(request)) {
    const auto texts = texts_of(group, threads);
    if (const auto saying = texts ? cache.saying(request, *texts) : std::nullopt) {
      const int status = reporter.repeat(*saying);
      counts.files = group.files.size();
      counts.say(options);
      return status;
    }
  }
  reporter.remember();
  const Catalogue& catalogue = check(group, options, threads, &cache, reporter);
  const int status = reporter.finish();
  if (const auto saying = reporter.take_saying(status)) {
    cache.keep(request, texts_of(catalogue.contents), *saying);
  }
  cache.close();
  counts.add(catalogue);
  counts.say(options);
  return status;
}

}  // namespace

auto run_check(const Options& options) -> int {
  if (options.operands.empty()) {
    return wrong_usage(path_missing.in(options.language), find_command("check"), options.language);
  }
  if (const std::string fault = fault_of_formats(options); !fault.empty()) {
    return wrong_usage(fault, find_command("check"), options.language);
  }
  Threads threads(options.threads);
  const std::vector<InputGroup> groups = find_inputs(options.operands);
  if (const auto cache = cache_for(options, groups)) {
    return check_with(*cache, options, groups.front(), threads);
  }
  Reporter reporter(options);
  Counts counts;
  for (const InputGroup& group : groups) {
    counts.add(check(group, options, threads, nullptr, reporter));
  }
  const int status = reporter.finish();
  counts.say(options);
  return status;
}

}  // namespace kava
