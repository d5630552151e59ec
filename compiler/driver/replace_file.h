// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/driver/outputs.h"

namespace kava {

/// Puts a new text in the place of a file, whole or not at all: it is written beside it and moved
/// there. Permissions stay, and so does the owner where that is allowed.
auto replace_file(const std::string& path, std::string_view text) -> std::optional<WriteFault>;

}  // namespace kava
