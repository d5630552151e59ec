// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/syntax/tell.h"

// The words for tokens that do not fit together.
namespace kava {
namespace {

auto span_of(const Token& token) -> Span { return {token.offset, token.length}; }

auto is_reserved(TokenKind kind) -> bool { return kind <= TokenKind::False; }
auto is_preposition(TokenKind kind) -> bool { return kind <= TokenKind::On; }

auto begins_value(TokenKind kind) -> bool {
  switch (kind) {
    case TokenKind::Name:
    case TokenKind::String:
    case TokenKind::Number:
    case TokenKind::Date:
    case TokenKind::Question:
    case TokenKind::True:
    case TokenKind::False:
    case TokenKind::LeftParenthesis: return true;
    default: return false;
  }
}

auto ends_list(TokenKind kind) -> bool {
  switch (kind) {
    case TokenKind::End:
    case TokenKind::LeftBrace:
    case TokenKind::RightBrace:
    case TokenKind::RightParenthesis:
    case TokenKind::EndOfFile: return true;
    default: return false;
  }
}

auto is_operator(TokenKind kind) -> bool {
  return (kind >= TokenKind::Of && kind <= TokenKind::Implies) ||
         (kind >= TokenKind::Equal && kind <= TokenKind::Slash);
}

auto is_between(const std::vector<TokenKind>& kinds, uint32_t token) -> bool {
  return token == 0 || kinds[token - 1] == TokenKind::End ||
         kinds[token - 1] == TokenKind::LeftBrace || kinds[token - 1] == TokenKind::RightBrace;
}

/// Where the tag of the next text begins that follows this piece of a line: `Kirjandus, en`.
auto begin_of_tag(std::string_view line) -> size_t {
  const size_t comma = line.rfind(',');
  if (comma == line.npos) return line.npos;
  const std::string_view tail = line.substr(comma + 1);
  const size_t begin = tail.find_first_not_of(' ');
  if (begin == tail.npos) return line.npos;
  const std::string_view tag = tail.substr(begin, tail.find_last_not_of(' ') + 1 - begin);
  const bool letters =
      std::all_of(tag.begin(), tag.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return letters && (tag.size() == 2 || tag.size() == 3) ? comma : line.npos;
}

}  // namespace

void Teller::tell(const Mismatch& mismatch, const std::vector<Token>& tokens,
                  const std::vector<TokenKind>& kinds) {
  switch (mismatch.kind) {
    case Mismatch::Kind::MemberStart: tell_member_start(mismatch.token, tokens, kinds); break;
    case Mismatch::Kind::MemberEnd: tell_member_end(mismatch.token, tokens, kinds); break;
    case Mismatch::Kind::Value: tell_value(mismatch.token, tokens, kinds); break;
    case Mismatch::Kind::Inside: tell_inside(mismatch.token, tokens, kinds); break;
  }
}

void Teller::tell_member_start(uint32_t token, const Tokens& tokens, const Kinds& kinds) {
  const Span span = span_of(tokens[token]);
  const Name word = quoted(written(tokens[token]));
  switch (kinds[token]) {
    case TokenKind::LeftBrace: report(span, diag::block_without_field); return;
    case TokenKind::Minus:
    case TokenKind::Plus:
    case TokenKind::Star: report(span, diag::list_mark, word); return;
    case TokenKind::RightParenthesis:
      report(span, diag::stray_parenthesis).edit(at(span.offset, span.length), "");
      return;
    default: break;
  }
  if (token > 0 && kinds[token - 1] == TokenKind::RightBrace) {
    report(span, diag::after_block, word);
  } else if (is_reserved(kinds[token])) {
    report(span, diag::reserved_word, word);
  } else if (begins_value(kinds[token])) {
    report(span, diag::value_without_field, word);
  } else {
    tell_unexpected(token, tokens);
  }
}

void Teller::tell_member_end(uint32_t token, const Tokens& tokens, const Kinds& kinds) {
  const TokenKind kind = kinds[token];
  const Span span = span_of(tokens[token]);
  const bool after_word = is_between(kinds, token - 1);
  // `course before {`, `programme before under x {`: a name was meant.
  const bool as_name = ends_list(kinds[token + 1]) || is_preposition(kinds[token + 1]);
  if (after_word && is_reserved(kind) && as_name) {
    report(span, diag::reserved_word, quoted(written(tokens[token])));
  } else if (kind == TokenKind::RightParenthesis) {
    report(span, diag::stray_parenthesis).edit(at(span.offset, span.length), "");
  } else if (after_word && (is_operator(kind) || kind == TokenKind::Comma)) {
    tell_missing_value(token, tokens);
  } else if (kind == TokenKind::Has) {
    report(span, diag::missing_operator, quoted(written(tokens[token])));
  } else if (!begins_value(kind)) {
    tell_unexpected(token, tokens);
  } else if (!tell_digit_groups(token, tokens, kinds) && !tell_quote_inside(token, tokens, kinds) &&
             !tell_loose_words(token, tokens, kinds)) {
    tell_separator(token, tokens, kinds);
  }
}

/// Two things side by side: the next one begins a field, or goes on with the list.
void Teller::tell_separator(uint32_t token, const Tokens& tokens, const Kinds& kinds) {
  const Token& before = tokens[token - 1];
  const uint32_t end = before.offset + before.length;
  Report& told =
      report(span_of(tokens[token]), diag::missing_separator, quoted(written(tokens[token])));
  const TokenKind next = kinds[token + 1];
  const bool text_before = kinds[token - 1] == TokenKind::String;
  const bool is_text = kinds[token] == TokenKind::String ||
                       (kinds[token] == TokenKind::Name && next == TokenKind::String);
  const bool begins_field =
      kinds[token] == TokenKind::Name && (next == TokenKind::Number || next == TokenKind::Date);
  if (text_before && is_text) {
    told.edit(at(end, 0), ",");
  } else if (begins_field) {
    told.edit(at(end, 0), ";");
  }
}

/// `1 800 EUR`.
auto Teller::tell_digit_groups(uint32_t token, const Tokens& tokens, const Kinds& kinds) -> bool {
  const auto is_group = [&](uint32_t i, bool first) {
    if (kinds[i] != TokenKind::Number || written(tokens[i]).find('.') != std::string_view::npos) {
      return false;
    }
    if (first) return tokens[i].length <= 3;
    const uint32_t gap = tokens[i].offset - tokens[i - 1].offset - tokens[i - 1].length;
    return tokens[i].length == 3 && gap >= 1 && gap <= 3;
  };
  if (!is_group(token - 1, true)) return false;
  std::string joined(written(tokens[token - 1]));
  uint32_t end = token;
  for (; is_group(end, false); ++end) joined += written(tokens[end]);
  if (end == token) return false;
  const uint32_t begin = tokens[token - 1].offset;
  const Span span{begin, tokens[end - 1].offset + tokens[end - 1].length - begin};
  report(span, diag::digit_groups, quoted(written(span.offset, span.length)), quoted(joined))
      .edit(at(span.offset, span.length), joined);
  return true;
}

/// `"The book "Ethics" by Spinoza"`: a word begins right behind a text.
auto Teller::tell_quote_inside(uint32_t token, const Tokens& tokens, const Kinds& kinds) -> bool {
  const Token& text = tokens[token - 1];
  const uint32_t mark = text.offset + text.length - 1;
  const bool inside = kinds[token - 1] == TokenKind::String && kinds[token] == TokenKind::Name &&
                      tokens[token].offset == mark + 1 && text.length > 2;
  if (!inside) return false;
  Report& told = report({mark, 1}, diag::quote_inside, quoted(written(tokens[token])));
  uint32_t next = token + 1;
  while (kinds[next] == TokenKind::Name) ++next;
  const Token& last = tokens[next - 1];
  const bool closes =
      kinds[next] == TokenKind::String && tokens[next].offset == last.offset + last.length;
  if (closes) told.edit(at(mark, 0), "\\").edit(at(tokens[next].offset, 0), "\\");
  return true;
}

/// Three words in a row may be a text without quotation marks.
auto Teller::tell_loose_words(uint32_t token, const Tokens& tokens, const Kinds& kinds) -> bool {
  if (token < 3 || kinds[token] != TokenKind::Name || kinds[token - 1] != TokenKind::Name ||
      kinds[token - 2] != TokenKind::Name) {
    return false;
  }
  uint32_t begin = token - 2;
  while (!is_between(kinds, begin - 1) && kinds[begin - 1] == TokenKind::Name) --begin;
  if (is_between(kinds, begin)) return false;
  const bool tagged = tokens[begin].length == 2;
  if (tagged && begin + 1 < token) ++begin;
  const uint32_t offset = tokens[begin].offset;
  const std::string_view rest = text_.substr(offset);
  const std::string_view line = rest.substr(0, rest.find_first_of("\r\n{};\""));
  const bool next_text = line.size() < rest.size() && rest[line.size()] == '"';
  const size_t tag = next_text ? begin_of_tag(line) : line.npos;
  const size_t length = line.substr(0, tag).find_last_not_of(" \t,") + 1;
  Report& told = report(span_of(tokens[token]), diag::loose_words, quoted(written(tokens[token])),
                        quoted('"' + std::string(line.substr(0, length)) + '"'));
  const bool whole_line = !next_text || tag != line.npos;
  if (whole_line && line.find('/') == line.npos && line.find('\\') == line.npos) {
    told.edit(at(offset, 0), "\"").edit(at(offset + static_cast<uint32_t>(length), 0), "\"");
  }
  return true;
}

void Teller::tell_value(uint32_t token, const Tokens& tokens, const Kinds& kinds) {
  const TokenKind kind = kinds[token];
  if (token > 0 && kinds[token - 1] == TokenKind::Comma && ends_list(kind)) {
    const Token& comma = tokens[token - 1];
    report(span_of(comma), diag::trailing_comma).edit(at(comma.offset, comma.length), "");
    return;
  }
  const bool alone =
      is_reserved(kind) && (ends_list(kinds[token + 1]) || kinds[token + 1] == TokenKind::Comma);
  // `course for {`: a name was meant.
  const bool as_name = (kind == TokenKind::LeftBrace || kind == TokenKind::Comma) && token > 1 &&
                       is_reserved(kinds[token - 1]) && is_between(kinds, token - 2);
  if (alone || as_name) {
    const Token& word = tokens[as_name ? token - 1 : token];
    report(span_of(word), diag::reserved_word, quoted(written(word)));
  } else if (ends_list(kind) || kind == TokenKind::Comma || is_preposition(kind) ||
             is_operator(kind)) {
    tell_missing_value(token, tokens);
  } else {
    tell_unexpected(token, tokens);
  }
}

void Teller::tell_inside(uint32_t token, const Tokens& tokens, const Kinds& kinds) {
  const TokenKind kind = kinds[token];
  const TokenKind before = token == 0 ? TokenKind::End : kinds[token - 1];
  if (before == TokenKind::Not) {
    report(span_of(tokens[token - 1]), diag::not_without_in);
  } else if (before == TokenKind::Dot) {
    report(span_of(tokens[token - 1]), diag::missing_name);
  } else if (kind == TokenKind::RightParenthesis) {
    report(span_of(tokens[token]), diag::stray_parenthesis);
  } else if (begins_value(kind) || kind == TokenKind::Has) {
    report(span_of(tokens[token]), diag::missing_operator, quoted(written(tokens[token])));
  } else if (ends_list(kind)) {
    std::vector<uint32_t> open;
    for (uint32_t i = 0; i < token; ++i) {
      if (kinds[i] == TokenKind::LeftParenthesis) open.push_back(i);
      if (kinds[i] == TokenKind::RightParenthesis && !open.empty()) open.pop_back();
    }
    if (open.empty()) return tell_unexpected(token, tokens);
    report(span_of(tokens[open.back()]), diag::unclosed_parenthesis);
  } else {
    tell_unexpected(token, tokens);
  }
}

void Teller::tell_missing_value(uint32_t token, const Tokens& tokens) {
  if (token == 0) {
    report(span_of(tokens[token]), diag::missing_value, Name{"{"});
    return;
  }
  const Token& before = tokens[token - 1];
  report(span_of(before), diag::missing_value, quoted(written(before)));
}

void Teller::tell_unexpected(uint32_t token, const Tokens& tokens) {
  if (tokens[token].length == 0) return tell_missing_value(token, tokens);
  report(span_of(tokens[token]), diag::unexpected_word, quoted(written(tokens[token])));
}

}  // namespace kava
