// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "compiler/base/date.h"
#include "compiler/driver/terminal.h"
#include "compiler/driver/words.h"
#include "compiler/rules/asked.h"

namespace kava {

/// A format that was asked for and the file it goes to: `-` is standard output, empty the usual
/// place.
struct FormatWish {
  std::string name, file;
};

/// What was asked for on the command line.
struct Options {
  std::vector<std::string> operands;
  Language language = Language::en;
  bool language_given = false;      ///< On the command line.
  std::vector<FormatWish> formats;  ///< Empty means text.
  Colour colour = Colour::automatic;
  bool werror = false;
  bool check = false;
  bool diff = false;
  bool help = false;
  bool no_cache = false;
  bool stats = false;
  unsigned threads = 0;  ///< 0: as many as there are processors.
  std::optional<Date> as_of;
  std::vector<AskedRegulation> against;  ///< By which everything is judged too.
  std::vector<std::string> emit;         ///< Names of emitters; empty means all.
  std::string output = "out";
  bool coverage = false;
  std::optional<unsigned> min_coverage;  ///< In percent.
  std::string regulation;                ///< A version or a draft that is to be tried.
  std::string list_format = "text";      ///< Of a command that prints a list.
};

/// A row of the table of options.
struct Option {
  std::string_view name;   ///< Without its hyphens.
  char letter;             ///< `-o`; 0 if there is none.
  std::string_view value;  ///< How its value is called in the help; empty for a switch.
  Words about;
  /// Takes the value; false if it is none of those it may be.
  auto (*set)(Options& options, std::string_view value) -> bool;
};

/// A row of the table of commands.
struct Command {
  std::string_view name;
  std::string_view operands;  ///< `PATH…`
  Words about;
  std::span<const Option* const> options;
  /// Returns the exit status: 0 clean, 1 errors in the definitions, 2 wrong usage or unreadable.
  auto (*run)(const Options& options) -> int;
};
auto commands() -> std::span<const Command>;
auto find_command(std::string_view name) -> const Command*;

namespace option {
extern const Option lang, format, color, werror, threads, check, diff, as_of, emit, output,
    no_cache, stats, coverage, min_coverage, help, against, regulation;
/// The same words where they mean a day to count from, and a list instead of diagnostics.
extern const Option today, list_format, comparison_format, page_format, audit_format;
}  // namespace option

/// Reads what follows the name of a command, or says in a line what is wrong with it.
/// `--name value`, `--name=value`, `-o value`, `-ovalue`; `--` ends the options; `-` is an operand.
auto read_options(const Command& command, std::span<const std::string_view> arguments,
                  Options options) -> std::variant<Options, std::string>;

/// The reader's language: `--lang` wherever it stands, else KAVA_LANG, else English.
auto wanted_language(std::span<const std::string_view> arguments) -> Language;

}  // namespace kava
