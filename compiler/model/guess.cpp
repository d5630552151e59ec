// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/guess.h"

#include <llvm/ADT/STLExtras.h>

#include <algorithm>
#include <optional>
#include <set>

#include "compiler/base/dotted.h"
#include "compiler/base/limits.h"
#include "compiler/base/suggest.h"

namespace kava {
namespace {

/// A vocabulary that is no larger is told whole when nothing in it is near.
constexpr size_t few = 12;

/// In so short a word another letter makes another code: `EEK` is no slip for `SEK`.
constexpr size_t short_code = 3;

using Views = std::vector<std::string_view>;

/// `estonia.taltech` is in `estonia`, and so is `estonia` itself.
auto is_in(std::string_view module, std::string_view ancestor) -> bool {
  return module == ancestor || (module.starts_with(ancestor) && module[ancestor.size()] == '.');
}

auto small_letters(std::string_view name) -> std::string {
  std::string result(name);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  }
  return result;
}

auto is_word_byte(char c) -> bool {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

auto first_word(std::string_view text) -> std::string_view {
  return text.substr(
      0,
      static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_word_byte) - text.begin()));
}

/// Calls `visit` with the word, the name and the rest of the line of each top-level declaration.
template <typename Visit>
void for_each_declaration(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view word = first_word(line);
    if (word.empty() || line.size() <= word.size() || line[word.size()] != ' ') continue;
    const std::string_view rest = line.substr(word.size() + 1);
    const std::string_view name = first_word(rest);
    if (!name.empty()) visit(word, name, rest.substr(name.size()));
  }
}

auto has_word(std::string_view text, std::string_view word) -> bool {
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word_byte(text[at - 1]);
    const size_t end = at + word.size();
    if (begins && (end == text.size() || !is_word_byte(text[end]))) return true;
  }
  return false;
}

/// A candidate, by one of the names that it goes by.
struct Known {
  std::string written;  ///< What is suggested.
  std::string label;    ///< Folded.
};

/// The one that is called exactly so; if `begins`, the only one whose label begins so.
auto by_label(std::string_view folded_word, const std::vector<Known>& known, bool begins)
    -> std::string_view {
  constexpr size_t telling = 4;
  if (begins && folded_word.size() < telling) return {};
  std::string_view found;
  for (const Known& candidate : known) {
    const bool fits =
        begins ? candidate.label.starts_with(folded_word) : candidate.label == folded_word;
    if (!fits || candidate.written == found) continue;
    if (begins && !found.empty()) return {};
    found = candidate.written;
    if (!begins) break;
  }
  return found;
}

/// What has names inside of it.
constexpr Word owners[] = {Word::course, Word::programme, Word::price_list, Word::regulation,
                           Word::procedure};

class Guesser {
 public:
  Guesser(const Model& model, const Names& names, Library library, uint32_t unit,
          Diagnostics& diagnostics)
      : model_(model),
        names_(names),
        library_(library),
        index_(unit),
        unit_(model.units[unit]),
        diagnostics_(diagnostics) {
    find_uses();
  }

  void run(std::vector<Unmeant> unmeant) {
    for (Unmeant& thing : unmeant) {
      if (thing.kind == Unmeant::Kind::Module) tell_module(thing);
    }
    std::erase_if(unmeant, [&](const Unmeant& thing) {
      return thing.kind == Unmeant::Kind::Module || comes_from_wrong_module(thing);
    });
    tell_unused_modules(unmeant);
    for (Unmeant& thing : unmeant) tell(thing);
  }

 private:
  // ---- Modules
  // -----------------------------------------------------------------------------------

  void find_uses() {
    for (const Value& entry : unit_.entries_of(unit_.objects[0])) {
      if (entry.word != Word::use || entry.kind != ValueKind::Path) continue;
      uses_.push_back(unit_.view(entry.slice));
    }
  }

  auto sees(std::string_view module) const -> bool {
    return module == common_module || is_in(unit_.module, module) ||
           llvm::any_of(uses_, [&](std::string_view used) { return is_in(used, module); });
  }

  auto all_modules() const -> Views {
    Views result = names_.modules();
    for (const LibraryFile& file : library_) result.push_back(file.module);
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    std::erase_if(
        result, [](std::string_view module) { return module.empty() || module == common_module; });
    return result;
  }

  /// Each segment must be near: `estonia.tartu` is not `estonia.taltech`.
  auto near_module(std::string_view name) const -> std::string_view {
    const Views modules = all_modules();
    const std::string small = small_letters(name);
    const std::string_view written = small;
    for (const std::string_view module : modules) {
      if (module == written) return module;
    }
    Views beside;
    for (const std::string_view module : modules) {
      const std::string_view above[] = {without_last(module)};
      const bool same = above[0] == without_last(written);
      if (same || !nearest(without_last(written), above).empty()) beside.push_back(module);
    }
    Views segments;
    for (const std::string_view module : beside) segments.push_back(last_segment(module));
    const std::string_view guess = nearest(last_segment(written), segments);
    if (guess.empty()) return near_namesake(written, modules);
    return beside[static_cast<size_t>(llvm::find(segments, guess) - segments.begin())];
  }

  /// `taltech` for `estonia.taltech`.
  static auto near_namesake(std::string_view written, const Views& modules) -> std::string_view {
    for (const std::string_view module : modules) {
      if (fold_words(last_segment(module)) == fold_words(last_segment(written))) return module;
    }
    return {};
  }

  /// The library has it, but nothing of it is needed, so that nothing of it was loaded.
  auto is_in_library(std::string_view module) const -> bool {
    return llvm::any_of(library_,
                        [&](const LibraryFile& file) { return is_in(file.module, module); });
  }

  void tell_module(Unmeant& thing) {
    const bool quoted = thing.report.message.row != diag::unknown_module.row;
    if (!quoted && is_in_library(thing.written)) return;
    wrong_modules_.emplace_back(last_segment(thing.written));
    const std::string_view guess = near_module(thing.written);
    if (!guess.empty()) {
      meant_modules_.push_back(guess);
      did_you_mean(thing.report, guess);
    }
    diagnostics_.add(std::move(thing.report));
  }

  /// Modules of the library in which a name of that kind, or a field on that block, is declared.
  auto homes(const Unmeant& thing) const -> Views {
    Views result;
    const bool field = thing.kind == Unmeant::Kind::Field;
    if (!field && thing.kind != Unmeant::Kind::Name) return result;
    const std::string_view name = last_segment(thing.written);
    const std::string_view prefix = without_last(thing.written);
    for (const LibraryFile& file : library_) {
      const bool fits =
          prefix.empty() || prefix == file.module || prefix == last_segment(file.module);
      if (!fits || !has_word(file.names, name)) continue;
      bool found = false;
      for_each_declaration(file.text, [&](std::string_view word, std::string_view declared,
                                          std::string_view rest) {
        if (declared != name) return;
        found |= field ? word == "field" && has_word(rest, spelling(thing.of[0]))
                       : llvm::any_of(thing.of, [&](Word kind) { return spelling(kind) == word; });
      });
      if (found) result.push_back(file.module);
    }
    return result;
  }

  auto comes_from_wrong_module(const Unmeant& thing) const -> bool {
    if (wrong_modules_.empty()) return false;
    const std::string first = thing.written.substr(0, thing.written.find('.'));
    if (thing.kind == Unmeant::Kind::Name && llvm::is_contained(wrong_modules_, first)) return true;
    if (meant_modules_.empty()) return false;
    const Views places = homes(thing);
    return llvm::any_of(meant_modules_, [&](std::string_view module) {
      return llvm::any_of(places, [&](std::string_view place) { return is_in(module, place); });
    });
  }

  /// The `use` that explains most of the names is told at the first one, and so on with the rest.
  void tell_unused_modules(std::vector<Unmeant>& unmeant) {
    std::vector<Views> places;
    std::set<std::string_view> modules;
    for (const Unmeant& thing : unmeant) {
      places.push_back(places.size() < limits::guesses_per_file ? homes(thing) : Views());
      // What a used module declares needs no other one.
      if (llvm::any_of(places.back(), [&](std::string_view module) { return sees(module); })) {
        places.back().clear();
      }
      modules.insert(places.back().begin(), places.back().end());
    }
    std::vector<bool> told(unmeant.size(), false);
    while (!modules.empty()) {
      const auto explains = [&](std::string_view module, size_t i) {
        return !told[i] && llvm::any_of(places[i], [&](std::string_view place) {
          return is_in(module, place);
        });
      };
      std::string_view best;
      size_t most = 0;
      for (const std::string_view module : modules) {
        size_t count = 0;
        for (size_t i = 0; i < unmeant.size(); ++i) count += explains(module, i);
        if (count > most) best = module, most = count;
      }
      if (most == 0) break;
      std::optional<size_t> first;
      for (size_t i = 0; i < unmeant.size(); ++i) {
        if (!explains(best, i)) continue;
        told[i] = true;
        if (!first ||
            unmeant[i].report.where.span.offset < unmeant[*first].report.where.span.offset)
          first = i;
      }
      tell_unused(unmeant[*first], best);
      modules.erase(best);
    }
    size_t i = 0;
    std::erase_if(unmeant, [&](const Unmeant&) { return told[i++]; });
  }

  void tell_unused(const Unmeant& thing, std::string_view module) {
    Report& report =
        diagnostics_.report(thing.report.where, diag::module_not_used, Name{thing.written},
                            Name{std::string(module)}, Name{"use " + std::string(module)});
    uint32_t after = 0;
    std::optional<uint32_t> before;
    const Object& file = unit_.objects[0];
    for (uint32_t i = file.first; i < file.first + file.count; ++i) {
      if (unit_.entries[i].word == Word::use) after = unit_.entries[i].span.end();
      before = std::min(before.value_or(UINT32_MAX), unit_.word_offsets[i]);
    }
    const std::string use = "use " + std::string(module);
    if (after > 0) {
      report.edit({unit_.source, {after, 0}}, '\n' + use);
    } else {
      report.edit({unit_.source, {before.value_or(0), 0}}, use + "\n\n");
    }
  }

  // ---- Everything else
  // ---------------------------------------------------------------------------

  void tell(Unmeant& thing) {
    const bool in_full = ++guesses_ <= limits::guesses_per_file;
    switch (thing.kind) {
      case Unmeant::Kind::Declaration:
      case Unmeant::Kind::Field:
        if (in_full) guess_word(thing);
        break;
      case Unmeant::Kind::Name:
        if (follows_from_another(thing)) return;
        if (in_full) guess_name(thing);
        break;
      case Unmeant::Kind::Code:
        if (in_full && thing.vocabulary) guess_code(thing);
        break;
      case Unmeant::Kind::Measure:
        if (in_full) guess_measure(thing);
        break;
      default: break;
    }
    diagnostics_.add(std::move(thing.report));
  }

  auto spelling(Word word) const -> std::string_view { return model_.schema.spelling(word); }

  static void one_of(Report& report, const Views& words) {
    if (words.empty() || words.size() > few) return;
    std::string list;
    for (const std::string_view word : words) {
      if (!list.empty()) list += ", ";
      list += '`' + std::string(word) + '`';
    }
    report.detail(Detail::Kind::Help, in_every_language(message(diag::one_of, Text{list})));
  }

  /// By another way of writing it, then by a slip.
  static auto near_word(std::string_view written, const Views& candidates) -> std::string_view {
    for (const std::string_view candidate : candidates) {
      if (fold_words(candidate) == fold_words(written)) return candidate;
    }
    return nearest(written, candidates);
  }

  void guess_word(Unmeant& thing) {
    const Word kind = thing.kind == Unmeant::Kind::Field ? thing.of[0] : Word::file;
    Views words;
    std::vector<Known> labels;
    for (const Field* field : model_.schema.fields_of(kind)) {
      const std::string_view word = spelling(field->word);
      words.push_back(word);
      const Argument label = Label{std::string(word), field->labels()};
      for (const Language language : {Language::en, Language::et})
        labels.push_back({std::string(word), fold_words(rendered(label, language))});
    }
    std::string_view guess = by_label(fold_words(thing.written), labels, false);
    if (guess.empty()) guess = near_word(thing.written, words);
    if (!guess.empty()) return did_you_mean(thing.report, guess);
    if (thing.kind == Unmeant::Kind::Field) stands_elsewhere(thing);
  }

  void stands_elsewhere(Unmeant& thing) {
    const Word word = model_.schema.word(thing.written);
    for (const Field& field : model_.schema.fields()) {
      if (field.word != word || field.kind == Word::file) continue;
      const Name other{std::string(spelling(field.kind))};
      thing.report.detail(
          Detail::Kind::Help,
          in_every_language(message(diag::word_stands_on, Name{thing.written}, other)));
      return;
    }
  }

  void guess_code(Unmeant& thing) {
    const Views codes = names_.codes(thing.vocabulary);
    const std::string_view code = last_segment(thing.written);
    std::vector<Known> labels;
    const Thing list = model_.thing(thing.vocabulary);
    for (const Thing& concept_ : list.things(Word::concept_)) {
      const Cell label = concept_[Word::label];
      if (!label || !label.known()) continue;
      for (const auto& [tag, text] : label.texts())
        labels.push_back({std::string(concept_.name()), fold_words(text)});
    }
    tell_code(thing, codes, labels, code);
  }

  void tell_code(Unmeant& thing, const Views& codes, const std::vector<Known>& labels,
                 std::string_view code) {
    const std::string word = fold_words(code);
    std::string guess;
    for (const std::string_view candidate : codes) {
      if (guess.empty() && fold_words(candidate) == word) guess = candidate;
    }
    if (guess.empty()) guess = by_label(word, labels, false);
    if (guess.empty() && code.size() > short_code) guess = nearest(code, codes);
    if (guess.empty()) guess = by_label(word, labels, true);
    if (guess.empty() && code.size() > short_code) guess = nearest_label(word, labels);
    if (guess.empty()) return one_of(thing.report, codes);
    if (!without_last(thing.written).empty())
      guess = std::string(without_last(thing.written)) + '.' + guess;
    did_you_mean(thing.report, guess);
  }

  static auto nearest_label(std::string_view word, const std::vector<Known>& known)
      -> std::string_view {
    Views labels;
    for (const Known& candidate : known) labels.push_back(candidate.label);
    const std::string_view label = nearest(word, labels);
    if (label.empty()) return {};
    return known[static_cast<size_t>(llvm::find(labels, label) - labels.begin())].written;
  }

  void guess_measure(Unmeant& thing) {
    Views units;
    std::vector<Known> labels;
    for (const MeasureRow& row : model_.schema.measures) {
      if (row.name.empty() || row.quantity != thing.of[0]) continue;
      if (row.same_as == 0) units.push_back(row.name);
      labels.push_back({row.name, fold_words(row.name)});
      if (row.object == UINT64_MAX) continue;
      const Thing unit = model_.thing(
          {static_cast<uint32_t>(row.object >> 32U), static_cast<uint32_t>(row.object)});
      const Cell label = unit[Word::label];
      if (!label || !label.known()) continue;
      for (const auto& [tag, text] : label.texts()) labels.push_back({row.name, fold_words(text)});
    }
    // With one unit there is no doubt which one is meant: `60 percent`.
    std::string guess(by_label(fold_words(thing.written), labels, false));
    if (guess.empty() && thing.written.size() > short_code) guess = nearest(thing.written, units);
    if (guess.empty() && units.size() == 1) guess = units[0];
    if (guess.empty()) return one_of(thing.report, units);
    did_you_mean(thing.report, guess);
  }

  // ---- Names
  // -------------------------------------------------------------------------------------

  /// The same name again, or a name that a declaration without one should have had: told there.
  auto follows_from_another(const Unmeant& thing) -> bool {
    const Word kind = thing.of[0];
    if (!told_names_.insert({kind, std::string(last_segment(thing.written))}).second) return true;
    if (is_of_unknown_declaration(last_segment(thing.written))) return true;
    for (const Object& object : unit_.objects) {
      if (object.name.length > 0 || object.span.length == 0) continue;
      const Kind* row = core_kind(object.kind);
      const bool needs_name = row != nullptr && row->head == Head::Name;
      if (!needs_name) continue;
      if (llvm::is_contained(thing.of, object.kind)) return true;
      if (object.kind == Word::course && !without_last(thing.written).empty()) return true;
    }
    return false;
  }

  /// `curse logic { … }` was to declare `logic`.
  auto is_of_unknown_declaration(std::string_view name) const -> bool {
    return llvm::any_of(unit_.entries_of(unit_.objects[0]), [&](const Value& entry) {
      if (entry.kind != ValueKind::Block) return false;
      if (model_.schema.field(Word::file, entry.word) != nullptr) return false;
      const auto inside = unit_.entries_of(unit_.objects[entry.object.index]);
      return llvm::any_of(inside, [&](const Value& value) {
        return value.word == Word::value && value.kind == ValueKind::Path &&
               unit_.view(value.slice) == name;
      });
    });
  }

  void guess_name(Unmeant& thing) {
    if (!without_last(thing.written).empty()) return guess_dotted(thing);
    const std::string_view guess =
        near_word(thing.written, names_.visible(index_, thing.owner, thing.of[0]));
    if (!guess.empty()) return did_you_mean(thing.report, guess);
    // What a used module declares is called by the module: `taltech.microdegree`.
    for (const std::string_view module : homes(thing)) {
      if (module == common_module) continue;
      return did_you_mean(thing.report, std::string(last_segment(module)) + '.' + thing.written);
    }
  }

  void guess_dotted(Unmeant& thing) {
    const std::string_view prefix = without_last(thing.written);
    const std::string_view name = last_segment(thing.written);
    Views candidates;
    if (const ObjectId owner = names_.find(index_, thing.owner, owners, prefix)) {
      candidates = inside(owner, thing.of);
    } else {
      candidates = in_modules(prefix, thing.of);
    }
    if (candidates.empty()) return guess_prefix(thing, prefix, name);
    if (const std::string_view guess = near_word(name, candidates); !guess.empty())
      return did_you_mean(thing.report, std::string(prefix) + '.' + std::string(guess));
    std::vector<std::string> dotted;
    for (const std::string_view candidate : candidates)
      dotted.push_back(std::string(prefix) + '.' + std::string(candidate));
    one_of(thing.report, Views(dotted.begin(), dotted.end()));
  }

  /// The name is right, or may be, and what stands before the dot is misspelt.
  void guess_prefix(Unmeant& thing, std::string_view prefix, std::string_view name) {
    Views prefixes;
    for (const std::string_view module : all_modules()) {
      if (sees(module)) prefixes.push_back(last_segment(module));
    }
    for (const Word kind : {Word::course, Word::programme}) {
      for (const std::string_view owner : names_.visible(index_, thing.owner, kind))
        prefixes.push_back(owner);
    }
    const std::string_view guess = near_word(prefix, prefixes);
    if (guess.empty() || guess == prefix) return guess_owner(thing, prefix, name);
    did_you_mean(thing.report, std::string(guess) + '.' + std::string(name));
  }

  /// `taltech.microdgree.volume`, or `microdegree.volume` without its module.
  void guess_owner(Unmeant& thing, std::string_view prefix, std::string_view name) {
    const std::string_view module = without_last(prefix);
    const std::string_view owner = last_segment(prefix);
    std::string guess;
    if (!module.empty()) {
      const std::string_view near = near_word(owner, in_modules(module, owners));
      if (!near.empty() && near != owner) guess = std::string(module) + '.' + std::string(near);
    } else {
      for (const std::string_view other : all_modules()) {
        if (!sees(other) || !llvm::is_contained(in_modules(other, owners), owner)) continue;
        guess = std::string(last_segment(other)) + '.' + std::string(owner);
        break;
      }
    }
    if (!guess.empty()) did_you_mean(thing.report, guess + '.' + std::string(name));
  }

  auto inside(ObjectId owner, llvm::ArrayRef<Word> kinds) const -> Views {
    Views result;
    const Unit& home = model_.units[owner.unit];
    for (const Value& entry : home.entries_of(home.objects[owner.index])) {
      if (entry.kind != ValueKind::Block) continue;
      const Object& object = home.objects[entry.object.index];
      const bool wanted = object.name.length > 0 && llvm::is_contained(kinds, object.kind);
      if (wanted) result.push_back(home.view(object.name));
    }
    return result;
  }

  auto in_modules(std::string_view prefix, llvm::ArrayRef<Word> kinds) const -> Views {
    Views result;
    for (const LibraryFile& file : library_) {
      if (prefix != file.module && prefix != last_segment(file.module)) continue;
      for_each_declaration(
          file.text, [&](std::string_view word, std::string_view name, std::string_view) {
            if (llvm::any_of(kinds, [&](Word kind) { return spelling(kind) == word; }))
              result.push_back(name);
          });
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

  const Model& model_;
  const Names& names_;
  Library library_;
  uint32_t index_;
  const Unit& unit_;
  Diagnostics& diagnostics_;
  Views uses_;
  std::vector<std::string> wrong_modules_;  ///< Last segments of what `use` names in vain.
  Views meant_modules_;                     ///< What these were probably meant to be.
  std::set<std::pair<Word, std::string>> told_names_;
  size_t guesses_ = 0;
};

}  // namespace

void did_you_mean(Report& report, std::string_view guess) {
  report.detail(Detail::Kind::Help,
                in_every_language(message(diag::did_you_mean, Name{std::string(guess)})));
  report.edit(report.where, std::string(guess));
}

void tell_unmeant(const Model& model, const Names& names, Library library, uint32_t unit,
                  std::vector<Unmeant> unmeant, Diagnostics& diagnostics) {
  if (unmeant.empty()) return;
  Guesser(model, names, library, unit, diagnostics).run(std::move(unmeant));
}

}  // namespace kava
