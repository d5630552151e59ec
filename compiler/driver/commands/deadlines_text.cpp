// SPDX-License-Identifier: Apache-2.0
// The list of deadlines as people read it, and the words that other formats share.
#include "compiler/driver/commands/deadlines.h"
#include "compiler/driver/words.h"

namespace kava {
namespace {

constexpr Words heading{"Deadlines as of {}\n", "Tähtajad seisuga {}\n"};
constexpr Words nothing{"Nothing is left to do.\n", "Midagi ei ole enam teha.\n"};
constexpr Words no_date{"no date", "kuupäeva pole"};
constexpr Words today{"today", "täna"};
constexpr Words one_day_left{"1 day left", "1 päev jäänud"};
constexpr Words days_left{"{} days left", "{} päeva jäänud"};
constexpr Words one_day_over{"overdue by 1 day", "1 päev üle tähtaja"};
constexpr Words days_over{"overdue by {} days", "{} päeva üle tähtaja"};
constexpr Words applicants{"applicants", "kandideerijad"};
constexpr Words by{"by {}", "teeb {}"};
constexpr Words by_to{"by {} to {}", "teeb {}, saab {}"};
constexpr Words to{"to {}", "saab {}"};
constexpr Words registration_ends_en_et{"Registration ends", "Registreerimine lõpeb"};
constexpr Words unknown_whether{"whether it applies is not known: `{}` is not known yet",
                                "pole teada, kas see kehtib: `{}` ei ole veel teada"};
constexpr Words unknown_day{"the day is not known: `{}` is not known yet",
                            "kuupäev pole teada: `{}` ei ole veel teada"};

auto people(const ListedDeadline& deadline, Language language) -> std::string {
  const std::string doers = doers_of(deadline, language);
  const std::string receivers = names_of(deadline.to, language);
  if (receivers.empty()) return doers.empty() ? doers : say(by, language, doers);
  return doers.empty() ? say(to, language, receivers) : say(by_to, language, doers, receivers);
}

/// By whom, on what ground, and what is not known.
auto details(const ListedDeadline& deadline, Language language) -> std::string {
  std::string result = people(deadline, language);
  if (const std::string ground = ground_of(deadline, language); !ground.empty()) {
    if (!result.empty()) result += "; ";
    result += ground;
  }
  if (!deadline.unknown.empty()) {
    if (!result.empty()) result += "; ";
    result += say(deadline.may_apply ? unknown_whether : unknown_day, language, deadline.unknown);
  }
  return result;
}

/// Columns that a text takes, counting characters and not bytes.
auto width(std::string_view text) -> size_t {
  size_t result = 0;
  for (const char c : text) result += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return result;
}

auto padded(std::string text, size_t columns) -> std::string {
  const size_t taken = width(text);
  if (taken < columns) text.append(columns - taken, ' ');
  return text;
}

}  // namespace

auto step_name(const ListedDeadline& deadline) -> std::string {
  return deadline.step ? std::string(deadline.step.name()) : "registration";
}

auto step_title(const ListedDeadline& deadline) -> LocalisedText {
  if (deadline.step) return deadline.step.title();
  return {{"en", std::string(registration_ends_en_et.en)},
          {"et", std::string(registration_ends_en_et.et)}};
}

auto names_of(const Things& things, Language language) -> std::string {
  std::string result;
  for (const Thing& thing : things) {
    if (!result.empty()) result += ", ";
    result += in_language(thing.title(), language);
  }
  return result;
}

auto doers_of(const ListedDeadline& deadline, Language language) -> std::string {
  return deadline.step ? names_of(deadline.by, language) : std::string(applicants.in(language));
}

auto ground_of(const ListedDeadline& deadline, Language language) -> std::string {
  const Thing home = deadline.regulation ? deadline.regulation : deadline.procedure;
  if (!home) return {};
  std::string result(in_language(home.title(), language));
  if (!deadline.clause.empty()) result += ", " + deadline.clause;
  return result;
}

auto time_left(const ListedDeadline& deadline, Date as_of, Language language) -> std::string {
  if (!deadline.due) return std::string(no_date.in(language));
  const int64_t days = deadline.due->day_number() - as_of.day_number();
  if (days == 0) return std::string(today.in(language));
  if (days == 1) return std::string(one_day_left.in(language));
  if (days == -1) return std::string(one_day_over.in(language));
  return days > 0 ? say(days_left, language, days) : say(days_over, language, -days);
}

auto deadlines_as_text(std::span<const ListedDeadline> deadlines, Date as_of, Language language)
    -> std::string {
  std::string out = say(heading, language, as_of.text());
  if (deadlines.empty()) return out + "\n" + std::string(nothing.in(language));
  size_t left = 0;
  for (const ListedDeadline& deadline : deadlines)
    left = std::max(left, width(time_left(deadline, as_of, language)));
  constexpr size_t date_columns = 12;
  for (const ListedDeadline& deadline : deadlines) {
    const std::string day = deadline.due ? deadline.due->text() : std::string();
    const std::string title(in_language(step_title(deadline), language));
    const std::string name = step_name(deadline);
    out += '\n' + padded(day, date_columns) +
           padded(time_left(deadline, as_of, language), left + 2) +
           std::string(deadline.subject().name()) + ": " + name;
    if (title != name) out += " (" + title + ")";
    out += '\n';
    if (const std::string more = details(deadline, language); !more.empty())
      out += std::string(date_columns + left + 2, ' ') + more + '\n';
  }
  return out;
}

}  // namespace kava
