/* Correlation of the diffusion shocks (model page section 3): the lower Cholesky factor of the matrix that the lines of
 * `correlations` describe, over the drivers that diffuse. A matrix that is not positive definite is explained by its
 * smallest eigenvalue and the pairs that pull it down. */
#include "host/plan/planner.h"

#include <stdio.h>
#include <string.h>

/* A pivot at most this large, times the order, is rounding: the matrix is singular. */
#define SFL_PLAN_SINGULAR 1e-14
#define SFL_PLAN_PAIRS_SHOWN 3
/* Multiplications that an explanation may take. */
#define SFL_PLAN_EXPLAINING INT64_C(200000000)

/* Lower triangle, row after row; row i is zero before first[i]. Most drivers are correlated with few others, so the zeros
 * at the beginning of rows are worth skipping: the factor has them, too. */
typedef struct matrix {
    int32_t  n;
    double  *lower;
    int32_t *first;
} matrix;

static double *row_of(const matrix *m, int32_t row)
{
    return m->lower + (size_t)row * ((size_t)row + 1) / 2;
}

/* Row of the named driver; −1 if it does not diffuse or there is none. */
static int32_t shock_named(const sfl_planner *planner, const char *name)
{
    int32_t row = 0;
    for (int32_t i = 0; i < planner->plan->n_drivers; ++i) {
        bool diffuses = planner->entries[i].driver->volatility > 0.0;
        if (strcmp(planner->entries[i].name, name) == 0) return diffuses ? row : -1;
        if (diffuses) ++row;
    }
    return -1;
}

static const char *name_of_shock(const sfl_planner *planner, int32_t row)
{
    for (int32_t i = 0; i < planner->plan->n_drivers; ++i)
        if (planner->entries[i].driver->volatility > 0.0 && row-- == 0) return planner->entries[i].name;
    return "";
}

static void set_pair(matrix *m, int32_t a, int32_t b, double rho)
{
    if (a < 0 || b < 0 || a == b) return;
    int32_t row = sfl_larger(a, b), column = sfl_smaller(a, b);
    row_of(m, row)[column] = rho;
    m->first[row]          = sfl_smaller(m->first[row], column);
}

static sfl_status set_line(sfl_planner *planner, matrix *m, const sfl_correlation *line)
{
    int32_t *rows;
    SFL_PLAN_SCRATCH(planner, rows, int32_t, line->among.n);
    for (int32_t i = 0; i < line->among.n; ++i)
        rows[i] = shock_named(planner, line->among.values[i]);
    for (int32_t i = 1; i < line->among.n; ++i)
        for (int32_t j = 0; j < i; ++j)
            set_pair(m, rows[i], rows[j], line->rho);
    return SFL_OK;
}

/* The matrix in place of whatever m held. */
static sfl_status set_matrix(sfl_planner *planner, matrix *m)
{
    for (int32_t i = 0; i < m->n; ++i) {
        memset(row_of(m, i), 0, ((size_t)i + 1) * sizeof(double));
        row_of(m, i)[i] = 1.0;
        m->first[i]     = i;
    }
    for (int32_t i = 0; i < planner->scenario->n_correlations; ++i)
        SFL_TRY(set_line(planner, m, &planner->scenario->correlations[i]));
    return SFL_OK;
}

/* Σ a[k] b[k], in four sums side by side: the order is the same everywhere, and the sums do not wait for one another. */
static double dot(const double *a, const double *b, int32_t n)
{
    double  sums[4] = {0.0, 0.0, 0.0, 0.0};
    int32_t k       = 0;
    for (; k + 4 <= n; k += 4)
        for (int32_t i = 0; i < 4; ++i)
            sums[i] += a[k + i] * b[k + i];
    for (; k < n; ++k)
        sums[0] += a[k] * b[k];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/* Lower Cholesky factor of a into l; the number of the first row whose pivot is not positive, n where there is none. */
static int32_t factor(const matrix *a, matrix *l)
{
    double least = SFL_PLAN_SINGULAR * (double)a->n;
    for (int32_t i = 0; i < a->n; ++i) {
        const double *from = row_of(a, i);
        double       *row  = row_of(l, i);
        for (int32_t j = a->first[i]; j <= i; ++j) {
            const double *other = row_of(l, j);
            int32_t       begin = sfl_larger(a->first[i], a->first[j]);
            double        left  = begin < j ? from[j] - dot(row + begin, other + begin, j - begin) : from[j];
            if (i == j && !(left > least)) return i;
            row[j] = i == j ? sqrt(left) : left / other[j];
        }
    }
    return a->n;
}

/* ---- why it is not positive definite ---- */

/* The direction that the failed row found: xᵀ a x is its pivot, not positive. With y the part of the row that was made,
 * x = (−L⁻ᵀ y, 1, 0 …). A little of everything else is added, so that a worse direction elsewhere is found from here. */
static void failed_direction(const matrix *l, int32_t failed, double *x)
{
    const double *row = row_of(l, failed);
    memset(x, 0, (size_t)l->n * sizeof *x);
    for (int32_t i = l->first[failed]; i < failed; ++i)
        x[i] = -row[i];
    for (int32_t i = failed - 1; i >= 0; --i) {
        const double *above = row_of(l, i);
        x[i] /= above[i];
        for (int32_t k = l->first[i]; k < i; ++k)
            x[k] -= above[k] * x[i];
    }
    x[failed] = 1.0;
    for (int32_t i = 0; i < l->n; ++i)
        x[i] += 1e-4 * (1.0 + (double)(i % 7) / 16.0);
}

/* y = a x */
static void multiply(const matrix *a, const double *x, double *y)
{
    for (int32_t i = 0; i < a->n; ++i) {
        const double *row = row_of(a, i);
        int32_t       n   = i - a->first[i];
        y[i]              = x[i] + dot(row + a->first[i], x + a->first[i], n);
        for (int32_t k = a->first[i]; k < i; ++k)
            y[k] += row[k] * x[i];
    }
}

/* No eigenvalue is above it: the greatest sum of the sizes of a row. */
static double greatest_row(const matrix *a, double *sums)
{
    double greatest = 0.0;
    memset(sums, 0, (size_t)a->n * sizeof *sums);
    for (int32_t i = 0; i < a->n; ++i)
        for (int32_t k = a->first[i]; k <= i; ++k) {
            double size = fabs(row_of(a, i)[k]);
            sums[i] += size;
            if (k < i) sums[k] += size;
        }
    for (int32_t i = 0; i < a->n; ++i)
        greatest = sums[i] > greatest ? sums[i] : greatest;
    return greatest;
}

/* Power iteration with (bound · 1 − a) from x: its Rayleigh quotient only falls, towards the smallest eigenvalue. As many
 * steps as a fraction of a second has. y: working memory [n]. */
static double smallest_eigenvalue(const matrix *a, double *x, double *y)
{
    double  bound = greatest_row(a, y), eigenvalue = SFL_INFINITY;
    int64_t n_steps = SFL_PLAN_EXPLAINING / ((int64_t)a->n * a->n) + 10;
    for (int64_t step = 0; step < n_steps; ++step) {
        double length = sqrt(dot(x, x, a->n));
        for (int32_t i = 0; i < a->n; ++i)
            x[i] /= length;
        multiply(a, x, y);
        double now = dot(x, y, a->n), gain = eigenvalue - now;
        eigenvalue = now;
        if (step > 10 && gain >= 0.0 && gain < 1e-15 * bound) break;
        for (int32_t i = 0; i < a->n; ++i)
            x[i] = bound * x[i] - y[i];
    }
    return eigenvalue;
}

typedef struct pair {
    int32_t one, other; /* rows, one < other; both 0: none */
} pair;

static bool is_among(const pair *pairs, int32_t n_pairs, int32_t one, int32_t other)
{
    for (int32_t i = 0; i < n_pairs; ++i)
        if (pairs[i].one == one && pairs[i].other == other) return true;
    return false;
}

/* The pair that lowers xᵀ a x most, besides those already named. */
static pair worst_pair(const matrix *a, const double *x, const pair *named, int32_t n_named)
{
    pair   worst      = {0, 0};
    double worst_pull = 0.0;
    for (int32_t i = 0; i < a->n; ++i)
        for (int32_t j = a->first[i]; j < i; ++j) {
            double pull = row_of(a, i)[j] * x[i] * x[j];
            if (!(pull < worst_pull) || is_among(named, n_named, j, i)) continue;
            worst_pull = pull;
            worst      = (pair){j, i};
        }
    return worst;
}

/* The line that has the last word on a pair of shocks. */
static sfl_place place_of_pair(const sfl_planner *planner, int32_t one, int32_t other)
{
    for (int32_t line = planner->scenario->n_correlations - 1; line >= 0; --line) {
        const sfl_correlation *correlation = &planner->scenario->correlations[line];
        int32_t                n_found     = 0;
        for (int32_t i = 0; i < correlation->among.n; ++i) {
            int32_t row = shock_named(planner, correlation->among.values[i]);
            n_found += row >= 0 && (row == one || row == other);
        }
        if (n_found >= 2) return correlation->object.place;
    }
    return planner->scenario->correlations[0].object.place;
}

/* "a and b (0.9), …": the pairs that pull most. Returns the place of the first. */
static sfl_place name_pairs(const sfl_planner *planner, const matrix *a, const double *x, char *text, size_t n_bytes)
{
    pair      named[SFL_PLAN_PAIRS_SHOWN];
    sfl_place place = planner->scenario->correlations[0].object.place;
    size_t    used  = 0;
    for (int32_t i = 0; i < SFL_PLAN_PAIRS_SHOWN && used < n_bytes; ++i) {
        named[i] = worst_pair(a, x, named, i);
        if (named[i].other == 0) break;
        if (i == 0) place = place_of_pair(planner, named[i].one, named[i].other);
        int n = snprintf(text + used, n_bytes - used, "%s%s and %s (%g)", i == 0 ? "" : ", ",
                         name_of_shock(planner, named[i].one), name_of_shock(planner, named[i].other),
                         row_of(a, named[i].other)[named[i].one]);
        if (n > 0) used += (size_t)n;
    }
    return place;
}

static sfl_status refuse(sfl_planner *planner, const matrix *a, const matrix *l, int32_t failed)
{
    char    pairs[512] = "";
    double *x, *y;
    SFL_PLAN_SCRATCH(planner, x, double, a->n);
    SFL_PLAN_SCRATCH(planner, y, double, a->n);
    failed_direction(l, failed, x);
    double    eigenvalue = smallest_eigenvalue(a, x, y);
    sfl_place place      = name_pairs(planner, a, x, pairs, sizeof pairs);
    return sfl_diag_add(
        planner->diag, SFL_ERR_VALUE, place,
        "correlations: the matrix is not positive definite: its smallest eigenvalue is %.3g; allowed is "
        "more than 0; look at %s",
        eigenvalue < -1e-9 ? eigenvalue : 0.0, pairs);
}

sfl_status sfl_plan_correlation(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    for (int32_t i = 0; i < plan->n_drivers; ++i)
        plan->n_shocks += planner->entries[i].driver->volatility > 0.0;
    size_t n_entries = (size_t)plan->n_shocks * ((size_t)plan->n_shocks + 1) / 2;
    matrix a = {plan->n_shocks, NULL, NULL}, l = a;
    SFL_PLAN_ARRAY(planner, l.lower, double, n_entries, &plan->cholesky_at);
    SFL_PLAN_SCRATCH(planner, a.lower, double, n_entries);
    SFL_PLAN_SCRATCH(planner, a.first, int32_t, a.n);
    l.first = a.first;
    SFL_TRY(set_matrix(planner, &a));
    int32_t failed = factor(&a, &l);
    return failed == a.n ? SFL_OK : refuse(planner, &a, &l, failed);
}
