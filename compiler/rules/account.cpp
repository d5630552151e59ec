// SPDX-License-Identifier: Apache-2.0
// What a verdict rests on: the working of every condition, kept or not, with the places of its
// values; for a rule that depends on the courses chosen, on the path that comes nearest to breaking
// it.
#include "compiler/model/account.h"

#include <algorithm>

#include "compiler/rules/judgement.h"
#include "compiler/rules/working_lines.h"

namespace kava {
namespace {

// So many paths are looked at one by one where no sum tells the worst.
constexpr size_t most_paths = 4096;

/// The first `?` in the place of a course, or of how much is chosen.
auto open_course(const Thing& within) -> Cell {
  const Cell amount = within.kind() == Word::choose ? within[Word::value] : Cell();
  if (amount && amount.kind() == ValueKind::Unknown) return amount;
  for (const Cell& course : within.all(Word::course)) {
    if (course.kind() == ValueKind::Unknown) return course;
  }
  for (const Word word : {Word::semester, Word::choose}) {
    for (const Thing& part : within.things(word)) {
      if (const Cell found = open_course(part)) return found;
    }
  }
  return {};
}

}  // namespace

void begin_account(const Model& model, const Curriculum& curriculum, const Plan& plan) {
  Account& account = *curriculum.account;
  for (size_t i = 0; i < plan.regulations.size(); ++i) {
    const ObjectId version = plan.regulations[i];
    RegulationAccount& own = account.regulations.emplace_back();
    own.version = version;
    own.note = version_note(model, version, plan.days[i]);
    for (const Thing& rule : model.thing(version).things(Word::replaces))
      own.replacing.push_back(rule.id());
  }
  account.has_electives = !curriculum.groups.empty();
  if (!account.has_electives) {
    account.paths = 1;
    return;
  }
  account.paths_known = !curriculum.structure_in_error;
  if (!account.paths_known) return;
  const Paths paths(model, curriculum);
  account.paths_known = !paths.undetermined();
  account.paths = paths.count();
}

void ProgrammeJudge::account(VerdictKind kind, size_t first_failure) {
  VerdictAccount& result = curriculum_.account->verdicts.emplace_back();
  result.on_path = rule_->on_path && !curriculum_.groups.empty();
  for (size_t i = first_failure; i < failures_.size(); ++i)
    result.findings.push_back(told_of(model_, curriculum_, plan_, failures_[i]));
  if (kind == VerdictKind::NotJudged) {
    result.waits = tainted(*rule_);
    if (result.waits == WaitsFor::Structure) account_structure(result);
    if (result.waits == WaitsFor::Nothing) {
      result.waits = WaitsFor::Value;
      result.waits_at = in_error_;
    } else if (result.waits == WaitsFor::Regulation) {
      result.waits_at = {model_.units[rule_->rule.unit].source, model_.object(rule_->rule).span};
    }
  } else {
    account_lines(result, kind);
  }
  in_error_ = {};
  failing_path_.reset();
  each_alone_ = false;
}

/// Courses that are not known yet are no mistake, and nothing was told of them.
void ProgrammeJudge::account_structure(VerdictAccount& result) {
  const Thing programme = model_.thing(curriculum_.programme);
  const Cell open = open_course(programme);
  if (!open) return;
  Report& report = result.findings.emplace_back();
  report.message =
      message(diag::rule_not_known_yet, Name{"course"}, Name{std::string(programme.name())});
  report.severity = Severity::Hint;
  report.where = open.location();
  report.detail(Detail::Kind::Help, {{"en", "name the courses"}, {"et", "nimeta õppeained"}});
}

/// What a mistake elsewhere made pointless waits for that mistake.
void ProgrammeJudge::account_dropped(const Array<Verdict>& verdicts) {
  for (size_t i = 0; i < verdicts.size(); ++i) {
    VerdictAccount& own = curriculum_.account->verdicts[i];
    if (verdicts[i].kind != VerdictKind::NotJudged || own.waits != WaitsFor::Nothing) continue;
    own.waits = WaitsFor::Value;
    own.waits_at = in_error_;
    own.findings.clear();
  }
}

void ProgrammeJudge::account_lines(VerdictAccount& result, VerdictKind kind) {
  const bool chooses = paths_ && rule_->on_path;
  const size_t mark = evaluator_.mark();
  if (chooses) {
    whole_path();
    evaluator_.release(mark);
    result.path = worst_path(kind);
  }
  WorkingLines lines(evaluator_, result.lines);
  for (const uint32_t node : rule_->when) lines.add(node, WorkingLine::Role::Applies);
  const bool asks =
      kind != VerdictKind::NotApplicable && rule_->decidability == Decidability::Definition;
  if (asks) account_elements(lines, 0);
  if (!chooses) return;
  std::vector<uint32_t> all(curriculum_.offered.size());
  for (uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  evaluator_.set_path(all);
}

void ProgrammeJudge::account_elements(WorkingLines& lines, size_t level) {
  if (level == rule_->each.size()) {
    for (const uint32_t node : rule_->requirements) lines.add(node, WorkingLine::Role::Asks);
    return;
  }
  const auto [list_node, slot] = rule_->each[level];
  const Datum list = evaluator_.evaluate(list_node);
  if (!list.known() || evaluator_.size(list) == 0) return lines.nothing(list_node);
  for (uint32_t i = 0; i < evaluator_.size(list); ++i) {
    const Datum element = evaluator_.at(list, i);
    if (!element.known()) continue;
    evaluator_.bind(slot, element);
    lines.enter(element);
    account_elements(lines, level + 1);
    lines.leave();
  }
}

// ---- The worst path
// -------------------------------------------------------------------------------

/// Leaves the evaluator on that path.
auto ProgrammeJudge::worst_path(VerdictKind kind) -> std::optional<WorstPath> {
  const size_t mark = evaluator_.mark();
  const auto walk = [&](const Path& path) {
    evaluator_.set_path(path.courses);
    evaluator_.release(mark);
  };
  if (failing_path_) {
    // What is asked of each course alone is shown for all of them.
    if (!each_alone_) walk(*failing_path_);
    WorstPath result = path_account(*failing_path_);
    result.breaks = kind == VerdictKind::Broken;
    return result;
  }
  if (each_alone_ || kind != VerdictKind::Kept) return std::nullopt;
  const Path* worst = nullptr;
  std::optional<Rational> least;
  const std::vector<Path> paths = candidates();
  for (const Path& path : paths) {
    walk(path);
    const bool applies = std::ranges::all_of(
        rule_->when, [&](uint32_t node) { return evaluator_.evaluate(node).is_true(); });
    const auto found = applies ? margin() : std::nullopt;
    if (worst == nullptr && applies) worst = &path;
    if (!found || (least && *least <= found->relative)) continue;
    least = found->relative;
    worst = &path;
  }
  whole_path();
  evaluator_.release(mark);
  if (worst == nullptr) return std::nullopt;
  walk(*worst);
  return path_account(*worst);
}

/// In the state of the evaluator, which is on the path.
auto ProgrammeJudge::path_account(const Path& path) -> WorstPath {
  WorstPath result;
  for (const uint32_t i : chosen(curriculum_, path))
    result.courses.push_back(curriculum_.offered[i].course);
  const auto found = each_alone_ ? std::nullopt : margin();
  if (!found) return result;
  result.margin = {{"en", words_of(evaluator_, found->difference, Language::en)},
                   {"et", words_of(evaluator_, found->difference, Language::et)}};
  return result;
}

/// Paths of which one has the least margin: those where a sum that the rule compares is least or
/// greatest; all of them, if they are few, where it compares something else.
auto ProgrammeJudge::candidates() -> std::vector<Path> {
  std::vector<Path> result;
  bool all_paths = false;
  const Program& program = rule_->program;
  for (const uint32_t node : rule_->when) all_paths = all_paths || program.nodes[node].on_path;
  for (const auto& each : rule_->each) all_paths = all_paths || program.nodes[each.list].on_path;
  if (!all_paths) add_candidates(0, result, all_paths);
  if (!all_paths) return result;
  std::vector<Weights> sums;
  const size_t courses = curriculum_.offered.size();
  for (size_t i = 0; i < courses; ++i) {
    if (curriculum_.offered[i].group != UINT32_MAX)
      sums.emplace_back(courses, Rational(0))[i] = Rational(1);
  }
  paths_->profiles(sums, most_paths, [&](std::span<const Rational>, const Path& path) {
    result.push_back(path);
    return true;
  });
  return result;
}

void ProgrammeJudge::add_candidates(size_t level, std::vector<Path>& paths, bool& all_paths) {
  atoms_.clear();
  if (level == rule_->each.size()) {
    for (const uint32_t node : rule_->requirements) add_candidates_of(node, paths, all_paths);
    return;
  }
  const auto [list_node, slot] = rule_->each[level];
  const Datum list = evaluator_.evaluate(list_node);
  for (uint32_t i = 0; list.known() && i < evaluator_.size(list); ++i) {
    const Datum element = evaluator_.at(list, i);
    if (!element.known()) continue;
    evaluator_.bind(slot, element);
    add_candidates(level + 1, paths, all_paths);
  }
}

void ProgrammeJudge::add_candidates_of(uint32_t node, std::vector<Path>& paths, bool& all_paths) {
  const Program& program = rule_->program;
  const Instruction& top = program.nodes[node];
  if (!top.on_path) return;
  const auto add = [&](const Weights& weights) {
    const Extremes extremes = paths_->extremes(weights);
    paths.push_back(extremes.lowest_path);
    paths.push_back(extremes.highest_path);
  };
  if (top.op == Op::Let) return add_candidates_of(program.lets[top.index].value, paths, all_paths);
  if (top.op == Op::And || top.op == Op::Or || top.op == Op::Implies || top.op == Op::Not) {
    for (const uint32_t part : program.operands_of(top)) add_candidates_of(part, paths, all_paths);
    return;
  }
  if (top.is_atom && top.type.sort == Sort::Truth) return add(atom_or_gap(node).weights);
  const size_t sides = top.op == Op::InRange ? 1 : 2;
  std::vector<LinearForm> forms;
  for (size_t i = 0; is_comparison(top.op) && i < sides; ++i) {
    if (auto form = linear(program.operand(top, i))) forms.push_back(std::move(*form));
  }
  if (forms.size() != sides) {
    all_paths = true;
    return;
  }
  Weights weights = forms[0].weights;
  for (size_t i = 0; sides == 2 && i < weights.size(); ++i)
    weights[i] = weights[i] - forms[1].weights[i];
  add(weights);
}

// ---- How much is left
// -----------------------------------------------------------------------------

namespace {

/// Of two margins the smaller one.
auto smaller(const auto& a, const auto& b) {
  if (!a) return b;
  return !b || a->relative <= b->relative ? a : b;
}

auto absolute(const Rational& number) -> Rational {
  return number < Rational(0) ? Rational(0) - number : number;
}

}  // namespace

auto ProgrammeJudge::margin() -> std::optional<Margin> { return margin_of_elements(0); }

auto ProgrammeJudge::margin_of_elements(size_t level) -> std::optional<Margin> {
  std::optional<Margin> result;
  if (level == rule_->each.size()) {
    for (const uint32_t node : rule_->requirements) result = smaller(result, margin_of(node));
    return result;
  }
  const auto [list_node, slot] = rule_->each[level];
  const Datum list = evaluator_.evaluate(list_node);
  for (uint32_t i = 0; list.known() && i < evaluator_.size(list); ++i) {
    const Datum element = evaluator_.at(list, i);
    if (!element.known()) continue;
    evaluator_.bind(slot, element);
    result = smaller(result, margin_of_elements(level + 1));
  }
  return result;
}

/// Empty if nothing is compared that can be more or less.
auto ProgrammeJudge::margin_of(uint32_t node) -> std::optional<Margin> {
  const Program& program = rule_->program;
  const Instruction& top = program.nodes[node];
  switch (top.op) {
    case Op::Let: return margin_of(program.lets[top.index].value);
    case Op::And: {
      std::optional<Margin> result;
      for (const uint32_t part : program.operands_of(top))
        result = smaller(result, margin_of(part));
      return result;
    }
    case Op::Or:
      for (const uint32_t part : program.operands_of(top)) {
        if (evaluator_.evaluate(part).is_true()) return margin_of(part);
      }
      return std::nullopt;
    case Op::Implies:
      return evaluator_.evaluate(program.operand(top, 0)).is_true()
                 ? margin_of(program.operand(top, 1))
                 : std::nullopt;
    default: return is_comparison(top.op) ? margin_of_comparison(top) : std::nullopt;
  }
}

auto ProgrammeJudge::margin_of_comparison(const Instruction& node) -> std::optional<Margin> {
  const Program& program = rule_->program;
  const auto side = [&](size_t i) {
    return evaluator_.main(evaluator_.evaluate(program.operand(node, i)));
  };
  const Datum value = side(0);
  const Datum bound = side(1);
  const auto between = [](const Datum& more, const Datum& less,
                          const Datum& of) -> std::optional<Margin> {
    if (more.shape != Shape::Amount || less.shape != Shape::Amount) return std::nullopt;
    const Datum difference = added(more, less, true);
    if (!difference.known()) return std::nullopt;
    const bool is_zero = of.number == Rational(0);
    const Rational whole = is_zero ? Rational(1) : absolute(of.number);
    const Rational relative = difference.number / whole;
    if (relative.is_undefined()) return std::nullopt;
    return Margin{relative, difference};
  };
  if (!value.known() || !bound.known()) return std::nullopt;
  switch (node.op) {
    case Op::GreaterEqual:
    case Op::Greater: return between(value, bound, bound);
    case Op::LessEqual:
    case Op::Less: return between(bound, value, bound);
    case Op::Equal:
      return value.number < bound.number ? between(value, bound, bound)
                                         : between(bound, value, bound);
    case Op::InRange: {
      if (bound.shape != Shape::Range) return std::nullopt;
      const Datum low = evaluator_.at(bound, 0);
      const Datum high = evaluator_.at(bound, 1);
      return smaller(between(value, low, low), between(high, value, high));
    }
    case Op::Near: {
      const Datum target = side(2);
      if (value.shape != Shape::Amount || target.shape != Shape::Amount) return std::nullopt;
      const Datum off =
          value.number < target.number ? added(target, value, true) : added(value, target, true);
      Datum allowed = target;
      allowed.number = bound.number * target.number;
      return between(allowed, off, target);
    }
    default: return std::nullopt;
  }
}

}  // namespace kava
