/* What `check` shows: gathered once, written as a table or as JSON. */
#ifndef SFL_CLI_CHECK_H
#define SFL_CLI_CHECK_H

#include "host/base/arena.h"
#include "host/cli/implied.h"
#include "host/run/observe.h"
#include "host/scenario/scenario.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A period of a contract inside the horizon. */
typedef struct sfl_check_period {
    int32_t period, first_month, last_month; /* the model page's k; months inside the horizon */
    double  commitment_usd;                  /* due, prorated; NaN: it depends on what was spent before */
    double  usd_per_year;                    /* before proration */
} sfl_check_period;

typedef struct sfl_check_contract {
    const char       *name;
    sfl_check_period *periods;
    int32_t           n_periods;
} sfl_check_contract;

typedef struct sfl_check_architecture {
    const char *name;
    double      month_usd[SFL_PART_COUNT]; /* nominal, month 0 */
    double      static_usd;                /* such a month for ever: no set-up, no true-up, no baseline */
} sfl_check_architecture;

typedef struct sfl_check {
    const sfl_scenario     *scenario;
    const sfl_plan         *plan;
    const sfl_implied      *implied;
    sfl_check_contract     *contracts;     /* [n of the scenario] */
    sfl_check_architecture *architectures; /* [n of the scenario] */
} sfl_check;

sfl_status sfl_check_write_json(const sfl_check *check, FILE *stream);
void       sfl_check_write_table(const sfl_check *check, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
