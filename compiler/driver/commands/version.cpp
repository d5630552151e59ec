// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/commands/commands.h"

namespace kava {

auto run_version(const Options&) -> int {
  print("kava " KAVA_VERSION "\n");
  return 0;
}

}  // namespace kava
