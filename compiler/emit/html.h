// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstring>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

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

  Html() = default;

  void doctype() { put("<!DOCTYPE html>\n"); }
  [[nodiscard]] auto element(std::string_view name, Attributes attributes = {}) -> Element;
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
  void line_break() { put("\n"); }
  /// From now on what a reader sees, the text without the markup, is added there too; a null
  /// pointer ends that.
  void tell(std::string* said) { said_ = said; }
  auto take() -> std::string;

 private:
  friend class MarkdownWriter;
  void open(std::string_view name, Attributes attributes);
  void close(std::string_view name);
  void escaped(std::string_view text);
  /// Makes room for so many bytes more.
  void need(size_t bytes);
  /// Writes where there is room already.
  void put_unchecked(std::string_view text) {
    std::memcpy(out_.get() + used_, text.data(), text.size());
    used_ += text.size();
  }
  void put(std::string_view text) {
    need(text.size());
    put_unchecked(text);
  }

  static constexpr size_t usual_size = 1U << 15U;
  /// A page is many small pieces: here each is copied, and nothing else is done.
  size_t room_ = usual_size;
  size_t used_ = 0;
  std::unique_ptr<char[]> out_{new char[usual_size]};
  std::string* said_ = nullptr;
};

}  // namespace kava
