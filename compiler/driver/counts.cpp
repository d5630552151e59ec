// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/counts.h"

#include "compiler/driver/terminal.h"

namespace kava {
namespace {

constexpr Words said{"{} of {} files compiled\n", "kompileeriti {} faili {} failist\n"};

}  // namespace

void Counts::say(const Options& options) const {
  if (options.stats) print_error(kava::say(said, options.language, compiled, files));
}

}  // namespace kava
