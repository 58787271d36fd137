/* What walks the paths of a run: which backend or cards, and why; how many threads; how many paths at a time. Nothing of
 * it changes a digit of the answer. */
#ifndef SFL_HOST_RUN_CHOOSE_H
#define SFL_HOST_RUN_CHOOSE_H

#include "host/base/diag.h"
#include "kernels/backend.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_choice {
    const sfl_backend *backend; /* of the processor; also what takes over from cards */
    int32_t            devices[SFL_MOST_DEVICES], n_devices; /* 0: no cards */
    int32_t            n_threads;
    uint64_t           chunk;      /* paths that a thread takes at a time */
    uint64_t           card_chunk; /* that a card takes */
    int32_t            card_form;  /* sfl_card_form; after the cards have walked, the one they took */
    char               reason[SFL_REASON_BYTES];
} sfl_choice;

/* SFL_ERR_USAGE: no such backend or device. SFL_ERR_DEVICE: cards were asked for and none answers. */
sfl_status sfl_choose(const sfl_plan *plan, const sfl_run_options *options, sfl_choice *choice, sfl_diag *diag);

/* "auto", "plain", "team". */
const char *sfl_card_form_word(int32_t form);

/* A part of a run has fewer points than the run has paths: chunks that still keep every worker busy, and end where rounds
 * of the part do (kernels/part.h). */
void sfl_choice_for_part(sfl_choice *choice, uint64_t n_points);

/* What the choice was, and how long it walked; n_failed_devices is 0. */
void sfl_choice_tell(const sfl_choice *choice, double seconds, sfl_run_facts *facts);

/* After all: every card failed before it brought a path home. */
void sfl_choice_without_cards(sfl_choice *choice);

#ifdef __cplusplus
}
#endif
#endif
