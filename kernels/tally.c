/* Tallies: building, adding, merging. Reading them is in tally_read.c, the inner loops are in tally_add.h. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* MAP_ANONYMOUS, madvise */
#endif
#include "kernels/tally_add.h"

#include "kernels/tally_bins.h"

#include <stdlib.h>
#include <sys/mman.h>

/* Memory comes zeroed and is not there before it is used: most bins of a column never are. Huge pages would undo that. */
static void *map(size_t n_bytes)
{
    void *bytes = mmap(NULL, n_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (bytes == MAP_FAILED) return NULL;
    (void)madvise(bytes, n_bytes, MADV_NOHUGEPAGE);
    return bytes;
}

static void unmap(void *bytes, size_t n_bytes)
{
    if (bytes != NULL) (void)munmap(bytes, n_bytes);
}

static void set_bins(sfl_tally_column *column, int32_t bits)
{
    column->n_bins    = SFL_BIN_OCTAVES << bits;
    column->bin_shift = 20 - bits;
    column->bin_base  = ((1023 + SFL_BIN_LEAST_EXPONENT) << bits) - 1;
}

/* Sets a column up; returns how many counters it takes. */
static uint64_t column_init(sfl_tally_column *column, const sfl_plan_column *plan, int32_t n_months)
{
    column->keep     = plan->keep;
    column->slot     = plan->slot;
    column->scale    = plan->scale;
    column->least    = INT64_MAX;
    column->greatest = INT64_MIN;
    if ((plan->keep & SFL_KEEP_MONTHS) != 0) return (uint64_t)n_months + 1;
    if ((plan->keep & (SFL_KEEP_FINE | SFL_KEEP_COARSE)) == 0) return 0;
    set_bins(column, (plan->keep & SFL_KEEP_FINE) != 0 ? SFL_BIN_FINE_BITS : SFL_BIN_COARSE_BITS);
    return 2 * (uint64_t)column->n_bins + 1;
}

/* A column begins on a cache line of its own. */
static uint64_t rounded_up(uint64_t n_counts)
{
    return (n_counts + 15) / 16 * 16;
}

static bool columns_init(sfl_tally *tally, const sfl_plan_column *columns)
{
    uint64_t n_counts = 0;
    for (int32_t i = 0; i < tally->n_columns; ++i) {
        tally->columns[i].first_count = (size_t)n_counts;
        n_counts += rounded_up(column_init(&tally->columns[i], &columns[i], tally->n_months));
    }
    tally->n_counts = (size_t)n_counts;
    if (n_counts == 0) return true;
    tally->counts  = map(tally->n_counts * sizeof *tally->counts);
    tally->flushed = map(tally->n_counts * sizeof *tally->flushed);
    tally->touched = calloc(SFL_TALLY_PAGES(tally->n_counts), sizeof *tally->touched);
    return tally->counts != NULL && tally->flushed != NULL && tally->touched != NULL;
}

sfl_tally *sfl_tally_build(const sfl_plan_column *columns, int32_t n_columns, int32_t n_months, bool is_antithetic)
{
    sfl_tally *tally = calloc(1, sizeof *tally);
    if (tally == NULL) return NULL;
    tally->n_columns          = n_columns;
    tally->n_months           = n_months;
    tally->is_antithetic      = is_antithetic;
    tally->least_refused_path = UINT64_MAX;
    tally->columns            = calloc((size_t)n_columns + 1, sizeof *tally->columns);
    if (tally->columns == NULL || !columns_init(tally, columns)) sfl_tally_free(&tally);
    return tally;
}

sfl_tally *sfl_tally_build_for(const sfl_plan *plan)
{
    const sfl_plan_column *columns = SFL_AT(plan, sfl_plan_column, plan->columns_at);
    sfl_tally             *tally = sfl_tally_build(columns, plan->n_columns, plan->n_months, plan->is_antithetic != 0);
    if (tally != NULL) memcpy(tally->fingerprint, plan->fingerprint, sizeof tally->fingerprint);
    return tally;
}

void sfl_tally_free(sfl_tally **tally)
{
    if (tally == NULL || *tally == NULL) return;
    unmap((*tally)->counts, (*tally)->n_counts * sizeof *(*tally)->counts);
    unmap((*tally)->flushed, (*tally)->n_counts * sizeof *(*tally)->flushed);
    free((*tally)->touched);
    free((*tally)->columns);
    free(*tally);
    *tally = NULL;
}

void sfl_tally_add(sfl_tally *tally, int32_t column, const double *values, int32_t n, uint64_t first_path)
{
    double lanes[SFL_LANES] = {0.0};
    memcpy(lanes, values, (size_t)n * sizeof *values);
    tally->has_fresh = true;
    sfl_tally_add_columns(tally, &column, 1, lanes, 0, n, first_path);
}

static void flush_stride(sfl_tally *tally, sfl_bin_places places)
{
    for (size_t place = places.first; place <= places.last; ++place) {
        if (tally->counts[place] == 0) continue;
        sfl_tally_put(tally, place, tally->counts[place]);
        tally->counts[place] = 0;
    }
}

/* Most counters between a column's least and greatest are 0, above all where both signs are. */
static void flush_column(sfl_tally *tally, int32_t number)
{
    const sfl_tally_column *column = &tally->columns[number];
    sfl_bin_range           range  = sfl_bin_range_of(tally, number);
    for (int32_t bin = range.first, end; bin <= range.last; bin = end + 1) {
        end                   = sfl_bin_stride_end(bin, range.last);
        sfl_bin_places places = sfl_bin_stride_places(column, bin, end);
        if (sfl_fresh_sum(tally, places) != 0) flush_stride(tally, places);
    }
}

void sfl_tally_flush(sfl_tally *tally)
{
    for (int32_t i = 0; i < tally->n_columns; ++i)
        flush_column(tally, i);
    tally->has_fresh   = false;
    tally->n_unflushed = 0;
}

/* Flushes before the next block could overflow a counter. */
void sfl_tally_count_paths(sfl_tally *tally, uint64_t n)
{
    tally->has_fresh = true;
    tally->n_paths += n;
    tally->n_unflushed += n;
    if (tally->n_unflushed > SFL_FRESH_MOST - SFL_LANES) sfl_tally_flush(tally);
}

/* Bins of one sign, or months. */
static void clear_stride(sfl_tally *tally, const sfl_tally_column *column, int32_t bin, int32_t end)
{
    sfl_bin_places places = sfl_bin_stride_places(column, bin, end);
    size_t         n      = places.last - places.first + 1;
    if (tally->has_fresh) memset(tally->counts + places.first, 0, n * sizeof *tally->counts);
    if (sfl_bin_is_touched(tally, places.first) || sfl_bin_is_touched(tally, places.last))
        memset(tally->flushed + places.first, 0, n * sizeof *tally->flushed);
}

/* Only what has been counted is written to: other pages need not be there. */
static void clear_column(sfl_tally *tally, int32_t number)
{
    sfl_tally_column *column = &tally->columns[number];
    sfl_bin_range     range  = sfl_bin_range_of(tally, number);
    for (int32_t bin = range.first, end; bin <= range.last; bin = end + 1) {
        end = sfl_bin_stride_end(bin, range.last);
        if (sfl_bin_stride_count(tally, column, bin, end) != 0) clear_stride(tally, column, bin, end);
    }
    column->n_values = 0;
    column->least    = INT64_MAX;
    column->greatest = INT64_MIN;
    column->sum      = 0;
    memset(&column->squares, 0, sizeof column->squares);
    memset(&column->products, 0, sizeof column->products);
}

void sfl_tally_clear(sfl_tally *tally)
{
    for (int32_t i = 0; i < tally->n_columns; ++i)
        clear_column(tally, i);
    if (tally->has_flushed) memset(tally->touched, 0, SFL_TALLY_PAGES(tally->n_counts) * sizeof *tally->touched);
    tally->has_flushed        = false;
    tally->has_fresh          = false;
    tally->n_unflushed        = 0;
    tally->n_paths            = 0;
    tally->n_refused          = 0;
    tally->least_refused_path = UINT64_MAX;
}

static bool have_same_columns(const sfl_tally *a, const sfl_tally *b)
{
    if (memcmp(a->fingerprint, b->fingerprint, sizeof a->fingerprint) != 0) return false;
    if (a->n_columns != b->n_columns || a->n_months != b->n_months || a->is_antithetic != b->is_antithetic)
        return false;
    for (int32_t i = 0; i < a->n_columns; ++i) {
        const sfl_tally_column *of_a = &a->columns[i], *of_b = &b->columns[i];
        if (of_a->keep != of_b->keep || of_a->slot != of_b->slot || of_a->scale != of_b->scale) return false;
    }
    return true;
}

/* Most pages of counters are never touched: they stay so. */
static void merge_stride(sfl_tally *into, const sfl_tally *from, int32_t column, int32_t bin, int32_t end)
{
    sfl_bin_list list;
    sfl_bin_stride_list(from, &from->columns[column], bin, end, &list);
    for (int32_t i = 0; i < list.n; ++i)
        sfl_tally_put(into, sfl_bin_place(&from->columns[column], list.bins[i]), list.counts[i]);
}

static void merge_counts(sfl_tally *into, const sfl_tally *from, int32_t column)
{
    sfl_bin_range range = sfl_bin_range_of(from, column);
    for (int32_t bin = range.first, end; bin <= range.last; bin = end + 1) {
        end = sfl_bin_stride_end(bin, range.last);
        if (sfl_bin_stride_count(from, &from->columns[column], bin, end) != 0) merge_stride(into, from, column, bin, end);
    }
}

bool sfl_tally_merge(sfl_tally *into, const sfl_tally *from)
{
    if (!have_same_columns(into, from)) return false;
    into->n_paths += from->n_paths;
    into->n_refused += from->n_refused;
    into->least_refused_path = SFL_MIN(from->least_refused_path, into->least_refused_path);
    for (int32_t i = 0; i < into->n_columns; ++i) {
        merge_counts(into, from, i);
        sfl_tally_merge_sums(&into->columns[i], &from->columns[i]);
    }
    return true;
}

void sfl_tally_copy_column(sfl_tally *into, const sfl_tally *from, int32_t column)
{
    merge_counts(into, from, column);
    sfl_tally_merge_sums(&into->columns[column], &from->columns[column]);
}

static bool is_equal_column(const sfl_tally *a, const sfl_tally *b, int32_t column)
{
    const sfl_tally_column *of_a = &a->columns[column], *of_b = &b->columns[column];
    if (of_a->n_values != of_b->n_values || of_a->sum != of_b->sum) return false;
    if (of_a->least != of_b->least || of_a->greatest != of_b->greatest) return false;
    if (of_a->squares.low != of_b->squares.low || of_a->squares.high != of_b->squares.high) return false;
    if (of_a->products.low != of_b->products.low || of_a->products.high != of_b->products.high) return false;
    sfl_bin_range range = sfl_bin_range_of(a, column);
    for (int32_t bin = range.first; bin <= range.last; ++bin) {
        size_t place = sfl_bin_place(of_a, bin);
        if (sfl_bin_count(a, place) != sfl_bin_count(b, place)) return false;
    }
    return true;
}

bool sfl_tally_equal(const sfl_tally *a, const sfl_tally *b)
{
    if (!have_same_columns(a, b) || a->n_paths != b->n_paths || a->n_refused != b->n_refused) return false;
    if (a->least_refused_path != b->least_refused_path) return false;
    for (int32_t i = 0; i < a->n_columns; ++i)
        if (!is_equal_column(a, b, i)) return false;
    return true;
}
