// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/regions.h"
#include "compiler/model/expression.h"
#include "compiler/model/value.h"

namespace kava {

/// A declaration or a block inside one: `programme rei { … }`, `hours { … }`, `price 90 EUR { … }`.
/// What stands before the block is among its entries (`value`, `name` apart), as are its phrases
/// (`under`, `for`, `by` …).
struct Object {
  Word kind = Word::none;
  uint16_t flags = 0;
  uint32_t parent = UINT32_MAX;  ///< The object it stands in; none for the file itself.
  uint32_t first = 0;            ///< Its entries: `Unit::entries[first … first + count)`.
  uint32_t count = 0;
  Slice name;      ///< Empty for a block without a name.
  Span name_span;  ///< Its name, else the word that opens it: where "it" is pointed at.
  Span span;       ///< From its word to the end of its block.
  static constexpr uint16_t has_block = 1;
  /// A syntax error inside: what seems to be missing may be what was misspelt.
  static constexpr uint16_t damaged = 2;
};

/// One compiled file: plain arrays without pointers, so that it can be stored and moved as it is.
/// Object 0 is the file; its entries are the top-level declarations and `use`s.
struct Unit {
  SourceId source;
  std::string path;
  std::string module;
  /// Read only for names that another file needs: its own mistakes are not reported.
  bool only_for_names = false;
  bool is_library = false;
  /// Has a word that leads from a thing to one above it (`part_of`), which might lead in a circle.
  bool has_upward_links = false;

  TextArray text;  ///< All decoded texts and names.
  Array<Object> objects;
  Array<Value> entries;
  Array<uint32_t> word_offsets;  ///< Where the word of each entry stands, by index of entry.
  Array<Value> items;            ///< Members of lists, ranges, pairs, localised texts.
  Array<ExpressionNode> expressions;
  Array<uint32_t> operands;    ///< Children of expression nodes.
  Array<Slice> tags;           ///< Language tags used, by index; 0 is "no tag".
  Array<Slice> measure_names;  ///< Names of units of measure used, by index.
  Array<Slice> unknown_words;  ///< Words that are not core words; Word = core_count + index.
  Array<uint64_t> mentions;    ///< Hashes of all names that may be declared elsewhere.
  /// For each `example`, in the order of writing, what it declares: a file of its own, with the
  /// `use` lines and the module of this one. What it must earn stays here. Not part of an image.
  std::vector<Unit> examples;

  auto view(Slice slice) const -> std::string_view {
    return std::string_view(text).substr(slice.offset, slice.length);
  }
  auto entries_of(const Object& object) const -> std::span<const Value> {
    return std::span(entries).subspan(object.first, object.count);
  }
  auto items_of(const Value& value) const -> std::span<const Value> {
    return std::span(items).subspan(value.items.first, value.items.count);
  }
};

}  // namespace kava
