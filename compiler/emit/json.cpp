// SPDX-License-Identifier: Apache-2.0
// The resolved definition as JSON. Members are the words of the language, in the order of
// fields.def; docs/reference/programme.schema.json is made from the same rows
// (emit/json_schema.cpp).
#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>

#include "compiler/emit/emitters.h"
#include "compiler/emit/json_format.h"

namespace kava {
namespace {

auto ref(std::string_view text) -> llvm::StringRef { return {text.data(), text.size()}; }

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
  JsonWriter(const Model& model, llvm::raw_ostream& out) : model_(model), json_(out, 2) {}

  void document(const Curriculum& curriculum) {
    json_.object([&] {
      json_.attribute("format", ref(json_format::name));
      json_.attribute("version", json_format::version);
      json_.attribute("default_language", ref(model_.default_language()));
      json_.attributeBegin("programme");
      thing(model_.thing(curriculum.programme));
      json_.attributeEnd();
      things("courses", courses(curriculum));
      things("offerings", curriculum.offerings);
      things("organisations", referred_organisations(curriculum));
    });
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

  void things(llvm::StringRef name, const std::vector<ObjectId>& ids) {
    json_.attributeArray(name, [&] {
      for (const ObjectId id : ids) thing(model_.thing(id));
    });
  }

  void thing(const Thing& subject) {
    json_.object([&] { members(subject); });
  }

  void members(const Thing& subject) {
    if (subject.object().name.length > 0) json_.attribute("name", ref(subject.name()));
    for (const Field* field : model_.schema.fields_of(subject.kind())) {
      const Cells cells = subject.all(field->word);
      if (cells.empty()) continue;
      const std::string_view word = model_.schema.spelling(field->word);
      const std::string_view name = word == "name" ? json_format::own_name : word;
      if (field->many == Many::Any || field->many == Many::Some) {
        json_.attributeArray(ref(name), [&] {
          for (const Cell& cell : cells) value(cell, *field);
        });
      } else {
        json_.attributeBegin(ref(name));
        value(cells.front(), *field);
        json_.attributeEnd();
      }
    }
  }

  template <typename Texts>
  void text_in(const Texts& texts) {
    json_.object([&] {
      for (const auto& [tag, text] : texts)
        json_.attribute(llvm::StringRef(tag), llvm::StringRef(text));
    });
  }

  void value(const Cell& cell, const Field& field) {
    switch (cell.kind()) {
      case ValueKind::Unknown:
      case ValueKind::Error:
        json_.object([&] {
          json_.attribute("unknown", true);
          if (const std::string_view remark = remark_of(cell); !remark.empty())
            json_.attribute("remark", ref(remark));
        });
        return;
      case ValueKind::Text:
        if (field.takes(TypeKind::Localised)) return text_in(cell.texts());
        json_.value(ref(cell.text()));
        return;
      case ValueKind::Localised: return text_in(cell.texts());
      case ValueKind::Flag: json_.value(true); return;
      case ValueKind::Bool: json_.value(cell.value().truth); return;
      case ValueKind::Number: json_.rawValue(decimal(cell.value())); return;
      case ValueKind::Quantity: quantity(cell.value()); return;
      case ValueKind::Range: range(cell, field); return;
      case ValueKind::Day: json_.value(cell.value().date.text()); return;
      case ValueKind::Term: term(cell); return;
      case ValueKind::Path: json_.value(ref(cell.text())); return;
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
      json_.attributeBegin("value");
      json_.rawValue(decimal(value));
      json_.attributeEnd();
      json_.attribute("unit", model_.schema.measures[value.unit].name);
    });
  }

  void range(const Cell& cell, const Field& field) {
    const Cells bounds = cell.items();
    json_.object([&] {
      for (size_t i = 0; i < 2; ++i) {
        if (bounds[i].kind() == ValueKind::Flag) continue;
        json_.attributeBegin(i == 0 ? "from" : "until");
        value(bounds[i], field);
        json_.attributeEnd();
      }
    });
  }

  void term(const Cell& cell) {
    const Cells parts = cell.items();
    json_.object([&] {
      json_.attribute("season", ref(parts[0].thing().name()));
      json_.attributeBegin("year");
      json_.rawValue(decimal(parts[1].value()));
      json_.attributeEnd();
    });
  }

  void pair(const Cell& cell, const Field& field) {
    const Cells parts = cell.items();
    json_.object([&] {
      json_.attribute("key", ref(parts[0].text()));
      json_.attributeBegin("value");
      value(parts[1], field);
      json_.attributeEnd();
    });
  }

  void concept_value(const Thing& concept_thing) {
    json_.object([&] {
      json_.attribute("vocabulary", ref(concept_thing.parent().name()));
      json_.attribute("code", ref(concept_thing.name()));
      if (const std::string uri = concept_uri(concept_thing); !uri.empty())
        json_.attribute("uri", uri);
      if (const Cell label = concept_thing[Word::label]) {
        json_.attributeBegin("label");
        text_in(label.texts());
        json_.attributeEnd();
      }
    });
  }

  void reference(const Thing& target) {
    json_.object([&] {
      json_.attribute("kind", ref(model_.schema.spelling(target.kind())));
      json_.attribute("name", ref(target.name()));
      if (const std::string_view code = target.code(); !code.empty())
        json_.attribute("code", ref(code));
      if (target.kind() == Word::outcome) json_.attribute("of", ref(target.parent().name()));
      const LocalisedText title = target.title();
      if (!title.empty() && !title.front().first.empty()) {
        json_.attributeBegin("title");
        text_in(title);
        json_.attributeEnd();
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
      json_.attributeArray(any ? "any_of" : "all_of", [&] {
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
  llvm::json::OStream json_;
};

}  // namespace

auto concept_uri(const Thing& concept_thing) -> std::string {
  if (const Cell uri = concept_thing[Word::uri]) return std::string(uri.text());
  if (const Cell base = concept_thing.parent()[Word::base_uri]) {
    return std::string(base.text()) + std::string(concept_thing.name());
  }
  return {};
}

auto emit_json(const Model& model, size_t curriculum) -> std::vector<OutputFile> {
  const Curriculum& subject = model.curricula[curriculum];
  std::string bytes;
  bytes.reserve(1U << 15U);
  llvm::raw_string_ostream out(bytes);
  out.SetBufferSize(1U << 14U);  // LLVM quotes texts character by character.
  JsonWriter(model, out).document(subject);
  out.flush();
  bytes += '\n';
  std::vector<OutputFile> result;
  result.push_back(
      {"json/" + file_stem(model.thing(subject.programme)) + ".json", std::move(bytes)});
  return result;
}

}  // namespace kava
