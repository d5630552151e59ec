// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/report.h"

#include <algorithm>
#include <optional>

#include "compiler/base/suggest.h"
#include "compiler/driver/outputs.h"
#include "compiler/driver/pages.h"

namespace kava {
namespace {

constexpr size_t portion = 64U << 10;
/// Answers longer than this are made anew each time.
constexpr size_t most_kept = 16U << 20;

constexpr Words no_such_format{"there is no format `{}`; there is {}",
                               "vormingut `{}` ei ole; olemas on {}"};
constexpr Words did_you_mean{"; did you mean `{}`?", "; kas mõtlesid `{}`?"};
constexpr Words same_output{
    "only one format can go to standard output; name a file for the other, as in `{}={}.out`",
    "tavaväljundisse mahub üks vorming; anna teisele fail, näiteks `{}={}.out`"};
constexpr Words same_error{"`{}` is asked for twice", "`{}` on antud kaks korda"};
constexpr Words definition{"`{}` is a definition; name another file for the format",
                           "`{}` on õppekava; anna vormingule teine fail"};
constexpr Words same_file{"two formats cannot go to one file, `{}`",
                          "kaks vormingut ei mahu ühte faili `{}`"};

auto unknown_format(const std::string& name, Language language) -> std::string {
  std::string list;
  std::vector<std::string_view> names;
  for (const Format& format : formats()) {
    (list += list.empty() ? "" : ", ") += format.name;
    names.push_back(format.name);
  }
  std::string result = say(no_such_format, language, name, list);
  const std::string_view meant = nearest(name, names);
  if (!meant.empty()) result += say(did_you_mean, language, meant);
  return result;
}

auto wishes(const Options& options) -> std::vector<FormatWish> {
  if (!options.formats.empty()) return options.formats;
  return {{std::string(formats().front().name), {}}};
}

}  // namespace

auto fault_of_formats(const Options& options) -> std::string {
  const Language language = options.language;
  for (size_t i = 0; i < options.formats.size(); ++i) {
    const FormatWish& wish = options.formats[i];
    if (!find_format(wish.name)) return unknown_format(wish.name, language);
    if (wish.file.ends_with(".kava")) return say(definition, language, wish.file);
    const Reporter::Target target = Reporter::target_of(wish);
    for (size_t j = 0; j < i; ++j) {
      const FormatWish& earlier = options.formats[j];
      if (Reporter::target_of(earlier) != target) continue;
      switch (target) {
        case Reporter::Target::error_stream: return say(same_error, language, wish.name);
        case Reporter::Target::output_stream:
          return say(same_output, language, wish.name, wish.name);
        case Reporter::Target::file:
          if (wish.file == earlier.file) return say(same_file, language, wish.file);
      }
    }
  }
  return {};
}

Reporter::Reporter(const Options& options) : options_(options) {
  for (const FormatWish& wish : wishes(options)) open(wish);
}

auto Reporter::target_of(const FormatWish& wish) -> Target {
  if (wish.file == "-") return Target::output_stream;
  if (!wish.file.empty()) return Target::file;
  return find_format(wish.name)->for_people ? Target::error_stream : Target::output_stream;
}

void Reporter::open(const FormatWish& wish) {
  const Target target = target_of(wish);
  // Only standard error is asked whether it is a terminal; a file has colours if they are wanted.
  const bool colour = target == Target::error_stream ? colour_wanted(options_.colour)
                                                     : options_.colour == Colour::always;
  const RenderOptions shown{options_.language, colour, KAVA_VERSION, page_of};
  Sink& sink = sinks_.emplace_back();
  sink.target = target;
  sink.file = wish.file;
  sink.renderer = find_format(wish.name)->make(shown);
  sink.renderer->begin(sink.out);
}

auto Reporter::uses_output() const -> bool {
  return std::ranges::any_of(sinks_,
                             [](const Sink& sink) { return sink.target == Target::output_stream; });
}

void Reporter::report(const Report& report) {
  add(report, [](SourceId) { return SourceView{}; });
}

void Reporter::report(Catalogue& catalogue) {
  count(catalogue);
  report(catalogue, catalogue.diagnostics.reports());
}

void Reporter::count(const Catalogue& catalogue) {
  tally_.files += catalogue.files;
  beside_.insert(beside_.end(), catalogue.beside.begin(), catalogue.beside.end());
  unreadable_ = unreadable_ || catalogue.unreadable;
  // The files to be checked are the first sources.
  for (size_t i = 0; i < catalogue.files; ++i) {
    const std::string& path = catalogue.sources.path(SourceId{static_cast<uint32_t>(i)});
    for (Sink& sink : sinks_) sink.renderer->file(path);
  }
}

void Reporter::count(const std::string& path) {
  ++tally_.files;
  for (Sink& sink : sinks_) sink.renderer->file(path);
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
    passing_ = true;
    for (Sink& sink : sinks_) sink.renderer->changed(sink.out, path);
  }
}

void Reporter::add(const Report& report, const SourceLookup& sources) {
  tally_.count({&report, 1});
  for (Sink& sink : sinks_) {
    sink.renderer->add(sink.out, report, sources);
    if (sink.out.size() >= portion) flush(sink);
  }
}

auto Reporter::finish(std::span<const std::string> written, bool failed) -> int {
  const int found = failed ? 2 : status();
  for (Sink& sink : sinks_) {
    sink.renderer->end(sink.out, {tally_, found, written, beside_, tests_});
    flush(sink);
  }
  return write_files() ? found : 2;
}

/// A file waits for the end.
void Reporter::flush(Sink& sink) const {
  if (sink.target == Target::file) return;
  if (remembers_ && sink.kept.size() <= most_kept) sink.kept += sink.out;
  if (sink.target == Target::output_stream) {
    print(sink.out);
  } else {
    print_error(sink.out);
  }
  sink.out.clear();
}

auto Reporter::take_saying(int status) -> std::optional<Saying> {
  if (!remembers_ || passing_ || unreadable_ || !beside_.empty()) return std::nullopt;
  Saying result{status, {}};
  for (Sink& sink : sinks_) {
    std::string& all = sink.target == Target::file ? sink.out : sink.kept;
    if (all.size() > most_kept) return std::nullopt;
    result.outputs.push_back(std::move(all));
  }
  return result;
}

auto Reporter::repeat(const Saying& saying) -> int {
  for (size_t i = 0; i < sinks_.size() && i < saying.outputs.size(); ++i) {
    sinks_[i].out = saying.outputs[i];
    flush(sinks_[i]);
  }
  return write_files() ? saying.status : 2;
}

auto Reporter::write_files() -> bool {
  bool all = true;
  for (const Sink& sink : sinks_) {
    if (sink.target != Target::file) continue;
    const auto fault = write_whole(sink.file, sink.out);
    if (fault) print_error(say_fault(*fault, options_.language));
    all = all && !fault;
  }
  return all;
}

}  // namespace kava
