// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/json_text.h"

#include <charconv>
#include <limits>

namespace kava {
namespace {

struct JsonEscapes {
  static constexpr auto is_mark(auto c) { return (c < 0x20) | (c == '"') | (c == '\\'); }

  static auto replacement(unsigned char c) -> std::string_view {
    switch (c) {
      case '"': return "\\\"";
      case '\\': return "\\\\";
      case '\t': return "\\t";
      case '\n': return "\\n";
      case '\r': return "\\r";
      default: return {numbered[c].data(), numbered[c].size()};
    }
  }

  static constexpr size_t longest = std::string_view("\\u001f").size();
  /// Control characters by their numbers.
  static constexpr auto numbered = [] {
    std::array<std::array<char, longest>, 0x20> result{};
    for (size_t i = 0; i < result.size(); ++i)
      result[i] = {'\\', 'u', '0', '0', i < 0x10 ? '0' : '1', "0123456789abcdef"[i % 0x10]};
    return result;
  }();
};

}  // namespace

void JsonText::key(std::string_view name) {
  separate();
  out_.need(name.size() + std::string_view("\"\": ").size());
  out_.put_unchecked('"');
  out_.put_unchecked(name);
  out_.put_unchecked("\": ");
  after_key_ = true;
}

void JsonText::any_key(std::string_view text) {
  separate();
  quoted(text);
  out_.put(": ");
  after_key_ = true;
}

void JsonText::value(std::string_view text) {
  begin_value();
  quoted(text);
}

void JsonText::quoted(std::string_view text) {
  out_.need(text.size() * JsonEscapes::longest + std::string_view("\"\"").size());
  out_.put_unchecked('"');
  out_.put_escaped_unchecked<JsonEscapes>(text);
  out_.put_unchecked('"');
}

void JsonText::value(int64_t number) {
  char digits[std::numeric_limits<int64_t>::digits10 + 2];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  raw({digits, end});
}

void JsonText::raw(std::string_view literal) {
  begin_value();
  out_.put(literal);
}

void JsonText::open(char bracket) {
  begin_value();
  out_.put(bracket);
  ++depth_;
  is_empty_ = true;
}

void JsonText::close(char bracket) {
  --depth_;
  if (!is_empty_) new_line();
  out_.put(bracket);
  is_empty_ = false;
}

void JsonText::begin_value() {
  if (!after_key_ && depth_ > 0) separate();
  after_key_ = false;
}

void JsonText::separate() {
  if (!is_empty_) out_.put(',');
  is_empty_ = false;
  new_line();
}

void JsonText::new_line() {
  out_.put('\n');
  out_.put_times(2 * depth_, ' ');
}

}  // namespace kava
