#!/bin/sh
# on_card.sh [FILE]: everything that wants a card, in one command of a few minutes: builds, tests parity on it, looks for
# races and bad accesses where compute-sanitizer is there, measures, and writes FILE (without it build/on_card.json).
# Exit code 1 where anything failed; the measurements are made all the same.
set -u
cd "$(dirname "$0")/.." || exit 1
file=${1-build/on_card.json}
program=build/cuda/shortfall
failed=0

say() { printf '%s\n' "== $*"; }
must() { "$@" || { say "failed: $*"; failed=1; }; }

say "building"
mkdir -p build
cmake --preset cuda > build/on_card.log 2>&1 && cmake --build build/cuda -j "$(nproc)" >> build/on_card.log 2>&1 || {
  cat build/on_card.log
  exit 1
}
"$program" devices
"$program" devices --json | grep -q '"cards": \[\]' && { say "no card answers: nothing to test or measure"; exit 1; }

say "parity: a card gives the processor's integers"
export SFL_CARD_REQUIRED=1
must ctest --test-dir build/cuda -L gpu --output-on-failure -j 4

if command -v compute-sanitizer > /dev/null 2>&1; then
  for tool in memcheck racecheck synccheck; do
    for form in plain team; do
      say "$tool, form $form"
      must compute-sanitizer --tool "$tool" --error-exitcode 1 "$program" run configs/quickstart.cfg -p 2000 \
        --backend cuda --card-form "$form" -q -o /dev/null
    done
  done
else
  say "no compute-sanitizer: memcheck, racecheck and synccheck were not run"
fi

say "measuring"
for case in W W-small W-large totals bills; do
  for form in plain team; do must "$program" bench "$case" --backend cuda --card-form "$form" -q; done
done
must "$program" bench W --backend cpu -q
must "$program" bench W --backend cuda --scaling -q --json -o "$file"
say "result in $file"
exit "$failed"
