// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/elm_xml.h"

#include "compiler/emit/json_format.h"

namespace kava::elm {
namespace {

/// What one can enrol in: the programme and its courses, once for every offering.
class Opportunities : Section {
 public:
  Opportunities(const Record& record, Xml& xml) : Section(record, xml) {}

  void write() {
    if (record_.offerings.empty()) return;
    const auto section = xml_.element("learningOpportunityReferences");
    for (const OfferingPart& part : record_.offerings) {
      programme_opportunity(part);
      for (const Part& course : record_.courses) course_opportunity(part, course);
    }
  }

 private:
  auto course_opportunity_id(const OfferingPart& part, const Part& course) const -> std::string {
    return part.id + "#course-" + key_of(course.thing);
  }

  void programme_opportunity(const OfferingPart& part) {
    const Thing& offering = part.offering;
    const Thing& programme = record_.programme;
    const auto node = xml_.element("learningOpportunity");
    xml_.attribute("id", part.id);
    if (!offering.code().empty()) identifier(offering.code(), Version::code_scheme);
    texts("title", offering.has(Word::title) ? offering[Word::title] : programme[Word::title]);
    texts("description", offering.has(Word::description) ? offering[Word::description]
                                                         : programme[Word::description]);
    uri("type", Version::short_programme);
    notes(offering);
    homepage(record_.homepage(offering));
    temporal(kava::begins_of(offering, programme),
             kava::ends_of(model_, record_.curriculum, offering));
    concepts("mode",
             offering.has(Word::mode) ? offering.all(Word::mode) : programme.all(Word::mode));
    const Cell schedule =
        offering.has(Word::schedule) ? offering[Word::schedule] : programme[Word::schedule];
    if (schedule && schedule.known()) note("scheduleInformation", schedule.texts());
    registration(offering);
    for (const Thing& price : offering.things(Word::price)) price_detail(price);
    organisations("providedBy", kava::providers_of(offering, programme));
    reference("learningAchievementSpecification", record_.spec_id);
    reference("learningActivitySpecification", activity_id(programme));
    for (const Part& course : record_.courses)
      reference("hasPart", course_opportunity_id(part, course));
    uri("defaultLanguage", concept_uri(record_.language_concept));
  }

  void course_opportunity(const OfferingPart& part, const Part& course) {
    const auto node = xml_.element("learningOpportunity");
    xml_.attribute("id", course_opportunity_id(part, course));
    texts("title", course.thing[Word::title]);
    uri("type", Version::course);
    homepage(record_.homepage(course.thing));
    term(part.offering, course.thing);
    concepts("mode", course.thing.all(Word::mode));
    const Things own = course.thing.things(Word::provider);
    organisations("providedBy",
                  own.empty() ? kava::providers_of(part.offering, record_.programme) : own);
    reference("learningAchievementSpecification", course.id);
    reference("learningActivitySpecification", activity_id(course.thing));
    reference("isPartOf", part.id);
    uri("defaultLanguage", concept_uri(record_.language_concept));
  }

  void temporal(const std::optional<Date>& begins, const std::optional<Date>& ends) {
    if (!begins && !ends) return;
    const auto period = xml_.element("temporal");
    if (begins) text("startDate", begins->text() + "T00:00:00");
    if (ends) text("endDate", ends->text() + "T00:00:00");
  }

  /// The term of the semester in which the course stands.
  void term(const Thing& offering, const Thing& course) {
    const Things terms = kava::terms_of(model_, record_.curriculum, offering);
    for (const CourseUse& use : record_.curriculum.offered) {
      if (use.course != course.id() || use.semester == 0 || use.semester > terms.size()) continue;
      const Thing& term = terms[use.semester - 1];
      if (!term) return;
      const Cell begins = term[Word::begins];
      const Cell ends = term[Word::ends];
      return temporal(begins ? begins.date() : std::nullopt, ends ? ends.date() : std::nullopt);
    }
  }

  void registration(const Thing& offering) {
    const Cell cell = offering[Word::registration] ? offering[Word::registration]
                                                   : record_.programme[Word::registration];
    if (!cell || cell.kind() != ValueKind::Block) return;
    const Cell text_cell = cell.thing()[Word::text];
    if (text_cell && text_cell.known()) note("admissionProcedure", text_cell.texts());
    const Cell dates = cell.thing()[Word::value];
    if (!dates || dates.kind() != ValueKind::Range) return;
    const auto last = dates.items()[1].date();
    if (last) text("applicationDeadline", last->text() + "T23:59:59");
  }

  void price_detail(const Thing& price) {
    const auto total = kava::total_of(price, record_.programme);
    if (!total) return;
    const MeasureRow& row = schema_.measures[static_cast<size_t>(total->quantity.measure)];
    const Thing currency =
        model_.thing({static_cast<uint32_t>(row.object >> 32U), static_cast<uint32_t>(row.object)});
    const Cell address = currency[Word::uri];
    if (!address) return;
    const auto detail = xml_.element("priceDetail");
    {
      const auto amount = xml_.element("amount");
      uri("unit", address.text());
      text("value", total->quantity.value.text());
    }
    for (const Thing& audience : price.things(Word::for_))
      texts("skos:prefLabel", audience[Word::label]);
  }
};

}  // namespace

void write_opportunities(const Record& record, Xml& xml) { Opportunities(record, xml).write(); }

}  // namespace kava::elm
