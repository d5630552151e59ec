// SPDX-License-Identifier: Apache-2.0
// Rules that depend on the courses a learner chooses. Most are decided without looking at paths:
// what is asked of each course holds if it holds of every course on some path; a comparison of sums
// holds if it holds at the extremes. The rest is decided for each different vector of sums.
#include <algorithm>
#include <utility>

#include "compiler/rules/judgement.h"

namespace kava {

void ProgrammeJudge::whole_path() {
  if (everything_.empty()) {
    for (uint32_t i = 0; i < curriculum_.offered.size(); ++i) {
      if (paths_->reachable(i)) everything_.push_back(i);
    }
  }
  evaluator_.set_path(everything_);
}

auto ProgrammeJudge::on_paths() -> VerdictKind {
  atoms_.clear();
  const Program& program = rule_->program;
  const auto is_on_path = [&](uint32_t node) { return program.nodes[node].on_path; };
  whole_path();
  VerdictKind result;
  always_applies_ = std::none_of(rule_->when.begin(), rule_->when.end(), [&](uint32_t node) {
    return is_on_path(node) && !always_holds(node);
  });
  conditional_ = !always_applies_;
  const bool only_elements =
      rule_->each.size() == 1 && program.nodes[rule_->each[0].list].adds_up &&
      std::none_of(rule_->requirements.begin(), rule_->requirements.end(), is_on_path);
  const bool lists_on_path = std::any_of(rule_->each.begin(), rule_->each.end(),
                                         [&](const auto& each) { return is_on_path(each.list); });
  if (rule_->decidability != Decidability::Definition) {
    result = VerdictKind::ForPerson;
  } else if (only_elements && !conditional_) {
    each_alone_ = true;
    result = each_reachable();
  } else if (lists_on_path) {
    // Both the elements and what is asked of them change with the path: one path after another.
    result = requirement_on_paths(no_node);
  } else {
    std::optional<VerdictKind> other;
    if (!conditional_) other = applies();
    result = other ? *other : requirements_on_paths(0);
  }
  std::vector<uint32_t> all(curriculum_.offered.size());
  for (uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  evaluator_.set_path(all);
  always_applies_ = false;
  return result;
}

namespace {

/// The offered course that a failure is about: its own entry, or what stands in it.
auto course_of(const Model& model, const Curriculum& curriculum, ObjectId at) -> uint32_t {
  for (Thing thing = model.thing(at); thing; thing = thing.parent()) {
    for (uint32_t i = 0; i < curriculum.offered.size(); ++i) {
      if (curriculum.offered[i].course == thing.id()) return i;
    }
  }
  return UINT32_MAX;
}

}  // namespace

/// What is asked of each course alone: all that are on some path are looked at.
auto ProgrammeJudge::each_reachable() -> VerdictKind {
  if (const auto other = applies()) return *other;
  const size_t before = failures_.size();
  const VerdictKind result = each_element(0);
  for (size_t i = before; i < failures_.size(); ++i) {
    if (!failures_[i].blame.origin.owner) continue;
    const uint32_t course = course_of(model_, curriculum_, failures_[i].blame.origin.owner);
    if (course == UINT32_MAX || curriculum_.offered[course].group == UINT32_MAX) continue;
    Weights weights(curriculum_.offered.size(), Rational(0));
    weights[course] = Rational(1);
    const Path path = paths_->extremes(weights).highest_path;
    if (curriculum_.account && !failing_path_) failing_path_ = path;
    const auto note = path_note(model_, curriculum_, path, {&course, 1});
    if (note) failures_[i].blame.notes.push_back(*note);
  }
  return result;
}

/// For each element of lists that all paths share.
auto ProgrammeJudge::requirements_on_paths(size_t level) -> VerdictKind {
  VerdictKind result = VerdictKind::Kept;
  const auto add = [&](VerdictKind kind) {
    if (kind != VerdictKind::Kept && result != VerdictKind::Broken) result = kind;
  };
  if (level == rule_->each.size()) {
    for (const uint32_t node : rule_->requirements) {
      const bool alone = !rule_->program.nodes[node].on_path && !conditional_;
      add(alone ? requirement(node) : requirement_on_paths(node));
    }
    return result;
  }
  const auto [list_node, slot] = rule_->each[level];
  const Datum list = evaluator_.evaluate(list_node);
  if (!list.known()) return gap(list);
  for (uint32_t i = 0; i < evaluator_.size(list); ++i) {
    const Datum element = evaluator_.at(list, i);
    if (!element.known()) {
      add(gap(element));
      continue;
    }
    evaluator_.bind(slot, element);
    atoms_.clear();
    add(requirements_on_paths(level + 1));
  }
  return result;
}

/// One condition on all paths; `no_node` stands for the whole rule.
auto ProgrammeJudge::requirement_on_paths(uint32_t node) -> VerdictKind {
  const Decision decision = node == no_node ? by_membership(node) : decide(node);
  if (!decision.decided) {
    Failure failure{entry_, Failing::Undecided, {}};
    failure.blame.origin.owner = curriculum_.programme;
    failure.blame.where = model_.location(curriculum_.programme);
    failures_.push_back(std::move(failure));
    return VerdictKind::Undecided;
  }
  if (decision.path) return told_on(*decision.path, node);
  if (decision.gap) return operand_gap(*decision.gap);
  return VerdictKind::Kept;
}

/// Judges again on a path on which the condition is known not to hold, and tells which path that
/// is.
auto ProgrammeJudge::told_on(const Path& path, uint32_t node) -> VerdictKind {
  const size_t before = failures_.size();
  const size_t mark = evaluator_.mark();
  evaluator_.set_path(path.courses);
  evaluator_.release(mark);
  const VerdictKind result = node == no_node ? directly() : requirement(node);
  add_path_note(before, path);
  if (curriculum_.account && !failing_path_) failing_path_ = path;
  whole_path();
  evaluator_.release(evaluator_.mark());
  return result;
}

void ProgrammeJudge::add_path_note(size_t from, const Path& path) {
  const auto note = path_note(model_, curriculum_, path);
  if (!note) return;
  for (size_t i = from; i < failures_.size(); ++i) failures_[i].blame.notes.push_back(*note);
}

// ---- Deciding
// -------------------------------------------------------------------------------------

auto ProgrammeJudge::decide(uint32_t node) -> Decision {
  const Program& program = rule_->program;
  const Instruction& top = program.nodes[node];
  if (top.op == Op::And) {
    Decision result;
    for (const uint32_t part : program.operands_of(top)) {
      Decision decision = decide(part);
      if (!decision.decided || decision.path) return decision;
      if (decision.gap) result = decision;
    }
    return result;
  }
  if (!conditional_) {
    bad_.reset();
    if (auto decision = decide_linear(node, false)) return *decision;
    if (bad_) {
      Decision result;
      result.gap = bad_;
      return result;
    }
  }
  return decide_exactly(node);
}

auto ProgrammeJudge::decide_exactly(uint32_t node) -> Decision {
  std::vector<uint32_t> atoms;
  bool only_atoms = collect_atoms(node, atoms);
  for (const uint32_t when : rule_->when) only_atoms = collect_atoms(when, atoms) && only_atoms;
  return only_atoms ? by_profiles(node, atoms) : by_membership(node);
}

/// The condition holds on every path, and that is seen without going through them.
auto ProgrammeJudge::always_holds(uint32_t node) -> bool {
  bad_.reset();
  const auto decision = decide_linear(node, false);
  const bool holds = decision && !decision->path && !decision->gap && !bad_;
  bad_.reset();
  return holds;
}

/// Empty if the condition is no comparison that is linear in the courses.
auto ProgrammeJudge::decide_linear(uint32_t node, bool negated) -> std::optional<Decision> {
  const Program& program = rule_->program;
  const Instruction& top = program.nodes[node];
  if (!top.on_path) {
    const Datum value = evaluator_.evaluate(node);
    Decision result;
    if (!value.known()) result.gap = value;
    // A condition that does not depend on the path is told as any other.
    if (value.known() && value.truth == negated) return std::nullopt;
    return result;
  }
  if (top.is_atom && top.type.sort == Sort::Truth) return decide_atom(node, negated);
  switch (top.op) {
    case Op::Let: return decide_linear(program.lets[top.index].value, negated);
    case Op::Has: return decide_presence(program.operand(top, 0), negated);
    case Op::Not: return decide_linear(program.operand(top, 0), !negated);
    case Op::Or: {
      const auto parts = program.operands_of(top);
      const bool holds = !negated && std::any_of(parts.begin(), parts.end(),
                                                 [&](uint32_t part) { return always_holds(part); });
      return holds ? std::optional(Decision()) : std::nullopt;
    }
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::Equal: break;
    case Op::Near: return negated ? std::nullopt : decide_near(top);
    case Op::InRange: {
      const Instruction& range = program.nodes[program.operand(top, 1)];
      if (negated || range.op != Op::Range) return std::nullopt;
      Decision result;
      for (const size_t end : {size_t{0}, size_t{1}}) {
        const uint32_t bound = program.operand(range, end);
        if (evaluator_.evaluate(bound).shape == Shape::Nothing) continue;
        const Op op = end == 0 ? Op::GreaterEqual : Op::LessEqual;
        auto decision = decide_bounds(op, program.operand(top, 0), bound);
        if (!decision || decision->path || decision->gap) return decision;
      }
      return result;
    }
    default: return std::nullopt;
  }
  if (negated) return std::nullopt;
  return decide_bounds(top.op, program.operand(top, 0), program.operand(top, 1));
}

/// `has` of a sum: it is there on every path if each course brings its part and no path is empty.
auto ProgrammeJudge::decide_presence(uint32_t sum, bool negated) -> std::optional<Decision> {
  const auto& offered = curriculum_.offered;
  const bool never_empty = std::any_of(
      offered.begin(), offered.end(), [](const CourseUse& use) { return use.group == UINT32_MAX; });
  const Instruction& top = rule_->program.nodes[sum];
  if (negated || !never_empty || !top.is_atom || atom_or_gap(sum).gap) return std::nullopt;
  return Decision();
}

/// `value within share of target`: looked at where the value is least and greatest.
auto ProgrammeJudge::decide_near(const Instruction& near) -> std::optional<Decision> {
  const Program& program = rule_->program;
  const uint32_t share_node = program.operand(near, 1);
  const uint32_t target_node = program.operand(near, 2);
  if (program.nodes[share_node].on_path || program.nodes[target_node].on_path) return std::nullopt;
  const auto value = linear(program.operand(near, 0));
  const auto share = linear(share_node);
  const auto target = linear(target_node);
  if (!value || !share || !target) return std::nullopt;
  const Datum difference = added(value->base, target->base, true);
  if (!difference.known()) return std::nullopt;
  const Rational allowed = share->base.number * target->base.number;
  const Extremes extremes = paths_->extremes(value->weights);
  const Rational lowest = extremes.lowest + difference.number;
  const Rational highest = extremes.highest + difference.number;
  if (allowed.is_undefined() || lowest.is_undefined() || highest.is_undefined())
    return std::nullopt;
  Decision result;
  if (lowest < -allowed) result.path = extremes.lowest_path;
  else if (highest > allowed) result.path = extremes.highest_path;
  return result;
}

/// `left op right` on all paths: looked at where the difference is least and greatest.
auto ProgrammeJudge::decide_bounds(Op op, uint32_t left, uint32_t right)
    -> std::optional<Decision> {
  const auto a = linear(left);
  const auto b = linear(right);
  if (!a || !b) return std::nullopt;
  const Datum base = added(a->base, b->base, true);
  if (!base.known()) {
    bad_ = base;
    return std::nullopt;
  }
  Weights weights(curriculum_.offered.size());
  for (size_t i = 0; i < weights.size(); ++i) weights[i] = a->weights[i] - b->weights[i];
  const auto fails = [op](Rational lowest, Rational highest) {
    const Rational zero(0);
    const bool low = (op == Op::GreaterEqual && lowest < zero) ||
                     (op == Op::Greater && lowest <= zero) || (op == Op::Equal && lowest != zero);
    const bool high = (op == Op::LessEqual && highest > zero) ||
                      (op == Op::Less && highest >= zero) || (op == Op::Equal && highest != zero);
    return std::pair(low, high);
  };
  const SumBounds bounds = paths_->bounds(weights);
  const Rational at_least = bounds.lowest + base.number;
  const Rational at_most = bounds.highest + base.number;
  if (at_least.is_undefined() || at_most.is_undefined()) return std::nullopt;
  if (fails(at_least, at_most) == std::pair(false, false)) return Decision();
  const Extremes extremes = paths_->extremes(weights);
  const Rational lowest = extremes.lowest + base.number;
  const Rational highest = extremes.highest + base.number;
  if (lowest.is_undefined() || highest.is_undefined()) return std::nullopt;
  Decision result;
  const auto [low_fails, high_fails] = fails(lowest, highest);
  if (low_fails) result.path = extremes.lowest_path;
  else if (high_fails) result.path = extremes.highest_path;
  return result;
}

/// `any`, `all`, `none`, `has` over the courses: by how many there are of those that settle it.
/// What is not known of a course matters only where the others leave it open.
auto ProgrammeJudge::decide_atom(uint32_t node, bool negated) -> std::optional<Decision> {
  const Atom& counted = atom_or_gap(node);
  const Op op = rule_->program.nodes[node].op;
  const bool needs_one = (op == Op::Any || op == Op::Has) != negated;
  Decision result;
  const SumBounds bounds = paths_->bounds(counted.weights);
  if (needs_one && bounds.lowest + counted.base > Rational(0)) return result;
  if (!needs_one && !counted.gap && bounds.highest + counted.base <= Rational(0)) return result;
  if (!needs_one) {
    const Extremes settled = paths_->extremes(counted.weights);
    if (settled.highest + counted.base > Rational(0)) result.path = settled.highest_path;
    else bad_ = counted.gap;
  } else if (paths_->extremes(counted.weights).lowest + counted.base <= Rational(0)) {
    Weights at_best = counted.weights;
    for (size_t i = 0; i < at_best.size(); ++i) at_best[i] += counted.unknown[i];
    const Extremes settled = paths_->extremes(at_best);
    if (settled.lowest + counted.base <= Rational(0)) result.path = settled.lowest_path;
    else bad_ = counted.gap;
  }
  return bad_ ? std::nullopt : std::optional(result);
}

/// An amount as a sum over the courses of a path; empty if it is none.
auto ProgrammeJudge::linear(uint32_t node) -> std::optional<LinearForm> {
  const Program& program = rule_->program;
  const Instruction& top = program.nodes[node];
  const size_t courses = curriculum_.offered.size();
  const auto constant = [&](uint32_t of) -> std::optional<Datum> {
    if (program.nodes[of].on_path) return std::nullopt;
    const Datum value = evaluator_.evaluate(of);
    if (value.known() && value.shape == Shape::Amount) return value;
    if (!value.known()) bad_ = value;
    return std::nullopt;
  };
  if (!top.on_path) {
    const auto value = constant(node);
    if (!value) return std::nullopt;
    return LinearForm{Weights(courses, Rational(0)), *value};
  }
  if (top.is_atom) {
    const Atom* sum = atom(node);
    if (sum == nullptr || sum->shape.shape != Shape::Amount) return std::nullopt;
    Datum base = sum->shape;
    base.number = sum->base;
    return LinearForm{sum->weights, base};
  }
  if (top.op == Op::Let) return linear(program.lets[top.index].value);
  if (top.op == Op::Add || top.op == Op::Subtract) {
    auto a = linear(program.operand(top, 0));
    const auto b = linear(program.operand(top, 1));
    if (!a || !b) return std::nullopt;
    const bool minus = top.op == Op::Subtract;
    a->base = added(a->base, b->base, minus);
    if (!a->base.known()) return std::nullopt;
    for (size_t i = 0; i < courses; ++i) {
      a->weights[i] = minus ? a->weights[i] - b->weights[i] : a->weights[i] + b->weights[i];
    }
    return a;
  }
  if (top.op != Op::Multiply && top.op != Op::Divide) return std::nullopt;
  const bool left_constant = !program.nodes[program.operand(top, 0)].on_path;
  if (top.op == Op::Divide && left_constant) return std::nullopt;
  const auto factor = constant(program.operand(top, left_constant ? 0 : 1));
  auto form = factor ? linear(program.operand(top, left_constant ? 1 : 0)) : std::nullopt;
  if (!form || factor->number == Rational(0)) return std::nullopt;
  const Rational by = top.op == Op::Divide ? Rational(1) / factor->number : factor->number;
  for (Rational& weight : form->weights) weight = weight * by;
  form->base.number = form->base.number * by;
  form->base.units =
      top.op == Op::Divide ? form->base.units / factor->units : form->base.units * factor->units;
  return form;
}

// ---- Sums over courses
// ----------------------------------------------------------------------------

/// What each course brings to a sum, a count or a quantifier. Null if a course on some path brings
/// something that is not known; `bad_` says what.
auto ProgrammeJudge::atom(uint32_t node) -> const Atom* {
  const Atom& found = atom_or_gap(node);
  if (!found.gap) return &found;
  bad_ = found.gap;
  return nullptr;
}

auto ProgrammeJudge::atom_or_gap(uint32_t node) -> const Atom& {
  for (const Atom& known : atoms_) {
    if (known.node == node) return known;
  }
  const size_t courses = curriculum_.offered.size();
  Atom result{node, Weights(courses), Weights(courses), Rational(0), {}, std::nullopt};
  result.base = brought_by({}, result);
  for (uint32_t i = 0; i < courses; ++i) {
    if (!paths_->reachable(i)) continue;
    const auto gap = std::exchange(result.gap, std::nullopt);
    result.weights[i] = brought_by({&i, 1}, result) - result.base;
    if (result.gap) {
      result.weights[i] = Rational(0);
      result.unknown[i] = Rational(1);
    }
    // What is in error is told already, and silences the rest.
    const bool keep = gap && (!result.gap || result.gap->state != State::InError);
    if (keep) result.gap = gap;
  }
  whole_path();
  evaluator_.release(evaluator_.mark());
  if (result.shape.shape == Shape::Nothing) {
    const Instruction& top = rule_->program.nodes[node];
    result.shape =
        top.type.sort == Sort::Truth ? Datum::of_truth(false) : Datum::of_number(Rational(0));
    result.shape.any_units = top.op == Op::Sum;
  }
  atoms_.push_back(std::move(result));
  return atoms_.back();
}

/// The value of an atom on a path of at most one course, as a number; sets `gap` if it is not
/// known.
auto ProgrammeJudge::brought_by(std::span<const uint32_t> path, Atom& atom) -> Rational {
  const Instruction& top = rule_->program.nodes[atom.node];
  const bool is_step = top.op != Op::Hours;
  const size_t mark = evaluator_.mark();
  evaluator_.set_path(path);
  evaluator_.release(mark);
  Rational number(0);
  const Datum members = is_step ? evaluator_.evaluate(rule_->program.operand(top, 0)) : Datum();
  const bool nothing =
      is_step ? members.known() && members.shape == Shape::List && evaluator_.size(members) == 0
              : path.empty();
  const Datum value = nothing && !(path.empty() && !is_step) ? Datum::of_number(Rational(0))
                      : is_step                              ? evaluator_.apply(top, members)
                                                             : evaluator_.evaluate(atom.node);
  if (value.known() && value.shape == Shape::Truth) {
    const bool counts = top.op == Op::All || top.op == Op::None ? !value.truth : value.truth;
    number = Rational(counts ? 1 : 0);
    atom.shape = value;
  } else if (value.known()) {
    number = value.number;
    if (!nothing && !value.any_units) atom.shape = value;
  } else if (!(nothing && value.state == State::Absent)) {
    atom.gap = value;
  }
  evaluator_.release(mark);
  return number;
}

/// Adds the atoms below a node; false if something else below it depends on the path.
auto ProgrammeJudge::collect_atoms(uint32_t node, std::vector<uint32_t>& atoms) -> bool {
  const Program& program = rule_->program;
  const Instruction& top = program.nodes[node];
  if (!top.on_path) return true;
  if (top.is_atom) {
    if (std::find(atoms.begin(), atoms.end(), node) == atoms.end()) atoms.push_back(node);
    return true;
  }
  if (top.op == Op::Let) return collect_atoms(program.lets[top.index].value, atoms);
  if (top.op == Op::Derived || top.count == 0) return false;
  bool result = true;
  for (const uint32_t part : program.operands_of(top)) {
    result = collect_atoms(part, atoms) && result;
  }
  return result;
}

namespace {

/// The value of an atom from what its courses add up to.
auto atom_value(Op op, const Datum& shape, Rational number) -> Datum {
  Datum result = shape;
  if (result.shape != Shape::Truth) {
    result.number = number;
    return result;
  }
  const bool some = number > Rational(0);
  result.truth = op == Op::Any || op == Op::Has ? some : !some;
  result.by_absence = op == Op::Has && !some;
  return result;
}

}  // namespace

auto ProgrammeJudge::by_profiles(uint32_t node, const std::vector<uint32_t>& wanted) -> Decision {
  Decision result;
  std::vector<Weights> sums;
  std::vector<Atom> atoms;
  for (const uint32_t index : wanted) {
    bad_.reset();
    const Atom* found = atom(index);
    if (found == nullptr) {
      result.gap = bad_;
      return result;
    }
    atoms.push_back(*found);
    sums.push_back(found->weights);
  }
  std::vector<Datum> values(atoms.size());
  std::vector<uint32_t> index(rule_->program.nodes.size(), no_node);
  for (uint32_t i = 0; i < atoms.size(); ++i) index[atoms[i].node] = i;
  const size_t mark = evaluator_.mark();
  const auto visit = [&](std::span<const Rational> vector, const Path& path) {
    for (size_t i = 0; i < values.size(); ++i) {
      const Op op = rule_->program.nodes[atoms[i].node].op;
      values[i] = atom_value(op, atoms[i].shape, vector[i] + atoms[i].base);
    }
    evaluator_.release(mark);
    for (const uint32_t when : rule_->when) {
      const Datum condition = evaluator_.evaluate(when);
      if (condition.is_false()) return true;
      if (!condition.known()) result.gap = condition;
    }
    const Datum value = evaluator_.evaluate(node);
    if (!value.known()) result.gap = value;
    if (value.is_false()) result.path = path;
    return !value.is_false();
  };
  evaluator_.set_atom_index(&index);
  evaluator_.set_atoms(&values);
  result.decided = paths_->profiles(sums, limits::path_profiles, visit) || result.path;
  evaluator_.set_atoms(nullptr);
  evaluator_.release(mark);
  return result;
}

/// One path after another, as long as they are few enough.
auto ProgrammeJudge::by_membership(uint32_t node) -> Decision {
  Decision result;
  std::vector<Weights> sums;
  const size_t courses = curriculum_.offered.size();
  for (size_t i = 0; i < courses; ++i) {
    if (curriculum_.offered[i].group == UINT32_MAX) continue;
    sums.emplace_back(courses, Rational(0))[i] = Rational(1);
  }
  const size_t mark = evaluator_.mark();
  const auto visit = [&](std::span<const Rational>, const Path& path) {
    evaluator_.set_path(path.courses);
    evaluator_.release(mark);
    const size_t before = failures_.size();
    VerdictKind kind;
    if (node == no_node) {
      kind = directly();
    } else if (const auto other = applies()) {
      kind = *other;
    } else {
      const Datum value = evaluator_.evaluate(node);
      if (!value.known()) result.gap = value;
      kind = value.is_false() ? VerdictKind::Broken : VerdictKind::Kept;
    }
    const bool fails = failures_.size() > before || kind == VerdictKind::Broken;
    failures_.resize(before);
    if (fails) result.path = path;
    return !fails;
  };
  result.decided = paths_->profiles(sums, limits::path_profiles, visit) || result.path;
  whole_path();
  evaluator_.release(mark);
  return result;
}

}  // namespace kava
