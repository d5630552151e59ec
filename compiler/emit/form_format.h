// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
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
  bool descriptive = false;

  auto kept() const -> TextInLanguage { return {std::string(text), std::string(tag), descriptive}; }
};

/// The text in that language, else in English, else the first there is. The texts are a
/// `LocalisedText` or `TextViews`.
template <typename Texts>
auto best_view(const Texts& texts, std::string_view tag) -> TextViewInLanguage {
  for (const std::string_view wanted : {tag, std::string_view("en")}) {
    for (const auto& [key, text] : texts) {
      if (key == wanted && !text.empty()) return {text, key};
    }
  }
  for (const auto& [key, text] : texts) {
    if (!text.empty()) return {text, key};
  }
  return {"", tag};
}
template <typename Texts>
auto best_text(const Texts& texts, std::string_view tag) -> TextInLanguage {
  return best_view(texts, tag).kept();
}

/// The text of an author, from where it stands in the answer; nothing if the answer is no text.
auto written_text(const Answer& answer, std::string_view tag) -> std::optional<TextViewInLanguage>;

/// A value as it is read in that language.
auto formatted(const Model& model, const Answer& answer, std::string_view tag) -> TextInLanguage;

/// `6 EAP`, `1,5 ECTS`, `490 eurot`.
auto formatted(const Model& model, const Quantity& quantity, std::string_view tag) -> std::string;

}  // namespace kava
