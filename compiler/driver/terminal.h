// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace kava {

enum class Colour { automatic, always, never };

/// Writes everything to a file descriptor. False if it takes no more.
auto write_all(int descriptor, std::string_view text) -> bool;
void print(std::string_view text);        ///< To standard output.
void print_error(std::string_view text);  ///< To standard error.

/// Whether to colour what goes to standard error: on a terminal, unless NO_COLOR is set or it is
/// dumb.
auto colour_wanted(Colour choice) -> bool;

}  // namespace kava
