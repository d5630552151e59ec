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

/// `total` may stand before the block.
auto stated(const Thing& hours, Word kind) -> Cell {
  const Cell cell = hours[kind];
  return !cell && kind == Word::total ? hours[Word::value] : cell;
}

/// Stated, or for one of the three heads the sum of its finer kinds.
auto amount_of(const Thing& hours, Word kind) -> std::optional<Quantity> {
  if (const Cell cell = stated(hours, kind)) return known(cell);
  std::optional<Quantity> sum;
  for (const Word part : parts_of_hours(kind)) {
    const Cell cell = hours[part];
    if (!cell) continue;
    const auto quantity = known(cell);
    if (!quantity) return std::nullopt;
    sum = sum ? added(hours.model().schema, *sum, *quantity) : quantity;
    if (!sum) return std::nullopt;
  }
  return sum;
}

/// The sum of some kinds of hours.
struct Sum {
  Quantity quantity;  ///< Of those that are known.
  bool all_known = true;
};

/// In the unit of `unit`; kinds that cannot be added to it are unknown.
auto sum_of(const Thing& hours, Word whole, Measure unit) -> Sum {
  Sum result{{0, unit}, true};
  for (const Word part : parts_of_hours(whole)) {
    const auto quantity = amount_of(hours, part);
    const auto both =
        quantity ? added(hours.model().schema, result.quantity, *quantity) : std::nullopt;
    if (both) result.quantity = *both;
    else result.all_known = false;
  }
  return result;
}

auto working(const Thing& hours, Word whole, const Quantity& sum) -> LocalisedText {
  const Schema& schema = hours.model().schema;
  Working result(schema);
  for (const Word part : parts_of_hours(whole)) {
    const auto quantity = amount_of(hours, part);
    if (quantity) result.add(std::string(schema.spelling(part)), *quantity);
  }
  return result.equals(sum);
}

/// Contradictory if everything is known and differs, or if what is known is already too much.
auto contradicts(const Sum& sum, const Quantity& whole) -> bool {
  return sum.all_known ? sum.quantity.value != whole.value : sum.quantity.value > whole.value;
}

void check_total(Checker& checker, const Thing& hours) {
  const Cell cell = stated(hours, Word::total);
  const auto total = known(cell);
  if (!total) return;
  const Sum sum = sum_of(hours, Word::total, total->measure);
  if (!contradicts(sum, *total)) return;
  mark(checker, hours.parent());
  const Schema& schema = checker.model.schema;
  const bool before_block = cell.value().word == Word::value;
  const std::string line =
      (before_block ? "`hours " : "`total ") + as_written(schema, sum.quantity) + '`';
  checker
      .report(cell.location(), diag::hours_mismatch, amount(schema, sum.quantity),
              amount(schema, *total))
      .detail(Detail::Kind::Working, working(hours, Word::total, sum.quantity))
      .detail(Detail::Kind::Help, {{"en", "write " + line + ", or change the hours that are wrong"},
                                   {"et", "kirjuta " + line + " või paranda vale tundide arv"}})
      .edit(cell.location(), as_written(schema, sum.quantity));
}

void check_finer_kinds(Checker& checker, const Thing& hours, Word head) {
  const Cell cell = hours[head];
  const auto whole = known(cell);
  if (!whole) return;
  const Sum sum = sum_of(hours, head, whole->measure);
  if (!contradicts(sum, *whole)) return;
  mark(checker, hours.parent());
  const Schema& schema = checker.model.schema;
  const std::string word(schema.spelling(head));
  checker
      .report(cell.location(), diag::finer_hours_mismatch, Name{word}, amount(schema, sum.quantity),
              amount(schema, *whole))
      .detail(Detail::Kind::Working, working(hours, head, sum.quantity))
      .detail(Detail::Kind::Help, {{"en", "correct `" + word + "` or one of its kinds"},
                                   {"et", "paranda `" + word + "` või mõni alaliik"}});
}

/// Something finer than the three heads is stated.
auto has_finer_kinds(const Thing& hours) -> bool {
  for (const Value& value : hours.unit().entries_of(hours.object())) {
    switch (value.word) {
      case Word::value:
      case Word::total:
      case Word::contact:
      case Word::practical:
      case Word::independent: break;
      default: return true;
    }
  }
  return false;
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
  check_total(checker, hours);
  if (!has_finer_kinds(hours)) return;
  for (const Word head : parts_of_hours(Word::total)) check_finer_kinds(checker, hours, head);
}

void check_topics(Checker& checker, const Thing& owner) {
  const Schema& schema = checker.model.schema;
  std::optional<Quantity> sum;
  bool all_known = true;
  Cell last;
  each(owner, Word::topic, [&](const Cell& cell) {
    last = cell.thing() ? volume_of(cell.thing()) : Cell();
    const auto quantity = all_known ? known(last) : std::nullopt;
    if (quantity) sum = sum ? added(schema, *sum, *quantity) : quantity;
    all_known = quantity && sum;
  });
  if (!all_known || !sum || checker.facts.has(owner.id(), Facts::HoursInError)) return;
  const Whole whole = whole_of(owner, *sum);
  const auto same =
      whole.quantity ? converted(schema, *whole.quantity, sum->measure) : std::nullopt;
  if (!same || same->value == sum->value) return;

  mark(checker, owner);
  Working working(schema);
  each(owner, Word::topic,
       [&](const Cell& cell) { working.add(std::string(), *known(volume_of(cell.thing()))); });
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
