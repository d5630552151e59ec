// SPDX-License-Identifier: Apache-2.0
// The expressions of the steps of a procedure.
#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/rules/compile.h"
#include "compiler/rules/procedures.h"

namespace kava {
namespace {

auto text_of(const Thing& thing, Word word) -> std::string_view {
  const Cell cell = thing[word];
  return cell && cell.known() ? cell.text() : std::string_view();
}

void compile_step(const World& world, Word subject, CompiledStep& step, Diagnostics& diagnostics) {
  ExpressionCompiler compiler(world, step.step.unit, step.program, diagnostics);
  compiler.add_root("programme", StaticType::thing(Word::programme));
  compiler.add_root("done", StaticType::thing(Word::done));
  if (subject == Word::offering) compiler.add_root("offering", StaticType::thing(Word::offering));
  compiler.open_root(world.model().schema.spelling(subject));
  const Unit& unit = world.model().units[step.step.unit];
  for (const Value& entry : unit.entries_of(world.model().object(step.step))) {
    switch (entry.word) {
      case Word::when: step.when.push_back(compiler.condition(entry)); break;
      case Word::require: step.require.push_back(compiler.condition(entry)); break;
      case Word::due: step.due = compiler.day(entry); break;
      case Word::not_before: step.not_before = compiler.day(entry); break;
      default: break;
    }
  }
}

/// What `follows` and `per` name is there.
void check_names(const Thing& step, const std::vector<std::string_view>& steps,
                 Diagnostics& diagnostics) {
  const Cell follows = step[Word::follows];
  if (follows && follows.known() && follows.text() != "none" &&
      std::ranges::find(steps, follows.text()) == steps.end()) {
    Report& said = diagnostics.report(follows.location(), diag::follows_unknown_step,
                                      Name{std::string(follows.text())});
    if (const auto meant = nearest(follows.text(), steps); !meant.empty()) {
      said.edit(follows.location(), std::string(meant))
          .detail(Detail::Kind::Help,
                  in_every_language(message(diag::did_you_mean, Name{std::string(meant)})));
    }
  }
  const Cell per = step[Word::per];
  if (per && per.known() && per.text() != "year" && per.text() != "month") {
    diagnostics.report(per.location(), diag::step_period_unknown, Name{std::string(per.text())});
  }
}

}  // namespace

auto compile_procedure(const World& world, ObjectId procedure, ObjectId regulation,
                       Diagnostics& diagnostics) -> std::unique_ptr<CompiledProcedure> {
  auto result = std::make_unique<CompiledProcedure>();
  const Thing thing = world.model().thing(procedure);
  result->procedure = procedure;
  result->regulation = regulation;
  const Cell wanted = thing[Word::for_];
  const std::string_view subject = text_of(thing, Word::for_);
  if (subject == "offering") result->subject = Word::offering;
  else if (subject == "programme" || !wanted) result->subject = Word::programme;
  else if (wanted.kind() != ValueKind::Error) {
    diagnostics.report(wanted.location(), diag::procedure_for_nothing, Name{std::string(subject)});
  }
  if (result->subject == Word::none) return result;
  std::vector<std::string_view> names;
  for (const Thing& step : thing.things(Word::step)) names.push_back(step.name());
  for (const Thing& step : thing.things(Word::step)) {
    if (step.name().empty()) continue;
    auto compiled = std::make_unique<CompiledStep>();
    compiled->step = step.id();
    compiled->name = step.name();
    compiled->follows = text_of(step, Word::follows);
    compile_step(world, result->subject, *compiled, diagnostics);
    check_names(step, names, diagnostics);
    result->steps.push_back(std::move(compiled));
  }
  return result;
}

}  // namespace kava
