// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/asked.h"
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/counts.h"
#include "compiler/driver/remembered.h"
#include "compiler/driver/report.h"

namespace kava {
namespace {

constexpr Words path_missing{"`check` wants a file or a folder", "`check` tahab faili või kausta"};

/// Compiles and judges a group, and prints what was found; nothing, and a `fault`, if a regulation
/// that was asked about is none.
auto check(const InputGroup& group, const Options& options, Threads& threads, Cache* cache,
           Reporter& reporter, std::string& fault) -> const Catalogue& {
  LinkOptions link_options{options.as_of, LibraryScope::Mentioned};
  link_options.against = options.against;
  // Not given back: the process ends soon, and freeing a large model takes a while.
  Catalogue& catalogue = *load_catalogue(group, link_options, threads, cache).release();
  for (const AskedRegulation& asked : options.against) {
    if (fault.empty()) fault = fault_of_asked(catalogue.model, asked, options.language);
  }
  if (fault.empty()) reporter.report(catalogue);
  return catalogue;
}

auto usage_fault(const std::string& fault, const Options& options) -> int {
  return wrong_usage(fault, find_command("check"), options.language);
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
  std::string fault;
  const Catalogue& catalogue = check(group, options, threads, &cache, reporter, fault);
  if (!fault.empty()) return usage_fault(fault, options);
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
    return usage_fault(std::string(path_missing.in(options.language)), options);
  }
  if (const std::string fault = fault_of_formats(options); !fault.empty()) {
    return usage_fault(fault, options);
  }
  Threads threads(options.threads);
  const std::vector<InputGroup> groups = find_inputs(options.operands);
  if (const auto cache = cache_for(options, groups)) {
    return check_with(*cache, options, groups.front(), threads);
  }
  Reporter reporter(options);
  Counts counts;
  for (const InputGroup& group : groups) {
    std::string fault;
    counts.add(check(group, options, threads, nullptr, reporter, fault));
    if (!fault.empty()) return usage_fault(fault, options);
  }
  const int status = reporter.finish();
  counts.say(options);
  return status;
}

}  // namespace kava
