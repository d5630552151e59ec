// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_gitlab.h"

#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

namespace kava {
namespace {

auto name(Severity severity) -> llvm::StringRef {
  switch (severity) {
    case Severity::Note:
    case Severity::Hint: return "info";
    case Severity::Warning: return "minor";
    case Severity::Error: return "major";
  }
  return {};
}

}  // namespace

void GitlabDiagnostics::add(std::string& out, const Report& report, const SourceLookup& sources) {
  out += first_ ? "\n" : ",\n";
  first_ = false;
  const std::string_view code = diagnostic_rows()[report.message.row].code;
  const Place place = place_of(report.where, sources);
  llvm::raw_string_ostream stream(out);
  llvm::json::OStream json(stream);
  json.object([&] {
    json.attribute("description", words_of(report.message, language_));
    json.attribute("check_name", llvm::StringRef(code.data(), code.size()));
    json.attribute("fingerprint", fingerprints_.of(report, sources));
    json.attribute("severity", name(report.severity));
    json.attributeObject("location", [&] {
      json.attribute("path", place.path);
      // GitLab asks for a line even where the file as a whole is meant.
      json.attributeObject(
          "lines", [&] { json.attribute("begin", place.region ? place.region->start.line : 1); });
    });
  });
}

}  // namespace kava
