// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/whole_library.h"

#include "compiler/driver/library.h"

namespace kava {

auto whole_library() -> Model {
  Diagnostics ignored;
  const Parallel one_by_one = [](size_t count, const std::function<void(size_t)>& work) {
    for (size_t i = 0; i < count; ++i) work(i);
  };
  return link({}, library(), {{}, LibraryScope::Everything}, one_by_one, ignored);
}

}  // namespace kava
