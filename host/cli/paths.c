/* shortfall paths FILE: totals of single paths, a row each, in order of the path numbers. */
#include "host/base/buffer.h"
#include "host/cli/output.h"
#include "host/cli/progress.h"
#include "host/cli/session.h"
#include "host/report/json_writer.h"
#include "host/run/observe.h"
#include "host/scenario/scenario.h"
#include "host/summary/summary.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Paths are walked in batches that fit in this many totals, on all threads, then written. */
#define BATCH_TOTALS ((uint64_t)1 << 20)
#define LEAST_BATCH 64u /* a block */

/* Parts in the order of the columns. */
static const sfl_part columns[] = {SFL_PART_AI, SFL_PART_TRUEUP, SFL_PART_BASELINE, SFL_PART_TOTAL};
#define N_COLUMNS (sizeof(columns) / sizeof(columns[0]))

typedef struct batch {
    int32_t  n_architectures, n_months;
    uint64_t first;
    double  *totals; /* [paths of the batch][n_architectures][SFL_MONEY_COUNT][N_COLUMNS] */
} batch;

static double *row_of(const batch *of, uint64_t i, int32_t architecture, int money)
{
    size_t row = ((size_t)i * (size_t)of->n_architectures + (size_t)architecture) * SFL_MONEY_COUNT + (size_t)money;
    return &of->totals[row * N_COLUMNS];
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
                for (size_t c = 0; c < N_COLUMNS; ++c) {
                    row[c] = sfl_observed_total(block, a, columns[c], (sfl_money)money, lane);
                }
            }
        }
    }
    return !sfl_interrupt_asked();
}

/* ---- the two forms ---- */

typedef struct writer {
    const sfl_scenario *scenario;
    sfl_output         *output;
    FILE               *stream; /* of output */
    bool                is_json, is_first;
} writer;

/* A field with a comma, a quote or a line's end stands in quotes (RFC 4180). */
static void write_field(const char *text, FILE *stream)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        fputs(text, stream);
        return;
    }
    fputc('"', stream);
    for (; *text != '\0'; ++text) {
        if (*text == '"') fputc('"', stream);
        fputc(*text, stream);
    }
    fputc('"', stream);
}

static void write_csv_row(const writer *to, uint64_t path, int32_t architecture, int money, const double *row)
{
    fprintf(to->stream, "%" PRIu64 ",", path);
    write_field(to->scenario->architectures[architecture].name, to->stream);
    fprintf(to->stream, ",%s", sfl_money_word((sfl_money)money));
    for (size_t c = 0; c < N_COLUMNS; ++c)
        fprintf(to->stream, ",%.17g", row[c]);
    fputc('\n', to->stream);
}

static bool write_json_row(const writer *to, uint64_t path, int32_t architecture, int money, const double *row)
{
    sfl_buffer buffer = {0};
    sfl_json   json;
    char       number[24];
    snprintf(number, sizeof(number), "%" PRIu64, path);
    sfl_json_init(&json, &buffer);
    sfl_json_object(&json, NULL, SFL_JSON_INLINE);
    sfl_json_text(&json, "path", number);
    sfl_json_text(&json, "architecture", to->scenario->architectures[architecture].name);
    sfl_json_text(&json, "money", sfl_money_word((sfl_money)money));
    for (size_t c = 0; c < N_COLUMNS; ++c)
        sfl_json_real(&json, sfl_part_word(columns[c]), row[c]);
    sfl_json_close(&json);
    bool is_whole = !buffer.has_failed;
    if (is_whole) fprintf(to->stream, "%s%.*s", to->is_first ? "\n" : ",\n", (int)buffer.n_bytes - 1, buffer.text);
    sfl_buffer_free(&buffer);
    return is_whole;
}

static void write_head(const writer *to)
{
    fputs(to->is_json ? "[" : "path,architecture,money,ai,trueup,baseline,total\n", to->stream);
}

static void write_tail(const writer *to)
{
    if (to->is_json) fputs("\n]\n", to->stream);
}

static sfl_status write_batch(writer *to, const batch *of, uint64_t n)
{
    for (uint64_t i = 0; i < n; ++i) {
        for (int32_t a = 0; a < of->n_architectures; ++a) {
            for (int money = 0; money < SFL_MONEY_COUNT; ++money) {
                const double *row = row_of(of, i, a, money);
                if (!to->is_json) write_csv_row(to, of->first + i, a, money, row);
                if (to->is_json && !write_json_row(to, of->first + i, a, money, row)) return SFL_ERR_MEMORY;
                to->is_first = false;
            }
        }
    }
    return sfl_output_check(to->output, SFL_OK);
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
    uint64_t n = BATCH_TOTALS / ((uint64_t)n_architectures * SFL_MONEY_COUNT * N_COLUMNS);
    return n < LEAST_BATCH ? LEAST_BATCH : n / LEAST_BATCH * LEAST_BATCH;
}

static sfl_status walk(sfl_session *session, const sfl_plan *plan, writer *to)
{
    uint64_t          left  = sfl_session_number(session, SFL_OPTION_N_PATHS, 1);
    uint64_t          most  = batch_size(to->scenario->n_architectures);
    batch             of    = {to->scenario->n_architectures, to->scenario->simulation.months,
                               sfl_session_number(session, SFL_OPTION_FIRST, 0), NULL};
    sfl_observe_range range = {of.first, 0, (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0),
                               sfl_session_backend(session)};
    size_t            n_bytes =
        (size_t)(most < left ? most : left) * (size_t)of.n_architectures * SFL_MONEY_COUNT * N_COLUMNS * sizeof(double);
    of.totals         = malloc(n_bytes);
    sfl_status status = of.totals != NULL ? SFL_OK : SFL_ERR_MEMORY;
    write_head(to);
    for (; status == SFL_OK && left > 0; left -= range.n_paths, of.first += range.n_paths) {
        range.first_path = of.first;
        range.n_paths    = most < left ? most : left;
        status           = sfl_observe(plan, &range, keep_totals, &of, session->diag);
        if (status == SFL_OK) status = write_batch(to, &of, range.n_paths);
    }
    if (status == SFL_OK) write_tail(to);
    free(of.totals);
    return status;
}

sfl_status sfl_command_paths(sfl_session *session)
{
    sfl_scenario *scenario = NULL;
    sfl_plan     *plan     = NULL;
    sfl_output    output   = {0};
    SFL_TRY(check_range(sfl_session_number(session, SFL_OPTION_FIRST, 0),
                        sfl_session_number(session, SFL_OPTION_N_PATHS, 1), session->diag));
    sfl_status status = sfl_session_plan(session, &scenario, &plan);
    if (status == SFL_OK) status = sfl_output_open(sfl_session_output(session), &output, session->diag);
    if (status == SFL_OK) {
        writer to = {scenario, &output, output.stream, strcmp(session->cli.format, "json") == 0, true};
        status    = walk(session, plan, &to);
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
