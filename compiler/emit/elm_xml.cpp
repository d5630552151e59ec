// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/elm_xml.h"

#include <fmt/format.h>

#include "compiler/emit/json_format.h"

namespace kava::elm {
namespace {

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

}  // namespace

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

void texts(Node parent, const char* name, const Cell& cell) {
  if (cell && cell.known()) texts(parent, name, cell.texts());
}

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

void concepts(Node parent, const char* name, const Cells& cells) {
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

auto duration_text(const Schema& schema, const Quantity& time) -> std::string {
  const MeasureRow& row = schema.measures[static_cast<size_t>(time.measure)];
  const Rational minutes = time.value * row.factor;
  if (minutes.is_undefined() || !minutes.is_whole()) return {};
  const int64_t hours = minutes.numerator() / 60;
  const int64_t rest = minutes.numerator() % 60;
  if (rest == 0) return fmt::format("PT{}H", hours);
  return hours == 0 ? fmt::format("PT{}M", rest) : fmt::format("PT{}H{}M", hours, rest);
}

void Section::note(Node parent, const char* name, const LocalisedText& value) const {
  if (value.empty()) return;
  const auto own = std::find_if(value.begin(), value.end(),
                                [&](const auto& pair) { return pair.first == record_.language; });
  const auto& [tag, words] = own != value.end() ? *own : value.front();
  if (words.empty()) return;
  Node literal = parent.append_child(name).append_child("noteLiteral");
  attribute(literal, "language", tag);
  content(literal, words);
}

void Section::notes(Node parent, const Thing& thing) const {
  for (const Cell& cell : thing.all(Word::note)) {
    if (cell.known()) note(parent, "additionalNote", cell.localised());
  }
}

void Section::identifier(Node parent, std::string_view notation, std::string_view scheme) {
  Node node = parent.append_child("identifier");
  text(node, "skos:notation", notation);
  text(node, "schemeName", scheme);
}

void Section::homepage(Node parent, const std::string& address) const {
  Node page = parent.append_child("homepage");
  if (record_.language_concept) uri(page, "language", concept_uri(record_.language_concept));
  text(page, "contentUrl", address);
}

void Section::organisations(Node parent, const char* name, const Things& things) const {
  std::vector<std::string> written;
  for (const Thing& thing : things) {
    const std::string id = record_.organisation_id(thing);
    if (std::find(written.begin(), written.end(), id) != written.end()) continue;
    written.push_back(id);
    reference(parent, name, id);
  }
}

}  // namespace kava::elm
