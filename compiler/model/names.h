// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SmallVector.h>

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/base/parallel.h"
#include "compiler/model/model.h"

namespace kava {

/// A vocabulary, and the hash under which its codes are found.
struct CodeScope {
  ObjectId vocabulary;
  uint64_t hash = 0;
};

/// All names that can be referred to, hashed once. Read by many threads, written by none.
class Names {
 public:
  Names(const std::vector<Unit>& units, const Parallel& parallel);

  /// The declaration of one of the `kinds` that a dotted name means in a unit, seen from `scope`
  /// (an object of that unit); empty if there is none. A name is looked for in the enclosing
  /// declarations, the file's module, the modules it uses, its ancestors and `common`.
  auto find(uint32_t unit, uint32_t scope, llvm::ArrayRef<Word> kinds, std::string_view path) const
      -> ObjectId;
  /// The concept of a vocabulary with that code, or of one that extends it in a module that the
  /// unit sees. The path may name the vocabulary first (`eqf.7`), or another whose concepts it is
  /// matched with (`nfq.9` for a level of the EQF).
  auto find_code(uint32_t unit, CodeScope vocabulary, std::string_view path) const -> ObjectId;
  auto find_code(uint32_t unit, ObjectId vocabulary, std::string_view path) const -> ObjectId {
    return find_code(unit, scope_of(vocabulary), path);
  }
  /// The same of the whole path as a code.
  auto find_own_code(uint32_t unit, CodeScope vocabulary, std::string_view code) const -> ObjectId;
  /// The concept of that code in the vocabulary `other`, if its codes may stand for those of
  /// `vocabulary`.
  auto code_of_other(CodeScope vocabulary, CodeScope other, std::string_view code) const
      -> ObjectId;
  /// The same of whatever vocabulary the path names: what a concept says of other lists.
  auto find_concept(uint32_t unit, ObjectId vocabulary, std::string_view path) const -> ObjectId;
  /// To keep, where many codes of one vocabulary are looked up.
  auto scope_of(ObjectId vocabulary) const -> CodeScope;
  /// The vocabulary of that name that the unit sees, else one of any module: a field that a module
  /// declares takes the codes of that module's vocabulary wherever the field is used.
  auto find_vocabulary(uint32_t unit, std::string_view name) const -> ObjectId;
  auto has_module(std::string_view module) const -> bool;
  /// Names mean the same in both units, but for those of their own declarations.
  auto see_the_same(uint32_t unit, uint32_t other) const -> bool;

  /// The first declaration of that kind, module and name in a file that is being checked.
  auto first_checked(ObjectId id) const -> ObjectId;
  /// Declarations of the same kind, module and name, first one first: versions, or a mistake.
  auto same_name(ObjectId id) const -> llvm::SmallVector<ObjectId, 2>;
  auto is_checked(ObjectId id) const -> bool { return !units_[id.unit].only_for_names; }
  auto location(ObjectId id) const -> Location {
    return {units_[id.unit].source, units_[id.unit].objects[id.index].name_span};
  }
  /// What a misspelt name may have been: all names of that kind that the unit sees unqualified.
  auto visible(uint32_t unit, uint32_t scope, Word kind) const -> std::vector<std::string_view>;
  auto codes(ObjectId vocabulary) const -> std::vector<std::string_view>;
  auto modules() const -> std::vector<std::string_view>;

 private:
  struct Link {
    ObjectId id;
    uint32_t next = UINT32_MAX;
  };
  /// First and last link of one name: a name may be declared very often, if only by mistake.
  struct Chain {
    uint32_t first = UINT32_MAX;
    uint32_t last = UINT32_MAX;
    uint32_t checked = UINT32_MAX;  ///< The first one in a file that is being checked.
  };
  /// A part of the names; each is filled by one thread.
  struct Shard {
    llvm::DenseMap<uint64_t, Chain> index;  ///< By hash of kind, module, name.
    std::vector<Link> links;
  };
  /// Of the hashes of a module and a name.
  static auto key(Word kind, uint64_t module, uint64_t name) -> uint64_t;
  auto key_of(ObjectId id) const -> uint64_t;
  static constexpr size_t shard_count = 4;
  static auto shard_of(uint64_t key) -> size_t { return (key >> 60U) % shard_count; }
  void add(Shard& shard, uint64_t key, ObjectId id);
  /// What some units declare, hashed.
  struct Found {
    std::array<std::vector<std::pair<uint64_t, ObjectId>>, shard_count> names;
    std::vector<std::pair<uint64_t, ObjectId>> vocabularies;
    std::vector<std::pair<uint64_t, ObjectId>> extensions;  ///< By the vocabulary extended.
    std::vector<std::pair<uint64_t, uint64_t>> matches;     ///< A vocabulary with another.
    std::vector<std::pair<uint32_t, uint64_t>> modules;     ///< Of each unit.
    void add_name(uint64_t key, ObjectId id) { names[shard_of(key)].emplace_back(key, id); }
  };
  void look_at(uint32_t index, Found& found);
  void fill(size_t number, std::span<const Found> found);
  /// What a vocabulary's head or a concept says of other vocabularies.
  void look_at_vocabulary(ObjectId id, Found& found) const;
  auto sees(uint32_t unit, std::string_view module) const -> bool;
  auto is_related(ObjectId vocabulary, ObjectId other) const -> bool;
  auto code_in(const CodeScope& scope, std::string_view code) const -> ObjectId;
  auto code_of_extension(uint32_t unit, ObjectId vocabulary, uint64_t code) const -> ObjectId;
  auto at(uint64_t key) const -> ObjectId;
  auto in_module(uint64_t module, llvm::ArrayRef<Word> kinds, uint64_t name) const -> ObjectId;
  /// The same of a module that need not exist.
  auto in_any_module(uint64_t module, llvm::ArrayRef<Word> kinds, uint64_t name) const -> ObjectId;
  auto bare(uint32_t unit, llvm::ArrayRef<Word> kinds, std::string_view name) const -> ObjectId;
  auto in_scope(uint32_t unit, uint32_t scope, llvm::ArrayRef<Word> kinds,
                std::string_view name) const -> ObjectId;
  auto inside(ObjectId owner, llvm::ArrayRef<Word> kinds, std::string_view name) const -> ObjectId;
  auto bound_module(uint32_t unit, std::string_view name) const -> std::string_view;

  /// The units themselves, not their vector: that moves with the model.
  std::span<const Unit> units_;
  std::array<Shard, shard_count> shards_;
  llvm::DenseMap<uint64_t, ObjectId>
      vocabularies_;  ///< Hash of the name → the first one so called.
  llvm::DenseMap<uint64_t, llvm::SmallVector<ObjectId, 2>>
      extensions_;  ///< Hash of the name of a vocabulary → those that extend one so called.
  llvm::DenseSet<std::pair<uint64_t, uint64_t>>
      matches_;  ///< Hashes of the names of two vocabularies, the one that says so first.
  struct Module {
    std::string_view name;
    std::vector<uint32_t> units;
  };
  llvm::DenseMap<uint64_t, Module> modules_;
  std::vector<llvm::SmallVector<std::string_view, 4>> uses_;  ///< Modules used, by unit.
};

/// What the names of vocabularies mean in a unit: asked for most values, looked up once for a run
/// of units that see the same. One per thread.
class KnownVocabularies {
 public:
  KnownVocabularies(const Schema& schema, const Names& names) : schema_(schema), names_(names) {}
  /// From now on the answers are for this unit.
  void look_from(uint32_t unit);
  auto find(Word name) -> CodeScope;
  auto find(std::string_view name) -> CodeScope;

 private:
  const Schema& schema_;
  const Names& names_;
  uint32_t unit_ = UINT32_MAX;
  llvm::SmallVector<std::pair<Word, CodeScope>, 24> by_word_;
  llvm::SmallVector<std::pair<std::string_view, CodeScope>, 16> by_name_;
};

}  // namespace kava
