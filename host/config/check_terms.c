/* Contracts: terms that fit together (model page, sections 7, 8 step 1 and 10). */
#include "host/config/check_run.h"

#include "host/base/select.h"

#include <stdlib.h>

static bool is_given(const sfl_contract *c, size_t field_at)
{
    return sfl_object_is_given(&c->object, field_at);
}

/* ---- the discount, with what amendments can do to it ---- */

static int by_month_falling(const void *left, const void *right)
{
    const sfl_amendment *const *a = left, *const *b = right;
    return ((*a)->month < (*b)->month) - ((*a)->month > (*b)->month);
}

/* Most that n amendments, the latest first, can add (sign 1) or take away (sign −1). One in force stays, and one that asks
 * for less and comes no later is then in force as well: from the latest to the earliest, the AI spend reached can only
 * rise. So the best sum is carried along for each level of spend: best[0] nothing reached, best[k] levels[k − 1].
 *   levels [n] rising, best [n + 1] zeroed */
static double most_added(const sfl_amendment **sorted, size_t n, const double *levels, double *best, double sign)
{
    for (size_t i = 0; i < n; i++) {
        const sfl_amendment *a      = sorted[i];
        bool                 is_new = i == 0 || sorted[i - 1]->month != a->month;
        for (size_t k = 1; is_new && k <= n; k++)
            best[k] = best[k] > best[k - 1] ? best[k] : best[k - 1];
        for (size_t k = 1; k <= n; k++)
            best[k] += levels[k - 1] >= a->when_ai_annual_usd ? sign * a->discount_add : 0.0;
    }
    double most = 0.0;
    for (size_t k = 0; k <= n; k++)
        most = best[k] > most ? best[k] : most;
    return most;
}

/* Greatest and least discount before amendments: below the first tier it is 0. */
static void range_of_discount(const sfl_contract *c, double *most, double *least)
{
    *most = *least = c->discount;
    for (int32_t i = 0; i < c->n_tiers; i++) {
        double discount = c->tiers[i].discount;
        *most           = i == 0 || discount > *most ? discount : *most;
        *least          = i == 0 || discount < *least ? discount : *least;
    }
    if (c->n_tiers > 0 && c->tiers[0].from_usd > 0.0) *least = 0.0;
}

/* Amendments that the horizon lets come into force, the latest first, and their levels of spend; returns how many. */
static size_t list_amendments(const sfl_check_run *run, const sfl_contract *c, const sfl_amendment **sorted,
                              double *levels)
{
    size_t n = 0;
    for (int32_t i = 0; i < c->n_amendments; i++) {
        if (c->amendments[i].month >= run->scenario->simulation.months) continue;
        levels[n]   = c->amendments[i].when_ai_annual_usd;
        sorted[n++] = &c->amendments[i];
    }
    qsort(sorted, n, sizeof(const sfl_amendment *), by_month_falling);
    qsort(levels, n, sizeof(double), sfl_by_size);
    return n;
}

static void check_amendments(sfl_check_run *run, const sfl_contract *c)
{
    size_t                n_all  = (size_t)c->n_amendments;
    const sfl_amendment **sorted = sfl_log_take(run->log, n_all, sizeof(const sfl_amendment *));
    double               *levels = sfl_log_take(run->log, n_all, sizeof(double));
    double               *best   = sfl_log_take(run->log, 2 * (n_all + 1), sizeof(double));
    if (n_all == 0 || sorted == NULL || levels == NULL || best == NULL) return;
    size_t n = list_amendments(run, c, sorted, levels);
    double most, least;
    range_of_discount(c, &most, &least);
    most += most_added(sorted, n, levels, best, 1.0);
    least -= most_added(sorted, n, levels, best + n + 1, -1.0);
    if (most > 1.0 + 1e-12) {
        SFL_REFUSE(run, SFL_ERR_VALUE, sfl_contract, c, amendments,
                   "they can bring the discount to %s; allowed is 0 … 1", sfl_shown(run, most));
    }
    if (least < -1e-12) {
        SFL_REFUSE(run, SFL_ERR_VALUE, sfl_contract, c, amendments,
                   "they can bring the discount to %s; allowed is 0 … 1", sfl_shown(run, least));
    }
}

static void check_tiers(sfl_check_run *run, const sfl_contract *c)
{
    if (is_given(c, offsetof(sfl_contract, tiers)) && is_given(c, offsetof(sfl_contract, discount))) {
        SFL_REFUSE(run, SFL_ERR_KEY, sfl_contract, c, discount, "stands beside tiers; allowed is one of them");
    }
    for (int32_t i = 1; i < c->n_tiers; i++) {
        const sfl_tier *before = &c->tiers[i - 1], *tier = &c->tiers[i];
        bool            is_known = SFL_IS_GIVEN(sfl_tier, before, from_usd) && SFL_IS_GIVEN(sfl_tier, tier, from_usd);
        if (!is_known || tier->from_usd > before->from_usd) continue;
        SFL_REFUSE(run, SFL_ERR_VALUE, sfl_tier, tier, from_usd, "%s; allowed is more than that of the tier before, %s",
                   sfl_shown(run, tier->from_usd), sfl_shown(run, before->from_usd));
    }
}

/* ---- the term ---- */

static void check_term(sfl_check_run *run, const sfl_contract *c)
{
    if (is_given(c, offsetof(sfl_contract, spent_to_date_usd)) && c->start_month >= 0) {
        SFL_REFUSE(run, SFL_ERR_KEY, sfl_contract, c, spent_to_date_usd,
                   "start_month is %d; allowed only for a contract that began before month 0", (int)c->start_month);
    }
    int64_t end      = c->start_month + (int64_t)c->commitments.n * c->period_months; /* first month after the term */
    bool    is_known = c->commitments.n > 0 && c->period_months > 0;
    if (!is_known || end > 0 || c->renewal.kind != SFL_RENEWAL_SHARE) return;
    SFL_REFUSE(run, SFL_ERR_VALUE, sfl_contract, c, renewal,
               "a share of the period before, and the term ended before month 0; allowed are \"none\" and \"repeat\"");
}

static void check_contract(sfl_check_run *run, const sfl_contract *c)
{
    sfl_resolve(run, SFL_LIST_VENDORS, c->vendor, &c->object, offsetof(sfl_contract, vendor), "vendor");
    bool is_sound = sfl_object_is_sound(&c->object);
    if (is_sound && c->period_months == 0) {
        sfl_refuse(run, SFL_ERR_KEY, &c->object, offsetof(sfl_contract, period_months), "period_months",
                   "missing; required with kind \"macc\"");
    }
    check_tiers(run, c);
    if (!is_sound) return;
    check_term(run, c);
    check_amendments(run, c);
}

void sfl_check_terms(sfl_check_run *run)
{
    for (int32_t i = 0; i < run->scenario->n_contracts; i++)
        check_contract(run, &run->scenario->contracts[i]);
}
