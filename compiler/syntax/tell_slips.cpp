// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/date.h"
#include "compiler/base/limits.h"
#include "compiler/syntax/tell.h"
#include "compiler/syntax/unicode.h"

// The words for what is no token of Kava.
namespace kava {
namespace {

auto span_of(const Slip& slip) -> Span { return {slip.offset, slip.length}; }
auto span_of(const Token& token) -> Span { return {token.offset, token.length}; }

auto replaced(std::string_view text, std::string_view from, std::string_view to, size_t times)
    -> std::string {
  std::string result(text);
  for (size_t at = result.find(from); at != std::string::npos && times > 0; --times) {
    result.replace(at, from.size(), to);
    at = result.find(from, at + to.size());
  }
  return result;
}

/// `1,800` and `12,500,000`, but not `0,125`.
auto is_grouped(std::string_view number) -> bool {
  const size_t first = number.find(',');
  if (first == 0 || first > 3 || number[0] == '0') return false;
  for (size_t comma = first; comma != number.npos;) {
    const size_t next = number.find(',', comma + 1);
    const size_t end = next == number.npos ? number.size() : next;
    if (end - comma != 4 || number.substr(comma, 4).find('.') != number.npos) return false;
    comma = next;
  }
  return true;
}

/// A day that is written in another way, as year, month and day; `sure` if it cannot be another
/// day.
struct OtherDate {
  std::string iso;
  bool sure = false;
};
auto read_other_date(std::string_view written) -> OtherDate {
  std::string text(written);
  for (size_t dash = text.find('\xE2'); dash != text.npos; dash = text.find('\xE2')) {
    text.replace(dash, 3, "-");
  }
  const char sign = text[text.find_first_of("./-")];
  const size_t first = text.find(sign), second = text.find(sign, first + 1);
  const auto number = [](const std::string& digits) { return std::stoi(digits); };
  int year = number(text.substr(0, first));
  int month = number(text.substr(first + 1, second - first - 1));
  int day = number(text.substr(second + 1));
  bool sure = true;
  if (first != 4) {
    std::swap(year, day);
    sure = sign == '.' || day > 12 || month > 12 || day == month;
    if (month > 12) std::swap(month, day);
  }
  std::string iso = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  if (!read_date(iso)) return {"2026-09-01", false};
  return {std::move(iso), sure};
}

auto is_invisible(char32_t c) -> bool {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

}  // namespace

/// A piece of the text for a message: short, and on one line.
auto Teller::quoted(std::string_view text) const -> Name {
  constexpr size_t longest = 40;
  const size_t line = std::min(text.find('\n'), text.find('\r'));
  size_t end = std::min(line, text.size());
  if (end > longest) {
    end = longest;
    while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0U) == 0x80U) --end;
  }
  return {std::string(text.substr(0, end)) + (end < text.size() ? "…" : "")};
}

auto Teller::character_at(uint32_t offset) const -> unicode::Decoded {
  char bytes[4] = {};
  const std::string_view four = written(offset, 4);
  std::copy(four.begin(), four.end(), bytes);
  return unicode::decode(bytes);
}

void Teller::tell(const Slip& slip, const std::vector<Token>& tokens) {
  if (tell_in_text(slip) || tell_in_number(slip)) return;
  switch (slip.kind) {
    case Slip::Kind::Euro:
    case Slip::Kind::ForeignSign: tell_sign(slip); break;
    case Slip::Kind::SignAfterField: {
      const Token& field = tokens[slip.token - 1];
      report(span_of(slip), diag::sign_after_field, quoted(written(slip.offset, slip.length)),
             quoted(written(field)))
          .edit(at(field.offset + field.length,
                   slip.offset + slip.length - field.offset - field.length),
                written(slip.offset + slip.length, 1) == " " ? "" : " ");
      break;
    }
    case Slip::Kind::Bracket: tell_bracket(slip); break;
    case Slip::Kind::HashComment:
      report(span_of(slip), diag::foreign_sign, Name{"#"}, Name{"//"})
          .edit(at(slip.offset, slip.length), "//");
      break;
    case Slip::Kind::OpenComment: report(span_of(slip), diag::unclosed_comment); break;
    case Slip::Kind::OpenParenthesis: tell_parenthesis(slip.token, tokens); break;
    case Slip::Kind::TooDeep:
      report(span_of(slip), diag::nested_too_deep, Count{limits::nesting});
      break;
    case Slip::Kind::TooLong: report({slip.offset, 1}, diag::too_long, Count{16}); break;
    case Slip::Kind::ListMark:
      report(span_of(slip), diag::list_mark, quoted(written(slip.offset, slip.length)));
      break;
    case Slip::Kind::ValueOnNextLine:
    case Slip::Kind::MissingComma: tell_next_line(slip, tokens); break;
    default: tell_character(slip); break;
  }
}

auto Teller::tell_in_text(const Slip& slip) -> bool {
  const Span span = span_of(slip);
  switch (slip.kind) {
    case Slip::Kind::UnknownEscape:
      report(span, diag::bad_escape, quoted(written(slip.offset, slip.length)))
          .edit(at(slip.offset, 0), "\\");
      return true;
    case Slip::Kind::NoSuchCharacter:
      report(span, diag::no_such_character, quoted(written(slip.offset, slip.length)));
      return true;
    case Slip::Kind::ControlCharacter:
      report(span, diag::control_character,
             Name{fmt::format("U+{:04X}", static_cast<unsigned char>(text_[slip.offset]))})
          .edit(at(slip.offset, 1), "");
      return true;
    case Slip::Kind::Quotes: tell_quotes(slip); return true;
    case Slip::Kind::OpenText: tell_open_text(slip); return true;
    case Slip::Kind::OpenTextBlock:
      report({slip.offset, 3}, diag::unclosed_text_block).edit(at(span.end(), 0), "\n\"\"\"");
      return true;
    case Slip::Kind::UnopenedText:
      report(span, diag::unopened_text).edit(at(slip.offset, 0), "\"");
      return true;
    default: return false;
  }
}

void Teller::tell_open_text(const Slip& slip) {
  const Span span = span_of(slip);
  const std::string_view text = written(slip.offset, slip.length);
  const size_t line_end = text.find_first_of("\r\n");
  if (line_end == text.npos) {
    report(span, diag::unclosed_text).edit(at(span.end(), 0), "\"");
    return;
  }
  size_t begin = line_end;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  const size_t end = text.find_first_not_of(" \t\r\n", line_end);
  const auto gap = static_cast<uint32_t>(end - begin);
  report({slip.offset, static_cast<uint32_t>(begin)}, diag::text_over_lines)
      .edit(at(slip.offset + static_cast<uint32_t>(begin), gap), " ");
}

auto Teller::tell_in_number(const Slip& slip) -> bool {
  switch (slip.kind) {
    case Slip::Kind::ImpossibleDate: tell_impossible_date(slip); return true;
    case Slip::Kind::OtherDate: tell_other_date(slip); return true;
    case Slip::Kind::TimeOfDay: tell_time(slip); return true;
    case Slip::Kind::DecimalComma: tell_number(slip); return true;
    case Slip::Kind::LongNumber: report(span_of(slip), diag::long_number, Count{18}); return true;
    default: return false;
  }
}

void Teller::tell_number(const Slip& slip) {
  const std::string_view number = written(slip.offset, slip.length);
  const Location where = at(slip.offset, slip.length);
  if (is_grouped(number)) {
    const std::string joined = replaced(number, ",", "", number.size());
    report(span_of(slip), diag::digit_groups, quoted(number), quoted(joined)).edit(where, joined);
    return;
  }
  const std::string decimal = replaced(number, ",", ".", 1);
  const std::string list = replaced(number, ",", ", ", number.size());
  const bool one_comma = decimal.find(',') == decimal.npos && number.find('.') == number.npos;
  report(span_of(slip), diag::decimal_comma, quoted(number),
         quoted(one_comma ? decimal : decimal.substr(0, decimal.find(','))), quoted(list))
      .edit(where, one_comma ? decimal : list);
}

void Teller::tell_other_date(const Slip& slip) {
  const std::string_view date = written(slip.offset, slip.length);
  const OtherDate read = read_other_date(date);
  Report& told = report(span_of(slip), diag::other_date, quoted(date), Name{read.iso});
  if (read.sure) told.edit(at(slip.offset, slip.length), read.iso);
}

void Teller::tell_impossible_date(const Slip& slip) {
  const std::string_view date = written(slip.offset, slip.length);
  const int year = std::stoi(std::string(date.substr(0, 4)));
  const int month = std::stoi(std::string(date.substr(5, 2)));
  if (year < 1 || month < 1 || month > 12) {
    report(span_of(slip), diag::impossible_date, quoted(date));
  } else {
    report(span_of(slip), diag::impossible_day, quoted(date), quoted(date.substr(0, 7)),
           Count{days_in_month(year, month)});
  }
}

void Teller::tell_time(const Slip& slip) {
  const size_t letter = written(slip.offset, slip.length).find('T');
  const auto date = static_cast<uint32_t>(letter == std::string_view::npos ? 0 : letter);
  const Span time{slip.offset + date, slip.length - date};
  report(time, diag::time_of_day).edit(at(time.offset, time.length), "");
}

void Teller::tell_quotes(const Slip& slip) {
  const uint32_t opening = character_at(slip.offset).length;
  uint32_t closing = slip.length - 1;
  while ((static_cast<uint8_t>(text_[slip.offset + closing]) & 0xC0U) == 0x80U) --closing;
  const std::string_view inside = written(slip.offset + opening, closing - opening);
  const bool straight = text_[slip.offset] == '"';
  const Span mark =
      straight ? Span{slip.offset + closing, slip.length - closing} : Span{slip.offset, opening};
  Report& told = report(mark, diag::wrong_quotes);
  if (inside.find_first_of("\"\\") != inside.npos) return;
  if (!straight) told.edit(at(slip.offset, opening), "\"");
  if (text_[slip.offset + closing] != '"') {
    told.edit(at(slip.offset + closing, slip.length - closing), "\"");
  }
}

void Teller::tell_sign(const Slip& slip) {
  const std::string_view sign = written(slip.offset, slip.length);
  uint32_t before = slip.offset;
  while (before > 0 && text_[before - 1] == ' ') --before;
  const bool after_number = before > 0 && text_[before - 1] >= '0' && text_[before - 1] <= '9';
  if (slip.kind == Slip::Kind::Euro) {
    Report& told = report(span_of(slip), diag::foreign_sign, quoted(sign), Name{"EUR"});
    if (after_number) {
      told.edit(at(slip.offset, slip.length), before == slip.offset ? " EUR" : "EUR");
    }
    return;
  }
  const std::string meaning(meaning_of(sign, after_number).sign);
  const bool word = meaning == "not" && written(slip.offset + slip.length, 1) != " ";
  report(span_of(slip), diag::foreign_sign, quoted(sign), Name{meaning})
      .edit(at(slip.offset, slip.length), word ? meaning + " " : meaning);
}

void Teller::tell_character(const Slip& slip) {
  const auto [code_point, length] = character_at(slip.offset);
  if (is_invisible(code_point)) {
    report(span_of(slip), diag::unknown_character,
           Name{fmt::format("U+{:04X}", uint32_t{code_point})})
        .edit(at(slip.offset, slip.length), "");
  } else {
    report(span_of(slip), diag::unknown_character, quoted(written(slip.offset, length)));
  }
}

/// Brackets come in pairs; one message is enough for both.
void Teller::tell_bracket(const Slip& slip) {
  if (text_[slip.offset] == ']') {
    if (open_brackets_-- > 0) return;
    open_brackets_ = 0;
    report(span_of(slip), diag::square_brackets).edit(at(slip.offset, 1), "");
    return;
  }
  ++open_brackets_;
  Report& told = report(span_of(slip), diag::square_brackets).edit(at(slip.offset, 1), "");
  constexpr size_t far = 1000;
  const size_t closing = text_.substr(slip.offset, far).find(']');
  if (closing != text_.npos) told.edit(at(slip.offset + static_cast<uint32_t>(closing), 1), "");
}

void Teller::tell_next_line(const Slip& slip, const Tokens& tokens) {
  const Token& last = tokens[slip.token];
  const Token& next = tokens[slip.token + 2];  // Behind the `End` that was inserted.
  const uint32_t end = last.offset + last.length;
  if (slip.kind == Slip::Kind::MissingComma) {
    report(span_of(next), diag::missing_comma, quoted(written(next))).edit(at(end, 0), ",");
    return;
  }
  Report& told = report(span_of(last), diag::value_on_next_line, quoted(written(last)));
  const std::string_view gap = written(end, next.offset - end);
  if (gap.find('/') == gap.npos) told.edit(at(end, next.offset - end), " ");
}

void Teller::tell_parenthesis(uint32_t token, const Tokens& tokens) {
  Report& told = report(span_of(tokens[token]), diag::unclosed_parenthesis);
  const auto inserted = std::find_if(tokens.begin() + token, tokens.end(), [](const Token& t) {
    return t.length == 0 && t.kind == static_cast<uint32_t>(TokenKind::RightParenthesis);
  });
  if (inserted != tokens.end()) told.edit(at(inserted->offset, 0), ")");
}

void Teller::tell(const BraceSlip& slip, const std::vector<Token>& tokens,
                  const std::vector<TokenKind>& kinds) {
  if (slip.kind == BraceSlip::Kind::Stray) {
    report(slip.stray, diag::stray_brace).edit(at(slip.stray.offset, slip.stray.length), "");
    return;
  }
  uint32_t member = slip.brace;
  const auto is_end = [&](uint32_t token) {
    const TokenKind kind = kinds[token];
    return kind == TokenKind::End || kind == TokenKind::LeftBrace || kind == TokenKind::RightBrace;
  };
  while (member > 0 && !is_end(member - 1)) --member;
  // Two names, `course ethics`, say more than one.
  const bool named = member + 1 < slip.brace && kinds[member + 1] == TokenKind::Name;
  const Token& name = tokens[named ? member + 1 : member];
  const Token& inserted = tokens[slip.inserted];
  uint32_t after = slip.inserted;
  while (after + 1 < tokens.size() && tokens[after].length == 0 &&
         kinds[after] == TokenKind::RightBrace) {
    ++after;
  }
  uint32_t last = slip.inserted;
  while (last > 0 && tokens[last].length == 0) --last;
  const int columns = std::max(0, indentation(text_, tokens[member].offset));
  report(span_of(tokens[slip.by_indentation ? after : last]), diag::unclosed_block,
         quoted(written(name)))
      .note(at(tokens[slip.brace].offset, 1), message(diag::opened_here))
      .edit(at(inserted.offset, 0), '\n' + std::string(static_cast<size_t>(columns), ' ') + '}');
}

void Teller::tell_not_utf8(size_t first_fault) {
  const auto byte = static_cast<uint8_t>(text_[first_fault]);
  report({static_cast<uint32_t>(first_fault), 1}, diag::not_utf8,
         Name{fmt::format("0x{:02X}", byte)}, Count{static_cast<int64_t>(first_fault + 1)});
}

void Teller::finish(Diagnostics& diagnostics) {
  told_.sort();
  size_t count = 0;
  for (const Report& report : told_.reports()) {
    if (count++ == limits::syntax_errors_per_file) {
      diagnostics.report(report.where, diag::too_many_errors,
                         Count{limits::syntax_errors_per_file});
      break;
    }
    diagnostics.add(report);
  }
}

}  // namespace kava
