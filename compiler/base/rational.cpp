// SPDX-License-Identifier: Apache-2.0
#include "compiler/base/rational.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace kava {
namespace {

__extension__ using Wide = __int128;

auto greatest_common_divisor(Wide a, Wide b) -> Wide {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

auto fits(Wide value) -> bool {
  return value >= std::numeric_limits<int64_t>::min() &&
         value <= std::numeric_limits<int64_t>::max();
}

auto reduced(Wide numerator, Wide denominator) -> Rational {
  if (denominator == 0) return Rational::undefined();
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  if (denominator != 1) {
    const Wide divisor = greatest_common_divisor(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
  }
  if (!fits(numerator) || !fits(denominator)) return Rational::undefined();
  return Rational::fraction(static_cast<int64_t>(numerator), static_cast<int64_t>(denominator));
}

constexpr int64_t powers_of_ten[] = {1,
                                     10,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     10000000,
                                     100000000,
                                     1000000000,
                                     10000000000,
                                     100000000000,
                                     1000000000000,
                                     10000000000000,
                                     100000000000000,
                                     1000000000000000,
                                     10000000000000000,
                                     100000000000000000,
                                     1000000000000000000};

}  // namespace

auto Rational::fraction(int64_t numerator, int64_t denominator) -> Rational {
  // Lowest terms with a positive denominator need no work: the common case of whole numbers.
  Rational result;
  if (denominator == 1 || (denominator > 1 && std::gcd(numerator, denominator) == 1)) {
    result.numerator_ = numerator;
    result.denominator_ = denominator;
    return result;
  }
  return reduced(numerator, denominator);
}

auto Rational::decimal(int64_t mantissa, unsigned scale) -> Rational {
  return fraction(mantissa, powers_of_ten[std::min(scale, 18U)]);
}

auto Rational::undefined() -> Rational {
  Rational result;
  result.denominator_ = 0;
  return result;
}

auto Rational::sum_of(Rational a, Rational b) -> Rational {
  if (a.is_undefined() || b.is_undefined()) return Rational::undefined();
  return reduced(Wide(a.numerator_) * b.denominator_ + Wide(b.numerator_) * a.denominator_,
                 Wide(a.denominator_) * b.denominator_);
}

auto Rational::difference_of(Rational a, Rational b) -> Rational {
  if (a.is_undefined() || b.is_undefined()) return Rational::undefined();
  return reduced(Wide(a.numerator_) * b.denominator_ - Wide(b.numerator_) * a.denominator_,
                 Wide(a.denominator_) * b.denominator_);
}

auto Rational::product_of(Rational a, Rational b) -> Rational {
  if (a.is_undefined() || b.is_undefined()) return Rational::undefined();
  return reduced(Wide(a.numerator_) * b.numerator_, Wide(a.denominator_) * b.denominator_);
}

auto operator/(Rational a, Rational b) -> Rational {
  if (a.is_undefined() || b.is_undefined()) return Rational::undefined();
  return reduced(Wide(a.numerator_) * b.denominator_, Wide(a.denominator_) * b.numerator_);
}

auto Rational::order_of(Rational a, Rational b) -> std::strong_ordering {
  if (a.is_undefined() || b.is_undefined()) return a.is_undefined() <=> b.is_undefined();
  const Wide left = Wide(a.numerator_) * b.denominator_;
  const Wide right = Wide(b.numerator_) * a.denominator_;
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

auto Rational::text(char decimal_mark, unsigned digits) const -> std::string {
  if (is_undefined()) return "?";
  if (is_whole()) return std::to_string(numerator_);
  const bool negative = numerator_ < 0;
  const Wide magnitude = negative ? -Wide(numerator_) : Wide(numerator_);
  // Rounded half up at the last digit; exact when nothing is left over.
  const Wide power = powers_of_ten[std::min(digits, 18U)];
  const Wide scaled = magnitude * power;
  const bool exact = scaled % denominator_ == 0;
  const Wide rounded = (scaled + (exact ? 0 : denominator_ / 2)) / denominator_;
  std::string fraction = std::to_string(static_cast<int64_t>(rounded % power));
  fraction.insert(0, digits - std::min<size_t>(digits, fraction.size()), '0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  std::string result = exact ? "" : "≈";
  if (negative) result += '-';
  result += std::to_string(static_cast<int64_t>(rounded / power));
  if (!fraction.empty()) (result += decimal_mark) += fraction;
  return result;
}

auto read_decimal(std::string_view text) -> std::optional<Decimal> {
  Decimal result;
  unsigned digits = 0;
  bool after_point = false;
  for (const char c : text) {
    if (c == '.' && !after_point && digits > 0) {
      after_point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    if (result.mantissa != 0 || c != '0') ++digits;
    else if (digits == 0) digits = 1;
    if (digits > 18) return std::nullopt;
    result.mantissa = result.mantissa * 10 + (c - '0');
    if (after_point && ++result.scale > 18) return std::nullopt;
  }
  if (text.empty() || text.back() == '.') return std::nullopt;
  return result;
}

}  // namespace kava
