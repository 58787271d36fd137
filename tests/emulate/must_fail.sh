#!/bin/sh
# must_fail.sh PROGRAM SUITE: the suite runs at least one test, and does not pass.
if ! "$1" --gtest_list_tests --gtest_filter="$2" | grep -q '^ '; then
  echo "no test of that name: $2"
  exit 1
fi
if "$1" --gtest_filter="$2" > planted.$$ 2>&1; then
  cat planted.$$
  rm -f planted.$$
  echo "the planted fault was not found"
  exit 1
fi
grep -m 3 -E 'Failure|ERROR|refused|error|Expected' planted.$$
rm -f planted.$$
