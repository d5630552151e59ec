// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/form_format.h"

#include <fmt/format.h>

namespace kava {
namespace {

auto is_estonian(std::string_view tag) -> bool { return tag == "et" || tag.starts_with("et-"); }

/// Titles and names are what they are; all other texts of authors are CommonMark.
auto is_descriptive(const Answer& answer) -> bool {
  if (!answer.cell) return false;
  switch (answer.cell.value().word) {
    case Word::title:
    case Word::label:
    case Word::legal_name:
    case Word::name:
    case Word::code:
    case Word::url:
    case Word::homepage:
    case Word::email:
    case Word::phone: return false;
    default: return true;
  }
}

auto english_date(Date date) -> std::string {
  static constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                                "May",       "June",     "July",     "August",
                                                "September", "October",  "November", "December"};
  return fmt::format("{} {} {}", unsigned{date.day}, months[date.month - 1], date.year);
}

auto date_in(Date date, std::string_view tag) -> std::string {
  if (is_estonian(tag))
    return fmt::format("{:02}.{:02}.{}", unsigned{date.day}, unsigned{date.month}, date.year);
  return english_date(date);
}

/// A range of days, which has no amounts.
auto days_in(const Answer& answer, std::string_view tag) -> std::string {
  if (!answer.cell || answer.cell.kind() != ValueKind::Range) return {};
  const Cells ends = answer.cell.items();
  const auto first = ends[0].date(), last = ends[1].date();
  if (first && last) return fmt::format("{}–{}", date_in(*first, tag), date_in(*last, tag));
  if (first) return fmt::format("{} {}", form_words(tag).from, date_in(*first, tag));
  return last ? fmt::format("{} {}", form_words(tag).up_to, date_in(*last, tag)) : std::string();
}

auto range_in(const Model& model, const Answer& answer, std::string_view tag) -> std::string {
  if (!answer.lower && !answer.upper) return days_in(answer, tag);
  if (!answer.upper)
    return fmt::format("{} {}", form_words(tag).from, formatted(model, *answer.lower, tag));
  const std::string upper = formatted(model, *answer.upper, tag);
  if (!answer.lower) return fmt::format("{} {}", form_words(tag).up_to, upper);
  const char mark = is_estonian(tag) ? ',' : '.';
  return fmt::format("{}–{}", answer.lower->value.text(mark), upper);
}

auto term_in(const Answer& answer, std::string_view tag) -> std::string {
  const Cells parts = answer.cell.items();
  const TextInLanguage season = best_text(parts[0].thing().title(), tag);
  return fmt::format("{} {}", season.text, parts[1].value().number().text());
}

/// Where anything may be written, the word before a text is no language: `stacks towards "…"`.
auto names_language(const Thing& thing, Word word) -> bool {
  const Field* row = core_field(thing.kind(), word);
  return row == nullptr || !row->takes(TypeKind::Any);
}

/// A declaration by its title; a block by what stands before it, or by the text in it.
auto thing_in(const Model& model, const Thing& thing, std::string_view tag) -> TextInLanguage {
  for (const Word word :
       {Word::title, Word::legal_name, Word::label, Word::name, Word::text, Word::value}) {
    const Cell cell = thing[word];
    if (!cell || !cell.known()) continue;
    switch (cell.kind()) {
      case ValueKind::Text:
      case ValueKind::Localised: {
        TextInLanguage result = best_text(cell.texts(), tag);
        if (!names_language(thing, word)) result.tag = model.default_language();
        return result;
      }
      case ValueKind::Concept:
      case ValueKind::Reference: return thing_in(model, cell.thing(), tag);
      case ValueKind::Number:
      case ValueKind::Quantity:
        return {formatted(model, *cell.quantity(), tag), std::string(tag), false};
      case ValueKind::Day: return {date_in(cell.value().date, tag), std::string(tag), false};
      default: break;
    }
  }
  return {std::string(thing.name()), std::string(tag), false};
}

}  // namespace

auto form_words(std::string_view tag) -> const FormWords& {
  static constexpr FormWords english{
#define FORM_WORD(name, en, et) en,
#include "compiler/emit/form_words.def"
#undef FORM_WORD
  };
  static constexpr FormWords estonian{
#define FORM_WORD(name, en, et) et,
#include "compiler/emit/form_words.def"
#undef FORM_WORD
  };
  return is_estonian(tag) ? estonian : english;
}

auto written_text(const Answer& answer, std::string_view tag) -> std::optional<TextViewInLanguage> {
  TextViewInLanguage result{answer.text, tag};
  if (answer.kind == Answer::Kind::Localised) result = best_view(answer.localised, tag);
  else if (answer.kind != Answer::Kind::Text) return std::nullopt;
  result.descriptive = is_descriptive(answer);
  return result;
}

auto formatted(const Model& model, const Quantity& quantity, std::string_view tag) -> std::string {
  const std::string number = quantity.value.text(is_estonian(tag) ? ',' : '.');
  if (quantity.measure == Measure::none) return number;
  const MeasureRow& row = model.schema.measures[static_cast<size_t>(quantity.measure)];
  if (quantity.measure == Measure::percent) return number + '%';
  const Thing unit =
      model.thing({static_cast<uint32_t>(row.object >> 32U), static_cast<uint32_t>(row.object)});
  const Cell label = unit[Word::label];
  const std::string_view name =
      label ? best_view(label.texts(), tag).text : std::string_view(row.name);
  // A number and its unit stay on one line.
  std::string result = number + "\u00A0";
  return result += name;
}

auto formatted(const Model& model, const Answer& answer, std::string_view tag) -> TextInLanguage {
  const std::string own(tag);
  switch (answer.kind) {
    case Answer::Kind::Truth:
      return {std::string(answer.truth ? form_words(tag).yes : form_words(tag).no), own, false};
    case Answer::Kind::Amount:
      if (!answer.lower) return {"", own, false};
      return {formatted(model, *answer.lower, tag), own, false};
    case Answer::Kind::Range: return {range_in(model, answer, tag), own, false};
    case Answer::Kind::Text:
    case Answer::Kind::Localised: return written_text(answer, tag)->kept();
    case Answer::Kind::Day: return {date_in(answer.date, tag), own, false};
    case Answer::Kind::Term: return {term_in(answer, tag), own, false};
    case Answer::Kind::Concept:
    case Answer::Kind::Thing: return thing_in(model, answer.thing, tag);
  }
  return {"", own, false};
}

}  // namespace kava
