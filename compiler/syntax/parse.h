// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/tree.h"

namespace kava {

/// Reads a whole file. Reports every syntax error in it, up to `limits::syntax_errors_per_file`,
/// and returns what could be understood: a member that an error spoilt has the flag `has_error`.
auto parse(const Source& source, Diagnostics& diagnostics) -> SyntaxTree;

/// Reads the inside of the braces of a message text, `programme.credits` in
/// `"{programme.credits}"`. The root is `embedded`; its flag `has_error` tells that it could not be
/// read. Offsets are those of the file: `base_offset` is the place of `text` in it.
auto parse_embedded(std::string_view text, uint32_t base_offset, SourceId source,
                    Diagnostics& diagnostics) -> SyntaxTree;

/// What is wrong with a text, and where: bytes of the token's text.
struct StringFault {
  enum class Kind : uint8_t { UnknownEscape, NoSuchCharacter };
  uint32_t offset = 0;
  uint32_t length = 0;
  Kind kind = Kind::UnknownEscape;
};

/// Writes the value of a `String` token to `out`: escapes replaced, and for a text block
/// (`"""…"""`) common indentation dropped and line ends made LF. A fault has been reported by
/// `parse`; its characters are kept as they are written.
auto decode_string(std::string_view token_text, std::string& out) -> std::optional<StringFault>;

}  // namespace kava
