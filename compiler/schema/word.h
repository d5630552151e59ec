// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

namespace kava {

/// A word of the language: the name of a field or of a kind of declaration, which is the same thing
/// seen from outside and from inside (`course` is a field of a programme and a kind of its own).
/// Core words are those of words.def; words that `field … on …` declares are numbered after them.
enum class Word : uint16_t {
  none,
#define WORD(spelling) spelling,
#include "compiler/schema/words.def"
#undef WORD
  core_count,
};

/// The core word of that spelling; `Word::none` if there is none.
auto core_word(std::string_view spelling) -> Word;

/// Spelling of a core word.
auto core_spelling(Word word) -> std::string_view;

}  // namespace kava
