/* What is known of one architecture: costs, months, contracts, capacity, switches (model page section 9). */
#include "host/summary/measure.h"

static const sfl_plan_architecture *plan_architecture(const sfl_figures *figures, int32_t number)
{
    return &SFL_AT(figures->plan, sfl_plan_architecture, figures->plan->architectures_at)[number];
}

/* ---- contracts ---- */

/* Columns of one period, or of the term. */
typedef struct period_columns {
    int32_t commitment, is_short, shortfall, utilisation, room;
} period_columns;

/* Of the mean over the paths with a shortfall: their number stands with the mean of all, the spread of theirs follows from
 * that of all. */
static sfl_interval when_short(const sfl_figures *figures, int32_t column, const sfl_summary_period *period)
{
    if (column < 0 || !(period->p_shortfall > 0.0)) return sfl_no_interval;
    double     p = period->p_shortfall, n = (double)figures->sample.n, sd = sfl_tally_sd(figures->tally, column);
    double     all = period->shortfall.values[SFL_MEASURE_MEAN], some = period->shortfall_when_short;
    sfl_sample short_ones = figures->sample;
    short_ones.n          = (uint64_t)(n * p + 0.5);
    double of             = (double)sfl_sample_independent(short_ones);
    double variance       = (sd * sd * (n - 1.0) / n + all * all) / p - some * some;
    if (of < 2.0) return sfl_no_interval;
    return sfl_interval_mean(short_ones, some, sqrt((variance > 0.0 ? variance : 0.0) / (of - 1.0)));
}

static sfl_summary_period period_of(const sfl_figures *figures, period_columns columns, int32_t period)
{
    sfl_summary_period out   = {0};
    out.period               = period;
    out.first_month = out.last_month = out.pay_month = -1;
    out.commitment           = sfl_figures_mean(figures, columns.commitment);
    out.p_shortfall          = sfl_figures_mean(figures, columns.is_short);
    out.shortfall            = sfl_figures_distribution(figures, columns.shortfall, SFL_SET_SHORTFALL);
    out.shortfall_when_short = sfl_figures_ratio(out.shortfall.values[SFL_MEASURE_MEAN], out.p_shortfall);
    out.utilisation          = sfl_figures_mean(figures, columns.utilisation);
    out.p_shortfall_in          = sfl_figures_share_interval(figures, out.p_shortfall);
    out.shortfall_when_short_in = when_short(figures, columns.shortfall, &out);
    out.utilisation_in          = sfl_figures_mean_interval(figures, columns.utilisation);
    out.room                 = sfl_figures_distribution(figures, columns.room, SFL_SET_INTERVAL);
    return out;
}

/* The calendar of a period, which no path changes. */
static void place_period(const sfl_figures *figures, const sfl_plan_contract *contract, sfl_summary_period *out)
{
    const sfl_plan_term *terms = SFL_AT(figures->plan, sfl_plan_term, contract->terms_at);
    for (int32_t month = 0; month < figures->plan->n_months; ++month) {
        if (!terms[month].in_force || terms[month].period != out->period) continue;
        if (out->first_month < 0) out->first_month = month;
        out->last_month = month;
        out->pay_month  = terms[month].pay_month;
    }
}

static sfl_status contract_of(const sfl_figures *figures, const sfl_plan_account *account, sfl_summary_contract *out)
{
    const sfl_plan_contract *contract =
        &SFL_AT(figures->plan, sfl_plan_contract, figures->plan->contracts_at)[account->contract];
    sfl_summary_period *periods = SFL_ARENA_ARRAY(figures->arena, sfl_summary_period, (size_t)contract->n_periods);
    if (periods == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < contract->n_periods; ++i) {
        period_columns columns = {account->period_commitment_column + i, account->period_short_column + i,
                                  account->period_shortfall_column + i, account->period_utilisation_column + i,
                                  account->period_room_column + i};
        periods[i]             = period_of(figures, columns, contract->first_period + i);
        periods[i].shortfall_rate = contract->shortfall_rate;
        place_period(figures, contract, &periods[i]);
    }
    period_columns term = {account->term_commitment_column, account->term_short_column, account->term_shortfall_column,
                           account->term_utilisation_column, account->term_room_column};
    if (contract->n_periods == 0) term = (period_columns){-1, -1, -1, -1, -1};
    out->periods   = periods;
    out->n_periods = contract->n_periods;
    out->term      = period_of(figures, term, -1);
    out->term.shortfall_rate = contract->shortfall_rate;
    return sfl_figures_copy(figures, figures->scenario->contracts[account->contract].name, &out->name);
}

sfl_status sfl_summarise_contracts(const sfl_figures *figures, int32_t number, sfl_summary_architecture *out)
{
    const sfl_plan_architecture *architecture = plan_architecture(figures, number);
    const sfl_plan_account      *accounts     = SFL_AT(figures->plan, sfl_plan_account, architecture->accounts_at);
    sfl_summary_contract        *contracts =
        SFL_ARENA_ARRAY(figures->arena, sfl_summary_contract, (size_t)architecture->n_accounts);
    if (contracts == NULL) return SFL_ERR_MEMORY;
    int32_t n = 0;
    for (int32_t i = 0; i < architecture->n_accounts; ++i) {
        if (accounts[i].contract < 0) continue;
        SFL_TRY(contract_of(figures, &accounts[i], &contracts[n]));
        ++n;
    }
    out->contracts   = contracts;
    out->n_contracts = n;
    return SFL_OK;
}

/* ---- channels ---- */

static const char *channel_kind_word(sfl_channel_kind kind)
{
    static const char *const words[] = {
#define SFL_CHANNEL(KIND, word, help) #word,
#include "kernels/channel_list.def"
#undef SFL_CHANNEL
    };
    return words[kind];
}

/* Mean capacity over the horizon; the column counts units times months. */
static double capacity_mtok(const sfl_figures *figures, const sfl_plan_use *use)
{
    const sfl_plan_channel *channels = SFL_AT(figures->plan, sfl_plan_channel, figures->plan->channels_at);
    double                  size     = channels[use->channel].unit_mtok_per_hour * SFL_HOURS_PER_MONTH;
    return sfl_figures_mean(figures, use->capacity_column) * size;
}

/* Units month by month; none where the plan has no columns of months. */
static sfl_status units_of(const sfl_figures *figures, const sfl_plan_use *use, sfl_summary_channel *out)
{
    int32_t n_months = figures->plan->n_months;
    if (use->units_column < 0) return SFL_OK;
    double            *units    = SFL_ARENA_ARRAY(figures->arena, double, (size_t)n_months);
    sfl_interval      *units_in = SFL_ARENA_ARRAY(figures->arena, sfl_interval, (size_t)n_months);
    if (units == NULL || units_in == NULL) return SFL_ERR_MEMORY;
    for (int32_t month = 0; month < n_months; ++month) {
        units[month]    = sfl_figures_mean(figures, use->units_column + month);
        units_in[month] = sfl_figures_mean_interval(figures, use->units_column + month);
    }
    out->units    = units;
    out->units_in = units_in;
    return SFL_OK;
}

static sfl_status channel_of(const sfl_figures *figures, const sfl_plan_use *use, sfl_summary_channel *out)
{
    const sfl_channel *channel = &figures->scenario->channels[use->channel];
    SFL_TRY(units_of(figures, use, out));
    double load      = sfl_figures_mean(figures, use->load_column);
    double overflow  = sfl_figures_mean(figures, use->overflow_column);
    double used      = sfl_figures_ratio(sfl_figures_mean(figures, use->served_column), capacity_mtok(figures, use));
    out->kind        = channel_kind_word(channel->kind);
    out->utilisation = used > 1.0 ? 1.0 : used; /* by rounding, where everything is used */
    out->overflow    = sfl_figures_ratio(overflow, load);
    out->unserved    = use->overflow_use < 0 ? out->overflow : 0.0;
    out->utilisation_in = out->overflow_in = out->unserved_in = sfl_no_interval;
    return sfl_figures_copy(figures, channel->name, &out->name);
}

sfl_status sfl_summarise_channels(const sfl_figures *figures, int32_t number, sfl_summary_architecture *out)
{
    const sfl_plan_architecture *architecture = plan_architecture(figures, number);
    const sfl_plan_use          *uses         = SFL_AT(figures->plan, sfl_plan_use, architecture->uses_at);
    sfl_summary_channel *channels = SFL_ARENA_ARRAY(figures->arena, sfl_summary_channel, (size_t)architecture->n_uses);
    if (channels == NULL) return SFL_ERR_MEMORY;
    int32_t n = 0;
    for (int32_t i = 0; i < architecture->n_uses; ++i) {
        if (figures->scenario->channels[uses[i].channel].kind == SFL_CHANNEL_TOKEN) continue;
        SFL_TRY(channel_of(figures, &uses[i], &channels[n]));
        ++n;
    }
    out->channels   = channels;
    out->n_channels = n;
    return SFL_OK;
}

/* ---- switches ---- */

static sfl_status switch_of(const sfl_figures *figures, const sfl_plan_use *uses, const sfl_plan_leg *leg,
                            sfl_summary_switch *out)
{
    const sfl_channel *channels = figures->scenario->channels;
    int32_t            n_months = figures->plan->n_months;
    double            *months   = SFL_ARENA_ARRAY(figures->arena, double, (size_t)n_months + 1);
    if (months == NULL) return SFL_ERR_MEMORY;
    sfl_figures_months(figures, leg->switch_column, months);
    SFL_TRY(sfl_figures_copy(figures, figures->scenario->workloads[leg->workload].name, &out->workload));
    SFL_TRY(sfl_figures_copy(figures, channels[uses[leg->use].channel].name, &out->channel));
    SFL_TRY(sfl_figures_copy(figures, channels[uses[leg[1].use].channel].name, &out->to)); /* AFTER follows */
    out->p_ever       = 1.0 - months[n_months];
    out->median_month = sfl_figures_median_month(months, n_months);
    out->p_ever_in       = sfl_figures_share_interval(figures, out->p_ever);
    out->median_month_in = sfl_figures_median_interval(figures, months, n_months);
    out->months       = months;
    return SFL_OK;
}

sfl_status sfl_summarise_switches(const sfl_figures *figures, int32_t number, sfl_summary_architecture *out)
{
    const sfl_plan_architecture *architecture = plan_architecture(figures, number);
    const sfl_plan_use          *uses         = SFL_AT(figures->plan, sfl_plan_use, architecture->uses_at);
    const sfl_plan_leg          *legs         = SFL_AT(figures->plan, sfl_plan_leg, architecture->legs_at);
    sfl_summary_switch *switches = SFL_ARENA_ARRAY(figures->arena, sfl_summary_switch, (size_t)architecture->n_legs);
    if (switches == NULL) return SFL_ERR_MEMORY;
    int32_t n = 0;
    for (int32_t i = 0; i < architecture->n_legs; ++i) {
        if (legs[i].kind != SFL_LEG_BEFORE) continue;
        SFL_TRY(switch_of(figures, uses, &legs[i], &switches[n]));
        ++n;
    }
    out->switches   = switches;
    out->n_switches = n;
    return SFL_OK;
}

/* ---- money ---- */

static void costs_of(const sfl_figures *figures, int32_t number, sfl_summary_architecture *out)
{
    const sfl_plan_architecture *architecture = plan_architecture(figures, number);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        out->p_cheapest[money] = sfl_figures_mean(figures, architecture->cheapest_columns[money]);
        out->p_tied[money]     = sfl_figures_mean(figures, architecture->tied_columns[money]);
        out->p_cheapest_in[money] = sfl_figures_share_interval(figures, out->p_cheapest[money]);
        out->p_tied_in[money]     = sfl_figures_share_interval(figures, out->p_tied[money]);
        out->regret[money]     = sfl_figures_distribution(figures, architecture->regret_columns[money], SFL_SET_REGRET);
        for (int32_t part = 0; part < SFL_PART_COUNT; ++part)
            out->costs[money][part] =
                sfl_figures_distribution(figures, architecture->total_columns[part][money], SFL_SET_TOTAL);
        out->histogram[money] =
            sfl_figures_histogram(figures, architecture->total_columns[SFL_PART_TOTAL][money],
                                  out->costs[money][SFL_PART_TOTAL].bin_bits);
        out->controlled[money] = sfl_figures_controlled(figures, number, (sfl_money)money);
    }
    out->usd_per_mtok = sfl_figures_distribution(figures, architecture->usd_per_mtok_column, SFL_SET_PRICE);
}

/* Spend month by month; none where the plan has no columns of months. */
static sfl_status months_of(const sfl_figures *figures, const sfl_plan_architecture *architecture,
                            sfl_summary_architecture *out)
{
    int32_t n_months = figures->plan->n_months;
    if (architecture->month_column < 0) return SFL_OK;
    sfl_summary_month *months = SFL_ARENA_ARRAY(figures->arena, sfl_summary_month, (size_t)n_months);
    if (months == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n_months; ++i) {
        months[i].month      = i;
        months[i].spend      = sfl_figures_distribution(figures, architecture->month_column + i, SFL_SET_MONTH);
        months[i].cumulative = sfl_figures_distribution(figures, architecture->cumulative_column + i, SFL_SET_MONTH);
    }
    out->months = months;
    return SFL_OK;
}

static sfl_status years_of(const sfl_figures *figures, const sfl_plan_architecture *architecture,
                           sfl_summary_architecture *out)
{
    int32_t           n_years = figures->plan->n_years;
    sfl_summary_year *years   = SFL_ARENA_ARRAY(figures->arena, sfl_summary_year, (size_t)n_years);
    if (years == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n_years; ++i) {
        years[i].year  = i;
        years[i].spend = sfl_figures_distribution(figures, architecture->year_column + i, SFL_SET_MONTH);
    }
    out->years = years;
    return SFL_OK;
}

sfl_status sfl_summarise_architecture(const sfl_figures *figures, int32_t number, sfl_summary_architecture *out)
{
    const sfl_plan_architecture *architecture = plan_architecture(figures, number);
    SFL_TRY(sfl_figures_copy(figures, figures->scenario->architectures[number].name, &out->name));
    costs_of(figures, number, out);
    SFL_TRY(months_of(figures, architecture, out));
    SFL_TRY(years_of(figures, architecture, out));
    SFL_TRY(sfl_summarise_contracts(figures, number, out));
    SFL_TRY(sfl_summarise_channels(figures, number, out));
    SFL_TRY(sfl_summarise_switches(figures, number, out));
    sfl_summarise_risk(out);
    return SFL_OK;
}
