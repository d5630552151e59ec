// SPDX-License-Identifier: Apache-2.0
// Courses, and programmes, that require one another: nobody can begin.
#include <algorithm>
#include <unordered_set>

#include "compiler/check/checker.h"
#include "compiler/check/requirements.h"

namespace kava {
namespace {

/// Longer cycles are told by their shortest way round; the names of this many are shown.
constexpr size_t shown_names = 8;
/// From so many things of a knot the shortest way round is looked for; knots of authors are
/// smaller.
constexpr size_t tried_starts = 200;

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

  /// The shortest way from a node back to itself that has fewer than `limit` edges, in order; empty
  /// if there is none.
  auto way_round(uint32_t start, size_t limit) const -> std::vector<Requires> {
    struct Visit {
      uint32_t node, before;
      size_t edges;
      Requires edge;
    };
    std::vector<Visit> queue{{start, none, 1, {}}};
    std::unordered_set<uint32_t> seen;
    for (uint32_t at = 0; at < queue.size() && queue[at].edges < limit; ++at) {
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
        if (seen.insert(next).second) queue.push_back({next, at, queue[at].edges + 1, edge});
      }
    }
    return {};
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

/// Finds what lies on cycles that share things: nodes from each of which all others can be reached
/// (Tarjan), without recursion, as a chain of requirements may be long.
class Knots {
 public:
  explicit Knots(const Requiring& graph)
      : graph_(graph), number_(graph.size(), 0), lowest_(graph.size(), 0) {
    for (uint32_t node = 0; node < graph.size(); ++node) {
      if (number_[node] == 0) visit(node);
    }
    std::ranges::sort(found_);
  }

  /// Each with its nodes in order.
  auto found() const -> const std::vector<std::vector<uint32_t>>& { return found_; }

 private:
  struct Step {
    uint32_t node;
    size_t next_edge;
  };

  void visit(uint32_t start) {
    std::vector<Step> path{enter(start)};
    while (!path.empty()) {
      const uint32_t node = path.back().node;
      const auto& edges = graph_.requirements(node);
      if (path.back().next_edge == edges.size()) {
        path.pop_back();
        if (!path.empty()) lower(path.back().node, lowest_[node]);
        if (lowest_[node] == number_[node]) leave(node);
        continue;
      }
      const uint32_t next = graph_.index_of(edges[path.back().next_edge++].thing);
      if (number_[next] == 0) path.push_back(enter(next));
      else lower(node, number_[next]);
    }
  }

  auto enter(uint32_t node) -> Step {
    number_[node] = lowest_[node] = ++count_;
    open_.push_back(node);
    return {node, 0};
  }

  void lower(uint32_t node, uint32_t number) { lowest_[node] = std::min(lowest_[node], number); }

  /// What was entered since the node, and is open still, belongs to it.
  void leave(uint32_t node) {
    const auto first = std::ranges::find(open_.rbegin(), open_.rend(), node).base() - 1;
    std::vector<uint32_t> knot(first, open_.end());
    open_.erase(first, open_.end());
    for (const uint32_t member : knot) number_[member] = closed;
    std::ranges::sort(knot);
    const bool is_cycle = knot.size() > 1 || !graph_.way_round(node, 2).empty();
    if (is_cycle) found_.push_back(std::move(knot));
  }

  static constexpr uint32_t closed = UINT32_MAX;  ///< Lowers nothing.

  const Requiring& graph_;
  std::vector<uint32_t> number_;  ///< In order of entering, from 1.
  std::vector<uint32_t> lowest_;  ///< The first open node that can be reached.
  std::vector<uint32_t> open_;
  std::vector<std::vector<uint32_t>> found_;
  uint32_t count_ = 0;
};

/// Cycles that share a course may have one cause: the shortest one is told, the others when it is
/// mended.
void report_knot(Checker& checker, const Requiring& graph, const std::vector<uint32_t>& knot) {
  std::vector<Requires> shortest;
  uint32_t start = 0;
  size_t tried = 0;
  for (const uint32_t node : knot) {
    if (checker.model.units[graph.id(node).unit].only_for_names) continue;
    if (++tried > tried_starts && !shortest.empty()) break;
    std::vector<Requires> way =
        graph.way_round(node, shortest.empty() ? SIZE_MAX : shortest.size());
    if (way.empty()) continue;
    shortest = std::move(way);
    start = node;
  }
  if (!shortest.empty()) report_cycle(checker, graph, start, shortest);
}

}  // namespace

void check_cycles(Checker& checker) {
  const Requiring graph(checker.model, checker.facts);
  const Knots knots(graph);
  for (const std::vector<uint32_t>& knot : knots.found()) {
    for (const uint32_t node : knot) checker.facts.set(graph.id(node), Facts::InCycle);
    report_knot(checker, graph, knot);
  }
}

}  // namespace kava
