// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/emit/text_buffer.h"

namespace kava {

/// Writes HTML of which every text is escaped: what an author writes cannot become markup or
/// script. Elements are closed in the order in which they were opened.
class Html {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// Writes `<name …>` and, when the result goes out of scope, `</name>`.
  class Element {
   public:
    Element(Html& html, std::string_view name) : html_(html), name_(name) {}
    Element(const Element&) = delete;
    auto operator=(const Element&) -> Element& = delete;
    ~Element() { html_.close(name_); }

   private:
    Html& html_;
    std::string_view name_;
  };

  /// A start tag that stands in the source of this compiler, as it is written: nothing in it is
  /// escaped, and nothing of an author's can become one.
  class Tag {
   public:
    consteval Tag(const char* written)  // NOLINT: a constant is a tag
        : start(written), name(start.substr(1, start.find_first_of(" >") - 1)) {
      if (!start.starts_with('<') || !start.ends_with('>')) throw "no start tag";
    }
    std::string_view start, name;
  };

  Html() = default;

  void doctype() { out_.put("<!DOCTYPE html>\n"); }
  [[nodiscard]] auto element(std::string_view name, Attributes attributes = {}) -> Element;
  [[nodiscard]] auto tagged(Tag tag) -> Element {
    begin_element();
    out_.put(tag.start);
    return {*this, tag.name};
  }
  void tagged_with(Tag tag, std::string_view text) {
    const auto element = tagged(tag);
    this->text(text);
  }
  void text(std::string_view text);
  /// An element with text and nothing else.
  void element_with(std::string_view name, std::string_view text, Attributes attributes = {});
  void empty_element(std::string_view name, Attributes attributes = {});
  /// A style sheet as it is; only for text of ours, never an author's.
  void style(std::string_view css);
  /// Text of an author in CommonMark. Of it come paragraphs, lists, emphasis, code, quotations and
  /// links to web and mail addresses; headings become strong text, pictures their description, and
  /// raw HTML stays visible as text. A single paragraph is written without `<p>`.
  void commonmark(std::string_view source);
  void line_break() { out_.put('\n'); }
  /// From now on what a reader sees, the text without the markup, is added there too; a null
  /// pointer ends that.
  void tell(std::string* said) { said_ = said; }
  /// What has been written so far; in a buffer that `clear` empties for the next page.
  auto page() const -> std::string_view { return out_.text(); }
  void clear() { out_.clear(); }
  auto take() -> std::string { return std::string(page()); }

 private:
  friend class MarkdownWriter;
  void open(std::string_view name, Attributes attributes);
  void begin_element() {
    if (said_ != nullptr) *said_ += '\n';
  }
  void close(std::string_view name) {
    out_.need(name.size() + std::string_view("</>").size());
    out_.put_unchecked("</");
    out_.put_unchecked(name);
    out_.put_unchecked('>');
  }
  void escaped(std::string_view text);

  TextBuffer out_;
  std::string* said_ = nullptr;
};

}  // namespace kava
