// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/driver/commands/commands.h"
#include "compiler/driver/replace_file.h"
#include "compiler/driver/report.h"
#include "compiler/format/format.h"
#include "compiler/syntax/parse.h"

namespace kava {
namespace {

constexpr Words path_missing{"`fmt` wants a file or a folder", "`fmt` tahab faili või kausta"};
constexpr Words not_written{"kava: `{}` cannot be written: {}\n",
                            "kava: faili `{}` ei saa kirjutada: {}\n"};
constexpr Words not_safe{
    "kava: `{}` is left as it is: its layout could not be changed without changing its content; "
    "please report this\n",
    "kava: `{}` jääb muutmata: kujundust ei saanud muuta nii, et sisu jääks samaks; palun teata "
    "sellest\n"};
constexpr Words formatted{"formatted {} of {} files\n", "vormindatud {} fail(i) {} failist\n"};
constexpr Words not_formatted{"{} of {} files are not formatted\n",
                              "vormindamata on {} fail(i) {} failist\n"};

/// What became of one file.
struct Outcome {
  Diagnostics errors;
  Stamp stamp;
  std::string kept;  ///< Text of standard input.
  std::string text;  ///< What goes to standard output: a difference, or standard input formatted.
  std::optional<WriteFault> fault;
  bool unread = false;
  bool changed = false;
  bool unsafe = false;
};

/// Formats a text that was read; writes it back unless only the difference is asked for.
void format_text(const InputFile& file, const Options& options, std::string_view before,
                 Outcome& out) {
  const Source source{SourceId{0}, file.path, file.module, before};
  const SyntaxTree tree = parse(source, out.errors);
  if (out.errors.count(Severity::Error) > 0) return;
  out.errors = {};
  Formatted after = format(tree, options.diff ? Replacements::List : Replacements::Leave);
  out.changed = after.text != before;
  if (out.changed && !same_content(before, after.text)) {
    out.changed = false;
    out.unsafe = true;
    return;
  }
  if (options.diff) {
    if (out.changed)
      out.text = unified_diff(before, after, file.path == "-" ? "<stdin>" : file.path);
  } else if (file.path == "-") {
    if (!options.check) out.text = std::move(after.text);
  } else if (out.changed && !options.check) {
    out.fault = replace_file(file.canonical, after.text);
  }
}

auto format_file(const InputFile& file, uint32_t index, const Options& options) -> Outcome {
  thread_local Buffer buffer;
  Outcome out;
  const Location where{SourceId{index}, {}};
  auto fault = file.fault ? file.fault : read_file(file.path, buffer, out.stamp);
  if (fault) {
    out.unread = true;
    const Severity severity = diagnostic_rows()[fault->row].severity;
    out.errors.add({std::move(*fault), severity, where, {}, {}, {}});
    return out;
  }
  format_text(file, options, buffer.text(), out);
  if (out.unsafe && file.path == "-") out.text = buffer.text();
  if (file.path == "-") out.kept = buffer.text();
  return out;
}

/// The errors are those of one file that was alone; here it is one of many.
auto placed(std::span<const Report> reports, SourceId source) -> std::vector<Report> {
  std::vector<Report> result(reports.begin(), reports.end());
  for (Report& report : result) {
    report.where.source = source;
    for (Note& note : report.notes) note.where.source = source;
    for (Edit& edit : report.edits) edit.where.source = source;
  }
  return result;
}

void add_source(Catalogue& catalogue, const InputFile& file, Outcome& outcome) {
  const std::string path = file.path == "-" ? "<stdin>" : file.path;
  if (outcome.unread) {
    catalogue.sources.add_unread(path);
  } else if (file.path == "-") {
    catalogue.sources.add_kept(path, std::move(outcome.kept));
  } else {
    catalogue.sources.add_file(path, outcome.stamp);
  }
}

/// Says what became of each file, in their order, and returns the status.
auto tell(std::span<const InputFile> files, std::span<Outcome> outcomes, const Options& options)
    -> int {
  Catalogue catalogue;
  catalogue.files = files.size();
  std::string list, faults;
  size_t changed = 0;
  for (uint32_t i = 0; i < files.size(); ++i) {
    Outcome& outcome = outcomes[i];
    catalogue.unreadable = catalogue.unreadable || outcome.unread;
    for (Report& report : placed(outcome.errors.reports(), SourceId{i})) {
      catalogue.diagnostics.add(std::move(report));
    }
    add_source(catalogue, files[i], outcome);
    list += outcome.text;
    if (outcome.unsafe) faults += say(not_safe, options.language, files[i].path);
    if (outcome.fault) {
      faults += say(not_written, options.language, files[i].path,
                    in_language(outcome.fault->reason, options.language));
    } else if (outcome.changed) {
      ++changed;
      const bool named = !options.diff && (files[i].path != "-" || options.check);
      if (named) (list += files[i].path == "-" ? "<stdin>" : files[i].path) += '\n';
    }
  }
  print(list);
  print_error(faults);
  int status = faults.empty() ? 0 : 2;
  if (!catalogue.diagnostics.empty()) {
    Reporter reporter(options);
    reporter.report(catalogue);
    status = std::max(status, reporter.finish());
  }
  if (changed > 0 && options.check) status = std::max(status, 1);
  const bool plain = files.size() == 1 && files.front().path == "-";
  if (!plain) {
    const Words& words = options.check || options.diff ? not_formatted : formatted;
    print_error(say(words, options.language, changed, files.size()));
  }
  return status;
}

}  // namespace

auto run_fmt(const Options& options) -> int {
  if (options.operands.empty()) {
    return wrong_usage(path_missing.in(options.language), find_command("fmt"), options.language);
  }
  std::vector<InputFile> files;
  for (InputGroup& group : find_inputs(options.operands)) {
    std::ranges::move(group.files, std::back_inserter(files));
  }
  std::vector<Outcome> outcomes(files.size());
  Threads threads(options.threads);
  threads.run(files.size(), [&](size_t i) {
    outcomes[i] = format_file(files[i], static_cast<uint32_t>(i), options);
  });
  return tell(files, outcomes, options);
}

}  // namespace kava
