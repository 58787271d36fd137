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

/* Of so few parts there is no interval; where the change is the same in all, it is known but for the bins. */
static sfl_interval on_same_futures(const sfl_comparison *of, const sfl_paired *paired, const sfl_paired_row *row,
                                    double change)
{
    double       scale = sqrt((double)paired->part_paths * SFL_N_PARTS / (double)of->b->paths);
    sfl_interval in    = {change, change};
    if (row->change.n < SFL_LEAST_PARTS) return sfl_no_interval;
    if (row->change.squares > 0.0)
        in = sfl_interval_parts(of->level, change, scale * sfl_moments_sd(&row->change), row->change.n);
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
    return on_same_futures(of, paired, &paired->rows[row], change->change);
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

static sfl_status compare(sfl_comparison *of, const sfl_run_options *options, sfl_paired *paired, sfl_diag *diag)
{
    of->reason    = why_not_paired(of->a, of->b);
    of->is_paired = of->reason == NULL;
    if (of->is_paired) {
        of->reason = "the seed, the number of paths and the sampling are the same";
        SFL_TRY(sfl_paired_walk(of->a, of->b, options, of->arena, paired, diag));
        of->paired_paths = paired->part_paths * SFL_N_PARTS;
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
