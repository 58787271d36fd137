/* Draws and special functions against published digits. */
#include "host/selftest/subject.h"
#include "kernels/burst.h"
#include "kernels/draw.h"

#include <math.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static sfl_status agree(sfl_selftest_found *found, int n, int n_same)
{
    found->expected = (double)n;
    found->found    = (double)n_same;
    return SFL_OK;
}

/* ---- draws ---- */

/* Counter, key, words (Random123 1.14, kat_vectors, philox4x32 10). */
static const uint32_t philox_rows[][10] = {
    {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
    {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6,
     0x6d5451fd},
    {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420,
     0x24126ea1},
};

sfl_status sfl_selftest_find_philox(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                    sfl_diag *diag)
{
    int n_same = 0;
    (void)test, (void)row, (void)diag;
    for (size_t i = 0; i < COUNT_OF(philox_rows); ++i) {
        const uint32_t *known = philox_rows[i];
        uint32_t        words[4];
        SFL_PHILOX_BLOCK(known, known + 4, words);
        for (int word = 0; word < 4; ++word)
            n_same += words[word] == known[6 + word];
    }
    return agree(found, 4 * (int)COUNT_OF(philox_rows), n_same);
}

/* Seed, path, index of a stream, and its word. */
static const struct {
    uint64_t    seed, path;
    uint32_t    index;
    const char *stream;
    uint32_t    word;
} stream_rows[] = {
    {42, 0, 0, "chat/diffusion", 0xddfbd526},         {42, 0, 1, "chat/diffusion", 0xb4ca213c},
    {42, 0, 4, "chat/diffusion", 0x9c0c0fd5},         {42, 1, 35, "chat/diffusion", 0x9faf4869},
    {42, 999999, 0, "chat/diffusion", 0x916a4306},    {42, UINT64_C(4294967301), 4, "chat/diffusion", 0x1f3b368f},
    {42, 0, 0, "support-chat/diffusion", 0xcb317fdc}, {42, 1, 35, "support-chat/diffusion", 0x8ff93514},
};

sfl_status sfl_selftest_find_streams(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                     sfl_diag *diag)
{
    int n_same = 0;
    (void)test, (void)row, (void)diag;
    for (size_t i = 0; i < COUNT_OF(stream_rows); ++i) {
        sfl_plan    plan  = {.seed = stream_rows[i].seed};
        sfl_block   block = {.plan = &plan, .first_path = stream_rows[i].path};
        sfl_quarter words;
        uint32_t    index = stream_rows[i].index;
        sfl_words_draw(&block, sfl_fnv_hash(SFL_FNV_BEGIN, stream_rows[i].stream), index / 4, words);
        n_same += words[index % 4][0] == stream_rows[i].word;
    }
    return agree(found, (int)COUNT_OF(stream_rows), n_same);
}

static const struct {
    uint32_t word;
    double   normal;
} normal_rows[] = {
    {0, -6.337957754553789252493251},
    {1, -6.166429517819750246995799},
    {1000000, -3.499768988758381428790495},
    {2147483647, -2.918099372916622672289773e-10},
    {2147483648, 2.918099372916622672289773e-10},
    {4294967295, 6.337957754553789252493251},
};

sfl_status sfl_selftest_find_normals(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                     sfl_diag *diag)
{
    (void)test, (void)row, (void)diag;
    found->allowed = 1e-9;
    for (size_t i = 0; i < COUNT_OF(normal_rows); ++i) {
        double error = fabs(sfl_normal_of_word(normal_rows[i].word) - normal_rows[i].normal);
        found->found = fmax(found->found, error);
    }
    return SFL_OK;
}

/* ---- functions ---- */

static double poisson_at_most(double mean, int32_t most)
{
    double cdf[SFL_MOST_JUMPS];
    sfl_poisson_cdf(mean, cdf, most + 1);
    return cdf[most];
}

static double overflow_at_cv(double capacity_ratio, double burst_cv)
{
    return sfl_overflow_lognormal(capacity_ratio, sfl_sqrt(sfl_log(1.0 + burst_cv * burst_cv)));
}

/* The expression of the list's line. */
static double value_of(int32_t line)
{
    switch (line) {
#define SFL_SELFTEST_CHECK(group, word, finder, number, source)
#define SFL_SELFTEST_VALUE(group, word, expression, expected, allowed, source)                                         \
    case __LINE__:                                                                                                     \
        return expression;
#define SFL_SELFTEST_ANSWER(group, word, scenario, figure, architecture, at, level, expected, error_of_one, rtol,      \
                            source)
#include "host/selftest/check_list.def"
#undef SFL_SELFTEST_CHECK
#undef SFL_SELFTEST_VALUE
#undef SFL_SELFTEST_ANSWER
    }
    return (double)NAN;
}

sfl_status sfl_selftest_find_value(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                   sfl_diag *diag)
{
    (void)test, (void)diag;
    found->expected = row->answer.expected;
    found->found    = value_of(row->number);
    found->allowed  = row->answer.rtol;
    return SFL_OK;
}
