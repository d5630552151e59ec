// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/argument.h"
#include "compiler/source/source.h"

namespace kava {

enum class Severity : uint8_t { Note, Hint, Warning, Error };

/// A row of diagnostics.def: which arguments it takes is part of its type.
template <typename... Arguments>
struct Diagnostic {
  uint16_t row;
};

/// What the table says of a row, for `explain`, the index and the tests.
struct DiagnosticRow {
  std::string_view code, slug;
  Severity severity;
};
auto diagnostic_rows() -> std::span<const DiagnosticRow>;

/// The words of a row; `help` is empty where there is nothing to advise.
struct MessageWords {
  std::string_view words, help;
};
auto message_words(uint16_t row, Language language) -> MessageWords;

namespace diag {
enum class Row : uint16_t {
#define DIAGNOSTIC(code, slug, severity, ...) slug,
#include "compiler/diagnostics/diagnostics.def"
#undef DIAGNOSTIC
};
#define DIAGNOSTIC(code, slug, severity, ...) \
  inline constexpr Diagnostic<__VA_ARGS__> slug{static_cast<uint16_t>(Row::slug)};
#include "compiler/diagnostics/diagnostics.def"
#undef DIAGNOSTIC
}  // namespace diag

/// A row with its arguments: words that are not yet words.
struct Message {
  uint16_t row = 0;
  std::vector<Argument> arguments;
};

template <typename... Arguments>
auto message(Diagnostic<Arguments...> diagnostic, std::type_identity_t<Arguments>... arguments)
    -> Message {
  return {diagnostic.row, {Argument(std::move(arguments))...}};
}

/// The words of a message in every language Kava speaks, to stand inside another message.
auto in_every_language(const Message& message) -> LocalisedText;

/// Replace the bytes of `where` by `text` (an insertion has length 0).
struct Edit {
  Location where;
  std::string text;
};

/// The other half of a contradiction, with its place.
struct Note {
  Location where;
  Message message;
};

/// A line below the source lines: `clause`, `version`, `reading`, `working` or `help`.
struct Detail {
  enum class Kind : uint8_t { Clause, Version, Reading, Working, Help };
  Kind kind;
  LocalisedText text;
};

/// One mistake, told once.
struct Report {
  Message message;
  Severity severity = Severity::Error;
  Location where;
  std::vector<Note> notes;
  std::vector<Detail> details;
  std::vector<Edit> edits;              ///< Together they mend it; empty if only a person can.
  std::vector<std::string> rules = {};  ///< Ids of the rules of regulations that it tells of.

  auto note(Location at, Message words) -> Report& {
    notes.push_back({at, std::move(words)});
    return *this;
  }
  auto detail(Detail::Kind kind, LocalisedText text) -> Report& {
    details.push_back({kind, std::move(text)});
    return *this;
  }
  auto edit(Location at, std::string text) -> Report& {
    edits.push_back({at, std::move(text)});
    return *this;
  }
};

/// Collects what is found. One per thread of work; merged and sorted before anything is printed.
class Diagnostics {
 public:
  /// Reports with the severity of the table. The reference is good until the next report.
  template <typename... Arguments>
  auto report(Location where, Diagnostic<Arguments...> diagnostic,
              std::type_identity_t<Arguments>... arguments) -> Report& {
    return add({message(diagnostic, std::move(arguments)...),
                diagnostic_rows()[diagnostic.row].severity,
                where,
                {},
                {},
                {},
                {}});
  }
  auto add(Report report) -> Report&;
  void append(Diagnostics&& other);

  /// In order of source and offset; what is told twice in the same words at the same place goes.
  void sort();

  auto reports() const -> std::span<const Report> { return reports_; }
  auto count(Severity severity) const -> size_t;
  auto empty() const -> bool { return reports_.empty(); }

 private:
  std::vector<Report> reports_;
};

}  // namespace kava
