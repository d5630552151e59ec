// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/threads.h"

#include <llvm/Support/ThreadPool.h>
#include <llvm/Support/Threading.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace kava {
namespace {

thread_local bool working = false;

}  // namespace

struct Threads::Pool {
  llvm::DefaultThreadPool threads;
  explicit Pool(unsigned count) : threads(llvm::hardware_concurrency(count)) {}
};

Threads::Threads(unsigned count)
    : count_(count ? count : std::max(1U, std::thread::hardware_concurrency())) {}
Threads::~Threads() = default;

auto Threads::parallel(size_t bytes) -> Parallel {
  // Measured: from some thirty files of five kilobytes on, two threads are faster than one.
  constexpr size_t worth_sharing = 128 << 10;
  if (bytes < worth_sharing) return one_by_one;
  return [this](size_t count, const std::function<void(size_t)>& work) { run(count, work); };
}

void Threads::run(size_t count, const std::function<void(size_t)>& work) {
  const size_t hands = std::min<size_t>(count_, count);
  if (hands < 2 || working) return one_by_one(count, work);
  // This thread takes part, so the pool has one less.
  if (!pool_) pool_ = std::make_unique<Pool>(count_ - 1);
  // Whoever is free takes the next few: files differ in size, and one at a time would make
  // the counter a bottleneck for small work.
  const size_t portion = std::clamp<size_t>(count / (hands * 32), 1, 64);
  std::atomic<size_t> next = 0;
  const auto take_part = [&] {
    working = true;
    for (;;) {
      const size_t first = next.fetch_add(portion, std::memory_order_relaxed);
      if (first >= count) break;
      for (size_t i = first; i < std::min(count, first + portion); ++i) work(i);
    }
    working = false;
  };
  for (size_t i = 1; i < hands; ++i) pool_->threads.async(take_part);
  take_part();
  pool_->threads.wait();
}

}  // namespace kava
