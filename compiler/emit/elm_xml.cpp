// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/elm_xml.h"

#include <fmt/format.h>

#include "compiler/emit/json_format.h"

namespace kava::elm {

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

auto duration_text(const Schema& schema, const Quantity& time) -> std::string {
  const MeasureRow& row = schema.measures[static_cast<size_t>(time.measure)];
  const Rational minutes = time.value * row.factor;
  if (minutes.is_undefined() || !minutes.is_whole()) return {};
  const int64_t hours = minutes.numerator() / 60;
  const int64_t rest = minutes.numerator() % 60;
  if (rest == 0) return fmt::format("PT{}H", hours);
  return hours == 0 ? fmt::format("PT{}M", rest) : fmt::format("PT{}H{}M", hours, rest);
}

void Section::text(std::string_view name, std::string_view value) const {
  const auto element = xml_.element(name);
  xml_.text(value);
}

void Section::uri(std::string_view name, std::string_view address) const {
  const auto element = xml_.element(name);
  xml_.attribute("uri", address);
}

void Section::reference(std::string_view name, std::string_view id) const {
  const auto element = xml_.element(name);
  xml_.attribute("idref", id);
}

void Section::text_with_tag(std::string_view name, std::string_view tag,
                            std::string_view words) const {
  const auto element = xml_.element(name);
  xml_.attribute("language", tag);
  xml_.text(words);
}

void Section::texts(std::string_view name, const Cell& cell) const {
  if (cell && cell.known()) texts(name, cell.texts());
}

void Section::concept_element(std::string_view name, const Cell& cell) const {
  if (!cell || cell.kind() != ValueKind::Concept) return;
  if (const std::string address = address_of(cell.thing()); !address.empty()) uri(name, address);
}

void Section::concepts(std::string_view name, const Cells& cells) const {
  llvm::SmallVector<std::string, 4> written;
  for (const Cell& cell : cells) {
    if (cell.kind() != ValueKind::Concept) continue;
    std::string address = address_of(cell.thing());
    if (address.empty() || std::find(written.begin(), written.end(), address) != written.end())
      continue;
    uri(name, address);
    written.push_back(std::move(address));
  }
}

void Section::notes(const Thing& thing) const {
  for (const Cell& cell : thing.all(Word::note)) {
    if (cell.known()) note("additionalNote", cell.texts());
  }
}

void Section::identifier(std::string_view notation, std::string_view scheme) const {
  const auto element = xml_.element("identifier");
  text("skos:notation", notation);
  text("schemeName", scheme);
}

void Section::homepage(std::string_view address) const {
  const auto element = xml_.element("homepage");
  if (record_.language_concept) uri("language", concept_uri(record_.language_concept));
  text("contentUrl", address);
}

void Section::organisations(std::string_view name, const Things& things) const {
  llvm::SmallVector<std::string, 4> written;
  for (const Thing& thing : things) {
    std::string id = record_.organisation_id(thing);
    if (std::find(written.begin(), written.end(), id) != written.end()) continue;
    reference(name, id);
    written.push_back(std::move(id));
  }
}

}  // namespace kava::elm
