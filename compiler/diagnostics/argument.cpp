// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/argument.h"

#include <fmt/format.h>

namespace kava {

auto in_language(const LocalisedText& text, Language language) -> std::string_view {
  const std::string_view wanted = language == Language::et ? "et" : "en";
  for (const std::string_view tag : {wanted, std::string_view("en")}) {
    for (const auto& [key, value] : text) {
      if (key == tag) return value;
    }
  }
  return text.empty() ? std::string_view() : std::string_view(text.front().second);
}

namespace {

auto core_label(std::string_view word, Language language) -> std::string_view {
  struct Row {
    std::string_view word, en, et;
  };
  static constexpr Row labels[] = {
#define LABEL(word, en, et) {#word, en, et},
#include "compiler/diagnostics/labels.def"
#undef LABEL
  };
  for (const Row& row : labels) {
    if (row.word == word) return language == Language::et ? row.et : row.en;
  }
  return word;
}

struct Renderer {
  Language language;
  auto operator()(const Text& text) const -> std::string { return text.text; }
  auto operator()(const Name& name) const -> std::string { return fmt::format("`{}`", name.text); }
  auto operator()(const Count& count) const -> std::string { return std::to_string(count.value); }
  auto operator()(const Amount& amount) const -> std::string {
    const std::string number = amount.value.text(language == Language::et ? ',' : '.');
    if (amount.unit.empty() || amount.unit == "%") return number + amount.unit;
    return number + ' ' + amount.unit;
  }
  auto operator()(const Label& label) const -> std::string {
    if (!label.labels.empty()) return std::string(in_language(label.labels, language));
    return std::string(core_label(label.word, language));
  }
  auto operator()(const Date& date) const -> std::string { return date.text(); }
  auto operator()(const LocalisedText& text) const -> std::string {
    return std::string(in_language(text, language));
  }
};

}  // namespace

auto rendered(const Argument& argument, Language language) -> std::string {
  return std::visit(Renderer{language}, argument);
}

auto filled(std::string_view words, const std::vector<Argument>& arguments, Language language)
    -> std::string {
  std::string result;
  for (size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    const bool doubled = i + 1 < words.size() && words[i + 1] == c;
    if ((c == '{' || c == '}') && doubled) {
      result += c;
      ++i;
    } else if (c == '{') {
      result += rendered(arguments[static_cast<size_t>(words[i + 1] - '0')], language);
      i += 2;
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace kava
