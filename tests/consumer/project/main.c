/* Read, plan, run, summarise, write, free: everything a program outside this house can do, once. */
#include <shortfall.h>

#include <stdio.h>
#include <stdlib.h>

static const char scenario_text[] =
    "simulation = { months = 12; };\n"
    "models = ( { name = \"m\"; provider = \"p\"; input_usd = 3.0; output_usd = 15.0; } );\n"
    "workloads = ( { name = \"w\"; model = \"m\"; input_mtok = 100.0; output_mtok = 20.0; volatility = 0.2; } );\n"
    "vendors = ( { name = \"p\"; } );\n"
    "channels = ( { name = \"direct\"; kind = \"token\"; vendor = \"p\"; models = [ \"m\" ]; } );\n"
    "architectures = ( { name = \"all\"; routes = ( { workload = \"*\"; channel = \"direct\"; } ); } );\n";

static int written(const sfl_summary *summary)
{
    FILE *file = tmpfile();
    if (file == NULL || sfl_report_write(summary, "json", NULL, file, NULL) != SFL_OK) return 0;
    rewind(file);
    int first = fgetc(file);
    fclose(file);
    return first == '{';
}

int main(void)
{
    sfl_scenario      *scenario = NULL;
    sfl_plan          *plan     = NULL;
    sfl_tally         *tally    = NULL;
    sfl_summary       *summary  = NULL;
    char              *text     = NULL;
    sfl_run_options    options  = {0};
    sfl_run_facts      facts    = {0};
    sfl_summary_inputs inputs   = {0};
    options.n_paths             = 1000;

    sfl_status status = sfl_scenario_read_text(scenario_text, "consumer", NULL, NULL, &scenario, NULL);
    if (status == SFL_OK) status = sfl_scenario_dump(scenario, &text, NULL);
    if (status == SFL_OK) status = sfl_plan_build(scenario, &plan, NULL);
    if (status == SFL_OK) status = sfl_run(plan, &options, &tally, &facts, NULL);
    if (status == SFL_OK) {
        inputs.scenario = scenario;
        inputs.plan     = plan;
        inputs.tally    = tally;
        inputs.text     = text;
        inputs.facts    = &facts;
        status          = sfl_summarise(&inputs, &summary, NULL);
    }
    int done = status == SFL_OK && written(summary);
    printf("shortfall %s: %s\n", sfl_version(), sfl_status_text(status));

    sfl_summary_free(&summary);
    sfl_tally_free(&tally);
    sfl_plan_free(&plan);
    sfl_scenario_free(&scenario);
    free(text);
    return done ? 0 : 1;
}
