// SPDX-License-Identifier: Apache-2.0
// Dates of offerings and terms, seasons of semesters, duration.
#include "compiler/check/checker.h"

namespace kava {
namespace {

void check_order(Checker& checker, const Thing& thing, std::optional<Date> begins) {
  const Cell cell = thing[Word::ends];
  const auto ends = cell.known() ? cell.date() : std::nullopt;
  if (!begins || !ends || *ends >= *begins) return;
  checker.report(cell.location(), diag::ends_before_begins, *ends, *begins)
      .note(thing[Word::begins].location(), message(diag::begins_here, *begins))
      .detail(Detail::Kind::Help,
              {{"en", "correct one of the two dates"}, {"et", "paranda üks kahest kuupäevast"}});
}

auto bound(const Cell& range, size_t index) -> std::optional<Date> {
  if (!range.known()) return std::nullopt;
  if (range.kind() != ValueKind::Range) return range.date();
  const Cells items = range.items();
  return index < items.size() ? items[index].date() : std::nullopt;
}

void check_registration(Checker& checker, const Thing& offering, std::optional<Date> begins) {
  const Cell cell = offering[Word::registration];
  if (!begins || !cell.known()) return;
  const Cell range = cell.thing() ? cell.thing()[Word::value] : cell;
  if (!range) return;
  const auto opens = bound(range, 0);
  const auto closes = bound(range, 1);
  const Location begins_at = offering[Word::begins].location();
  if (opens && *opens > *begins) {
    checker.report(range.location(), diag::registration_opens_late, *opens, *begins)
        .note(begins_at, message(diag::begins_here, *begins))
        .detail(Detail::Kind::Help, {{"en", "correct the dates of registration, or the beginning"},
                                     {"et", "paranda registreerimise kuupäevi või algust"}});
  } else if (closes && *closes > *begins) {
    checker.report(range.location(), diag::registration_closes_late, *closes, *begins)
        .note(begins_at, message(diag::begins_here, *begins))
        .detail(Detail::Kind::Help,
                {{"en", "close it before the beginning, or leave it if late comers are welcome"},
                 {"et", "lõpeta see enne algust või jäta nii, kui hilinejad on oodatud"}});
  }
}

/// `autumn 2026`.
auto term_words(const Cell& term) -> std::string {
  const Cells items = term.items();
  if (items.size() != 2 || !items[0].thing()) return {};
  return std::string(items[0].thing().name()) + ' ' + std::to_string(items[1].value().mantissa);
}

auto terms_words(const Thing& calendar) -> std::string {
  std::string words;
  each(calendar, Word::term, [&](const Cell& cell) {
    const Cell value = cell.thing()[Word::value];
    if (!value.known() || value.kind() != ValueKind::Term) return;
    if (!words.empty()) words += ", ";
    words += term_words(value);
  });
  return words;
}

void check_term_known(Checker& checker, const Thing& offering, const Thing& programme) {
  const Cell begins = offering[Word::begins];
  if (!begins.known() || begins.kind() != ValueKind::Term) return;
  const Thing calendar = calendar_of(offering, programme);
  const Cells items = begins.items();
  if (!calendar || items.size() != 2 || !items[0].known() || !items[1].known()) return;
  const auto year = static_cast<int>(items[1].value().mantissa);
  if (term_of(calendar, items[0].thing().id(), year)) return;
  const std::string terms = terms_words(calendar);
  checker
      .report(begins.location(), diag::term_unknown, Text{'`' + term_words(begins) + '`'},
              name(calendar))
      .note(calendar.location(), message(diag::stands_here, name(calendar)))
      .detail(Detail::Kind::Help,
              {{"en", "write one of its terms (" + terms + "), or a date"},
               {"et", "kirjuta üks selle perioodidest (" + terms + ") või kuupäev"}});
}

/// The season that a semester is said to have against the term in which this offering gives it.
void check_seasons(Study& study, const Thing& offering) {
  const std::vector<ObjectId>& semesters = study.curriculum.semesters;
  bool asked = false;
  for (const ObjectId semester : semesters) {
    asked = asked || (semester && study.model().thing(semester).has(Word::season));
  }
  if (!asked) return;
  const Things terms = terms_of(study.model(), study.curriculum, offering);
  for (size_t i = 0; i < terms.size() && i < semesters.size(); ++i) {
    if (!semesters[i]) continue;
    const Cell season = study.model().thing(semesters[i])[Word::season];
    const Cells term = terms[i][Word::value].items();
    if (!season.known() || term.size() != 2 || !term[0].thing()) continue;
    if (season.thing() == term[0].thing()) continue;
    study.checker
        .report(offering[Word::begins].location(), diag::season_mismatch,
                Count{static_cast<int64_t>(i) + 1}, season.thing().title(), term[0].thing().title())
        .note(season.location(), message(diag::season_here, season.thing().title()))
        .detail(Detail::Kind::Help,
                {{"en", "begin in another term, or change the season of the semester"},
                 {"et", "alusta teisel perioodil või muuda semestri aastaaega"}});
    return;  // The other semesters are off by the same step.
  }
}

}  // namespace

void check_term(Checker& checker, const Thing& term) {
  const Cell begins = term[Word::begins];
  check_order(checker, term, begins.known() ? begins.date() : std::nullopt);
}

void check_dates(Checker& checker, const Thing& offering, const Thing& programme) {
  const auto begins = begins_of(offering, programme);
  check_term_known(checker, offering, programme);
  check_order(checker, offering, begins);
  check_registration(checker, offering, begins);
}

void check_course_offering(Checker& checker, const Thing& offering) {
  const Cell of = offering[Word::of];
  if (!of.known() || !of.thing() || of.thing().kind() != Word::course) return;
  check_dates(checker, offering, of.thing());
  check_prices(checker, offering, of.thing(), 0);
}

void check_offerings(Study& study) {
  for (const ObjectId id : study.curriculum.offerings) {
    const Unit& unit = study.model().units[id.unit];
    if (unit.only_for_names || unit.is_library) continue;
    const Thing offering = study.model().thing(id);
    check_dates(study.checker, offering, study.programme);
    check_seasons(study, offering);
    const Thing offered = study.curriculum.credits_in_error ? Thing() : study.programme;
    check_prices(study.checker, offering, offered, study.curriculum.semesters.size());
  }
}

void check_duration(Study& study) {
  const Cell cell = study.programme[Word::duration];
  const auto semester = study.model().schema.measure("semester");
  if (!cell.known() || !semester || study.curriculum.semesters.empty()) return;
  const auto lower = cell.lower();
  const auto upper = cell.upper();
  const auto in_semesters = [&](const std::optional<Quantity>& bound) {
    return !bound || same_unit(study.model().schema, bound->measure, *semester);
  };
  if (!in_semesters(lower) || !in_semesters(upper)) return;
  const Rational count(static_cast<int64_t>(study.curriculum.semesters.size()));
  const bool fits = (!lower || lower->value <= count) && (!upper || upper->value >= count);
  if (fits) return;
  const std::string written = as_written(study.model().schema, lower, upper);
  Report& report = study.checker.report(cell.location(), diag::duration_mismatch, Text{written},
                                        Count{count.numerator()});
  const ObjectId last = study.curriculum.semesters.back();
  if (last) report.note(study.model().location(last), message(diag::last_semester_here));
  report.detail(Detail::Kind::Help, {{"en", "correct the duration, or the semesters"},
                                     {"et", "paranda kestust või semestreid"}});
}

}  // namespace kava
