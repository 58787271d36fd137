/* The scenario of the case `bills`: one architecture whose two contracts say everything that a contract can say, and whose
 * routes fill and switch. */
#include "host/bench/cases.h"

static const char market[] =
    "vendors = ( { name = \"cloud\"; baseline = { monthly_usd = 3.0e5; growth = 0.05; volatility = 0.1; reversion = "
    "0.5; }; },\n"
    "            { name = \"maker\"; } );\n"
    "indices = ( { name = \"price\"; growth = -0.2; volatility = 0.15; } );\n"
    "models = ( { name = \"model\"; provider = \"maker\"; input_usd = 3.0; cached_input_usd = 0.3; output_usd = 15.0; "
    "index = \"price\"; } );\n"
    "workloads = (\n"
    "    { name = \"chat\"; model = \"model\"; input_mtok = 30000.0; output_mtok = 4000.0; cached_share = 0.3; "
    "growth = 0.4; growth_sd = 0.25; volatility = 0.5; reversion = 1.5; },\n"
    "    { name = \"bulk\"; model = \"model\"; input_mtok = 20000.0; output_mtok = 1000.0; batch_share = 0.5; "
    "growth = 0.5; growth_sd = 0.25; volatility = 0.6; reversion = 1.5; } );\n";

/* Tiers, amendments that wait for AI spend and that do not, a cap on the marketplace, a partial shortfall that becomes
 * credit, excess that is carried, payment that lags, renewal by share and by repetition. */
static const char contracts[] =
    "contracts = (\n"
    "    { name = \"edp\"; vendor = \"cloud\"; kind = \"edp\"; start_month = -6; spent_to_date_usd = 2.0e6;\n"
    "      commitments = [5.0e6, 5.5e6, 6.0e6];\n"
    "      tiers = ( { from_usd = 1.0e6; discount = 0.04; }, { from_usd = 3.0e6; discount = 0.06; },\n"
    "                { from_usd = 5.0e6; discount = 0.08; }, { from_usd = 8.0e6; discount = 0.1; } );\n"
    "      tier_basis = \"commitment\"; ai_scope = 0.5; counts = \"gross\"; marketplace_cap = 0.25; shortfall_rate = "
    "0.9;\n"
    "      shortfall_credit = 0.5; credit_months = 12; rollover_cap = 0.1; invoice_lag_months = 1;\n"
    "      renewal = { share = 0.85; };\n"
    "      amendments = ( { month = 12; when_ai_annual_usd = 1.0e6; ai_scope = 1.0; discount_add = 0.01; },\n"
    "                     { month = 30; discount_add = 0.005; } ); },\n"
    "    { name = \"volume\"; vendor = \"maker\"; kind = \"provider\"; commitments = [4.0e5, 5.0e5];\n"
    "      tiers = ( { from_usd = 1.0e5; discount = 0.03; }, { from_usd = 4.0e5; discount = 0.06; } );\n"
    "      tier_basis = \"spend\"; shortfall_rate = 1.0; shortfall_credit = 1.0; credit_months = 6; rollover_cap = "
    "0.2;\n"
    "      renewal = \"repeat\"; } );\n";

static const char ways[] =
    "channels = (\n"
    "    { name = \"list\"; kind = \"token\"; vendor = \"cloud\"; margin = 0.15; models = [\"model\"]; marketplace = "
    "true; "
    "price_lag_months = 1; exit_usd = 10000.0; },\n"
    "    { name = \"direct\"; kind = \"token\"; vendor = \"maker\"; models = [\"model\"]; exit_usd = 10000.0; },\n"
    "    { name = \"nodes\"; kind = \"self_hosted\"; node_hour_usd = 18.0; node_mtok_per_hour = 60.0; lead_months = "
    "2;\n"
    "      lease_months = 3; service_level = 0.9; burst_cv = 0.8; overflow = \"direct\"; } );\n"
    "architectures = (\n"
    "    { name = \"every-clause\"; routes = (\n"
    "        { workload = \"chat\"; channel = \"list\"; fill = \"edp\"; otherwise = \"direct\"; },\n"
    "        { workload = \"bulk\"; channel = \"direct\";\n"
    "          then = { channel = \"nodes\"; when_monthly_usd = 80000.0; trailing_months = 3; lead_months = 3; "
    "cost_usd = 50000.0; }; } ); } );\n";

void sfl_bench_clauses_write(const sfl_bench_sizes *sizes, sfl_buffer *text)
{
    sfl_buffer_add(text, "simulation = { months = %d; discount_rate = 0.08; seed = 2026; };\n", sizes->n_months);
    sfl_buffer_add(text, "%s%s%s", market, contracts, ways);
}
