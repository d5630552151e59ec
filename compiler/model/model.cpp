// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/model.h"

namespace kava {
namespace {

/// The main value of a block stands among its entries; readers need not know that it had a block.
auto main_value(const Model& model, const Value& block) -> const Value* {
  const Unit& unit = model.units[block.object.unit];
  for (const Value& entry : unit.entries_of(unit.objects[block.object.index])) {
    if (entry.word == Word::value) return &entry;
  }
  return nullptr;
}

}  // namespace

auto Cell::unit() const -> const Unit& { return model_->units[unit_]; }

auto Cell::location() const -> Location { return {unit().source, value_->span}; }

auto Cell::word_location() const -> Location {
  const auto index = static_cast<size_t>(value_ - unit().entries.data());
  const auto length = static_cast<uint32_t>(model_->schema.spelling(value_->word).size());
  return {unit().source, {unit().word_offsets[index], length}};
}

auto Cell::unknown() const -> bool {
  return value_->kind == ValueKind::Unknown || value_->kind == ValueKind::Error;
}

auto Cell::text() const -> std::string_view {
  switch (value_->kind) {
    case ValueKind::Text:
    case ValueKind::Path: return unit().view(value_->slice);
    case ValueKind::Localised: return unit().view(unit().items_of(*value_).front().slice);
    case ValueKind::Block: {
      const Value* inner = main_value(*model_, *value_);
      return inner == nullptr ? std::string_view()
                              : Cell(model_, value_->object.unit, inner).text();
    }
    default: return {};
  }
}

auto Cell::text_in(std::string_view tag) const -> std::string_view {
  switch (value_->kind) {
    case ValueKind::Text: {
      const bool tagged = (value_->flags & Value::tagged) != 0;
      const std::string_view own =
          tagged ? unit().view(unit().tags[value_->unit]) : model_->default_language();
      return own == tag ? text() : std::string_view();
    }
    case ValueKind::Localised:
      for (const Value& item : unit().items_of(*value_)) {
        if (unit().view(unit().tags[item.unit]) == tag) return unit().view(item.slice);
      }
      return {};
    case ValueKind::Block: {
      const Value* inner = main_value(*model_, *value_);
      return inner == nullptr ? std::string_view()
                              : Cell(model_, value_->object.unit, inner).text_in(tag);
    }
    default: return {};
  }
}

auto Cell::texts() const -> TextViews {
  TextViews result;
  switch (value_->kind) {
    case ValueKind::Text: {
      const bool tagged = (value_->flags & Value::tagged) != 0;
      const std::string_view tag =
          tagged ? unit().view(unit().tags[value_->unit]) : model_->default_language();
      result.emplace_back(tag, text());
      break;
    }
    case ValueKind::Localised:
      for (const Value& item : unit().items_of(*value_)) {
        result.emplace_back(unit().view(unit().tags[item.unit]), unit().view(item.slice));
      }
      break;
    case ValueKind::Block:
      if (const Value* inner = main_value(*model_, *value_)) {
        return Cell(model_, value_->object.unit, inner).texts();
      }
      break;
    default: break;
  }
  return result;
}

auto Cell::localised() const -> LocalisedText {
  const TextViews views = texts();
  return {views.begin(), views.end()};
}

auto Cell::quantity() const -> std::optional<Quantity> {
  switch (value_->kind) {
    case ValueKind::Number: return Quantity{value_->number(), Measure::none};
    case ValueKind::Quantity: return Quantity{value_->number(), static_cast<Measure>(value_->unit)};
    case ValueKind::Block: {
      const Value* inner = main_value(*model_, *value_);
      if (inner == nullptr) return std::nullopt;
      return Cell(model_, value_->object.unit, inner).quantity();
    }
    default: return std::nullopt;
  }
}

auto Cell::lower() const -> std::optional<Quantity> {
  if (value_->kind != ValueKind::Range) return quantity();
  return Cell(model_, unit_, &unit().items[value_->items.first]).quantity();
}

auto Cell::upper() const -> std::optional<Quantity> {
  if (value_->kind != ValueKind::Range) return quantity();
  return Cell(model_, unit_, &unit().items[value_->items.first + 1]).quantity();
}

auto Cell::date() const -> std::optional<Date> {
  if (value_->kind == ValueKind::Day) return value_->date;
  if (value_->kind != ValueKind::Block) return std::nullopt;
  const Value* inner = main_value(*model_, *value_);
  if (inner == nullptr) return std::nullopt;
  return Cell(model_, value_->object.unit, inner).date();
}

auto Cell::truth() const -> std::optional<bool> {
  if (value_->kind == ValueKind::Flag) return true;
  if (value_->kind == ValueKind::Bool) return value_->truth;
  return std::nullopt;
}

auto Cell::thing() const -> Thing {
  switch (value_->kind) {
    case ValueKind::Concept:
    case ValueKind::Reference:
    case ValueKind::Block: return {model_, value_->object};
    default: return {};
  }
}

auto Cell::items() const -> Cells {
  Cells result;
  switch (value_->kind) {
    case ValueKind::Localised:
    case ValueKind::Range:
    case ValueKind::Pair:
    case ValueKind::Term:
      for (const Value& item : unit().items_of(*value_)) result.emplace_back(model_, unit_, &item);
      break;
    default: break;
  }
  return result;
}

auto Thing::unit() const -> const Unit& { return model_->units[id_.unit]; }

auto Thing::object() const -> const Object& { return unit().objects[id_.index]; }

auto Thing::location() const -> Location { return {unit().source, object().name_span}; }

auto Thing::parent() const -> Thing {
  if (!id_ || object().parent == UINT32_MAX) return {};
  return {model_, {id_.unit, object().parent}};
}

auto Thing::operator[](Word word) const -> Cell {
  if (!id_) return {};
  for (const Value& entry : unit().entries_of(object())) {
    if (entry.word == word) return {model_, id_.unit, &entry};
  }
  return {};
}

auto Thing::all(Word word) const -> Cells {
  Cells result;
  if (!id_) return result;
  for (const Value& entry : unit().entries_of(object())) {
    if (entry.word == word) result.emplace_back(model_, id_.unit, &entry);
  }
  return result;
}

auto Thing::things(Word word) const -> Things {
  Things result;
  for (const Cell& cell : all(word)) {
    if (const Thing thing = cell.thing()) result.push_back(thing);
  }
  return result;
}

auto Thing::code() const -> std::string_view {
  if (kind() == Word::concept_) return name();
  const Cell code = (*this)[Word::code];
  return code && code.known() ? code.text() : std::string_view();
}

auto Thing::title() const -> LocalisedText {
  for (const Word word : {Word::title, Word::legal_name, Word::label, Word::name, Word::text}) {
    const Cell cell = (*this)[word];
    if (cell && cell.known()) return cell.localised();
  }
  return {{"", std::string(name())}};
}

auto Model::location(ObjectId id) const -> Location { return thing(id).location(); }

auto Model::default_language() const -> std::string_view {
  const Cell language = thing(catalogue)[Word::default_language];
  if (!language || language.kind() != ValueKind::Concept) return "en";
  return language.thing().name();
}

auto Model::base_uri() const -> std::string_view {
  const Cell uri = thing(catalogue)[Word::base_uri];
  return uri ? uri.text() : std::string_view();
}

}  // namespace kava
