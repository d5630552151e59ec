// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/typing.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/limits.h"
#include "compiler/base/suggest.h"

namespace kava {
namespace {

/// Letters, digits, `.`, `_` and `-`: what may stand in a public id and in a file name everywhere.
auto is_code(std::string_view text) -> bool {
  return !text.empty() && text.size() <= 100 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
                     }) &&
         text != "." && text != "..";
}

auto is_url(std::string_view text) -> bool {
  const bool scheme = text.starts_with("https://") || text.starts_with("http://");
  const bool clean = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>' || c == '\\' ||
           c == '`' || c == '{' || c == '}' || c == '|' || c == '^';
  });
  const size_t host = text.find("//");
  return scheme && clean && text.size() > host + 2 && text[host + 2] != '/';
}

auto is_email(std::string_view text) -> bool {
  const size_t sign = text.find('@');
  return sign != std::string_view::npos && sign > 0 &&
         text.find('.', sign) != std::string_view::npos &&
         text.find('@', sign + 1) == std::string_view::npos && text.back() != '.' &&
         text.find(' ') == std::string_view::npos;
}

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

/// Words whose names mean courses, programmes or assessments, in lists and in `any of (…)`.
constexpr Word requirement_kinds[] = {Word::course, Word::programme, Word::assessment,
                                      Word::outcome, Word::degree_programme};

auto is_requirement(Word word) -> bool {
  return word == Word::requires_ || word == Word::recommends || word == Word::corequires;
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

/// The main value of a block is called by the name of the block.
auto Typing::field_name(const Value& value) const -> Name {
  const Word word = value.word == Word::value ? unit_.objects[owner_].kind : value.word;
  return {std::string(schema_.spelling(word))};
}

auto Typing::word_span(uint32_t entry) const -> Span {
  const auto length = static_cast<uint32_t>(schema_.spelling(unit_.entries[entry].word).size());
  return {unit_.word_offsets[entry], length};
}

void Typing::type(uint32_t entry, uint32_t owner, const Field& field) {
  field_ = &field;
  owner_ = owner;
  entry_ = entry;
  Value& value = unit_.entries[entry];
  if (value.kind == ValueKind::Unknown || value.kind == ValueKind::Error) return;
  if (is_empty_text(value)) {
    value.kind = ValueKind::Error;
    return;
  }
  // What one type has told, the next ones cannot take back.
  Fit found = Fit::No;
  for (const Type& type : field.types) {
    if (type.kind == TypeKind::None || found != Fit::No) break;
    found = fit(value, type);
  }
  if (found == Fit::Yes && is_possible(unit_.entries[entry])) return;
  if (found == Fit::No) fail(value);
  unit_.entries[entry].kind = ValueKind::Error;
}

auto Typing::fit(Value& value, const Type& type) -> Fit {
  const auto is = [&](ValueKind kind) { return value.kind == kind ? Fit::Yes : Fit::No; };
  switch (type.kind) {
    case TypeKind::None: return Fit::No;
    case TypeKind::Any: return fit_whatever(value);
    case TypeKind::Text:
    case TypeKind::Localised:
    case TypeKind::Url:
    case TypeKind::Email: return fit_text(value, type);
    case TypeKind::Number: return is(ValueKind::Number);
    case TypeKind::Bool: return is(ValueKind::Bool);
    case TypeKind::Flag: return is(ValueKind::Flag);
    case TypeKind::Date: return is(ValueKind::Day);
    case TypeKind::DateRange:
    case TypeKind::QuantityRange: return fit_range(value, type);
    case TypeKind::Term: return fit_term(value);
    case TypeKind::Code:
    case TypeKind::Reference: return fit_path(value, type);
    case TypeKind::Quantity: return fit_amount(value, type.of);
    case TypeKind::Block: return is(ValueKind::Block);
    case TypeKind::Expression:
      return value.kind == ValueKind::Block || value.kind == ValueKind::Flag ? Fit::No : Fit::Yes;
    case TypeKind::Name:
      return value.kind == ValueKind::Path || value.kind == ValueKind::Pair ? Fit::Yes : Fit::No;
  }
  return Fit::No;
}

auto Typing::fit_text(Value& value, const Type& type) -> Fit {
  if (value.kind == ValueKind::Localised) {
    if (type.kind != TypeKind::Localised) return Fit::No;
    return check_tags(value);
  }
  if (value.kind != ValueKind::Text) return Fit::No;
  const std::string_view text = unit_.view(value.slice);
  const Name word = field_name(value);
  if (type.kind == TypeKind::Url && !is_url(text)) {
    // Where a text will do as well, this one is no address and need not be.
    if (field_->takes(TypeKind::Text)) return Fit::No;
    diagnostics_.report(at(value.span), diag::not_a_url, word);
    return Fit::Reported;
  }
  if (type.kind == TypeKind::Email && !is_email(text)) {
    diagnostics_.report(at(value.span), diag::not_an_email, word);
    return Fit::Reported;
  }
  if ((value.word == Word::code || value.word == Word::formerly) &&
      unit_.objects[owner_].kind != Word::registry && unit_.objects[owner_].kind != Word::origin &&
      !is_code(text)) {
    diagnostics_.report(at(value.span), diag::not_a_code, word);
    return Fit::Reported;
  }
  return Fit::Yes;
}

auto Typing::vocabulary(Word name) -> ObjectId {
  for (const auto& [known, found] : vocabularies_) {
    if (known == name) return found;
  }
  return vocabularies_.emplace_back(name, names_.find_vocabulary(index_, schema_.spelling(name)))
      .second;
}

auto Typing::check_tags(const Value& value) -> Fit {
  const ObjectId languages = vocabulary(Word::language);
  if (!languages) return Fit::Yes;
  Fit result = Fit::Yes;
  languages_.resize(static_cast<unsigned>(unit_.tags.size()));
  for (const Value& item : unit_.items_of(value)) {
    if (languages_.test(item.unit)) continue;
    const std::string_view tag = unit_.view(unit_.tags[item.unit]);
    const std::string_view primary = tag.substr(0, tag.find('-'));
    if (names_.find_code(index_, languages, primary)) {
      languages_.set(item.unit);
      continue;
    }
    const Location where = at({item.span.offset, static_cast<uint32_t>(tag.size())});
    // The text may be that of the language that then seems to be missing.
    result = Fit::Reported;
    if (schema_.word(tag) != Word::none) {
      diagnostics_.report(where, diag::comma_joins_lines, Name{std::string(tag)});
      continue;
    }
    unmeant.push_back({Unmeant::Kind::Code,
                       untold(where, diag::unknown_language, Name{std::string(tag)}),
                       std::string(tag),
                       {},
                       owner_,
                       languages});
  }
  return result;
}

auto Typing::code_text(const Value& value) const -> std::string {
  if (value.kind == ValueKind::Number) return value.number().text();
  return std::string(unit_.view(value.slice));
}

auto Typing::fit_path(Value& value, const Type& type) -> Fit {
  const bool is_code_type = type.kind == TypeKind::Code;
  const bool may_be_code =
      is_code_type && (value.kind == ValueKind::Number || value.kind == ValueKind::Text);
  if (value.kind != ValueKind::Path && !may_be_code) return Fit::No;
  if (value.kind == ValueKind::Text && field_->takes(TypeKind::Localised)) return Fit::No;
  std::string digits;
  if (value.kind == ValueKind::Number) digits = code_text(value);
  const std::string_view text = digits.empty() ? unit_.view(value.slice) : digits;
  ObjectId found;
  if (is_code_type) {
    found = names_.find_code(index_, vocabulary(type.of), text);
  } else {
    found = names_.find(index_, owner_, type.of, text);
  }
  if (!found) return Fit::No;
  value.kind = is_code_type ? ValueKind::Concept : ValueKind::Reference;
  value.object = found;
  return Fit::Yes;
}

auto Typing::amount(const Value& value) const -> Amount {
  const bool has_unit = value.kind == ValueKind::Quantity;
  return {value.number(),
          has_unit ? std::string(unit_.view(unit_.measure_names[value.unit])) : std::string()};
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

auto Typing::fit_amount(Value& value, Word quantity) -> Fit {
  const Name word = field_name(value);
  if (value.kind == ValueKind::Number) {
    if (quantity == Word::count) return Fit::Yes;
    if (field_->takes(TypeKind::Number)) return Fit::No;
    const Amount meant = meant_amount(value, quantity);
    diagnostics_.report(at(value.span), diag::unit_missing, word, meant)
        .edit(at(value.span), rendered(meant, Language::en));
    return Fit::Reported;
  }
  if (value.kind != ValueKind::Quantity) return Fit::No;
  const std::string_view name = unit_.view(unit_.measure_names[value.unit]);
  const auto measure = schema_.measure(name);
  if (!measure) {
    const auto length = static_cast<uint32_t>(name.size());
    unknown_measure(at({value.span.end() - length, length}), name, quantity);
    return Fit::Reported;
  }
  if (schema_.measures[static_cast<size_t>(*measure)].quantity != quantity) return Fit::No;
  const bool three_decimals = quantity == Word::money && value.scale == 3;
  if (three_decimals) {
    const std::string unit(name);
    const Amount meant{Rational(value.mantissa), unit};
    diagnostics_.report(at(value.span), diag::unlikely_amount, word, amount(value), meant)
        .edit(at(value.span), rendered(meant, Language::en));
  }
  value.unit = static_cast<uint16_t>(*measure);
  return Fit::Yes;
}

auto Typing::fit_range(Value& value, const Type& type) -> Fit {
  const bool dates = type.kind == TypeKind::DateRange;
  if (value.kind != ValueKind::Range) return dates ? Fit::No : fit_amount(value, type.of);
  for (uint32_t i = 0; i < 2; ++i) {
    Value& bound = unit_.items[value.items.first + i];
    bound.word = value.word;
    if (bound.kind == ValueKind::Flag) continue;
    if (dates && bound.kind != ValueKind::Day) return Fit::No;
    if (dates) continue;
    if (const Fit found = fit_amount(bound, type.of); found != Fit::Yes) return found;
  }
  return Fit::Yes;
}

auto Typing::fit_term(Value& value) -> Fit {
  if (value.kind != ValueKind::Pair) return Fit::No;
  Value& season = unit_.items[value.items.first];
  const Value& year = unit_.items[value.items.first + 1];
  if (year.kind != ValueKind::Number || season.kind != ValueKind::Path) return Fit::No;
  const ObjectId seasons = vocabulary(Word::season);
  const ObjectId found = names_.find_code(index_, seasons, unit_.view(season.slice));
  if (!found) {
    unknown_code(at(season.span), unit_.view(season.slice), Name{"season"}, seasons);
    return Fit::Reported;
  }
  season.kind = ValueKind::Concept;
  season.object = found;
  value.kind = ValueKind::Term;
  return Fit::Yes;
}

/// A bound or part of a value that is read as it is: its unit of measure, if it has one, is looked
/// up.
void Typing::resolve_bound(Value& value) {
  if (value.kind != ValueKind::Quantity) return;
  if (const auto measure = schema_.measure(unit_.view(unit_.measure_names[value.unit]))) {
    value.unit = static_cast<uint16_t>(*measure);
  } else {
    fail(value);
    value.kind = ValueKind::Error;
  }
}

void Typing::refer(Value& value, llvm::ArrayRef<Word> kinds) {
  refer(value, kinds, std::string(unit_.view(value.slice)));
}

void Typing::refer(Value& value, llvm::ArrayRef<Word> kinds, const std::string& path) {
  if (const ObjectId found = names_.find(index_, owner_, kinds, path)) {
    value.kind = ValueKind::Reference;
    value.object = found;
    return;
  }
  unknown_name(at(value.span), path, kinds);
  value.kind = ValueKind::Error;
}

/// Fields that take whatever is written: the few that hold names have them looked up here.
auto Typing::fit_whatever(Value& value) -> Fit {
  resolve_bound(value);
  if (value.kind == ValueKind::Range) {
    for (uint32_t i = 0; i < 2; ++i) resolve_bound(unit_.items[value.items.first + i]);
  }
  const Word kind = unit_.objects[owner_].kind;
  if (is_requirement(value.word)) {
    if (tell_joined_field(value)) return Fit::Reported;
    if (value.kind == ValueKind::Pair || value.kind == ValueKind::Block) return Fit::No;
    if (value.kind == ValueKind::Path) refer(value, requirement_kinds);
    if (value.kind == ValueKind::Expression) refer_in_expression(value.expression);
    if (value.kind == ValueKind::Localised) return check_tags(value);
  }
  if (kind == Word::stacks && value.word == Word::value && value.kind == ValueKind::Pair) {
    Value& target = unit_.items[value.items.first + 1];
    static constexpr Word targets[] = {Word::programme, Word::degree_programme};
    if (target.kind == ValueKind::Path) refer(target, targets);
  }
  if (kind == Word::stacks && value.word == Word::counts && value.kind == ValueKind::Path) {
    static constexpr Word counted[] = {Word::course, Word::outcome};
    refer(value, counted);
  }
  const bool code =
      kind == Word::concept_ && (value.kind == ValueKind::Path || value.kind == ValueKind::Number);
  if (code && value.word != Word::rank) {
    const ObjectId vocabulary{index_, unit_.objects[owner_].parent};
    const std::string text = code_text(value);
    if (const ObjectId found = names_.find_code(index_, vocabulary, text)) {
      value.kind = ValueKind::Concept;
      value.object = found;
    } else {
      unknown_code(at(value.span), text,
                   Name{std::string(unit_.view(unit_.objects[vocabulary.index].name))}, vocabulary);
      return Fit::Reported;
    }
  }
  return value.kind == ValueKind::Error ? Fit::Reported : Fit::Yes;
}

auto Typing::dotted(uint32_t node) const -> std::string {
  const ExpressionNode& expression = unit_.expressions[node];
  const std::string name(unit_.view(expression.slice));
  if (expression.operation == Operation::Name) return name;
  if (expression.operation != Operation::Member) return {};
  const std::string prefix = dotted(unit_.operands[expression.first]);
  return prefix.empty() ? prefix : prefix + '.' + name;
}

/// `any of (a, b.c)`: every name becomes the reference it means.
void Typing::refer_in_expression(uint32_t node) {
  const Operation operation = unit_.expressions[node].operation;
  if (operation == Operation::Name || operation == Operation::Member) {
    Value name;
    name.kind = ValueKind::Path;
    name.span = unit_.expressions[node].span;
    refer(name, requirement_kinds, dotted(node));
    unit_.items.push_back(name);
    ExpressionNode& literal = unit_.expressions[node];
    literal.operation = Operation::Literal;
    literal.count = 0;
    literal.item = static_cast<uint32_t>(unit_.items.size() - 1);
    return;
  }
  const ExpressionNode expression = unit_.expressions[node];
  // The quantifier of `any of (…)` is a word, not a name.
  const uint32_t from = operation == Operation::Of ? 1 : 0;
  for (uint32_t i = from; i < expression.count; ++i)
    refer_in_expression(unit_.operands[expression.first + i]);
}

// ---- What does not fit
// ------------------------------------------------------------------------------

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
                   vocabulary(type.of));
      return;
    }
    if (type.kind == TypeKind::Reference) {
      unknown_name(at(value.span), path, type.of);
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
