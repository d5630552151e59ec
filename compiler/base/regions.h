// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace kava {

/// Memory for arrays that are made once and live as long as the model. Each thread takes it from
/// regions of its own, piece by piece; for these the system is asked for large pages, for with
/// small ones a tenth of the time of a large catalogue goes to page faults.
///
/// Any thread may give a piece back; a region is given back with the last one of its pieces.
namespace regions {
auto take(size_t bytes) -> void*;
void give_back(void* piece, size_t bytes);
}  // namespace regions

/// The same for the containers of the standard library.
template <typename T>
struct RegionAllocator {
  using value_type = T;
  using is_always_equal = std::true_type;

  RegionAllocator() = default;
  template <typename Other>
  RegionAllocator(const RegionAllocator<Other>&) {}  // NOLINT: the standard asks for it.

  auto allocate(size_t count) -> T* { return static_cast<T*>(regions::take(count * sizeof(T))); }
  void deallocate(T* array, size_t count) { regions::give_back(array, count * sizeof(T)); }
  friend auto operator==(const RegionAllocator&, const RegionAllocator&) -> bool { return true; }
};

/// Arrays and texts of a model.
template <typename T>
using Array = std::vector<T, RegionAllocator<T>>;
using TextArray = std::basic_string<char, std::char_traits<char>, RegionAllocator<char>>;

}  // namespace kava
