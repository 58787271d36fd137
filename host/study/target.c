/* See target.h. */
#include "host/study/target.h"

#include "host/base/text.h"
#include "host/summary/figure_list.h"

#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* ---- half-widths ---- */

/* A plain decimal above 0, and '%' after it or not. Returns what follows, NULL where there is none. */
static const char *read_width(const char *text, sfl_summary_target *target)
{
    text += strspn(text, " \t");
    text = sfl_text_decimal(text, &target->wanted);
    if (text == NULL) return NULL;
    text += strspn(text, " \t");
    target->is_relative = *text == '%';
    if (target->is_relative) {
        target->wanted /= 100.0;
        text += 1;
    }
    text += strspn(text, " \t");
    return target->wanted > 0.0 && isfinite(target->wanted) ? text : NULL;
}

/* ---- the list ---- */

/* Its number among the estimates. An answer of no paths has fewer other numbers than one of a run. */
static size_t estimates_before(const sfl_figure_list *figures, size_t number)
{
    size_t n = 0;
    for (size_t i = 0; i < number; ++i)
        n += figures->rows[i].is_estimate ? 1 : 0;
    return n;
}

/* *has_more: a comma stands behind it. */
static sfl_status read_one(const char **text, bool *has_more, const sfl_figure_list *figures, sfl_targets *targets,
                           sfl_diag *diag)
{
    sfl_summary_target *row   = &targets->rows[targets->n];
    size_t              found = sfl_figure_list_find(figures, *text);
    if (found == SFL_NO_FIGURE) return sfl_figure_list_refuse(figures, "--until", *text, diag);
    const char *name = figures->rows[found].name;
    if (!figures->rows[found].is_estimate)
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "--until: %s is no estimate: it has no interval", name);
    row->name                    = name;
    targets->figures[targets->n] = estimates_before(figures, found);
    const char *after            = read_width(*text + strlen(name), row);
    if (after == NULL || (*after != ',' && *after != '\0')) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "--until: %s: found '%.60s'; allowed is a half-width above 0 such as 0.2%% or 50000, and a "
                            "comma before the next",
                            name, *text + strlen(name));
    }
    *has_more = *after == ',';
    *text     = after + (*has_more ? 1 : 0);
    targets->n += 1;
    return SFL_OK;
}

sfl_status sfl_targets_read(const char *text, const sfl_figure_list *figures, sfl_targets *targets, sfl_diag *diag)
{
    bool has_more;
    targets->n = 0;
    do {
        text += strspn(text, " \t\n");
        if (targets->n == SFL_MOST_TARGETS) {
            return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "--until: more than %d targets", SFL_MOST_TARGETS);
        }
        SFL_TRY(read_one(&text, &has_more, figures, targets, diag));
    } while (has_more);
    return SFL_OK;
}

/* ---- what was reached ---- */

typedef struct reading {
    sfl_targets *targets;
    size_t       number;
} reading;

static double half_width_of(const sfl_figure *figure)
{
    double below = figure->value - figure->in->low, above = figure->in->high - figure->value;
    if (isnan(below) || isnan(above)) return NAN;
    return above > below ? above : below;
}

static void read_figure(void *context, const sfl_figure *figure)
{
    reading *of = context;
    for (int32_t i = 0; i < of->targets->n; ++i) {
        if (of->targets->figures[i] != of->number) continue;
        sfl_summary_target *row = &of->targets->rows[i];
        row->value              = figure->value;
        row->half_width         = half_width_of(figure);
        double allowed          = row->is_relative ? row->wanted * fabs(figure->value) : row->wanted;
        row->is_met             = allowed > 0.0 && row->half_width <= allowed;
    }
    of->number += 1;
}

bool sfl_targets_reached(sfl_targets *targets, sfl_summary *answer)
{
    reading of  = {targets, 0};
    bool    all = true;
    sfl_summary_each_estimate(answer, read_figure, &of);
    for (int32_t i = 0; i < targets->n; ++i)
        all = all && targets->rows[i].is_met;
    return all;
}
