// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace kava {

/// The words of a row where nothing is filled in: `the courses add up to …`.
auto open_words(std::string_view words) -> std::string;

/// A page as plain text: examples are indented instead of fenced.
auto without_fences(std::string_view page) -> std::string;

/// The first paragraph of a page, in one line.
auto first_paragraph(std::string_view page) -> std::string;

}  // namespace kava
