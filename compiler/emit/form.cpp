// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "compiler/emit/emitters.h"
#include "compiler/emit/form_gaps.h"
#include "compiler/emit/form_page.h"

namespace kava {
namespace {

/// The name of the files: that of the programme, and of the offering where the form is for one.
auto stem_of(const Thing& programme, const FormPlan& plan, const Thing& subject) -> std::string {
  std::string stem = file_stem(programme);
  if (plan.root == Word::offering && subject) {
    const std::string_view code = subject.code();
    (stem += '.') += code.empty() ? subject.name() : code;
  }
  return stem;
}

/// What the form is filled in for: the programme, or each of its offerings. A programme without any
/// has the form all the same, with room for what an offering would say.
auto subjects_of(const Model& model, const FormPlan& plan, const Curriculum& curriculum) -> Things {
  if (plan.root == Word::programme) return {model.thing(curriculum.programme)};
  Things result;
  for (const ObjectId offering : curriculum.offerings) result.push_back(model.thing(offering));
  if (result.empty()) result.emplace_back();
  return result;
}

class FormEmitter {
 public:
  FormEmitter(const Model& model, const Curriculum& curriculum, const PlaceNames& places,
              const TakeFile& take, Diagnostics& diagnostics)
      : model_(model),
        curriculum_(curriculum),
        programme_(model.thing(curriculum.programme)),
        places_(places),
        take_(take),
        diagnostics_(diagnostics) {}

  void emit(const FormPlan& plan) {
    for (const Thing& subject : subjects_of(model_, plan, curriculum_)) emit(plan, subject);
  }

 private:
  void emit(const FormPlan& plan, const Thing& subject) {
    Formulas formulas = plan.formulas.fork();
    formulas.begin(curriculum_, subject);
    if (!holds(formulas, plan.when)) return;
    const FilledForm form = filled(plan, formulas);
    const std::vector<MissingRow> missing = missing_rows(plan, formulas, form);
    const Thing& declared = subject ? subject : programme_;
    report_missing(declared, curriculum_, plan, missing, diagnostics_);
    report_long_texts(model_, declared, curriculum_, plan, form, diagnostics_);
    std::vector<Gap> gaps;
    for (const MissingRow& row : missing)
      gaps.push_back({row, row.unknown.source ? places_(row.unknown) : std::string()});
    const std::string stem = stem_of(programme_, plan, subject);
    for (const std::string& language : plan.languages) {
      html_.clear();
      write_form_page(model_, plan, form, curriculum_, gaps, language, html_);
      take_(fmt::format("form/{}.{}.{}.html", stem, plan.name, language), html_.page());
    }
  }

  const Model& model_;
  const Curriculum& curriculum_;
  Thing programme_;
  const PlaceNames& places_;
  const TakeFile& take_;
  Diagnostics& diagnostics_;
  Html html_;
};

}  // namespace

auto prepare_forms(const Model& model, const PlaceNames& places, Diagnostics& diagnostics)
    -> Emission {
  const auto plans =
      std::make_shared<const std::vector<FormPlan>>(plan_forms(model, false, diagnostics));
  return [&model, plans, places](size_t index, const TakeFile& take, Diagnostics& found) {
    const Curriculum& curriculum = model.curricula[index];
    FormEmitter emitter(model, curriculum, places, take, found);
    for (const FormPlan& plan : *plans) {
      if (belongs(model, plan, curriculum)) emitter.emit(plan);
    }
  };
}

}  // namespace kava
