/* See paired.h. The paths of a run fall into 32 parts that are independent of each other in every way of sampling
 * (kernels/part.h). A part of both scenarios meets the same futures, so the differences of figures over the parts spread as
 * little as they do on common random numbers. */
#include "host/compare/paired.h"

#include "host/run/part.h"

#include <stdlib.h>
#include <string.h>

/* Paths that are walked for it at most, of each scenario. */
#define PAIRED_PATHS UINT64_C(65536)
#define ROUND ((uint64_t)(SFL_N_PARTS * SFL_PART_PATHS))

static const sfl_place nowhere = {NULL, 0, 0};

/* One of the two. */
typedef struct side {
    const sfl_result *result;
    sfl_scenario     *scenario;
    sfl_plan         *plan;
    sfl_tally        *tally;
    sfl_summary      *answer;
    sfl_figure_list   part;
} side;

static void release_part(side *of)
{
    sfl_tally_free(&of->tally);
    sfl_summary_free(&of->answer);
    sfl_figure_list_free(&of->part);
}

static void release(side *of)
{
    release_part(of);
    sfl_plan_free(&of->plan);
    sfl_scenario_free(&of->scenario);
}

static sfl_status open_side(side *of, sfl_diag *diag)
{
    SFL_TRY(sfl_scenario_read_text(of->result->text, of->result->file, NULL, NULL, &of->scenario, diag));
    return sfl_plan_build(of->scenario, &of->plan, diag);
}

static sfl_status walk_side(side *of, const sfl_run_options *options, int32_t part, sfl_diag *diag)
{
    sfl_summary_inputs inputs = {0};
    SFL_TRY(sfl_run_part(of->plan, options, part, &of->tally, NULL, diag));
    inputs.scenario     = of->scenario;
    inputs.plan         = of->plan;
    inputs.tally        = of->tally;
    inputs.figures_only = true;
    SFL_TRY(sfl_summarise(&inputs, &of->answer, diag));
    sfl_figure_list_fill(&of->part, of->answer->arena, of->answer);
    return of->part.has_failed ? SFL_ERR_MEMORY : SFL_OK;
}

/* ---- rows ---- */

static sfl_status copy_names(sfl_figure_list *into, sfl_arena *arena, const sfl_figure_list *from)
{
    for (size_t i = 0; i < from->n; ++i)
        sfl_figure_list_add(into, arena, &from->rows[i]);
    return into->has_failed ? SFL_ERR_MEMORY : SFL_OK;
}

/* The rows are those of the first part. */
static sfl_status build_rows(sfl_paired *paired, sfl_arena *arena, const side *a, const side *b)
{
    SFL_TRY(copy_names(&paired->a, arena, &a->part));
    SFL_TRY(copy_names(&paired->b, arena, &b->part));
    paired->rows = calloc(paired->b.n > 0 ? paired->b.n : 1, sizeof *paired->rows);
    if (paired->rows == NULL) return SFL_ERR_MEMORY;
    size_t hint = 0;
    for (size_t i = 0; i < paired->b.n; ++i) {
        size_t found      = sfl_figure_list_named(&paired->a, paired->b.rows[i].name, hint);
        paired->rows[i].a = found;
        if (found != SFL_NO_FIGURE) hint = found + 1;
    }
    return SFL_OK;
}

/* The mean of a tail is that of many bins, whose errors are not one bin's: they show in the spread over the parts. */
static bool is_tail(const char *name)
{
    return strncmp(name, "cvar", 4) == 0 || strncmp(name, "best", 4) == 0;
}

static void add_part(sfl_paired *paired, const side *a, const side *b)
{
    for (size_t i = 0; i < paired->b.n; ++i) {
        sfl_paired_row *row = &paired->rows[i];
        if (row->a == SFL_NO_FIGURE) continue;
        const sfl_named_figure *one = &a->part.rows[row->a], *other = &b->part.rows[i];
        double                  hidden = is_tail(other->name) ? 0.0 : one->bin_half + other->bin_half;
        sfl_moments_add(&row->change, other->value - one->value);
        if (hidden > row->bin_half) row->bin_half = hidden;
    }
}

static sfl_status walk_part(sfl_paired *paired, sfl_arena *arena, side *a, side *b, const sfl_run_options *options,
                            int32_t part, sfl_diag *diag)
{
    SFL_TRY(walk_side(a, options, part, diag));
    SFL_TRY(walk_side(b, options, part, diag));
    if (paired->rows == NULL) SFL_TRY(build_rows(paired, arena, a, b));
    add_part(paired, a, b);
    release_part(a);
    release_part(b);
    return SFL_OK;
}

static bool is_stopped(const sfl_run_options *options, int32_t part)
{
    return options->progress != NULL &&
           !options->progress(options->progress_context, (uint64_t)part, (uint64_t)SFL_N_PARTS);
}

static sfl_status walk(sfl_paired *paired, sfl_arena *arena, side *a, side *b, const sfl_run_options *given,
                       sfl_diag *diag)
{
    uint64_t        n_paths = a->result->paths < PAIRED_PATHS ? a->result->paths : PAIRED_PATHS;
    sfl_run_options options = *given;
    options.progress        = NULL; /* parts are short: it is asked between them */
    options.first_path      = 0;
    options.n_paths         = n_paths / ROUND * ROUND;
    paired->part_paths      = options.n_paths / SFL_N_PARTS;
    SFL_TRY(open_side(a, diag));
    SFL_TRY(open_side(b, diag));
    for (int32_t part = 0; part < SFL_N_PARTS; ++part) {
        if (is_stopped(given, part))
            return sfl_diag_add(diag, SFL_INTERRUPTED, nowhere, "interrupted; nothing was compared");
        SFL_TRY(walk_part(paired, arena, a, b, &options, part, diag));
    }
    return SFL_OK;
}

sfl_status sfl_paired_walk(const sfl_result *a, const sfl_result *b, const sfl_run_options *options, sfl_arena *arena,
                           sfl_paired *paired, sfl_diag *diag)
{
    side       one = {.result = a}, other = {.result = b};
    sfl_status status = walk(paired, arena, &one, &other, options, diag);
    if (status == SFL_ERR_MEMORY) (void)sfl_diag_add(diag, status, nowhere, "no memory to compare on the same futures");
    release(&one);
    release(&other);
    return status;
}

void sfl_paired_release(sfl_paired *paired)
{
    sfl_figure_list_free(&paired->a);
    sfl_figure_list_free(&paired->b);
    free(paired->rows);
    memset(paired, 0, sizeof *paired);
}
