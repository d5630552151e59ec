// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "compiler/driver/catalogue.h"
#include "compiler/driver/options.h"

namespace kava {

/// For `--stats`: how many files there were, how many of them had to be compiled, and how many
/// verdicts were given.
struct Counts {
  size_t files = 0;
  size_t compiled = 0;
  size_t verdicts = 0;

  void add(const Catalogue& catalogue) {
    files += catalogue.files;
    compiled += catalogue.compiled;
    for (const Curriculum& curriculum : catalogue.model.curricula)
      verdicts += curriculum.verdicts.size();
  }
  /// On standard error, if it was asked for.
  void say(const Options& options) const;
};

}  // namespace kava
