// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "compiler/check/facts.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/derived.h"
#include "compiler/model/model.h"
#include "compiler/model/paths.h"

/// What the passes share. Inside check/ only.
namespace kava {

/// One thread's share of the work.
struct Checker {
  const Model& model;
  Facts& facts;
  Diagnostics& diagnostics;

  template <typename... Arguments>
  auto report(Location where, Diagnostic<Arguments...> diagnostic,
              std::type_identity_t<Arguments>... arguments) -> Report& {
    return diagnostics.report(where, diagnostic, std::move(arguments)...);
  }
};

/// One programme under check.
struct Study {
  Checker& checker;
  Curriculum& curriculum;
  const Paths& paths;
  Thing programme;

  auto model() const -> const Model& { return checker.model; }
  auto course(uint32_t offered) const -> Thing {
    return model().thing(curriculum.offered[offered].course);
  }
  auto in_group(uint32_t offered) const -> bool {
    return curriculum.offered[offered].group != UINT32_MAX;
  }
  /// Paths can be judged: every group is known and some path exists.
  auto has_paths() const -> bool {
    return !curriculum.structure_in_error && !paths.undetermined() && !paths.none();
  }
  /// What is missing here is still to come: the programme is a draft.
  auto is_draft() const -> bool { return curriculum.status == Status::Draft; }
};

/// A pass over all blocks or declarations of one kind in the checked files.
struct ThingPass {
  std::string_view name;
  Word kind;
  void (*run)(Checker& checker, const Thing& thing);
};
/// A pass over programmes.
struct StudyPass {
  std::string_view name;
  void (*run)(Study& study);
};
auto thing_passes() -> std::span<const ThingPass>;
auto study_passes() -> std::span<const StudyPass>;

void check_hours(Checker& checker, const Thing& hours);
void check_topics(Checker& checker, const Thing& owner);
void check_parts_of_course(Checker& checker, const Thing& course);
void check_course_outcomes(Checker& checker, const Thing& course);
void check_weights(Checker& checker, const Thing& owner);
void check_wording(Checker& checker, const Thing& outcome);
void check_term(Checker& checker, const Thing& term);
void check_course_offering(Checker& checker, const Thing& offering);

/// Whether the texts of one file have every language that the catalogue asks for.
class LanguageCheck {
 public:
  LanguageCheck(Checker& checker, uint32_t unit);
  void check(const Thing& thing);

 private:
  auto may_be_faulty(const Value& value) const -> bool;

  Checker& checker_;
  const Unit& unit_;
  llvm::SmallVector<uint16_t, 4> tags_;  ///< Of the languages asked for: indices into its tags.
  bool lacks_one_ = false;               ///< No text of the file is in some language asked for.
};

void check_electives(Study& study);
void check_credits(Study& study);
void check_programme_hours(Study& study);
void check_prerequisites(Study& study);
void check_programme_outcomes(Study& study);
void check_offerings(Study& study);
void check_duration(Study& study);

/// Dates of one offering; `programme` is what it is an offering of.
void check_dates(Checker& checker, const Thing& offering, const Thing& programme);
void check_prices(Checker& checker, const Thing& offering, const Thing& offered, size_t semesters);

/// Reports courses and programmes that require one another, and marks them.
void check_cycles(Checker& checker);

// ---- Helpers ------------------------------------------------------------------------------------

/// Visits the values of a field in the order of writing.
template <typename Visit>
void each(const Thing& thing, Word word, Visit&& visit) {
  if (!thing) return;
  for (const Value& value : thing.unit().entries_of(thing.object())) {
    if (value.word == word) visit(Cell(&thing.model(), thing.id().unit, &value));
  }
}

/// The field refers to the thing.
auto refers(const Thing& thing, Word word, const Thing& target) -> bool;

/// The quantity, if it is there and known.
auto known(const Cell& cell) -> std::optional<Quantity>;

/// The same words for every language.
auto in_all(std::string text) -> LocalisedText;
/// What `words` says in each language of the messages.
template <typename Words>
auto in_each(Words&& words) -> LocalisedText {
  return {{"en", words(Language::en)}, {"et", words(Language::et)}};
}

auto name(const Thing& thing) -> Name;
/// An outcome as it is spoken of: its name in backticks, else the beginning of its text in quotes.
auto outcome_words(const Thing& outcome) -> Text;
/// As an author writes it: `6 ects`, `6..9 ects`, `1.5 h`.
auto as_written(const Schema& schema, const Quantity& quantity) -> std::string;
auto as_written(const Schema& schema, const std::optional<Quantity>& lower,
                const std::optional<Quantity>& upper) -> std::string;

/// A line of arithmetic: "argue 4 ects + study 1 ects = 5 ects".
class Working {
 public:
  explicit Working(const Schema& schema) : schema_(schema) {}
  void add(std::string label, const Quantity& quantity) {
    terms_.push_back({in_all(std::move(label)), quantity});
  }
  void add(LocalisedText label, const Quantity& quantity) {
    terms_.push_back({std::move(label), quantity});
  }
  auto equals(const Quantity& sum) const -> LocalisedText;

 private:
  struct Term {
    LocalisedText label;
    Quantity quantity;
  };
  const Schema& schema_;
  std::vector<Term> terms_;
};

/// The sum over the courses of a path, course by course or, of many, semester by semester.
auto path_working(const Study& study, const Path& path, const Weights& weights, const Quantity& sum)
    -> LocalisedText;

}  // namespace kava
