/* CSV as text: its dialects, rows of csv_dialect_list.def, and its fields. */
#ifndef SFL_REPORT_CSV_DIALECT_H
#define SFL_REPORT_CSV_DIALECT_H

#include "host/base/buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sfl_csv_dialect {
#define SFL_CSV_DIALECT(NAME, word, separator, point, end, mark, help) SFL_CSV_DIALECT_##NAME,
#include "host/report/csv_dialect_list.def"
#undef SFL_CSV_DIALECT
    SFL_CSV_DIALECT_COUNT
} sfl_csv_dialect;

typedef struct sfl_csv_dialect_row {
    const char *word;
    char        separator, point;
    const char *end, *mark;
} sfl_csv_dialect_row;

extern const sfl_csv_dialect_row sfl_csv_dialect_rows[SFL_CSV_DIALECT_COUNT];

/* The dialect of a word, the first one for NULL; NULL where there is no such dialect. */
const sfl_csv_dialect_row *sfl_csv_dialect_find(const char *word);
/* Adds the words of all dialects, with `between` between them. */
void sfl_csv_dialect_words(sfl_buffer *buffer, const char *between);

/* A field of text. A spreadsheet takes a field that begins with one of = + - @ (of either width), a tab or a line's end for
 * a formula: such a field gets an apostrophe before it. One that begins with an apostrophe gets another, so that the first
 * apostrophe of a field is always the writer's. Quoted where it needs to be (RFC 4180). NULL: empty. */
void sfl_csv_text(const sfl_csv_dialect_row *dialect, const char *text, sfl_buffer *buffer);
/* The shortest decimal that reads back as the same double; empty for what is no number. */
void sfl_csv_real(const sfl_csv_dialect_row *dialect, double value, sfl_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
