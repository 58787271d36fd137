/* A trace for people: the world first, then every architecture's costs, contracts, channels and routes. */
#include "host/cli/columns.h"
#include "host/cli/trace.h"

#include <inttypes.h>

static bool is_shown(const sfl_trace_row *row)
{
    return row->heading != NULL;
}

static int32_t columns_in(const sfl_trace_list *list)
{
    int32_t n = 0;
    for (int32_t i = 0; i < list->n_items; ++i) {
        for (int32_t j = 0; j < list->items[i].n_rows; ++j)
            n += is_shown(&list->items[i].rows[j]);
    }
    return n;
}

/* An item with one figure needs no heading besides its name. */
static sfl_column column_of(const sfl_trace_item *item, const sfl_trace_row *row, const double *values)
{
    bool is_alone = item->n_rows == 1;
    return (sfl_column){is_alone ? "" : item->name, is_alone ? item->name : row->heading, values, row->decimals, 0};
}

static void write_list(const sfl_trace *trace, const sfl_trace_list *list, const char *title, int32_t width,
                       FILE *stream)
{
    int32_t     n = columns_in(list), k = 0;
    sfl_column *columns = SFL_ARENA_ARRAY(trace->arena, sfl_column, (size_t)n);
    if (n == 0 || columns == NULL) return;
    for (int32_t i = 0; i < list->n_items; ++i) {
        const sfl_trace_item *item = &list->items[i];
        for (int32_t j = 0; j < item->n_rows; ++j) {
            if (!is_shown(&item->rows[j])) continue;
            columns[k++] = column_of(item, &item->rows[j], item->values[j]);
        }
    }
    fprintf(stream, "\n%s\n", title);
    sfl_columns_write("month", columns, n, trace->n_months, width, stream);
}

static void write_regimes(const sfl_trace *trace, FILE *stream)
{
    if (trace->regimes == NULL) return;
    fputs("\nRegimes\n", stream);
    for (int32_t t = 0; t < trace->n_months; ++t) {
        bool changes = t == 0 || trace->regimes[t] != trace->regimes[t - 1];
        if (changes) {
            fprintf(stream, "%5d  %s\n", (int)t, trace->scenario->regimes->names.values[trace->regimes[t]]);
        }
    }
}

static void write_launches(const sfl_trace *trace, FILE *stream)
{
    const sfl_trace_list *workloads = &trace->world[SFL_TRACE_WORKLOADS];
    fputs("\nLaunches\n", stream);
    for (int32_t i = 0; i < workloads->n_items; ++i) {
        const sfl_trace_item *item  = &workloads->items[i];
        int32_t               month = sfl_trace_first_month(sfl_trace_series(item, "launched"), trace->n_months);
        if (month < trace->n_months) {
            fprintf(stream, "%5d  %s\n", (int)month, item->name);
        } else {
            fprintf(stream, "never  %s\n", item->name);
        }
    }
}

static void write_switches(const sfl_trace *trace, const sfl_trace_list *list, FILE *stream)
{
    for (int32_t i = 0; i < list->n_items; ++i) {
        int32_t month = sfl_trace_first_month(sfl_trace_series(&list->items[i], "switched"), trace->n_months);
        if (month < trace->n_months) {
            fprintf(stream, "\n%s switches in month %d.\n", list->items[i].workload, (int)month);
        } else {
            fprintf(stream, "\n%s does not switch.\n", list->items[i].workload);
        }
    }
}

static void write_architecture(const sfl_trace *trace, const sfl_trace_architecture *architecture, int32_t width,
                               FILE *stream)
{
    char npv[64], nominal[64];
    fprintf(stream, "\n== %s: npv %s, nominal %s\n", architecture->name,
            sfl_number_text(architecture->totals[SFL_MONEY_NPV][SFL_PART_TOTAL], 0, npv),
            sfl_number_text(architecture->totals[SFL_MONEY_NOMINAL][SFL_PART_TOTAL], 0, nominal));
    write_list(trace, &architecture->lists[SFL_TRACE_COSTS], "Costs of the month", width, stream);
    write_list(trace, &architecture->lists[SFL_TRACE_CONTRACTS],
               "Contracts: discount, ledger of the running period, what a period's end brings", width, stream);
    write_list(trace, &architecture->lists[SFL_TRACE_CHANNELS],
               "Capacity: units or nodes, share of the load above them, rent", width, stream);
    write_list(trace, &architecture->lists[SFL_TRACE_ROUTES],
               "Routes: share of the workload, net bill by the token (of capacity: of what overflows)", width, stream);
    write_switches(trace, &architecture->lists[SFL_TRACE_SWITCHES], stream);
}

void sfl_trace_write_table(const sfl_trace *trace, int32_t width, FILE *stream)
{
    fprintf(stream, "Path %" PRIu64 ", seed %" PRIu64 ", %d months, %s\n", trace->path, trace->plan->seed,
            (int)trace->n_months, trace->scenario->simulation.currency);
    write_list(trace, &trace->world[SFL_TRACE_DRIVERS], "Drivers: index, today = 1", width, stream);
    write_regimes(trace, stream);
    write_launches(trace, stream);
    write_list(trace, &trace->world[SFL_TRACE_WORKLOADS], "Workloads: volume factor, tokens, cached share of the input",
               width, stream);
    for (int32_t i = 0; i < trace->scenario->n_architectures; ++i) {
        write_architecture(trace, &trace->architectures[i], width, stream);
    }
}
