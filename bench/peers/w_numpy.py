#!/usr/bin/env python3
"""w_numpy.py [PATHS [CHUNK]]: the work W in NumPy, as arrays over the paths of a chunk. Prints a line `world …` (drivers
alone), a line `W …`, both in ns per path-month of one core, and the mean npv of each architecture."""
import os
import sys
import time

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # NumPy's element-wise code has one thread; so has its matrix product here

import numpy as np

import w_plan
from w_plan import FILL, HOURS, MACC, NOBODY, PROVISIONED, RATIO_MOST, RATIO_STEP, TOKEN

MILLION = 1e6  # shares and prices are counted in millionths, because the bins begin at 1


class Sketch:
    """Counts of one figure by the leading bits of its values; the sign is a second row of counters."""

    def __init__(self, shift, base, bins):
        self.shift, self.base, self.bins = shift, base, bins
        self.counts = np.zeros((2, bins + 1), dtype=np.int64)
        self.sum, self.squares = 0.0, 0.0
        self.least, self.greatest = np.inf, -np.inf

    def count(self, values, sign):
        places = (values.view(np.int64) >> self.shift) - self.base
        np.clip(places, 0, self.bins, out=places)
        counts = np.bincount(places)
        self.counts[sign, :counts.size] += counts

    def add(self, values):
        """Values >= 0 of which quantiles and the mean are wanted."""
        self.count(values, 0)
        self.sum += values.sum()

    def add_total(self, values, is_signed=False):
        """As add, with what a standard deviation and the range need."""
        if is_signed:
            self.count(values[values >= 0.0], 0)
            self.count(-values[values < 0.0], 1)
        else:
            self.count(values, 0)
        self.sum += values.sum()
        self.squares += values @ values
        self.least = min(self.least, values.min())
        self.greatest = max(self.greatest, values.max())


def fine():
    return Sketch(w_plan.FINE, w_plan.FINE_BASE, w_plan.FINE_BINS)


def coarse():
    return Sketch(w_plan.COARSE, w_plan.COARSE_BASE, w_plan.COARSE_BINS)


class Tally:
    def __init__(self, plan):
        architectures, months = range(len(plan.architectures)), range(plan.months)
        self.months = [[[coarse(), coarse()] for _ in months] for _ in architectures]
        self.totals = [[[fine(), fine()] for _ in range(4)] for _ in architectures]
        self.pairs = {(a, b): [fine(), fine()] for b in architectures for a in range(b)}
        self.a_cheaper = {pair: [0, 0] for pair in self.pairs}
        self.periods = [{} for _ in architectures]  # by contract, month and figure
        self.years = [[coarse() for _ in range((plan.months + 11) // 12)] for _ in architectures]
        self.units = [{} for _ in architectures]    # by kind of channel and month
        self.usd_per_mtok = [fine() for _ in architectures]
        self.regrets = [[fine(), fine()] for _ in architectures]
        self.cheapest = np.zeros((2, len(plan.architectures)), dtype=np.int64)


class World:
    """Drivers of a chunk of n paths, month by month: rows are drivers, columns paths."""

    def __init__(self, plan, rng, n):
        self.plan, self.rng, self.n = plan, rng, n
        drivers = plan.drivers
        self.growth = drivers.growth_sd[:, None] * rng.standard_normal((drivers.n, n))
        self.d = np.zeros((drivers.n, n))
        self.normals, self.shocks = np.empty((drivers.n, n)), np.empty((drivers.n, n))
        self.index = np.ones((drivers.n, n))
        self.prices_before = np.ones((drivers.n - plan.n_workloads - 1, n))
        self.mtok = np.zeros(n)

    def month(self, t):
        if t == 0:
            return
        plan, drivers, n = self.plan, self.plan.drivers, self.plan.n_workloads
        self.prices_before = self.index[n + 1:].copy()
        self.rng.standard_normal(out=self.normals)
        np.matmul(drivers.cholesky, self.normals, out=self.shocks)
        self.shocks *= drivers.gain[:, None]
        self.d *= drivers.decay[:, None]
        self.d += self.shocks
        np.add(self.d, drivers.certain[t][:, None], out=self.index)
        self.index += self.growth * drivers.years[t]
        np.exp(self.index, out=self.index)

    def prices(self, lag):
        return self.prices_before if lag else self.index[self.plan.n_workloads + 1:]


class Capacity:
    """Units or nodes of one channel under one architecture."""

    def __init__(self, channel, routes):
        self.channel, self.routes = channel, routes
        self.loads, self.units = [], None
        self.load_sum, self.overflow_sum, self.units_sum = 0.0, 0.0, 0.0

    def sized(self, load):
        channel = self.channel
        wanted = channel.wanted * load / channel.size / channel.step
        return np.maximum(channel.step * np.ceil(wanted - 1e-9), channel.least)

    def overflow(self, load):
        """Share of the load above the capacity, linear between the points of the table."""
        ratio = np.minimum(self.units * self.channel.size / load, RATIO_MOST) / RATIO_STEP
        row = ratio.astype(np.int64)
        low, high = self.channel.overflow[row], self.channel.overflow[row + 1]
        return low + (high - low) * (ratio - row)

    def serve(self, t, volumes):
        channel = self.channel
        load = sum(route.load * volumes[route.workload] for route in self.routes) / HOURS
        self.loads = (self.loads + [load])[-channel.lead - 1:]
        seen = self.loads[0]
        if t % channel.every == 0:
            self.units = self.sized(seen)
        elif channel.is_nodes:
            self.units = np.maximum(self.units, self.sized(seen))
        share = self.overflow(load)
        self.load_sum += load
        self.overflow_sum += share * load
        self.units_sum += self.units
        return share


class Account:
    """What one architecture has drawn down of one contract."""

    def __init__(self, plan, number, n):
        self.contract, self.terms = plan.contracts[number], plan.terms[number]
        self.eligible, self.carry = np.zeros(n), np.zeros(n)
        self.baseline = np.zeros(n)
        self.due, self.credit, self.credit_end = {}, None, 0

    def quota(self, t, baseline):
        """What of the commitment this month's AI spend should fill, the baseline staying as it is this month."""
        left = self.terms.left[t]
        need = self.terms.commitment[t] - self.carry - self.eligible - baseline * left
        return np.maximum(need, 0.0) / left

    def close(self, t, bills, baseline, sketches):
        """Enters the month's bills, `baseline` being a part of them; returns true-ups paid less credit used, or None
        where there is nothing."""
        used, grants = None, self.contract["shortfall_credit"] > 0.0
        if grants and self.credit is not None and t < self.credit_end:
            used = np.minimum(self.credit, bills)
            self.credit -= used
            bills = bills - used
        self.eligible += bills
        if baseline is not None:
            self.baseline += baseline
        if self.terms.ends[t]:
            self.end_period(t, sketches)
        paid = self.due.pop(t, None)
        if paid is not None and grants:
            self.credit, self.credit_end = self.contract["shortfall_credit"] * paid, t + 13
        if used is None:
            return paid
        return -used if paid is None else paid - used

    def end_period(self, t, sketches):
        commitment, cap = self.terms.commitment[t], self.contract["rollover_cap"]
        covered = self.carry + self.eligible
        over = covered - commitment
        missing = np.maximum(-over, 0.0)
        used = MILLION * np.minimum(covered / commitment, 1.0)
        room = np.maximum(commitment - self.carry - self.baseline, 0.0)
        for figure, values in enumerate((missing, used, room)):
            sketches.setdefault((self.contract["name"], t, figure), fine()).add_total(values)
        month = int(self.terms.pays[t])
        self.due[month] = self.due[month] + missing if month in self.due else missing
        self.carry = np.clip(over, 0.0, cap * commitment)
        self.eligible = np.zeros_like(over)
        self.baseline = np.zeros_like(over)


class Architecture:
    def __init__(self, plan, number, n):
        self.plan, self.number = plan, number
        self.routes = plan.architectures[number]
        self.accounts = [Account(plan, 0, n), Account(plan, 1, n)]
        kinds = {route.kind for route in self.routes}
        self.capacity = []
        for kind in sorted(kinds - {TOKEN, FILL}):
            channel = plan.provisioned if kind == PROVISIONED else plan.nodes
            routes = [route for route in self.routes if route.kind == kind]
            self.capacity.append(Capacity(channel, routes))
        self.totals = np.zeros((4, 2, n))
        self.cumulative = np.zeros(n)
        self.year = np.zeros(n)

    def discount(self, route, t):
        if route.account == NOBODY:
            return 1.0
        contract, terms = self.plan.contracts[route.account], self.plan.terms[route.account]
        return 1.0 - terms.discount[t] * contract["ai_scope"]

    def fill(self, route, t, quota, price, ai, bills):
        everything = route.usd * self.discount(route, t) * price
        share = np.minimum(quota / everything, 1.0)
        taken = share * everything
        np.maximum(quota - taken, 0.0, out=quota)
        ai += taken
        bills[route.account] += taken
        ai += (1.0 - share) * (route.other_usd * price)

    def bill_capacity(self, capacity, t, world, lists, ai, bills):
        channel = capacity.channel
        overflow = capacity.serve(t, world.index)
        rent = channel.rent * capacity.units
        if not channel.is_nodes:
            rent *= 1.0 - self.plan.terms[MACC].discount[t] * self.plan.contracts[MACC]["ai_scope"]
            bills[MACC] += rent
        ai += rent
        ai += channel.staff + (channel.setup if t == 0 else 0.0)
        for route in capacity.routes:
            net = (route.usd * self.discount(route, t)) * overflow * lists(route)
            ai += net
            if route.account != NOBODY:
                bills[route.account] += net

    def month(self, t, world, lists, baseline, tally):
        ai = np.full(world.n, self.plan.coordination[self.number])
        bills = [baseline.copy(), np.zeros(world.n)]
        quotas = {}
        for route in self.routes:
            if route.kind == TOKEN:
                net = (route.usd * self.discount(route, t)) * lists(route)
                ai += net
                if route.account != NOBODY:
                    bills[route.account] += net
            elif route.kind == FILL:
                if route.account not in quotas:
                    quotas[route.account] = self.accounts[route.account].quota(t, baseline)
                self.fill(route, t, quotas[route.account], lists(route), ai, bills)
        for capacity in self.capacity:
            self.bill_capacity(capacity, t, world, lists, ai, bills)
            key = (capacity.channel.is_nodes, t)
            tally.units[self.number].setdefault(key, coarse()).add(capacity.units)
        self.close(t, ai, bills, baseline, tally)

    def close(self, t, ai, bills, baseline, tally):
        """True-ups, and the month into the totals; leaves its cost in `spend`."""
        paid = [account.close(t, bill, part, tally.periods[self.number])
                for account, bill, part in zip(self.accounts, bills, (baseline, None))]
        paid = [amount for amount in paid if amount is not None]
        self.spend = ai + baseline
        parts = [ai, None, baseline]
        if paid:
            parts[1] = sum(paid)
            self.spend += parts[1]
        self.cumulative += self.spend
        self.year += self.spend
        for part, amount in enumerate([self.spend] + parts):
            if amount is not None:
                self.totals[part, 0] += self.plan.discount[t] * amount
                self.totals[part, 1] += amount


def lists_of(plan, world):
    """Volume times price index of a route, each pair once a month."""
    known = {}

    def find(route):
        key = (route.workload, route.index, route.lag)
        if key not in known:
            known[key] = world.index[route.workload] * world.prices(route.lag)[route.index]
        return known[key]

    return find


def walk_world(plan, rng, n):
    world = World(plan, rng, n)
    for t in range(plan.months):
        world.month(t)


def walk(plan, rng, n, tally):
    world = World(plan, rng, n)
    architectures = [Architecture(plan, number, n) for number in range(len(plan.architectures))]
    for t in range(plan.months):
        world.month(t)
        world.mtok += plan.mtok @ world.index[:plan.n_workloads]
        lists = lists_of(plan, world)
        reduced = plan.baseline_usd * (1.0 - plan.terms[0].discount[t])
        baseline = reduced * world.index[plan.n_workloads]
        for architecture, sketches in zip(architectures, tally.months):
            architecture.month(t, world, lists, baseline, tally)
            sketches[t][0].add(architecture.spend)
            sketches[t][1].add(architecture.cumulative)
        if t % 12 == 11 or t == plan.months - 1:
            add_years(architectures, tally, t // 12)
    add_totals(architectures, tally)
    add_prices(architectures, tally, world.mtok)
    add_regrets(architectures, tally)


def add_years(architectures, tally, year):
    for architecture, sketches in zip(architectures, tally.years):
        sketches[year].add(architecture.year)
        architecture.year[:] = 0.0


def add_prices(architectures, tally, mtok):
    for architecture, sketch in zip(architectures, tally.usd_per_mtok):
        sketch.add_total(MILLION * (architecture.totals[1, 1] + architecture.totals[2, 1]) / mtok)


def add_regrets(architectures, tally):
    for money in range(2):
        totals = np.stack([architecture.totals[0, money] for architecture in architectures])
        least = totals.min(axis=0)
        tally.cheapest[money] += (totals == least).sum(axis=1)
        for total, sketches in zip(totals, tally.regrets):
            sketches[money].add_total(total - least)


def add_totals(architectures, tally):
    for architecture, sketches in zip(architectures, tally.totals):
        for part in range(4):
            for money in range(2):
                sketches[part][money].add_total(architecture.totals[part, money], is_signed=part == 2)
    for (a, b), sketches in tally.pairs.items():
        for money in range(2):
            difference = architectures[b].totals[0, money] - architectures[a].totals[0, money]
            sketches[money].add_total(difference, is_signed=True)
            tally.a_cheaper[a, b][money] += int((difference > 0.0).sum())


def seconds_of(work, rng, n_paths, chunk):
    start = time.perf_counter()
    for first in range(0, n_paths, chunk):
        work(rng, min(chunk, n_paths - first))
    return time.perf_counter() - start


def main():
    n_paths = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
    chunk = int(sys.argv[2]) if len(sys.argv) > 2 else 16384
    plan = w_plan.plan()
    rng = np.random.Generator(np.random.Philox(plan.w["simulation"]["seed"]))
    walk(plan, rng, 1024, Tally(plan))  # warm-up
    tally = Tally(plan)
    per_month = 1e9 / n_paths / plan.months
    print("world %.1f" % (per_month * seconds_of(lambda r, n: walk_world(plan, r, n), rng, n_paths, chunk)))
    print("W %.1f" % (per_month * seconds_of(lambda r, n: walk(plan, r, n, tally), rng, n_paths, chunk)))
    for name, sketches in zip(plan.names, tally.totals):
        print("mean %s %.0f" % (name, sketches[0][0].sum / n_paths))


if __name__ == "__main__":
    main()
