// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/rule_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/model/names.h"
#include "compiler/rules/compile.h"
#include "compiler/rules/procedures.h"

namespace kava {

auto is_rule(Word word) -> bool {
  return word == Word::rule || word == Word::recommend || word == Word::inform ||
         word == Word::replaces;
}

auto rules_of(const Model& model, ObjectId regulation) -> std::vector<ObjectId> {
  std::vector<ObjectId> result;
  const Unit& unit = model.units[regulation.unit];
  for (const Value& entry : unit.entries_of(unit.objects[regulation.index])) {
    if (entry.kind == ValueKind::Block && is_rule(entry.word)) result.push_back(entry.object);
  }
  return result;
}

namespace {

auto extended(const Model& model, ObjectId regulation) -> Things {
  Things result = model.thing(regulation).things(Word::extends);
  llvm::erase_if(result, [](const Thing& thing) { return thing.kind() != Word::regulation; });
  return result;
}

/// The rule of that name in one version of a regulation, and in that alone.
auto own_rule(const Model& model, ObjectId version, std::string_view name) -> ObjectId {
  for (const ObjectId rule : rules_of(model, version)) {
    const bool replaces = model.object(rule).kind == Word::replaces;
    const std::string_view own =
        replaces ? replaced_rule(model, rule).name : model.thing(rule).name();
    if (own == name) return rule;
  }
  return {};
}

/// The rules of that name in what a regulation extends, near or far: one in each version that has
/// it, for which of them judges is known only for a programme.
void add_inherited_rules(const Model& model, ObjectId regulation, std::string_view name,
                         std::vector<ObjectId>& seen, std::vector<ObjectId>& rules) {
  for (const Thing& base : extended(model, regulation)) {
    for (const ObjectId version : versions_of(model, base.id())) {
      if (std::find(seen.begin(), seen.end(), version) != seen.end()) continue;
      seen.push_back(version);
      if (const ObjectId rule = own_rule(model, version, name)) rules.push_back(rule);
      else add_inherited_rules(model, version, name, seen, rules);
    }
  }
}

}  // namespace

auto replaced_rule(const Model& model, ObjectId replaces) -> Replaced {
  Replaced result;
  const Cell value = model.thing(replaces)[Word::value];
  if (!value) return result;
  if (value.kind() == ValueKind::Reference) {
    result.severity = value.thing().kind();
    result.name = value.thing().name();
  } else if (value.kind() == ValueKind::Pair) {
    const auto parts = value.items();
    if (parts[0].text() == "recommend") result.severity = Word::recommend;
    if (parts[0].text() == "inform") result.severity = Word::inform;
    result.name =
        parts[1].kind() == ValueKind::Reference ? parts[1].thing().name() : parts[1].text();
  } else {
    result.name = value.text();
  }
  return result;
}

auto rule_id(const Model& model, ObjectId rule) -> std::string {
  const Thing thing = model.thing(rule);
  const Thing regulation = thing.parent();
  std::string_view module = model.units[rule.unit].module;
  if (const size_t dot = module.rfind('.'); dot != std::string_view::npos)
    module.remove_prefix(dot + 1);
  const std::string_view name =
      thing.kind() == Word::replaces ? replaced_rule(model, rule).name : thing.name();
  const std::string_view house = regulation ? regulation.name() : std::string_view();
  return module.empty() ? fmt::format("{}.{}", house, name)
                        : fmt::format("{}.{}.{}", module, house, name);
}

// ---- Compiling
// ------------------------------------------------------------------------------------

namespace {

void check_needs(const Thing& rule, Diagnostics& diagnostics) {
  const Cell needs = rule[Word::needs];
  if (!needs || needs.kind() != ValueKind::Path) return;
  const std::string_view text = needs.text();
  if (text == "learner" || text == "provider" || text == "judgement") return;
  diagnostics.report(needs.location(), diag::rule_unknown_name, Name{std::string(text)})
      .detail(Detail::Kind::Help, {{"en",
                                    "a rule needs the data of the `learner` or the `provider`, or "
                                    "the `judgement` of a person"},
                                   {"et",
                                    "reegel vajab õppija (`learner`) või koolitaja (`provider`) "
                                    "andmeid või inimese hinnangut (`judgement`)"}});
}

auto decidability_of(const Thing& rule) -> Decidability {
  const Cell needs = rule[Word::needs];
  if (!needs) return Decidability::Definition;
  if (needs.text() == "learner") return Decidability::Learner;
  if (needs.text() == "provider") return Decidability::Provider;
  return Decidability::Judgement;
}

/// Goes through the members of a rule in the order of writing.
class RuleCompiler {
 public:
  RuleCompiler(const World& world, CompiledRule& rule, Diagnostics& diagnostics)
      : model_(world.model()),
        rule_(rule),
        diagnostics_(diagnostics),
        compiler_(world, rule.rule.unit, rule.program, diagnostics) {}

  void compile() {
    compiler_.add_root("programme", StaticType::thing(Word::programme));
    compiler_.add_root("offering", StaticType::thing(Word::offering));
    outer_lets();
    const Unit& unit = model_.units[rule_.rule.unit];
    for (const Value& entry : unit.entries_of(model_.object(rule_.rule))) member(entry);
    for (const uint32_t node : rule_.when) note_path(node);
    for (const auto& each : rule_.each) note_path(each.list);
    for (const uint32_t node : rule_.requirements) note_path(node);
    check_purpose();
  }

 private:
  void outer_lets() {
    for (const Thing& let : model_.thing(rule_.regulation).things(Word::let)) {
      if (const Cell value = let[Word::value]) compiler_.add_outer_let(let.name(), value.value());
    }
  }

  void member(const Value& entry) {
    switch (entry.word) {
      case Word::when: rule_.when.push_back(compiler_.condition(entry)); break;
      case Word::require: rule_.requirements.push_back(compiler_.condition(entry)); break;
      case Word::at: rule_.at = compiler_.compile(entry); break;
      case Word::let:
      case Word::each: named(entry); break;
      case Word::any: alternatives(entry); break;
      default: break;
    }
  }

  void named(const Value& entry) {
    const Thing block = model_.thing(entry.object);
    const Cell value = block[Word::value];
    if (!value || entry.kind != ValueKind::Block || block.name().empty()) {
      rule_.program.failed = true;  // Its head was reported when it was read.
    } else if (entry.word == Word::let) {
      compiler_.add_let(block.name(), value.value());
    } else {
      const auto each = compiler_.add_each(block.name(), value.value());
      rule_.each.push_back({each.list, each.slot});
    }
  }

  /// `any { require …; require … }`
  void alternatives(const Value& entry) {
    if (entry.kind == ValueKind::Expression) {
      rule_.requirements.push_back(compiler_.condition(entry));
      return;
    }
    Program& program = rule_.program;
    Instruction either;
    either.op = Op::Or;
    either.type = StaticType::truth();
    either.span = entry.span;
    std::vector<uint32_t> parts;
    for (const Cell& part : model_.thing(entry.object).all(Word::require)) {
      parts.push_back(compiler_.condition(part.value()));
    }
    if (parts.empty()) {
      program.failed = true;  // That nothing, or nothing that fits, stands in the block was told.
      return;
    }
    for (const uint32_t part : parts)
      either.on_path = either.on_path || program.nodes[part].on_path;
    either.first = static_cast<uint32_t>(program.operands.size());
    either.count = static_cast<uint32_t>(parts.size());
    program.operands.insert(program.operands.end(), parts.begin(), parts.end());
    program.nodes.push_back(either);
    rule_.requirements.push_back(static_cast<uint32_t>(program.nodes.size() - 1));
  }

  void note_path(uint32_t node) {
    rule_.on_path = rule_.on_path || rule_.program.nodes[node].on_path;
  }

  void check_purpose() {
    const bool asks = !rule_.requirements.empty() || rule_.severity == Word::inform ||
                      rule_.decidability != Decidability::Definition || rule_.program.failed;
    const bool damaged = (model_.object(rule_.rule).flags & Object::damaged) != 0;
    if (asks || damaged) return;
    const Thing thing = model_.thing(rule_.rule);
    diagnostics_.report(
        thing.location(), diag::rule_asks_nothing,
        Name{std::string(thing.kind() == Word::replaces ? replaced_rule(model_, rule_.rule).name
                                                        : thing.name())});
    rule_.program.failed = true;
  }

  const Model& model_;
  CompiledRule& rule_;
  Diagnostics& diagnostics_;
  ExpressionCompiler compiler_;
};

}  // namespace

auto compile_rule(const World& world, ObjectId regulation, ObjectId rule, Diagnostics& diagnostics)
    -> std::unique_ptr<CompiledRule> {
  auto result = std::make_unique<CompiledRule>();
  const Thing thing = world.model().thing(rule);
  result->rule = rule;
  result->regulation = regulation;
  result->severity =
      thing.kind() == Word::replaces ? replaced_rule(world.model(), rule).severity : thing.kind();
  check_needs(thing, diagnostics);
  result->decidability = decidability_of(thing);
  RuleCompiler(world, *result, diagnostics).compile();
  return result;
}

auto RuleBook::regulation(ObjectId id) -> const CompiledRegulation& {
  auto& slot = regulations_[id];
  if (slot) return *slot;
  slot = std::make_unique<CompiledRegulation>();
  const Model& model = world_.model();
  slot->id = id;
  const Cell status = model.thing(id)[Word::status];
  slot->proposal = status && status.kind() == ValueKind::Concept &&
                   status.thing().code() == "proposal" && !comes_in(id);
  for (const Thing& procedure : model.thing(id).things(Word::procedure)) {
    slot->procedures.push_back(compile_procedure(world_, procedure.id(), id, diagnostics_));
    slot->procedures.back()->proposal = slot->proposal;
  }
  for (const ObjectId rule : rules_of(model, id)) {
    slot->rules.push_back(compile_rule(world_, id, rule, diagnostics_));
    if (model.object(rule).kind != Word::replaces) continue;
    std::vector<ObjectId> seen{id};
    const std::string_view name = replaced_rule(model, rule).name;
    const size_t before = slot->replaced.size();
    add_inherited_rules(model, id, name, seen, slot->replaced);
    if (slot->replaced.size() == before) {
      diagnostics_.report(model.thing(rule).location(), diag::rule_replaces_nothing,
                          Name{std::string(name)});
    }
  }
  return *slot;
}

auto RuleBook::free_procedures() -> std::span<const std::unique_ptr<CompiledProcedure>> {
  const Model& model = world_.model();
  if (free_compiled_) return free_;
  free_compiled_ = true;
  for (const ObjectId id : model.top_level.of(Word::procedure)) {
    const bool own = id.unit < model.checked_units && !model.units[id.unit].only_for_names;
    if (own) free_.push_back(compile_procedure(world_, id, {}, diagnostics_));
  }
  return free_;
}

// ---- Which regulations apply
// ----------------------------------------------------------------------

void RuleBook::replace(const Substitute& instead) {
  incoming_ = incoming(world_.model(), instead);
  draft_ = instead.draft;
}

auto RuleBook::comes_in(ObjectId id) const -> bool {
  return std::ranges::find(incoming_, id) != incoming_.end();
}

/// The versions of a regulation without those of a draft.
auto RuleBook::law_of(ObjectId id) const -> llvm::SmallVector<ObjectId, 2> {
  const Model& model = world_.model();
  auto result = versions_of(model, id);
  llvm::erase_if(result, [&](ObjectId version) {
    return draft_ && model.units[version.unit].source == *draft_;
  });
  return result;
}

/// What judges on that day. What comes in takes the place of a version, not of none.
auto RuleBook::version(ObjectId id, std::optional<Date> date) const -> ObjectId {
  const Model& model = world_.model();
  if (incoming_.empty()) return version_on(model, id, date);
  const ObjectId now = version_among(model, law_of(id), date);
  llvm::SmallVector<ObjectId, 2> others = versions_of(model, id);
  llvm::erase_if(others, [&](ObjectId other) { return !comes_in(other); });
  if (others.empty()) return now || date ? now : id;
  if (!now || others.size() == 1) return now ? others.front() : now;
  const ObjectId dated = version_among(model, others, date);
  return dated ? dated : version_among(model, others, std::nullopt);
}

/// In any version: another one is judged by only if its day was asked about.
auto RuleBook::applies_anyway(ObjectId id, const Plan& plan) const -> bool {
  const auto versions = versions_of(world_.model(), id);
  return std::ranges::any_of(plan.regulations, [&](ObjectId own) {
    return std::ranges::find(versions, own) != versions.end();
  });
}

void RuleBook::collect(ObjectId id, const DecidingDay& day, Plan& plan) {
  const ObjectId version = this->version(id, day.date);
  if (std::find(plan.regulations.begin(), plan.regulations.end(), version) !=
      plan.regulations.end()) {
    return;
  }
  const bool day_of_programme = day.against != Against::No && day.ground != Ground::Against;
  if (day_of_programme && applies_anyway(id, plan)) return;
  // What was not in force on that day judges nothing. What it rests on may have been in force.
  if (version) {
    plan.regulations.push_back(version);
    plan.days.push_back(day);
  }
  const ObjectId read = version ? version : this->version(id, std::nullopt);
  DecidingDay inherited = day;
  if (day.against == Against::Named) inherited.against = Against::Extended;
  for (const Thing& base : extended(world_.model(), read)) collect(base.id(), inherited, plan);
}

auto RuleBook::make_plan(const Plan::Key& key) -> Plan {
  Plan result;
  result.named = key;
  for (const auto& [id, day] : key) {
    collect(id, day, result);
    if (day.against == Against::No) result.own = result.regulations.size();
  }
  // What is only asked about takes nothing away from what applies.
  std::vector<ObjectId> replaced, replaced_if_asked;
  for (size_t place = 0; place < result.regulations.size(); ++place) {
    const auto& others = regulation(result.regulations[place]).replaced;
    auto& list = place < result.own ? replaced : replaced_if_asked;
    list.insert(list.end(), others.begin(), others.end());
  }
  for (uint32_t place = 0; place < result.regulations.size(); ++place) {
    const CompiledRegulation& compiled = regulation(result.regulations[place]);
    if (place == result.own)
      replaced.insert(replaced.end(), replaced_if_asked.begin(), replaced_if_asked.end());
    for (const auto& rule : compiled.rules) {
      if (std::find(replaced.begin(), replaced.end(), rule->rule) != replaced.end()) continue;
      result.rules.push_back({rule.get(), place, compiled.proposal});
    }
    // Nobody takes the steps of a regulation that does not apply.
    if (place >= result.own) continue;
    for (const auto& procedure : compiled.procedures) {
      result.procedures.push_back({procedure.get(), place});
    }
  }
  return result;
}

auto RuleBook::key_of(const Curriculum& curriculum) const -> Plan::Key {
  const Model& model = world_.model();
  DecidingDays days(model, curriculum, as_of_);
  Plan::Key key;
  const Unit& unit = model.units[curriculum.programme.unit];
  for (const Value& entry : unit.entries_of(model.object(curriculum.programme))) {
    const bool refers = entry.word == Word::under && entry.kind == ValueKind::Reference;
    if (!refers || model.object(entry.object).kind != Word::regulation) continue;
    // A draft does not change which day decides.
    const auto law = draft_ ? law_of(entry.object) : llvm::SmallVector<ObjectId, 2>();
    const Thing regulation = model.thing(law.empty() ? entry.object : law.front());
    key.push_back({entry.object, days.of(regulation)});
  }
  for (const Asked& asked : against_) {
    DecidingDay day{Ground::Against, asked.date};
    if (!asked.date) day = days.of(model.thing(asked.regulation));
    day.against = Against::Named;
    key.push_back({asked.regulation, day});
  }
  return key;
}

auto RuleBook::plans(std::span<const Curriculum> curricula, const Parallel& parallel)
    -> std::vector<const Plan*> {
  std::vector<Plan::Key> keys(curricula.size());
  parallel(keys.size(), [&](size_t i) { keys[i] = key_of(curricula[i]); });
  std::vector<const Plan*> result;
  result.reserve(keys.size());
  for (const Plan::Key& key : keys) {
    auto& slot = plans_[key];
    if (!slot) slot = std::make_unique<Plan>(make_plan(key));
    result.push_back(slot.get());
  }
  return result;
}

}  // namespace kava
