// SPDX-License-Identifier: Apache-2.0
// What is to blame for a condition that does not hold: the narrowest thing that its reader can
// mend.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/rules/judgement.h"

namespace kava {

auto place_of(const Model& model, const Origin& origin) -> Location {
  if (origin.entry == nullptr) return model.location(origin.owner);
  if (origin.entry->kind == ValueKind::Block) return model.location(origin.entry->object);
  return {model.units[origin.owner.unit].source, origin.entry->span};
}

auto label_of(const Model& model, Word word, ObjectId owner) -> Label {
  const Schema& schema = model.schema;
  const Word kind = owner ? model.object(owner).kind : Word::none;
  if (word == Word::total && (kind == Word::hours || kind == Word::none)) word = Word::hours;
  if (word == Word::value) word = kind == Word::none ? Word::kind : kind;
  const Field* field = kind == Word::none ? nullptr : schema.field(kind, word);
  if (field == nullptr && word >= Word::core_count) {
    // A declared word means the same wherever it stands.
    for (const Field& other : schema.fields()) {
      if (other.word == word) field = &other;
    }
  }
  return {std::string(schema.spelling(word)), field != nullptr ? field->labels() : LocalisedText()};
}

namespace {

auto is_read(Op op) -> bool {
  return op == Op::Field || op == Op::Derived || op == Op::Hours || op == Op::InLanguage ||
         op == Op::ByCode || op == Op::ByName || op == Op::Slot || op == Op::Convert ||
         op == Op::Least || op == Op::Most;
}

class Blamer {
 public:
  Blamer(Evaluator& evaluator, const Value* preferred)
      : evaluator_(evaluator),
        program_(evaluator.program()),
        model_(evaluator.world().model()),
        preferred_(preferred) {}

  auto condition(uint32_t index) -> Blame {
    const Instruction& node = program_.nodes[index];
    switch (node.op) {
      case Op::Let: return condition(program_.lets[node.index].value);
      case Op::And: return conjunction(node);
      case Op::Or: return condition(program_.operand(node, 0));
      case Op::Implies: return condition(program_.operand(node, 1));
      case Op::Not: return condition(program_.operand(node, 0));
      case Op::All:
      case Op::None: return element(node);
      case Op::Any: return nothing_fits(node);
      case Op::Has: return presence(node, index);
      case Op::InWords:
      case Op::ContainsAny:
      case Op::Matches:
      case Op::MultipleOf: return text_condition(node);
      default: return is_comparison(node.op) ? comparison(node) : anything(index);
    }
  }

  /// How a list or what is computed of it is called: the code that its condition asks for, the name
  /// of a `let`, the courses.
  auto list_label(uint32_t index) -> Label {
    const Instruction& node = program_.nodes[index];
    switch (node.op) {
      case Op::Let: {
        const Program::Let& let = program_.lets[node.index];
        if (const auto label = concept_label(let.value)) return *label;
        // A `let` that has the name of a word is called as that.
        const Label label{let.name, {}};
        if (rendered(label, Language::en) != let.name) return label;
        std::string name = let.name;
        std::replace(name.begin(), name.end(), '_', ' ');
        return {name, {}};
      }
      case Op::Derived: {
        for (const DerivedRow& row : derived_names()) {
          if (row.derived != node.derived || row.word != node.word || row.en.empty()) continue;
          return {std::string(row.en), {{"en", std::string(row.en)}, {"et", std::string(row.et)}}};
        }
        return label_of(model_, node.word);
      }
      case Op::Least:
      case Op::Most: return list_label(program_.operand(node, 0));
      case Op::Field:
      case Op::Hours: return label_of(model_, node.word);
      case Op::Where:
        if (const auto label = concept_label(index)) return *label;
        break;
      case Op::Sum:
        // What is summed, unless the list has a name of its own.
        if (node.count > 1 && program_.nodes[program_.operand(node, 0)].op == Op::Derived) {
          return list_label(program_.operand(node, 1));
        }
        break;
      case Op::Divide:
        if (node.word != Word::ratio) break;
        if (const auto label = concept_label(list_of_sum(program_.operand(node, 0)))) return *label;
        return label_of(model_, Word::ratio);
      default: break;
    }
    if (node.count == 0) return {"?", {}};
    return list_label(program_.operand(node, 0));
  }

 private:
  auto conjunction(const Instruction& node) -> Blame {
    for (const uint32_t part : program_.operands_of(node)) {
      if (evaluator_.evaluate(part).is_false()) return condition(part);
    }
    return condition(program_.operand(node, 0));
  }

  /// The element of an `all` or `none` that settles it, and in it what its condition reads.
  auto element(const Instruction& node) -> Blame {
    const Datum list = evaluator_.evaluate(program_.operand(node, 0));
    const uint32_t inner = program_.operand(node, 1);
    const bool wanted = node.op == Op::None;
    for (uint32_t i = 0; i < evaluator_.size(list); ++i) {
      const Datum value = evaluator_.at(list, i);
      if (!value.known()) continue;
      evaluator_.put(node.index, value);
      const Datum met = evaluator_.evaluate(inner);
      if (!met.known() || met.truth != wanted) continue;
      Blame result = condition(inner);
      if (!result.origin.owner) result.where = model_.location(value.object);
      return result;
    }
    return anything(program_.operand(node, 0));
  }

  auto nothing_fits(const Instruction& node) -> Blame {
    const uint32_t list_node = program_.operand(node, 0);
    const Datum list = evaluator_.evaluate(list_node);
    Blame result;
    result.origin = list.origin;
    result.where = list.origin.owner ? place_of(model_, list.origin) : Location();
    result.signature = words_read(list_node) + "?" + words_read(program_.operand(node, 1));
    result.message = {diag::rule_none_fits.row, {list_label(list_node)}};
    return result;
  }

  /// `has (credits in ects)` of a volume in another unit: it is there.
  auto presence(const Instruction& node, uint32_t index) -> Blame {
    const Instruction& asked = program_.nodes[program_.operand(node, 0)];
    if (asked.op != Op::Convert) return anything(index);
    const uint32_t amount = program_.operand(asked, 0);
    return direct(amount, evaluator_.evaluate(amount));
  }

  auto text_condition(const Instruction& node) -> Blame {
    const uint32_t side = program_.operand(node, 0);
    Blame result = direct(side, evaluator_.evaluate(side));
    // Two conditions on one text are two causes, unlike two bounds of one amount.
    result.signature = std::to_string(static_cast<int>(node.op)) + ':' + std::to_string(node.index);
    return result;
  }

  /// `title.length <= 80`: the text, and how long it is.
  auto length(uint32_t index, const Datum& value) -> Blame {
    const uint32_t side = program_.operand(program_.nodes[index], 0);
    Blame result = direct(side, evaluator_.evaluate(side));
    const std::string number = value.number.text();
    const LocalisedText words{{"en", number + " characters"}, {"et", number + " tähemärki"}};
    result.message = {diag::rule_count.row, {result.message.arguments.front(), words}};
    result.signature = "length";
    return result;
  }

  auto comparison(const Instruction& node) -> Blame {
    const uint32_t left = program_.operand(node, 0);
    const uint32_t right = program_.operand(node, 1);
    const Datum a = evaluator_.evaluate(left);
    const Datum b = evaluator_.evaluate(right);
    if (program_.nodes[left].op == Op::Length) return length(left, a);
    const bool reads_left = is_read(program_.nodes[left].op) && a.origin.owner;
    const bool reads_right = is_read(program_.nodes[right].op) && b.origin.owner;
    if (!reads_left && !reads_right) return computed(node, left, right);
    if (!reads_left && program_.nodes[left].op != Op::Constant) return computed(node, left, right);
    const bool prefers_right = reads_right && preferred_ != nullptr && b.origin.entry == preferred_;
    const bool blames_left = reads_left && !prefers_right;
    Blame result = blames_left ? direct(left, a) : direct(right, b);
    if (reads_left && reads_right) add_other_side(result, blames_left ? b : a);
    if (reads_left && !reads_right && program_.nodes[right].op == Op::Let) {
      result.working = working(evaluator_, node, list_label(right));
    }
    return result;
  }

  /// The other field of a contradiction, with its value.
  void add_other_side(Blame& result, const Datum& other) {
    const Datum value = evaluator_.main(other);
    if (value.origin.entry == nullptr || !value.known()) return;
    const Location where = place_of(model_, value.origin);
    if (where == result.where) return;
    result.notes.push_back(
        {where,
         {diag::rule_compared_with.row,
          {label_of(model_, value.origin.word, value.origin.owner), shown(evaluator_, value)}}});
  }

  /// A field that was read as it stands.
  auto direct(uint32_t index, const Datum& read) -> Blame {
    Datum value = read;
    if (value.shape == Shape::Thing && program_.nodes[index].type.sort != Sort::Thing) {
      value = evaluator_.main(value);
    }
    Blame result;
    result.origin = value.origin;
    if (value.shape == Shape::List && evaluator_.size(value) > 0) {
      const Datum first = evaluator_.main(evaluator_.at(value, 0));
      if (first.origin.entry != nullptr) result.origin = first.origin;
    }
    if (result.origin.word == Word::none) result.origin.word = program_.nodes[index].word;
    result.where = place_of(model_, result.origin);
    const bool several = value.shape == Shape::List;
    result.message = {
        several ? diag::rule_count.row : diag::rule_broken.row,
        {label_of(model_, result.origin.word, result.origin.owner), shown(evaluator_, value)}};
    return result;
  }

  /// A sum, a count, a `let`: the reader sees its name and its arithmetic.
  auto computed(const Instruction& node, uint32_t left, uint32_t right) -> Blame {
    uint32_t meaning = left;
    while (program_.nodes[meaning].op == Op::Let) {
      meaning = program_.lets[program_.nodes[meaning].index].value;
    }
    const Datum value = evaluator_.evaluate(left);
    const Label label = list_label(left);
    Blame result;
    result.signature = words_read(left);
    result.origin = first_origin(right);
    if (result.origin.entry == nullptr) {
      const Origin other = first_origin(left);
      if (other.entry != nullptr || !result.origin.owner) result.origin = other;
    }
    if (result.origin.owner) result.where = place_of(model_, result.origin);
    const Op op = program_.nodes[meaning].op;
    const uint16_t row = op == Op::Sum     ? diag::rule_sum.row
                         : op == Op::Count ? diag::rule_count.row
                                           : diag::rule_broken.row;
    result.message = {row, {label, shown(evaluator_, value)}};
    result.working = working(evaluator_, node, label);
    return result;
  }

  auto anything(uint32_t index) -> Blame {
    Blame result;
    result.origin = first_origin(index);
    if (result.origin.owner) result.where = place_of(model_, result.origin);
    result.signature = words_read(index);
    result.message = {diag::rule_not_met.row, {}};
    return result;
  }

  /// The first entry that a node reads; else where the first list it goes through should stand.
  auto first_origin(uint32_t index) -> Origin {
    const Instruction& node = program_.nodes[index];
    if (node.op == Op::Let) return first_origin(program_.lets[node.index].value);
    if (is_read(node.op)) {
      Datum value = evaluator_.evaluate(index);
      if (value.shape == Shape::Thing && value.known()) value = evaluator_.main(value);
      return value.origin;
    }
    Origin found;
    const size_t last = is_step(node.op) ? std::min<size_t>(node.count, 1) : node.count;
    for (size_t i = 0; i < last; ++i) {
      const Origin origin = first_origin(program_.operand(node, i));
      if (origin.entry != nullptr) return origin;
      if (!found.owner) found = origin;
    }
    return found;
  }

  /// The fields below a node, as a key: what two rules both read is one cause.
  auto words_read(uint32_t index) -> std::string {
    const Instruction& node = program_.nodes[index];
    if (node.op == Op::Let) return words_read(program_.lets[node.index].value);
    std::string result;
    for (const uint32_t part : program_.operands_of(node)) result += words_read(part);
    if (node.word != Word::none) {
      result += model_.schema.spelling(node.word);
      result += ' ';
    }
    return result;
  }

  auto list_of_sum(uint32_t index) const -> uint32_t {
    return program_.operand(program_.nodes[index], 0);
  }

  /// Of `where(origin = degree)` the label of `degree`.
  auto concept_label(uint32_t index) -> std::optional<Label> {
    const Instruction& node = program_.nodes[index];
    if (node.op != Op::Where) return std::nullopt;
    const Instruction& condition = program_.nodes[program_.operand(node, 1)];
    if (condition.op != Op::Equal) return std::nullopt;
    const Instruction& code = program_.nodes[program_.operand(condition, 1)];
    if (code.op != Op::Constant || code.type.sort != Sort::Concept) return std::nullopt;
    const Thing thing = model_.thing(program_.constants[code.index].object);
    return Label{std::string(thing.code()), thing.title()};
  }

  Evaluator& evaluator_;
  const Program& program_;
  const Model& model_;
  const Value* preferred_;  ///< The entry that the rule itself points at.
};

}  // namespace

auto label_of_node(Evaluator& evaluator, uint32_t node) -> Label {
  return Blamer(evaluator, nullptr).list_label(node);
}

auto blame(Evaluator& evaluator, uint32_t node, const Value* preferred) -> Blame {
  Blame result = Blamer(evaluator, preferred).condition(node);
  result.reads_hours = evaluator.program().reads.hours;
  return result;
}

}  // namespace kava
