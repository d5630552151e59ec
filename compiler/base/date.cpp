// SPDX-License-Identifier: Apache-2.0
#include "compiler/base/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace kava {

auto days_in_month(int year, int month) -> int {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

auto Date::text() const -> std::string {
  return fmt::format("{:04}-{:02}-{:02}", year, unsigned{month}, unsigned{day});
}

auto Date::day_number() const -> int32_t {
  using namespace std::chrono;
  const sys_days days =
      year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day));
  return static_cast<int32_t>(days.time_since_epoch().count());
}

auto Date::from_day_number(int32_t days) -> Date {
  using namespace std::chrono;
  const year_month_day ymd{sys_days{std::chrono::days{days}}};
  return {static_cast<int16_t>(static_cast<int>(ymd.year())),
          static_cast<uint8_t>(static_cast<unsigned>(ymd.month())),
          static_cast<uint8_t>(static_cast<unsigned>(ymd.day()))};
}

auto Date::plus_months(int32_t months) const -> Date {
  const int32_t total = year * 12 + (month - 1) + months;
  const int new_year = total / 12;
  const int new_month = total % 12 + 1;
  return {static_cast<int16_t>(new_year), static_cast<uint8_t>(new_month),
          static_cast<uint8_t>(std::min<int>(day, days_in_month(new_year, new_month)))};
}

auto read_date(std::string_view text) -> std::optional<Date> {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](size_t at, size_t length) {
    int result = 0;
    for (const char c : text.substr(at, length)) {
      if (c < '0' || c > '9') return -1;
      result = result * 10 + (c - '0');
    }
    return result;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1) return std::nullopt;
  if (day > days_in_month(year, month)) return std::nullopt;
  return Date{static_cast<int16_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
}

}  // namespace kava
