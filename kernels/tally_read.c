/* Reading a tally: means, deviations, order statistics, tails (model page section 9). All of it starts from exact
 * integers; a long double is the last step before the double that is handed out. */
#include "kernels/tally_bins.h"

/* Shares like 0.9 are meant as decimal numbers: rounded to this many parts, so that 0.9 of 10 is 9. */
#define SHARE_PARTS 1000000000000u

static uint64_t parts_of(double share)
{
    double clamped = SFL_MIN(SFL_MAX(share, 0.0), 1.0);
    return (uint64_t)(clamped * (double)SHARE_PARTS + 0.5);
}

static double real_of(const sfl_tally_column *column, long double amount)
{
    return (double)(amount / (long double)column->scale);
}

uint64_t sfl_tally_paths(const sfl_tally *tally)
{
    return tally->n_paths;
}

uint64_t sfl_tally_refused(const sfl_tally *tally, uint64_t *least_path)
{
    if (least_path != NULL) *least_path = tally->least_refused_path;
    return tally->n_refused;
}

double sfl_tally_mean(const sfl_tally *tally, int32_t column)
{
    const sfl_tally_column *of = &tally->columns[column];
    if (of->n_values == 0) return (double)NAN;
    sfl_int128 n = (sfl_int128)of->n_values;
    return real_of(of, (long double)(of->sum / n) + (long double)(of->sum % n) / (long double)n);
}

/* n Σx² − (Σx)², exactly; n below 2^60 and squares below 2^186 leave room. */
static long double spread(uint64_t n, sfl_int256 squares, sfl_int128 sum)
{
    return sfl_int256_to_real(sfl_int256_minus(sfl_int256_times(squares, n), sfl_int256_square(sum)));
}

double sfl_tally_sd(const sfl_tally *tally, int32_t column)
{
    const sfl_tally_column *of = &tally->columns[column];
    uint64_t                n  = of->n_values;
    if (n < 2 || (of->keep & SFL_KEEP_MOMENTS) == 0) return (double)NAN;
    long double of_n = (long double)n;
    return real_of(of, sqrtl(spread(n, sfl_int256_of(of->squares), of->sum) / of_n / (of_n - 1.0L)));
}

/* Standard error from m sums of pairs, s = x + x': Σs² = Σx² + 2 Σxx', and a pair's mean is s/2. */
static double error_of_pairs(const sfl_tally_column *of)
{
    uint64_t m = of->n_values / 2;
    if (m < 2 || of->n_values % 2 != 0) return (double)NAN;
    sfl_int256  products = sfl_int256_of(of->products);
    sfl_int256  squares  = sfl_int256_add(sfl_int256_of(of->squares), sfl_int256_add(products, products));
    long double of_m     = (long double)m;
    return real_of(of, sqrtl(spread(m, squares, of->sum) / of_m / (of_m - 1.0L) / of_m) / 2.0L);
}

double sfl_tally_se(const sfl_tally *tally, int32_t column)
{
    const sfl_tally_column *of = &tally->columns[column];
    if ((of->keep & SFL_KEEP_MOMENTS) == 0) return (double)NAN;
    if (tally->is_antithetic) return error_of_pairs(of);
    uint64_t n = of->n_values;
    if (n < 2) return (double)NAN;
    long double of_n = (long double)n;
    return real_of(of, sqrtl(spread(n, sfl_int256_of(of->squares), of->sum) / of_n / (of_n - 1.0L) / of_n));
}

double sfl_tally_min(const sfl_tally *tally, int32_t column)
{
    const sfl_tally_column *of = &tally->columns[column];
    return of->n_values == 0 ? (double)NAN : real_of(of, (long double)of->least);
}

double sfl_tally_max(const sfl_tally *tally, int32_t column)
{
    const sfl_tally_column *of = &tally->columns[column];
    return of->n_values == 0 ? (double)NAN : real_of(of, (long double)of->greatest);
}

/* Middle of a bin, but never beyond the exact least and greatest value. */
static double value_of_bin(const sfl_tally *tally, int32_t column, int32_t bin)
{
    double value = sfl_bin_middle(&tally->columns[column], bin);
    value        = SFL_MAX(value, sfl_tally_min(tally, column));
    return SFL_MIN(value, sfl_tally_max(tally, column));
}

double sfl_tally_quantile(const sfl_tally *tally, int32_t column, double p)
{
    const sfl_tally_column *of = &tally->columns[column];
    if (!sfl_column_is_ordered(of)) return (double)NAN;
    uint64_t      rank  = (uint64_t)(((sfl_uint128)of->n_values * parts_of(p) + SHARE_PARTS - 1) / SHARE_PARTS);
    sfl_bin_range range = sfl_bin_range_of(tally, column);
    uint64_t      below = 0;
    int32_t       bin   = range.first;
    while (bin < range.last) {
        int32_t  end  = sfl_bin_stride_end(bin, range.last - 1);
        uint64_t here = sfl_bin_stride_count(tally, of, bin, end);
        if (below + here >= rank && below + here > 0) break;
        below += here;
        bin = end + 1;
    }
    for (; bin < range.last; ++bin) {
        below += sfl_bin_count(tally, sfl_bin_place(of, bin));
        if (below >= rank && below > 0) break;
    }
    return value_of_bin(tally, column, bin);
}

/* Mean of the greatest or least `size / SHARE_PARTS` values. */
static long double mean_of_tail(const sfl_tally *tally, int32_t column, sfl_uint128 size, sfl_tail tail)
{
    const sfl_tally_column *of    = &tally->columns[column];
    sfl_bin_range           range = sfl_bin_range_of(tally, column);
    sfl_uint128             left  = size;
    long double             sum   = 0.0L;
    int32_t                 bin   = tail == SFL_TAIL_ABOVE ? range.last : range.first;
    for (; bin >= range.first && bin <= range.last && left > 0; bin -= (int32_t)tail) {
        sfl_uint128 parts = (sfl_uint128)sfl_bin_count(tally, sfl_bin_place(of, bin)) * SHARE_PARTS;
        if (parts == 0) continue;
        parts = SFL_MIN(parts, left);
        sum += (long double)parts * (long double)value_of_bin(tally, column, bin);
        left -= parts;
    }
    return sum / (long double)size;
}

/* Mean of the values beyond the quantile at p. Rounding may not bring it outside of what lies between that and the extreme. */
static double mean_beyond(const sfl_tally *tally, int32_t column, double p, sfl_tail tail)
{
    const sfl_tally_column *of = &tally->columns[column];
    if (!sfl_column_is_ordered(of)) return (double)NAN;
    bool     is_above = tail == SFL_TAIL_ABOVE;
    uint64_t parts    = is_above ? SHARE_PARTS - parts_of(p) : parts_of(p);
    double   extreme  = is_above ? sfl_tally_max(tally, column) : sfl_tally_min(tally, column);
    if (parts == 0) return extreme;
    if (parts == SHARE_PARTS) return sfl_tally_mean(tally, column);
    double end  = sfl_tally_quantile(tally, column, p);
    double mean = (double)mean_of_tail(tally, column, (sfl_uint128)of->n_values * parts, tail);
    mean        = SFL_MAX(mean, is_above ? end : extreme);
    return SFL_MIN(mean, is_above ? extreme : end);
}

double sfl_tally_cvar(const sfl_tally *tally, int32_t column, double alpha)
{
    return mean_beyond(tally, column, alpha, SFL_TAIL_ABOVE);
}

double sfl_tally_best(const sfl_tally *tally, int32_t column, double share)
{
    return mean_beyond(tally, column, share, SFL_TAIL_BELOW);
}

uint64_t sfl_tally_months(const sfl_tally *tally, int32_t column, int32_t month)
{
    const sfl_tally_column *of = &tally->columns[column];
    if ((of->keep & SFL_KEEP_MONTHS) == 0 || month < 0 || month > tally->n_months) return 0;
    return sfl_bin_count(tally, of->first_count + (size_t)month);
}

/* Share of a bin that lies below an edge. The zero bin has no width. */
static double share_below(const sfl_tally_column *of, int32_t bin, double edge)
{
    if (bin == 0) return edge > 0.0 ? 1.0 : 0.0;
    int32_t size = bin < 0 ? -bin : bin;
    double  near = sfl_bin_edge(of, size), far = sfl_bin_edge(of, size + 1);
    double  low = bin < 0 ? -far : near, high = bin < 0 ? -near : far;
    return SFL_MIN(SFL_MAX((edge - low) / (high - low), 0.0), 1.0);
}

void sfl_tally_shares_below(const sfl_tally *tally, int32_t column, const double *edges, int32_t n, double *out)
{
    const sfl_tally_column *of    = &tally->columns[column];
    sfl_bin_range           range = sfl_bin_range_of(tally, column);
    bool                    is_known = of->n_values > 0 && of->n_bins > 0;
    for (int32_t i = 0; i < n; ++i)
        out[i] = is_known ? 0.0 : (double)NAN;
    int32_t first = 0; /* edges before it have seen all that is below them */
    for (int32_t bin = range.first; is_known && bin <= range.last; ++bin) {
        uint64_t count = sfl_bin_count(tally, sfl_bin_place(of, bin));
        if (count == 0) continue;
        while (first < n && share_below(of, bin, edges[first]) <= 0.0)
            ++first;
        for (int32_t i = first; i < n; ++i)
            out[i] += (double)count * share_below(of, bin, edges[i]);
    }
    for (int32_t i = 0; is_known && i < n; ++i)
        out[i] /= (double)of->n_values;
}
