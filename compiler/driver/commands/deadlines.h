// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/model/model.h"

namespace kava {

/// A deadline, ready to be written in any format.
struct ListedDeadline {
  Thing programme, offering;          ///< No offering: it is the programme's own.
  Thing step, procedure, regulation;  ///< None of them: the end of registration.
  Things by, to;
  std::optional<Date> due;
  bool may_apply = false;
  std::string unknown;  ///< The field that is not known, as it is written.
  std::string clause;

  auto subject() const -> const Thing& { return offering ? offering : programme; }
};

/// `announced`; `registration` for the end of registration.
auto step_name(const ListedDeadline& deadline) -> std::string;
/// What a person calls it.
auto step_title(const ListedDeadline& deadline) -> LocalisedText;
/// "dean", "Open University"; for the end of registration the applicants.
auto names_of(const Things& things, Language language) -> std::string;
auto doers_of(const ListedDeadline& deadline, Language language) -> std::string;
/// "Guidelines …, 4.3"; empty if there is neither.
auto ground_of(const ListedDeadline& deadline, Language language) -> std::string;
/// "12 days left", "overdue by 3 days", "today", "no date".
auto time_left(const ListedDeadline& deadline, Date as_of, Language language) -> std::string;

auto deadlines_as_text(std::span<const ListedDeadline> deadlines, Date as_of, Language language)
    -> std::string;
auto deadlines_as_json(std::span<const ListedDeadline> deadlines, Date as_of) -> std::string;
/// RFC 5545. What has no day is left out; the time stamp is the day that was asked about.
auto deadlines_as_ics(std::span<const ListedDeadline> deadlines, Date as_of, Language language)
    -> std::string;

}  // namespace kava
