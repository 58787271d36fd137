#!/bin/sh
# Builds and runs the tests; the last line is the count, and the exit code says whether all of them passed.
#
#   ./check.sh              the default set: release build with every default test, and the unit, reject and reader tests
#                           under ASan and UBSan, and the tests in a browser where one can be installed
#   ./check.sh SET...       sets of the list below, one after the other
#   ./check.sh -t MINUTES   with sets: one that would not end within so many minutes is skipped, aloud
#
# Safe to repeat.
set -u
cd "$(dirname "$0")" || exit 1

# set, minutes it takes on two cores, what it is
sets='
release  8  every default test, gcc
dev      6  unit, reject, reader and emulated card tests under ASan and UBSan, gcc
slow     6  tests that measure time or memory
clang    8  every default test, clang
equal    8  equal bytes from gcc and clang, -O1 and -O3 -march=native
tsan     8  the tests with threads under TSan, gcc
full     4  the validation cases with 2^24 paths
browser  2  the page of --format html in chromium; skipped, aloud, where that cannot be installed
bench    5  the benches are built, warnings being errors, and run for a moment
office   3  LibreOffice opens the workbooks and recalculates them; installs it
slurm    2  the scripts of contrib/slurm in a Slurm of one node; installs it
'

started=$(date +%s)
jobs=$(nproc 2>/dev/null || echo 2)
n_passed=0
n_failed=0
n_skipped=0

say() { printf '%s\n' "== $*"; }

# step WHAT COMMAND...: runs a command into a log; what fails is shown and counted as one failure.
step() {
  what=$1
  shift
  mkdir -p build
  "$@" > build/step.log 2>&1 && return 0
  cat build/step.log
  say "$what failed"
  n_failed=$((n_failed + 1))
  return 1
}

# build PRESET TARGET...
build() {
  preset=$1
  shift
  say "$preset: building"
  step "configuring $preset" cmake --preset "$preset" || return 1
  step "building $preset" cmake --build "build/$preset" -j "$jobs" --target "$@"
}

# number ATTRIBUTE FILE: of the summary that ctest writes
number() { sed -n "s/^[[:space:]]*$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1; }

# run_tests PRESET CTEST_ARGUMENT...: shows all but the tests that passed, and counts
run_tests() {
  preset=$1
  shift
  say "$preset: testing"
  rm -f build/tests.xml build/tests.ok
  {
    ctest --test-dir "build/$preset" -j "$jobs" --output-on-failure --output-junit "$PWD/build/tests.xml" \
      --no-tests=error "$@" 2>&1 && : > build/tests.ok
  } | grep -Ev '^ *Start +[0-9]+:| Passed +[0-9.]+ sec *$'
  if [ ! -f build/tests.xml ]; then
    say "$preset: ctest ended without a result"
    n_failed=$((n_failed + 1))
    return
  fi
  tests=$(number tests build/tests.xml)
  failures=$(number failures build/tests.xml)
  skipped=$(($(number skipped build/tests.xml) + $(number disabled build/tests.xml)))
  n_passed=$((n_passed + tests - failures - skipped))
  n_failed=$((n_failed + failures))
  n_skipped=$((n_skipped + skipped))
  # A suite that cannot even list its tests makes ctest fail without a failed test.
  [ -f build/tests.ok ] || [ "$failures" -gt 0 ] || n_failed=$((n_failed + 1))
}

other='full|slow|equal|gpu|bench|browser|office|slurm'

set_release() { packages_install build test       && build release all       && run_tests release -LE "$other"; }
set_slow()    { packages_install build test       && build release all       && run_tests release -L slow -LE full; }
set_full()    { packages_install build test       && build release all       && run_tests release -L full; }
set_bench()   { packages_install build test micro && build ci benches          && run_tests ci -L '^bench$'; }
set_office()  { packages_install build test office && build release tests-office && run_tests release -L '^office$'; }
set_slurm()   { packages_install build test slurm && build release tests-slurm && run_tests release -L '^slurm$'; }
set_clang()   { packages_install build test clang && build release-clang all && run_tests release-clang -LE "$other"; }
# npm of Debian does not go with a node of another source, which brings its own.
browser_install() {
  packages_install browser && { command -v npm > /dev/null || packages_install npm; } &&
    npm --prefix tests/browser ci --no-audit --no-fund >&2
}
set_browser() {
  packages_install build test || return 1
  if ! browser_install; then
    say "browser skipped: what it needs cannot be installed"
    n_skipped=$((n_skipped + 1))
    return 0
  fi
  build release shortfall-cli && run_tests release -L browser
}
set_dev() {
  packages_install build test && build dev tests-unit tests-rejects tests-reader tests-emulate &&
    run_tests dev -L '^(unit|rejects|reader|emulate)' -LE "$other"
}
set_tsan() {
  packages_install build test && build tsan tests-unit tests-parity &&
    run_tests tsan -R '^(test_run|test_observe|test_tally|test_study|test_group)(\.|_NOT_BUILT)|OfThreadsAndChunks/(quickstart|hybrid_at_scale|P_END)'
}
set_equal() {
  packages_install build test clang && build release all && build release-clang shortfall-cli && build o1 shortfall-cli &&
    build native shortfall-cli && run_tests release -L equal
}

# minutes_of SET: of the list; nothing for a word that is not in it
minutes_of() { printf '%s\n' "$sets" | sed -n "s/^$1  *\([0-9]*\) .*/\1/p"; }

limit=
if [ "${1-}" = -t ]; then
  limit=${2-}
  shift 2
fi
[ $# -gt 0 ] || set -- release dev browser
for name in "$@"; do
  if [ -z "$(minutes_of "$name")" ]; then
    printf 'no set "%s"; there are:\n%s' "$name" "$sets" >&2
    exit 2
  fi
done

. ./cmake/packages.sh
for name in "$@"; do
  spent=$((($(date +%s) - started) / 60))
  if [ -n "$limit" ] && [ $((spent + $(minutes_of "$name"))) -gt "$limit" ]; then
    say "set $name skipped: $spent of $limit minutes are spent and it takes about $(minutes_of "$name")"
    continue
  fi
  say "set $name"
  failed_before=$n_failed
  "set_$name" || [ "$n_failed" -gt "$failed_before" ] || n_failed=$((n_failed + 1))
done

say "$(($(date +%s) - started)) seconds"
[ "$n_skipped" -eq 0 ] || say "$n_skipped skipped"
printf '%s passed, %s failed\n' "$n_passed" "$n_failed"
[ "$n_failed" -eq 0 ] && [ "$n_passed" -gt 0 ]
