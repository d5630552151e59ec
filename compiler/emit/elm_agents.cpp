// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/elm_xml.h"

namespace kava::elm {
namespace {

/// Organisations, their places, and grading schemes.
class Agents : Section {
 public:
  explicit Agents(const Record& record) : Section(record) {}

  void write(Node root) {
    agents(root);
    grading_schemes(root);
    locations(root);
  }

 private:
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
};

}  // namespace

void write_agents(const Record& record, Node root) { Agents(record).write(root); }

}  // namespace kava::elm
