// SPDX-License-Identifier: Apache-2.0
// Outcomes that begin with a verb that cannot be assessed: `knows`, `mõistab`. A hint, never a
// fault.
#include "compiler/check/checker.h"

namespace kava {
namespace {

/// No word of the list is longer, in bytes.
constexpr size_t longest_word = 48;

auto continues_word(unsigned char c) -> bool {
  return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// The weak verb with which a text begins; empty if there is none.
auto weak_beginning(const Facts& facts, std::string_view language, std::string_view text)
    -> std::string_view {
  for (const Facts::WeakVerbs& verbs : facts.weak_verbs) {
    if (verbs.language != language) continue;
    const size_t start = text.find_first_not_of(" \t\n-");
    if (start == std::string_view::npos) return {};
    text.remove_prefix(start);
    const std::string beginning = lower_case(text.substr(0, longest_word));
    for (const std::string& verb : verbs.by_first_byte[static_cast<unsigned char>(beginning[0])]) {
      if (!beginning.starts_with(verb)) continue;
      const bool whole = beginning.size() == verb.size() ||
                         !continues_word(static_cast<unsigned char>(beginning[verb.size()]));
      if (whole) return text.substr(0, verb.size());
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
