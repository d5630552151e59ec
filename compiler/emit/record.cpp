// SPDX-License-Identifier: Apache-2.0
// Records of registers: forms with `format json`. What a register calls a datum is the `key` of a
// row; which data there are, and in what shape, is declared beside the regulations.
#include <fmt/format.h>
#include <llvm/Support/JSON.h>

#include <algorithm>
#include <memory>

#include "compiler/emit/emitters.h"
#include "compiler/emit/form_format.h"
#include "compiler/emit/form_gaps.h"
#include "compiler/emit/json_text.h"
#include "compiler/model/derived.h"

namespace kava {
namespace {

class RecordWriter {
 public:
  RecordWriter(const Model& model, const FormPlan& plan, const FilledForm& form,
               Diagnostics& diagnostics)
      : model_(model),
        plan_(plan),
        form_(form),
        diagnostics_(diagnostics),
        tag_(plan.languages.front()) {}

  /// False if a value does not fit; then it was reported, with that severity.
  auto write(const Thing& programme, Severity severity, JsonText& json) -> bool {
    programme_ = programme;
    severity_ = severity;
    llvm::json::Object record;
    for (const FilledSection& section : form_.sections) {
      for (const auto& part : section.parts) {
        const auto* row = std::get_if<FilledRow>(&part);
        if (row != nullptr && !row->plan->key.empty())
          put(record, row->plan->key, value_of(*row->plan, row->content));
      }
    }
    if (!fits_) return false;
    write_object(record, json);
    json.line_break();
    return true;
  }

 private:
  using Member = llvm::json::Object::value_type;
  static auto name_of(const Member* member) -> std::string_view {
    return llvm::StringRef(member->first);
  }

  /// Members in the order of their names: that of an object is no order.
  static void write_object(const llvm::json::Object& object, JsonText& json) {
    std::vector<const Member*> members;
    for (const auto& member : object) members.push_back(&member);
    std::ranges::sort(members, {}, name_of);
    json.object([&] {
      for (const Member* member : members) {
        json.any_key(name_of(member));
        write_value(member->second, json);
      }
    });
  }

  static void write_value(const llvm::json::Value& value, JsonText& json) {
    if (const auto* object = value.getAsObject()) return write_object(*object, json);
    if (const auto text = value.getAsString()) return json.value(std::string_view(*text));
    if (const auto number = value.getAsInteger()) return json.value(*number);
    const auto* const array = value.getAsArray();
    if (array == nullptr) return json.raw("null");
    json.array([&] {
      for (const llvm::json::Value& element : *array) write_value(element, json);
    });
  }

  /// `a.b` is member b of the object a.
  static void put(llvm::json::Object& object, std::string_view key, llvm::json::Value value) {
    const size_t dot = key.find('.');
    const llvm::StringRef name(key.data(), std::min(dot, key.size()));
    if (dot == std::string_view::npos) {
      object[name] = std::move(value);
      return;
    }
    llvm::json::Value& inner = object[name];
    if (inner.getAsObject() == nullptr) inner = llvm::json::Object();
    put(*inner.getAsObject(), key.substr(dot + 1), std::move(value));
  }

  /// What is not known, or assigned by the register, is null: a record has all of its members.
  auto value_of(const RowPlan& row, const Content& content) -> llvm::json::Value {
    if (content.state != AnswerState::Known) return nullptr;
    switch (row.layout) {
      case Layout::Whole: return whole(row, content.values.front());
      case Layout::List: return list(content);
      case Layout::Numbered: return numbered(row, content);
      case Layout::Inline:
      case Layout::Lines:
      case Layout::Ticks: break;
    }
    return joined(content, content.joined ? "" : row.layout == Layout::Lines ? "\n" : ", ");
  }

  auto whole(const RowPlan& row, const Answer& answer) -> llvm::json::Value {
    if (answer.kind != Answer::Kind::Amount || !answer.lower) return nullptr;
    const Rational number = answer.lower->value;
    if (number.is_whole()) return number.numerator();
    fits_ = false;
    const Location where = answer.cell ? answer.cell.location() : programme_.location();
    diagnostics_
        .report(where, diag::record_takes_whole_number, plan_.title, Text{row.key},
                amount(model_.schema, *answer.lower))
        .severity = severity_;
    return nullptr;
  }

  auto list(const Content& content) const -> llvm::json::Value {
    llvm::json::Array result;
    for (const Answer& answer : content.values)
      result.push_back(formatted(model_, answer, tag_).text);
    return result;
  }

  auto numbered(const RowPlan& row, const Content& content) const -> llvm::json::Value {
    std::string result = best_text(row.intro, tag_).text;
    size_t number = 0;
    for (const Answer& answer : content.values) {
      if (!result.empty()) result += '\n';
      result += fmt::format("{}. {}", ++number, formatted(model_, answer, tag_).text);
    }
    return result;
  }

  auto joined(const Content& content, std::string_view separator) const -> llvm::json::Value {
    std::string result;
    for (const Answer& answer : content.values) {
      if (&answer != &content.values.front()) result += separator;
      result += formatted(model_, answer, tag_).text;
    }
    return result;
  }

  const Model& model_;
  const FormPlan& plan_;
  const FilledForm& form_;
  Diagnostics& diagnostics_;
  std::string tag_;
  Thing programme_;
  Severity severity_ = Severity::Error;
  bool fits_ = true;
};

void emit_records(const Model& model, const std::vector<FormPlan>& plans, size_t index,
                  const TakeFile& take, Diagnostics& diagnostics) {
  const Curriculum& curriculum = model.curricula[index];
  const Thing programme = model.thing(curriculum.programme);
  const Severity severity = curriculum.status == Status::Draft ? Severity::Hint : Severity::Error;
  for (const FormPlan& plan : plans) {
    if (!belongs(model, plan, curriculum)) continue;
    Formulas formulas = plan.formulas.fork();
    formulas.begin(curriculum, programme);
    const FilledForm form = filled(plan, formulas);
    const std::vector<MissingRow> missing = missing_rows(plan, formulas, form);
    report_missing(programme, curriculum, plan, missing, diagnostics);
    if (!missing.empty()) continue;
    RecordWriter writer(model, plan, form, diagnostics);
    JsonText json;
    if (writer.write(programme, severity, json))
      take(fmt::format("record/{}.{}.json", file_stem(programme), plan.name), json.text());
  }
}

}  // namespace

auto prepare_records(const Model& model, const PlaceNames&, Diagnostics& diagnostics) -> Emission {
  const auto plans =
      std::make_shared<const std::vector<FormPlan>>(plan_forms(model, true, diagnostics));
  return [&model, plans](size_t curriculum, const TakeFile& take, Diagnostics& found) {
    emit_records(model, *plans, curriculum, take, found);
  };
}

}  // namespace kava
