/* primitives: what one word, normal, exp … costs on this machine, for every build of the kernels that it can run
 * (Google Benchmark). Every loop is compared with the plain build before it is timed; the counter `each` is the time of
 * one result on one core. */
#include "bench/primitive.h"
#include "kernels/word.h"
#include "shortfall.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace
{

struct Primitive {
    const char *name;
    int32_t     results;
    const char *what;
};

const Primitive primitives[] = {
#define SFL_PRIMITIVE(name, results, what) {#name, results, what},
#include "bench/primitive_list.def"
#undef SFL_PRIMITIVE
};

/* What the columns of each tally loop keep, in the order of the list. */
const uint32_t keeps[] = {
    SFL_KEEP_SUM,
    SFL_KEEP_SUM | SFL_KEEP_MOMENTS,
    SFL_KEEP_SUM | SFL_KEEP_COARSE,
    SFL_KEEP_SUM | SFL_KEEP_FINE,
    SFL_KEEP_SUM | SFL_KEEP_MOMENTS | SFL_KEEP_FINE,
    SFL_KEEP_SUM | SFL_KEEP_MONTHS,
};

/* As many workloads as W has drivers, all correlated, on a channel whose overflow has a table. */
std::string scenario_text()
{
    std::string workloads, names;
    for (int i = 0; i < SFL_PRIMITIVE_DRIVERS; ++i) {
        std::string name = "w" + std::to_string(i), comma = i > 0 ? ", " : "";
        names += comma + "\"" + name + "\"";
        workloads += comma + "{ name = \"" + name + "\"; model = \"m\"; input_mtok = 1000.0; volatility = 0.4; }";
    }
    return "simulation = { months = 60; };\n"
           "models = ( { name = \"m\"; provider = \"p\"; input_usd = 1.0; } );\n"
           "vendors = ( { name = \"v\"; } );\n"
           "channels = ( { name = \"t\"; kind = \"token\"; vendor = \"v\"; models = [\"m\"]; },\n"
           "  { name = \"u\"; kind = \"provisioned\"; vendor = \"v\"; unit_hour_usd = 1.0; unit_mtok_per_hour = 1.0;\n"
           "    units = 10; burst_cv = 0.6; overflow = \"t\"; } );\n"
           "workloads = ( " + workloads + " );\n"
           "correlations = ( { among = [" + names + "]; rho = 0.3; } );\n"
           "architectures = ( { name = \"a\"; routes = ( { workload = \"*\"; channel = \"u\"; } ); } );\n";
}

sfl_plan *plan_build()
{
    sfl_scenario *scenario = nullptr;
    sfl_plan     *plan     = nullptr;
    if (sfl_scenario_read_text(scenario_text().c_str(), "primitives", nullptr, nullptr, &scenario, nullptr) == SFL_OK) {
        (void)sfl_plan_build(scenario, &plan, nullptr);
    }
    sfl_scenario_free(&scenario);
    return plan;
}

const sfl_plan_channel *channel_with_table(const sfl_plan *plan)
{
    const sfl_plan_channel *channels = SFL_AT(plan, sfl_plan_channel, plan->channels_at);
    for (int32_t i = 0; i < plan->n_channels; ++i)
        if (channels[i].overflow_rows > 0) return &channels[i];
    return nullptr;
}

sfl_tally *tally_build()
{
    std::vector<sfl_plan_column> columns;
    for (uint32_t keep : keeps)
        for (int32_t slot = 0; slot < SFL_PRIMITIVE_BLOCKS; ++slot)
            columns.push_back({slot, keep, (keep & SFL_KEEP_MONTHS) != 0 ? 1.0 : 1e6});
    return sfl_tally_build(columns.data(), static_cast<int32_t>(columns.size()), 60, false);
}

/* Data of a loop; owns its tally and slots, borrows the plan. */
class Data
{
  public:
    explicit Data(const sfl_plan *plan)
        : slots(static_cast<double *>(std::aligned_alloc(64, (sfl_backend_slot_bytes(plan) + 63) / 64 * 64)), std::free)
    {
        std::memset(slots.get(), 0, sfl_backend_slot_bytes(plan));
        data          = std::make_unique<sfl_primitive_data>();
        data->plan    = plan;
        data->channel = channel_with_table(plan);
        data->block   = {plan, slots.get(), 0};
        data->tally   = tally_build();
        fill();
    }
    ~Data()
    {
        sfl_tally_free(&data->tally);
    }
    Data(const Data &)            = delete;
    Data &operator=(const Data &) = delete;

    std::unique_ptr<sfl_primitive_data> data;

  private:
    std::unique_ptr<double, decltype(&std::free)> slots;

    void fill()
    {
        for (int32_t i = 0; i < SFL_PRIMITIVE_VALUES; ++i) {
            const uint32_t counter[4] = {static_cast<uint32_t>(i), 0, 0, 0}, key[2] = {2026, 0};
            uint32_t       word[4];
            sfl_philox(counter, key, word);
            double z           = sfl_normal_of_word(word[0]);
            data->normals[i]   = z;
            data->positives[i] = sfl_exp(0.4 * z);
            data->amounts[i]   = 1e6 * sfl_exp(0.3 * z);
            data->months[i]    = static_cast<double>(word[1] % 61);
            for (int32_t w = 0; w < 4; ++w)
                data->words[i / SFL_LANES][w][i % SFL_LANES] = word[w];
        }
        const auto *drivers = SFL_AT(data->plan, sfl_plan_driver, data->plan->drivers_at);
        for (int32_t driver = 0; driver < data->plan->n_drivers; ++driver)
            std::memcpy(sfl_slot(&data->block, drivers[driver].normal_slot), data->normals + driver * 4,
                        4 * SFL_LANES * sizeof(double));
    }
};

bool is_verified(const sfl_plan *plan, int primitive, sfl_primitive_fn run)
{
    Data plain(plan), mine(plan);
    sfl_primitives_plain[primitive](plain.data.get());
    run(mine.data.get());
    return std::memcmp(plain.data->out, mine.data->out, sizeof plain.data->out) == 0 &&
           std::memcmp(plain.data->words, mine.data->words, sizeof plain.data->words) == 0 &&
           sfl_tally_equal(plain.data->tally, mine.data->tally);
}

void time_primitive(benchmark::State &state, const sfl_plan *plan, int primitive, sfl_primitive_fn run)
{
    if (!is_verified(plan, primitive, run)) {
        state.SkipWithError("DIFFERS from the plain build; not timed");
        return;
    }
    Data work(plan);
    for (auto _ : state) {
        run(work.data.get());
        benchmark::ClobberMemory();
    }
    auto rate              = benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert;
    state.counters["each"] = benchmark::Counter(primitives[primitive].results, rate);
    state.SetLabel(std::string("a ") + primitives[primitive].what);
}

void add_level(const sfl_plan *plan, const char *level, const sfl_primitive_fn *runs)
{
    const sfl_backend *backend = sfl_backend_pick((std::string("cpu-") + level).c_str());
    if (backend == nullptr) return;
    for (int i = 0; i < SFL_PRIMITIVE_COUNT; ++i)
        benchmark::RegisterBenchmark((std::string(primitives[i].name) + "/" + level).c_str(), time_primitive, plan, i,
                                     runs[i]);
}

} // namespace

int main(int n_words, char **words)
{
    sfl_plan *plan = plan_build();
    if (plan == nullptr || plan->n_shocks != SFL_PRIMITIVE_DRIVERS || channel_with_table(plan) == nullptr) {
        std::fputs("primitives: the scenario of the bench has no plan\n", stderr);
        return 1;
    }
#define SFL_ADD_LEVEL(level) add_level(plan, #level, sfl_primitives_##level);
    SFL_CPU_LEVEL_LIST(SFL_ADD_LEVEL)
#undef SFL_ADD_LEVEL
    benchmark::Initialize(&n_words, words);
    if (benchmark::ReportUnrecognizedArguments(n_words, words)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    sfl_plan_free(&plan);
    return 0;
}
