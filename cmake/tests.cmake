# SPDX-License-Identifier: Apache-2.0
# lit runs every test, the unit tests too, so that one runner prints one summary.
find_package(GTest REQUIRED)

file(GLOB KAVA_UNIT_SOURCES CONFIGURE_DEPENDS tests/unit/*.cpp)
add_executable(kava_unit_tests ${KAVA_UNIT_SOURCES})
kava_target(kava_unit_tests)
target_link_libraries(kava_unit_tests PRIVATE kava_driver kava_oracle GTest::gtest GTest::gtest_main)

# kava-generate N DIR writes a catalogue of N programmes, always the same.
add_executable(kava-generate tests/bench/generate.cpp)
kava_target(kava-generate)
target_link_libraries(kava-generate PRIVATE kava_dependencies)

# The yardstick of the benchmark, where its library is installed; `./dev bench` sees to that.
find_library(SIMDJSON_LIBRARY simdjson)
if(SIMDJSON_LIBRARY)
  add_executable(kava-simdjson-pass tests/bench/simdjson_pass.cpp)
  kava_target(kava-simdjson-pass)
  target_link_libraries(kava-simdjson-pass PRIVATE ${SIMDJSON_LIBRARY})
endif()

configure_file(tests/lit.site.cfg.py.in ${CMAKE_BINARY_DIR}/tests/lit.site.cfg.py @ONLY)
