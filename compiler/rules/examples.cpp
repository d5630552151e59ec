// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/examples.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/model/library.h"
#include "compiler/model/names.h"
#include "compiler/rules/judge.h"
#include "compiler/rules/judgement.h"
#include "compiler/rules/reasons.h"

namespace kava {
namespace {

struct VerdictCode {
  std::string_view code;
  VerdictKind kind;
};
constexpr VerdictCode verdict_codes[] = {
    {"kept", VerdictKind::Kept},
    {"broken", VerdictKind::Broken},
    {"waived", VerdictKind::Waived},
    {"confirmed", VerdictKind::Confirmed},
    {"not_applicable", VerdictKind::NotApplicable},
    {"no_data", VerdictKind::NoData},
    {"undecided", VerdictKind::Undecided},
    {"for_person", VerdictKind::ForPerson},
    {"not_judged", VerdictKind::NotJudged},
};

auto verdict_of(std::string_view code) -> std::optional<VerdictKind> {
  for (const VerdictCode& row : verdict_codes) {
    if (row.code == code) return row.kind;
  }
  return std::nullopt;
}

}  // namespace

auto code_of(VerdictKind kind) -> std::string_view {
  for (const VerdictCode& row : verdict_codes) {
    if (row.kind == kind) return row.code;
  }
  return {};
}

namespace {

auto is_code(std::string_view code) -> bool {
  return std::ranges::any_of(diagnostic_rows(),
                             [&](const DiagnosticRow& row) { return row.code == code; });
}

auto code_of(const Report& report) -> std::string_view {
  return diagnostic_rows()[report.message.row].code;
}

// ---- The lines of an example
// ----------------------------------------------------------------------

/// Reads `earns`, `reports` and `clean`.
class LineReader {
 public:
  LineReader(ExpectedOfExample& expected, Diagnostics& diagnostics)
      : expected_(expected), diagnostics_(diagnostics) {}

  /// `broken a.x, a.y, kept a.z for p`: a verdict holds until the next one.
  void earns(const Thing& line) {
    std::optional<VerdictKind> verdict;
    const size_t first = expected_.lines.size();
    for (const Cell& cell : line.all(Word::value)) {
      if (!cell.known()) {
        expected_.sound = false;
      } else if (cell.kind() == ValueKind::Pair) {
        const Cells parts = cell.items();
        verdict = read_verdict(parts[0]);
        if (!verdict) return;
        add(*verdict, parts[1]);
      } else if (verdict) {
        add(*verdict, cell);
      } else {
        fail(cell.location(), diag::example_verdict_missing, cell.text());
        return;
      }
    }
    if (const Cell subject = line[Word::for_]; subject && subject.known()) {
      if (subject.kind() != ValueKind::Path)
        return fail(subject.location(), diag::example_subject_unknown, as_written(subject));
      for (size_t i = first; i < expected_.lines.size(); ++i) {
        expected_.lines[i].subject = subject.text();
        expected_.lines[i].subject_where = subject.location();
      }
    }
  }

  void reports(const Cell& cell) {
    if (!cell.known() || cell.kind() != ValueKind::Path || !is_code(cell.text())) {
      if (cell.known()) fail(cell.location(), diag::example_code_unknown, cell.text());
      expected_.sound = false;
      return;
    }
    Expectation line{Expectation::Kind::Report, cell.location(), {}, {}, {}, {}};
    line.name = cell.text();
    expected_.lines.push_back(std::move(line));
  }

 private:
  void fail(const Location& where, Diagnostic<Name> row, std::string_view name) {
    diagnostics_.report(where, row, Name{std::string(name)});
    expected_.sound = false;
  }

  /// `5` of `earns broken 5`, which is no name.
  static auto as_written(const Cell& cell) -> std::string {
    const ValueKind kind = cell.kind();
    const bool has_text = kind == ValueKind::Text || kind == ValueKind::Path;
    const auto amount = has_text ? std::nullopt : cell.quantity();
    if (has_text) return std::string(cell.text());
    return amount ? amount->value.text() : "?";
  }

  auto read_verdict(const Cell& cell) -> std::optional<VerdictKind> {
    const auto verdict = verdict_of(cell.text());
    if (!verdict) fail(cell.location(), diag::example_verdict_unknown, cell.text());
    return verdict;
  }

  void add(VerdictKind verdict, const Cell& rule) {
    if (rule.kind() != ValueKind::Path)
      return fail(rule.location(), diag::example_rule_unknown, as_written(rule));
    Expectation line{Expectation::Kind::Verdict, rule.location(), verdict, {}, {}, {}};
    line.name = rule.text();
    expected_.lines.push_back(std::move(line));
  }

  ExpectedOfExample& expected_;
  Diagnostics& diagnostics_;
};

// ---- Rules by name
// --------------------------------------------------------------------------------

/// "estonia.taltech.microdegree.volume"
auto full_rule_name(const Model& model, ObjectId rule) -> std::string {
  const Thing thing = model.thing(rule);
  const std::string_view name =
      thing.kind() == Word::replaces ? replaced_rule(model, rule).name : thing.name();
  return full_name(model, thing.parent().id()).append(".").append(name);
}

/// A dotted name means what it ends like.
auto is_end_of(std::string_view full, std::string_view written) -> bool {
  return full == written || (full.size() > written.size() && full.ends_with(written) &&
                             full[full.size() - written.size() - 1] == '.');
}

/// Decided from the definition, and deciding something.
auto is_decided(const Model& model, ObjectId rule) -> bool {
  const Thing thing = model.thing(rule);
  const bool asks = thing.has(Word::require) || !thing.things(Word::any).empty();
  return rule_facts(model, rule).decidability == Decidability::Definition &&
         (thing.kind() != Word::inform || asks);
}

/// `has x`, `has x or has y`, `… implies has x`: true, or not known yet.
auto asks_presence(const Unit& unit, uint32_t expression) -> bool {
  const ExpressionNode& node = unit.expressions[expression];
  if (node.operation == Operation::Has) return true;
  if (node.operation == Operation::Implies)
    return asks_presence(unit, unit.operands[node.first + 1]);
  if (node.operation != Operation::Or && node.operation != Operation::And) return false;
  for (uint32_t i = node.first; i < node.first + node.count; ++i) {
    if (!asks_presence(unit, unit.operands[i])) return false;
  }
  return true;
}

/// A rule that asks only that something is there ends without data where it is not: it cannot be
/// broken in any other way.
auto asks_presence(const Model& model, ObjectId rule) -> bool {
  const Thing thing = model.thing(rule);
  if (!thing.things(Word::any).empty()) return false;
  const Cells requirements = thing.all(Word::require);
  return !requirements.empty() && std::ranges::all_of(requirements, [&](const Cell& cell) {
    return cell.kind() == ValueKind::Expression &&
           asks_presence(cell.unit(), cell.value().expression);
  });
}

auto key_of(const Model& model, ObjectId rule, const std::string& path)
    -> std::pair<std::string, uint32_t> {
  return {path, model.object(rule).span.offset};
}

/// All versions of a rule have one name; only several of them are told apart.
auto coverage_name(const Model& model, ObjectId rule) -> std::string {
  const ObjectId regulation = model.thing(rule).parent().id();
  std::string name = rule_id(model, rule);
  if (versions_of(model, regulation).size() > 1)
    name += fmt::format(" ({})", period_of(model.thing(regulation)));
  return name;
}

// ---- One example
// ----------------------------------------------------------------------------------

class Comparison {
 public:
  Comparison(const Model& world, const ExpectedOfExample& expected, std::span<const Report> found,
             Coverage& coverage, Diagnostics& diagnostics)
      : world_(world),
        expected_(expected),
        found_(found),
        coverage_(coverage),
        diagnostics_(diagnostics) {}

  void run() {
    look_at_verdicts();
    for (const Expectation& line : expected_.lines) {
      switch (line.kind) {
        case Expectation::Kind::Verdict: verdict(line); break;
        case Expectation::Kind::Report: reported(line); break;
        case Expectation::Kind::Clean: clean(line); break;
      }
    }
  }

 private:
  struct Found {
    ObjectId programme;
    Verdict verdict;
  };

  void look_at_verdicts() {
    for (const Curriculum& curriculum : world_.curricula) {
      for (const ObjectId regulation : curriculum.regulations)
        add_rules(world_, regulation, world_.units[regulation.unit].path, {}, coverage_);
      for (const Verdict& verdict : curriculum.verdicts) {
        verdicts_.push_back({curriculum.programme, verdict});
        if (RuleCoverage* row = row_of(verdict.rule)) row->looked_at = true;
      }
    }
  }

  auto row_of(ObjectId rule) -> RuleCoverage* {
    const auto row = coverage_.find(key_of(world_, rule, world_.units[rule.unit].path));
    return row == coverage_.end() ? nullptr : &row->second;
  }

  auto label(VerdictKind kind) const -> LocalisedText { return verdict_label(world_, kind); }

  auto is_about(const Found& found, std::string_view subject) const -> bool {
    if (subject.empty()) return true;
    return world_.thing(found.programme).name() == subject ||
           world_.thing(found.verdict.subject).name() == subject;
  }

  /// The verdicts on what a line names; those of several rules are a mistake, which is told.
  auto meant(const Expectation& line) -> std::vector<const Found*> {
    std::vector<const Found*> result;
    std::vector<std::string> names;
    for (const Found& found : verdicts_) {
      std::string name = full_rule_name(world_, found.verdict.rule);
      if (!is_end_of(name, line.name)) continue;
      if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
      if (is_about(found, line.subject)) result.push_back(&found);
    }
    if (names.size() > 1) {
      diagnostics_.report(line.where, diag::example_rule_ambiguous, Name{line.name},
                          Text{fmt::format("`{}`", fmt::join(names, "`, `"))});
      return {};
    }
    if (result.empty())
      diagnostics_.report(line.where, diag::example_rule_not_judged, Name{line.name});
    return result;
  }

  void verdict(const Expectation& line) {
    const std::vector<const Found*> found = meant(line);
    if (found.empty()) return;
    for (const Found* one : found) {
      if (one->verdict.kind != line.verdict) continue;
      if (RuleCoverage* row = row_of(one->verdict.rule)) {
        row->kept |= line.verdict == VerdictKind::Kept;
        row->broken |= shows_breach(line.verdict, one->verdict.rule);
      }
      return;
    }
    const Verdict& actual = found.front()->verdict;
    Report& report = diagnostics_.report(line.where, diag::example_verdict_differs, Name{line.name},
                                         label(line.verdict), label(actual.kind));
    explain(report, actual);
  }

  /// Where a rule cannot end as broken: one that asks only that something is there, and one whose
  /// breach a pass tells first, which the example then `reports`.
  auto shows_breach(VerdictKind verdict, ObjectId rule) const -> bool {
    if (verdict == VerdictKind::NoData) return asks_presence(world_, rule);
    if (verdict != VerdictKind::NotJudged) return verdict == VerdictKind::Broken;
    return std::ranges::any_of(expected_.lines, [](const Expectation& line) {
      return line.kind == Expectation::Kind::Report;
    });
  }

  /// What was said of that rule in the example, and the working of it.
  void explain(Report& report, const Verdict& verdict) const {
    const std::string id = rule_id(world_, verdict.rule);
    const Report* best = nullptr;
    for (const Report& said : found_) {
      const bool about_rule = std::ranges::find(said.rules, id) != said.rules.end();
      if (about_rule && (best == nullptr || stands_in(said, verdict.subject))) best = &said;
    }
    // What waits for a value names every rule that does, not this one.
    const bool waits =
        verdict.kind == VerdictKind::NoData || verdict.kind == VerdictKind::NotJudged;
    if (verdict.kind == VerdictKind::Kept) return explain_kept(report, verdict);
    if (verdict.kind == VerdictKind::NotJudged) best = first_error();
    if (best == nullptr) return;
    if (best->where.source == report.where.source) report.note(best->where, best->message);
    for (const Detail& detail : best->details) {
      if (detail.kind != Detail::Kind::Help && !waits) report.details.push_back(detail);
    }
  }

  /// What keeps a rule from being judged.
  auto first_error() const -> const Report* {
    const auto error = std::ranges::find(found_, Severity::Error, &Report::severity);
    return error == found_.end() ? nullptr : &*error;
  }

  void explain_kept(Report& report, const Verdict& verdict) const {
    for (const Curriculum& curriculum : world_.curricula) {
      if (std::ranges::find(curriculum.verdicts, verdict.rule, &Verdict::rule) ==
          curriculum.verdicts.end())
        continue;
      const bool own =
          curriculum.programme == verdict.subject ||
          std::ranges::find(curriculum.offerings, verdict.subject) != curriculum.offerings.end();
      const auto because = own ? kept_because(world_, curriculum, verdict) : std::nullopt;
      if (!because) continue;
      if (because->where.source == report.where.source)
        report.note(because->where, because->message);
      if (!because->working.empty()) report.detail(Detail::Kind::Working, because->working);
    }
  }

  auto stands_in(const Report& said, ObjectId subject) const -> bool {
    const Span whole = world_.object(subject).span;
    return said.where.source == world_.units[subject.unit].source &&
           said.where.span.offset >= whole.offset && said.where.span.end() <= whole.end();
  }

  void reported(const Expectation& line) {
    std::vector<std::string> codes;
    for (const Report& said : found_) {
      if (code_of(said) == line.name) return;
      std::string code(code_of(said));
      if (std::ranges::find(codes, code) == codes.end()) codes.push_back(std::move(code));
    }
    std::ranges::sort(codes);
    LocalisedText list{{"en", fmt::format("{}", fmt::join(codes, ", "))}};
    if (codes.empty()) list = {{"en", "nothing"}, {"et", "puuduvad"}};
    diagnostics_.report(line.where, diag::example_code_not_reported, Name{line.name},
                        std::move(list));
  }

  void clean(const Expectation& line) {
    std::vector<const Report*> loud;
    for (const Report& said : found_) {
      if (said.severity > Severity::Hint) loud.push_back(&said);
    }
    if (loud.empty()) {
      for (const Found& found : verdicts_) {
        if (found.verdict.kind != VerdictKind::Kept) continue;
        if (RuleCoverage* row = row_of(found.verdict.rule)) row->kept = true;
      }
      return;
    }
    Report& report = diagnostics_.report(line.where, diag::example_not_clean,
                                         Count{static_cast<int64_t>(loud.size())});
    for (const Report* said : loud) report.note(said->where, said->message);
  }

  const Model& world_;
  const ExpectedOfExample& expected_;
  std::span<const Report> found_;
  Coverage& coverage_;
  Diagnostics& diagnostics_;
  std::vector<Found> verdicts_;
};

/// Rules of the regulations that the world has, by full name.
auto known_rules(const Model& world) -> std::vector<std::string> {
  std::vector<std::string> result;
  for (const ObjectId regulation : world.top_level.of(Word::regulation)) {
    for (const ObjectId rule : rules_of(world, regulation))
      result.push_back(full_rule_name(world, rule));
  }
  return result;
}

void report_unknown_rule(const std::vector<std::string>& known, const Expectation& line,
                         Diagnostics& diagnostics) {
  Report& report = diagnostics.report(line.where, diag::example_rule_unknown, Name{line.name});
  const auto dots = std::ranges::count(line.name, '.');
  std::vector<std::string_view> ends;
  for (const std::string_view name : known) {
    size_t from = name.size();
    for (auto i = dots; i >= 0 && from != std::string_view::npos && from != 0; --i)
      from = name.rfind('.', from - 1);
    ends.push_back(from == std::string_view::npos ? name : name.substr(from + 1));
  }
  const std::string_view near = nearest(line.name, ends);
  if (!near.empty()) report.edit(line.where, std::string(near));
}

auto has_subject(const Model& world, std::string_view name) -> bool {
  for (const Word kind : {Word::programme, Word::offering}) {
    for (const ObjectId id : world.top_level.of(kind)) {
      if (id.unit == 0 && world.thing(id).name() == name) return true;
    }
  }
  return false;
}

}  // namespace

auto expected_of(const Model& model, ObjectId example, Diagnostics& diagnostics)
    -> ExpectedOfExample {
  ExpectedOfExample result;
  const Thing thing = model.thing(example);
  result.name = thing.name();
  if (const Cell day = thing[Word::as_of]) {
    result.as_of = day.date();
    result.sound = result.sound && result.as_of;
  }
  LineReader reader(result, diagnostics);
  for (const Thing& line : thing.things(Word::earns)) reader.earns(line);
  for (const Cell& cell : thing.all(Word::reports)) reader.reports(cell);
  if (const Cell clean = thing[Word::clean])
    result.lines.push_back({Expectation::Kind::Clean, clean.location(), {}, {}, {}, {}});
  const bool damaged = (thing.object().flags & Object::damaged) != 0;
  if (damaged) result.sound = false;
  if (result.lines.empty() && result.sound)
    diagnostics.report(thing.location(), diag::example_expects_nothing, Name{result.name});
  return result;
}

void check_expected_names(const Model& world, const ExpectedOfExample& expected,
                          Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const Expectation& line : expected.lines) {
    if (line.kind != Expectation::Kind::Verdict) continue;
    if (known.empty()) known = known_rules(world);
    const bool exists = std::ranges::any_of(
        known, [&](const std::string& full) { return is_end_of(full, line.name); });
    if (!exists) report_unknown_rule(known, line, diagnostics);
    if (!line.subject.empty() && !has_subject(world, line.subject)) {
      diagnostics.report(line.subject_where, diag::example_subject_unknown, Name{line.subject});
    }
  }
}

void add_rules(const Model& model, ObjectId regulation, const std::string& path,
               std::string_view house, Coverage& coverage) {
  for (const ObjectId rule : rules_of(model, regulation)) {
    if (!is_decided(model, rule)) continue;
    const auto [row, is_new] = coverage.try_emplace(key_of(model, rule, path));
    if (is_new) row->second.id = std::string(house) + coverage_name(model, rule);
  }
}

void add_coverage(Coverage& to, const Coverage& from) {
  for (const auto& [key, row] : from) {
    const auto [known, is_new] = to.try_emplace(key, row);
    if (is_new) continue;
    known->second.kept |= row.kept;
    known->second.broken |= row.broken;
    known->second.looked_at |= row.looked_at;
  }
}

void compare_with_expected(const Model& world, const ExpectedOfExample& expected,
                           std::span<const Report> found, Coverage& coverage,
                           Diagnostics& diagnostics) {
  Comparison(world, expected, found, coverage, diagnostics).run();
}

}  // namespace kava
