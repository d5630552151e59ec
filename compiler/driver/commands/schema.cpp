// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/whole_library.h"
#include "compiler/emit/json_format.h"

namespace kava {

/// The schema of all that the library declares, so that a JSON of any jurisdiction fits it.
auto run_schema(const Options&) -> int {
  const Model model = whole_library();
  print(json_schema(model.schema));
  return 0;
}

}  // namespace kava
