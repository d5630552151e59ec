// SPDX-License-Identifier: Apache-2.0
// What the schema makes mandatory, asked of the definition before anything is written.
#include "compiler/emit/elm_record.h"
#include "compiler/emit/json_format.h"

namespace kava::elm {
namespace {

class Gaps {
 public:
  Gaps(const Record& record, Diagnostics& diagnostics)
      : record_(record), diagnostics_(diagnostics) {}

  auto count() const -> int64_t { return count_; }

  void look() {
    if (record_.model.base_uri().empty()) {
      report(record_.programme.location(), message(diag::elm_needs_base_uri));
    }
    specification(record_.programme, record_.programme);
    if (record_.organisations.empty()) missing(record_.programme, Word::provider);
    for (const Part& course : record_.courses) specification(course.thing, record_.programme);
    for (const Part& organisation : record_.organisations) {
      known(organisation.thing, Word::legal_name);
      country(organisation.thing);
    }
    for (const OfferingPart& part : record_.offerings) beginning(part.offering);
  }

 private:
  void specification(const Thing& thing, const Thing& programme) {
    known(thing, Word::title);
    if (const Cell field = kava::field_of(thing, programme); !field || !with_uri(field)) {
      if (!thing.has(Word::field) && thing != programme) {
        // The course has no field of its own and the programme has been told already.
      } else {
        missing(thing, Word::field);
      }
    }
    if (kava::languages_of(thing, programme).empty() && thing == programme)
      missing(thing, Word::language);
    outcomes(thing);
    if (const Cell credits = thing[Word::credits]; credits && !credits.known())
      missing(thing, Word::credits);
  }

  void outcomes(const Thing& thing) {
    const Things outcomes = thing.things(Word::outcome);
    if (outcomes.empty()) missing(thing, Word::outcome);
    for (const Thing& outcome : outcomes) {
      const Cell text = outcome[Word::text] ? outcome[Word::text] : outcome[Word::value];
      if (!text || !text.known() || text.text().empty()) missing(outcome, Word::text);
    }
  }

  static auto with_uri(const Cell& cell) -> bool {
    return cell.kind() == ValueKind::Concept && !concept_uri(cell.thing()).empty();
  }

  void known(const Thing& thing, Word word) {
    const Cell cell = thing[word];
    if (!cell || !cell.known() || cell.text().empty()) missing(thing, word);
  }

  void country(const Thing& organisation) {
    const Cell country = kava::inherited(organisation, Word::country);
    if (!country || !with_uri(country)) missing(organisation, Word::country);
  }

  void beginning(const Thing& offering) {
    const Cell begins = offering[Word::begins];
    if (begins && !begins.known()) missing(offering, Word::begins);
  }

  /// At the value if it is there but not known, else at the name of what lacks it.
  void missing(const Thing& thing, Word word) {
    const Cell cell = thing[word];
    const Location where = cell ? cell.location() : thing.location();
    const Schema& schema = record_.model.schema;
    const std::string name = thing.name().empty() ? std::string(schema.spelling(thing.kind()))
                                                  : std::string(thing.name());
    report(where, message(diag::elm_needs, Name{std::string(schema.spelling(word))}, Name{name}));
  }

  void report(Location where, Message words) {
    ++count_;
    const bool draft = record_.curriculum.status == Status::Draft;
    Report report;
    report.message = std::move(words);
    report.severity = draft ? Severity::Hint : Severity::Error;
    report.where = where;
    diagnostics_.add(std::move(report));
  }

  const Record& record_;
  Diagnostics& diagnostics_;
  int64_t count_ = 0;
};

}  // namespace

auto complete(const Record& record, Diagnostics& diagnostics) -> bool {
  Gaps gaps(record, diagnostics);
  gaps.look();
  if (gaps.count() == 0) return true;
  diagnostics.report(record.programme.location(), diag::elm_left_out,
                     Name{std::string(record.programme.name())}, Count{gaps.count()});
  return false;
}

}  // namespace kava::elm
