// SPDX-License-Identifier: Apache-2.0
#include "compiler/base/regions.h"

#include <atomic>
#include <cstdint>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace kava::regions {
namespace {

// A sanitizer sees what is done beyond the end of a piece only if each is allocated by itself.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool in_regions = false;
#elif defined(__has_feature)
constexpr bool in_regions = !__has_feature(address_sanitizer);
#else
constexpr bool in_regions = true;
#endif

/// Of a large page, and the alignment of one: the region of a piece is found by its address.
constexpr size_t region_bytes = size_t{2} << 20;
/// Larger ones are allocated by themselves.
constexpr size_t largest_piece = size_t{128} << 10;

constexpr auto is_piece(size_t bytes) -> bool { return in_regions && bytes <= largest_piece; }

/// The beginning of each region.
struct alignas(64) Region {
  /// Pieces that were not given back. While a thread takes from the region, `open` more than that,
  /// less those that it took: only the end of a region costs an atomic operation.
  std::atomic<size_t> left;
  static constexpr size_t open = size_t{1} << 40;
};

void let_go(Region* region, size_t count) {
  if (region->left.fetch_sub(count, std::memory_order_acq_rel) != count) return;
  ::operator delete(region, std::align_val_t{region_bytes});
}

/// The region that a thread takes from.
class Current {
 public:
  Current() = default;
  Current(const Current&) = delete;
  auto operator=(const Current&) -> Current& = delete;
  ~Current() { close(); }

  auto take(size_t bytes) -> void* {
    if (used_ + bytes > region_bytes) next();
    void* const result = reinterpret_cast<char*>(region_) + used_;
    used_ += bytes;
    ++taken_;
    return result;
  }

 private:
  void next() {
    void* const memory = ::operator new(region_bytes, std::align_val_t{region_bytes});
#ifdef MADV_HUGEPAGE
    // One programme needs a few small pages; to clear a large one would cost it more.
    if (region_ != nullptr) ::madvise(memory, region_bytes, MADV_HUGEPAGE);
#endif
    close();
    region_ = new (memory) Region{Region::open};
    used_ = sizeof(Region);
    taken_ = 0;
  }

  void close() {
    if (region_ != nullptr) let_go(region_, Region::open - taken_);
  }

  Region* region_ = nullptr;
  size_t used_ = region_bytes;
  size_t taken_ = 0;
};

}  // namespace

auto take(size_t bytes) -> void* {
  if (!is_piece(bytes)) return ::operator new(bytes);
  thread_local Current current;
  constexpr size_t alignment = alignof(std::max_align_t);
  return current.take((bytes + alignment - 1) / alignment * alignment);
}

void give_back(void* piece, size_t bytes) {
  if (!is_piece(bytes)) return ::operator delete(piece);
  const auto address = reinterpret_cast<uintptr_t>(piece);
  let_go(reinterpret_cast<Region*>(address / region_bytes * region_bytes), 1);
}

}  // namespace kava::regions
