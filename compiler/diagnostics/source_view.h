// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string_view>

#include "compiler/source/source.h"

namespace kava {

/// A source as a message shows it. `lines` is null when the text is not at hand: it could not be
/// read, or has changed since it was compiled. Then the message names the file and no line.
struct SourceView {
  std::string_view path;
  const Lines* lines = nullptr;
  bool is_file = true;  ///< False for a text inside the binary and for standard input.
};

/// Finds a source again when a message about it is printed. The view is good until the next call
/// for a source that was not asked for before.
using SourceLookup = std::function<SourceView(SourceId)>;

}  // namespace kava
