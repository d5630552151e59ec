# SPDX-License-Identifier: Apache-2.0
# How our own code is compiled: every warning is an error, on gcc and on clang.
add_library(kava_options INTERFACE)
target_include_directories(kava_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(kava_options INTERFACE KAVA_FAST_PARSER=$<BOOL:${KAVA_FAST_PARSER}>
                                                  KAVA_VERSION="${PROJECT_VERSION}")
target_compile_options(kava_options INTERFACE -ffunction-sections -fdata-sections)
target_link_options(kava_options INTERFACE -Wl,--gc-sections -Wl,--as-needed
                                            # By which the cache knows who wrote it.
                                            -Wl,--build-id=sha1)

add_library(kava_warnings INTERFACE)
target_compile_options(kava_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 reports std::string + "text" and std::variant where nothing is wrong (gcc bugs 105651, 105562).
  target_compile_options(kava_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
else()
  # clang blames us for what std::stable_sort of libstdc++ 12 calls; gcc still tells of our own deprecated calls.
  target_compile_options(kava_warnings INTERFACE -Wno-deprecated-declarations)
endif()

if(KAVA_SANITIZE)
  target_compile_options(kava_options INTERFACE -fsanitize=${KAVA_SANITIZE} -fno-sanitize-recover=all
                                                -fno-omit-frame-pointer)
  target_link_options(kava_options INTERFACE -fsanitize=${KAVA_SANITIZE})
endif()

function(kava_target target)
  target_link_libraries(${target} PRIVATE kava_options kava_warnings)
endfunction()
