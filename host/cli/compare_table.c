/* What two answers come to, for people. */
#include "host/cli/compare.h"
#include "host/cli/progress.h"
#include "host/report/grid.h"
#include "host/report/people.h"
#include "host/report/width.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define MOST_LINES 40    /* of two scenarios' differences */
#define MOST_COLUMNS 200 /* of one of them */

/* ---- which figures ---- */

/* A figure that somebody asks for first: what it measures, and how the name in brackets ends; NULL: as it may. */
typedef struct key_row {
    const char *measure, *ending;
} key_row;

static bool is_row(const char *name, key_row row)
{
    size_t length = strlen(row.measure), n = strlen(name);
    if (strncmp(name, row.measure, length) != 0 || name[length] != '(') return false;
    size_t n_ending = row.ending != NULL ? strlen(row.ending) : 0;
    return n_ending == 0 || (n > n_ending && strncmp(name + n - 1 - n_ending, row.ending, n_ending) == 0);
}

bool sfl_compared_is_key(const sfl_change *change)
{
    static const key_row rows[] = {
        {"mean", ".npv.total"},    {"cvar95", ".npv.total"},   {"mean", ".npv.ai"},     {"mean", ".npv.trueup"},
        {"mean", ".npv.baseline"}, {"mean", ".nominal.total"}, {"p_cheapest", NULL},    {"mean", ".regret"},
        {"mean", ".usd_per_mtok"}, {"p_shortfall", NULL},      {"mean", ".shortfall"},  {"utilisation", NULL},
        {"overflow", NULL},        {"unserved", NULL},         {"p_a_cheaper", ".npv"}, {"mean", ".npv.difference"},
        {"p_never", NULL},         {"median_month", NULL},     {"p_ever", NULL},
    };
    const char *name = change->b != NULL ? change->b->name : change->a->name;
    if (strstr(name, ".cheapest_nominal") != NULL) return false;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
        if (is_row(name, rows[i])) return true;
    }
    return false;
}

static bool is_shown(const sfl_compared *compared, const sfl_change *change)
{
    if (compared->is_all) return true;
    bool is_quiet = change->kind == SFL_CHANGE_SAME || change->kind == SFL_CHANGE_NOISE;
    return !is_quiet && sfl_compared_is_key(change);
}

/* ---- cells ---- */

static void cell(sfl_grid *grid, sfl_figure_unit unit, const char *sign, double value)
{
    char text[SFL_PEOPLE_BYTES] = "n/a";
    switch (unit) {
    case SFL_UNIT_MONEY: sfl_people_money(value, sign, 4, text); break;
    case SFL_UNIT_SHARE:
        if (value >= 0.0) sfl_people_share(value, text);
        if (value < 0.0) snprintf(text, sizeof text, "%.1f %%", 100.0 * value);
        break;
    case SFL_UNIT_MONTH: sfl_people_fixed(value, 1, text); break;
    case SFL_UNIT_PRICE:
    case SFL_UNIT_UNITS:
    case SFL_UNIT_INDEX:
    case SFL_UNIT_COUNT: sfl_people_number(value, text); break;
    }
    sfl_grid_cell(grid, isnan(value) ? "n/a" : text);
}

static void add_row(const sfl_compared *compared, const sfl_change *change, sfl_grid *grid)
{
    const sfl_named_figure *a = change->a, *b = change->b, *any = b != NULL ? b : a;
    const char             *sign  = sfl_people_sign(compared->comparison->b->currency);
    double                  below = change->change - change->low, above = change->high - change->change;
    double                  of                        = a != NULL ? fabs(a->value) : 0.0;
    char                    percent[SFL_PEOPLE_BYTES] = "";
    bool                    is_relative = of > 0.0 && any->unit != SFL_UNIT_SHARE && any->unit != SFL_UNIT_MONTH;
    double                  share       = is_relative ? change->change / of : NAN;
    if (fabs(share) < 1e4)
        snprintf(percent, sizeof percent, "%+.1f %%", 100.0 * share); /* more says nothing in percent */
    sfl_grid_cell(grid, any->name);
    cell(grid, any->unit, sign, a != NULL ? a->value : NAN);
    cell(grid, any->unit, sign, b != NULL ? b->value : NAN);
    cell(grid, any->unit, sign, change->change);
    cell(grid, any->unit, sign, above > below ? above : below);
    sfl_grid_cell(grid, percent);
    sfl_grid_cell(grid, sfl_change_word(change->kind));
}

static void add_changes(const sfl_compared *compared, sfl_buffer *buffer)
{
    static const char *const headings[] = {"<figure", "A", "B", "B - A", "±", "of A", "verdict"};
    sfl_grid                 grid;
    size_t                   n = 0;
    sfl_grid_init(&grid, headings, 7);
    for (size_t i = 0; i < compared->comparison->n; ++i) {
        if (!is_shown(compared, &compared->comparison->changes[i])) continue;
        add_row(compared, &compared->comparison->changes[i], &grid);
        n += 1;
    }
    if (n > 0) sfl_buffer_add(buffer, "\n%s\n", compared->is_all ? "All figures" : "What moved");
    sfl_grid_write(&grid, &compared->paper, buffer);
}

/* ---- sentences ---- */

static void add_answer(const char *letter, const sfl_result *of, sfl_buffer *buffer)
{
    char paths[32];
    sfl_buffer_add(buffer, "%s  %s: seed %" PRIu64 ", %s paths%s, %s sampling, fingerprint %.16s%s%s\n", letter,
                   of->file, of->seed, sfl_grouped(of->paths, paths), of->is_partial ? " (interrupted)" : "",
                   of->sampling, of->fingerprint, of->time != NULL ? ", " : "", of->time != NULL ? of->time : "");
}

typedef struct line_list {
    sfl_buffer *buffer;
    size_t      n;
} line_list;

static void add_line(void *context, char mark, const char *line, size_t n_bytes)
{
    line_list *of = context;
    char       text[512];
    if (of->n++ >= MOST_LINES) return;
    snprintf(text, sizeof text, "%.*s", (int)n_bytes, line);
    sfl_buffer_add(of->buffer, "  %c ", mark);
    sfl_width_fit(text, MOST_COLUMNS, of->buffer); /* whatever stands in the file, it is no escape sequence here */
    sfl_buffer_add(of->buffer, "\n");
}

static void add_scenarios(const sfl_comparison *of, sfl_buffer *buffer)
{
    sfl_buffer lines = {0};
    line_list  list  = {&lines, 0};
    if (of->a->text == NULL || of->b->text == NULL) return;
    size_t n = sfl_compare_lines(of->a->text, of->b->text, add_line, &list);
    if (n == 0) sfl_buffer_add(buffer, "\nThe scenarios are the same.\n");
    if (n > 0 && n != SIZE_MAX) {
        sfl_buffer_add(buffer, "\nThe scenarios differ in %zu line%s\n%s", n, n == 1 ? "" : "s",
                       lines.text != NULL ? lines.text : "");
        if (n > MOST_LINES) sfl_buffer_add(buffer, "  and %zu more\n", n - MOST_LINES);
    }
    sfl_buffer_free(&lines);
}

static void add_cheapest(const sfl_comparison *of, sfl_buffer *buffer)
{
    const char *a = of->a->cheapest, *b = of->b->cheapest;
    int32_t     n_tied = (of->a->is_tied ? 1 : 0) + (of->b->is_tied ? 1 : 0);
    if (a == NULL || b == NULL) return;
    if (strcmp(a, b) == 0)
        sfl_buffer_add(buffer, "\nCheapest in the mean, npv: %s in both", b);
    else
        sfl_buffer_add(buffer, "\nCheapest in the mean, npv: %s in A, %s in B", a, b);
    if (n_tied > 0)
        sfl_buffer_add(buffer, ", statistically tied with the next in %s",
                       n_tied == 2      ? "both"
                       : of->a->is_tied ? "A"
                                        : "B");
    sfl_buffer_add(buffer, ".\n");
}

static void add_counts(const sfl_comparison *of, sfl_buffer *buffer)
{
    const size_t *n = of->n_of;
    sfl_buffer_add(buffer, "\n%zu figures: %zu the same, %zu moved, %zu within noise", of->n, n[SFL_CHANGE_SAME],
                   n[SFL_CHANGE_MOVED], n[SFL_CHANGE_NOISE]);
    if (n[SFL_CHANGE_CHANGED] > 0) sfl_buffer_add(buffer, ", %zu changed without an interval", n[SFL_CHANGE_CHANGED]);
    if (n[SFL_CHANGE_NEW] > 0) sfl_buffer_add(buffer, ", %zu only in B", n[SFL_CHANGE_NEW]);
    if (n[SFL_CHANGE_GONE] > 0) sfl_buffer_add(buffer, ", %zu only in A", n[SFL_CHANGE_GONE]);
    double n_tested = (double)(n[SFL_CHANGE_MOVED] + n[SFL_CHANGE_NOISE]);
    sfl_buffer_add(buffer, ".\n");
    if (n_tested == 0.0) return;
    sfl_buffer_add(buffer, "At %g %% about %.0f of the %.0f that are not the same would look moved by chance alone.\n",
                   100.0 * of->level, (1.0 - of->level) * n_tested, n_tested);
}

static void add_table(const sfl_compared *compared, sfl_buffer *buffer)
{
    const sfl_comparison *of = compared->comparison;
    char                  paths[32];
    add_answer("A", of->a, buffer);
    add_answer("B", of->b, buffer);
    add_scenarios(of, buffer);
    add_cheapest(of, buffer);
    if (of->is_paired)
        sfl_buffer_add(buffer, "\nOn the same futures, because %s;\n± from %s paths of both.\n", of->reason,
                       sfl_grouped(of->paired_paths, paths));
    else
        sfl_buffer_add(buffer, "\nAs independent estimates, because %s.\n", of->reason);
    add_changes(compared, buffer);
    add_counts(of, buffer);
}

void sfl_compared_table(const sfl_compared *compared, sfl_buffer *buffer)
{
    sfl_buffer text = {0};
    add_table(compared, &text);
    if (text.text != NULL) sfl_paper_spell(&compared->paper, text.text, buffer);
    buffer->has_failed = buffer->has_failed || text.has_failed;
    sfl_buffer_free(&text);
}
