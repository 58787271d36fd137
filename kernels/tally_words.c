/* A tally as a sequence of words: equal for equal tallies, whatever their counters were flushed or merged from. */
#include "kernels/tally_bins.h"

static void write_column(const sfl_tally_column *column, sfl_tally_words_fn take, void *context)
{
    sfl_uint128 sum     = (sfl_uint128)column->sum;
    uint64_t    words[] = {
           column->n_values,
           (uint64_t)column->least,
           (uint64_t)column->greatest,
           (uint64_t)sum,
           (uint64_t)(sum >> 64),
           (uint64_t)column->squares.low,
           (uint64_t)(column->squares.low >> 64),
           (uint64_t)column->squares.high,
           (uint64_t)column->products.low,
           (uint64_t)(column->products.low >> 64),
           (uint64_t)column->products.high,
    };
    take(context, words, sizeof words / sizeof words[0]);
}

/* Number and count of every bin that is not empty. */
static void write_bins(const sfl_tally *tally, int32_t column, sfl_tally_words_fn take, void *context)
{
    sfl_bin_range range = sfl_bin_range_of(tally, column);
    for (int32_t bin = range.first; bin <= range.last; ++bin) {
        uint64_t count = sfl_bin_count(tally, sfl_bin_place(&tally->columns[column], bin));
        if (count == 0) continue;
        uint64_t words[] = {(uint64_t)(int64_t)bin, count};
        take(context, words, 2);
    }
}

void sfl_tally_write_words(const sfl_tally *tally, sfl_tally_words_fn take, void *context)
{
    uint64_t words[] = {tally->n_paths, tally->n_refused, tally->least_refused_path, (uint64_t)tally->n_columns,
                        (uint64_t)tally->n_months};
    take(context, words, sizeof words / sizeof words[0]);
    for (int32_t i = 0; i < tally->n_columns; ++i) {
        write_column(&tally->columns[i], take, context);
        write_bins(tally, i, take, context);
    }
}
