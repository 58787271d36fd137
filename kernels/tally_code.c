/* Tallies to bytes and back. What a reader of a tally takes for granted (tally_read.c) is checked where bytes come in. */
#include "kernels/tally_code.h"

#include "kernels/tally_bins.h"

#include <assert.h>

#define AMOUNT_MOST ((int64_t)1 << 62)

static bool has_counts(const sfl_tally_column *column)
{
    return column->n_bins > 0 || (column->keep & SFL_KEEP_MONTHS) != 0;
}

static sfl_int192 wide_of(sfl_int128 number)
{
    sfl_int192 wide = {(sfl_uint128)number, number < 0 ? -1 : 0};
    return wide;
}

/* ---- writing ---- */

static void encode_head(const sfl_tally *tally, sfl_bytes_out *out)
{
    sfl_bytes_put(out, tally->n_paths);
    sfl_bytes_put(out, tally->n_refused);
    if (tally->n_refused > 0) sfl_bytes_put(out, tally->least_refused_path);
    sfl_bytes_put(out, (uint64_t)tally->n_months);
    sfl_bytes_put(out, tally->is_antithetic ? 1 : 0);
    sfl_bytes_put(out, (uint64_t)tally->n_columns);
}

static void encode_sums(const sfl_tally *tally, const sfl_tally_column *column, sfl_bytes_out *out)
{
    sfl_bytes_put(out, column->keep);
    sfl_bytes_put_signed(out, column->least);
    sfl_bytes_put(out, (uint64_t)column->greatest - (uint64_t)column->least);
    sfl_bytes_put_wide_signed(out, wide_of(column->sum));
    if ((column->keep & SFL_KEEP_MOMENTS) == 0) return;
    sfl_bytes_put_wide(out, column->squares);
    if (tally->is_antithetic) sfl_bytes_put_wide_signed(out, column->products);
}

/* The bins of a stride that have values; returns the last such bin. */
static int32_t encode_stride(const sfl_tally *tally, const sfl_tally_column *column, int32_t bin, int32_t end,
                             int32_t before, sfl_bytes_out *out)
{
    sfl_bin_list list;
    sfl_bin_stride_list(tally, column, bin, end, &list);
    for (int32_t i = 0; i < list.n; ++i) {
        if (before == INT32_MIN)
            sfl_bytes_put_signed(out, list.bins[i]);
        else
            sfl_bytes_put(out, (uint64_t)(list.bins[i] - before));
        sfl_bytes_put(out, list.counts[i]);
        before = list.bins[i];
    }
    return before;
}

/* Number of the first bin, then gaps to the next; after each how many values it holds, until all have been met. */
static void encode_counts(const sfl_tally *tally, int32_t i, sfl_bytes_out *out)
{
    const sfl_tally_column *column = &tally->columns[i];
    sfl_bin_range           range  = sfl_bin_range_of(tally, i);
    int32_t                 before = INT32_MIN;
    for (int32_t bin = range.first, end; bin <= range.last; bin = end + 1) {
        end = sfl_bin_stride_end(bin, range.last);
        if (sfl_bin_stride_count(tally, column, bin, end) == 0) continue;
        before = encode_stride(tally, column, bin, end, before, out);
    }
}

void sfl_tally_encode(const sfl_tally *tally, sfl_bytes_out *out)
{
    assert(tally->n_paths > 0);
    encode_head(tally, out);
    for (int32_t i = 0; i < tally->n_columns; ++i) {
        assert(tally->columns[i].n_values == tally->n_paths);
        encode_sums(tally, &tally->columns[i], out);
        if (has_counts(&tally->columns[i])) encode_counts(tally, i, out);
    }
}

/* ---- reading ---- */

/* Of the tally that the bytes hold. */
static void decode_head(sfl_tally *read, sfl_bytes_in *in)
{
    size_t at     = in->at;
    read->n_paths = sfl_bytes_get_up_to(in, SFL_TALLY_PATHS_MOST, "more than 2^60 - 1 paths");
    if (read->n_paths == 0) sfl_bytes_refuse(in, at, "a tally without a path");
    if (read->is_antithetic && read->n_paths % 2 != 0) sfl_bytes_refuse(in, at, "half an antithetic pair");
    at              = in->at;
    read->n_refused = sfl_bytes_get(in);
    if (read->n_refused > (sfl_uint128)read->n_paths * (uint32_t)read->n_columns)
        sfl_bytes_refuse(in, at, "more values refused than there are");
    read->least_refused_path = read->n_refused > 0 ? sfl_bytes_get(in) : UINT64_MAX;
    at                       = in->at;
    if (sfl_bytes_get(in) != (uint64_t)read->n_months)
        sfl_bytes_refuse(in, at, "another number of months than the scenario's");
    at = in->at;
    if (sfl_bytes_get(in) != (read->is_antithetic ? 1 : 0))
        sfl_bytes_refuse(in, at, "another way of sampling than the scenario's");
    at = in->at;
    if (sfl_bytes_get(in) != (uint64_t)read->n_columns)
        sfl_bytes_refuse(in, at, "another number of columns than the scenario's");
}

static void decode_ends(sfl_tally_column *column, int32_t n_months, sfl_bytes_in *in)
{
    size_t at     = in->at;
    column->least = sfl_bytes_get_signed(in);
    if (column->least < -AMOUNT_MOST || column->least > AMOUNT_MOST) {
        sfl_bytes_refuse(in, at, "an amount beyond 2^62");
        column->least = 0;
    }
    at              = in->at;
    uint64_t spread = sfl_bytes_get_up_to(in, (uint64_t)AMOUNT_MOST - (uint64_t)column->least, "an amount beyond 2^62");
    column->greatest = (int64_t)((uint64_t)column->least + spread);
    if ((column->keep & SFL_KEEP_MONTHS) == 0) return;
    if (column->least < 0 || (double)column->greatest > (double)n_months * column->scale)
        sfl_bytes_refuse(in, at, "a month beyond the scenario's");
}

/* n values from `least` to `greatest` add up to something between n times the one and the other. */
static void decode_sum(sfl_tally_column *column, sfl_bytes_in *in)
{
    size_t     at   = in->at;
    sfl_int192 wide = sfl_bytes_get_wide_signed(in);
    sfl_int128 n    = (sfl_int128)column->n_values;
    column->sum     = (sfl_int128)wide.low;
    bool fits       = wide.high == (column->sum < 0 ? -1 : 0);
    if (!fits || column->sum < n * column->least || column->sum > n * column->greatest)
        sfl_bytes_refuse(in, at, "a sum that its values cannot have");
}

static bool is_negative(sfl_int256 number)
{
    return (number.limbs[3] >> 63) != 0;
}

static sfl_int256 product_of(sfl_int128 x, int64_t factor)
{
    sfl_uint128 size    = x < 0 ? (sfl_uint128)0 - (sfl_uint128)x : (sfl_uint128)x;
    uint64_t    by      = factor < 0 ? (uint64_t)0 - (uint64_t)factor : (uint64_t)factor;
    sfl_int256  nothing = {{0, 0, 0, 0}}, wide = {{(uint64_t)size, (uint64_t)(size >> 64), 0, 0}};
    sfl_int256  product = sfl_int256_times(wide, by);
    return (x < 0) == (factor < 0) ? product : sfl_int256_minus(nothing, product);
}

/* n values from l to g whose sum is s: n Σx² >= s²; and since no (x − l) (g − x) is negative, Σx² <= (l + g) s − n l g. */
static bool can_be_squares(const sfl_tally_column *column)
{
    sfl_int256 squares = sfl_int256_of(column->squares);
    sfl_int256 by_ends =
        sfl_int256_add(product_of(column->sum, column->least), product_of(column->sum, column->greatest));
    sfl_int256 corner = product_of((sfl_int128)column->n_values * column->least, column->greatest);
    sfl_int256 least  = sfl_int256_square(column->sum);
    return !is_negative(sfl_int256_minus(sfl_int256_minus(by_ends, corner), squares)) &&
           !is_negative(sfl_int256_minus(sfl_int256_times(squares, column->n_values), least));
}

static void decode_squares(sfl_tally_column *column, sfl_bytes_in *in)
{
    size_t at       = in->at;
    column->squares = sfl_bytes_get_wide(in);
    bool is_small   = column->squares.high < ((int64_t)1 << 58); /* 2^186 */
    if (!is_small || !can_be_squares(column)) sfl_bytes_refuse(in, at, "squares that its values cannot have");
}

/* A pair's 2 xx' lies between −(x² + x'²) and x² + x'²; the sums of pairs, x + x', are values with squares of their own. */
static void decode_products(sfl_tally_column *column, sfl_bytes_in *in)
{
    size_t at           = in->at;
    column->products    = sfl_bytes_get_wide_signed(in);
    bool       is_small = column->products.high < ((int64_t)1 << 58) && column->products.high >= -((int64_t)1 << 58);
    sfl_int256 products = sfl_int256_of(column->products), squares = sfl_int256_of(column->squares);
    sfl_int256 twice    = sfl_int256_add(products, products);
    sfl_int256 of_pairs = sfl_int256_add(squares, twice);
    uint64_t   n_pairs  = column->n_values / 2;
    bool       can_be   = is_small && !is_negative(of_pairs) && !is_negative(sfl_int256_minus(squares, twice)) &&
                  !is_negative(sfl_int256_minus(sfl_int256_times(of_pairs, n_pairs), sfl_int256_square(column->sum)));
    if (!can_be) sfl_bytes_refuse(in, at, "products of pairs that its values cannot have");
}

/* A column of which only the counts are missing. */
static void decode_sums(const sfl_tally *read, sfl_tally_column *column, sfl_bytes_in *in)
{
    size_t at = in->at;
    if (sfl_bytes_get(in) != column->keep) sfl_bytes_refuse(in, at, "another kind of column than the scenario's");
    decode_ends(column, read->n_months, in);
    decode_sum(column, in);
    if ((column->keep & SFL_KEEP_MOMENTS) == 0) return;
    decode_squares(column, in);
    if (read->is_antithetic) decode_products(column, in);
}

static int32_t decode_first_bin(sfl_bin_range range, sfl_bytes_in *in)
{
    size_t  at  = in->at;
    int64_t bin = sfl_bytes_get_signed(in);
    if (bin >= range.first && bin <= range.last) return (int32_t)bin;
    sfl_bytes_refuse(in, at, "a value outside of the least and the greatest");
    return range.first;
}

static int32_t decode_gap(int32_t bin, sfl_bin_range range, sfl_bytes_in *in)
{
    size_t   at = in->at;
    uint64_t gap =
        sfl_bytes_get_up_to(in, (uint64_t)(range.last - bin), "a value outside of the least and the greatest");
    if (gap == 0) sfl_bytes_refuse(in, at, "a bin that does not come after the one before");
    return bin + (int32_t)gap;
}

/* into: the tally that they are added to, NULL: they are only looked at. */
static void decode_counts(sfl_tally *into, const sfl_tally_column *column, sfl_bin_range range, sfl_bytes_in *in)
{
    uint64_t left = column->n_values;
    for (int32_t bin = decode_first_bin(range, in); in->error == NULL; bin = decode_gap(bin, range, in)) {
        size_t   at    = in->at;
        uint64_t count = sfl_bytes_get_up_to(in, left, "more values in bins than there are paths");
        if (count == 0) sfl_bytes_refuse(in, at, "an empty bin");
        if (into != NULL) sfl_tally_put(into, sfl_bin_place(column, bin), count); /* of all bins together at most n_paths, below 2^60 */
        left -= count;
        if (left == 0) return;
    }
}

/* Column i as it was read; `like` has its kind. */
static sfl_tally_column decode_column(const sfl_tally *like, sfl_tally *into, sfl_tally *read, int32_t i, sfl_bytes_in *in)
{
    sfl_tally_column column = like->columns[i], nothing = {0};
    column.n_values = read->n_paths;
    column.squares = column.products = nothing.squares;
    read->columns                    = &column; /* the only one, for sfl_bin_range_of */
    decode_sums(read, &column, in);
    if (in->error == NULL && has_counts(&column)) decode_counts(into, &column, sfl_bin_range_of(read, 0), in);
    return column;
}

/* Do the counters have room for the values that are there and those to come? */
static bool have_room(const sfl_tally *into, const sfl_tally *read)
{
    return into->n_paths <= SFL_TALLY_PATHS_MOST && read->n_paths <= SFL_TALLY_PATHS_MOST - into->n_paths &&
           read->n_refused <= UINT64_MAX - into->n_refused;
}

static sfl_tally begin_decode(const sfl_tally *like, sfl_bytes_in *in)
{
    sfl_tally read     = {0};
    read.n_months      = like->n_months;
    read.n_columns     = like->n_columns;
    read.is_antithetic = like->is_antithetic;
    decode_head(&read, in);
    return read;
}

static bool end_decode(sfl_bytes_in *in)
{
    if (in->error == NULL && in->at != in->n) sfl_bytes_refuse(in, in->at, "bytes after the last column");
    return in->error == NULL;
}

bool sfl_tally_decode(sfl_tally *into, sfl_bytes_in *in)
{
    sfl_tally read = begin_decode(into, in);
    if (!have_room(into, &read)) sfl_bytes_refuse(in, 0, "more than 2^60 - 1 paths in all");
    for (int32_t i = 0; i < into->n_columns && in->error == NULL; ++i) {
        sfl_tally_column column = decode_column(into, into, &read, i, in);
        if (in->error == NULL) sfl_tally_merge_sums(&into->columns[i], &column);
    }
    if (!end_decode(in)) return false;
    into->n_paths += read.n_paths;
    into->n_refused += read.n_refused;
    into->least_refused_path = SFL_MIN(read.least_refused_path, into->least_refused_path);
    return true;
}

bool sfl_tally_can_decode(const sfl_tally *like, sfl_bytes_in *in, uint64_t *n_paths)
{
    sfl_tally read = begin_decode(like, in);
    *n_paths       = read.n_paths;
    if (read.n_paths > SFL_TALLY_PATHS_MOST) sfl_bytes_refuse(in, 0, "more than 2^60 - 1 paths in all");
    for (int32_t i = 0; i < like->n_columns && in->error == NULL; ++i)
        (void)decode_column(like, NULL, &read, i, in);
    return end_decode(in);
}
