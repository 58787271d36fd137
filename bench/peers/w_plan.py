"""What the NumPy and the Numba peer know before the first path: the tables that follow from w.json, made as the model
page (docs/model.md) says. All of it is certain; nothing here is timed."""
import json
import math
import os
import statistics
from types import SimpleNamespace

import numpy as np

HOURS = 730.0
ALMOST = 1.0 - 1e-9
# Sketches are counted by the leading bits of a double, as shortfall does: 1/1024 and 1/128 of an octave from 1 USD on.
FINE, COARSE = 52 - 10, 52 - 7
FINE_BASE, COARSE_BASE = 1023 << 10, 1023 << 7
FINE_BINS, COARSE_BINS = 40 << 10, 40 << 7
# The overflow share as a table, linear between points: error below 3e-6.
RATIO_STEP, RATIO_MOST = 1.0 / 512.0, 16.0
TOKEN, FILL, PROVISIONED, SELF_HOSTED = range(4)
EDP, MACC, NOBODY = 0, 1, 2


def read():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "w.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def named(items):
    return {item["name"]: item for item in items}


def drivers_of(w):
    """Decay, gain, trend [month][driver] and the factor of growth_sd, in the order of the model page."""
    rows = w["workloads"] + [v["baseline"] for v in w["vendors"] if "baseline" in v] + w["indices"]
    months = w["simulation"]["months"]
    dt, n = 1.0 / 12.0, len(rows)
    decay, gain = np.ones(n), np.zeros(n)
    certain, variance = np.zeros((months, n)), np.zeros(n)
    for i, row in enumerate(rows):
        kappa = row["reversion"]
        decay[i] = math.exp(-kappa * dt)
        scale = math.sqrt((1.0 - decay[i] ** 2) / (2.0 * kappa)) if kappa > 0.0 else math.sqrt(dt)
        gain[i] = row["volatility"] * scale
    for t in range(months):
        variance = decay ** 2 * variance + gain ** 2 if t else variance
        certain[t] = [math.log1p(row["growth"]) * t * dt for row in rows] - 0.5 * variance
    growth_sd = np.array([row["growth_sd"] for row in rows])
    return SimpleNamespace(n=n, decay=decay, gain=gain, certain=certain, years=np.arange(months) * dt,
                           growth_sd=growth_sd, cholesky=np.linalg.cholesky(correlation_of(w)))


def correlation_of(w):
    """A pair named twice takes the later line."""
    names = [item["name"] for item in w["workloads"]] + [v["name"] for v in w["vendors"] if "baseline" in v]
    names += [item["name"] for item in w["indices"]]
    correlation = np.eye(len(names))
    for line in w["correlations"]:
        places = [names.index(name) for name in line["among"]]
        correlation[np.ix_(places, places)] = line["rho"]
    np.fill_diagonal(correlation, 1.0)
    return correlation


def discount_of(contract, commitment):
    reached = [tier["discount"] for tier in contract.get("tiers", []) if commitment >= tier["from_usd"] * ALMOST]
    return reached[-1] if reached else contract.get("discount", 0.0)


def terms_of(contract, months):
    """Commitment, discount, months left, end of period and month of payment, month by month."""
    length, commitments = contract["period_months"], contract["commitments"]
    terms = SimpleNamespace(commitment=np.zeros(months), discount=np.zeros(months), left=np.zeros(months),
                            ends=np.zeros(months, dtype=bool), pays=np.zeros(months, dtype=np.int64))
    for t in range(months):
        k = t // length
        end = min((k + 1) * length, months)
        full = commitments[min(k, len(commitments) - 1)]
        terms.commitment[t] = full * (end - k * length) / length
        terms.discount[t] = discount_of(contract, full * 12.0 / length)
        terms.left[t] = end - t
        terms.ends[t] = t == end - 1
        terms.pays[t] = min(t + 1, months - 1)  # invoice_lag_months is 1
    return terms


def overflow_table(cv):
    s = math.sqrt(math.log1p(cv * cv))
    cdf = statistics.NormalDist().cdf
    ratios = np.arange(int(RATIO_MOST / RATIO_STEP) + 2) * RATIO_STEP
    shares = np.ones(ratios.size)
    for i, c in enumerate(ratios[1:], 1):
        d1 = 0.5 * s - math.log(c) / s
        shares[i] = cdf(d1) - c * cdf(d1 - s)
    return shares


def capacity_of(channel):
    """A provisioned or self-hosted channel under two sets of key names."""
    s = math.sqrt(math.log1p(channel["burst_cv"] ** 2))
    is_nodes = channel["kind"] == "self_hosted"
    unit = "node" if is_nodes else "unit"
    z = statistics.NormalDist().inv_cdf(channel["service_level"]) if is_nodes else 0.0
    return SimpleNamespace(
        is_nodes=is_nodes, rent=channel[unit + "_hour_usd"] * HOURS, size=channel[unit + "_mtok_per_hour"],
        wanted=math.exp(s * z - 0.5 * s * s) if is_nodes else channel["coverage"],
        least=channel["min_nodes" if is_nodes else "min_units"], step=channel.get("increment", 1),
        every=channel["lease_months" if is_nodes else "term_months"], lead=channel.get("lead_months", 1),
        staff=channel.get("staff_usd_per_month", 0.0), setup=channel.get("setup_usd", 0.0),
        overflow=overflow_table(channel["burst_cv"]))


def quote_of(w, workload, route, channel):
    """USD of a token route's month per volume and price index, before discount."""
    model = named(w["models"])[route.get("model", workload["model"])]
    cached = workload["cached_share"]
    per_input = (1.0 - cached) * model["input_usd"] + cached * model["cached_input_usd"]
    usd = workload["input_mtok"] * per_input + workload["output_mtok"] * model["output_usd"]
    usd *= route.get("token_ratio", 1.0) * (1.0 + channel["margin"])
    index = [item["name"] for item in w["indices"]].index(model["index"])
    return usd, index


def load_of(workload, route, channel):
    """Equivalent Mtok of a route's month per volume."""
    cached = workload["cached_share"]
    counts = workload["input_mtok"] * (1.0 - cached + channel["cached_weight"] * cached)
    counts += channel["output_weight"] * workload["output_mtok"]
    return counts * route.get("token_ratio", 1.0)


def account_of(channel):
    return {"cloud-a": EDP, "cloud-b": MACC}.get(channel.get("vendor"), NOBODY)


def route_of(w, route):
    channels = named(w["channels"])
    names = [item["name"] for item in w["workloads"]]
    number = names.index(route["workload"])
    workload, channel = w["workloads"][number], channels[route["channel"]]
    kind = {"token": TOKEN, "provisioned": PROVISIONED, "self_hosted": SELF_HOSTED}[channel["kind"]]
    seller = channels[channel["overflow"]] if kind in (PROVISIONED, SELF_HOSTED) else channel
    usd, index = quote_of(w, workload, route, seller)
    out = SimpleNamespace(kind=kind, workload=number, usd=usd, index=index, lag=seller["price_lag_months"],
                          account=account_of(seller), other_usd=0.0, load=0.0)
    if kind in (PROVISIONED, SELF_HOSTED):
        out.load = load_of(workload, route, channel)
    if "fill" in route:
        out.kind = FILL
        out.other_usd = quote_of(w, workload, {"workload": route["workload"]}, channels[route["otherwise"]])[0]
    return out


def plan():
    w = read()
    months = w["simulation"]["months"]
    capacity = [channel for channel in w["channels"] if channel["kind"] != "token"]
    contracts = named(w["contracts"])
    rate = w["simulation"]["discount_rate"]
    return SimpleNamespace(
        w=w, months=months, drivers=drivers_of(w), n_workloads=len(w["workloads"]),
        discount=(1.0 + rate) ** (-(np.arange(months) + 1.0) / 12.0),
        baseline_usd=w["vendors"][0]["baseline"]["monthly_usd"],
        contracts=[contracts["edp"], contracts["macc"]],
        terms=[terms_of(contracts["edp"], months), terms_of(contracts["macc"], months)],
        provisioned=capacity_of(capacity[0]), nodes=capacity_of(capacity[1]),
        mtok=np.array([item["input_mtok"] + item["output_mtok"] for item in w["workloads"]]),
        coordination=[item["coordination_usd_per_month"] for item in w["architectures"]],
        names=[item["name"] for item in w["architectures"]],
        architectures=[[route_of(w, route) for route in item["routes"]] for item in w["architectures"]])
