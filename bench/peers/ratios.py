#!/usr/bin/env python3
"""ratios.py FOLDER THREADS [--record]: reads what run.sh left in the folder and prints figures and ratios; with --record
appends them to bench/results.csv. How many paths each walked stands in the environment: our_paths, numpy_paths, numba_paths."""
import csv
import datetime
import glob
import json
import os
import platform
import re
import statistics
import subprocess
import sys

HEADER = "date,machine,cpu,backend,threads,commit,case,paths,measure,value,unit,note".split(",")
RESULTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "results.csv")
MEANS_AGREE = 0.005


def texts(folder, name):
    return [open(path, encoding="utf-8").read() for path in sorted(glob.glob(os.path.join(folder, name + ".*")))
            if path.rsplit(".", 1)[1].isdigit()]


def median_of(folder, name, pattern):
    found = [re.search(pattern, text, re.M) for text in texts(folder, name)]
    return statistics.median(float(match.group(1)) for match in found)


def peer(folder, name, word):
    return median_of(folder, name, r"^%s ([0-9.]+)" % word)


def ours(folder, name):
    """Of `shortfall bench --json`: name of the backend, and ns per path-month of a core: all, and the world."""
    rows = [json.loads(text)["benchmarks"][0] for text in texts(folder, name)]
    whole = statistics.median(row["ns_per_path_month_and_core"] for row in rows)
    world = statistics.median(row["draws_ns"] + row["drivers_ns"] + row["prices_ns"] for row in rows)
    return rows[0]["backend"], whole, world


def cpu():
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def commit():
    def git(*words):
        return subprocess.run(("git",) + words, capture_output=True, text=True, check=False).stdout.strip()
    return git("rev-parse", "--short", "HEAD") + ("+" if git("status", "--porcelain", "-uno") else "")


def worst_mean(folder):
    """Largest relative difference of an architecture's mean npv between a peer and shortfall."""
    with open(os.path.join(folder, "ours.json"), encoding="utf-8") as file:
        mine = {item["name"]: item["npv"]["total"]["mean"] for item in json.load(file)["architectures"]}
    worst = 0.0
    for name in ("numpy", "numba"):
        for text in texts(folder, name):
            for architecture, mean in re.findall(r"^mean (\S+) (\S+)", text, re.M):
                worst = max(worst, abs(float(mean) / mine[architecture] - 1.0))
    return worst


def figures(folder, threads):
    """Rows: who, threads, paths, measure, ns per path-month, our ns to compare with (None: our own row)."""
    backend, core, world = ours(folder, "ours-1")
    _, core_all, _ = ours(folder, "ours-all")
    wall = core_all / threads
    n_ours, n_numpy, n_numba = (int(os.environ[who + "_paths"]) for who in ("our", "numpy", "numba"))
    return [
        (backend, 1, n_ours, "W, one core", core, None),
        (backend, threads, n_ours, "W, as run", wall, None),
        (backend, 1, n_ours, "world, one core", world, None),
        ("numpy", 1, n_numpy, "W, one core", peer(folder, "numpy", "W"), core),
        ("numpy", 1, n_numpy, "W, as run", peer(folder, "numpy", "W"), wall),
        ("numpy", 1, n_numpy, "world, one core", peer(folder, "numpy", "world"), world),
        ("numba", 1, n_numba, "W, one core", peer(folder, "numba", "W"), core),
        ("numba", threads, n_numba * threads, "W, as run", peer(folder, "numba", "wall"), wall),
        ("numba", 1, n_numba, "world, one core", peer(folder, "numba", "world"), world),
        ("quantlib gbm", 1, 50000, "world, one core", peer(folder, "quantlib", "gbm"), world),
        ("quantlib bsm", 1, 5000, "world, one core", peer(folder, "quantlib", "bsm"), world),
    ]


def record(rows, note):
    is_new = not os.path.exists(RESULTS)
    today, where, what, now = datetime.date.today().isoformat(), platform.node(), cpu(), commit()
    with open(RESULTS, "a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(HEADER)
        for who, threads, paths, measure, value, against in rows:
            case = "world" if measure.startswith("world") else "W"
            writer.writerow([today, where, what, who, threads, now, case, paths, measure.split(", ")[1],
                             "%.1f" % value, "ns per path-month",
                             note if against is None else "%.2f x ours; %s" % (value / against, note)])


def main():
    folder, threads = sys.argv[1], int(sys.argv[2])
    rows, worst = figures(folder, threads), worst_mean(folder)
    print("%s, commit %s, medians of %d rounds" % (cpu(), commit(), len(texts(folder, "numpy"))))
    print("%-14s %7s  %-16s %10s  %s" % ("", "threads", "", "ns/month", "against ours"))
    for who, n, _, measure, value, against in rows:
        ratio = "" if against is None else "%.1f x" % (value / against)
        print("%-14s %7d  %-16s %10.1f  %s" % (who, n, measure, value, ratio))
    verdict = "agree" if worst <= MEANS_AGREE else "DIFFER"
    print("mean npv of all five architectures, which are configured alike: peers and shortfall %s, largest difference "
          "%.2f %% (allowed %.1f %%)" % (verdict, 100.0 * worst, 100.0 * MEANS_AGREE))
    bench = os.path.join(folder, "bench-W")
    if os.path.exists(bench):
        print("shortfall bench W, in the same sitting: " +
              " ".join(re.findall(r"^(?:CHECK|FOM) .*", open(bench, encoding="utf-8").read(), re.M)))
    if worst > MEANS_AGREE:
        return 1
    if "--record" in sys.argv:
        record(rows, "one sitting of bench/peers/run.sh")
    return 0


if __name__ == "__main__":
    sys.exit(main())
