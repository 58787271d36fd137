# Warnings for gcc, clang and nvcc; errors with SFL_WERROR. nvcc writes its own line directives and temporaries into what
# the host compiler sees, so there -Wpedantic would speak of code that nobody wrote.
add_library(sfl_warnings INTERFACE)
set(sfl_warning_flags -Wall -Wextra -Wconversion -Wshadow)
list(JOIN sfl_warning_flags "," sfl_warning_flags_nvcc)
target_compile_options(sfl_warnings INTERFACE
  "$<$<COMPILE_LANGUAGE:C,CXX>:${sfl_warning_flags};-Wpedantic>"
  "$<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes>"
  # A loop over lanes that clang does not vectorise (SFL_EACH_LANE allows it, -O1 never does) is slower, not wrong.
  "$<$<COMPILE_LANG_AND_ID:C,Clang>:-Wno-pass-failed>"
  "$<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-pass-failed>"
  "$<$<COMPILE_LANGUAGE:CUDA>:-Xcompiler=${sfl_warning_flags_nvcc}>")
if(SFL_WERROR)
  target_compile_options(sfl_warnings INTERFACE
    "$<$<COMPILE_LANGUAGE:C,CXX>:-Werror>"
    "$<$<COMPILE_LANGUAGE:CUDA>:-Werror=all-warnings;-Xcompiler=-Werror>")
endif()
