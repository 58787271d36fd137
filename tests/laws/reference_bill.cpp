// Sections 6 to 8: what one architecture costs in one world, month by month in the page's order.
#include "tests/laws/reference_parts.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace reference
{

namespace
{

struct Grant {
    int    first, end; // usable in months first … end − 1
    double left;
};

// A vendor under this architecture, with or without a contract.
struct Account {
    const sfl_vendor   *vendor          = nullptr;
    const sfl_contract *contract        = nullptr; // in force under the architecture at all
    int                 contract_number = -1;
    // kept from month to month
    double eligible = 0.0, market = 0.0, carry = 0.0, baseline_counted = 0.0, before = 0.0, commitment = 0.0;
    Reals  due, ai_gross; // [month]
    std::vector<Grant> grants;
    std::vector<bool>  amended;
    // of this month
    bool   in_force = false, is_first = false, is_last = false;
    int    k = 0, start = 0;
    double discount = 0.0, ai_scope = 1.0, quota = 0.0, bills = 0.0, counted = 0.0, market_counted = 0.0,
           baseline_month = 0.0;
};

struct Leg {
    const sfl_route *route;
    int              workload, switch_month;
    Reals            spend; // net token spend by month
};

// A capacity channel's history and its load this month.
struct Site {
    struct Part {
        const sfl_target *target;
        int               workload;
        double            share;
    };
    std::vector<Part> parts;
    Reals             load, nodes; // [month] mean hourly load, units
    double            sized = 0.0, residual = 0.0;
    bool              active = false;
};

class Biller
{
  public:
    Biller(const sfl_scenario &scenario, const sfl_architecture &architecture, const World &world)
        : s_(scenario), a_(architecture), world_(world), n_months_(scenario.simulation.months), bill_()
    {
        open_accounts();
        list_legs();
        sites_.resize(static_cast<size_t>(s_.n_channels));
        token_seen_.resize(static_cast<size_t>(s_.n_channels), false);
    }

    Bill write()
    {
        for (int t = 0; t < n_months_; ++t)
            month(t);
        total();
        return bill_;
    }

    // Section 9: no true-up, set-up, exit; owned nodes cost a month's share of their life.
    double write_static_month()
    {
        is_static_ = true;
        bill_.ai.assign(static_cast<size_t>(n_months_), 0.0);
        bill_.trueup = bill_.baseline = bill_.ai;
        at(bill_.ai, 0) += a_.coordination_usd_per_month;
        discounts(0);
        baselines(0);
        quotas(0);
        routes(0);
        return at(bill_.ai, 0);
    }

  private:
    static double &at(Reals &months, int t)
    {
        return months[static_cast<size_t>(t)];
    }
    static double at(const Reals &months, int t)
    {
        return months[static_cast<size_t>(t)];
    }

    void open_accounts()
    {
        for (int v = 0; v < s_.n_vendors; ++v) {
            Account account;
            account.vendor = &s_.vendors[v];
            account.due.assign(static_cast<size_t>(n_months_), 0.0);
            account.ai_gross.assign(static_cast<size_t>(n_months_), 0.0);
            for (int c = 0; c < s_.n_contracts; ++c) {
                bool has = sfl_architecture_has_contract(&a_, s_.contracts[c].name);
                if (std::string(s_.contracts[c].vendor) != account.vendor->name || !has) continue;
                account.contract        = &s_.contracts[c];
                account.contract_number = c;
                account.eligible        = account.contract->spent_to_date_usd;
                account.amended.assign(static_cast<size_t>(account.contract->n_amendments), false);
            }
            accounts_.push_back(account);
        }
    }

    void list_legs()
    {
        std::set<int> named;
        for (int r = 0; r < a_.n_routes; ++r) {
            if (std::string(a_.routes[r].workload) != "*") named.insert(workload_of(a_.routes[r].workload));
        }
        for (int r = 0; r < a_.n_routes; ++r) {
            const sfl_route &route = a_.routes[r];
            for (int w = 0; w < s_.n_workloads; ++w) {
                bool is_star = std::string(route.workload) == "*";
                if (is_star ? named.count(w) != 0 : workload_of(route.workload) != w) continue;
                legs_.push_back({&route, w, n_months_, Reals(static_cast<size_t>(n_months_), 0.0)});
            }
        }
    }

    int workload_of(const char *name) const
    {
        return sfl_scenario_find_workload(&s_, name);
    }
    int channel_of(const char *name) const
    {
        return sfl_scenario_find_channel(&s_, name);
    }

    Account *account_of(const sfl_channel &channel)
    {
        if (channel.vendor == nullptr) return nullptr;
        for (Account &account : accounts_) {
            if (std::string(account.vendor->name) == channel.vendor) return &account;
        }
        throw std::logic_error("a channel's vendor is missing");
    }

    double price_index(const char *name, int t) const
    {
        return name ? at(world_.index.at(name), t) : 1.0;
    }

    // ---- step 1 ----

    void begin_period(Account &account, int t)
    {
        const sfl_contract &c = *account.contract;
        account.in_force      = t >= c.start_month;
        if (!account.in_force) return;
        account.k = (t - c.start_month) / c.period_months;
        if (account.k >= c.commitments.n && c.renewal.kind == SFL_RENEWAL_NONE) {
            account.in_force = false;
            return;
        }
        account.start      = c.start_month + account.k * c.period_months;
        int end            = account.start + c.period_months;
        account.is_first   = t == account.start || t == 0;
        account.is_last    = t == end - 1 || t == n_months_ - 1;
        double whole       = account.k < c.commitments.n           ? c.commitments.values[account.k]
                             : c.renewal.kind == SFL_RENEWAL_SHARE ? c.renewal.share * account.before
                                                                   : c.commitments.values[c.commitments.n - 1];
        double inside      = std::min(n_months_, end) - account.start;
        account.commitment = whole * (end > n_months_ ? inside / c.period_months : 1.0);
        double basis       = c.tier_basis == SFL_TIER_SPEND ? account.eligible : whole * 12.0 / c.period_months;
        account.discount   = c.discount;
        for (int i = 0; i < c.n_tiers; ++i) {
            if (i == 0) account.discount = 0.0;
            if (reaches(basis, c.tiers[i].from_usd)) account.discount = c.tiers[i].discount;
        }
    }

    void amend(Account &account, int t)
    {
        const sfl_contract &c    = *account.contract;
        double              year = 0.0;
        for (int j = std::max(0, t - 12); j < t; ++j)
            year += at(account.ai_gross, j);
        account.ai_scope = c.ai_scope;
        for (int i = 0; i < c.n_amendments; ++i) {
            const sfl_amendment &amendment = c.amendments[i];
            size_t               number    = static_cast<size_t>(i);
            if (t >= amendment.month && reaches(year, amendment.when_ai_annual_usd)) account.amended[number] = true;
            if (!account.amended[number]) continue;
            if (SFL_IS_GIVEN(sfl_amendment, &amendment, ai_scope)) account.ai_scope = amendment.ai_scope;
            account.discount += amendment.discount_add;
        }
    }

    void discounts(int t)
    {
        for (Account &account : accounts_) {
            account.discount = account.quota = account.bills = account.counted = account.market_counted =
                account.baseline_month                                         = 0.0;
            account.in_force = account.is_last = false;
            if (account.contract == nullptr) continue;
            begin_period(account, t);
            amend(account, t);
            if (!account.in_force) account.discount = 0.0;
        }
    }

    double discount_of(const sfl_channel &channel)
    {
        Account *account = account_of(channel);
        if (account == nullptr || !account->in_force) return 0.0;
        double share = channel.kind == SFL_CHANNEL_SELF_HOSTED ? 1.0 : account->ai_scope;
        if (SFL_IS_GIVEN(sfl_channel, &channel, discount_share)) share = channel.discount_share;
        return account->discount * share;
    }

    // ---- step 2, 3 ----

    static double counted(const Account &account, double eligibility, double net, double gross)
    {
        if (!account.in_force) return 0.0;
        return eligibility * (account.contract->counts == SFL_COUNTS_GROSS ? gross : net);
    }

    void baselines(int t)
    {
        for (Account &account : accounts_) {
            const sfl_baseline *baseline = account.vendor->baseline;
            if (baseline == nullptr) continue;
            double gross = baseline->monthly_usd * season_of(baseline->season, baseline->calendar_month, t) *
                           at(world_.index.at(account.vendor->name), t);
            double net = gross * (1.0 - account.discount);
            account.bills += net;
            account.baseline_month = counted(account, baseline->eligibility, net, gross);
            account.counted += account.baseline_month;
            at(bill_.baseline, t) += net;
        }
    }

    void quotas(int t)
    {
        for (Account &account : accounts_) {
            if (!account.in_force) continue;
            int    left = std::min(n_months_, account.start + account.contract->period_months) - t;
            double need = account.commitment - account.carry - (account.eligible + account.baseline_month) -
                          account.baseline_month * (left - 1);
            account.quota = std::max(0.0, need) / left;
        }
    }

    // ---- step 4 ----

    double market_left(const Account &account) const
    {
        return std::max(0.0, account.contract->marketplace_cap * account.commitment - account.market -
                                 account.market_counted);
    }

    // A bill reaches the vendor: its net, its gross, what of it counts.
    void post(const sfl_channel &channel, int t, double net, double gross)
    {
        at(bill_.ai, t) += net;
        Account *account = account_of(channel);
        if (account == nullptr) return;
        account->bills += net;
        at(account->ai_gross, t) += gross;
        double amount = counted(*account, channel.eligibility, net, gross);
        if (channel.marketplace && account->in_force) {
            amount = std::min(amount, market_left(*account));
            account->market_counted += amount;
        }
        account->counted += amount;
    }

    const sfl_model &model_of(const sfl_target &target, int w) const
    {
        const char *name = target.model ? target.model : s_.workloads[w].model;
        return s_.models[sfl_scenario_find_model(&s_, name)];
    }

    struct Quote {
        double net, gross, mtok;
    };

    // A token channel's bill for `share` of a workload's month on a target's model.
    Quote quote(const sfl_channel &channel, const sfl_target &target, int w, double share, int t)
    {
        const sfl_model    &model    = model_of(target, w);
        const sfl_workload &workload = s_.workloads[w];
        size_t              number   = static_cast<size_t>(w);
        double              in       = at(world_.input[number], t) * share * target.token_ratio,
               out                   = at(world_.output[number], t) * share * target.token_ratio;
        double c                     = at(world_.cached[number], t);
        int    tau                   = channel.token.price_lock_months > 0
                                           ? t / channel.token.price_lock_months * channel.token.price_lock_months
                                           : t;
        tau                          = std::max(0, tau - channel.token.price_lag_months);
        double list = (in * ((1.0 - c) * model.input_usd + c * model.cached_input_usd) + out * model.output_usd) *
                      (1.0 - workload.batch_share * model.batch_discount) * price_index(model.index, tau);
        double provider = list * channel.token.multiplier;
        double gross    = provider * (1.0 + channel.token.margin) + channel.token.surcharge_usd_per_mtok * (in + out);
        double net      = gross * (1.0 - discount_of(channel));
        if (channel.token.floor_at_provider) net = std::max(net, provider);
        return {net, gross, in + out};
    }

    // `share` of the workload goes to the target; returns the net token spend.
    double send(const sfl_target &target, int w, double share, int t)
    {
        int                number  = channel_of(target.channel);
        const sfl_channel &channel = s_.channels[number];
        if (channel.kind != SFL_CHANNEL_TOKEN) {
            sites_[static_cast<size_t>(number)].parts.push_back({&target, w, share});
            return 0.0;
        }
        Quote bill = quote(channel, target, w, share, t);
        post(channel, t, bill.net, bill.gross);
        tokens_[number] += bill.mtok;
        return bill.net;
    }

    void fill(const Leg &leg, int t)
    {
        const sfl_route   &route   = *leg.route;
        const sfl_channel &channel = s_.channels[channel_of(route.target.channel)];
        Account           &account = *account_of(channel);
        Quote              whole   = quote(channel, route.target, leg.workload, route.share, t);
        double E = counted(account, channel.eligibility, whole.net, whole.gross), most = account.quota, phi = 0.0;
        if (channel.marketplace && account.in_force) most = std::min(most, market_left(account));
        if (E > 0.0) phi = snapped(std::min(1.0, most / E));
        account.quota = std::max(0.0, account.quota - phi * E);
        send(route.target, leg.workload, route.share * phi, t);
        send(*route.otherwise, leg.workload, route.share * (1.0 - phi), t);
    }

    void routes(int t)
    {
        tokens_.clear();
        for (Site &site : sites_)
            site.parts.clear();
        for (Leg &leg : legs_) {
            const sfl_route &route = *leg.route;
            if (route.fill) {
                fill(leg, t);
            } else if (route.then && t >= leg.switch_month) {
                send(route.then->target, leg.workload, route.share, t);
            } else {
                at(leg.spend, t) = send(route.target, leg.workload, route.share, t);
            }
        }
        for (int c = 0; c < s_.n_channels; ++c) {
            if (s_.channels[c].kind != SFL_CHANNEL_TOKEN) site_month(c, t);
        }
        for (const auto &[number, mtok] : tokens_) {
            if (mtok >= 1e-9) token_seen_[static_cast<size_t>(number)] = true;
        }
        for (int c = 0; c < s_.n_channels; ++c) {
            if (token_seen_[static_cast<size_t>(c)]) at(bill_.ai, t) += s_.channels[c].fixed_usd_per_month;
        }
    }

    // Equivalent Mtok of the month on a capacity channel.
    double load_of(const sfl_channel &channel, const Site &site, int t) const
    {
        const sfl_capacity &capacity = channel.capacity;
        double              e        = 0.0;
        for (const Site::Part &part : site.parts) {
            size_t w      = static_cast<size_t>(part.workload);
            double tokens = part.share * part.target->token_ratio, c = at(world_.cached[w], t);
            e += tokens * (at(world_.input[w], t) * (1.0 - c + capacity.cached_weight * c) +
                           capacity.output_weight * at(world_.output[w], t));
        }
        e *= channel.kind == SFL_CHANNEL_SELF_HOSTED ? channel.self_hosted.token_ratio : 1.0;
        return e < 1e-9 ? 0.0 : e;
    }

    double sized_units(const sfl_channel &channel, Site &site, int t)
    {
        const sfl_provisioned &p = channel.provisioned;
        if (SFL_IS_GIVEN(sfl_channel, &channel, provisioned.units)) return p.units;
        if (t % p.term_months == 0) {
            double load = at(site.load, t == 0 ? 0 : t - 1);
            double lots = p.increment > 0.0
                              ? round_up(p.coverage * load / p.unit_mtok_per_hour / p.increment) * p.increment
                              : 0.0;
            site.sized  = std::max(p.min_units, lots);
        }
        return site.sized;
    }

    double required_nodes(const sfl_channel &channel, Site &site, int t)
    {
        const sfl_self_hosted &h        = channel.self_hosted;
        double                 needed   = round_up(peak_factor(channel.capacity, h.service_level) *
                                                   at(site.load, std::max(0, t - h.lead_months)) / h.node_mtok_per_hour);
        double                 required = std::max(h.min_nodes, needed);
        double                 before   = t > 0 ? at(site.nodes, t - 1) : 0.0;
        bool                   is_free  = h.node_capex_usd <= 0.0 && t % h.lease_months == 0;
        return is_free ? required : std::max(before, required);
    }

    // What a self-hosted channel costs besides its rent.
    double own_costs(const sfl_channel &channel, Site &site, int t, bool starts)
    {
        const sfl_self_hosted &h = channel.self_hosted;
        if (is_static_) {
            double per_node = h.node_capex_usd > 0.0 ? h.node_capex_usd / h.life_months : 0.0;
            return h.staff_usd_per_month + per_node * at(site.nodes, 0);
        }
        double cost  = h.staff_usd_per_month + (starts ? h.setup_usd : 0.0);
        double added = at(site.nodes, t) - (t > 0 ? at(site.nodes, t - 1) : 0.0);
        if (h.node_capex_usd > 0.0 && added > 0.0) {
            cost += added * h.node_capex_usd;
            site.residual += added * h.node_capex_usd * std::max(0.0, 1.0 - (n_months_ - t) / h.life_months);
        }
        if (t == n_months_ - 1) cost -= site.residual;
        return cost;
    }

    void site_month(int number, int t)
    {
        const sfl_channel &channel = s_.channels[number];
        Site              &site    = sites_[static_cast<size_t>(number)];
        double             e       = load_of(channel, site, t);
        site.load.push_back(e / 730.0);
        bool is_hosted = channel.kind == SFL_CHANNEL_SELF_HOSTED, starts = !site.active && e > 0.0;
        site.active     = site.active || starts;
        double units    = is_hosted ? 0.0 : sized_units(channel, site, t);
        double per_hour = is_hosted ? channel.self_hosted.node_mtok_per_hour : channel.provisioned.unit_mtok_per_hour;
        site.nodes.push_back(0.0);
        if (site.active) {
            if (is_hosted) units = required_nodes(channel, site, t);
            at(site.nodes, t) = units;
            double hour_usd   = is_hosted ? channel.self_hosted.node_hour_usd : channel.provisioned.unit_hour_usd;
            double gross      = units * hour_usd * 730.0 * price_index(channel.capacity.index, t);
            post(channel, t, gross * (1.0 - discount_of(channel)), gross);
            at(bill_.ai, t) += channel.fixed_usd_per_month + (is_hosted ? own_costs(channel, site, t, starts) : 0.0);
        }
        double      o   = e > 0.0 ? overflow_share(channel.capacity, units * per_hour / (e / 730.0)) : 0.0;
        ChannelUse &use = bill_.channels[number];
        use.units.push_back(at(site.nodes, t));
        use.overflow.push_back(o);
        overflow(channel, site, o, t);
    }

    void overflow(const sfl_channel &channel, const Site &site, double o, int t)
    {
        for (const Site::Part &part : site.parts) {
            size_t w = static_cast<size_t>(part.workload);
            if (channel.capacity.overflow == nullptr) {
                bill_.unserved_mtok += o * part.share * (at(world_.input[w], t) + at(world_.output[w], t));
                continue;
            }
            int   number = channel_of(channel.capacity.overflow);
            Quote bill   = quote(s_.channels[number], *part.target, part.workload, part.share * o, t);
            post(s_.channels[number], t, bill.net, bill.gross);
            tokens_[number] += bill.mtok;
        }
    }

    // ---- step 5 to 7 ----

    void triggers(int t)
    {
        for (Leg &leg : legs_) {
            const sfl_then *then = leg.route->then;
            if (then == nullptr || leg.switch_month < n_months_ || leg_is_done(leg)) continue;
            const sfl_channel &old = s_.channels[channel_of(leg.route->target.channel)];
            if (old.kind != SFL_CHANNEL_TOKEN || t + 1 < then->trailing_months) continue;
            double sum = 0.0;
            for (int j = t + 1 - then->trailing_months; j <= t; ++j)
                sum += at(leg.spend, j);
            if (!reaches(sum / then->trailing_months, then->when_monthly_usd)) continue;
            int month = t + std::max(1, then->lead_months);
            done_.insert(&leg);
            if (month >= n_months_) continue;
            leg.switch_month = month;
            at(bill_.ai, month) += then->cost_usd + old.exit_usd;
        }
    }

    bool leg_is_done(const Leg &leg) const
    {
        return done_.count(&leg) != 0;
    }

    void use_credit(Account &account, int t)
    {
        double left = account.bills;
        for (Grant &grant : account.grants) {
            if (t < grant.first || t >= grant.end) continue;
            double used = std::min(grant.left, left);
            grant.left -= used;
            left -= used;
        }
        double used = account.bills - left;
        if (used <= 0.0) return;
        bill_.credit_used += used;
        at(bill_.trueup, t) -= used;
        double cash = left / account.bills;
        account.counted *= cash;
        account.market_counted *= cash;
        account.baseline_month *= cash;
    }

    void end_period(Account &account, int t)
    {
        const sfl_contract &c         = *account.contract;
        double              shortfall = std::max(0.0, account.commitment - account.carry - account.eligible);
        if (shortfall <= 1e-9 * account.commitment) shortfall = 0.0;
        double spent       = account.start <= 0 ? c.spent_to_date_usd : 0.0; // of the period that month 0 lies in
        double room        = std::max(0.0, account.commitment - account.carry - spent - account.baseline_counted);
        double utilisation = std::min(1.0, (account.carry + account.eligible) / account.commitment);
        bill_.periods.push_back({account.contract_number, account.k, t, account.commitment, shortfall, account.eligible,
                                 room, utilisation});
        int pay = std::min(n_months_ - 1, t + c.invoice_lag_months);
        at(account.due, pay) += shortfall * c.shortfall_rate;
        account.carry    = std::min(c.rollover_cap * account.commitment,
                                    std::max(0.0, account.eligible + account.carry - account.commitment));
        account.before   = account.eligible;
        account.eligible = account.market = account.baseline_counted = 0.0;
    }

    void ledger(int t)
    {
        for (Account &account : accounts_) {
            if (account.contract == nullptr) continue;
            use_credit(account, t);
            account.eligible += account.counted;
            account.market += account.market_counted;
            account.baseline_counted += account.baseline_month;
            if (account.in_force && account.is_last) end_period(account, t);
            double paid = at(account.due, t);
            at(bill_.trueup, t) += paid;
            bill_.payments += paid;
            double grant = account.contract->shortfall_credit * paid;
            if (grant > 0.0) account.grants.push_back({t + 1, t + 1 + account.contract->credit_months, grant});
        }
    }

    // ---- the whole ----

    void leave_current_channels()
    {
        for (int w = 0; w < s_.n_workloads; ++w) {
            const char *current = s_.workloads[w].current_channel;
            if (current == nullptr) continue;
            bool stays = false;
            for (const Leg &leg : legs_) {
                if (leg.workload != w) continue;
                stays = stays || std::string(leg.route->target.channel) == current;
                stays = stays || (leg.route->otherwise && std::string(leg.route->otherwise->channel) == current);
            }
            if (!stays) at(bill_.ai, 0) += s_.channels[channel_of(current)].exit_usd;
        }
    }

    void month(int t)
    {
        if (t == 0) {
            bill_.ai.assign(static_cast<size_t>(n_months_), 0.0);
            bill_.trueup = bill_.baseline = bill_.ai;
            leave_current_channels();
        }
        at(bill_.ai, t) += a_.coordination_usd_per_month;
        discounts(t);
        baselines(t);
        quotas(t);
        routes(t);
        triggers(t);
        ledger(t);
    }

    void total()
    {
        double tokens = 0.0;
        for (size_t w = 0; w < world_.input.size(); ++w) {
            for (int t = 0; t < n_months_; ++t)
                tokens += at(world_.input[w], t) + at(world_.output[w], t);
        }
        for (int t = 0; t < n_months_; ++t) {
            double D        = std::pow(1.0 + s_.simulation.discount_rate, -(t + 1) / 12.0);
            double parts[4] = {0.0, at(bill_.ai, t), at(bill_.trueup, t), at(bill_.baseline, t)};
            parts[0]        = parts[1] + parts[2] + parts[3];
            for (int part = 0; part < 4; ++part) {
                bill_.total[part][0] += D * parts[part];
                bill_.total[part][1] += parts[part];
            }
        }
        for (const Leg &leg : legs_) {
            if (leg.route->then) bill_.switches.push_back(leg.switch_month);
        }
        bill_.usd_per_mtok = (bill_.total[1][1] + bill_.total[2][1]) / (tokens - bill_.unserved_mtok);
    }

    const sfl_scenario     &s_;
    const sfl_architecture &a_;
    const World            &world_;
    int                     n_months_;
    bool                    is_static_ = false;
    Bill                    bill_;
    std::vector<Account>    accounts_;
    std::vector<Leg>        legs_;
    std::set<const Leg *>   done_;
    std::vector<Site>       sites_;
    std::vector<bool>       token_seen_;
    std::map<int, double>   tokens_;
};

} // namespace

Bill write_bill(const sfl_scenario &scenario, const sfl_architecture &architecture, const World &world)
{
    return Biller(scenario, architecture, world).write();
}

double static_month(const sfl_scenario &scenario, const sfl_architecture &architecture, const World &world)
{
    return Biller(scenario, architecture, world).write_static_month();
}

namespace
{

// Month 0 with everything launched and the volumes times x.
World scaled_month(const sfl_scenario &scenario, double x)
{
    World world;
    for (int i = 0; i < scenario.n_vendors; ++i)
        world.index[scenario.vendors[i].name] = {1.0};
    for (int i = 0; i < scenario.n_indices; ++i)
        world.index[scenario.indices[i].name] = {1.0};
    for (int w = 0; w < scenario.n_workloads; ++w) {
        const sfl_workload &workload = scenario.workloads[w];
        double              volume   = x * season_of(workload.season, workload.calendar_month, 0);
        world.input.push_back({workload.input_mtok * volume});
        world.output.push_back({workload.output_mtok * volume});
        world.cached.push_back({workload.cached_share});
    }
    return world;
}

} // namespace

double static_break_even(const sfl_scenario &scenario, const sfl_architecture &from, const sfl_architecture &to)
{
    auto cost = [&](const sfl_architecture &which, double x) {
        return static_month(scenario, which, scaled_month(scenario, x));
    };
    auto dearer = [&](double x) { return cost(to, x) > (1.0 + 1e-9) * cost(from, x); };
    auto point  = [](int i) { return std::pow(10.0, -4.0 + i / 500.0); };
    int  i      = 4000;
    while (i >= 0 && !dearer(point(i)))
        --i;
    if (i == 4000) return std::nan("");
    if (i < 0) return 0.0;
    double low = point(i), high = point(i + 1);
    while (high - low > 1e-9 * high) {
        double middle                 = 0.5 * (low + high);
        (dearer(middle) ? low : high) = middle;
    }
    return cost(from, high);
}

Path walk(const sfl_scenario &scenario, uint64_t path)
{
    Path result;
    result.world = draw_world(scenario, path);
    for (int i = 0; i < scenario.n_architectures; ++i)
        result.bills.push_back(write_bill(scenario, scenario.architectures[i], result.world));
    for (int i = 0; i < scenario.n_break_even; ++i) {
        const Bill &from =
            result.bills[static_cast<size_t>(sfl_scenario_find_architecture(&scenario, scenario.break_even[i].from))];
        const Bill &to =
            result.bills[static_cast<size_t>(sfl_scenario_find_architecture(&scenario, scenario.break_even[i].to))];
        int    month           = scenario.simulation.months;
        double cumulative_from = 0.0, cumulative_to = 0.0;
        for (int t = scenario.simulation.months - 1; t >= 0; --t) {
            cumulative_from = cumulative_to = 0.0;
            for (size_t j = 0; j <= static_cast<size_t>(t); ++j) {
                cumulative_from += from.ai[j] + from.trueup[j] + from.baseline[j];
                cumulative_to += to.ai[j] + to.trueup[j] + to.baseline[j];
            }
            if (cumulative_to <= (1.0 + 1e-12) * cumulative_from) month = t;
        }
        result.break_even.push_back(month);
    }
    return result;
}

} // namespace reference
