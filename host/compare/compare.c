/* See compare.h. */
#include "host/compare/compare.h"

#include "host/base/diag.h"
#include "host/compare/paired.h"
#include "host/summary/spread.h"
#include "kernels/part.h"

#include <math.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

const char *sfl_change_word(sfl_change_kind kind)
{
    static const char *const words[] = {
#define SFL_CHANGE_ROW(NAME, word) word,
        SFL_CHANGE_LIST(SFL_CHANGE_ROW)
#undef SFL_CHANGE_ROW
    };
    return words[kind];
}

/* ---- one figure ---- */

static bool is_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* Independent estimates: their half-widths towards each other add in squares. */
static sfl_interval independent(const sfl_named_figure *a, const sfl_named_figure *b)
{
    double change = b->value - a->value;
    double fall = hypot(b->value - b->low, a->high - a->value), rise = hypot(b->high - b->value, a->value - a->low);
    sfl_interval in = {change - fall, change + rise};
    return in;
}

/* Paths of a part that lie beyond a quantile, or make up a tail, at the least: with fewer a part's figure does not spread as
 * that of the whole does. With 20 the intervals of outer quantiles hold the truth as often as they say (measured). */
#define LEAST_BEYOND 20.0

/* Can the spread over the parts tell how sure the change is? */
static bool is_seen_in_parts(const sfl_paired *paired, const sfl_named_figure *figure, const sfl_paired_row *row,
                             double change)
{
    double beyond = figure->p < 0.5 ? figure->p : 1.0 - figure->p; /* NaN of what is neither quantile nor tail */
    if (row->change.n < SFL_LEAST_PARTS || beyond * (double)paired->part_paths < LEAST_BEYOND) return false;
    /* The same change in every part: then it is that of all paths, or the parts have missed what few paths have. */
    double off = fabs(row->change.mean - change);
    return row->change.squares > 0.0 || off <= row->bin_half + 1e-9 * fabs(change);
}

/* What the parts cannot see counts as independent, which is never too narrow. */
static sfl_interval on_same_futures(const sfl_comparison *of, const sfl_paired *paired, size_t number,
                                    const sfl_change *change)
{
    const sfl_paired_row   *row    = &paired->rows[number];
    const sfl_named_figure *figure = &paired->b.rows[number];
    double                  scale  = sqrt((double)paired->part_paths * SFL_N_PARTS / (double)of->b->paths);
    sfl_interval            in     = {change->change, change->change};
    if (!is_seen_in_parts(paired, figure, row, change->change)) return independent(change->a, change->b);
    if (row->change.squares > 0.0)
        in = sfl_interval_parts(of->level, change->change, scale * sfl_moments_sd(&row->change), row->change.n);
    in.low -= row->bin_half;
    in.high += row->bin_half;
    return in;
}

static sfl_change_kind kind_of(const sfl_change *change)
{
    if (change->b == NULL) return SFL_CHANGE_GONE;
    if (change->a == NULL) return SFL_CHANGE_NEW;
    if (is_same(change->a->value, change->b->value)) return SFL_CHANGE_SAME;
    if (isnan(change->low) || isnan(change->high)) return SFL_CHANGE_CHANGED;
    return change->low > 0.0 || change->high < 0.0 ? SFL_CHANGE_MOVED : SFL_CHANGE_NOISE;
}

/* `hint`: where the walk's list may have it. */
static sfl_interval interval_of(const sfl_comparison *of, const sfl_paired *paired, const sfl_change *change,
                                size_t hint)
{
    if (!change->b->is_estimate || !change->a->is_estimate) return sfl_no_interval;
    if (!of->is_paired) return independent(change->a, change->b);
    size_t row = sfl_figure_list_named(&paired->b, change->b->name, hint);
    if (row == SFL_NO_FIGURE || paired->rows[row].a == SFL_NO_FIGURE) return sfl_no_interval;
    return on_same_futures(of, paired, row, change);
}

/* ---- all of them ---- */

static void add(sfl_comparison *of, sfl_change change)
{
    change.kind = kind_of(&change);
    of->n_of[change.kind] += 1;
    of->changes[of->n++] = change;
}

static void add_all(sfl_comparison *of, const sfl_paired *paired)
{
    const sfl_figure_list *a = &of->a->figures, *b = &of->b->figures;
    size_t                 hint = 0;
    for (size_t i = 0; i < b->n; ++i) {
        size_t     found  = sfl_figure_list_named(a, b->rows[i].name, hint);
        sfl_change change = {NULL, &b->rows[i], SFL_CHANGE_NEW, NAN, NAN, NAN};
        if (found != SFL_NO_FIGURE) {
            hint            = found + 1;
            change.a        = &a->rows[found];
            change.change   = change.b->value - change.a->value;
            sfl_interval in = interval_of(of, paired, &change, i);
            change.low      = in.low;
            change.high     = in.high;
        }
        add(of, change);
    }
    hint = 0;
    for (size_t i = 0; i < a->n; ++i) {
        size_t found = sfl_figure_list_named(b, a->rows[i].name, hint);
        if (found == SFL_NO_FIGURE)
            add(of, (sfl_change){&a->rows[i], NULL, SFL_CHANGE_GONE, NAN, NAN, NAN});
        else
            hint = found + 1;
    }
}

/* NULL: they met the same futures. */
static const char *why_not_paired(const sfl_result *a, const sfl_result *b)
{
    if (a->seed != b->seed) return "the seeds differ";
    if (strcmp(a->sampling, b->sampling) != 0) return "their paths were sampled in different ways";
    if (a->paths != b->paths) return "their numbers of paths differ";
    if (a->text == NULL || b->text == NULL) return "one of them does not hold its scenario";
    if (a->paths < SFL_N_PARTS * SFL_PART_PATHS) return "so few paths have no parts";
    return NULL;
}

/* What cannot be set against each other. */
static sfl_status check(const sfl_comparison *of, sfl_diag *diag)
{
    const sfl_result *a = of->a, *b = of->b;
    if (strcmp(a->currency, b->currency) != 0)
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "%s counts in %s and %s in %s: they cannot be compared",
                            a->file, a->currency, b->file, b->currency);
    if (a->level != b->level)
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "%s has intervals at the level %g and %s at %g: run one of them again with --level",
                            a->file, a->level, b->file, b->level);
    return SFL_OK;
}

/* A scenario that this version no longer accepts is no mistake of the comparison: its messages are dropped. */
static sfl_status walk_again(sfl_comparison *of, const sfl_run_options *options, sfl_paired *paired, sfl_diag *diag)
{
    sfl_diag *quiet = sfl_diag_build();
    if (quiet == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory to compare");
    sfl_status status = sfl_paired_walk(of->a, of->b, options, of->arena, paired, quiet);
    if (status != SFL_OK && sfl_status_exit_code(status) != 3)
        (void)sfl_diag_add(diag, status, nowhere, "%s",
                           sfl_diag_count(quiet) > 0 ? sfl_diag_line(quiet, 0) : sfl_status_text(status));
    sfl_diag_free(&quiet);
    return status;
}

static sfl_status compare(sfl_comparison *of, const sfl_run_options *options, sfl_paired *paired, sfl_diag *diag)
{
    SFL_TRY(check(of, diag));
    of->reason    = why_not_paired(of->a, of->b);
    of->is_paired = of->reason == NULL;
    if (of->is_paired) {
        of->reason        = "the seed, the number of paths and the sampling are the same";
        sfl_status status = walk_again(of, options, paired, diag);
        of->is_paired     = status == SFL_OK;
        if (status != SFL_OK && sfl_status_exit_code(status) != 3) return status;
        if (!of->is_paired) of->reason = "this version cannot walk one of the scenarios again";
        of->paired_paths = of->is_paired ? paired->part_paths * SFL_N_PARTS : 0;
    }
    of->changes = SFL_ARENA_ARRAY(of->arena, sfl_change, of->a->figures.n + of->b->figures.n + 1);
    if (of->changes == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory to compare");
    add_all(of, paired);
    return SFL_OK;
}

sfl_status sfl_compare(const sfl_result *a, const sfl_result *b, const sfl_run_options *options,
                       sfl_comparison **comparison, sfl_diag *diag)
{
    *comparison           = NULL;
    sfl_arena      *arena = sfl_arena_build();
    sfl_comparison *out   = arena != NULL ? SFL_ARENA_ARRAY(arena, sfl_comparison, 1) : NULL;
    if (out == NULL) {
        sfl_arena_free(&arena);
        return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory to compare");
    }
    sfl_paired paired = {0};
    out->arena        = arena;
    out->a            = a;
    out->b            = b;
    out->level        = b->level;
    sfl_status status = compare(out, options, &paired, diag);
    sfl_paired_release(&paired);
    if (status != SFL_OK)
        sfl_comparison_free(&out);
    else
        *comparison = out;
    return status;
}

void sfl_comparison_free(sfl_comparison **comparison)
{
    if (comparison == NULL || *comparison == NULL) return;
    sfl_arena *arena = (*comparison)->arena;
    *comparison      = NULL;
    sfl_arena_free(&arena);
}
