// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "compiler/diagnostics/argument.h"
#include "compiler/rules/evaluate.h"

/// How the values of a form are written in one of its languages: numbers, dates, units, labels.
namespace kava {

/// The fixed words of forms, in a language (BCP 47); English for a language that has none.
struct FormWords {
#define FORM_WORD(name, en, et) std::string_view name;
#include "compiler/emit/form_words.def"
#undef FORM_WORD
};
auto form_words(std::string_view tag) -> const FormWords&;

/// A text and the language it is in, which may be another than the form's where there is no other.
struct TextInLanguage {
  std::string text;
  std::string tag;
  bool descriptive = false;  ///< CommonMark; titles and labels are not.
};

/// The same, not to keep.
struct TextViewInLanguage {
  std::string_view text, tag;
};

/// The text in that language, else in English, else the first there is.
auto best_view(const LocalisedText& texts, std::string_view tag) -> TextViewInLanguage;
auto best_text(const LocalisedText& texts, std::string_view tag) -> TextInLanguage;

/// A value as it is read in that language.
auto formatted(const Model& model, const Answer& answer, std::string_view tag) -> TextInLanguage;

/// `6 EAP`, `1,5 ECTS`, `490 eurot`.
auto formatted(const Model& model, const Quantity& quantity, std::string_view tag) -> std::string;

}  // namespace kava
