/* Architectures: contracts in force, and routes that can be driven (model page, sections 8 and 10). check_targets.c
 * looks at where a route leads. */
#include "host/config/check_routes.h"

#include <math.h>
#include <string.h>

/* ---- contracts in force ---- */

static void check_listed(sfl_check_run *run, const sfl_architecture *a)
{
    size_t at = offsetof(sfl_architecture, contracts);
    sfl_check_twice(run, &a->contracts, &a->object, at, "contracts");
    for (int32_t i = 0; i < a->contracts.n; i++) {
        const char *key = sfl_log_format(run->log, "contracts[%d]", (int)i);
        if (key != NULL) sfl_resolve(run, SFL_LIST_CONTRACTS, a->contracts.values[i], &a->object, at, key);
    }
}

/* Which contracts are in force [n_contracts]; those without name or vendor were refused already. */
static const bool *in_force(sfl_check_run *run, const sfl_architecture *a)
{
    const sfl_scenario *s    = run->scenario;
    bool               *list = sfl_log_take(run->log, (size_t)s->n_contracts, sizeof(bool));
    for (int32_t i = 0; list != NULL && i < s->n_contracts; i++) {
        const sfl_contract *c = &s->contracts[i];
        list[i]               = c->name != NULL && c->vendor != NULL && sfl_architecture_has_contract(a, c->name);
    }
    return list;
}

/* Contracts of one name clash elsewhere. */
static bool are_rivals(const sfl_contract *a, const sfl_contract *b)
{
    return strcmp(a->vendor, b->vendor) == 0 && strcmp(a->name, b->name) != 0;
}

static void check_contracts(sfl_check_run *run, const sfl_architecture *a)
{
    const sfl_contract *contracts = run->scenario->contracts;
    check_listed(run, a);
    const bool *is_on = in_force(run, a);
    for (int32_t i = 0; is_on != NULL && i < run->scenario->n_contracts; i++) {
        int32_t k = 0; /* the first one that stands in its way */
        while (k < i && !(is_on[i] && is_on[k] && are_rivals(&contracts[k], &contracts[i])))
            k++;
        if (k == i) continue;
        SFL_REFUSE(run, SFL_ERR_VALUE, sfl_architecture, a, contracts,
                   "%s and %s are both with %s; allowed is one contract per vendor", sfl_quoted(run, contracts[k].name),
                   sfl_quoted(run, contracts[i].name), sfl_quoted(run, contracts[i].vendor));
    }
}

/* ---- shares ---- */

static bool is_star(const sfl_route *r)
{
    return r->workload != NULL && strcmp(r->workload, "*") == 0;
}

/* What an architecture's routes do with one workload, or with all that none of them names. */
typedef struct shares {
    double  sum;
    int32_t n;
    bool    is_known; /* no share was refused */
} shares;

static void add_share(shares *s, const sfl_route *r)
{
    s->sum += r->share;
    s->n++;
    s->is_known &= sfl_object_is_sound(&r->object);
}

static void refuse_sum(sfl_check_run *run, const sfl_architecture *a, const char *workload, const shares *s)
{
    if (!s->is_known || fabs(s->sum - 1.0) <= 1e-9) return;
    SFL_REFUSE(run, SFL_ERR_VALUE, sfl_architecture, a, routes, "the shares of %s sum to %s; allowed is 1",
               sfl_quoted(run, workload), sfl_shown(run, s->sum));
}

static shares shares_of(const sfl_architecture *a, const char *workload)
{
    shares s = {0.0, 0, true};
    for (int32_t i = 0; i < a->n_routes; i++) {
        const sfl_route *r = &a->routes[i];
        if (r->workload != NULL && strcmp(r->workload, workload) == 0) add_share(&s, r);
    }
    return s;
}

/* A route whose workload is not known may be the one that another misses. */
static bool has_strays(const sfl_scenario *s, const sfl_architecture *a)
{
    for (int32_t i = 0; i < a->n_routes; i++) {
        const sfl_route *r = &a->routes[i];
        if (!is_star(r) && sfl_scenario_find_workload(s, r->workload) < 0) return true;
    }
    return false;
}

/* Notes which workloads are left to the routes of "*" in by_star [n_workloads]. */
static void check_shares(sfl_check_run *run, const sfl_architecture *a, bool *by_star)
{
    const sfl_scenario *s        = run->scenario;
    shares              of_star  = shares_of(a, "*");
    bool                has_rest = false;
    bool                is_known = SFL_IS_GIVEN(sfl_architecture, a, routes) && !has_strays(s, a);
    for (int32_t i = 0; i < s->n_workloads; i++) {
        const char *name = s->workloads[i].name;
        if (name == NULL) continue;
        shares own = shares_of(a, name);
        by_star[i] = own.n == 0;
        has_rest |= by_star[i];
        if (own.n > 0 && is_known) refuse_sum(run, a, name, &own);
        if (own.n > 0 || of_star.n > 0 || !is_known) continue;
        SFL_REFUSE(run, SFL_ERR_VALUE, sfl_architecture, a, routes, "none for %s; required is one for every workload",
                   sfl_quoted(run, name));
    }
    if (has_rest && of_star.n > 0 && is_known) refuse_sum(run, a, "*", &of_star);
}

/* ---- the routes ---- */

static void check_fill(sfl_check_run *run, const sfl_architecture *a, const sfl_route *r)
{
    const sfl_scenario *s       = run->scenario;
    size_t              at      = offsetof(sfl_route, fill);
    int32_t             which   = sfl_resolve(run, SFL_LIST_CONTRACTS, r->fill, &r->object, at, "fill");
    const sfl_channel  *channel = sfl_find_channel(s, r->target.channel);
    if (r->otherwise == NULL && sfl_object_is_sound(&r->object)) {
        sfl_refuse(run, SFL_ERR_KEY, &r->object, SIZE_MAX - 1, "otherwise", "missing; required with fill");
    }
    if (channel != NULL && channel->kind != SFL_CHANNEL_TOKEN) {
        SFL_REFUSE(run, SFL_ERR_VALUE, sfl_route, r, fill, "%s is no token channel; allowed only on one",
                   sfl_quoted(run, channel->name));
        return;
    }
    if (which < 0) return;
    const sfl_contract *contract = &s->contracts[which];
    if (!sfl_architecture_has_contract(a, contract->name)) {
        SFL_REFUSE(run, SFL_ERR_NAME, sfl_route, r, fill, "%s is not in force under %s; allowed is a contract that is",
                   sfl_quoted(run, contract->name), a->object.path);
    }
    if (channel == NULL || channel->vendor == NULL || contract->vendor == NULL) return;
    if (strcmp(channel->vendor, contract->vendor) == 0) return;
    SFL_REFUSE(run, SFL_ERR_NAME, sfl_route, r, fill,
               "%s is with %s; allowed is a contract with the channel's vendor, %s", sfl_quoted(run, contract->name),
               sfl_quoted(run, contract->vendor), sfl_quoted(run, channel->vendor));
}

static void check_then(sfl_check_run *run, const sfl_route *r)
{
    size_t             at      = offsetof(sfl_route, then);
    const sfl_channel *channel = sfl_find_channel(run->scenario, r->target.channel);
    if (r->fill != NULL)
        sfl_refuse(run, SFL_ERR_KEY, &r->object, at, "then", "stands beside fill; allowed is one of them");
    if (channel == NULL || channel->kind == SFL_CHANNEL_TOKEN) return;
    sfl_caution(run, &r->object, at, "then", "never fires: %s is no token channel and has no token spend",
                sfl_quoted(run, channel->name));
}

static void check_route(sfl_check_run *run, const sfl_architecture *a, const sfl_route *r, const bool *by_star)
{
    int32_t  one  = is_star(r) ? SFL_EVERY_WORKLOAD
                               : sfl_resolve(run, SFL_LIST_WORKLOADS, r->workload, &r->object,
                                             offsetof(sfl_route, workload), "workload");
    sfl_load load = {one, by_star};
    sfl_check_target(run, &load, &r->target, &r->object, offsetof(sfl_route, target));
    if (r->fill != NULL) check_fill(run, a, r);
    if (r->otherwise != NULL) sfl_check_target(run, &load, r->otherwise, &r->otherwise->object, 0);
    if (r->otherwise != NULL && r->fill == NULL && sfl_object_is_sound(&r->object)) {
        SFL_REFUSE(run, SFL_ERR_KEY, sfl_route, r, otherwise, "stands without fill; allowed only with it");
    }
    if (r->then == NULL) return;
    check_then(run, r);
    sfl_check_target(run, &load, &r->then->target, &r->then->object, offsetof(sfl_then, target));
}

static void check_break_even(sfl_check_run *run, const sfl_break_even *b)
{
    int32_t from =
        sfl_resolve(run, SFL_LIST_ARCHITECTURES, b->from, &b->object, offsetof(sfl_break_even, from), "from");
    int32_t to = sfl_resolve(run, SFL_LIST_ARCHITECTURES, b->to, &b->object, offsetof(sfl_break_even, to), "to");
    if (from < 0 || from != to) return;
    SFL_REFUSE(run, SFL_ERR_NAME, sfl_break_even, b, to, "%s; allowed is another architecture than from",
               sfl_quoted(run, b->to));
}

static void check_architecture(sfl_check_run *run, const sfl_architecture *a)
{
    bool *by_star = sfl_log_take(run->log, (size_t)run->scenario->n_workloads, sizeof(bool));
    if (by_star == NULL) return;
    check_contracts(run, a);
    check_shares(run, a, by_star);
    for (int32_t k = 0; k < a->n_routes; k++)
        check_route(run, a, &a->routes[k], by_star);
}

void sfl_check_architectures(sfl_check_run *run)
{
    const sfl_scenario *s = run->scenario;
    if (s->n_architectures == 0 && run->log->n_errors == 0) {
        sfl_log_error(run->log, SFL_ERR_VALUE, run->root, "architectures: an empty list; required is one architecture");
    }
    for (int32_t i = 0; i < s->n_architectures; i++)
        check_architecture(run, &s->architectures[i]);
    for (int32_t i = 0; i < s->n_break_even; i++)
        check_break_even(run, &s->break_even[i]);
}
