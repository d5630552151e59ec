// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/diagnostics/formats.h"
#include "compiler/driver/commands/commands.h"
#include "compiler/emit/emitters.h"

namespace kava {
namespace {

constexpr Words usage{"Usage: kava {}\n", "Kasutus: kava {}\n"};
constexpr Words usage_of_all{"COMMAND …", "KÄSK …"};
constexpr Words purpose{"The compiler for study programmes.", "Õppekavade kompilaator."};
constexpr Words list_of_commands{"Commands:", "Käsud:"};
constexpr Words list_of_options{"Options:", "Valikud:"};
constexpr Words list_of_formats{
    "Formats for --format (to standard output unless a FILE is named; several with commas):",
    "Vormingud valikule --format (FAIL puudumisel tavaväljundisse; mitu komadega):"};
constexpr Words list_of_emitters{"Formats for --emit:", "Väljundid valikule --emit:"};
constexpr Words ending{
    "`kava COMMAND --help` tells more. A PATH is a file, a folder (every `.kava` file below\n"
    "it) or `-` for standard input; `@FILE` reads arguments from a file.\n"
    "Status: 0 no errors, 1 errors in the definitions, 2 wrong usage or an unreadable file.",
    "Rohkem ütleb `kava KÄSK --help`. PATH on fail, kaust (kõik selle all olevad `.kava`\n"
    "failid) või `-` ehk standardsisend; `@FAIL` loeb argumendid failist.\n"
    "Olek: 0 vigu ei ole, 1 vead õppekavades, 2 vale kasutus või loetamatu fail."};
constexpr Words no_such_command{"there is no command `{}`", "käsku `{}` ei ole"};
constexpr Words did_you_mean{"; did you mean `{}`?", "; kas mõtlesid `{}`?"};
constexpr Words see_help{"see `kava {}--help`", "vaata `kava {}--help`"};

/// `-o, --output FOLDER`
auto option_usage(const Option& row) -> std::string {
  std::string result = row.letter ? fmt::format("-{}, ", row.letter) : "    ";
  result += fmt::format("--{}", row.name);
  if (!row.value.empty()) result += fmt::format(" {}", row.value);
  return result;
}

}  // namespace

auto command_help(const Command& command, Language language) -> std::string {
  std::string call = fmt::format("{} […] {}", command.name, command.operands);
  while (call.ends_with(' ')) call.pop_back();
  std::string out = say(usage, language, call);
  out += fmt::format("\n  {}\n\n{}\n", command.about.in(language), list_of_options.in(language));
  for (const Option* row : command.options) {
    out += fmt::format("  {:<30}  {}\n", option_usage(*row), row->about.in(language));
  }
  if (std::ranges::find(command.options, &option::format) == command.options.end()) return out;
  out += fmt::format("\n{}\n", list_of_formats.in(language));
  for (const Format& format : formats()) {
    out += fmt::format("  {:<30}  {}\n", format.name,
                       language == Language::et ? format.about_et : format.about);
  }
  if (command.name != "build") return out;
  out += fmt::format("\n{}\n", list_of_emitters.in(language));
  for (const Emitter& emitter : emitters()) {
    out += fmt::format("  {:<30}  {}\n", emitter.name, emitter.about);
  }
  return out;
}

auto overview(Language language) -> std::string {
  std::string out = say(usage, language, usage_of_all.in(language));
  out += fmt::format("\n  {}\n\n{}\n", purpose.in(language), list_of_commands.in(language));
  for (const Command& command : commands()) {
    const std::string call = fmt::format("{} {}", command.name, command.operands);
    out += fmt::format("  {:<16}  {}\n", call, command.about.in(language));
  }
  return out + fmt::format("\n{}\n", ending.in(language));
}

auto wrong_usage(std::string_view what, const Command* command, Language language) -> int {
  const std::string name = command ? std::string(command->name) + ' ' : "";
  print_error(fmt::format("kava: {}\n      {}\n", what, say(see_help, language, name)));
  return 2;
}

auto run_help(const Options& options) -> int {
  if (options.operands.empty()) {
    print(overview(options.language));
    return 0;
  }
  const std::string& name = options.operands.front();
  if (const Command* command = find_command(name)) {
    print(command_help(*command, options.language));
    return 0;
  }
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  std::string what = say(no_such_command, options.language, name);
  const std::string_view meant = nearest(name, names);
  if (!meant.empty()) what += say(did_you_mean, options.language, meant);
  return wrong_usage(what, nullptr, options.language);
}

}  // namespace kava
