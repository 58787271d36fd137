#!/usr/bin/env python3
"""w_numba.py [PATHS_PER_THREAD [THREADS]]: the work W in Numba: one path after the other, month by month, threads by
prange, each with its own sketches. Prints `world …` (drivers alone) and `W …` of one thread, `wall …` of all threads, in
ns per path-month by the clock, and the mean npv of each architecture."""
import math
import sys
import time
from collections import namedtuple

import numba
import numpy as np
from numba import njit, prange

import w_plan
from w_plan import (COARSE, COARSE_BASE, COARSE_BINS, FILL, FINE, FINE_BASE, FINE_BINS, MACC, NOBODY, PROVISIONED,
                    RATIO_MOST, RATIO_STEP, SELF_HOSTED, TOKEN)

HOURS = w_plan.HOURS
Plan = namedtuple("Plan", "months n_workloads decay gain certain years growth_sd cholesky discount baseline_usd "
                          "commitment discounts left ends pays scope credit_share rollover coordination "
                          "kind workload index lag account usd other_usd load "
                          "rent size wanted least step every lead staff setup overflow has_capacity "
                          "mtok period")


def packed(plan):
    """The plan's tables as arrays that compiled code reads; index 0 of a capacity channel is the provisioned one."""
    def of_routes(name, dtype):
        return np.array([[getattr(r, name) for r in routes] for routes in plan.architectures], dtype=dtype)

    def of_terms(name):
        return np.array([getattr(terms, name) for terms in plan.terms])

    def of_contracts(key):
        return np.array([contract[key] for contract in plan.contracts])

    channels = [plan.provisioned, plan.nodes]

    def of_channels(name, dtype=np.float64):
        return np.array([getattr(channel, name) for channel in channels], dtype=dtype)

    d, kind = plan.drivers, of_routes("kind", np.int64)
    # EDP's periods are rows 0 … 4 of a sketch, those of MACC 5 and 6
    period = np.array([[t // 12 for t in range(plan.months)], [5 + t // 36 for t in range(plan.months)]])
    has_capacity = np.array([[(row == PROVISIONED).any(), (row == SELF_HOSTED).any()] for row in kind])
    return Plan(plan.months, plan.n_workloads, d.decay, d.gain, d.certain, d.years, d.growth_sd, d.cholesky,
                plan.discount, plan.baseline_usd, of_terms("commitment"), of_terms("discount"), of_terms("left"),
                of_terms("ends"), of_terms("pays"), of_contracts("ai_scope"), of_contracts("shortfall_credit"),
                of_contracts("rollover_cap"), np.array(plan.coordination), kind, of_routes("workload", np.int64),
                of_routes("index", np.int64), of_routes("lag", np.int64), of_routes("account", np.int64),
                of_routes("usd", np.float64), of_routes("other_usd", np.float64), of_routes("load", np.float64),
                of_channels("rent"), of_channels("size"), of_channels("wanted"), of_channels("least"),
                of_channels("step"), of_channels("every", np.int64), of_channels("lead", np.int64),
                of_channels("staff"), of_channels("setup"), of_channels("overflow"),
                has_capacity, plan.mtok, period)


SOURCE = w_plan.plan()
P = packed(SOURCE)  # frozen into the compiled code, so that no array of it is counted in and out of every call
N, N_PRICES, A = P.decay.size, P.decay.size - P.n_workloads - 1, P.kind.shape[0]

# What a path carries on: a record, because passing one costs nothing.
STATE = np.dtype([("d", np.float64, N), ("z", np.float64, N), ("growth", np.float64, N),
                  ("driver", np.float64, N), ("prices_before", np.float64, N_PRICES), ("eligible", np.float64, (A, 2)),
                  ("carry", np.float64, (A, 2)), ("due", np.float64, (A, 2)), ("due_month", np.int64, (A, 2)),
                  ("credit", np.float64, (A, 2)), ("credit_end", np.int64, (A, 2)), ("units", np.float64, (A, 2)),
                  ("loads", np.float64, (A, 2, 4)), ("totals", np.float64, (A, 4, 2)), ("cumulative", np.float64, A),
                  ("baseline", np.float64, (A, 2)), ("year", np.float64, A), ("mtok", np.float64, (1,)),
                  ("load_sums", np.float64, (A, 2, 3))])
# Rows of the sketches that have one of each architecture: three figures of each period, USD per Mtok, regrets.
N_PERIODS = 7
USD_PER_MTOK, REGRETS, N_OTHERS = 3 * N_PERIODS, 3 * N_PERIODS + 1, 3 * N_PERIODS + 3
MILLION = 1e6  # shares and prices are counted in millionths, because the bins begin at 1


@njit
def begin(s):
    for i in range(N):
        s.d[i] = 0.0
        s.driver[i] = 1.0
        s.growth[i] = P.growth_sd[i] * np.random.standard_normal()
    for i in range(N_PRICES):
        s.prices_before[i] = 1.0
    s.mtok[0] = 0.0
    for a in range(A):
        s.cumulative[a] = s.year[a] = 0.0
        for k in range(2):
            s.baseline[a, k] = 0.0
            for i in range(3):
                s.load_sums[a, k, i] = 0.0
            s.eligible[a, k] = s.carry[a, k] = s.due[a, k] = s.credit[a, k] = s.units[a, k] = 0.0
            s.credit_end[a, k] = 0
            for part in range(4):
                s.totals[a, part, k] = 0.0


@njit
def world_month(s, t):
    if t == 0:
        return
    n, n_workloads = N, P.n_workloads
    for i in range(n):
        s.z[i] = np.random.standard_normal()
    for i in range(n_workloads + 1, n):
        s.prices_before[i - n_workloads - 1] = s.driver[i]
    for i in range(n):
        shock = 0.0
        for j in range(i + 1):
            shock += P.cholesky[i, j] * s.z[j]
        s.d[i] = P.decay[i] * s.d[i] + P.gain[i] * shock
        s.driver[i] = math.exp(s.d[i] + P.certain[t, i] + s.growth[i] * P.years[t])


@njit
def listed(s, a, r):
    """Volume times price index of a route."""
    index = P.index[a, r]
    price = s.prices_before[index] if P.lag[a, r] else s.driver[P.n_workloads + 1 + index]
    return s.driver[P.workload[a, r]] * price


@njit
def reduction(account, t):
    return 1.0 if account == NOBODY else 1.0 - P.discounts[account, t] * P.scope[account]


@njit
def sized(c, load):
    wanted = P.wanted[c] * load / P.size[c] / P.step[c]
    return max(P.step[c] * math.ceil(wanted - 1e-9), P.least[c])


@njit
def size_units(s, a, c, t, load):
    """The load of up to three months ago lies in a ring of four."""
    if t == 0:
        for i in range(4):
            s.loads[a, c, i] = load
    s.loads[a, c, t % 4] = load
    needed = sized(c, s.loads[a, c, max(t - P.lead[c], 0) % 4])
    if t % P.every[c] == 0:
        s.units[a, c] = needed
    elif c == 1:
        s.units[a, c] = max(s.units[a, c], needed)


@njit
def overflow_of(c, ratio):
    x = min(ratio, RATIO_MOST) / RATIO_STEP
    row = int(x)
    low = P.overflow[c, row]
    return low + (P.overflow[c, row + 1] - low) * (x - row)


@njit
def quota_of(s, a, account, t, baseline):
    """What of the commitment this month's AI spend should fill, the baseline staying as it is this month."""
    left = P.left[account, t]
    need = P.commitment[account, t] - s.carry[a, account] - s.eligible[a, account] - baseline * left
    return max(need, 0.0) / left


@njit
def fill(s, a, r, t, quota):
    """AI cost of a fill route, and what of it draws the contract down."""
    price = listed(s, a, r)
    everything = P.usd[a, r] * reduction(P.account[a, r], t) * price
    share = min(quota / everything, 1.0)
    return share * everything + (1.0 - share) * P.other_usd[a, r] * price, share * everything


@njit
def capacity_bill(s, a, c, t):
    """AI cost of a capacity channel with its overflow, and what of it is a bill of the second cloud."""
    kind = PROVISIONED if c == 0 else SELF_HOSTED
    load = 0.0
    for r in range(P.kind.shape[1]):
        if P.kind[a, r] == kind:
            load += P.load[a, r] * s.driver[P.workload[a, r]]
    load /= HOURS
    size_units(s, a, c, t, load)
    share = overflow_of(c, s.units[a, c] * P.size[c] / load)
    s.load_sums[a, c, 0] += load
    s.load_sums[a, c, 1] += share * load
    s.load_sums[a, c, 2] += s.units[a, c]
    rent = P.rent[c] * s.units[a, c]
    if c == 0:
        rent *= reduction(MACC, t)
    ai = rent + P.staff[c] + (P.setup[c] if t == 0 else 0.0)
    bill = rent if c == 0 else 0.0
    for r in range(P.kind.shape[1]):
        if P.kind[a, r] == kind:
            net = P.usd[a, r] * reduction(P.account[a, r], t) * share * listed(s, a, r)
            ai += net
            bill += net if P.account[a, r] == MACC else 0.0
    return ai, bill


@njit
def close_account(s, a, k, t, bills, baseline, others, other_sums):
    """Enters the month's bills, `baseline` being a part of them; returns true-ups paid less credit used."""
    used = 0.0
    if t < s.credit_end[a, k]:
        used = min(s.credit[a, k], bills)
        s.credit[a, k] -= used
    s.eligible[a, k] += bills - used
    s.baseline[a, k] += baseline
    if P.ends[k, t]:
        covered, commitment, row = s.carry[a, k] + s.eligible[a, k], P.commitment[k, t], 3 * P.period[k, t]
        over = covered - commitment
        sketch_other(others, other_sums, a, row, max(-over, 0.0))
        sketch_other(others, other_sums, a, row + 1, MILLION * min(covered / commitment, 1.0))
        sketch_other(others, other_sums, a, row + 2, max(commitment - s.carry[a, k] - s.baseline[a, k], 0.0))
        s.baseline[a, k] = 0.0
        s.due[a, k] += max(-over, 0.0)
        s.due_month[a, k] = P.pays[k, t]
        s.carry[a, k] = min(max(over, 0.0), P.rollover[k] * P.commitment[k, t])
        s.eligible[a, k] = 0.0
    if s.due[a, k] == 0.0 or s.due_month[a, k] != t:
        return -used
    paid = s.due[a, k]
    s.due[a, k] = 0.0
    s.credit[a, k] = P.credit_share[k] * paid
    s.credit_end[a, k] = t + 13 if P.credit_share[k] > 0.0 else 0
    return paid - used


@njit
def bill_month(s, a, t, baseline, others, other_sums):
    ai, of_edp, of_macc, quota = P.coordination[a], baseline, 0.0, -1.0
    for r in range(P.kind.shape[1]):
        account = P.account[a, r]
        if P.kind[a, r] == TOKEN:
            net = P.usd[a, r] * reduction(account, t) * listed(s, a, r)
            counted = net
        elif P.kind[a, r] == FILL:
            quota = quota_of(s, a, account, t, baseline) if quota < 0.0 else quota
            net, counted = fill(s, a, r, t, quota)
            quota = max(quota - counted, 0.0)
        else:
            continue
        ai += net
        if account == MACC:
            of_macc += counted
        elif account != NOBODY:
            of_edp += counted
    for c in range(2):
        if P.has_capacity[a, c]:
            cost, bill = capacity_bill(s, a, c, t)
            ai += cost
            of_macc += bill
    trueup = close_account(s, a, 0, t, of_edp, baseline, others, other_sums)
    trueup += close_account(s, a, 1, t, of_macc, 0.0, others, other_sums)
    return ai, trueup


@njit
def add_month(s, a, t, ai, trueup, baseline):
    spend, factor = ai + trueup + baseline, P.discount[t]
    s.cumulative[a] += spend
    s.year[a] += spend
    s.totals[a, 0, 0] += factor * spend
    s.totals[a, 1, 0] += factor * ai
    s.totals[a, 2, 0] += factor * trueup
    s.totals[a, 3, 0] += factor * baseline
    s.totals[a, 0, 1] += spend
    s.totals[a, 1, 1] += ai
    s.totals[a, 2, 1] += trueup
    s.totals[a, 3, 1] += baseline
    return spend


@njit
def place(value, shift, base, bins):
    """Counter of a value >= 0; a float's bits are read through an array of one."""
    bits = np.float64(value).view(np.int64)
    return min(max((bits >> shift) - base, 0), bins)


@njit
def sketch_month(counts, sums, t, a, kind, value):
    counts[t, a, kind, place(value, COARSE, COARSE_BASE, COARSE_BINS)] += 1
    sums[t, a, kind] += value


@njit
def sketch_total(counts, sums, row, money, value):
    sign = 0 if value >= 0.0 else 1
    counts[row, money, sign, place(abs(value), FINE, FINE_BASE, FINE_BINS)] += 1
    sums[row, money, 0] += value
    sums[row, money, 1] += value * value
    sums[row, money, 2] = min(sums[row, money, 2], value)
    sums[row, money, 3] = max(sums[row, money, 3], value)


@njit
def sketch_other(counts, sums, a, row, value):
    counts[a, row, place(value, FINE, FINE_BASE, FINE_BINS)] += 1
    sums[a, row, 0] += value
    sums[a, row, 1] += value * value
    sums[a, row, 2] = min(sums[a, row, 2], value)
    sums[a, row, 3] = max(sums[a, row, 3], value)


@njit
def sketch_ranks(s, others, other_sums, cheapest):
    """Price of a million tokens, regret against the cheapest, and who it is."""
    for a in range(A):
        price = MILLION * (s.totals[a, 1, 1] + s.totals[a, 2, 1]) / s.mtok[0]
        sketch_other(others, other_sums, a, USD_PER_MTOK, price)
    for money in range(2):
        least = s.totals[0, 0, money]
        for a in range(1, A):
            least = min(least, s.totals[a, 0, money])
        for a in range(A):
            regret = s.totals[a, 0, money] - least
            cheapest[money, a] += 1 if regret == 0.0 else 0
            sketch_other(others, other_sums, a, REGRETS + money, regret)


@njit
def sketch_path(s, totals, sums, a_cheaper):
    """Rows of the sketches: four parts of each architecture, then the pairs."""
    row = 4 * A
    for b in range(A):
        for money in range(2):
            for part in range(4):
                sketch_total(totals, sums, 4 * b + part, money, s.totals[b, part, money])
        for a in range(b):
            for money in range(2):
                difference = s.totals[b, 0, money] - s.totals[a, 0, money]
                sketch_total(totals, sums, row, money, difference)
                a_cheaper[row, money] += 1 if difference > 0.0 else 0
            row += 1


@njit
def walk_path(s, months, month_sums, years, year_sums, others, other_sums):
    begin(s)
    for t in range(P.months):
        world_month(s, t)
        reduced = P.baseline_usd * (1.0 - P.discounts[0, t])
        baseline = reduced * s.driver[P.n_workloads]
        for i in range(P.n_workloads):
            s.mtok[0] += P.mtok[i] * s.driver[i]
        for a in range(A):
            ai, trueup = bill_month(s, a, t, baseline, others, other_sums)
            spend = add_month(s, a, t, ai, trueup, baseline)
            sketch_month(months, month_sums, t, a, 0, spend)
            sketch_month(months, month_sums, t, a, 1, s.cumulative[a])
            for c in range(2):
                if P.has_capacity[a, c]:
                    sketch_month(months, month_sums, t, a, 2 + c, s.units[a, c])
            if t % 12 == 11 or t == P.months - 1:
                sketch_month(years, year_sums, t // 12, a, 0, s.year[a])
                s.year[a] = 0.0


@njit
def walk_world_path(s):
    begin(s)
    for t in range(P.months):
        world_month(s, t)
    return s.driver[0]


@njit
def run_share(n_paths):
    """One thread's paths: the sums of npv by architecture, and how many monthly values were counted."""
    store, rows, n_years = np.zeros(1, STATE), 4 * A + A * (A - 1) // 2, (P.months + 11) // 12
    months, month_sums = np.zeros((P.months, A, 4, COARSE_BINS + 1), np.uint32), np.zeros((P.months, A, 4))
    years, year_sums = np.zeros((n_years, A, 1, COARSE_BINS + 1), np.uint32), np.zeros((n_years, A, 1))
    totals, sums = np.zeros((rows, 2, 2, FINE_BINS + 1), np.uint32), np.zeros((rows, 2, 4))
    others, other_sums = np.zeros((A, N_OTHERS, FINE_BINS + 1), np.uint32), np.zeros((A, N_OTHERS, 4))
    cheapest, a_cheaper = np.zeros((2, A), np.int64), np.zeros((rows, 2), np.int64)
    for _ in range(n_paths):
        walk_path(store[0], months, month_sums, years, year_sums, others, other_sums)
        sketch_path(store[0], totals, sums, a_cheaper)
        sketch_ranks(store[0], others, other_sums, cheapest)
    out = np.empty(A + 1)
    out[:A] = sums[:4 * A:4, 0, 0]
    # so that the store lives as long as its record, and everything counted is used
    out[A] = store.size + months[0, 0, 0].sum() + years[0].sum() + other_sums.sum() + cheapest.sum() + a_cheaper.sum()
    return out


@njit
def run_world_share(n_paths):
    store, total = np.zeros(1, STATE), 0.0
    for _ in range(n_paths):
        total += walk_world_path(store[0])
    return total + store.size


@njit(parallel=True)
def run(n_paths, n_threads):
    sums = np.zeros((n_threads, A + 1))
    for thread in prange(n_threads):
        sums[thread] = run_share(n_paths // n_threads)
    return sums


@njit(parallel=True)
def run_world(n_paths, n_threads):
    sums = np.zeros(n_threads)
    for thread in prange(n_threads):
        sums[thread] = run_world_share(n_paths // n_threads)
    return sums


def seconds_of(work, *arguments):
    start = time.perf_counter()
    out = work(*arguments)
    return time.perf_counter() - start, out


def main():
    n_paths = int(sys.argv[1]) if len(sys.argv) > 1 else 40000
    n_threads = int(sys.argv[2]) if len(sys.argv) > 2 else numba.config.NUMBA_NUM_THREADS
    run(2, 1)  # compiles
    run_world(2, 1)
    per_month = 1e9 / n_paths / P.months
    numba.set_num_threads(1)
    print("world %.1f" % (seconds_of(run_world, n_paths, 1)[0] * per_month))
    print("W %.1f" % (seconds_of(run, n_paths, 1)[0] * per_month))
    numba.set_num_threads(n_threads)
    n_all = n_paths * n_threads
    seconds, sums = seconds_of(run, n_all, n_threads)
    print("wall %.1f" % (seconds * per_month / n_threads))
    for name, mean in zip(SOURCE.names, sums.sum(axis=0) / n_all):
        print("mean %s %.0f" % (name, mean))


if __name__ == "__main__":
    main()
