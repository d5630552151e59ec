// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/excerpt.h"

#include <fmt/format.h>
#include <llvm/Support/Unicode.h>

#include <algorithm>
#include <tuple>

namespace kava {
namespace {

// What fits beside a line number on a wide terminal, and what is shown to the left of a mark.
constexpr size_t longest_line = 160;
constexpr size_t before_mark = 48;
constexpr size_t tab_width = 4;

/// Part of one line, as it is shown, and where each of its bytes stands in it.
struct Shown {
  std::string text;
  std::vector<size_t> cells;  ///< One per byte of the part and one for its end.
};

/// A mark with the part of its line (in bytes from the start of the line) that it underlines.
struct Placed {
  const Mark* mark;
  uint32_t line;
  size_t from, to;
};

auto is_continuation(char c) -> bool { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Bytes of the character that starts here; 1 for a byte that starts none.
auto character_length(std::string_view text, size_t at) -> size_t {
  size_t length = 1;
  while (length < 4 && at + length < text.size() && is_continuation(text[at + length])) ++length;
  const auto lead = static_cast<unsigned char>(text[at]);
  const size_t announced = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : lead >= 0xC0U ? 2 : 1;
  return std::min(length, announced);
}

/// Appends one character, or U+FFFD for what a terminal would obey instead of show; returns its
/// width.
auto append_character(std::string& out, std::string_view character) -> size_t {
  const auto lead = static_cast<unsigned char>(character.front());
  if (lead >= 0x20 && lead < 0x7F) {
    out += character;
    return 1;
  }
  // Marks of direction (U+202A…, U+2066…) reorder a whole line and have no width: nothing shows
  // them.
  const int width = llvm::sys::unicode::columnWidthUTF8({character.data(), character.size()});
  const bool reorders = character.size() == 3 && lead == 0xE2 && width == 0;
  if (width < 0 || reorders) {
    out += "\uFFFD";
    return 1;
  }
  out += character;
  return static_cast<size_t>(width);
}

auto shown(std::string_view part) -> Shown {
  Shown result;
  result.cells.reserve(part.size() + 1);
  size_t cell = 0;
  for (size_t i = 0; i < part.size();) {
    const size_t length = character_length(part, i);
    result.cells.insert(result.cells.end(), length, cell);
    if (part[i] == '\t') {
      const size_t blanks = tab_width - cell % tab_width;
      result.text.append(blanks, ' ');
      cell += blanks;
    } else {
      cell += append_character(result.text, part.substr(i, length));
    }
    i += length;
  }
  result.cells.push_back(cell);
  return result;
}

/// The bytes of a line to show so that `placed` can be seen.
auto window(std::string_view line, const Placed& placed) -> std::pair<size_t, size_t> {
  if (line.size() <= longest_line) return {0, line.size()};
  size_t from = placed.from > before_mark ? placed.from - before_mark : 0;
  size_t to = std::min(line.size(), from + longest_line);
  while (from > 0 && is_continuation(line[from])) --from;
  while (to < line.size() && is_continuation(line[to])) ++to;
  return {from, to};
}

/// The underlines below one shown line: the mistake first, a note beside it where it fits.
class Underlines {
 public:
  Underlines(std::string& out, const Palette& palette) : out_(out), palette_(palette) {}
  ~Underlines() { finish(); }
  Underlines(const Underlines&) = delete;
  auto operator=(const Underlines&) -> Underlines& = delete;

  void add(size_t from, size_t to, const Mark& mark) {
    if (open_ && (closed_ || from <= cell_)) finish();
    if (!open_) out_ += fmt::format("      {}|{} ", palette_.gutter, palette_.reset);
    open_ = true;
    out_.append(from - cell_, ' ');
    out_ += mark.primary ? palette_.severity : palette_.note;
    out_.append(std::max<size_t>(1, to - from), mark.primary ? '^' : '-');
    cell_ = from + std::max<size_t>(1, to - from);
    if (!mark.words.empty()) {
      out_ += ' ';
      out_ += mark.words;
      closed_ = true;
    }
    out_ += palette_.reset;
  }

 private:
  void finish() {
    if (open_) out_ += '\n';
    open_ = closed_ = false;
    cell_ = 0;
  }

  std::string& out_;
  const Palette& palette_;
  size_t cell_ = 0;
  bool open_ = false, closed_ = false;
};

void append_line(std::string& out, uint32_t number, std::string_view text, const Palette& palette) {
  out += fmt::format("{}{:5} |{}", palette.gutter, number, palette.reset);
  const size_t end = text.find_last_not_of(' ');
  if (end != std::string_view::npos) {
    out += ' ';
    out += text.substr(0, end + 1);
  }
  out += '\n';
}

/// Shows the line of the first mark and underlines all the marks that can be seen in it; returns
/// how many those were.
auto append_marked_line(std::string& out, const Lines& lines, const Placed* first,
                        const Placed* end, const Palette& palette) -> const Placed* {
  const std::string_view line = lines.text(first->line);
  const auto [from, to] = window(line, *first);
  Shown part = shown(line.substr(from, to - from));
  const size_t shift = from > 0 ? 1 : 0;
  if (from > 0) part.text.insert(0, "…");
  if (to < line.size()) part.text += "…";
  append_line(out, first->line, part.text, palette);
  Underlines underlines(out, palette);
  const Placed* next = first;
  for (; next != end && next->line == first->line; ++next) {
    const bool visible = next->from >= from && next->from <= to;
    if (next != first && !visible) break;
    const size_t stop = std::min(next->to, to);
    underlines.add(part.cells[next->from - from] + shift, part.cells[stop - from] + shift,
                   *next->mark);
  }
  return next;
}

auto placed(const Lines& lines, const Mark& mark) -> Placed {
  const uint32_t line = lines.at(mark.span.offset).line;
  const size_t length = lines.text(line).size();
  const uint32_t start = lines.start(line);
  const size_t from = std::min<size_t>(std::max(mark.span.offset, start) - start, length);
  return {&mark, line, from, std::min<size_t>(from + mark.span.length, length)};
}

}  // namespace

void append_excerpt(std::string& out, const Lines& lines, std::vector<Mark> marks,
                    const Palette& palette) {
  std::vector<Placed> order;
  for (const Mark& mark : marks) order.push_back(placed(lines, mark));
  std::stable_sort(order.begin(), order.end(), [](const Placed& a, const Placed& b) {
    return std::tuple(a.line, !a.mark->primary, a.from) <
           std::tuple(b.line, !b.mark->primary, b.from);
  });
  const Placed* const end = order.data() + order.size();
  for (const Placed* next = order.data(); next != end;) {
    next = append_marked_line(out, lines, next, end, palette);
  }
}

auto printable(std::string_view text, bool multiline) -> std::string {
  std::string result;
  for (size_t i = 0; i < text.size();) {
    const size_t length = character_length(text, i);
    const char c = text[i];
    if (c == '\n' && multiline) {
      result += c;
    } else if (c == '\n' || c == '\t') {
      result += ' ';
    } else {
      append_character(result, text.substr(i, length));
    }
    i += length;
  }
  return result;
}

}  // namespace kava
