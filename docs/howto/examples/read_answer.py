"""Reads one answer three ways, with Python's own library: JSON, CSV and SQLite hold the same numbers."""
import csv
import json
import sqlite3
import sys

stem = sys.argv[1]

# JSON: a tree. Architectures are a list; a name picks one.
with open(stem + ".json", encoding="utf-8") as file:
    answer = json.load(file)
fill = next(a for a in answer["architectures"] if a["name"] == "fill")
from_json = fill["npv"]["total"]["cvar95"]

# CSV: a figure a row. Empty means that a column does not apply, or that a number is not defined.
with open(stem + ".csv", encoding="utf-8", newline="") as file:
    rows = [row for row in csv.DictReader(file)
            if (row["architecture"], row["measure"], row["part"], row["money"]) == ("fill", "cvar95", "total", "npv")]
from_csv = float(rows[0]["value"])

# SQLite: tables, in which several runs can lie. `name` is what --until and --fail-if call the figure.
with sqlite3.connect(stem + ".sqlite") as database:
    from_sqlite, low, high = database.execute(
        "SELECT value, low, high FROM summary WHERE name = 'cvar95(fill.npv.total)'").fetchone()

assert from_json == from_csv == from_sqlite
print(f"the worst 5 % of futures cost {from_json:,.2f} USD ({low:,.0f} to {high:,.0f})")
