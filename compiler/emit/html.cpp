// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/html.h"

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

void Html::escaped(std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out_ += "&amp;"; break;
      case '<': out_ += "&lt;"; break;
      case '>': out_ += "&gt;"; break;
      case '"': out_ += "&quot;"; break;
      case '\n':
      case '\t': out_ += c; break;
      default:
        // HTML forbids control characters: each is shown by the sign for what cannot be shown.
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) out_ += "\uFFFD";
        else out_ += c;
    }
  }
}

}  // namespace kava
