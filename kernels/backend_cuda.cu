/* The CUDA backend: card.h on a card, on the same headers as the CPU: memory, the shape of a launch, counting and collecting.
 * What runs on the card is in card_kernels.cuh. Compiled by nvcc, and by the host's compiler on the stand-in of
 * tests/emulate, which tests it where there is no card. */
#include "kernels/card_kernels.cuh"

#include "kernels/card.h"
#include "kernels/tally_bins.h"

#include <stdio.h>
#include <stdlib.h>

#if !defined(SFL_LAUNCH)
#define SFL_LAUNCH(kernel, n_blocks, block, n_shared, stream, argument)                                                \
    kernel<<<n_blocks, block, n_shared, stream>>>(argument)
#endif

/* Unless asked otherwise: */
#define SFL_CARD_BLOCK 128                /* threads */
#define SFL_CARD_TEAM_PATHS SFL_CARD_WARP /* of a block of teams: the fewer, the fewer wait for each other */
#define SFL_CARD_MOST_TEAM 8              /* members */

struct sfl_card {
    int32_t          device;
    cudaStream_t     stream;
    const sfl_plan  *plan; /* the host's, borrowed until closed */
    sfl_card_shape   shape;
    bool             was_lowered;
    bool             is_counting; /* the counters hold the paths since the last collection, and nothing else */
    uint64_t         n_paths; /* since the last collection */
    size_t           n_counts;
    sfl_card_sums   *empty; /* host: [n_columns], as they are before any path */
    void            *plan_there;
    sfl_card_task    task; /* pointers into the card's memory */
    sfl_card_column *columns_there;
};

static bool fail(sfl_card_error *error, int32_t device, const char *what, cudaError_t code)
{
    error->status = code == cudaErrorMemoryAllocation ? SFL_ERR_MEMORY : SFL_ERR_DEVICE;
    (void)snprintf(error->text, sizeof error->text, "card %d: %s: %s", (int)device, what, cudaGetErrorString(code));
    (void)cudaGetLastError(); /* it has been told */
    return false;
}

/* Ends the calling function with false where a call failed. */
#define SFL_CARD_TRY(error, device, call)                                                                              \
    do {                                                                                                               \
        cudaError_t sfl_card_code = (call);                                                                            \
        if (sfl_card_code != cudaSuccess) return fail(error, device, #call, sfl_card_code);                            \
    } while (0)

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

/* Paths of a block. */
static int32_t paths_of_block(const sfl_card *card)
{
    return card->shape.block / card->task.n_members;
}

static size_t shared_bytes(const sfl_card *card)
{
    return (size_t)card->task.n_near * (size_t)paths_of_block(card) * sizeof(double);
}

/* In the card's memory. */
static uint64_t bytes_of_paths(const sfl_card *card, uint64_t n_paths)
{
    return n_paths * (uint64_t)(card->plan->n_slots - card->task.n_near) * sizeof(double);
}

static void choose_plain(sfl_card *card, const sfl_card_shape *asked)
{
    card->shape.form      = SFL_CARD_PLAIN;
    card->shape.block     = asked->block > 0 ? asked->block : SFL_CARD_BLOCK;
    card->shape.n_members = 1;
    card->task.n_members  = 1;
    card->task.n_near     = 0;
}

/* Bills are the most of a month and an architecture is an item: as many members as there are, or a share of them that goes
 * into equal rounds. */
static int32_t choose_members(const sfl_plan *plan, const sfl_card_shape *asked)
{
    if (asked->n_members > 0) return asked->n_members;
    if (asked->block > 0) return asked->block / SFL_CARD_TEAM_PATHS;
    int32_t n_rounds = (plan->n_architectures + SFL_CARD_MOST_TEAM - 1) / SFL_CARD_MOST_TEAM;
    int32_t n        = (plan->n_architectures + n_rounds - 1) / n_rounds;
    return SFL_MAX(n, 2);
}

/* Of the near slots as many as a block's shared memory holds. */
static void choose_team(sfl_card *card, const sfl_card_shape *asked, const sfl_card_facts *facts)
{
    int32_t n_members     = choose_members(card->plan, asked);
    card->shape.form      = SFL_CARD_TEAM;
    card->shape.block     = asked->block > 0 ? asked->block : n_members * SFL_CARD_TEAM_PATHS;
    card->shape.n_members = n_members;
    card->task.n_members  = n_members;
    uint64_t most         = facts->shared_bytes / sizeof(double) / (uint64_t)paths_of_block(card);
    card->task.n_near     = (int32_t)SFL_MIN((uint64_t)card->plan->n_near_slots, most);
}

/* Blocks that a multiprocessor holds at once. A team may take all of the shared memory whatever it needs, for another run
 * on the same card may need more. */
static bool count_resident(const sfl_card *card, const sfl_card_facts *facts, int *n_resident, sfl_card_error *error)
{
    if (card->shape.form == SFL_CARD_PLAIN) {
        SFL_CARD_TRY(error, card->device,
                     cudaOccupancyMaxActiveBlocksPerMultiprocessor(n_resident, sfl_card_walk_paths, card->shape.block, 0));
        return true;
    }
    size_t n_bytes = shared_bytes(card);
    SFL_CARD_TRY(error, card->device,
                 cudaFuncSetAttribute(sfl_card_walk_teams, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                      (int)facts->shared_bytes));
    SFL_CARD_TRY(error, card->device,
                 cudaOccupancyMaxActiveBlocksPerMultiprocessor(n_resident, sfl_card_walk_teams, card->shape.block, n_bytes));
    return true;
}

/* Left to choose, a team walks where all near slots find room and somebody can help. */
static bool choose_form(sfl_card *card, const sfl_card_shape *asked, const sfl_card_facts *facts, int *n_resident,
                        sfl_card_error *error)
{
    if (asked->form != SFL_CARD_PLAIN) {
        choose_team(card, asked, facts);
        if (!count_resident(card, facts, n_resident, error)) return false;
        bool is_worth = *n_resident > 0 && card->task.n_near == card->plan->n_near_slots && card->shape.n_members > 1;
        if (is_worth || asked->form == SFL_CARD_TEAM) return true;
    }
    choose_plain(card, asked);
    return count_resident(card, facts, n_resident, error);
}

/* As many paths as the multiprocessors hold, or as the second-level cache holds of their slots: but not less than a block
 * for each multiprocessor. */
static bool choose_shape(sfl_card *card, const sfl_card_shape *asked, sfl_card_error *error)
{
    sfl_card_facts facts;
    int            n_resident = 1;
    if (!sfl_card_describe(card->device, &facts, error)) return false;
    if (!choose_form(card, asked, &facts, &n_resident, error)) return false;
    uint64_t block = (uint64_t)paths_of_block(card);
    uint64_t each  = (uint64_t)facts.n_multiprocessors * block;
    uint64_t most  = each * (uint64_t)(n_resident > 0 ? n_resident : 1);
    uint64_t warm  = facts.l2_bytes / bytes_of_paths(card, 1);
    uint64_t paths = warm < most ? warm : most;
    paths          = paths < each ? each : paths / each * each;
    if (asked->paths_in_flight > 0) paths = asked->paths_in_flight;
    card->shape.paths_in_flight = (paths + block - 1) / block * block;
    return true;
}

/* Slots for the paths in flight; for half as many, and so on, while memory is short. */
static bool take_slots(sfl_card *card, sfl_card_error *error)
{
    uint64_t block = (uint64_t)paths_of_block(card);
    for (;;) {
        void       *slots = NULL;
        cudaError_t code  = cudaMalloc(&slots, bytes_of_paths(card, card->shape.paths_in_flight));
        card->task.slots  = (double *)slots;
        if (code == cudaSuccess) return true;
        if (code != cudaErrorMemoryAllocation || card->shape.paths_in_flight <= block)
            return fail(error, card->device, "memory for the paths in flight", code);
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
        is_there = fail(error, card->device, "columns", cudaErrorMemoryAllocation);
    }
    card->columns_there      = (sfl_card_column *)there;
    card->task.tally.columns = card->columns_there;
    free(columns);
    return is_there;
}

static bool take_tally(sfl_card *card, sfl_card_error *error)
{
    sfl_tally *layout = sfl_tally_build_for(card->plan); /* says where counters lie; none is touched */
    if (layout == NULL) return fail(error, card->device, "counters", cudaErrorMemoryAllocation);
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
    if (!choose_shape(card, shape, error)) return false;
    if (!send(card, card->plan, (size_t)card->plan->n_bytes, &card->plan_there, error)) return false;
    card->task.plan = (const sfl_plan *)card->plan_there;
    return take_tally(card, error) && take_slots(card, error);
}

sfl_card *sfl_card_open(int32_t device, const sfl_plan *plan, const sfl_card_shape *shape, sfl_card_error *error)
{
    sfl_card *card = (sfl_card *)calloc(1, sizeof *card);
    if (card == NULL) {
        (void)fail(error, device, "opening", cudaErrorMemoryAllocation);
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
    uint64_t block  = (uint64_t)paths_of_block(card);
    uint64_t most   = card->shape.paths_in_flight / block;
    uint64_t wanted = n_paths / block + (n_paths % block != 0);
    return (uint32_t)(wanted < most ? wanted : most);
}

static void launch(const sfl_card *card, uint32_t n_blocks)
{
    uint32_t block = (uint32_t)card->shape.block;
    if (card->shape.form == SFL_CARD_TEAM) {
        SFL_LAUNCH(sfl_card_walk_teams, n_blocks, block, shared_bytes(card), card->stream, card->task);
    } else {
        SFL_LAUNCH(sfl_card_walk_paths, n_blocks, block, 0, card->stream, card->task);
    }
}

bool sfl_card_run(sfl_card *card, int32_t part, uint64_t first, uint64_t n_paths, sfl_card_error *error)
{
    SFL_CARD_TRY(error, card->device, cudaSetDevice(card->device));
    if (n_paths == 0) return true;
    if (n_paths > SFL_CARD_MOST_PATHS - card->n_paths)
        return fail(error, card->device, "more paths than its counters hold", cudaErrorInvalidValue);
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
    is_in = is_in ? fetch(card, part, sums, counts, error) : fail(error, card->device, "collecting", cudaErrorMemoryAllocation);
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
