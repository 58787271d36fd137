#include "tests/laws/generator.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace laws
{

namespace
{

// SplitMix64 (Steele, Lea, Flood 2014): standard distributions differ between libraries, this does not.
class Luck
{
  public:
    // The seed is mixed first: from states one step apart the words would be the same but for the first.
    explicit Luck(uint64_t seed) : state_(mixed(seed + 0x632be59bd9b4e019u)) {}

    uint64_t word()
    {
        return mixed(state_ += 0x9e3779b97f4a7c15u);
    }
    double unit()
    {
        return static_cast<double>(word() >> 11) * 0x1p-53;
    }
    bool chance(double p)
    {
        return unit() < p;
    }
    int whole(int least, int most)
    {
        return least + static_cast<int>(word() % static_cast<uint64_t>(most - least + 1));
    }
    // Two or three digits, as people write them.
    double real(double least, double most)
    {
        return rounded(least + unit() * (most - least));
    }
    double amount(double least, double most)
    {
        return rounded(std::exp(std::log(least) + unit() * std::log(most / least)));
    }
    template <typename T> const T &pick(const std::vector<T> &from)
    {
        return from[static_cast<size_t>(word() % from.size())];
    }

  private:
    static uint64_t mixed(uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    static double rounded(double x)
    {
        if (x == 0.0) return 0.0;
        double per_digit = std::pow(10.0, 2.0 - std::floor(std::log10(std::fabs(x))));
        return std::round(x * per_digit) / per_digit;
    }
    uint64_t state_;
};

class Maker
{
  public:
    explicit Maker(uint64_t seed) : luck_(seed) {}

    json make()
    {
        n_months_ = luck_.whole(1, 10) == 1 ? luck_.whole(1, 5) : luck_.whole(6, 44);
        json s;
        s["simulation"] = simulation();
        if (luck_.chance(0.35)) s["regimes"] = regimes();
        s["vendors"]   = vendors();
        s["indices"]   = indices();
        s["models"]    = models();
        s["channels"]  = channels();
        s["workloads"] = workloads();
        s["contracts"] = contracts();
        if (luck_.chance(0.7)) s["correlations"] = correlations();
        s["architectures"] = architectures();
        json pairs         = json::array();
        for (int i = luck_.whole(0, 2); i > 0; --i) {
            int from = luck_.whole(0, n_architectures_ - 1), to = luck_.whole(0, n_architectures_ - 1);
            if (from != to)
                pairs.push_back({{"from", "arch-" + std::to_string(from)}, {"to", "arch-" + std::to_string(to)}});
        }
        if (!pairs.empty()) s["break_even"] = pairs;
        return s;
    }

  private:
    json simulation()
    {
        json         s        = {{"months", n_months_},
                                 {"discount_rate", luck_.chance(0.2) ? 0.0 : luck_.real(0.01, 0.15)},
                                 {"seed", luck_.word() >> 1},
                                 {"paths", 100000}};
        const double sampling = luck_.unit();
        if (sampling < 0.25)
            s["sampling"] = "antithetic";
        else if (sampling < 0.55)
            s["sampling"] = "sobol";
        if (luck_.chance(0.1)) s["currency"] = "EUR";
        return s;
    }

    json regimes()
    {
        n_regimes_ = luck_.whole(2, 4);
        json names = json::array(), rows = json::array();
        for (int i = 0; i < n_regimes_; ++i) {
            names.push_back("regime-" + std::to_string(i));
            // whole percents that sum to one
            int  left = 100;
            json row  = json::array();
            for (int j = 0; j < n_regimes_; ++j) {
                int share = j == n_regimes_ - 1 ? left : luck_.whole(0, left);
                left -= share;
                row.push_back(share / 100.0);
            }
            rows.push_back(row);
        }
        return {{"names", names}, {"start", luck_.pick(names.get<std::vector<std::string>>())}, {"monthly", rows}};
    }

    json per_regime(double least, double most)
    {
        json list = json::array();
        for (int i = 0; i < n_regimes_; ++i)
            list.push_back(luck_.real(least, most));
        return list;
    }

    // Adds the keys of section 3 to a group; a driver may also be certain.
    void add_driver(json &group, double calm = 1.0)
    {
        if (luck_.chance(0.15)) return;
        if (luck_.chance(0.7)) group["growth"] = luck_.real(-0.4, 0.9) * calm;
        if (luck_.chance(0.3)) {
            group["fade"] = luck_.real(0.05, 0.9);
            if (luck_.chance(0.7)) group["growth_end"] = luck_.real(-0.2, 0.2);
        }
        if (luck_.chance(0.3)) group["growth_sd"] = luck_.real(0.01, 0.3) * calm;
        if (luck_.chance(0.75)) {
            group["volatility"] = luck_.real(0.05, 0.8) * calm;
            if (luck_.chance(0.25)) group["volatility_dof"] = luck_.real(3.0, 40.0);
        }
        if (luck_.chance(0.35)) group["reversion"] = luck_.real(0.1, 3.0);
        if (luck_.chance(0.3)) group["deviation"] = luck_.real(-0.5, 0.5);
        if (luck_.chance(0.3)) {
            group["jumps"] = {{"per_year", luck_.real(0.2, 4.0)}, {"mean", luck_.real(-0.3, 0.3)}};
            if (luck_.chance(0.6)) group["jumps"]["sd"] = luck_.real(0.01, 0.3);
            if (luck_.chance(0.5)) group["jumps"]["lasting"] = luck_.chance(0.5);
        }
        if (luck_.chance(0.2)) {
            group["adoption"] = {
                {"ceiling", luck_.real(0.4, 6.0)}, {"p", luck_.real(0.01, 0.2)}, {"q", luck_.real(0.1, 1.5)}};
            if (luck_.chance(0.5)) group["adoption"]["ceiling_sd"] = luck_.real(0.05, 0.6);
        }
        if (n_regimes_ > 0 && luck_.chance(0.5)) group["regime_growth"] = per_regime(-0.4, 0.4);
        if (n_regimes_ > 0 && luck_.chance(0.4)) group["regime_volatility"] = per_regime(0.3, 2.0);
    }

    void add_season(json &group)
    {
        if (!luck_.chance(0.3)) return;
        json season = json::array();
        for (int i = 0; i < 12; ++i)
            season.push_back(luck_.real(0.6, 1.4));
        group["season"] = season;
        if (luck_.chance(0.7)) group["calendar_month"] = luck_.whole(1, 12);
    }

    json vendors()
    {
        json list  = json::array();
        n_vendors_ = luck_.whole(2, 4);
        for (int i = 0; i < n_vendors_; ++i) {
            json vendor = {{"name", "vendor-" + std::to_string(i)}};
            if (luck_.chance(0.6)) {
                json baseline = {{"monthly_usd", luck_.amount(200.0, 9000.0)}};
                if (luck_.chance(0.5)) baseline["eligibility"] = luck_.real(0.3, 1.0);
                add_season(baseline);
                add_driver(baseline, 0.5);
                vendor["baseline"] = baseline;
                drivers_.push_back(vendor["name"]);
            }
            list.push_back(vendor);
        }
        return list;
    }

    json indices()
    {
        json list = json::array();
        for (int i = 0; i < luck_.whole(1, 3); ++i) {
            json index = {{"name", "index-" + std::to_string(i)}};
            add_driver(index, 0.5);
            drivers_.push_back(index["name"]);
            list.push_back(index);
            indices_.push_back(index["name"]);
        }
        return list;
    }

    json models()
    {
        json list = json::array();
        n_models_ = luck_.whole(1, 3);
        for (int i = 0; i < n_models_; ++i) {
            json model = {
                {"name", "model-" + std::to_string(i)}, {"provider", "lab"}, {"input_usd", luck_.amount(0.1, 5.0)}};
            if (luck_.chance(0.8)) model["output_usd"] = luck_.amount(0.5, 20.0);
            if (luck_.chance(0.6)) model["cached_input_usd"] = luck_.amount(0.02, 1.0);
            if (luck_.chance(0.5)) model["batch_discount"] = luck_.real(0.1, 0.6);
            if (luck_.chance(0.6)) model["index"] = luck_.pick(indices_);
            list.push_back(model);
        }
        return list;
    }

    std::string vendor()
    {
        return "vendor-" + std::to_string(luck_.whole(0, n_vendors_ - 1));
    }
    std::string model()
    {
        return "model-" + std::to_string(luck_.whole(0, n_models_ - 1));
    }

    void add_common(json &channel)
    {
        if (luck_.chance(0.3)) channel["eligibility"] = luck_.real(0.0, 1.0);
        if (luck_.chance(0.3)) channel["marketplace"] = true;
        if (luck_.chance(0.3)) channel["discount_share"] = luck_.real(0.0, 1.0);
        if (luck_.chance(0.4)) channel["exit_usd"] = luck_.amount(100.0, 9000.0);
        if (luck_.chance(0.3)) channel["fixed_usd_per_month"] = luck_.amount(10.0, 900.0);
    }

    json token_channel(const std::string &name)
    {
        json all = json::array();
        for (int i = 0; i < n_models_; ++i)
            all.push_back("model-" + std::to_string(i));
        json channel = {{"name", name}, {"kind", "token"}, {"vendor", vendor()}, {"models", all}};
        add_common(channel);
        if (luck_.chance(0.7)) channel["margin"] = luck_.real(-0.1, 0.3);
        if (luck_.chance(0.3)) channel["multiplier"] = luck_.real(0.8, 1.3);
        if (luck_.chance(0.3)) channel["surcharge_usd_per_mtok"] = luck_.real(0.01, 0.5);
        if (luck_.chance(0.3)) channel["price_lag_months"] = luck_.whole(0, 7);
        if (luck_.chance(0.3)) channel["price_lock_months"] = luck_.whole(1, 13);
        if (luck_.chance(0.25)) channel["floor_at_provider"] = true;
        token_channels_.push_back(name);
        token_vendor_.push_back(channel["vendor"]);
        return channel;
    }

    void add_capacity(json &channel)
    {
        if (luck_.chance(0.5)) channel["output_weight"] = luck_.real(0.0, 5.0);
        if (luck_.chance(0.4)) channel["cached_weight"] = luck_.real(0.0, 1.0);
        if (luck_.chance(0.35)) {
            channel["busy"] = {{"hours", luck_.real(0.1, 0.6)},
                               {"volume", luck_.real(0.4, 0.9)},
                               {"cv", luck_.chance(0.3) ? 0.0 : luck_.real(0.1, 1.0)},
                               {"idle_cv", luck_.chance(0.3) ? 0.0 : luck_.real(0.1, 1.0)}};
        } else if (luck_.chance(0.8)) {
            channel["burst_cv"] = luck_.real(0.05, 1.5);
        }
        if (luck_.chance(0.75)) channel["overflow"] = luck_.pick(token_channels_);
        if (luck_.chance(0.5)) channel["index"] = luck_.pick(indices_);
    }

    json provisioned_channel(const std::string &name)
    {
        json channel = {{"name", name},
                        {"kind", "provisioned"},
                        {"vendor", vendor()},
                        {"unit_hour_usd", luck_.amount(0.1, 5.0)},
                        {"unit_mtok_per_hour", luck_.amount(0.05, 3.0)}};
        add_common(channel);
        add_capacity(channel);
        if (luck_.chance(0.4)) {
            channel["units"] = luck_.whole(0, 12);
        } else {
            channel["coverage"]    = luck_.real(0.3, 1.5);
            channel["term_months"] = luck_.whole(1, 12);
            if (luck_.chance(0.5)) channel["min_units"] = luck_.whole(0, 5);
            if (luck_.chance(0.5)) channel["increment"] = luck_.whole(1, 5);
        }
        return channel;
    }

    json hosted_channel(const std::string &name)
    {
        json channel = {{"name", name},
                        {"kind", "self_hosted"},
                        {"node_mtok_per_hour", luck_.amount(0.1, 9.0)},
                        {"service_level", luck_.real(0.3, 0.99)}};
        if (luck_.chance(0.6)) channel["vendor"] = vendor();
        add_common(channel);
        if (!channel.contains("vendor")) {
            for (const char *key : {"eligibility", "marketplace", "discount_share"})
                channel.erase(key);
        }
        add_capacity(channel);
        bool owned = luck_.chance(0.4);
        if (owned) {
            channel["node_capex_usd"] = luck_.amount(500.0, 30000.0);
            channel["life_months"]    = luck_.whole(6, 60);
        }
        if (!owned || luck_.chance(0.5)) channel["node_hour_usd"] = luck_.amount(0.1, 5.0);
        if (luck_.chance(0.4)) channel["token_ratio"] = luck_.real(0.7, 1.5);
        if (luck_.chance(0.5)) channel["min_nodes"] = luck_.whole(0, 4);
        if (luck_.chance(0.5)) channel["lead_months"] = luck_.whole(0, 5);
        if (luck_.chance(0.5)) channel["lease_months"] = luck_.whole(1, 6);
        if (luck_.chance(0.5)) channel["staff_usd_per_month"] = luck_.amount(100.0, 9000.0);
        if (luck_.chance(0.5)) channel["setup_usd"] = luck_.amount(100.0, 30000.0);
        return channel;
    }

    // Token channels first: overflow wants their names. The order in the file is then turned about.
    json channels()
    {
        std::vector<json> made;
        for (int i = luck_.whole(2, 4); i > 0; --i)
            made.push_back(token_channel("token-" + std::to_string(i)));
        for (int i = luck_.whole(0, 2); i > 0; --i)
            made.push_back(provisioned_channel("units-" + std::to_string(i)));
        for (int i = luck_.whole(0, 2); i > 0; --i)
            made.push_back(hosted_channel("nodes-" + std::to_string(i)));
        for (size_t i = made.size(); i > 1; --i)
            std::swap(made[i - 1], made[static_cast<size_t>(luck_.word() % i)]);
        json list = json::array();
        for (const json &channel : made) {
            list.push_back(channel);
            channels_.push_back(channel["name"]);
        }
        return list;
    }

    json workloads()
    {
        json list    = json::array();
        n_workloads_ = luck_.whole(1, 4);
        for (int i = 0; i < n_workloads_; ++i) {
            std::string name     = "load-" + std::to_string(i);
            json        workload = {{"name", name},
                                    {"model", model()},
                                    {"input_mtok", luck_.chance(0.05) ? 0.0 : luck_.amount(20.0, 6000.0)}};
            drivers_.push_back(name);
            if (luck_.chance(0.8)) workload["output_mtok"] = luck_.amount(5.0, 900.0);
            if (luck_.chance(0.5)) workload["cached_share"] = luck_.real(0.0, 1.0);
            if (luck_.chance(0.4)) workload["batch_share"] = luck_.real(0.0, 1.0);
            add_season(workload);
            if (luck_.chance(0.35)) {
                workload["launch"] = json::object();
                if (luck_.chance(0.8)) workload["launch"]["month"] = luck_.whole(0, 9);
                if (luck_.chance(0.6)) workload["launch"]["delay_mean_months"] = luck_.real(0.5, 9.0);
                if (luck_.chance(0.4)) workload["launch"]["cancel_probability"] = luck_.real(0.05, 0.6);
                if (workload["launch"].empty()) workload.erase("launch");
            }
            add_driver(workload);
            for (const char *mix : {"output", "cached"}) {
                if (!luck_.chance(0.3)) continue;
                json group = json::object();
                add_driver(group, 0.7);
                if (group.empty()) group["volatility"] = 0.25;
                workload[std::string(mix) + "_mix"] = group;
                drivers_.push_back(name + "/" + mix);
            }
            if (luck_.chance(0.3)) workload["current_channel"] = luck_.pick(channels_);
            list.push_back(workload);
        }
        return list;
    }

    json tiers()
    {
        json   list = json::array();
        double from = luck_.chance(0.5) ? 0.0 : luck_.amount(100.0, 20000.0), discount = 0.0;
        for (int i = luck_.whole(1, 4); i > 0; --i) {
            discount += luck_.real(0.01, 0.06);
            list.push_back({{"from_usd", from}, {"discount", discount}});
            from += luck_.amount(1000.0, 60000.0);
        }
        return list;
    }

    json contract(int number)
    {
        static const std::vector<std::string> kinds = {"edp", "macc", "provider"};
        std::string                           kind  = luck_.pick(kinds);
        json c      = {{"name", "contract-" + std::to_string(number)}, {"vendor", vendor()}, {"kind", kind}};
        int  period = kind == "macc" || luck_.chance(0.4) ? luck_.whole(1, 15) : 12;
        if (period != 12 || kind == "macc") c["period_months"] = period;
        int n = luck_.whole(1, 4), start = luck_.chance(0.4) ? 0 : luck_.whole(-9, 8);
        if (start < 0 && start + n * period <= 0) start = 0;
        if (start != 0) c["start_month"] = start;
        if (start < 0 && luck_.chance(0.7)) c["spent_to_date_usd"] = luck_.amount(100.0, 30000.0);
        json   commitments = json::array();
        double level       = luck_.amount(300.0, 12000.0) * period;
        for (int i = 0; i < n; ++i)
            commitments.push_back(luck_.chance(0.05) ? 0.0 : std::round(level * (1.0 + 0.1 * i)));
        c["commitments"] = commitments;
        if (luck_.chance(0.5)) {
            c["tiers"] = tiers();
            if (luck_.chance(0.6)) c["tier_basis"] = luck_.chance(0.5) ? "spend" : "commitment";
        } else if (luck_.chance(0.8)) {
            c["discount"] = luck_.real(0.0, 0.2);
        }
        if (luck_.chance(0.5)) c["ai_scope"] = luck_.real(0.0, 1.0);
        if (luck_.chance(0.4)) c["counts"] = luck_.chance(0.5) ? "gross" : "net";
        if (luck_.chance(0.4)) c["marketplace_cap"] = luck_.real(0.0, 1.0);
        if (luck_.chance(0.4)) c["shortfall_rate"] = luck_.real(0.0, 1.0);
        if (luck_.chance(0.5)) c["shortfall_credit"] = luck_.real(0.0, 1.0);
        if (luck_.chance(0.5)) c["credit_months"] = luck_.whole(0, 14);
        if (luck_.chance(0.4)) c["rollover_cap"] = luck_.real(0.0, 0.5);
        if (luck_.chance(0.5)) c["invoice_lag_months"] = luck_.whole(0, 4);
        if (luck_.chance(0.3))
            c["renewal"] = "none";
        else if (luck_.chance(0.4))
            c["renewal"] = {{"share", luck_.real(0.3, 1.0)}};
        else if (luck_.chance(0.3))
            c["renewal"] = "repeat";
        if (luck_.chance(0.4)) {
            json list = json::array();
            for (int i = luck_.whole(1, 3); i > 0; --i) {
                json a = {{"month", luck_.whole(0, 20)}};
                if (luck_.chance(0.7)) a["when_ai_annual_usd"] = luck_.amount(500.0, 90000.0);
                if (luck_.chance(0.6)) a["ai_scope"] = luck_.real(0.0, 1.0);
                if (luck_.chance(0.6)) a["discount_add"] = luck_.real(0.0, 0.05);
                list.push_back(a);
            }
            c["amendments"] = list;
        }
        return c;
    }

    json contracts()
    {
        json list    = json::array();
        n_contracts_ = luck_.whole(0, 4);
        for (int i = 0; i < n_contracts_; ++i) {
            json made = contract(i);
            contract_vendor_.push_back(made["vendor"]);
            list.push_back(made);
        }
        return list;
    }

    json correlations()
    {
        json list = json::array();
        for (int i = luck_.whole(1, 3); i > 0 && drivers_.size() > 1; --i) {
            std::vector<std::string> among;
            for (const std::string &name : drivers_) {
                if (luck_.chance(0.5)) among.push_back(name);
            }
            if (among.size() < 2) among = {drivers_[0], drivers_[1]};
            // one rho at most negative for pairs only, so that the matrix stays positive definite
            double rho = luck_.chance(0.3) ? -luck_.real(0.01, 0.03) : luck_.real(0.02, 0.35);
            list.push_back({{"among", among}, {"rho", rho}});
            if (luck_.chance(0.6)) break;
        }
        return list;
    }

    json target(const std::string &channel)
    {
        json t = {{"channel", channel}};
        if (luck_.chance(0.3)) t["model"] = model();
        if (luck_.chance(0.3)) t["token_ratio"] = luck_.real(0.7, 1.5);
        return t;
    }

    // At most one contract of a vendor in force.
    std::vector<int> chosen_contracts()
    {
        std::vector<int> chosen;
        for (int i = 0; i < n_contracts_; ++i) {
            bool taken = false;
            for (int other : chosen)
                taken =
                    taken || contract_vendor_[static_cast<size_t>(other)] == contract_vendor_[static_cast<size_t>(i)];
            if (!taken && luck_.chance(0.8)) chosen.push_back(i);
        }
        return chosen;
    }

    json route(const std::string &workload, const std::vector<int> &contracts)
    {
        json r = {{"workload", workload}};
        r.update(target(luck_.pick(channels_)));
        if (luck_.chance(0.4) && !contracts.empty()) {
            int contract = luck_.pick(contracts);
            for (size_t i = 0; i < token_channels_.size(); ++i) {
                if (token_vendor_[i] != contract_vendor_[static_cast<size_t>(contract)]) continue;
                r.update(target(token_channels_[i]));
                r["fill"] = "contract-" + std::to_string(contract);
                if (luck_.chance(0.3))
                    r["otherwise"] = luck_.pick(channels_);
                else
                    r["otherwise"] = target(luck_.pick(channels_));
                return r;
            }
        }
        if (luck_.chance(0.3)) {
            json then                = target(luck_.pick(channels_));
            then["when_monthly_usd"] = luck_.amount(10.0, 9000.0);
            if (luck_.chance(0.6)) then["trailing_months"] = luck_.whole(1, 6);
            if (luck_.chance(0.6)) then["lead_months"] = luck_.whole(0, 6);
            if (luck_.chance(0.6)) then["cost_usd"] = luck_.amount(100.0, 9000.0);
            r["then"] = then;
        }
        return r;
    }

    json architecture(int number)
    {
        json a = {{"name", "arch-" + std::to_string(number)}};
        if (luck_.chance(0.3)) a["coordination_usd_per_month"] = luck_.amount(10.0, 900.0);
        std::vector<int> contracts = chosen_contracts();
        json             names     = json::array();
        for (int contract : contracts)
            names.push_back("contract-" + std::to_string(contract));
        a["contracts"] = names;
        json routes    = json::array();
        int  n_named   = luck_.whole(0, n_workloads_);
        for (int w = 0; w < n_named; ++w) {
            std::string name  = "load-" + std::to_string(w);
            int         parts = luck_.chance(0.3) ? luck_.whole(2, 3) : 1;
            int         left  = 100;
            for (int i = 0; i < parts; ++i) {
                int  share = i == parts - 1 ? left : luck_.whole(1, left - (parts - 1 - i));
                json r     = route(name, contracts);
                if (parts > 1) r["share"] = share / 100.0;
                left -= share;
                routes.push_back(r);
            }
        }
        if (n_named < n_workloads_) {
            size_t at = static_cast<size_t>(luck_.word() % (routes.size() + 1));
            routes.insert(routes.begin() + static_cast<std::ptrdiff_t>(at), route("*", contracts));
        }
        a["routes"] = routes;
        return a;
    }

    json architectures()
    {
        json list        = json::array();
        n_architectures_ = luck_.whole(1, 4);
        for (int i = 0; i < n_architectures_; ++i)
            list.push_back(architecture(i));
        return list;
    }

    Luck luck_;
    int  n_months_ = 0, n_regimes_ = 0, n_vendors_ = 0, n_models_ = 0, n_workloads_ = 0, n_contracts_ = 0,
        n_architectures_ = 0;
    std::vector<std::string> drivers_, indices_, channels_, token_channels_, token_vendor_, contract_vendor_;
};

} // namespace

json random_scenario(uint64_t seed)
{
    return Maker(seed).make();
}

} // namespace laws
