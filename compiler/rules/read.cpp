// SPDX-License-Identifier: Apache-2.0
// Fields of things, as an evaluator sees them.
#include "compiler/rules/evaluator.h"

namespace kava {

namespace {

auto of_written(Shape shape, ObjectId owner, const Value& entry) -> Datum {
  Datum result;
  result.shape = shape;
  result.written = &entry;
  result.unit = owner.unit;
  return result;
}

}  // namespace

auto Evaluator::amount(const Quantity& quantity) const -> Datum {
  Datum result = Datum::of_number(quantity.value * world_.measures().factor(quantity.measure));
  result.units = world_.measures().units(quantity.measure);
  result.shown = quantity.measure;
  return result;
}

auto Evaluator::convert(ObjectId owner, Word word, const Value& entry) const -> Datum {
  Datum result;
  const Unit& unit = model_.units[owner.unit];
  switch (entry.kind) {
    case ValueKind::Unknown: result.state = State::Unknown; break;
    case ValueKind::Error: result.state = State::InError; break;
    case ValueKind::Text:
      result = of_written((entry.flags & Value::tagged) != 0 ? Shape::Localised : Shape::Text,
                          owner, entry);
      result.text = unit.view(entry.slice);
      break;
    case ValueKind::Localised: result = of_written(Shape::Localised, owner, entry); break;
    case ValueKind::Bool: result = Datum::of_truth(entry.truth); break;
    case ValueKind::Flag: result = Datum::of_truth(true); break;
    case ValueKind::Number: result = amount({entry.number(), Measure::none}); break;
    case ValueKind::Quantity:
      result = amount({entry.number(), static_cast<Measure>(entry.unit)});
      break;
    case ValueKind::Range:
      result = of_written(Shape::Range, owner, entry);
      result.list = {};  // Its bounds are fetched when they are asked for.
      break;
    case ValueKind::Day:
      result.shape = Shape::Day;
      result.date = entry.date;
      break;
    case ValueKind::Term: result = of_written(Shape::Term, owner, entry); break;
    case ValueKind::Concept: result = Datum::of_object(Shape::Concept, entry.object); break;
    case ValueKind::Reference:
    case ValueKind::Block: result = Datum::of_object(Shape::Thing, entry.object); break;
    case ValueKind::Path:
    case ValueKind::Pair:
    case ValueKind::Expression: result = of_written(Shape::Other, owner, entry); break;
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
  if (value.shape != Shape::Thing) return value;
  Datum result = read(value.object, Word::value);
  if (result.state == State::Absent) {
    // A block without a value in front: nothing was said about the field itself.
    result.origin = value.origin;
    result.origin.entry = nullptr;
  } else {
    result.origin.word = value.origin.word;
    result.origin.owner = value.object;
  }
  return result;
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
    out.push_back(convert(value.object, value.origin.word, entry));
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
    out.push_back(convert(owner, word, entry));
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
  // `origin degree` without a block: nothing is said about its fields.
  if (!has_fields) {
    Datum result = Datum::missing(State::Absent, owner.origin);
    result.origin.word = node.word;
    if (node.type.list) {
      result = list_of({});
      result.by_absence = true;
      result.origin = owner.origin;
    }
    return result;
  }
  if (!node.type.list) {
    Datum value = read(owner.object, node.word);
    expand(value);
    return value;
  }
  Buffer values;
  const State state = read_all(owner.object, node.word, values);
  for (Datum& value : values) expand(value);
  if (state == State::InError) return Datum::missing(state, {owner.object, node.word, nullptr});
  Datum result = list_of(values);
  result.by_absence = values.empty();
  result.origin = {owner.object, node.word, nullptr};
  return result;
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
  Datum result = list_of(values);
  result.by_absence = values.empty();
  result.origin = list.origin;
  return result;
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
