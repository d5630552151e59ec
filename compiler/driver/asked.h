// SPDX-License-Identifier: Apache-2.0
// Regulations that are named on the command line.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/driver/words.h"
#include "compiler/rules/asked.h"

namespace kava {

/// `NAME` or `NAME@DATE`; nothing if it is neither.
auto read_asked(std::string_view text) -> std::optional<AskedRegulation>;

/// What is wrong with a regulation that was asked about: no such name, more than one, no version
/// on that day. Empty if nothing is.
auto fault_of_asked(const Model& model, const AskedRegulation& asked, Language language)
    -> std::string;

/// That there is none of that name, and which of these full names may have been meant.
auto no_such_regulation(std::string_view name, std::span<const std::string> full_names,
                        Language language) -> std::string;

}  // namespace kava
