#!/usr/bin/env python3
"""w_numba.py [PATHS [THREADS]]: the work W in Numba: one path after the other, month by month, in threads that each have
their own sketches (prange does not take this many arrays). Prints `world …` (drivers alone) and `W …` in ns per path-month of one thread, `wall …` the same of
the machine, and the mean npv of each architecture."""
import math
import os
import sys
import time
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit

import w_plan
from w_plan import (AZURE, COARSE, COARSE_BASE, COARSE_BINS, FILL, FINE, FINE_BASE, FINE_BINS, NOBODY, PROVISIONED,
                    RATIO_MOST, RATIO_STEP, SELF_HOSTED, TOKEN)

HOURS = w_plan.HOURS
Plan = namedtuple("Plan", "months n_workloads decay gain certain years growth_sd cholesky discount baseline_usd "
                          "commitment discounts left ends pays scope credit_share rollover coordination "
                          "kind workload index lag account usd other_usd load "
                          "rent size wanted least step every lead staff setup overflow rent_index has_capacity")
State = namedtuple("State", "d z growth driver prices_before eligible carry due due_month credit credit_end units loads "
                            "totals cumulative")
Sketches = namedtuple("Sketches", "months month_sums totals total_sums pairs pair_sums")


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
    has_capacity = np.array([[(row == PROVISIONED).any(), (row == SELF_HOSTED).any()] for row in kind])
    return Plan(plan.months, plan.n_workloads, d.decay, d.gain, d.certain, d.years, d.growth_sd, d.cholesky,
                plan.discount, plan.baseline_usd, of_terms("commitment"), of_terms("discount"), of_terms("left"),
                of_terms("ends"), of_terms("pays"), of_contracts("ai_scope"), of_contracts("shortfall_credit"),
                of_contracts("rollover_cap"), np.array(plan.coordination), kind, of_routes("workload", np.int64),
                of_routes("index", np.int64), of_routes("lag", np.int64), of_routes("account", np.int64),
                of_routes("usd", np.float64), of_routes("other_usd", np.float64), of_routes("load", np.float64),
                of_channels("rent"), of_channels("size"), of_channels("wanted"), of_channels("least"),
                of_channels("step"), of_channels("every", np.int64), of_channels("lead", np.int64),
                of_channels("staff"), of_channels("setup"), of_channels("overflow"), plan.provisioned_index,
                has_capacity)


@njit
def state_of(plan):
    n, a = plan.decay.size, plan.kind.shape[0]
    return State(np.zeros(n), np.zeros(n), np.zeros(plan.n_workloads), np.ones(n), np.ones(n - plan.n_workloads - 1),
                 np.zeros((a, 2)), np.zeros((a, 2)), np.zeros((a, 2)), np.zeros((a, 2), np.int64), np.zeros((a, 2)),
                 np.zeros((a, 2), np.int64), np.zeros((a, 2)), np.zeros((a, 2, 4)), np.zeros((a, 4, 2)), np.zeros(a))


@njit
def begin(plan, s):
    for i in range(plan.n_workloads):
        s.growth[i] = plan.growth_sd[i] * np.random.standard_normal()
    s.d[:] = 0.0
    s.driver[:] = 1.0
    s.prices_before[:] = 1.0
    s.eligible[:] = 0.0
    s.carry[:] = 0.0
    s.due[:] = 0.0
    s.credit[:] = 0.0
    s.credit_end[:] = 0
    s.units[:] = 0.0
    s.totals[:] = 0.0
    s.cumulative[:] = 0.0


@njit
def world_month(plan, s, t):
    if t == 0:
        return
    n, n_workloads = plan.decay.size, plan.n_workloads
    for i in range(n):
        s.z[i] = np.random.standard_normal()
    for i in range(n_workloads + 1, n):
        s.prices_before[i - n_workloads - 1] = s.driver[i]
    for i in range(n):
        shock = 0.0
        for j in range(i + 1):
            shock += plan.cholesky[i, j] * s.z[j]
        s.d[i] = plan.decay[i] * s.d[i] + plan.gain[i] * shock
        log_index = s.d[i] + plan.certain[t, i]
        if i < n_workloads:
            log_index += s.growth[i] * plan.years[t]
        s.driver[i] = math.exp(log_index)


@njit
def listed(plan, s, a, r):
    """Volume times price index of a route."""
    index = plan.index[a, r]
    price = s.prices_before[index] if plan.lag[a, r] else s.driver[plan.n_workloads + 1 + index]
    return s.driver[plan.workload[a, r]] * price


@njit
def reduction(plan, account, t):
    return 1.0 if account == NOBODY else 1.0 - plan.discounts[account, t] * plan.scope[account]


@njit
def sized(plan, c, load):
    wanted = plan.wanted[c] * load / plan.size[c] / plan.step[c]
    return max(plan.step[c] * math.ceil(wanted - 1e-9), plan.least[c])


@njit
def size_units(plan, s, a, c, t, load):
    """The load of up to three months ago lies in a ring of four."""
    if t == 0:
        s.loads[a, c, :] = load
    s.loads[a, c, t % 4] = load
    needed = sized(plan, c, s.loads[a, c, max(t - plan.lead[c], 0) % 4])
    if t % plan.every[c] == 0:
        s.units[a, c] = needed
    elif c == 1:
        s.units[a, c] = max(s.units[a, c], needed)


@njit
def overflow_of(plan, c, ratio):
    x = min(ratio, RATIO_MOST) / RATIO_STEP
    row = int(x)
    low = plan.overflow[c, row]
    return low + (plan.overflow[c, row + 1] - low) * (x - row)


@njit
def fill(plan, s, a, r, t, baseline):
    """AI cost of a fill route, and what of it draws the contract down."""
    account = plan.account[a, r]
    left, price = plan.left[account, t], listed(plan, s, a, r)
    need = plan.commitment[account, t] - s.carry[a, account] - s.eligible[a, account] - baseline * left
    everything = plan.usd[a, r] * reduction(plan, account, t) * price
    share = min(max(need, 0.0) / left / everything, 1.0)
    return share * everything + (1.0 - share) * plan.other_usd[a, r] * price, share * everything


@njit
def capacity_bill(plan, s, a, c, t):
    """AI cost of a capacity channel with its overflow, and what of it is a bill of Azure."""
    kind = PROVISIONED if c == 0 else SELF_HOSTED
    load = 0.0
    for r in range(plan.kind.shape[1]):
        if plan.kind[a, r] == kind:
            load += plan.load[a, r] * s.driver[plan.workload[a, r]]
    load /= HOURS
    size_units(plan, s, a, c, t, load)
    share = overflow_of(plan, c, s.units[a, c] * plan.size[c] / load)
    rent = plan.rent[c] * s.units[a, c]
    if c == 0:
        rent *= s.driver[plan.n_workloads + 1 + plan.rent_index] * reduction(plan, AZURE, t)
    ai = rent + plan.staff[c] + (plan.setup[c] if t == 0 else 0.0)
    bill = rent if c == 0 else 0.0
    for r in range(plan.kind.shape[1]):
        if plan.kind[a, r] == kind:
            net = plan.usd[a, r] * reduction(plan, plan.account[a, r], t) * share * listed(plan, s, a, r)
            ai += net
            bill += net if plan.account[a, r] == AZURE else 0.0
    return ai, bill


@njit
def close_account(plan, s, a, k, t, bills):
    """Enters the month's bills; returns true-ups paid less credit used."""
    used = 0.0
    if t < s.credit_end[a, k]:
        used = min(s.credit[a, k], bills)
        s.credit[a, k] -= used
    s.eligible[a, k] += bills - used
    if plan.ends[k, t]:
        over = s.carry[a, k] + s.eligible[a, k] - plan.commitment[k, t]
        s.due[a, k] += max(-over, 0.0)
        s.due_month[a, k] = plan.pays[k, t]
        s.carry[a, k] = min(max(over, 0.0), plan.rollover[k] * plan.commitment[k, t])
        s.eligible[a, k] = 0.0
    if s.due[a, k] == 0.0 or s.due_month[a, k] != t:
        return -used
    paid = s.due[a, k]
    s.due[a, k] = 0.0
    s.credit[a, k] = plan.credit_share[k] * paid
    s.credit_end[a, k] = t + 13 if plan.credit_share[k] > 0.0 else 0
    return paid - used


@njit
def bill_month(plan, s, a, t, baseline):
    ai, of_aws, of_azure = plan.coordination[a], baseline, 0.0
    for r in range(plan.kind.shape[1]):
        account = plan.account[a, r]
        if plan.kind[a, r] == TOKEN:
            net = plan.usd[a, r] * reduction(plan, account, t) * listed(plan, s, a, r)
            counted = net
        elif plan.kind[a, r] == FILL:
            net, counted = fill(plan, s, a, r, t, baseline)
        else:
            continue
        ai += net
        if account == AZURE:
            of_azure += counted
        elif account != NOBODY:
            of_aws += counted
    for c in range(2):
        if plan.has_capacity[a, c]:
            cost, bill = capacity_bill(plan, s, a, c, t)
            ai += cost
            of_azure += bill
    trueup = close_account(plan, s, a, 0, t, of_aws) + close_account(plan, s, a, 1, t, of_azure)
    return ai, trueup


@njit
def add_month(plan, s, a, t, ai, trueup, baseline):
    spend, factor = ai + trueup + baseline, plan.discount[t]
    s.cumulative[a] += spend
    totals = s.totals[a]
    totals[0, 0] += factor * spend
    totals[1, 0] += factor * ai
    totals[2, 0] += factor * trueup
    totals[3, 0] += factor * baseline
    totals[0, 1] += spend
    totals[1, 1] += ai
    totals[2, 1] += trueup
    totals[3, 1] += baseline
    return spend


@njit
def place(value, shift, base, bins):
    """Counter of a value >= 0; a float's bits are read through an array of one."""
    bits = np.float64(value).view(np.int64)
    return min(max((bits >> shift) - base, 0), bins)


@njit
def sketch_month(counts, sums, value):
    counts[place(value, COARSE, COARSE_BASE, COARSE_BINS)] += 1
    sums[0] += value


@njit
def sketch_total(counts, sums, value):
    sign = 0 if value >= 0.0 else 1
    counts[sign, place(abs(value), FINE, FINE_BASE, FINE_BINS)] += 1
    sums[0] += value
    sums[1] += value * value
    sums[2] = min(sums[2], value)
    sums[3] = max(sums[3], value)


@njit
def sketches_of(months, a):
    pairs = a * (a - 1) // 2
    return Sketches(np.zeros((months, a, 2, COARSE_BINS + 1), np.uint32), np.zeros((months, a, 2, 1)),
                    np.zeros((a, 4, 2, 2, FINE_BINS + 1), np.uint32), np.zeros((a, 4, 2, 4)),
                    np.zeros((pairs, 2, 2, FINE_BINS + 1), np.uint32), np.zeros((pairs, 2, 4)))


@njit
def sketch_path(s, to):
    pair, n = 0, s.totals.shape[0]
    for b in range(n):
        for money in range(2):
            for part in range(4):
                sketch_total(to.totals[b, part, money], to.total_sums[b, part, money], s.totals[b, part, money])
        for a in range(b):
            for money in range(2):
                difference = s.totals[b, 0, money] - s.totals[a, 0, money]
                sketch_total(to.pairs[pair, money], to.pair_sums[pair, money], difference)
            pair += 1


@njit
def walk_path(plan, s, to):
    begin(plan, s)
    for t in range(plan.months):
        world_month(plan, s, t)
        reduced = plan.baseline_usd * (1.0 - plan.discounts[0, t])
        baseline = reduced * s.driver[plan.n_workloads]
        for a in range(plan.kind.shape[0]):
            ai, trueup = bill_month(plan, s, a, t, baseline)
            spend = add_month(plan, s, a, t, ai, trueup, baseline)
            sketch_month(to.months[t, a, 0], to.month_sums[t, a, 0], spend)
            sketch_month(to.months[t, a, 1], to.month_sums[t, a, 1], s.cumulative[a])
    sketch_path(s, to)


@njit
def walk_world_path(plan, s):
    begin(plan, s)
    for t in range(plan.months):
        world_month(plan, s, t)
    return s.driver[0]


@njit(nogil=True)
def run_share(plan, n_paths):
    """One thread's paths: the sums of npv by architecture, and how many monthly values were counted."""
    n = plan.kind.shape[0]
    s, to = state_of(plan), sketches_of(plan.months, n)
    for _ in range(n_paths):
        walk_path(plan, s, to)
    out = np.empty(n + 1)
    out[:n] = to.total_sums[:, 0, 0, 0]
    out[n] = to.months.sum()
    return out


@njit(nogil=True)
def run_world_share(plan, n_paths):
    s, total = state_of(plan), 0.0
    for _ in range(n_paths):
        total += walk_world_path(plan, s)
    return total


def seconds_of(share, plan, n_paths, n_threads):
    """Runs shares of the paths side by side; they leave the interpreter's lock alone."""
    start = time.perf_counter()
    with ThreadPoolExecutor(n_threads) as threads:
        shares = list(threads.map(lambda _: share(plan, n_paths // n_threads), range(n_threads)))
    return time.perf_counter() - start, sum(shares)


def main():
    n_paths = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
    n_threads = int(sys.argv[2]) if len(sys.argv) > 2 else len(os.sched_getaffinity(0))
    source = w_plan.plan()
    plan = packed(source)
    run_share(plan, 2)  # compiles
    run_world_share(plan, 2)
    per_month = 1e9 / n_paths / plan.months
    world, _ = seconds_of(run_world_share, plan, n_paths, n_threads)
    whole, sums = seconds_of(run_share, plan, n_paths, n_threads)
    print("world %.1f" % (world * n_threads * per_month))
    print("W %.1f" % (whole * n_threads * per_month))
    print("wall %.1f" % (whole * per_month))
    for name, mean in zip(source.names, sums / (n_paths // n_threads * n_threads)):
        print("mean %s %.0f" % (name, mean))


if __name__ == "__main__":
    main()
