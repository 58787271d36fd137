/* See figure_list.h. */
#include "host/summary/figure_list.h"

#include "host/base/diag.h"
#include "host/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest part of a wrong name that is compared with right ones. */
#define MOST_WRITTEN 512

static bool make_room(sfl_figure_list *list)
{
    if (list->n < list->capacity) return true;
    size_t            capacity = list->capacity > 0 ? 2 * list->capacity : 1024;
    sfl_named_figure *rows     = realloc(list->rows, capacity * sizeof *rows);
    if (rows == NULL) return false;
    list->rows     = rows;
    list->capacity = capacity;
    return true;
}

void sfl_figure_list_add(sfl_figure_list *list, sfl_arena *arena, const sfl_named_figure *figure)
{
    const char *name = sfl_arena_text(arena, figure->name);
    if (name == NULL || !make_room(list)) {
        list->has_failed = true;
        return;
    }
    list->rows[list->n]      = *figure;
    list->rows[list->n].name = name;
    list->n += 1;
}

typedef struct filling {
    sfl_figure_list *list;
    sfl_arena       *arena;
} filling;

static void add(void *context, const sfl_figure *figure)
{
    filling         *of = context;
    char             name[SFL_FIGURE_BYTES + 64];
    sfl_interval     in  = figure->in != NULL ? *figure->in : sfl_no_interval;
    sfl_named_figure row = {name,   figure->unit, figure->is_estimate, figure->value,
                            in.low, in.high,      figure->bin_half,    figure->place->p};
    snprintf(name, sizeof name, "%s(%s)", figure->measure, figure->of);
    sfl_figure_list_add(of->list, of->arena, &row);
}

void sfl_figure_list_fill(sfl_figure_list *list, sfl_arena *arena, sfl_summary *summary)
{
    filling of = {list, arena};
    sfl_summary_each_figure(summary, add, &of);
}

void sfl_figure_list_free(sfl_figure_list *list)
{
    free(list->rows);
    memset(list, 0, sizeof *list);
}

/* ---- names ---- */

size_t sfl_figure_list_find(const sfl_figure_list *list, const char *text)
{
    size_t found = SFL_NO_FIGURE, longest = 0;
    for (size_t i = 0; i < list->n; ++i) {
        size_t length = strlen(list->rows[i].name);
        if (length <= longest || strncmp(text, list->rows[i].name, length) != 0) continue;
        longest = length;
        found   = i;
    }
    return found;
}

size_t sfl_figure_list_named(const sfl_figure_list *list, const char *name, size_t hint)
{
    for (size_t i = 0; i < list->n; ++i) {
        size_t at = (hint + i) % list->n;
        if (strcmp(list->rows[at].name, name) == 0) return at;
    }
    return SFL_NO_FIGURE;
}

sfl_status sfl_figure_list_refuse(const sfl_figure_list *list, const char *option, const char *text, sfl_diag *diag)
{
    const char *end    = strchr(text, ')');
    size_t      length = end != NULL ? (size_t)(end - text) + 1 : strlen(text), least = SIZE_MAX;
    char        written[MOST_WRITTEN + 1];
    const char *nearest = "";
    snprintf(written, sizeof written, "%.*s", (int)(length < MOST_WRITTEN ? length : MOST_WRITTEN), text);
    for (size_t i = 0; i < list->n; ++i) {
        size_t distance = sfl_text_distance(list->rows[i].name, written);
        if (distance >= least) continue;
        least   = distance;
        nearest = list->rows[i].name;
    }
    return sfl_diag_add(
        diag, SFL_ERR_USAGE, (sfl_place){0},
        "%s: no figure is called '%s'; allowed is MEASURE(NAME) as the JSON has them, the nearest is %s", option,
        written, nearest);
}
