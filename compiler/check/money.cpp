// SPDX-License-Identifier: Apache-2.0
// A price, its rate and its amounts per semester say the same.
#include "compiler/check/checker.h"

namespace kava {
namespace {

void check_rate(Checker& checker, const Thing& price, const Thing& offered) {
  const Cell cell = price[Word::value];
  const auto declared = known(cell);
  const auto by_rate = offered ? kava::by_rate(price, offered) : std::nullopt;
  if (!declared || !by_rate) return;
  const Schema& schema = checker.model.schema;
  if (same_unit(schema, declared->measure, by_rate->measure) && declared->value == by_rate->value) {
    return;
  }
  const Quantity rate = *known(price.things(Word::rate).front()[Word::value]);
  const Quantity credits = *known(offered[Word::credits]);
  checker
      .report(cell.location(), diag::price_differs_from_rate, amount(schema, *declared),
              amount(schema, *by_rate))
      .note(price[Word::rate].location(), message(diag::whole_here, amount(schema, rate)))
      .detail(Detail::Kind::Working, in_each([&](Language language) {
                return rendered(amount(schema, credits), language) + " × " +
                       rendered(amount(schema, rate), language) + " = " +
                       rendered(amount(schema, *by_rate), language);
              }))
      .detail(Detail::Kind::Help, {{"en", "write the amount or the rate, not both"},
                                   {"et", "märgi kas hind või määr, mitte mõlemad"}});
}

void check_instalments(Checker& checker, const Thing& price, const Thing& offered,
                       size_t semesters) {
  const Cells amounts = price.all(Word::per_semester);
  if (amounts.empty()) return;
  if (semesters > 0 && amounts.size() > semesters) {
    checker.report(amounts[semesters].location(), diag::instalments_count,
                   Count{static_cast<int64_t>(amounts.size())},
                   Count{static_cast<int64_t>(semesters)});
    return;
  }
  const Schema& schema = checker.model.schema;
  std::optional<Quantity> sum;
  Working working(schema);
  for (const Cell& cell : amounts) {
    const auto quantity = known(cell);
    if (!quantity) return;
    working.add(std::string(), *quantity);
    sum = sum ? added(schema, *sum, *quantity) : quantity;
    if (!sum) return;
  }
  if (!price.has(Word::value) && !price.has(Word::rate)) return;
  const auto total = total_of(price, offered);
  const auto same = total ? converted(schema, total->quantity, sum->measure) : std::nullopt;
  if (!same || same->value == sum->value) return;
  Report& report = checker.report(amounts.back().location(), diag::instalments_mismatch,
                                  amount(schema, *sum), amount(schema, total->quantity));
  const Cell other = price.has(Word::value) ? price[Word::value] : price[Word::rate];
  report.note(other.location(), message(diag::whole_here, amount(schema, total->quantity)))
      .detail(Detail::Kind::Working, working.equals(*sum))
      .detail(Detail::Kind::Help,
              {{"en", "correct the amounts, or the price"}, {"et", "paranda summad või hind"}});
}

}  // namespace

void check_prices(Checker& checker, const Thing& offering, const Thing& offered, size_t semesters) {
  each(offering, Word::price, [&](const Cell& cell) {
    const Thing price = cell.thing();
    if (!price) return;
    check_rate(checker, price, offered);
    check_instalments(checker, price, offered, semesters);
  });
}

}  // namespace kava
