#!/bin/sh
# From a fresh clone to an answer: installs what is missing, builds the program, runs the scenario at scale.
# Safe to repeat; the program is then build/release/shortfall.
set -eu
cd "$(dirname "$0")"

. ./cmake/packages.sh
packages_install build

# The tests are not needed for an answer; a build folder that check.sh has made stays as it is.
if [ ! -f build/release/build.ninja ]; then
  echo "configuring (log: build/release.log)" >&2
  mkdir -p build
  cmake --preset release -D SFL_BUILD_TESTS=OFF > build/release.log 2>&1 || { cat build/release.log >&2; exit 1; }
fi
echo "building (log: build/release.log)" >&2
cmake --build build/release --target shortfall-cli > build/release.log 2>&1 || { cat build/release.log >&2; exit 1; }

exec build/release/shortfall run configs/hybrid_at_scale.cfg
