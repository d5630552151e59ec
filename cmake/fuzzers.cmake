# SPDX-License-Identifier: Apache-2.0
# One libFuzzer target per file of tests/fuzz: fuzz_<name>. `./dev fuzz` runs them all.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "libFuzzer needs clang: use the preset fuzz")
endif()
file(GLOB KAVA_FUZZ_SOURCES CONFIGURE_DEPENDS tests/fuzz/*.cpp)
foreach(source IN LISTS KAVA_FUZZ_SOURCES)
  cmake_path(GET source STEM name)
  add_executable(fuzz_${name} ${source} tests/unit/syntax_support.cpp)
  kava_target(fuzz_${name})
  target_link_libraries(fuzz_${name} PRIVATE kava_driver kava_oracle)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endforeach()
