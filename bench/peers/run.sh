#!/bin/sh
# The work W in NumPy, in Numba and here, and its path generation in QuantLib, all in one sitting: prints what each takes in
# ns per path-month, medians of three rounds, and the ratios. Takes about ten minutes.
#
#   bench/peers/run.sh            installs what is missing (group `bench` of cmake/packages.txt), builds, runs
#   bench/peers/run.sh --record   and appends the figures to bench/results.csv
#
# ROUNDS=1 makes it short. The peers run with Debian's Python, PYTHON=… with another that has numpy and numba.
set -eu
cd "$(dirname "$0")/../.."
. ./cmake/packages.sh

record=
case "${1-}" in
  '') ;;
  --record) record=--record ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
packages_install build bench

python=${PYTHON:-/usr/bin/python3}
folder=build/bench
out=$folder/peers
peers=bench/peers

# As the release preset builds, without tests.
CC=gcc CXX=g++ cmake -B $folder -G Ninja -DCMAKE_BUILD_TYPE=Release -DSFL_BUILD_BENCH=ON -DSFL_BUILD_TESTS=OFF \
  -DSFL_CUDA=OFF > $folder.log 2>&1 || { cat $folder.log; exit 1; }
cmake --build $folder --target shortfall-cli quantlib_paths > $folder.log 2>&1 || { cat $folder.log; exit 1; }
rm -rf $out
mkdir -p $out
"$python" $peers/w_scenario.py > $out/w.cfg

threads=$(nproc)
# W has a million paths. Whoever takes longer walks fewer, but enough of them that what is done once, memory that is touched for
# the first time above all, does not weigh: 0.1 s of ours.
our_paths=1000000
numpy_paths=524288
numba_paths=200000 # a thread
export our_paths numpy_paths numba_paths
# ours PATHS THREADS: one timed walk after the warm-up, as the peers have
ours() { $folder/shortfall bench --scenario $out/w.cfg -p "$1" -j "$2" --backend cpu --repeats 1 -q --json; }
for round in $(seq "${ROUNDS:-3}"); do
  echo "round $round:$(uptime | sed 's/.*load/ load/')" >&2
  ours "$our_paths" 1 > "$out/ours-1.$round"
  "$python" $peers/w_numpy.py "$numpy_paths" 32768 > "$out/numpy.$round"
  ours "$our_paths" "$threads" > "$out/ours-all.$round"
  "$python" $peers/w_numba.py "$numba_paths" "$threads" > "$out/numba.$round"
  $folder/bench/quantlib_paths $peers/w.json 50000 > "$out/quantlib.$round"
done
$folder/shortfall run $out/w.cfg --paths 200000 --format json > $out/ours.json
$folder/shortfall bench W --backend cpu -q > $out/bench-W || cat $out/bench-W
"$python" $peers/ratios.py $out "$threads" $record
