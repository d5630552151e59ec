// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/html.h"

namespace kava {

auto Html::element(std::string_view name, Attributes attributes) -> Element {
  open(name, attributes);
  return {*this, name};
}

void Html::text(std::string_view text) {
  if (said_ != nullptr) *said_ += text;
  escaped(text);
}

void Html::element_with(std::string_view name, std::string_view text, Attributes attributes) {
  open(name, attributes);
  this->text(text);
  close(name);
}

void Html::empty_element(std::string_view name, Attributes attributes) { open(name, attributes); }

void Html::style(std::string_view css) {
  out_.put("<style>");
  out_.put(css);
  out_.put("</style>");
}

namespace {

struct HtmlEscapes {
  static constexpr auto is_mark(auto c) {
    const auto markup = (c == '&') | (c == '<') | (c == '>') | (c == '"');
    const auto control = ((c < 0x20) & (c != '\n') & (c != '\t')) | (c == 0x7F);
    return markup | control;
  }

  static auto replacement(unsigned char c) -> std::string_view {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '"': return "&quot;";
      // HTML forbids control characters: each is shown by the sign for what cannot be shown.
      default: return "\uFFFD";
    }
  }
  static constexpr size_t longest = std::string_view("&quot;").size();
};

}  // namespace

void Html::open(std::string_view name, Attributes attributes) {
  begin_element();
  size_t room = name.size() + std::string_view("<>").size();
  for (const auto& [key, value] : attributes)
    room += key.size() + value.size() * HtmlEscapes::longest + std::string_view(" =\"\"").size();
  out_.need(room);
  out_.put_unchecked('<');
  out_.put_unchecked(name);
  for (const auto& [key, value] : attributes) {
    out_.put_unchecked(' ');
    out_.put_unchecked(key);
    out_.put_unchecked("=\"");
    out_.put_escaped_unchecked<HtmlEscapes>(value);
    out_.put_unchecked('"');
  }
  out_.put_unchecked('>');
}

void Html::escaped(std::string_view text) { out_.put_escaped<HtmlEscapes>(text); }

}  // namespace kava
