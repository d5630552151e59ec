// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>

#include "compiler/pipeline.h"

/// What travels inside the binary. Written by kava-embed when the compiler is built.
namespace kava {

/// The standard library, in the order of its paths.
auto library() -> Library;

/// A page of docs/diagnostics.
struct Page {
  std::string_view code;  ///< `K3101`
  std::string_view text;
};
/// In the order of the codes.
auto pages() -> std::span<const Page>;

}  // namespace kava
