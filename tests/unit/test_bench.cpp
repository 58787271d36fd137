// host/bench: every case has its known answer on every backend, and one draw or one micro-dollar changes it.
#include "host/bench/measure.h"
#include "host/bench/memory.h"
#include "host/plan/totals.h"
#include "kernels/backend.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string>
#include <sys/mman.h>
#include <vector>

namespace
{

struct Subject {
    explicit Subject(const sfl_bench_case *row, const sfl_read_options *read = nullptr)
    {
        EXPECT_EQ(sfl_bench_subject_init(&subject, row, read, nullptr), SFL_OK) << row->word;
    }
    ~Subject()
    {
        sfl_bench_subject_release(&subject);
    }
    Subject(const Subject &)            = delete;
    Subject &operator=(const Subject &) = delete;

    sfl_bench_subject subject = {};
};

std::vector<const sfl_bench_case *> cases()
{
    std::vector<const sfl_bench_case *> rows;
    int32_t                             n     = 0;
    const sfl_bench_case               *first = sfl_bench_cases(&n);
    for (int32_t i = 0; i < n; ++i)
        rows.push_back(first + i);
    return rows;
}

sfl_bench_how how_of(const char *backend, int32_t n_threads)
{
    sfl_bench_how how = {};
    how.backend       = backend;
    how.n_threads     = n_threads;
    return how;
}

sfl_bench_check check_of(const sfl_bench_subject &subject, const sfl_bench_how &how, const std::string &hash)
{
    sfl_bench_check check = {};
    EXPECT_EQ(sfl_bench_check_run(&subject, &how, hash.c_str(), &check, nullptr), SFL_OK);
    return check;
}

class BenchCase : public testing::TestWithParam<const sfl_bench_case *>
{
};

TEST_P(BenchCase, HasItsKnownAnswerOnEveryBackendAndAnyNumberOfThreads)
{
    Subject            of(GetParam());
    int32_t            n_backends = 0;
    const sfl_backend *backends   = sfl_backend_list(&n_backends);
    for (int32_t i = 0; i < n_backends; ++i) {
        if (!backends[i].is_usable()) continue;
        sfl_bench_check check = check_of(of.subject, how_of(backends[i].name, i + 1), GetParam()->hash);
        EXPECT_TRUE(check.is_passed) << backends[i].name << " finds " << check.hash;
    }
}

TEST_P(BenchCase, FailsItsCheckWithOtherDraws)
{
    const char      *seed = "simulation.seed=2027";
    sfl_read_options read = {&seed, 1};
    Subject          of(GetParam(), &read);
    EXPECT_FALSE(check_of(of.subject, how_of(nullptr, 1), GetParam()->hash).is_passed);
}

std::string name_of(const testing::TestParamInfo<const sfl_bench_case *> &info)
{
    std::string name = info.param->word;
    for (char &letter : name)
        if (letter == '-') letter = '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Every, BenchCase, testing::ValuesIn(cases()), name_of);

TEST(BenchCheck, FailsForAnAnswerThatIsNotTheKnownOne)
{
    const sfl_bench_case *row = sfl_bench_case_find("bills");
    ASSERT_NE(row, nullptr);
    Subject     of(row);
    std::string changed = row->hash;
    changed[15]         = changed[15] == '0' ? '1' : '0';
    EXPECT_FALSE(check_of(of.subject, how_of(nullptr, 2), changed).is_passed);
    EXPECT_TRUE(check_of(of.subject, how_of(nullptr, 2), row->hash).is_passed);
}

TEST(BenchCheck, OfAScenarioFileHasNothingToFail)
{
    const sfl_bench_case file = sfl_bench_case_of_file(SFL_SOURCE_DIR "/configs/quickstart.cfg");
    Subject              of(&file);
    ASSERT_NE(of.subject.plan, nullptr);
    ASSERT_EQ(file.hash, nullptr);
    sfl_bench_how   how   = how_of(nullptr, 1);
    sfl_bench_check check = {};
    EXPECT_EQ(sfl_bench_check_run(&of.subject, &how, file.hash, &check, nullptr), SFL_OK);
    EXPECT_TRUE(check.is_passed);
    EXPECT_EQ(std::string(check.hash).size(), 16u);
}

TEST(BenchCases, AreFoundByTheirWords)
{
    std::set<std::string> words;
    for (const sfl_bench_case *row : cases()) {
        EXPECT_EQ(sfl_bench_case_find(row->word), row);
        EXPECT_TRUE(words.insert(row->word).second) << row->word;
    }
    EXPECT_EQ(sfl_bench_case_find("w"), nullptr);
}

TEST(BenchCases, TotalsTallyNoMonths)
{
    Subject w(sfl_bench_case_find("W")), totals(sfl_bench_case_find("totals"));
    EXPECT_EQ(w.subject.plan->n_slots, totals.subject.plan->n_slots);
    // 5 architectures with month and cumulative, 2 of them with the units of 2 channels
    EXPECT_EQ(w.subject.plan->n_columns - totals.subject.plan->n_columns, 60 * (5 * 2 + 2 * 2));
}

// ---- a tally as words ----

sfl_tally *tally_of(const std::vector<double> &values)
{
    sfl_plan_column column = {};
    column.keep            = SFL_KEEP_SUM | SFL_KEEP_MOMENTS | SFL_KEEP_FINE;
    column.scale           = 1e6;
    sfl_tally *tally       = sfl_tally_build(&column, 1, 12, false);
    for (size_t i = 0; i < values.size(); ++i) {
        sfl_tally_add(tally, 0, &values[i], 1, i);
        sfl_tally_count_paths(tally, 1);
    }
    return tally;
}

std::string hash_of(const std::vector<double> &values, bool is_flushed = false)
{
    char       hash[SFL_BENCH_HASH_BYTES];
    sfl_tally *tally = tally_of(values);
    if (is_flushed) sfl_tally_flush(tally);
    EXPECT_EQ(sfl_bench_hash_tally(tally, hash), SFL_OK);
    sfl_tally_free(&tally);
    return hash;
}

TEST(TallyHash, ChangesWithOneMicroDollar)
{
    EXPECT_NE(hash_of({100.0, -250.5, 3.0e9}), hash_of({100.000001, -250.5, 3.0e9}));
    EXPECT_NE(hash_of({100.0, -250.5, 3.0e9}), hash_of({100.0, -250.5, 3.000000000000001e9}));
}

TEST(TallyHash, ChangesWhereSumsStayTheSame)
{
    EXPECT_NE(hash_of({1.0, 3.0}), hash_of({2.0, 2.0}));
}

TEST(TallyHash, DoesNotKnowTheOrderOfPathsNorWhatWasFlushed)
{
    EXPECT_EQ(hash_of({100.0, -250.5, 7.0}), hash_of({7.0, 100.0, -250.5}));
    EXPECT_EQ(hash_of({100.0, -250.5, 7.0}), hash_of({100.0, -250.5, 7.0}, true));
    EXPECT_EQ(hash_of({100.0}).size(), 16u);
}

// ---- measuring ----

TEST(BenchTimes, AreInOrder)
{
    Subject         of(sfl_bench_case_find("W-small"));
    sfl_bench_how   how   = how_of(nullptr, 2);
    sfl_bench_times times = {};
    how.n_paths           = 256;
    ASSERT_EQ(sfl_bench_times_run(&of.subject, &how, 4, &times, nullptr), SFL_OK);
    EXPECT_EQ(times.n_repeats, 4);
    EXPECT_GT(times.least, 0.0);
    EXPECT_LE(times.least, times.median);
    EXPECT_LE(times.median, times.most);
}

TEST(BenchScales, GoFromOneThreadToAll)
{
    Subject          of(sfl_bench_case_find("drivers"));
    sfl_bench_how    how    = how_of(nullptr, 3);
    sfl_bench_result result = {};
    how.n_paths             = 3 * 64;
    ASSERT_EQ(sfl_bench_scales_run(&of.subject, &how, 1, &result, nullptr), SFL_OK);
    ASSERT_EQ(result.n_scales, 3);
    EXPECT_EQ(result.scales[0].n_workers, 1);
    EXPECT_EQ(result.scales[1].n_workers, 2);
    EXPECT_EQ(result.scales[2].n_workers, 3);
    EXPECT_EQ(result.scales[0].strong_efficiency, 1.0);
    EXPECT_EQ(result.scales[2].strong_paths, 192u);
    EXPECT_EQ(result.scales[2].weak_paths, 192u);
    EXPECT_EQ(result.scales[0].weak_paths, 64u);
    EXPECT_GT(result.scales[2].weak_peak_bytes, 0u);
}

TEST(BenchMemory, SeesABlockThatWasThereForAMoment)
{
    const uint64_t mib = uint64_t{1} << 20;
    sfl_bench_memory_begin();
    const uint64_t before = sfl_bench_memory_peak();
    void          *block  = mmap(nullptr, 64 * mib, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ASSERT_NE(block, MAP_FAILED);
    std::memset(block, 1, 64 * mib);
    ASSERT_EQ(munmap(block, 64 * mib), 0);
    EXPECT_GE(sfl_bench_memory_peak(), before + 60 * mib);
    sfl_bench_memory_begin();
    EXPECT_LT(sfl_bench_memory_peak(), before + 30 * mib);
}

// The draws of a world are some of its cost and not all of it; what a case does not do costs nothing.
TEST(BenchStages, TellTheWorldApart)
{
    for (const char *word : {"W-small", "drivers"}) {
        Subject          of(sfl_bench_case_find(word));
        sfl_bench_how    how    = how_of(nullptr, 1);
        sfl_bench_stages stages = {};
        ASSERT_EQ(sfl_bench_stages_run(&of.subject, &how, &stages, nullptr), SFL_OK);
        EXPECT_GT(stages.ns[SFL_BENCH_STAGE_DRAWS], 0.0) << word;
        EXPECT_GT(stages.ns[SFL_BENCH_STAGE_DRIVERS], 0.0) << word;
        EXPECT_EQ(stages.ns[SFL_BENCH_STAGE_BILLS] > 0.0, of.subject.of->kind != SFL_BENCH_WORLD) << word;
    }
}

TEST(BenchStages, EndWithTheWholeWorld)
{
    Subject             of(sfl_bench_case_find("drivers"));
    const sfl_plan     *plan    = of.subject.plan;
    const sfl_backend  *backend = sfl_backend_pick(nullptr);
    const size_t        n       = static_cast<size_t>(plan->n_slots) * SFL_LANES;
    std::vector<double> walked(n + 8), observed(n + 8);
    const auto          aligned = [](std::vector<double> &block) {
        const auto place = reinterpret_cast<uintptr_t>(block.data());
        return block.data() + (64 - place % 64) % 64 / sizeof(double);
    };
    backend->walk_world(plan, 0, aligned(walked), SFL_WORLD_PRICES);
    backend->observe_world(
        plan, 0, SFL_LANES, aligned(observed), [](void *, const sfl_block *, int32_t, int32_t) { return true; },
        nullptr);
    EXPECT_EQ(std::memcmp(aligned(walked), aligned(observed), n * sizeof(double)), 0);
    std::vector<double> draws(n + 8);
    backend->walk_world(plan, 0, aligned(draws), SFL_WORLD_DRAWS);
    EXPECT_NE(std::memcmp(aligned(draws), aligned(observed), n * sizeof(double)), 0);
}

bool stop(void *, uint64_t, uint64_t)
{
    return false;
}

TEST(BenchWalks, AreInterrupted)
{
    for (const char *word : {"W-small", "drivers"}) {
        Subject          of(sfl_bench_case_find(word));
        sfl_bench_how    how    = how_of("cpu-plain", 1);
        sfl_bench_walked walked = {};
        how.n_paths             = 100000000;
        how.progress            = stop;
        EXPECT_EQ(sfl_bench_walk(&of.subject, &how, false, &walked, nullptr), SFL_INTERRUPTED) << word;
    }
}

} // namespace
