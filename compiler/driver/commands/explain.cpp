// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/diagnostics/page.h"
#include "compiler/diagnostics/render_text.h"
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/commands/explain_rule.h"
#include "compiler/driver/pages.h"

namespace kava {
namespace {

constexpr Words no_such_code{"there is no diagnostic and no rule `{}`",
                             "teadet ega reeglit `{}` ei ole"};
constexpr Words did_you_mean{"; did you mean `{}`?", "; kas mõtlesid `{}`?"};
constexpr Words all_of_them{"see `kava explain` for the list", "loetelu annab `kava explain`"};

auto upper(std::string text) -> std::string {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

auto find_row(const std::string& wanted) -> const DiagnosticRow* {
  for (const DiagnosticRow& row : diagnostic_rows()) {
    if (row.code == upper(wanted) || row.slug == wanted) return &row;
  }
  return nullptr;
}

auto row_number(const DiagnosticRow& row) -> uint16_t {
  return static_cast<uint16_t>(&row - diagnostic_rows().data());
}

auto explanation(const DiagnosticRow& row, Language language) -> std::string {
  const MessageWords words = message_words(row_number(row), language);
  std::string out = fmt::format("{} {} ({})\n\n  {}\n", row.code, row.slug,
                                severity_word(row.severity, language), open_words(words.words));
  if (!words.help.empty()) out += fmt::format("  {}\n", open_words(words.help));
  const std::string_view page = page_of(row.code);
  if (page.empty()) return out;
  return out + '\n' + without_fences(page.substr(page.find_first_not_of('\n')));
}

auto list_all(Language language) -> std::string {
  std::string out;
  for (const DiagnosticRow& row : diagnostic_rows()) {
    if (row.severity == Severity::Note) continue;
    out += fmt::format("{}  {:<28}  {:<8}  {}\n", row.code, row.slug,
                       severity_word(row.severity, language),
                       open_words(message_words(row_number(row), language).words));
  }
  return out;
}

auto not_found(const std::string& wanted, Rulebook& rules, Language language) -> int {
  const std::vector<std::string> ids = rules.ids();
  std::vector<std::string_view> names(ids.begin(), ids.end());
  for (const DiagnosticRow& row : diagnostic_rows()) names.push_back(row.slug);
  const std::string_view meant = nearest(wanted, names);
  std::string what = say(no_such_code, language, wanted);
  what += meant.empty() ? "; " + std::string(all_of_them.in(language))
                        : say(did_you_mean, language, meant);
  return wrong_usage(what, find_command("explain"), language);
}

}  // namespace

auto run_explain(const Options& options) -> int {
  Rulebook rules;
  if (options.operands.empty()) {
    print(list_all(options.language) + '\n' + rules.list(options.language));
    return 0;
  }
  std::string out;
  for (const std::string& wanted : options.operands) {
    if (!out.empty()) out += '\n';
    if (const DiagnosticRow* row = find_row(wanted)) {
      out += explanation(*row, options.language);
    } else if (const auto rule = rules.explain(wanted, options.language)) {
      out += *rule;
    } else if (const std::string list = rules.list(options.language, wanted); !list.empty()) {
      out += list;
    } else {
      return not_found(wanted, rules, options.language);
    }
  }
  print(out);
  return 0;
}

}  // namespace kava
