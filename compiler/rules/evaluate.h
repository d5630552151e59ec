// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"
#include "compiler/rules/where_written.h"

/// Expressions outside rules: the values of forms and the texts with `{…}` in them. They are
/// compiled once and evaluated for one thing after another, with the same names as in rules.
namespace kava {

class Evaluator;
class World;
struct Program;
struct Datum;

/// What an expression gave, ready to be shown.
struct Answer {
  enum class Kind : uint8_t {
    Truth,
    Amount,
    Range,  ///< `lower` and `upper`; an open end is empty.
    Text,
    Localised,
    Day,
    Term,     ///< `cell`
    Concept,  ///< `thing`
    Thing,    ///< `thing`: a declaration or block
  };
  Kind kind = Kind::Text;
  bool truth = false;
  std::optional<Quantity> lower, upper;  ///< Of an amount: the same twice.
  std::string text;
  LocalisedText localised;
  Date date;
  Thing thing;
  Cell cell;    ///< As it was written, if it was.
  Thing owner;  ///< The declaration or block in which it was written, if it was.
};

enum class AnswerState : uint8_t { Known, Absent, Unknown, InError };

struct Answers {
  AnswerState state = AnswerState::Known;
  bool joined = false;         ///< A text with `{…}`: the values are its pieces, in turn.
  Location unknown;            ///< Of the first `?`, if the state is Unknown and one stands there.
  std::vector<Answer> values;  ///< None if the state is not Known; an empty list is Absent.
};

/// Handle of a compiled expression.
struct Formula {
  uint32_t node = UINT32_MAX;
  explicit operator bool() const { return node != UINT32_MAX; }
};

/// Compiles and evaluates the expressions of one form. Compiling reports mistakes at their place;
/// evaluating never reports. Evaluating is not for several threads at once: `fork` gives another
/// one its own.
class Formulas {
 public:
  /// `world` is what `make_world` gave. `unit` is the file of the form, from which names are seen;
  /// `root` the kind that it is for, which is also the name of its root (`programme`).
  Formulas(std::shared_ptr<const World> world, uint32_t unit, Word root, Diagnostics& diagnostics);
  ~Formulas();
  Formulas(Formulas&&) noexcept;

  /// A value as it stands in a form: an expression, or a text, which may hold `{…}`.
  auto compile(const Value& value) -> Formula;
  /// The list of an `each NAME in LIST`; until `leave`, NAME is one of its elements.
  auto enter(std::string_view name, const Value& list) -> Formula;
  void leave();

  /// For the thing of one curriculum that the form is for; an empty one reads as absent.
  void begin(const Curriculum& curriculum, const Thing& root);
  auto evaluate(Formula formula) -> Answers;
  /// Where the author writes the first field that the expression reads.
  auto where_written(Formula formula) const -> WrittenAs;
  /// All concepts of the vocabulary that the values are of; none if they are of none.
  auto choices(Formula formula) const -> Things;
  /// How many elements the list of an `enter` has; 0 also if it cannot be had.
  auto count(Formula list) -> size_t;
  /// Makes the name of an `enter` the element with that number.
  void select(Formula list, size_t element);
  auto fork() const -> Formulas;

 private:
  struct State;
  explicit Formulas(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// What all forms share. The model must outlive it.
auto make_world(const Model& model) -> std::shared_ptr<const World>;

}  // namespace kava
