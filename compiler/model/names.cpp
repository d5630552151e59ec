// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/names.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallString.h>

#include <algorithm>

#include "compiler/base/dotted.h"
#include "compiler/model/declare.h"
#include "compiler/model/library.h"

namespace kava {
namespace {

/// Kinds that are named inside another declaration and referred to through it, or from beside it.
auto is_inner(Word kind) -> bool {
  return kind == Word::outcome || kind == Word::assessment || kind == Word::rate ||
         kind == Word::step || kind == Word::choose || kind == Word::rule ||
         kind == Word::recommend || kind == Word::inform;
}

/// Names inside a declaration are found by looking at so many objects behind it; what stands
/// farther away, in a declaration larger than any real one, is hashed.
constexpr uint32_t near_objects = 256;

auto owner_hash(ObjectId owner) -> uint64_t {
  return (static_cast<uint64_t>(owner.unit) << 32U | owner.index) * 0xD6E8FEB86659FD93U + 1;
}

}  // namespace

auto Names::key(Word kind, uint64_t module, uint64_t name) -> uint64_t {
  const uint64_t mixed =
      module * 0x9E3779B97F4A7C15U ^ static_cast<uint64_t>(kind) * 0xC2B2AE3D27D4EB4FU;
  const uint64_t result = mixed ^ name;
  return result >= UINT64_MAX - 1 ? result - 2 : result;  // The two greatest are DenseMap's own.
}

void Names::add(Shard& shard, uint64_t key, ObjectId id) {
  const auto link = static_cast<uint32_t>(shard.links.size());
  shard.links.push_back({id, UINT32_MAX});
  const auto [slot, is_new] = shard.index.try_emplace(key, Chain{link, link, UINT32_MAX});
  Chain& chain = slot->second;
  if (chain.checked == UINT32_MAX && is_checked(id)) chain.checked = link;
  if (is_new) return;
  shard.links[chain.last].next = link;
  chain.last = link;
}

Names::Names(const std::vector<Unit>& units, const Parallel& parallel)
    : units_(units), uses_(units.size()) {
  constexpr size_t units_per_chunk = 128;
  const auto found =
      in_chunks(parallel, units.size(), units_per_chunk, [&](size_t first, size_t end) {
        Found part;
        for (size_t i = first; i < end; ++i) look_at(static_cast<uint32_t>(i), part);
        return part;
      });
  for (const Found& part : found) {
    for (const auto& [unit, hash] : part.modules) {
      Module& home = modules_[hash];
      home.name = units_[unit].module;
      home.units.push_back(unit);
    }
    for (const auto& [hash, id] : part.vocabularies) vocabularies_.try_emplace(hash, id);
    for (const auto& [hash, id] : part.extensions) extensions_[hash].push_back(id);
    matches_.insert(part.matches.begin(), part.matches.end());
  }
  parallel(shards_.size(), [&](size_t shard) { fill(shard, found); });
}

/// In the order of the units, so that the first one of a name is always the same.
void Names::fill(size_t number, std::span<const Found> found) {
  Shard& shard = shards_[number];
  size_t count = 0;
  for (const Found& part : found) count += part.names[number].size();
  shard.links.reserve(count);
  shard.index.reserve(static_cast<unsigned>(count));
  for (const Found& part : found) {
    for (const auto& [hash, id] : part.names[number]) add(shard, hash, id);
  }
}

void Names::look_at(uint32_t index, Found& found) {
  const Unit& unit = units_[index];
  const uint64_t module = name_hash(unit.module);
  found.modules.emplace_back(index, module);
  for (const Value& entry : unit.entries_of(unit.objects[0])) {
    if (entry.word == Word::use && entry.kind == ValueKind::Path)
      uses_[index].push_back(unit.view(entry.slice));
  }
  for (uint32_t i = 1; i < unit.objects.size(); ++i) {
    const Object& object = unit.objects[i];
    if (object.name.length == 0) continue;
    const ObjectId id{index, i};
    const uint64_t name = name_hash(unit.view(object.name));
    if (object.kind == Word::concept_ || object.kind == Word::vocabulary)
      look_at_vocabulary(id, found);
    if (object.kind == Word::concept_) {
      const Object& vocabulary = unit.objects[object.parent];
      const uint64_t scope = key(Word::vocabulary, module, name_hash(unit.view(vocabulary.name)));
      found.add_name(key(Word::concept_, scope, name), id);
      continue;
    }
    // A course may be defined where it stands, in a semester or a group: its name is the module's.
    const bool top_level = object.parent == 0;
    if (object.kind == Word::vocabulary) found.vocabularies.emplace_back(name, id);
    const bool far_inside = is_inner(object.kind) && i - object.parent > near_objects;
    if (far_inside) found.add_name(key(object.kind, owner_hash({index, object.parent}), name), id);
    if (!top_level && object.kind != Word::course) continue;
    found.add_name(key(object.kind, module, name), id);
  }
}

void Names::look_at_vocabulary(ObjectId id, Found& found) const {
  const Unit& unit = units_[id.unit];
  const Object& object = unit.objects[id.index];
  const auto name_of = [&](uint32_t index) {
    return name_hash(unit.view(unit.objects[index].name));
  };
  for (const Value& entry : unit.entries_of(object)) {
    if (entry.kind != ValueKind::Path) continue;
    const std::string_view path = unit.view(entry.slice);
    if (object.kind == Word::vocabulary && entry.word == Word::extends)
      found.extensions.emplace_back(name_hash(last_segment(path)), id);
    const bool of_other = object.kind == Word::concept_ && path.find('.') != path.npos;
    if (of_other && entry.word == Word::exact_match)
      found.matches.emplace_back(name_of(object.parent),
                                 name_hash(last_segment(without_last(path))));
  }
}

auto Names::at(uint64_t key) const -> ObjectId {
  const Shard& shard = shards_[shard_of(key)];
  const auto slot = shard.index.find(key);
  return slot == shard.index.end() ? ObjectId{} : shard.links[slot->second.first].id;
}

auto Names::in_module(uint64_t module, llvm::ArrayRef<Word> kinds, uint64_t name) const
    -> ObjectId {
  for (const Word kind : kinds) {
    if (const ObjectId found = at(key(kind, module, name))) return found;
  }
  return {};
}

auto Names::in_any_module(uint64_t module, llvm::ArrayRef<Word> kinds, uint64_t name) const
    -> ObjectId {
  return modules_.contains(module) ? in_module(module, kinds, name) : ObjectId{};
}

auto Names::bound_module(uint32_t unit, std::string_view name) const -> std::string_view {
  for (const std::string_view module : uses_[unit]) {
    if (module == name || last_segment(module) == name) return module;
  }
  for (std::string_view own = units_[unit].module; !own.empty(); own = without_last(own)) {
    if (own == name || last_segment(own) == name) return own;
  }
  const auto known = modules_.find(name_hash(name));
  return known == modules_.end() ? std::string_view() : known->second.name;
}

/// A name without dots: the file's module, its ancestors, `common`, or the namesake of a module.
auto Names::bare(uint32_t unit, llvm::ArrayRef<Word> kinds, std::string_view name) const
    -> ObjectId {
  const uint64_t hash = name_hash(name);
  for (std::string_view module = units_[unit].module;; module = without_last(module)) {
    if (const ObjectId found = in_module(name_hash(module), kinds, hash)) return found;
    if (module.empty()) break;
  }
  if (const std::string_view module = bound_module(unit, name); !module.empty()) {
    const uint64_t namesake = name_hash(last_segment(module));
    if (const ObjectId found = in_module(name_hash(module), kinds, namesake)) return found;
  }
  return in_module(name_hash(common_module), kinds, hash);
}

/// Objects stand in preorder, so that what is inside one follows it. Other threads may be typing
/// the values of that unit at this moment: only its objects and its text are read.
auto Names::inside(ObjectId owner, llvm::ArrayRef<Word> kinds, std::string_view name) const
    -> ObjectId {
  const Unit& unit = units_[owner.unit];
  const size_t end = std::min<size_t>(unit.objects.size(), owner.index + 1U + near_objects);
  for (uint32_t i = owner.index + 1; i < end; ++i) {
    const Object& object = unit.objects[i];
    if (object.parent < owner.index) return {};
    if (object.parent != owner.index || object.name.length == 0 ||
        !llvm::is_contained(kinds, object.kind))
      continue;
    if (unit.view(object.name) == name) return {owner.unit, i};
  }
  const uint64_t hash = name_hash(name);
  for (const Word kind : kinds) {
    if (const ObjectId found = at(key(kind, owner_hash(owner), hash))) return found;
  }
  return {};
}

/// From the inside out: an outcome is found from the assessment that stands beside it.
auto Names::in_scope(uint32_t unit, uint32_t scope, llvm::ArrayRef<Word> kinds,
                     std::string_view name) const -> ObjectId {
  if (std::none_of(kinds.begin(), kinds.end(), is_inner)) return {};
  // Object 0 is the file: what stands in it is no inner name.
  for (uint32_t at = scope; at != UINT32_MAX && at != 0; at = units_[unit].objects[at].parent) {
    if (const ObjectId found = inside({unit, at}, kinds, name)) return found;
  }
  return {};
}

auto Names::find(uint32_t unit, uint32_t scope, llvm::ArrayRef<Word> kinds,
                 std::string_view path) const -> ObjectId {
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) {
    if (const ObjectId found = in_scope(unit, scope, kinds, path)) return found;
    return bare(unit, kinds, path);
  }
  const std::string_view prefix = path.substr(0, dot);
  const std::string_view name = path.substr(dot + 1);
  const uint64_t hash = name_hash(name);
  if (const std::string_view module = bound_module(unit, prefix); !module.empty()) {
    if (const ObjectId found = in_module(name_hash(module), kinds, hash)) return found;
  }
  if (const ObjectId found = in_any_module(name_hash(prefix), kinds, hash)) return found;
  // Relative to an ancestor: `taltech.microdegree` seen from within `estonia`.
  for (std::string_view own = units_[unit].module; !own.empty(); own = without_last(own)) {
    llvm::SmallString<128> qualified;
    qualified.append({own, ".", prefix});
    const uint64_t module = name_hash(std::string_view(qualified.data(), qualified.size()));
    if (const ObjectId found = in_any_module(module, kinds, hash)) return found;
  }
  if (std::none_of(kinds.begin(), kinds.end(), is_inner)) return {};
  static constexpr Word owners[] = {Word::course, Word::programme, Word::price_list,
                                    Word::regulation, Word::procedure};
  const ObjectId owner = find(unit, scope, owners, prefix);
  if (!owner) return {};
  if (const ObjectId found = inside(owner, kinds, name)) return found;
  // Only another version of the regulation may have the rule.
  for (const ObjectId version : same_name(owner)) {
    if (const ObjectId found = inside(version, kinds, name)) return found;
  }
  return {};
}

auto Names::find_vocabulary(uint32_t unit, std::string_view name) const -> ObjectId {
  if (const ObjectId found = find(unit, 0, Word::vocabulary, name)) return found;
  return vocabularies_.lookup(name_hash(name));
}

auto Names::scope_of(ObjectId vocabulary) const -> CodeScope {
  if (!vocabulary) return {};
  const Unit& home = units_[vocabulary.unit];
  const std::string_view name = home.view(home.objects[vocabulary.index].name);
  return {vocabulary, key(Word::vocabulary, name_hash(home.module), name_hash(name))};
}

auto Names::sees(uint32_t unit, std::string_view module) const -> bool {
  if (module == common_module || llvm::is_contained(uses_[unit], module)) return true;
  for (std::string_view own = units_[unit].module;; own = without_last(own)) {
    if (own == module) return true;
    if (own.empty()) return false;
  }
}

auto Names::is_related(ObjectId vocabulary, ObjectId other) const -> bool {
  if (vocabulary == other) return true;
  const auto name = [&](ObjectId id) {
    return name_hash(units_[id.unit].view(units_[id.unit].objects[id.index].name));
  };
  const auto extends = [&](ObjectId one, ObjectId base) {
    const auto found = extensions_.find(name(base));
    return found != extensions_.end() && llvm::is_contained(found->second, one);
  };
  return extends(other, vocabulary) || extends(vocabulary, other) ||
         matches_.contains({name(other), name(vocabulary)}) ||
         matches_.contains({name(vocabulary), name(other)});
}

auto Names::code_in(const CodeScope& scope, std::string_view code) const -> ObjectId {
  return scope.vocabulary ? at(key(Word::concept_, scope.hash, name_hash(code))) : ObjectId{};
}

auto Names::code_of_extension(uint32_t unit, ObjectId vocabulary, uint64_t code) const -> ObjectId {
  if (!vocabulary || extensions_.empty()) return {};
  const Unit& home = units_[vocabulary.unit];
  const auto found = extensions_.find(name_hash(home.view(home.objects[vocabulary.index].name)));
  if (found == extensions_.end()) return {};
  for (const ObjectId extension : found->second) {
    if (!sees(unit, units_[extension.unit].module)) continue;
    if (const ObjectId id = at(key(Word::concept_, scope_of(extension).hash, code))) return id;
  }
  return {};
}

auto Names::find_code(uint32_t unit, CodeScope vocabulary, std::string_view path) const
    -> ObjectId {
  if (const ObjectId found = find_own_code(unit, vocabulary, path)) return found;
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return {};
  const CodeScope other = scope_of(find_vocabulary(unit, path.substr(0, dot)));
  return code_of_other(vocabulary, other, path.substr(dot + 1));
}

auto Names::find_own_code(uint32_t unit, CodeScope vocabulary, std::string_view code) const
    -> ObjectId {
  if (const ObjectId found = code_in(vocabulary, code)) return found;
  const bool dotted = code.find('.') != std::string_view::npos;
  return dotted ? ObjectId{} : code_of_extension(unit, vocabulary.vocabulary, name_hash(code));
}

auto Names::code_of_other(CodeScope vocabulary, CodeScope other, std::string_view code) const
    -> ObjectId {
  const bool both = vocabulary.vocabulary && other.vocabulary;
  const bool related = both && is_related(vocabulary.vocabulary, other.vocabulary);
  return related ? code_in(other, code) : ObjectId{};
}

auto Names::find_concept(uint32_t unit, ObjectId vocabulary, std::string_view path) const
    -> ObjectId {
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return find_code(unit, vocabulary, path);
  return code_in(scope_of(find_vocabulary(unit, path.substr(0, dot))), path.substr(dot + 1));
}

auto Names::has_module(std::string_view module) const -> bool {
  return modules_.contains(name_hash(module));
}

auto Names::see_the_same(uint32_t unit, uint32_t other) const -> bool {
  return units_[unit].module == units_[other].module && uses_[unit] == uses_[other];
}

auto Names::key_of(ObjectId id) const -> uint64_t {
  const Unit& unit = units_[id.unit];
  const Object& object = unit.objects[id.index];
  return key(object.kind, name_hash(unit.module), name_hash(unit.view(object.name)));
}

auto Names::first_checked(ObjectId id) const -> ObjectId {
  const uint64_t key = key_of(id);
  const Shard& shard = shards_[shard_of(key)];
  const auto slot = shard.index.find(key);
  if (slot == shard.index.end() || slot->second.checked == UINT32_MAX) return {};
  return shard.links[slot->second.checked].id;
}

auto Names::same_name(ObjectId id) const -> llvm::SmallVector<ObjectId, 2> {
  llvm::SmallVector<ObjectId, 2> result;
  const uint64_t key = key_of(id);
  const Shard& shard = shards_[shard_of(key)];
  const auto slot = shard.index.find(key);
  if (slot == shard.index.end()) return result;
  for (uint32_t link = slot->second.first; link != UINT32_MAX; link = shard.links[link].next)
    result.push_back(shard.links[link].id);
  return result;
}

auto Names::visible(uint32_t unit, uint32_t scope, Word kind) const
    -> std::vector<std::string_view> {
  std::vector<std::string_view> result;
  const auto add_children = [&](const Unit& home, uint32_t owner) {
    for (uint32_t i = owner + 1; i < home.objects.size() && home.objects[i].parent >= owner; ++i) {
      const Object& object = home.objects[i];
      const bool wanted = object.parent == owner && object.kind == kind && object.name.length > 0;
      if (wanted) result.push_back(home.view(object.name));
    }
  };
  for (uint32_t at = scope; at != UINT32_MAX; at = units_[unit].objects[at].parent)
    add_children(units_[unit], at);
  // A module that is used stands for its namesake.
  for (const std::string_view module : uses_[unit]) result.push_back(last_segment(module));
  for (const std::string_view name : {std::string_view(units_[unit].module), common_module}) {
    const auto module = modules_.find(name_hash(name));
    if (module == modules_.end()) continue;
    for (const uint32_t index : module->second.units) {
      const Unit& other = units_[index];
      for (const Object& object : other.objects) {
        const bool named = object.kind == kind && object.name.length > 0;
        if (named && (object.parent == 0 || kind == Word::course))
          result.push_back(other.view(object.name));
      }
    }
  }
  return result;
}

auto Names::codes(ObjectId vocabulary) const -> std::vector<std::string_view> {
  std::vector<std::string_view> result;
  const Unit& unit = units_[vocabulary.unit];
  for (uint32_t i = vocabulary.index + 1; i < unit.objects.size(); ++i) {
    const Object& object = unit.objects[i];
    if (object.parent < vocabulary.index) break;
    if (object.parent == vocabulary.index && object.kind == Word::concept_)
      result.push_back(unit.view(object.name));
  }
  return result;
}

auto Names::modules() const -> std::vector<std::string_view> {
  std::vector<std::string_view> result;
  for (const auto& [hash, module] : modules_) result.push_back(module.name);
  std::sort(result.begin(), result.end());
  return result;
}

void KnownVocabularies::look_from(uint32_t unit) {
  if (unit_ == UINT32_MAX || !names_.see_the_same(unit, unit_)) {
    by_word_.clear();
    by_name_.clear();
  }
  unit_ = unit;
}

auto KnownVocabularies::find(Word name) -> CodeScope {
  for (const auto& [known, scope] : by_word_) {
    if (known == name) return scope;
  }
  const ObjectId found = names_.find_vocabulary(unit_, schema_.spelling(name));
  return by_word_.emplace_back(name, names_.scope_of(found)).second;
}

auto KnownVocabularies::find(std::string_view name) -> CodeScope {
  for (const auto& [known, scope] : by_name_) {
    if (known == name) return scope;
  }
  const CodeScope found = names_.scope_of(names_.find_vocabulary(unit_, name));
  // Misspelt names stand in few files: they are not worth keeping.
  if (found.vocabulary) by_name_.emplace_back(name, found);
  return found;
}

}  // namespace kava
