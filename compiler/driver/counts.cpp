// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/counts.h"

#include "compiler/driver/terminal.h"

namespace kava {
namespace {

constexpr Words said{"{} of {} files compiled\n", "kompileeriti {} faili {} failist\n"};
constexpr Words judged{"{} verdicts\n", "{} otsust\n"};

}  // namespace

void Counts::say(const Options& options) const {
  if (!options.stats) return;
  print_error(kava::say(said, options.language, compiled, files));
  if (verdicts > 0) print_error(kava::say(judged, options.language, verdicts));
}

}  // namespace kava
