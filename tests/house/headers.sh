# sh headers.sh ROOT c|cpp|cu COMPILER FOLDER...: every header of the folders compiles alone, included twice, with
# warnings as errors. Exit 77 where there is no such compiler.
root=$1 language=$2 compiler=$3
shift 3
if ! command -v "$compiler" >/dev/null 2>&1; then
  echo "SKIPPED: there is no $compiler here, so the headers were not compiled as $language"
  exit 77
fi

warnings='-Wall -Wextra -Wconversion -Wshadow'
numerics='-ffp-contract=off -fno-math-errno -fno-trapping-math'
case $language in
  c)   flags="-std=c17 -fsyntax-only -Wpedantic -Wstrict-prototypes -Werror $warnings $numerics" ;;
  cpp) flags="-std=c++17 -fsyntax-only -Wpedantic -Werror $warnings $numerics" ;;
  cu)  flags="-std=c++17 -ptx -o /dev/null -fmad=false -Werror=all-warnings"
       flags="$flags -Xcompiler=$(echo "$warnings $numerics -Werror" | tr ' ' ',')" ;;
  *)   echo "no language $language"; exit 2 ;;
esac

folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$root" || exit 1
n_headers=0
n_broken=0
for header in $(find "$@" -name '*.h' | sort); do
  printf '#include "%s"\n#include "%s"\nextern int sfl_header_seen;\n' "$header" "$header" > "$folder/alone.$language"
  n_headers=$((n_headers + 1))
  # shellcheck disable=SC2086
  "$compiler" $flags -D_POSIX_C_SOURCE=200809L -I. -Iinclude "$folder/alone.$language" || {
    echo "$header does not compile alone as $language"
    n_broken=$((n_broken + 1))
  }
done
echo "$n_headers headers, $n_broken broken"
[ "$n_headers" -gt 0 ] && [ "$n_broken" -eq 0 ]
