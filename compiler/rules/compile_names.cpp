// SPDX-License-Identifier: Apache-2.0
// What a name in an expression means: an element's field, a variable, a root, or a code.
#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/model/names.h"
#include "compiler/rules/compile.h"

namespace kava {

auto ExpressionCompiler::vocabulary_named(std::string_view name) const -> ObjectId {
  const Model& model = world_.model();
  if (model.names) {
    if (const ObjectId seen = model.names->find_vocabulary(unit_index_, name)) return seen;
  }
  return world_.declaration(Word::vocabulary, name, model.units[unit_index_].module);
}

auto ExpressionCompiler::vocabulary_of(const StaticType& found) const -> ObjectId {
  if (found.sort != Sort::Concept || found.of == Word::none) return {};
  return vocabulary_named(schema().spelling(found.of));
}

auto ExpressionCompiler::expected_by(const StaticType& other) const -> Expected {
  if (other.sort == Sort::Thing) {
    const Kind* kind = core_kind(other.of);
    return {{}, kind != nullptr && kind->top_level ? other.of : Word::none};
  }
  return {vocabulary_of(other), Word::none};
}

/// `registration.through = meta_campus`: the declaration that the other side may be.
auto ExpressionCompiler::declared(Expected expected, std::string_view path, Span span) -> uint32_t {
  const Model& model = world_.model();
  if (expected.kind == Word::none || path.empty() || !model.names) return no_node;
  const ObjectId found = model.names->find(unit_index_, 0, expected.kind, path);
  if (!found) return no_node;
  Datum value = Datum::of_object(Shape::Thing, found);
  value.origin.owner = found;
  return add_constant(value, StaticType::thing(expected.kind), span);
}

/// `estonia.taltech` of the members that it is read as; empty if it is more than names.
auto ExpressionCompiler::dotted(Expression e) const -> std::string {
  const std::string name(unit_->view(e.slice));
  if (e.operation == Operation::Name) return name;
  if (e.operation != Operation::Member) return {};
  const std::string prefix = dotted(unit_->expressions[operand_of(e, 0)]);
  return prefix.empty() ? prefix : prefix + '.' + name;
}

auto ExpressionCompiler::code(ObjectId vocabulary, std::string_view written, Span span)
    -> uint32_t {
  const Model& model = world_.model();
  ObjectId found = world_.concept_of(vocabulary, written);
  if (!found && model.names) found = model.names->find_code(unit_index_, vocabulary, written);
  const std::string_view list = model.thing(vocabulary).name();
  if (!found) {
    const auto codes = world_.codes(vocabulary);
    report(span, diag::rule_unknown_code, suggestion(written, codes), Name{std::string(written)},
           Name{std::string(list)});
    return failed(span);
  }
  const Datum value = Datum::of_object(Shape::Concept, found);
  return add_constant(value, {Sort::Concept, false, schema().word(list), Word::none, {}}, span);
}

auto ExpressionCompiler::suggestion(std::string_view name,
                                    std::span<const std::string_view> candidates) const
    -> std::string_view {
  return nearest(name, candidates);
}

auto ExpressionCompiler::found_name(std::string_view name, Span span) -> uint32_t {
  for (auto element = elements_.rbegin(); element != elements_.rend(); ++element) {
    if (const uint32_t found = member_of(*element, name, span); found != no_node) return found;
  }
  for (auto variable = variables_.rbegin(); variable != variables_.rend(); ++variable) {
    if (variable->name != name) continue;
    if (name == "offering") program_.reads.offering = true;
    // A node of its own, so that it can be pointed at.
    Instruction copy = node(variable->node);
    copy.span = span;
    program_.nodes.push_back(copy);
    return static_cast<uint32_t>(program_.nodes.size() - 1);
  }
  if (opened_ != no_node) {
    if (const uint32_t found = member_of(opened_, name, span); found != no_node) return found;
  }
  for (size_t i = 0; i < outer_.size(); ++i) {
    if (outer_[i].name != name) continue;
    const OuterLet let = outer_[i];
    outer_.erase(outer_.begin() + static_cast<std::ptrdiff_t>(i));
    // The `let`s of a regulation do not see the elements around the place where they are used.
    std::vector<uint32_t> around;
    around.swap(elements_);
    add_let(let.name, let.value);
    around.swap(elements_);
    return found_name(name, span);
  }
  return no_node;
}

auto ExpressionCompiler::name(Expression e, Expected expected) -> uint32_t {
  const std::string_view written = unit_->view(e.slice);
  if (const uint32_t found = found_name(written, e.span); found != no_node) return found;
  if (expected.vocabulary) return code(expected.vocabulary, written, e.span);
  if (const uint32_t found = declared(expected, written, e.span); found != no_node) return found;
  return unknown_name(written, e.span, expected);
}

auto ExpressionCompiler::unknown_name(std::string_view written, Span span, Expected expected)
    -> uint32_t {
  std::vector<std::string_view> candidates;
  for (const uint32_t element : elements_) {
    const auto names = names_of(type(element).kind());
    candidates.insert(candidates.end(), names.begin(), names.end());
  }
  for (const Variable& variable : variables_) candidates.push_back(variable.name);
  if (opened_ != no_node) {
    const auto names = names_of(type(opened_).kind());
    candidates.insert(candidates.end(), names.begin(), names.end());
  }
  if (expected.vocabulary) {
    const auto codes = world_.codes(expected.vocabulary);
    candidates.insert(candidates.end(), codes.begin(), codes.end());
  }
  if (expected.kind != Word::none && world_.model().names) {
    const auto names = world_.model().names->visible(unit_index_, 0, expected.kind);
    candidates.insert(candidates.end(), names.begin(), names.end());
  }
  report(span, diag::rule_unknown_name, suggestion(written, candidates),
         Name{std::string(written)});
  return failed(span);
}

// ---- Members
// --------------------------------------------------------------------------------------

auto ExpressionCompiler::member(Expression e, Expected expected) -> uint32_t {
  const uint32_t owner_index = operand_of(e, 0);
  const ExpressionNode& owner = unit_->expressions[owner_index];
  const std::string_view written = unit_->view(e.slice);
  if (owner.operation == Operation::Name) {
    const std::string_view first = unit_->view(owner.slice);
    if (found_name(first, owner.span) == no_node) {
      // `isced.0613`: a vocabulary and a code.
      if (const ObjectId vocabulary = vocabulary_named(first)) {
        return code(vocabulary, written, e.span);
      }
      if (const uint32_t thing = declared(expected, dotted(e), e.span); thing != no_node)
        return thing;
    }
  }
  const uint32_t object = expression(owner_index);
  if (type(object).sort == Sort::Error) return failed(e.span);
  if (const uint32_t found = member_of(object, written, e.span); found != no_node) return found;
  if (const uint32_t found = plain_step(written, object, e.span); found != no_node) return found;
  return unknown_member(object, written, e.span);
}

auto ExpressionCompiler::names_of(Word kind) const -> std::vector<std::string_view> {
  std::vector<std::string_view> result;
  for (const Field* field : schema().fields_of(kind))
    result.push_back(schema().spelling(field->word));
  for (const DerivedRow& row : derived_names()) {
    if (row.kind == kind) result.push_back(row.name);
  }
  return result;
}

auto ExpressionCompiler::unknown_member(uint32_t owner, std::string_view written, Span span)
    -> uint32_t {
  const StaticType found = type(owner);
  const Word kind = found.kind();
  const auto names = names_of(kind);
  const auto length = static_cast<uint32_t>(written.size());
  const Span word{span.end() - length, length};
  const std::string_view of = kind == Word::none ? "" : schema().spelling(kind);
  if (kind == Word::none) {
    report(word, diag::rule_unknown_step, {}, Name{std::string(written)});
  } else {
    report(word, diag::rule_unknown_field, suggestion(written, names), Name{std::string(written)},
           Name{std::string(of)});
  }
  return failed(span);
}

namespace {

/// Words that read better than `value` for what stands before a block.
auto main_word(Word kind, std::string_view name) -> bool {
  return (name == "kind" && (kind == Word::assessment || kind == Word::quality_assurance ||
                             kind == Word::activity || kind == Word::registry)) ||
         (name == "date" && kind == Word::done) || (name == "number" && kind == Word::semester);
}

auto has_hours(Word kind) -> bool {
  return kind == Word::programme || kind == Word::course || kind == Word::topic ||
         kind == Word::activity;
}

}  // namespace

/// A field or derived name of what a node gives; `no_node` if it has none of that name.
auto ExpressionCompiler::member_of(uint32_t owner, std::string_view name, Span span) -> uint32_t {
  const StaticType found = type(owner);
  // `hours.contact`: which part, of the same owner.
  if (node(owner).op == Op::Hours && node(owner).word == Word::total) {
    const Field* part = field_named(schema(), Word::hours, name);
    if (part == nullptr || part->word == Word::value) return no_node;
    Instruction copy = node(owner);
    copy.word = part->word;
    copy.span = span;
    copy.type.block = Word::none;
    program_.nodes.push_back(copy);
    return static_cast<uint32_t>(program_.nodes.size() - 1);
  }
  const Word kind = found.kind();
  if (kind != Word::none) {
    if (const DerivedRow* row = derived_name(kind, name))
      return derived_of(owner, *row, name, span);
    if (const uint32_t field = field_of(owner, kind, name, span); field != no_node) return field;
  }
  const bool dated = found.sort == Sort::Term || found.sort == Sort::Day;
  if (dated && !found.list && name == "season") return season(owner, span);
  if (found.sort == Sort::Localised && name.size() <= 3) {
    program_.patterns.emplace_back(name);
    const uint32_t result = add(Op::InLanguage, StaticType::of_sort(Sort::Text), span, {{owner}});
    node(result).index = static_cast<uint32_t>(program_.patterns.size() - 1);
    return result;
  }
  return found.list ? by_key(owner, name, span) : no_node;
}

auto ExpressionCompiler::field_of(uint32_t owner, Word kind, std::string_view name, Span span)
    -> uint32_t {
  const Field* field = field_named(schema(), kind, name);
  if (field == nullptr && main_word(kind, name)) field = schema().field(kind, Word::value);
  if (field == nullptr) return no_node;
  const bool over_list = type(owner).list;
  StaticType found = type_of(schema(), *field);
  if (field->word == Word::credits && (kind == Word::programme || kind == Word::course)) {
    program_.reads.credits = true;
  }
  if (field->word == Word::course) program_.reads.courses = true;
  const bool is_hours = field->word == Word::hours && has_hours(kind);
  if (is_hours) found = StaticType::amount(dimension_of(Word::time));
  found.list = found.list || over_list;
  const uint32_t result = add(is_hours ? Op::Hours : Op::Field, found, span, {{owner}});
  Instruction& made = node(result);
  made.word = is_hours ? Word::total : field->word;
  made.adds_up = node(owner).adds_up;
  made.distinct = node(owner).distinct;
  if (is_hours) {
    program_.reads.hours = true;
    made.type.block = Word::hours;
    // A programme may have the hours of its courses: a sum over the path.
    if (kind == Word::programme) made.on_path = made.is_atom = true;
  }
  return result;
}

auto ExpressionCompiler::derived_of(uint32_t owner, const DerivedRow& row, std::string_view name,
                                    Span span) -> uint32_t {
  StaticType found = row.type;
  Word word = row.word;
  if (found.sort == Sort::Error) {
    const Field* field =
        word != Word::none ? schema().field(row.kind, word) : field_named(schema(), row.kind, name);
    // What is gathered from courses may be a field of theirs alone: `programme.lecturers`.
    if (field == nullptr && row.derived == Derived::gathered)
      field = schema().field(Word::course, word);
    if (field == nullptr) return no_node;
    found = type_of(schema(), *field);
    word = field->word;
  }
  if (word == Word::course || row.on_path) program_.reads.courses = true;
  if (row.derived == Derived::serves || row.derived == Derived::outcome_groups) {
    program_.reads.courses = true;
  }
  if (row.derived == Derived::price_total) program_.reads.credits = true;
  const bool over_list = type(owner).list;
  found.list = found.list || over_list;
  const uint32_t result = add(Op::Derived, found, span, {{owner}});
  Instruction& made = node(result);
  made.derived = row.derived;
  made.word = word;
  made.adds_up = row.on_path ? row.adds_up && !node(owner).on_path : node(owner).adds_up;
  made.distinct = row.distinct || node(owner).distinct;
  made.on_path = made.on_path || row.on_path;
  return result;
}

/// `registry.ehis`, `steps.approved`: the element with that code or name.
auto ExpressionCompiler::by_key(uint32_t owner, std::string_view name, Span span) -> uint32_t {
  const StaticType found = type(owner);
  if (found.kind() == Word::done) {
    program_.patterns.emplace_back(name);
    const uint32_t result = add(Op::ByName, found.element(), span, {{owner}});
    node(result).index = static_cast<uint32_t>(program_.patterns.size() - 1);
    return result;
  }
  // `identifiers.registry_code`: a scheme before a text.
  if (node(owner).op == Op::Field && node(owner).word == Word::identifier) {
    program_.patterns.emplace_back(name);
    const uint32_t result = add(Op::ByName, StaticType::of_sort(Sort::Text), span, {{owner}});
    node(result).index = static_cast<uint32_t>(program_.patterns.size() - 1);
    return result;
  }
  const ObjectId vocabulary = vocabulary_of(found);
  const ObjectId wanted = vocabulary ? world_.concept_of(vocabulary, name) : ObjectId();
  if (!wanted) return no_node;
  const uint32_t result = add(Op::ByCode, found.element(), span, {{owner}});
  node(result).index = static_cast<uint32_t>(program_.constants.size());
  program_.constants.push_back(Datum::of_object(Shape::Concept, wanted));
  return result;
}

auto ExpressionCompiler::word_list(Expression e) -> std::optional<uint32_t> {
  std::string_view written;
  if (e.operation == Operation::Name) written = unit_->view(e.slice);
  if (written.empty() || found_name(written, e.span) != no_node) return std::nullopt;
  const Model& model = world_.model();
  ObjectId found;
  if (model.names) found = model.names->find(unit_index_, 0, Word::word_list, written);
  if (!found) found = world_.declaration(Word::word_list, written, model.units[unit_index_].module);
  if (!found) return std::nullopt;
  program_.word_sets.push_back(world_.word_set(found));
  return static_cast<uint32_t>(program_.word_sets.size() - 1);
}

}  // namespace kava
