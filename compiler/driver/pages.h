// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace kava {

/// The page of a diagnostic without its heading; empty if there is none.
auto page_of(std::string_view code) -> std::string_view;

}  // namespace kava
