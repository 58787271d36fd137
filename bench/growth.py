#!/usr/bin/env python3
"""growth.py PROGRAM BACKEND [--quick] [--csv FILE] [--svg FILE]: see growth.sh. Scenarios are those of the case W, whose text
`bench W --dump` prints, with as many of one thing as the axis says. Only Python's own library is used."""
import argparse
import csv
import json
import math
import os
import re
import subprocess
import sys
import tempfile

BASE = {"paths": 16384, "months": 48, "workloads": 8, "architectures": 5, "routes": 1}
# axis, word in the plot, what varies, sizes, sizes of --quick, are all drivers correlated
AXES = [
    ("paths", "paths", "paths", [4096, 8192, 16384, 32768, 65536, 131072], [2048, 4096, 8192], False),
    ("months", "months", "months", [15, 30, 60, 120], [12, 24, 48], False),
    ("workloads", "workloads, correlated by fours", "workloads", [4, 8, 16, 32, 64, 128], [4, 8, 16], False),
    ("workloads_dense", "workloads, all correlated", "workloads", [4, 8, 16, 32, 64, 128], [4, 8, 16], True),
    ("architectures", "architectures", "architectures", [5, 10, 20, 40], [5, 10, 20], False),
    ("routes", "routes of a workload", "routes", [1, 2, 4, 8, 16], [1, 2, 4], False),
]
COLOURS = ["#1b6ca8", "#c0392b", "#1e8449", "#7d3c98", "#b9770e", "#34495e"]
HEADER = ("date,machine,cpu,backend,commit,load,axis,paths,months,workloads,architectures,routes,"
          "least_seconds,median_seconds,ns_per_path_month,peak_bytes").split(",")


# ---- scenarios ----

def section(text, word):
    """A list of the scenario, `word = ( … );`, as it stands."""
    found = re.search(r"^%s = \(\n.*?\);\n\n" % word, text, re.M | re.S)
    if found is None:
        sys.exit("growth.py: bench W --dump has no list '%s'" % word)
    return found.group(0)


def workloads(text, n):
    rows = re.findall(r"^    \{ name = \"work-\d+\"; (.*?) \},?$", section(text, "workloads"), re.M)
    lines = ["    { name = \"work-%d\"; %s }" % (i + 1, rows[i % len(rows)]) for i in range(n)]
    return "workloads = (\n" + ",\n".join(lines) + ");\n\n"


def correlations(n, is_dense):
    step = n if is_dense else 4
    groups = [", ".join("\"work-%d\"" % (i + 1) for i in range(first, min(first + step, n)))
              for first in range(0, n, step)]
    return "correlations = (\n" + ",\n".join("    { among = [%s]; rho = 0.3; }" % group for group in groups) + ");\n\n"


def routes(targets, n_workloads, n_routes):
    """Routes of one architecture: what W gives a workload, in equal shares; capacity serves the first two only."""
    lines = []
    for i in range(n_workloads):
        target = targets[i] if i < 2 else targets[2 + (i - 2) % (len(targets) - 2)]
        lines += ["        { workload = \"work-%d\"; share = %.17g; %s }" % (i + 1, 1.0 / n_routes, target)] * n_routes
    return ",\n".join(lines)


def architectures(text, n, n_workloads, n_routes):
    blocks = re.findall(r"\{ name = \"way-\d+\";.*?^    \); \}", section(text, "architectures"), re.M | re.S)
    targets = [re.findall(r"\{ workload = \"work-\d+\"; (.*?) \}", block) for block in blocks]
    lines = ["    { name = \"way-%d\"; routes = (\n%s ); }" % (i + 1, routes(targets[i % len(targets)], n_workloads, n_routes))
             for i in range(n)]
    return "architectures = (\n" + ",\n".join(lines) + ");\n\n"


def scenario(text, size, is_dense):
    parts = [re.sub(r"months = \d+", "months = %d" % size["months"], text.split("\n", 1)[0]) + "\n\n"]
    parts += [section(text, word) for word in ("vendors", "indices", "models")]
    parts += [workloads(text, size["workloads"]), correlations(size["workloads"], is_dense)]
    parts += [section(text, word) for word in ("contracts", "channels")]
    return "".join(parts) + architectures(text, size["architectures"], size["workloads"], size["routes"])


# ---- measuring ----

def ask(words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("growth.py: %s: %s" % (" ".join(words), done.stderr.strip()))
    return done.stdout


def measure(program, backend, text, size, is_dense, repeats):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "growth.cfg")
        with open(file, "w", encoding="utf-8") as out:
            out.write(scenario(text, size, is_dense))
        return json.loads(ask([program, "bench", "--scenario", file, "--backend", backend, "-j", "1", "-q", "--json",
                               "-p", str(size["paths"]), "--repeats", str(repeats)]))


def row_of(axis, size, answer):
    context, figure = answer["context"], answer["benchmarks"][0]
    path_months = size["paths"] * size["months"]
    return [context["date"], context["host_name"], context["cpu"], figure["backend"], context["commit"],
            "%.2f" % context["load_avg"][0], axis] + [size[word] for word in BASE] + \
           ["%.6f" % figure["least_time"], "%.6f" % figure["real_time"],
            "%.2f" % (1e9 * figure["least_time"] / path_months), figure["peak_bytes"]]


def measure_all(program, backend, is_quick):
    text, rows, curves = ask([program, "bench", "W", "--dump"]), [], []
    for axis, word, key, sizes, quick, is_dense in AXES:
        curve = []
        for n in quick if is_quick else sizes:
            size = dict(BASE, **{key: n})
            if is_quick and key != "paths":
                size["paths"] = 2048
            answer = measure(program, backend, text, size, is_dense, 3 if is_quick else 7)
            rows.append(row_of(axis, size, answer))
            curve.append((n, answer["benchmarks"][0]["least_time"]))
            print("%-16s %7d  %10.6f s" % (axis, *curve[-1]), flush=True)
        curves.append((word, curve))
    return rows, curves


# ---- the plot ----

def exponent(curve):
    """Slope of the last doubling: 1 is linear."""
    (a, cost_a), (b, cost_b) = curve[-2], curve[-1]
    return math.log(cost_b / cost_a) / math.log(b / a)


def draw(curves):
    left, top, side, foot = 60, 40, 420, 60
    most = max(math.log2(curve[-1][0] / curve[0][0]) for _, curve in curves)
    most = math.ceil(max([most] + [math.log2(cost / curve[0][1]) for _, curve in curves for _, cost in curve]))

    def place(times, cost):
        return "%.1f,%.1f" % (left + side * math.log2(times) / most,
                              top + side - side * max(math.log2(cost), 0.0) / most)

    out = ["<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">"
           % (left + side + 340, top + side + foot),
           "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
           "<text x=\"%d\" y=\"22\" font-size=\"15\">Cost of a run against its size, one thread</text>" % left]
    for i in range(most + 1):
        at = side * i / most
        out.append("<path d=\"M%.1f %d V%d M%d %.1f H%d\" stroke=\"#ddd\"/>"
                   % (left + at, top, top + side, left, top + side - at, left + side))
        out.append("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>" % (left + at, top + side + 18, 2 ** i))
        out.append("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>" % (left - 6, top + side - at + 4, 2 ** i))
    out.append("<polyline points=\"%s %s\" fill=\"none\" stroke=\"#999\" stroke-dasharray=\"6 4\"/>"
               % (place(1, 1), place(2 ** most, 2 ** most)))
    for i, (word, curve) in enumerate(curves):
        points = [place(n / curve[0][0], cost / curve[0][1]) for n, cost in curve]
        out.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>" % (" ".join(points), COLOURS[i]))
        out += ["<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>" % (*point.split(","), COLOURS[i]) for point in points]
        high = top + 16 + 40 * i
        out.append("<path d=\"M%d %d h24\" stroke=\"%s\" stroke-width=\"2\"/>" % (left + side + 24, high, COLOURS[i]))
        out.append("<text x=\"%d\" y=\"%d\">%s</text>" % (left + side + 56, high + 4, word))
        out.append("<text x=\"%d\" y=\"%d\" fill=\"#666\">from %d to %d; last exponent %.2f</text>"
                   % (left + side + 56, high + 20, curve[0][0], curve[-1][0], exponent(curve)))
    out.append("<text x=\"%d\" y=\"%d\" fill=\"#666\">dashed: linear</text>" % (left + side + 56, top + 16 + 40 * len(curves)))
    out.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">size, times the smallest</text>"
               % (left + side // 2, top + side + 42))
    out.append("<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">cost, times the smallest's</text>"
               % (top + side // 2))
    return "\n".join(out + ["</svg>", ""])


def main():
    words = argparse.ArgumentParser()
    words.add_argument("program")
    words.add_argument("backend")
    words.add_argument("--quick", action="store_true")
    words.add_argument("--csv", default="bench/growth.csv")
    words.add_argument("--svg", default="docs/growth.svg")
    asked = words.parse_args()
    rows, curves = measure_all(asked.program, asked.backend, asked.quick)
    with open(asked.csv, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER] + rows)
    with open(asked.svg, "w", encoding="utf-8") as file:
        file.write(draw(curves))
    for word, curve in curves:
        print("%-32s last exponent %.2f" % (word, exponent(curve)))


if __name__ == "__main__":
    main()
