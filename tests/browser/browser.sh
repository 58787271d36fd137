#!/bin/sh
# browser.sh PROGRAM FOLDER CHECK: runs one check of check.mjs; 77, which is skipped, where there is nothing to run it with.
here=$(dirname "$0")
skip() {
  echo "skipped: $1 (./check.sh browser installs it)"
  exit 77
}
CHROMIUM=${CHROMIUM:-$(command -v chromium)}
export CHROMIUM
command -v node > /dev/null || skip "no node"
[ -n "$CHROMIUM" ] || skip "no chromium"
[ -d "$here/node_modules/playwright-core" ] || skip "no playwright-core in tests/browser/node_modules"
mkdir -p "$2"
exec node "$here/check.mjs" "$@"
