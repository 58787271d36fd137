# The man page and the scripts of shells: made by running the program that was built, from its own rows. Not where another
# machine's program is built; the man page only where scdoc is.
set(SFL_MAN AUTO CACHE STRING "man page and completion of shells: AUTO (where scdoc is), ON, OFF")
set_property(CACHE SFL_MAN PROPERTY STRINGS AUTO ON OFF)
find_program(SFL_SCDOC scdoc)
set(sfl_man_found "no scdoc: completion only")
if(SFL_SCDOC)
  set(sfl_man_found "scdoc")
endif()
if(CMAKE_CROSSCOMPILING)
  set(sfl_man_found "not when cross-compiling")
endif()
if(SFL_MAN STREQUAL "ON" AND NOT sfl_man_found STREQUAL "scdoc")
  message(FATAL_ERROR "SFL_MAN is ON: ${sfl_man_found}")
endif()

# Adds a file of ${PROJECT_BINARY_DIR}/share that a command line prints, and where it is installed.
function(sfl_add_printed file folder name)
  set(printed "${PROJECT_BINARY_DIR}/share/${file}")
  add_custom_command(OUTPUT "${printed}"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${PROJECT_BINARY_DIR}/share"
    COMMAND ${ARGN} > "${printed}"
    DEPENDS shortfall-cli VERBATIM)
  install(FILES "${printed}" DESTINATION "${CMAKE_INSTALL_DATADIR}/${folder}" RENAME "${name}")
  set_property(GLOBAL APPEND PROPERTY sfl_printed "${printed}")
endfunction()

if(NOT SFL_MAN STREQUAL "OFF" AND NOT CMAKE_CROSSCOMPILING)
  set(program "$<TARGET_FILE:shortfall-cli>")
  sfl_add_printed(shortfall.bash bash-completion/completions shortfall "${program}" completion bash)
  sfl_add_printed(_shortfall zsh/site-functions _shortfall "${program}" completion zsh)
  sfl_add_printed(shortfall.fish fish/vendor_completions.d shortfall.fish "${program}" completion fish)
  if(SFL_SCDOC)
    sfl_add_printed(shortfall.1 man/man1 shortfall.1 "${program}" manual | "${SFL_SCDOC}")
  endif()
  get_property(files GLOBAL PROPERTY sfl_printed)
  add_custom_target(shortfall-man ALL DEPENDS ${files})
endif()
