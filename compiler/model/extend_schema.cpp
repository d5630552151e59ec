// SPDX-License-Identifier: Apache-2.0
#include <llvm/Support/Regex.h>

#include "compiler/model/resolve.h"

namespace kava {
namespace {

/// The quantities that a unit of measure may have.
auto quantity_word(std::string_view name) -> Word {
  for (const Word word :
       {Word::credit, Word::time, Word::money, Word::count, Word::ratio, Word::duration}) {
    if (core_spelling(word) == name) return word;
  }
  return Word::none;
}

// ---- Units of measure
// -----------------------------------------------------------------------------

/// How many base units one of these is: `factor 45 min` or a bare number. Absent is 1 for what
/// counts (each currency is its own measure all the same: money never converts).
auto factor_of(const Thing& unit) -> Rational {
  const Cell factor = unit[Word::factor];
  if (!factor) return Rational(1);
  const Value& value = factor.value();
  const bool number = value.kind == ValueKind::Number || value.kind == ValueKind::Quantity;
  return number ? value.number() : Rational(1);
}

void add_measure(Model& model, const Thing& unit) {
  const auto index = static_cast<uint16_t>(model.schema.measures.size());
  const Cell quantity = unit[Word::quantity];
  const Word word = quantity ? quantity_word(quantity.text()) : Word::none;
  const uint64_t place = static_cast<uint64_t>(unit.id().unit) << 32U | unit.id().index;
  model.schema.measures.push_back(
      {std::string(unit.name()), word, factor_of(unit), 0, place, index});
  for (const Cell& alias : unit.all(Word::alias)) {
    model.schema.measures.push_back(
        {std::string(alias.text()), word, factor_of(unit), index, place, index});
  }
}

/// Finds what each unit is counted in, once all are known.
void set_bases(Model& model) {
  for (MeasureRow& row : model.schema.measures) {
    if (row.object == UINT64_MAX) continue;
    const Thing unit =
        model.thing({static_cast<uint32_t>(row.object >> 32U), static_cast<uint32_t>(row.object)});
    const Cell factor = unit[Word::factor];
    if (!factor || factor.kind() != ValueKind::Quantity) continue;
    const std::string_view name = unit.unit().view(unit.unit().measure_names[factor.value().unit]);
    if (const auto base = model.schema.measure(name)) row.base = static_cast<uint16_t>(*base);
  }
}

// ---- Declared fields
// ------------------------------------------------------------------------------

auto named_type(std::string_view name) -> TypeKind {
  struct Row {
    std::string_view name;
    TypeKind kind;
  };
  static constexpr Row rows[] = {
      {"text", TypeKind::Text},           {"localised", TypeKind::Localised},
      {"number", TypeKind::Number},       {"bool", TypeKind::Bool},
      {"flag", TypeKind::Flag},           {"date", TypeKind::Date},
      {"dates", TypeKind::DateRange},     {"url", TypeKind::Url},
      {"email", TypeKind::Email},         {"term", TypeKind::Term},
      {"block", TypeKind::Block},         {"expression", TypeKind::Expression},
      {"name", TypeKind::Name},           {"code", TypeKind::Code},
      {"ref", TypeKind::Reference},       {"quantity", TypeKind::Quantity},
      {"range", TypeKind::QuantityRange}, {"any", TypeKind::Any},
  };
  for (const Row& row : rows) {
    if (row.name == name) return row.kind;
  }
  return TypeKind::None;
}

auto declared_type(Model& model, const Cell& cell) -> Type {
  if (cell.kind() == ValueKind::Path) return {named_type(cell.text()), Word::none};
  if (cell.kind() != ValueKind::Pair) return {};
  const Cells parts = cell.items();
  const TypeKind kind = named_type(parts[0].text());
  const std::string_view of = parts[1].text();
  if (kind == TypeKind::QuantityRange && of == "date") return {TypeKind::DateRange, Word::none};
  return {kind, model.schema.add_word(of)};
}

auto declared_many(const Thing& field) -> Many {
  const Cell many = field[Word::many];
  if (!many) return Many::Optional;
  const auto lower = many.lower();
  const auto upper = many.upper();
  const bool needed = lower && lower->value >= Rational(1);
  const bool several = !upper || upper->value > Rational(1);
  if (several) return needed ? Many::Some : Many::Any;
  return needed ? Many::One : Many::Optional;
}

auto declared_from(const Thing& field) -> From {
  const Cell from = field[Word::required_from];
  if (!from) return From::Never;
  const std::string_view status = from.text();
  if (status == "draft") return From::Always;
  if (status == "proposed") return From::Proposed;
  if (status == "approved") return From::Approved;
  return status == "registered" ? From::Registered : From::Never;
}

void add_declared_field(Model& model, const Thing& declaration, Diagnostics& diagnostics) {
  Field field;
  field.word = model.schema.add_word(declaration.name());
  field.many = declared_many(declaration);
  field.required_from = declared_from(declaration);
  FieldDeclaration besides;
  if (const Cell label = declaration[Word::label]) besides.labels = label.localised();
  if (const Cell pattern = declaration[Word::pattern]) {
    std::string fault;
    if (llvm::Regex(pattern.text()).isValid(fault)) besides.pattern = pattern.text();
    else diagnostics.report(pattern.location(), diag::rule_bad_pattern, Text{fault});
  }
  if (const auto limit =
          declaration[Word::limit] ? declaration[Word::limit].quantity() : std::nullopt)
    besides.limit = limit->value.numerator();
  field.declaration = model.schema.keep(std::move(besides));
  size_t used = 0;
  for (const Cell& cell : declaration.all(Word::type)) {
    const Type type = declared_type(model, cell);
    if (type.kind == TypeKind::None) {
      diagnostics.report(cell.location(), diag::wrong_type, Name{"type"},
                         in_every_language(message(diag::expects_name)));
    } else if (used < field.types.size()) {
      field.types[used++] = type;
    }
  }
  for (const Cell& on : declaration.all(Word::on)) {
    field.kind = model.schema.add_word(on.text());
    model.schema.add_field(field);
  }
}

/// A declared field that others stand on is a block as well; what it takes itself stands before the
/// block and is read as `value`.
void open_blocks(Schema& schema) {
  const std::vector<Field> fields(schema.fields().begin(), schema.fields().end());
  for (const Field& field : fields) {
    const bool core =
        field.word < Word::core_count && core_field(field.kind, field.word) != nullptr;
    if (core || field.takes(TypeKind::Block) || !schema.is_block(field.word)) continue;
    Field value = field;
    value.kind = field.word;
    value.word = Word::value;
    value.many = Many::Any;
    value.required_from = From::Never;
    schema.add_field(value);
    schema.allow_block(field.kind, field.word);
  }
}

/// Blocks get the number of their unit with the numbers of the words, for which the schema must be
/// complete: those that it is made from are needed before.
void number_blocks(Model& model, std::span<const ObjectId> declarations) {
  uint32_t last = UINT32_MAX;
  for (const ObjectId id : declarations) {
    if (id.unit == last) continue;
    last = id.unit;
    for (Value& entry : model.units[last].entries) {
      if (entry.kind == ValueKind::Block) entry.object.unit = last;
    }
  }
}

}  // namespace

void extend_schema(Model& model, Diagnostics& diagnostics) {
  for (const Word kind : {Word::unit, Word::field}) number_blocks(model, model.top_level.of(kind));
  for (const ObjectId unit : model.top_level.of(Word::unit)) add_measure(model, model.thing(unit));
  for (const ObjectId field : model.top_level.of(Word::field))
    add_declared_field(model, model.thing(field), diagnostics);
  set_bases(model);
  open_blocks(model.schema);
}

}  // namespace kava
