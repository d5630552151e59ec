// SPDX-License-Identifier: Apache-2.0
#include <cmark.h>

#include <algorithm>
#include <memory>

#include "compiler/emit/html.h"

namespace kava {

/// Walks cmark's tree and writes the part of it that a form may show.
class MarkdownWriter {
 public:
  explicit MarkdownWriter(Html& html) : html_(html) {}

  void document(cmark_node* root) {
    cmark_node* first = cmark_node_first_child(root);
    const bool single = first != nullptr && cmark_node_next(first) == nullptr &&
                        cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH;
    children(single ? first : root);
  }

 private:
  void children(cmark_node* node) {
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr;
         child = cmark_node_next(child))
      write(child);
  }

  void wrapped(cmark_node* node, std::string_view name) {
    const auto element = html_.element(name);
    children(node);
  }

  static auto literal(cmark_node* node) -> std::string_view {
    const char* text = cmark_node_get_literal(node);
    return text == nullptr ? std::string_view() : std::string_view(text);
  }

  void write(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        if (tight_) return children(node);
        return wrapped(node, "p");
      case CMARK_NODE_BLOCK_QUOTE: return wrapped(node, "blockquote");
      case CMARK_NODE_LIST: return list(node);
      case CMARK_NODE_ITEM: return wrapped(node, "li");
      // A heading would break the outline of the form.
      case CMARK_NODE_HEADING: return heading(node);
      case CMARK_NODE_CODE_BLOCK: {
        const auto pre = html_.element("pre");
        return html_.element_with("code", literal(node));
      }
      case CMARK_NODE_THEMATIC_BREAK: return html_.empty_element("hr");
      case CMARK_NODE_TEXT:
      case CMARK_NODE_HTML_BLOCK:
      case CMARK_NODE_HTML_INLINE: return html_.text(literal(node));
      case CMARK_NODE_CODE: return html_.element_with("code", literal(node));
      case CMARK_NODE_SOFTBREAK: return html_.text("\n");
      case CMARK_NODE_LINEBREAK: return html_.empty_element("br");
      case CMARK_NODE_EMPH: return wrapped(node, "em");
      case CMARK_NODE_STRONG: return wrapped(node, "strong");
      case CMARK_NODE_LINK: return link(node);
      default: return children(node);
    }
  }

  void heading(cmark_node* node) {
    const auto paragraph = html_.element("p");
    wrapped(node, "strong");
  }

  void list(cmark_node* node) {
    const bool outer = tight_;
    tight_ = cmark_node_get_list_tight(node) != 0;
    wrapped(node, cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "ol" : "ul");
    tight_ = outer;
  }

  /// Only addresses that lead to a page or a mailbox; any other is left as its text.
  void link(cmark_node* node) {
    const char* address = cmark_node_get_url(node);
    const std::string_view url =
        address == nullptr ? std::string_view() : std::string_view(address);
    const bool harmless =
        url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:");
    if (!harmless) return children(node);
    const auto element = html_.element("a", {{"href", url}});
    children(node);
  }

  Html& html_;
  bool tight_ = false;
};

namespace {

auto may_be_mark(char c) -> bool {
  static constexpr ByteTable table = byte_table([](unsigned char byte) {
    return std::string_view("*_`[]#>-+\\<&\n!1234567890").find(static_cast<char>(byte)) !=
           std::string_view::npos;
  });
  return table[static_cast<unsigned char>(c)];
}

}  // namespace

void Html::commonmark(std::string_view source) {
  // Most texts have no mark in them: they are escaped as they are.
  if (std::ranges::none_of(source, may_be_mark)) return escaped(source);
  const std::unique_ptr<cmark_node, void (*)(cmark_node*)> root(
      cmark_parse_document(source.data(), source.size(), CMARK_OPT_DEFAULT), cmark_node_free);
  MarkdownWriter(*this).document(root.get());
}

}  // namespace kava
