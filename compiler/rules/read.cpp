// SPDX-License-Identifier: Apache-2.0
// Fields of things, as an evaluator sees them.
#include "compiler/rules/evaluator.h"

namespace kava {

namespace {

void set_written(Datum& value, Shape shape, ObjectId owner, const Value& entry) {
  value.shape = shape;
  value.written = &entry;
  value.unit = owner.unit;
}

void set_object(Datum& value, Shape shape, ObjectId object) {
  value.shape = shape;
  value.object = object;
}

void set_truth(Datum& value, bool truth) {
  value.shape = Shape::Truth;
  value.truth = truth;
}

}  // namespace

auto Evaluator::amount(const Quantity& quantity) const -> Datum {
  Datum result;
  set_amount(result, quantity);
  return result;
}

void Evaluator::set_amount(Datum& value, const Quantity& quantity) const {
  value.shape = Shape::Amount;
  value.number = quantity.value * world_.measures().factor(quantity.measure);
  value.units = world_.measures().units(quantity.measure);
  value.shown = quantity.measure;
}

auto Evaluator::convert(ObjectId owner, Word word, const Value& entry) const -> Datum {
  Datum result;
  const Unit& unit = model_.units[owner.unit];
  switch (entry.kind) {
    case ValueKind::Unknown: result.state = State::Unknown; break;
    case ValueKind::Error: result.state = State::InError; break;
    case ValueKind::Text:
      set_written(result, (entry.flags & Value::tagged) != 0 ? Shape::Localised : Shape::Text,
                  owner, entry);
      result.text = unit.view(entry.slice);
      break;
    case ValueKind::Localised: set_written(result, Shape::Localised, owner, entry); break;
    case ValueKind::Bool: set_truth(result, entry.truth); break;
    case ValueKind::Flag: set_truth(result, true); break;
    case ValueKind::Number: set_amount(result, {entry.number(), Measure::none}); break;
    case ValueKind::Quantity:
      set_amount(result, {entry.number(), static_cast<Measure>(entry.unit)});
      break;
    case ValueKind::Range:
      set_written(result, Shape::Range, owner, entry);
      result.list = {};  // Its bounds are fetched when they are asked for.
      break;
    case ValueKind::Day:
      result.shape = Shape::Day;
      result.date = entry.date;
      break;
    case ValueKind::Term: set_written(result, Shape::Term, owner, entry); break;
    case ValueKind::Concept: set_object(result, Shape::Concept, entry.object); break;
    case ValueKind::Reference:
    case ValueKind::Block: set_object(result, Shape::Thing, entry.object); break;
    case ValueKind::Path:
    case ValueKind::Pair:
    case ValueKind::Expression: set_written(result, Shape::Other, owner, entry); break;
  }
  result.origin = {owner, word, &entry};
  if (trace_ != nullptr) trace_->push_back(result.origin);
  return result;
}

void Evaluator::index_words(ObjectId programme) {
  for (const Word word : indexed_words_) first_of_word_[static_cast<size_t>(word)] = 0;
  indexed_words_.clear();
  if (!programme) return;
  const Unit& unit = model_.units[programme.unit];
  const auto entries = unit.entries_of(unit.objects[programme.index]);
  for (size_t i = entries.size(); i-- > 0;) {
    const auto word = static_cast<size_t>(entries[i].word);
    if (first_of_word_.size() <= word) first_of_word_.resize(word + 1);
    first_of_word_[word] = static_cast<uint32_t>(i + 1);
    indexed_words_.push_back(entries[i].word);
  }
}

auto Evaluator::first_entry(ObjectId owner, Word word) const -> const Value* {
  const Unit& unit = model_.units[owner.unit];
  const auto entries = unit.entries_of(unit.objects[owner.index]);
  if (curriculum_ != nullptr && owner == curriculum_->programme) {
    const auto number = static_cast<size_t>(word);
    const uint32_t place = number < first_of_word_.size() ? first_of_word_[number] : 0;
    return place == 0 ? nullptr : &entries[place - 1];
  }
  for (const Value& entry : entries) {
    if (entry.word == word) return &entry;
  }
  return nullptr;
}

auto Evaluator::read(ObjectId owner, Word word) const -> Datum {
  if (const Value* entry = first_entry(owner, word)) return convert(owner, word, *entry);
  const Object& object = model_.object(owner);
  if (trace_ != nullptr) trace_->push_back({owner, word, nullptr});
  // What a syntax error swallowed is not the author's omission.
  const bool damaged = (object.flags & Object::damaged) != 0;
  return Datum::missing(damaged ? State::InError : State::Absent, {owner, word, nullptr});
}

auto Evaluator::main(const Datum& value) const -> Datum {
  return value.shape == Shape::Thing ? main_of(value) : value;
}

auto Evaluator::main_of(const Datum& block) const -> Datum {
  Datum result = read(block.object, Word::value);
  if (result.state == State::Absent) {
    // A block without a value in front: nothing was said about the field itself.
    result.origin = block.origin;
    result.origin.entry = nullptr;
  } else {
    result.origin.word = block.origin.word;
    result.origin.owner = block.object;
  }
  return result;
}

void Evaluator::append(Buffer& out, ObjectId owner, Word word, const Value& entry) const {
  out.resize_for_overwrite(out.size() + 1);
  make_at(out.back(), [&] { return convert(owner, word, entry); });
}

void Evaluator::add_main(const Datum& value, Buffer& out) const {
  if (value.shape != Shape::Thing || !value.known()) {
    out.push_back(value);
    return;
  }
  const Unit& unit = model_.units[value.object.unit];
  bool found = false;
  for (const Value& entry : unit.entries_of(unit.objects[value.object.index])) {
    if (entry.word != Word::value) continue;
    found = true;
    append(out, value.object, value.origin.word, entry);
  }
  if (!found) out.push_back(value);
}

auto Evaluator::main_values(const Datum& value) const -> std::vector<Datum> {
  Buffer values;
  add_main(value, values);
  return {values.begin(), values.end()};
}

/// Adds all values of a field; tells whether it is absent or was lost in a syntax error.
auto Evaluator::read_all(ObjectId owner, Word word, Buffer& out) const -> State {
  const Unit& unit = model_.units[owner.unit];
  const Object& object = unit.objects[owner.index];
  bool found = false;
  for (const Value& entry : unit.entries_of(object)) {
    if (entry.word != word) continue;
    found = true;
    append(out, owner, word, entry);
  }
  if (found) return State::Known;
  if (trace_ != nullptr) trace_->push_back({owner, word, nullptr});
  return (object.flags & Object::damaged) != 0 ? State::InError : State::Absent;
}

/// Fetches the bounds of a range that was read.
void Evaluator::expand(Datum& value) {
  if (value.shape != Shape::Range || value.written == nullptr || value.list.count != 0) return;
  const auto bounds = Cell(&model_, value.unit, value.written).items();
  Datum ends[2];
  for (size_t i = 0; i < 2 && i < bounds.size(); ++i) {
    if (bounds[i].kind() == ValueKind::Flag) continue;
    ends[i] = convert(value.origin.owner, value.origin.word, bounds[i].value());
  }
  // Kept for the programme, as the value is that was read: a later rule may meet it again.
  value.list = kept_list(ends).list;
}

auto Evaluator::member(const Datum& owner, const Instruction& node) -> Datum {
  if (!owner.known()) return owner;
  const bool has_fields = owner.shape == Shape::Thing || owner.shape == Shape::Concept;
  if (!has_fields) return absent_member(owner, node);
  if (!node.type.list) return value_of(owner.object, node.word);
  const bool of_programme = curriculum_ != nullptr && owner.object == curriculum_->programme;
  return of_programme && trace_ == nullptr ? Datum(values_of_programme(node.word))
                                           : values_of(owner.object, node.word);
}

/// Kept for the programme: nearly all rules that read a list of it read the same few.
auto Evaluator::values_of_programme(Word word) -> const Datum& {
  for (const OfProgramme& known : programme_lists_) {
    if (known.word == word) return known.value;
  }
  Datum list = values_of(curriculum_->programme, word);
  if (list.known()) {
    const auto elements = std::span(arena_).subspan(list.list.first, list.list.count);
    list.list = kept_list(elements).list;
  }
  programme_lists_.push_back({word, list});
  return programme_lists_.back().value;
}

/// `origin degree` without a block: nothing is said about its fields.
auto Evaluator::absent_member(const Datum& owner, const Instruction& node) -> Datum {
  if (node.type.list) return list_found({}, owner.origin);
  Datum result = Datum::missing(State::Absent, owner.origin);
  result.origin.word = node.word;
  return result;
}

auto Evaluator::value_of(ObjectId owner, Word word) -> Datum {
  Datum result = read(owner, word);
  expand(result);
  return result;
}

auto Evaluator::values_of(ObjectId owner, Word word) -> Datum {
  Buffer values;
  const State state = read_all(owner, word, values);
  if (state == State::InError) return Datum::missing(state, {owner, word, nullptr});
  for (Datum& value : values) expand(value);
  return list_found(values, {owner, word, nullptr});
}

auto Evaluator::field(const Instruction& node) -> Datum {
  Datum made;
  const Datum& owner = operand(node, 0, made);
  return owner.shape == Shape::List && owner.known() ? fields_of_list(node, owner)
                                                     : member(owner, node);
}

/// `courses.lecturers`: the values of all, one after another.
auto Evaluator::fields_of_list(const Instruction& node, const Datum& list) -> Datum {
  Buffer values;
  for (uint32_t i = 0; i < size(list); ++i) {
    const Datum& owner = at(list, i);
    if (!owner.known()) {
      values.push_back(owner);
      continue;
    }
    if (owner.shape != Shape::Thing && owner.shape != Shape::Concept) continue;
    if (read_all(owner.object, node.word, values) == State::InError) {
      values.push_back(Datum::missing(State::InError, {owner.object, node.word, nullptr}));
    }
  }
  for (Datum& value : values) expand(value);
  return list_found(values, list.origin);
}

auto Evaluator::by_code(const Instruction& node) -> Datum {
  const Datum list = operand(node, 0);
  if (!list.known()) return list;
  const ObjectId wanted = program_->constants[node.index].object;
  for (uint32_t i = 0; i < size(list); ++i) {
    const Datum element = at(list, i);
    const Datum value = main(element);
    if (value.shape == Shape::Concept && value.object == wanted) return element;
  }
  return Datum::missing(State::Absent, list.origin);
}

/// `registry_code "…"`: the text of that scheme, which is written as a tag.
auto Evaluator::in_scheme(const Datum& element, std::string_view name) const -> Datum {
  if (element.known() && element.shape == Shape::Localised && element.written != nullptr) {
    for (const auto& [tag, text] : Cell(&model_, element.unit, element.written).texts()) {
      if (tag != name) continue;
      Datum result = element;
      result.shape = Shape::Text;
      result.text = text;
      return result;
    }
  }
  return Datum::missing(State::Absent, element.origin);
}

auto Evaluator::by_name(const Instruction& node) -> Datum {
  const Datum list = operand(node, 0);
  if (!list.known()) return list;
  const std::string_view wanted = program_->patterns[node.index];
  Datum result = Datum::missing(State::Absent, list.origin);
  for (uint32_t i = 0; i < size(list); ++i) {
    const Datum element = at(list, i);
    if (element.shape == Shape::Thing && model_.thing(element.object).name() == wanted) {
      result = element;  // The last one: a step may be done again.
    }
    if (const Datum named = in_scheme(element, wanted); named.known()) result = named;
  }
  return result;
}

auto Evaluator::in_language(const Instruction& node) -> Datum {
  const Datum value = scalar(node, 0);
  if (!value.known() || value.written == nullptr) return value;
  const std::string_view tag = program_->patterns[node.index];
  Datum result = value;
  result.shape = Shape::Text;
  result.text = Cell(&model_, value.unit, value.written).text_in(tag);
  if (result.text.empty()) return Datum::missing(State::Absent, value.origin);
  return result;
}

}  // namespace kava
