# Installing gives the program, the library with its headers, and find_package(shortfall).
include(CMakePackageConfigHelpers)
set(sfl_package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/shortfall")
install(TARGETS shortfall EXPORT shortfall-targets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
if(TARGET shortfall-shared)
  install(TARGETS shortfall-shared LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
endif()
install(TARGETS shortfall-cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
if(SFL_HAVE_MPI)
  install(TARGETS shortfall-mpi RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
install(EXPORT shortfall-targets NAMESPACE shortfall:: DESTINATION "${sfl_package_folder}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/shortfall-config-version.cmake" COMPATIBILITY SameMinorVersion)
configure_file("${PROJECT_SOURCE_DIR}/cmake/shortfall-config.cmake.in" "${PROJECT_BINARY_DIR}/shortfall-config.cmake" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/shortfall-config.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/ShortfallDependencies.cmake"
              "${PROJECT_BINARY_DIR}/shortfall-config-version.cmake"
        DESTINATION "${sfl_package_folder}")
