// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/resolve.h"

#include <algorithm>

#include "compiler/base/limits.h"
#include "compiler/model/declare.h"
#include "compiler/model/library.h"
#include "compiler/model/typing.h"

namespace kava {
namespace {

/// Words that may stand in a kind, to suggest the one that was meant.
auto words_of(const Schema& schema, Word kind) -> std::vector<std::string_view> {
  std::vector<std::string_view> result;
  for (const Field* field : schema.fields_of(kind)) result.push_back(schema.spelling(field->word));
  return result;
}

/// Resolves one unit: every entry of every object, in the order of writing.
class Resolver {
 public:
  Resolver(const Model& model, const Names& names, Unit& unit, uint32_t index,
           Diagnostics& diagnostics)
      : schema_(model.schema),
        names_(names),
        unit_(unit),
        index_(index),
        diagnostics_(diagnostics),
        typing_(model, names, unit, index, diagnostics) {}

  void run() {
    check_uses();
    std::vector<bool> skipped(unit_.objects.size(), false);
    for (uint32_t i = 0; i < unit_.objects.size(); ++i) {
      const Object& object = unit_.objects[i];
      // What stands in a block that means nothing, or in an `example`, is not judged here.
      const bool inside_skipped = object.parent != UINT32_MAX && skipped[object.parent];
      if (skipped[i] || inside_skipped || object.kind == Word::example ||
          object.kind == Word::none) {
        skipped[i] = true;
        continue;
      }
      resolve_object(i, skipped);
    }
  }

 private:
  using Seen = llvm::SmallVector<std::pair<Word, uint32_t>, 24>;

  void check_uses() {
    for (const Value& entry : unit_.entries_of(unit_.objects[0])) {
      if (entry.word != Word::use || entry.kind != ValueKind::Path) continue;
      const std::string name(unit_.view(entry.slice));
      if (names_.has_module(name)) continue;
      const Location where = typing_.at(entry.span);
      suggest(diagnostics_.report(where, diag::unknown_module, Name{name}), where, name,
              names_.modules());
    }
  }

  void resolve_object(uint32_t index, std::vector<bool>& skipped) {
    const Object object = unit_.objects[index];
    check_declaration(index);
    Seen seen;
    for (uint32_t entry = object.first; entry < object.first + object.count; ++entry) {
      const Value& value = unit_.entries[entry];
      const Field* field = schema_.field(object.kind, value.word);
      if (field == nullptr) {
        report_unknown_word(entry, index);
        if (value.kind == ValueKind::Block) skipped[value.object.index] = true;
        continue;
      }
      check_cardinality(*field, entry, seen);
      // Told at its word; what stands in the block has no meaning then.
      const bool stray_block = value.kind == ValueKind::Block && !field->takes(TypeKind::Block);
      if (stray_block) skipped[value.object.index] = true;
      typing_.type(entry, index, *field);
    }
    if ((object.flags & Object::damaged) == 0) check_required(index, seen);
  }

  // ---- Words
  // --------------------------------------------------------------------------------------

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
    const std::string word(schema_.spelling(unit_.entries[entry].word));
    const Location where = typing_.at(typing_.word_span(entry));
    if (owner == 0) {
      suggest(diagnostics_.report(where, diag::unknown_declaration, Name{word}), where, word,
              words_of(schema_, Word::file));
      return;
    }
    if (continues_line_above(entry, owner)) return;
    const Name kind{std::string(schema_.spelling(object.kind))};
    Report& report = diagnostics_.report(where, diag::unknown_word, Name{word}, kind);
    suggest(report, where, word, words_of(schema_, object.kind));
    if (!report.edits.empty()) return;
    for (const Field& field : schema_.fields()) {
      if (field.word != unit_.entries[entry].word || field.kind == Word::file) continue;
      const Name other{std::string(schema_.spelling(field.kind))};
      report.detail(Detail::Kind::Help,
                    in_every_language(message(diag::word_stands_on, Name{word}, other)));
      return;
    }
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
      diagnostics_.report(typing_.at(object.name_span), diag::field_missing,
                          Name{std::string(schema_.spelling(word))},
                          Name{std::string(schema_.spelling(object.kind))});
    }
  }

  // ---- Declarations
  // -------------------------------------------------------------------------------

  void check_declaration(uint32_t index) {
    const Object& object = unit_.objects[index];
    const Kind* kind = core_kind(object.kind);
    if (kind == nullptr || index == 0) return;
    const bool needs_name = kind->head == Head::Name || kind->head == Head::NameOf ||
                            kind->head == Head::NameIs || kind->head == Head::NameIn;
    if (object.name.length == 0) {
      const bool damaged = (object.flags & Object::damaged) != 0;
      if (needs_name && !damaged) {
        diagnostics_.report(typing_.at(object.name_span), diag::name_missing,
                            Name{std::string(schema_.spelling(object.kind))});
      }
      return;
    }
    const bool is_indexed = object.parent == 0 || object.kind == Word::course;
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
    const uint64_t place =
        static_cast<uint64_t>(object.parent) << 16U | static_cast<uint64_t>(object.kind);
    const uint64_t key = (name_hash(unit_.view(object.name)) ^ place * 0x9E3779B97F4A7C15U) >> 1U;
    const auto [slot, is_new] = inner_names_.try_emplace(key, index);
    if (!is_new) report_twice(index, {index_, slot->second});
  }

  void report_twice(uint32_t index, ObjectId first) {
    const Object& object = unit_.objects[index];
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

/// Words that only a declaration brings get their number in the schema.
void map_words(const Schema& schema, Unit& unit, uint32_t index) {
  llvm::SmallVector<Word, 8> words;
  for (const Slice word : unit.unknown_words) words.push_back(schema.word(unit.view(word)));
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

}  // namespace

void resolve(Model& model,
             const std::function<void(size_t, const std::function<void(size_t)>&)>& parallel,
             Diagnostics& diagnostics) {
  // A word that nothing declares still needs a number, to be reported by its spelling.
  for (const Unit& unit : model.units) {
    for (const Slice word : unit.unknown_words) model.schema.add_word(unit.view(word));
  }
  parallel(model.units.size(),
           [&](size_t i) { map_words(model.schema, model.units[i], static_cast<uint32_t>(i)); });
  auto names = std::make_shared<Names>(model.units);
  model.names = names;
  std::vector<Diagnostics> found(model.units.size());
  parallel(model.units.size(), [&](size_t i) {
    Resolver(model, *names, model.units[i], static_cast<uint32_t>(i), found[i]).run();
  });
  for (size_t i = 0; i < found.size(); ++i) {
    if (!model.units[i].only_for_names) diagnostics.append(std::move(found[i]));
  }
}

}  // namespace kava
