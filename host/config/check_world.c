/* What is uncertain: sampling, regimes, drivers, seasons, correlations, and what workloads point to (model page,
 * sections 1 and 3 to 6). */
#include "host/config/check_run.h"

#include <math.h>
#include <string.h>

enum { CALENDAR_MONTHS = 12 };

static void check_simulation(sfl_check_run *run)
{
    const sfl_simulation *s = &run->scenario->simulation;
    if (s->sampling != SFL_SAMPLING_ANTITHETIC || s->paths % 2 == 0) return;
    SFL_REFUSE(run, SFL_ERR_VALUE, sfl_simulation, s, paths,
               "%llu; allowed is an even number with sampling \"antithetic\"", (unsigned long long)s->paths);
}

/* ---- section 4 ---- */

static void check_row(sfl_check_run *run, const sfl_regimes *r, int32_t i)
{
    const sfl_reals *row = &r->monthly[i];
    const char      *key = sfl_log_format(run->log, "monthly[%d]", (int)i);
    size_t           at  = offsetof(sfl_regimes, monthly);
    if (key == NULL) return;
    if (row->n != r->names.n) {
        sfl_refuse(run, SFL_ERR_VALUE, &r->object, at, key, "a list of %d; allowed are %d, one per regime", (int)row->n,
                   (int)r->names.n);
        return;
    }
    double sum = 0.0;
    for (int32_t k = 0; k < row->n; k++)
        sum += row->values[k];
    if (fabs(sum - 1.0) <= 1e-9) return;
    sfl_refuse(run, SFL_ERR_VALUE, &r->object, at, key, "the row sums to %s; allowed is 1", sfl_shown(run, sum));
}

static void check_regimes(sfl_check_run *run)
{
    const sfl_regimes *r = run->scenario->regimes;
    if (r == NULL || !sfl_object_is_sound(&r->object)) return;
    sfl_check_twice(run, &r->names, &r->object, offsetof(sfl_regimes, names), "names");
    sfl_resolve(run, SFL_LIST_REGIMES, r->start, &r->object, offsetof(sfl_regimes, start), "start");
    if (r->n_monthly != r->names.n) {
        SFL_REFUSE(run, SFL_ERR_VALUE, sfl_regimes, r, monthly, "a list of %d; allowed are %d, one row per regime",
                   (int)r->n_monthly, (int)r->names.n);
    }
    for (int32_t i = 0; i < r->n_monthly; i++)
        check_row(run, r, i);
}

/* ---- section 3 ---- */

static void check_per_regime(sfl_check_run *run, const sfl_driver_entry *entry, const sfl_reals *list, size_t at,
                             const char *key)
{
    const sfl_regimes *r        = run->scenario->regimes;
    size_t             field_at = entry->driver_at + at;
    if (!sfl_object_is_given(entry->object, field_at)) return;
    if (r == NULL) {
        sfl_refuse(run, SFL_ERR_KEY, entry->object, field_at, key,
                   "the scenario has no regimes; allowed only with them");
    } else if (sfl_object_is_sound(&r->object) && list->n != r->names.n) {
        sfl_refuse(run, SFL_ERR_VALUE, entry->object, field_at, key, "a list of %d; allowed are %d, one per regime",
                   (int)list->n, (int)r->names.n);
    }
}

static void check_driver(sfl_check_run *run, const sfl_driver_entry *entry)
{
    const sfl_driver *d = entry->driver;
    check_per_regime(run, entry, &d->regime_growth, offsetof(sfl_driver, regime_growth), "regime_growth");
    check_per_regime(run, entry, &d->regime_volatility, offsetof(sfl_driver, regime_volatility), "regime_volatility");
    size_t end_at = entry->driver_at + offsetof(sfl_driver, growth_end);
    if (d->growth_end != 0.0 && d->fade == 0.0 && sfl_object_is_given(entry->object, end_at)) {
        sfl_caution(run, entry->object, end_at, "growth_end", "has no effect without fade");
    }
}

static const sfl_driver_entry *find_driver(const sfl_check_run *run, const char *name)
{
    for (int32_t i = 0; i < run->n_drivers; i++) {
        if (run->drivers[i].name != NULL && strcmp(run->drivers[i].name, name) == 0) return &run->drivers[i];
    }
    return NULL;
}

static void check_correlation(sfl_check_run *run, const sfl_correlation *c)
{
    size_t at = offsetof(sfl_correlation, among);
    if (!SFL_IS_GIVEN(sfl_correlation, c, among)) return;
    sfl_check_twice(run, &c->among, &c->object, at, "among");
    if (c->among.n < 2)
        SFL_REFUSE(run, SFL_ERR_VALUE, sfl_correlation, c, among, "a list of %d; allowed are two names and more",
                   (int)c->among.n);
    for (int32_t i = 0; i < c->among.n; i++) {
        const char *key = sfl_log_format(run->log, "among[%d]", (int)i);
        if (key == NULL || sfl_resolve(run, SFL_LIST_DRIVERS, c->among.values[i], &c->object, at, key) < 0) continue;
        const sfl_driver_entry *entry = find_driver(run, c->among.values[i]);
        if (entry == NULL || entry->driver->volatility != 0.0) continue;
        sfl_caution(run, &c->object, at, key, "%s has volatility 0 and is left out", sfl_quoted(run, entry->name));
    }
}

/* ---- sections 5 to 7 ---- */

static void check_season(sfl_check_run *run, const sfl_object *object, const sfl_reals *season, size_t field_at)
{
    if (!sfl_object_is_given(object, field_at) || season->n == CALENDAR_MONTHS) return;
    sfl_refuse(run, SFL_ERR_VALUE, object, field_at, "season", "a list of %d; allowed are 12", (int)season->n);
}

static void check_workload(sfl_check_run *run, const sfl_workload *w)
{
    check_season(run, &w->object, &w->season, offsetof(sfl_workload, season));
    sfl_resolve(run, SFL_LIST_MODELS, w->model, &w->object, offsetof(sfl_workload, model), "model");
    sfl_resolve(run, SFL_LIST_CHANNELS, w->current_channel, &w->object, offsetof(sfl_workload, current_channel),
                "current_channel");
}

void sfl_check_world(sfl_check_run *run)
{
    const sfl_scenario *s = run->scenario;
    check_simulation(run);
    check_regimes(run);
    for (int32_t i = 0; i < run->n_drivers; i++)
        check_driver(run, &run->drivers[i]);
    for (int32_t i = 0; i < s->n_correlations; i++)
        check_correlation(run, &s->correlations[i]);
    for (int32_t i = 0; i < s->n_workloads; i++)
        check_workload(run, &s->workloads[i]);
    for (int32_t i = 0; i < s->n_models; i++) {
        const sfl_model *m = &s->models[i];
        sfl_resolve(run, SFL_LIST_INDICES, m->index, &m->object, offsetof(sfl_model, index), "index");
    }
    for (int32_t i = 0; i < s->n_vendors; i++) {
        const sfl_baseline *b = s->vendors[i].baseline;
        if (b != NULL) check_season(run, &b->object, &b->season, offsetof(sfl_baseline, season));
    }
}
