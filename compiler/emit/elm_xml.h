// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pugixml.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/emit/elm_record.h"

/// How what the record holds becomes elements of the file.
namespace kava::elm {

using Node = pugi::xml_node;

/// Text of an element. What XML 1.0 cannot hold is shown by the sign for what cannot be shown.
void content(Node node, std::string_view text);
/// An element with text, with the address of something elsewhere, with the id of something here.
void text(Node parent, const char* name, std::string_view value);
void uri(Node parent, const char* name, std::string_view address);
void reference(Node parent, const char* name, std::string_view id);
void attribute(Node node, const char* name, std::string_view value);

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
/// The same of a value; nothing if it is absent or unknown.
void texts(Node parent, const char* name, const Cell& cell);

/// The address of a concept, else of the nearest broader one or of an exact match that has one.
auto address_of(Thing subject) -> std::string;
/// One element with the address of the concept; none if it has no address.
void concept_element(Node parent, const char* name, const Cell& cell);
/// One element an address, each address once.
void concepts(Node parent, const char* name, const Cells& cells);

/// `PT104H`, `PT78H30M`: time in clock minutes. Empty if it is no whole number of minutes.
auto duration_text(const Schema& schema, const Quantity& time) -> std::string;

/// What writes a part of the file: the record, and the small elements that depend on it.
class Section {
 protected:
  explicit Section(const Record& record)
      : record_(record), model_(record.model), schema_(record.model.schema) {}

  /// A note has one language in this schema: the record's own, else the first there is.
  void note(Node parent, const char* name, const LocalisedText& value) const;
  void notes(Node parent, const Thing& thing) const;
  static void identifier(Node parent, std::string_view notation, std::string_view scheme);
  void homepage(Node parent, const std::string& address) const;
  /// References to organisations, each once: several units may belong to one institution.
  void organisations(Node parent, const char* name, const Things& things) const;
  auto activity_id(const Thing& owner) const -> std::string {
    return record_.id("activity", owner);
  }

  const Record& record_;
  const Model& model_;
  const Schema& schema_;
};

/// The parts of the file that have a source file of their own.
void write_opportunities(const Record& record, Node root);
/// Organisations, grading schemes and places.
void write_agents(const Record& record, Node root);

}  // namespace kava::elm
