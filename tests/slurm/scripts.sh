#!/bin/sh
# scripts.sh FOLDER: reads the scripts there without running them; 77, which is skipped, where there is nothing to read them with.
for script in "$1"/*; do
  case $script in *.sh) shell='sh' ;; *) shell='bash' ;; esac
  command -v "$shell" > /dev/null || { echo "skipped: no $shell" && exit 77; }
  "$shell" -n "$script" || exit 1
done
command -v shellcheck > /dev/null || { echo "skipped: no shellcheck (Debian: shellcheck); the syntax alone is right" && exit 77; }
exec shellcheck "$1"/*
