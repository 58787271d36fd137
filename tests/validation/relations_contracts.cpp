// Relations about contracts: commitments, true-ups, carry, credit, fill.
#include "tests/validation/relation_kit.hpp"

#include <algorithm>
#include <cmath>

namespace validation
{

namespace
{

constexpr uint64_t n_paths = 500;

bool about(double a, double b, double scale)
{
    return std::fabs(a - b) <= 1e-12 * scale;
}

void each_contract(json &scenario, const std::function<void(json &)> &visit)
{
    for (json &contract : scenario.at("contracts"))
        visit(contract);
}

// Fill routes send everything to their channel.
void without_fill(json &scenario)
{
    for (json &architecture : scenario["architectures"]) {
        for (json &route : architecture["routes"]) {
            route.erase("fill");
            route.erase("otherwise");
        }
    }
}

// Every period that ends: columns of commitment, eligible, shortfall of one account.
struct Periods {
    std::vector<std::string>         names;
    std::vector<std::vector<double>> commitment, eligible, shortfall;
};

Periods export_periods(const Subject &subject)
{
    Sample  sample(subject);
    Periods out;
    for (int32_t a = 0; a < subject.scenario()->n_architectures; ++a) {
        const sfl_plan_architecture &owner    = subject.plan_architecture(a);
        const sfl_plan_account      *accounts = SFL_AT(subject.plan(), sfl_plan_account, owner.accounts_at);
        for (int32_t i = 0; i < owner.n_accounts; ++i) {
            if (accounts[i].contract < 0) continue;
            const sfl_plan_term *terms = subject.terms(accounts[i].contract);
            for (int32_t month = 0; month < subject.plan()->n_months; ++month) {
                if (!terms[month].in_force || !terms[month].is_last) continue;
                out.names.push_back(std::string(subject.scenario()->architectures[a].name) + " " +
                                    subject.scenario()->contracts[accounts[i].contract].name + " period " +
                                    std::to_string(terms[month].period));
                sample.add(slot_probe(accounts[i].period_commitment_slot, month));
                sample.add(slot_probe(accounts[i].period_eligible_slot, month));
                sample.add(slot_probe(accounts[i].shortfall_slot, month));
            }
        }
    }
    std::vector<std::vector<double>> values = sample.range(0, n_paths);
    for (size_t i = 0; i < values.size(); i += 3) {
        out.commitment.push_back(values[i]);
        out.eligible.push_back(values[i + 1]);
        out.shortfall.push_back(values[i + 2]);
    }
    return out;
}

} // namespace

void put_call_parity(Look &look, int32_t)
{
    for (const char *id : {"P-CON-3", "P-CON-4", "P-CON-8", "P-CON-9", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1"}) {
        look.on(id);
        json scenario = base(id);
        each_contract(scenario, [](json &contract) { contract.erase("rollover_cap"); });
        Periods periods = export_periods(Subject(scenario));
        look.want(!periods.names.empty(), "no period ends");
        for (size_t i = 0; i < periods.names.size(); ++i) {
            for (size_t path = 0; path < n_paths; ++path) {
                double C = periods.commitment[i][path], S = periods.eligible[i][path], surplus = std::max(0.0, S - C);
                // A shortfall of at most 1e-9 of the commitment is none.
                bool holds =
                    about(periods.shortfall[i][path] - surplus, C - S, std::max(C, S)) || (C > S && C - S <= 1e-9 * C);
                if (!holds) {
                    look.want(false, periods.names[i] + " on path " + std::to_string(path));
                    break;
                }
            }
        }
    }
}

namespace
{

// The contract's flat discount becomes part of the prices of its vendor, and the contract goes.
json discount_in_prices(json scenario)
{
    for (const json &contract : json(scenario["contracts"])) {
        double discount = contract.value("discount", 0.0);
        for (json &vendor : scenario["vendors"]) {
            if (vendor["name"] != contract["vendor"] || !vendor.contains("baseline")) continue;
            vendor["baseline"]["monthly_usd"] = vendor["baseline"]["monthly_usd"].get<double>() * (1.0 - discount);
        }
        for (json &channel : scenario["channels"]) {
            if (channel.value("vendor", "") != contract["vendor"]) continue;
            double share = channel.value("discount_share",
                                         channel["kind"] == "self_hosted" ? 1.0 : contract.value("ai_scope", 1.0));
            double keep  = 1.0 - discount * share;
            if (channel["kind"] == "token") {
                channel["margin"] = (1.0 + channel.value("margin", 0.0)) * keep - 1.0;
                if (channel.contains("surcharge_usd_per_mtok"))
                    channel["surcharge_usd_per_mtok"] = channel["surcharge_usd_per_mtok"].get<double>() * keep;
            }
            for (const char *key : {"unit_hour_usd", "node_hour_usd"}) {
                if (channel.contains(key)) channel[key] = channel[key].get<double>() * keep;
            }
        }
    }
    for (json &architecture : scenario["architectures"])
        architecture["contracts"] = json::array();
    return scenario;
}

// One contract with a flat discount, in force everywhere; the term covers the horizon.
json with_one_contract(json scenario, double commitment)
{
    std::string vendor;
    for (const json &channel : scenario["channels"]) {
        if (vendor.empty() && channel.contains("vendor")) vendor = channel["vendor"];
    }
    scenario["contracts"] = json::array({{{"name", "only"},
                                          {"vendor", vendor},
                                          {"kind", "provider"},
                                          {"commitments", json::array({commitment})},
                                          {"discount", 0.13},
                                          {"ai_scope", 0.7}}});
    for (json &architecture : scenario["architectures"])
        architecture.erase("contracts");
    without_fill(scenario);
    return scenario;
}

} // namespace

void no_commitment(Look &look, int32_t)
{
    for (const char *id : {"P-TOT-1", "P-PTH-2", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-CON-10"}) {
        look.on(id);
        json scenario = with_one_contract(base(id), 1e-7);
        for (json &channel : scenario["channels"])
            channel.erase("floor_at_provider");
        look.want_scaled(export_costs(Subject(discount_in_prices(scenario)), n_paths),
                         export_costs(Subject(scenario), n_paths), 1.0, 1e-12);
    }
}

void huge_commitment(Look &look, int32_t n_threads)
{
    // Everything is one vendor's and eligible here, so the whole cost is bills and true-up.
    for (const char *id : {"P-CON-2", "P-CON-4", "P-CON-5", "P-CON-6", "P-CMP-3", "P-CHN-3"}) {
        look.on(id);
        json   scenario   = base(id);
        double commitment = 5e7;
        if (!scenario.contains("contracts")) scenario = with_one_contract(scenario, commitment);
        for (json &channel : scenario["channels"]) {
            channel["vendor"] = scenario["contracts"][0]["vendor"];
            for (const char *key : {"staff_usd_per_month", "setup_usd", "fixed_usd_per_month"})
                channel.erase(key);
        }
        each_contract(scenario, [&](json &contract) {
            contract["period_months"]    = scenario["simulation"]["months"];
            contract["commitments"]      = json::array({commitment});
            contract["shortfall_credit"] = 0.0;
        });
        Subject subject(scenario);
        Export  costs  = export_costs(subject, n_paths);
        json    answer = figures(subject, 2000, {n_threads, 0});
        for (const json &architecture : answer.at("architectures")) {
            std::string name = architecture.at("name");
            look.want_each(costs.of(name + " total nominal"), costs.of(name + " total nominal"), name,
                           [commitment](double cost, double) { return about(cost, commitment, commitment); });
            look.want(architecture.at("nominal").at("total").at("sd").get<double>() < 1e-9 * commitment,
                      name + ": sd is not 0");
        }
    }
}

void monotone_in_commitment(Look &look, int32_t)
{
    for (const char *id : {"P-CON-2", "P-CON-3", "P-CON-4", "P-CON-10", "P-PTH-4", "P-PTH-5", "P-E2E-1"}) {
        look.on(id);
        Export              last;
        double              committed = 0.0;
        std::vector<double> means, sums;
        for (int step = 0; step <= 20; ++step) {
            double factor   = 0.1 + 0.1 * step;
            json   scenario = base(id);
            without_fill(scenario);
            double sum = 0.0;
            each_contract(scenario, [&](json &contract) {
                contract["shortfall_credit"] = 0.0;
                contract.erase("rollover_cap");
                for (json &commitment : contract["commitments"])
                    commitment = commitment.get<double>() * factor;
            });
            Subject subject(scenario);
            // Commitments of the first architecture's contracts over the horizon.
            Periods     periods = export_periods(subject);
            std::string name    = subject.scenario()->architectures[0].name;
            for (size_t i = 0; i < periods.names.size(); ++i)
                sum += periods.names[i].rfind(name + " ", 0) == 0 ? periods.commitment[i][0] : 0.0;
            Export                     costs = export_costs(subject, n_paths);
            const std::vector<double> &now   = costs.of(name + " total nominal");
            Moments                    moments;
            for (double cost : now)
                moments.add(cost);
            means.push_back(moments.mean);
            sums.push_back(sum);
            if (step > 0) {
                double rise = sum - committed;
                look.want_each(last.of(name + " total nominal"), now, name, [rise](double before, double after) {
                    double reach = 1e-12 * (std::fabs(before) + std::fabs(after));
                    return after >= before - reach && after <= before + rise + reach;
                });
            }
            last      = costs;
            committed = sum;
        }
        for (size_t i = 1; i + 1 < means.size(); ++i) {
            double left  = (means[i] - means[i - 1]) / (sums[i] - sums[i - 1]),
                   right = (means[i + 1] - means[i]) / (sums[i + 1] - sums[i]);
            look.want(right >= left - 1e-9, "the mean is not convex at step " + std::to_string(i));
        }
    }
}

void annual_against_term(Look &look, int32_t)
{
    for (const char *id : {"P-CON-2", "P-CON-3", "P-CON-4", "P-CON-10", "P-TOT-2", "P-E2E-1"}) {
        look.on(id);
        json scenario = base(id);
        int  years    = scenario["simulation"]["months"].get<int>() / 12;
        scenario      = with_one_contract(scenario, 12000.0);
        json   annual = scenario, term = scenario;
        json   commitments = json::array();
        double sum         = 0.0;
        double level       = id == std::string("P-E2E-1") ? 600000.0 : 12000.0;
        for (int i = 0; i < years; ++i) {
            commitments.push_back(level * (1.0 + 0.15 * i));
            sum += commitments.back().get<double>();
        }
        annual["contracts"][0]["commitments"] = commitments;
        term["contracts"][0]["commitments"]   = json::array({sum});
        term["contracts"][0]["period_months"] = 12 * years;
        for (json *each : {&annual, &term})
            (*each)["contracts"][0]["shortfall_credit"] = 0.0;
        Periods apart = export_periods(Subject(annual)), whole = export_periods(Subject(term));
        size_t  n = static_cast<size_t>(years);
        look.want(apart.names.size() == n * whole.names.size(), "another number of periods");
        for (size_t i = 0; i < whole.names.size(); ++i) {
            for (size_t path = 0; path < n_paths; ++path) {
                double shortfalls = 0.0;
                for (size_t year = 0; year < n; ++year)
                    shortfalls += apart.shortfall[i * n + year][path];
                if (shortfalls >= whole.shortfall[i][path] - 1e-12 * sum) continue;
                look.want(false, whole.names[i] + " on path " + std::to_string(path));
                break;
            }
        }
    }
}

void rollover_helps(Look &look, int32_t)
{
    for (const char *id : {"P-CON-3", "P-CON-4", "P-CON-7", "P-CON-10", "P-PTH-3", "P-PTH-5", "P-E2E-1"}) {
        look.on(id);
        Export last;
        for (double cap : {0.0, 0.05, 0.2, 0.5, 1.0}) {
            json scenario = base(id);
            without_fill(scenario);
            each_contract(scenario, [cap](json &contract) {
                contract["shortfall_credit"] = 0.0;
                contract["rollover_cap"]     = cap;
                if (contract.contains("renewal") && contract["renewal"].is_object()) contract["renewal"] = "repeat";
            });
            Export costs = export_costs(Subject(scenario), n_paths);
            for (size_t i = 0; cap > 0.0 && i < costs.names.size(); ++i) {
                if (costs.names[i].find(" total n") == std::string::npos) continue;
                look.want_each(last.values[i], costs.values[i], costs.names[i],
                               [](double before, double after) { return after <= before + 1e-12 * std::fabs(before); });
            }
            last = costs;
        }
    }
}

void credit_off(Look &look, int32_t n_threads)
{
    for (const char *id : {"P-CON-4", "P-CON-8", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-SHT-3"}) {
        look.on(id);
        json none = base(id), useless = none;
        each_contract(none, [](json &contract) { contract["shortfall_credit"] = 0.0; });
        each_contract(useless, [](json &contract) {
            contract["shortfall_credit"] = 0.7;
            contract["credit_months"]    = 0;
        });
        Subject a(none), b(useless);
        look.want_equal(export_costs(a, n_paths), export_costs(b, n_paths));
        look.want_equal(figures(a, 3000, {n_threads, 0}), figures(b, 3000, {n_threads, 0}), "the answer");
    }
}

void fill_to_nowhere(Look &look, int32_t)
{
    // Adds `fill` to every route of a token channel whose vendor has a contract in force; `otherwise` is the route's own target.
    for (const char *id : {"P-CON-3", "P-CON-4", "P-CON-7", "P-CON-9", "P-PTH-3", "P-PTH-5", "P-E2E-1", "P-SHT-3"}) {
        look.on(id);
        json plain = base(id);
        without_fill(plain);
        for (json &channel : plain["channels"]) {
            channel.erase("marketplace");
            channel.erase("surcharge_usd_per_mtok");
        }
        json   filled = plain;
        size_t n_fill = 0;
        for (json &architecture : filled["architectures"]) {
            for (json &route : architecture["routes"]) {
                const json &channel = item(filled, "channels", route["channel"]);
                for (const json &contract : filled["contracts"]) {
                    bool has = !architecture.contains("contracts") ||
                               std::find(architecture["contracts"].begin(), architecture["contracts"].end(),
                                         contract["name"]) != architecture["contracts"].end();
                    if (!has || channel["kind"] != "token" || channel["vendor"] != contract["vendor"] ||
                        route.contains("then") || route.contains("fill"))
                        continue;
                    json own = {{"channel", route["channel"]}};
                    for (const char *key : {"model", "token_ratio"}) {
                        if (route.contains(key)) own[key] = route[key];
                    }
                    route["fill"]      = contract["name"];
                    route["otherwise"] = own;
                    n_fill += 1;
                }
            }
        }
        look.want(n_fill > 0, "no route could be filled");
        look.want_scaled(export_costs(Subject(plain), n_paths), export_costs(Subject(filled), n_paths), 1.0, 1e-12);
    }
}

} // namespace validation
