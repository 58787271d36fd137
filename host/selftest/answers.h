/* Figures that a row of the selftest may ask of a scenario. */
#ifndef SFL_SELFTEST_ANSWERS_H
#define SFL_SELFTEST_ANSWERS_H

#include "host/selftest/subject.h"

/* SFL_FIGURE(NAME, function of answers.c, what) */
/* clang-format off */
#define SFL_SELFTEST_FIGURE_LIST(SFL_FIGURE)                                                                           \
    SFL_FIGURE(MEAN,        total_mean,        "mean of the nominal total")                                            \
    SFL_FIGURE(NPV_MEAN,    npv_mean,          "mean of the discounted total")                                         \
    SFL_FIGURE(SD,          total_sd,          "its standard deviation, nominal")                                      \
    SFL_FIGURE(QUANTILE,    total_quantile,    "its quantile, nominal")                                                \
    SFL_FIGURE(CVAR,        total_cvar,        "mean of its dearest paths, nominal")                                   \
    SFL_FIGURE(MONTH_MEAN,  month_mean,        "mean of a month")                                                      \
    SFL_FIGURE(SHORTFALL,   shortfall_mean,    "mean shortfall of a period of the first contract")                     \
    SFL_FIGURE(SHORT,       short_probability, "probability of a shortfall")                                           \
    SFL_FIGURE(BY,          break_even_by,     "probability that the break-even comes by a month")                     \
    SFL_FIGURE(LOG_MEAN,    log_mean,          "mean of the logarithm of the first driver")                            \
    SFL_FIGURE(LOG_SD,      log_sd,            "its standard deviation")                                               \
    SFL_FIGURE(LOG_CORR,    log_correlation,   "correlation of the logarithms of the first two drivers")

/* clang-format on */

typedef enum sfl_selftest_figure {
#define SFL_FIGURE(NAME, function, what) SFL_SELFTEST_##NAME##_FIGURE,
    SFL_SELFTEST_FIGURE_LIST(SFL_FIGURE)
#undef SFL_FIGURE
        SFL_SELFTEST_FIGURE_COUNT
} sfl_selftest_figure;

#endif
