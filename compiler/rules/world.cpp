// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/world.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/ConvertUTF.h>
#include <llvm/Support/Unicode.h>

#include <algorithm>

namespace kava {

auto folded(std::string_view text) -> std::string {
  std::string result;
  result.reserve(text.size());
  const auto* at = reinterpret_cast<const llvm::UTF8*>(text.data());
  const auto* const end = at + text.size();
  while (at < end) {
    if (*at < 0x80) {
      const char c = static_cast<char>(*at++);
      result += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      continue;
    }
    llvm::UTF32 character = 0;
    if (llvm::convertUTF8Sequence(&at, end, &character, llvm::lenientConversion) !=
        llvm::conversionOK) {
      ++at;
      continue;
    }
    const int simple = llvm::sys::unicode::foldCharSimple(static_cast<int>(character));
    char bytes[UNI_MAX_UTF8_BYTES_PER_CODE_POINT];
    char* out = bytes;
    llvm::ConvertCodePointToUTF8(static_cast<unsigned>(simple), out);
    result.append(bytes, out);
  }
  return result;
}

namespace {

auto same_tag(std::string_view a, std::string_view b) -> bool {
  return a.empty() || b.empty() || a == b;
}

auto is_letter(char c) -> bool {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

auto stands_alone(std::string_view text, size_t at, size_t length) -> bool {
  const bool before = at > 0 && is_letter(text[at - 1]);
  const bool after = at + length < text.size() && is_letter(text[at + length]);
  return !before && !after;
}

auto trimmed(std::string_view text) -> std::string_view {
  const size_t first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

}  // namespace

auto WordSet::equals(std::string_view tag, std::string_view text) const -> bool {
  const std::string wanted = folded(trimmed(text));
  return std::any_of(words.begin(), words.end(), [&](const Entry& entry) {
    return entry.word == wanted && same_tag(entry.tag, tag);
  });
}

auto WordSet::found_in(std::string_view tag, std::string_view text) const -> bool {
  const std::string whole = folded(text);
  for (const Entry& entry : words) {
    if (!same_tag(entry.tag, tag)) continue;
    for (size_t at = whole.find(entry.word); at != std::string::npos;
         at = whole.find(entry.word, at + 1)) {
      if (stands_alone(whole, at, entry.word.size())) return true;
    }
  }
  return false;
}

World::World(const Model& model) : model_(&model), measures_(model) {
  for (const Word kind : {Word::vocabulary, Word::word_list}) {
    for (const ObjectId id : model.top_level.of(kind)) {
      declared_[model.thing(id).name()].push_back(id);
      if (kind == Word::vocabulary && is_ordered(id)) add_ranks(id);
    }
  }
}

void World::add_ranks(ObjectId vocabulary) {
  int64_t place = 0;
  for (const Thing& concept_thing : model_->thing(vocabulary).things(Word::concept_)) {
    const Cell rank = concept_thing[Word::rank];
    const auto written = rank && rank.known() ? rank.quantity() : std::nullopt;
    ranks_[key_of(concept_thing.id())] = written ? written->value : Rational(place);
    ++place;
  }
}

auto World::declaration(Word kind, std::string_view name, std::string_view module) const
    -> ObjectId {
  const auto found = declared_.find(name);
  if (found == declared_.end()) return {};
  ObjectId best;
  size_t best_length = 0;
  for (const ObjectId id : found->second) {
    if (model_->object(id).kind != kind) continue;
    const std::string_view other = model_->units[id.unit].module;
    const bool is_parent = module == other || (module.starts_with(other) && !other.empty());
    const size_t length = is_parent ? other.size() + 2 : 1;
    if (length > best_length) {
      best = id;
      best_length = length;
    }
  }
  return best;
}

auto World::concept_of(ObjectId vocabulary, std::string_view code) const -> ObjectId {
  if (!vocabulary) return {};
  const Thing list = model_->thing(vocabulary);
  for (const Thing& concept_thing : list.things(Word::concept_)) {
    if (concept_thing.code() == code) return concept_thing.id();
  }
  for (const Thing& base : list.things(Word::extends)) {
    if (base == list) continue;
    if (const ObjectId id = concept_of(base.id(), code)) return id;
  }
  return {};
}

auto World::codes(ObjectId vocabulary) const -> std::vector<std::string_view> {
  std::vector<std::string_view> result;
  if (!vocabulary) return result;
  for (const Thing& concept_thing : model_->thing(vocabulary).things(Word::concept_)) {
    result.push_back(concept_thing.code());
  }
  return result;
}

auto World::is_ordered(ObjectId vocabulary) const -> bool {
  return vocabulary && model_->thing(vocabulary).has(Word::ordered);
}

auto World::rank(ObjectId concept_id) const -> std::optional<Rational> {
  const auto found = ranks_.find(key_of(concept_id));
  return found == ranks_.end() ? std::nullopt : std::optional(found->second);
}

namespace {

auto matches(const Thing& concept_thing, const Thing& other) -> bool {
  return llvm::is_contained(concept_thing.things(Word::exact_match), other);
}

/// The concept of a list that says it is the same as one of another list.
auto counterpart(const Thing& list, const Thing& other) -> ObjectId {
  for (const Thing& concept_thing : list.things(Word::concept_)) {
    if (matches(concept_thing, other)) return concept_thing.id();
  }
  return {};
}

}  // namespace

auto World::in_one_list(ObjectId a, ObjectId b) const -> std::optional<Pair> {
  const Thing left = model_->thing(a);
  const Thing right = model_->thing(b);
  if (left.parent() == right.parent()) return Pair{a, b};
  const auto meanings = [](const Thing& concept_thing) {
    Things result = concept_thing.things(Word::exact_match);
    result.insert(result.begin(), concept_thing);
    return result;
  };
  for (const Thing& one : meanings(left)) {
    for (const Thing& other : meanings(right)) {
      if (one.parent() == other.parent()) return Pair{one.id(), other.id()};
    }
  }
  // One of them has no match of its own, as level 8 of New Zealand: then the other is looked for in
  // its list. Where several say that they are the same, they stand beside each other.
  if (const ObjectId found = counterpart(right.parent(), left)) return Pair{found, b};
  if (const ObjectId found = counterpart(left.parent(), right)) return Pair{a, found};
  return std::nullopt;
}

auto World::broader(ObjectId concept_id) const -> ObjectId {
  const Thing concept_thing = model_->thing(concept_id);
  const Cell cell = concept_thing[Word::broader];
  if (!cell || cell.unknown()) return {};
  if (cell.kind() == ValueKind::Concept || cell.kind() == ValueKind::Reference) {
    return cell.thing().id();
  }
  const Thing vocabulary = concept_thing.parent();
  return vocabulary ? concept_of(vocabulary.id(), cell.text()) : ObjectId();
}

auto World::is_within(ObjectId concept_id, ObjectId other) const -> bool {
  // Hierarchies are a few levels deep; the bound ends a cycle, which is reported elsewhere.
  for (int level = 0; level < 32 && concept_id; ++level) {
    if (concept_id == other) return true;
    concept_id = broader(concept_id);
  }
  return false;
}

auto World::word_set(ObjectId word_list) const -> WordSet {
  WordSet result;
  for (const Cell& cell : model_->thing(word_list).all(Word::word)) {
    for (const auto& [tag, word] : cell.localised()) result.words.push_back({tag, folded(word)});
  }
  return result;
}

}  // namespace kava
