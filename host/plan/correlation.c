/* Correlation of the diffusion shocks (model page section 3): the lower Cholesky factor of the matrix that the lines of
 * `correlations` describe, over the drivers that diffuse. A matrix that is not positive definite is explained by its
 * smallest eigenvalue and the pairs that pull it down. */
#include "host/plan/planner.h"

#include <stdio.h>
#include <string.h>

/* A pivot at most this large, times the order, is rounding: the matrix is singular. */
#define SFL_PLAN_SINGULAR 1e-14
#define SFL_PLAN_PAIRS_SHOWN 3

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
    for (int32_t i = 0; i < line->among.n; ++i) rows[i] = shock_named(planner, line->among.values[i]);
    for (int32_t i = 1; i < line->among.n; ++i)
        for (int32_t j = 0; j < i; ++j) set_pair(m, rows[i], rows[j], line->rho);
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

/* Cholesky factor of (a − shift · 1) into `into`; false where that is not positive definite. */
static bool factor(const matrix *a, double shift, matrix *into)
{
    double least = SFL_PLAN_SINGULAR * (double)a->n;
    for (int32_t i = 0; i < a->n; ++i) {
        const double *from = row_of(a, i);
        double       *row  = row_of(into, i);
        for (int32_t j = a->first[i]; j <= i; ++j) {
            const double *other = row_of(into, j);
            double        sum   = i == j ? from[j] - shift : from[j];
            for (int32_t k = sfl_larger(a->first[i], a->first[j]); k < j; ++k) sum -= row[k] * other[k];
            if (i == j && !(sum > least)) return false;
            row[j] = i == j ? sqrt(sum) : sum / other[j];
        }
    }
    return true;
}

/* The largest shift, to about 1e-9, whose factor exists: the smallest eigenvalue. `into` keeps the factor of a shift just
 * below it. */
static double smallest_eigenvalue(const matrix *a, matrix *into)
{
    double low = -(double)a->n, high = SFL_PLAN_SINGULAR * (double)a->n;
    int32_t n_steps = a->n <= 400 ? 40 : 12; /* an explanation may not take minutes */
    for (int32_t step = 0; step < n_steps; ++step) {
        double middle = 0.5 * (low + high);
        if (factor(a, middle, into)) low = middle;
        else high = middle;
    }
    factor(a, low - 1e-9 * (double)a->n, into);
    return 0.5 * (low + high);
}

/* x becomes (L Lᵀ)⁻¹ x, of length 1. */
static void solve(const matrix *l, double *x)
{
    double length = 0.0;
    for (int32_t i = 0; i < l->n; ++i) {
        const double *row = row_of(l, i);
        for (int32_t k = l->first[i]; k < i; ++k) x[i] -= row[k] * x[k];
        x[i] /= row[i];
    }
    for (int32_t i = l->n - 1; i >= 0; --i) {
        const double *row = row_of(l, i);
        x[i] /= row[i];
        for (int32_t k = l->first[i]; k < i; ++k) x[k] -= row[k] * x[i];
        length += x[i] * x[i];
    }
    for (int32_t i = 0; i < l->n; ++i) x[i] /= sqrt(length);
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

/* a: the matrix; into: room for a factor. */
static sfl_status refuse(sfl_planner *planner, const matrix *a, matrix *into)
{
    char    pairs[512] = "";
    double *x, eigenvalue = smallest_eigenvalue(a, into);
    SFL_PLAN_SCRATCH(planner, x, double, a->n);
    for (int32_t i = 0; i < a->n; ++i) x[i] = 1.0 + (double)(i % 7) / 16.0; /* at a right angle to nothing likely */
    for (int32_t step = 0; step < 4; ++step) solve(into, x);
    sfl_place place = name_pairs(planner, a, x, pairs, sizeof pairs);
    return sfl_diag_add(planner->diag, SFL_ERR_VALUE, place,
                        "correlations: the matrix is not positive definite: its smallest eigenvalue is %.3g; allowed is "
                        "more than 0; look at %s",
                        fabs(eigenvalue) < 1e-9 ? 0.0 : eigenvalue, pairs);
}

sfl_status sfl_plan_correlation(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    for (int32_t i = 0; i < plan->n_drivers; ++i) plan->n_shocks += planner->entries[i].driver->volatility > 0.0;
    size_t n_entries = (size_t)plan->n_shocks * ((size_t)plan->n_shocks + 1) / 2;
    matrix a = {plan->n_shocks, NULL, NULL}, l = a;
    SFL_PLAN_ARRAY(planner, l.lower, double, n_entries, &plan->cholesky_at);
    SFL_PLAN_SCRATCH(planner, a.lower, double, n_entries);
    SFL_PLAN_SCRATCH(planner, a.first, int32_t, a.n);
    l.first = a.first;
    SFL_TRY(set_matrix(planner, &a));
    return factor(&a, 0.0, &l) ? SFL_OK : refuse(planner, &a, &l);
}
