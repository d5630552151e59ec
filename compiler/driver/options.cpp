// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/options.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "compiler/base/suggest.h"
#include "compiler/driver/asked.h"

// A table of our own instead of llvm::cl: its help and its complaints are English only, and every
// option would be a static object made at every start.
namespace kava {
namespace {

constexpr unsigned most_threads = 1024;

auto read_language(std::string_view value) -> std::optional<Language> {
  if (value == "en") return Language::en;
  if (value == "et") return Language::et;
  return std::nullopt;
}

auto set_language(Options& options, std::string_view value) -> bool {
  const auto language = read_language(value);
  options.language = language.value_or(options.language);
  options.language_given = true;
  return language.has_value();
}

/// Takes the parts of a list with commas one by one; false if one of them is empty.
template <typename Take>
auto take_list(std::string_view value, Take take) -> bool {
  if (value.empty()) return false;
  while (!value.empty()) {
    const size_t end = std::min(value.find(','), value.size());
    if (end == 0) return false;
    take(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return true;
}

auto set_format(Options& options, std::string_view value) -> bool {
  bool sound = true;
  const bool any = take_list(value, [&](std::string_view wish) {
    const size_t equals = std::min(wish.find('='), wish.size());
    const std::string_view file = wish.substr(std::min(equals + 1, wish.size()));
    sound = sound && equals > 0 && !wish.ends_with('=');
    options.formats.push_back({std::string(wish.substr(0, equals)), std::string(file)});
  });
  return any && sound;
}

auto set_colour(Options& options, std::string_view value) -> bool {
  options.colour = value == "always"  ? Colour::always
                   : value == "never" ? Colour::never
                                      : Colour::automatic;
  return value == "always" || value == "never" || value == "auto";
}

auto set_threads(Options& options, std::string_view value) -> bool {
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, options.threads);
  return error == std::errc() && stop == end && options.threads >= 1 &&
         options.threads <= most_threads;
}

auto set_as_of(Options& options, std::string_view value) -> bool {
  options.as_of = read_date(value);
  return options.as_of.has_value();
}

auto set_against(Options& options, std::string_view value) -> bool {
  auto asked = read_asked(value);
  if (asked) options.against.push_back(std::move(*asked));
  return asked.has_value();
}

auto set_list_format(Options& options, std::string_view value) -> bool {
  options.list_format = value;
  return value == "text" || value == "json" || value == "ics";
}

auto set_comparison_format(Options& options, std::string_view value) -> bool {
  options.list_format = value;
  return value == "text" || value == "json";
}

auto set_regulation(Options& options, std::string_view value) -> bool {
  const bool first = options.regulation.empty();
  options.regulation = value;
  return first && !value.empty();
}

auto set_emit(Options& options, std::string_view value) -> bool {
  return take_list(value, [&](std::string_view name) { options.emit.emplace_back(name); });
}

auto set_audit_format(Options& options, std::string_view value) -> bool {
  return set_emit(options, value) && std::ranges::all_of(options.emit, [](const std::string& name) {
           return name == "html" || name == "json";
         });
}

auto set_output(Options& options, std::string_view value) -> bool {
  options.output = value;
  return !value.empty();
}

auto set_werror(Options& options, std::string_view) -> bool { return options.werror = true; }
auto set_coverage(Options& options, std::string_view) -> bool { return options.coverage = true; }

auto set_min_coverage(Options& options, std::string_view value) -> bool {
  if (value.ends_with('%')) value.remove_suffix(1);
  unsigned percent = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, percent);
  options.min_coverage = percent;
  return error == std::errc() && stop == end && percent <= 100;
}

auto set_check(Options& options, std::string_view) -> bool { return options.check = true; }
auto set_diff(Options& options, std::string_view) -> bool { return options.diff = true; }
auto set_help(Options& options, std::string_view) -> bool { return options.help = true; }
auto set_no_cache(Options& options, std::string_view) -> bool { return options.no_cache = true; }
auto set_stats(Options& options, std::string_view) -> bool { return options.stats = true; }

}  // namespace

namespace option {
constexpr Option lang{"lang",
                      0,
                      "en|et",
                      {"language of messages (default: KAVA_LANG, else en)",
                       "teadete keel (vaikimisi KAVA_LANG, muidu en)"},
                      set_language};
constexpr Option format{"format",
                        0,
                        "NAME[=FILE]",
                        {"how diagnostics are written (default: text); may be given several times",
                         "teadete kuju (vaikimisi text); võib anda mitu korda"},
                        set_format};
constexpr Option color{"color",
                       0,
                       "auto|always|never",
                       {"colours (default: on a terminal, unless NO_COLOR is set)",
                        "värvid (vaikimisi terminalis, kui NO_COLOR puudub)"},
                       set_colour};
constexpr Option werror{
    "werror", 0, "", {"warnings count as errors", "hoiatused loetakse vigadeks"}, set_werror};
constexpr Option threads{"threads",
                         0,
                         "N",
                         {"threads to use (default: one per processor)",
                          "mitut lõime kasutada (vaikimisi üks protsessori kohta)"},
                         set_threads};
constexpr Option check{"check",
                       0,
                       "",
                       {"change nothing; name the files that are not formatted, with status 1",
                        "ära muuda midagi; nimeta vormindamata failid, olekuga 1"},
                       set_check};
constexpr Option diff{
    "diff",
    0,
    "",
    {"change nothing; show what would change", "ära muuda midagi; näita, mis muutuks"},
    set_diff};
constexpr Option as_of{"as-of",
                       0,
                       "DATE",
                       {"judge by the regulations of this day, such as 2026-09-01",
                        "hinda selle päeva õigusaktide järgi, näiteks 2026-09-01"},
                       set_as_of};
constexpr Option against{
    "against",
    0,
    "NAME[@DATE]",
    {"judge by this regulation too, in its version of that day; may be given several times",
     "hinda ka selle õigusakti järgi, selle päeva redaktsioonis; võib anda mitu korda"},
    set_against};
constexpr Option page_format{
    "format",
    0,
    "text|markdown|html",
    {"how they are written (default: text)", "väljundi kuju (vaikimisi text)"},
    set_format};
constexpr Option regulation{
    "regulation",
    0,
    "NAME@DATE|[NAME=]FILE",
    {"what takes the place of the version that judges: another version, or a draft (required)",
     "mis tuleb hindava redaktsiooni asemele: teine redaktsioon või eelnõu (nõutav)"},
    set_regulation};
constexpr Option comparison_format{
    "format",
    0,
    "text|json",
    {"how the result is written (default: text)", "tulemuse kuju (vaikimisi text)"},
    set_comparison_format};
constexpr Option today{"as-of",
                       0,
                       "DATE",
                       {"the day from which days are counted (required), such as 2026-04-19",
                        "päev, millest päevi loetakse (nõutav), näiteks 2026-04-19"},
                       set_as_of};
constexpr Option list_format{
    "format",
    0,
    "text|json|ics",
    {"how the list is written (default: text)", "nimekirja kuju (vaikimisi text)"},
    set_list_format};
constexpr Option audit_format{
    "format",
    0,
    "html,json",
    {"what to write (default: both)", "mida kirjutada (vaikimisi mõlemad)"},
    set_audit_format};
constexpr Option emit{"emit",
                      0,
                      "LIST",
                      {"what to write, such as json,form,elm (default: everything)",
                       "mida kirjutada, näiteks json,form,elm (vaikimisi kõik)"},
                      set_emit};
constexpr Option output{"output",
                        'o',
                        "FOLDER",
                        {"where to write (default: out)", "kuhu kirjutada (vaikimisi out)"},
                        set_output};
constexpr Option no_cache{"no-cache",
                          0,
                          "",
                          {"do not use what earlier runs have compiled, and keep nothing",
                           "ära kasuta varem kompileeritut ega jäta midagi alles"},
                          set_no_cache};
constexpr Option stats{
    "stats",
    0,
    "",
    {"say at the end how many files were compiled", "ütle lõpus, mitu faili kompileeriti"},
    set_stats};
constexpr Option coverage{"coverage",
                          0,
                          "",
                          {"list the rules and what the examples say of each",
                           "loetle reeglid ja mida näited igaühe kohta ütlevad"},
                          set_coverage};
constexpr Option min_coverage{
    "min-coverage",
    0,
    "PERCENT",
    {"fail if fewer of the decided rules are kept by one example and broken by another",
     "ebaõnnestu, kui vähem reegleid on ühes näites täidetud ja teises rikutud"},
    set_min_coverage};
constexpr Option help{"help", 'h', "", {"this help", "see abi"}, set_help};
}  // namespace option

namespace {

constexpr Words unknown_option{"`{}` has no option `{}`", "käsul `{}` ei ole valikut `{}`"};
constexpr Words did_you_mean{"; did you mean `{}`?", "; kas mõtlesid `{}`?"};
constexpr Words value_missing{"`{}` wants a value: {}", "valik `{}` tahab väärtust: {}"};
constexpr Words value_wrong{"`{}` cannot be `{}`: it wants {}", "`{}` ei saa olla `{}`: sobib {}"};
constexpr Words value_unwanted{"`{}` takes no value", "valikul `{}` ei ole väärtust"};

/// Reads arguments one by one; `fault` is set when one of them cannot be understood.
struct Reader {
  const Command& command;
  std::span<const std::string_view> rest;
  Options options;
  std::string fault;

  auto next() -> std::string_view {
    const std::string_view argument = rest.front();
    rest = rest.subspan(1);
    return argument;
  }

  void read() {
    while (!rest.empty() && fault.empty()) {
      const std::string_view argument = next();
      if (argument == "--") {
        options.operands.insert(options.operands.end(), rest.begin(), rest.end());
        return;
      }
      if (argument.size() < 2 || argument[0] != '-') {
        options.operands.emplace_back(argument);
      } else if (argument[1] == '-') {
        read_long(argument);
      } else {
        read_short(argument);
      }
    }
  }

  void read_long(std::string_view argument) {
    const size_t equals = argument.find('=');
    const std::string_view written = argument.substr(0, equals);
    std::optional<std::string_view> value;
    if (equals != std::string_view::npos) value = argument.substr(equals + 1);
    take(written, find(written.substr(2)), value);
  }

  void read_short(std::string_view argument) {
    std::optional<std::string_view> value;
    if (argument.size() > 2) value = argument.substr(2);
    const Option* const row = find_letter(argument[1]);
    take(row ? argument.substr(0, 2) : argument, row, value);
  }

  auto find(std::string_view name) const -> const Option* {
    for (const Option* row : command.options) {
      if (row->name == name) return row;
    }
    return nullptr;
  }

  auto find_letter(char letter) const -> const Option* {
    for (const Option* row : command.options) {
      if (row->letter == letter) return row;
    }
    return nullptr;
  }

  void take(std::string_view written, const Option* row, std::optional<std::string_view> value) {
    const Language language = options.language;
    if (!row) return unknown(written);
    if (row->value.empty()) {
      if (value) {
        fault = say(value_unwanted, language, written);
      } else {
        row->set(options, {});
      }
      return;
    }
    if (!value && rest.empty()) {
      fault = say(value_missing, language, written, row->value);
      return;
    }
    const std::string_view text = value ? *value : next();
    if (!row->set(options, text)) fault = say(value_wrong, language, written, text, row->value);
  }

  void unknown(std::string_view written) {
    fault = say(unknown_option, options.language, command.name, written);
    std::vector<std::string_view> names;
    for (const Option* row : command.options) names.push_back(row->name);
    const size_t hyphens = std::min(written.find_first_not_of('-'), written.size());
    const std::string_view meant = nearest(written.substr(hyphens), names);
    if (!meant.empty()) fault += say(did_you_mean, options.language, "--" + std::string(meant));
  }
};

}  // namespace

auto read_options(const Command& command, std::span<const std::string_view> arguments,
                  Options options) -> std::variant<Options, std::string> {
  Reader reader{command, arguments, std::move(options), {}};
  reader.read();
  if (!reader.fault.empty()) return std::move(reader.fault);
  return std::move(reader.options);
}

auto wanted_language(std::span<const std::string_view> arguments) -> Language {
  constexpr std::string_view name = "--lang";
  for (size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    std::string_view value = arguments[i];
    if (!value.starts_with(name)) continue;
    value.remove_prefix(name.size());
    if (value.empty() && i + 1 < arguments.size()) value = arguments[i + 1];
    if (value.starts_with('=')) value.remove_prefix(1);
    if (const auto language = read_language(value)) return *language;
  }
  const char* const environment = std::getenv("KAVA_LANG");
  return read_language(environment ? environment : "").value_or(Language::en);
}

}  // namespace kava
