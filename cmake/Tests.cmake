# sfl_add_test(NAME name SOURCES file... [LABELS label...] [LIBS target...] [ARGS word...] [PROGRAM] [WHOLE] [SERIAL] [TIMEOUT s])
#
# A GoogleTest executable (C++17, with main) linked to the library; its working directory is the source folder of the test.
#   SFL_SOURCE_DIR and SFL_PROGRAM are defined as text: the root of the sources, and the program.
#   The first label is always the folder below tests/ (unit, rejects, ...); `cmake --build . --target tests-unit` builds
#   the executables of one folder.
#   PROGRAM  needs the program itself.
#   WHOLE    one test for the whole executable, for suites that share a costly start; else one test per case.
#   SERIAL   measures time or memory: nothing else runs meanwhile.
find_package(GTest REQUIRED)
include(GoogleTest)

function(sfl_add_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "PROGRAM;WHOLE;SERIAL" "NAME;TIMEOUT" "SOURCES;LABELS;LIBS;ARGS")
  if(NOT arg_NAME OR NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "sfl_add_test wants NAME and SOURCES; not understood: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
  string(REGEX REPLACE "/.*" "" folder "${folder}")

  add_executable(${arg_NAME} ${arg_SOURCES})
  target_compile_definitions(${arg_NAME} PRIVATE "SFL_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")
  target_link_libraries(${arg_NAME} PRIVATE sfl_house shortfall GTest::gtest_main ${arg_LIBS})
  target_compile_definitions(${arg_NAME} PRIVATE "SFL_PROGRAM=\"$<TARGET_FILE:shortfall-cli>\"")
  if(arg_PROGRAM)
    add_dependencies(${arg_NAME} shortfall-cli)
  endif()
  add_dependencies(tests-${folder} ${arg_NAME})

  set(labels ${folder} ${arg_LABELS})
  set(properties TIMEOUT ${arg_TIMEOUT})
  if(arg_SERIAL)
    list(APPEND properties RUN_SERIAL TRUE)
  endif()
  if(arg_WHOLE)
    add_test(NAME ${arg_NAME} COMMAND ${arg_NAME} ${arg_ARGS} WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
    set_tests_properties(${arg_NAME} PROPERTIES ${properties} LABELS "${labels}")
  else()
    # A list does not survive discovery; one joined label does, and -L and -LE search inside it.
    list(JOIN labels "+" labels)
    gtest_discover_tests(${arg_NAME} TEST_PREFIX "${arg_NAME}." EXTRA_ARGS ${arg_ARGS} DISCOVERY_MODE PRE_TEST
      WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" DISCOVERY_TIMEOUT 60
      PROPERTIES ${properties} LABELS "${labels}")
  endif()
endfunction()
