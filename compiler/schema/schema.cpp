// SPDX-License-Identifier: Apache-2.0
#include "compiler/schema/schema.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace kava {
namespace {

constexpr Kind kinds[] = {
#define KIND(word, head, top_level) {Word::word, Head::head, top_level},
#include "compiler/schema/kinds.def"
#undef KIND
};

/// The vocabulary of fields.def: each name makes one `Type`.
struct TypeNames {
  static constexpr Type text{TypeKind::Text, Word::none};
  static constexpr Type localised{TypeKind::Localised, Word::none};
  static constexpr Type number{TypeKind::Number, Word::none};
  static constexpr Type truth{TypeKind::Bool, Word::none};
  static constexpr Type flag{TypeKind::Flag, Word::none};
  static constexpr Type day{TypeKind::Date, Word::none};
  static constexpr Type days{TypeKind::DateRange, Word::none};
  static constexpr Type term{TypeKind::Term, Word::none};
  static constexpr Type url{TypeKind::Url, Word::none};
  static constexpr Type email{TypeKind::Email, Word::none};
  static constexpr Type block{TypeKind::Block, Word::none};
  static constexpr Type expression{TypeKind::Expression, Word::none};
  static constexpr Type name{TypeKind::Name, Word::none};
  static constexpr Type whatever{TypeKind::Any, Word::none};
#define code(vocabulary) \
  Type { TypeKind::Code, Word::vocabulary }
#define ref(kind) \
  Type { TypeKind::Reference, Word::kind }
#define amount(quantity) \
  Type { TypeKind::Quantity, Word::quantity }
#define amounts(quantity) \
  Type { TypeKind::QuantityRange, Word::quantity }

  template <typename... Types>
  static constexpr auto list(Types... types) -> std::array<Type, 4> {
    return {types...};
  }

  static constexpr auto rows() {
    return std::to_array<Field>({
#define FIELD(kind, word, types, many, from) \
  {Word::kind, Word::word, list types, Many::many, From::from, nullptr},
#include "compiler/schema/fields.def"
#undef FIELD
    });
  }
#undef code
#undef ref
#undef amount
#undef amounts
};

}  // namespace

auto Field::takes(TypeKind wanted) const -> bool { return type(wanted) != nullptr; }

auto Field::type(TypeKind wanted) const -> const Type* {
  for (const Type& type : types) {
    if (type.kind == wanted) return &type;
  }
  return nullptr;
}

auto core_kind(Word word) -> const Kind* {
  static const auto by_word = [] {
    std::array<const Kind*, static_cast<size_t>(Word::core_count)> result{};
    for (const Kind& kind : kinds) result[static_cast<size_t>(kind.word)] = &kind;
    return result;
  }();
  return word < Word::core_count ? by_word[static_cast<size_t>(word)] : nullptr;
}

namespace {

constexpr auto core_rows = TypeNames::rows();
/// More than most catalogues and the library declare.
constexpr size_t declared_fields = 128;

auto core_index() -> const FieldIndex& {
  static const auto index = [] {
    FieldIndex result(core_rows.size() + declared_fields);
    uint32_t row = 0;
    for (const Field& field : core_rows) result.add(field.kind, field.word, row++);
    return result;
  }();
  return index;
}

}  // namespace

auto core_fields() -> std::span<const Field> { return core_rows; }

auto core_field(Word kind, Word word) -> const Field* {
  const uint32_t row = core_index().find(kind, word);
  return row == FieldIndex::none ? nullptr : &core_rows[row];
}

FieldIndex::FieldIndex(size_t rows)
    : slots_(std::bit_ceil(2 * rows + 2)),
      shift_(32U - static_cast<unsigned>(std::countr_zero(slots_.size()))) {}

auto FieldIndex::add(Word kind, Word word, uint32_t row) -> bool {
  if (find(kind, word) != none) return false;
  if (2 * ++rows_ > slots_.size()) {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
    --shift_;
    for (const Slot& slot : old) {
      if (slot.row != none) put(slot);
    }
  }
  put({key_of(kind, word), row});
  return true;
}

void FieldIndex::put(Slot slot) {
  size_t at = slot_of(slot.key);
  while (slots_[at].row != none) at = next(at);
  slots_[at] = slot;
}

Schema::Schema()
    : measures{{"", Word::count, Rational(1), 0, UINT64_MAX, 0},
               {"%", Word::ratio, Rational::fraction(1, 100), 0, UINT64_MAX, 0}},
      index_(core_index()) {
  fields_.reserve(core_rows.size() + declared_fields);
  fields_.assign(core_rows.begin(), core_rows.end());
  for (uint32_t row = 0; row < fields_.size(); ++row) note_kind(row);
}

auto Schema::word(std::string_view spelling) const -> Word {
  if (const Word word = core_word(spelling); word != Word::none) return word;
  return declared_word(spelling);
}

auto Schema::declared_word(std::string_view spelling) const -> Word {
  const auto found = word_numbers_.find(llvm::StringRef(spelling.data(), spelling.size()));
  return found == word_numbers_.end() ? Word::none : static_cast<Word>(found->second);
}

auto Schema::spelling(Word word) const -> std::string_view {
  if (word < Word::core_count) return core_spelling(word);
  return words_[static_cast<size_t>(word) - static_cast<size_t>(Word::core_count)];
}

auto Schema::add_word(std::string_view spelling) -> Word {
  if (const Word known = word(spelling); known != Word::none) return known;
  const size_t number = static_cast<size_t>(Word::core_count) + words_.size();
  // Words are numbered with 16 bits. So many can only be misspelt ones, of which the first are
  // told.
  if (number >= UINT16_MAX) return static_cast<Word>(UINT16_MAX - 1);
  words_.emplace_back(spelling);
  word_numbers_[llvm::StringRef(spelling.data(), spelling.size())] = static_cast<uint16_t>(number);
  return static_cast<Word>(number);
}

void Schema::add_field(const Field& field) {
  const auto row = static_cast<uint32_t>(fields_.size());
  if (!index_.add(field.kind, field.word, row)) return;
  fields_.push_back(field);
  note_kind(row);
}

/// Adds a row to what is known of its kind.
void Schema::note_kind(uint32_t row) {
  const Field& field = fields_[row];
  const auto kind = static_cast<size_t>(field.kind);
  if (rows_of_kind_.size() <= kind) {
    const size_t count = std::max(kind + 1, static_cast<size_t>(Word::core_count));
    rows_of_kind_.resize(count);
    required_of_kind_.resize(count);
    status_rows_of_kind_.resize(count);
  }
  rows_of_kind_[kind].push_back(row);
  const bool needed = field.many == Many::One || field.many == Many::Some;
  if (needed && field.required_from == From::Always) required_of_kind_[kind].push_back(field.word);
  if (field.required_from > From::Always) status_rows_of_kind_[kind].push_back(row);
}

auto Schema::keep(FieldDeclaration declaration) -> const FieldDeclaration* {
  return declarations_.emplace_back(std::make_unique<FieldDeclaration>(std::move(declaration)))
      .get();
}

void Schema::allow_block(Word kind, Word word) {
  for (Type& type : fields_[index_.find(kind, word)].types) {
    if (type.kind != TypeKind::None) continue;
    type.kind = TypeKind::Block;
    return;
  }
}

auto Schema::field(Word kind, Word word) const -> const Field* {
  const uint32_t row = index_.find(kind, word);
  return row == FieldIndex::none ? nullptr : &fields_[row];
}

auto Schema::fields_of(Word kind) const -> std::vector<const Field*> {
  std::vector<const Field*> result;
  if (!is_block(kind)) return result;
  for (const uint32_t row : rows_of_kind_[static_cast<size_t>(kind)])
    result.push_back(&fields_[row]);
  return result;
}

auto Schema::always_required(Word kind) const -> std::span<const Word> {
  const auto index = static_cast<size_t>(kind);
  if (index >= required_of_kind_.size()) return {};
  return required_of_kind_[index];
}

auto Schema::required_by_status(Word kind) const -> std::span<const uint32_t> {
  const auto index = static_cast<size_t>(kind);
  if (index >= status_rows_of_kind_.size()) return {};
  return status_rows_of_kind_[index];
}

auto Schema::is_block(Word kind) const -> bool {
  const auto index = static_cast<size_t>(kind);
  return index < rows_of_kind_.size() && !rows_of_kind_[index].empty();
}

auto Schema::measure(std::string_view name) const -> std::optional<Measure> {
  for (size_t i = 1; i < measures.size(); ++i) {
    if (measures[i].name == name) {
      return static_cast<Measure>(measures[i].same_as != 0 ? measures[i].same_as : i);
    }
  }
  return std::nullopt;
}

}  // namespace kava
