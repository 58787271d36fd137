/* See selftest.h: the rows, and what is made of what they find. */
#include "host/selftest/answers.h"
#include "kernels/num.h"

#include <math.h>

static const sfl_selftest_row rows[] = {
#define SFL_SELFTEST_CHECK(group, word, finder, number, source) {group, word, source, sfl_selftest_find_##finder, number, {0}},
#define SFL_SELFTEST_VALUE(group, word, expression, expected, allowed, source)                                         \
    {group, word, source, sfl_selftest_find_value, __LINE__, {0, 0, 0, 0, 0.0, expected, 0.0, allowed}},
#define SFL_SELFTEST_ANSWER(group, word, scenario, figure, architecture, at, level, expected, error_of_one, rtol, source) \
    {group, word, source, sfl_selftest_find_answer, 0,                                                                      \
     {SFL_SELFTEST_##scenario, SFL_SELFTEST_##figure##_FIGURE, architecture, at, level, expected, error_of_one, rtol}},
#include "host/selftest/check_list.def"
#undef SFL_SELFTEST_CHECK
#undef SFL_SELFTEST_VALUE
#undef SFL_SELFTEST_ANSWER
};

const sfl_selftest_row *sfl_selftest_rows(int32_t *n_rows)
{
    *n_rows = (int32_t)(sizeof(rows) / sizeof(rows[0]));
    return rows;
}

double sfl_selftest_z_limit(int32_t n_rows_with_errors)
{
    return -sfl_norm_inverse(0.5e-6 / (double)n_rows_with_errors);
}

sfl_selftest_result sfl_selftest_judge(const sfl_selftest_row *row, const sfl_selftest_found *found, double z_limit)
{
    sfl_selftest_result result;
    double              distance = found->found - found->expected;
    bool                is_z     = found->error > 0.0;
    result.of                    = row;
    result.found                 = *found;
    result.distance              = is_z ? distance / found->error : fabs(distance);
    result.allowed               = is_z ? z_limit : found->allowed;
    result.is_passed             = found->not_checked != NULL || fabs(result.distance) <= result.allowed;
    return result;
}

sfl_status sfl_selftest_check(sfl_selftest *test, const sfl_selftest_row *row, double z_limit,
                              sfl_selftest_result *result, sfl_diag *diag)
{
    sfl_selftest_found found = {0};
    SFL_TRY(row->find(test, row, &found, diag));
    *result = sfl_selftest_judge(row, &found, z_limit);
    return SFL_OK;
}
