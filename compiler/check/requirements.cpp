// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/requirements.h"

#include <string>

#include "compiler/check/checker.h"
#include "compiler/model/names.h"

namespace kava {
namespace {

/// Alternatives of which one must hold. `open`: one of them is met elsewhere, or is not known.
struct Clause {
  std::vector<ObjectId> things;
  bool open = false;
};
using Clauses = std::vector<Clause>;

/// More clauses than that come from nesting that nobody can read; such a requirement is not judged.
constexpr size_t most_clauses = 256;

auto open_clause() -> Clauses { return {Clause{{}, true}}; }

/// `any of (a, all of (b, c))` is: a or b, and a or c.
auto either(const Clauses& a, const Clauses& b) -> Clauses {
  if (a.size() * b.size() > most_clauses) return open_clause();
  Clauses result;
  for (const Clause& left : a) {
    for (const Clause& right : b) {
      Clause both = left;
      both.things.insert(both.things.end(), right.things.begin(), right.things.end());
      both.open = left.open || right.open;
      result.push_back(std::move(both));
    }
  }
  return result;
}

void append(Clauses& to, Clauses from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Reads the expression of one requirement.
class Reader {
 public:
  explicit Reader(const Thing& thing)
      : model_(thing.model()), unit_(thing.unit()), scope_(thing.id()) {}

  auto clauses(uint32_t index) const -> Clauses {
    const ExpressionNode& node = unit_.expressions[index];
    switch (node.operation) {
      case Operation::Name:
      case Operation::Member: return named(path(index));
      case Operation::Literal: return literal(unit_.items[node.item]);
      case Operation::And: return combined(operands(node), true);
      case Operation::Or: return combined(operands(node), false);
      case Operation::List: return combined(operands(node), true);
      case Operation::Of: return quantified(node);
      default: return open_clause();
    }
  }

 private:
  auto operands(const ExpressionNode& node) const -> std::span<const uint32_t> {
    return std::span(unit_.operands).subspan(node.first, node.count);
  }

  auto quantified(const ExpressionNode& node) const -> Clauses {
    const auto parts = operands(node);
    if (parts.size() != 2) return open_clause();
    const ExpressionNode& quantifier = unit_.expressions[parts[0]];
    const ExpressionNode& list = unit_.expressions[parts[1]];
    if (quantifier.operation != Operation::Name) return open_clause();
    const std::string_view word = unit_.view(quantifier.slice);
    if (word != "any" && word != "all") return open_clause();
    if (list.operation != Operation::List) return clauses(parts[1]);
    // `any of (a, b)`: the parentheses make a list of their own.
    const ExpressionNode* inner = &list;
    while (inner->count == 1) {
      const ExpressionNode& only = unit_.expressions[unit_.operands[inner->first]];
      if (only.operation != Operation::List) break;
      inner = &only;
    }
    return combined(operands(*inner), word == "all");
  }

  auto combined(std::span<const uint32_t> nodes, bool all) const -> Clauses {
    Clauses result;
    for (const uint32_t node : nodes) {
      if (all || result.empty()) append(result, clauses(node));
      else result = either(result, clauses(node));
    }
    return result;
  }

  auto literal(const Value& value) const -> Clauses {
    if (value.kind != ValueKind::Reference || !value.object) return open_clause();
    return {Clause{{value.object}, false}};
  }

  auto named(const std::string& name) const -> Clauses {
    static constexpr Word kinds[] = {Word::course, Word::programme, Word::assessment};
    if (!model_.names) return open_clause();
    const ObjectId id = model_.names->find(scope_.unit, scope_.index, kinds, name);
    if (!id) return open_clause();
    return {Clause{{id}, false}};
  }

  auto path(uint32_t index) const -> std::string {
    const ExpressionNode& node = unit_.expressions[index];
    const std::string last(unit_.view(node.slice));
    if (node.operation != Operation::Member || node.count == 0) return last;
    return path(unit_.operands[node.first]) + '.' + last;
  }

  const Model& model_;
  const Unit& unit_;
  ObjectId scope_;
};

auto clauses_of(const Thing& thing, const Cell& cell) -> Clauses {
  if (!cell.known()) return open_clause();
  if (cell.kind() == ValueKind::Expression) return Reader(thing).clauses(cell.value().expression);
  if (cell.kind() == ValueKind::Reference && cell.thing())
    return {Clause{{cell.thing().id()}, false}};
  return open_clause();
}

}  // namespace

auto requirements_of(const Thing& thing) -> std::vector<Requirement> {
  std::vector<Requirement> result;
  for (const Word word : {Word::requires_, Word::corequires}) {
    each(thing, word, [&](const Cell& cell) {
      for (Clause& clause : clauses_of(thing, cell)) {
        if (clause.open) continue;
        const auto is_course = [&](ObjectId id) {
          return thing.model().object(id).kind == Word::course;
        };
        if (!std::ranges::all_of(clause.things, is_course)) continue;
        result.push_back({std::move(clause.things), word == Word::corequires, cell.location()});
      }
    });
  }
  return result;
}

auto hard_requirements_of(const Thing& thing) -> std::vector<Requires> {
  std::vector<Requires> result;
  each(thing, Word::requires_, [&](const Cell& cell) {
    for (const Clause& clause : clauses_of(thing, cell)) {
      if (!clause.open && clause.things.size() == 1) {
        result.push_back({clause.things[0], cell.location()});
      }
    }
  });
  return result;
}

}  // namespace kava
