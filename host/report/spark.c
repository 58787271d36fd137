/* Steps of a histogram are shared out over the columns as if each were level inside. */
#include "host/report/spark.h"

#include <math.h>

#define LEVELS 8

/* Column of a place, from 0; what lies outside counts to the first or last. */
static int32_t column_of(double place)
{
    if (!(place > 0.0)) return 0;
    return place < SFL_SPARK_COLUMNS ? (int32_t)place : SFL_SPARK_COLUMNS - 1;
}

/* A share that is level between two places, in columns. */
static void share_out(double share, double first, double last, double columns[SFL_SPARK_COLUMNS])
{
    if (!(last > first)) {
        columns[column_of(first)] += share;
        return;
    }
    for (int32_t i = column_of(first); i <= column_of(last); ++i) {
        double begin = fmax(first, (double)i), end = fmin(last, (double)i + 1.0);
        if (end > begin) columns[i] += share * (end - begin) / (last - first);
    }
}

static int32_t level_of(double share, double most)
{
    if (!(share > 0.0)) return 0;
    int32_t level = (int32_t)(LEVELS * share / most + 0.5);
    return level > 0 ? level : 1;
}

void sfl_spark_add(const sfl_summary_histogram *histogram, double from, double to, sfl_buffer *buffer)
{
    static const char *const blocks[LEVELS + 1]         = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double                   columns[SFL_SPARK_COLUMNS] = {0.0}, most = 0.0;
    double                   scale = to > from ? SFL_SPARK_COLUMNS / (to - from) : 0.0;
    double                   step  = (histogram->to - histogram->from) / (histogram->n > 0 ? histogram->n : 1);
    if (histogram->n == 0) return;
    for (int32_t i = 0; i < histogram->n; ++i) {
        double begin = (histogram->from + i * step - from) * scale;
        share_out(histogram->shares[i], begin, begin + step * scale, columns);
    }
    for (int32_t i = 0; i < SFL_SPARK_COLUMNS; ++i)
        most = fmax(most, columns[i]);
    for (int32_t i = 0; i < SFL_SPARK_COLUMNS; ++i)
        sfl_buffer_add(buffer, "%s", blocks[level_of(columns[i], most)]);
}
