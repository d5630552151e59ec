// SPDX-License-Identifier: Apache-2.0
// Any text is compiled as regulations, and programmes of all kinds are judged by whatever
// regulations come of it: no crash and no hang. Every rule that is judged ends in a verdict; one
// that reached a limit is undecided, and then an error names it.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "compiler/driver/library.h"
#include "compiler/pipeline.h"
#include "compiler/rules/rule_book.h"

namespace {

using namespace kava;

void require(bool holds) {
  if (!holds) std::abort();
}

/// What regulations read, in all states: known, a range, a `?`, absent, chosen by the learner, of a
/// second provider.
constexpr std::string_view body = R"( {
  title en "Fuzz {programme.credits}", et "Proov"
  provider fuzz_house, fuzz_partner
  lead fuzz_house
  credits 12 ects
  hours { contact 24 ah; independent ? }
  duration 1..2 semesters
  level eqf.6
  field isced.0613
  language et, en
  documents certificate, transcript
  stacks towards "more" { direction vertical; up_to 6 ects }
  outcome first { text en "explains what was fuzzed"; achieved_by fuzz_a }
  outcome second { text en "understands" }
  semester 1 { course fuzz_a, fuzz_b }
  semester 2 { choose 6 ects { course fuzz_c, fuzz_d, fuzz_e } }
}
)";

constexpr std::string_view world = R"(
organisation fuzz_house { legal_name en "House"; country ee; kind university }
organisation fuzz_partner { legal_name en "Partner"; country fi }
course fuzz_a { title en "A"; credits 3 ects; origin degree; assessment exam { assesses first; criterion en "names it"; weight 100% } outcome first { text en "names it" } }
course fuzz_b { title en "B"; credits 3 ects; origin continuing; hours 78 ah }
course fuzz_c { title en "C"; credits 3 ects; origin degree }
course fuzz_d { title en "D"; credits 3 ects }
course fuzz_e { title en "E"; credits ?; origin continuing }
)";

auto programmes_under(const Unit& unit) -> std::string {
  std::string text(world);
  int count = 0;
  for (const Object& object : unit.objects) {
    if (object.kind != Word::regulation || object.name.length == 0) continue;
    const std::string number = std::to_string(count++);
    text += "programme fuzz_full" + number + " under " + std::string(unit.view(object.name));
    text += body;
    text += "programme fuzz_empty" + number + " under " + std::string(unit.view(object.name)) +
            " { status proposed }\n";
    text += "offering fuzz_run" + number + " of fuzz_full" + number +
            " { begins autumn 2026; price 100 EUR; registration ..2026-08-20; done approved "
            "2026-04-01 }\n";
  }
  return text;
}

/// That a rule is undecided is told by its name, and as a fault: nothing passes for want of time.
auto is_told(const Diagnostics& diagnostics, const std::string& rule, Severity severity) -> bool {
  return std::ranges::any_of(diagnostics.reports(), [&](const Report& report) {
    return report.severity >= severity && std::ranges::count(report.rules, rule) > 0;
  });
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) -> int {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics;
  std::vector<Unit> units;
  units.push_back(compile_unit({SourceId{0}, "regulation.kava", "", text}, diagnostics));
  const std::string programmes = programmes_under(units.front());
  units.push_back(compile_unit({SourceId{1}, "programmes.kava", "", programmes}, diagnostics));
  const Model model = link(std::move(units), library(), {}, one_by_one, diagnostics);
  for (const Curriculum& curriculum : model.curricula) {
    for (const Verdict& verdict : curriculum.verdicts) {
      require(static_cast<bool>(verdict.rule));
      const Word kind = model.object(verdict.rule).kind;
      if (verdict.kind != VerdictKind::Undecided || kind == Word::inform) continue;
      const Severity least = kind == Word::rule ? Severity::Error : Severity::Warning;
      const bool proposal = model.thing(verdict.rule).parent().has(Word::status);
      require(
          is_told(diagnostics, rule_id(model, verdict.rule), proposal ? Severity::Hint : least));
    }
  }
  return 0;
}
