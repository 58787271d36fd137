/* One path opened: series of monthly values, by the thing they belong to. What may be traced is a row in trace.c; the
 * formats walk the rows. */
#ifndef SFL_CLI_TRACE_H
#define SFL_CLI_TRACE_H

#include "host/base/arena.h"
#include "host/run/observe.h"
#include "host/scenario/scenario.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_trace_item sfl_trace_item;

/* A kind of figure. `read` is called once after every month, months in order; NaN: there is none this month. */
typedef struct sfl_trace_row {
    const char *word;     /* as `sel` of the validation cases has it */
    const char *heading;  /* for people; NULL: only in JSON */
    int32_t     decimals; /* for people */
    double (*read)(const sfl_block *block, const sfl_trace_item *item, int32_t month);
} sfl_trace_row;

/* Something that has figures: a driver, a workload; of an architecture its costs, a contract, a channel, a route. */
struct sfl_trace_item {
    const char          *name;               /* for people and for JSON */
    int32_t              architecture;       /* -1: of the world */
    int32_t              number;             /* position in its list of the scenario, or of the plan's legs */
    const char          *workload, *channel; /* of a route or a switch; else NULL */
    const sfl_trace_row *rows;
    int32_t              n_rows;
    double             **values; /* [n_rows][n_months] */
};

typedef struct sfl_trace_list {
    const char     *name; /* "drivers" */
    sfl_trace_item *items;
    int32_t         n_items;
} sfl_trace_list;

typedef enum sfl_trace_world_list {
    SFL_TRACE_DRIVERS,
    SFL_TRACE_WORKLOADS,
    SFL_TRACE_WORLD_COUNT
} sfl_trace_world_list;

typedef enum sfl_trace_architecture_list {
    SFL_TRACE_COSTS, /* one item */
    SFL_TRACE_CONTRACTS,
    SFL_TRACE_CHANNELS,
    SFL_TRACE_ROUTES,
    SFL_TRACE_SWITCHES,
    SFL_TRACE_ARCHITECTURE_COUNT
} sfl_trace_architecture_list;

typedef struct sfl_trace_architecture {
    const char    *name;
    sfl_trace_list lists[SFL_TRACE_ARCHITECTURE_COUNT];
    double         totals[SFL_MONEY_COUNT][SFL_PART_COUNT];
} sfl_trace_architecture;

typedef struct sfl_trace {
    sfl_arena              *arena;
    const sfl_scenario     *scenario;
    const sfl_plan         *plan;
    uint64_t                path;
    int32_t                 n_months;
    sfl_trace_list          world[SFL_TRACE_WORLD_COUNT];
    int32_t                *regimes;       /* [n_months]; NULL: the scenario has none */
    sfl_trace_architecture *architectures; /* [n of the scenario] */
} sfl_trace;

/* Walks the path. `trace` lives in the arena. */
sfl_status sfl_trace_walk(const sfl_scenario *scenario, const sfl_plan *plan, uint64_t path, const char *backend,
                          sfl_arena *arena, sfl_trace **trace, sfl_diag *diag);

/* First month in which a series of 0 and 1 is 1; n_months where it never is. */
int32_t sfl_trace_first_month(const double *values, int32_t n_months);
/* The series of a word; NULL where the item has none. */
const double *sfl_trace_series(const sfl_trace_item *item, const char *word);

sfl_status sfl_trace_write_json(const sfl_trace *trace, FILE *stream);
void       sfl_trace_write_table(const sfl_trace *trace, int32_t width, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
