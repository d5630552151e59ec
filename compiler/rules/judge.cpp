// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/judge.h"

#include <algorithm>

#include "compiler/rules/decisions.h"
#include "compiler/rules/judgement.h"
#include "compiler/rules/procedures.h"
#include "compiler/rules/prove.h"

namespace kava {

// ---- One programme
// --------------------------------------------------------------------------------

ProgrammeJudge::ProgrammeJudge(Evaluator& evaluator, const Curriculum& curriculum, const Plan& plan)
    : evaluator_(evaluator),
      model_(evaluator.world().model()),
      curriculum_(curriculum),
      plan_(plan) {
  evaluator_.judge(curriculum);
  evaluator_.set_root(0, curriculum.programme);
  evaluator_.set_root(1, offering_);
  if (!curriculum.groups.empty() && !curriculum.structure_in_error) {
    paths_.emplace(model_, curriculum);
    if (paths_->single()) {
      whole_path();  // What no path has is not on the only one.
      paths_.reset();
    }
  }
}

auto ProgrammeJudge::run() -> Array<Verdict> {
  Array<Verdict> result;
  result.reserve(plan_.rules.size());
  const auto judge = [&](const Plan::Entry& entry, ObjectId offering) {
    const size_t before = failures_.size();
    const ObjectId subject = offering ? offering : curriculum_.programme;
    result.push_back({entry.rule->rule, subject, verdict(entry, offering)});
    for (size_t i = before; i < failures_.size(); ++i) failures_[i].subject = subject;
    if (curriculum_.account) account(result.back().kind, before);
  };
  for (const Plan::Entry& entry : plan_.rules) {
    if (!entry.rule->program.reads.offering) {
      judge(entry, {});
      continue;
    }
    for (const ObjectId offering : curriculum_.offerings) judge(entry, offering);
  }
  if (failures_.size() > 1) drop_consequences(result);
  return result;
}

namespace {

auto is_hours(const Model& model, const Blame& blame) -> bool {
  const Word kind = blame.origin.owner ? model.object(blame.origin.owner).kind : Word::none;
  return kind == Word::hours || blame.origin.word == Word::hours;
}

auto stands_in_course(const Model& model, ObjectId at) -> bool {
  for (Thing thing = model.thing(at); thing; thing = thing.parent()) {
    if (thing.kind() == Word::course) return true;
  }
  return false;
}

}  // namespace

/// A programme that has the hours of its courses is wrong where they are: told at the course.
void ProgrammeJudge::drop_consequences(Array<Verdict>& verdicts) {
  if (declares_hours()) return;
  const auto of_course = [&](const Failure& failure) {
    return failure.failing == Failing::Broken && is_hours(model_, failure.blame) &&
           stands_in_course(model_, failure.blame.origin.owner);
  };
  if (std::none_of(failures_.begin(), failures_.end(), of_course)) return;
  if (curriculum_.account) in_error_ = std::ranges::find_if(failures_, of_course)->blame.where;
  std::erase_if(failures_, [&](const Failure& failure) {
    const bool follows = failure.failing == Failing::Broken && failure.blame.reads_hours &&
                         !stands_in_course(model_, failure.blame.origin.owner);
    for (Verdict& verdict : verdicts) {
      if (follows && verdict.rule == failure.entry->rule->rule)
        verdict.kind = VerdictKind::NotJudged;
    }
    return follows;
  });
  if (curriculum_.account) account_dropped(verdicts);
}

auto ProgrammeJudge::declares_hours() const -> bool {
  return model_.thing(curriculum_.programme).has(Word::hours);
}

/// By a mistake that was told: the rule is not judged before that is mended.
auto ProgrammeJudge::tainted(const CompiledRule& rule) const -> WaitsFor {
  const Reads& reads = rule.program.reads;
  if (rule.program.failed) return WaitsFor::Regulation;
  if (reads.credits && curriculum_.credits_in_error) return WaitsFor::Credits;
  if (reads.hours && curriculum_.hours_in_error) return WaitsFor::Hours;
  const bool structure = reads.courses || (reads.hours && rule.on_path && !declares_hours());
  if (structure && curriculum_.structure_in_error) return WaitsFor::Structure;
  const bool no_path = rule.on_path && paths_ && (paths_->none() || paths_->undetermined());
  return no_path ? WaitsFor::Paths : WaitsFor::Nothing;
}

auto ProgrammeJudge::verdict(const Plan::Entry& entry, ObjectId offering) -> VerdictKind {
  entry_ = &entry;
  rule_ = entry.rule;
  subject_ = offering ? offering : curriculum_.programme;
  if (tainted(*rule_) != WaitsFor::Nothing) return VerdictKind::NotJudged;
  const bool always_for_person =
      rule_->decidability != Decidability::Definition && rule_->when.empty();
  if (always_for_person && !curriculum_.account) return VerdictKind::ForPerson;
  evaluator_.start(rule_->program);
  if (offering != offering_) evaluator_.set_root(1, offering_ = offering);
  if (paths_ && rule_->on_path) return on_paths();
  return directly();
}

namespace {

/// Of the verdicts of several elements the one that counts.
auto worst(VerdictKind a, VerdictKind b) -> VerdictKind {
  const auto weight = [](VerdictKind kind) {
    switch (kind) {
      case VerdictKind::Broken: return 5;
      case VerdictKind::Undecided: return 4;
      case VerdictKind::NotJudged: return 3;
      case VerdictKind::NoData: return 2;
      case VerdictKind::ForPerson: return 1;
      default: return 0;
    }
  };
  return weight(a) >= weight(b) ? a : b;
}

}  // namespace

/// Whether the rule applies at all; empty if it does.
auto ProgrammeJudge::applies() -> std::optional<VerdictKind> {
  for (const uint32_t node : rule_->when) {
    if (always_applies_ && rule_->program.nodes[node].on_path) continue;
    const Datum condition = evaluator_.evaluate(node);
    if (condition.is_false()) return VerdictKind::NotApplicable;
    if (!condition.known()) return gap(condition);
  }
  return std::nullopt;
}

auto ProgrammeJudge::directly() -> VerdictKind {
  if (const auto other = applies()) return *other;
  if (rule_->decidability != Decidability::Definition) return VerdictKind::ForPerson;
  return each_element(0);
}

auto ProgrammeJudge::each_element(size_t level) -> VerdictKind {
  if (level == rule_->each.size()) return requirements();
  const auto [list_node, slot] = rule_->each[level];
  const Datum list = evaluator_.evaluate(list_node);
  if (!list.known()) return gap(list);
  if (evaluator_.size(list) == 0 && list.by_absence) {
    return gap(Datum::missing(State::Absent, list.origin));
  }
  VerdictKind result = VerdictKind::Kept;
  for (uint32_t i = 0; i < evaluator_.size(list); ++i) {
    const Datum& element = evaluator_.at(list, i);
    if (!element.known()) {
      result = worst(result, gap(element));
      continue;
    }
    evaluator_.bind(slot, element);
    result = worst(result, each_element(level + 1));
  }
  return result;
}

auto ProgrammeJudge::requirements() -> VerdictKind {
  VerdictKind result = VerdictKind::Kept;
  for (const uint32_t node : rule_->requirements) result = worst(result, requirement(node));
  return result;
}

auto ProgrammeJudge::requirement(uint32_t node) -> VerdictKind {
  const Datum value = evaluator_.evaluate(node);
  if (value.is_true()) return VerdictKind::Kept;
  return value.known() ? failed(node, value) : operand_gap(value);
}

/// What a condition computes with is not there.
auto ProgrammeJudge::operand_gap(const Datum& value) -> VerdictKind {
  const size_t before = failures_.size();
  const VerdictKind result = gap(value);
  if (failures_.size() > before) failures_.back().is_operand = true;
  return result;
}

auto ProgrammeJudge::failed(uint32_t node, const Datum& value) -> VerdictKind {
  if (value.by_absence) return absent(node, value);
  if (rule_->severity == Word::inform) return VerdictKind::Broken;
  Datum at;
  if (rule_->at != no_node) at = evaluator_.evaluate(rule_->at);
  if (at.shape == Shape::List && evaluator_.size(at) > 0) at = evaluator_.at(at, 0);
  Failure failure{entry_, Failing::Broken, blame(evaluator_, node, at.origin.entry)};
  if (at.origin.owner) failure.blame.where = place_of(model_, at.origin);
  // Not in a file of the library, of which the author is not the author.
  const auto in_library = [&](const Unit& unit) {
    return unit.is_library && unit.source == failure.blame.where.source;
  };
  const bool nowhere = !failure.blame.where.source;
  const bool at_home = failure.blame.where.source == model_.units[subject_.unit].source;
  if (nowhere || (!at_home && std::any_of(model_.units.begin() +
                                              static_cast<std::ptrdiff_t>(model_.checked_units),
                                          model_.units.end(), in_library))) {
    failure.blame.where = model_.location(subject_);
  }
  failures_.push_back(std::move(failure));
  return VerdictKind::Broken;
}

/// What a condition asks to be there is not.
auto ProgrammeJudge::absent(uint32_t node, const Datum& value) -> VerdictKind {
  const size_t before = failures_.size();
  const VerdictKind result = gap(Datum::missing(State::Absent, value.origin));
  const Program& program = rule_->program;
  const Instruction& has = program.nodes[node];
  const bool of_language =
      has.op == Op::Has && program.nodes[program.operand(has, 0)].op == Op::InLanguage;
  if (of_language && value.origin.entry != nullptr && failures_.size() > before) {
    const Instruction& text = program.nodes[program.operand(has, 0)];
    failures_.back().blame.language = program.patterns[text.index];
  }
  return result;
}

namespace {

/// All of a declaration or block.
auto whole(const Model& model, ObjectId id) -> Location {
  return {model.units[id.unit].source, model.object(id).span};
}

/// A word that is not known may be what was meant here: told already.
auto has_unknown_word(const Model& model, ObjectId id) -> bool {
  const Unit& unit = model.units[id.unit];
  const Object& object = unit.objects[id.index];
  for (const Value& entry : unit.entries_of(object)) {
    if (model.schema.field(object.kind, entry.word) == nullptr) return true;
  }
  return false;
}

}  // namespace

auto ProgrammeJudge::gap(const Datum& value) -> VerdictKind {
  const Origin& origin = value.origin;
  if (value.state == State::Absent && origin.owner && has_unknown_word(model_, origin.owner)) {
    in_error_ = whole(model_, origin.owner);
    return VerdictKind::NotJudged;
  }
  Failure failure{entry_, Failing::Missing, {}};
  failure.blame.origin = origin;
  switch (value.state) {
    case State::InError:
      in_error_ = origin.entry != nullptr ? place_of(model_, origin)
                                          : whole(model_, origin.owner ? origin.owner : subject_);
      return VerdictKind::NotJudged;
    case State::Unknown: failure.failing = Failing::Unknown; break;
    case State::Unlike: failure.failing = Failing::Unlike; break;
    case State::Overflow: failure.failing = Failing::Overflow; break;
    case State::Limit: failure.failing = Failing::Limit; break;
    case State::Absent:
    case State::Known: break;
  }
  if (!failure.blame.origin.owner) failure.blame.origin.owner = subject_;
  failure.blame.where = place_of(model_, failure.blame.origin);
  if (rule_->severity != Word::inform) failures_.push_back(std::move(failure));
  return value.state == State::Limit || value.state == State::Overflow ? VerdictKind::Undecided
                                                                       : VerdictKind::NoData;
}

// ---- All programmes
// -------------------------------------------------------------------------------

namespace {

/// Programmes that are judged one after another, with one evaluator and one list of diagnostics.
constexpr size_t programmes_per_chunk = 128;

void compile_own_regulations(const World& world, RuleBook& book, Diagnostics& diagnostics) {
  const Model& model = world.model();
  for (const ObjectId regulation : model.top_level.of(Word::regulation)) {
    const bool own =
        regulation.unit < model.checked_units && !model.units[regulation.unit].only_for_names;
    if (!own) continue;
    for (const auto& rule : book.regulation(regulation).rules)
      check_provable(world, *rule, diagnostics);
  }
}

auto found_of(const Model& model, std::span<const AskedRegulation> names) -> std::vector<Asked> {
  std::vector<Asked> result;
  for (const AskedRegulation& asked : names) {
    if (const ObjectId id = find_regulation(model, asked.name).id)
      result.push_back({id, asked.date});
  }
  return result;
}

}  // namespace

void judge(Model& model, const JudgeOptions& options, const Parallel& parallel,
           Diagnostics& diagnostics) {
  const World world(model);
  const std::optional<Date> as_of = options.as_of;
  const std::vector<Asked> against = found_of(model, options.against);
  RuleBook book(world, as_of, against, diagnostics);
  book.replace(options.instead);
  compile_own_regulations(world, book, diagnostics);
  check_versions(model, diagnostics);
  const std::vector<const Plan*> plans = book.plans(model.curricula, parallel);
  const auto free_procedures = book.free_procedures();
  const Decisions decisions(model, as_of);
  Told told;
  for (const Report& report : diagnostics.reports()) {
    const bool by_pass = diagnostic_rows()[report.message.row].code.starts_with("K3");
    if (by_pass) told.insert(told_key(report.where));
  }
  const auto judge_one = [&](Evaluator& evaluator, size_t i, Diagnostics& found) {
    Curriculum& curriculum = model.curricula[i];
    const Plan& plan = *plans[i];
    const auto own = plan.regulations.begin() + static_cast<std::ptrdiff_t>(plan.own);
    if (curriculum.account) begin_account(model, curriculum, plan);
    curriculum.regulations.assign(plan.regulations.begin(), own);
    check_regulations(model, curriculum, plan, found);
    ProgrammeJudge judge(evaluator, curriculum, plan);
    curriculum.verdicts = judge.run();
    decisions.apply(curriculum, plan, curriculum.verdicts, judge.failures(), found);
    report_failures(model, curriculum, plan, judge.failures(), told, found);
    judge_procedures(evaluator, curriculum, plan, free_procedures, as_of, found);
  };
  auto found =
      in_chunks(parallel, plans.size(), programmes_per_chunk, [&](size_t first, size_t end) {
        Evaluator evaluator(world);
        Diagnostics result;
        for (size_t i = first; i < end; ++i) judge_one(evaluator, i, result);
        return result;
      });
  for (Diagnostics& part : found) diagnostics.append(std::move(part));
}

// ---- Lists of rules
// -------------------------------------------------------------------------------

namespace {

auto texts(const Thing& thing, Word word) -> LocalisedText {
  const Cell cell = thing[word];
  return cell && cell.known() ? cell.localised() : LocalisedText();
}

}  // namespace

auto rule_facts(const Model& model, ObjectId rule) -> RuleFacts {
  RuleFacts result;
  const Thing thing = model.thing(rule);
  result.rule = rule;
  result.id = rule_id(model, rule);
  result.severity =
      thing.kind() == Word::replaces ? replaced_rule(model, rule).severity : thing.kind();
  if (const Cell needs = thing[Word::needs]) {
    result.decidability = needs.text() == "learner"    ? Decidability::Learner
                          : needs.text() == "provider" ? Decidability::Provider
                                                       : Decidability::Judgement;
  }
  result.asks = thing.has(Word::require) || thing.has(Word::any) || thing.has(Word::needs);
  result.unconfirmed = thing.has(Word::unconfirmed);
  if (const Cell clause = thing[Word::clause]) result.clause = clause.text();
  result.text = texts(thing, Word::text);
  result.reading = texts(thing, Word::reading);
  result.hint = texts(thing, Word::hint);
  if (const Thing regulation = thing.parent()) result.regulation = regulation.title();
  return result;
}

auto list_rules(const Model& model) -> std::vector<RuleFacts> {
  std::vector<RuleFacts> result;
  for (uint32_t unit = 0; unit < model.units.size(); ++unit) {
    const Unit& file = model.units[unit];
    for (uint32_t i = 0; i < file.objects.size(); ++i) {
      if (is_rule(file.objects[i].kind)) result.push_back(rule_facts(model, {unit, i}));
    }
  }
  return result;
}

}  // namespace kava
