// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_json.h"

#include <fmt/format.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include "compiler/diagnostics/parts.h"

namespace kava {
namespace {

/// Names of severities in the format: they do not follow the reader's language.
auto name(Severity severity) -> llvm::StringRef {
  switch (severity) {
    case Severity::Note: return "note";
    case Severity::Hint: return "hint";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
  }
  return {};
}

struct JsonRenderer {
  llvm::json::OStream& json;
  const SourceLookup& sources;
  Language language;

  void position(llvm::StringRef key, const Lines& lines, uint32_t offset) {
    const LineColumn at = lines.at(offset);
    json.attributeObject(key, [&] {
      json.attribute("line", at.line);
      json.attribute("column", at.column);
      json.attribute("offset", offset);
    });
  }

  /// `file` and `range`; the range is absent when the text is not at hand.
  void place(const Location& where) {
    if (!where.source) return;
    const SourceView view = sources(where.source);
    json.attribute("file", utf8(view.path));
    if (!view.lines) return;
    json.attributeObject("range", [&] {
      position("start", *view.lines, where.span.offset);
      position("end", *view.lines, where.span.end());
    });
  }

  /// `code`, `slug` and `message`.
  void words(const Message& message) {
    const DiagnosticRow& row = diagnostic_rows()[message.row];
    json.attribute("code", llvm::StringRef(row.code.data(), row.code.size()));
    json.attribute("slug", llvm::StringRef(row.slug.data(), row.slug.size()));
    json.attribute("message", words_of(message, language));
  }

  void notes(const Report& report) {
    json.attributeArray("notes", [&] {
      for (const Note& note : report.notes) {
        json.object([&] {
          words(note.message);
          place(note.where);
        });
      }
    });
  }

  void details(llvm::StringRef key, const Report& report, Detail::Kind kind) {
    json.attributeArray(key, [&] {
      for (const Detail& detail : report.details) {
        if (detail.kind == kind) json.value(utf8(in_language(detail.text, language)));
      }
      if (kind != Detail::Kind::Help) return;
      const std::string_view help = message_words(report.message.row, language).help;
      if (!help.empty()) json.value(utf8(filled(help, report.message.arguments, language)));
    });
  }

  void edits(const Report& report) {
    json.attributeArray("edits", [&] {
      for (const Edit& edit : report.edits) {
        json.object([&] {
          place(edit.where);
          json.attribute("text", utf8(edit.text));
        });
      }
    });
  }

  void report(const Report& report) {
    json.object([&] {
      words(report.message);
      json.attribute("severity", name(report.severity));
      place(report.where);
      notes(report);
      details("clauses", report, Detail::Kind::Clause);
      details("versions", report, Detail::Kind::Version);
      details("readings", report, Detail::Kind::Reading);
      details("working", report, Detail::Kind::Working);
      details("help", report, Detail::Kind::Help);
      edits(report);
      const std::string_view code = diagnostic_rows()[report.message.row].code;
      json.attribute("explain", fmt::format("kava explain {}", code));
    });
  }
};

void tests(llvm::raw_ostream& stream, const TestTally& tally) {
  llvm::json::OStream json(stream);
  json.object([&] {
    json.attribute("examples", static_cast<int64_t>(tally.examples));
    json.attribute("failed", static_cast<int64_t>(tally.failed));
    json.attribute("covered", static_cast<int64_t>(tally.covered()));
    json.attributeArray("rules", [&] {
      for (const RuleCoverage& rule : tally.rules) {
        json.object([&] {
          json.attribute("rule", utf8(rule.id));
          json.attribute("kept", rule.kept);
          json.attribute("broken", rule.broken);
          json.attribute("looked_at", rule.looked_at);
        });
      }
    });
  });
}

}  // namespace

void JsonDiagnostics::begin(std::string& out) {
  out += fmt::format("{{\"version\":{},\"language\":\"{}\",\"diagnostics\":[",
                     diagnostics_json_version, language_ == Language::et ? "et" : "en");
}

void JsonDiagnostics::add(std::string& out, const Report& report, const SourceLookup& sources) {
  out += first_ ? "\n" : ",\n";
  first_ = false;
  llvm::raw_string_ostream stream(out);
  llvm::json::OStream json(stream);
  JsonRenderer{json, sources, language_}.report(report);
}

void JsonDiagnostics::end(std::string& out, const Ending& ending) {
  const Tally& tally = ending.tally;
  out += fmt::format(
      "\n],\"summary\":{{\"errors\":{},\"warnings\":{},\"hints\":{},\"files\":{},\"status\":{}}},"
      "\"written\":",
      tally.errors, tally.warnings, tally.hints, tally.files, ending.status);
  llvm::raw_string_ostream stream(out);
  llvm::json::OStream json(stream);
  json.array([&] {
    for (const std::string& path : ending.written) json.value(utf8(path));
  });
  json.flush();
  if (ending.tests != nullptr) {
    stream << ",\"tests\":";
    tests(stream, *ending.tests);
  }
  stream << "}\n";
}

}  // namespace kava
