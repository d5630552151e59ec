// SPDX-License-Identifier: Apache-2.0
// Checking a text, with the whole library at hand, ends and never crashes; every message has words
// in both languages and a place inside a source.
#include <cstdlib>
#include <string_view>

#include "compiler/driver/library.h"
#include "compiler/pipeline.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void look_at(const kava::Message& message) {
  for (const kava::Language language : {kava::Language::en, kava::Language::et}) {
    const auto [words, help] = kava::message_words(message.row, language);
    require(!kava::filled(words, message.arguments, language).empty());
    kava::filled(help, message.arguments, language);
  }
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) -> int {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const kava::SourceId id{0};
  kava::Diagnostics diagnostics;
  std::vector<kava::Unit> units;
  units.push_back(kava::compile_unit({id, "fuzz.kava", "", text}, diagnostics));
  kava::link(std::move(units), kava::library(), {}, kava::one_by_one, diagnostics);
  diagnostics.sort();
  for (const kava::Report& report : diagnostics.reports()) {
    look_at(report.message);
    for (const kava::Note& note : report.notes) look_at(note.message);
    if (report.where.source == id) require(report.where.span.end() <= text.size());
  }
  return 0;
}
