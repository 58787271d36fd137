// What a run may take: time in proportion to its paths, and memory that does not grow with them.
#include "tests/golden/process.h"

#include <chrono>
#include <cstdio>
#include <gtest/gtest.h>
#include <thread>

namespace
{

struct Taken {
    double seconds;
    long   peak_mb;
};

Taken take(const std::string &n_paths)
{
    const auto     start    = std::chrono::steady_clock::now();
    const Finished finished = run_program({"run", "configs/hybrid_at_scale.cfg", "-q", "-j", "2", "-p", n_paths});
    const auto     seconds  = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    std::printf("%s paths: %.2f s, %ld MB\n", n_paths.c_str(), seconds, finished.peak_kib * 1024 / 1000000);
    return {seconds, finished.peak_kib * 1024 / 1000000};
}

// Seconds are those of two idle cores; a machine with fewer cannot say.
TEST(Limits, AMillionPathsTakeTenSecondsAndTenMillionTenTimesAsLong)
{
    if (std::thread::hardware_concurrency() < 2) GTEST_SKIP() << "needs two cores";
    const Taken one = take("1000000");
    const Taken ten = take("10000000");
    EXPECT_LE(one.seconds, 10.0);
    EXPECT_NEAR(ten.seconds / one.seconds, 10.0, 1.0);
    EXPECT_LT(one.peak_mb, 500);
    EXPECT_LT(ten.peak_mb, 500);
}

} // namespace
