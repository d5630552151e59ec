// SPDX-License-Identifier: Apache-2.0
// Which version of a regulation judges a programme: declarations with one name and different
// `in_force` are versions of it, and `applies_by` says which day decides.
#pragma once
#include <compare>
#include <optional>
#include <span>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace kava {

/// Why a day decides which version applies.
enum class Ground : uint8_t {
  Asked,         ///< `--as-of`.
  Approval,      ///< `done approved`, where the regulation `applies_by approval`.
  Registration,  ///< `done registered`, else the earliest `date` of a `registry`.
  Beginning,     ///< Of the latest offering.
  Against,       ///< `--against NAME@DATE`.
};

/// Whether a regulation judges only because `--against` asks about it.
enum class Against : uint8_t {
  No,
  Named,     ///< It was named.
  Extended,  ///< What was named extends it.
};

/// The day on which a programme is judged. Without a date the thing that decides has not happened
/// yet, and the newest version applies; the clock is never asked.
struct DecidingDay {
  Ground ground = Ground::Asked;
  std::optional<Date> date;
  Against against = Against::No;
  friend auto operator<=>(const DecidingDay&, const DecidingDay&) = default;
};

/// The days of one programme.
class DecidingDays {
 public:
  DecidingDays(const Model& model, const Curriculum& curriculum, std::optional<Date> as_of)
      : model_(model), curriculum_(curriculum), as_of_(as_of) {}
  /// By what the regulation `applies_by` (`begins` if it does not say); `as_of` goes first.
  auto of(const Thing& regulation) -> DecidingDay;

 private:
  const Model& model_;
  const Curriculum& curriculum_;
  std::optional<Date> as_of_;
  std::optional<DecidingDay> beginning_;  ///< For the regulations that apply by it, found once.
};

/// All declarations of the regulation's name, in source order.
auto versions_of(const Model& model, ObjectId regulation) -> llvm::SmallVector<ObjectId, 2>;
/// Of those the one in force on that day; empty if none was. Without a date the newest that is no
/// proposal. One without `in_force` is always in force.
auto version_on(const Model& model, ObjectId regulation, std::optional<Date> date) -> ObjectId;
/// The same of some of the versions; without a date none if there are none.
auto version_among(const Model& model, std::span<const ObjectId> versions, std::optional<Date> date)
    -> ObjectId;
/// In force on that day, by its own dates; never without dates.
auto in_force(const Thing& regulation, Date date) -> bool;
/// "2023-01-01..2025-08-31"; empty without dates.
auto period_of(const Thing& regulation) -> std::string;
/// "estonia.ut.microdegree"
auto full_name(const Model& model, ObjectId regulation) -> std::string;

/// Why that day, in words.
auto day_note(const DecidingDay& day) -> LocalisedText;
/// For the line `version` of a message: which version it is, and why that one.
auto version_note(const Model& model, ObjectId version, const DecidingDay& day) -> LocalisedText;
/// A message shows that line where there is more than one version, where a day was asked about, and
/// where a regulation `applies_by` an approval or registration that has taken place.
auto needs_version_note(const Model& model, ObjectId version, const DecidingDay& day) -> bool;

/// Reports versions of the checked files that overlap or leave a gap: of regulations, price lists
/// and forms.
void check_versions(const Model& model, Diagnostics& diagnostics);

}  // namespace kava
