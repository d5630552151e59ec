// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/emit/elm_record.h"
#include "compiler/emit/emitters.h"
#include "compiler/emit/json_format.h"

namespace kava {
namespace elm {
namespace {

using Node = pugi::xml_node;

/// What XML 1.0 cannot hold: control characters and U+FFFE, U+FFFF. The length of the first one at
/// or after `from`, and where it stands; length 0 if there is none.
struct Forbidden {
  size_t at;
  size_t length;
};
auto find_forbidden(std::string_view text, size_t from) -> Forbidden {
  for (size_t i = from; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') return {i, 1};
    if (byte != 0xEF) continue;
    const std::string_view character = text.substr(i, 3);
    if (character == "\uFFFE" || character == "\uFFFF") return {i, 3};
  }
  return {text.size(), 0};
}

/// Each is shown by the sign for what cannot be shown.
void content(Node node, std::string_view text) {
  node = node.append_child(pugi::node_pcdata);
  Forbidden next = find_forbidden(text, 0);
  if (next.length == 0) {
    node.set_value(text.data(), text.size());
    return;
  }
  std::string clean;
  size_t copied = 0;
  for (; next.length > 0; next = find_forbidden(text, copied)) {
    (clean += text.substr(copied, next.at - copied)) += "\uFFFD";
    copied = next.at + next.length;
  }
  clean += text.substr(copied);
  node.set_value(clean.data(), clean.size());
}

void text(Node parent, const char* name, std::string_view value) {
  content(parent.append_child(name), value);
}

void attribute(Node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(value.data(), value.size());
}

void uri(Node parent, const char* name, std::string_view address) {
  attribute(parent.append_child(name), "uri", address);
}

void reference(Node parent, const char* name, std::string_view id) {
  attribute(parent.append_child(name), "idref", id);
}

/// One element a language; languages said twice or without text are passed over.
template <typename Texts>
void texts(Node parent, const char* name, const Texts& value) {
  llvm::SmallVector<std::string_view, 4> written;
  for (const auto& [tag, words] : value) {
    if (words.empty() || std::find(written.begin(), written.end(), tag) != written.end()) continue;
    written.push_back(tag);
    Node node = parent.append_child(name);
    attribute(node, "language", tag);
    content(node, words);
  }
}

void texts(Node parent, const char* name, const Cell& cell) {
  if (cell && cell.known()) texts(parent, name, cell.texts());
}

/// The address of a concept, else of the nearest broader one or of an exact match that has one.
auto address_of(Thing subject) -> std::string {
  // The links of a vocabulary have no circles: model/cycles.cpp cut them.
  for (; subject; subject = subject[Word::broader] ? subject[Word::broader].thing() : Thing()) {
    if (std::string own = concept_uri(subject); !own.empty()) return own;
    for (const Thing& match : subject.things(Word::exact_match)) {
      if (std::string other = concept_uri(match); !other.empty()) return other;
    }
  }
  return {};
}

void concept_element(Node parent, const char* name, const Cell& cell) {
  if (!cell || cell.kind() != ValueKind::Concept) return;
  if (const std::string address = address_of(cell.thing()); !address.empty())
    uri(parent, name, address);
}

void concepts(Node parent, const char* name, const std::vector<Cell>& cells) {
  std::vector<std::string> written;
  for (const Cell& cell : cells) {
    if (cell.kind() != ValueKind::Concept) continue;
    const std::string address = address_of(cell.thing());
    if (address.empty() || std::find(written.begin(), written.end(), address) != written.end())
      continue;
    uri(parent, name, address);
    written.push_back(address);
  }
}

/// `PT104H`, `PT78H30M`: time in clock minutes. Empty if it is no whole number of minutes.
auto duration_text(const Schema& schema, const Quantity& time) -> std::string {
  const MeasureRow& row = schema.measures[static_cast<size_t>(time.measure)];
  const Rational minutes = time.value * row.factor;
  if (minutes.is_undefined() || !minutes.is_whole()) return {};
  const int64_t hours = minutes.numerator() / 60;
  const int64_t rest = minutes.numerator() % 60;
  if (rest == 0) return fmt::format("PT{}H", hours);
  return hours == 0 ? fmt::format("PT{}M", rest) : fmt::format("PT{}H{}M", hours, rest);
}

struct Bytes final : pugi::xml_writer {
  void write(const void* data, size_t size) override {
    bytes.append(static_cast<const char*>(data), size);
  }
  std::string bytes;
};

class Writer {
 public:
  explicit Writer(const Record& record)
      : record_(record), model_(record.model), schema_(record.model.schema) {}

  auto write() -> std::string {
    pugi::xml_document document;
    Node declaration = document.append_child(pugi::node_declaration);
    attribute(declaration, "version", "1.0");
    attribute(declaration, "encoding", "UTF-8");
    Node root = document.append_child("Courses");
    attribute(root, "xmlns", Version::space);
    attribute(root, "xmlns:skos", Version::skos);
    attribute(root, "xsdVersion", Version::schema);
    opportunities(root);
    specifications(root);
    outcomes(root);
    activities(root);
    assessments(root);
    agents(root);
    grading_schemes(root);
    locations(root);
    Bytes out;
    document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
    return std::move(out.bytes);
  }

 private:
  // ---- Small parts
  // --------------------------------------------------------------------------------

  /// A note has one language in this schema: the record's own, else the first there is.
  void note(Node parent, const char* name, const LocalisedText& value) {
    if (value.empty()) return;
    const auto own = std::find_if(value.begin(), value.end(),
                                  [&](const auto& pair) { return pair.first == record_.language; });
    const auto& [tag, words] = own != value.end() ? *own : value.front();
    if (words.empty()) return;
    Node literal = parent.append_child(name).append_child("noteLiteral");
    attribute(literal, "language", tag);
    content(literal, words);
  }

  void notes(Node parent, const Thing& thing) {
    for (const Cell& cell : thing.all(Word::note)) {
      if (cell.known()) note(parent, "additionalNote", cell.localised());
    }
  }

  void identifier(Node parent, std::string_view notation, std::string_view scheme) {
    Node node = parent.append_child("identifier");
    text(node, "skos:notation", notation);
    text(node, "schemeName", scheme);
  }

  void homepage(Node parent, const std::string& address) {
    Node page = parent.append_child("homepage");
    if (record_.language_concept) uri(page, "language", concept_uri(record_.language_concept));
    text(page, "contentUrl", address);
  }

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

  // ---- Opportunities
  // ------------------------------------------------------------------------------

  void opportunities(Node root) {
    if (record_.offerings.empty()) return;
    Node section = root.append_child("learningOpportunityReferences");
    for (const OfferingPart& part : record_.offerings) {
      programme_opportunity(section, part);
      for (const Part& course : record_.courses) course_opportunity(section, part, course);
    }
  }

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
    providers(node, kava::providers_of(offering, programme));
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
    const std::vector<Thing> own = course.thing.things(Word::provider);
    providers(node, own.empty() ? kava::providers_of(part.offering, record_.programme) : own);
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
    const std::vector<Thing> terms = kava::terms_of(model_, record_.curriculum, offering);
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

  void providers(Node node, const std::vector<Thing>& things) {
    std::vector<std::string> written;
    for (const Thing& provider : things) {
      const std::string id = record_.organisation_id(provider);
      if (std::find(written.begin(), written.end(), id) != written.end()) continue;
      written.push_back(id);
      reference(node, "providedBy", id);
    }
  }

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
    const std::vector<Thing> bodies = kava::awarding_bodies_of(record_.programme);
    if (bodies.empty()) return;
    Node opportunity = node.append_child("awardingOpportunity");
    std::vector<std::string> written;
    for (const Thing& body : bodies) {
      const std::string id = record_.organisation_id(body);
      if (std::find(written.begin(), written.end(), id) != written.end()) continue;
      written.push_back(id);
      reference(opportunity, "awardingBody", id);
    }
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

  auto activity_id(const Thing& owner) const -> std::string {
    return record_.id("activity", owner);
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

  // ---- Agents, schemes, places
  // ----------------------------------------------------------------------

  void agents(Node root) {
    Node section = root.append_child("agentReferences");
    for (const Part& part : record_.organisations) organisation(section, part);
  }

  void organisation(Node section, const Part& part) {
    const Thing& thing = part.thing;
    Node node = section.append_child("organisation");
    attribute(node, "id", part.id);
    texts(node, "legalName", thing[Word::legal_name]);
    if (!thing.code().empty()) identifier(node, thing.code(), Version::code_scheme);
    legal_identifiers(node, thing);
    if (const Cell page = thing[Word::homepage]; page && page.known())
      homepage(node, std::string(page.text()));
    reference(node, "location", location_id(part));
    contact_point(node, thing);
  }

  /// `identifier registry_code "74000323"`: the scheme is written as a text's tag.
  void legal_identifiers(Node node, const Thing& thing) {
    struct Row {
      std::string_view scheme;
      const char* element;
    };
    static constexpr Row rows[] = {{"eidas", "eidasLegalIdentifier"},
                                   {"registry_code", "registration"},
                                   {"vat", "vatIdentifier"}};
    for (const Row& row : rows) {
      for (const Cell& cell : thing.all(Word::identifier)) {
        const std::string_view notation = cell.text_in(row.scheme);
        if (notation.empty()) continue;
        Node legal = node.append_child(row.element);
        text(legal, "skos:notation", notation);
        concept_element(legal, "spatial", kava::inherited(thing, Word::country));
        break;
      }
    }
  }

  void contact_point(Node node, const Thing& thing) {
    const Cell email = thing[Word::email];
    if (!email || !email.known()) return;
    text(node.append_child("contactPoint"), "emailAddress", "mailto:" + std::string(email.text()));
  }

  void grading_schemes(Node root) {
    if (record_.grading.empty()) return;
    Node section = root.append_child("gradingSchemeReferences");
    for (const Part& part : record_.grading) {
      Node node = section.append_child("gradingScheme");
      attribute(node, "id", part.id);
      texts(node, "title", part.thing.title());
      texts(node, "description", part.thing[Word::definition]);
    }
  }

  static auto location_id(const Part& part) -> std::string { return part.id + "#location"; }

  void locations(Node root) {
    Node section = root.append_child("locationReferences");
    for (const Part& part : record_.organisations) {
      Node node = section.append_child("location");
      attribute(node, "id", location_id(part));
      concept_element(node, "spatialCode", kava::inherited(part.thing, Word::region));
      Node address = node.append_child("address");
      const Cell full = kava::inherited(part.thing, Word::address);
      if (full && full.known()) note(address, "fullAddress", full.localised());
      concept_element(address, "countryCode", kava::inherited(part.thing, Word::country));
    }
  }

  const Record& record_;
  const Model& model_;
  const Schema& schema_;
};

}  // namespace

auto written(const Record& record) -> std::string { return Writer(record).write(); }

}  // namespace elm

auto emit_elm(const Model& model, size_t curriculum, Diagnostics& diagnostics)
    -> std::vector<OutputFile> {
  const elm::Record record(model, model.curricula[curriculum]);
  if (!elm::complete(record, diagnostics)) return {};
  std::vector<OutputFile> result;
  result.push_back({"elm/" + file_stem(record.programme) + ".xml", elm::written(record)});
  return result;
}

}  // namespace kava
