// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/pages.h"

#include <algorithm>

#include "compiler/driver/library.h"

namespace kava {

auto page_of(std::string_view code) -> std::string_view {
  for (const Page& page : pages()) {
    if (page.code != code) continue;
    const size_t end = page.text.find('\n');
    return page.text.substr(std::min(end, page.text.size() - 1) + 1);
  }
  return {};
}

}  // namespace kava
