// SPDX-License-Identifier: Apache-2.0
// The parts of the hours are their total; finer kinds and topics add up to what they are part of.
#include "compiler/check/checker.h"

namespace kava {
namespace {

/// Marks the course or programme that the hours belong to, so that no rule judges by them.
void mark(Checker& checker, Thing thing) {
  for (; thing; thing = thing.parent()) {
    if (thing.kind() == Word::course || thing.kind() == Word::programme) {
      checker.facts.set(thing.id(), Facts::HoursInError);
      return;
    }
  }
}

/// The sum of some kinds of hours of one block.
struct Sum {
  std::optional<Quantity> quantity;  ///< Of those that are known.
  bool all_known = true;
  Working working;
};

/// In the unit of `unit`; kinds that cannot be added to it are unknown.
auto sum_of(const Thing& owner, Word whole, Measure unit) -> Sum {
  const Schema& schema = owner.model().schema;
  Sum result{Quantity{0, unit}, true, Working(schema)};
  for (const Word part : parts_of_hours(whole)) {
    const auto hours = hours_of(owner, part);
    const auto both = hours ? added(schema, *result.quantity, hours->quantity) : std::nullopt;
    if (!both) {
      result.all_known = false;
      continue;
    }
    result.quantity = both;
    result.working.add(std::string(schema.spelling(part)), hours->quantity);
  }
  return result;
}

/// Contradictory if everything is known and differs, or if what is known is already too much.
auto contradicts(const Sum& sum, const Quantity& whole) -> bool {
  return sum.all_known ? sum.quantity->value != whole.value : sum.quantity->value > whole.value;
}

void check_total(Checker& checker, const Thing& owner) {
  const Cell cell = declared_hours(owner, Word::total);
  const auto total = known(cell);
  if (!total) return;
  const Schema& schema = checker.model.schema;
  const Sum sum = sum_of(owner, Word::total, total->measure);
  if (!contradicts(sum, *total)) return;
  mark(checker, owner);
  const bool before_block = cell.value().word == Word::value;
  const std::string line =
      (before_block ? "`hours " : "`total ") + as_written(schema, *sum.quantity) + '`';
  checker
      .report(cell.location(), diag::hours_mismatch, amount(schema, *sum.quantity),
              amount(schema, *total))
      .detail(Detail::Kind::Working, sum.working.equals(*sum.quantity))
      .detail(Detail::Kind::Help, {{"en", "write " + line + ", or change the hours that are wrong"},
                                   {"et", "kirjuta " + line + " või paranda vale tundide arv"}});
}

void check_finer_kinds(Checker& checker, const Thing& owner, Word head) {
  const Cell cell = declared_hours(owner, head);
  const auto whole = known(cell);
  if (!whole) return;
  const Schema& schema = checker.model.schema;
  const Sum sum = sum_of(owner, head, whole->measure);
  if (!contradicts(sum, *whole)) return;
  mark(checker, owner);
  checker
      .report(cell.location(), diag::finer_hours_mismatch, Name{std::string(schema.spelling(head))},
              amount(schema, *sum.quantity), amount(schema, *whole))
      .detail(Detail::Kind::Working, sum.working.equals(*sum.quantity))
      .detail(Detail::Kind::Help,
              {{"en", "correct `" + std::string(schema.spelling(head)) + "` or one of its kinds"},
               {"et", "paranda `" + std::string(schema.spelling(head)) + "` või mõni alaliik"}});
}

/// The volume that a topic is given: `topic "…" for 3 ah`, or its `hours`.
auto volume_of(const Thing& topic) -> Cell {
  if (const Cell cell = topic[Word::for_]) return cell;
  return declared_hours(topic, Word::total);
}

struct Whole {
  std::optional<Quantity> quantity;
  Cell cell;  ///< Empty if it is a sum itself.
};

/// What the topics of an owner are part of, in the quantity in which they are given.
auto whole_of(const Thing& owner, const Quantity& like) -> Whole {
  const Schema& schema = owner.model().schema;
  if (owner.kind() == Word::topic) {
    const Cell cell = volume_of(owner);
    return {known(cell), cell};
  }
  if (schema.measures[static_cast<size_t>(like.measure)].quantity == Word::credit) {
    return {known(owner[Word::credits]), owner[Word::credits]};
  }
  const auto hours = hours_of(owner, Word::total);
  return {hours ? std::optional(hours->quantity) : std::nullopt,
          declared_hours(owner, Word::total)};
}

}  // namespace

void check_hours(Checker& checker, const Thing& hours) {
  const Thing owner = hours.parent();
  if (!owner) return;
  check_total(checker, owner);
  for (const Word head : parts_of_hours(Word::total)) check_finer_kinds(checker, owner, head);
}

void check_topics(Checker& checker, const Thing& owner) {
  const Schema& schema = checker.model.schema;
  std::optional<Quantity> sum;
  bool all_known = true;
  Cell last;
  Working working(schema);
  each(owner, Word::topic, [&](const Cell& cell) {
    const Thing topic = cell.thing();
    const Cell volume = topic ? volume_of(topic) : Cell();
    const auto quantity = known(volume);
    if (!all_known || !quantity) {
      all_known = false;
      return;
    }
    last = volume;
    working.add(std::string(), *quantity);
    sum = sum ? added(schema, *sum, *quantity) : quantity;
    all_known = sum.has_value();
  });
  if (!all_known || !sum || checker.facts.has(owner.id(), Facts::HoursInError)) return;
  const Whole whole = whole_of(owner, *sum);
  const auto same =
      whole.quantity ? converted(schema, *whole.quantity, sum->measure) : std::nullopt;
  if (!same || same->value == sum->value) return;
  mark(checker, owner);
  Report& report = checker.report(last.location(), diag::topics_mismatch, amount(schema, *sum),
                                  amount(schema, *whole.quantity));
  if (whole.cell) {
    report.note(whole.cell.location(), message(diag::whole_here, amount(schema, *whole.quantity)));
  }
  report.detail(Detail::Kind::Working, working.equals(*sum))
      .detail(Detail::Kind::Help, {{"en", "correct a topic, or what they are part of"},
                                   {"et", "paranda mõni teema või tervik"}});
}

}  // namespace kava
