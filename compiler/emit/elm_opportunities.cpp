// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/elm_xml.h"

#include "compiler/emit/json_format.h"

namespace kava::elm {
namespace {

/// What one can enrol in: the programme and its courses, once for every offering.
class Opportunities : Section {
 public:
  explicit Opportunities(const Record& record) : Section(record) {}

  void write(Node root) {
    if (record_.offerings.empty()) return;
    Node section = root.append_child("learningOpportunityReferences");
    for (const OfferingPart& part : record_.offerings) {
      programme_opportunity(section, part);
      for (const Part& course : record_.courses) course_opportunity(section, part, course);
    }
  }

 private:
  auto course_opportunity_id(const OfferingPart& part, const Part& course) const -> std::string {
    return part.id + "#course-" + key_of(course.thing);
  }

  void programme_opportunity(Node section, const OfferingPart& part) {
    const Thing& offering = part.offering;
    const Thing& programme = record_.programme;
    Node node = section.append_child("learningOpportunity");
    attribute(node, "id", part.id);
    if (!offering.code().empty()) identifier(node, offering.code(), Version::code_scheme);
    texts(node, "title",
          offering.has(Word::title) ? offering[Word::title] : programme[Word::title]);
    texts(node, "description",
          offering.has(Word::description) ? offering[Word::description]
                                          : programme[Word::description]);
    uri(node, "type", Version::short_programme);
    notes(node, offering);
    homepage(node, record_.homepage(offering));
    temporal(node, kava::begins_of(offering, programme),
             kava::ends_of(model_, record_.curriculum, offering));
    concepts(node, "mode",
             offering.has(Word::mode) ? offering.all(Word::mode) : programme.all(Word::mode));
    const Cell schedule =
        offering.has(Word::schedule) ? offering[Word::schedule] : programme[Word::schedule];
    if (schedule && schedule.known()) note(node, "scheduleInformation", schedule.localised());
    registration(node, offering);
    for (const Thing& price : offering.things(Word::price)) price_detail(node, price);
    organisations(node, "providedBy", kava::providers_of(offering, programme));
    reference(node, "learningAchievementSpecification", record_.spec_id);
    reference(node, "learningActivitySpecification", activity_id(programme));
    for (const Part& course : record_.courses)
      reference(node, "hasPart", course_opportunity_id(part, course));
    uri(node, "defaultLanguage", concept_uri(record_.language_concept));
  }

  void course_opportunity(Node section, const OfferingPart& part, const Part& course) {
    Node node = section.append_child("learningOpportunity");
    attribute(node, "id", course_opportunity_id(part, course));
    texts(node, "title", course.thing[Word::title]);
    uri(node, "type", Version::course);
    homepage(node, record_.homepage(course.thing));
    term(node, part.offering, course.thing);
    concepts(node, "mode", course.thing.all(Word::mode));
    const Things own = course.thing.things(Word::provider);
    organisations(node, "providedBy",
                  own.empty() ? kava::providers_of(part.offering, record_.programme) : own);
    reference(node, "learningAchievementSpecification", course.id);
    reference(node, "learningActivitySpecification", activity_id(course.thing));
    reference(node, "isPartOf", part.id);
    uri(node, "defaultLanguage", concept_uri(record_.language_concept));
  }

  void temporal(Node node, const std::optional<Date>& begins, const std::optional<Date>& ends) {
    if (!begins && !ends) return;
    Node period = node.append_child("temporal");
    if (begins) text(period, "startDate", begins->text() + "T00:00:00");
    if (ends) text(period, "endDate", ends->text() + "T00:00:00");
  }

  /// The term of the semester in which the course stands.
  void term(Node node, const Thing& offering, const Thing& course) {
    const Things terms = kava::terms_of(model_, record_.curriculum, offering);
    for (const CourseUse& use : record_.curriculum.offered) {
      if (use.course != course.id() || use.semester == 0 || use.semester > terms.size()) continue;
      const Thing& term = terms[use.semester - 1];
      if (!term) return;
      const Cell begins = term[Word::begins];
      const Cell ends = term[Word::ends];
      return temporal(node, begins ? begins.date() : std::nullopt,
                      ends ? ends.date() : std::nullopt);
    }
  }

  void registration(Node node, const Thing& offering) {
    const Cell cell = offering[Word::registration] ? offering[Word::registration]
                                                   : record_.programme[Word::registration];
    if (!cell || cell.kind() != ValueKind::Block) return;
    const Cell text_cell = cell.thing()[Word::text];
    if (text_cell && text_cell.known()) note(node, "admissionProcedure", text_cell.localised());
    const Cell dates = cell.thing()[Word::value];
    if (!dates || dates.kind() != ValueKind::Range) return;
    const auto last = dates.items()[1].date();
    if (last) text(node, "applicationDeadline", last->text() + "T23:59:59");
  }

  void price_detail(Node node, const Thing& price) {
    const auto total = kava::total_of(price, record_.programme);
    if (!total) return;
    const MeasureRow& row = schema_.measures[static_cast<size_t>(total->quantity.measure)];
    const Thing currency =
        model_.thing({static_cast<uint32_t>(row.object >> 32U), static_cast<uint32_t>(row.object)});
    const Cell address = currency[Word::uri];
    if (!address) return;
    Node detail = node.append_child("priceDetail");
    Node amount = detail.append_child("amount");
    uri(amount, "unit", address.text());
    text(amount, "value", total->quantity.value.text());
    for (const Thing& audience : price.things(Word::for_))
      texts(detail, "skos:prefLabel", audience[Word::label]);
  }
};

}  // namespace

void write_opportunities(const Record& record, Node root) { Opportunities(record).write(root); }

}  // namespace kava::elm
