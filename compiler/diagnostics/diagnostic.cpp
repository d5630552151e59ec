// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/diagnostic.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace kava {
namespace {

constexpr DiagnosticRow rows[] = {
#define DIAGNOSTIC(code, slug, severity, ...) {#code, #slug, Severity::severity},
#include "compiler/diagnostics/diagnostics.def"
#undef DIAGNOSTIC
};

/// How many arguments each row takes.
constexpr size_t argument_counts[] = {
#define DIAGNOSTIC(code, slug, severity, ...) std::tuple_size_v<std::tuple<__VA_ARGS__>>,
#include "compiler/diagnostics/diagnostics.def"
#undef DIAGNOSTIC
};

/// True if words and help together use every argument of the row and no other.
consteval auto uses_every_argument(std::string_view words, std::string_view help, size_t count)
    -> bool {
  std::array<bool, 10> used{};
  for (const std::string_view text : {words, help}) {
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '{') continue;
      if (i + 1 < text.size() && text[i + 1] == '{') {
        ++i;
        continue;
      }
      if (i + 2 >= text.size() || text[i + 2] != '}') return false;
      const auto index = static_cast<size_t>(text[i + 1] - '0');
      if (index >= count) return false;
      used[index] = true;
    }
  }
  for (size_t i = 0; i < count; ++i) {
    if (!used[i]) return false;
  }
  return true;
}

struct Words {
  diag::Row row;
  MessageWords words;
};

constexpr Words english[] = {
#define MESSAGE(slug, words, help) {diag::Row::slug, {words, help}},
#include "compiler/diagnostics/messages.en.def"
};
constexpr Words estonian[] = {
#include "compiler/diagnostics/messages.et.def"
#undef MESSAGE
};

// A message that is missing, stands out of order or forgets an argument does not compile.
#define MESSAGE(slug, words, help)                                                             \
  static_assert(                                                                               \
      uses_every_argument(words, help, argument_counts[static_cast<size_t>(diag::Row::slug)]), \
      #slug ": an argument is not used or does not exist");
#include "compiler/diagnostics/messages.en.def"
#include "compiler/diagnostics/messages.et.def"
#undef MESSAGE

template <size_t n>
consteval auto same_rows(const Words (&words)[n]) -> bool {
  for (size_t i = 0; i < n; ++i) {
    if (static_cast<size_t>(words[i].row) != i) return false;
  }
  return n == std::size(rows);
}
static_assert(same_rows(english), "messages.en.def has the rows of diagnostics.def, in order");
static_assert(same_rows(estonian), "messages.et.def has the rows of diagnostics.def, in order");

auto order(const Report& report) {
  return std::tuple(report.where.source.index, report.where.span.offset, report.where.span.length,
                    report.message.row);
}

auto same_words(const Report& a, const Report& b) -> bool {
  if (order(a) != order(b) || a.message.arguments.size() != b.message.arguments.size())
    return false;
  for (size_t i = 0; i < a.message.arguments.size(); ++i) {
    if (rendered(a.message.arguments[i], Language::en) !=
        rendered(b.message.arguments[i], Language::en)) {
      return false;
    }
  }
  return true;
}

}  // namespace

auto diagnostic_rows() -> std::span<const DiagnosticRow> { return rows; }

auto message_words(uint16_t row, Language language) -> MessageWords {
  return language == Language::et ? estonian[row].words : english[row].words;
}

auto in_every_language(const Message& message) -> LocalisedText {
  const auto words = [&](Language language) {
    return filled(message_words(message.row, language).words, message.arguments, language);
  };
  return {{"en", words(Language::en)}, {"et", words(Language::et)}};
}

auto Diagnostics::add(Report report) -> Report& { return reports_.emplace_back(std::move(report)); }

void Diagnostics::append(Diagnostics&& other) {
  for (Report& report : other.reports_) reports_.push_back(std::move(report));
  other.reports_.clear();
}

void Diagnostics::sort() {
  std::stable_sort(reports_.begin(), reports_.end(),
                   [](const Report& a, const Report& b) { return order(a) < order(b); });
  reports_.erase(std::unique(reports_.begin(), reports_.end(), same_words), reports_.end());
}

auto Diagnostics::count(Severity severity) const -> size_t {
  return static_cast<size_t>(
      std::count_if(reports_.begin(), reports_.end(),
                    [&](const Report& report) { return report.severity == severity; }));
}

}  // namespace kava
