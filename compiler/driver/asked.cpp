// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/asked.h"

#include <fmt/ranges.h>

#include "compiler/base/suggest.h"
#include "compiler/driver/whole_library.h"
#include "compiler/rules/versions.h"

namespace kava {
namespace {

constexpr Words none_such{"there is no regulation `{}`", "õigusakti `{}` ei ole"};
constexpr Words did_you_mean{"; did you mean `{}`?", "; kas mõtlesid `{}`?"};
constexpr Words all_of_them{"; see `kava regulations` for the list",
                            "; loetelu annab `kava regulations`"};
constexpr Words several{"`{}` may be `{}`: write which one",
                        "`{}` võib olla `{}`: kirjuta, milline neist"};
constexpr Words not_in_force{
    "no version of `{}` was in force on {}; its versions: `{}`",
    "õigusakti `{}` ükski redaktsioon ei kehtinud {}; redaktsioonid: `{}`"};

auto names_of_regulations(const Model& model) -> std::vector<std::string> {
  std::vector<std::string> result;
  for (const ObjectId id : model.top_level.of(Word::regulation))
    result.push_back(full_name(model, id));
  return result;
}

auto periods_of(const Model& model, ObjectId regulation) -> std::vector<std::string> {
  std::vector<std::string> result;
  for (const ObjectId version : versions_of(model, regulation))
    result.push_back(period_of(model.thing(version)));
  return result;
}

}  // namespace

auto read_asked(std::string_view text) -> std::optional<AskedRegulation> {
  const size_t at = text.find('@');
  AskedRegulation result{std::string(text.substr(0, at)), std::nullopt};
  if (result.name.empty()) return std::nullopt;
  if (at == std::string_view::npos) return result;
  result.date = read_date(text.substr(at + 1));
  if (!result.date) return std::nullopt;
  return result;
}

auto no_such_regulation(std::string_view name, std::span<const std::string> full_names,
                        Language language) -> std::string {
  std::vector<std::string_view> names;
  for (const std::string_view full : full_names) {
    for (size_t at = 0; at != std::string_view::npos; at = full.find('.', at)) {
      if (at > 0) ++at;
      names.push_back(full.substr(at));
    }
  }
  const std::string_view meant = nearest(name, names);
  return say(none_such, language, name) + (meant.empty() ? std::string(all_of_them.in(language))
                                                         : say(did_you_mean, language, meant));
}

auto fault_of_asked(const Model& model, const AskedRegulation& asked, Language language)
    -> std::string {
  const FoundRegulation found = find_regulation(model, asked.name);
  if (!found.several.empty())
    return say(several, language, asked.name, fmt::format("{}", fmt::join(found.several, "`, `")));
  if (!found.id) {
    std::vector<std::string> names = names_of_regulations(model);
    for (std::string& name : names_of_regulations(whole_library()))
      names.push_back(std::move(name));
    return no_such_regulation(asked.name, names, language);
  }
  if (!asked.date || version_on(model, found.id, asked.date)) return {};
  return say(not_in_force, language, full_name(model, found.id), asked.date->text(),
             fmt::format("{}", fmt::join(periods_of(model, found.id), "`, `")));
}

}  // namespace kava
