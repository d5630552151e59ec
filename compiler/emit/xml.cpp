// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/xml.h"

namespace kava {
namespace {

/// Control characters other than tabs and ends of lines cannot be in a file at all.
auto replacement_of(unsigned char c) -> std::string_view {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t': return "&#09;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    default: return "\uFFFD";
  }
}
constexpr size_t longest_replacement = std::string_view("&quot;").size();

struct TextEscapes {
  static constexpr auto is_mark(auto c) {
    const auto control = (c < 0x20) & (c != '\n') & (c != '\t') & (c != '\r');
    return (c == '&') | (c == '<') | (c == '>') | control;
  }
  static auto replacement(unsigned char c) -> std::string_view { return replacement_of(c); }
  static constexpr size_t longest = longest_replacement;
};

/// In an attribute a reader takes tabs and ends of lines for blanks.
struct AttributeEscapes {
  static constexpr auto is_mark(auto c) {
    return (c == '&') | (c == '<') | (c == '"') | (c < 0x20);
  }
  static auto replacement(unsigned char c) -> std::string_view { return replacement_of(c); }
  static constexpr size_t longest = longest_replacement;
};

/// U+FFFE and U+FFFF, which XML 1.0 cannot hold either; both begin with the same two bytes.
struct Noncharacter {
  static constexpr std::string_view begin = "\xEF\xBF";
  static constexpr size_t size = std::string_view("\uFFFE").size();

  static auto at(std::string_view text, size_t from) -> size_t {
    for (;; from += begin.size()) {
      from = text.find(begin, from);
      if (from == std::string_view::npos) return from;
      const std::string_view found = text.substr(from, size);
      if (found == "\uFFFE" || found == "\uFFFF") return from;
    }
  }
};

template <typename Escapes>
void put_escaped(TextBuffer& out, std::string_view text) {
  for (;;) {
    const size_t found = Noncharacter::at(text, 0);
    out.put_escaped<Escapes>(text.substr(0, found));
    if (found == std::string_view::npos) return;
    out.put("\uFFFD");
    text.remove_prefix(found + Noncharacter::size);
  }
}

}  // namespace

void Xml::attribute(std::string_view name, std::string_view value) {
  out_.need(name.size() + std::string_view(" =\"").size());
  out_.put_unchecked(' ');
  out_.put_unchecked(name);
  out_.put_unchecked("=\"");
  put_escaped<AttributeEscapes>(out_, value);
  out_.put('"');
}

void Xml::text(std::string_view text) {
  if (last_ == Last::StartOfElement) out_.put('>');
  put_escaped<TextEscapes>(out_, text);
  last_ = Last::Text;
}

void Xml::open(std::string_view name) {
  if (last_ == Last::StartOfElement) out_.put(">\n");
  indent();
  out_.put('<');
  out_.put(name);
  ++depth_;
  last_ = Last::StartOfElement;
}

void Xml::close(std::string_view name) {
  --depth_;
  if (last_ == Last::StartOfElement) {
    out_.put(" />\n");
  } else {
    if (last_ == Last::EndOfElement) indent();
    out_.put("</");
    out_.put(name);
    out_.put(">\n");
  }
  last_ = Last::EndOfElement;
}

}  // namespace kava
