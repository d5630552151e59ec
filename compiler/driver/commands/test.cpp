// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/driver/commands/commands.h"
#include "compiler/driver/report.h"

namespace kava {
namespace {

constexpr Words path_missing{"`test` wants a file or a folder", "`test` tahab faili või kausta"};
constexpr Words examples_one{"1 example", "1 näide"};
constexpr Words examples_many{"{} examples", "{} näidet"};
constexpr Words failed{", {} failed", ", neist ebaõnnestus {}"};
constexpr Words rules{"; {} of {} rules are kept by one and broken by another",
                      "; {} reeglit {}-st on ühes täidetud ja teises rikutud"};
constexpr Words state_kept{"only kept", "ainult täidetud"};
constexpr Words state_broken{"only broken", "ainult rikutud"};
constexpr Words state_both{"kept and broken", "täidetud ja rikutud"};
constexpr Words state_seen{"looked at, nothing said", "hinnatud, midagi ei öelda"};
constexpr Words state_never{"never looked at", "hindamata"};

auto state_of(const RuleCoverage& rule, Language language) -> std::string_view {
  if (rule.kept && rule.broken) return state_both.in(language);
  if (rule.kept) return state_kept.in(language);
  if (rule.broken) return state_broken.in(language);
  return (rule.looked_at ? state_seen : state_never).in(language);
}

/// What does not concern an example is the business of `check`: its errors only are told, for a
/// faulty regulation tests nothing.
auto concerns_test(const Report& report) -> bool {
  return report.severity == Severity::Error ||
         diagnostic_rows()[report.message.row].code.starts_with("K6");
}

class Tester {
 public:
  explicit Tester(const Options& options)
      : options_(options), threads_(options.threads), reporter_(options) {}

  auto run() -> int {
    for (const InputGroup& group : find_inputs(options_.operands)) test(group);
    tally_.examples = tests_.examples;
    tally_.failed = tests_.failed;
    for (auto& [key, rule] : tests_.coverage) tally_.rules.push_back(std::move(rule));
    if (tests_.examples == 0 && !reporter_.has_errors())
      report(message(diag::nothing_to_test), Severity::Warning);
    check_coverage();
    reporter_.set_tests(tally_);
    const int status = reporter_.finish();
    if (!reporter_.uses_output()) print(summary());
    return status;
  }

 private:
  void test(const InputGroup& group) {
    LinkOptions link_options{options_.as_of, LibraryScope::Mentioned};
    link_options.tests = &tests_;
    // Not given back: see `check`.
    Catalogue& catalogue = *load_catalogue(group, link_options, threads_).release();
    reporter_.count(catalogue);
    std::vector<Report> told;
    std::ranges::copy_if(catalogue.diagnostics.reports(), std::back_inserter(told), concerns_test);
    reporter_.report(catalogue, told);
  }

  void report(Message words, Severity severity) {
    reporter_.report(Report{std::move(words), severity, {}, {}, {}, {}, {}});
  }

  void check_coverage() {
    if (!options_.min_coverage || tally_.rules.empty()) return;
    const size_t all = tally_.rules.size();
    const size_t covered = tally_.covered();
    if (covered * 100 >= all * *options_.min_coverage) return;
    const auto percent = static_cast<int64_t>(covered * 100 / all);
    std::string counts = std::to_string(covered) + '/' + std::to_string(all);
    report(message(diag::coverage_too_low, Amount{Rational(percent), "%"},
                   Amount{Rational(static_cast<int64_t>(*options_.min_coverage)), "%"},
                   Text{std::move(counts)}),
           Severity::Error);
  }

  auto summary() const -> std::string {
    const Language language = options_.language;
    std::string out;
    for (const RuleCoverage& rule : tally_.rules) {
      if (!options_.coverage) break;
      out += fmt::format("{:<24}  {}\n", state_of(rule, language), rule.id);
    }
    out += tally_.examples == 1 ? std::string(examples_one.in(language))
                                : say(examples_many, language, tally_.examples);
    if (tally_.failed > 0) out += say(failed, language, tally_.failed);
    if (!tally_.rules.empty()) out += say(rules, language, tally_.covered(), tally_.rules.size());
    return out + '\n';
  }

  const Options& options_;
  Threads threads_;
  Reporter reporter_;
  Tests tests_;
  TestTally tally_;
};

}  // namespace

auto run_test(const Options& options) -> int {
  const Command* const command = find_command("test");
  if (options.operands.empty()) {
    return wrong_usage(path_missing.in(options.language), command, options.language);
  }
  if (const std::string fault = fault_of_formats(options); !fault.empty()) {
    return wrong_usage(fault, command, options.language);
  }
  return Tester(options).run();
}

}  // namespace kava
