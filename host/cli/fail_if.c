/* See fail_if.h. */
#include "host/cli/fail_if.h"

#include "host/report/people.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_verdict judge(const sfl_condition *condition, double value, double low, double high)
{
    sfl_verdict out = {value, low, high, !isnan(value), false};
    out.holds       = !out.is_defined || sfl_condition_holds(condition, value);
    return out;
}

sfl_verdict sfl_verdict_of(const sfl_condition *condition, const sfl_figure_list *figures)
{
    size_t at = sfl_figure_list_named(figures, condition->name, condition->figure);
    if (at == SFL_NO_FIGURE) return judge(condition, NAN, NAN, NAN);
    const sfl_named_figure *row = &figures->rows[at];
    return judge(condition, row->value, row->low, row->high);
}

static sfl_verdict of_change(const sfl_condition *condition, const sfl_change *change)
{
    double of = condition->is_relative && change->a != NULL ? fabs(change->a->value) : 1.0;
    if (change->kind == SFL_CHANGE_SAME && !isnan(change->change)) return judge(condition, 0.0, 0.0, 0.0);
    if (of == 0.0) return judge(condition, NAN, NAN, NAN); /* no share of nothing */
    return judge(condition, change->change / of, change->low / of, change->high / of);
}

sfl_verdict sfl_verdict_of_change(const sfl_condition *condition, const sfl_comparison *comparison)
{
    if (!condition->is_change) return sfl_verdict_of(condition, &comparison->b->figures);
    for (size_t i = 0; i < comparison->n; ++i) {
        const sfl_change *change = &comparison->changes[i];
        if (change->b != NULL && strcmp(change->b->name, condition->name) == 0) return of_change(condition, change);
    }
    return judge(condition, NAN, NAN, NAN);
}

/* ---- saying it ---- */

static void number_of(const sfl_condition *condition, double value, char out[SFL_PEOPLE_BYTES + 4])
{
    snprintf(out, SFL_PEOPLE_BYTES + 4, "%.6g%s", condition->is_relative ? 100.0 * value : value,
             condition->is_relative ? " %" : "");
}

static void say_one(sfl_session *session, const sfl_condition *condition, const sfl_verdict *verdict, double level)
{
    char what[SFL_FIGURE_BYTES + 80], found[SFL_PEOPLE_BYTES + 4], low[SFL_PEOPLE_BYTES + 4],
        high[SFL_PEOPLE_BYTES + 4];
    const char *open = condition->is_change ? "change(" : "", *close = condition->is_change ? ")" : "";
    snprintf(what, sizeof what, "%s%s%s %s %s", open, condition->name, close, sfl_relation_sign(condition->relation),
             condition->limit_text);
    if (!verdict->is_defined) {
        sfl_diag_add(session->diag, SFL_ERR_RUN, nowhere, "--fail-if: %s: it is not defined%s", what,
                     condition->is_change && condition->is_relative ? ": what it was is 0, or not there"
                                                                    : " in this answer");
        return;
    }
    number_of(condition, verdict->value, found);
    number_of(condition, verdict->low, low);
    number_of(condition, verdict->high, high);
    bool has_interval = !isnan(verdict->low) && !isnan(verdict->high);
    bool is_open      = has_interval && verdict->low <= condition->limit && condition->limit <= verdict->high;
    if (!has_interval)
        sfl_diag_add(session->diag, SFL_ERR_RUN, nowhere, "--fail-if: %s: it is %s", what, found);
    else
        sfl_diag_add(session->diag, SFL_ERR_RUN, nowhere, "--fail-if: %s: it is %s (%g %% interval %s … %s%s)", what,
                     found, 100.0 * level, low, high, is_open ? ", which holds the limit: more paths decide" : "");
}

sfl_status sfl_fail_if_say(sfl_session *session, const sfl_conditions *conditions, const sfl_verdict *verdicts,
                           double level)
{
    sfl_status status = SFL_OK;
    for (int32_t i = 0; i < conditions->n; ++i) {
        if (!verdicts[i].holds) continue;
        say_one(session, &conditions->rows[i], &verdicts[i], level);
        status = SFL_ERR_RUN;
    }
    return status;
}
