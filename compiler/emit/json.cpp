// SPDX-License-Identifier: Apache-2.0
// The resolved definition as JSON. Members are the words of the language, in the order of
// fields.def; docs/reference/programme.schema.json is made from the same rows
// (emit/json_schema.cpp).
#include <algorithm>
#include <unordered_map>

#include "compiler/emit/emitters.h"
#include "compiler/emit/json_format.h"
#include "compiler/emit/json_text.h"

namespace kava {
namespace {

/// `24`, `1.5`: the decimal as it was written, never through binary floating point.
auto decimal(const Value& value) -> std::string {
  std::string digits = std::to_string(value.mantissa < 0 ? -value.mantissa : value.mantissa);
  if (value.scale > 0) {
    if (digits.size() <= value.scale) digits.insert(0, value.scale + 1U - digits.size(), '0');
    digits.insert(digits.size() - value.scale, 1, '.');
  }
  return value.mantissa < 0 ? '-' + digits : digits;
}

class JsonWriter {
 public:
  explicit JsonWriter(const Model& model) : model_(model) {}

  /// Its text is valid as long as the writer is.
  auto document(const Curriculum& curriculum) -> std::string_view {
    json_.object([&] {
      json_.member("format", json_format::name);
      json_.member("version", int64_t{json_format::version});
      json_.member("default_language", model_.default_language());
      json_.key("programme");
      thing(model_.thing(curriculum.programme));
      things("courses", courses(curriculum));
      things("offerings", curriculum.offerings);
      things("organisations", referred_organisations(curriculum));
    });
    json_.line_break();
    return json_.text();
  }

 private:
  static auto courses(const Curriculum& curriculum) -> std::vector<ObjectId> {
    std::vector<ObjectId> result;
    for (const CourseUse& use : curriculum.offered) {
      if (std::find(result.begin(), result.end(), use.course) == result.end())
        result.push_back(use.course);
    }
    return result;
  }

  /// Organisations that the programme, its courses and offerings name, and what they are part of.
  auto referred_organisations(const Curriculum& curriculum) const -> std::vector<ObjectId> {
    std::vector<ObjectId> result;
    const auto add = [&](const Thing& from) {
      for (const Word word : {Word::provider, Word::lead, Word::awarding_body}) {
        for (Thing organisation : from.things(word)) {
          // The chain of `part_of` ends, or comes back to one that is listed.
          while (organisation &&
                 std::find(result.begin(), result.end(), organisation.id()) == result.end()) {
            result.push_back(organisation.id());
            const Cell whole = organisation[Word::part_of];
            organisation = whole ? whole.thing() : Thing();
          }
        }
      }
    };
    add(model_.thing(curriculum.programme));
    for (const CourseUse& use : curriculum.offered) add(model_.thing(use.course));
    for (const ObjectId offering : curriculum.offerings) add(model_.thing(offering));
    return result;
  }

  void things(std::string_view name, const std::vector<ObjectId>& ids) {
    json_.key(name);
    json_.array([&] {
      for (const ObjectId id : ids) thing(model_.thing(id));
    });
  }

  void thing(const Thing& subject) {
    json_.object([&] { members(subject); });
  }

  /// Most fields of a kind are absent: that the bit of its word is not set says so of nearly all.
  static auto bit_of(Word word) -> uint64_t {
    return uint64_t{1} << (static_cast<unsigned>(word) % 64);
  }
  static auto bits_of_words(const Thing& subject) -> uint64_t {
    uint64_t result = 0;
    for (const Value& entry : subject.unit().entries_of(subject.object()))
      result |= bit_of(entry.word);
    return result;
  }

  /// Looked up once for all things of a kind.
  auto fields_of(Word kind) -> const std::vector<const Field*>& {
    const auto [known, is_new] = fields_.try_emplace(kind);
    if (is_new) known->second = model_.schema.fields_of(kind);
    return known->second;
  }

  void members(const Thing& subject) {
    if (subject.object().name.length > 0) json_.member("name", subject.name());
    const uint64_t present = bits_of_words(subject);
    for (const Field* field : fields_of(subject.kind())) {
      if ((present & bit_of(field->word)) == 0) continue;
      const Cells cells = subject.all(field->word);
      if (cells.empty()) continue;
      const std::string_view word = model_.schema.spelling(field->word);
      const std::string_view name = word == "name" ? json_format::own_name : word;
      if (field->many == Many::Any || field->many == Many::Some) {
        json_.key(name);
        json_.array([&] {
          for (const Cell& cell : cells) value(cell, *field);
        });
      } else {
        json_.key(name);
        value(cells.front(), *field);
      }
    }
  }

  template <typename Texts>
  void text_in(const Texts& texts) {
    json_.object([&] {
      for (const auto& [tag, text] : texts) {
        json_.any_key(tag);
        json_.value(text);
      }
    });
  }

  void value(const Cell& cell, const Field& field) {
    switch (cell.kind()) {
      case ValueKind::Unknown:
      case ValueKind::Error:
        json_.object([&] {
          json_.member("unknown", true);
          if (const std::string_view remark = remark_of(cell); !remark.empty())
            json_.member("remark", remark);
        });
        return;
      case ValueKind::Text:
        if (field.takes(TypeKind::Localised)) return text_in(cell.texts());
        json_.value(cell.text());
        return;
      case ValueKind::Localised: return text_in(cell.texts());
      case ValueKind::Flag: json_.value(true); return;
      case ValueKind::Bool: json_.value(cell.value().truth); return;
      case ValueKind::Number: json_.raw(decimal(cell.value())); return;
      case ValueKind::Quantity: quantity(cell.value()); return;
      case ValueKind::Range: range(cell, field); return;
      case ValueKind::Day: json_.value(cell.value().date.text()); return;
      case ValueKind::Term: term(cell); return;
      case ValueKind::Path: json_.value(cell.text()); return;
      case ValueKind::Pair: pair(cell, field); return;
      case ValueKind::Concept: concept_value(cell.thing()); return;
      case ValueKind::Reference: reference(cell.thing()); return;
      case ValueKind::Block: thing(cell.thing()); return;
      case ValueKind::Expression:
        expression(cell.unit(), cell.value().expression, cell, field);
        return;
    }
  }

  static auto remark_of(const Cell& cell) -> std::string_view {
    return cell.kind() == ValueKind::Unknown ? cell.unit().view(cell.value().slice)
                                             : std::string_view();
  }

  void quantity(const Value& value) {
    json_.object([&] {
      json_.key("value");
      json_.raw(decimal(value));
      json_.member("unit", model_.schema.measures[value.unit].name);
    });
  }

  void range(const Cell& cell, const Field& field) {
    const Cells bounds = cell.items();
    json_.object([&] {
      for (size_t i = 0; i < 2; ++i) {
        if (bounds[i].kind() == ValueKind::Flag) continue;
        json_.key(i == 0 ? "from" : "until");
        value(bounds[i], field);
      }
    });
  }

  void term(const Cell& cell) {
    const Cells parts = cell.items();
    json_.object([&] {
      json_.member("season", parts[0].thing().name());
      json_.key("year");
      json_.raw(decimal(parts[1].value()));
    });
  }

  void pair(const Cell& cell, const Field& field) {
    const Cells parts = cell.items();
    json_.object([&] {
      json_.member("key", parts[0].text());
      json_.key("value");
      value(parts[1], field);
    });
  }

  void concept_value(const Thing& concept_thing) {
    json_.object([&] {
      json_.member("vocabulary", concept_thing.parent().name());
      json_.member("code", concept_thing.name());
      if (const std::string uri = concept_uri(concept_thing); !uri.empty())
        json_.member("uri", uri);
      if (const Cell label = concept_thing[Word::label]) {
        json_.key("label");
        text_in(label.texts());
      }
    });
  }

  void reference(const Thing& target) {
    json_.object([&] {
      json_.member("kind", model_.schema.spelling(target.kind()));
      json_.member("name", target.name());
      if (const std::string_view code = target.code(); !code.empty()) json_.member("code", code);
      if (target.kind() == Word::outcome) json_.member("of", target.parent().name());
      const LocalisedText title = target.title();
      if (!title.empty() && !title.front().first.empty()) {
        json_.key("title");
        text_in(title);
      }
    });
  }

  /// `any of (a, b)`: the only calculation that stands in data.
  void expression(const Unit& unit, uint32_t node, const Cell& cell, const Field& field) {
    const ExpressionNode& root = unit.expressions[node];
    if (root.operation == Operation::Literal) {
      return value(Cell(&model_, cell_unit(cell), &unit.items[root.item]), field);
    }
    const bool any = (root.operation == Operation::Of &&
                      unit.view(unit.expressions[unit.operands[root.first]].slice) == "any") ||
                     root.operation == Operation::Or;
    json_.object([&] {
      json_.key(any ? "any_of" : "all_of");
      json_.array([&] {
        const uint32_t from = root.operation == Operation::Of ? 1 : 0;
        for (uint32_t i = from; i < root.count; ++i)
          operands(unit, unit.operands[root.first + i], cell, field);
      });
    });
  }

  void operands(const Unit& unit, uint32_t node, const Cell& cell, const Field& field) {
    const ExpressionNode& list = unit.expressions[node];
    if (list.operation != Operation::List) return expression(unit, node, cell, field);
    for (uint32_t i = 0; i < list.count; ++i)
      expression(unit, unit.operands[list.first + i], cell, field);
  }

  auto cell_unit(const Cell& cell) const -> uint32_t {
    return static_cast<uint32_t>(&cell.unit() - model_.units.data());
  }

  const Model& model_;
  JsonText json_;
  std::unordered_map<Word, std::vector<const Field*>> fields_;
};

}  // namespace

auto concept_uri(const Thing& concept_thing) -> std::string {
  if (const Cell uri = concept_thing[Word::uri]) return std::string(uri.text());
  if (const Cell base = concept_thing.parent()[Word::base_uri]) {
    return std::string(base.text()) + std::string(concept_thing.name());
  }
  return {};
}

auto prepare_json(const Model& model, const PlaceNames&, Diagnostics&) -> Emission {
  return [&model](size_t index, const TakeFile& take, Diagnostics&) {
    const Curriculum& curriculum = model.curricula[index];
    JsonWriter writer(model);
    take("json/" + file_stem(model.thing(curriculum.programme)) + ".json",
         writer.document(curriculum));
  };
}

}  // namespace kava
