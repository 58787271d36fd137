/* See subject.h. */
#include "host/selftest/subject.h"

#include <stdlib.h>
#include <string.h>

/* Standard errors are 1/512 of what single paths vary by: 1 % of most figures is 4 of them or more. */
#define PATHS (UINT64_C(1) << 18)
#define FULL_TIMES 10
#define SAMPLED 0

#define UNIT                                                                                                           \
    "vendors = ( { name = \"p\"; }, { name = \"q\"; } );"                                                              \
    "models = ( { name = \"unit\"; provider = \"p\"; input_usd = 1.0; } );"
#define DIRECT                                                                                                         \
    "channels = ( { name = \"api\"; kind = \"token\"; vendor = \"p\"; models = [\"unit\"]; } );"                       \
    "architectures = ( { name = \"A\"; routes = ( { workload = \"*\"; channel = \"api\"; } ); } );"
#define RESERVED(name, usd_per_hour, mtok_per_hour)                                                                    \
    "{ name = \"" name "\"; kind = \"provisioned\"; vendor = \"p\"; unit_hour_usd = " usd_per_hour                     \
    "; unit_mtok_per_hour = " mtok_per_hour "; units = 1; overflow = \"api\"; }"

static const struct {
    const char *name, *text;
    uint64_t    n_paths;
} scenarios[SFL_SELFTEST_SCENARIO_COUNT] = {
#define SFL_SELFTEST_SCENARIO(NAME, paths, text) {"selftest:" #NAME, text, paths},
#include "host/selftest/scenario_list.def"
#undef SFL_SELFTEST_SCENARIO
};

/* ---- the whole ---- */

uint64_t sfl_selftest_paths(const sfl_selftest *test)
{
    return test->how->is_full ? FULL_TIMES * PATHS : PATHS;
}

sfl_selftest *sfl_selftest_build(const sfl_selftest_how *how)
{
    sfl_selftest *test = calloc(1, sizeof(*test));
    if (test == NULL) return NULL;
    test->how = how;
    for (int i = 0; i < SFL_SELFTEST_SCENARIO_COUNT; ++i) {
        uint64_t n_paths          = scenarios[i].n_paths;
        test->subjects[i].n_paths = n_paths == SAMPLED ? sfl_selftest_paths(test) : n_paths;
    }
    return test;
}

void sfl_selftest_free(sfl_selftest **test)
{
    if (*test == NULL) return;
    for (int i = 0; i < SFL_SELFTEST_SCENARIO_COUNT; ++i) {
        sfl_plan_free(&(*test)->subjects[i].plan);
        sfl_tally_free(&(*test)->subjects[i].tally);
    }
    free(*test);
    *test = NULL;
}

/* ---- a scenario ---- */

sfl_status sfl_selftest_plan(const sfl_selftest *test, sfl_selftest_scenario scenario, const char *more,
                             sfl_plan **plan, sfl_diag *diag)
{
    int32_t      n_given = test->how->read != NULL ? test->how->read->n_overrides : 0;
    const char **all     = calloc((size_t)n_given + 1, sizeof(*all));
    if (all == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n_given; ++i)
        all[i] = test->how->read->overrides[i];
    all[n_given]             = more;
    sfl_read_options options = {all, n_given + (more != NULL ? 1 : 0)};
    sfl_scenario    *read    = NULL;
    sfl_status       status =
        sfl_scenario_read_text(scenarios[scenario].text, scenarios[scenario].name, NULL, &options, &read, diag);
    if (status == SFL_OK) status = sfl_plan_build(read, plan, diag);
    sfl_scenario_free(&read);
    free(all);
    return status;
}

sfl_status sfl_selftest_walk(const sfl_selftest *test, const sfl_plan *plan, uint64_t n_paths, sfl_tally **tally,
                             sfl_diag *diag)
{
    sfl_run_options options  = {0};
    sfl_run_facts   facts    = {0};
    options.n_paths          = n_paths;
    options.n_threads        = test->how->n_threads;
    options.backend          = test->how->backend;
    options.progress         = test->how->progress;
    options.progress_context = test->how->progress_context;
    return sfl_run(plan, &options, tally, &facts, diag);
}

sfl_status sfl_selftest_planned(sfl_selftest *test, sfl_selftest_scenario scenario, sfl_selftest_subject **subject,
                                sfl_diag *diag)
{
    *subject = &test->subjects[scenario];
    return (*subject)->plan != NULL ? SFL_OK : sfl_selftest_plan(test, scenario, NULL, &(*subject)->plan, diag);
}

sfl_status sfl_selftest_walked(sfl_selftest *test, sfl_selftest_scenario scenario, sfl_selftest_subject **subject,
                               sfl_diag *diag)
{
    SFL_TRY(sfl_selftest_planned(test, scenario, subject, diag));
    if ((*subject)->tally != NULL) return SFL_OK;
    return sfl_selftest_walk(test, (*subject)->plan, (*subject)->n_paths, &(*subject)->tally, diag);
}
