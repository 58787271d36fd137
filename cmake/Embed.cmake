# sfl_embed(target NAME word FILE file [SHA256 sum])
#
# Adds a file to a target as `const unsigned char sfl_asset_<word>[]` and `const size_t sfl_asset_<word>_bytes`
# (declared where they are used); a zero byte follows that is not counted. The array is made while configuring, and
# anew when the file changes. With SHA256 a file of another sum stops the build: what is vendored is what was looked at.
function(sfl_embed target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;FILE;SHA256" "")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${arg_FILE}")
  if(arg_SHA256)
    file(SHA256 "${arg_FILE}" sum)
    if(NOT sum STREQUAL arg_SHA256)
      message(FATAL_ERROR "${arg_FILE} has SHA-256 ${sum}, not ${arg_SHA256}")
    endif()
  endif()
  file(READ "${arg_FILE}" hex HEX)
  string(LENGTH "${hex}" n_digits)
  math(EXPR n_bytes "${n_digits} / 2")
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  set(out "${CMAKE_CURRENT_BINARY_DIR}/asset_${arg_NAME}.c")
  file(CONFIGURE OUTPUT "${out}" @ONLY CONTENT [[
#include <stddef.h>
extern const unsigned char sfl_asset_@arg_NAME@[];
extern const size_t        sfl_asset_@arg_NAME@_bytes;
const unsigned char sfl_asset_@arg_NAME@[] = {
@hex@
0};
const size_t sfl_asset_@arg_NAME@_bytes = @n_bytes@;
]])
  target_sources(${target} PRIVATE "${out}")
endfunction()
