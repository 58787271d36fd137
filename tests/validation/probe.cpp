#include "tests/validation/probe.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>
#include <stdexcept>

namespace validation
{

namespace
{

[[noreturn]] void unknown(const json &sel)
{
    throw std::runtime_error("unknown sel " + sel.dump());
}

// Every member of `sel` must be one of the names.
void only(const json &sel, std::initializer_list<const char *> names)
{
    for (const auto &[key, value] : sel.items()) {
        bool known = false;
        for (const char *name : names)
            known = known || key == name;
        if (!known) unknown(sel);
    }
}

sfl_part part_of(const json &sel)
{
    std::string part = sel.value("part", "total");
    if (part == "total") return SFL_PART_TOTAL;
    if (part == "ai") return SFL_PART_AI;
    if (part == "trueup") return SFL_PART_TRUEUP;
    if (part == "baseline") return SFL_PART_BASELINE;
    unknown(sel);
}

sfl_money money_of(const json &sel)
{
    std::string money = sel.value("money", "npv");
    if (money == "npv") return SFL_MONEY_NPV;
    if (money == "nominal") return SFL_MONEY_NOMINAL;
    unknown(sel);
}

int32_t month_of(const Subject &subject, const json &sel)
{
    int32_t month = sel.at("month").get<int32_t>();
    if (month < 0 || month >= subject.plan()->n_months) unknown(sel);
    return month;
}

// lanes = f(slot), lane by lane.
template <typename Map> Probe mapped(int32_t slot, int32_t month, Map map)
{
    if (slot < 0) throw std::runtime_error("the plan keeps no slot for this");
    Probe probe;
    probe.first_month = probe.last_month = month;
    probe.read                           = [slot, map](const sfl_block &block, int32_t, double *lanes) {
        const double *values = sfl_slot(&block, slot);
        for (int32_t lane = 0; lane < SFL_LANES; ++lane)
            lanes[lane] = map(values[lane]);
    };
    return probe;
}

Probe constant(double value, int32_t month)
{
    Probe probe;
    probe.first_month = probe.last_month = month;
    probe.read                           = [value](const sfl_block &, int32_t, double *lanes) {
        for (int32_t lane = 0; lane < SFL_LANES; ++lane)
            lanes[lane] = value;
    };
    return probe;
}

Probe money_probe(const Subject &subject, const json &sel)
{
    only(sel, {"arch", "part", "money", "month", "cumulative"});
    int32_t architecture = subject.architecture(sel.at("arch").get<std::string>());
    if (!sel.contains("month")) {
        if (sel.contains("cumulative")) unknown(sel);
        return total_probe(subject, architecture, part_of(sel), money_of(sel));
    }
    if (sel.contains("money")) unknown(sel);
    int32_t month = month_of(subject, sel);
    if (sel.value("cumulative", false))
        return sum_probe(subject.plan_architecture(architecture).month_slots[part_of(sel)], 0, month);
    return month_probe(subject, architecture, part_of(sel), month);
}

Probe contract_probe(const Subject &subject, const json &sel)
{
    only(sel, {"arch", "contract", "period", "what"});
    int32_t                 contract = subject.contract(sel.at("contract").get<std::string>());
    int32_t                 period   = sel.at("period").get<int32_t>();
    const sfl_plan_account &account =
        subject.account(subject.architecture(sel.at("arch").get<std::string>()), contract);
    const sfl_plan_term *terms = subject.terms(contract);
    std::string          what  = sel.at("what").get<std::string>();
    for (int32_t month = 0; month < subject.plan()->n_months; ++month) {
        if (!terms[month].in_force || !terms[month].is_last || terms[month].period != period) continue;
        if (what == "shortfall") return slot_probe(account.shortfall_slot, month);
        if (what == "probability") return slot_probe(account.short_slot, month);
        if (what == "eligible") return slot_probe(account.period_eligible_slot, month);
        if (what == "room") return slot_probe(account.room_slot, month);
        unknown(sel);
    }
    throw std::runtime_error("no such period ends inside the horizon: " + sel.dump());
}

Probe units_probe(const Subject &subject, const json &sel)
{
    only(sel, {"arch", "units", "month"});
    int32_t             month = month_of(subject, sel);
    const sfl_plan_use &use   = subject.use(subject.architecture(sel.at("arch").get<std::string>()),
                                            subject.channel(sel.at("units").get<std::string>()));
    return slot_probe(use.units_slot, month);
}

Probe overflow_probe(const Subject &subject, const json &sel)
{
    only(sel, {"arch", "overflow", "month"});
    int32_t             month = month_of(subject, sel);
    const sfl_plan_use &use   = subject.use(subject.architecture(sel.at("arch").get<std::string>()),
                                            subject.channel(sel.at("overflow").get<std::string>()));
    return slot_probe(use.overflow_slot, month);
}

Probe switch_probe(const Subject &subject, const json &sel)
{
    only(sel, {"arch", "switch", "by"});
    const sfl_plan_architecture &owner =
        subject.plan_architecture(subject.architecture(sel.at("arch").get<std::string>()));
    const sfl_plan_leg *legs     = SFL_AT(subject.plan(), sfl_plan_leg, owner.legs_at);
    int32_t             workload = subject.workload(sel.at("switch").get<std::string>());
    int32_t             end      = subject.plan()->n_months;
    for (int32_t leg = 0; leg < owner.n_legs; ++leg) {
        if (legs[leg].kind != SFL_LEG_BEFORE || legs[leg].workload != workload) continue;
        if (!sel.contains("by")) return slot_probe(legs[leg].switch_slot, end);
        double by = sel["by"].get<double>();
        return mapped(legs[leg].switch_slot, end, [by](double month) { return month <= by ? 1.0 : 0.0; });
    }
    throw std::runtime_error("no route of the workload has `then`: " + sel.dump());
}

Probe break_even_probe(const Subject &subject, const json &sel)
{
    only(sel, {"break_even", "by", "what"});
    if (sel.contains("by") == sel.contains("what")) unknown(sel);
    int32_t                    from = subject.architecture(sel["break_even"].at(0).get<std::string>());
    int32_t                    to   = subject.architecture(sel["break_even"].at(1).get<std::string>());
    const sfl_plan_break_even *rows = SFL_AT(subject.plan(), sfl_plan_break_even, subject.plan()->break_even_at);
    int32_t                    end  = subject.plan()->n_months;
    for (int32_t i = 0; i < subject.plan()->n_break_even; ++i) {
        if (rows[i].from != from || rows[i].to != to) continue;
        int32_t slot = rows[i].month_slot;
        if (sel.contains("by")) {
            double by = sel["by"].get<double>();
            return mapped(slot, end, [by](double month) { return month <= by ? 1.0 : 0.0; });
        }
        std::string what = sel["what"].get<std::string>();
        if (what == "month") return slot_probe(slot, end);
        if (what == "never") return mapped(slot, end, [end](double month) { return month >= end ? 1.0 : 0.0; });
        if (what != "month given it happens") unknown(sel);
        Probe probe = mapped(
            slot, end, [end](double month) { return month < end ? month : std::numeric_limits<double>::quiet_NaN(); });
        probe.may_be_missing = true;
        return probe;
    }
    throw std::runtime_error("the scenario asks for no such break-even: " + sel.dump());
}

// A pair the other way round: what the plan says of (b, a), turned.
Probe pair_probe(const Subject &subject, const json &sel)
{
    only(sel, {"pair", "what", "money"});
    int32_t              a     = subject.architecture(sel["pair"].at(0).get<std::string>());
    int32_t              b     = subject.architecture(sel["pair"].at(1).get<std::string>());
    sfl_money            money = money_of(sel);
    std::string          what  = sel.at("what").get<std::string>();
    const sfl_plan_pair *pairs = SFL_AT(subject.plan(), sfl_plan_pair, subject.plan()->pairs_at);
    int32_t              end   = subject.plan()->n_months;
    for (int32_t i = 0; i < subject.plan()->n_pairs; ++i) {
        const sfl_plan_pair &pair   = pairs[i];
        bool                 turned = pair.a == b && pair.b == a;
        if (!turned && (pair.a != a || pair.b != b)) continue;
        if (what == "difference") {
            double sign = turned ? -1.0 : 1.0;
            return mapped(pair.difference_slots[money], end, [sign](double difference) { return sign * difference; });
        }
        if (what != "first cheaper") unknown(sel);
        if (!turned) return slot_probe(pair.a_cheaper_slots[money], end);
        int32_t cheaper = pair.a_cheaper_slots[money], tie = pair.tie_slots[money];
        Probe   probe;
        probe.first_month = probe.last_month = end;
        probe.read                           = [cheaper, tie](const sfl_block &block, int32_t, double *lanes) {
            for (int32_t lane = 0; lane < SFL_LANES; ++lane)
                lanes[lane] = 1.0 - sfl_slot(&block, cheaper)[lane] - sfl_slot(&block, tie)[lane];
        };
        return probe;
    }
    throw std::runtime_error("the plan compares no such pair: " + sel.dump());
}

Probe cheapest_probe(const Subject &subject, const json &sel)
{
    only(sel, {"cheapest", "money"});
    int32_t architecture = subject.architecture(sel["cheapest"].get<std::string>());
    return slot_probe(subject.plan_architecture(architecture).cheapest_slots[money_of(sel)], subject.plan()->n_months);
}

Probe driver_probe(const Subject &subject, const json &sel)
{
    only(sel, {"driver", "month", "log"});
    int32_t                month  = month_of(subject, sel);
    bool                   log    = sel.value("log", false);
    int32_t                number = subject.driver(sel["driver"].get<std::string>());
    const sfl_plan_driver &driver = SFL_AT(subject.plan(), sfl_plan_driver, subject.plan()->drivers_at)[number];
    if (driver.is_fixed) {
        double index = SFL_AT(subject.plan(), double, driver.fixed_at)[month];
        return constant(log ? std::log(index) : index, month);
    }
    if (!log) return slot_probe(driver.index_slot, month);
    return mapped(driver.index_slot, month, [](double index) { return std::log(index); });
}

const sfl_plan_workload &plan_workload(const Subject &subject, const std::string &name)
{
    return SFL_AT(subject.plan(), sfl_plan_workload, subject.plan()->workloads_at)[subject.workload(name)];
}

Probe launched_probe(const Subject &subject, const json &sel)
{
    only(sel, {"launched", "month"});
    int32_t                  month    = month_of(subject, sel);
    const sfl_plan_workload &workload = plan_workload(subject, sel["launched"].get<std::string>());
    if (workload.launch_slot < 0) return constant(workload.launch_month <= month ? 1.0 : 0.0, month);
    return mapped(workload.launch_slot, month, [month](double launch) { return launch <= month ? 1.0 : 0.0; });
}

Probe regime_probe(const Subject &subject, const json &sel)
{
    only(sel, {"regime", "month"});
    double regime = sel["regime"].get<double>();
    return mapped(subject.plan()->regime_slot, month_of(subject, sel),
                  [regime](double now) { return now == regime ? 1.0 : 0.0; });
}

} // namespace

Probe total_probe(const Subject &subject, int32_t architecture, sfl_part part, sfl_money money)
{
    return slot_probe(subject.plan_architecture(architecture).total_slots[part][money], subject.plan()->n_months);
}

Probe month_probe(const Subject &subject, int32_t architecture, sfl_part part, int32_t month)
{
    return slot_probe(subject.plan_architecture(architecture).month_slots[part], month);
}

Probe slot_probe(int32_t slot, int32_t month)
{
    return mapped(slot, month, [](double value) { return value; });
}

Probe sum_probe(int32_t slot, int32_t first_month, int32_t last_month)
{
    if (slot < 0) throw std::runtime_error("the plan keeps no slot for this");
    Probe probe;
    probe.first_month = first_month;
    probe.last_month  = last_month;
    probe.read        = [slot](const sfl_block &block, int32_t, double *lanes) {
        const double *values = sfl_slot(&block, slot);
        for (int32_t lane = 0; lane < SFL_LANES; ++lane)
            lanes[lane] += values[lane];
    };
    return probe;
}

Probe make_probe(const Subject &subject, const json &sel)
{
    if (!sel.is_object()) unknown(sel);
    if (sel.contains("contract")) return contract_probe(subject, sel);
    if (sel.contains("units")) return units_probe(subject, sel);
    if (sel.contains("overflow")) return overflow_probe(subject, sel);
    if (sel.contains("switch")) return switch_probe(subject, sel);
    if (sel.contains("break_even")) return break_even_probe(subject, sel);
    if (sel.contains("pair")) return pair_probe(subject, sel);
    if (sel.contains("cheapest")) return cheapest_probe(subject, sel);
    if (sel.contains("driver")) return driver_probe(subject, sel);
    if (sel.contains("launched")) return launched_probe(subject, sel);
    if (sel.contains("regime")) return regime_probe(subject, sel);
    if (sel.contains("volume")) {
        only(sel, {"volume", "month"});
        return slot_probe(plan_workload(subject, sel["volume"].get<std::string>()).volume_slot, month_of(subject, sel));
    }
    if (sel.contains("cached")) {
        only(sel, {"cached", "month"});
        return slot_probe(plan_workload(subject, sel["cached"].get<std::string>()).cached_slot, month_of(subject, sel));
    }
    if (sel.contains("arch")) return money_probe(subject, sel);
    unknown(sel);
}

} // namespace validation
