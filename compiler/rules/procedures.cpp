// SPDX-License-Identifier: Apache-2.0
// All procedures that judge a programme and its offerings.
#include "compiler/rules/procedures.h"

#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/model/derived.h"
#include "compiler/rules/procedure_judge.h"
#include "compiler/rules/versions.h"

namespace kava {
namespace {

class ProceduresJudge {
 public:
  ProceduresJudge(Evaluator& evaluator, Curriculum& curriculum, std::optional<Date> as_of,
                  Diagnostics& diagnostics)
      : evaluator_(evaluator),
        model_(evaluator.world().model()),
        curriculum_(curriculum),
        as_of_(as_of),
        diagnostics_(diagnostics) {}

  void add(const Plan& plan) {
    for (const Plan::Procedure& procedure : plan.procedures) {
      judging_.push_back({procedure.compiled, &plan.days[procedure.place]});
    }
  }

  /// Those that stand in the module of the programme, or in one that its file uses.
  void add(std::span<const std::unique_ptr<CompiledProcedure>> free_procedures) {
    if (free_procedures.empty()) return;
    const Unit& unit = model_.units[curriculum_.programme.unit];
    std::vector<std::string_view> modules{unit.module};
    for (const Value& entry : unit.entries_of(unit.objects[0])) {
      if (entry.word == Word::use && entry.kind == ValueKind::Path)
        modules.push_back(unit.view(entry.slice));
    }
    for (const auto& procedure : free_procedures) {
      const std::string_view home = model_.units[procedure->procedure.unit].module;
      if (std::ranges::find(modules, home) != modules.end())
        judging_.push_back({procedure.get(), nullptr});
    }
  }

  void judge() {
    if (judging_.empty() && !as_of_) return;
    subject(model_.thing(curriculum_.programme), Word::programme);
    for (const ObjectId id : curriculum_.offerings) {
      const Unit& unit = model_.units[id.unit];
      if (!unit.only_for_names && !unit.is_library) subject(model_.thing(id), Word::offering);
    }
  }

 private:
  void subject(const Thing& thing, Word kind) {
    const std::vector<Done> dones = dones_of(thing);
    const bool open = as_of_ && is_open(thing, kind);
    std::vector<std::string_view> names;
    bool any = false;
    for (const Judging& judging : judging_) {
      if (judging.compiled->subject != kind || !in_force_for(judging, thing)) continue;
      any = true;
      for (const auto& step : judging.compiled->steps) names.push_back(step->name);
      judge_procedure(evaluator_, curriculum_, thing, dones, judging, as_of_,
                      open && !judging.compiled->proposal, diagnostics_);
    }
    if (any) tell_strangers(dones, names);
    if (open && kind == Word::offering) add_registration(thing);
  }

  static auto dones_of(const Thing& thing) -> std::vector<Done> {
    std::vector<Done> result;
    for (const Thing& done : thing.things(Word::done)) {
      const Cell day = done[Word::value];
      result.push_back({done, done.name(), day && day.known() ? day.date() : std::nullopt});
    }
    return result;
  }

  /// The `in_force` of the procedure itself, on the day of its regulation, else of the beginning.
  auto in_force_for(const Judging& judging, const Thing& subject) const -> bool {
    const Thing procedure = model_.thing(judging.compiled->procedure);
    if (!procedure.has(Word::in_force)) return true;
    std::optional<Date> day = judging.day != nullptr ? judging.day->date : as_of_;
    if (judging.day == nullptr && !day && subject.kind() == Word::offering)
      day = begins_of(subject, model_.thing(curriculum_.programme));
    return !day || in_force(procedure, *day);
  }

  void tell_strangers(const std::vector<Done>& dones, const std::vector<std::string_view>& names) {
    for (const Done& done : dones) {
      const bool known = std::ranges::find(names, done.name) != names.end();
      if (known || done.name.empty()) continue;
      Report& said = diagnostics_.report(done.thing.location(), diag::step_not_in_procedure,
                                         Name{std::string(done.name)});
      const std::string_view meant = nearest(done.name, names);
      if (meant.empty()) continue;
      said.edit(done.thing.location(), std::string(meant))
          .detail(Detail::Kind::Help,
                  in_every_language(message(diag::did_you_mean, Name{std::string(meant)})));
    }
  }

  /// Nothing is left to do for what is withdrawn, cancelled or over.
  auto is_open(const Thing& thing, Word kind) const -> bool {
    if (curriculum_.status == Status::Withdrawn) return false;
    if (kind == Word::programme) return true;
    const Thing status = concept_in(thing, Word::status);
    if (status && (status.name() == "completed" || status.name() == "cancelled")) return false;
    const auto ends = ends_of(model_, curriculum_, thing);
    return !ends || *ends >= *as_of_;
  }

  /// The last day for applicants.
  void add_registration(const Thing& offering) {
    const Cell cell = offering[Word::registration];
    if (!cell || !cell.known()) return;
    const Cell range = cell.thing() ? cell.thing()[Word::value] : cell;
    if (!range || !range.known() || range.kind() != ValueKind::Range) return;
    const Cells ends = range.items();
    const auto closes = ends.size() > 1 ? ends[1].date() : std::nullopt;
    if (!closes || *closes < *as_of_) return;
    Deadline result;
    result.subject = offering.id();
    result.due = closes;
    curriculum_.deadlines.push_back(result);
  }

  Evaluator& evaluator_;
  const Model& model_;
  Curriculum& curriculum_;
  std::optional<Date> as_of_;
  Diagnostics& diagnostics_;
  std::vector<Judging> judging_;
};

}  // namespace

void judge_procedures(Evaluator& evaluator, Curriculum& curriculum, const Plan& plan,
                      std::span<const std::unique_ptr<CompiledProcedure>> free_procedures,
                      std::optional<Date> as_of, Diagnostics& diagnostics) {
  ProceduresJudge judge(evaluator, curriculum, as_of, diagnostics);
  judge.add(plan);
  judge.add(free_procedures);
  judge.judge();
}

}  // namespace kava
