// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/emit/elm_xml.h"
#include "compiler/emit/emitters.h"
#include "compiler/emit/json_format.h"

namespace kava {
namespace elm {
namespace {

struct Bytes final : pugi::xml_writer {
  void write(const void* data, size_t size) override {
    bytes.append(static_cast<const char*>(data), size);
  }
  std::string bytes;
};

class Writer : Section {
 public:
  explicit Writer(const Record& record) : Section(record) {}

  auto write() -> std::string {
    pugi::xml_document document;
    Node declaration = document.append_child(pugi::node_declaration);
    attribute(declaration, "version", "1.0");
    attribute(declaration, "encoding", "UTF-8");
    Node root = document.append_child("Courses");
    attribute(root, "xmlns", Version::space);
    attribute(root, "xmlns:skos", Version::skos);
    attribute(root, "xsdVersion", Version::schema);
    write_opportunities(record_, root);
    specifications(root);
    outcomes(root);
    activities(root);
    assessments(root);
    write_agents(record_, root);
    Bytes out;
    document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
    return std::move(out.bytes);
  }

 private:
  void credits(Node parent, const Thing& thing) {
    const Cell cell = thing[Word::credits];
    if (!cell || cell.kind() != ValueKind::Quantity) return;
    const MeasureRow& row = schema_.measures[cell.value().unit];
    const Thing unit =
        model_.thing({static_cast<uint32_t>(row.object >> 32U), static_cast<uint32_t>(row.object)});
    const Cell address = unit[Word::uri];
    if (!address) return;
    Node point = parent.append_child("creditPoint");
    uri(point, "framework", address.text());
    text(point, "point", cell.value().number().text());
  }

  void level(Node parent, const Thing& thing) {
    concept_element(parent, "educationLevel", thing[Word::level]);
  }

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

  void specifications(Node root) {
    Node section = root.append_child("learningAchievementSpecificationReferences");
    specification(section, {record_.programme, record_.spec_id});
    for (const Part& course : record_.courses) specification(section, course);
  }

  void specification(Node section, const Part& part) {
    const Thing& thing = part.thing;
    const bool whole = is_programme(thing);
    Node node = section.append_child("learningAchievementSpecification");
    attribute(node, "id", part.id);
    if (!thing.code().empty()) identifier(node, thing.code(), Version::code_scheme);
    register_identifiers(node, thing);
    texts(node, "title", thing[Word::title]);
    texts(node, "description",
          thing.has(Word::description) ? thing[Word::description] : thing[Word::aim]);
    notes(node, thing);
    if (whole) award_category(node);
    uri(node, "type", whole ? Version::short_programme : Version::course);
    concept_element(node, "ISCEDFCode", kava::field_of(thing, record_.programme));
    if (const std::string hours = volume(thing, Word::total); !hours.empty())
      text(node, "volumeOfLearning", hours);
    credits(node, thing);
    level(node, thing);
    concepts(node, "language", kava::languages_of(thing, record_.programme));
    concepts(node, "mode", thing.all(Word::mode));
    concepts(node, "targetGroup", thing.all(Word::audience));
    entry_requirement(node, thing);
    for (const Part& outcome : outcomes_of(thing, part.id))
      reference(node, "learningOutcome", outcome.id);
    reference(node, "influencedBy", activity_id(thing));
    for (const Part& assessment : elm::assessments_of(thing, part.id))
      reference(node, "provenBy", assessment.id);
    if (whole) {
      for (const Part& course : record_.courses) reference(node, "hasPart", course.id);
      awarding_opportunity(node);
    } else {
      reference(node, "isPartOf", record_.spec_id);
    }
  }

  void register_identifiers(Node node, const Thing& thing) {
    for (const Thing& entry : thing.things(Word::registry)) {
      const Cell code = entry[Word::code];
      const Cell list = entry[Word::value];
      if (!code || !code.known() || !list || list.kind() != ValueKind::Concept ||
          code.text() == thing.code())
        continue;
      identifier(node, code.text(), in_language(list.thing().title(), Language::en));
    }
  }

  /// No list has a code for a micro-credential: the category says it in words.
  void award_category(Node node) {
    Cell award = record_.programme[Word::award];
    if (!award) {
      for (const Thing& regulation : record_.programme.things(Word::under)) {
        if (!award) award = regulation[Word::award];
      }
    }
    if (award && award.kind() == ValueKind::Concept)
      texts(node, "category", award.thing()[Word::label]);
  }

  void entry_requirement(Node node, const Thing& thing) {
    const Thing admission =
        is_programme(thing) ? (thing[Word::admission] ? thing[Word::admission].thing() : Thing())
                            : kava::admission_of(thing);
    LocalisedText words;
    for (const std::string& tag : {record_.language, std::string("en"), std::string("et")}) {
      if (const std::string line = requirement_words(thing, admission, tag); !line.empty())
        words.emplace_back(tag, line);
    }
    note(node, "entryRequirement", words);
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

  void awarding_opportunity(Node node) {
    const Things bodies = kava::awarding_bodies_of(record_.programme);
    if (bodies.empty()) return;
    Node opportunity = node.append_child("awardingOpportunity");
    organisations(opportunity, "awardingBody", bodies);
    reference(opportunity, "learningAchievementSpecification", record_.spec_id);
  }

  // ---- Outcomes, activities, assessments
  // ------------------------------------------------------------

  template <typename Write>
  void for_each_owner(Write write) {
    write(Part{record_.programme, record_.spec_id});
    for (const Part& course : record_.courses) write(course);
  }

  void outcomes(Node root) {
    Node section = root.append_child("learningOutcomeReferences");
    for_each_owner([&](const Part& owner) {
      for (const Part& part : outcomes_of(owner.thing, owner.id)) outcome(section, part);
    });
  }

  void outcome(Node section, const Part& part) {
    Node node = section.append_child("learningOutcome");
    attribute(node, "id", part.id);
    texts(node, "title",
          part.thing.has(Word::text) ? part.thing[Word::text] : part.thing[Word::value]);
    concept_element(node, "type", part.thing[Word::kind]);
    notes(node, part.thing);
    concept_element(node, "reusabilityLevel", part.thing[Word::reusability]);
    for (const Cell& skill : part.thing.all(Word::esco)) {
      if (skill.known()) uri(node, "relatedESCOSkill", skill.text());
    }
  }

  void activities(Node root) {
    Node section = root.append_child("learningActivitySpecificationReferences");
    for_each_owner([&](const Part& owner) {
      activity(section, owner);
      for (const Part& part : activities_of(owner.thing, owner.id))
        declared_activity(section, part);
    });
  }

  void activity(Node section, const Part& owner) {
    Node node = section.append_child("learningActivitySpecification");
    attribute(node, "id", activity_id(owner.thing));
    texts(node, "title", owner.thing[Word::title]);
    if (const std::string contact = contact_hours(owner.thing); !contact.empty())
      text(node, "contactHour", contact);
    if (const std::string hours = volume(owner.thing, Word::total); !hours.empty())
      text(node, "volumeOfLearning", hours);
    concepts(node, "language", kava::languages_of(owner.thing, record_.programme));
    concepts(node, "mode", owner.thing.all(Word::mode));
    reference(node, "influences", owner.id);
    for (const Part& part : activities_of(owner.thing, owner.id))
      reference(node, "hasPart", part.id);
    if (!is_programme(owner.thing)) return;
    for (const Part& course : record_.courses)
      reference(node, "hasPart", activity_id(course.thing));
  }

  auto contact_hours(const Thing& thing) const -> std::string {
    const auto contact = kava::hours_of(thing, Word::contact);
    if (!contact) return {};
    return contact->quantity.value.text() + ' ' +
           schema_.measures[static_cast<size_t>(contact->quantity.measure)].name;
  }

  void declared_activity(Node section, const Part& part) {
    Node node = section.append_child("learningActivitySpecification");
    attribute(node, "id", part.id);
    titled_by_kind(node, part.thing);
    notes(node, part.thing);
    concept_element(node, "type", part.thing[Word::value]);
    if (const std::string hours = volume(part.thing, Word::total); !hours.empty())
      text(node, "volumeOfLearning", hours);
    concepts(node, "mode", part.thing.all(Word::mode));
  }

  /// Its own title, else the label of its kind.
  void titled_by_kind(Node node, const Thing& thing) {
    if (const Cell title = thing[Word::title]; title && title.known())
      return texts(node, "title", title);
    const Cell kind = thing[Word::value];
    if (kind && kind.kind() == ValueKind::Concept)
      return texts(node, "title", kind.thing().title());
    texts(node, "title", LocalisedText{{"en", std::string(schema_.spelling(thing.kind()))}});
  }

  void assessments(Node root) {
    Node section = root.append_child("learningAssessmentSpecificationReferences");
    for_each_owner([&](const Part& owner) {
      for (const Part& part : elm::assessments_of(owner.thing, owner.id))
        assessment(section, owner, part);
    });
  }

  void assessment(Node section, const Part& owner, const Part& part) {
    Node node = section.append_child("learningAssessmentSpecification");
    attribute(node, "id", part.id);
    titled_by_kind(node, part.thing);
    texts(node, "description", part.thing[Word::description]);
    for (const Thing& criterion : part.thing.things(Word::criterion)) {
      const Cell words = criterion[Word::value];
      if (words && words.known()) note(node, "additionalNote", words.localised());
    }
    concept_element(node, "type", part.thing[Word::value]);
    concepts(node, "language", part.thing.all(Word::language));
    concepts(node, "mode", part.thing.all(Word::mode));
    for (const Thing& from : {part.thing, owner.thing, record_.programme}) {
      const Cell grading = from[Word::grading];
      if (!grading || grading.kind() != ValueKind::Concept) continue;
      reference(node, "gradingScheme", record_.grading_id(grading.thing()));
      break;
    }
    reference(node, "proves", owner.id);
  }
};

}  // namespace

auto written(const Record& record) -> std::string { return Writer(record).write(); }

}  // namespace elm

auto prepare_elm(const Model& model, const PlaceNames&, Diagnostics&) -> Emission {
  return [&model](size_t index, const TakeFile& take, Diagnostics& diagnostics) {
    const elm::Record record(model, model.curricula[index]);
    if (!elm::complete(record, diagnostics)) return;
    take("elm/" + file_stem(record.programme) + ".xml", elm::written(record));
  };
}

}  // namespace kava
