// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <vector>

namespace kava {

/// Runs `work(0)` … `work(count - 1)`, in any order, perhaps at once; returns when all are done.
/// The driver brings threads, the fuzzers a plain loop.
using Parallel = std::function<void(size_t count, const std::function<void(size_t)>& work)>;

/// The plain loop.
inline void one_by_one(size_t count, const std::function<void(size_t)>& work) {
  for (size_t i = 0; i < count; ++i) work(i);
}

/// Runs `work(first, end)` for chunks of `size` numbers, the last one perhaps shorter: for work
/// that needs something which is costly to make anew each time. Returns what it returns, in order.
template <typename Work>
auto in_chunks(const Parallel& parallel, size_t count, size_t size, const Work& work) {
  std::vector<std::invoke_result_t<Work, size_t, size_t>> results((count + size - 1) / size);
  parallel(results.size(), [&](size_t chunk) {
    results[chunk] = work(chunk * size, std::min(count, (chunk + 1) * size));
  });
  return results;
}

}  // namespace kava
