// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "compiler/format/format.h"

namespace kava {
namespace {

constexpr uint32_t context = 3;

/// The lines of a text with their ends.
struct LineTable {
  explicit LineTable(std::string_view whole) : text(whole) {
    for (size_t at = 0; at < text.size();) {
      starts.push_back(static_cast<uint32_t>(at));
      at = std::min(text.find('\n', at), text.size() - 1) + 1;
    }
  }
  auto count() const -> uint32_t { return static_cast<uint32_t>(starts.size()); }
  auto line_of(uint32_t offset) const -> uint32_t {
    const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
    return after == starts.begin() ? 0 : static_cast<uint32_t>(after - starts.begin()) - 1;
  }
  auto at(uint32_t line) const -> std::string_view {
    const uint32_t end = line + 1 < count() ? starts[line + 1] : static_cast<uint32_t>(text.size());
    return text.substr(starts[line], end - starts[line]);
  }
  std::string_view text;
  std::vector<uint32_t> starts;
};

/// Lines `before` .. `before_end` became `after` .. `after_end`; the lines between two changes are
/// the same.
struct Change {
  uint32_t before, before_end, after, after_end;
};

auto changes_of(const LineTable& a, const LineTable& b, const std::vector<Replacement>& list)
    -> std::vector<Change> {
  std::vector<Change> changes;
  for (const Replacement& r : list) {
    const Change c{a.line_of(r.before.offset), std::min(a.line_of(r.before.end()) + 1, a.count()),
                   b.line_of(r.after.offset), std::min(b.line_of(r.after.end()) + 1, b.count())};
    if (!changes.empty() &&
        (c.before < changes.back().before_end || c.after < changes.back().after_end)) {
      changes.back().before_end = std::max(changes.back().before_end, c.before_end);
      changes.back().after_end = std::max(changes.back().after_end, c.after_end);
    } else {
      changes.push_back(c);
    }
  }
  for (Change& c : changes) {  // Whole lines were taken; those at the edges may be the same.
    while (c.before < c.before_end && c.after < c.after_end && a.at(c.before) == b.at(c.after)) {
      ++c.before, ++c.after;
    }
    while (c.before < c.before_end && c.after < c.after_end &&
           a.at(c.before_end - 1) == b.at(c.after_end - 1)) {
      --c.before_end, --c.after_end;
    }
  }
  std::erase_if(changes,
                [](const Change& c) { return c.before == c.before_end && c.after == c.after_end; });
  return changes;
}

void write_line(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

/// `12,3` as in the head of a hunk; an empty range names the line before it.
auto range(uint32_t first, uint32_t end) -> std::string {
  const uint32_t length = end - first;
  if (length == 1) return std::to_string(first + 1);
  return fmt::format("{},{}", length == 0 ? first : first + 1, length);
}

/// Writes the changes `first` .. `last`, which are near each other, as one hunk.
void write_hunk(std::string& out, const LineTable& a, const LineTable& b, const Change* first,
                const Change* last) {
  const uint32_t lead = std::min(first->before, context);
  const uint32_t tail = std::min(a.count() - (last - 1)->before_end, context);
  out += fmt::format("@@ -{} +{} @@\n", range(first->before - lead, (last - 1)->before_end + tail),
                     range(first->after - lead, (last - 1)->after_end + tail));
  uint32_t line = first->before - lead;
  for (const Change* c = first; c != last; ++c) {
    for (; line < c->before; ++line) write_line(out, ' ', a.at(line));
    for (; line < c->before_end; ++line) write_line(out, '-', a.at(line));
    for (uint32_t i = c->after; i < c->after_end; ++i) write_line(out, '+', b.at(i));
  }
  for (const uint32_t end = line + tail; line < end; ++line) write_line(out, ' ', a.at(line));
}

}  // namespace

auto unified_diff(std::string_view before, const Formatted& after, std::string_view path)
    -> std::string {
  const LineTable a(before), b(after.text);
  const std::vector<Change> changes = changes_of(a, b, after.replacements);
  if (changes.empty()) return {};
  std::string out = fmt::format("--- {}\n+++ {}\n", path, path);
  for (size_t first = 0; first < changes.size();) {
    size_t last = first + 1;
    while (last < changes.size() &&
           changes[last].before - changes[last - 1].before_end <= 2 * context) {
      ++last;
    }
    write_hunk(out, a, b, &changes[first], changes.data() + last);
    first = last;
  }
  return out;
}

}  // namespace kava
