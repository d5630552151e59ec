// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/decisions.h"

#include <fmt/format.h>
#include <llvm/Support/xxhash.h>

#include <algorithm>

#include "compiler/model/derived.h"

namespace kava {

// ---- The version of a rule
// -------------------------------------------------------------------------------

namespace {

/// Writes down what a rule asks, however it is laid out.
class Fingerprint {
 public:
  explicit Fingerprint(const Model& model) : model_(model) {}

  void object(ObjectId id) {
    const Unit& unit = model_.units[id.unit];
    const Object& object = unit.objects[id.index];
    add(model_.schema.spelling(object.kind));
    add(unit.view(object.name));
    for (const Value& entry : unit.entries_of(object)) {
      if (!counts(entry.word)) continue;
      add(model_.schema.spelling(entry.word));
      value(unit, id.unit, entry);
    }
  }
  auto digits() const -> std::string {
    const uint64_t hash = llvm::xxh3_64bits(llvm::StringRef(written_));
    return fmt::format("{:08x}", static_cast<uint32_t>(hash ^ hash >> 32U));
  }

 private:
  /// Advice and remarks do not change what is asked.
  static auto counts(Word word) -> bool {
    return word != Word::hint && word != Word::note && word != Word::quote &&
           word != Word::unconfirmed && word != Word::waivable;
  }

  void add(std::string_view text) { (written_ += text) += '\0'; }

  void value(const Unit& unit, uint32_t index, const Value& value) {
    add(std::to_string(static_cast<int>(value.kind)));
    switch (value.kind) {
      case ValueKind::Text:
      case ValueKind::Path: add(unit.view(value.slice)); break;
      case ValueKind::Bool: add(value.truth ? "1" : "0"); break;
      case ValueKind::Quantity: add(model_.schema.measures[value.unit].name); [[fallthrough]];
      case ValueKind::Number: add(value.number().text('.', 18)); break;
      case ValueKind::Day: add(value.date.text()); break;
      case ValueKind::Localised:
      case ValueKind::Range:
      case ValueKind::Pair:
      case ValueKind::Term:
        for (const Value& item : unit.items_of(value)) this->value(unit, index, item);
        break;
      case ValueKind::Concept:
      case ValueKind::Reference: add(model_.thing(value.object).name()); break;
      case ValueKind::Block: object(value.object); break;
      case ValueKind::Expression: expression(unit, index, value.expression); break;
      case ValueKind::Flag:
      case ValueKind::Unknown:
      case ValueKind::Error: break;
    }
  }

  void expression(const Unit& unit, uint32_t index, uint32_t at) {
    const ExpressionNode& node = unit.expressions[at];
    add(std::to_string(static_cast<int>(node.operation)));
    if (node.operation == Operation::Literal) {
      // Inside of an expression units are still written as they are called.
      const Value& literal = unit.items[node.item];
      if (literal.kind != ValueKind::Quantity) return value(unit, index, literal);
      add(unit.view(unit.measure_names[literal.unit]));
      return add(literal.number().text('.', 18));
    }
    add(unit.view(node.slice));
    add(std::to_string(node.count));
    for (uint32_t i = 0; i < node.count; ++i)
      expression(unit, index, unit.operands[node.first + i]);
  }

  const Model& model_;
  std::string written_;
};

}  // namespace

auto fingerprint(const Model& model, ObjectId rule) -> std::string {
  Fingerprint result(model);
  result.object(rule);
  for (const Thing& let : model.thing(rule).parent().things(Word::let)) result.object(let.id());
  return result.digits();
}

// ---- Decisions
// -------------------------------------------------------------------------------------------

namespace {

auto key(ObjectId id) -> uint64_t { return static_cast<uint64_t>(id.unit) << 32U | id.index; }

/// What a decision is about: a programme, or the programme of an offering.
auto programme_of(const Thing& subject) -> Thing {
  if (subject.kind() != Word::offering) return subject;
  const Cell of = subject[Word::of];
  return of ? of.thing() : Thing();
}

/// One decision, against one programme.
class Applying {
 public:
  Applying(const Model& model, std::optional<Date> as_of, const Curriculum& curriculum,
           const Plan& plan, Array<Verdict>& verdicts, std::vector<Failure>& failures,
           Diagnostics& diagnostics)
      : model_(model),
        as_of_(as_of),
        curriculum_(curriculum),
        plan_(plan),
        verdicts_(verdicts),
        failures_(failures),
        diagnostics_(diagnostics) {}

  void apply(const Thing& decision) {
    decision_ = decision;
    if (curriculum_.account) curriculum_.account->decisions.push_back({decision.id()});
    const Cell named = decision[Word::value];
    // Told as a name without meaning, or as what a decision cannot do without.
    const bool is_whole = decision.has(Word::by) &&
                          decision.has(decision.kind() == Word::waive ? Word::until : Word::on);
    if (!named || named.kind() != ValueKind::Reference || !is_whole) return;
    name_ = rule_id(model_, named.thing().id());
    const auto entry = std::ranges::find_if(plan_.rules, [&](const Plan::Entry& candidate) {
      return rule_id(model_, candidate.rule->rule) == name_;
    });
    if (entry == plan_.rules.end()) {
      tell(named.location(), diag::decision_without_rule, Name{name_},
           Name{std::string(model_.thing(curriculum_.programme).name())});
      return;
    }
    if (!holds(*entry)) return;
    if (decision.kind() == Word::waive) waive(*entry);
    else confirm(*entry);
  }

 private:
  /// Files that are read for their names only are told of when they are checked.
  template <typename... Parameters, typename... Arguments>
  auto tell(Location where, const Diagnostic<Parameters...>& row, Arguments&&... arguments)
      -> Report* {
    if (decision_.unit().only_for_names) return nullptr;
    return &diagnostics_.report(where, row, std::forward<Arguments>(arguments)...);
  }

  auto is_own(const Verdict& verdict, const Plan::Entry& entry) const -> bool {
    if (verdict.rule != entry.rule->rule) return false;
    const Things subjects = decision_.things(Word::for_);
    return std::ranges::any_of(subjects, [&](const Thing& subject) {
      return subject.id() == verdict.subject ||
             (subject.kind() == Word::programme && subject.id() == curriculum_.programme);
    });
  }

  /// Whether the decision counts: for this version, on this day, by who may take it.
  auto holds(const Plan::Entry& entry) -> bool {
    return is_for_version(entry) && is_in_time() && (decision_.kind() != Word::waive || may(entry));
  }

  auto is_for_version(const Plan::Entry& entry) -> bool {
    const std::string now = fingerprint(model_, entry.rule->rule);
    const Cell version = decision_[Word::version];
    if (version && version.known() && version.text() == now) return true;
    // Only rules of the library can be looked up by their names.
    const std::string where = model_.units[entry.rule->rule.unit].is_library
                                  ? " (`kava explain " + name_ + "`)"
                                  : std::string();
    const Help help = {
        {"en", "read it again" + where + " and write `version \"" + now + "\"`"},
        {"et", "loe reegel uuesti läbi" + where + " ja kirjuta `version \"" + now + "\"`"}};
    if (version && version.known()) {
      Report* said = tell(version.location(), diag::decision_stale, Name{name_});
      if (said != nullptr) {
        said->detail(Detail::Kind::Help, help);
        said->edit(version.location(), '"' + now + '"');
      }
      return false;
    }
    if (!version) {
      Report* said = tell(decision_.location(), diag::decision_unbound, Name{name_});
      if (said != nullptr) said->detail(Detail::Kind::Help, help);
    }
    return true;
  }

  auto is_in_time() -> bool {
    std::optional<Date> day = as_of_;
    const Thing programme = model_.thing(curriculum_.programme);
    for (const ObjectId offering : curriculum_.offerings) {
      const auto begins = as_of_ ? as_of_ : begins_of(model_.thing(offering), programme);
      if (begins && (!day || *day < *begins)) day = begins;
    }
    const Cell until = decision_[Word::until];
    const auto last = until && until.known() ? until.date() : std::nullopt;
    if (day && last && *last < *day) {
      tell(until.location(), diag::waiver_over, Name{name_}, *last, *day);
      return false;
    }
    // Asked about a day before it was confirmed, it was not confirmed yet.
    const Cell on = decision_[Word::on];
    const auto first = on && on.known() ? on.date() : std::nullopt;
    return !as_of_ || !first || *first <= *as_of_;
  }

  /// A `recommend` may be waived; a `rule` by whom its `waivable by` names, else by nobody.
  auto may(const Plan::Entry& entry) -> bool {
    const Thing rule = model_.thing(entry.rule->rule);
    const Cell cell = rule[Word::waivable];
    if (!cell && entry.rule->severity != Word::rule) return true;
    const Things allowed = cell ? cell.thing().things(Word::by) : Things();
    const Cell by = decision_[Word::by];
    if (by && !by.known()) return false;  // Told, or not known yet.
    if (by && std::ranges::find(allowed, by.thing()) != allowed.end()) return true;
    Report* said =
        tell(by ? by.location() : decision_.location(), diag::waiver_not_allowed, Name{name_});
    if (said != nullptr) said->detail(Detail::Kind::Help, who_may(allowed));
    return false;
  }

  static auto who_may(const Things& allowed) -> LocalisedText {
    if (allowed.empty()) {
      return {{"en", "keep the rule; it says of nobody that they may waive it (`waivable by`)"},
              {"et", "järgi reeglit; ta ei luba kellelgi erandit teha (`waivable by`)"}};
    }
    std::string en, et;
    for (const Thing& who : allowed) {
      const LocalisedText title = who.title();
      (en += en.empty() ? "" : ", ") += in_language(title, Language::en);
      (et += et.empty() ? "" : ", ") += in_language(title, Language::et);
    }
    return {{"en", "only these may waive it: " + en}, {"et", "erandi võib lubada: " + et}};
  }

  void waive(const Plan::Entry& entry) {
    bool waived = false;
    for (Verdict& verdict : verdicts_) {
      const bool bad = verdict.kind == VerdictKind::Broken || verdict.kind == VerdictKind::NoData;
      if (!bad || !is_own(verdict, entry)) continue;
      verdict.kind = VerdictKind::Waived;
      note(verdict);
      waived = true;
    }
    if (!waived) {
      if (judged(entry)) tell(decision_.location(), diag::waiver_not_needed, Name{name_});
      return;
    }
    std::erase_if(failures_,
                  [&](const Failure& failure) { return failure.entry->rule == entry.rule; });
  }

  /// Something is known of it: what is not judged because of another mistake may need a waiver yet.
  auto judged(const Plan::Entry& entry) const -> bool {
    return std::ranges::none_of(verdicts_, [&](const Verdict& verdict) {
      return verdict.rule == entry.rule->rule &&
             (verdict.kind == VerdictKind::NotJudged || verdict.kind == VerdictKind::Undecided);
    });
  }

  void confirm(const Plan::Entry& entry) {
    if (entry.rule->decidability == Decidability::Definition) {
      tell(decision_.location(), diag::nothing_to_confirm, Name{name_});
      return;
    }
    for (Verdict& verdict : verdicts_) {
      if (verdict.kind != VerdictKind::ForPerson || !is_own(verdict, entry)) continue;
      verdict.kind = VerdictKind::Confirmed;
      note(verdict);
    }
  }

  /// Writes down that this decided the verdict, if an account is kept.
  void note(const Verdict& verdict) {
    if (!curriculum_.account) return;
    Account& account = *curriculum_.account;
    account.verdicts[static_cast<size_t>(&verdict - verdicts_.data())].decision = decision_.id();
    account.decisions.back().counts = true;
  }

  using Help = LocalisedText;
  const Model& model_;
  std::optional<Date> as_of_;
  const Curriculum& curriculum_;
  const Plan& plan_;
  Array<Verdict>& verdicts_;
  std::vector<Failure>& failures_;
  Diagnostics& diagnostics_;
  Thing decision_;
  std::string name_;  ///< Of the rule.
};

}  // namespace

Decisions::Decisions(const Model& model, std::optional<Date> as_of) : model_(model), as_of_(as_of) {
  for (const Word kind : {Word::waive, Word::confirm}) {
    for (const ObjectId id : model.top_level.of(kind)) {
      for (const Thing& subject : model.thing(id).things(Word::for_)) {
        const Thing programme = programme_of(subject);
        if (!programme) continue;
        auto& decisions = by_programme_[key(programme.id())];
        if (decisions.empty() || decisions.back() != id) decisions.push_back(id);
      }
    }
  }
}

void Decisions::apply(const Curriculum& curriculum, const Plan& plan, Array<Verdict>& verdicts,
                      std::vector<Failure>& failures, Diagnostics& diagnostics) const {
  if (by_programme_.empty()) return;
  const auto found = by_programme_.find(key(curriculum.programme));
  if (found == by_programme_.end()) return;
  Applying applying(model_, as_of_, curriculum, plan, verdicts, failures, diagnostics);
  for (const ObjectId decision : found->second) applying.apply(model_.thing(decision));
}

}  // namespace kava
