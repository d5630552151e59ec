// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/commands/commands.h"

namespace kava {
namespace {

constexpr const Option* check_options[] = {
    &option::lang,  &option::format,  &option::color,    &option::werror, &option::threads,
    &option::as_of, &option::against, &option::no_cache, &option::stats,  &option::help};
constexpr const Option* build_options[] = {&option::emit,    &option::output, &option::lang,
                                           &option::format,  &option::color,  &option::werror,
                                           &option::threads, &option::as_of,  &option::no_cache,
                                           &option::stats,   &option::help};
constexpr const Option* test_options[] = {
    &option::coverage, &option::min_coverage, &option::lang,  &option::format,
    &option::color,    &option::threads,      &option::as_of, &option::help};
constexpr const Option* deadlines_options[] = {&option::today, &option::list_format, &option::lang,
                                               &option::color, &option::threads,     &option::help};
constexpr const Option* audit_options[] = {
    &option::output, &option::audit_format, &option::lang,    &option::color,
    &option::as_of,  &option::against,      &option::threads, &option::help};
constexpr const Option* impact_options[] = {
    &option::regulation, &option::comparison_format, &option::as_of, &option::lang,
    &option::color,      &option::threads,           &option::help};
constexpr const Option* fmt_options[] = {&option::check, &option::diff,    &option::lang,
                                         &option::color, &option::threads, &option::help};
constexpr const Option* regulations_options[] = {&option::page_format, &option::lang,
                                                 &option::help};
constexpr const Option* plain_options[] = {&option::lang, &option::help};

constexpr Command table[] = {
    {"check",
     "PATH…",
     {"check definitions against the regulations in force",
      "kontrolli õppekavasid kehtivate õigusaktide järgi"},
     check_options,
     run_check},
    {"build",
     "PATH…",
     {"check, then write the records made from the definitions",
      "kontrolli ja kirjuta õppekavadest tehtavad väljundid"},
     build_options,
     run_build},
    {"test",
     "PATH…",
     {"run the examples and tell which rules they keep and break",
      "käivita näited ja ütle, milliseid reegleid need täidavad ja rikuvad"},
     test_options,
     run_test},
    {"deadlines",
     "PATH…",
     {"list what is to be done next, by whom and until when",
      "loetle, mis tuleb teha järgmisena, kelle poolt ja mis ajaks"},
     deadlines_options,
     run_deadlines},
    {"audit",
     "PATH…",
     {"write how each programme is judged, with values and places, to be signed",
      "kirjuta allkirjastamiseks, kuidas iga õppekava on hinnatud: väärtused ja kohad"},
     audit_options,
     run_audit},
    {"impact",
     "PATH…",
     {"tell which programmes another version of a regulation, or a draft, would touch",
      "ütle, milliseid õppekavasid puudutaks õigusakti teine redaktsioon või eelnõu"},
     impact_options,
     run_impact},
    {"fmt",
     "PATH…",
     {"lay out definitions in the one way that all of them share",
      "vorminda õppekavad ühtsel kujul"},
     fmt_options,
     run_fmt},
    {"explain",
     "[CODE]",
     {"tell what a diagnostic or a rule means, or list them all",
      "selgita teadet või reeglit või loetle need kõik"},
     plain_options,
     run_explain},
    {"regulations",
     "[NAME]",
     {"list the regulations of the library, or the rules of one",
      "loetle teegi õigusaktid või ühe õigusakti reeglid"},
     regulations_options,
     run_regulations},
    {"schema",
     "",
     {"print the JSON Schema of what `build --emit json` writes",
      "näita JSON-väljundi skeemi (JSON Schema)"},
     plain_options,
     run_schema},
    {"version", "", {"print the version", "näita versiooni"}, plain_options, run_version},
    {"help", "[COMMAND]", {"help on a command", "käsu abi"}, plain_options, run_help},
};

}  // namespace

auto commands() -> std::span<const Command> { return table; }

auto find_command(std::string_view name) -> const Command* {
  for (const Command& command : table) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

}  // namespace kava
