// SPDX-License-Identifier: Apache-2.0
// One procedure, one programme or offering: in time, in order, as often as allowed; and what is
// next.
#include "compiler/rules/procedure_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/base/dotted.h"
#include "compiler/model/account.h"
#include "compiler/rules/judge.h"
#include "compiler/rules/judgement.h"

namespace kava {
namespace {

auto status_named(std::string_view name) -> std::optional<Status> {
  constexpr std::string_view names[] = {"draft", "proposed", "approved", "registered", "withdrawn"};
  const auto* const found = std::ranges::find(names, name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Status>(found - std::begin(names));
}

/// The status that a step gives.
auto given_status(const Thing& step) -> std::optional<Status> {
  const Thing gives = concept_in(step, Word::gives);
  return gives ? status_named(gives.name()) : std::nullopt;
}

auto most_times(const Thing& step) -> std::optional<int64_t> {
  const Cell cell = step[Word::at_most];
  const auto quantity = cell && cell.known() ? cell.quantity() : std::nullopt;
  if (!quantity || !quantity->value.is_whole()) return std::nullopt;
  return quantity->value.numerator();
}

auto days_words(int64_t days, Language language) -> std::string {
  if (language == Language::et) return fmt::format("{} {}", days, days == 1 ? "päev" : "päeva");
  return fmt::format("{} {}", days, days == 1 ? "day" : "days");
}

class ProcedureJudge {
 public:
  ProcedureJudge(Evaluator& evaluator, Curriculum& curriculum, const Thing& subject,
                 std::span<const Done> dones, Judging judging, std::optional<Date> as_of,
                 Diagnostics& diagnostics)
      : evaluator_(evaluator),
        model_(evaluator.world().model()),
        curriculum_(curriculum),
        subject_(subject),
        dones_(dones),
        judging_(judging),
        as_of_(as_of),
        diagnostics_(diagnostics) {}

  void judge() {
    for (const auto& step : judging_.compiled->steps) applies_.push_back(whether_applies(*step));
    for (const Done& done : dones_) judge_done(done);
    check_counts();
    if (subject_.kind() == Word::programme) check_status();
  }

  void account() {
    for (size_t i = 0; i < judging_.compiled->steps.size(); ++i) account_step(i);
  }

  /// What is left to do as of the day that was asked about.
  void add_deadlines() {
    for (size_t i = 0; i < judging_.compiled->steps.size(); ++i) add_deadline(i);
  }

 private:
  auto step(size_t i) const -> const CompiledStep& { return *judging_.compiled->steps[i]; }
  auto thing(const CompiledStep& step) const -> Thing { return model_.thing(step.step); }
  auto is_draft() const -> bool { return curriculum_.status == Status::Draft; }

  // ---- Evaluating

  void start(const CompiledStep& step, const Done* done) {
    evaluator_.start(step.program);
    Datum roots[3];
    const auto root = [](ObjectId id) {
      Datum result = Datum::of_object(Shape::Thing, id);
      result.origin.owner = id;
      return result;
    };
    roots[0] = root(curriculum_.programme);
    roots[1] = done != nullptr ? root(done->thing.id()) : Datum::missing(State::Absent, {});
    roots[2] = root(subject_.id());
    evaluator_.set_roots(roots);
  }

  auto value_of(const CompiledStep& step, uint32_t node, const Done* done) -> Datum {
    if (step.program.failed) return Datum::missing(State::InError, {});
    start(step, done);
    return evaluator_.day(node);
  }

  /// All its `when`s; the first that does not hold, else the first that is not known.
  auto whether_applies(const CompiledStep& step) -> Datum {
    Datum result = Datum::of_truth(true);
    for (const uint32_t node : step.when) {
      const Datum value = value_of(step, node, nullptr);
      if (value.is_false()) return value;
      if (!value.known() && result.known()) result = value;
    }
    return result;
  }

  // ---- Reporting

  auto severity(Severity of_row) const -> Severity {
    return judging_.compiled->proposal ? std::min(of_row, Severity::Hint) : of_row;
  }

  template <typename... Arguments>
  auto report(Location where, const CompiledStep& of, Diagnostic<Arguments...> row,
              std::type_identity_t<Arguments>... arguments) -> Report& {
    Report& said = diagnostics_.report(where, row, std::move(arguments)...);
    said.severity = severity(said.severity);
    said.detail(Detail::Kind::Clause, clause_of(of));
    said.rules.push_back(id_of(of));
    const ObjectId regulation = judging_.compiled->regulation;
    if (judging_.day != nullptr && needs_version_note(model_, regulation, *judging_.day))
      said.detail(Detail::Kind::Version, version_note(model_, regulation, *judging_.day));
    return said;
  }

  auto clause_of(const CompiledStep& step) const -> LocalisedText {
    const Cell clause = thing(step)[Word::clause];
    const ObjectId home = judging_.compiled->regulation ? judging_.compiled->regulation
                                                        : judging_.compiled->procedure;
    LocalisedText result;
    for (const Language language : {Language::en, Language::et}) {
      std::string line(in_language(model_.thing(home).title(), language));
      if (clause && clause.known()) line += fmt::format(", {}", clause.text());
      result.emplace_back(language == Language::et ? "et" : "en", std::move(line));
    }
    return result;
  }

  /// `taltech.common.launch.announced`
  auto id_of(const CompiledStep& step) const -> std::string {
    std::string result;
    const Thing procedure = model_.thing(judging_.compiled->procedure);
    if (const ObjectId regulation = judging_.compiled->regulation) {
      const std::string_view module = model_.units[regulation.unit].module;
      if (!module.empty()) result.append(last_segment(module)).append(".");
      result.append(model_.thing(regulation).name()).append(".");
    }
    return result.append(procedure.name()).append(".").append(step.name);
  }

  static auto name(std::string_view text) -> Name { return Name{std::string(text)}; }

  // ---- What was done

  /// Of steps with one name the one that applies, else the first that may.
  auto variant(std::string_view name) const -> std::optional<size_t> {
    std::optional<size_t> result;
    for (size_t i = 0; i < applies_.size(); ++i) {
      if (step(i).name != name || applies_[i].is_false()) continue;
      if (applies_[i].is_true()) return i;
      if (!result) result = i;
    }
    return result;
  }

  auto knows(std::string_view name) const -> const CompiledStep* {
    for (const auto& step : judging_.compiled->steps) {
      if (step->name == name) return step.get();
    }
    return nullptr;
  }

  void judge_done(const Done& done) {
    const CompiledStep* const named = knows(done.name);
    if (named == nullptr) return;
    const auto index = variant(done.name);
    if (!index) {
      report(done.thing.location(), *named, diag::step_does_not_apply, name(done.name));
      return;
    }
    if (!check_order(*index, done)) check_not_before(*index, done);
    check_due(*index, done);
    check_requirements(*index, done);
  }

  /// The name of the step that comes before it; empty if none does, or none that is known to apply.
  auto previous(size_t index) const -> std::string_view {
    const CompiledStep& own = step(index);
    if (own.follows == "none") return {};
    if (!own.follows.empty()) {
      const auto found = variant(own.follows);
      return found && applies_[*found].is_true() ? own.follows : std::string_view();
    }
    for (size_t i = index; i-- > 0;) {
      const bool passed_over = step(i).name == own.name || applies_[i].is_false() ||
                               most_times(thing(step(i))).has_value();
      if (passed_over) continue;
      return applies_[i].is_true() ? step(i).name : std::string_view();
    }
    return {};
  }

  auto check_order(size_t index, const Done& done) -> bool {
    const std::string_view before = previous(index);
    if (before.empty()) return false;
    const Done* earliest = nullptr;
    for (const Done& other : dones_) {
      if (other.name != before) continue;
      if (!other.date) return false;
      if (earliest == nullptr || *other.date < *earliest->date) earliest = &other;
    }
    const Location where = done.thing.location();
    if (earliest == nullptr) {
      Report& said =
          report(where, step(index), diag::step_without_previous, name(done.name), name(before));
      if (is_draft()) said.severity = Severity::Hint;
      return true;
    }
    if (!done.date || *earliest->date <= *done.date) return false;
    report(where, step(index), diag::step_out_of_order, name(done.name), *done.date, name(before),
           *earliest->date)
        .note(earliest->thing.location(), message(diag::step_done_here, name(before)));
    return true;
  }

  void check_not_before(size_t index, const Done& done) {
    const CompiledStep& own = step(index);
    if (own.not_before == no_node || !done.date) return;
    const Datum from = value_of(own, own.not_before, &done);
    if (!from.known()) return tell_unknown(own, done, from);
    if (*done.date >= from.date) return;
    Report& said = report(done.thing.location(), own, diag::step_early, name(done.name), *done.date,
                          from.date);
    add_working(said, own.not_before, from.date, from.date.day_number() - done.date->day_number(),
                {"too early", "liiga vara"});
  }

  void check_due(size_t index, const Done& done) {
    const CompiledStep& own = step(index);
    if (own.due == no_node || !done.date) return;
    const Datum due = value_of(own, own.due, &done);
    if (!due.known()) return tell_unknown(own, done, due);
    if (*done.date <= due.date) return;
    Report& said =
        report(done.thing.location(), own, diag::step_late, name(done.name), *done.date, due.date);
    add_working(said, own.due, due.date, done.date->day_number() - due.date.day_number(),
                {"late", "hiljem"});
  }

  struct Lateness {
    std::string_view en, et;
  };

  /// "last 1 May before 2026-08-31 = 2026-05-01: 3 days late"
  void add_working(Report& said, uint32_t node, Date day, int64_t days, Lateness how) {
    LocalisedText lines;
    for (const Language language : {Language::en, Language::et}) {
      const bool et = language == Language::et;
      std::string line = formula(evaluator_, node, language);
      line = line == day.text() ? line : fmt::format("{} = {}", line, day.text());
      lines.emplace_back(
          et ? "et" : "en",
          fmt::format("{}: {} {}", line, days_words(days, language), et ? how.et : how.en));
    }
    said.detail(Detail::Kind::Working, std::move(lines));
  }

  auto field_of(const Origin& origin) const -> std::string {
    if (!origin.owner) return "due";  // It reads nothing: what it computes is no day.
    Word word = origin.word;
    if (word == Word::value || word == Word::none) word = model_.object(origin.owner).kind;
    return std::string(model_.schema.spelling(word));
  }

  void tell_unknown(const CompiledStep& own, const Done& done, const Datum& value) {
    if (value.state == State::InError) return;
    Report& said = report(done.thing.location(), own, diag::step_not_known_yet, name(done.name),
                          Name{field_of(value.origin)});
    said.severity = severity(is_draft() ? Severity::Hint : Severity::Error);
  }

  void check_requirements(size_t index, const Done& done) {
    const CompiledStep& own = step(index);
    for (const uint32_t node : own.require) {
      if (own.program.failed) return;
      start(own, &done);
      const Datum value = evaluator_.evaluate(node);
      if (value.is_true() || value.state == State::InError) continue;
      const bool gap = !value.known() || value.by_absence;
      Report& said = report(done.thing.location(), own, diag::step_requirement, name(done.name),
                            asked_by(own));
      if (gap && is_draft()) said.severity = Severity::Hint;
      if (!gap) {
        auto found = blame(evaluator_, node, nullptr);
        if (!found.working.empty()) said.detail(Detail::Kind::Working, std::move(found.working));
      } else if (value.origin.owner) {
        const std::string field = field_of(value.origin);
        said.detail(Detail::Kind::Help, {{"en", fmt::format("add `{}`", field)},
                                         {"et", fmt::format("lisa `{}`", field)}});
      }
      return;
    }
  }

  /// The words of the step; its title or name if it has none.
  auto asked_by(const CompiledStep& own) const -> LocalisedText {
    const Cell text = thing(own)[Word::text];
    return text && text.known() ? text.localised() : thing(own).title();
  }

  // ---- How often

  void check_counts() {
    std::set<std::string_view> counted;
    for (size_t i = 0; i < applies_.size(); ++i) {
      const auto most = most_times(thing(step(i)));
      if (!most || applies_[i].is_false() || !counted.insert(step(i).name).second) continue;
      check_count(step(i), *most);
    }
  }

  void check_count(const CompiledStep& own, int64_t most) {
    const Cell cell = thing(own)[Word::per];
    const std::string_view per = cell && cell.known() ? cell.text() : std::string_view();
    const size_t shown = per == "year" ? 4 : per == "month" ? 7 : 0;  // Of `2026-05-01`.
    std::set<std::string> told;
    std::vector<std::pair<std::string, const Done*>> all;
    for (const Done& done : dones_) {
      if (done.name != own.name || (!done.date && shown > 0)) continue;
      all.emplace_back(done.date ? done.date->text().substr(0, shown) : std::string(), &done);
    }
    for (const auto& [period, done] : all) {
      const auto same = [&](const auto& other) { return other.first == period; };
      const int64_t count = std::ranges::count_if(all, same);
      if (count <= most || !told.insert(period).second) continue;
      // Told at the last one: that is the one too many.
      const auto last = std::find_if(all.rbegin(), all.rend(), same);
      Report& said = report(last->second->thing.location(), own, diag::step_too_often,
                            name(own.name), Count{count}, Count{most});
      if (!period.empty()) {
        said.detail(Detail::Kind::Working, {{"en", fmt::format("in {}: {}", period, count)},
                                            {"et", fmt::format("{}: {}", period, count)}});
      }
      for (const auto& [other, earlier] : all) {
        if (other == period && earlier != last->second)
          said.note(earlier->thing.location(), message(diag::step_done_here, name(own.name)));
      }
    }
  }

  // ---- Status

  auto was_done(std::string_view name) const -> bool {
    return std::ranges::any_of(dones_, [&](const Done& done) { return done.name == name; });
  }

  void check_status() {
    const Cell declared = subject_[Word::status];
    if (declared && !declared.known()) return;
    if (curriculum_.status == Status::Withdrawn) return;
    check_behind(declared);
    // That a programme is proposed the status itself says; an approval has a day, which decides
    // by which version of a regulation the programme is judged.
    if (curriculum_.status < Status::Approved || !declared) return;
    for (size_t i = 0; i < applies_.size(); ++i) {
      const bool gives = given_status(thing(step(i))) == curriculum_.status;
      if (!gives || !applies_[i].is_true()) continue;
      if (!was_done(step(i).name)) {
        report(declared.location(), step(i), diag::status_without_step, declared.thing().title(),
               name(step(i).name));
      }
      return;
    }
  }

  /// The furthest status that was reached is not the one that is declared.
  void check_behind(const Cell& declared) {
    const Done* furthest = nullptr;
    size_t by = 0;
    Status reached = curriculum_.status;
    for (const Done& done : dones_) {
      const auto index = variant(done.name);
      const auto gives = index ? given_status(thing(step(*index))) : std::nullopt;
      if (!gives || *gives <= reached) continue;
      reached = *gives;
      furthest = &done;
      by = *index;
    }
    if (furthest == nullptr) return;
    const Thing given = concept_in(thing(step(by)), Word::gives);
    LocalisedText own = {{"en", "draft"}, {"et", "koostamisel"}};
    if (declared && declared.thing()) own = declared.thing().title();
    Report& said = report(furthest->thing.location(), step(by), diag::status_behind,
                          name(furthest->name), given.title(), std::move(own));
    const std::string line = fmt::format("`status {}`", given.name());
    said.detail(Detail::Kind::Help, {{"en", "write " + line}, {"et", "kirjuta " + line}});
  }

  // ---- What is left to do

  /// Until the day that was asked about. A status that is reached says that what gives it was done.
  auto done_by_then(std::string_view wanted) const -> bool {
    for (const Done& done : dones_) {
      if (done.name == wanted && (!done.date || *done.date <= *as_of_)) return true;
    }
    if (subject_.kind() != Word::programme) return false;
    const auto index = variant(wanted);
    const auto gives = index ? given_status(thing(step(*index))) : std::nullopt;
    const bool later = was_done(wanted);  // It has a day, which has not come.
    return gives && *gives <= curriculum_.status && !later;
  }

  void add_deadline(size_t i) {
    const CompiledStep& own = step(i);
    const Thing of = thing(own);
    if (applies_[i].is_false() || own.program.failed || most_times(of)) return;
    if (applies_[i].state == State::InError || done_by_then(own.name)) return;
    Deadline result;
    result.subject = subject_.id();
    result.step = own.step;
    result.procedure = judging_.compiled->procedure;
    result.regulation = judging_.compiled->regulation;
    result.may_apply = !applies_[i].known();
    if (result.may_apply) result.unknown = unknown_word(applies_[i].origin);
    if (own.due != no_node) {
      const Datum due = value_of(own, own.due, nullptr);
      if (due.state == State::InError) return;
      if (due.known()) result.due = due.date;
      else if (result.unknown == Word::none) result.unknown = unknown_word(due.origin);
    }
    const std::string_view before = previous(i);
    if (!result.due && !result.may_apply && !before.empty() && !done_by_then(before)) return;
    curriculum_.deadlines.push_back(result);
    if (result.due && *result.due < *as_of_ && !result.may_apply) report_overdue(own, *result.due);
  }

  auto unknown_word(const Origin& origin) const -> Word {
    return origin.word == Word::value && origin.owner ? model_.object(origin.owner).kind
                                                      : origin.word;
  }

  void report_overdue(const CompiledStep& own, Date due) {
    // It will be told as late, at the entry that records it.
    if (was_done(own.name)) return;
    Report& said = report(subject_.location(), own, diag::step_overdue, name(own.name), due);
    const int64_t days = as_of_->day_number() - due.day_number();
    said.detail(Detail::Kind::Working,
                {{"en", fmt::format("overdue by {} as of {}", days_words(days, Language::en),
                                    as_of_->text())},
                 {"et", fmt::format("seisuga {} on tähtajast möödas {}", as_of_->text(),
                                    days_words(days, Language::et))}});
    const std::string line = fmt::format("`done {} …`", own.name);
    said.detail(Detail::Kind::Help, {{"en", "record it when it is done: " + line},
                                     {"et", "märgi see üles, kui see on tehtud: " + line}});
  }

  // ---- How it stands with each step

  void account_step(size_t i) {
    const CompiledStep& own = step(i);
    const bool is_own = variant(own.name) == i;
    if (applies_[i].is_false() || applies_[i].state == State::InError || own.program.failed) return;
    bool done = false;
    for (const Done& entry : dones_) {
      if (entry.name != own.name || !is_own) continue;
      done = true;
      const bool later = as_of_ && entry.date && *as_of_ < *entry.date;
      StepAccount& account = add_account(own, later ? nullptr : &entry);
      if (!later) account.state = state_of_done(own, entry, account);
      else if (account.due && *account.due < *as_of_) account.state = StepState::Missing;
    }
    // What is done when there is need is listed when it was.
    if (done || !is_own || most_times(thing(own))) return;
    StepAccount& account = add_account(own, nullptr);
    const auto gives = given_status(thing(own));
    if (gives && *gives <= curriculum_.status) account.state = StepState::Done;
    else if (!applies_[i].known()) account.state = StepState::Unknown;
    else if (account.due && as_of_ && *account.due < *as_of_) account.state = StepState::Missing;
  }

  /// Of a step that was not done the day on which it is due, if that is known.
  auto add_account(const CompiledStep& own, const Done* done) -> StepAccount& {
    StepAccount& account = curriculum_.account->steps.emplace_back();
    account.subject = subject_.id();
    account.step = own.step;
    account.procedure = judging_.compiled->procedure;
    account.regulation = judging_.compiled->regulation;
    if (done != nullptr) {
      account.done = done->thing.id();
      account.day = done->date;
    }
    if (own.due == no_node) return account;
    const Datum due = value_of(own, own.due, done);
    if (due.known()) account.due = due.date;
    account.state = due.known() ? StepState::Due : StepState::Unknown;
    return account;
  }

  auto state_of_done(const CompiledStep& own, const Done& done, const StepAccount& account)
      -> StepState {
    if (!done.date) return StepState::Done;
    if (account.due && *account.due < *done.date) return StepState::Late;
    if (own.not_before == no_node) return StepState::Done;
    const Datum from = value_of(own, own.not_before, &done);
    return from.known() && *done.date < from.date ? StepState::Early : StepState::Done;
  }

  Evaluator& evaluator_;
  const Model& model_;
  Curriculum& curriculum_;
  Thing subject_;
  std::span<const Done> dones_;
  Judging judging_;
  std::optional<Date> as_of_;
  Diagnostics& diagnostics_;
  std::vector<Datum> applies_;  ///< By step.
};

}  // namespace

void judge_procedure(Evaluator& evaluator, Curriculum& curriculum, const Thing& subject,
                     std::span<const Done> dones, Judging judging, std::optional<Date> as_of,
                     bool open, Diagnostics& diagnostics) {
  ProcedureJudge judge(evaluator, curriculum, subject, dones, judging, as_of, diagnostics);
  judge.judge();
  if (open) judge.add_deadlines();
  if (curriculum.account) judge.account();
}

}  // namespace kava
