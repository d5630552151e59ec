// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/declare.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/Support/xxhash.h>

#include <algorithm>

#include "compiler/base/dotted.h"
#include "compiler/base/limits.h"
#include "compiler/model/library.h"
#include "compiler/model/lower.h"
#include "compiler/schema/schema.h"

namespace kava {
namespace {

/// `for` in `price 90 EUR for public`, as the field it is read by.
auto phrase_word(TokenKind preposition) -> Word {
  switch (preposition) {
    case TokenKind::Under: return Word::under;
    case TokenKind::From: return Word::from;
    case TokenKind::Until: return Word::until;
    case TokenKind::By: return Word::by;
    case TokenKind::Because: return Word::because;
    case TokenKind::For: return Word::for_;
    case TokenKind::As: return Word::as;
    case TokenKind::On: return Word::on;
    default: return Word::none;
  }
}

class Declaring {
 public:
  struct Entries {
    llvm::SmallVector<Value, 16> values;
    llvm::SmallVector<uint32_t, 16> word_offsets;
  };
  using Expressions = llvm::SmallVector<uint32_t, 4>;

  /// The children of a member, sorted by what they are.
  struct Parts {
    Expressions operands;
    llvm::SmallVector<uint32_t, 2> phrases;
    uint32_t block = UINT32_MAX;
    auto bare() const -> bool { return phrases.empty() && block == UINT32_MAX; }
  };

  Declaring(const SyntaxTree& tree, Unit& unit) : tree_(tree), unit_(unit), lower_(tree, unit) {}

  void file() {
    Object& object = unit_.objects.emplace_back();
    object.kind = Word::file;
    object.span = {0, static_cast<uint32_t>(tree_.text.size())};
    Entries entries;
    members(0, 0, entries);
    close(0, entries);
  }

  /// The members that open an `example`.
  auto examples() const -> llvm::ArrayRef<uint32_t> { return examples_; }

  /// What an `example` declares, as if it were a file with the `use` lines of this one.
  void example(uint32_t node) {
    Object& object = unit_.objects.emplace_back();
    object.kind = Word::file;
    object.span = {0, static_cast<uint32_t>(tree_.text.size())};
    if (tree_.has_error(node)) object.flags |= Object::damaged;
    Entries entries;
    for (const uint32_t child : tree_.children(0)) {
      if (opening_word(child) == Word::use) member(child, 0, entries);
    }
    if (const uint32_t block = parts_of(node).block; block != UINT32_MAX) {
      for (const uint32_t child : tree_.children(block)) {
        if (is_declaration(child)) member(child, 0, entries);
      }
    }
    close(0, entries);
    lower_.mention(verdict_vocabulary);
    // What stands in its own module is found by the names of that.
    for (std::string_view module = unit_.module; !module.empty(); module = without_last(module))
      lower_.mention(last_segment(module));
  }

 private:
  /// The word of a member; none of what is no member or has no core word.
  auto opening_word(uint32_t node) const -> Word {
    if (tree_.nodes[node].rule != Rule::member) return Word::none;
    const uint32_t token = tree_.nodes[node].first_token;
    return tree_.kind(token) == TokenKind::Name ? core_word(tree_.token_text(token)) : Word::none;
  }

  auto is_declaration(uint32_t node) const -> bool {
    const Word word = opening_word(node);
    const Kind* kind = core_kind(word);
    return kind != nullptr && kind->top_level && word != Word::example;
  }

  /// What an `example` says of itself; its declarations are a file of their own.
  void about_example(uint32_t block, uint32_t owner, Entries& entries) {
    for (const uint32_t child : tree_.children(block)) {
      if (tree_.nodes[child].rule == Rule::member && !is_declaration(child))
        member(child, owner, entries);
    }
  }

  void close(uint32_t object, const Entries& entries) {
    unit_.objects[object].first = static_cast<uint32_t>(unit_.entries.size());
    unit_.objects[object].count = static_cast<uint32_t>(entries.values.size());
    unit_.entries.insert(unit_.entries.end(), entries.values.begin(), entries.values.end());
    unit_.word_offsets.insert(unit_.word_offsets.end(), entries.word_offsets.begin(),
                              entries.word_offsets.end());
  }

  void members(uint32_t node, uint32_t owner, Entries& entries) {
    for (const uint32_t child : tree_.children(node)) {
      if (tree_.nodes[child].rule == Rule::member) member(child, owner, entries);
    }
  }

  auto word_of(std::string_view spelling) -> Word {
    if (const Word word = core_word(spelling); word != Word::none) return word;
    const auto [slot, is_new] =
        unknown_words_.try_emplace(name_hash(spelling) >> 1U, unit_.unknown_words.size());
    if (!is_new) return unknown(slot->second);
    // A file with so many words that nothing declares is told of the first ones only.
    if (unit_.unknown_words.size() >= limits::unknown_words)
      return unknown(limits::unknown_words - 1);
    unit_.unknown_words.push_back(lower_.keep(spelling));
    lower_.mention(spelling);
    // `et "…"` on a line of its own: to tell what is missing, the languages must be known.
    if (spelling.size() <= 3) lower_.mention(core_spelling(Word::language));
    return unknown(unit_.unknown_words.size() - 1);
  }

  static auto unknown(size_t index) -> Word {
    return static_cast<Word>(static_cast<size_t>(Word::core_count) + index);
  }

  auto parts_of(uint32_t node) const -> Parts {
    Parts result;
    for (const uint32_t child : tree_.children(node)) {
      const Rule rule = tree_.nodes[child].rule;
      if (rule == Rule::operands) add_expressions(child, result.operands);
      if (rule == Rule::phrase) result.phrases.push_back(child);
      if (rule == Rule::block) result.block = child;
    }
    return result;
  }

  void add_expressions(uint32_t operands, Expressions& result) const {
    for (const uint32_t child : tree_.children(operands)) {
      if (tree_.nodes[child].rule == Rule::expression) result.push_back(child);
    }
  }

  void member(uint32_t node, uint32_t owner, Entries& entries) {
    const uint32_t name_token = tree_.nodes[node].first_token;
    if (tree_.kind(name_token) != TokenKind::Name) return;
    const Parts parts = parts_of(node);
    if (tree_.has_error(node)) {
      unit_.objects[owner].flags |= Object::damaged;
      if (parts.block == UINT32_MAX) return;
    }
    const Word word = word_of(tree_.token_text(name_token));
    word_offset_ = tree_.tokens[name_token].offset;
    const Field* row = core_field(unit_.objects[owner].kind, word);
    if (opens_object(row, parts)) {
      block_member(node, word, owner, parts, entries);
    } else {
      values(word, row, tree_.token_span(name_token), parts.operands, entries);
    }
  }

  /// A field that may have a block always is an object, so that it is read in one way; only
  /// courses, which are also referred to, need a block to be one.
  static auto opens_object(const Field* row, const Parts& parts) -> bool {
    if (!parts.bare()) return true;
    return row != nullptr && row->takes(TypeKind::Block) && !row->takes(TypeKind::Reference);
  }

  void block_member(uint32_t node, Word word, uint32_t owner, const Parts& parts,
                    Entries& entries) {
    const auto index = static_cast<uint32_t>(unit_.objects.size());
    Object& object = unit_.objects.emplace_back();
    object.kind = word;
    object.parent = owner;
    object.name_span = tree_.token_span(tree_.nodes[node].first_token);
    object.span = tree_.span(node);
    if (parts.block != UINT32_MAX) object.flags |= Object::has_block;
    if (tree_.has_error(node)) object.flags |= Object::damaged;
    const uint32_t word_offset = word_offset_;
    if (word == Word::outcome) lower_.mention(weak_verbs_list);
    Entries inner;
    head(index, word, parts.operands, inner);
    for (const uint32_t phrase : parts.phrases) phrase_values(phrase, word, inner);
    const bool is_example = word == Word::example && owner == 0;
    if (is_example) examples_.push_back(node);
    if (parts.block != UINT32_MAX) {
      if (is_example) about_example(parts.block, index, inner);
      else members(parts.block, index, inner);
    }
    close(index, inner);
    word_offset_ = word_offset;
    push(word, entries, [&] {
      Value entry;
      entry.kind = ValueKind::Block;
      entry.span = unit_.objects[index].name_span;
      entry.object = {0,
                      index};  // The number of the unit is not known yet; `map_words` fills it in.
      return entry;
    });
  }

  void phrase_values(uint32_t phrase, Word kind, Entries& entries) {
    const uint32_t token = tree_.nodes[phrase].first_token;
    const Word word = phrase_word(tree_.kind(token));
    word_offset_ = tree_.tokens[token].offset;
    for (const uint32_t child : tree_.children(phrase)) {
      if (tree_.nodes[child].rule != Rule::operands) continue;
      Expressions operands;
      add_expressions(child, operands);
      values(word, core_field(kind, word), tree_.token_span(token), operands, entries);
    }
  }

  // ---- What stands between the word and the block
  // ------------------------------------------------

  void set_name(uint32_t object, std::string_view name, Span span) {
    unit_.objects[object].name = lower_.keep(name);
    unit_.objects[object].name_span = span;
  }

  /// Takes a name if the operand is one, be it a word, a number or a text (codes of concepts).
  auto take_name(uint32_t object, uint32_t expression) -> bool {
    const auto steps = lower_.steps(expression);
    if (steps.size() != 1 || !steps[0].is_operand) return false;
    const Node& node = tree_.nodes[steps[0].at];
    if (node.end_token != node.first_token + 1) return false;
    const TokenKind kind = tree_.kind(node.first_token);
    const std::string_view written = tree_.token_text(node.first_token);
    if (kind == TokenKind::Name || kind == TokenKind::Number) {
      set_name(object, written, tree_.token_span(node.first_token));
      return true;
    }
    if (kind == TokenKind::String && unit_.objects[object].kind == Word::concept_) {
      set_name(object, written.substr(1, written.size() - 2), tree_.token_span(node.first_token));
      return true;
    }
    return false;
  }

  void head(uint32_t object, Word word, const Expressions& operands, Entries& entries) {
    const Kind* kind = core_kind(word);
    const Head shape = kind == nullptr ? Head::Values : kind->head;
    const Span word_span = unit_.objects[object].name_span;
    switch (shape) {
      case Head::Name:
      case Head::OptionalName:
        if (!operands.empty() && take_name(object, operands[0])) {
          rest(word, operands, 1, word_span, entries);
          return;
        }
        break;
      case Head::CodeName:
      case Head::NameAmount:
        if (operands.size() == 1 && split_pair(object, operands[0], shape, entries)) return;
        break;
      case Head::NameOf:
      case Head::NameIs:
      case Head::NameIn:
        if (operands.size() == 1 && split_at_operator(object, operands[0], shape, entries)) return;
        // `offering autumn_2026 {`: the name is there, what it is an offering of is not.
        if (shape == Head::NameOf && operands.size() == 1 && take_name(object, operands[0])) return;
        break;
      case Head::Values: break;
    }
    rest(word, operands, 0, word_span, entries);
  }

  void rest(Word kind, const Expressions& operands, size_t from, Span word_span, Entries& entries) {
    const auto others = llvm::ArrayRef(operands).drop_front(from);
    if (others.empty()) return;
    values(Word::value, core_field(kind, Word::value), word_span, others, entries);
  }

  /// The next entry, made where it is kept: moving one that was just made would wait for all its
  /// parts to be written.
  template <typename Make>
  auto push(Word word, Entries& entries, const Make& make) -> Value& {
    entries.values.resize_for_overwrite(entries.values.size() + 1);
    Value& value = *::new (static_cast<void*>(&entries.values.back())) Value(make());
    value.word = word;
    if (leads_up(word)) unit_.has_upward_links = true;
    entries.word_offsets.push_back(word_offset_);
    return value;
  }

  void push(Word word, const Value& written, Entries& entries) {
    push(word, entries, [&] { return written; });
  }

  /// `exam final`: code and name. `specialisation 6..9 ects`: name and amount.
  auto split_pair(uint32_t object, uint32_t expression, Head shape, Entries& entries) -> bool {
    if (const Field* row = core_field(unit_.objects[object].kind, Word::value))
      mention_vocabularies(*row);
    const Value written = lower_.value(expression);
    const Value* pair = &written;
    const bool ranged = written.kind == ValueKind::Range;
    if (ranged) pair = &unit_.items[written.items.first];
    if (pair->kind != ValueKind::Pair) {
      push(Word::value, written, entries);
      return true;
    }
    const Value first = unit_.items[pair->items.first];
    const Value second = unit_.items[pair->items.first + 1];
    const Value& name = shape == Head::CodeName ? second : first;
    if (name.kind != ValueKind::Path) return false;
    unit_.objects[object].name = name.slice;
    unit_.objects[object].name_span = name.span;
    if (shape == Head::CodeName) {
      push(Word::value, first, entries);
    } else if (ranged) {
      push(Word::value, named_range(written, second), entries);
    } else {
      push(Word::value, second, entries);
    }
    return true;
  }

  /// `electives 6..9 ects` reads as the pair `electives 6`, then `..9 ects`: the pair's number is
  /// the lower bound, in the unit of the upper one.
  auto named_range(Value range, Value lower) -> Value {
    const Value upper = unit_.items[range.items.first + 1];
    if (lower.kind == ValueKind::Number && upper.kind == ValueKind::Quantity) {
      lower.kind = ValueKind::Quantity;
      lower.unit = upper.unit;
    }
    range.items = lower_.add_items({lower, upper});
    range.span = joined(lower.span, range.span);
    return range;
  }

  /// `x of rei`, `x = …`, `x in …`: the name and what follows the operator.
  auto split_at_operator(uint32_t object, uint32_t expression, Head shape, Entries& entries)
      -> bool {
    const auto steps = lower_.steps(expression);
    const TokenKind wanted = shape == Head::NameOf   ? TokenKind::Of
                             : shape == Head::NameIs ? TokenKind::Equal
                                                     : TokenKind::In;
    if (steps.size() < 3 || !steps[0].is_operand || steps[1].is_operand ||
        steps[1].token != wanted) {
      return false;
    }
    const std::string_view name = lower_.bare_name(steps[0].at);
    if (name.empty()) return false;
    set_name(object, name, tree_.span(steps[0].at));
    const bool expression_wanted = shape != Head::NameOf;
    push(shape == Head::NameOf ? Word::of : Word::value,
         lower_.value(llvm::ArrayRef(steps).drop_front(2), expression_wanted), entries);
    return true;
  }

  // ---- Values of a field
  // -------------------------------------------------------------------------

  static auto is_tagged(const Value& value) -> bool {
    return value.kind == ValueKind::Text && (value.flags & Value::tagged) != 0;
  }

  auto localised(llvm::ArrayRef<Value> texts) -> Value {
    Value result;
    result.kind = ValueKind::Localised;
    result.span = joined(texts.front().span, texts.back().span);
    result.items = lower_.add_items(texts);
    return result;
  }

  void values(Word word, const Field* row, Span word_span, llvm::ArrayRef<uint32_t> operands,
              Entries& entries) {
    if (operands.empty()) {
      Value flag;
      flag.span = word_span;
      push(word, flag, entries);
      return;
    }
    if (quantified_list(word, operands, entries)) return;
    if (row != nullptr) mention_vocabularies(*row);
    const bool always_expression =
        row != nullptr && row->takes(TypeKind::Expression) && row->types[1].kind == TypeKind::None;
    const auto lowered = [&](uint32_t operand) {
      return always_expression ? lower_.value(lower_.steps(operand), true) : lower_.value(operand);
    };
    if (operands.size() == 1) {
      Value& only = push(word, entries, [&] { return lowered(operands.front()); });
      if (!is_tagged(only)) return;
      only = localised(only);
      only.word = word;
      return;
    }
    llvm::SmallVector<Value, 4> list;
    for (const uint32_t operand : operands) list.push_back(lowered(operand));
    if (llvm::all_of(list, is_tagged)) {
      push(word, entries, [&] { return localised(list); });
      return;
    }
    for (size_t i = 0; i < list.size(); ++i) {
      if (i > 0) list[i].flags |= Value::continues;
      push(word, list[i], entries);
    }
  }

  /// The vocabularies whose codes a field takes are needed without being named.
  void mention_vocabularies(const Field& row) {
    for (const Type& type : row.types) {
      if (type.kind == TypeKind::Code) lower_.mention(core_spelling(type.of));
      if (type.kind == TypeKind::Term) lower_.mention(core_spelling(Word::season));
    }
  }

  /// `any of a, b` at the head of a list governs the whole list: one expression `any of (a, b)`.
  auto quantified_list(Word word, llvm::ArrayRef<uint32_t> operands, Entries& entries) -> bool {
    const std::string_view quantifier = tree_.token_text(tree_.nodes[operands[0]].first_token);
    if (quantifier != "any" && quantifier != "all") return false;
    const auto steps = lower_.steps(operands[0]);
    if (steps.size() < 3 || !steps[0].is_operand || steps[1].is_operand ||
        steps[1].token != TokenKind::Of || lower_.bare_name(steps[0].at).empty()) {
      return false;
    }
    const auto tail = llvm::ArrayRef(steps).drop_front(2);
    llvm::SmallVector<uint32_t, 4> members{lower_.expression(tail)};
    for (size_t i = 1; i < operands.size(); ++i)
      members.push_back(lower_.expression(lower_.steps(operands[i])));
    const Span span = joined(tree_.span(operands.front()), tree_.span(operands.back()));
    const uint32_t name =
        lower_.add_node(Operation::Name, tree_.span(steps[0].at), {}, lower_.keep(quantifier));
    const uint32_t list = lower_.add_node(Operation::List, span, members);
    Value value;
    value.kind = ValueKind::Expression;
    value.span = span;
    value.expression = lower_.add_node(Operation::Of, span, {name, list});
    push(word, value, entries);
    return true;
  }

  const SyntaxTree& tree_;
  Unit& unit_;
  Lowering lower_;
  llvm::DenseMap<uint64_t, size_t> unknown_words_;  ///< By hash: index in the unit's list.
  uint32_t word_offset_ = 0;                        ///< Of the word whose values are being read.
  llvm::SmallVector<uint32_t, 0> examples_;
};

/// A new unit with the room that an old one has allocated.
auto emptied(Unit old) -> Unit {
  Unit result;
  const auto keep_room = [&](auto member) {
    result.*member = std::move(old.*member);
    (result.*member).clear();
  };
  keep_room(&Unit::text);
  keep_room(&Unit::objects);
  keep_room(&Unit::entries);
  keep_room(&Unit::word_offsets);
  keep_room(&Unit::items);
  keep_room(&Unit::expressions);
  keep_room(&Unit::operands);
  keep_room(&Unit::mentions);
  return result;
}

}  // namespace

auto name_hash(std::string_view name) -> uint64_t {
  return llvm::xxh3_64bits(llvm::StringRef(name.data(), name.size()));
}

namespace {

void begin(Unit& unit, const Source& source) {
  unit.source = source.id;
  unit.path = source.path;
  unit.module = source.module;
}

auto declare_examples(const SyntaxTree& tree, const Source& source, llvm::ArrayRef<uint32_t> nodes)
    -> std::vector<Unit> {
  std::vector<Unit> result(nodes.size());
  for (size_t i = 0; i < nodes.size(); ++i) {
    begin(result[i], source);
    Declaring(tree, result[i]).example(nodes[i]);
  }
  return result;
}

}  // namespace

auto declare(const SyntaxTree& tree, const Source& source) -> Unit {
  // Grows and is used for the next file again; what is returned is as large as it must be.
  thread_local Unit scratch;
  scratch = emptied(std::move(scratch));
  Unit& unit = scratch;
  begin(unit, source);
  Declaring declaring(tree, unit);
  declaring.file();
  unit.examples = declare_examples(tree, source, declaring.examples());
  constexpr size_t much = 1U << 20U;
  if (unit.text.capacity() > much || unit.entries.capacity() > much) return std::move(unit);
  return unit;
}

auto declare_embedded(const SyntaxTree& tree, Unit& unit) -> uint32_t {
  Lowering lower(tree, unit);
  for (const uint32_t child : tree.children(0)) {
    if (tree.nodes[child].rule == Rule::expression) return lower.expression(lower.steps(child));
  }
  return lower.add_node(Operation::Absent, tree.span(0), {});
}

}  // namespace kava
