#!/bin/sh
# ptx.sh ROOT NVCC: the kernels compute in double precision and nothing is approximate (docs/style.md section 9): no
# .approx, no arithmetic of 32-bit floats, and of fused multiply-adds only fma.rn.f64, which sfl_fma asks for; with sfl_fma
# written as a product and a sum there is none. 77: no nvcc.
root=$1
nvcc=$2
command -v "$nvcc" > /dev/null 2>&1 || { echo "no nvcc: the instructions of the card are not read"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
status=0

# compile FOLDER FILE
compile() {
  "$nvcc" -std=c++17 -arch=sm_90 -O3 -fmad=false -DSFL_CURAND_PHILOX -I "$1" -I "$root/include" -ptx \
    -o "$2" "$1/kernels/backend_cuda.cu" || exit 1
  for kernel in sfl_card_walk_paths sfl_card_walk_teams; do
    grep -q "\.entry.*$kernel" "$2" || { echo "$2: $kernel is not in it"; exit 1; }
  done
  grep -q 'mul\.f64\|mul\.rn\.f64' "$2" || { echo "$2: no product of doubles is in it"; exit 1; }
}

# refuse FILE PATTERN WHAT
refuse() {
  grep -nE "$2" "$1" | head -n 5 | grep . && { echo "$(basename "$1"): $3"; status=1; }
}

arithmetic='(add|sub|mul|div|fma|mad|sqrt|rcp|rsqrt|ex2|lg2|sin|cos|tanh|min|max|neg|abs|setp\.[a-z]+)(\.[a-z]+)*\.f(16|32)'
compile "$root" "$work/with_fma.ptx"
refuse "$work/with_fma.ptx" '\.approx' "an approximate instruction"
refuse "$work/with_fma.ptx" "$arithmetic" "single precision"
refuse "$work/with_fma.ptx" '(fma|mad)\.(rz|rm|rp|rn\.(ftz|sat))|mad\.[a-z.]*f64' "a fused multiply-add that is not fma.rn.f64"
grep -q 'fma\.rn\.f64' "$work/with_fma.ptx" || { echo "no fma.rn.f64, though sfl_fma asks for it"; status=1; }

mkdir "$work/plain" && cp -r "$root/kernels" "$work/plain/" || exit 1
sed -i 's/return fma(a, b, c);/return a * b + c;/' "$work/plain/kernels/num.h"
cmp -s "$root/kernels/num.h" "$work/plain/kernels/num.h" && { echo "sfl_fma was not found in num.h"; exit 1; }
compile "$work/plain" "$work/without_fma.ptx"
refuse "$work/without_fma.ptx" 'fma\.[a-z.]*f(32|64)' "a fused multiply-add that nobody wrote"
[ "$status" -eq 0 ] && echo "read $(grep -c 'f64' "$work/with_fma.ptx") lines with doubles, $(grep -c 'fma.rn.f64' "$work/with_fma.ptx") fused"
exit "$status"
