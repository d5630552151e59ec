// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/base/parallel.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/rules/asked.h"
#include "compiler/rules/program.h"
#include "compiler/rules/versions.h"

namespace kava {

/// Who can decide a rule.
enum class Decidability : uint8_t { Definition, Learner, Provider, Judgement };

/// A rule, compiled once and run over many programmes.
struct CompiledRule {
  ObjectId rule;
  ObjectId regulation;
  Word severity = Word::rule;  ///< rule, recommend or inform
  Decidability decidability = Decidability::Definition;
  bool on_path = false;  ///< Something it asks depends on the courses a learner takes.
  Program program;
  struct Each {
    uint32_t list = no_node;
    uint32_t slot = 0;
  };
  std::vector<Each> each;  ///< Outer first.
  std::vector<uint32_t> when;
  std::vector<uint32_t> requirements;
  uint32_t at = no_node;
};

/// A step of a procedure, compiled once.
struct CompiledStep {
  ObjectId step;
  std::string_view name;
  Program program;
  std::vector<uint32_t> when, require;
  uint32_t due = no_node;
  uint32_t not_before = no_node;
  std::string_view follows;  ///< As written; empty: the step above.
};

struct CompiledProcedure {
  ObjectId procedure;
  ObjectId regulation;  ///< Empty for one outside of regulations.
  bool proposal = false;
  Word subject = Word::none;  ///< programme or offering; none: it was reported and is not judged.
  std::vector<std::unique_ptr<CompiledStep>> steps;
};

struct CompiledRegulation {
  ObjectId id;
  bool proposal = false;
  std::vector<std::unique_ptr<CompiledProcedure>> procedures;
  std::vector<std::unique_ptr<CompiledRule>> rules;
  std::vector<ObjectId> replaced;  ///< Rules of others that do not count where this one applies.
};

/// The rules that judge a programme, those of the most specific regulation first.
struct Plan {
  /// The regulations that a programme names, then those that were asked about, each with the day on
  /// which it is read: another day may mean another version. What makes one plan of many
  /// programmes.
  struct Named {
    ObjectId regulation;
    DecidingDay day;
    friend auto operator<=>(const Named&, const Named&) = default;
  };
  using Key = std::vector<Named>;
  struct Entry {
    const CompiledRule* rule;
    uint32_t place;  ///< Of its regulation in `regulations`.
    bool proposal;
  };
  Key named;
  std::vector<ObjectId> regulations;
  size_t own = 0;                 ///< So many of them apply; the others were only asked about.
  std::vector<DecidingDay> days;  ///< On which each of them is read.
  std::vector<Entry> rules;
  struct Procedure {
    const CompiledProcedure* compiled;
    uint32_t place;  ///< Of its regulation in `regulations`.
  };
  std::vector<Procedure> procedures;
};

/// A regulation that was asked about, and of which day its version.
struct Asked {
  ObjectId regulation;
  std::optional<Date> date;
};

/// All regulations that some programme is under, compiled when first needed.
class RuleBook {
 public:
  RuleBook(const World& world, std::optional<Date> as_of, std::span<const Asked> against,
           Diagnostics& diagnostics)
      : world_(world), as_of_(as_of), against_(against), diagnostics_(diagnostics) {}

  /// From now on this judges in place of the version that would. Only before `plans`.
  void replace(const Substitute& instead);
  /// What judges each of them.
  auto plans(std::span<const Curriculum> curricula, const Parallel& parallel)
      -> std::vector<const Plan*>;
  /// The procedures of the checked files that stand outside of regulations.
  auto free_procedures() -> std::span<const std::unique_ptr<CompiledProcedure>>;
  /// Compiles a regulation, so that its mistakes are told, even if no programme is under it.
  auto regulation(ObjectId id) -> const CompiledRegulation&;

 private:
  auto key_of(const Curriculum& curriculum) const -> Plan::Key;
  void collect(ObjectId id, const DecidingDay& day, Plan& plan);
  auto version(ObjectId id, std::optional<Date> date) const -> ObjectId;
  auto law_of(ObjectId id) const -> llvm::SmallVector<ObjectId, 2>;
  auto comes_in(ObjectId id) const -> bool;
  auto applies_anyway(ObjectId id, const Plan& plan) const -> bool;
  auto make_plan(const Plan::Key& key) -> Plan;

  const World& world_;
  std::optional<Date> as_of_;
  std::span<const Asked> against_;
  Diagnostics& diagnostics_;
  std::vector<ObjectId> incoming_;
  std::optional<SourceId> draft_;
  std::map<ObjectId, std::unique_ptr<CompiledRegulation>> regulations_;
  std::map<Plan::Key, std::unique_ptr<Plan>> plans_;
  std::vector<std::unique_ptr<CompiledProcedure>> free_;
  bool free_compiled_ = false;
};

/// Reports a regulation of which no version was in force on the day that decides (a hint, unless
/// that day was asked about), and one that judges the programmes of another organisation unasked.
void check_regulations(const Model& model, const Curriculum& curriculum, const Plan& plan,
                       Diagnostics& diagnostics);
auto compile_rule(const World& world, ObjectId regulation, ObjectId rule, Diagnostics& diagnostics)
    -> std::unique_ptr<CompiledRule>;

/// One of the words that declare a rule, or replace one.
auto is_rule(Word word) -> bool;
/// The rules of a regulation, in the order of writing.
auto rules_of(const Model& model, ObjectId regulation) -> std::vector<ObjectId>;

/// For `replaces rule x`: the name of the rule, and which word it was declared with.
struct Replaced {
  Word severity = Word::rule;
  std::string_view name;
};
auto replaced_rule(const Model& model, ObjectId replaces) -> Replaced;

/// `taltech.microdegree.course_min`: last segment of the module, regulation, rule.
auto rule_id(const Model& model, ObjectId rule) -> std::string;

}  // namespace kava
