// SPDX-License-Identifier: Apache-2.0
// Courses, and programmes, that require one another: nobody can begin.
#include <algorithm>

#include "compiler/check/checker.h"
#include "compiler/check/requirements.h"

namespace kava {
namespace {

/// Longer cycles are told by their shortest way round; the names of this many are shown.
constexpr size_t shown_names = 8;

/// What requires what: only things that require something are nodes.
class Requiring {
 public:
  Requiring(const Model& model, const Facts& facts) {
    for (uint32_t unit = 0; unit < facts.requiring.size(); ++unit) {
      for (const uint32_t index : facts.requiring[unit]) {
        auto requirements = hard_requirements_of(model.thing({unit, index}));
        if (!requirements.empty()) nodes_.push_back({{unit, index}, std::move(requirements)});
      }
    }
    for (Node& node : nodes_) {
      std::erase_if(node.requirements,
                    [&](const Requires& edge) { return index_of(edge.thing) == none; });
    }
  }

  static constexpr uint32_t none = UINT32_MAX;
  auto size() const -> uint32_t { return static_cast<uint32_t>(nodes_.size()); }
  auto id(uint32_t node) const -> ObjectId { return nodes_[node].id; }
  auto requirements(uint32_t node) const -> const std::vector<Requires>& {
    return nodes_[node].requirements;
  }
  auto index_of(ObjectId id) const -> uint32_t {
    const auto found = std::ranges::lower_bound(nodes_, id, {}, &Node::id);
    if (found == nodes_.end() || found->id != id) return none;
    return static_cast<uint32_t>(found - nodes_.begin());
  }

  /// The shortest way from a node back to itself: the edges in order; empty if there is none.
  auto way_round(uint32_t start) const -> std::vector<Requires> {
    struct Visit {
      uint32_t node, before;
      Requires edge;
    };
    std::vector<Visit> queue{{start, none, {}}};
    std::vector<uint32_t> seen;
    for (uint32_t at = 0; at < queue.size(); ++at) {
      for (const Requires& edge : requirements(queue[at].node)) {
        const uint32_t next = index_of(edge.thing);
        if (next == start) {
          std::vector<Requires> way{edge};
          for (uint32_t i = at; queue[i].before != none; i = queue[i].before) {
            way.push_back(queue[i].edge);
          }
          std::ranges::reverse(way);
          return way;
        }
        if (std::ranges::find(seen, next) != seen.end()) continue;
        seen.push_back(next);
        queue.push_back({next, at, edge});
      }
    }
    return {};
  }

  /// Leaves out, again and again, what requires nothing that is left: what remains leads to a
  /// cycle.
  auto leading_to_cycles() const -> std::vector<bool> {
    std::vector<uint32_t> open(size());
    std::vector<std::vector<uint32_t>> required_by(size());
    std::vector<uint32_t> done;
    for (uint32_t i = 0; i < size(); ++i) {
      open[i] = static_cast<uint32_t>(requirements(i).size());
      if (open[i] == 0) done.push_back(i);
      for (const Requires& edge : requirements(i)) required_by[index_of(edge.thing)].push_back(i);
    }
    std::vector<bool> left(size(), true);
    while (!done.empty()) {
      const uint32_t node = done.back();
      done.pop_back();
      left[node] = false;
      for (const uint32_t other : required_by[node]) {
        if (--open[other] == 0) done.push_back(other);
      }
    }
    return left;
  }

 private:
  struct Node {
    ObjectId id;
    std::vector<Requires> requirements;
  };

  std::vector<Node> nodes_;  ///< In order of their ids.
};

void report_cycle(Checker& checker, const Requiring& graph, uint32_t start,
                  const std::vector<Requires>& way) {
  const Model& model = checker.model;
  const auto quoted = [&](ObjectId id) { return "`" + std::string(model.thing(id).name()) + "`"; };
  std::string words = quoted(graph.id(start));
  for (size_t i = 0; i < way.size(); ++i) {
    const bool left_out = i + 1 < way.size() && i + 1 > shown_names;
    if (!left_out) words += " → " + quoted(way[i].thing);
    else if (i == shown_names) words += " → …";
  }
  Report& report = checker.report(way.front().where, diag::requires_cycle, Text{words});
  for (size_t i = 1; i < way.size() && i < shown_names; ++i) {
    report.note(way[i].where, message(diag::requires_here, name(model.thing(way[i - 1].thing)),
                                      name(model.thing(way[i].thing))));
  }
}

}  // namespace

void check_cycles(Checker& checker) {
  const Requiring graph(checker.model, checker.facts);
  const std::vector<bool> left = graph.leading_to_cycles();
  for (uint32_t node = 0; node < graph.size(); ++node) {
    if (!left[node] || checker.facts.has(graph.id(node), Facts::InCycle)) continue;
    const std::vector<Requires> way = graph.way_round(node);
    if (way.empty()) continue;  // It leads to a cycle and is not on one.
    bool told = false;
    for (const Requires& edge : way) {
      told = told || checker.facts.has(edge.thing, Facts::InCycle);
      checker.facts.set(edge.thing, Facts::InCycle);
    }
    // Cycles that share a course may have one cause; the other is told when the first is mended.
    if (told) continue;
    const Unit& unit = checker.model.units[graph.id(node).unit];
    if (!unit.only_for_names) report_cycle(checker, graph, node, way);
  }
}

}  // namespace kava
