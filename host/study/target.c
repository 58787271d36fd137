/* See target.h. */
#include "host/study/target.h"

#include "host/base/text.h"
#include "host/summary/figure.h"

#include <stdio.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* "cvar95(hybrid.npv.total)". */
typedef char figure_name[SFL_FIGURE_BYTES + 64];

static void name_of(const sfl_figure *figure, figure_name out)
{
    snprintf(out, sizeof(figure_name), "%s(%s)", figure->measure, figure->of);
}

/* ---- names ---- */

/* The longest name that the text starts with; names may hold any sign, so the text cannot be cut first. */
typedef struct search {
    const char *text;
    size_t      number, found, length; /* length 0: none yet */
    figure_name nearest;
    size_t      distance;
} search;

static void look_at(void *context, const sfl_figure *figure)
{
    search     *of = context;
    figure_name name;
    name_of(figure, name);
    size_t length = strlen(name);
    if (length > of->length && strncmp(of->text, name, length) == 0) {
        of->length = length;
        of->found  = of->number;
    }
    of->number += 1;
}

/* What is written up to the bracket's end, or the whole text. */
static void written_name(const char *text, figure_name out)
{
    const char *end    = strchr(text, ')');
    size_t      length = end != NULL ? (size_t)(end - text) + 1 : strlen(text);
    snprintf(out, sizeof(figure_name), "%.*s", (int)(length < 512 ? length : 512), text);
}

static void compare(void *context, const sfl_figure *figure)
{
    search     *of = context;
    figure_name name, written;
    name_of(figure, name);
    written_name(of->text, written);
    size_t distance = sfl_text_distance(name, written);
    if (distance >= of->distance) return;
    of->distance = distance;
    memcpy(of->nearest, name, sizeof of->nearest);
}

static sfl_status refuse_name(search *of, sfl_summary *answer, sfl_diag *diag)
{
    figure_name written;
    written_name(of->text, written);
    of->distance = SIZE_MAX;
    sfl_summary_each_estimate(answer, compare, of);
    return sfl_diag_add(
        diag, SFL_ERR_USAGE, nowhere,
        "--until: no figure is called '%s'; allowed is MEASURE(NAME) as the JSON has them, the nearest is "
        "%s",
        written, of->nearest);
}

/* ---- half-widths ---- */

/* A plain decimal above 0, and '%' after it or not. Returns what follows, NULL where there is none. */
static const char *read_width(const char *text, sfl_summary_target *target)
{
    text += strspn(text, " \t");
    size_t length = strspn(text, "0123456789.eE+-");
    char   number[64];
    if (length == 0 || length >= sizeof number) return NULL;
    memcpy(number, text, length);
    number[length] = '\0';
    target->wanted = sfl_text_to_real(number);
    text += length + strspn(text + length, " \t");
    target->is_relative = *text == '%';
    if (target->is_relative) {
        target->wanted /= 100.0;
        text += 1;
    }
    text += strspn(text, " \t");
    return target->wanted > 0.0 && isfinite(target->wanted) ? text : NULL;
}

/* ---- the list ---- */

/* *has_more: a comma stands behind it. */
static sfl_status read_one(const char **text, bool *has_more, sfl_summary *answer, sfl_arena *arena,
                           sfl_targets *targets, sfl_diag *diag)
{
    sfl_summary_target *row = &targets->rows[targets->n];
    search              of  = {.text = *text};
    sfl_summary_each_estimate(answer, look_at, &of);
    if (of.length == 0) return refuse_name(&of, answer, diag);
    char *name = sfl_arena_text_n(arena, *text, of.length);
    if (name == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for --until");
    row->name                    = name;
    targets->figures[targets->n] = of.found;
    const char *after            = read_width(*text + of.length, row);
    if (after == NULL || (*after != ',' && *after != '\0')) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "--until: %s: found '%.60s'; allowed is a half-width above 0 such as 0.2%% or 50000, and a "
                            "comma before the next",
                            name, *text + of.length);
    }
    *has_more = *after == ',';
    *text     = after + (*has_more ? 1 : 0);
    targets->n += 1;
    return SFL_OK;
}

sfl_status sfl_targets_read(const char *text, sfl_summary *answer, sfl_arena *arena, sfl_targets *targets,
                            sfl_diag *diag)
{
    bool has_more;
    targets->n = 0;
    do {
        text += strspn(text, " \t\n");
        if (targets->n == SFL_MOST_TARGETS) {
            return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "--until: more than %d targets", SFL_MOST_TARGETS);
        }
        SFL_TRY(read_one(&text, &has_more, answer, arena, targets, diag));
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
