// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/commands/commands.h"
#include "compiler/driver/library.h"
#include "compiler/emit/json_format.h"

namespace kava {

/// The schema of all that the library declares, so that a JSON of any jurisdiction fits it.
auto run_schema(const Options&) -> int {
  Diagnostics diagnostics;
  const Parallel one_by_one = [](size_t count, const std::function<void(size_t)>& work) {
    for (size_t i = 0; i < count; ++i) work(i);
  };
  const Model model = link({}, library(), {{}, LibraryScope::Everything}, one_by_one, diagnostics);
  print(json_schema(model.schema));
  return 0;
}

}  // namespace kava
