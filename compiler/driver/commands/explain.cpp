// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/diagnostics/render_text.h"
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/commands/explain_rule.h"
#include "compiler/driver/library.h"

namespace kava {
namespace {

constexpr Words no_such_code{"there is no diagnostic and no rule `{}`",
                             "teadet ega reeglit `{}` ei ole"};
constexpr Words did_you_mean{"; did you mean `{}`?", "; kas mõtlesid `{}`?"};
constexpr Words all_of_them{"see `kava explain` for the list", "loetelu annab `kava explain`"};

/// The words of a row where nothing is filled in: `the courses add up to …`.
auto open_words(std::string_view words) -> std::string {
  std::string result;
  for (size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    if (c != '{' && c != '}') {
      result += c;
    } else if (i + 1 < words.size() && words[i + 1] == c) {
      result += words[i++];
    } else if (c == '{') {
      result += "…";
      i += 2;
    }
  }
  return result;
}

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

/// The page without its heading; empty if there is none.
auto page_of(std::string_view code) -> std::string_view {
  for (const Page& page : pages()) {
    if (page.code != code) continue;
    const size_t end = page.text.find('\n');
    return page.text.substr(std::min(end, page.text.size() - 1) + 1);
  }
  return {};
}

/// A page as a terminal shows it: examples are indented instead of fenced.
auto without_fences(std::string_view page) -> std::string {
  std::string out;
  bool in_example = false;
  while (!page.empty()) {
    const size_t end = std::min(page.find('\n'), page.size());
    const std::string_view line = page.substr(0, end);
    page.remove_prefix(std::min(end + 1, page.size()));
    if (line.starts_with("```")) {
      in_example = !in_example;
      out += '\n';
      continue;
    }
    if (in_example && !line.empty()) out += "    ";
    (out += line) += '\n';
  }
  return out;
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
