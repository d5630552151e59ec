// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/resolve.h"

#include <algorithm>

#include "compiler/base/limits.h"
#include "compiler/model/declare.h"
#include "compiler/model/guess.h"
#include "compiler/model/typing.h"

namespace kava {
namespace {

/// Resolves one unit: every entry of every object, in the order of writing.
class Resolver {
 public:
  Resolver(const Model& model, const Names& names, KnownVocabularies& vocabularies, Unit& unit,
           uint32_t index, Diagnostics& diagnostics)
      : schema_(model.schema),
        names_(names),
        unit_(unit),
        index_(index),
        diagnostics_(diagnostics),
        typing_(model, names, vocabularies, unit, index, diagnostics) {}

  /// Returns what means nothing.
  auto run() -> std::vector<Unmeant> {
    check_uses();
    std::vector<bool> skipped(unit_.objects.size(), false);
    for (uint32_t i = 0; i < unit_.objects.size(); ++i) {
      const Object& object = unit_.objects[i];
      // What stands in a block that means nothing is not judged here.
      const bool inside_skipped = object.parent != UINT32_MAX && skipped[object.parent];
      if (skipped[i] || inside_skipped || object.kind == Word::none) {
        skipped[i] = true;
        continue;
      }
      if (unit_.is_library) resolve_names(i);
      else resolve_object(i, skipped);
    }
    return std::move(typing_.unmeant);
  }

 private:
  using Seen = llvm::SmallVector<std::pair<Word, uint32_t>, 24>;

  void check_uses() {
    const Object& file = unit_.objects[0];
    for (uint32_t i = file.first; i < file.first + file.count; ++i) {
      Value& entry = unit_.entries[i];
      const bool quoted = entry.kind == ValueKind::Text;
      if (entry.word != Word::use || (entry.kind != ValueKind::Path && !quoted)) continue;
      const std::string name(unit_.view(entry.slice));
      if (!quoted && names_.has_module(name)) continue;
      const Location where = typing_.at(entry.span);
      Report report = quoted ? untold(where, diag::wrong_type, Name{"use"},
                                      in_every_language(message(diag::expects_name)))
                             : untold(where, diag::unknown_module, Name{name});
      typing_.unmeant.push_back({Unmeant::Kind::Module, std::move(report), name, {}, 0, {}});
      if (quoted) entry.kind = ValueKind::Error;
    }
  }

  /// The library was checked as a whole when it was built: what its names mean is all that is left
  /// to find, and most of its values are texts.
  void resolve_names(uint32_t index) {
    const Object object = unit_.objects[index];
    for (uint32_t entry = object.first; entry < object.first + object.count; ++entry) {
      const Value& value = unit_.entries[entry];
      const bool settled = value.kind == ValueKind::Localised || value.kind == ValueKind::Block ||
                           value.kind == ValueKind::Flag || value.kind == ValueKind::Bool ||
                           value.kind == ValueKind::Day || value.kind == ValueKind::Unknown;
      if (settled) continue;
      const Field* field = schema_.field(object.kind, value.word);
      const bool is_text = value.kind == ValueKind::Text;
      if (field == nullptr || (is_text && !field->takes(TypeKind::Code))) continue;
      typing_.type(entry, index, *field);
    }
  }

  void resolve_object(uint32_t index, std::vector<bool>& skipped) {
    const Object object = unit_.objects[index];
    check_declaration(index);
    Seen seen;
    for (uint32_t entry = object.first; entry < object.first + object.count; ++entry) {
      part_joined_lines(entry, object.kind);
      const bool instead_of_name = unit_.entries[entry].word == Word::value &&
                                   needs_name(object.kind) && object.name.length == 0;
      if (instead_of_name) {
        report_head(entry, index);
        unit_.objects[index].flags |= Object::damaged;
        unit_.entries[entry].kind = ValueKind::Error;
        continue;
      }
      const Value& value = unit_.entries[entry];
      const Field* field = schema_.field(object.kind, value.word);
      if (field == nullptr) {
        unit_.objects[index].flags |= Object::damaged;
        report_unknown_word(entry, index);
        if (value.kind == ValueKind::Block) skipped[value.object.index] = true;
        continue;
      }
      check_cardinality(*field, entry, seen);
      // Told at its word; what stands in the block has no meaning then.
      const bool stray_block = value.kind == ValueKind::Block && !field->takes(TypeKind::Block);
      if (stray_block) skipped[value.object.index] = true;
      typing_.type(entry, index, *field);
      if (index != 0) check_not_empty(entry);
    }
    if ((unit_.objects[index].flags & Object::damaged) == 0) check_required(index, seen);
  }

  /// `completion { }` says no more than nothing, and would pass for something.
  void check_not_empty(uint32_t entry) {
    Value& value = unit_.entries[entry];
    if (value.kind != ValueKind::Block) return;
    const Object& block = unit_.objects[value.object.index];
    constexpr uint16_t empty = Object::has_block;
    if (block.count > 0 || block.name.length > 0 || block.flags != empty) return;
    const Kind* kind = core_kind(block.kind);
    if (kind != nullptr && kind->head != Head::Values) return;
    if (!schema_.always_required(block.kind).empty()) return;  // Told as missing.
    diagnostics_.report(typing_.at(block.name_span), diag::empty_block,
                        Name{std::string(schema_.spelling(block.kind))});
    value.kind = ValueKind::Error;
  }

  // ---- Words
  // --------------------------------------------------------------------------------------

  /// `provider taltech,` and on the next line `credits 6 ects`: the comma has made it one field.
  void part_joined_lines(uint32_t entry, Word kind) {
    Value& value = unit_.entries[entry];
    if ((value.flags & Value::continues) == 0 || value.kind != ValueKind::Pair) return;
    const Field* field = schema_.field(kind, value.word);
    const bool takes_pairs = field == nullptr || field->takes(TypeKind::Any) ||
                             field->takes(TypeKind::Name) || field->takes(TypeKind::Expression);
    const Value first = unit_.items[value.items.first];
    if (takes_pairs || first.kind != ValueKind::Path) return;
    const std::string_view written = unit_.view(first.slice);
    const Word word = schema_.word(written);
    if (word == Word::none || schema_.field(kind, word) == nullptr) return;
    diagnostics_.report(typing_.at(first.span), diag::comma_joins_lines,
                        Name{std::string(written)});
    value = unit_.items[value.items.first + 1];
    value.word = word;
    value.flags &= static_cast<uint16_t>(~Value::continues);
    unit_.word_offsets[entry] = first.span.offset;
  }

  /// The line above ends without a comma, or has no value: this line is its continuation, and the
  /// mistake is told there.
  auto continues_line_above(uint32_t entry, uint32_t owner) -> bool {
    const ObjectId languages = names_.find_vocabulary(index_, "language");
    const std::string_view word = schema_.spelling(unit_.entries[entry].word);
    if (!languages || !names_.find_code(index_, languages, word)) return false;
    if (entry == unit_.objects[owner].first) return false;
    const Value& above = unit_.entries[entry - 1];
    const Location here = typing_.at(typing_.word_span(entry));
    if (above.kind == ValueKind::Error || above.kind == ValueKind::Flag) return true;
    if (above.kind != ValueKind::Localised && above.kind != ValueKind::Text) return false;
    diagnostics_.report(here, diag::comma_missing, Name{std::string(word)})
        .edit(typing_.at({above.span.end(), 0}), ",");
    return true;
  }

  void report_unknown_word(uint32_t entry, uint32_t owner) {
    // What has so many is no definition with slips; the first ones tell it.
    if (++unknown_words_ > limits::syntax_errors_per_file) return;
    const Object& object = unit_.objects[owner];
    const Value& value = unit_.entries[entry];
    const std::string word(schema_.spelling(value.word));
    const Location where = typing_.at(typing_.word_span(entry));
    if (value.word == Word::value) {
      report_head(entry, owner);
      return;
    }
    if (owner == 0) {
      tell_later(Unmeant::Kind::Declaration, untold(where, diag::unknown_declaration, Name{word}),
                 word, owner);
      return;
    }
    if (continues_line_above(entry, owner)) return;
    const Name kind{std::string(schema_.spelling(object.kind))};
    tell_later(Unmeant::Kind::Field, untold(where, diag::unknown_word, Name{word}, kind), word,
               owner);
  }

  void tell_later(Unmeant::Kind kind, Report report, const std::string& word, uint32_t owner) {
    typing_.unmeant.push_back(
        {kind, std::move(report), word, {unit_.objects[owner].kind}, owner, {}});
  }

  /// What stands before a block and is neither the name nor a value that the block can have.
  void report_head(uint32_t entry, uint32_t owner) {
    const Object& object = unit_.objects[owner];
    const Value& value = unit_.entries[entry];
    if (value.kind == ValueKind::Error) return;
    const Name kind{std::string(schema_.spelling(object.kind))};
    const Location where = typing_.at(value.span);
    if (!needs_name(object.kind) || object.name.length > 0) {
      const bool named = value.kind == ValueKind::Text || value.kind == ValueKind::Path;
      diagnostics_.report(where, diag::value_without_field,
                          named ? Name{std::string(unit_.view(value.slice))} : kind);
      return;
    }
    Report& report = diagnostics_.report(where, diag::not_a_name, kind);
    const std::string name = joined_name(value);
    if (name.empty()) return;
    report.detail(Detail::Kind::Help, in_every_language(message(diag::write_instead, Text{name})))
        .edit(where, name);
  }

  static auto needs_name(Word kind) -> bool {
    const Kind* row = core_kind(kind);
    return row != nullptr && (row->head == Head::Name || row->head == Head::NameOf ||
                              row->head == Head::NameIs || row->head == Head::NameIn);
  }

  /// `sea law` and `sea-law` were meant as `sea_law`.
  auto joined_name(const Value& value) const -> std::string {
    if (value.kind == ValueKind::Expression) return joined_name(value.expression);
    if (value.kind != ValueKind::Pair) return {};
    const Value& first = unit_.items[value.items.first];
    const Value& second = unit_.items[value.items.first + 1];
    if (first.kind != ValueKind::Path || second.kind != ValueKind::Path) return {};
    return std::string(unit_.view(first.slice)) + '_' + std::string(unit_.view(second.slice));
  }

  auto joined_name(uint32_t expression) const -> std::string {
    const ExpressionNode& node = unit_.expressions[expression];
    if (node.operation == Operation::Name) return std::string(unit_.view(node.slice));
    if (node.operation == Operation::Literal && unit_.items[node.item].kind == ValueKind::Path)
      return std::string(unit_.view(unit_.items[node.item].slice));
    if (node.operation != Operation::Subtract) return {};
    const std::string left = joined_name(unit_.operands[node.first]);
    const std::string right = joined_name(unit_.operands[node.first + 1]);
    return left.empty() || right.empty() ? std::string() : left + '_' + right;
  }

  // ---- How often
  // ----------------------------------------------------------------------------------

  void check_cardinality(const Field& field, uint32_t entry, Seen& seen) {
    const Value& value = unit_.entries[entry];
    const auto earlier = std::find_if(seen.begin(), seen.end(),
                                      [&](const auto& pair) { return pair.first == value.word; });
    if (earlier == seen.end()) {
      seen.emplace_back(value.word, entry);
      return;
    }
    if (field.many == Many::Any || field.many == Many::Some) return;
    const Word said = value.word == Word::value ? field.kind : value.word;
    const Name word{std::string(schema_.spelling(said))};
    if ((value.flags & Value::continues) != 0) {
      const bool told =
          value.kind == ValueKind::Error || unit_.entries[earlier->second].kind == ValueKind::Error;
      if (told) return;
      diagnostics_.report(typing_.at(value.span), diag::takes_one_value, word);
      return;
    }
    diagnostics_.report(typing_.at(typing_.word_span(entry)), diag::said_twice, word)
        .note(typing_.at(typing_.word_span(earlier->second)), message(diag::first_said));
  }

  void check_required(uint32_t index, const Seen& seen) {
    const Object& object = unit_.objects[index];
    for (const Word word : schema_.always_required(object.kind)) {
      const bool there = std::any_of(seen.begin(), seen.end(),
                                     [&](const auto& pair) { return pair.first == word; });
      if (there) continue;
      // `outcome "…"` says its text without a block.
      const bool said_before_block =
          word == Word::text && std::any_of(seen.begin(), seen.end(), [](const auto& pair) {
            return pair.first == Word::value;
          });
      if (said_before_block) continue;
      if (word == Word::value) {
        report_no_value(object);
        continue;
      }
      diagnostics_.report(typing_.at(object.name_span), diag::field_missing,
                          Name{std::string(schema_.spelling(word))},
                          Name{std::string(schema_.spelling(object.kind))});
    }
  }

  /// `assessment { … }`: the code between the word and the block is missing.
  void report_no_value(const Object& object) {
    const Name kind{std::string(schema_.spelling(object.kind))};
    const Location where = typing_.at(object.name_span);
    const Type* code = schema_.field(object.kind, Word::value)->type(TypeKind::Code);
    if (code == nullptr) {
      diagnostics_.report(where, diag::value_missing, kind);
      return;
    }
    const Message expected =
        message(diag::expects_code, Name{std::string(schema_.spelling(code->of))});
    diagnostics_.report(where, diag::wrong_type, kind, in_every_language(expected));
  }

  // ---- Declarations
  // -------------------------------------------------------------------------------

  void check_declaration(uint32_t index) {
    const Object& object = unit_.objects[index];
    if (core_kind(object.kind) == nullptr || index == 0) return;
    if (object.name.length == 0) {
      const bool damaged = (object.flags & Object::damaged) != 0;
      // What stands there and is no name is told as an entry.
      const auto entries = unit_.entries_of(object);
      const bool other = std::any_of(entries.begin(), entries.end(),
                                     [](const Value& value) { return value.word == Word::value; });
      if (needs_name(object.kind) && !damaged && !other) {
        diagnostics_.report(typing_.at(object.name_span), diag::name_missing,
                            Name{std::string(schema_.spelling(object.kind))});
      }
      return;
    }
    // Nothing refers to an example: only those of one file are told apart.
    const bool top_level = object.parent == 0 && object.kind != Word::example;
    const bool is_indexed = top_level || object.kind == Word::course;
    if (is_indexed) check_module_name(index);
    else check_inner_name(index);
  }

  /// Versions of a regulation or price list share a name; all else in a module has its own.
  void check_module_name(uint32_t index) {
    const Object& object = unit_.objects[index];
    if (object.kind == Word::regulation || object.kind == Word::price_list ||
        object.kind == Word::form || object.kind == Word::field)
      return;
    const ObjectId first = names_.first_checked({index_, index});
    if (first && first != ObjectId{index_, index}) report_twice(index, first);
  }

  void check_inner_name(uint32_t index) {
    const Object& object = unit_.objects[index];
    if (object.kind == Word::done) return;  // A step may be done again.
    const uint64_t place =
        static_cast<uint64_t>(object.parent) << 16U | static_cast<uint64_t>(object.kind);
    const uint64_t key = (name_hash(unit_.view(object.name)) ^ place * 0x9E3779B97F4A7C15U) >> 1U;
    const auto [slot, is_new] = inner_names_.try_emplace(key, index);
    if (!is_new && !are_variants(index, slot->second)) report_twice(index, {index_, slot->second});
  }

  /// Steps of one name are variants of it if each says when it applies.
  auto are_variants(uint32_t a, uint32_t b) const -> bool {
    const auto is_variant = [&](uint32_t index) {
      const Object& object = unit_.objects[index];
      return object.kind == Word::step &&
             llvm::any_of(unit_.entries_of(object),
                          [](const Value& entry) { return entry.word == Word::when; });
    };
    return is_variant(a) && is_variant(b);
  }

  void report_twice(uint32_t index, ObjectId first) {
    Object& object = unit_.objects[index];
    object.flags |= Object::damaged;  // What it lacks, the other one may have.
    diagnostics_
        .report(typing_.at(object.name_span), diag::declared_twice,
                Name{std::string(unit_.view(object.name))})
        .note(names_.location(first), message(diag::first_declared));
  }

  const Schema& schema_;
  const Names& names_;
  Unit& unit_;
  uint32_t index_;
  Diagnostics& diagnostics_;
  Typing typing_;
  llvm::DenseMap<uint64_t, uint32_t> inner_names_;  ///< By hash of owner, kind and name.
  size_t unknown_words_ = 0;
};

/// Units that are resolved one after another, those of one folder for the most part.
constexpr size_t units_per_chunk = 32;
/// What is found in them.
struct Resolved {
  Diagnostics found;
  std::vector<std::pair<uint32_t, std::vector<Unmeant>>> unmeant;  ///< By unit.
};

using Words = llvm::SmallVector<Word, 8>;

auto declared_words(const Schema& schema, const Unit& unit) -> Words {
  Words words;
  for (const Slice word : unit.unknown_words)
    words.push_back(schema.declared_word(unit.view(word)));
  return words;
}

/// Words that only a declaration brings get their number in the schema.
void map_words(const Words& words, Unit& unit, uint32_t index) {
  const auto mapped = [&](Word word) {
    return word < Word::core_count
               ? word
               : words[static_cast<size_t>(word) - static_cast<size_t>(Word::core_count)];
  };
  for (Object& object : unit.objects) object.kind = mapped(object.kind);
  for (Value& entry : unit.entries) {
    entry.word = mapped(entry.word);
    if (entry.kind == ValueKind::Block) entry.object.unit = index;
  }
}

/// The same for all units. A word that nothing declares still needs a number, to be reported by its
/// spelling; they are numbered in the order of the units.
void map_words(Model& model, const Parallel& parallel) {
  std::vector<char> mapped(model.units.size());
  parallel(model.units.size(), [&](size_t i) {
    const Words words = declared_words(model.schema, model.units[i]);
    if (llvm::is_contained(words, Word::none)) return;
    map_words(words, model.units[i], static_cast<uint32_t>(i));
    mapped[i] = 1;
  });
  for (size_t i = 0; i < model.units.size(); ++i) {
    if (mapped[i] != 0) continue;
    Unit& unit = model.units[i];
    for (const Slice word : unit.unknown_words) model.schema.add_word(unit.view(word));
    map_words(declared_words(model.schema, unit), unit, static_cast<uint32_t>(i));
  }
}

}  // namespace

void resolve(Model& model, Library library, const Parallel& parallel, Diagnostics& diagnostics) {
  map_words(model, parallel);
  auto names = std::make_shared<Names>(model.units, parallel);
  model.names = names;
  auto resolved =
      in_chunks(parallel, model.units.size(), units_per_chunk, [&](size_t first, size_t end) {
        Resolved part;
        KnownVocabularies vocabularies(model.schema, *names);
        for (size_t i = first; i < end; ++i) {
          const auto index = static_cast<uint32_t>(i);
          Unit& unit = model.units[i];
          vocabularies.look_from(index);
          Diagnostics ignored;
          Diagnostics& found = unit.only_for_names ? ignored : part.found;
          auto unmeant = Resolver(model, *names, vocabularies, unit, index, found).run();
          if (!unmeant.empty() && !unit.only_for_names)
            part.unmeant.emplace_back(index, std::move(unmeant));
        }
        return part;
      });
  parallel(resolved.size(), [&](size_t i) {
    for (auto& [unit, unmeant] : resolved[i].unmeant)
      tell_unmeant(model, *names, library, unit, std::move(unmeant), resolved[i].found);
  });
  for (Resolved& part : resolved) diagnostics.append(std::move(part.found));
}

}  // namespace kava
