// SPDX-License-Identifier: Apache-2.0
#include "compiler/rules/evaluate.h"

#include <map>

#include "compiler/rules/compile.h"
#include "compiler/rules/evaluator.h"
#include "compiler/rules/judgement.h"

namespace kava {

struct Formulas::State {
  struct Entered {
    uint32_t slot;
    Datum list;
  };
  State(std::shared_ptr<const World> shared, std::shared_ptr<Program> compiled)
      : world(std::move(shared)), program(std::move(compiled)), evaluator(*world) {}

  std::shared_ptr<const World> world;
  std::shared_ptr<Program> program;
  std::string module;                            ///< From which names are seen.
  std::unique_ptr<ExpressionCompiler> compiler;  ///< None in a fork.
  Evaluator evaluator;
  std::map<uint32_t, Entered> lists;  ///< By node of the list.
};

auto make_world(const Model& model) -> std::shared_ptr<const World> {
  return std::make_shared<World>(model);
}

Formulas::Formulas(std::unique_ptr<State> state) : state_(std::move(state)) {}
Formulas::~Formulas() = default;
Formulas::Formulas(Formulas&&) noexcept = default;

Formulas::Formulas(std::shared_ptr<const World> world, uint32_t unit, Word root,
                   Diagnostics& diagnostics)
    : state_(std::make_unique<State>(std::move(world), std::make_shared<Program>())) {
  State& state = *state_;
  state.module = state.world->model().units[unit].module;
  state.compiler =
      std::make_unique<ExpressionCompiler>(*state.world, unit, *state.program, diagnostics);
  state.compiler->add_root(state.world->model().schema.spelling(root), StaticType::thing(root));
  // Inside a form for an offering its programme has its name too.
  if (root == Word::offering)
    state.compiler->add_root("programme", StaticType::thing(Word::programme));
}

auto Formulas::compile(const Value& value) -> Formula {
  const bool failed_before = state_->program->failed;
  state_->program->failed = false;
  const uint32_t node = state_->compiler->compile(value);
  const bool failed = state_->program->failed;
  state_->program->failed = failed || failed_before;
  return failed ? Formula() : Formula{node};
}

auto Formulas::enter(std::string_view name, const Value& list) -> Formula {
  const auto each = state_->compiler->add_each(name, list);
  state_->lists[each.list] = {each.slot, {}};
  return {each.list};
}

void Formulas::leave() { state_->compiler->drop_name(); }

void Formulas::begin(const Curriculum& curriculum, const Thing& root) {
  Evaluator& evaluator = state_->evaluator;
  evaluator.judge(curriculum);
  evaluator.start(*state_->program);
  Datum roots[2];
  if (root) {
    roots[0] = Datum::of_object(Shape::Thing, root.id());
    roots[0].origin.owner = root.id();
  } else {
    roots[0] = Datum::missing(kava::State::Absent, {curriculum.programme, Word::offering, nullptr});
  }
  roots[1] = Datum::of_object(Shape::Thing, curriculum.programme);
  roots[1].origin.owner = curriculum.programme;
  evaluator.set_roots(roots);
}

namespace {

auto quantity_of(const World& world, const Datum& value) -> std::optional<Quantity> {
  if (value.shape != Shape::Amount) return std::nullopt;
  const Measures& measures = world.measures();
  Measure shown = value.shown;
  if (!value.units.none() && measures.base(shown) != value.units.over[0]) {
    shown = static_cast<Measure>(value.units.over[0]);
  }
  return Quantity{value.number / measures.factor(shown), shown};
}

class Answering {
 public:
  Answering(const Evaluator& evaluator, Answers& answers)
      : evaluator_(evaluator), model_(evaluator.world().model()), answers_(answers) {}

  void add(const Datum& value) {
    if (value.shape == Shape::List && value.known()) {
      for (uint32_t i = 0; i < evaluator_.size(value); ++i) add(evaluator_.at(value, i));
      return;
    }
    if (value.known()) answers_.values.push_back(answer(value));
    else if (value.state == State::InError) answers_.state = AnswerState::InError;
    else if (value.state != State::Absent) {
      unknown_ = true;
      const Value* entry = value.origin.entry;
      if (entry != nullptr && entry->kind == ValueKind::Unknown && !answers_.unknown.source) {
        answers_.unknown = {model_.units[value.origin.owner.unit].source, entry->span};
      }
    }
  }

  void finish() {
    if (!answers_.values.empty()) return;
    if (answers_.state == AnswerState::InError) return;
    answers_.state = unknown_ ? AnswerState::Unknown : AnswerState::Absent;
  }

 private:
  auto answer(const Datum& value) -> Answer {
    Answer result;
    if (value.origin.owner) result.owner = model_.thing(value.origin.owner);
    if (value.origin.entry != nullptr) {
      result.cell = Cell(&model_, value.origin.owner.unit, value.origin.entry);
    }
    switch (value.shape) {
      case Shape::Truth:
        result.kind = Answer::Kind::Truth;
        result.truth = value.truth;
        break;
      case Shape::Amount:
        result.kind = Answer::Kind::Amount;
        result.lower = result.upper = quantity_of(evaluator_.world(), value);
        break;
      case Shape::Range: range(value, result); break;
      case Shape::Text:
        result.kind = Answer::Kind::Text;
        result.text = value.text;
        break;
      case Shape::Localised:
        result.kind = Answer::Kind::Localised;
        result.localised = Cell(&model_, value.unit, value.written).localised();
        break;
      case Shape::Day:
        result.kind = Answer::Kind::Day;
        result.date = value.date;
        break;
      case Shape::Term:
        result.kind = Answer::Kind::Term;
        result.cell = Cell(&model_, value.unit, value.written);
        break;
      case Shape::Concept:
      case Shape::Thing:
        result.kind = value.shape == Shape::Concept ? Answer::Kind::Concept : Answer::Kind::Thing;
        result.thing = model_.thing(value.object);
        break;
      case Shape::Other:
        if (value.written != nullptr) {
          result.text = Cell(&model_, value.unit, value.written).text();
        }
        break;
      case Shape::Nothing:
      case Shape::List: break;
    }
    return result;
  }

  void range(const Datum& value, Answer& result) {
    result.kind = Answer::Kind::Range;
    result.lower = quantity_of(evaluator_.world(), evaluator_.at(value, 0));
    result.upper = quantity_of(evaluator_.world(), evaluator_.at(value, 1));
  }

  const Evaluator& evaluator_;
  const Model& model_;
  Answers& answers_;
  bool unknown_ = false;
};

}  // namespace

auto Formulas::evaluate(Formula formula) -> Answers {
  Answers result;
  if (!formula) {
    result.state = AnswerState::InError;
    return result;
  }
  Evaluator& evaluator = state_->evaluator;
  Datum value = evaluator.evaluate(formula.node);
  const StaticType& type = state_->program->nodes[formula.node].type;
  result.joined = state_->program->nodes[formula.node].op == Op::Joined;
  Answering answering(evaluator, result);
  if (type.sort == Sort::Thing || !value.known()) {
    answering.add(value);
  } else if (value.shape == Shape::List) {
    // What stands before the blocks of a list: the kinds of documents, the titles of materials.
    for (uint32_t i = 0; i < evaluator.size(value); ++i) {
      for (const Datum& main : evaluator.main_values(evaluator.at(value, i))) answering.add(main);
    }
  } else {
    for (const Datum& main : evaluator.main_values(value)) answering.add(main);
  }
  answering.finish();
  return result;
}

auto Formulas::where_written(Formula formula) const -> WrittenAs {
  return formula ? kava::where_written(*state_->world, *state_->program, formula.node)
                 : WrittenAs();
}

auto Formulas::choices(Formula formula) const -> Things {
  if (!formula) return {};
  const StaticType& type = state_->program->nodes[formula.node].type;
  if (type.sort != Sort::Concept || type.of == Word::none) return {};
  const Model& model = state_->world->model();
  const ObjectId vocabulary =
      state_->world->declaration(Word::vocabulary, model.schema.spelling(type.of), state_->module);
  return vocabulary ? model.thing(vocabulary).things(Word::concept_) : Things();
}

auto Formulas::count(Formula list) -> size_t {
  const auto found = state_->lists.find(list.node);
  if (found == state_->lists.end()) return 0;
  const Datum value = state_->evaluator.evaluate(list.node);
  found->second.list = value;
  return value.known() && value.shape == Shape::List ? state_->evaluator.size(value) : 0;
}

void Formulas::select(Formula list, size_t element) {
  const auto found = state_->lists.find(list.node);
  if (found == state_->lists.end()) return;
  const auto& [slot, elements] = found->second;
  state_->evaluator.bind(slot, state_->evaluator.at(elements, static_cast<uint32_t>(element)));
}

auto Formulas::fork() const -> Formulas {
  auto state = std::make_unique<State>(state_->world, state_->program);
  state->lists = state_->lists;
  state->module = state_->module;
  return Formulas(std::move(state));
}

}  // namespace kava
