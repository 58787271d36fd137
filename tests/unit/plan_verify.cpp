// See plan_verify.hpp.
#include "plan_verify.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace
{

// Things by number, each of which somebody must own once.
class Owners
{
  public:
    Owners(std::string what, size_t n) : what_(std::move(what)), count_(n, 0) {}

    void claim(std::vector<std::string> &broken, const std::string &owner, int64_t first, int64_t n)
    {
        if (first < 0 || n < 0 || first + n > static_cast<int64_t>(count_.size())) {
            broken.push_back(owner + ": " + what_ + " " + std::to_string(first) + " + " + std::to_string(n) +
                             " out of range");
            return;
        }
        for (int64_t i = first; i < first + n; ++i)
            ++count_[static_cast<size_t>(i)];
    }

    void settle(std::vector<std::string> &broken) const
    {
        for (size_t i = 0; i < count_.size(); ++i)
            if (count_[i] != 1)
                broken.push_back(what_ + " " + std::to_string(i) + " has " + std::to_string(count_[i]) + " owners");
    }

  private:
    std::string      what_;
    std::vector<int> count_;
};

class Verifier
{
  public:
    explicit Verifier(const sfl_plan *plan)
        : plan_(plan), lines_("64 bytes no.", plan->n_bytes / 64), slots_("slot", static_cast<size_t>(plan->n_slots)),
          columns_("column", static_cast<size_t>(plan->n_columns))
    {
    }

    std::vector<std::string> run()
    {
        head();
        world();
        market();
        contracts();
        channels();
        for (int32_t i = 0; i < plan_->n_architectures; ++i)
            architecture(i);
        comparisons();
        controls();
        tally();
        lines_.settle(broken_);
        slots_.settle(broken_);
        columns_.settle(broken_);
        return broken_;
    }

  private:
    void expect(bool holds, const std::string &promise)
    {
        if (!holds) broken_.push_back(promise);
    }

    void pick(int32_t index, int32_t n, bool may_be_none, const std::string &what)
    {
        expect((index >= 0 && index < n) || (may_be_none && index == -1), what + " picks " + std::to_string(index));
    }

    template <typename T> const T *array(size_t at, int64_t n, const std::string &what)
    {
        static const T none{};
        if (n == 0) {
            expect(at == 0, what + " is empty but lies somewhere");
            return &none;
        }
        size_t n_bytes = static_cast<size_t>(n) * sizeof(T);
        expect(at % 64 == 0 && at >= sizeof(sfl_plan) && at + n_bytes <= plan_->n_bytes,
               what + " lies outside or crooked");
        lines_.claim(broken_, what, static_cast<int64_t>(at / 64), static_cast<int64_t>((n_bytes + 63) / 64));
        return SFL_AT(plan_, T, at);
    }

    const double *months(size_t at, const std::string &what)
    {
        return array<double>(at, plan_->n_months, what);
    }

    void finite(const double *values, int64_t n, const std::string &what)
    {
        expect(std::all_of(values, values + n, [](double x) { return std::isfinite(x); }), what + " is not finite");
    }

    void slot(int32_t first, int64_t n, bool is_needed, const std::string &what)
    {
        expect(is_needed == (first >= 0), what + (is_needed ? " has no slot" : " has a slot that nothing needs"));
        if (first >= 0) slots_.claim(broken_, what, first, n);
    }

    void column(int32_t first, int64_t n, bool is_needed, int32_t of_slot, const std::string &what)
    {
        expect(is_needed == (first >= 0), what + (is_needed ? " has no column" : " has a column that nothing needs"));
        if (first < 0) return;
        columns_.claim(broken_, what, first, n);
        const sfl_plan_column *columns = SFL_AT(plan_, sfl_plan_column, plan_->columns_at);
        for (int64_t i = first; i < std::min<int64_t>(first + n, plan_->n_columns); ++i)
            expect(columns[i].slot == of_slot, what + " tallies another slot");
    }

    void head()
    {
        expect(std::memcmp(plan_->magic, "SFLPLAN", 8) == 0, "magic");
        expect(plan_->version == SFL_PLAN_VERSION, "version");
        expect(plan_->n_bytes % 64 == 0, "the block is not a multiple of 64 bytes");
        expect(plan_->n_years == (plan_->n_months + 11) / 12, "years");
        lines_.claim(broken_, "plan", 0, static_cast<int64_t>((sizeof(sfl_plan) + 63) / 64));
        finite(months(plan_->discount_at, "D"), plan_->n_months, "D");
        slot(plan_->ones_slot, 1, true, "ones");
        slot(plan_->tokens_slot, 1, true, "tokens");
        slot(plan_->scratch_slot, SFL_N_SCRATCH, true, "scratch");
        slot(plan_->shock_slot, plan_->n_shocks, plan_->n_shocks > 0, "shocks");
        slot(plan_->regime_slot, 1, plan_->n_regimes > 0, "regime");
        expect(plan_->n_near_slots > plan_->ones_slot && plan_->n_near_slots <= plan_->scratch_slot, "near slots");
        array<double>(plan_->regime_cumulative_at, int64_t{plan_->n_regimes} * plan_->n_regimes, "regime rows");
        if (plan_->n_regimes > 0) pick(plan_->regime_start, plan_->n_regimes, false, "first regime");
    }

    void driver(const sfl_plan_driver &driver, const std::string &name)
    {
        const bool fixed = driver.is_fixed != 0, shocks = driver.shock >= 0, moves = !fixed;
        pick(driver.shock, plan_->n_shocks, true, name + " shock");
        expect(!(fixed && shocks), name + " is fixed and diffuses");
        finite(array<double>(driver.fixed_at, fixed ? plan_->n_months : 0, name + " index"),
               fixed ? plan_->n_months : 0, name);
        const int32_t n = moves ? plan_->n_months : 0;
        finite(array<double>(driver.trend_at, n, name + " trend"), n, name + " trend");
        finite(array<double>(driver.damped_years_at, n, name + " h"), n, name + " h");
        array<double>(driver.half_variance_at, moves && driver.variance_is_fixed ? n : 0, name + " v/2");
        array<double>(driver.adopted_share_at, moves && driver.has_adoption ? n : 0, name + " F");
        array<double>(driver.jump_cdf_at, driver.has_jumps ? 16 : 0, name + " jump CDF");
        if (driver.regime_growth_at) array<double>(driver.regime_growth_at, plan_->n_regimes, name + " regime growth");
        if (driver.regime_volatility_at) array<double>(driver.regime_volatility_at, plan_->n_regimes, name + " m");
        const bool pulses = driver.has_jumps && !driver.jumps_last, steps = driver.has_jumps && driver.jumps_last;
        slot(driver.index_slot, 1, true, name + " index");
        slot(driver.growth_slot, 1, moves && driver.growth_sd > 0, name + " growth");
        slot(driver.vol_slot, 1, shocks && driver.volatility_dof > 0, name + " vol");
        slot(driver.level_slot, 1, steps || driver.regime_growth_at, name + " level");
        slot(driver.d_slot, 1, moves && (shocks || pulses || driver.deviation != 0), name + " d");
        slot(driver.v_slot, 1, shocks && !driver.variance_is_fixed, name + " v");
        slot(driver.ceiling_slot, 1, moves && driver.ceiling_sd > 0, name + " ceiling");
        slot(driver.normal_slot, 4, shocks, name + " normals");
        bridges(driver, name);
    }

    void bridges(const sfl_plan_driver &driver, const std::string &name)
    {
        const bool    sobol = plan_->is_sobol != 0, shocks = driver.shock >= 0, jumps = driver.jumps_are_bridged != 0;
        const int64_t n = 1 + plan_->bridge_depth;
        expect(!jumps || (sobol && driver.has_jumps), name + " bridges jumps that there are not");
        array<double>(driver.count_cdf_at, jumps ? SFL_MOST_BRIDGED_JUMPS : 0, name + " CDF of all jumps");
        slot(driver.bridge_slot, n, sobol && shocks, name + " bridge");
        slot(driver.count_slot, n, jumps, name + " jumps so far");
        slot(driver.size_slot, n, jumps && driver.jump_sd > 0, name + " sizes so far");
        expect((driver.growth_dimension > 0) == (sobol && driver.growth_slot >= 0), name + " dimension of growth");
        expect((driver.count_dimension > 0) == jumps, name + " dimension of the number of jumps");
    }

    void quasi_random()
    {
        const int64_t n = plan_->n_dimensions, months = plan_->bridge_months_at > 0 ? plan_->n_months : 0;
        expect(plan_->is_sobol || n == 0, "dimensions without quasi-random sampling");
        array<uint32_t>(plan_->directions_at, n * 32, "directions");
        array<uint32_t>(plan_->scrambles_at, n * 32, "scrambles");
        array<sfl_plan_bridge_month>(plan_->bridge_months_at, months, "months of the bridge");
        array<sfl_plan_bridge_step>(plan_->bridge_steps_at, std::max<int64_t>(months - 2, 0), "steps of the bridge");
    }

    void world()
    {
        quasi_random();
        const auto *drivers = array<sfl_plan_driver>(plan_->drivers_at, plan_->n_drivers, "drivers");
        const auto *rows    = array<int32_t>(plan_->shock_drivers_at, plan_->n_shocks, "rows");
        array<double>(plan_->cholesky_at, int64_t{plan_->n_shocks} * (plan_->n_shocks + 1) / 2, "Cholesky factor");
        for (int32_t i = 0; i < plan_->n_drivers; ++i)
            driver(drivers[i], "driver " + std::to_string(i));
        for (int32_t i = 0; i < plan_->n_shocks; ++i) {
            pick(rows[i], plan_->n_drivers, false, "row");
            expect(drivers[rows[i]].shock == i, "row and driver disagree");
        }
    }

    void market()
    {
        const auto *workloads = array<sfl_plan_workload>(plan_->workloads_at, plan_->n_workloads, "workloads");
        for (int32_t i = 0; i < plan_->n_workloads; ++i) {
            const auto       &workload = workloads[i];
            const std::string name     = "workload " + std::to_string(i);
            pick(workload.driver, plan_->n_drivers, false, name + " driver");
            pick(workload.output_driver, plan_->n_drivers, true, name + " output");
            pick(workload.cached_driver, plan_->n_drivers, true, name + " cached");
            finite(months(workload.season_at, name + " season"), plan_->n_months, name + " season");
            slot(workload.launch_slot, 1, workload.delay_mean_months > 0 || workload.cancel_probability > 0,
                 name + " launch");
            slot(workload.volume_slot, 1, true, name + " volume");
            slot(workload.input_slot, 1, true, name + " input");
            slot(workload.output_slot, 1, true, name + " output");
            slot(workload.cached_slot, 1, true, name + " cached");
        }
        const auto *indices = array<sfl_plan_index>(plan_->indices_at, plan_->n_indices, "indices");
        for (int32_t i = 0; i < plan_->n_indices; ++i) {
            pick(indices[i].driver, plan_->n_drivers, false, "index driver");
            expect(indices[i].depth >= 1 && indices[i].depth <= plan_->n_months, "depth of a price history");
            slot(indices[i].history_slot, indices[i].depth, true, "price history");
        }
        const auto *quotes = array<sfl_plan_quote>(plan_->quotes_at, plan_->n_quotes, "quotes");
        for (int32_t i = 0; i < plan_->n_quotes; ++i) {
            pick(quotes[i].workload, plan_->n_workloads, false, "quote workload");
            pick(quotes[i].index, plan_->n_indices, true, "quote index");
            slot(quotes[i].cost_slot, 1, true, "quote cost");
        }
        const auto *vendors = array<sfl_plan_vendor>(plan_->vendors_at, plan_->n_vendors, "vendors");
        for (int32_t i = 0; i < plan_->n_vendors; ++i) {
            pick(vendors[i].driver, plan_->n_drivers, true, "vendor driver");
            array<double>(vendors[i].season_at, vendors[i].driver >= 0 ? plan_->n_months : 0, "vendor season");
        }
    }

    void term(const sfl_plan_contract &contract, const sfl_plan_term *terms, int32_t month, const std::string &name)
    {
        const auto &term = terms[month];
        bool is_due = false;
        for (int32_t ended = 0; ended <= month; ++ended)
            is_due = is_due || (terms[ended].in_force && terms[ended].is_last && terms[ended].pay_month == month);
        expect((term.is_due != 0) == is_due, name + " due");
        expect(term.grant_first <= term.grant_end && term.grant_end - term.grant_first <= contract.credit_depth,
               name + " grants");
        if (!term.in_force) return;
        expect(term.period >= contract.first_period && term.period < contract.first_period + contract.n_periods,
               name + " k");
        expect(term.months_left >= 1 && month + term.months_left <= plan_->n_months, name + " months left");
        expect((term.months_left == 1) == (term.is_last != 0), name + " last month");
        expect(month + 1 < plan_->n_months || term.is_last, name + " the horizon ends every period");
        expect(term.pay_month - month < contract.pending_depth + term.months_left - 1 &&
                   term.pay_month < plan_->n_months,
               name + " pay month");
    }

    void contracts()
    {
        const auto *contracts = array<sfl_plan_contract>(plan_->contracts_at, plan_->n_contracts, "contracts");
        for (int32_t i = 0; i < plan_->n_contracts; ++i) {
            const auto       &contract = contracts[i];
            const std::string name     = "contract " + std::to_string(i);
            pick(contract.vendor, plan_->n_vendors, false, name + " vendor");
            array<sfl_plan_tier>(contract.tiers_at, contract.n_tiers, name + " tiers");
            array<sfl_plan_amendment>(contract.amendments_at, contract.n_amendments, name + " amendments");
            const auto *terms = array<sfl_plan_term>(contract.terms_at, plan_->n_months, name + " terms");
            for (int32_t month = 0; month < plan_->n_months; ++month)
                term(contract, terms, month, name);
        }
    }

    void channels()
    {
        const auto *channels = array<sfl_plan_channel>(plan_->channels_at, plan_->n_channels, "channels");
        for (int32_t i = 0; i < plan_->n_channels; ++i) {
            pick(channels[i].kind, SFL_CHANNEL_COUNT, false, "kind");
            pick(channels[i].vendor, plan_->n_vendors, true, "channel vendor");
            pick(channels[i].index, plan_->n_indices, true, "channel index");
            array<double>(channels[i].residual_at, channels[i].is_owned ? plan_->n_months : 0, "residual");
            const int64_t n_overflow = int64_t{channels[i].overflow_rows} * 4;
            finite(array<double>(channels[i].overflow_at, n_overflow, "overflow"), n_overflow, "overflow");
        }
    }

    void account(const sfl_plan_account &account, bool has_fill, bool has_market, const std::string &name)
    {
        pick(account.vendor, plan_->n_vendors, false, name + " vendor");
        pick(account.contract, plan_->n_contracts, true, name + " contract");
        const bool               has = account.contract >= 0;
        static sfl_plan_contract none{};
        const auto &contract = has ? SFL_AT(plan_, sfl_plan_contract, plan_->contracts_at)[account.contract] : none;
        const auto *terms    = SFL_AT(plan_, sfl_plan_term, contract.terms_at);
        const bool  by_share =
            has && std::any_of(terms, terms + plan_->n_months, [](auto &term) { return term.by_share; });
        for (int32_t always :
             {account.discount_slot, account.scope_slot, account.baseline_counted_slot, account.counted_slot,
              account.bills_slot, account.gross_slot, account.credit_used_slot})
            slot(always, 1, true, name + " month");
        for (int32_t ledger :
             {account.eligible_slot, account.carry_slot, account.counted_baseline_slot,
              account.commitment_slot, account.shortfall_slot, account.short_slot, account.utilisation_slot,
              account.room_slot, account.period_commitment_slot, account.period_eligible_slot,
              account.term_shortfall_slot, account.term_short_slot, account.term_room_slot,
              account.term_commitment_slot, account.term_filled_slot, account.term_utilisation_slot})
            slot(ledger, 1, has, name + " ledger");
        slot(account.before_slot, 1, by_share, name + " before");
        slot(account.market_slot, 1, has && has_market, name + " market");
        slot(account.market_month_slot, 1, has && has_market, name + " market this month");
        slot(account.pending_slot, contract.pending_depth, has, name + " pending");
        slot(account.credit_slot, contract.credit_depth, contract.credit_depth > 0, name + " credit");
        slot(account.ai_spend_slot, 12, contract.watches_ai_spend, name + " AI spend");
        slot(account.amended_slot, contract.n_amendments, contract.n_amendments > 0, name + " amended");
        slot(account.quota_slot, 1, has_fill, name + " quota");
        const bool periods = contract.n_periods > 0;
        column(account.period_commitment_column, contract.n_periods, periods, account.period_commitment_slot, name);
        column(account.period_short_column, contract.n_periods, periods, account.short_slot, name);
        column(account.period_shortfall_column, contract.n_periods, periods, account.shortfall_slot, name);
        column(account.period_utilisation_column, contract.n_periods, periods, account.utilisation_slot, name);
        column(account.period_room_column, contract.n_periods, periods, account.room_slot, name);
        column(account.term_commitment_column, 1, has, account.term_commitment_slot, name);
        column(account.term_short_column, 1, has, account.term_short_slot, name);
        column(account.term_shortfall_column, 1, has, account.term_shortfall_slot, name);
        column(account.term_utilisation_column, 1, has, account.term_utilisation_slot, name);
        column(account.term_room_column, 1, has, account.term_room_slot, name);
    }

    void use(const sfl_plan_architecture &owner, const sfl_plan_use &use, int32_t number, const std::string &name)
    {
        pick(use.channel, plan_->n_channels, false, name + " channel");
        pick(use.account, owner.n_accounts, true, name + " account");
        pick(use.overflow_use, owner.n_uses, true, name + " overflow");
        const auto &channel  = SFL_AT(plan_, sfl_plan_channel, plan_->channels_at)[use.channel];
        const auto *legs     = SFL_AT(plan_, sfl_plan_leg, owner.legs_at);
        const bool  capacity = channel.kind != SFL_CHANNEL_TOKEN;
        const bool  coverage = channel.kind == SFL_CHANNEL_PROVISIONED && !channel.units_are_fixed;
        const bool  waits    = capacity || channel.fixed_usd_per_month > 0;
        const auto *loads    = array<int32_t>(use.legs_at, use.n_legs, name + " legs");
        for (int32_t i = 0; i < use.n_legs; ++i) {
            pick(loads[i], owner.n_legs, false, name + " leg");
            expect(legs[loads[i]].use == number && (i == 0 || loads[i - 1] < loads[i]), name + " legs that load it");
        }
        slot(use.active_slot, 1, waits, name + " active");
        slot(use.month_mtok_slot, 1, waits, name + " Mtok");
        slot(use.units_slot, 1, capacity, name + " units");
        slot(use.sized_slot, 1, coverage, name + " sized");
        slot(use.load_slot, channel.lead_months + 1, coverage || channel.kind == SFL_CHANNEL_SELF_HOSTED,
             name + " load");
        slot(use.residual_slot, 1, channel.is_owned, name + " residual");
        slot(use.overflow_slot, 1, capacity, name + " overflow");
        slot(use.load_sum_slot, 1, capacity, name + " load");
        slot(use.served_sum_slot, 1, capacity, name + " served");
        slot(use.capacity_sum_slot, 1, capacity, name + " capacity");
        slot(use.overflow_sum_slot, 1, capacity, name + " overflow sum");
        column(use.load_column, 1, capacity, use.load_sum_slot, name);
        column(use.served_column, 1, capacity, use.served_sum_slot, name);
        column(use.capacity_column, 1, capacity, use.capacity_sum_slot, name);
        column(use.overflow_column, 1, capacity, use.overflow_sum_slot, name);
        column(use.units_column, plan_->n_months, capacity, use.units_slot, name);
    }

    void leg(const sfl_plan_architecture &owner, const sfl_plan_leg *legs, int32_t number, const std::string &name)
    {
        const auto &leg = legs[number];
        pick(leg.kind, SFL_LEG_AFTER + 1, false, name + " kind");
        pick(leg.workload, plan_->n_workloads, false, name + " workload");
        pick(leg.quote, plan_->n_quotes, false, name + " quote");
        pick(leg.use, owner.n_uses, false, name + " use");
        const auto &quote = SFL_AT(plan_, sfl_plan_quote, plan_->quotes_at)[leg.quote];
        expect(quote.workload == leg.workload && quote.token_ratio == leg.token_ratio,
               name + " quote of another target");
        const int32_t before = number > 0 ? legs[number - 1].kind : SFL_LEG_PLAIN;
        expect((leg.kind == SFL_LEG_OTHERWISE) == (before == SFL_LEG_FILL),
               name + " fill and otherwise stand together");
        expect((leg.kind == SFL_LEG_AFTER) == (before == SFL_LEG_BEFORE), name + " before and after stand together");
        expect(leg.n_abreast == n_abreast(owner, legs, number), name + " abreast");
        slot(leg.weight_slot, 1, leg.kind != SFL_LEG_PLAIN, name + " weight");
        slot(leg.spend_slot, leg.trailing_months, leg.trailing_months > 0, name + " spend");
        slot(leg.switch_slot, 1, leg.kind == SFL_LEG_BEFORE, name + " switch");
        column(leg.switch_column, 1, leg.kind == SFL_LEG_BEFORE, leg.switch_slot, name);
    }

    /* Legs from `number` on that may be billed as one, counted leg by leg. */
    int32_t n_abreast(const sfl_plan_architecture &owner, const sfl_plan_leg *legs, int32_t number) const
    {
        const auto *uses     = SFL_AT(plan_, sfl_plan_use, owner.uses_at);
        const auto *channels = SFL_AT(plan_, sfl_plan_channel, plan_->channels_at);
        const auto &channel  = channels[uses[legs[number].use].channel];
        if (channel.kind != SFL_CHANNEL_TOKEN || channel.marketplace || channel.surcharge_usd_per_mtok != 0.0 ||
            channel.fixed_usd_per_month != 0.0)
            return 0;
        int32_t n = 0;
        while (number + n < owner.n_legs && legs[number + n].kind == SFL_LEG_PLAIN &&
               legs[number + n].use == legs[number].use)
            ++n;
        return n;
    }

    bool has_market(const sfl_plan_architecture &owner, int32_t account) const
    {
        const auto *uses     = SFL_AT(plan_, sfl_plan_use, owner.uses_at);
        const auto *channels = SFL_AT(plan_, sfl_plan_channel, plan_->channels_at);
        return std::any_of(uses, uses + owner.n_uses, [&](const sfl_plan_use &use) {
            return use.account == account && channels[use.channel].marketplace;
        });
    }

    bool fills(const sfl_plan_architecture &owner, int32_t account) const
    {
        const auto *legs = SFL_AT(plan_, sfl_plan_leg, owner.legs_at);
        const auto *uses = SFL_AT(plan_, sfl_plan_use, owner.uses_at);
        return std::any_of(legs, legs + owner.n_legs,
                           [&](auto &leg) { return leg.kind == SFL_LEG_FILL && uses[leg.use].account == account; });
    }

    void architecture(int32_t number)
    {
        const auto       &owner = SFL_AT(plan_, sfl_plan_architecture, plan_->architectures_at)[number];
        const std::string name  = "architecture " + std::to_string(number);
        if (number == 0) array<sfl_plan_architecture>(plan_->architectures_at, plan_->n_architectures, "architectures");
        const auto *accounts = array<sfl_plan_account>(owner.accounts_at, owner.n_accounts, name + " accounts");
        const auto *uses     = array<sfl_plan_use>(owner.uses_at, owner.n_uses, name + " uses");
        const auto *legs     = array<sfl_plan_leg>(owner.legs_at, owner.n_legs, name + " legs");
        for (int32_t i = 0; i < owner.n_accounts; ++i)
            account(accounts[i], fills(owner, i), has_market(owner, i), name + " account " + std::to_string(i));
        for (int32_t i = 0; i < owner.n_uses; ++i)
            use(owner, uses[i], i, name + " use " + std::to_string(i));
        for (int32_t i = 0; i < owner.n_legs; ++i)
            leg(owner, legs, i, name + " leg " + std::to_string(i));
        for (int32_t part = 0; part < SFL_PART_COUNT; ++part) {
            slot(owner.month_slots[part], 1, true, name + " month");
            moneys(owner.total_slots[part], owner.total_columns[part], name + " total");
        }
        for (int32_t one : {owner.running_slot, owner.once_slot, owner.year_slot,
                            owner.unserved_slot, owner.usd_per_mtok_slot})
            slot(one, 1, true, name);
        expect(owner.tokens_slot == plan_->tokens_slot, name + " tokens are shared");
        moneys(owner.regret_slots, owner.regret_columns, name + " regret");
        moneys(owner.cheapest_slots, owner.cheapest_columns, name + " cheapest");
        moneys(owner.tied_slots, owner.tied_columns, name + " tied");
        for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind)
            moneys(owner.control_slots[kind], owner.control_columns[kind], name + " with control",
                   plan_->controls[kind].n_members > 0);
        column(owner.month_column, plan_->n_months, true, owner.month_slots[SFL_PART_TOTAL], name + " months");
        column(owner.cumulative_column, plan_->n_months, true, owner.total_slots[SFL_PART_TOTAL][SFL_MONEY_NOMINAL], name + " cumulative");
        column(owner.year_column, plan_->n_years, true, owner.year_slot, name + " years");
        column(owner.usd_per_mtok_column, 1, true, owner.usd_per_mtok_slot, name + " USD per Mtok");
    }

    void moneys(const int32_t slots[SFL_MONEY_COUNT], const int32_t columns[SFL_MONEY_COUNT], const std::string &name,
                bool is_needed = true)
    {
        for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
            slot(slots[money], 1, is_needed, name);
            column(columns[money], 1, is_needed, slots[money], name);
        }
    }

    void member(const sfl_plan_control_member &member, sfl_control_kind kind, const std::string &name)
    {
        const bool is_workload = kind == SFL_CONTROL_TOKENS;
        pick(member.driver, plan_->n_drivers, false, name + " driver");
        pick(member.workload, is_workload ? plan_->n_workloads : 0, !is_workload, name + " workload");
        finite(months(member.usd_at, name + " USD"), plan_->n_months, name + " USD");
        const auto *drivers   = SFL_AT(plan_, sfl_plan_driver, plan_->drivers_at);
        const auto *workloads = SFL_AT(plan_, sfl_plan_workload, plan_->workloads_at);
        expect(member.slot == (is_workload ? workloads[member.workload].volume_slot : drivers[member.driver].index_slot),
               name + " reads another slot");
    }

    void controls()
    {
        bool is_all = true;
        for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind) {
            const auto       &control = plan_->controls[kind];
            const std::string name    = "control " + std::to_string(kind);
            const auto       *members = array<sfl_plan_control_member>(control.members_at, control.n_members, name);
            for (int32_t i = 0; i < control.n_members; ++i)
                member(members[i], static_cast<sfl_control_kind>(kind), name);
            finite(control.mean_usd, SFL_MONEY_COUNT, name + " mean");
            moneys(control.slots, control.columns, name, control.n_members > 0);
            is_all = is_all && control.n_members > 0;
        }
        moneys(plan_->control_sum_slots, plan_->control_sum_columns, "both controls", is_all);
    }

    void comparisons()
    {
        const auto *pairs = array<sfl_plan_pair>(plan_->pairs_at, plan_->n_pairs, "pairs");
        for (int32_t i = 0; i < plan_->n_pairs; ++i) {
            pick(pairs[i].b, plan_->n_architectures, false, "b");
            expect(pairs[i].a >= 0 && pairs[i].a < pairs[i].b, "a stands before b");
            moneys(pairs[i].difference_slots, pairs[i].difference_columns, "difference");
            moneys(pairs[i].a_cheaper_slots, pairs[i].a_cheaper_columns, "a cheaper");
            moneys(pairs[i].tie_slots, pairs[i].tie_columns, "tie");
        }
        const auto *even = array<sfl_plan_break_even>(plan_->break_even_at, plan_->n_break_even, "break-even");
        for (int32_t i = 0; i < plan_->n_break_even; ++i) {
            pick(even[i].from, plan_->n_architectures, false, "from");
            pick(even[i].to, plan_->n_architectures, false, "to");
            slot(even[i].month_slot, 1, true, "break-even");
            column(even[i].column, 1, true, even[i].month_slot, "break-even");
        }
    }

    void tally()
    {
        const auto *columns = array<sfl_plan_column>(plan_->columns_at, plan_->n_columns, "columns");
        const auto *starts  = array<int32_t>(plan_->visit_starts_at, plan_->n_months + 2, "visit starts");
        const auto *visits  = array<int32_t>(plan_->visits_at, plan_->n_columns, "visits");
        for (int32_t i = 0; i < plan_->n_columns; ++i) {
            pick(columns[i].slot, plan_->n_slots, false, "column slot");
            expect((columns[i].keep & SFL_KEEP_SUM) && columns[i].scale >= 1.0, "a column keeps its sum");
        }
        Owners visited("visit of column", static_cast<size_t>(plan_->n_columns));
        for (int32_t i = 0; i < plan_->n_columns; ++i)
            visited.claim(broken_, "visit", visits[i], 1);
        visited.settle(broken_);
        expect(starts[0] == 0 && starts[plan_->n_months + 1] == plan_->n_columns, "visits from the first to the last");
        expect(std::is_sorted(starts, starts + plan_->n_months + 2), "visits by month");
    }

    const sfl_plan          *plan_;
    Owners                   lines_, slots_, columns_;
    std::vector<std::string> broken_;
};

} // namespace

std::vector<std::string> sfl_plan_verify(const sfl_plan *plan)
{
    return Verifier(plan).run();
}
