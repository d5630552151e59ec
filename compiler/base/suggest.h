// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace kava {

/// How many letters must be changed, added, left out or swapped with a neighbour. Counts bytes.
auto edit_distance(std::string_view a, std::string_view b, unsigned limit) -> unsigned;

/// The candidate nearest to a misspelt word; empty if none is near enough to be meant.
/// Of equally near ones the first in the list.
auto nearest(std::string_view word, std::span<const std::string_view> candidates)
    -> std::string_view;

/// The text in small letters, with blanks for `_` and `-`: how names and labels are compared.
auto fold_words(std::string_view text) -> std::string;

}  // namespace kava
