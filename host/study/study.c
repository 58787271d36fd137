/* sfl_study: a run, or batches of it until targets are reached, and its answer. How many paths are walked hangs on the plan
 * and the targets alone, never on the clock. */
#include "host/study/study.h"

#include "host/study/answer.h"
#include "host/study/split.h"
#include "host/study/target.h"

/* The first batch is the pilot that a plain run walks in parts, so that both have the same intervals. */
#define FIRST_BATCH SFL_PILOT_LEG
/* Two steps of this are 17 % more paths than were needed, so that the answer may be asked for twice. */
#define BATCH_GROWTH 1.08
#define ROUND ((uint64_t)(SFL_N_PARTS * SFL_PART_PATHS))

static const sfl_place nowhere = {NULL, 0, 0};

/* Paths in all after the batch that has brought n_paths. */
static uint64_t next_batch(uint64_t n_paths)
{
    if (n_paths == 0) return FIRST_BATCH;
    return (uint64_t)((double)n_paths * BATCH_GROWTH) / ROUND * ROUND;
}

bool sfl_study_is_batch(uint64_t until_paths, const sfl_piece_request *request)
{
    uint64_t n = 0;
    while (n < until_paths && n <= request->max_paths && n <= UINT64_MAX / 4)
        n = next_batch(n);
    return n == until_paths && n <= request->max_paths;
}

/* ---- targets ---- */

/* An answer of no paths has the names of one of many. */
static sfl_status answer_nothing(const sfl_plan *plan, const sfl_summary_inputs *inputs, sfl_summary **nothing,
                                 sfl_diag *diag)
{
    sfl_tally         *empty   = sfl_tally_build_for(plan);
    sfl_summary_inputs no_path = {0};
    no_path.scenario           = inputs->scenario;
    no_path.drivers            = inputs->drivers;
    no_path.n_drivers          = inputs->n_drivers;
    no_path.plan               = plan;
    no_path.tally              = empty;
    sfl_status status          = empty != NULL
                                     ? sfl_summarise(&no_path, nothing, diag)
                                     : sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the counters of a run");
    sfl_tally_free(&empty);
    return status;
}

sfl_status sfl_study_figures(const sfl_plan *plan, const sfl_summary_inputs *inputs, sfl_arena *arena,
                             sfl_figure_list *figures, sfl_diag *diag)
{
    sfl_summary *nothing = NULL;
    SFL_TRY(answer_nothing(plan, inputs, &nothing, diag));
    sfl_figure_list_fill(figures, arena, nothing);
    sfl_summary_free(&nothing);
    return figures->has_failed ? sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for names of figures") : SFL_OK;
}

static sfl_status read_targets(const sfl_plan *plan, const char *until, const sfl_summary_inputs *inputs,
                               sfl_targets *targets, sfl_arena *arena, sfl_diag *diag)
{
    sfl_figure_list figures = {0};
    sfl_status      status  = sfl_study_figures(plan, inputs, arena, &figures, diag);
    if (status == SFL_OK) status = sfl_targets_read(until, &figures, targets, diag);
    sfl_figure_list_free(&figures);
    return status;
}

static sfl_status tell_targets(const sfl_targets *targets, sfl_summary *summary)
{
    sfl_summary_target *rows = SFL_ARENA_ARRAY(summary->arena, sfl_summary_target, (size_t)targets->n);
    if (rows == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < targets->n; ++i) {
        rows[i]      = targets->rows[i];
        rows[i].name = sfl_arena_text(summary->arena, targets->rows[i].name);
        if (rows[i].name == NULL) return SFL_ERR_MEMORY;
    }
    summary->targets   = rows;
    summary->n_targets = targets->n;
    return SFL_OK;
}

/* ---- batches ---- */

typedef struct study {
    sfl_piece                *piece;
    const sfl_summary_inputs *inputs;
    const sfl_team           *team;
    int32_t                   n_threads; /* that answer; 0: one per processor */
    sfl_arena                *names; /* of the targets */
    sfl_targets               targets;
    sfl_walk                  walk;
    sfl_parts_spread          parts;
} study;

static sfl_status answer_piece(study *of, const sfl_piece *piece, bool is_partial, sfl_summary **summary, sfl_diag *diag)
{
    sfl_summary_inputs inputs = *of->inputs;
    sfl_run_facts      facts  = of->walk.facts;
    facts.seconds             = piece->seconds;
    inputs.facts              = &facts;
    inputs.is_partial         = is_partial;
    return sfl_study_answer(piece->plans[0], &piece->sets[0], &inputs, of->n_threads, &of->parts, summary, diag);
}

/* Of a team, rank 0 answers for all. */
static sfl_status answer_team(study *of, bool is_partial, sfl_summary **summary, sfl_diag *diag)
{
    bool       is_first = of->team->rank == 0;
    sfl_piece *whole    = is_first ? sfl_piece_build(&of->piece->request, of->piece->plans) : NULL;
    sfl_status status   = is_first && whole == NULL ? SFL_ERR_MEMORY : SFL_OK;
    SFL_TRY(of->team->worst(of->team->context, status));
    status = of->team->gather(of->team->context, of->piece, whole, diag);
    if (status == SFL_OK && is_first) status = answer_piece(of, whole, is_partial, summary, diag);
    sfl_piece_free(&whole);
    return of->team->worst(of->team->context, status);
}

/* Walks to n_paths and answers; SFL_INTERRUPTED with the answer of what was done. */
static sfl_status walk_and_answer(study *of, uint64_t n_paths, bool *is_reached, sfl_summary **summary, sfl_diag *diag)
{
    sfl_status status = sfl_walk_range(&of->walk, (sfl_range){0, n_paths}, diag);
    if (of->team != NULL) status = of->team->worst(of->team->context, status);
    bool is_partial = status == SFL_INTERRUPTED;
    if (status != SFL_OK && !is_partial) return status;
    sfl_summary_free(summary);
    SFL_TRY(of->team != NULL ? answer_team(of, is_partial, summary, diag)
                             : answer_piece(of, of->piece, is_partial, summary, diag));
    *is_reached = *summary == NULL || sfl_targets_reached(&of->targets, *summary);
    if (*summary != NULL && tell_targets(&of->targets, *summary) != SFL_OK)
        return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the targets of a run");
    if (of->team != NULL) *is_reached = of->team->agree(of->team->context, *is_reached ? 1 : 0) != 0;
    return status;
}

/* A lucky batch may look better than it is, so it takes two in a row. A piece that is gone on with knows its batch, and what
 * was reached before it. */
static sfl_status walk_until(study *of, sfl_summary **summary, sfl_diag *diag)
{
    sfl_piece *piece = of->piece;
    bool       was_reached = piece->until_reached, is_reached = false;
    uint64_t   n = piece->until_paths != 0 ? piece->until_paths : next_batch(0);
    for (; n <= piece->request.max_paths; n = next_batch(n)) {
        piece->until_paths   = n;
        piece->until_reached = was_reached;
        SFL_TRY(walk_and_answer(of, n, &is_reached, summary, diag));
        if (was_reached && is_reached) return SFL_OK;
        was_reached = is_reached;
    }
    return SFL_ERR_RUN;
}

static sfl_status walk_once(study *of, sfl_summary **summary, sfl_diag *diag)
{
    bool is_reached;
    SFL_TRY(walk_and_answer(of, of->piece->request.n_paths, &is_reached, summary, diag));
    return is_reached ? SFL_OK : SFL_ERR_RUN;
}

static sfl_status check(const sfl_piece_request *request, const sfl_run_options *options, sfl_diag *diag)
{
    bool grows = request->n_paths == 0;
    if (options->first_path != 0) return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "first_path: a study starts at path 0");
    if (grows && request->until == NULL)
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "paths: 0; allowed is 1 or more");
    if (grows && request->max_paths < next_batch(FIRST_BATCH)) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "--max-paths: found %llu; allowed is %llu, which are two batches, or more",
                            (unsigned long long)request->max_paths, (unsigned long long)next_batch(FIRST_BATCH));
    }
    return SFL_OK;
}

/* Before anything is written, so that a mistake leaves nothing behind. */
static sfl_status begin(study *of, const sfl_run_options *options, sfl_diag *diag)
{
    const sfl_piece_request *request = &of->piece->request;
    SFL_TRY(check(request, options, diag));
    of->names = sfl_arena_build();
    if (of->names == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for a study");
    if (request->until == NULL) return SFL_OK;
    return read_targets(of->piece->plans[0], request->until, of->inputs, &of->targets, of->names, diag);
}

static sfl_status study_paths(study *of, sfl_summary **summary, sfl_diag *diag)
{
    return of->piece->request.n_paths == 0 ? walk_until(of, summary, diag) : walk_once(of, summary, diag);
}

static sfl_status agreed(const sfl_team *team, sfl_status status)
{
    return team != NULL ? team->worst(team->context, status) : status;
}

/* The last state is kept however it ended, unless nothing can be relied on. */
static sfl_status study_walk(sfl_piece *piece, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                             const sfl_keeper *keeper, const sfl_team *team, sfl_summary **summary, sfl_diag *diag)
{
    study of  = {.piece = piece, .inputs = inputs, .team = team, .n_threads = options->run.n_threads};
    sfl_status status = agreed(team, begin(&of, &options->run, diag));
    if (status == SFL_OK) status = agreed(team, sfl_walk_begin(&of.walk, piece, &options->run, keeper, team, diag));
    if (status == SFL_OK) status = study_paths(&of, summary, diag);
    if (status == SFL_OK || status == SFL_INTERRUPTED || status == SFL_ERR_RUN) sfl_walk_save(&of.walk, diag);
    sfl_walk_release(&of.walk);
    sfl_parts_spread_release(&of.parts);
    sfl_arena_free(&of.names);
    return status;
}

/* ---- the second walk ---- */

/* The architecture that all others have yet to be compared with, 0: none. */
static int32_t yet_to_compare(const sfl_piece *piece, const sfl_team *team, const sfl_summary *summary)
{
    int32_t n = piece->plans[0]->n_architectures, cheapest = 0;
    if (piece->request.against != 0 || piece->plans[0]->n_pairs == n * (n - 1) / 2) return 0;
    if (summary != NULL) cheapest = summary->rankings[SFL_MONEY_NPV].cheapest;
    return team != NULL ? (int32_t)team->agree(team->context, (uint64_t)cheapest) : cheapest;
}

/* In place of the piece, an empty one of the same paths under the plan that compares all with one architecture. */
static sfl_status begin_again(sfl_piece **piece, int32_t architecture, uint64_t n_paths, const sfl_summary_inputs *inputs,
                              sfl_plan **against, sfl_diag *diag)
{
    sfl_piece_request request = (*piece)->request;
    sfl_piece_point   point   = request.points[0];
    double            seconds = (*piece)->seconds;
    SFL_TRY(sfl_plan_build_against(inputs->scenario, architecture, against, diag));
    memcpy(point.fingerprint, (*against)->fingerprint, sizeof point.fingerprint);
    request.points   = &point;
    request.against  = architecture;
    request.n_paths  = n_paths;
    sfl_piece *again = sfl_piece_build(&request, (const sfl_plan *const *)against);
    if (again == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for a second walk");
    again->seconds = seconds;
    sfl_piece_free(piece);
    *piece = again;
    return SFL_OK;
}

/* Where not every two architectures are compared, a second walk of the same paths compares each with the cheapest, which
 * only the first one knows (model page section 9). */
static sfl_status study_again(sfl_piece **piece, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                              const sfl_keeper *keeper, const sfl_team *team, sfl_plan **against, sfl_summary **summary,
                              sfl_diag *diag)
{
    int32_t architecture = yet_to_compare(*piece, team, *summary);
    if (architecture == 0) return SFL_OK;
    uint64_t n_paths = (*piece)->request.n_paths != 0 ? (*piece)->request.n_paths : (*piece)->until_paths;
    sfl_summary_free(summary);
    sfl_status status = begin_again(piece, architecture, n_paths, inputs, against, diag);
    if (team != NULL) status = team->worst(team->context, status);
    if (status != SFL_OK) return status;
    return study_walk(*piece, options, inputs, keeper, team, summary, diag);
}

/* ---- the whole ---- */

static bool is_answered(sfl_status status)
{
    return status == SFL_OK || status == SFL_ERR_RUN;
}

sfl_status sfl_study_piece(sfl_piece **piece, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                           const sfl_keeper *keeper, const sfl_team *team, sfl_plan **against, sfl_summary **summary,
                           sfl_diag *diag)
{
    *summary          = NULL;
    *against          = NULL;
    sfl_status status = study_walk(*piece, options, inputs, keeper, team, summary, diag);
    if (is_answered(status)) {
        sfl_status again = study_again(piece, options, inputs, keeper, team, against, summary, diag);
        if (again != SFL_OK) status = again;
    }
    if (options->split && is_answered(status) && *summary != NULL) {
        sfl_status split = sfl_split_add(inputs->scenario, &options->run, *summary, diag);
        if (split != SFL_OK) status = split;
    }
    if (!is_answered(status) && status != SFL_INTERRUPTED) sfl_summary_free(summary);
    return status;
}

/* What walking alone can give. */
static void warn_of_missing(const sfl_piece *piece, const sfl_summary *summary, sfl_diag *diag)
{
    int32_t cheapest = yet_to_compare(piece, NULL, summary);
    if (piece->request.split)
        sfl_diag_warn(diag, nowhere, "the shares of variance of --split are not kept; shortfall resume works them out");
    if (cheapest > 0)
        sfl_diag_warn(diag, nowhere, "architectures are compared with the first one only; shortfall resume compares them with %s",
                      summary->architectures[cheapest].name);
}

static sfl_status report(study *of, sfl_summary **summary, sfl_diag *diag)
{
    const sfl_piece         *piece   = of->piece;
    const sfl_piece_request *request = &piece->request;
    of->names                        = sfl_arena_build();
    if (of->names == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for a study");
    if (request->until != NULL)
        SFL_TRY(read_targets(piece->plans[0], request->until, of->inputs, &of->targets, of->names, diag));
    SFL_TRY(answer_piece(of, piece, of->inputs->is_partial, summary, diag));
    bool is_reached = sfl_targets_reached(&of->targets, *summary);
    if (tell_targets(&of->targets, *summary) != SFL_OK)
        return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the targets of a run");
    if (request->n_paths == 0) is_reached = is_reached && piece->until_reached; /* in two batches in a row */
    bool is_last = request->n_paths != 0 || is_reached || next_batch(piece->until_paths) > request->max_paths;
    if (!is_last) (*summary)->is_partial = true;
    return is_reached || (*summary)->is_partial ? SFL_OK : SFL_ERR_RUN;
}

sfl_status sfl_study_report(sfl_piece *piece, int32_t n_threads, const sfl_summary_inputs *inputs, sfl_summary **summary,
                            sfl_diag *diag)
{
    study of          = {.piece = piece, .inputs = inputs, .n_threads = n_threads};
    *summary          = NULL;
    sfl_status status = report(&of, summary, diag);
    if (*summary != NULL) warn_of_missing(piece, *summary, diag);
    sfl_parts_spread_release(&of.parts);
    sfl_arena_free(&of.names);
    return status;
}

sfl_status sfl_study_shard(sfl_piece *piece, const sfl_run_options *options, const sfl_keeper *keeper, sfl_diag *diag)
{
    sfl_walk   walk;
    sfl_range  share  = sfl_piece_share(piece->request.n_paths, piece->shard, piece->n_shards);
    sfl_status status = sfl_walk_begin(&walk, piece, options, keeper, NULL, diag);
    if (status == SFL_OK) status = sfl_walk_range(&walk, share, diag);
    if (status == SFL_OK || status == SFL_INTERRUPTED) sfl_walk_save(&walk, diag);
    sfl_walk_release(&walk);
    return status;
}

sfl_piece_request sfl_study_request(const sfl_plan *plan, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                                    sfl_piece_point *point)
{
    sfl_piece_request request = {0};
    *point                    = (sfl_piece_point){0};
    memcpy(point->fingerprint, plan->fingerprint, sizeof point->fingerprint);
    request.text      = inputs->text;
    request.seed      = plan->seed;
    request.sampling  = plan->is_sobol ? SFL_PIECE_SOBOL : plan->is_antithetic ? SFL_PIECE_ANTITHETIC : SFL_PIECE_RANDOM;
    request.n_paths   = options->run.n_paths;
    request.until     = options->until;
    request.max_paths = options->max_paths != 0 ? options->max_paths : SFL_STUDY_MOST_PATHS;
    request.level     = inputs->level;
    request.split     = options->split;
    request.points    = point;
    request.n_points  = 1;
    return request;
}

sfl_status sfl_study(const sfl_plan *plan, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                     sfl_summary **summary, sfl_diag *diag)
{
    sfl_piece_point   point;
    sfl_piece_request request = sfl_study_request(plan, options, inputs, &point);
    const sfl_plan   *plans[] = {plan};
    sfl_plan         *against = NULL;
    sfl_piece        *piece   = sfl_piece_build(&request, plans);
    *summary                  = NULL;
    if (piece == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for a study");
    sfl_status status = sfl_study_piece(&piece, options, inputs, NULL, NULL, &against, summary, diag);
    sfl_piece_free(&piece);
    sfl_plan_free(&against);
    return status;
}
