// SPDX-License-Identifier: Apache-2.0
// Outcomes that begin with a verb that cannot be assessed: `knows`, `mõistab`. A hint, never a
// fault.
#include "compiler/check/checker.h"

namespace kava {
namespace {

auto continues_word(unsigned char c) -> bool {
  return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// The bytes at `i` in lower case; looks back for the letters of two bytes.
auto lower_at(std::string_view text, size_t i) -> unsigned char {
  const auto c = static_cast<unsigned char>(text[i]);
  return lower_byte(i == 0 ? '\0' : static_cast<unsigned char>(text[i - 1]), c);
}

auto begins_with(std::string_view text, std::string_view lower_word) -> bool {
  if (text.size() < lower_word.size()) return false;
  for (size_t i = 0; i < lower_word.size(); ++i) {
    if (lower_at(text, i) != static_cast<unsigned char>(lower_word[i])) return false;
  }
  return text.size() == lower_word.size() ||
         !continues_word(static_cast<unsigned char>(text[lower_word.size()]));
}

/// The weak verb with which a text begins; empty if there is none.
auto weak_beginning(const Facts& facts, std::string_view language, std::string_view text)
    -> std::string_view {
  const size_t start = text.find_first_not_of(" \t\n-");
  if (start == std::string_view::npos) return {};
  text.remove_prefix(start);
  for (const Facts::WeakVerbs& verbs : facts.weak_verbs) {
    if (verbs.language != language) continue;
    for (const std::string& verb : verbs.by_first_byte[lower_at(text, 0)]) {
      if (begins_with(text, verb)) return text.substr(0, verb.size());
    }
  }
  return {};
}

}  // namespace

void check_wording(Checker& checker, const Thing& outcome) {
  if (checker.facts.weak_verbs.empty()) return;
  const Cell text = outcome[Word::text] ? outcome[Word::text] : outcome[Word::value];
  if (!text.known()) return;
  const auto judged = [&](std::string_view language, std::string_view words, Location where) {
    const std::string_view verb = weak_beginning(checker.facts, language, words);
    if (verb.empty()) return false;
    checker.report(where, diag::weak_verb, Name{std::string(verb)});
    return true;
  };
  if (text.kind() == ValueKind::Text) {
    judged(checker.model.default_language(), text.text(), text.location());
    return;
  }
  if (text.kind() != ValueKind::Localised) return;
  const Unit& unit = text.unit();
  // One language is enough: the other says the same.
  for (const Value& item : unit.items_of(text.value())) {
    const Location where{unit.source, item.span};
    if (judged(unit.view(unit.tags[item.unit]), unit.view(item.slice), where)) return;
  }
}

}  // namespace kava
