// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/StringMap.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/model/model.h"
#include "compiler/rules/measures.h"

namespace kava {

/// A word list, ready to be searched: folded words by language tag.
struct WordSet {
  struct Entry {
    std::string tag, word;
  };
  std::vector<Entry> words;

  /// The whole text is one of the words. A tag that is empty on either side goes with all.
  auto equals(std::string_view tag, std::string_view text) const -> bool;
  /// One of the words stands in the text, between characters that are no letters.
  auto found_in(std::string_view tag, std::string_view text) const -> bool;
};

/// Upper and lower case made one.
auto folded(std::string_view text) -> std::string;

/// What all rules and forms ask of a model, found once.
class World {
 public:
  explicit World(const Model& model);

  auto model() const -> const Model& { return *model_; }
  auto measures() const -> const Measures& { return measures_; }

  /// The declaration of that name as seen from a module: its own, its parents', any other.
  auto declaration(Word kind, std::string_view name, std::string_view module) const -> ObjectId;
  /// The concept of a vocabulary, or of the one it extends; empty if there is none.
  auto concept_of(ObjectId vocabulary, std::string_view code) const -> ObjectId;
  /// All codes of a vocabulary, for suggestions.
  auto codes(ObjectId vocabulary) const -> std::vector<std::string_view>;
  auto is_ordered(ObjectId vocabulary) const -> bool;
  /// Place of a concept in its ordered vocabulary; equal ranks are equivalent.
  auto rank(ObjectId concept_id) const -> std::optional<Rational>;
  /// Two concepts as concepts of one vocabulary: each as it is, or as what it exactly matches.
  /// Empty if nothing says how their lists compare.
  struct Pair {
    ObjectId a, b;
  };
  auto in_one_list(ObjectId a, ObjectId b) const -> std::optional<Pair>;
  auto broader(ObjectId concept_id) const -> ObjectId;
  /// The same concept, or somewhere below it.
  auto is_within(ObjectId concept_id, ObjectId other) const -> bool;
  auto word_set(ObjectId word_list) const -> WordSet;

 private:
  void add_ranks(ObjectId vocabulary);

  const Model* model_;
  Measures measures_;
  llvm::StringMap<std::vector<ObjectId>> declared_;  ///< Vocabularies and word lists by name.
  llvm::DenseMap<uint64_t, Rational> ranks_;
};

/// A key for maps.
inline auto key_of(ObjectId id) -> uint64_t { return uint64_t(id.unit) << 32U | id.index; }

}  // namespace kava
