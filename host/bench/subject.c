/* See subject.h. */
#include "host/bench/subject.h"

#include "host/base/clock.h"
#include "host/plan/totals.h"

static sfl_status read(const sfl_bench_case *of, const sfl_read_options *options, sfl_scenario **scenario,
                       sfl_diag *diag)
{
    if (of->write == NULL) return sfl_scenario_read(of->word, options, scenario, diag);
    sfl_buffer text = {0};
    of->write(&of->sizes, &text);
    sfl_status status =
        text.has_failed ? SFL_ERR_MEMORY : sfl_scenario_read_text(text.text, of->word, NULL, options, scenario, diag);
    sfl_buffer_free(&text);
    return status;
}

sfl_status sfl_bench_subject_init(sfl_bench_subject *subject, const sfl_bench_case *of, const sfl_read_options *options,
                                  sfl_diag *diag)
{
    double        start    = sfl_clock_seconds();
    sfl_scenario *scenario = NULL;
    subject->of            = of;
    subject->plan          = NULL;
    sfl_status status      = read(of, options, &scenario, diag);
    if (status == SFL_OK) {
        bool is_totals = of->kind == SFL_BENCH_TOTALS;
        status         = is_totals ? sfl_plan_build_totals(scenario, &subject->plan, diag)
                                   : sfl_plan_build(scenario, &subject->plan, diag);
    }
    sfl_scenario_free(&scenario);
    subject->plan_seconds = sfl_clock_seconds() - start;
    return status;
}

void sfl_bench_subject_release(sfl_bench_subject *subject)
{
    sfl_plan_free(&subject->plan);
}
