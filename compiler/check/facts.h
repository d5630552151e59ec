// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/model/model.h"
#include "compiler/model/object_marks.h"

namespace kava {

/// What several passes need to know, gathered once before they run.
class Facts {
 public:
  /// Something true of one object. Set by many threads at once, read when they are done.
  enum Mark : uint8_t {
    Strict = 1,           ///< A course of a programme that is no draft: what is missing is missing.
    Assessed = 2,         ///< An outcome that some assessment assesses.
    WithCriterion = 4,    ///< … with a criterion that serves it.
    InCycle = 8,          ///< Requires itself in the end; reported.
    HoursInError = 16,    ///< A course or programme whose hours contradict each other; reported.
    CreditsInError = 32,  ///< The same of credits.
    OpenAssessment =
        64,  ///< A course or programme of which it is not known what its assessments assess.
  };

  Facts(const Model& model);

  void set(ObjectId id, Mark mark) { marks_.set(id, mark); }
  auto has(ObjectId id, Mark mark) const -> bool { return marks_.has(id, mark); }

  /// Marks what the assessments of one file assess, and keeps what requires something. One thread a
  /// file.
  void gather(const Model& model, uint32_t unit);

  /// Courses and programmes with `requires`: indices of objects, by unit.
  std::vector<std::vector<uint32_t>> requiring;

  /// Languages that the catalogue asks of every text: codes, and the same as tags of texts.
  std::vector<std::string_view> required_languages;

  /// Words at the beginning of an outcome that cannot be assessed, by language.
  struct WeakVerbs {
    std::string_view language;
    std::array<std::vector<std::string>, 256> by_first_byte;  ///< Longest first.
  };
  std::vector<WeakVerbs> weak_verbs;

 private:
  void read_word_list(const Model& model);
  void gather_assessments(const Thing& owner);

  ObjectMarks marks_;
};

/// Lower case of ASCII and of the Latin letters that Estonian and its neighbours use (those of two
/// bytes, of which `before` is the first).
auto lower_byte(unsigned char before, unsigned char c) -> unsigned char;
auto lower_case(std::string_view text) -> std::string;

}  // namespace kava
