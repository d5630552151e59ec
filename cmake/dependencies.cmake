# SPDX-License-Identifier: Apache-2.0
# What Kava is built on. README.md gives the reason for each in a line.
find_package(Threads REQUIRED)
find_package(fmt 9 CONFIG REQUIRED)
find_package(LLVM 22.1 CONFIG REQUIRED)  # "22" alone is refused: LLVM's version file wants major.minor.
find_package(antlr4-runtime 4.9 CONFIG REQUIRED)
find_program(ANTLR4_TOOL antlr4 REQUIRED)

# Static libraries: a process starts in a millisecond, and libLLVM.so alone would cost twelve. Found by hand, because
# Debian's package files for these two name shared libraries and a program that another package brings.
# Of fmt Debian has a shared library or the headers alone.
find_library(CMARK_STATIC libcmark.a REQUIRED)
find_library(PUGIXML_STATIC libpugixml.a REQUIRED)
find_library(ZLIB_STATIC libz.a REQUIRED)
find_library(ZSTD_STATIC libzstd.a REQUIRED)
find_path(CMARK_INCLUDE_DIR cmark.h REQUIRED)
find_path(PUGIXML_INCLUDE_DIR pugixml.hpp REQUIRED)

# LLVM names these as shared libraries; nothing here asks for Z3 at all.
get_target_property(KAVA_LLVM_NEEDS LLVMSupport INTERFACE_LINK_LIBRARIES)
list(FILTER KAVA_LLVM_NEEDS EXCLUDE REGEX "[Zz]3|ZLIB|zstd")
set_target_properties(LLVMSupport PROPERTIES INTERFACE_LINK_LIBRARIES "${KAVA_LLVM_NEEDS};${ZLIB_STATIC};${ZSTD_STATIC}")

add_library(kava_dependencies INTERFACE)
target_include_directories(
  kava_dependencies SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS} ${CMARK_INCLUDE_DIR} ${PUGIXML_INCLUDE_DIR})
separate_arguments(KAVA_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(kava_dependencies INTERFACE ${KAVA_LLVM_DEFINITIONS} CMARK_STATIC_DEFINE)
target_link_libraries(
  kava_dependencies INTERFACE LLVMSupport fmt::fmt-header-only ${CMARK_STATIC} ${PUGIXML_STATIC} Threads::Threads)
