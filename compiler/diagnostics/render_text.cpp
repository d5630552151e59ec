// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/render_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/diagnostics/excerpt.h"

namespace kava {
namespace {

/// The fixed words around a message.
struct Words {
  std::string_view severities[4];  ///< In the order of Severity.
  std::string_view details[5];     ///< In the order of Detail::Kind.
  std::string_view more;
  int width;  ///< Of the longest label before a detail.
  std::string_view insert, replace, remove;
  std::string_view changed;
};
constexpr Words english{{"note", "hint", "warning", "error"},
                        {"clause", "version", "reading", "working", "help"},
                        "more",
                        7,
                        "write `{}` here",
                        "write `{}` instead",
                        "leave it out",
                        "kava: `{}` changed while it was being checked; its lines are not shown\n"};
constexpr Words estonian{{"märkus", "vihje", "hoiatus", "viga"},
                         {"punkt", "redaktsioon", "tõlgendus", "arvutus", "abi"},
                         "lisaks",
                         11,
                         "kirjuta siia `{}`",
                         "kirjuta selle asemel `{}`",
                         "jäta see välja",
                         "kava: `{}` muutus kontrolli ajal; selle ridu ei näidata\n"};

auto words_in(Language language) -> const Words& {
  return language == Language::et ? estonian : english;
}

auto palette(Severity severity, bool colour) -> Palette {
  if (!colour) return {};
  constexpr std::string_view colours[4] = {"\033[1;34m", "\033[1;36m", "\033[1;33m", "\033[1;31m"};
  return {colours[static_cast<size_t>(severity)], "\033[34m", "\033[34m", "\033[1m", "\033[0m"};
}

struct TextRenderer {
  std::string& out;
  const SourceLookup& sources;
  const TextStyle& style;
  const Words& words;

  /// `path:7:12: error[K3101]: the words`
  void headline(const Location& where, Severity severity, std::string_view code,
                const Message& message) {
    const Palette colours = palette(severity, style.colour);
    out += colours.bold;
    place(where);
    out += fmt::format("{}{}{}", colours.reset, colours.severity,
                       words.severities[static_cast<size_t>(severity)]);
    if (!code.empty()) out += fmt::format("[{}]", code);
    out +=
        fmt::format("{}: {}{}{}\n", colours.reset, colours.bold, text_of(message), colours.reset);
  }

  void place(const Location& where) {
    if (!where.source) return;
    const SourceView view = sources(where.source);
    out += printable(view.path);
    if (view.lines) {
      const LineColumn at = view.lines->at(where.span.offset);
      out += fmt::format(":{}:{}", at.line, at.column);
    }
    out += ": ";
  }

  auto text_of(const Message& message) const -> std::string {
    return printable(filled(message_words(message.row, style.language).words, message.arguments,
                            style.language));
  }

  /// The lines of the mistake and of the notes that stand in the same file.
  void excerpt(const Report& report) {
    const SourceView view = report.where.source ? sources(report.where.source) : SourceView();
    const bool is_empty = view.lines && view.lines->count() == 1 && view.lines->text(1).empty();
    if (!view.lines || is_empty) return;
    std::vector<Mark> marks{{report.where.span, true, {}}};
    for (const Note& note : report.notes) {
      if (note.where == report.where) {
        // At the very place of the mistake: a guess, or what is expected there.
        if (!marks[0].words.empty()) marks[0].words += "; ";
        marks[0].words += text_of(note.message);
      } else if (note.where.source == report.where.source) {
        marks.push_back({note.where.span, false, text_of(note.message)});
      }
    }
    append_excerpt(out, *view.lines, std::move(marks), palette(report.severity, style.colour));
  }

  /// Notes in other files, or in a file whose text is not at hand, have a headline of their own.
  void distant_notes(const Report& report) {
    for (const Note& note : report.notes) {
      const bool same = note.where.source == report.where.source && note.where.source;
      if (same && sources(note.where.source).lines) continue;
      headline(note.where, Severity::Note, {}, note.message);
      const SourceView view = note.where.source ? sources(note.where.source) : SourceView();
      if (!view.lines) continue;
      append_excerpt(out, *view.lines, {{note.where.span, false, {}}},
                     palette(Severity::Note, style.colour));
    }
  }

  /// `  working  argue 4 ects + study 1 ects = 5 ects`
  void detail(std::string_view label, std::string_view text) {
    const Palette colours = palette(Severity::Note, style.colour);
    std::string_view rest = text;
    for (bool first = true; first || !rest.empty(); first = false) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      out += fmt::format("  {}{:<{}}{}  {}\n", colours.note, first ? label : "", words.width,
                         colours.reset, rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void details(const Report& report) {
    bool helped = false;
    for (const Detail& line : report.details) {
      const std::string text(in_language(line.text, style.language));
      detail(words.details[static_cast<size_t>(line.kind)], printable(text, true));
      helped = helped || line.kind == Detail::Kind::Help;
    }
    const std::string advice = helped ? std::string() : advice_of(report, style.language);
    if (!advice.empty())
      detail(detail_word(Detail::Kind::Help, style.language), printable(advice, true));
    const DiagnosticRow& row = diagnostic_rows()[report.message.row];
    detail(words.more, fmt::format("kava explain {}", row.code));
  }
};

/// " (and 1 file beside it: b.kava)"; empty if none was read.
auto beside_text(std::span<const std::string> paths, Language language) -> std::string {
  constexpr size_t most_named = 3;
  if (paths.empty()) return {};
  std::string list;
  for (size_t i = 0; i < std::min(paths.size(), most_named); ++i) {
    (list += i == 0 ? "" : ", ") += paths[i];
  }
  if (paths.size() > most_named) list += " …";
  const bool one = paths.size() == 1;
  const std::string count = std::to_string(paths.size());
  if (language == Language::et) {
    return " (lisaks loetud " + count + (one ? " fail: " : " faili: ") + list + ')';
  }
  return " (and " + count + (one ? " file beside it: " : " files beside it: ") + list + ')';
}

/// How many of what: `2 errors`, `1 hint`.
struct Counted {
  size_t number;
  std::string_view en_one, en_many, et_one, et_many;
};

auto counted(const Counted& what, Language language) -> std::string {
  const bool one = what.number == 1;
  if (language == Language::et) {
    return fmt::format("{} {}", what.number, one ? what.et_one : what.et_many);
  }
  return fmt::format("{} {}", what.number, one ? what.en_one : what.en_many);
}

}  // namespace

void render_text(std::string& out, const Report& report, const SourceLookup& sources,
                 const TextStyle& style) {
  TextRenderer renderer{out, sources, style, words_in(style.language)};
  renderer.headline(report.where, report.severity, diagnostic_rows()[report.message.row].code,
                    report.message);
  renderer.excerpt(report);
  renderer.distant_notes(report);
  renderer.details(report);
}

void TextDiagnostics::add(std::string& out, const Report& report, const SourceLookup& sources) {
  render_text(out, report, sources, style_);
  out += '\n';
}

void TextDiagnostics::changed(std::string& out, std::string_view path) {
  out += fmt::format(fmt::runtime(words_in(style_.language).changed), path);
}

void TextDiagnostics::end(std::string& out, const Ending& ending) {
  out += summary_text(ending.tally, style_.language);
  (out += beside_text(ending.beside, style_.language)) += '\n';
}

void Tally::count(std::span<const Report> reports) {
  for (const Report& report : reports) {
    errors += report.severity == Severity::Error;
    warnings += report.severity == Severity::Warning;
    hints += report.severity == Severity::Hint;
  }
}

auto TestTally::covered() const -> size_t {
  return static_cast<size_t>(
      std::count_if(rules.begin(), rules.end(),
                    [](const RuleCoverage& rule) { return rule.kept && rule.broken; }));
}

auto summary_text(const Tally& tally, Language language) -> std::string {
  std::string result;
  for (const Counted& what : {Counted{tally.errors, "error", "errors", "viga", "viga"},
                              Counted{tally.warnings, "warning", "warnings", "hoiatus", "hoiatust"},
                              Counted{tally.hints, "hint", "hints", "vihje", "vihjet"}}) {
    if (what.number == 0) continue;
    if (!result.empty()) result += ", ";
    result += counted(what, language);
  }
  if (result.empty()) result = language == Language::et ? "vigu ei leitud" : "nothing to report";
  const std::string files = counted({tally.files, "file", "files", "failis", "failis"}, language);
  if (language == Language::en) result += " in";
  return result + ' ' + files;
}

auto severity_word(Severity severity, Language language) -> std::string_view {
  return words_in(language).severities[static_cast<size_t>(severity)];
}

auto detail_word(Detail::Kind kind, Language language) -> std::string_view {
  return words_in(language).details[static_cast<size_t>(kind)];
}

auto advice_of(const Report& report, Language language) -> std::string {
  const std::string_view advice = message_words(report.message.row, language).help;
  if (!advice.empty()) return filled(advice, report.message.arguments, language);
  if (report.edits.size() != 1) return {};
  const Edit& edit = report.edits.front();
  const Words& words = words_in(language);
  const std::string_view words_of_edit = edit.text.empty()             ? words.remove
                                         : edit.where.span.length == 0 ? words.insert
                                                                       : words.replace;
  return fmt::format(fmt::runtime(words_of_edit), printable(edit.text));
}

}  // namespace kava
