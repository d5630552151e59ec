// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "compiler/diagnostics/argument.h"

namespace kava {

/// What the command line says outside of diagnostics, in the languages of Kava.
struct Words {
  std::string_view en, et;
  constexpr auto in(Language language) const -> std::string_view {
    return language == Language::et ? et : en;
  }
};

/// Fills `{0}`, `{1}` … in the reader's language.
template <typename... Arguments>
auto say(const Words& words, Language language, const Arguments&... arguments) -> std::string {
  return fmt::format(fmt::runtime(words.in(language)), arguments...);
}

}  // namespace kava
