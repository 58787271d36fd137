/* shortfall paths FILE: totals of single paths, a row each, in order of the path numbers. */
#include "host/cli/paths.h"
#include "host/cli/progress.h"
#include "host/cli/session.h"
#include "host/run/observe.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Paths are walked in batches that fit in this many totals, on all threads, then written. */
#define BATCH_TOTALS ((uint64_t)1 << 20)
#define LEAST_BATCH 64u /* a block */

const sfl_part sfl_paths_parts[SFL_PATHS_PARTS] = {SFL_PART_AI, SFL_PART_TRUEUP, SFL_PART_BASELINE, SFL_PART_TOTAL};

typedef struct batch {
    int32_t  n_architectures, n_months;
    uint64_t first;
    double  *totals; /* [paths of the batch][n_architectures][SFL_MONEY_COUNT][SFL_PATHS_PARTS] */
} batch;

static double *row_of(const batch *of, uint64_t i, int32_t architecture, int money)
{
    size_t row = ((size_t)i * (size_t)of->n_architectures + (size_t)architecture) * SFL_MONEY_COUNT + (size_t)money;
    return &of->totals[row * SFL_PATHS_PARTS];
}

/* Blocks come from several threads; each writes its own paths' rows. */
static bool keep_totals(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
{
    const batch *of = context;
    if (month < of->n_months) return true;
    for (int32_t lane = 0; lane < n_lanes; ++lane) {
        uint64_t i = block->first_path + (uint64_t)lane - of->first;
        for (int32_t a = 0; a < of->n_architectures; ++a) {
            for (int money = 0; money < SFL_MONEY_COUNT; ++money) {
                double *row = row_of(of, i, a, money);
                for (int c = 0; c < SFL_PATHS_PARTS; ++c) {
                    row[c] = sfl_observed_total(block, a, sfl_paths_parts[c], (sfl_money)money, lane);
                }
            }
        }
    }
    return !sfl_interrupt_asked();
}

/* ---- the forms ---- */

static const sfl_paths_form *const forms[] = {&sfl_paths_csv, &sfl_paths_json, &sfl_paths_npy, &sfl_paths_npz};

/* The formats of the command line are these: they stand in its row, too. */
static const sfl_paths_form *form_of(const char *word)
{
    size_t i = 0;
    while (i + 1 < sizeof forms / sizeof forms[0] && strcmp(forms[i]->word, word) != 0)
        ++i;
    return forms[i];
}

static sfl_status check_form(const sfl_session *session, const sfl_paths_form *form)
{
    const char *name      = sfl_session_output(session);
    bool        is_screen = (name == NULL || strcmp(name, "-") == 0) && isatty(STDOUT_FILENO) == 1;
    const char *why       = NULL;
    if (form == &sfl_paths_npz && !sfl_npz_is_built()) why = "is not in this build: it was made without minizip";
    if (form->is_bytes && is_screen) why = "is not for a terminal; -o FILE is where it goes";
    if (why == NULL) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){NULL, 0, 0}, "shortfall paths: --format %s: %s",
                        form->word, why);
}

/* ---- the command ---- */

static sfl_status check_range(uint64_t first, uint64_t n, sfl_diag *diag)
{
    if (n - 1 <= UINT64_MAX - first) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){NULL, 0, 0},
                        "shortfall paths: %" PRIu64 " paths from %" PRIu64 "; the last path is %" PRIu64, n, first,
                        UINT64_MAX);
}

static uint64_t batch_size(int32_t n_architectures)
{
    uint64_t n = BATCH_TOTALS / ((uint64_t)n_architectures * SFL_MONEY_COUNT * SFL_PATHS_PARTS);
    return n < LEAST_BATCH ? LEAST_BATCH : n / LEAST_BATCH * LEAST_BATCH;
}

static sfl_status walk(sfl_session *session, const sfl_plan *plan, const sfl_paths_form *form, sfl_paths_writer *to)
{
    uint64_t          left    = to->n_paths;
    uint64_t          most    = batch_size(to->scenario->n_architectures);
    batch             of      = {to->scenario->n_architectures, to->scenario->simulation.months, to->first, NULL};
    sfl_observe_range range   = {of.first, 0, (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0),
                                 sfl_session_backend(session)};
    size_t            n_bytes = (size_t)(most < left ? most : left) * (size_t)of.n_architectures * SFL_MONEY_COUNT *
                     SFL_PATHS_PARTS * sizeof(double);
    of.totals         = malloc(n_bytes);
    sfl_status status = of.totals != NULL ? SFL_OK : SFL_ERR_MEMORY;
    if (status == SFL_OK) status = form->begin(to);
    for (; status == SFL_OK && left > 0; left -= range.n_paths, of.first += range.n_paths) {
        range.first_path = of.first;
        range.n_paths    = most < left ? most : left;
        status           = sfl_observe(plan, &range, keep_totals, &of, session->diag);
        if (status == SFL_OK) status = form->write(to, of.first, range.n_paths, of.totals);
    }
    if (status == SFL_OK) status = form->end(to);
    form->release(to);
    free(of.totals);
    return status;
}

sfl_status sfl_command_paths(sfl_session *session)
{
    sfl_scenario *scenario = NULL;
    sfl_plan     *plan     = NULL;
    sfl_output    output   = {0};
    uint64_t      first    = sfl_session_number(session, SFL_OPTION_FIRST, 0);
    uint64_t      n_paths  = sfl_session_number(session, SFL_OPTION_N_PATHS, 1);

    const sfl_paths_form *form = form_of(session->cli.format);
    SFL_TRY(check_range(first, n_paths, session->diag));
    SFL_TRY(check_form(session, form));
    sfl_status status = sfl_session_plan(session, &scenario, &plan);
    if (status == SFL_OK) status = sfl_output_open(sfl_session_output(session), &output, session->diag);
    if (status == SFL_OK) {
        sfl_paths_writer to = {scenario, first, n_paths, &output, output.stream, session->diag, false, NULL, NULL};
        status              = walk(session, plan, form, &to);
    }
    if (status == SFL_INTERRUPTED) {
        /* Half a list is no list: the file is dropped, the code says interrupted. */
        (void)sfl_output_close(&output, SFL_ERR_RUN, session->diag);
        sfl_diag_add(session->diag, status, (sfl_place){NULL, 0, 0}, "shortfall paths: interrupted");
    } else {
        status = sfl_output_close(&output, status, session->diag);
    }
    sfl_plan_free(&plan);
    sfl_scenario_free(&scenario);
    return status;
}
