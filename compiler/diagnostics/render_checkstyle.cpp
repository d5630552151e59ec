// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_checkstyle.h"

#include <fmt/format.h>

#include "compiler/diagnostics/parts.h"
#include "compiler/diagnostics/render_xml.h"

namespace kava {
namespace {

auto name(Severity severity) -> std::string_view {
  switch (severity) {
    case Severity::Note:
    case Severity::Hint: return "info";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
  }
  return {};
}

}  // namespace

CheckstyleDiagnostics::CheckstyleDiagnostics(const RenderOptions& options)
    : language_(options.language) {
  xml::begin(document_);
  root_ = document_.append_child("checkstyle");
  xml::attribute(root_, "version", fmt::format("kava {}", options.version));
}

auto CheckstyleDiagnostics::node(std::string_view path) -> pugi::xml_node {
  pugi::xml_node& file = files_[std::string(path)];
  if (!file) {
    file = root_.append_child("file");
    xml::attribute(file, "name", path);
  }
  return file;
}

void CheckstyleDiagnostics::add(std::string& /*out*/, const Report& report,
                                const SourceLookup& sources) {
  const Place place = place_of(report.where, sources);
  pugi::xml_node error = node(place.path).append_child("error");
  if (place.region) {
    xml::attribute(error, "line", place.region->start.line);
    xml::attribute(error, "column", place.region->start.column);
  }
  xml::attribute(error, "severity", name(report.severity));
  xml::attribute(error, "message", whole_text(report, sources, language_));
  const std::string_view code = diagnostic_rows()[report.message.row].code;
  xml::attribute(error, "source", fmt::format("kava.{}", code));
}

void CheckstyleDiagnostics::end(std::string& out, const Ending& /*ending*/) {
  xml::write(out, document_);
}

}  // namespace kava
