// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/where_written.h"

#include <algorithm>

namespace kava {
namespace {

/// What of it is a declaration of its own: its fields are not written where it is named.
auto stands_alone(Word kind) -> bool {
  switch (kind) {
    case Word::programme:
    case Word::offering:
    case Word::organisation:
    case Word::person:
    case Word::role:
    case Word::degree_programme:
    case Word::regulation: return true;
    default: return false;
  }
}

/// Walks from the field that is read to the root it is read of.
class Walk {
 public:
  Walk(const World& world, const Program& program) : world_(world), program_(program) {}

  auto of(uint32_t index) -> bool {
    const Instruction& node = program_.nodes[index];
    switch (node.op) {
      case Op::Root: return enter(node.type.of);
      case Op::Field: return field(node);
      case Op::Hours: return hours(node);
      case Op::Derived: return derived(node);
      case Op::ByCode:
        if (!of(program_.operand(node, 0))) return false;
        return name(world_.model().thing(program_.constants[node.index].object).code());
      case Op::ByName: return of(program_.operand(node, 0)) && name(program_.patterns[node.index]);
      case Op::InLanguage:
        if (!of(program_.operand(node, 0))) return false;
        ending_ = program_.patterns[node.index] + " \"…\"";
        return true;
      case Op::Constant:
      case Op::Slot: return false;
      default: return first_that_reads(node);
    }
  }

  auto written() const -> WrittenAs {
    std::string words;
    for (const std::string& step : steps_) words += (words.empty() ? "" : " { ") + step;
    words += ending_.empty() ? " …" : " " + ending_;
    for (size_t i = 1; i < steps_.size(); ++i) words += " }";
    return steps_.empty() ? WrittenAs() : WrittenAs{words, in_};
  }

 private:
  auto enter(Word kind) -> bool {
    steps_.clear();
    ending_.clear();
    in_ = kind;
    return true;
  }

  auto add(Word word) -> bool {
    steps_.emplace_back(world_.model().schema.spelling(word));
    return true;
  }

  auto name(std::string_view name) -> bool {
    if (!steps_.empty()) (steps_.back() += ' ') += name;
    return true;
  }

  auto first_that_reads(const Instruction& node) -> bool {
    const auto operands = program_.operands_of(node);
    return std::any_of(operands.begin(), operands.end(),
                       [&](uint32_t operand) { return of(operand) && !steps_.empty(); });
  }

  auto owner(const Instruction& node) -> bool {
    const uint32_t operand = program_.operand(node, 0);
    if (!of(operand)) return false;
    const StaticType& type = program_.nodes[operand].type;
    if (type.sort == Sort::Thing && stands_alone(type.of) && type.of != in_) return enter(type.of);
    return true;
  }

  /// What is read of a concept follows from the code, which is what is written.
  auto of_concept(const Instruction& node) const -> bool {
    const StaticType& type = program_.nodes[program_.operand(node, 0)].type;
    return type.sort == Sort::Concept && type.block == Word::none;
  }

  auto field(const Instruction& node) -> bool {
    if (!owner(node)) return false;
    return of_concept(node) || node.word == Word::value || add(node.word);
  }

  auto hours(const Instruction& node) -> bool {
    if (!owner(node) || !add(Word::hours)) return false;
    return node.word == Word::total || add(node.word);
  }

  auto derived(const Instruction& node) -> bool {
    if (!owner(node)) return false;
    if (of_concept(node) || node.word == Word::none || node.derived == Derived::institution)
      return true;
    return add(node.word);
  }

  const World& world_;
  const Program& program_;
  std::vector<std::string> steps_;
  std::string ending_;
  Word in_ = Word::none;
};

}  // namespace

auto where_written(const World& world, const Program& program, uint32_t node) -> WrittenAs {
  Walk walk(world, program);
  return walk.of(node) ? walk.written() : WrittenAs();
}

}  // namespace kava
