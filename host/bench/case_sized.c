/* The scenario that W, W-small and W-large are sizes of: a company with two clouds. Figures are round numbers in the
 * range of configs/; only how much work they make matters here. */
#include "host/bench/cases.h"

static const char *comma(int32_t i, int32_t n)
{
    return i + 1 < n ? "," : "";
}

static void write_market(const sfl_bench_sizes *sizes, sfl_buffer *text)
{
    sfl_buffer_add(text, "vendors = (\n"
                         "    { name = \"cloud-a\"; baseline = { monthly_usd = 1.5e6; growth = 0.08; growth_sd = 0.04; "
                         "volatility = 0.1; reversion = 0.5; }; },\n"
                         "    { name = \"cloud-b\"; },\n"
                         "    { name = \"maker\"; } );\n\nindices = (\n");
    for (int32_t i = 0; i < sizes->n_indices; ++i) {
        sfl_buffer_add(text, "    { name = \"price-%d\"; growth = -0.%d; growth_sd = 0.1; volatility = 0.15; }%s\n",
                       i + 1, 15 + 5 * i, comma(i, sizes->n_indices));
    }
    sfl_buffer_add(text, ");\n\nmodels = (\n");
    for (int32_t i = 0; i < sizes->n_indices; ++i) {
        sfl_buffer_add(text,
                       "    { name = \"model-%d\"; provider = \"maker\"; input_usd = %d.0; cached_input_usd = 0.%d; "
                       "output_usd = %d.0; index = \"price-%d\"; }%s\n",
                       i + 1, i + 1, i + 1, 5 * (i + 1), i + 1, comma(i, sizes->n_indices));
    }
    sfl_buffer_add(text, ");\n\n");
}

static void write_workloads(const sfl_bench_sizes *sizes, sfl_buffer *text)
{
    sfl_buffer_add(text, "workloads = (\n");
    for (int32_t i = 0; i < sizes->n_workloads; ++i) {
        sfl_buffer_add(
            text,
            "    { name = \"work-%d\"; model = \"model-%d\"; input_mtok = %d.0; output_mtok = %d.0; "
            "cached_share = 0.%d; growth = 0.%d; growth_sd = 0.25; volatility = 0.%d; reversion = 1.5; }%s\n",
            i + 1, i % sizes->n_indices + 1, 20000 + 5000 * (i % 8), 1500 + 500 * (i % 8), 1 + i % 4, 30 + 5 * (i % 8),
            35 + 5 * (i % 8), comma(i, sizes->n_workloads));
    }
    sfl_buffer_add(text, ");\n\n");
}

/* "work-1", "work-2", …: the names of a list of drivers. */
static void write_names(const char *word, int32_t n, sfl_buffer *text)
{
    for (int32_t i = 0; i < n; ++i)
        sfl_buffer_add(text, "\"%s-%d\"%s", word, i + 1, i + 1 < n ? ", " : "");
}

/* No two drivers are independent, so the factor of the correlations has no zeros. */
static void write_correlations(const sfl_bench_sizes *sizes, sfl_buffer *text)
{
    sfl_buffer_add(text, "correlations = (\n    { among = [");
    write_names("work", sizes->n_workloads, text);
    sfl_buffer_add(text, ", ");
    write_names("price", sizes->n_indices, text);
    sfl_buffer_add(text, ", \"cloud-a\"]; rho = 0.1; },\n    { among = [");
    write_names("work", sizes->n_workloads, text);
    sfl_buffer_add(text, "]; rho = 0.3; } );\n\n");
}

static void write_contracts(sfl_buffer *text)
{
    sfl_buffer_add(
        text, "contracts = (\n"
              "    { name = \"edp\"; vendor = \"cloud-a\"; kind = \"edp\"; commitments = [20.0e6, 21.0e6, 22.0e6];\n"
              "      tiers = ( { from_usd = 1.0e6; discount = 0.05; }, { from_usd = 10.0e6; discount = 0.07; },\n"
              "                { from_usd = 20.0e6; discount = 0.09; } ); renewal = \"repeat\"; },\n"
              "    { name = \"macc\"; vendor = \"cloud-b\"; kind = \"macc\"; period_months = 36; "
              "commitments = [3.0e6]; discount = 0.06; } );\n\n");
}

static void write_token_channel(const char *name, const char *vendor, const char *margin, int32_t lag_months, const sfl_bench_sizes *sizes,
                                sfl_buffer *text)
{
    sfl_buffer_add(text, "    { name = \"%s\"; kind = \"token\"; vendor = \"%s\"; margin = %s; price_lag_months = %d; models = [",
                   name, vendor, margin, lag_months);
    write_names("model", sizes->n_indices, text);
    sfl_buffer_add(text, "]; },\n");
}

static void write_channels(const sfl_bench_sizes *sizes, sfl_buffer *text)
{
    sfl_buffer_add(text, "channels = (\n");
    write_token_channel("list-a", "cloud-a", "0.15", 0, sizes, text);
    write_token_channel("list-b", "cloud-b", "0.12", 1, sizes, text);
    write_token_channel("direct", "maker", "0.0", 0, sizes, text);
    sfl_buffer_add(
        text, "    { name = \"units\"; kind = \"provisioned\"; vendor = \"cloud-b\"; unit_hour_usd = 1.0; "
              "unit_mtok_per_hour = 0.5;\n"
              "      output_weight = 4.0; coverage = 0.8; min_units = 10; increment = 5; term_months = 6; "
              "burst_cv = 0.6; overflow = \"list-b\"; },\n"
              "    { name = \"nodes\"; kind = \"self_hosted\"; node_hour_usd = 18.0; node_mtok_per_hour = 60.0;\n"
              "      output_weight = 4.0; cached_weight = 0.2; min_nodes = 1; lead_months = 2; lease_months = 3; "
              "service_level = 0.9;\n"
              "      burst_cv = 0.8; staff_usd_per_month = 30000.0; setup_usd = 100000.0; overflow = \"direct\"; } );"
              "\n\n");
}

/* Architectures by turns: all at a cloud; some on capacity, the rest at the other cloud; all at a cloud but one workload,
 * which fills the commitment and goes to the maker otherwise; all at the maker; some on capacity, the rest at the maker. */
static void write_target(int32_t turn, int32_t workload, sfl_buffer *text)
{
    static const char *const lists[]      = {"list-a", "list-b", "list-a", "direct", "direct"};
    bool                     has_capacity = turn == 1 || turn == 4;
    const char              *channel      = lists[turn];
    if (has_capacity && workload == 0) channel = "units";
    if (has_capacity && workload == 1) channel = "nodes";
    sfl_buffer_add(text, "channel = \"%s\";", channel);
    if (turn == 2 && workload == 0) sfl_buffer_add(text, " fill = \"edp\"; otherwise = \"direct\";");
}

static void write_architectures(const sfl_bench_sizes *sizes, sfl_buffer *text)
{
    int32_t n = sizes->n_architectures;
    sfl_buffer_add(text, "architectures = (\n");
    for (int32_t i = 0; i < n; ++i) {
        sfl_buffer_add(text, "    { name = \"way-%d\"; coordination_usd_per_month = %d.0; routes = (\n", i + 1,
                       1000 * i);
        for (int32_t k = 0; k < sizes->n_workloads; ++k) {
            sfl_buffer_add(text, "        { workload = \"work-%d\"; ", k + 1);
            write_target(i % 5, k, text);
            sfl_buffer_add(text, " }%s\n", comma(k, sizes->n_workloads));
        }
        sfl_buffer_add(text, "    ); }%s\n", comma(i, n));
    }
    sfl_buffer_add(text, ");\n\nbreak_even = ( { from = \"way-1\"; to = \"way-3\"; } );\n");
}

void sfl_bench_sized_write(const sfl_bench_sizes *sizes, sfl_buffer *text)
{
    sfl_buffer_add(text, "simulation = { months = %d; discount_rate = 0.08; seed = 2026; };\n\n", sizes->n_months);
    write_market(sizes, text);
    write_workloads(sizes, text);
    write_correlations(sizes, text);
    write_contracts(text);
    write_channels(sizes, text);
    write_architectures(sizes, text);
}
