// SPDX-License-Identifier: Apache-2.0
// What the pages of an audit say, found in the model.
#include "compiler/emit/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "compiler/model/derived.h"
#include "compiler/rules/decisions.h"
#include "compiler/rules/judge.h"

namespace kava {

auto code_of(AuditKind kind) -> std::string_view {
  constexpr std::string_view codes[audit_kinds] = {
      "broken", "undecided", "no_data",   "for_person",     "not_judged",
      "kept",   "waived",    "confirmed", "not_applicable", "noted"};
  return codes[static_cast<size_t>(kind)];
}

auto open_questions(const AuditCounts& counts) -> size_t {
  size_t result = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    if (is_open(static_cast<AuditKind>(i))) result += counts[i];
  }
  return result;
}

// ---- Reports
// --------------------------------------------------------------------------------------

auto AuditReports::first_of(SourceId source, uint32_t offset) const -> size_t {
  const auto found = std::ranges::lower_bound(
      reports_, std::pair(source.index, offset), {}, [](const Report& report) {
        return std::pair(report.where.source.index, report.where.span.offset);
      });
  return static_cast<size_t>(found - reports_.begin());
}

void AuditReports::add_in(ObjectId id, std::vector<size_t>& found) const {
  const Span span = model_.object(id).span;
  const SourceId source = model_.units[id.unit].source;
  for (size_t i = first_of(source, span.offset); i < reports_.size(); ++i) {
    const Location& where = reports_[i].where;
    if (where.source != source || where.span.offset >= span.end()) break;
    found.push_back(i);
  }
}

auto AuditReports::about(const Curriculum& curriculum) const -> std::vector<size_t> {
  std::vector<size_t> result;
  add_in(curriculum.programme, result);
  for (const CourseUse& use : curriculum.offered) {
    if (use.course) add_in(use.course, result);
  }
  for (const ObjectId offering : curriculum.offerings) add_in(offering, result);
  for (const DecisionAccount& decision : curriculum.account->decisions)
    add_in(decision.decision, result);
  std::ranges::sort(result);
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

auto AuditReports::in_source(const Location& where) const -> std::vector<size_t> {
  std::vector<size_t> inside;
  for (size_t i = first_of(where.source, 0); i < reports_.size(); ++i) {
    const Location& own = reports_[i].where;
    if (own.source != where.source || own.span.offset >= where.span.end()) break;
    if (own.span.end() > where.span.offset) inside.push_back(i);
  }
  return inside;
}

auto audit_finding(const Report& report, const AuditPlaces& places) -> AuditFinding {
  AuditFinding result;
  result.code = diagnostic_rows()[report.message.row].code;
  result.severity = report.severity;
  result.message = in_every_language(report.message);
  for (const Detail& detail : report.details) {
    if (detail.kind == Detail::Kind::Working) result.working.push_back(detail.text);
    if (detail.kind == Detail::Kind::Help) result.help.push_back(detail.text);
  }
  result.place = places(report.where);
  for (const Note& note : report.notes)
    result.notes.push_back({in_every_language(note.message), places(note.where)});
  return result;
}

// ---- One programme
// --------------------------------------------------------------------------------

namespace {

auto name_of(const Thing& thing) -> AuditName { return {std::string(thing.name()), thing.title()}; }

auto text_in(const Thing& thing, Word word) -> std::string {
  const Cell cell = thing[word];
  return cell && cell.known() ? std::string(cell.text()) : std::string();
}

auto texts_in(const Thing& thing, Word word) -> LocalisedText {
  const Cell cell = thing[word];
  return cell && cell.known() ? cell.localised() : LocalisedText();
}

auto day_in(const Thing& thing, Word word) -> std::string {
  const Cell cell = thing[word];
  const auto day = cell && cell.known() ? cell.date() : std::nullopt;
  return day ? day->text() : std::string();
}

auto day_text(const std::optional<Date>& day) -> std::string { return day ? day->text() : ""; }

/// "Dean, Rector"
auto titles(const Things& things) -> LocalisedText {
  if (things.empty()) return {};
  LocalisedText result{{"en", ""}, {"et", ""}};
  for (const Thing& thing : things) {
    const LocalisedText title = thing.title();
    for (size_t i = 0; i < 2; ++i) {
      std::string& all = result[i].second;
      (all += all.empty() ? "" : ", ") += in_language(title, i == 0 ? Language::en : Language::et);
    }
  }
  return result;
}

auto kind_of(VerdictKind kind, Word severity) -> AuditKind {
  switch (kind) {
    case VerdictKind::NotApplicable: return AuditKind::NotApplicable;
    case VerdictKind::NotJudged: return AuditKind::NotJudged;
    default: break;
  }
  if (severity == Word::inform) return AuditKind::Noted;
  switch (kind) {
    case VerdictKind::Broken: return AuditKind::Broken;
    case VerdictKind::Waived: return AuditKind::Waived;
    case VerdictKind::Confirmed: return AuditKind::Confirmed;
    case VerdictKind::NoData: return AuditKind::NoData;
    case VerdictKind::Undecided: return AuditKind::Undecided;
    case VerdictKind::ForPerson: return AuditKind::ForPerson;
    default: return AuditKind::Kept;
  }
}

class ProgrammeAuditor {
 public:
  ProgrammeAuditor(const Model& model, const Curriculum& curriculum, const AuditReports& reports,
                   const AuditPlaces& places)
      : model_(model),
        curriculum_(curriculum),
        account_(*curriculum.account),
        reports_(reports),
        about_(reports.about(curriculum)),
        places_(places) {}

  auto audit() -> AuditedProgramme {
    const Thing programme = model_.thing(curriculum_.programme);
    result_.stem = file_stem(programme);
    result_.name = name_of(programme);
    result_.code = programme.code();
    result_.edition = text_in(model_.thing(model_.catalogue), Word::edition);
    result_.status = curriculum_.status;
    for (const Thing& provider : programme.things(Word::provider))
      result_.providers.push_back(name_of(provider));
    result_.place = places_(programme.location());
    result_.has_electives = account_.has_electives;
    result_.paths_known = account_.paths_known;
    result_.paths = account_.paths;
    for (const DecisionAccount& decision : account_.decisions) add_decision(decision);
    for (const RegulationAccount& regulation : account_.regulations) add_regulation(regulation);
    for (size_t i = 0; i < curriculum_.verdicts.size(); ++i) add_verdict(i);
    for (const StepAccount& step : account_.steps) add_step(step);
    for (const size_t i : about_) {
      if (!is_of_verdict(reports_.all()[i]))
        result_.findings.push_back(audit_finding(reports_.all()[i], places_));
    }
    std::ranges::stable_sort(result_.findings, std::greater(), &AuditFinding::severity);
    return std::move(result_);
  }

 private:
  /// Told of a rule that judged the programme: its verdict says it.
  auto is_of_verdict(const Report& report) const -> bool {
    return std::ranges::any_of(report.rules, [&](const std::string& id) {
      return std::ranges::any_of(rules_, [&](const std::string& rule) { return rule == id; });
    });
  }

  // ---- Regulations

  void add_regulation(const RegulationAccount& account) {
    AuditRegulation& own = result_.regulations.emplace_back();
    const Thing regulation = model_.thing(account.version);
    own.name = {full_name(model_, account.version), regulation.title()};
    for (const Cell& source : regulation.all(Word::source)) {
      if (source.known()) own.sources.emplace_back(source.text());
    }
    own.in_force = period_of(regulation);
    own.version = account.note;
    for (const Thing& base : regulation.things(Word::extends)) {
      if (base.kind() == Word::regulation)
        own.extends.push_back({full_name(model_, base.id()), base.title()});
    }
    for (const ObjectId rule : account.replacing) {
      const Thing replaces = model_.thing(rule);
      own.replaces.push_back({std::string(replaced_rule(model_, rule).name),
                              texts_in(replaces, Word::because), places_(replaces.location())});
    }
  }

  auto regulation_of(const Verdict& verdict) -> AuditRegulation& {
    const ObjectId home = model_.thing(verdict.rule).parent().id();
    for (size_t i = 0; i < account_.regulations.size(); ++i) {
      if (account_.regulations[i].version == home) return result_.regulations[i];
    }
    return result_.regulations.front();
  }

  // ---- Verdicts

  void add_verdict(size_t index) {
    const Verdict& verdict = curriculum_.verdicts[index];
    const VerdictAccount& account = account_.verdicts[index];
    const RuleFacts facts = rule_facts(model_, verdict.rule);
    AuditVerdict own;
    own.rule = facts.id;
    own.severity = facts.severity;
    own.kind = kind_of(verdict.kind, facts.severity);
    own.clause = facts.clause;
    own.unconfirmed = facts.unconfirmed;
    own.text = facts.text;
    own.reading = facts.reading;
    const Thing subject = model_.thing(verdict.subject);
    if (verdict.subject != curriculum_.programme) own.offering = name_of(subject);
    own.place = places_(subject.location());
    for (const WorkingLine& line : account.lines) own.lines.push_back(line_of(line));
    for (const Report& finding : account.findings)
      add_once(audit_finding(finding, places_), own.findings);
    if (own.kind == AuditKind::NotJudged) add_waiting(account, own);
    own.on_path = account.on_path;
    if (account.path) own.path = path_of(*account.path);
    for (size_t i = 0; i < account_.decisions.size(); ++i) {
      if (account.decision && account_.decisions[i].decision == account.decision) own.decision = i;
    }
    if (is_open(own.kind)) add_to_do(facts, own);
    rules_.push_back(facts.id);
    ++result_.counts[static_cast<size_t>(own.kind)];
    regulation_of(verdict).verdicts.push_back(std::move(own));
  }

  auto line_of(const WorkingLine& line) const -> AuditLine {
    AuditLine result{line.role, line.holds, line.text, {}};
    for (const ReadValue& value : line.values)
      result.values.push_back({value.label, value.of, value.value, places_(value.where)});
    return result;
  }

  /// Two conditions of one rule may wait for the same value.
  static void add_once(AuditFinding finding, std::vector<AuditFinding>& findings) {
    const auto is_same = [&](const AuditFinding& other) {
      const AuditPlace& place = other.place;
      return other.message == finding.message && place.file == finding.place.file &&
             place.line == finding.place.line && place.column == finding.place.column;
    };
    if (std::ranges::none_of(findings, is_same)) findings.push_back(std::move(finding));
  }

  auto path_of(const WorstPath& path) const -> AuditPath {
    AuditPath result{{}, path.margin, path.breaks};
    for (const ObjectId course : path.courses) {
      if (course) result.courses.push_back(name_of(model_.thing(course)));
    }
    return result;
  }

  /// The mistake that a rule waits for: at the value that it reads, else of the passes that add up
  /// credits or hours, or look at the structure.
  void add_waiting(const VerdictAccount& account, AuditVerdict& verdict) {
    // What is not known yet, it waits for without any mistake.
    verdict.waits_for = std::move(verdict.findings);
    verdict.findings.clear();
    if (!verdict.waits_for.empty()) return;
    std::vector<size_t> found;
    if (account.waits_at.source) found = reports_.in_source(account.waits_at);
    if (found.empty() && account.waits != WaitsFor::Regulation) found = passes(account.waits);
    for (const size_t i : found)
      verdict.waits_for.push_back(audit_finding(reports_.all()[i], places_));
  }

  auto passes(WaitsFor waits) const -> std::vector<size_t> {
    const std::string_view prefix = waits == WaitsFor::Credits ? "K310"
                                    : waits == WaitsFor::Hours ? "K311"
                                    : waits == WaitsFor::Paths ? "K32"
                                                               : "";
    std::vector<size_t> errors, exact;
    for (const size_t i : about_) {
      const Report& report = reports_.all()[i];
      if (report.severity != Severity::Error || is_of_rule(report)) continue;
      errors.push_back(i);
      const std::string_view code = diagnostic_rows()[report.message.row].code;
      if (!prefix.empty() && code.starts_with(prefix)) exact.push_back(i);
    }
    if (!exact.empty()) return exact;
    if (!errors.empty()) return errors;
    // A block that is not closed is told where its file ends.
    const auto whole =
        reports_.in_source({model_.units[curriculum_.programme.unit].source, {0, UINT32_MAX}});
    std::ranges::copy_if(whole, std::back_inserter(errors),
                         [&](size_t i) { return reports_.all()[i].severity == Severity::Error; });
    return errors;
  }

  static auto is_of_rule(const Report& report) -> bool { return !report.rules.empty(); }

  /// What the messages advise, else the rule, else what goes for all of the kind.
  void add_to_do(const RuleFacts& facts, AuditVerdict& verdict) const {
    const auto add = [&](const LocalisedText& text) {
      const bool is_new = std::ranges::find(verdict.to_do, text) == verdict.to_do.end();
      if (!text.empty() && is_new) verdict.to_do.push_back(text);
    };
    for (const auto* findings : {&verdict.findings, &verdict.waits_for}) {
      for (const AuditFinding& finding : *findings) {
        for (const LocalisedText& help : finding.help) add(help);
      }
    }
    if (verdict.to_do.empty() && verdict.kind != AuditKind::NotJudged) add(facts.hint);
    if (verdict.to_do.empty()) add(usual(verdict.kind));
    verdict.decides = decider(facts, verdict);
  }

  static auto usual(AuditKind kind) -> LocalisedText {
    switch (kind) {
      case AuditKind::NoData: return {{"en", "write the value"}, {"et", "kirjuta väärtus"}};
      case AuditKind::ForPerson:
        return {{"en", "answer it and record the answer with `confirm`"},
                {"et", "vasta ja märgi vastus üles: `confirm`"}};
      case AuditKind::NotJudged:
        return {{"en", "mend what it waits for"}, {"et", "paranda see, mida reegel ootab"}};
      case AuditKind::Undecided:
        return {{"en", "lessen the choices, or let a person decide"},
                {"et", "vähenda valikuid või lase otsustada inimesel"}};
      default:
        return {{"en", "change the definition so that the rule is kept"},
                {"et", "muuda õppekava nii, et reegel oleks täidetud"}};
    }
  }

  /// Who answers the question, or may let a breach pass.
  auto decider(const RuleFacts& facts, const AuditVerdict& verdict) const -> LocalisedText {
    if (verdict.kind == AuditKind::ForPerson) {
      switch (facts.decidability) {
        case Decidability::Learner:
          return {{"en", "a person, from the data of the learners"},
                  {"et", "inimene õppijate andmete järgi"}};
        case Decidability::Provider:
          return {{"en", "a person, from the data of the provider"},
                  {"et", "inimene koolitaja andmete järgi"}};
        default: return {{"en", "the judgement of a person"}, {"et", "inimese hinnang"}};
      }
    }
    // A waiver lets a breach or a gap pass, nothing else.
    if (verdict.kind != AuditKind::Broken && verdict.kind != AuditKind::NoData) return {};
    const Thing rule = model_.thing(facts.rule);
    const Cell waivable = rule[Word::waivable];
    if (waivable && waivable.thing()) {
      const LocalisedText who = titles(waivable.thing().things(Word::by));
      if (!who.empty()) {
        return {{"en", fmt::format("may be waived by: {}", in_language(who, Language::en))},
                {"et", fmt::format("erandi võib lubada: {}", in_language(who, Language::et))}};
      }
    }
    if (facts.severity == Word::recommend)
      return {{"en", "a recommendation: any office may waive it"},
              {"et", "soovitus: erandi võib lubada iga ametikandja"}};
    return {{"en", "nobody may waive it"}, {"et", "erandit ei või lubada keegi"}};
  }

  // ---- Decisions

  void add_decision(const DecisionAccount& account) {
    const Thing decision = model_.thing(account.decision);
    AuditDecision& own = result_.decisions.emplace_back();
    own.waives = decision.kind() == Word::waive;
    own.counts = account.counts;
    const Cell rule = decision[Word::value];
    if (rule && rule.kind() == ValueKind::Reference) {
      own.rule = rule_id(model_, rule.thing().id());
      own.current = current_version(own.rule);
    }
    for (const Thing& subject : decision.things(Word::for_))
      own.subjects.push_back(name_of(subject));
    own.by = titles(decision.things(Word::by));
    own.because = texts_in(decision, Word::because);
    own.on = day_in(decision, Word::on);
    own.until = day_in(decision, Word::until);
    own.version = text_in(decision, Word::version);
    own.place = places_(decision.location());
  }

  /// A decision names a rule, whichever version of its regulation judges.
  auto current_version(std::string_view rule) const -> std::string {
    for (const Verdict& verdict : curriculum_.verdicts) {
      if (rule_id(model_, verdict.rule) == rule) return fingerprint(model_, verdict.rule);
    }
    return {};
  }

  // ---- Procedures

  void add_step(const StepAccount& account) {
    AuditStep& own = result_.steps.emplace_back();
    const Thing step = model_.thing(account.step);
    own.state = account.state;
    own.step = step.name();
    own.title = step.title();
    own.by = titles(step.things(Word::by));
    own.to = titles(step.things(Word::to));
    own.ground = model_.thing(account.regulation ? account.regulation : account.procedure).title();
    own.clause = text_in(step, Word::clause);
    own.day = day_text(account.day);
    own.due = day_text(account.due);
    if (account.subject != curriculum_.programme)
      own.offering = name_of(model_.thing(account.subject));
    const Thing done = account.done ? model_.thing(account.done) : Thing();
    if (done && !done.things(Word::by).empty()) own.by = titles(done.things(Word::by));
    own.place = places_(done ? done.location() : step.location());
  }

  const Model& model_;
  const Curriculum& curriculum_;
  const Account& account_;
  const AuditReports& reports_;
  std::vector<size_t> about_;
  const AuditPlaces& places_;
  std::vector<std::string> rules_;
  AuditedProgramme result_;
};

}  // namespace

auto audit_programme(const Model& model, size_t curriculum, const AuditReports& reports,
                     const AuditPlaces& places) -> AuditedProgramme {
  return ProgrammeAuditor(model, model.curricula[curriculum], reports, places).audit();
}

// ---- All programmes
// -------------------------------------------------------------------------------

void AuditedCatalogue::add(const AuditedProgramme& programme) {
  AuditRow& row = rows.emplace_back();
  row.stem = programme.stem;
  row.name = programme.name;
  row.code = programme.code;
  row.status = programme.status;
  row.counts = programme.counts;
  row.open = open_questions(programme.counts);
  row.mistakes = static_cast<size_t>(
      std::ranges::count(programme.findings, Severity::Error, &AuditFinding::severity));
  for (size_t i = 0; i < counts.size(); ++i) counts[i] += programme.counts[i];
  for (const AuditRegulation& regulation : programme.regulations) {
    Applied& applied = regulations[regulation.name.name + ' ' + regulation.in_force];
    applied.name = regulation.name;
    applied.in_force = regulation.in_force;
    ++applied.programmes;
    std::string last;
    for (const AuditVerdict& verdict : regulation.verdicts) {
      // A rule may judge several offerings of one programme.
      if (verdict.kind != AuditKind::Broken || verdict.rule == last) continue;
      last = verdict.rule;
      BrokenRule& rule = broken[verdict.rule];
      rule.text = verdict.text;
      ++rule.programmes;
    }
  }
}

}  // namespace kava
