// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/facts.h"

#include <algorithm>

#include "compiler/check/checker.h"
#include "compiler/model/library.h"

namespace kava {
namespace {

/// The first one of that name: a catalogue may have a list of its own, for its files come first.
auto find_word_list(const Model& model, std::string_view name) -> Thing {
  for (const ObjectId id : model.top_level.of(Word::word_list)) {
    const Thing list = model.thing(id);
    if (list.name() == name) return list;
  }
  return {};
}

}  // namespace

auto lower_byte(unsigned char before, unsigned char c) -> unsigned char {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (before == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97) return c + 32;
  return c;
}

auto lower_case(std::string_view text) -> std::string {
  std::string result;
  unsigned char before = 0;
  for (const char letter : text) {
    const auto c = static_cast<unsigned char>(letter);
    result += static_cast<char>(lower_byte(before, c));
    before = c;
  }
  return result;
}

Facts::Facts(const Model& model) : marks_(model.units) {
  requiring.resize(model.units.size());
  for (const Curriculum& curriculum : model.curricula) {
    if (curriculum.status == Status::Draft) continue;
    for (const CourseUse& use : curriculum.offered) {
      if (use.course) set(use.course, Strict);
    }
  }
  if (model.catalogue) {
    each(model.thing(model.catalogue), Word::language, [&](const Cell& cell) {
      if (cell.known() && cell.thing()) required_languages.push_back(cell.thing().name());
    });
  }
  read_word_list(model);
}

void Facts::read_word_list(const Model& model) {
  const Thing list = find_word_list(model, weak_verbs_list);
  each(list, Word::word, [&](const Cell& cell) {
    if (!cell.known()) return;
    for (const auto& [language, word] : cell.localised()) {
      if (word.empty()) continue;
      const auto same = [&](const WeakVerbs& verbs) { return verbs.language == language; };
      auto found = std::ranges::find_if(weak_verbs, same);
      if (found == weak_verbs.end()) {
        // The name of the language must outlive this loop: it is that of a tag in the unit.
        for (const Slice& tag : list.unit().tags) {
          if (list.unit().view(tag) == language) weak_verbs.push_back({list.unit().view(tag), {}});
        }
        found = std::ranges::find_if(weak_verbs, same);
        if (found == weak_verbs.end()) continue;
      }
      const std::string lower = lower_case(word);
      found->by_first_byte[static_cast<unsigned char>(lower[0])].push_back(lower);
    }
  });
  for (WeakVerbs& verbs : weak_verbs) {
    for (auto& words : verbs.by_first_byte) {
      std::ranges::sort(words, [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
      });
    }
  }
}

void Facts::gather(const Model& model, uint32_t unit) {
  const Unit& file = model.units[unit];
  if (file.is_library) return;
  for (uint32_t i = 0; i < file.objects.size(); ++i) {
    const Word kind = file.objects[i].kind;
    if (kind != Word::course && kind != Word::programme) continue;
    const Thing thing = model.thing({unit, i});
    gather_assessments(thing);
    if (thing.has(Word::requires_)) requiring[unit].push_back(i);
  }
}

void Facts::gather_assessments(const Thing& owner) {
  each(owner, Word::assessment, [&](const Cell& cell) {
    const Thing assessment = cell.thing();
    bool says_what = false;
    each(assessment, Word::assesses, [&](const Cell& target) {
      says_what = says_what || target.known();
      if (target.unknown()) set(owner.id(), OpenAssessment);
      if (!target.known() || !target.thing()) return;
      set(target.thing().id(), Assessed);
      each(assessment, Word::criterion, [&](const Cell& cell_of_criterion) {
        const Thing criterion = cell_of_criterion.thing();
        const bool serves = !criterion || !criterion.has(Word::for_) ||
                            refers(criterion, Word::for_, target.thing());
        if (serves) set(target.thing().id(), WithCriterion);
      });
    });
    const bool damaged = assessment && (assessment.object().flags & Object::damaged) != 0;
    if (!assessment || !says_what || damaged) set(owner.id(), OpenAssessment);
  });
}

}  // namespace kava
