// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/whole_library.h"

#include "compiler/driver/library.h"

namespace kava {

auto whole_library() -> Model {
  Diagnostics ignored;
  return link({}, library(), {{}, LibraryScope::Everything}, one_by_one, ignored);
}

}  // namespace kava
