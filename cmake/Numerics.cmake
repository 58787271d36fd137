# The same numbers everywhere (docs/style.md section 9). None of these flags changes a value that a program may rely on:
# no contraction to fused multiply-adds; errno and floating-point traps, which nothing here reads, do not stop gcc from
# vectorising calls and selects. nvcc must not contract either.
add_library(sfl_numerics INTERFACE)
target_compile_options(sfl_numerics INTERFACE
  "$<$<COMPILE_LANGUAGE:C,CXX>:-ffp-contract=off;-fno-math-errno;-fno-trapping-math>"
  "$<$<COMPILE_LANGUAGE:CUDA>:-fmad=false;-Xcompiler=-ffp-contract=off,-fno-math-errno,-fno-trapping-math>")
target_link_libraries(sfl_numerics INTERFACE m)
