// SPDX-License-Identifier: Apache-2.0
// The list of deadlines as a calendar (RFC 5545): one all-day event for each that has a day.
#include <algorithm>
#include <map>

#include "compiler/driver/commands/deadlines.h"
#include "compiler/driver/words.h"
#include "compiler/rules/versions.h"

namespace kava {
namespace {

constexpr Words calendar_name{"Deadlines of study programmes", "Õppekavade tähtajad"};
constexpr Words by{"By: {}", "Teeb: {}"};
constexpr Words to{"To: {}", "Saab: {}"};

/// 3.1: a line has at most 75 octets; it goes on after CRLF and a space. No character is torn.
void add_line(std::string& out, std::string_view line) {
  size_t room = 75;
  while (line.size() > room) {
    size_t end = room;
    while (end > 1 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    out.append(line.substr(0, end)).append("\r\n ");
    line.remove_prefix(end);
    room = 74;  // The space counts.
  }
  out.append(line).append("\r\n");
}

/// 3.3.11: what has a meaning in TEXT. Other controls cannot stand in a calendar.
auto escaped(std::string_view text) -> std::string {
  std::string result;
  for (const char c : text) {
    if (c == '\n') result += "\\n";
    else if (c == '\\' || c == ';' || c == ',') (result += '\\') += c;
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) result += c;
  }
  return result;
}

/// `20260501`
auto basic(Date date) -> std::string {
  std::string result = date.text();
  std::erase(result, '-');
  return result;
}

/// What the outside world calls a thing: its code, else its name with that of its module.
auto public_name(const Thing& thing) -> std::string {
  const Cell code = thing[Word::code];
  if (code && code.known() && !code.text().empty()) return std::string(code.text());
  return full_name(thing.model(), thing.id());
}

auto uid(const ListedDeadline& deadline) -> std::string {
  std::string result = public_name(deadline.programme);
  if (deadline.offering) result += '/' + public_name(deadline.offering);
  if (deadline.procedure) (result += '/') += deadline.procedure.name();
  return result + '/' + step_name(deadline);
}

class Calendar {
 public:
  Calendar(Date as_of, Language language) : as_of_(as_of), language_(language) {}

  auto write(std::span<const ListedDeadline> deadlines) -> std::string {
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Kava//kava deadlines//EN");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line("X-WR-CALNAME:" + escaped(calendar_name.in(language_)));
    for (const ListedDeadline& deadline : deadlines) {
      if (deadline.due) event(deadline);
    }
    line("END:VCALENDAR");
    return std::move(out_);
  }

 private:
  void line(std::string_view text) { add_line(out_, text); }

  void event(const ListedDeadline& deadline) {
    // Two procedures may bring steps of one name.
    std::string id = uid(deadline);
    if (const int seen = ++seen_[id]; seen > 1) id += '/' + std::to_string(seen);
    const std::string summary = summary_of(deadline);
    line("BEGIN:VEVENT");
    line("UID:" + escaped(id) + "@deadlines.kava");
    line("DTSTAMP:" + basic(as_of_) + "T000000Z");
    line("DTSTART;VALUE=DATE:" + basic(*deadline.due));
    line("DTEND;VALUE=DATE:" + basic(deadline.due->plus_days(1)));
    line("SUMMARY:" + escaped(summary));
    if (const std::string more = description(deadline); !more.empty())
      line("DESCRIPTION:" + escaped(more));
    line("TRANSP:TRANSPARENT");
    line("BEGIN:VALARM");
    line("ACTION:DISPLAY");
    line("TRIGGER:-P7D");
    line("DESCRIPTION:" + escaped(summary));
    line("END:VALARM");
    line("END:VEVENT");
  }

  auto summary_of(const ListedDeadline& deadline) const -> std::string {
    return fmt::format("{}: {}", in_language(deadline.programme.title(), language_),
                       in_language(step_title(deadline), language_));
  }

  auto description(const ListedDeadline& deadline) const -> std::string {
    std::string result;
    const auto add = [&](std::string text) {
      if (text.empty()) return;
      if (!result.empty()) result += '\n';
      result += text;
    };
    add(std::string(deadline.subject().name()) + ": " + step_name(deadline));
    if (const auto doers = doers_of(deadline, language_); !doers.empty())
      add(say(by, language_, doers));
    if (const auto receivers = names_of(deadline.to, language_); !receivers.empty())
      add(say(to, language_, receivers));
    add(ground_of(deadline, language_));
    return result;
  }

  Date as_of_;
  Language language_;
  std::string out_;
  std::map<std::string, int> seen_;
};

}  // namespace

auto deadlines_as_ics(std::span<const ListedDeadline> deadlines, Date as_of, Language language)
    -> std::string {
  return Calendar(as_of, language).write(deadlines);
}

}  // namespace kava
