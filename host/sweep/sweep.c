/* See sweep.h. */
#include "host/sweep/sweep.h"

#include "host/plan/totals.h"
#include "host/run/group.h"
#include "host/run/static_break_even.h"
#include "host/run/work.h"
#include "host/scenario/scenario.h"
#include "host/study/answer.h"
#include "host/study/together.h"
#include "host/summary/summary.h"
#include "host/sweep/worlds.h"

#include <stdlib.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

typedef struct sweep {
    const sfl_sweep_request *request;
    int32_t                 *worlds; /* [n_points] */
    int32_t                  n_worlds, n_answered, n_walking;
    uint64_t                 n_paths; /* of a point */
} sweep;

/* A point while it is walked; released together. */
typedef struct member {
    int32_t       number;
    sfl_scenario *scenario;
    sfl_plan     *plan;
    sfl_tally_set set;
    /* its answer */
    sfl_summary *summary;
    sfl_status   answered;
    sfl_diag    *said;
} member;

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the points of a sweep");
}

static void release(member *of)
{
    sfl_diag_free(&of->said);
    sfl_summary_free(&of->summary);
    sfl_tally_set_release(&of->set);
    sfl_plan_free(&of->plan);
    sfl_scenario_free(&of->scenario);
}

/* ---- reading ---- */

/* Says which point it was; what was wrong stands before it. */
static sfl_status refuse(const sfl_sweep_point *point, sfl_status status, sfl_diag *diag)
{
    return sfl_diag_add(diag, status, point->place, "%s is refused; nothing was simulated", point->name);
}

/* Warnings are those of the file, and have been said. */
static sfl_status repeat_errors(sfl_diag *from, sfl_status status, sfl_diag *to)
{
    for (size_t i = 0; i < sfl_diag_count(from); ++i) {
        if (sfl_diag_message(from, i)->severity == SFL_SEVERITY_WARNING) continue;
        sfl_diag_add(to, status, nowhere, "%s", sfl_diag_line(from, i));
    }
    return status;
}

static sfl_status check_paths(const sfl_sweep_request *request, const sfl_scenario *scenario, const sfl_sweep_point *point,
                              sfl_diag *diag)
{
    const sfl_simulation *base = &request->base->simulation, *own = &scenario->simulation;
    if (base->seed == own->seed && base->sampling == own->sampling && base->months == own->months && base->paths == own->paths)
        return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, point->place,
                        "%s has its own seed, paths, sampling or months; points of a sweep share them", point->name);
}

static sfl_status read_scenario(const sfl_sweep_request *request, const sfl_read_options *options, sfl_scenario **scenario,
                                sfl_diag *diag)
{
    if (request->file != NULL) return sfl_scenario_read(request->file, options, scenario, diag);
    return sfl_scenario_read_text(request->text, request->title, NULL, options, scenario, diag);
}

static sfl_status read_point(const sweep *of, int32_t number, member *out, sfl_diag *diag)
{
    const sfl_sweep_point *point   = &of->request->points[number];
    sfl_read_options       options = {point->values, point->n_values};
    sfl_diag              *own     = sfl_diag_build();
    if (own == NULL) return no_memory(diag);
    out->number       = number;
    sfl_status status = read_scenario(of->request, &options, &out->scenario, own);
    if (status == SFL_OK) status = sfl_plan_build_totals(out->scenario, &out->plan, own);
    if (status != SFL_OK) repeat_errors(own, status, diag);
    sfl_diag_free(&own);
    if (status != SFL_OK) return refuse(point, status, diag);
    return check_paths(of->request, out->scenario, point, diag);
}

static void tell_fingerprint(sfl_piece *piece, int32_t number, const sfl_plan *plan)
{
    uint8_t *fingerprint = piece->request.points[number].fingerprint;
    memcpy(fingerprint, plan->fingerprint, sizeof plan->fingerprint);
}

/* Refuses what cannot be walked, and finds out which points share a world. */
static sfl_status look_at_points(sweep *of, sfl_diag *diag)
{
    sfl_worlds worlds = {0};
    sfl_status status = SFL_OK;
    for (int32_t i = 0; i < of->request->n_points && status == SFL_OK; ++i) {
        member one = {0};
        status     = read_point(of, i, &one, diag);
        if (status == SFL_OK && of->request->answer == NULL) tell_fingerprint(of->request->piece, i, one.plan);
        if (status == SFL_OK) of->worlds[i] = sfl_worlds_find(&worlds, &one.plan);
        release(&one);
    }
    of->n_worlds = worlds.n;
    sfl_worlds_release(&worlds);
    return status;
}

/* ---- walking ---- */

static bool tell_progress(void *context, uint64_t n_done, uint64_t n_paths)
{
    const sweep           *of      = context;
    const sfl_run_options *options = &of->request->run;
    (void)n_paths;
    if (options->progress == NULL) return true;
    return options->progress(options->progress_context,
                             (uint64_t)of->n_answered * of->n_paths + n_done * (uint64_t)of->n_walking,
                             (uint64_t)of->request->n_points * of->n_paths);
}

static sfl_status walk(sweep *of, member *members, int32_t n, sfl_diag *diag)
{
    const sfl_plan *plans[SFL_SWEEP_TOGETHER] = {NULL};
    sfl_tally_set   sets[SFL_SWEEP_TOGETHER]  = {0};
    sfl_run_options options                   = of->request->run;
    options.progress                          = tell_progress;
    options.progress_context                  = of;
    of->n_walking                             = n;
    for (int32_t i = 0; i < n; ++i)
        plans[i] = members[i].plan;
    sfl_status status = sfl_together_walk(plans, n, &options, sets, diag);
    for (int32_t i = 0; i < n; ++i)
        members[i].set = sets[i];
    return status;
}

/* ---- answering ---- */

static sfl_status summarise(const sweep *of, const member *from, int32_t n_threads, sfl_summary **summary, sfl_diag *diag)
{
    size_t                 n_even = (size_t)from->scenario->n_break_even;
    char                  *text   = NULL;
    sfl_static_break_even *even   = calloc(n_even + 1, sizeof *even);
    sfl_summary_inputs     inputs = {0};
    sfl_status             status = even != NULL ? sfl_static_break_even_find_all(from->plan, even, diag) : no_memory(diag);
    if (status == SFL_OK) status = sfl_scenario_dump(from->scenario, &text, diag);
    inputs.scenario          = from->scenario;
    inputs.text              = text;
    inputs.static_break_even = even;
    inputs.level             = of->request->level;
    if (status == SFL_OK) status = sfl_study_answer(from->plan, &from->set, &inputs, n_threads, NULL, summary, diag);
    free(text);
    free(even);
    return status;
}

/* Where not every two architectures are compared, a second walk compares each with the cheapest, as sfl_study does. */
static sfl_status walk_again(sweep *of, member *one, sfl_diag *diag)
{
    int32_t n = one->plan->n_architectures, cheapest = one->summary->rankings[SFL_MONEY_NPV].cheapest;
    if (one->plan->n_pairs == n * (n - 1) / 2 || cheapest == 0) return SFL_OK;
    sfl_summary_free(&one->summary);
    sfl_tally_set_release(&one->set);
    one->set = (sfl_tally_set){0};
    sfl_plan_free(&one->plan);
    SFL_TRY(sfl_plan_build_totals_against(one->scenario, cheapest, &one->plan, diag));
    SFL_TRY(walk(of, one, 1, diag));
    return summarise(of, one, of->request->run.n_threads, &one->summary, diag);
}

/* Its tallies stay in the piece. */
static sfl_status keep(sweep *of, member *one)
{
    of->request->piece->sets[one->number] = one->set;
    one->set                              = (sfl_tally_set){0};
    of->n_answered += 1;
    return SFL_OK;
}

/* Points that are answered side by side. */
typedef struct crew {
    const sweep *of;
    member      *members;
    int32_t      n_threads; /* of a point */
} crew;

static bool summarise_one(void *context, int32_t thread, double *slots, uint64_t number)
{
    const crew *of  = context;
    member     *one = &of->members[number];
    (void)thread;
    (void)slots;
    one->said     = sfl_diag_build();
    one->answered = one->said != NULL ? summarise(of->of, one, of->n_threads, &one->summary, one->said) : SFL_ERR_MEMORY;
    return true;
}

static sfl_status summarise_all(const sweep *of, member *members, int32_t n, sfl_diag *diag)
{
    uint64_t n_done;
    int32_t  n_threads = sfl_work_threads(of->request->run.n_threads);
    crew     all       = {of, members, n_threads > n ? n_threads / n : 1};
    sfl_work work      = {(uint64_t)n, n_threads < n ? n_threads : n, 0, summarise_one, NULL, &all};
    return sfl_work_run(&work, &n_done) == SFL_OK ? SFL_OK : no_memory(diag);
}

static sfl_status answer(sweep *of, member *one, sfl_diag *diag)
{
    const sfl_sweep_point *point  = &of->request->points[one->number];
    sfl_status             status = one->answered;
    if (status != SFL_OK && one->said != NULL) repeat_errors(one->said, status, diag);
    if (status == SFL_OK && of->request->piece == NULL) status = walk_again(of, one, diag);
    if (status == SFL_OK) of->request->answer(of->request->context, one->number, one->summary);
    if (status == SFL_OK) of->n_answered += 1;
    if (status == SFL_OK || status == SFL_INTERRUPTED) return status;
    return sfl_diag_add(diag, status, point->place, "%s has no answer", point->name);
}

/* What the piece holds of them. */
static sfl_status take(const sweep *of, member *members, int32_t n)
{
    for (int32_t i = 0; i < n; ++i) {
        sfl_tally_set *set = &of->request->piece->sets[members[i].number];
        members[i].set     = *set;
        *set               = (sfl_tally_set){0};
    }
    return SFL_OK;
}

/* Points of one world. */
static sfl_status walk_and_answer(sweep *of, member *members, int32_t n, sfl_diag *diag)
{
    bool has_answers = of->request->answer != NULL;
    SFL_TRY(of->request->piece != NULL && has_answers ? take(of, members, n) : walk(of, members, n, diag));
    if (has_answers) SFL_TRY(summarise_all(of, members, n, diag));
    for (int32_t i = 0; i < n; ++i) {
        SFL_TRY(has_answers ? answer(of, &members[i], diag) : keep(of, &members[i]));
        release(&members[i]);
        members[i] = (member){0};
    }
    return SFL_OK;
}

/* As many points of a world as are walked at once, from *next on. */
static sfl_status do_some(sweep *of, int32_t world, int32_t *next, sfl_diag *diag)
{
    member     members[SFL_SWEEP_TOGETHER] = {0};
    int32_t    n      = 0;
    sfl_status status = SFL_OK;
    for (; *next < of->request->n_points && n < SFL_SWEEP_TOGETHER && status == SFL_OK; ++*next)
        if (of->worlds[*next] == world) status = read_point(of, *next, &members[n++], diag);
    if (status == SFL_OK && n > 0) status = walk_and_answer(of, members, n, diag);
    for (int32_t i = 0; i < n; ++i)
        release(&members[i]);
    return status;
}

sfl_status sfl_sweep(const sfl_sweep_request *request, sfl_sweep_facts *facts, sfl_diag *diag)
{
    sweep of   = {.request = request, .n_paths = request->run.n_paths};
    of.worlds  = calloc((size_t)request->n_points, sizeof *of.worlds);
    *facts     = (sfl_sweep_facts){0};
    if (of.worlds == NULL) return no_memory(diag);
    sfl_status status = look_at_points(&of, diag);
    bool is_nothing = request->run.n_paths == 0 && request->answer == NULL; /* a share without a path */
    for (int32_t world = 0; world < of.n_worlds && status == SFL_OK && !is_nothing; ++world) {
        for (int32_t next = 0; next < request->n_points && status == SFL_OK;)
            status = do_some(&of, world, &next, diag);
    }
    *facts = (sfl_sweep_facts){of.n_worlds, of.n_answered};
    free(of.worlds);
    return status;
}

sfl_status sfl_sweep_plans(const sfl_sweep_request *request, sfl_plan **plans, sfl_diag *diag)
{
    sweep of = {.request = request};
    for (int32_t i = 0; i < request->n_points; ++i) {
        member     one    = {0};
        sfl_status status = read_point(&of, i, &one, diag);
        plans[i]          = one.plan;
        one.plan          = NULL;
        release(&one);
        SFL_TRY(status);
    }
    return SFL_OK;
}
