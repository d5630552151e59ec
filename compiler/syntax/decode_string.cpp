// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <vector>

#include "compiler/syntax/parse.h"
#include "compiler/syntax/unicode.h"

namespace kava {
namespace {

/// One line of a text block, or all of a plain text, and where it is in the token.
struct Piece {
  std::string_view text;
  uint32_t offset;
};

/// Reads one escape at `at` of `piece` and moves behind it.
auto read_escape(const Piece& piece, size_t& at, std::string& out) -> std::optional<StringFault> {
  const std::string_view rest = piece.text.substr(at);
  const auto fault = [&](size_t length, StringFault::Kind kind) -> StringFault {
    const std::string_view kept = rest.substr(0, length);
    out += kept;
    at += kept.size();
    return {piece.offset + static_cast<uint32_t>(at - kept.size()),
            static_cast<uint32_t>(kept.size()), kind};
  };
  const char letter = rest.size() > 1 ? rest[1] : '\0';
  const char* const simple = "\"\\nt";
  const char* const values = "\"\\\n\t";
  if (const size_t i = std::string_view(simple).find(letter); i != std::string_view::npos) {
    out += values[i];
    at += 2;
    return std::nullopt;
  }
  if (letter != 'u' || rest.size() < 3 || rest[2] != '{') {
    size_t length = std::min<size_t>(2, rest.size());
    while (length < rest.size() && (static_cast<uint8_t>(rest[length]) & 0xC0U) == 0x80U) ++length;
    return fault(length, StringFault::Kind::UnknownEscape);
  }
  size_t end = 3;
  char32_t code_point = 0;
  for (; end < rest.size() && std::isxdigit(static_cast<uint8_t>(rest[end])) != 0; ++end) {
    const int c = rest[end];
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    code_point = std::min<char32_t>(code_point * 16 + static_cast<char32_t>(digit), 0x110000);
  }
  if (end == 3 || end == rest.size() || rest[end] != '}') {
    return fault(end, StringFault::Kind::UnknownEscape);
  }
  if (!unicode::is_text(code_point)) return fault(end + 1, StringFault::Kind::NoSuchCharacter);
  unicode::append(code_point, out);
  at += end + 1;
  return std::nullopt;
}

auto decode_piece(const Piece& piece, std::string& out) -> std::optional<StringFault> {
  std::optional<StringFault> first;
  for (size_t at = 0; at < piece.text.size();) {
    const size_t escape = std::min(piece.text.find('\\', at), piece.text.size());
    out += piece.text.substr(at, escape - at);
    at = escape;
    if (at == piece.text.size()) break;
    if (const auto fault = read_escape(piece, at, out); fault && !first) first = fault;
  }
  return first;
}

auto split_lines(std::string_view text, uint32_t offset) -> std::vector<Piece> {
  std::vector<Piece> lines;
  for (size_t begin = 0;;) {
    const size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    lines.push_back({text.substr(begin, end - begin), offset + static_cast<uint32_t>(begin)});
    if (end == text.size()) return lines;
    begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
}

auto indentation_of(std::string_view line) -> size_t {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

/// The lines of a text block without the blanks that they share. The line of an opening or closing
/// mark counts only if something else is on it.
auto block_lines(std::string_view content, uint32_t offset) -> std::vector<Piece> {
  std::vector<Piece> lines = split_lines(content, offset);
  const auto is_blank = [](const Piece& line) {
    return indentation_of(line.text) == line.text.size();
  };
  const bool opens_alone = lines.size() > 1 && is_blank(lines.front());
  if (lines.size() > 1 && is_blank(lines.back())) lines.pop_back();
  if (opens_alone) lines.erase(lines.begin());
  size_t common = std::string_view::npos;
  for (size_t i = opens_alone ? 0 : 1; i < lines.size(); ++i) {
    if (!is_blank(lines[i])) common = std::min(common, indentation_of(lines[i].text));
  }
  for (size_t i = opens_alone ? 0 : 1; i < lines.size(); ++i) {
    const size_t dropped = std::min({common, lines[i].text.size()});
    lines[i].text.remove_prefix(dropped);
    lines[i].offset += static_cast<uint32_t>(dropped);
  }
  return lines;
}

}  // namespace

auto decode_string(std::string_view token_text, std::string& out) -> std::optional<StringFault> {
  out.clear();
  const bool block = token_text.size() >= 6 && token_text.starts_with("\"\"\"");
  const uint32_t quotes = block ? 3 : 1;
  if (token_text.size() < 2 * quotes) return std::nullopt;
  const std::string_view content = token_text.substr(quotes, token_text.size() - 2 * quotes);
  if (!block) return decode_piece({content, quotes}, out);
  std::optional<StringFault> first;
  const std::vector<Piece> lines = block_lines(content, quotes);
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += '\n';
    if (const auto fault = decode_piece(lines[i], out); fault && !first) first = fault;
  }
  return first;
}

}  // namespace kava
