// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/commands/deadlines.h"

#include <algorithm>

#include "compiler/driver/commands/commands.h"
#include "compiler/driver/report.h"

namespace kava {
namespace {

constexpr Words path_missing{"`deadlines` wants a file or a folder",
                             "`deadlines` tahab faili või kausta"};
constexpr Words day_missing{
    "`deadlines` wants the day to count from, such as `--as-of 2026-04-19`: the clock is not asked",
    "`deadlines` tahab päeva, millest lugeda, näiteks `--as-of 2026-04-19`: kella ei küsita"};

auto listed(const Model& model, const Curriculum& curriculum, const Deadline& deadline)
    -> ListedDeadline {
  ListedDeadline result;
  result.programme = model.thing(curriculum.programme);
  if (deadline.subject != curriculum.programme) result.offering = model.thing(deadline.subject);
  result.due = deadline.due;
  result.may_apply = deadline.may_apply;
  if (deadline.unknown != Word::none) result.unknown = model.schema.spelling(deadline.unknown);
  if (!deadline.step) return result;
  result.step = model.thing(deadline.step);
  result.procedure = model.thing(deadline.procedure);
  if (deadline.regulation) result.regulation = model.thing(deadline.regulation);
  result.by = result.step.things(Word::by);
  result.to = result.step.things(Word::to);
  const Cell clause = result.step[Word::clause];
  if (clause && clause.known()) result.clause = clause.text();
  return result;
}

void add(const Model& model, std::vector<ListedDeadline>& all) {
  for (const Curriculum& curriculum : model.curricula) {
    for (const Deadline& deadline : curriculum.deadlines)
      all.push_back(listed(model, curriculum, deadline));
  }
}

auto errors_of(const Catalogue& catalogue) -> std::vector<Report> {
  std::vector<Report> result;
  for (const Report& report : catalogue.diagnostics.reports()) {
    if (report.severity == Severity::Error) result.push_back(report);
  }
  return result;
}

}  // namespace

auto run_deadlines(const Options& options) -> int {
  const Command* const command = find_command("deadlines");
  if (options.operands.empty())
    return wrong_usage(path_missing.in(options.language), command, options.language);
  if (!options.as_of)
    return wrong_usage(day_missing.in(options.language), command, options.language);
  Threads threads(options.threads);
  Reporter reporter(options);
  bool sound = true;
  std::vector<ListedDeadline> all;
  for (const InputGroup& group : find_inputs(options.operands)) {
    // Not given back: the list refers to the model.
    Catalogue& catalogue =
        *load_catalogue(group, {options.as_of, LibraryScope::Mentioned}, threads).release();
    // Hints and warnings are for `check`; here they would hide the list.
    const std::vector<Report> errors = errors_of(catalogue);
    sound = sound && errors.empty() && !catalogue.unreadable;
    catalogue.diagnostics = {};
    for (const Report& error : errors) catalogue.diagnostics.add(error);
    reporter.report(catalogue);
    add(catalogue.model, all);
  }
  std::ranges::stable_sort(all, [](const ListedDeadline& a, const ListedDeadline& b) {
    if (a.due && b.due) return *a.due < *b.due;
    return a.due.has_value() && !b.due.has_value();
  });
  // The errors come first; without any there is nothing to sum up.
  const int status = sound ? 0 : reporter.finish();
  const Date as_of = *options.as_of;
  if (options.list_format == "json") print(deadlines_as_json(all, as_of));
  else if (options.list_format == "ics") print(deadlines_as_ics(all, as_of, options.language));
  else print(deadlines_as_text(all, as_of, options.language));
  return status;
}

}  // namespace kava
