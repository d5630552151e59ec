// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_github.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/parts.h"

namespace kava {
namespace {

auto command_of(Severity severity) -> std::string_view {
  switch (severity) {
    case Severity::Note:
    case Severity::Hint: return "notice";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
  }
  return {};
}

/// What would end a command is written as `%` and two digits; in a property also what would end it.
auto escaped(std::string_view text, bool is_property) -> std::string {
  std::string result;
  for (const char c : text) {
    const bool special =
        c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ','));
    if (special) {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      result += c;
    }
  }
  return result;
}

/// `,line=7,endLine=7,col=12,endColumn=17`. GitHub wants no columns of what spans lines, and the
/// last column that belongs to it, not the one after.
auto region_of(const Region& region) -> std::string {
  std::string result = fmt::format(",line={},endLine={}", region.start.line, region.end.line);
  if (region.start.line == region.end.line) {
    const uint32_t last = std::max(region.start.column, region.end.column - 1);
    result += fmt::format(",col={},endColumn={}", region.start.column, last);
  }
  return result;
}

}  // namespace

void GithubDiagnostics::add(std::string& out, const Report& report, const SourceLookup& sources) {
  const DiagnosticRow& row = diagnostic_rows()[report.message.row];
  const Place place = place_of(report.where, sources);
  out += fmt::format("::{} ", command_of(report.severity));
  if (!place.path.empty()) {
    out += fmt::format("file={}", escaped(place.path, true));
    if (place.region) out += region_of(*place.region);
    out += ',';
  }
  // The log of a run is a terminal, too.
  const std::string words = printable(whole_text(report, sources, language_), true);
  out += fmt::format("title={} {}::{}\n", row.code, row.slug, escaped(words, false));
}

}  // namespace kava
