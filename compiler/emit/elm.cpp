// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/emit/elm_xml.h"
#include "compiler/emit/emitters.h"
#include "compiler/emit/json_format.h"

namespace kava {
namespace elm {
namespace {

class Writer : Section {
 public:
  Writer(const Record& record, Xml& xml) : Section(record, xml) {}

  void write() {
    xml_.declaration();
    const auto root = xml_.element("Courses");
    xml_.attribute("xmlns", Version::space);
    xml_.attribute("xmlns:skos", Version::skos);
    xml_.attribute("xsdVersion", Version::schema);
    write_opportunities(record_, xml_);
    specifications();
    outcomes();
    activities();
    assessments();
    write_agents(record_, xml_);
  }

 private:
  void credits(const Thing& thing) {
    const Cell cell = thing[Word::credits];
    if (!cell || cell.kind() != ValueKind::Quantity) return;
    const MeasureRow& row = schema_.measures[cell.value().unit];
    const Thing unit =
        model_.thing({static_cast<uint32_t>(row.object >> 32U), static_cast<uint32_t>(row.object)});
    const Cell address = unit[Word::uri];
    if (!address) return;
    const auto point = xml_.element("creditPoint");
    uri("framework", address.text());
    text("point", cell.value().number().text());
  }

  void level(const Thing& thing) { concept_element("educationLevel", thing[Word::level]); }

  auto volume(const Thing& thing, Word kind) const -> std::string {
    const auto hours =
        thing == record_.programme
            ? kava::hours_of(model_, record_.curriculum, Paths(model_, record_.curriculum), kind)
            : kava::hours_of(thing, kind);
    return hours ? duration_text(schema_, hours->quantity) : std::string();
  }

  auto is_programme(const Thing& thing) const -> bool { return thing == record_.programme; }

  // ---- Specifications
  // -----------------------------------------------------------------------------

  void specifications() {
    const auto section = xml_.element("learningAchievementSpecificationReferences");
    specification({record_.programme, record_.spec_id});
    for (const Part& course : record_.courses) specification(course);
  }

  void specification(const Part& part) {
    const Thing& thing = part.thing;
    const bool whole = is_programme(thing);
    const auto node = xml_.element("learningAchievementSpecification");
    xml_.attribute("id", part.id);
    if (!thing.code().empty()) identifier(thing.code(), Version::code_scheme);
    register_identifiers(thing);
    texts("title", thing[Word::title]);
    texts("description",
          thing.has(Word::description) ? thing[Word::description] : thing[Word::aim]);
    notes(thing);
    if (whole) award_category();
    uri("type", whole ? Version::short_programme : Version::course);
    concept_element("ISCEDFCode", kava::field_of(thing, record_.programme));
    if (const std::string hours = volume(thing, Word::total); !hours.empty())
      text("volumeOfLearning", hours);
    credits(thing);
    level(thing);
    concepts("language", kava::languages_of(thing, record_.programme));
    concepts("mode", thing.all(Word::mode));
    concepts("targetGroup", thing.all(Word::audience));
    entry_requirement(thing);
    for (const Part& outcome : outcomes_of(thing, part.id))
      reference("learningOutcome", outcome.id);
    reference("influencedBy", activity_id(thing));
    for (const Part& assessment : elm::assessments_of(thing, part.id))
      reference("provenBy", assessment.id);
    if (whole) {
      for (const Part& course : record_.courses) reference("hasPart", course.id);
      awarding_opportunity();
    } else {
      reference("isPartOf", record_.spec_id);
    }
  }

  void register_identifiers(const Thing& thing) {
    for (const Thing& entry : thing.things(Word::registry)) {
      const Cell code = entry[Word::code];
      const Cell list = entry[Word::value];
      if (!code || !code.known() || !list || list.kind() != ValueKind::Concept ||
          code.text() == thing.code())
        continue;
      identifier(code.text(), in_language(list.thing().title(), Language::en));
    }
  }

  /// No list has a code for a micro-credential: the category says it in words.
  void award_category() {
    Cell award = record_.programme[Word::award];
    if (!award) {
      for (const Thing& regulation : record_.programme.things(Word::under)) {
        if (!award) award = regulation[Word::award];
      }
    }
    if (award && award.kind() == ValueKind::Concept) texts("category", award.thing()[Word::label]);
  }

  void entry_requirement(const Thing& thing) {
    const Thing admission =
        is_programme(thing) ? (thing[Word::admission] ? thing[Word::admission].thing() : Thing())
                            : kava::admission_of(thing);
    LocalisedText words;
    for (const std::string& tag : {record_.language, std::string("en"), std::string("et")}) {
      if (const std::string line = requirement_words(thing, admission, tag); !line.empty())
        words.emplace_back(tag, line);
    }
    note("entryRequirement", words);
  }

  /// Education and conditions in one language, separated by semicolons; required courses by their
  /// titles.
  auto requirement_words(const Thing& thing, const Thing& admission, std::string_view tag) const
      -> std::string {
    std::vector<std::string> parts;
    if (admission) {
      const Cell education = admission[Word::education];
      if (education && education.kind() == ValueKind::Concept) {
        parts.emplace_back(education.thing()[Word::label]
                               ? education.thing()[Word::label].text_in(tag)
                               : std::string_view());
      }
      if (const Cell own = admission[Word::value]; own && own.known())
        parts.emplace_back(own.text_in(tag));
      for (const Cell& condition : admission.all(Word::condition)) {
        if (condition.known()) parts.emplace_back(condition.text_in(tag));
      }
    }
    for (const Cell& required : thing.all(Word::requires_)) {
      if (const Thing target = required.thing(); target && target[Word::title])
        parts.emplace_back(target[Word::title].text_in(tag));
      else if (required.kind() == ValueKind::Localised || required.kind() == ValueKind::Text)
        parts.emplace_back(required.text_in(tag));
    }
    parts.erase(std::remove(parts.begin(), parts.end(), std::string()), parts.end());
    return fmt::format("{}", fmt::join(parts, "; "));
  }

  void awarding_opportunity() {
    const Things bodies = kava::awarding_bodies_of(record_.programme);
    if (bodies.empty()) return;
    const auto opportunity = xml_.element("awardingOpportunity");
    organisations("awardingBody", bodies);
    reference("learningAchievementSpecification", record_.spec_id);
  }

  // ---- Outcomes, activities, assessments
  // ------------------------------------------------------------

  template <typename Write>
  void for_each_owner(Write write) {
    write(Part{record_.programme, record_.spec_id});
    for (const Part& course : record_.courses) write(course);
  }

  void outcomes() {
    const auto section = xml_.element("learningOutcomeReferences");
    for_each_owner([&](const Part& owner) {
      for (const Part& part : outcomes_of(owner.thing, owner.id)) outcome(part);
    });
  }

  void outcome(const Part& part) {
    const auto node = xml_.element("learningOutcome");
    xml_.attribute("id", part.id);
    texts("title", part.thing.has(Word::text) ? part.thing[Word::text] : part.thing[Word::value]);
    concept_element("type", part.thing[Word::kind]);
    notes(part.thing);
    concept_element("reusabilityLevel", part.thing[Word::reusability]);
    for (const Cell& skill : part.thing.all(Word::esco)) {
      if (skill.known()) uri("relatedESCOSkill", skill.text());
    }
  }

  void activities() {
    const auto section = xml_.element("learningActivitySpecificationReferences");
    for_each_owner([&](const Part& owner) {
      activity(owner);
      for (const Part& part : activities_of(owner.thing, owner.id)) declared_activity(part);
    });
  }

  void activity(const Part& owner) {
    const auto node = xml_.element("learningActivitySpecification");
    xml_.attribute("id", activity_id(owner.thing));
    texts("title", owner.thing[Word::title]);
    if (const std::string contact = contact_hours(owner.thing); !contact.empty())
      text("contactHour", contact);
    if (const std::string hours = volume(owner.thing, Word::total); !hours.empty())
      text("volumeOfLearning", hours);
    concepts("language", kava::languages_of(owner.thing, record_.programme));
    concepts("mode", owner.thing.all(Word::mode));
    reference("influences", owner.id);
    for (const Part& part : activities_of(owner.thing, owner.id)) reference("hasPart", part.id);
    if (!is_programme(owner.thing)) return;
    for (const Part& course : record_.courses) reference("hasPart", activity_id(course.thing));
  }

  auto contact_hours(const Thing& thing) const -> std::string {
    const auto contact = kava::hours_of(thing, Word::contact);
    if (!contact) return {};
    return contact->quantity.value.text() + ' ' +
           schema_.measures[static_cast<size_t>(contact->quantity.measure)].name;
  }

  void declared_activity(const Part& part) {
    const auto node = xml_.element("learningActivitySpecification");
    xml_.attribute("id", part.id);
    titled_by_kind(part.thing);
    notes(part.thing);
    concept_element("type", part.thing[Word::value]);
    if (const std::string hours = volume(part.thing, Word::total); !hours.empty())
      text("volumeOfLearning", hours);
    concepts("mode", part.thing.all(Word::mode));
  }

  /// Its own title, else the label of its kind.
  void titled_by_kind(const Thing& thing) {
    if (const Cell title = thing[Word::title]; title && title.known()) return texts("title", title);
    const Cell kind = thing[Word::value];
    if (kind && kind.kind() == ValueKind::Concept) return texts("title", kind.thing().title());
    texts("title", LocalisedText{{"en", std::string(schema_.spelling(thing.kind()))}});
  }

  void assessments() {
    const auto section = xml_.element("learningAssessmentSpecificationReferences");
    for_each_owner([&](const Part& owner) {
      for (const Part& part : elm::assessments_of(owner.thing, owner.id)) assessment(owner, part);
    });
  }

  void assessment(const Part& owner, const Part& part) {
    const auto node = xml_.element("learningAssessmentSpecification");
    xml_.attribute("id", part.id);
    titled_by_kind(part.thing);
    texts("description", part.thing[Word::description]);
    for (const Thing& criterion : part.thing.things(Word::criterion)) {
      const Cell words = criterion[Word::value];
      if (words && words.known()) note("additionalNote", words.texts());
    }
    concept_element("type", part.thing[Word::value]);
    concepts("language", part.thing.all(Word::language));
    concepts("mode", part.thing.all(Word::mode));
    for (const Thing& from : {part.thing, owner.thing, record_.programme}) {
      const Cell grading = from[Word::grading];
      if (!grading || grading.kind() != ValueKind::Concept) continue;
      reference("gradingScheme", record_.grading_id(grading.thing()));
      break;
    }
    reference("proves", owner.id);
  }
};

}  // namespace

}  // namespace elm

auto prepare_elm(const Model& model, const PlaceNames&, Diagnostics&) -> Emission {
  return [&model](size_t index, const TakeFile& take, Diagnostics& diagnostics) {
    const elm::Record record(model, model.curricula[index]);
    if (!elm::complete(record, diagnostics)) return;
    Xml xml;
    elm::Writer(record, xml).write();
    take("elm/" + file_stem(record.programme) + ".xml", xml.document());
  };
}

}  // namespace kava
