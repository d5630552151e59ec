// SPDX-License-Identifier: Apache-2.0
// The JSON Schema of emit/json.cpp, from the same rows: one definition per kind, one property per
// field.
#include <llvm/Support/JSON.h>

#include <algorithm>

#include "compiler/emit/json_format.h"

namespace kava {
namespace {

using llvm::json::Array;
using llvm::json::Object;

auto ref_to(std::string_view definition) -> Object {
  return Object{{"$ref", "#/$defs/" + std::string(definition)}};
}

auto text(std::string_view value) -> llvm::json::Value { return std::string(value); }

auto text_type() -> Object { return Object{{"type", "string"}}; }

class SchemaMaker {
 public:
  explicit SchemaMaker(const Schema& schema) : schema_(schema) {}

  auto make() -> Object {
    Object definitions = shared_definitions();
    for (const Word kind : kinds()) definitions[definition_name(kind)] = kind_schema(kind);
    const auto list_of = [](std::string_view kind) {
      return Object{{"type", "array"}, {"items", ref_to(kind)}};
    };
    return Object{
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"title", "A study programme, resolved by Kava"},
        {"type", "object"},
        {"required", Array{"format", "version", "default_language", "programme", "courses",
                           "offerings", "organisations"}},
        {"additionalProperties", false},
        {"properties", Object{{"format", Object{{"const", text(json_format::name)}}},
                              {"version", Object{{"const", json_format::version}}},
                              {"default_language", text_type()},
                              {"programme", ref_to("programme")},
                              {"courses", list_of("course")},
                              {"offerings", list_of("offering")},
                              {"organisations", list_of("organisation")}}},
        {"$defs", std::move(definitions)},
    };
  }

 private:
  /// Kinds that may stand in a programme's JSON, directly or inside one that does.
  auto kinds() const -> std::vector<Word> {
    std::vector<Word> result{Word::programme, Word::course, Word::offering, Word::organisation};
    for (size_t i = 0; i < result.size(); ++i) {
      for (const Field* field : schema_.fields_of(result[i])) {
        const bool opens_block = field->takes(TypeKind::Block);
        const bool is_reference =
            field->takes(TypeKind::Reference) && !field->takes(TypeKind::Block);
        if (!opens_block || is_reference ||
            std::find(result.begin(), result.end(), field->word) != result.end())
          continue;
        result.push_back(field->word);
      }
    }
    return result;
  }

  auto definition_name(Word kind) const -> std::string {
    return std::string(schema_.spelling(kind));
  }

  auto kind_schema(Word kind) const -> Object {
    Object properties;
    const Kind* core = core_kind(kind);
    const bool named = core == nullptr || core->head != Head::Values;
    if (named) properties["name"] = text_type();
    for (const Field* field : schema_.fields_of(kind)) {
      const std::string_view word = schema_.spelling(field->word);
      properties[std::string(word == "name" ? json_format::own_name : word)] = property(*field);
    }
    return Object{
        {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  }

  auto property(const Field& field) const -> Object {
    Array alternatives{ref_to("unknown")};
    for (const Type& type : field.types) {
      if (type.kind != TypeKind::None) alternatives.push_back(value_schema(type, field));
    }
    Object value{{"anyOf", std::move(alternatives)}};
    const bool list = field.many == Many::Any || field.many == Many::Some;
    if (list) return Object{{"type", "array"}, {"minItems", 1}, {"items", std::move(value)}};
    return value;
  }

  auto value_schema(const Type& type, const Field& field) const -> Object {
    switch (type.kind) {
      case TypeKind::Localised: return ref_to("localised");
      case TypeKind::Number: return Object{{"type", "number"}};
      case TypeKind::Bool:
      case TypeKind::Flag: return Object{{"type", "boolean"}};
      case TypeKind::Date: return ref_to("date");
      case TypeKind::DateRange: return ref_to("dates");
      case TypeKind::Term: return ref_to("term");
      case TypeKind::Url: return Object{{"type", "string"}, {"pattern", "^https?://"}};
      case TypeKind::Email: return Object{{"type", "string"}, {"pattern", "@"}};
      case TypeKind::Code: return ref_to("concept");
      case TypeKind::Reference: return ref_to("reference");
      case TypeKind::Quantity: return amount(type);
      case TypeKind::QuantityRange: return Object{{"anyOf", Array{amount(type), ref_to("range")}}};
      case TypeKind::Block: return ref_to(definition_name(field.word));
      case TypeKind::Expression:
      case TypeKind::Any: return ref_to("any");
      case TypeKind::None:
      case TypeKind::Text:
      case TypeKind::Name: return text_type();
    }
    return text_type();
  }

  static auto amount(const Type& type) -> Object {
    if (type.of == Word::count)
      return Object{{"anyOf", Array{ref_to("quantity"), Object{{"type", "number"}}}}};
    return ref_to("quantity");
  }

  static auto closed(Object properties, Array required) -> Object {
    return Object{{"type", "object"},
                  {"additionalProperties", false},
                  {"properties", std::move(properties)},
                  {"required", std::move(required)}};
  }

  static auto shared_definitions() -> Object {
    Object result;
    result["unknown"] = closed(
        Object{{"unknown", Object{{"const", true}}}, {"remark", text_type()}}, Array{"unknown"});
    result["localised"] =
        Object{{"type", "object"},
               {"minProperties", 1},
               {"propertyNames", Object{{"pattern", "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}}},
               {"additionalProperties", text_type()}};
    // Where anything may stand, what stands before a text may be a scheme: `registry_code "…"`.
    result["tagged"] = Object{{"type", "object"},
                              {"minProperties", 1},
                              {"propertyNames", Object{{"pattern", "^[A-Za-z][A-Za-z0-9_-]*$"}}},
                              {"additionalProperties", text_type()}};
    result["date"] = Object{{"type", "string"}, {"format", "date"}};
    result["dates"] = closed(Object{{"from", ref_to("date")}, {"until", ref_to("date")}}, Array{});
    result["quantity"] =
        closed(Object{{"value", Object{{"type", "number"}}}, {"unit", text_type()}},
               Array{"value", "unit"});
    result["range"] =
        closed(Object{{"from", ref_to("bound")}, {"until", ref_to("bound")}}, Array{});
    result["bound"] = Object{{"anyOf", Array{ref_to("quantity"), Object{{"type", "number"}}}}};
    result["term"] = closed(Object{{"season", text_type()}, {"year", Object{{"type", "integer"}}}},
                            Array{"season", "year"});
    result["concept"] = closed(Object{{"vocabulary", text_type()},
                                      {"code", text_type()},
                                      {"uri", text_type()},
                                      {"label", ref_to("localised")}},
                               Array{"vocabulary", "code"});
    result["reference"] = closed(Object{{"kind", text_type()},
                                        {"name", text_type()},
                                        {"code", text_type()},
                                        {"of", text_type()},
                                        {"title", ref_to("localised")}},
                                 Array{"kind", "name"});
    result["pair"] =
        closed(Object{{"key", text_type()}, {"value", ref_to("any")}}, Array{"key", "value"});
    const Object list{{"type", "array"}, {"items", ref_to("any")}};
    result["any_of"] = closed(Object{{"any_of", Object(list)}}, Array{"any_of"});
    result["all_of"] = closed(Object{{"all_of", Object(list)}}, Array{"all_of"});
    Array any;
    for (const char* name : {"unknown", "tagged", "quantity", "range", "dates", "term", "concept",
                             "reference", "pair", "any_of", "all_of"}) {
      any.push_back(ref_to(name));
    }
    any.push_back(text_type());
    any.push_back(Object{{"type", "number"}});
    any.push_back(Object{{"type", "boolean"}});
    result["any"] = Object{{"anyOf", std::move(any)}};
    return result;
  }

  const Schema& schema_;
};

}  // namespace

auto json_schema(const Schema& schema) -> std::string {
  std::string result;
  llvm::raw_string_ostream out(result);
  out << llvm::formatv("{0:2}", llvm::json::Value(SchemaMaker(schema).make()));
  return result + '\n';
}

}  // namespace kava
