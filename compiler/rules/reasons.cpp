// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/reasons.h"

#include "compiler/model/library.h"
#include "compiler/model/names.h"
#include "compiler/rules/examples.h"

namespace kava {
namespace {

/// Puts the evaluator where the rule judges the first element of every `each`; false if there is
/// none.
auto go_to_first(Evaluator& evaluator, const CompiledRule& rule) -> bool {
  for (const CompiledRule::Each& each : rule.each) {
    const Datum list = evaluator.evaluate(each.list);
    if (!list.known() || evaluator.size(list) == 0) return false;
    const Datum element = evaluator.at(list, 0);
    if (!element.known()) return false;
    evaluator.bind(each.slot, element);
  }
  return true;
}

auto text_of(const Model& world, ObjectId rule) -> LocalisedText {
  const Cell text = world.thing(rule)[Word::text];
  return text && text.known() ? text.localised() : LocalisedText{{"en", rule_id(world, rule)}};
}

}  // namespace

auto kept_because(const Model& world, const Curriculum& curriculum, const Verdict& verdict)
    -> std::optional<Blame> {
  if (!curriculum.groups.empty()) return std::nullopt;
  Diagnostics told;  // All of it has been told.
  const World read(world);
  const ObjectId regulation = world.thing(verdict.rule).parent().id();
  const auto rule = compile_rule(read, regulation, verdict.rule, told);
  if (rule->program.failed || rule->requirements.empty()) return std::nullopt;
  Evaluator evaluator(read);
  evaluator.judge(curriculum);
  evaluator.start(rule->program);
  Datum roots[2];
  const ObjectId subjects[2] = {curriculum.programme, verdict.subject};
  for (size_t i = 0; i < 2; ++i) {
    roots[i] = Datum::of_object(Shape::Thing, subjects[i]);
    roots[i].origin.owner = subjects[i];
  }
  evaluator.set_roots(roots);
  const uint32_t node = rule->requirements.front();
  if (!go_to_first(evaluator, *rule) || !is_comparison(rule->program.nodes[node].op) ||
      !evaluator.evaluate(node).is_true())
    return std::nullopt;
  Blame result = blame(evaluator, node, nullptr);
  if (result.message.arguments.size() != 2) return std::nullopt;
  result.message.arguments.emplace_back(text_of(world, verdict.rule));
  return result;
}

namespace {

auto is_failure(VerdictKind kind) -> bool {
  return kind == VerdictKind::Broken || kind == VerdictKind::Waived ||
         kind == VerdictKind::NoData || kind == VerdictKind::Undecided;
}

/// Judged once more by this rule alone: what was told of the programme was told together with
/// others of the same cause.
auto failed_because(const Model& model, const Curriculum& curriculum, const Verdict& verdict)
    -> Reason {
  Diagnostics told;  // All of it has been told.
  const World world(model);
  const ObjectId regulation = model.thing(verdict.rule).parent().id();
  const auto rule = compile_rule(world, regulation, verdict.rule, told);
  Plan plan;
  plan.regulations.push_back(regulation);
  plan.days.emplace_back();
  plan.rules.push_back({rule.get(), 0, false});
  Evaluator evaluator(world);
  ProgrammeJudge judge(evaluator, curriculum, plan);
  judge.run();
  for (const Failure& failure : judge.failures()) {
    if (failure.subject != verdict.subject) continue;
    return {in_every_language(message_of(model, curriculum, plan, failure)), failure.blame.working};
  }
  return {};
}

}  // namespace

auto reason_of(const Model& model, const Curriculum& curriculum, const Verdict& verdict) -> Reason {
  if (is_failure(verdict.kind)) return failed_because(model, curriculum, verdict);
  if (verdict.kind != VerdictKind::Kept) return {};
  const auto because = kept_because(model, curriculum, verdict);
  return because ? Reason{in_every_language(because->message), because->working} : Reason{};
}

auto verdict_label(const Model& model, VerdictKind kind) -> LocalisedText {
  const std::string_view code = code_of(kind);
  const ObjectId vocabulary =
      model.names ? model.names->find_vocabulary(0, verdict_vocabulary) : ObjectId();
  const ObjectId concept_id = vocabulary ? model.names->find_code(0, vocabulary, code) : ObjectId();
  if (!concept_id) return {{"en", std::string(code)}};
  return model.thing(concept_id).title();
}

}  // namespace kava
