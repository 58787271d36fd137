/* How values enter a tally on a card: a thread has one value, a warp adds up its sums before they go to memory, counters
 * are raised in place. Integers only, so that any order gives the counts of tally_add.h. Every lane of a warp comes here
 * together; those that walk no path of the range count nothing. Only for the compiler of a card, or its stand-in. */
#ifndef SFL_KERNELS_CARD_TALLY_H
#define SFL_KERNELS_CARD_TALLY_H

#include "kernels/num.h"
#include "kernels/tally_add.h"

#define SFL_WARP_ALL 0xffffffffu

#if defined(SFL_CUDA_STAND_IN) || (defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800)
#define SFL_CARD_HAS_REDUCE 1
#else
#define SFL_CARD_HAS_REDUCE 0
#endif

/* What a card needs to know of a column. */
typedef struct sfl_card_column {
    uint32_t keep;
    int32_t  slot;
    double   scale;
    uint64_t first_count;
    int32_t  n_bins, bin_shift, bin_base, pad;
} sfl_card_column;

/* Sums of a column: every 32-bit piece of an amount, a square, a product has a sum of its own, so that nothing is carried
 * between them before they are on the host. The last piece is signed, kept modulo 2^64. */
typedef struct sfl_card_sums {
    unsigned long long sum[2], squares[4], products[4];
    long long          least, greatest;
} sfl_card_sums;

/* Of a card, all in its memory. */
typedef struct sfl_card_tally {
    const sfl_card_column *columns;
    sfl_card_sums         *sums;    /* [n_columns] */
    uint32_t              *counts;  /* as in sfl_tally */
    unsigned long long    *refused; /* how many, the least path */
    int32_t                n_months, is_antithetic;
} sfl_card_tally;

/* One lane's share in a warp. */
typedef struct sfl_card_lane {
    uint32_t number; /* in its warp; as odd as its path */
    bool     counts;
    uint64_t path;
} sfl_card_lane;

/* Sum over a warp of whole numbers below 2^26. */
static __device__ uint32_t sfl_warp_sum(uint32_t x)
{
#if SFL_CARD_HAS_REDUCE
    return __reduce_add_sync(SFL_WARP_ALL, x);
#else
    for (int32_t apart = SFL_CARD_WARP / 2; apart > 0; apart /= 2) x += __shfl_xor_sync(SFL_WARP_ALL, x, apart);
    return x;
#endif
}

/* Sum over a warp of pieces of 32 bits, unsigned. */
static __device__ uint64_t sfl_warp_sum_piece(uint32_t piece)
{
    uint64_t low = sfl_warp_sum(piece & 0xffffu), high = sfl_warp_sum(piece >> 16);
    return low + (high << 16);
}

/* The same of a signed piece, modulo 2^64. */
static __device__ uint64_t sfl_warp_sum_signed(int32_t piece)
{
    uint64_t low = sfl_warp_sum((uint32_t)piece & 0xffffu);
    int64_t  high = (int32_t)sfl_warp_sum((uint32_t)(piece >> 16));
    return low + ((uint64_t)high << 16);
}

/* Adds a 128-bit term, high and low half, to four sums; signed where its top bit is set. */
static __device__ void sfl_card_add_wide(unsigned long long sums[4], uint64_t high, uint64_t low, bool is_first)
{
    uint64_t pieces[4] = {sfl_warp_sum_piece((uint32_t)low), sfl_warp_sum_piece((uint32_t)(low >> 32)),
                          sfl_warp_sum_piece((uint32_t)high), sfl_warp_sum_signed((int32_t)(uint32_t)(high >> 32))};
    for (int32_t i = 0; is_first && i < 4; ++i) atomicAdd(&sums[i], (unsigned long long)pieces[i]);
}

/* Squares of the amounts, and products of antithetic pairs: neighbours in a warp. */
static __device__ void sfl_card_add_moments(const sfl_card_tally *tally, sfl_card_sums *sums, int64_t amount,
                                            const sfl_card_lane *lane)
{
    bool is_first = lane->number == 0;
    sfl_card_add_wide(sums->squares, (uint64_t)__mul64hi(amount, amount), (uint64_t)amount * (uint64_t)amount, is_first);
    if (!tally->is_antithetic) return;
    uint32_t low     = __shfl_xor_sync(SFL_WARP_ALL, (uint32_t)(uint64_t)amount, 1);
    uint32_t high    = __shfl_xor_sync(SFL_WARP_ALL, (uint32_t)((uint64_t)amount >> 32), 1);
    int64_t  partner = (int64_t)((uint64_t)high << 32 | low);
    int64_t  mine    = lane->number % 2 == 0 ? amount : 0; /* a pair counts once */
    sfl_card_add_wide(sums->products, (uint64_t)__mul64hi(mine, partner), (uint64_t)mine * (uint64_t)partner, is_first);
}

static __device__ void sfl_card_add_amount(const sfl_card_tally *tally, const sfl_card_column *column,
                                           sfl_card_sums *sums, int64_t amount, const sfl_card_lane *lane)
{
    uint64_t low  = sfl_warp_sum_piece((uint32_t)(uint64_t)amount);
    uint64_t high = sfl_warp_sum_signed((int32_t)(uint32_t)((uint64_t)amount >> 32));
    if (lane->number == 0) {
        atomicAdd(&sums->sum[0], (unsigned long long)low);
        atomicAdd(&sums->sum[1], (unsigned long long)high);
    }
    /* What is read may be old: then the exchange finds out. */
    if (lane->counts && amount < sums->least) atomicMin(&sums->least, (long long)amount);
    if (lane->counts && amount > sums->greatest) atomicMax(&sums->greatest, (long long)amount);
    if ((column->keep & SFL_KEEP_MOMENTS) != 0) sfl_card_add_moments(tally, sums, amount, lane);
}

/* Raises a counter; one addition where the whole warp has the same, as in a month that is certain. */
static __device__ void sfl_card_count(uint32_t *counts, uint32_t place, const sfl_card_lane *lane)
{
    uint32_t voters = __ballot_sync(SFL_WARP_ALL, lane->counts);
    uint32_t first  = __shfl_sync(SFL_WARP_ALL, place, 0);
    if (__all_sync(SFL_WARP_ALL, place == first)) {
        if (lane->number == 0 && voters != 0) atomicAdd(&counts[place], (uint32_t)__popc(voters));
    } else if (lane->counts) {
        atomicAdd(&counts[place], 1u);
    }
}

static __device__ double sfl_card_accept(const sfl_card_tally *tally, const sfl_card_column *column, double value,
                                         const sfl_card_lane *lane)
{
    bool fits = sfl_tally_fits(value, column->keep, column->scale, tally->n_months);
    if (fits || !lane->counts) return fits ? value : 0.0;
    atomicAdd(&tally->refused[0], 1ull);
    atomicMin(&tally->refused[1], (unsigned long long)lane->path);
    return 0.0;
}

/* Adds one value per lane to a column. */
static __device__ void sfl_card_add(const sfl_card_tally *tally, int32_t number, double value, const sfl_card_lane *lane)
{
    const sfl_card_column *column   = &tally->columns[number];
    double                 accepted = sfl_card_accept(tally, column, value, lane);
    int64_t                amount   = lane->counts ? (int64_t)rint(accepted * column->scale) : 0;
    sfl_card_add_amount(tally, column, &tally->sums[number], amount, lane);
    uint32_t *counts = tally->counts + column->first_count;
    if ((column->keep & SFL_KEEP_MONTHS) != 0) {
        sfl_card_count(counts, (uint32_t)accepted, lane);
    } else if (column->n_bins > 0) {
        int32_t high = (int32_t)(uint32_t)(sfl_bits_of(accepted) >> 32);
        sfl_card_count(counts, (uint32_t)sfl_tally_place_of(high, column->bin_shift, column->bin_base, column->n_bins),
                       lane);
    }
}

#endif
