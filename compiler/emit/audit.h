// SPDX-License-Identifier: Apache-2.0
// What an audit says, gathered from a judged model with accounts (`LinkOptions::accounts`) and
// written as HTML and JSON. Both say the same.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/emit/emitters.h"
#include "compiler/model/account.h"
#include "compiler/model/model.h"

namespace kava {

/// Where something stands, as a reader is told it.
struct AuditPlace {
  std::string file;               ///< As it was given on the command line; empty if it is nowhere.
  uint32_t line = 0, column = 0;  ///< From 1, columns in characters; 0 if the text is not at hand.
  std::string written;            ///< What stands there, at most a line of it.
};
/// May be called by several threads at once.
using AuditPlaces = std::function<AuditPlace(Location)>;

/// What is the same for all pages of an audit.
struct AuditGround {
  std::string version;             ///< Of kava.
  std::string library;             ///< Fingerprint of the library in the binary.
  std::string sources;             ///< Fingerprint of the files, one after another.
  std::vector<std::string> files;  ///< In the order in which they are hashed.
  std::optional<Date> as_of;
  std::vector<std::string> against;  ///< Regulations that judge because they were asked about.
};

/// A verdict as it is counted. What is for information only is noted, whether it holds or not.
enum class AuditKind : uint8_t {
  Broken,
  Undecided,
  NoData,
  ForPerson,
  NotJudged,
  Kept,
  Waived,
  Confirmed,
  NotApplicable,
  Noted,
};
inline constexpr size_t audit_kinds = 10;
using AuditCounts = std::array<size_t, audit_kinds>;
/// `for_person`: as JSON and the style sheet call it.
auto code_of(AuditKind kind) -> std::string_view;
/// Somebody has to do something.
constexpr auto is_open(AuditKind kind) -> bool { return kind <= AuditKind::NotJudged; }
auto open_questions(const AuditCounts& counts) -> size_t;

struct AuditName {
  std::string name;
  LocalisedText title;
};

struct AuditValue {
  LocalisedText label, of, value;  ///< `value` is empty if it is not given.
  AuditPlace place;
};

struct AuditLine {
  WorkingLine::Role role = WorkingLine::Role::Asks;
  WorkingLine::Holds holds = WorkingLine::Holds::Yes;
  LocalisedText text;
  std::vector<AuditValue> values;
};

/// Something that was told: why a rule is not kept, or what it waits for.
struct AuditFinding {
  std::string code;
  Severity severity = Severity::Error;
  LocalisedText message;
  std::vector<LocalisedText> working, help;
  AuditPlace place;
  struct Note {
    LocalisedText message;
    AuditPlace place;
  };
  std::vector<Note> notes;
};

struct AuditPath {
  std::vector<AuditName> courses;
  LocalisedText margin;
  bool breaks = false;
};

struct AuditDecision {
  bool waives = true;  ///< Else it confirms.
  bool counts = false;
  std::string rule;
  std::vector<AuditName> subjects;
  LocalisedText by, because;
  std::string on, until;
  std::string version;  ///< Of the rule, that was read.
  std::string current;  ///< Of the rule as it reads now.
  AuditPlace place;
};

struct AuditVerdict {
  std::string rule;
  Word severity = Word::rule;
  AuditKind kind = AuditKind::Kept;
  std::string clause;
  bool unconfirmed = false;
  LocalisedText text, reading;
  AuditName offering;  ///< The offering judged; without a name: the programme.
  std::vector<AuditLine> lines;
  std::vector<AuditFinding> findings, waits_for;
  bool on_path = false;
  std::optional<AuditPath> path;
  std::optional<size_t> decision;  ///< In the list of decisions.
  std::vector<LocalisedText> to_do;
  LocalisedText decides;  ///< Who decides, or may let it pass; empty if nobody needs to.
  AuditPlace place;       ///< Of the programme or offering.
};

struct AuditReplacement {
  std::string rule;
  LocalisedText because;
  AuditPlace place;
};

struct AuditRegulation {
  AuditName name;
  std::vector<std::string> sources;
  std::string in_force;
  LocalisedText version;  ///< Which, and why this one.
  std::vector<AuditName> extends;
  std::vector<AuditReplacement> replaces;
  std::vector<AuditVerdict> verdicts;
};

struct AuditStep {
  StepState state = StepState::Open;
  std::string step;
  LocalisedText title, by, to, ground;  ///< `ground`: the regulation or procedure.
  std::string clause, day, due;
  AuditName offering;
  AuditPlace place;  ///< Of the entry that records it; else of the step.
};

/// All that is said of a programme.
struct AuditedProgramme {
  std::string stem;  ///< Of its files.
  AuditName name;
  std::string code, edition;
  Status status = Status::Draft;
  std::vector<AuditName> providers;
  AuditPlace place;
  AuditCounts counts{};
  std::vector<AuditRegulation> regulations;
  bool has_electives = false, paths_known = true;
  std::optional<uint64_t> paths;
  std::vector<AuditDecision> decisions;
  std::vector<AuditStep> steps;
  std::vector<AuditFinding> findings;  ///< Of the check, that are no verdict of a rule.
};

/// A line of the table of all programmes.
struct AuditRow {
  std::string stem;
  AuditName name;
  std::string code;
  Status status = Status::Draft;
  AuditCounts counts{};
  size_t open = 0;      ///< Verdicts that are open.
  size_t mistakes = 0;  ///< Errors of the check that are no verdict of a rule.
};

/// What all programmes add up to.
struct AuditedCatalogue {
  std::vector<AuditRow> rows;
  AuditCounts counts{};
  struct Applied {
    AuditName name;
    std::string in_force;
    size_t programmes = 0;
  };
  std::map<std::string, Applied> regulations;  ///< By name and version.
  struct BrokenRule {
    LocalisedText text;
    size_t programmes = 0;
  };
  std::map<std::string, BrokenRule> broken;  ///< By rule.
  std::vector<AuditFinding> findings;        ///< That stand in no programme.

  void add(const AuditedProgramme& programme);
};

/// Reports by their place, to find those that are about a programme. They must outlive it, sorted.
class AuditReports {
 public:
  AuditReports(const Model& model, std::span<const Report> reports)
      : model_(model), reports_(reports) {}
  auto all() const -> std::span<const Report> { return reports_; }
  /// Indices of the reports that stand in the programme, its courses, offerings or decisions.
  auto about(const Curriculum& curriculum) const -> std::vector<size_t>;
  /// Of those in the same source the ones that overlap a place.
  auto in_source(const Location& where) const -> std::vector<size_t>;

 private:
  void add_in(ObjectId object, std::vector<size_t>& found) const;
  auto first_of(SourceId source, uint32_t offset) const -> size_t;

  const Model& model_;
  std::span<const Report> reports_;
};

/// Asks for accounts in the model. Several may be made at once.
auto audit_programme(const Model& model, size_t curriculum, const AuditReports& reports,
                     const AuditPlaces& places) -> AuditedProgramme;
/// One report as a finding.
auto audit_finding(const Report& report, const AuditPlaces& places) -> AuditFinding;

/// The page of a programme, in `en` or `et`.
auto audit_page(const AuditedProgramme& programme, const AuditGround& ground, Language language)
    -> std::string;
/// The page that sums all up, in the folder above those of the programmes.
auto audit_index(const AuditedCatalogue& catalogue, const AuditGround& ground, Language language)
    -> std::string;
auto audit_json(const AuditedProgramme& programme, const AuditGround& ground) -> std::string;
auto audit_json(const AuditedCatalogue& catalogue, const AuditGround& ground) -> std::string;

}  // namespace kava
