/* The bins of a column in rising order of their values: numbers −n_bins … n_bins with the zero bin as 0; of a column
 * that counts months, 0 … n_months. Host side of tally_add.h. */
#ifndef SFL_KERNELS_TALLY_BINS_H
#define SFL_KERNELS_TALLY_BINS_H

#include "kernels/tally_add.h"

typedef struct sfl_bin_range {
    int32_t first, last; /* first > last: none */
} sfl_bin_range;

/* Counter of a bin. */
static inline size_t sfl_bin_place(const sfl_tally_column *column, int32_t bin)
{
    int32_t place = bin >= 0 ? bin : column->n_bins - bin;
    return column->first_count + (size_t)place;
}

/* May a counter beyond the fresh ones be other than 0? */
static inline bool sfl_bin_is_touched(const sfl_tally *tally, size_t place)
{
    return tally->has_flushed && tally->touched[place / SFL_TALLY_PAGE_COUNTS] != 0;
}

/* How many values a counter has seen. */
static inline uint64_t sfl_bin_count(const sfl_tally *tally, size_t place)
{
    uint64_t fresh = tally->has_fresh ? tally->counts[place] : 0;
    return sfl_bin_is_touched(tally, place) ? fresh + tally->flushed[place] : fresh;
}

/* All of a column but its counters. */
static inline void sfl_tally_merge_sums(sfl_tally_column *into, const sfl_tally_column *from)
{
    into->n_values += from->n_values;
    into->least    = SFL_MIN(from->least, into->least);
    into->greatest = SFL_MAX(from->greatest, into->greatest);
    into->sum += from->sum;
    sfl_int192_merge(&into->squares, from->squares);
    sfl_int192_merge(&into->products, from->products);
}

/* Bins that are looked at together: most are empty, and a sum over neighbours is quick. */
#define SFL_BIN_STRIDE 64

/* The last bin of a stride that begins at `bin` and ends with `last` at the latest; neighbours have one sign. */
static inline int32_t sfl_bin_stride_end(int32_t bin, int32_t last)
{
    int32_t end = SFL_MIN(bin + (SFL_BIN_STRIDE - 1), last);
    return bin < 0 && end >= 0 ? -1 : end;
}

/* Counters of a stride: they lie together, whatever its sign. */
typedef struct sfl_bin_places {
    size_t first, last;
} sfl_bin_places;

static inline sfl_bin_places sfl_bin_stride_places(const sfl_tally_column *column, int32_t bin, int32_t end)
{
    size_t         a = sfl_bin_place(column, bin), b = sfl_bin_place(column, end);
    sfl_bin_places places = {SFL_MIN(a, b), SFL_MAX(a, b)};
    return places;
}

/* How many values counters have seen since the last flush; at most SFL_BIN_STRIDE counters. */
static inline uint32_t sfl_fresh_sum(const sfl_tally *tally, sfl_bin_places places)
{
    uint32_t sum = 0; /* 64 counters of 16 bits */
    for (size_t place = places.first; tally->has_fresh && place <= places.last; ++place)
        sum += tally->counts[place];
    return sum;
}

/* How many values the bins of a stride have seen. */
static inline uint64_t sfl_bin_stride_count(const sfl_tally *tally, const sfl_tally_column *column, int32_t bin, int32_t end)
{
    sfl_bin_places places     = sfl_bin_stride_places(column, bin, end);
    bool           is_touched = sfl_bin_is_touched(tally, places.first) || sfl_bin_is_touched(tally, places.last);
    uint64_t       sum        = sfl_fresh_sum(tally, places);
    for (size_t place = places.first; is_touched && place <= places.last; ++place)
        sum += tally->flushed[place];
    return sum;
}

/* Those bins of a stride that have seen values, rising. */
typedef struct sfl_bin_list {
    int32_t  n;
    int32_t  bins[SFL_BIN_STRIDE];
    uint64_t counts[SFL_BIN_STRIDE];
} sfl_bin_list;

/* Which they are cannot be foreseen, so that nothing branches on it. */
static inline void sfl_bin_stride_list(const sfl_tally *tally, const sfl_tally_column *column, int32_t bin, int32_t end,
                                       sfl_bin_list *list)
{
    size_t place = sfl_bin_place(column, bin), last = sfl_bin_place(column, end), step = bin < 0 ? SIZE_MAX : 1; /* falling or rising */
    bool   is_touched = sfl_bin_is_touched(tally, place) || sfl_bin_is_touched(tally, last);
    list->n           = 0;
    for (; bin <= end; ++bin, place += step) {
        uint64_t count = tally->has_fresh ? tally->counts[place] : 0;
        if (is_touched) count += tally->flushed[place];
        list->bins[list->n]   = bin;
        list->counts[list->n] = count;
        list->n += count != 0;
    }
}

/* Has the column values, and an order of them? */
static inline bool sfl_column_is_ordered(const sfl_tally_column *of)
{
    return of->n_values > 0 && (of->n_bins > 0 || (of->keep & SFL_KEEP_MONTHS) != 0);
}

static inline int32_t sfl_bin_of(const sfl_tally_column *column, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int32_t bin = (int32_t)(((uint32_t)(bits >> 32) & 0x7fffffffu) >> column->bin_shift) - column->bin_base;
    bin         = SFL_MIN(bin, column->n_bins);
    bin         = SFL_MAX(bin, 0);
    return (bits >> 63) != 0 ? -bin : bin;
}

/* Bins that can hold values: those of the exact least and greatest, which are rounded to whole units, and one more. */
static inline sfl_bin_range sfl_bin_range_of(const sfl_tally *tally, int32_t i)
{
    const sfl_tally_column *column = &tally->columns[i];
    sfl_bin_range           range  = {0, -1};
    if (column->n_values == 0) return range;
    if ((column->keep & SFL_KEEP_MONTHS) != 0) range.last = tally->n_months;
    if (column->n_bins == 0) return range;
    double least    = ((double)column->least - 1.0) / column->scale;
    double greatest = ((double)column->greatest + 1.0) / column->scale;
    range.first     = SFL_MAX(sfl_bin_of(column, least) - 1, -column->n_bins);
    range.last      = SFL_MIN(sfl_bin_of(column, greatest) + 1, column->n_bins);
    return range;
}

/* Lower edge of bin 1 … n_bins + 1. */
static inline double sfl_bin_edge(const sfl_tally_column *column, int32_t bin)
{
    uint64_t bits = (uint64_t)(uint32_t)(bin + column->bin_base) << (32 + column->bin_shift);
    double   edge;
    memcpy(&edge, &bits, sizeof edge);
    return edge;
}

/* The value that stands for all of a bin: its middle; of months the month. */
static inline double sfl_bin_middle(const sfl_tally_column *column, int32_t bin)
{
    if (column->n_bins == 0) return (double)bin;
    if (bin == 0) return 0.0;
    int32_t size   = bin < 0 ? -bin : bin;
    double  middle = 0.5 * (sfl_bin_edge(column, size) + sfl_bin_edge(column, size + 1));
    return bin < 0 ? -middle : middle;
}

#endif
