// SPDX-License-Identifier: Apache-2.0
#include "compiler/model/typing.h"

#include <fmt/format.h>
#include <llvm/Support/Regex.h>

#include <algorithm>
#include <array>

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
  static constexpr auto never_in_url = [] {
    std::array<bool, 256> result{};
    for (unsigned c = 0; c <= ' '; ++c) result[c] = true;
    for (const unsigned char c : std::string_view("\"<>\\`{}|^")) result[c] = true;
    return result;
  }();
  const bool clean = std::none_of(text.begin(), text.end(), [&](char c) {
    return never_in_url[static_cast<unsigned char>(c)];
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

/// Words whose names mean courses, programmes or assessments, in lists and in `any of (…)`.
constexpr Word requirement_kinds[] = {Word::course, Word::programme, Word::assessment,
                                      Word::outcome, Word::degree_programme};

auto is_requirement(Word word) -> bool {
  return word == Word::requires_ || word == Word::recommends || word == Word::corequires;
}

}  // namespace

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
  if (type.kind == TypeKind::Url && !is_url(text)) {
    // Where a text will do as well, this one is no address and need not be.
    if (field_->takes(TypeKind::Text)) return Fit::No;
    diagnostics_.report(at(value.span), diag::not_a_url, field_name(value));
    return Fit::Reported;
  }
  if (type.kind == TypeKind::Email && !is_email(text)) {
    diagnostics_.report(at(value.span), diag::not_an_email, field_name(value));
    return Fit::Reported;
  }
  if ((value.word == Word::code || value.word == Word::formerly) &&
      unit_.objects[owner_].kind != Word::registry && unit_.objects[owner_].kind != Word::origin &&
      !is_code(text)) {
    diagnostics_.report(at(value.span), diag::not_a_code, field_name(value));
    return Fit::Reported;
  }
  return as_declared(value, text);
}

/// What the declaration of a field asks of its texts.
auto Typing::as_declared(const Value& value, std::string_view text) -> Fit {
  if (field_->declaration == nullptr) return Fit::Yes;
  const auto& [labels, pattern, limit] = *field_->declaration;
  if (!pattern.empty() && !llvm::Regex(pattern).match(llvm::StringRef(text))) {
    diagnostics_.report(at(value.span), diag::text_not_as_declared, field_name(value),
                        Text{pattern});
    return Fit::Reported;
  }
  const int64_t length = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
  if (limit == 0 || length <= limit) return Fit::Yes;
  diagnostics_.report(at(value.span), diag::text_too_long, field_name(value), Count{length},
                      Count{limit});
  return Fit::Reported;
}

auto Typing::find_code(Word name, std::string_view path) -> ObjectId {
  const CodeScope vocabulary = vocabularies_.find(name);
  if (const ObjectId found = names_.find_own_code(index_, vocabulary, path)) return found;
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return {};
  const CodeScope other = vocabularies_.find(path.substr(0, dot));
  return names_.code_of_other(vocabulary, other, path.substr(dot + 1));
}

auto Typing::check_tags(const Value& value) -> Fit {
  const auto items = unit_.items_of(value);
  const auto is_known = [&](const Value& item) {
    return item.unit < languages_.size() && languages_.test(item.unit);
  };
  if (std::all_of(items.begin(), items.end(), is_known)) return Fit::Yes;
  const CodeScope languages = vocabularies_.find(Word::language);
  if (!languages.vocabulary) return Fit::Yes;
  Fit result = Fit::Yes;
  languages_.resize(static_cast<unsigned>(unit_.tags.size()));
  for (const Value& item : items) {
    if (is_known(item)) continue;
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
                       languages.vocabulary});
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
    found = find_code(type.of, text);
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

auto Typing::fit_amount(Value& value, Word quantity) -> Fit {
  if (value.kind == ValueKind::Number) {
    if (quantity == Word::count) return Fit::Yes;
    if (field_->takes(TypeKind::Number)) return Fit::No;
    const Amount meant = meant_amount(value, quantity);
    diagnostics_.report(at(value.span), diag::unit_missing, field_name(value), meant)
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
    diagnostics_
        .report(at(value.span), diag::unlikely_amount, field_name(value), amount(value), meant)
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
  const CodeScope seasons = vocabularies_.find(Word::season);
  const ObjectId found = names_.find_code(index_, seasons, unit_.view(season.slice));
  if (!found) {
    unknown_code(at(season.span), unit_.view(season.slice), Name{"season"}, seasons.vocabulary);
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
    if (const ObjectId found = names_.find_concept(index_, vocabulary, text)) {
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

}  // namespace kava
