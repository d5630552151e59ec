// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kava {

/// An exact number: a fraction in lowest terms with a positive denominator.
///
/// Never binary floating point: 0.1 + 0.2 is 0.3 and a third stays a third. A result that does
/// not fit 64 bits is `undefined`, as is division by zero; it stays undefined through all further
/// arithmetic, and whoever compares it must ask first.
class Rational {
 public:
  constexpr Rational() = default;
  constexpr Rational(int64_t whole) : numerator_(whole) {}  // NOLINT: a whole number is a number
  static auto fraction(int64_t numerator, int64_t denominator) -> Rational;
  /// `mantissa` × 10^-`scale`; scale is at most 18.
  static auto decimal(int64_t mantissa, unsigned scale) -> Rational;
  static auto undefined() -> Rational;

  auto is_undefined() const -> bool { return denominator_ == 0; }
  auto is_whole() const -> bool { return denominator_ == 1; }
  auto numerator() const -> int64_t { return numerator_; }
  auto denominator() const -> int64_t { return denominator_; }

  // Nearly all numbers are whole and small: for them an operation is one instruction.
  friend auto operator+(Rational a, Rational b) -> Rational {
    int64_t sum = 0;
    const bool whole = a.is_whole() && b.is_whole();
    if (whole && !__builtin_add_overflow(a.numerator_, b.numerator_, &sum)) return {sum};
    return sum_of(a, b);
  }
  friend auto operator-(Rational a, Rational b) -> Rational {
    int64_t difference = 0;
    const bool whole = a.is_whole() && b.is_whole();
    if (whole && !__builtin_sub_overflow(a.numerator_, b.numerator_, &difference))
      return {difference};
    return difference_of(a, b);
  }
  friend auto operator*(Rational a, Rational b) -> Rational {
    int64_t product = 0;
    const bool whole = a.is_whole() && b.is_whole();
    if (whole && !__builtin_mul_overflow(a.numerator_, b.numerator_, &product)) return {product};
    return product_of(a, b);
  }
  friend auto operator/(Rational a, Rational b) -> Rational;
  auto operator-() const -> Rational { return Rational(0) - *this; }
  auto operator+=(Rational b) -> Rational& { return *this = *this + b; }

  /// Equality of values; an undefined number equals only another undefined one.
  friend auto operator==(Rational a, Rational b) -> bool = default;
  /// Order of values. Undefined numbers come last, so that sorting is total.
  friend auto operator<=>(Rational a, Rational b) -> std::strong_ordering {
    if (a.is_whole() && b.is_whole()) return a.numerator_ <=> b.numerator_;
    return order_of(a, b);
  }

  /// `6`, `1.5`; what has no finite decimal form within `digits` is rounded and marked: `≈0.333`.
  auto text(char decimal_mark = '.', unsigned digits = 3) const -> std::string;

 private:
  static auto sum_of(Rational a, Rational b) -> Rational;
  static auto difference_of(Rational a, Rational b) -> Rational;
  static auto product_of(Rational a, Rational b) -> Rational;
  static auto order_of(Rational a, Rational b) -> std::strong_ordering;

  int64_t numerator_ = 0;
  int64_t denominator_ = 1;
};

/// A decimal as it is written: digits, optionally a point and digits.
struct Decimal {
  int64_t mantissa = 0;
  uint8_t scale = 0;
  auto value() const -> Rational { return Rational::decimal(mantissa, scale); }
};

/// Reads `24`, `1.5`, `007`. Empty if it is no number or has more than 18 digits.
auto read_decimal(std::string_view text) -> std::optional<Decimal>;

}  // namespace kava
