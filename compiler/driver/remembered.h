// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <span>

#include "compiler/driver/cache.h"
#include "compiler/driver/inputs.h"
#include "compiler/driver/options.h"
#include "compiler/driver/threads.h"

namespace kava {

/// The cache for what is asked: none with `--no-cache`, for anything but one whole catalogue, and
/// for so few files that compiling them takes no longer than looking them up.
auto cache_for(const Options& options, std::span<const InputGroup> groups)
    -> std::unique_ptr<Cache>;

/// Everything but the texts that an answer depends on: options, folder, paths and modules.
auto request_of(const Options& options, const InputGroup& group) -> ContentHash;

/// All texts of a group as one; empty if one cannot be read.
auto texts_of(const InputGroup& group, Threads& threads) -> std::optional<ContentHash>;
auto texts_of(std::span<const ContentHash> contents) -> ContentHash;

}  // namespace kava
