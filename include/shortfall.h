/* shortfall: what each way of buying AI costs under its contracts, and how sure that is.
 * In reading order: read, plan, run, summarise, write, free. Nothing here prints or exits; every call that can fail
 * returns an sfl_status and explains itself in the diag. Results go through the last but one parameter. */
#ifndef SHORTFALL_H
#define SHORTFALL_H

#include "shortfall/diag.h"
#include "shortfall/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default) /* what a shared library shows */
#endif

typedef struct sfl_scenario sfl_scenario;
typedef struct sfl_plan     sfl_plan;
typedef struct sfl_tally    sfl_tally;
typedef struct sfl_summary  sfl_summary;

/* ---- read ---- */

typedef struct sfl_read_options {
    const char *const *overrides; /* [n_overrides] "workloads.support-chat.growth=0.8", applied in order */
    int32_t            n_overrides;
} sfl_read_options;

/* Reads and checks a scenario file (libconfig text, model page). `options` may be NULL.
 * SFL_ERR_USAGE: an override cannot be parsed. Every mistake of the file is in the diag. */
sfl_status sfl_scenario_read(const char *path, const sfl_read_options *options, sfl_scenario **scenario, sfl_diag *diag);
/* The same from text; `name` stands for the file in messages, `folder` is where @include looks (NULL: no includes). */
sfl_status sfl_scenario_read_text(const char *text, const char *name, const char *folder, const sfl_read_options *options,
                                  sfl_scenario **scenario, sfl_diag *diag);
/* The effective scenario as libconfig text, includes and overrides resolved; read again it is the same scenario.
 * *text is malloc'ed, the caller frees it. */
sfl_status sfl_scenario_dump(const sfl_scenario *scenario, char **text, sfl_diag *diag);
void       sfl_scenario_free(sfl_scenario **scenario);

/* ---- plan ---- */

/* Packs a scenario into the block that backends walk. */
sfl_status sfl_plan_build(const sfl_scenario *scenario, sfl_plan **plan, sfl_diag *diag);
/* The same for scenarios of more than 16 architectures, where not every two are compared: each against the first and
 * against `architecture` (its number; up to 16 it changes nothing). Which one is the cheapest in the mean is known only
 * after a run, so whoever wants that comparison runs twice. */
sfl_status sfl_plan_build_against(const sfl_scenario *scenario, int32_t architecture, sfl_plan **plan, sfl_diag *diag);
void       sfl_plan_free(sfl_plan **plan);

/* ---- run ---- */

#define SFL_MOST_DEVICES 64
#define SFL_REASON_BYTES 256

typedef struct sfl_run_options {
    uint64_t    n_paths;    /* even when antithetic */
    uint64_t    first_path; /* 0 */
    int32_t     n_threads;  /* 0: one per processor available to the process */
    uint64_t    chunk;      /* paths a thread takes at a time; 0: chosen */
    /* "auto" or NULL: cards if one answers and the run is worth their start, else the processor; "cuda"; "cpu" or one of its
     * builds, "cpu-v4", "cpu-v3", "cpu-plain". */
    const char    *backend;
    const int32_t *devices; /* [n_devices] numbers of cards; with any of them "auto" means "cuda" */
    int32_t        n_devices; /* 0: all that answer */
    uint64_t       paths_in_flight; /* on a card; 0: chosen */
    int32_t        block;           /* threads of a block on a card, a multiple of 32; 0: chosen */
    /* How a card walks. "plain": a thread walks a path; "team": several share it out and keep its world on the
     * multiprocessor; "auto" or NULL: teams where that world fits. */
    const char *card_form;
    /* May be NULL. Called now and then from the calling thread with the paths done; false interrupts the run. */
    bool (*progress)(void *context, uint64_t n_done, uint64_t n_paths);
    void *progress_context;
} sfl_run_options;

/* What may differ between equal answers. */
typedef struct sfl_run_facts {
    const char *backend; /* static storage */
    char        reason[SFL_REASON_BYTES]; /* why this one */
    int32_t     n_devices; /* cards, 0 on a processor */
    const char *card_form; /* "plain" or "team", of the first card that did not fail; NULL on a processor. Static storage */
    int32_t     n_threads;
    uint64_t    chunk;
    double      seconds; /* of simulation */
    int32_t     n_failed_devices; /* cards that failed; others walked their paths */
} sfl_run_facts;

/* Simulates. SFL_INTERRUPTED: the tally holds the paths that were done, a prefix of those asked for. */
sfl_status sfl_run(const sfl_plan *plan, const sfl_run_options *options, sfl_tally **tally, sfl_run_facts *facts,
                   sfl_diag *diag);
/* The architecture that a second run should compare the others with (sfl_plan_build_against): the cheapest in the mean
 * where not every two are compared; 0 where nothing is missing. */
int32_t    sfl_run_again_against(const sfl_plan *plan, const sfl_tally *tally);
void       sfl_tally_free(sfl_tally **tally);

/* ---- summarise ---- */

/* What the assumptions imply of a driver's index in one month. */
typedef struct sfl_driver_month {
    int32_t month;
    double  mean, q05, q50, q95;
} sfl_driver_month;

typedef struct sfl_driver_row {
    const char             *name;
    const sfl_driver_month *months; /* [n_months] */
    int32_t                 n_months;
} sfl_driver_row;

/* Static break-even (model page section 9): dearer at the last point, found, dearer nowhere. */
typedef enum sfl_static_kind { SFL_STATIC_NONE, SFL_STATIC_REACHED, SFL_STATIC_ALWAYS, SFL_STATIC_COUNT } sfl_static_kind;

typedef struct sfl_static_break_even {
    sfl_static_kind kind;
    double          usd_per_month; /* of `from`; with SFL_STATIC_REACHED */
} sfl_static_break_even;

/* What an answer is made of. Borrowed for the call; what the summary keeps it copies. */
typedef struct sfl_summary_inputs {
    const sfl_scenario          *scenario;
    const sfl_plan              *plan;
    const sfl_tally             *tally;
    const char                  *text;              /* of sfl_scenario_dump */
    const char *const           *overrides;         /* [n_overrides] */
    int32_t                      n_overrides;
    const sfl_driver_row        *drivers;           /* [n_drivers] */
    int32_t                      n_drivers;
    const sfl_static_break_even *static_break_even; /* one per `break_even` of the scenario; NULL: not worked out */
    bool                         is_partial;        /* interrupted: the tally holds fewer paths than were asked for */
    double                       level;             /* of intervals, between 0 and 1; 0: 0.95 */
    bool                         figures_only;      /* no intervals of distributions, which take longest */
    /* What may differ between equal answers; any of it may be NULL or 0. */
    const sfl_run_facts *facts;
    const char          *build, *host, *time, *command;
} sfl_summary_inputs;

sfl_status sfl_summarise(const sfl_summary_inputs *inputs, sfl_summary **summary, sfl_diag *diag);
void       sfl_summary_free(sfl_summary **summary);

/* ---- run and summarise ---- */

typedef struct sfl_study_options {
    sfl_run_options run; /* first_path 0; n_paths: of the run, or with `until` of its last batch, 0: until it is reached */
    /* What to reach: names of figures as the JSON has them and half-widths of their intervals, as
     * "cvar95(hybrid.npv.total) 0.2%, mean(hybrid.npv.total) 50000". NULL: run.n_paths and no more. */
    const char *until;
    uint64_t    max_paths; /* of all batches; 0: 100,000,000; 34,816 or more */
    bool        split;     /* also: how much of each total's variance comes from parameters; 262,144 paths more */
} sfl_study_options;

/* Runs and summarises, with the intervals that the sampling calls for: parts of the run give them where paths are not
 * independent. `inputs` without plan, tally and facts. Where not every two architectures are compared, a second walk
 * compares each with the cheapest. With `until`, batches of 32,768 paths and then at most 1.08 times as many
 * in all, until two batches in a row reach every target; how many there are hangs on the scenario and the targets alone.
 * SFL_ERR_RUN: max_paths came first, and the summary says what was reached. SFL_INTERRUPTED: of the paths that were done. */
sfl_status sfl_study(const sfl_plan *plan, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                     sfl_summary **summary, sfl_diag *diag);

/* ---- write ---- */

/* How an answer is written; 0 and NULL: as said here. */
typedef struct sfl_report_options {
    int32_t     width;       /* columns that `table` may take, 60 or more; 0: 100 */
    bool        has_colour;  /* of `table` */
    bool        is_ascii;    /* `table` of ASCII alone but for names, which are the scenario's */
    const char *csv_dialect; /* a word of csv_dialect_list.def; NULL: the first one */
} sfl_report_options;

/* Writes an answer to a stream. format: a word of the format list, such as "table" or "json"; options may be NULL.
 * SFL_ERR_USAGE: no such format, or one that is added to a file. */
sfl_status sfl_report_write(const sfl_summary *summary, const char *format, const sfl_report_options *options, FILE *stream,
                            sfl_diag *diag);
/* Adds an answer to a file that may hold others, which stay; all of it or nothing. SFL_ERR_USAGE: no such format, or none
 * that is added to a file. */
sfl_status sfl_report_append(const sfl_summary *summary, const char *format, const sfl_report_options *options,
                             const char *file, sfl_diag *diag);

/* Version of the library: "0.1.0". */
const char *sfl_version(void);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
