// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/report.h"

namespace kava {
namespace {

constexpr size_t portion = 64U << 10;

constexpr Words changed_meanwhile{
    "kava: `{}` changed while it was being checked; its lines are not shown\n",
    "kava: `{}` muutus kontrolli ajal; selle ridu ei näidata\n"};

/// " (and 1 file beside it: b.kava)"; empty if none was read.
auto beside(const std::vector<std::string>& paths, Language language) -> std::string {
  constexpr size_t most_named = 3;
  if (paths.empty()) return {};
  std::string list;
  for (size_t i = 0; i < std::min(paths.size(), most_named); ++i) {
    (list += i == 0 ? "" : ", ") += paths[i];
  }
  if (paths.size() > most_named) list += " …";
  const bool one = paths.size() == 1;
  const std::string count = std::to_string(paths.size());
  if (language == Language::et) {
    return " (lisaks loetud " + count + (one ? " fail: " : " faili: ") + list + ')';
  }
  return " (and " + count + (one ? " file beside it: " : " files beside it: ") + list + ')';
}

}  // namespace

Reporter::Reporter(const Options& options)
    : options_(options),
      style_{options.language, options.format == Format::text && colour_wanted(options.colour)},
      json_(options.language) {
  if (options_.format == Format::json) json_.begin(out_);
}

void Reporter::report(Catalogue& catalogue) {
  tally_.files += catalogue.files;
  beside_.insert(beside_.end(), catalogue.beside.begin(), catalogue.beside.end());
  unreadable_ = unreadable_ || catalogue.unreadable;
  report(catalogue, catalogue.diagnostics.reports());
}

void Reporter::report(Catalogue& catalogue, std::span<const Report> reports) {
  const SourceLookup sources = catalogue.sources.lookup();
  for (const Report& report : reports) {
    if (options_.werror && report.severity == Severity::Warning) {
      Report raised = report;
      raised.severity = Severity::Error;
      add(raised, sources);
    } else {
      add(report, sources);
    }
  }
  for (const std::string& path : catalogue.sources.take_changed()) {
    if (options_.format == Format::text) out_ += say(changed_meanwhile, options_.language, path);
  }
}

void Reporter::add(const Report& report, const SourceLookup& sources) {
  tally_.count({&report, 1});
  if (options_.format == Format::json) {
    json_.add(out_, report, sources);
  } else {
    render_text(out_, report, sources, style_);
    out_ += '\n';
  }
  if (out_.size() >= portion) flush();
}

auto Reporter::finish(std::span<const std::string> written) -> int {
  if (options_.format == Format::json) {
    json_.end(out_, tally_, status(), written);
  } else {
    out_ += summary_text(tally_, options_.language) + beside(beside_, options_.language) + '\n';
  }
  flush();
  return status();
}

void Reporter::flush() {
  if (options_.format == Format::json) {
    print(out_);
  } else {
    print_error(out_);
  }
  out_.clear();
}

}  // namespace kava
