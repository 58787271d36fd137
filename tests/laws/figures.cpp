#include "tests/laws/figures.hpp"

#include "tests/validation/probe.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace laws
{

namespace
{

using validation::make_probe;
using validation::slot_probe;

const char *const parts[]  = {"total", "ai", "trueup", "baseline"};
const char *const moneys[] = {"npv", "nominal"};

std::string in_month(int32_t month)
{
    return " month " + std::to_string(month);
}

std::string name_of(const Subject &subject, int32_t architecture)
{
    return subject.scenario()->architectures[architecture].name;
}

Figure figure(const std::string &name, int usd, int mtok, int32_t architecture)
{
    return {name, usd, mtok, architecture, {}, {}};
}

} // namespace

Figures::Figures(const Subject &subject, uint64_t n_paths)
{
    Sample sample(subject);
    add_world(sample, subject);
    for (int32_t a = 0; a < subject.scenario()->n_architectures; ++a) {
        add_costs(sample, subject, a);
        add_accounts(sample, subject, a);
        add_uses(sample, subject, a);
        add_switches(sample, subject, a);
    }
    add_comparisons(sample, subject);
    std::vector<std::vector<double>> values = sample.range(0, n_paths);
    for (size_t i = 0; i < rows_.size(); ++i)
        rows_[i].values = std::move(values[i]);
    find_scales(subject, n_paths);
}

const Figure *Figures::find(const std::string &name) const
{
    auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &rows_[found->second];
}

const Figure &Figures::of(const std::string &name) const
{
    const Figure *found = find(name);
    if (found == nullptr) throw std::runtime_error("no figure " + name);
    return *found;
}

void Figures::add(Sample &sample, Figure figure, validation::Probe probe)
{
    sample.add(std::move(probe));
    by_name_.emplace(figure.name, rows_.size());
    rows_.push_back(std::move(figure));
}

void Figures::add_world(Sample &sample, const Subject &subject)
{
    const sfl_scenario           &scenario = *subject.scenario();
    std::vector<sfl_driver_entry> drivers(static_cast<size_t>(sfl_scenario_driver_count(&scenario)));
    if (sfl_scenario_drivers(&scenario, drivers.data()) != SFL_OK) throw std::runtime_error("no memory for drivers");
    for (int32_t month = 0; month < scenario.simulation.months; ++month) {
        for (const sfl_driver_entry &driver : drivers)
            add(sample, figure("driver " + std::string(driver.name) + in_month(month), 0, 0, -1),
                make_probe(subject, {{"driver", driver.name}, {"month", month}}));
        for (int32_t w = 0; w < scenario.n_workloads; ++w) {
            for (const char *what : {"volume", "cached", "launched"})
                add(sample, figure(what + std::string(" ") + scenario.workloads[w].name + in_month(month), 0, 0, -1),
                    make_probe(subject, {{what, scenario.workloads[w].name}, {"month", month}}));
        }
        if (scenario.regimes != nullptr)
            add(sample, figure("regime" + in_month(month), 0, 0, -1), slot_probe(subject.plan()->regime_slot, month));
    }
}

void Figures::add_costs(Sample &sample, const Subject &subject, int32_t architecture)
{
    std::string name = name_of(subject, architecture);
    for (int part = 0; part < SFL_PART_COUNT; ++part) {
        for (int money = 0; money < SFL_MONEY_COUNT; ++money)
            add(sample, figure(name + " " + parts[part] + " " + moneys[money], 1, 0, architecture),
                validation::total_probe(subject, architecture, static_cast<sfl_part>(part),
                                        static_cast<sfl_money>(money)));
        for (int32_t month = 0; month < subject.plan()->n_months; ++month)
            add(sample, figure(name + " " + parts[part] + in_month(month), 1, 0, architecture),
                validation::month_probe(subject, architecture, static_cast<sfl_part>(part), month));
    }
    add(sample, figure(name + " USD per Mtok", 1, -1, architecture),
        slot_probe(subject.plan_architecture(architecture).usd_per_mtok_slot, subject.plan()->n_months));
}

void Figures::add_accounts(Sample &sample, const Subject &subject, int32_t architecture)
{
    const sfl_plan_architecture &owner    = subject.plan_architecture(architecture);
    const sfl_plan_account      *accounts = SFL_AT(subject.plan(), sfl_plan_account, owner.accounts_at);
    for (int32_t i = 0; i < owner.n_accounts; ++i) {
        const sfl_plan_account &account = accounts[i];
        if (account.contract < 0) continue;
        const sfl_plan_term *terms = subject.terms(account.contract);
        std::string name = name_of(subject, architecture) + " " + subject.scenario()->contracts[account.contract].name;
        for (int32_t month = 0; month < subject.plan()->n_months; ++month) {
            if (!terms[month].in_force || !terms[month].is_last) continue;
            std::string period = name + " period " + std::to_string(terms[month].period) + " ";
            add(sample, figure(period + "commitment", 1, 0, architecture),
                slot_probe(account.period_commitment_slot, month));
            add(sample, figure(period + "eligible", 1, 0, architecture),
                slot_probe(account.period_eligible_slot, month));
            add(sample, figure(period + "shortfall", 1, 0, architecture), slot_probe(account.shortfall_slot, month));
            add(sample, figure(period + "room", 1, 0, architecture), slot_probe(account.room_slot, month));
        }
        add(sample, figure(name + " credit used", 1, 0, architecture),
            validation::sum_probe(account.credit_used_slot, 0, subject.plan()->n_months - 1));
        add(sample, figure(name + " term shortfall", 1, 0, architecture),
            slot_probe(account.term_shortfall_slot, subject.plan()->n_months));
        add(sample, figure(name + " term room", 1, 0, architecture),
            slot_probe(account.term_room_slot, subject.plan()->n_months));
    }
}

void Figures::add_uses(Sample &sample, const Subject &subject, int32_t architecture)
{
    const sfl_plan_architecture &owner = subject.plan_architecture(architecture);
    const sfl_plan_use          *uses  = SFL_AT(subject.plan(), sfl_plan_use, owner.uses_at);
    for (int32_t u = 0; u < owner.n_uses; ++u) {
        const sfl_channel &channel = subject.scenario()->channels[uses[u].channel];
        if (channel.kind == SFL_CHANNEL_TOKEN) continue;
        std::string name = name_of(subject, architecture) + " " + channel.name;
        for (int32_t month = 0; month < subject.plan()->n_months; ++month) {
            add(sample, figure(name + " units" + in_month(month), 0, 0, architecture),
                slot_probe(uses[u].units_slot, month));
            add(sample, figure(name + " overflow" + in_month(month), 0, 0, architecture),
                slot_probe(uses[u].overflow_slot, month));
        }
    }
}

// By workload and position among its own `then` routes.
void Figures::add_switches(Sample &sample, const Subject &subject, int32_t architecture)
{
    const sfl_plan_architecture &owner = subject.plan_architecture(architecture);
    const sfl_plan_leg          *legs  = SFL_AT(subject.plan(), sfl_plan_leg, owner.legs_at);
    std::map<int32_t, int>       n_before;
    for (int32_t i = 0; i < owner.n_legs; ++i) {
        if (legs[i].kind != SFL_LEG_BEFORE) continue;
        std::string name = name_of(subject, architecture) + " switch " + std::to_string(n_before[legs[i].workload]++) +
                           " of " + subject.scenario()->workloads[legs[i].workload].name;
        add(sample, figure(name, 0, 0, architecture), slot_probe(legs[i].switch_slot, subject.plan()->n_months));
    }
}

// By names, and the other way round too where the list has one way only.
void Figures::add_comparisons(Sample &sample, const Subject &subject)
{
    for (int32_t a = 0; a < subject.scenario()->n_architectures; ++a) {
        for (int32_t b = 0; b < subject.scenario()->n_architectures; ++b) {
            if (a == b) continue;
            json sel = {{"pair", json::array({name_of(subject, a), name_of(subject, b)})}, {"what", "difference"}};
            add(sample, figure(name_of(subject, a) + " less than " + name_of(subject, b) + " by", 1, 0, -1),
                make_probe(subject, sel));
        }
    }
    const sfl_plan_break_even *rows = SFL_AT(subject.plan(), sfl_plan_break_even, subject.plan()->break_even_at);
    for (int32_t i = 0; i < subject.plan()->n_break_even; ++i) {
        add(sample,
            figure("break-even " + name_of(subject, rows[i].from) + " " + name_of(subject, rows[i].to) + " " +
                       std::to_string(i),
                   0, 0, -1),
            slot_probe(rows[i].month_slot, subject.plan()->n_months));
    }
}

// What flows under each architecture on each path: the parts of all months and what its contracts commit.
std::vector<std::vector<double>> Figures::flows(size_t n_architectures, uint64_t n_paths) const
{
    std::vector<std::vector<double>> flows(n_architectures, std::vector<double>(n_paths, 0.0));
    for (const Figure &row : rows_) {
        bool is_month   = row.usd == 1 && row.name.find(" month ") != std::string::npos;
        bool is_promise = row.name.size() > 10 && row.name.compare(row.name.size() - 10, 10, "commitment") == 0;
        if (!is_month && !is_promise) continue;
        for (uint64_t path = 0; path < n_paths; ++path)
            flows[static_cast<size_t>(row.architecture)][path] += std::fabs(row.values[path]);
    }
    return flows;
}

// A ratio of what flows is as far off as that is, relative to the net amount that it is made of.
double Figures::ratio_scale(const std::string &architecture, double value, double flow, uint64_t path) const
{
    double ai  = of(architecture + " ai nominal").values[path];
    double net = std::fabs(ai + of(architecture + " trueup nominal").values[path]);
    return net > 0.0 ? value * flow / net : value;
}

// Amounts round relative to what flows under their architecture, comparisons to the most of it; other figures relative to
// themselves, and shares of 0 relative to 1.
void Figures::find_scales(const Subject &subject, uint64_t n_paths)
{
    size_t                           n   = static_cast<size_t>(subject.scenario()->n_architectures);
    std::vector<std::vector<double>> all = flows(n, n_paths);
    std::vector<double>              most(n_paths, 0.0);
    for (uint64_t path = 0; path < n_paths; ++path) {
        for (const std::vector<double> &flow : all)
            most[path] = std::max(most[path], flow[path]);
    }
    for (Figure &row : rows_) {
        const std::vector<double> &flow = row.architecture < 0 ? most : all[static_cast<size_t>(row.architecture)];
        row.scale.assign(n_paths, 0.0);
        for (uint64_t path = 0; path < n_paths; ++path) {
            double value    = std::fabs(row.values[path]);
            row.scale[path] = row.usd != 0 ? flow[path] : std::max(1.0, value);
            if (row.mtok != 0)
                row.scale[path] = ratio_scale(name_of(subject, row.architecture), value, flow[path], path);
        }
    }
}

std::string broken(const Figure &before, const Figure &after, const Law &test)
{
    size_t n_paths = std::min(before.values.size(), after.values.size());
    for (size_t path = 0; path < n_paths; ++path) {
        if (test(before.values[path], after.values[path], before.scale[path])) continue;
        char values[80];
        std::snprintf(values, sizeof values, "%.17g, then %.17g", before.values[path], after.values[path]);
        return before.name + " on path " + std::to_string(path) + ": " + values;
    }
    return "";
}

bool is_same(double before, double after, double)
{
    return before == after || (std::isnan(before) && std::isnan(after));
}

Law is_near(double rtol)
{
    return [rtol](double before, double after, double scale) {
        return std::fabs(after - before) <= rtol * scale || is_same(before, after, scale);
    };
}

} // namespace laws
