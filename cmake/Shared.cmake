# The library for languages that load it: libshortfall.so, of the same objects as the static one. It shows what the headers in
# include/ declare and nothing else.
if(SFL_SHARED AND SFL_SANITIZE STREQUAL "none")
  set(names "")
  foreach(header IN ITEMS shortfall.h shortfall/diag.h shortfall/status.h)
    file(STRINGS "${PROJECT_SOURCE_DIR}/include/${header}" lines REGEX "sfl_[a-z0-9_]+\\(")
    foreach(line IN LISTS lines)
      string(REGEX MATCHALL "sfl_[a-z0-9_]+\\(" found "${line}")
      list(APPEND names ${found})
    endforeach()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/${header}")
  endforeach()
  list(REMOVE_DUPLICATES names)
  string(REPLACE "(" ";\n  " names "${names}")
  string(REPLACE ";sfl" "sfl" names "${names}")
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/shared.map" CONTENT "{\n global:\n  @names@local: *;\n};\n" @ONLY)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/shared.c" CONTENT "/* all of it is in the library */\n")
  add_library(shortfall-shared SHARED "${PROJECT_BINARY_DIR}/shared.c")
  target_link_libraries(shortfall-shared PRIVATE "$<LINK_LIBRARY:WHOLE_ARCHIVE,shortfall>")
  target_link_options(shortfall-shared PRIVATE "-Wl,--version-script=${PROJECT_BINARY_DIR}/shared.map")
  set_target_properties(shortfall-shared PROPERTIES OUTPUT_NAME shortfall VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR} LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}"
    LINK_DEPENDS "${PROJECT_BINARY_DIR}/shared.map")
endif()
