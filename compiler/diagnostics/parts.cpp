// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/parts.h"

#include <fmt/format.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/SHA256.h>

#include "compiler/diagnostics/render_text.h"

namespace kava {

auto utf8(std::string_view text) -> std::string {
  const llvm::StringRef ref(text.data(), text.size());
  return llvm::json::isUTF8(ref) ? std::string(text) : llvm::json::fixUTF8(ref);
}

auto words_of(const Message& message, Language language) -> std::string {
  return utf8(filled(message_words(message.row, language).words, message.arguments, language));
}

auto details_of(const Report& report, Language language) -> std::vector<std::string> {
  std::vector<std::string> result;
  bool helped = false;
  for (const Detail& detail : report.details) {
    result.push_back(fmt::format("{}: {}", detail_word(detail.kind, language),
                                 utf8(in_language(detail.text, language))));
    helped = helped || detail.kind == Detail::Kind::Help;
  }
  if (const std::string advice = advice_of(report, language); !helped && !advice.empty()) {
    result.push_back(
        fmt::format("{}: {}", detail_word(Detail::Kind::Help, language), utf8(advice)));
  }
  return result;
}

auto notes_of(const Report& report, const SourceLookup& sources, Language language)
    -> std::vector<std::string> {
  std::vector<std::string> result;
  for (const Note& note : report.notes) {
    const Place place = place_of(note.where, sources);
    std::string line = place.path;
    if (place.region) {
      line += fmt::format(":{}:{}", place.region->start.line, place.region->start.column);
    }
    if (!line.empty()) line += ": ";
    result.push_back(line + words_of(note.message, language));
  }
  return result;
}

auto whole_text(const Report& report, const SourceLookup& sources, Language language)
    -> std::string {
  std::string result = words_of(report.message, language);
  for (const std::string& line : notes_of(report, sources, language)) (result += '\n') += line;
  for (const std::string& line : details_of(report, language)) (result += '\n') += line;
  return result;
}

auto place_of(const Location& where, const SourceLookup& sources) -> Place {
  if (!where.source) return {};
  const SourceView view = sources(where.source);
  Place place{utf8(view.path), std::nullopt, view.is_file};
  if (view.lines) {
    place.region = Region{view.lines->at(where.span.offset), view.lines->at(where.span.end())};
  }
  return place;
}

auto is_about_reading(const Report& report) -> bool {
  for (const uint16_t row :
       {diag::no_such_file.row, diag::cannot_read.row, diag::file_too_large.row,
        diag::binary_file.row, diag::no_definitions.row}) {
    if (report.message.row == row) return true;
  }
  return false;
}

auto Fingerprints::of(const Report& report, const SourceLookup& sources) -> std::string {
  std::string key(diagnostic_rows()[report.message.row].code);
  // 0 stands in no path and in no code, so different parts never give the same key.
  ((key += '\0') += report.where.source ? sources(report.where.source).path : "") += '\0';
  key += words_of(report.message, Language::en);
  const size_t before = seen_[key]++;
  if (before > 0) (key += '\0') += std::to_string(before);
  constexpr size_t bytes = 16;
  const auto digest = llvm::SHA256::hash(llvm::arrayRefFromStringRef(key));
  return llvm::toHex(llvm::ArrayRef(digest).take_front(bytes), /*LowerCase=*/true);
}

}  // namespace kava
