# find_package(shortfall) gives the target shortfall::shortfall.
include("${CMAKE_CURRENT_LIST_DIR}/ShortfallDependencies.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/shortfall-targets.cmake")
