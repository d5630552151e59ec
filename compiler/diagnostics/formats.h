// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/diagnostics/renderer.h"

namespace kava {

/// A format in which diagnostics are written.
struct Format {
  std::string_view name;             ///< As `--format` takes it.
  std::string_view about, about_et;  ///< One line for the help.
  bool for_people = false;           ///< Goes to standard error unless a file is named.
  std::unique_ptr<Renderer> (*make)(const RenderOptions& options);
};

/// All formats, in the order in which the help lists them; the first is the usual one.
auto formats() -> std::span<const Format>;
/// Null if there is none of that name.
auto find_format(std::string_view name) -> const Format*;

}  // namespace kava
