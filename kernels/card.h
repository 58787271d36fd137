/* Cards: GPUs that walk ranges of paths and keep the counts until they are collected. The same integers as a CPU's.
 * backend_cuda.cu, or card_none.c where the build has no CUDA. A card belongs to one thread at a time; several cards
 * work side by side. Nothing here stops a run: whoever calls gives the paths of a card that failed to somebody else. */
#ifndef SFL_KERNELS_CARD_H
#define SFL_KERNELS_CARD_H

#include "kernels/tally.h"
#include "shortfall/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Between two collections a card walks at most so many paths: its counters have 32 bits. */
#define SFL_CARD_MOST_PATHS (UINT64_C(1) << 31)
/* Threads of a block: whole warps, at most. */
#define SFL_CARD_WARP 32
#define SFL_CARD_MOST_BLOCK 1024

typedef struct sfl_card sfl_card;

/* SFL_ERR_DEVICE or SFL_ERR_MEMORY, and the device's own words. */
typedef struct sfl_card_error {
    sfl_status status;
    char       text[240];
} sfl_card_error;

typedef struct sfl_card_facts {
    char     name[256];
    int32_t  major, minor; /* compute capability */
    int32_t  n_multiprocessors;
    int32_t  clock_khz, memory_clock_khz; /* at most */
    int32_t  driver_version, runtime_version; /* 1000 · major + 10 · minor */
    uint64_t memory_bytes, free_bytes, l2_bytes;
    uint64_t shared_bytes; /* of a multiprocessor, that one block may take */
} sfl_card_facts;

typedef enum sfl_card_form {
#define SFL_CARD_FORM(FORM, word, help) SFL_CARD_##FORM,
#include "kernels/card_form_list.def"
#undef SFL_CARD_FORM
    SFL_CARD_FORM_COUNT
} sfl_card_form;

/* 0: chosen for the card. */
typedef struct sfl_card_shape {
    uint64_t paths_in_flight; /* rounded up to whole blocks */
    int32_t  block;           /* threads: a multiple of SFL_CARD_WARP, at most SFL_CARD_MOST_BLOCK */
    int32_t  form;            /* sfl_card_form */
    int32_t  n_members;       /* of a team; block / n_members is a multiple of SFL_CARD_WARP too. Plain form: not read */
} sfl_card_shape;

/* Cards that answer; 0, and why, where there are none. */
int32_t sfl_card_count(sfl_card_error *error);
bool    sfl_card_describe(int32_t device, sfl_card_facts *facts, sfl_card_error *error);

/* Copies the plan and takes the working memory; with too little of it for the shape, fewer paths are in flight. NULL:
 * failed, nothing is taken. */
sfl_card *sfl_card_open(int32_t device, const sfl_plan *plan, const sfl_card_shape *shape, sfl_card_error *error);
/* As it came out, nothing of it 0 or AUTO; was_lowered: memory was short. */
sfl_card_shape sfl_card_shape_of(const sfl_card *card, bool *was_lowered);
/* Walks the points first … first + n_paths − 1 of a part, or of SFL_ALL_PARTS the paths of these numbers, and counts them on
 * the card. Antithetic: both are even. False: the card failed, and all that it has counted since the last collection is
 * lost. */
bool sfl_card_run(sfl_card *card, int32_t part, uint64_t first, uint64_t n_paths, sfl_card_error *error);
/* Adds what was counted since the last collection to a tally of the plan, all of it or, where false, nothing. */
bool sfl_card_collect(sfl_card *card, sfl_tally *tally, sfl_card_error *error);
void sfl_card_close(sfl_card **card);

#ifdef __cplusplus
}
#endif
#endif
