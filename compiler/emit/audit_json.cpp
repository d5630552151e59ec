// SPDX-License-Identifier: Apache-2.0
// An audit for other programs: docs/reference/audit.md, docs/reference/audit.schema.json.
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include "compiler/diagnostics/parts.h"
#include "compiler/emit/audit.h"

namespace kava {
namespace {

/// Raised when a member changes its meaning or goes away; new members do not raise it.
constexpr int format_version = 1;

auto status_code(Status status) -> std::string_view {
  constexpr std::string_view codes[] = {"draft", "proposed", "approved", "registered", "withdrawn"};
  return codes[static_cast<size_t>(status)];
}

auto state_code(StepState state) -> std::string_view {
  constexpr std::string_view codes[] = {"done", "late", "early",  "missing",
                                        "due",  "open", "unknown"};
  return codes[static_cast<size_t>(state)];
}

auto severity_code(Severity severity) -> std::string_view {
  constexpr std::string_view codes[] = {"note", "hint", "warning", "error"};
  return codes[static_cast<size_t>(severity)];
}

auto severity_code(Word severity) -> std::string_view {
  return severity == Word::recommend ? "should" : severity == Word::inform ? "inform" : "must";
}

auto holds_code(WorkingLine::Holds holds) -> std::string_view {
  constexpr std::string_view codes[] = {"yes", "no", "unknown"};
  return codes[static_cast<size_t>(holds)];
}

/// Members in a fixed order; one that has nothing to say is absent.
class AuditJson {
 public:
  explicit AuditJson(llvm::raw_ostream& out) : json_(out, 2) {}

  void document(const AuditedProgramme& programme, const AuditGround& ground) {
    json_.object([&] {
      head("kava-audit", ground);
      json_.attributeObject("programme", [&] { about(programme); });
      counts(programme.counts);
      list("regulations", programme.regulations, [&](const auto& own) { regulation(own); });
      list("decisions", programme.decisions, [&](const auto& own) { decision(own); });
      list("steps", programme.steps, [&](const auto& own) { step(own); });
      list("findings", programme.findings, [&](const auto& own) { finding(own); });
    });
  }

  void document(const AuditedCatalogue& catalogue, const AuditGround& ground) {
    json_.object([&] {
      head("kava-audit-catalogue", ground);
      list("files", ground.files, [&](const auto& own) { json_.value(utf8(own)); });
      counts(catalogue.counts);
      list("programmes", catalogue.rows, [&](const auto& own) { row(own); });
      json_.attributeArray("regulations", [&] {
        for (const auto& [key, applied] : catalogue.regulations) {
          json_.object([&] {
            named(applied.name);
            text("in_force", applied.in_force);
            number("programmes", applied.programmes);
          });
        }
      });
      json_.attributeArray("broken", [&] {
        for (const auto& [id, rule] : catalogue.broken) {
          json_.object([&] {
            text("rule", id);
            texts("text", rule.text);
            number("programmes", rule.programmes);
          });
        }
      });
      list("findings", catalogue.findings, [&](const auto& own) { finding(own); });
    });
  }

 private:
  // ---- Pieces

  void text(llvm::StringRef name, std::string_view value) {
    if (!value.empty()) json_.attribute(name, utf8(value));
  }
  void number(llvm::StringRef name, size_t value) {
    json_.attribute(name, static_cast<int64_t>(value));
  }
  void flag(llvm::StringRef name, bool value) {
    if (value) json_.attribute(name, true);
  }
  void words(const LocalisedText& value) {
    json_.object([&] {
      for (const auto& [tag, said] : value) json_.attribute(tag.empty() ? "und" : tag, utf8(said));
    });
  }
  void texts(llvm::StringRef name, const LocalisedText& value) {
    if (value.empty()) return;
    json_.attributeBegin(name);
    words(value);
    json_.attributeEnd();
  }
  template <typename Write>
  void list(llvm::StringRef name, const auto& values, Write write) {
    json_.attributeArray(name, [&] {
      for (const auto& value : values) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) write(value);
        else json_.object([&] { write(value); });
      }
    });
  }
  void all_words(llvm::StringRef name, const std::vector<LocalisedText>& values) {
    if (values.empty()) return;
    json_.attributeArray(name, [&] {
      for (const LocalisedText& value : values) words(value);
    });
  }
  void named(const AuditName& name) {
    text("name", name.name);
    texts("title", name.title);
  }
  void named(llvm::StringRef member, const AuditName& name) {
    if (!name.name.empty()) json_.attributeObject(member, [&] { named(name); });
  }
  void names(llvm::StringRef member, const std::vector<AuditName>& values) {
    list(member, values, [&](const AuditName& name) { named(name); });
  }
  void place(const AuditPlace& place) {
    if (place.file.empty()) return;
    json_.attributeObject("place", [&] {
      text("file", place.file);
      if (place.line > 0) {
        number("line", place.line);
        number("column", place.column);
      }
      text("written", place.written);
    });
  }
  void counts(const AuditCounts& counts) {
    json_.attributeObject("counts", [&] {
      for (size_t i = 0; i < counts.size(); ++i) {
        const std::string_view code = code_of(static_cast<AuditKind>(i));
        number({code.data(), code.size()}, counts[i]);
      }
    });
    number("open", open_questions(counts));
  }

  void head(std::string_view format, const AuditGround& ground) {
    text("format", format);
    json_.attribute("version", format_version);
    text("kava", ground.version);
    text("library", ground.library);
    text("sources", ground.sources);
    if (ground.as_of) text("as_of", ground.as_of->text());
    if (!ground.against.empty())
      list("against", ground.against, [&](const auto& own) { json_.value(utf8(own)); });
  }

  // ---- A programme

  void about(const AuditedProgramme& programme) {
    named(programme.name);
    text("code", programme.code);
    text("status", status_code(programme.status));
    text("edition", programme.edition);
    names("providers", programme.providers);
    json_.attributeObject("paths", [&] {
      json_.attribute("electives", programme.has_electives);
      if (programme.paths_known && programme.paths) text("count", std::to_string(*programme.paths));
      else if (programme.paths_known) text("more_than", std::to_string(UINT64_MAX));
    });
    place(programme.place);
  }

  void regulation(const AuditRegulation& regulation) {
    named(regulation.name);
    if (!regulation.sources.empty())
      list("sources", regulation.sources, [&](const auto& own) { json_.value(utf8(own)); });
    text("in_force", regulation.in_force);
    texts("version", regulation.version);
    names("extends", regulation.extends);
    list("replaces", regulation.replaces, [&](const AuditReplacement& own) {
      text("rule", own.rule);
      texts("because", own.because);
      place(own.place);
    });
    list("verdicts", regulation.verdicts, [&](const AuditVerdict& own) { verdict(own); });
  }

  void verdict(const AuditVerdict& verdict) {
    text("rule", verdict.rule);
    text("severity", severity_code(verdict.severity));
    text("verdict", code_of(verdict.kind));
    text("clause", verdict.clause);
    flag("unconfirmed", verdict.unconfirmed);
    texts("text", verdict.text);
    texts("reading", verdict.reading);
    named("offering", verdict.offering);
    list("working", verdict.lines, [&](const AuditLine& own) { line(own); });
    if (verdict.on_path) path(verdict.path);
    list("findings", verdict.findings, [&](const AuditFinding& own) { finding(own); });
    if (verdict.kind == AuditKind::NotJudged)
      list("waits_for", verdict.waits_for, [&](const AuditFinding& own) { finding(own); });
    if (verdict.decision) number("decision", *verdict.decision);
    all_words("to_do", verdict.to_do);
    texts("decides", verdict.decides);
    place(verdict.place);
  }

  void line(const AuditLine& line) {
    text("role", line.role == WorkingLine::Role::Applies ? "applies" : "asks");
    text("holds", holds_code(line.holds));
    texts("text", line.text);
    list("values", line.values, [&](const AuditValue& own) {
      texts("label", own.label);
      texts("of", own.of);
      texts("value", own.value);
      json_.attribute("given", !own.value.empty());
      place(own.place);
    });
  }

  void path(const std::optional<AuditPath>& path) {
    json_.attribute("depends_on_path", true);
    if (!path) return;
    json_.attributeObject("worst_path", [&] {
      names("courses", path->courses);
      texts("margin", path->margin);
      json_.attribute("breaks", path->breaks);
    });
  }

  void finding(const AuditFinding& finding) {
    text("code", finding.code);
    text("severity", severity_code(finding.severity));
    texts("message", finding.message);
    all_words("working", finding.working);
    all_words("help", finding.help);
    place(finding.place);
    if (finding.notes.empty()) return;
    list("notes", finding.notes, [&](const AuditFinding::Note& own) {
      texts("message", own.message);
      place(own.place);
    });
  }

  void decision(const AuditDecision& decision) {
    text("kind", decision.waives ? "waive" : "confirm");
    json_.attribute("counts", decision.counts);
    text("rule", decision.rule);
    names("for", decision.subjects);
    texts("by", decision.by);
    texts("because", decision.because);
    text("on", decision.on);
    text("until", decision.until);
    text("version", decision.version);
    text("current_version", decision.current);
    place(decision.place);
  }

  void step(const AuditStep& step) {
    text("step", step.step);
    text("state", state_code(step.state));
    texts("title", step.title);
    named("offering", step.offering);
    text("day", step.day);
    text("due", step.due);
    texts("by", step.by);
    texts("to", step.to);
    texts("ground", step.ground);
    text("clause", step.clause);
    place(step.place);
  }

  // ---- All programmes

  void row(const AuditRow& row) {
    named(row.name);
    text("code", row.code);
    text("status", status_code(row.status));
    text("file", "programmes/" + row.stem + ".json");
    counts(row.counts);
    number("mistakes", row.mistakes);
  }

  llvm::json::OStream json_;
};

auto written(const auto& audited, const AuditGround& ground) -> std::string {
  std::string bytes;
  llvm::raw_string_ostream out(bytes);
  out.SetBufferSize(1U << 14U);  // LLVM quotes texts character by character.
  AuditJson(out).document(audited, ground);
  out.flush();
  return bytes + '\n';
}

}  // namespace

auto audit_json(const AuditedProgramme& programme, const AuditGround& ground) -> std::string {
  return written(programme, ground);
}

auto audit_json(const AuditedCatalogue& catalogue, const AuditGround& ground) -> std::string {
  return written(catalogue, ground);
}

}  // namespace kava
