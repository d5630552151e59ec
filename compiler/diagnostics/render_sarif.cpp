// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_sarif.h"

#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>

#include "compiler/diagnostics/page.h"
#include "compiler/diagnostics/render_text.h"

// The paragraphs of the standard that a choice rests on are given as §.
namespace kava {
namespace {

using llvm::json::Array;
using llvm::json::Object;
using llvm::json::Value;

constexpr llvm::StringRef schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Where files stand. It has no address: an output tells nothing of the machine (§ 3.14.14).
constexpr llvm::StringRef root = "SRCROOT";
/// Where the texts inside the compiler stand, and standard input.
constexpr llvm::StringRef inside = "KAVA";

auto ref(std::string_view words) -> llvm::StringRef { return {words.data(), words.size()}; }

auto text(std::string words) -> Object { return Object{{"text", std::move(words)}}; }

auto level_of(Severity severity) -> llvm::StringRef {
  switch (severity) {
    case Severity::Note:
    case Severity::Hint: return "note";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
  }
  return {};
}

/// A path as a URI: all but letters, digits, `-._~` and `/` is `%` and two digits.
auto uri_of(std::string_view path) -> std::string {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    ((result += '%') += digits[byte >> 4U]) += digits[byte & 15U];
  }
  return result;
}

auto artifact_of(const Place& place) -> Object {
  if (!place.is_file) return Object{{"uri", uri_of(place.path)}, {"uriBaseId", inside}};
  // Only who names a file from the top of the system gets such an address back.
  if (place.path.starts_with('/')) return Object{{"uri", "file://" + uri_of(place.path)}};
  return Object{{"uri", uri_of(place.path)}, {"uriBaseId", root}};
}

auto region_of(const Region& region) -> Object {
  return Object{{"startLine", region.start.line},
                {"startColumn", region.start.column},
                {"endLine", region.end.line},
                {"endColumn", region.end.column}};
}

auto location_of(const Place& place) -> Object {
  if (place.path.empty()) return {};
  Object physical{{"artifactLocation", artifact_of(place)}};
  if (place.region) physical["region"] = region_of(*place.region);
  return Object{{"physicalLocation", std::move(physical)}};
}

void append(std::string& list, Object value) {
  list += list.empty() ? "\n" : ",\n";
  llvm::raw_string_ostream stream(list);
  stream << Value(std::move(value));
}

/// Where the row stands among those met; it is put there if it is new.
auto index_of(std::vector<uint16_t>& rows, uint16_t row) -> size_t {
  const auto found = std::ranges::find(rows, row);
  const auto index = static_cast<size_t>(found - rows.begin());
  if (found == rows.end()) rows.push_back(row);
  return index;
}

/// One report as a result.
struct ResultOf {
  const Report& report;
  const SourceLookup& sources;
  Language language;

  /// The clause, the working and the help stand in the message: few viewers show properties.
  auto message() const -> Object {
    std::string words = words_of(report.message, language);
    for (const std::string& line : details_of(report, language)) (words += '\n') += line;
    return text(std::move(words));
  }

  auto related() const -> Array {
    Array result;
    for (const Note& note : report.notes) {
      Object location = location_of(place_of(note.where, sources));
      location["id"] = result.size();
      location["message"] = text(words_of(note.message, language));
      result.push_back(std::move(location));
    }
    return result;
  }

  auto help() const -> std::string {
    for (const Detail& detail : report.details) {
      if (detail.kind == Detail::Kind::Help) return utf8(in_language(detail.text, language));
    }
    return utf8(advice_of(report, language));
  }

  /// The edits, file by file, as one fix: only together do they mend anything.
  auto fixes() const -> Array {
    Array changes;
    std::vector<SourceId> done;
    for (const Edit& first : report.edits) {
      const SourceId source = first.where.source;
      if (std::ranges::find(done, source) != done.end()) continue;
      done.push_back(source);
      Array replacements;
      for (const Edit& edit : report.edits) {
        if (edit.where.source != source) continue;
        const Place place = place_of(edit.where, sources);
        if (!place.region || !place.is_file) return {};
        replacements.push_back(Object{{"deletedRegion", region_of(*place.region)},
                                      {"insertedContent", text(utf8(edit.text))}});
      }
      changes.push_back(Object{{"artifactLocation", artifact_of(place_of(first.where, sources))},
                               {"replacements", std::move(replacements)}});
    }
    if (changes.empty()) return {};
    Object fix{{"artifactChanges", std::move(changes)}};
    if (std::string words = help(); !words.empty()) fix["description"] = text(std::move(words));
    return Array{std::move(fix)};
  }

  auto properties() const -> Object {
    Object result;
    const auto put = [&](llvm::StringRef key, Detail::Kind kind) {
      Array lines;
      for (const Detail& detail : report.details) {
        if (detail.kind == kind) lines.push_back(utf8(in_language(detail.text, language)));
      }
      if (!lines.empty()) result[key] = std::move(lines);
    };
    put("clauses", Detail::Kind::Clause);
    put("readings", Detail::Kind::Reading);
    put("working", Detail::Kind::Working);
    if (std::string words = help(); !words.empty()) result["help"] = Array{std::move(words)};
    if (!report.rules.empty()) result["tags"] = Array(report.rules);
    return result;
  }
};

/// A row of our table as a rule (§ 3.49).
auto descriptor_of(uint16_t row, const RenderOptions& options) -> Object {
  const DiagnosticRow& facts = diagnostic_rows()[row];
  Object result{{"id", ref(facts.code)},
                {"name", ref(facts.slug)},
                {"shortDescription", text(open_words(message_words(row, options.language).words))},
                {"defaultConfiguration", Object{{"level", level_of(facts.severity)}}}};
  std::string_view page = options.page ? options.page(facts.code) : std::string_view();
  page.remove_prefix(std::min(page.find_first_not_of('\n'), page.size()));
  if (page.empty()) return result;
  result["fullDescription"] = text(first_paragraph(page));
  result["help"] = Object{{"text", without_fences(page)}, {"markdown", ref(page)}};
  return result;
}

auto descriptors_of(const std::vector<uint16_t>& rows, const RenderOptions& options) -> Array {
  Array result;
  for (const uint16_t row : rows) result.push_back(descriptor_of(row, options));
  return result;
}

}  // namespace

void SarifDiagnostics::add(std::string& /*out*/, const Report& report,
                           const SourceLookup& sources) {
  const ResultOf made{report, sources, options_.language};
  const bool unread = is_about_reading(report);
  const uint16_t row = report.message.row;
  const std::string_view id = diagnostic_rows()[row].code;
  Object result{{"level", level_of(report.severity)}, {"message", made.message()}};
  Object location = location_of(place_of(report.where, sources));
  if (!location.empty()) result["locations"] = Array{std::move(location)};
  if (unread) {
    result["descriptor"] = Object{{"id", ref(id)}, {"index", index_of(descriptors_, row)}};
    return append(notifications_, std::move(result));
  }
  result["ruleId"] = ref(id);
  result["ruleIndex"] = index_of(rules_, row);
  result["partialFingerprints"] = Object{{"kava/v1", fingerprints_.of(report, sources)}};
  if (Array related = made.related(); !related.empty()) {
    result["relatedLocations"] = std::move(related);
  }
  if (Array fixes = made.fixes(); !fixes.empty()) result["fixes"] = std::move(fixes);
  if (Object properties = made.properties(); !properties.empty()) {
    result["properties"] = std::move(properties);
  }
  append(results_, std::move(result));
}

void SarifDiagnostics::end(std::string& out, const Ending& ending) {
  llvm::raw_string_ostream stream(out);
  llvm::json::OStream json(stream, 1);
  const auto list = [&](llvm::StringRef key, const std::string& values) {
    json.attributeBegin(key);
    json.rawValue([&](llvm::raw_ostream& to) { to << '[' << values << ']'; });
    json.attributeEnd();
  };
  json.object([&] {
    json.attribute("$schema", schema);
    json.attribute("version", "2.1.0");
    json.attributeArray("runs", [&] {
      json.object([&] {
        json.attributeObject("tool", [&] {
          json.attributeObject("driver", [&] {
            json.attribute("name", "kava");
            json.attribute("version", ref(options_.version));
            json.attribute("semanticVersion", ref(options_.version));
            json.attribute("rules", descriptors_of(rules_, options_));
            json.attribute("notifications", descriptors_of(descriptors_, options_));
          });
        });
        json.attribute("language", options_.language == Language::et ? "et" : "en");
        json.attribute("columnKind", "unicodeCodePoints");
        json.attribute("newlineSequences", Array{"\r\n", "\n", "\r"});
        json.attribute("originalUriBaseIds",
                       Object{{root, Object{{"description", text("where kava was called")}}},
                              {inside, Object{{"description", text("inside of kava")}}}});
        json.attributeArray("invocations", [&] {
          json.object([&] {
            // What was found is no failure of ours (§ 3.20.14); what was not looked at is.
            json.attribute("executionSuccessful", ending.status < 2);
            json.attribute("exitCode", ending.status);
            list("toolExecutionNotifications", notifications_);
          });
        });
        list("results", results_);
      });
    });
  });
  json.flush();
  stream << '\n';
}

}  // namespace kava
