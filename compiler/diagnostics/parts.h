// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/source_view.h"

/// What the formats for other programs have in common.
namespace kava {

/// A text of an author may be any bytes; what we write is UTF-8.
auto utf8(std::string_view text) -> std::string;

/// The words of a message, filled in.
auto words_of(const Message& message, Language language) -> std::string;

/// The lines below a message, `clause: …`, `working: …`, `help: …`, as plain text.
auto details_of(const Report& report, Language language) -> std::vector<std::string>;

/// The notes as lines of text: `a.kava:9:51: for a learner who chooses `study``.
auto notes_of(const Report& report, const SourceLookup& sources, Language language)
    -> std::vector<std::string>;

/// The message with its notes and details beneath, without source lines.
auto whole_text(const Report& report, const SourceLookup& sources, Language language)
    -> std::string;

/// Lines and columns of a location, both from 1, columns in code points, the end after the last
/// character.
struct Region {
  LineColumn start, end;
};
/// Where a location is. There is no region when the text is not at hand; no path at all for a
/// report about nothing in particular.
struct Place {
  std::string path;
  std::optional<Region> region;
  bool is_file = true;
};
auto place_of(const Location& where, const SourceLookup& sources) -> Place;

/// True if it tells that a file could not be read, not what is wrong in it.
auto is_about_reading(const Report& report) -> bool;

/// Tells one finding from another across runs: made from the code, the file, the words and, where
/// all these agree, how many of the kind came before. Lines moving up and down do not change it,
/// nor does the language of the reader. 32 hexadecimal digits.
class Fingerprints {
 public:
  auto of(const Report& report, const SourceLookup& sources) -> std::string;

 private:
  std::unordered_map<std::string, size_t> seen_;
};

}  // namespace kava
