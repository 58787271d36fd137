/* Histograms as a line of block characters. */
#ifndef SFL_REPORT_SPARK_H
#define SFL_REPORT_SPARK_H

#include "host/base/buffer.h"
#include "host/summary/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_SPARK_COLUMNS 16

/* Adds SFL_SPARK_COLUMNS characters: the histogram over from … to in equal steps, each step's height as a share of the
 * highest of this histogram. A blank is nothing; what is more than nothing is at least the lowest block. Nothing is added
 * where the histogram is not known. */
void sfl_spark_add(const sfl_summary_histogram *histogram, double from, double to, sfl_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
