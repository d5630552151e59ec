// SPDX-License-Identifier: Apache-2.0
// Expressions of forms and texts give values ready to be shown.
#include <gtest/gtest.h>

#include "compiler/driver/library.h"
#include "compiler/pipeline.h"
#include "compiler/rules/evaluate.h"

namespace kava {
namespace {

constexpr std::string_view definitions = R"(
form sheet for programme {
  title en "Sheet"
  section all {
    row volume    { label en "Volume";    value programme.credits }
    row hours     { label en "Hours";     value programme.hours.total in ah }
    row title     { label en "Title";     value programme.title.et }
    row missing   { label en "Missing";   value programme.aim }
    row documents { label en "Documents"; value programme.documents }
    row field     { label en "Field";     value "{programme.field.code} of ISCED-F" }
    row degree    { label en "Degree";    value programme.offered.where(origin = degree).title }
    table courses {
      each   course in programme.offered
      column { label en "Course"; value course.title }
      column { label en "Share";  value course.credits / programme.credits }
    }
  }
}
programme ethics {
  title     et "Eetika", en "Ethics"
  credits   8 ects
  field     isced.0223
  documents certificate, transcript
  course    argue, project
}
course argue   { title en "Arguing"; credits 6 ects; origin degree; hours 156 h }
course project { title en "Project"; credits 2 ects; origin continuing; hours 52 h }
)";

class Form : public testing::Test {
 protected:
  Form() {
    std::vector<Unit> units;
    units.push_back(compile_unit({SourceId{0}, "form.kava", "", definitions}, diagnostics_));
    model_ = link(std::move(units), library(), LinkOptions(), one_by_one, diagnostics_);
    formulas_ = std::make_unique<Formulas>(make_world(model_), 0, Word::programme, diagnostics_);
  }

  auto object(Word kind, std::string_view name) const -> Thing {
    for (uint32_t i = 0; i < model_.units[0].objects.size(); ++i) {
      const Thing thing = model_.thing({0, i});
      if (thing.kind() == kind && thing.name() == name) return thing;
    }
    return {};
  }

  auto value(std::string_view row) -> Answers {
    const Formula formula = formulas_->compile(object(Word::row, row)[Word::value].value());
    formulas_->begin(model_.curricula[0], model_.thing(model_.curricula[0].programme));
    return formulas_->evaluate(formula);
  }

  Diagnostics diagnostics_;
  Model model_;
  std::unique_ptr<Formulas> formulas_;
};

TEST_F(Form, GivesAnAmountInTheUnitThatWasWritten) {
  const Answers answers = value("volume");
  ASSERT_EQ(answers.values.size(), 1U);
  ASSERT_EQ(answers.values[0].kind, Answer::Kind::Amount);
  EXPECT_EQ(answers.values[0].lower->value, Rational(8));
}

TEST_F(Form, AddsUpTheHoursOfTheCoursesAndConvertsThem) {
  const Answers answers = value("hours");
  ASSERT_EQ(answers.values.size(), 1U);
  EXPECT_EQ(answers.values[0].lower->value, Rational::fraction(208 * 60, 45));
}

TEST_F(Form, ReadsATextInOneLanguage) {
  const Answers answers = value("title");
  ASSERT_EQ(answers.values.size(), 1U);
  EXPECT_EQ(answers.values[0].text, "Eetika");
}

TEST_F(Form, SaysWhatIsAbsent) {
  EXPECT_EQ(value("missing").state, AnswerState::Absent);
  EXPECT_TRUE(value("missing").values.empty());
}

TEST_F(Form, GivesTheCodesOfAList) {
  const Answers answers = value("documents");
  ASSERT_EQ(answers.values.size(), 2U);
  EXPECT_EQ(answers.values[1].thing.code(), "transcript");
}

TEST_F(Form, JoinsTheTextAroundAnExpression) {
  const Answers answers = value("field");
  EXPECT_TRUE(answers.joined);
  ASSERT_EQ(answers.values.size(), 2U);
  EXPECT_EQ(answers.values[0].text, "0223");
  EXPECT_EQ(answers.values[1].text, " of ISCED-F");
}

TEST_F(Form, MapsAFieldOverWhatWasChosen) {
  const Answers answers = value("degree");
  ASSERT_EQ(answers.values.size(), 1U);
  EXPECT_EQ(answers.values[0].localised, (LocalisedText{{"en", "Arguing"}}));
}

TEST_F(Form, GoesThroughAList) {
  const Thing table = object(Word::table, "courses");
  const Thing each = table.things(Word::each).front();
  const Formula list = formulas_->enter(each.name(), each[Word::value].value());
  const Things columns = table.things(Word::column);
  const Formula share = formulas_->compile(columns[1][Word::value].value());
  formulas_->leave();
  Formulas other = formulas_->fork();
  other.begin(model_.curricula[0], model_.thing(model_.curricula[0].programme));
  ASSERT_EQ(other.count(list), 2U);
  other.select(list, 1);
  const Answers answers = other.evaluate(share);
  ASSERT_EQ(answers.values.size(), 1U);
  EXPECT_EQ(answers.values[0].lower->value, Rational::fraction(1, 4));
}

}  // namespace
}  // namespace kava
