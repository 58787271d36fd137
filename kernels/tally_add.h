/* How values enter a tally; built once per level of the CPU backend, so that its loops vectorise.
 * An amount is a value in whole units (plan.h: `scale`), rounded half to even. Most blocks go the short way: 64 lanes of
 * amounts below 2^51, rounded by adding 1.5 · 2^52. All others go value by value, the same sums to the last bit. */
#ifndef SFL_KERNELS_TALLY_ADD_H
#define SFL_KERNELS_TALLY_ADD_H

#include "kernels/tally.h"
#include "kernels/wide.h"

/* Bins by the leading bits of a double, both signs, magnitudes 2^-21 (half a millionth) … 2^43; below is the zero bin.
 * Order in memory: zero, positive rising, negative falling, so that one sign's hot bins are neighbours. */
#define SFL_BIN_OCTAVES 64
#define SFL_BIN_LEAST_EXPONENT (-21)

/* Columns that are binned side by side: their increments alternate, so that two in a row to one counter do not wait. */
#define SFL_TALLY_GROUP 16

/* A month's columns lie far apart in memory; their heads are asked for so many columns before they are needed. */
#define SFL_TALLY_AHEAD 4

#define SFL_AMOUNT_MOST 4611686018427387904.0 /* 2^62 */
#define SFL_ROUND_REAL 6755399441055744.0 /* 1.5 · 2^52: adding it leaves the rounded whole number in the last bits */
#define SFL_ROUND_BITS 0x4330000000000000 /* the high bits of such a sum, whenever the number was below 2^51 */
#define SFL_ROUND_HALF 0x0008000000000000 /* 2^51 */

/* Most counters are never reached: those that lie together on a page of memory are not read before one of them was. */
#define SFL_TALLY_PAGE_COUNTS 512
#define SFL_TALLY_PAGES(n_counts) ((n_counts) / SFL_TALLY_PAGE_COUNTS + 1)

/* How many of the newest values a counter has seen. Small, so that the hot counters of a walk stay in the cache; they are
 * flushed before one can overflow. */
typedef uint16_t sfl_fresh_count;
#define SFL_FRESH_MOST UINT16_MAX

typedef struct sfl_tally_column {
    uint32_t   keep;
    int32_t    slot;
    double     scale;
    size_t     first_count; /* in the tally's counters: of the zero bin, or of month 0 */
    int32_t    n_bins;      /* of one sign; 0: no bins */
    int32_t    bin_shift;   /* of the high word of a double */
    int32_t    bin_base;
    uint64_t   n_values;
    int64_t    least, greatest; /* amounts */
    sfl_int128 sum;
    sfl_int192 squares;
    sfl_int192 products; /* of antithetic pairs */
} sfl_tally_column;

struct sfl_tally {
    sfl_tally_column *columns;
    sfl_fresh_count  *counts;  /* of the values since the last flush */
    uint64_t         *flushed; /* of all values before it */
    uint8_t          *touched; /* [SFL_TALLY_PAGES(n_counts)] 1: of these `flushed` some are not 0 */
    size_t            n_counts;
    uint64_t          n_unflushed; /* paths; at most SFL_FRESH_MOST */
    bool              has_fresh;   /* false: `counts` is all 0, and its pages need not be looked at */
    bool              has_flushed; /* false: none is */
    int32_t           n_columns, n_months;
    bool              is_antithetic;
    uint8_t           fingerprint[32];
    uint64_t          n_paths, n_refused, least_refused_path;
};

/* Adds to a counter beyond the fresh ones. */
static inline void sfl_tally_put(sfl_tally *tally, size_t place, uint64_t count)
{
    tally->flushed[place] += count;
    tally->touched[place / SFL_TALLY_PAGE_COUNTS] = 1;
    tally->has_flushed                            = true;
}

/* What a block of amounts adds to a column. */
typedef struct sfl_amounts {
    int64_t    values[SFL_LANES]; /* only with moments */
    int64_t    least, greatest;
    sfl_int128 sum;
} sfl_amounts;

/* The short way; false where a lane does not allow it. */
static inline bool sfl_amounts_take(const double *SFL_RESTRICT values, double scale, sfl_amounts *SFL_RESTRICT amounts)
{
    int64_t bits[SFL_LANES];
    for (int32_t lane = 0; lane < SFL_LANES; ++lane) {
        double shifted = values[lane] * scale + SFL_ROUND_REAL;
        memcpy(&bits[lane], &shifted, sizeof shifted);
    }
    int64_t any = 0, sum = 0, least = INT64_MAX, greatest = 0;
    for (int32_t lane = 0; lane < SFL_LANES; ++lane) {
        int64_t mark   = bits[lane] ^ SFL_ROUND_BITS;
        int64_t raised = mark & (2 * SFL_ROUND_HALF - 1); /* amount + 2^51 */
        any |= mark;
        sum += raised;
        least                 = SFL_MIN(raised, least);
        greatest              = SFL_MAX(raised, greatest);
        amounts->values[lane] = raised - SFL_ROUND_HALF;
    }
    amounts->sum      = sum - SFL_LANES * SFL_ROUND_HALF;
    amounts->least    = least - SFL_ROUND_HALF;
    amounts->greatest = greatest - SFL_ROUND_HALF;
    return any >= 0 && any < 2 * SFL_ROUND_HALF; /* exponent and sign were those of SFL_ROUND_REAL in all lanes */
}

/* Squares and products of 64 amounts below 2^51 stay below 2^108. */
static inline void sfl_tally_take_moments(sfl_tally_column *column, const int64_t *amounts, bool is_antithetic)
{
    sfl_int128 squares = 0, products = 0;
    for (int32_t lane = 0; lane < SFL_LANES; ++lane)
        squares += (sfl_int128)amounts[lane] * amounts[lane];
    for (int32_t lane = 0; is_antithetic && lane + 1 < SFL_LANES; lane += 2)
        products += (sfl_int128)amounts[lane] * amounts[lane + 1];
    sfl_int192_add(&column->squares, squares);
    sfl_int192_add(&column->products, products);
}

static inline void sfl_tally_take_one(sfl_tally_column *column, int64_t amount, int64_t partner)
{
    column->sum += amount;
    column->least    = SFL_MIN(amount, column->least);
    column->greatest = SFL_MAX(amount, column->greatest);
    if ((column->keep & SFL_KEEP_MOMENTS) == 0) return;
    sfl_int192_add(&column->squares, (sfl_int128)amount * amount);
    sfl_int192_add(&column->products, (sfl_int128)amount * partner);
}

/* Can a column hold the value? Not what is no number. */
SFL_FN bool sfl_tally_fits(double value, uint32_t keep, double scale, int32_t n_months)
{
    bool fits = fabs(value * scale) <= SFL_AMOUNT_MOST;
    if ((keep & SFL_KEEP_MONTHS) != 0) fits = fits && value >= 0.0 && value <= (double)n_months;
    return fits;
}

static inline double sfl_tally_accept(sfl_tally *tally, const sfl_tally_column *column, double value, uint64_t path)
{
    if (sfl_tally_fits(value, column->keep, column->scale, tally->n_months)) return value;
    tally->n_refused += 1;
    tally->least_refused_path = SFL_MIN(path, tally->least_refused_path);
    return 0.0;
}

/* Sums of a column's values, the long way. `accepted` becomes the values with 0 for those refused; the lanes beyond n
 * are 0 and count nowhere. */
static inline void sfl_tally_sum_each(sfl_tally *tally, sfl_tally_column *column, const double *values, int32_t n,
                                      uint64_t first_path, double *accepted)
{
    int64_t amounts[SFL_LANES + 1];
    memset(amounts, 0, sizeof amounts);
    memset(accepted, 0, SFL_LANES * sizeof *accepted);
    for (int32_t lane = 0; lane < n; ++lane) {
        accepted[lane] = sfl_tally_accept(tally, column, values[lane], first_path + (uint64_t)lane);
        amounts[lane]  = (int64_t)rint(accepted[lane] * column->scale);
    }
    for (int32_t lane = 0; lane < n; ++lane) {
        bool is_first_of_pair = tally->is_antithetic && lane % 2 == 0;
        sfl_tally_take_one(column, amounts[lane], is_first_of_pair ? amounts[lane + 1] : 0);
    }
}

/* Sums of a column's values; returns the values to be binned: `values` themselves or `accepted`. */
static inline const double *sfl_tally_sum(sfl_tally *tally, sfl_tally_column *column, const double *values, int32_t n,
                                          uint64_t first_path, double *accepted)
{
    sfl_amounts amounts;
    column->n_values += (uint64_t)n;
    if (n < SFL_LANES || (column->keep & SFL_KEEP_MONTHS) != 0 || !sfl_amounts_take(values, column->scale, &amounts)) {
        sfl_tally_sum_each(tally, column, values, n, first_path, accepted);
        return accepted;
    }
    column->sum += amounts.sum;
    column->least    = SFL_MIN(amounts.least, column->least);
    column->greatest = SFL_MAX(amounts.greatest, column->greatest);
    if ((column->keep & SFL_KEEP_MOMENTS) != 0) {
        sfl_tally_take_moments(column, amounts.values, tally->is_antithetic);
    }
    return values;
}

/* Which of its column's counters a value belongs to: by the high word of its bits. */
SFL_FN int32_t sfl_tally_place_of(int32_t high, int32_t shift, int32_t base, int32_t n_bins)
{
    int32_t bin      = ((high & INT32_MAX) >> shift) - base;
    bin              = SFL_MIN(bin, n_bins);
    bin              = SFL_MAX(bin, 0);
    int32_t negative = high >> 31; /* all bits, or none */
    return bin + (negative & -(int32_t)(bin > 0) & n_bins);
}

/* The same for all lanes. High words first: two plain loops vectorise, one mixed one does not. */
static inline void sfl_tally_place(const sfl_tally_column *column, const double *SFL_RESTRICT values,
                                   uint32_t *SFL_RESTRICT places)
{
    int32_t shift = column->bin_shift, base = column->bin_base, n_bins = column->n_bins;
    int32_t highs[SFL_LANES];
    for (int32_t lane = 0; lane < SFL_LANES; ++lane) {
        uint64_t bits;
        memcpy(&bits, &values[lane], sizeof bits);
        highs[lane] = (int32_t)(uint32_t)(bits >> 32);
    }
    for (int32_t lane = 0; lane < SFL_LANES; ++lane) {
        places[lane] = (uint32_t)sfl_tally_place_of(highs[lane], shift, base, n_bins);
    }
}

static inline void sfl_tally_place_months(const double *values, uint32_t *places)
{
    for (int32_t lane = 0; lane < SFL_LANES; ++lane)
        places[lane] = (uint32_t)values[lane];
}

/* Columns whose values have found their places and wait to be counted. */
typedef struct sfl_tally_rows {
    int32_t   n;
    sfl_fresh_count *counts[SFL_TALLY_GROUP]; /* first counter of the column */
    uint32_t  places[SFL_TALLY_GROUP][SFL_LANES];
} sfl_tally_rows;

/* Rows are counted four side by side; what is left over one by one. */
static inline void sfl_tally_count(sfl_tally_rows *rows, int32_t n)
{
    int32_t row = 0;
    for (; row + 4 <= rows->n; row += 4) {
        sfl_fresh_count *a = rows->counts[row], *b = rows->counts[row + 1];
        sfl_fresh_count *c = rows->counts[row + 2], *d = rows->counts[row + 3];
        for (int32_t lane = 0; lane < n; ++lane) {
            a[rows->places[row][lane]] += 1;
            b[rows->places[row + 1][lane]] += 1;
            c[rows->places[row + 2][lane]] += 1;
            d[rows->places[row + 3][lane]] += 1;
        }
    }
    for (; row < rows->n; ++row) {
        for (int32_t lane = 0; lane < n; ++lane)
            rows->counts[row][rows->places[row][lane]] += 1;
    }
    rows->n = 0;
}

/* Adds n lanes of `columns` [n_columns] to the tally; the values of a column stand in its slot. */
static inline void sfl_tally_add_columns(sfl_tally *tally, const int32_t *columns, int32_t n_columns,
                                         const double *slots, size_t stride, int32_t n, uint64_t first_path)
{
    sfl_tally_rows rows;
    rows.n = 0;
    for (int32_t i = 0; i < n_columns; ++i) {
        double            accepted[SFL_LANES];
        sfl_tally_column *column    = &tally->columns[columns[i]];
        SFL_PREFETCH(&tally->columns[columns[i + SFL_TALLY_AHEAD < n_columns ? i + SFL_TALLY_AHEAD : i]]);
        bool              is_months = (column->keep & SFL_KEEP_MONTHS) != 0;
        const double     *values    = slots + (size_t)column->slot * stride;
        values                      = sfl_tally_sum(tally, column, values, n, first_path, accepted);
        if (column->n_bins == 0 && !is_months) continue;
        rows.counts[rows.n] = tally->counts + column->first_count;
        if (is_months) {
            sfl_tally_place_months(values, rows.places[rows.n++]);
        } else {
            sfl_tally_place(column, values, rows.places[rows.n++]);
        }
        if (rows.n == SFL_TALLY_GROUP) sfl_tally_count(&rows, n);
    }
    sfl_tally_count(&rows, n);
}

#endif
