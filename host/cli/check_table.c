/* `check` for people. */
#include "host/cli/check.h"
#include "host/cli/columns.h"

#include <math.h>

#define NAME_WIDTH 30
#define NUMBER_WIDTH 14

static void print_number(double value, int32_t decimals, FILE *stream)
{
    char text[64];
    sfl_pad_left(sfl_number_text(value, decimals, text), NUMBER_WIDTH, stream);
}

static int32_t widest(int32_t width, const char *name)
{
    int32_t found = sfl_text_width(name);
    return found > width ? found : width;
}

static void print_headings(const char *const *headings, int n, int32_t name_width, FILE *stream)
{
    sfl_pad_right(headings[0], name_width, stream);
    for (int i = 1; i < n; ++i)
        sfl_pad_left(headings[i], NUMBER_WIDTH, stream);
    fputc('\n', stream);
}

static void write_drivers(const sfl_driver_table *table, FILE *stream)
{
    static const char *const headings[] = {"driver", "month", "mean", "5 %", "50 %", "95 %"};
    int32_t                  width      = NAME_WIDTH - 6;
    for (int32_t i = 0; i < table->n_rows; ++i)
        width = widest(width, table->rows[i].name);
    fputs("\nDrivers: index, today = 1\n", stream);
    print_headings(headings, 6, width, stream);
    for (int32_t i = 0; i < table->n_rows; ++i) {
        for (int32_t j = 0; j < table->rows[i].n_months; ++j) {
            const sfl_driver_month *month = &table->rows[i].months[j];
            sfl_pad_right(j == 0 ? table->rows[i].name : "", width, stream);
            print_number(month->month, 0, stream);
            print_number(month->mean, 3, stream);
            print_number(month->q05, 3, stream);
            print_number(month->q50, 3, stream);
            print_number(month->q95, 3, stream);
            fputc('\n', stream);
        }
    }
}

static void write_period(const sfl_check_period *period, FILE *stream)
{
    print_number(period->period, 0, stream);
    print_number(period->first_month, 0, stream);
    print_number(period->last_month, 0, stream);
    if (isnan(period->commitment_usd)) {
        fputs("  a share of what was spent before", stream);
    } else {
        print_number(period->commitment_usd, 0, stream);
        print_number(period->usd_per_year, 0, stream);
    }
    fputc('\n', stream);
}

static void write_contracts(const sfl_check *check, FILE *stream)
{
    static const char *const headings[] = {"contract", "period", "from month", "to month", "due", "a year"};
    int32_t                  n = check->scenario->n_contracts, width = NAME_WIDTH - 6;
    if (n == 0) return;
    for (int32_t i = 0; i < n; ++i)
        width = widest(width, check->contracts[i].name);
    fprintf(stream, "\nCommitments, %s\n", check->scenario->simulation.currency);
    print_headings(headings, 6, width, stream);
    for (int32_t i = 0; i < n; ++i) {
        for (int32_t j = 0; j < check->contracts[i].n_periods; ++j) {
            sfl_pad_right(j == 0 ? check->contracts[i].name : "", width, stream);
            write_period(&check->contracts[i].periods[j], stream);
        }
    }
}

static void write_architectures(const sfl_check *check, FILE *stream)
{
    static const char *const headings[] = {"architecture", "total", "ai", "true-up", "baseline", "ai, for ever"};
    int32_t                  n = check->scenario->n_architectures, width = NAME_WIDTH - 6;
    for (int32_t i = 0; i < n; ++i)
        width = widest(width, check->architectures[i].name);
    fprintf(stream, "\nBill of month 0, %s; for ever: without what is paid once\n",
            check->scenario->simulation.currency);
    print_headings(headings, 6, width, stream);
    for (int32_t i = 0; i < n; ++i) {
        const sfl_check_architecture *architecture = &check->architectures[i];
        sfl_pad_right(architecture->name, width, stream);
        for (int part = 0; part < SFL_PART_COUNT; ++part)
            print_number(architecture->month_usd[part], 0, stream);
        print_number(architecture->static_usd, 0, stream);
        fputc('\n', stream);
    }
}

static void write_break_even(const sfl_check *check, FILE *stream)
{
    const sfl_scenario *scenario = check->scenario;
    char                text[64];
    if (scenario->n_break_even == 0) return;
    fputs("\nStatic break-even: month 0 scaled up or down, for ever\n", stream);
    for (int32_t i = 0; i < scenario->n_break_even; ++i) {
        const sfl_static_break_even *result = &check->implied->break_even[i];
        fprintf(stream, "  from %s to %s: ", scenario->break_even[i].from, scenario->break_even[i].to);
        switch (result->kind) {
        case SFL_STATIC_NONE: fputs("never\n", stream); break;
        case SFL_STATIC_ALWAYS: fputs("always\n", stream); break;
        case SFL_STATIC_REACHED:
            fprintf(stream, "at %s %s of AI a month\n", sfl_number_text(result->usd_per_month, 0, text),
                    scenario->simulation.currency);
            break;
        case SFL_STATIC_COUNT: break;
        }
    }
}

static const char *plural(int32_t n)
{
    return n == 1 ? "" : "s";
}

void sfl_check_write_table(const sfl_check *check, FILE *stream)
{
    const sfl_scenario *scenario = check->scenario;
    fprintf(stream, "The scenario is valid: %d month%s, %d workload%s, %d architecture%s.\n",
            (int)scenario->simulation.months, plural(scenario->simulation.months), (int)scenario->n_workloads,
            plural(scenario->n_workloads), (int)scenario->n_architectures, plural(scenario->n_architectures));
    write_drivers(check->implied->drivers, stream);
    write_contracts(check, stream);
    write_architectures(check, stream);
    write_break_even(check, stream);
}
