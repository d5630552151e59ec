// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/id.h"

namespace kava {

struct Source;
/// Which file; ids are given in the order in which files are reported.
using SourceId = Id<Source>;

/// Bytes `offset` .. `offset + length` of one source. Line and column are computed when printed.
struct Span {
  uint32_t offset = 0;
  uint32_t length = 0;
  constexpr auto end() const -> uint32_t { return offset + length; }
  friend constexpr auto operator==(Span, Span) -> bool = default;
};

/// From the start of `first` to the end of `last`.
constexpr auto joined(Span first, Span last) -> Span {
  return {first.offset, last.end() > first.offset ? last.end() - first.offset : first.length};
}

/// A place in some source.
struct Location {
  SourceId source;
  Span span;
  friend constexpr auto operator==(Location, Location) -> bool = default;
};

/// A text and how it is called. The text is UTF-8 or is about to be reported.
struct Source {
  SourceId id;
  std::string path;    ///< As printed: relative to where the user stands, or `stdlib/…`.
  std::string module;  ///< Dotted name of the module its folder is; empty for a lone file.
  std::string_view text;
};

/// A line and a column, both from 1. Columns count characters (code points), not bytes.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;
};

/// Finds lines of one text. Line ends are LF, CR LF and CR.
class Lines {
 public:
  explicit Lines(std::string_view text);
  auto at(uint32_t offset) const -> LineColumn;
  /// Text of a line (from 1) without its end.
  auto text(uint32_t line) const -> std::string_view;
  auto whole() const -> std::string_view { return text_; }
  auto start(uint32_t line) const -> uint32_t { return starts_[line - 1]; }
  auto count() const -> uint32_t { return static_cast<uint32_t>(starts_.size()); }

 private:
  std::string_view text_;
  std::vector<uint32_t> starts_;
};

}  // namespace kava
