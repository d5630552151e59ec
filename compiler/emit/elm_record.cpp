// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/elm_record.h"

#include <algorithm>

#include "compiler/emit/json_format.h"
#include "compiler/emit/text_buffer.h"
#include "compiler/model/names.h"

namespace kava::elm {
namespace {

/// Ids are addresses: what is not plain ASCII is percent-encoded.
auto encoded(std::string_view text) -> std::string {
  static constexpr ByteTable plain = byte_table([](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain[byte]) result += c;
    else ((result += '%') += digits[byte / 0x10]) += digits[byte % 0x10];
  }
  return result;
}

/// Ids are many: a pattern would be read anew for each.
auto joined(std::initializer_list<std::string_view> pieces) -> std::string {
  size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  std::string result;
  result.reserve(size);
  for (const std::string_view piece : pieces) result += piece;
  return result;
}

auto contains(const std::vector<Part>& parts, const Thing& thing) -> bool {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const Part& part) { return part.thing == thing; });
}

/// Blocks of a word as parts of their owner: by name where they have one, else by number.
auto numbered_parts(const Thing& owner, const std::string& owner_id, Word word,
                    std::string_view kind) -> std::vector<Part> {
  std::vector<Part> result;
  size_t number = 0;
  for (const Thing& thing : owner.things(word)) {
    ++number;
    const std::string_view name = thing.name();
    const std::string code(thing.code());
    const std::string key = !code.empty()   ? encoded(code)
                            : !name.empty() ? encoded(name)
                                            : std::to_string(number);
    result.push_back({thing, joined({owner_id, "#", kind, "-", key})});
  }
  return result;
}

}  // namespace

auto key_of(const Thing& thing) -> std::string {
  if (const std::string_view code = thing.code(); !code.empty()) return encoded(code);
  const std::string_view module = thing.unit().module;
  return encoded(module.empty() ? std::string(thing.name()) : joined({module, ".", thing.name()}));
}

auto outcomes_of(const Thing& owner, const std::string& owner_id) -> std::vector<Part> {
  return numbered_parts(owner, owner_id, Word::outcome, "outcome");
}

auto assessments_of(const Thing& owner, const std::string& owner_id) -> std::vector<Part> {
  return numbered_parts(owner, owner_id, Word::assessment, "assessment");
}

auto activities_of(const Thing& owner, const std::string& owner_id) -> std::vector<Part> {
  return numbered_parts(owner, owner_id, Word::activity, "activity");
}

Record::Record(const Model& of_model, const Curriculum& of_curriculum)
    : model(of_model),
      curriculum(of_curriculum),
      programme(model.thing(curriculum.programme)),
      language(model.default_language()) {
  spec_id = id("specification", programme);
  const ObjectId languages = model.names->find_vocabulary(curriculum.programme.unit, "language");
  if (languages)
    language_concept =
        model.thing(model.names->find_code(curriculum.programme.unit, languages, language));
  for (const CourseUse& use : curriculum.offered) {
    const Thing course = model.thing(use.course);
    if (!contains(courses, course)) courses.push_back({course, spec_of(course)});
  }
  for (const ObjectId offering : curriculum.offerings)
    offerings.push_back({model.thing(offering), id("opportunity", model.thing(offering))});
  for (const Thing& provider : programme.things(Word::provider)) add_organisation(provider);
  for (const Thing& body : kava::awarding_bodies_of(programme)) add_organisation(body);
  for (const OfferingPart& part : offerings) {
    for (const Thing& provider : kava::providers_of(part.offering, programme))
      add_organisation(provider);
    for (const Thing& body : kava::awarding_bodies_of(programme, part.offering))
      add_organisation(body);
  }
  add_grading(programme);
  for (const Part& course : courses) {
    for (const Thing& provider : course.thing.things(Word::provider)) add_organisation(provider);
    add_grading(course.thing);
  }
}

auto Record::id(std::string_view kind, const Thing& thing) const -> std::string {
  const std::string_view base = model.base_uri();
  const bool open = !base.empty() && !base.ends_with('/');
  return joined({base, open ? "/" : "", kind, "/", key_of(thing)});
}

auto Record::spec_of(const Thing& course) const -> std::string { return id("course", course); }

auto Record::organisation_id(const Thing& organisation) const -> std::string {
  const Thing institution = kava::institution_of(organisation);
  return id("organisation", institution ? institution : organisation);
}

auto Record::grading_id(const Thing& scheme) const -> std::string { return id("grading", scheme); }

/// Declared, else the address at which the catalogue publishes the thing.
auto Record::homepage(const Thing& thing) const -> std::string {
  if (const Cell page = thing[Word::homepage]; page && page.known())
    return std::string(page.text());
  if (thing.kind() == Word::offering) return homepage(programme);
  return id(model.schema.spelling(thing.kind()), thing);
}

void Record::add_organisation(const Thing& organisation) {
  const Thing institution = kava::institution_of(organisation);
  const Thing wanted = institution ? institution : organisation;
  if (!contains(organisations, wanted))
    organisations.push_back({wanted, id("organisation", wanted)});
}

void Record::add_grading(const Thing& owner) {
  const auto add = [&](const Cell& cell) {
    if (!cell || cell.kind() != ValueKind::Concept || contains(grading, cell.thing())) return;
    grading.push_back({cell.thing(), grading_id(cell.thing())});
  };
  add(owner[Word::grading]);
  for (const Thing& assessment : owner.things(Word::assessment)) add(assessment[Word::grading]);
}

}  // namespace kava::elm
