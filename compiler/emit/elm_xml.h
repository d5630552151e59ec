// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "compiler/emit/elm_record.h"
#include "compiler/emit/xml.h"

/// How what the record holds becomes elements of the file.
namespace kava::elm {

/// The address of a concept, else of the nearest broader one or of an exact match that has one.
auto address_of(Thing subject) -> std::string;

/// `PT104H`, `PT78H30M`: time in clock minutes. Empty if it is no whole number of minutes.
auto duration_text(const Schema& schema, const Quantity& time) -> std::string;

/// What writes a part of the file: the record, and the small elements of which there are many. They
/// go into the element that is open.
class Section {
 protected:
  Section(const Record& record, Xml& xml)
      : record_(record), model_(record.model), schema_(record.model.schema), xml_(xml) {}

  /// An element with text, with the address of something elsewhere, with the id of something here.
  void text(std::string_view name, std::string_view value) const;
  void uri(std::string_view name, std::string_view address) const;
  void reference(std::string_view name, std::string_view id) const;

  /// One element a language; languages said twice or without text are passed over.
  template <typename Texts>
  void texts(std::string_view name, const Texts& value) const {
    llvm::SmallVector<std::string_view, 4> written;
    for (const auto& [tag, words] : value) {
      if (words.empty() || std::find(written.begin(), written.end(), tag) != written.end())
        continue;
      written.push_back(tag);
      text_with_tag(name, tag, words);
    }
  }
  /// The same of a value; nothing if it is absent or unknown.
  void texts(std::string_view name, const Cell& cell) const;

  /// One element with the address of the concept; none if it has no address.
  void concept_element(std::string_view name, const Cell& cell) const;
  /// One element an address, each address once.
  void concepts(std::string_view name, const Cells& cells) const;

  /// A note has one language in this schema: the record's own, else the first there is.
  template <typename Texts>
  void note(std::string_view name, const Texts& value) const {
    if (value.empty()) return;
    const auto own = std::find_if(value.begin(), value.end(),
                                  [&](const auto& pair) { return pair.first == record_.language; });
    const auto& [tag, words] = own != value.end() ? *own : value.front();
    if (words.empty()) return;
    const auto element = xml_.element(name);
    text_with_tag("noteLiteral", tag, words);
  }
  void notes(const Thing& thing) const;
  void identifier(std::string_view notation, std::string_view scheme) const;
  void homepage(std::string_view address) const;
  /// References to organisations, each once: several units may belong to one institution.
  void organisations(std::string_view name, const Things& things) const;
  auto activity_id(const Thing& owner) const -> std::string {
    return record_.id("activity", owner);
  }

  const Record& record_;
  const Model& model_;
  const Schema& schema_;
  Xml& xml_;

 private:
  void text_with_tag(std::string_view name, std::string_view tag, std::string_view words) const;
};

/// The parts of the file that have a source file of their own.
void write_opportunities(const Record& record, Xml& xml);
/// Organisations, grading schemes and places.
void write_agents(const Record& record, Xml& xml);

}  // namespace kava::elm
