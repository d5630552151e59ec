// SPDX-License-Identifier: Apache-2.0
// What is said of a value that does not fit its field.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/model/typing.h"

namespace kava {
namespace {

auto expectation(const Type& type, const Schema& schema) -> Message {
  const Name of{std::string(schema.spelling(type.of))};
  switch (type.kind) {
    case TypeKind::Number: return message(diag::expects_number);
    case TypeKind::Bool: return message(diag::expects_truth);
    case TypeKind::Date: return message(diag::expects_date);
    case TypeKind::DateRange: return message(diag::expects_dates);
    case TypeKind::Term: return message(diag::expects_term);
    case TypeKind::Code: return message(diag::expects_code, of);
    case TypeKind::Reference: return message(diag::expects_reference, of);
    case TypeKind::Block: return message(diag::expects_block);
    case TypeKind::Name: return message(diag::expects_name);
    case TypeKind::Any: return message(diag::expects_name);
    case TypeKind::Expression: return message(diag::expects_expression);
    case TypeKind::Flag: return message(diag::expects_nothing);
    case TypeKind::Quantity:
    case TypeKind::QuantityRange:
      switch (type.of) {
        case Word::credit: return message(diag::expects_credits);
        case Word::time: return message(diag::expects_time);
        case Word::money: return message(diag::expects_money);
        case Word::ratio: return message(diag::expects_ratio);
        case Word::duration: return message(diag::expects_duration);
        default: return message(diag::expects_count);
      }
    default: return message(diag::expects_text);
  }
}

}  // namespace

void Typing::unknown_code(Location where, std::string_view written, Name name,
                          ObjectId vocabulary) {
  const std::string code(written);
  unmeant.push_back({Unmeant::Kind::Code,
                     untold(where, diag::unknown_code, Name{code}, std::move(name)),
                     code,
                     {},
                     owner_,
                     vocabulary});
}

void Typing::unknown_name(Location where, std::string_view written, llvm::ArrayRef<Word> kinds) {
  const std::string path(written);
  unmeant.push_back({Unmeant::Kind::Name,
                     untold(where, diag::unresolved_name, Name{path},
                            Name{std::string(schema_.spelling(kinds[0]))}),
                     path,
                     {kinds.begin(), kinds.end()},
                     owner_,
                     {}});
}

void Typing::unknown_measure(Location where, std::string_view written, Word quantity) {
  const std::string name(written);
  unmeant.push_back({Unmeant::Kind::Measure,
                     untold(where, diag::unknown_unit, Name{name}),
                     name,
                     {quantity},
                     owner_,
                     {}});
}

/// A number without a unit, with the one that was probably meant.
auto Typing::meant_amount(const Value& value, Word quantity) const -> Amount {
  const Rational number = value.number();
  const Object& owner = unit_.objects[owner_];
  if (owner.kind == Word::choose && number.is_whole()) {
    int64_t options = 0;
    for (const Value& entry : unit_.entries_of(owner)) {
      options += entry.word == Word::course || entry.word == Word::choose;
    }
    if (number <= Rational(options)) return {number, number == Rational(1) ? "course" : "courses"};
  }
  switch (quantity) {
    case Word::credit: return {number, "ects"};
    case Word::time: return {number, "h"};
    case Word::money: return {number, "EUR"};
    case Word::ratio: return {number <= Rational(1) ? number * Rational(100) : number, "%"};
    default: return {number, "semesters"};
  }
}

auto Typing::expected() const -> LocalisedText {
  LocalisedText result{{"en", ""}, {"et", ""}};
  for (const Type& type : field_->types) {
    if (type.kind == TypeKind::None) break;
    const LocalisedText words = in_every_language(expectation(type, schema_));
    for (size_t i = 0; i < result.size(); ++i) {
      const char* joint = i == 0 ? " or " : " või ";
      if (!result[i].second.empty()) result[i].second += joint;
      result[i].second += words[i].second;
    }
  }
  return result;
}

/// The word of a field that a comma has made a part of another: after `language et,` a line
/// `credits 6 ects`, which reads as a name with a value behind it.
auto Typing::joined_field(const Value& value, uint32_t entry) const -> const Value* {
  if (value.kind == ValueKind::Block) {
    const Object& block = unit_.objects[value.object.index];
    for (uint32_t i = 1; i < block.count; ++i) {
      const Value& inner = unit_.entries[block.first + i];
      if (inner.kind != ValueKind::Pair || inner.word != Word::value) continue;
      if (const Value* found = joined_field(inner, block.first + i)) return found;
    }
    return nullptr;
  }
  const bool goes_on = entry > 0 && unit_.word_offsets[entry - 1] == unit_.word_offsets[entry];
  if (value.kind != ValueKind::Pair || !goes_on) return nullptr;
  const Value& first = unit_.items_of(value).front();
  if (first.kind != ValueKind::Path) return nullptr;
  const Word word = schema_.word(unit_.view(first.slice));
  const bool is_field =
      word != Word::none && schema_.field(unit_.objects[owner_].kind, word) != nullptr;
  return is_field ? &first : nullptr;
}

auto Typing::tell_joined_field(const Value& value) -> bool {
  const Value* field = joined_field(value, entry_);
  if (field == nullptr) return false;
  diagnostics_.report(at(field->span), diag::comma_joins_lines,
                      Name{std::string(unit_.view(field->slice))});
  return true;
}

void Typing::fail(Value& value) {
  const Name word = field_name(value);
  if (tell_joined_field(value)) return;
  switch (value.kind) {
    case ValueKind::Error: return;
    case ValueKind::Flag:
      diagnostics_.report(at(word_span(entry_)), diag::value_missing, word);
      return;
    case ValueKind::Path: fail_name(value); return;
    case ValueKind::Expression: fail_calculation(value); return;
    case ValueKind::Block:
      if (!fail_block(value)) fail_type(value);
      return;
    case ValueKind::Pair:
      if (!fail_turned_amount(value) && !fail_side_by_side(value)) fail_type(value);
      return;
    default: fail_type(value);
  }
}

/// `ects 12` for `12 ects`.
auto Typing::fail_turned_amount(const Value& value) -> bool {
  const Value& unit = unit_.items[value.items.first];
  const Value& number = unit_.items[value.items.first + 1];
  if (unit.kind != ValueKind::Path || number.kind != ValueKind::Number) return false;
  const std::string written = fold_words(unit_.view(unit.slice));
  for (const MeasureRow& row : schema_.measures) {
    if (fold_words(row.name) != written) continue;
    const bool fits = std::any_of(field_->types.begin(), field_->types.end(), [&](const Type& t) {
      return (t.kind == TypeKind::Quantity || t.kind == TypeKind::QuantityRange) &&
             t.of == row.quantity;
    });
    if (!fits) continue;
    const std::string meant = rendered(Amount{number.number(), row.name}, Language::en);
    diagnostics_.report(at(value.span), diag::wrong_type, field_name(value), expected())
        .detail(Detail::Kind::Help, in_every_language(message(diag::write_instead, Text{meant})))
        .edit(at(value.span), meant);
    return true;
  }
  return false;
}

/// A block behind a field that takes none: it belongs to a field that begins in the middle of the
/// line. The parser has told it already if what stands before the block does not fit together.
auto Typing::fail_block(const Value& value) -> bool {
  const Object& block = unit_.objects[value.object.index];
  if ((block.flags & Object::damaged) != 0) return true;
  for (const Value& entry : unit_.entries_of(block)) {
    if (entry.word == Word::value && entry.kind == ValueKind::Pair) return fail_side_by_side(entry);
  }
  return false;
}

/// `requires logic admission …`
auto Typing::fail_side_by_side(const Value& value) -> bool {
  const Value& first = unit_.items[value.items.first];
  const Value& second = unit_.items[value.items.first + 1];
  if (second.kind != ValueKind::Path) return false;
  const std::string_view next = unit_.view(second.slice);
  const Word word = schema_.word(next);
  Object& owner = unit_.objects[owner_];
  if (word == Word::none || schema_.field(owner.kind, word) == nullptr) return false;
  owner.flags |= Object::damaged;
  diagnostics_.report(at(second.span), diag::missing_separator, Name{std::string(next)})
      .edit(at({first.span.end(), 0}), ";");
  return true;
}

void Typing::fail_name(Value& value) {
  const std::string path(unit_.view(value.slice));
  for (const Type& type : field_->types) {
    if (type.kind == TypeKind::Code) {
      unknown_code(at(value.span), path, Name{std::string(schema_.spelling(type.of))},
                   vocabularies_.find(type.of).vocabulary);
      return;
    }
    if (type.kind == TypeKind::Reference) {
      // What any type of the field takes may be meant: a `waive` takes rules of every strength.
      llvm::SmallVector<Word, 4> kinds{type.of};
      for (const Type& other : field_->types) {
        if (other.kind == TypeKind::Reference && other.of != type.of) kinds.push_back(other.of);
      }
      unknown_name(at(value.span), path, kinds);
      return;
    }
  }
  fail_type(value);
}

void Typing::fail_type(Value& value) {
  const Name word = field_name(value);
  const bool wrong_unit =
      value.kind == ValueKind::Quantity &&
      std::any_of(field_->types.begin(), field_->types.end(), [](const Type& type) {
        return type.kind == TypeKind::Quantity || type.kind == TypeKind::QuantityRange;
      });
  if (wrong_unit) {
    diagnostics_.report(at(value.span), diag::wrong_unit, word, expected(), amount(value));
    return;
  }
  diagnostics_.report(at(value.span), diag::wrong_type, word, expected());
}

/// `6-30 ects`, `2026-9-1`, `micro-degree`: read as a subtraction, meant as something else.
void Typing::fail_calculation(Value& value) {
  Report& report =
      diagnostics_.report(at(value.span), diag::calculation_in_data, field_name(value));
  const ExpressionNode& root = unit_.expressions[value.expression];
  if (root.operation != Operation::Subtract) return;
  std::vector<std::string> parts;
  std::string unit;
  const auto collect = [&](auto&& self, uint32_t node) -> bool {
    const ExpressionNode& part = unit_.expressions[node];
    if (part.operation == Operation::Subtract) {
      return self(self, unit_.operands[part.first]) && self(self, unit_.operands[part.first + 1]);
    }
    if (part.operation == Operation::Name) {
      parts.emplace_back(unit_.view(part.slice));
      return true;
    }
    if (part.operation != Operation::Literal) return false;
    const Value& item = unit_.items[part.item];
    if (item.kind != ValueKind::Number && item.kind != ValueKind::Quantity &&
        item.kind != ValueKind::Path)
      return false;
    if (item.kind == ValueKind::Quantity)
      unit = ' ' + std::string(unit_.view(unit_.measure_names[item.unit]));
    parts.push_back(code_text(item.kind == ValueKind::Quantity ? [&] {
      Value n = item;
      n.kind = ValueKind::Number;
      return n;
    }()
                                                               : item));
    return true;
  };
  if (!collect(collect, value.expression)) return;
  const bool numbers = std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
    return part[0] >= '0' && part[0] <= '9';
  });
  std::string guess;
  if (numbers && parts.size() == 2) guess = parts[0] + ".." + parts[1] + unit;
  if (numbers && parts.size() == 3)
    guess = fmt::format("{:0>4}-{:0>2}-{:0>2}", parts[0], parts[1], parts[2]);
  if (!numbers) guess = fmt::format("{}", fmt::join(parts, "_"));
  if (guess.empty()) return;
  report.detail(Detail::Kind::Help, in_every_language(message(diag::write_instead, Text{guess})));
  report.edit(at(value.span), guess);
}

}  // namespace kava
