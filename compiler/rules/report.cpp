// SPDX-License-Identifier: Apache-2.0
// From failures to diagnostics. Rules that fail at the same place for the same cause are one
// message with all the clauses; rules that wait for the same unknown are one hint.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/rules/judge.h"
#include "compiler/rules/judgement.h"

namespace kava {
namespace {

// A hint names so many of the rules that wait for one value.
constexpr size_t named_rules = 3;

/// Failures that one message tells.
struct Group {
  std::vector<const Failure*> failures;
  auto first() const -> const Failure& { return *failures.front(); }
};

auto is_gap(Failing failing) -> bool {
  return failing == Failing::Missing || failing == Failing::Unknown;
}

/// Failures that one message tells. In a draft all that a thing has not said yet is one hint: a
/// director who begins shall not be met by a wall of them.
auto same_cause(const Failure& a, const Failure& b, bool draft) -> bool {
  if (is_gap(a.failing) != is_gap(b.failing)) return false;
  const Blame& left = a.blame;
  const Blame& right = b.blame;
  const bool absent = a.failing == Failing::Missing && b.failing == Failing::Missing;
  if (draft && absent && left.where == right.where) return left.origin.owner == right.origin.owner;
  // What one rule finds missing at one place is one list.
  if (absent && left.where == right.where && a.entry->rule == b.entry->rule) return true;
  if (is_gap(a.failing)) {
    return left.origin.owner == right.origin.owner && left.origin.word == right.origin.word;
  }
  return a.failing == b.failing && left.where == right.where && left.signature == right.signature &&
         left.origin.word == right.origin.word;
}

class Reporter {
 public:
  Reporter(const Model& model, const Curriculum& curriculum, const Plan& plan, const Told& told,
           Diagnostics& diagnostics)
      : model_(model),
        curriculum_(curriculum),
        plan_(plan),
        told_(told),
        diagnostics_(diagnostics) {}

  auto message_of(const Failure& failure) const -> Message { return said_of({{&failure}}).message; }

  void report(const std::vector<Failure>& failures) {
    std::vector<Group> groups;
    for (const Failure& failure : failures) {
      if (is_gap(failure.failing) && is_asked_elsewhere(failure.blame)) continue;
      if (failure.failing == Failing::Broken && is_told_by_pass(failure.blame)) continue;
      const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
        return std::ranges::any_of(group.failures, [&](const Failure* other) {
          return same_cause(*other, failure, is_draft());
        });
      });
      if (found == groups.end()) groups.push_back({{&failure}});
      else found->failures.push_back(&failure);
    }
    for (const Group& group : groups) diagnostics_.add(told(group));
  }

  auto told(const Failure& failure) const -> Report { return told(Group{{&failure}}); }

 private:
  auto is_draft() const -> bool { return curriculum_.status == Status::Draft; }

  /// The amount contradicts another one, says a pass: it is not judged before that is mended.
  auto is_told_by_pass(const Blame& blame) const -> bool {
    const Value* entry = blame.origin.entry;
    if (entry == nullptr) return false;
    const bool amount = entry->kind == ValueKind::Number || entry->kind == ValueKind::Quantity ||
                        entry->kind == ValueKind::Range;
    return amount && told_.contains(told_key(blame.where));
  }

  /// A field that every programme or course must have is asked for by the core, once.
  /// What a pass said of an outcome or an assessment is not said again.
  auto is_asked_elsewhere(const Blame& blame) const -> bool {
    const Origin& origin = blame.origin;
    if (!origin.owner) return false;
    const Word kind = model_.object(origin.owner).kind;
    const bool may_be_unknown = kind == Word::programme || kind == Word::course;
    const bool unknown =
        may_be_unknown && origin.entry != nullptr && origin.entry->kind == ValueKind::Unknown;
    if (origin.entry != nullptr && !unknown) return false;
    const bool by_pass = kind == Word::outcome || kind == Word::assessment;
    if (by_pass && told_.contains(told_key(blame.where))) return true;
    const Field* field = model_.schema.field(kind, origin.word);
    if (field == nullptr || field->required_from == From::Never) return false;
    if (kind != Word::programme && kind != Word::course)
      return field->required_from == From::Always;
    const auto due = [&](From from, Status status) {
      return field->required_from == from && curriculum_.status >= status;
    };
    return field->required_from == From::Always || field->required_from == From::Proposed ||
           due(From::Approved, Status::Approved) || due(From::Registered, Status::Registered);
  }

  auto severity(const Group& group) const -> Severity {
    const bool gap = is_gap(group.first().failing) || group.first().failing == Failing::Unlike;
    if (gap && is_draft()) return Severity::Hint;
    Severity result = Severity::Hint;
    for (const Failure* failure : group.failures) {
      Severity own =
          failure->entry->rule->severity == Word::rule ? Severity::Error : Severity::Warning;
      if (failure->entry->proposal) own = Severity::Hint;
      result = std::max(result, own);
    }
    return result;
  }

  auto told(const Group& group) const -> Report {
    Report said = said_of(group);
    said.severity = severity(group);
    said.where = group.first().blame.where;
    for (const Failure* failure : group.failures) {
      for (const Note& note : failure->blame.notes) add_note(said, note);
      add_rule(said, rule_id(model_, failure->entry->rule->rule));
    }
    if (is_gap(group.first().failing) && waits(group)) {
      add_waiting(said, group);
      if (!is_draft()) {
        said.detail(Detail::Kind::Help, {{"en", "write the value, or set `status draft`"},
                                         {"et", "kirjuta väärtus või `status draft`"}});
      }
    } else {
      add_details(said, group);
    }
    return said;
  }

  static void add_rule(Report& said, std::string id) {
    if (std::ranges::find(said.rules, id) == said.rules.end()) said.rules.push_back(std::move(id));
  }

  static void add_note(Report& said, const Note& note) {
    for (const Note& other : said.notes) {
      if (other.where == note.where && other.message.row == note.message.row) return;
    }
    said.notes.push_back(note);
  }

  auto said_of(const Group& group) const -> Report {
    const Failure& failure = group.first();
    const ObjectId rule = failure.entry->rule->rule;
    const Blame& blame = failure.blame;
    const LocalisedText text = text_of(rule);
    Report result;
    switch (failure.failing) {
      case Failing::Broken:
        result.message = blame.message;
        result.message.arguments.emplace_back(text);
        break;
      case Failing::Missing:
      case Failing::Unknown:
        if (const std::string fields = fields_of(group);
            fields.find(',') != std::string::npos && waits(group)) {
          result.message = message(diag::rule_fields_not_known_yet, Text{fields},
                                   Name{name_of(blame.origin.owner)});
        } else if (is_draft() || failure.failing == Failing::Unknown) {
          result.message = message(diag::rule_not_known_yet, Name{field_of(blame)},
                                   Name{name_of(blame.origin.owner)});
        } else {
          result.message = message(diag::rule_missing, labels_of(group), text);
        }
        break;
      case Failing::Unlike:
        result.message = message(diag::rule_units_unlike,
                                 label_of(model_, blame.origin.word, blame.origin.owner), text);
        break;
      case Failing::Undecided:
        result.message = message(diag::rule_undecided, Name{rule_id(model_, rule)},
                                 Name{name_of(curriculum_.programme)});
        break;
      case Failing::Limit:
        result.message = message(diag::rule_too_long, Name{rule_id(model_, rule)});
        break;
      case Failing::Overflow:
        result.message = message(diag::rule_overflow, Name{rule_id(model_, rule)});
        break;
    }
    return result;
  }

  /// The requirement in our words; the id of the rule if it has none.
  auto text_of(ObjectId rule) const -> LocalisedText {
    const Cell text = model_.thing(rule)[Word::text];
    if (text && text.known()) return text.localised();
    return {{"en", rule_id(model_, rule)}};
  }

  auto word_of(const Origin& origin) const -> std::string {
    Word word = origin.word;
    const Word kind = model_.object(origin.owner).kind;
    if (word == Word::value) word = kind;
    return std::string(model_.schema.spelling(word == Word::none ? kind : word));
  }

  /// As it is written: `title`, `title en`.
  auto field_of(const Blame& blame) const -> std::string {
    std::string field = word_of(blame.origin);
    return blame.language.empty() ? field : field + ' ' + blame.language;
  }

  /// In a draft, or where a `?` stands: it is told what waits for it.
  auto waits(const Group& group) const -> bool {
    return is_draft() || group.first().failing == Failing::Unknown;
  }

  /// What is missing, as a reader calls it, each once.
  auto labels_of(const Group& group) const -> Label {
    const Blame& first = group.first().blame;
    const Label only = label_of(model_, first.origin.word, first.origin.owner);
    const bool of_language = !first.language.empty();
    LocalisedText names;
    for (const Language language : {Language::en, Language::et}) {
      std::vector<std::string> parts;
      for (const Failure* failure : group.failures) {
        const Origin& origin = failure->blame.origin;
        std::string part = rendered(label_of(model_, origin.word, origin.owner), language);
        if (const std::string& tag = failure->blame.language; !tag.empty())
          part += " (`" + tag + "`)";
        if (std::ranges::find(parts, part) == parts.end()) parts.push_back(std::move(part));
      }
      if (parts.size() == 1 && !of_language) return only;
      names.emplace_back(language == Language::en ? "en" : "et",
                         fmt::format("{}", fmt::join(parts, ", ")));
    }
    return {only.word, names};
  }

  /// The fields that a group waits for, each once, in backticks.
  auto fields_of(const Group& group) const -> std::string {
    std::vector<std::string> fields;
    for (const Failure* failure : group.failures) {
      std::string field = field_of(failure->blame);
      if (std::find(fields.begin(), fields.end(), field) == fields.end())
        fields.push_back(std::move(field));
    }
    return fmt::format("`{}`", fmt::join(fields, "`, `"));
  }

  auto name_of(ObjectId id) const -> std::string {
    for (Thing at = model_.thing(id); at; at = at.parent()) {
      if (!at.name().empty()) return std::string(at.name());
    }
    return std::string(model_.schema.spelling(model_.object(id).kind));
  }

  // ---- Lines below
  // -------------------------------------------------------------------------------

  void add_details(Report& said, const Group& group) const {
    std::vector<ObjectId> told;
    std::vector<LocalisedText> clauses;
    for (const Failure* failure : group.failures) {
      const ObjectId rule = failure->entry->rule->rule;
      if (std::find(told.begin(), told.end(), rule) != told.end()) continue;
      told.push_back(rule);
      // Two rules may rest on one clause.
      auto clause = clause_of(*failure->entry->rule);
      if (!clause.empty() && std::ranges::find(clauses, clause) == clauses.end()) {
        clauses.push_back(clause);
        said.detail(Detail::Kind::Clause, std::move(clause));
      }
    }
    add_versions(said, group);
    const RuleFacts facts = rule_facts(model_, group.first().entry->rule->rule);
    if (!facts.reading.empty()) said.detail(Detail::Kind::Reading, facts.reading);
    for (const Failure* failure : group.failures) {
      if (failure->blame.working.empty()) continue;
      said.detail(Detail::Kind::Working, failure->blame.working);
      break;
    }
    if (auto help = help_of(group, facts); !help.empty()) {
      said.detail(Detail::Kind::Help, std::move(help));
    }
  }

  /// Which versions of the regulations these are, where there could have been another.
  void add_versions(Report& said, const Group& group) const {
    std::vector<uint32_t> told;
    for (const Failure* failure : group.failures) {
      const uint32_t place = failure->entry->place;
      if (std::ranges::find(told, place) != told.end()) continue;
      told.push_back(place);
      const ObjectId version = plan_.regulations[place];
      if (needs_version_note(model_, version, plan_.days[place]))
        said.detail(Detail::Kind::Version, version_note(model_, version, plan_.days[place]));
    }
  }

  /// The hint of a rule says how to keep it; what is not there, or is in a unit that says nothing,
  /// is to be written first.
  auto help_of(const Group& group, const RuleFacts& facts) const -> LocalisedText {
    const Failure& failure = group.first();
    if (failure.failing == Failing::Unlike) {
      return {{"en", "give it in the unit that the rule counts in"},
              {"et", "kirjuta see ühikus, milles reegel arvestab"}};
    }
    if (failure.failing != Failing::Missing || !failure.is_operand) return facts.hint;
    const std::string line = "`" + word_of(failure.blame.origin) + "`";
    return {{"en", "add " + line}, {"et", "lisa " + line}};
  }

  /// "Guidelines for micro-degrees … at TalTech, 2.1"
  auto clause_of(const CompiledRule& rule) const -> LocalisedText {
    const RuleFacts facts = rule_facts(model_, rule.rule);
    LocalisedText result;
    for (const Language language : {Language::en, Language::et}) {
      const bool et = language == Language::et;
      std::string line(in_language(facts.regulation, language));
      if (!facts.clause.empty()) line += fmt::format(", {}", facts.clause);
      if (facts.unconfirmed) line += et ? " (õigusakti teksti pole nähtud)" : " (wording not seen)";
      result.emplace_back(et ? "et" : "en", line);
    }
    return result;
  }

  void add_waiting(Report& said, const Group& group) const {
    std::vector<std::string> ids;
    for (const Failure* failure : group.failures) {
      std::string id = rule_id(model_, failure->entry->rule->rule);
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
    }
    std::string names;
    for (size_t i = 0; i < std::min(ids.size(), named_rules); ++i) {
      names += fmt::format("{}{}", i == 0 ? "" : ", ", ids[i]);
    }
    if (ids.size() > named_rules) names += " …";
    const bool one = ids.size() == 1;
    said.detail(Detail::Kind::Clause,
                {{"en", one ? fmt::format("{} waits for it", names)
                            : fmt::format("{} rules wait for it: {}", ids.size(), names)},
                 {"et", one ? fmt::format("seda ootab {}", names)
                            : fmt::format("seda ootab {} reeglit: {}", ids.size(), names)}});
  }

  const Model& model_;
  const Curriculum& curriculum_;
  const Plan& plan_;
  const Told& told_;
  Diagnostics& diagnostics_;
};

}  // namespace

auto message_of(const Model& model, const Curriculum& curriculum, const Plan& plan,
                const Failure& failure) -> Message {
  const Told told;
  Diagnostics ignored;
  return Reporter(model, curriculum, plan, told, ignored).message_of(failure);
}

void report_failures(const Model& model, const Curriculum& curriculum, const Plan& plan,
                     const std::vector<Failure>& failures, const Told& told,
                     Diagnostics& diagnostics) {
  if (!failures.empty()) Reporter(model, curriculum, plan, told, diagnostics).report(failures);
}

auto told_of(const Model& model, const Curriculum& curriculum, const Plan& plan,
             const Failure& failure) -> Report {
  Diagnostics none;
  return Reporter(model, curriculum, plan, {}, none).told(failure);
}

}  // namespace kava
