# SPDX-License-Identifier: Apache-2.0
# One grammar, generated twice: `full` on ANTLR's own base class, `fast` on compiler/syntax/fast_base.h,
# whose inline members hide the virtual ones. The generated lexer is an oracle for tests and is never linked
# into kava: loading its tables alone would take longer than checking a programme.
#
#   #include "full/Kava.h"        namespace kava_full
#   #include "fast/Kava.h"        namespace kava_fast, after compiler/syntax/fast_base.h
#   #include "lexer/KavaLexer.h"  namespace kava_lexer, in tests only
set(KAVA_GENERATED ${CMAKE_BINARY_DIR}/generated)
set(KAVA_ANTLR ${ANTLR4_TOOL} -Dlanguage=Cpp -Xexact-output-dir -no-listener -no-visitor -Werror)
# ANTLR 4.7 writes u8"…" literals meant for C++17.
set(KAVA_GENERATED_FLAGS -w -fno-char8_t)

add_custom_command(
  OUTPUT ${KAVA_GENERATED}/lexer/KavaLexer.cpp ${KAVA_GENERATED}/lexer/KavaLexer.h
         ${KAVA_GENERATED}/lexer/KavaLexer.tokens
  COMMAND ${CMAKE_COMMAND} -E make_directory ${KAVA_GENERATED}/lexer
  COMMAND ${KAVA_ANTLR} -package kava_lexer -o ${KAVA_GENERATED}/lexer ${CMAKE_SOURCE_DIR}/grammar/KavaLexer.g4
  DEPENDS ${CMAKE_SOURCE_DIR}/grammar/KavaLexer.g4
  COMMENT "Generating the lexer"
  VERBATIM)

function(kava_parser name)
  set(folder ${KAVA_GENERATED}/${name})
  set(script ${CMAKE_SOURCE_DIR}/cmake/${name}.sed)
  add_custom_command(
    OUTPUT ${folder}/Kava.cpp ${folder}/Kava.h
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND ${KAVA_ANTLR} -package kava_${name} -lib ${KAVA_GENERATED}/lexer ${ARGN} -o ${folder}
            ${CMAKE_SOURCE_DIR}/grammar/Kava.g4
    COMMAND sed -i -f ${script} ${folder}/Kava.cpp
    DEPENDS ${CMAKE_SOURCE_DIR}/grammar/Kava.g4 ${KAVA_GENERATED}/lexer/KavaLexer.tokens ${script}
    COMMENT "Generating the ${name} parser"
    VERBATIM)
endfunction()
kava_parser(full)
kava_parser(fast -DsuperClass=FastBase)

set(sources ${KAVA_GENERATED}/full/Kava.cpp)
if(KAVA_FAST_PARSER)
  list(APPEND sources ${KAVA_GENERATED}/fast/Kava.cpp)
  set_source_files_properties(${KAVA_GENERATED}/fast/Kava.cpp
                              PROPERTIES COMPILE_OPTIONS "-include;${CMAKE_SOURCE_DIR}/compiler/syntax/fast_base.h"
                                         OBJECT_DEPENDS ${CMAKE_SOURCE_DIR}/compiler/syntax/fast_base.h)
endif()
add_library(kava_grammar OBJECT ${sources})
target_compile_options(kava_grammar PRIVATE ${KAVA_GENERATED_FLAGS})
target_include_directories(kava_grammar SYSTEM PRIVATE ${ANTLR4_INCLUDE_DIR} ${KAVA_GENERATED})
target_link_libraries(kava_grammar PRIVATE kava_options kava_dependencies)

add_library(kava_oracle STATIC EXCLUDE_FROM_ALL ${KAVA_GENERATED}/lexer/KavaLexer.cpp)
target_compile_options(kava_oracle PRIVATE ${KAVA_GENERATED_FLAGS})
target_include_directories(kava_oracle SYSTEM PUBLIC ${KAVA_GENERATED} ${ANTLR4_INCLUDE_DIR})
target_link_libraries(kava_oracle PRIVATE kava_options PUBLIC antlr4_static)
