/* The CUDA backend: card.h on a card, on the same headers as the CPU: memory, counting and collecting. What runs on the card is
 * in card_kernels.cuh, how a launch is shaped in card_shape.cuh. Compiled by nvcc, and by the host's compiler on the stand-in of
 * tests/emulate, which tests it where there is no card. */
#include "kernels/card_shape.cuh"

#include "kernels/tally_bins.h"

#include <stdlib.h>

#if !defined(SFL_LAUNCH)
#define SFL_LAUNCH(kernel, n_blocks, block, n_shared, stream, argument)                                                \
    kernel<<<n_blocks, block, n_shared, stream>>>(argument)
#endif

int32_t sfl_card_count(sfl_card_error *error)
{
    int         n    = 0;
    cudaError_t code = cudaGetDeviceCount(&n);
    if (code == cudaSuccess && n > 0) return n;
    error->status = SFL_ERR_DEVICE;
    (void)snprintf(error->text, sizeof error->text, "no card answers: %s",
                   code == cudaSuccess ? "there is none" : cudaGetErrorString(code));
    (void)cudaGetLastError();
    return 0;
}

bool sfl_card_describe(int32_t device, sfl_card_facts *facts, sfl_card_error *error)
{
    struct cudaDeviceProp properties;
    size_t                free_bytes = 0, all_bytes = 0;
    int                   driver = 0, runtime = 0, clock = 0, memory_clock = 0;
    memset(facts, 0, sizeof *facts);
    SFL_CARD_TRY(error, device, cudaGetDeviceProperties(&properties, device));
    SFL_CARD_TRY(error, device, cudaSetDevice(device));
    SFL_CARD_TRY(error, device, cudaMemGetInfo(&free_bytes, &all_bytes));
    SFL_CARD_TRY(error, device, cudaDriverGetVersion(&driver));
    SFL_CARD_TRY(error, device, cudaRuntimeGetVersion(&runtime));
    SFL_CARD_TRY(error, device, cudaDeviceGetAttribute(&clock, cudaDevAttrClockRate, device));
    SFL_CARD_TRY(error, device, cudaDeviceGetAttribute(&memory_clock, cudaDevAttrMemoryClockRate, device));
    (void)snprintf(facts->name, sizeof facts->name, "%s", properties.name);
    facts->major             = properties.major;
    facts->minor             = properties.minor;
    facts->n_multiprocessors = properties.multiProcessorCount;
    facts->clock_khz         = clock;
    facts->memory_clock_khz  = memory_clock;
    facts->driver_version    = driver;
    facts->runtime_version   = runtime;
    facts->memory_bytes      = all_bytes;
    facts->free_bytes        = free_bytes;
    facts->l2_bytes          = (uint64_t)properties.l2CacheSize;
    facts->shared_bytes      = (uint64_t)properties.sharedMemPerBlockOptin;
    return true;
}

/* ---- opening ---- */

/* Slots for the paths in flight; for half as many, and so on, while memory is short. */
static bool take_slots(sfl_card *card, sfl_card_error *error)
{
    uint64_t block = (uint64_t)sfl_card_paths_of_block(card);
    for (;;) {
        void       *slots = NULL;
        cudaError_t code  = cudaMalloc(&slots, sfl_card_bytes_of_paths(card, card->shape.paths_in_flight));
        card->task.slots  = (double *)slots;
        if (code == cudaSuccess) return true;
        if (code != cudaErrorMemoryAllocation || card->shape.paths_in_flight <= block)
            return sfl_card_fail(error, card->device, "memory for the paths in flight", code);
        (void)cudaGetLastError();
        card->shape.paths_in_flight = (card->shape.paths_in_flight / block + 1) / 2 * block;
        card->was_lowered           = true;
    }
}

/* Copies an array of the host into new memory of the card. */
static bool send(sfl_card *card, const void *from, size_t n_bytes, void **there, sfl_card_error *error)
{
    SFL_CARD_TRY(error, card->device, cudaMalloc(there, n_bytes));
    SFL_CARD_TRY(error, card->device, cudaMemcpy(*there, from, n_bytes, cudaMemcpyHostToDevice));
    return true;
}

static bool send_columns(sfl_card *card, const sfl_tally *layout, sfl_card_error *error)
{
    int32_t          n       = layout->n_columns;
    sfl_card_column *columns = (sfl_card_column *)calloc((size_t)n + 1, sizeof *columns);
    card->empty              = (sfl_card_sums *)calloc((size_t)n + 1, sizeof *card->empty);
    bool is_there            = columns != NULL && card->empty != NULL;
    for (int32_t i = 0; is_there && i < n; ++i) {
        const sfl_tally_column *from = &layout->columns[i];
        sfl_card_column         to   = {from->keep,   from->slot,      from->scale,    from->first_count,
                                        from->n_bins, from->bin_shift, from->bin_base, 0};
        columns[i]              = to;
        card->empty[i].least    = INT64_MAX;
        card->empty[i].greatest = INT64_MIN;
    }
    void *there = NULL;
    if (is_there) {
        is_there = send(card, columns, ((size_t)n + 1) * sizeof *columns, &there, error);
    } else {
        is_there = sfl_card_fail(error, card->device, "columns", cudaErrorMemoryAllocation);
    }
    card->columns_there      = (sfl_card_column *)there;
    card->task.tally.columns = card->columns_there;
    free(columns);
    return is_there;
}

static bool take_tally(sfl_card *card, sfl_card_error *error)
{
    sfl_tally *layout = sfl_tally_build_for(card->plan); /* says where counters lie; none is touched */
    if (layout == NULL) return sfl_card_fail(error, card->device, "counters", cudaErrorMemoryAllocation);
    card->n_counts                 = layout->n_counts;
    card->task.tally.n_months      = layout->n_months;
    card->task.tally.is_antithetic = layout->is_antithetic;
    bool is_sent                   = send_columns(card, layout, error);
    sfl_tally_free(&layout);
    if (!is_sent) return false;
    void *sums = NULL, *counts = NULL, *refused = NULL;
    size_t n_sums = (size_t)card->plan->n_columns + 1;
    SFL_CARD_TRY(error, card->device, cudaMalloc(&sums, n_sums * sizeof(sfl_card_sums)));
    card->task.tally.sums = (sfl_card_sums *)sums;
    SFL_CARD_TRY(error, card->device, cudaMalloc(&counts, (card->n_counts + 1) * sizeof(uint32_t)));
    card->task.tally.counts = (uint32_t *)counts;
    SFL_CARD_TRY(error, card->device, cudaMalloc(&refused, 2 * sizeof(unsigned long long)));
    card->task.tally.refused = (unsigned long long *)refused;
    return true;
}

static bool open_card(sfl_card *card, const sfl_card_shape *shape, sfl_card_error *error)
{
    SFL_CARD_TRY(error, card->device, cudaSetDevice(card->device));
    SFL_CARD_TRY(error, card->device, cudaStreamCreate(&card->stream));
    if (!sfl_card_choose_shape(card, shape, error)) return false;
    if (!send(card, card->plan, (size_t)card->plan->n_bytes, &card->plan_there, error)) return false;
    card->task.plan = (const sfl_plan *)card->plan_there;
    return take_tally(card, error) && take_slots(card, error);
}

sfl_card *sfl_card_open(int32_t device, const sfl_plan *plan, const sfl_card_shape *shape, sfl_card_error *error)
{
    sfl_card *card = (sfl_card *)calloc(1, sizeof *card);
    if (card == NULL) {
        (void)sfl_card_fail(error, device, "opening", cudaErrorMemoryAllocation);
        return NULL;
    }
    card->device = device;
    card->plan   = plan;
    if (!open_card(card, shape, error)) sfl_card_close(&card);
    return card;
}

void sfl_card_close(sfl_card **card)
{
    if (*card == NULL) return;
    (void)cudaSetDevice((*card)->device);
    (void)cudaFree((*card)->task.slots);
    (void)cudaFree((*card)->task.tally.refused);
    (void)cudaFree((*card)->task.tally.counts);
    (void)cudaFree((*card)->task.tally.sums);
    (void)cudaFree((*card)->columns_there);
    (void)cudaFree((*card)->plan_there);
    if ((*card)->stream != NULL) (void)cudaStreamDestroy((*card)->stream);
    (void)cudaGetLastError();
    free((*card)->empty);
    free(*card);
    *card = NULL;
}

sfl_card_shape sfl_card_shape_of(const sfl_card *card, bool *was_lowered)
{
    *was_lowered = card->was_lowered;
    return card->shape;
}

/* ---- walking ---- */

static bool clean(sfl_card *card, sfl_card_error *error)
{
    const unsigned long long nobody[2] = {0, UINT64_MAX};
    sfl_card_tally          *tally     = &card->task.tally;
    size_t                   n_sums    = (size_t)card->plan->n_columns;
    SFL_CARD_TRY(error, card->device, cudaMemset(tally->counts, 0, (card->n_counts + 1) * sizeof *tally->counts));
    SFL_CARD_TRY(error, card->device,
                 cudaMemcpy(tally->sums, card->empty, (n_sums + 1) * sizeof *tally->sums, cudaMemcpyHostToDevice));
    SFL_CARD_TRY(error, card->device, cudaMemcpy(tally->refused, nobody, sizeof nobody, cudaMemcpyHostToDevice));
    card->is_counting = true;
    card->n_paths  = 0;
    return true;
}

/* A block for every so many paths, but no more of them than there are slots for. */
static uint32_t blocks_for(const sfl_card *card, uint64_t n_paths)
{
    uint64_t block  = (uint64_t)sfl_card_paths_of_block(card);
    uint64_t most   = card->shape.paths_in_flight / block;
    uint64_t wanted = n_paths / block + (n_paths % block != 0);
    return (uint32_t)(wanted < most ? wanted : most);
}

static void launch(const sfl_card *card, uint32_t n_blocks)
{
    uint32_t block = (uint32_t)card->shape.block;
    if (card->shape.form == SFL_CARD_TEAM) {
        SFL_LAUNCH(sfl_card_walk_teams, n_blocks, block, sfl_card_shared_bytes(card), card->stream, card->task);
    } else {
        SFL_LAUNCH(sfl_card_walk_paths, n_blocks, block, 0, card->stream, card->task);
    }
}

bool sfl_card_run(sfl_card *card, int32_t part, uint64_t first, uint64_t n_paths, sfl_card_error *error)
{
    SFL_CARD_TRY(error, card->device, cudaSetDevice(card->device));
    if (n_paths == 0) return true;
    if (n_paths > SFL_CARD_MOST_PATHS - card->n_paths)
        return sfl_card_fail(error, card->device, "more paths than its counters hold", cudaErrorInvalidValue);
    if (!card->is_counting && !clean(card, error)) return false;
    card->task.part    = part;
    card->task.first   = first;
    card->task.n_paths = n_paths;
    launch(card, blocks_for(card, n_paths));
    SFL_CARD_TRY(error, card->device, cudaGetLastError());
    SFL_CARD_TRY(error, card->device, cudaStreamSynchronize(card->stream));
    card->n_paths += n_paths;
    return true;
}

/* ---- collecting ---- */

/* Counters `first` … `first + n − 1` of the card, into the same places of the host's. */
static bool fetch_counts(const sfl_card *card, uint32_t *counts, size_t first, size_t n, sfl_card_error *error)
{
    SFL_CARD_TRY(error, card->device,
                 cudaMemcpyAsync(counts + first, card->task.tally.counts + first, n * sizeof *counts,
                                 cudaMemcpyDeviceToHost, card->stream));
    return true;
}

/* The bins that can hold values of a column whose sums are known: positive ones and zero, negative ones. */
static bool fetch_bins(const sfl_card *card, const sfl_tally *part, int32_t number, uint32_t *counts,
                       sfl_card_error *error)
{
    const sfl_tally_column *column = &part->columns[number];
    sfl_bin_range           range  = sfl_bin_range_of(part, number);
    if (range.first > range.last) return true;
    int32_t from = SFL_MAX(range.first, 0), to = SFL_MIN(range.last, -1);
    if (range.last >= from &&
        !fetch_counts(card, counts, sfl_bin_place(column, from), (size_t)(range.last - from) + 1, error))
        return false;
    return range.first > to ||
           fetch_counts(card, counts, sfl_bin_place(column, to), (size_t)(to - range.first) + 1, error);
}

static void take_sums(sfl_tally_column *column, const sfl_card_sums *sums, uint64_t n_paths)
{
    const uint64_t squares[4]  = {sums->squares[0], sums->squares[1], sums->squares[2], sums->squares[3]};
    const uint64_t products[4] = {sums->products[0], sums->products[1], sums->products[2], sums->products[3]};
    column->n_values = n_paths;
    column->least    = sums->least;
    column->greatest = sums->greatest;
    column->sum      = (sfl_int128)sums->sum[0] + (sfl_int128)(int64_t)sums->sum[1] * ((sfl_int128)1 << 32);
    column->squares  = sfl_int192_of_limbs(squares);
    column->products = sfl_int192_of_limbs(products);
}

/* What was fetched of a column's counters, into a tally without paths. */
static void take_counts(sfl_tally *part, int32_t number, const uint32_t *counts)
{
    const sfl_tally_column *column = &part->columns[number];
    sfl_bin_range           range  = sfl_bin_range_of(part, number);
    for (int32_t bin = range.first; bin <= range.last; ++bin) {
        size_t place = sfl_bin_place(column, bin);
        if (counts[place] > 0) sfl_tally_put(part, place, counts[place]);
    }
}

static bool fetch(const sfl_card *card, sfl_tally *part, sfl_card_sums *sums, uint32_t *counts, sfl_card_error *error)
{
    const sfl_card_tally *there = &card->task.tally;
    unsigned long long    refused[2];
    SFL_CARD_TRY(error, card->device,
                 cudaMemcpy(sums, there->sums, (size_t)part->n_columns * sizeof *sums, cudaMemcpyDeviceToHost));
    SFL_CARD_TRY(error, card->device, cudaMemcpy(refused, there->refused, sizeof refused, cudaMemcpyDeviceToHost));
    part->n_paths            = card->n_paths;
    part->n_refused          = refused[0];
    part->least_refused_path = refused[1];
    for (int32_t i = 0; i < part->n_columns; ++i) {
        take_sums(&part->columns[i], &sums[i], card->n_paths);
        if (!fetch_bins(card, part, i, counts, error)) return false;
    }
    SFL_CARD_TRY(error, card->device, cudaStreamSynchronize(card->stream));
    for (int32_t i = 0; i < part->n_columns; ++i) take_counts(part, i, counts);
    return true;
}

bool sfl_card_collect(sfl_card *card, sfl_tally *tally, sfl_card_error *error)
{
    SFL_CARD_TRY(error, card->device, cudaSetDevice(card->device));
    if (card->n_paths == 0) return true;
    sfl_tally     *part  = sfl_tally_build_for(card->plan);
    sfl_card_sums *sums  = (sfl_card_sums *)calloc((size_t)card->plan->n_columns + 1, sizeof *sums);
    uint32_t      *counts = (uint32_t *)calloc(card->n_counts + 1, sizeof *counts);
    bool           is_in = part != NULL && sums != NULL && counts != NULL;
    is_in = is_in ? fetch(card, part, sums, counts, error)
                  : sfl_card_fail(error, card->device, "collecting", cudaErrorMemoryAllocation);
    if (is_in) {
        (void)sfl_tally_merge(tally, part);
        card->is_counting = false;
        card->n_paths  = 0;
    } else {
        (void)cudaStreamSynchronize(card->stream); /* nothing may still write into what is freed now */
        (void)cudaGetLastError();
    }
    free(sums);
    free(counts);
    sfl_tally_free(&part);
    return is_in;
}
