/* See figure_row.h. */
#include "host/report/figure_row.h"

#include <math.h>
#include <stdio.h>

void sfl_run_name(const sfl_summary *summary, char out[SFL_RUN_NAME_BYTES])
{
    snprintf(out, SFL_RUN_NAME_BYTES, "%.16s-%llu", summary->fingerprint, (unsigned long long)summary->paths);
}

static void fill_period(int32_t period, sfl_figure_row *row)
{
    row->period = NULL;
    if (period == SFL_NOWHERE) return;
    row->period = row->period_text;
    if (period == SFL_WHOLE_TERM)
        snprintf(row->period_text, sizeof row->period_text, "term");
    else
        snprintf(row->period_text, sizeof row->period_text, "%d", (int)period);
}

/* The part has a column of its own, so it is not said again before the measure. */
static void fill_measure(const sfl_figure *figure, sfl_figure_row *row)
{
    const char *item = figure->place->part == SFL_NOWHERE ? figure->place->item : "";
    snprintf(row->measure, sizeof row->measure, "%s%s%s", item, item[0] != '\0' ? "." : "", figure->measure);
}

void sfl_figure_row_fill(const sfl_figure *figure, const char *currency, sfl_figure_row *row)
{
    const sfl_figure_place *place = figure->place;
    row->place                    = *place;
    row->part                     = place->part != SFL_NOWHERE ? sfl_part_word((sfl_part)place->part) : NULL;
    row->money                    = place->money != SFL_NOWHERE ? sfl_money_word((sfl_money)place->money) : NULL;
    row->value                    = figure->value;
    row->in                       = figure->in != NULL ? *figure->in : (sfl_interval){NAN, NAN};
    snprintf(row->name, sizeof row->name, "%s(%s)", figure->measure, figure->of);
    fill_period(place->period, row);
    fill_measure(figure, row);
    (void)sfl_figure_unit_text(figure->unit, currency, row->unit);
}
