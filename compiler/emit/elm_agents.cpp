// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/elm_xml.h"

namespace kava::elm {
namespace {

/// Organisations, their places, and grading schemes.
class Agents : Section {
 public:
  Agents(const Record& record, Xml& xml) : Section(record, xml) {}

  void write() {
    agents();
    grading_schemes();
    locations();
  }

 private:
  void agents() {
    const auto section = xml_.element("agentReferences");
    for (const Part& part : record_.organisations) organisation(part);
  }

  void organisation(const Part& part) {
    const Thing& thing = part.thing;
    const auto node = xml_.element("organisation");
    xml_.attribute("id", part.id);
    texts("legalName", thing[Word::legal_name]);
    if (!thing.code().empty()) identifier(thing.code(), Version::code_scheme);
    legal_identifiers(thing);
    if (const Cell page = thing[Word::homepage]; page && page.known()) homepage(page.text());
    reference("location", location_id(part));
    contact_point(thing);
  }

  /// `identifier registry_code "74000323"`: the scheme is written as a text's tag.
  void legal_identifiers(const Thing& thing) {
    struct Row {
      std::string_view scheme;
      std::string_view element;
    };
    static constexpr Row rows[] = {{"eidas", "eidasLegalIdentifier"},
                                   {"registry_code", "registration"},
                                   {"vat", "vatIdentifier"}};
    for (const Row& row : rows) {
      for (const Cell& cell : thing.all(Word::identifier)) {
        const std::string_view notation = cell.text_in(row.scheme);
        if (notation.empty()) continue;
        const auto legal = xml_.element(row.element);
        text("skos:notation", notation);
        concept_element("spatial", kava::inherited(thing, Word::country));
        break;
      }
    }
  }

  void contact_point(const Thing& thing) {
    const Cell email = thing[Word::email];
    if (!email || !email.known()) return;
    const auto point = xml_.element("contactPoint");
    text("emailAddress", "mailto:" + std::string(email.text()));
  }

  void grading_schemes() {
    if (record_.grading.empty()) return;
    const auto section = xml_.element("gradingSchemeReferences");
    for (const Part& part : record_.grading) {
      const auto node = xml_.element("gradingScheme");
      xml_.attribute("id", part.id);
      texts("title", part.thing.title());
      texts("description", part.thing[Word::definition]);
    }
  }

  static auto location_id(const Part& part) -> std::string { return part.id + "#location"; }

  void locations() {
    const auto section = xml_.element("locationReferences");
    for (const Part& part : record_.organisations) {
      const auto node = xml_.element("location");
      xml_.attribute("id", location_id(part));
      concept_element("spatialCode", kava::inherited(part.thing, Word::region));
      const auto address = xml_.element("address");
      const Cell full = kava::inherited(part.thing, Word::address);
      if (full && full.known()) note("fullAddress", full.texts());
      concept_element("countryCode", kava::inherited(part.thing, Word::country));
    }
  }
};

}  // namespace

void write_agents(const Record& record, Xml& xml) { Agents(record, xml).write(); }

}  // namespace kava::elm
