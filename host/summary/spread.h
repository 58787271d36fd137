/* Intervals from parts of a run. Where paths are not independent of each other (antithetic pairs, quasi-random points), the
 * spread of a figure over independent parts is still what chance makes it: n parts with standard deviation s say that the
 * figure of all paths has the standard error s / sqrt(n) (random-shift estimators: L'Ecuyer & Lemieux 2002; batch means:
 * Asmussen & Glynn 2007, section IV.5). Holds for every figure alike, whatever it is made of. */
#ifndef SFL_SUMMARY_SPREAD_H
#define SFL_SUMMARY_SPREAD_H

#include "host/summary/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

/* With fewer parts, intervals stay as they are. */
#define SFL_LEAST_PARTS 8

typedef struct sfl_spread sfl_spread;

/* NULL without memory. */
sfl_spread *sfl_spread_build(void);
void        sfl_spread_free(sfl_spread **spread);

/* The answer of one more part. All parts, and the whole, are of one plan. SFL_ERR_MEMORY: it is not counted. */
sfl_status sfl_spread_add(sfl_spread *spread, sfl_summary *part);
/* Which intervals come from the parts. */
typedef enum sfl_spread_rule {
    SFL_SPREAD_ALL,       /* every one */
    SFL_SPREAD_BUT_MEANS, /* but of means whose standard error is known from pairs */
    SFL_SPREAD_MISSING    /* of figures that have none */
} sfl_spread_rule;

/* Gives an answer intervals. What is the same in every part keeps the interval that it has, and so does what at least
 * SFL_LEAST_PARTS parts do not know. n_paths: of all parts; the answer's may be more, and errors are then smaller by the root
 * of the ratio. */
void sfl_spread_install(const sfl_spread *spread, sfl_spread_rule rule, uint64_t n_paths, sfl_summary *whole);

#ifdef __cplusplus
}
#endif
#endif
