// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/working_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/rules/judgement.h"

namespace kava {
namespace {

// A text is quoted up to here; the place says where the rest is.
constexpr size_t longest_text = 100;

struct InTwo {
  std::string_view en, et;
  auto in(Language language) const -> std::string_view {
    return language == Language::et ? et : en;
  }
};

constexpr InTwo not_given{"not given", "puudub"};
constexpr InTwo not_known{"not known yet", "ei ole veel teada"};
constexpr InTwo in_error{"in error", "vigane"};
constexpr InTwo other_unit{"in a unit that cannot be compared", "ühikus, mida ei saa võrrelda"};
constexpr InTwo not_computed{"cannot be computed", "ei saa arvutada"};
constexpr InTwo must_not{" (must not hold)", " (ei tohi kehtida)"};

auto state_words(const Datum& value, Language language) -> std::string_view {
  switch (value.state) {
    case State::Absent: return not_given.in(language);
    case State::Unknown: return not_known.in(language);
    case State::InError: return in_error.in(language);
    case State::Unlike: return other_unit.in(language);
    case State::Known:
    case State::Overflow:
    case State::Limit: break;
  }
  return not_computed.in(language);
}

/// What a comparison asks of the value before it; `{}` is the other side.
auto asked_words(Op op, bool of_days) -> InTwo {
  switch (op) {
    case Op::Less:
      if (of_days) return {"before {}", "enne {}"};
      return {"less than {}", "vähem kui {}"};
    case Op::LessEqual:
      if (of_days) return {"not after {}", "mitte hiljem kui {}"};
      return {"at most {}", "kõige rohkem {}"};
    case Op::Greater:
      if (of_days) return {"after {}", "hiljem kui {}"};
      return {"more than {}", "rohkem kui {}"};
    case Op::GreaterEqual:
      if (of_days) return {"not before {}", "mitte varem kui {}"};
      return {"at least {}", "vähemalt {}"};
    case Op::NotEqual: return {"not {}", "mitte {}"};
    case Op::InList: return {"one of {}", "üks neist: {}"};
    case Op::Below: return {"within {}", "kuulub siia: {}"};
    default: return {"asked for {}", "nõutud {}"};
  }
}

/// `12 >= credits` asks the same as `credits <= 12`.
auto mirrored(Op op) -> Op {
  switch (op) {
    case Op::Less: return Op::Greater;
    case Op::LessEqual: return Op::GreaterEqual;
    case Op::Greater: return Op::Less;
    case Op::GreaterEqual: return Op::LessEqual;
    default: return op;
  }
}

auto is_read(Op op) -> bool {
  return op == Op::Field || op == Op::Derived || op == Op::Hours || op == Op::InLanguage ||
         op == Op::ByCode || op == Op::ByName || op == Op::Slot;
}

/// The first so many characters of a text.
auto shortened(std::string text) -> std::string {
  size_t characters = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (!begins || ++characters <= longest_text) continue;
    text.resize(i);
    return text + "…";
  }
  return text;
}

}  // namespace

auto WorkingLines::in_both(auto words) const -> LocalisedText {
  return {{"en", words(Language::en)}, {"et", words(Language::et)}};
}

void WorkingLines::add(uint32_t index, WorkingLine::Role role) {
  role_ = role;
  negated_ = false;
  condition(index);
}

void WorkingLines::nothing(uint32_t list) {
  role_ = WorkingLine::Role::Asks;
  negated_ = false;
  leaf(list);
}

void WorkingLines::condition(uint32_t index) {
  const Instruction& node = program_.nodes[index];
  switch (node.op) {
    case Op::Let: condition(program_.lets[node.index].value); break;
    case Op::And:
      for (const uint32_t part : program_.operands_of(node)) condition(part);
      break;
    case Op::Or: alternatives(node); break;
    case Op::Implies: implication(node); break;
    case Op::Not:
      negated_ = !negated_;
      condition(program_.operand(node, 0));
      negated_ = !negated_;
      break;
    case Op::Any:
    case Op::All:
    case Op::None: elements(node); break;
    default: leaf(index);
  }
}

void WorkingLines::alternatives(const Instruction& node) {
  for (const uint32_t part : program_.operands_of(node)) {
    if (evaluator_.evaluate(part).is_true()) return condition(part);
  }
  for (const uint32_t part : program_.operands_of(node)) condition(part);
}

void WorkingLines::implication(const Instruction& node) {
  const WorkingLine::Role role = role_;
  role_ = WorkingLine::Role::Applies;
  condition(program_.operand(node, 0));
  role_ = role;
  if (!evaluator_.evaluate(program_.operand(node, 0)).is_false())
    condition(program_.operand(node, 1));
}

/// Each element; of an `any` that holds, the one that settles it.
void WorkingLines::elements(const Instruction& node) {
  const uint32_t list_node = program_.operand(node, 0);
  const Datum list = evaluator_.evaluate(list_node);
  const uint32_t inner = program_.operand(node, 1);
  const bool is_list = list.known() && list.shape == Shape::List && evaluator_.size(list) > 0;
  if (!is_list) return leaf(list_node);
  const bool settled = node.op == Op::Any;
  const bool negated = negated_;
  if (node.op == Op::None) negated_ = !negated_;
  const auto met = [&](uint32_t i) {
    evaluator_.put(node.index, evaluator_.at(list, i));
    return evaluator_.evaluate(inner).is_true();
  };
  std::optional<uint32_t> settles;
  for (uint32_t i = 0; settled && !settles && i < evaluator_.size(list); ++i) {
    if (evaluator_.at(list, i).known() && met(i)) settles = i;
  }
  for (uint32_t i = settles.value_or(0); i < evaluator_.size(list); ++i) {
    const Datum element = evaluator_.at(list, i);
    if (!element.known()) continue;
    evaluator_.put(node.index, element);
    enter(element);
    condition(inner);
    leave();
    if (settles) break;
  }
  negated_ = negated;
}

/// A condition that is not made of others.
void WorkingLines::leaf(uint32_t index) {
  WorkingLine line;
  line.role = role_;
  std::vector<Origin> read;
  evaluator_.trace(&read);
  const Datum value = evaluator_.evaluate(index);
  evaluator_.trace(nullptr);
  const bool is_truth = value.known() && value.shape == Shape::Truth;
  if (!is_truth) line.holds = WorkingLine::Holds::Unknown;
  else line.holds = value.truth != negated_ ? WorkingLine::Holds::Yes : WorkingLine::Holds::No;
  line.text = in_both([&](Language language) {
    std::string text = text_of(index, language);
    std::string about;
    for (const Datum& element : elements_) {
      const std::string name = shown(element, language);
      if (!name.empty() && name != "?") (about += about.empty() ? "" : ", ") += name;
    }
    if (!about.empty()) text = about + ": " + text;
    return negated_ ? text.append(must_not.in(language)) : text;
  });
  line.values = values(read, index);
  lines_.push_back(std::move(line));
}

// ---- In words
// -------------------------------------------------------------------------------------

/// The value before a block; a thing without one stands for itself.
auto WorkingLines::faced(const Datum& value) const -> Datum {
  const Datum before = evaluator_.main(value);
  return before.state == State::Absent && value.known() ? value : before;
}

auto WorkingLines::shown(const Datum& value, Language language) const -> std::string {
  const Datum face = faced(value);
  if (!face.known()) return std::string(state_words(face, language));
  if (face.shape != Shape::List) return shortened(words_of(evaluator_, face, language));
  if (evaluator_.size(face) == 0) return std::string(not_given.in(language));
  std::string all;
  for (uint32_t i = 0; i < evaluator_.size(face); ++i)
    (all += i == 0 ? "" : ", ") += shown(evaluator_.at(face, i), language);
  return shortened(std::move(all));
}

/// What is read, and its value: `volume: 24 ects`.
auto WorkingLines::named(uint32_t index, Language language) -> std::string {
  const Datum value = evaluator_.evaluate(index);
  const std::string label = rendered(label_of_node(evaluator_, index), language);
  const std::string words = shown(value, language);
  return label == "?" || label == words ? words : fmt::format("{}: {}", label, words);
}

auto WorkingLines::text_of(uint32_t index, Language language) -> std::string {
  const Instruction& node = program_.nodes[index];
  if (is_comparison(node.op)) return comparison(node, language);
  switch (node.op) {
    case Op::Has:
    case Op::Matches:
    case Op::ContainsAny:
    case Op::InWords: return named(program_.operand(node, 0), language);
    case Op::MultipleOf: {
      const InTwo words{"{}, a multiple of {}", "{}, jagub arvuga {}"};
      const Datum of = evaluator_.evaluate(program_.operand(node, 1));
      return fmt::format(fmt::runtime(words.in(language)),
                         named(program_.operand(node, 0), language), shown(of, language));
    }
    default: return named(index, language);
  }
}

auto WorkingLines::comparison(const Instruction& node, Language language) -> std::string {
  uint32_t left = program_.operand(node, 0);
  uint32_t right = program_.operand(node, 1);
  Op op = node.op;
  const bool turned =
      program_.nodes[left].op == Op::Constant && program_.nodes[right].op != Op::Constant;
  if (turned) {
    std::swap(left, right);
    op = mirrored(op);
  }
  std::string text;
  if (!turned) {
    const Label label = label_of_node(evaluator_, left);
    text = in_language(working(evaluator_, node, label, true), language);
  }
  if (text.empty()) text = named(left, language);
  const std::string bound = asked(op, node, right, language);
  return bound.empty() ? text : fmt::format("{}; {}", text, bound);
}

/// `at least 50%`, `asked for 6..30 ects`
auto WorkingLines::asked(Op op, const Instruction& node, uint32_t bound, Language language)
    -> std::string {
  const Datum value = evaluator_.main(evaluator_.evaluate(bound));
  const InTwo words = asked_words(op, value.shape == Shape::Day);
  std::string right = shown(value, language);
  if (op == Op::Near) {
    const Datum target = evaluator_.evaluate(program_.operand(node, 2));
    right = fmt::format("{} ± {}", shown(target, language), right);
  } else if (value.known() && value.shape == Shape::Amount) {
    const std::string computed = formula(evaluator_, bound, language);
    if (computed != right) right = fmt::format("{} = {}", computed, right);
  }
  return fmt::format(fmt::runtime(words.in(language)), right);
}

// ---- Values and their places
// ----------------------------------------------------------------------

auto WorkingLines::value(const Origin& origin) -> ReadValue {
  ReadValue result;
  const Label label = label_of(model_, origin.word, origin.owner);
  result.label = in_both([&](Language language) { return rendered(label, language); });
  result.where = place_of(model_, origin);
  for (Thing at = model_.thing(origin.owner); at; at = at.parent()) {
    if (at.id() == evaluator_.curriculum().programme) break;
    if (at.name().empty()) continue;
    result.of = at.title();
    break;
  }
  if (origin.entry == nullptr) return result;
  const Datum read = evaluator_.convert(origin.owner, origin.word, *origin.entry);
  result.value = in_both([&](Language language) { return shown(read, language); });
  return result;
}

/// Each entry once, where it is written; what is not given only if nothing else was read.
auto WorkingLines::values(const std::vector<Origin>& read, uint32_t index)
    -> std::vector<ReadValue> {
  std::vector<ReadValue> result;
  const auto covered = [&](const Location& where) {
    return std::ranges::any_of(result, [&](const ReadValue& other) {
      return other.where.source == where.source && other.where.span.offset <= where.span.offset &&
             where.span.end() <= other.where.span.end();
    });
  };
  for (const Origin& origin : read) {
    // What stands in a block was read too, if it matters.
    if (origin.entry == nullptr || origin.entry->kind == ValueKind::Block) continue;
    if (!covered(place_of(model_, origin))) result.push_back(value(origin));
  }
  if (result.empty()) add_evaluated(index, result);
  if (!result.empty()) return result;
  for (const Origin& origin : read) {
    if (origin.owner && !covered(place_of(model_, origin))) result.push_back(value(origin));
  }
  if (!result.empty()) return result;
  // Nothing was found on the way to what it names: that would stand in the programme.
  ReadValue& absent = result.emplace_back();
  const Label label = label_of_node(evaluator_, index);
  absent.label = in_both([&](Language language) { return rendered(label, language); });
  absent.where = model_.location(evaluator_.curriculum().programme);
  return result;
}

/// What the names below a node stand for, where no entry gives it: the courses, a first semester.
void WorkingLines::add_evaluated(uint32_t index, std::vector<ReadValue>& values) {
  const Instruction& node = program_.nodes[index];
  if (node.op == Op::Let) return add_evaluated(program_.lets[node.index].value, values);
  if (is_read(node.op)) {
    const Datum found = evaluator_.evaluate(index);
    const bool is_list = found.known() && found.shape == Shape::List;
    const uint32_t count = is_list ? evaluator_.size(found) : 1;
    for (uint32_t i = 0; i < count; ++i) {
      const Datum one = is_list ? evaluator_.at(found, i) : found;
      const bool is_thing = one.known() && one.shape == Shape::Thing;
      const ObjectId owner = is_thing ? one.object : one.origin.owner;
      if (!owner || !one.known()) continue;
      ReadValue value;
      const Label label =
          is_thing ? label_of(model_, model_.object(owner).kind) : label_of_node(evaluator_, index);
      value.label = in_both([&](Language language) { return rendered(label, language); });
      value.value = in_both([&](Language language) { return shown(one, language); });
      value.where = is_thing ? model_.location(owner) : place_of(model_, one.origin);
      values.push_back(std::move(value));
    }
    return;
  }
  const size_t last = is_step(node.op) ? std::min<size_t>(node.count, 1) : node.count;
  for (size_t i = 0; i < last; ++i) add_evaluated(program_.operand(node, i), values);
}

}  // namespace kava
