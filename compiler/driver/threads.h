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
  /// For work on so many bytes of definitions: waking a thread costs more than it would do for a
  /// few of them.
  auto parallel(size_t bytes) -> Parallel;

 private:
  struct Pool;
  unsigned count_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace kava
