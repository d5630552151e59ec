// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/checker.h"

namespace kava {
namespace {

/// Longest beginning of a text that stands in a message, in bytes.
constexpr size_t quoted_bytes = 48;

/// Cut at a blank, so that no word and no character is broken.
auto beginning(std::string_view text) -> std::string {
  if (text.size() <= quoted_bytes) return std::string(text);
  const size_t blank = text.find_last_of(' ', quoted_bytes);
  size_t end = blank == std::string_view::npos ? quoted_bytes : blank;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

auto refers(const Thing& thing, Word word, const Thing& target) -> bool {
  bool found = false;
  each(thing, word, [&](const Cell& cell) { found = found || cell.thing() == target; });
  return found;
}

auto known(const Cell& cell) -> std::optional<Quantity> {
  return cell.known() ? cell.quantity() : std::nullopt;
}

auto in_all(std::string text) -> LocalisedText { return {{"en", std::move(text)}}; }

auto name(const Thing& thing) -> Name { return {std::string(thing.name())}; }

auto outcome_words(const Thing& outcome) -> Text {
  if (!outcome.name().empty()) return {'`' + std::string(outcome.name()) + '`'};
  const Cell text = outcome[Word::text] ? outcome[Word::text] : outcome[Word::value];
  if (!text.known() || text.text().empty()) return {"`outcome`"};
  return {"“" + beginning(text.text()) + "”"};
}

auto as_written(const Schema& schema, const Quantity& quantity) -> std::string {
  const Amount amount = kava::amount(schema, quantity);
  return rendered(amount, Language::en);
}

auto as_written(const Schema& schema, const std::optional<Quantity>& lower,
                const std::optional<Quantity>& upper) -> std::string {
  if (lower && upper && lower->value == upper->value) return as_written(schema, *upper);
  if (!upper) {
    if (!lower) return "..";
    const Amount amount = kava::amount(schema, *lower);
    return amount.value.text() + ".. " + amount.unit;
  }
  return (lower ? lower->value.text() : "") + ".." + as_written(schema, *upper);
}

auto Working::equals(const Quantity& sum) const -> LocalisedText {
  return in_each([&](Language language) {
    std::string words;
    for (const Term& term : terms_) {
      if (!words.empty()) words += " + ";
      const std::string_view label = in_language(term.label, language);
      if (!label.empty()) (words += label) += ' ';
      words += rendered(amount(schema_, term.quantity), language);
    }
    return words + " = " + rendered(amount(schema_, sum), language);
  });
}

}  // namespace kava
