// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kava {

/// A day of the Gregorian calendar, years 0001 to 9999. It has no time and no zone.
struct Date {
  int16_t year = 1;
  uint8_t month = 1;
  uint8_t day = 1;

  /// ISO 8601, `2026-09-01`.
  auto text() const -> std::string;
  /// Days since 1970-01-01; negative before.
  auto day_number() const -> int32_t;
  static auto from_day_number(int32_t days) -> Date;
  auto plus_days(int32_t days) const -> Date { return from_day_number(day_number() + days); }
  /// The same day so many months later, or the last day of that month if it is shorter.
  auto plus_months(int32_t months) const -> Date;

  friend auto operator==(Date, Date) -> bool = default;
  friend auto operator<=>(Date, Date) = default;
};

auto days_in_month(int year, int month) -> int;

/// Reads `dddd-dd-dd`. Empty if there is no such day (2026-02-30).
auto read_date(std::string_view text) -> std::optional<Date>;

}  // namespace kava
