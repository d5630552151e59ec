// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string_view>

#include "compiler/base/byte_blocks.h"

namespace kava {

/// Finds the names that a file declares at its top level (`course` *ethics* `{ … }`) without
/// parsing it: what is in blocks, texts and comments is stepped over. A wrong file may give a wrong
/// answer; it is only used to decide which files to read.
class DeclaredNames {
 public:
  explicit DeclaredNames(std::string_view text) : text_(text) {}

  /// The next declared name; empty at the end of the file.
  auto next() -> std::string_view {
    for (;;) {
      const std::string_view word = member();
      if (word.empty()) return {};
      skip_blanks();
      const std::string_view name = this->name();
      if (!name.empty() && word != "use") return name;
    }
  }

 private:
  static auto is_name(char c) -> bool {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || c == '_' || (byte >= '0' && byte <= '9') ||
           (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  }
  static auto is_blank(char c) -> bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  auto at(size_t ahead = 0) const -> char {
    return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
  }
  auto done() const -> bool { return position_ >= text_.size(); }

  /// The word that opens the next member at the top level. A member begins a line, or follows `}`
  /// or
  /// `;`; a line that begins with anything but a name continues the one above.
  auto member() -> std::string_view {
    while (!done()) {
      if (depth_ > 0) skip_block();
      const bool fresh = fresh_;
      const char c = at();
      if (skip_comment()) continue;
      if (c == '\n' || c == '\r') {
        fresh_ = fresh_ || !joins_;
        ++position_;
      } else if (is_blank(c)) {
        ++position_;
      } else if (c == '"') {
        skip_text();
        used(false);
      } else if (is_name(c)) {
        const std::string_view word = name();
        used(false);
        if (fresh && depth_ == 0) return word;
      } else {
        punctuation(c);
      }
    }
    return {};
  }

  /// To the end of the blocks that are open, or of the file: a file is mostly blocks.
  void skip_block() {
    while (depth_ > 0) {
      skip_plain();
      if (done()) return;
      const char c = at();
      if (c == '"') {
        skip_text();
      } else if (c != '/' || !skip_comment()) {
        depth_ += c == '{';
        depth_ -= c == '}';
        ++position_;
      }
    }
    used(false);
    fresh_ = true;
  }

  /// To the next byte that matters in a block, or to the end of the file.
  void skip_plain() {
    const char* const end = text_.data() + text_.size();
    const char* const found = find_byte(text_.data() + position_, end, [](auto bytes) {
      return (bytes == '"') | (bytes == '/') | (bytes == '{') | (bytes == '}');
    });
    position_ = static_cast<size_t>(found - text_.data());
  }

  void used(bool joins) {
    fresh_ = false;
    joins_ = joins;
  }

  void punctuation(char c) {
    ++position_;
    if (c == '{') ++depth_;
    if (c == '}' && depth_ > 0) --depth_;
    used(c == ',' || c == '.' || c == '(');
    fresh_ = c == '}' || c == ';';
  }

  auto name() -> std::string_view {
    const size_t begin = position_;
    while (!done() && is_name(at())) ++position_;
    return text_.substr(begin, position_ - begin);
  }

  void skip_blanks() {
    while (!done() && (at() == ' ' || at() == '\t')) ++position_;
  }

  auto skip_comment() -> bool {
    if (at() != '/' || (at(1) != '/' && at(1) != '*')) return false;
    const size_t end = at(1) == '/' ? text_.find('\n', position_) : text_.find("*/", position_ + 2);
    const size_t length = at(1) == '/' ? 0 : 2;
    position_ = end == std::string_view::npos ? text_.size() : end + length;
    return true;
  }

  /// A text, or a text block (`"""…"""`). Most of a file is texts, so the next quotation mark is
  /// searched for as fast as the machine can.
  void skip_text() {
    const bool is_block = at(1) == '"' && at(2) == '"';
    size_t from = position_ + (is_block ? 3 : 1);
    for (;;) {
      const size_t quote = text_.find('"', from);
      if (quote == std::string_view::npos) break;
      from = quote + 1;
      if (is_escaped(quote)) continue;
      position_ = quote;
      if (is_block && (at(1) != '"' || at(2) != '"')) continue;
      position_ += is_block ? 3 : 1;
      return;
    }
    position_ = text_.size();
  }

  /// True after an odd number of backslashes.
  auto is_escaped(size_t at) const -> bool {
    size_t first = at;
    while (first > 0 && text_[first - 1] == '\\') --first;
    return (at - first) % 2 == 1;
  }

  std::string_view text_;
  size_t position_ = 0;
  size_t depth_ = 0;
  bool fresh_ = true;   ///< A name here would open a member.
  bool joins_ = false;  ///< What stood last joins the next line to its own.
};

}  // namespace kava
