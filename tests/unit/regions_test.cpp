// SPDX-License-Identifier: Apache-2.0
#include "compiler/base/regions.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

namespace kava {
namespace {

/// Arrays of all sizes, each filled with its own number.
auto filled(size_t count, uint32_t seed) -> std::vector<Array<uint32_t>> {
  std::vector<Array<uint32_t>> result;
  for (uint32_t i = 0; i < count; ++i) result.emplace_back((i * 37U + seed) % 9000U + 1U, i ^ seed);
  return result;
}

auto is_intact(const std::vector<Array<uint32_t>>& arrays, uint32_t seed) -> bool {
  for (uint32_t i = 0; i < arrays.size(); ++i) {
    for (const uint32_t number : arrays[i]) {
      if (number != (i ^ seed)) return false;
    }
  }
  return true;
}

TEST(Regions, PiecesDoNotOverlap) {
  const auto arrays = filled(1000, 1);  // Some twenty megabytes: many regions.
  EXPECT_TRUE(is_intact(arrays, 1));
}

TEST(Regions, PiecesAreAlignedForAnything) {
  for (const size_t bytes : {1U, 7U, 16U, 17U, 4095U, 131072U, 131073U, 3000000U}) {
    void* const piece = regions::take(bytes);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(piece) % alignof(std::max_align_t), 0U) << bytes;
    std::memset(piece, 0x5A, bytes);
    regions::give_back(piece, bytes);
  }
}

TEST(Regions, WhatOneThreadTookAnotherGivesBack) {
  std::vector<Array<uint32_t>> arrays[4];
  {
    std::vector<std::jthread> threads;
    for (uint32_t i = 0; i < 4; ++i)
      threads.emplace_back([&arrays, i] { arrays[i] = filled(300, i); });
  }
  // The threads that took the memory have ended; what they made is still there.
  for (uint32_t i = 0; i < 4; ++i) EXPECT_TRUE(is_intact(arrays[i], i));
  std::vector<std::jthread> threads;
  for (auto& part : arrays) threads.emplace_back([&part] { std::exchange(part, {}).clear(); });
}

TEST(Regions, AnArrayThatGrowsKeepsItsElements) {
  Array<uint64_t> numbers;
  for (uint64_t i = 0; i < 100000; ++i) numbers.push_back(i);  // From piece to piece to a block.
  for (uint64_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(numbers[i], i);
}

}  // namespace
}  // namespace kava
