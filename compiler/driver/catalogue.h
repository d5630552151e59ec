// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "compiler/driver/cache.h"
#include "compiler/driver/inputs.h"
#include "compiler/driver/sources.h"
#include "compiler/driver/threads.h"
#include "compiler/pipeline.h"

namespace kava {

/// A catalogue, compiled and judged, with what was found.
struct Catalogue {
  Sources sources;
  Model model;
  Diagnostics diagnostics;
  size_t files = 0;                   ///< How many were to be checked.
  std::vector<std::string> beside;    ///< Files that were read for names that these lack.
  bool unreadable = false;            ///< Some of them could not be read.
  std::vector<ContentHash> contents;  ///< Of the files, if there is a cache.
  size_t compiled = 0;                ///< How many were compiled; the others came from the cache.
};

/// Reads and compiles the files of a group, each in the thread that is free, and links them. With a
/// cache only those are compiled that it does not have. The regulations of a `draft` take the place
/// of those that judge.
auto load_catalogue(const InputGroup& group, const LinkOptions& options, Threads& threads,
                    Cache* cache = nullptr, const InputFile* draft = nullptr)
    -> std::unique_ptr<Catalogue>;

}  // namespace kava
