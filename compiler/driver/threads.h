// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "compiler/pipeline.h"

namespace kava {

/// Shares work out to threads. They are started when there is first work for more than one.
class Threads {
 public:
  /// 0: as many as there are processors.
  explicit Threads(unsigned count);
  ~Threads();
  Threads(const Threads&) = delete;
  auto operator=(const Threads&) -> Threads& = delete;

  /// Work inside of work is done where it stands, so that nobody waits for a thread that waits.
  void run(size_t count, const std::function<void(size_t)>& work);
  auto parallel() -> Parallel {
    return [this](size_t count, const std::function<void(size_t)>& work) { run(count, work); };
  }

 private:
  struct Pool;
  unsigned count_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace kava
