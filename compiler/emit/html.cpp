// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/html.h"

#include <array>

namespace kava {

auto Html::element(std::string_view name, Attributes attributes) -> Element {
  open(name, attributes);
  return {*this, name};
}

void Html::text(std::string_view text) { escaped(text); }

void Html::element_with(std::string_view name, std::string_view text, Attributes attributes) {
  open(name, attributes);
  escaped(text);
  close(name);
}

void Html::empty_element(std::string_view name, Attributes attributes) { open(name, attributes); }

void Html::open(std::string_view name, Attributes attributes) {
  out_ += '<';
  out_ += name;
  for (const auto& [key, value] : attributes) {
    out_ += ' ';
    out_ += key;
    out_ += "=\"";
    escaped(value);
    out_ += '"';
  }
  out_ += '>';
}

void Html::close(std::string_view name) {
  out_ += "</";
  out_ += name;
  out_ += '>';
}

namespace {

/// What stands in HTML for a character that cannot stand there itself.
auto replacement(char c) -> std::string_view {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    // HTML forbids control characters: each is shown by the sign for what cannot be shown.
    default: return "\uFFFD";
  }
}

auto stands_for_itself(char c) -> bool {
  static constexpr auto table = [] {
    std::array<bool, 256> result{};
    for (size_t i = 0; i < result.size(); ++i) {
      const bool markup = i == '&' || i == '<' || i == '>' || i == '"';
      const bool control = (i < 0x20 && i != '\n' && i != '\t') || i == 0x7F;
      result[i] = !markup && !control;
    }
    return result;
  }();
  return table[static_cast<unsigned char>(c)];
}

}  // namespace

void Html::escaped(std::string_view text) {
  size_t copied = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (stands_for_itself(text[i])) continue;
    out_.append(text, copied, i - copied);
    out_ += replacement(text[i]);
    copied = i + 1;
  }
  out_.append(text, copied);
}

}  // namespace kava
