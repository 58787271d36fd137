/* Means by control variates (model page section 9): mean − Σ β_i (X̄_i − E X_i), β by least squares on the same paths
 * (Lavenberg & Welch 1981). Variances are those of means, as errors are known, so that antithetic pairs count as pairs. */
#include "host/summary/measure.h"

/* Variances stand to 1e-15 of themselves, so a determinant below this share of its diagonal leaves β less than three
 * digits: one control then says what the other does. */
#define LEAST_DETERMINANT 1e-12
/* Student's t is known well from so many degrees of freedom on (interval.c). */
#define LEAST_FREEDOM 5

/* Controls in use: at most two, by their number among the plan's. */
typedef struct controls {
    int32_t n, kinds[SFL_CONTROL_COUNT];
    double  off[SFL_CONTROL_COUNT];        /* X̄ − E X */
    double  variance[SFL_CONTROL_COUNT];   /* of X̄ */
    double  with_total[SFL_CONTROL_COUNT]; /* covariance with the total */
    double  with_other;                    /* of the two */
} controls;

static double variance_of(const sfl_figures *figures, int32_t column)
{
    double se = sfl_tally_se(figures->tally, column);
    return se * se;
}

/* From var(a + b) = var a + var b + 2 cov. */
static double covariance_of(const sfl_figures *figures, int32_t sum_column, double variance_a, double variance_b)
{
    return 0.5 * (variance_of(figures, sum_column) - variance_a - variance_b);
}

static void add_control(const sfl_figures *figures, const sfl_plan_architecture *of, int32_t kind, sfl_money money,
                        controls *to)
{
    const sfl_plan_control *control = &figures->plan->controls[kind];
    if (control->n_members == 0) return;
    double total    = variance_of(figures, of->total_columns[SFL_PART_TOTAL][money]);
    double variance = variance_of(figures, control->columns[money]);
    if (!(variance > 0.0)) return;
    to->kinds[to->n]      = kind;
    to->off[to->n]        = sfl_tally_mean(figures->tally, control->columns[money]) - control->mean_usd[money];
    to->variance[to->n]   = variance;
    to->with_total[to->n] = covariance_of(figures, of->control_columns[kind][money], total, variance);
    to->n += 1;
}

static controls controls_of(const sfl_figures *figures, const sfl_plan_architecture *of, sfl_money money)
{
    controls all = {0};
    double   n   = (double)sfl_sample_independent(figures->sample);
    for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind)
        add_control(figures, of, kind, money, &all);
    if (all.n == 2) {
        all.with_other =
            covariance_of(figures, figures->plan->control_sum_columns[money], all.variance[0], all.variance[1]);
        double product = all.variance[0] * all.variance[1], rest = product - all.with_other * all.with_other;
        if (!(rest > LEAST_DETERMINANT * product)) all.n = 1;
    }
    if (n - 1.0 - all.n < LEAST_FREEDOM) all.n = 0;
    return all;
}

/* out = variance⁻¹ · of, both [n]. */
static void solve(const controls *with, const double *of, double *out)
{
    if (with->n == 1) out[0] = of[0] / with->variance[0];
    if (with->n < 2) return;
    double a = with->variance[0], b = with->with_other, c = with->variance[1], determinant = a * c - b * b;
    out[0] = (c * of[0] - b * of[1]) / determinant;
    out[1] = (a * of[1] - b * of[0]) / determinant;
}

static double product_of(const controls *with, const double *a, const double *b)
{
    double sum = 0.0;
    for (int32_t i = 0; i < with->n; ++i)
        sum += a[i] * b[i];
    return sum;
}

/* The residual's variance, and what the error of β adds to it. */
static double error_of(const controls *with, double variance, double explained, double n)
{
    double far[SFL_CONTROL_COUNT], left = variance > explained ? variance - explained : 0.0;
    solve(with, with->off, far);
    double scale = (n - 1.0) / (n - 1.0 - with->n) * (1.0 + product_of(with, with->off, far) / (n - 1.0));
    return sqrt(left * scale);
}

sfl_summary_control sfl_figures_controlled(const sfl_figures *figures, int32_t architecture, sfl_money money)
{
    const sfl_plan_architecture *of =
        &SFL_AT(figures->plan, sfl_plan_architecture, figures->plan->architectures_at)[architecture];
    int32_t             column = of->total_columns[SFL_PART_TOTAL][money];
    controls            with   = controls_of(figures, of, money);
    double              n      = (double)sfl_sample_independent(figures->sample), beta[SFL_CONTROL_COUNT];
    sfl_summary_control out    = {sfl_tally_mean(figures->tally, column), sfl_tally_se(figures->tally, column),
                                  sfl_no_interval};
    solve(&with, with.with_total, beta);
    if (with.n > 0) {
        out.mean -= product_of(&with, beta, with.off);
        out.se = error_of(&with, out.se * out.se, product_of(&with, beta, with.with_total), n);
    }
    if (!figures->figures_only) out.in = sfl_interval_controlled(figures->sample, out.mean, out.se, with.n);
    return out;
}
