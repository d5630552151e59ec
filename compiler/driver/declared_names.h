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
  explicit DeclaredNames(std::string_view text)
      : begin_(text.data()), at_(text.data()), end_(text.data() + text.size()) {}

  /// The next declared name; empty at the end of the file.
  auto next() -> std::string_view {
    for (;;) {
      const std::string_view word = member();
      if (word.empty()) return {};
      while (at_ != end_ && (*at_ == ' ' || *at_ == '\t')) ++at_;
      const std::string_view name = this->name();
      if (!name.empty() && word != "use") return name;
    }
  }

 private:
  using Place = const char*;

  static auto is_name(char c) -> bool {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || c == '_' || (byte >= '0' && byte <= '9') ||
           (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  }
  static auto is_blank(char c) -> bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  /// What stands so far behind a place; NUL behind the end.
  auto behind(Place p, ptrdiff_t ahead) const -> char { return end_ - p > ahead ? p[ahead] : '\0'; }

  /// The word that opens the next member at the top level. A member begins a line, or follows `}`
  /// or `;`; a line that begins with anything but a name continues the one above.
  auto member() -> std::string_view {
    for (;;) {
      if (depth_ > 0) skip_block();
      if (at_ == end_) return {};
      const bool fresh = fresh_;
      const char c = *at_;
      if (c == '/' && begins_comment(at_)) {
        at_ = behind_comment(at_);
      } else if (c == '\n' || c == '\r') {
        fresh_ = fresh_ || !joins_;
        ++at_;
      } else if (is_blank(c)) {
        ++at_;
      } else if (c == '"') {
        at_ = behind_text(at_);
        used(false);
      } else if (is_name(c)) {
        const std::string_view word = name();
        used(false);
        if (fresh) return word;
      } else {
        punctuation(c);
      }
    }
  }

  /// To the end of the blocks that are open, or of the file: a file is mostly blocks.
  void skip_block() {
    Place p = at_;
    while (depth_ > 0) {
      p = find_byte(p, end_, [](auto bytes) {
        return (bytes == '"') | (bytes == '/') | (bytes == '{') | (bytes == '}');
      });
      if (p == end_) break;
      if (*p == '"') {
        p = behind_text(p);
      } else if (*p == '/') {
        p = begins_comment(p) ? behind_comment(p) : p + 1;
      } else {
        depth_ = *p == '{' ? depth_ + 1 : depth_ - 1;
        ++p;
      }
    }
    at_ = p;
    if (depth_ > 0) return;
    used(false);
    fresh_ = true;
  }

  void used(bool joins) {
    fresh_ = false;
    joins_ = joins;
  }

  void punctuation(char c) {
    ++at_;
    if (c == '{') ++depth_;
    used(c == ',' || c == '.' || c == '(');
    fresh_ = c == '}' || c == ';';
  }

  auto name() -> std::string_view {
    const Place begin = at_;
    while (at_ != end_ && is_name(*at_)) ++at_;
    return {begin, static_cast<size_t>(at_ - begin)};
  }

  auto begins_comment(Place p) const -> bool { return behind(p, 1) == '/' || behind(p, 1) == '*'; }

  auto behind_comment(Place p) const -> Place {
    const std::string_view rest(p, static_cast<size_t>(end_ - p));
    const bool to_line_end = p[1] == '/';
    const size_t end = to_line_end ? rest.find('\n') : rest.find("*/", 2);
    return end == std::string_view::npos ? end_ : p + end + (to_line_end ? 0 : 2);
  }

  /// Behind a text, or a text block (`"""…"""`).
  auto behind_text(Place p) const -> Place {
    const bool is_block = behind(p, 1) == '"' && behind(p, 2) == '"';
    for (p += is_block ? 3 : 1;; ++p) {
      p = find_byte(p, end_, [](auto bytes) { return bytes == '"'; });
      if (p == end_) return end_;
      if (is_escaped(p)) continue;
      if (!is_block) return p + 1;
      if (behind(p, 1) == '"' && behind(p, 2) == '"') return p + 3;
    }
  }

  /// True after an odd number of backslashes.
  auto is_escaped(Place p) const -> bool {
    Place first = p;
    while (first != begin_ && first[-1] == '\\') --first;
    return (p - first) % 2 == 1;
  }

  Place begin_, at_, end_;
  size_t depth_ = 0;
  bool fresh_ = true;   ///< A name here would open a member.
  bool joins_ = false;  ///< What stood last joins the next line to its own.
};

}  // namespace kava
