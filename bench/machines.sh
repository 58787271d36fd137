#!/bin/sh
# What it costs to spread case W over ranks and shards, for docs/performance.md:
#   bench/machines.sh [BUILD] [SHARDS]   BUILD build/release, SHARDS 1000
# Strong scaling (the same paths on more ranks), weak scaling (the same paths a rank), and shards merged and reported. Ranks
# have one thread each; as many of them as the machine has processors.
set -eu
build=${1:-build/release}
shards=${2:-1000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
"$build/shortfall" bench W --dump > "$folder/w.cfg"

# seconds WHAT COMMAND...: prints WHAT and how long it took
seconds() {
  what=$1
  shift
  start=$(date +%s.%N)
  "$@" > "$folder/out"
  end=$(date +%s.%N)
  awk -v what="$what" -v a="$start" -v b="$end" 'BEGIN { printf "%-44s %7.2f s\n", what, b - a }'
}

ranks_at_work() { # RANKS PATHS
  mpirun --oversubscribe -n "$1" "$build/shortfall-mpi" run "$folder/w.cfg" -j 1 -p "$2" -q --json
}

seconds "one process, one thread, 1,000,000 paths" "$build/shortfall" run "$folder/w.cfg" -j 1 -p 1000000 -q --json
ranks=1
while [ "$ranks" -le "$(nproc)" ]; do
  seconds "strong: $ranks ranks, 1,000,000 paths" ranks_at_work "$ranks" 1000000
  ranks=$((2 * ranks))
done
ranks=1
while [ "$ranks" -le "$(nproc)" ]; do
  seconds "weak: $ranks ranks, 500,000 paths a rank" ranks_at_work "$ranks" $((ranks * 500000))
  ranks=$((2 * ranks))
done

walk_shards() {
  i=1
  while [ "$i" -le "$shards" ]; do
    "$build/shortfall" run "$folder/w.cfg" -p 1000000 --shard "$i/$shards" -q -o "$folder/part-$(printf %06d "$i").sfl"
    i=$((i + 1))
  done
}

merge_shards() { "$build/shortfall" merge "$folder"/part-*.sfl -o "$folder/all.sfl"; }
report() { "$build/shortfall" report "$folder/all.sfl" --json; }
seconds "$shards shards walked, one after the other" walk_shards
seconds "merge of $shards shards" merge_shards
if command -v /usr/bin/time > /dev/null; then
  # shellcheck disable=SC2016 # of the inner shell
  /usr/bin/time -f "  memory of it at most: %M kB" sh -c '"$1" merge "$2"/part-*.sfl -o "$2/all.sfl"' sh "$build/shortfall" "$folder" 2>&1
fi
seconds "report of them" report
du -ch "$folder"/part-*.sfl | tail -n 1 | awk '{ print "  size of the shards: " $1 }'
