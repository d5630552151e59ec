// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/html.h"

#include <algorithm>
#include <array>

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
  put("<style>");
  put(css);
  put("</style>");
}

auto Html::take() -> std::string { return {out_.get(), used_}; }

void Html::need(size_t bytes) {
  if (room_ - used_ >= bytes) return;
  room_ = std::max(room_ * 2, used_ + bytes);
  std::unique_ptr<char[]> larger(new char[room_]);
  std::memcpy(larger.get(), out_.get(), used_);
  out_ = std::move(larger);
}

void Html::open(std::string_view name, Attributes attributes) {
  if (said_ != nullptr) *said_ += '\n';
  need(name.size() + 2);
  put_unchecked("<");
  put_unchecked(name);
  for (const auto& [key, value] : attributes) {
    need(key.size() + 3);
    put_unchecked(" ");
    put_unchecked(key);
    put_unchecked("=\"");
    escaped(value);
    put("\"");
  }
  put(">");
}

void Html::close(std::string_view name) {
  need(name.size() + 3);
  put_unchecked("</");
  put_unchecked(name);
  put_unchecked(">");
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

constexpr size_t longest_replacement = std::string_view("&quot;").size();

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
  need(text.size() * longest_replacement);
  size_t copied = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (stands_for_itself(text[i])) continue;
    put_unchecked(text.substr(copied, i - copied));
    put_unchecked(replacement(text[i]));
    copied = i + 1;
  }
  put_unchecked(text.substr(copied));
}

}  // namespace kava
