// SPDX-License-Identifier: Apache-2.0
// The verdicts of two judgements of one catalogue, side by side.
#include <algorithm>

#include "compiler/driver/commands/impact.h"
#include "compiler/rules/versions.h"

namespace kava {
namespace {

/// A verdict that makes a programme fail. What is a proposal is tried as if it were in force.
auto is_error(const Model& model, const Curriculum& curriculum, const Verdict& verdict) -> bool {
  const bool bad = verdict.kind == VerdictKind::Broken || verdict.kind == VerdictKind::Undecided ||
                   (verdict.kind == VerdictKind::NoData && curriculum.status != Status::Draft);
  return bad && rule_facts(model, verdict.rule).severity == Word::rule;
}

auto breaks_rules(const Model& model, const Curriculum& curriculum) -> bool {
  return std::ranges::any_of(curriculum.verdicts, [&](const Verdict& verdict) {
    return is_error(model, curriculum, verdict);
  });
}

auto lies_in(const Model& model, const Location& where, ObjectId id) -> bool {
  const Span span = model.object(id).span;
  return model.units[id.unit].source == where.source && span.offset <= where.span.offset &&
         where.span.offset < span.end();
}

/// Where errors are that no regulation is about.
auto faults_of(const Catalogue& catalogue) -> std::vector<Location> {
  std::vector<Location> result;
  for (const Report& report : catalogue.diagnostics.reports()) {
    if (report.severity == Severity::Error && report.rules.empty()) result.push_back(report.where);
  }
  return result;
}

/// Whether one of them is in the programme, its offerings or its courses.
auto is_faulty(const Model& model, const Curriculum& curriculum,
               const std::vector<Location>& faults) -> bool {
  if (faults.empty()) return false;
  std::vector<ObjectId> own{curriculum.programme};
  own.insert(own.end(), curriculum.offerings.begin(), curriculum.offerings.end());
  for (const CourseUse& use : curriculum.offered) own.push_back(use.course);
  return std::ranges::any_of(own, [&](ObjectId id) {
    return std::ranges::any_of(faults,
                               [&](const Location& fault) { return lies_in(model, fault, id); });
  });
}

/// One judgement of one programme.
class Side {
 public:
  Side(const Model& own, const Curriculum& judged, const Model& words)
      : model(own), curriculum(judged), words_(words) {
    for (const Verdict& verdict : judged.verdicts) ids_.push_back(rule_id(own, verdict.rule));
  }

  auto id(size_t verdict) const -> const std::string& { return ids_[verdict]; }

  auto find(const std::string& id, ObjectId subject) const -> const Verdict* {
    for (size_t i = 0; i < ids_.size(); ++i) {
      const Verdict& verdict = curriculum.verdicts[i];
      if (verdict.subject == subject && ids_[i] == id) return &verdict;
    }
    return nullptr;
  }

  auto of(const Verdict* verdict) const -> std::optional<RuleSide> {
    if (verdict == nullptr) return std::nullopt;
    return RuleSide{verdict->kind, verdict_label(words_, verdict->kind),
                    rule_facts(model, verdict->rule), reason_of(model, curriculum, *verdict)};
  }

  const Model& model;
  const Curriculum& curriculum;

 private:
  const Model& words_;  ///< Has the names of verdicts.
  std::vector<std::string> ids_;
};

/// Rules in the order in which they would judge, then those that would be gone.
auto rules_of(const Side& before, const Side& after) -> std::vector<RuleImpact> {
  std::vector<RuleImpact> result;
  const auto add = [&](const std::string& id, const Verdict* now, const Verdict* then) {
    const ObjectId subject = now != nullptr ? now->subject : then->subject;
    const Thing offering =
        subject == after.curriculum.programme ? Thing() : after.model.thing(subject);
    result.push_back({id, offering, before.of(now), after.of(then)});
  };
  for (size_t i = 0; i < after.curriculum.verdicts.size(); ++i) {
    const Verdict& then = after.curriculum.verdicts[i];
    const Verdict* const now = before.find(after.id(i), then.subject);
    if (now == nullptr || now->kind != then.kind) add(after.id(i), now, &then);
  }
  for (size_t i = 0; i < before.curriculum.verdicts.size(); ++i) {
    const Verdict& now = before.curriculum.verdicts[i];
    if (after.find(before.id(i), now.subject) == nullptr) add(before.id(i), &now, nullptr);
  }
  return result;
}

auto effect_of(const Side& before, const Side& after, const ProgrammeImpact& programme) -> Effect {
  const bool now = programme.faulty || breaks_rules(before.model, before.curriculum);
  const bool then = programme.faulty || breaks_rules(after.model, after.curriculum);
  if (now && then) return Effect::StillBroken;
  if (then) return Effect::NewlyBroken;
  if (now) return Effect::NewlyPassing;
  return programme.rules.empty() ? Effect::Unchanged : Effect::Changed;
}

auto place_of(Catalogue& catalogue, const Location& where) -> std::string {
  const SourceView view = catalogue.sources.view(where.source);
  std::string result(view.path);
  if (view.lines != nullptr) result += ':' + std::to_string(view.lines->at(where.span.offset).line);
  return result;
}

auto comes_under(const Model& model, const Curriculum& curriculum,
                 const std::vector<std::string>& names) -> bool {
  return std::ranges::any_of(curriculum.regulations, [&](ObjectId id) {
    return std::ranges::find(names, full_name(model, id)) != names.end();
  });
}

}  // namespace

auto Impact::count(Effect effect) const -> size_t {
  return static_cast<size_t>(std::ranges::count(programmes, effect, &ProgrammeImpact::effect));
}

void compare(const Compared& compared, Impact& impact) {
  const Model& before = compared.before->model;
  const Model& after = compared.after->model;
  // A draft stands behind the other files, so that all of these have the same numbers twice.
  const std::vector<Location> faults = faults_of(*compared.before);
  for (size_t i = 0; i < before.curricula.size(); ++i) {
    if (!comes_under(before, before.curricula[i], impact.regulations)) {
      ++impact.others;
      continue;
    }
    const Side now(before, before.curricula[i], after);
    const Side then(after, after.curricula[i], after);
    ProgrammeImpact programme;
    programme.programme = before.thing(now.curriculum.programme);
    programme.place = place_of(*compared.before, programme.programme.location());
    programme.faulty = is_faulty(before, now.curriculum, faults);
    programme.rules = rules_of(now, then);
    programme.effect = effect_of(now, then, programme);
    impact.programmes.push_back(std::move(programme));
  }
}

auto name_of(Effect effect) -> std::string_view {
  switch (effect) {
    case Effect::NewlyBroken: return "newly_broken";
    case Effect::NewlyPassing: return "newly_passing";
    case Effect::StillBroken: return "still_broken";
    case Effect::Changed: return "changed";
    case Effect::Unchanged: break;
  }
  return "unchanged";
}

}  // namespace kava
