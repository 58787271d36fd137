/* The lines in which two texts differ: by their longest common subsequence, between what is equal at both ends. Scenarios
 * have a few hundred lines. */
#include "host/compare/compare.h"

#include <stdlib.h>
#include <string.h>

typedef struct line {
    const char *at;
    size_t      n_bytes;
} line;

typedef struct lines {
    line  *rows;
    size_t n;
} lines;

/* Longer texts are compared as wholly different between their equal ends: a table of so many cells is enough. */
#define MOST_CELLS (16u << 20)

static lines split(const char *text)
{
    lines  out = {NULL, 0};
    size_t n   = 0;
    for (const char *at = text; *at != '\0'; ++at)
        n += *at == '\n' ? 1 : 0;
    out.rows = malloc((n + 1) * sizeof *out.rows);
    while (out.rows != NULL && *text != '\0') {
        size_t n_bytes    = strcspn(text, "\n");
        out.rows[out.n++] = (line){text, n_bytes};
        text += n_bytes + (text[n_bytes] == '\n' ? 1 : 0);
    }
    return out;
}

static bool is_same(line a, line b)
{
    return a.n_bytes == b.n_bytes && memcmp(a.at, b.at, a.n_bytes) == 0;
}

typedef struct walk {
    const line *a, *b; /* between the equal ends */
    size_t      n_a, n_b, n;
    uint32_t   *longest; /* [n_a + 1][n_b + 1] of what follows; NULL: not known */
    sfl_line_fn take;
    void       *context;
} walk;

static void take(walk *of, char mark, line row)
{
    of->n += 1;
    if (of->take != NULL) of->take(of->context, mark, row.at, row.n_bytes);
}

static void fill(walk *of)
{
    size_t width = of->n_b + 1;
    for (size_t i = of->n_a; i-- > 0;) {
        for (size_t j = of->n_b; j-- > 0;) {
            uint32_t down = of->longest[(i + 1) * width + j], right = of->longest[i * width + j + 1];
            uint32_t longer = down > right ? down : right;
            of->longest[i * width + j] =
                is_same(of->a[i], of->b[j]) ? of->longest[(i + 1) * width + j + 1] + 1 : longer;
        }
    }
}

static void walk_lines(walk *of)
{
    size_t i = 0, j = 0, width = of->n_b + 1;
    while (of->longest != NULL && i < of->n_a && j < of->n_b) {
        bool drops = of->longest[(i + 1) * width + j] >= of->longest[i * width + j + 1];
        if (is_same(of->a[i], of->b[j])) {
            ++i;
            ++j;
        } else if (drops) {
            take(of, '-', of->a[i++]);
        } else {
            take(of, '+', of->b[j++]);
        }
    }
    while (i < of->n_a)
        take(of, '-', of->a[i++]);
    while (j < of->n_b)
        take(of, '+', of->b[j++]);
}

static size_t compare(lines a, lines b, sfl_line_fn take_line, void *context)
{
    size_t first = 0, last = 0;
    while (first < a.n && first < b.n && is_same(a.rows[first], b.rows[first]))
        ++first;
    while (last < a.n - first && last < b.n - first && is_same(a.rows[a.n - 1 - last], b.rows[b.n - 1 - last]))
        ++last;
    walk   of = {a.rows + first, b.rows + first, a.n - first - last, b.n - first - last, 0, NULL, take_line, context};
    size_t n_cells = (of.n_a + 1) * (of.n_b + 1);
    if (n_cells <= MOST_CELLS) of.longest = calloc(n_cells, sizeof *of.longest);
    if (of.longest != NULL) fill(&of);
    walk_lines(&of);
    free(of.longest);
    return of.n;
}

size_t sfl_compare_lines(const char *a, const char *b, sfl_line_fn take_line, void *context)
{
    lines  one = split(a), other = split(b);
    size_t n = SIZE_MAX;
    if (one.rows != NULL && other.rows != NULL) n = compare(one, other, take_line, context);
    free(one.rows);
    free(other.rows);
    return n;
}
