# The libraries that shortfall stands on; read while building and again by find_package(shortfall).
find_package(PkgConfig REQUIRED)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
pkg_check_modules(LIBCONFIG REQUIRED IMPORTED_TARGET GLOBAL libconfig)
pkg_check_modules(NETTLE    REQUIRED IMPORTED_TARGET GLOBAL nettle)
pkg_check_modules(JANSSON   REQUIRED IMPORTED_TARGET GLOBAL jansson)
set(SFL_LIBRARIES PkgConfig::LIBCONFIG PkgConfig::NETTLE PkgConfig::JANSSON Threads::Threads m)
