// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/base/date.h"
#include "compiler/base/rational.h"

namespace kava {

/// Languages in which Kava speaks. Texts of authors may be in any language.
enum class Language : uint8_t { en, et };

/// One text in several languages, as (BCP 47 tag, text), in the order of writing.
using LocalisedText = std::vector<std::pair<std::string, std::string>>;

/// The text in the reader's language, else in English, else the first one; empty if there is none.
auto in_language(const LocalisedText& text, Language language) -> std::string_view;

/// What may stand in a message. Rendered late, in the reader's language.
struct Text {
  std::string text;  ///< Printed as it is.
};
struct Name {
  std::string text;  ///< A word of the definition; printed in backticks.
};
struct Count {
  int64_t value;
};
struct Amount {
  Rational value;
  std::string
      unit;  ///< As the author writes it (`ects`); empty for a bare number; `%` sticks to it.
};
/// The label of a field: `volume` for `credits`. `labels` are those of a declared field; a core
/// word has its own in schema/labels.def.
struct Label {
  std::string word;
  LocalisedText labels;
};

using Argument = std::variant<Text, Name, Count, Amount, Label, Date, LocalisedText>;

/// The argument as it is read: numbers with the decimal mark of the language.
auto rendered(const Argument& argument, Language language) -> std::string;

/// Fills `{0}`, `{1}` … of a message; `{{` and `}}` are braces.
auto filled(std::string_view words, const std::vector<Argument>& arguments, Language language)
    -> std::string;

}  // namespace kava
