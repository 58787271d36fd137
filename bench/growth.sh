#!/bin/sh
# Measures what a run costs against its paths, months, workloads, architectures and routes, on one thread: writes
# bench/growth.csv and draws docs/growth.svg. Wants an idle machine for some minutes.
#
#   bench/growth.sh                          all sizes
#   bench/growth.sh --quick                  three small sizes of each, to see that it works (half a minute)
#   bench/growth.sh --csv FILE --svg FILE    write elsewhere
#
# PROGRAM=… measures another build than build/release/shortfall; BACKEND=… another backend than the fastest processor's.
set -eu
cd "$(dirname "$0")/.."
program=${PROGRAM:-build/release/shortfall}
[ -x "$program" ] || { echo "$program is not there: cmake --preset release && cmake --build --preset release" >&2; exit 1; }
echo "load:$(uptime | sed 's/.*load average: */ /')" >&2
exec "${PYTHON:-/usr/bin/python3}" bench/growth.py "$program" "${BACKEND:-cpu}" "$@"
