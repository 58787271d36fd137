/* Inside sqlite.c and its helpers: the tables, and their rows from an answer. Only sqlite.c knows the library. */
#ifndef SFL_REPORT_SQLITE_ROWS_H
#define SFL_REPORT_SQLITE_ROWS_H

#include "host/base/buffer.h"
#include "host/summary/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sfl_sqlite_table {
    SFL_SQLITE_RUN,
#define SFL_SQLITE_TABLE(NAME, word, key, columns) SFL_SQLITE_##NAME,
#include "host/report/sqlite_table_list.def"
#undef SFL_SQLITE_TABLE
    SFL_SQLITE_TABLE_COUNT
} sfl_sqlite_table;

const char *sfl_sqlite_table_word(sfl_sqlite_table table);
/* The statements that make the tables, their indices and views in an empty database. */
void sfl_sqlite_schema(sfl_buffer *statements);

/* Where rows go: begin, the values in the order of the columns, end. What fails is kept by the sink, which then takes no
 * more. Rows of all tables but `run` are begun with the run's name. */
typedef struct sfl_sqlite_sink sfl_sqlite_sink;

void sfl_sqlite_begin(sfl_sqlite_sink *sink, sfl_sqlite_table table);
void sfl_sqlite_text(sfl_sqlite_sink *sink, const char *value); /* NULL: NULL */
void sfl_sqlite_whole(sfl_sqlite_sink *sink, int64_t value);    /* below 0: NULL */
void sfl_sqlite_real(sfl_sqlite_sink *sink, double value);      /* NaN: NULL */
void sfl_sqlite_end(sfl_sqlite_sink *sink);

/* All rows of an answer; `run` first. */
void sfl_sqlite_rows(const sfl_summary *summary, const char *run, sfl_sqlite_sink *sink);

#ifdef __cplusplus
}
#endif
#endif
