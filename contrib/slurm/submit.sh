#!/bin/sh
# Submits a run to Slurm, as an array of shards and a job that merges and reports them once all are done.
#
#     submit.sh [--cards] SCENARIO N_SHARDS FOLDER [-s PATH=VALUE]... [--seed N]
#
# SCENARIO, with what it includes and what -s and --seed put in its place, is written to FOLDER, and that is what the shards
# read: whatever is edited afterwards, they all walk the same run. The same command once more goes on with what is missing.
# Both scripts take what Slurm's variables say (SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT, ...).
set -eu

# fail CODE WHAT
fail() {
  printf 'submit.sh: %s\n' "$2" >&2
  exit "$1"
}
usage='usage: submit.sh [--cards] SCENARIO N_SHARDS FOLDER [-s PATH=VALUE]... [--seed N]'

job=array.sbatch
if [ "${1-}" = --cards ]; then
  job=cards.sbatch
  shift
fi
[ $# -ge 3 ] || fail 2 "$usage"
scenario=$1
n_shards=$2
folder=$3
shift 3

[ -f "$scenario" ] || fail 2 "no scenario \"$scenario\""
case $n_shards in
  '' | *[!0-9]* | 0*) fail 2 "\"$n_shards\" is not a number of shards, 1 or more" ;;
esac
in_path() { command -v "$1" > /dev/null || fail 2 "no program \"$1\" in PATH"; }
in_path shortfall

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# What is refused is refused here, once, and not by every shard. Parts of another run are not taken for parts of this one.
frozen=$folder/$(basename "$scenario")
plan=$folder/shards
shortfall dump "$scenario" "$@" -o "$frozen.new" || {
  code=$?
  rm -f "$frozen.new"
  rmdir "$folder" 2> /dev/null || :
  exit "$code"
}
if [ -e "$plan" ] || [ -e "$frozen" ]; then
  if [ "$(cat "$plan" 2>/dev/null)" != "$n_shards" ] || ! cmp -s "$frozen" "$frozen.new"; then
    rm -f "$frozen.new"
    fail 2 "\"$folder\" holds something else than this run in $n_shards shards: take another folder"
  fi
fi
mv "$frozen.new" "$frozen"
echo "$n_shards" > "$plan"

in_path sbatch
# In the name of a log, a per cent sign begins something that Slurm puts there.
logs=$(printf '%s\n' "$folder" | sed 's/%/%%/g')
array=$(SHORTFALL_SLURM=$here sbatch --parsable --array="1-$n_shards" --output="$logs/shard-%a.log" \
  "$here/$job" "$frozen" "$n_shards" "$folder")
array=${array%%;*}
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --output="$logs/merge.log" \
  "$here/merge.sbatch" "$folder") || {
  scancel "$array"
  fail 1 "the merge was not taken, so the shards, job $array, are cancelled"
}
merge=${merge%%;*}

printf 'shards  job %s, tasks 1 to %s, of %s\n' "$array" "$n_shards" "$frozen"
printf 'merge   job %s, once all of them are done\n' "$merge"
printf 'answer  %s\n' "$folder/report.json, report.memo.txt"
