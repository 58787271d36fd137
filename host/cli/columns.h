/* Tables for people with many columns: printed side by side as far as the page reaches, then the next ones below. */
#ifndef SFL_CLI_COLUMNS_H
#define SFL_CLI_COLUMNS_H

#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One column of numbers. Neighbours of one group share its name as a heading; "" is no group. NaN is printed as a dash. */
typedef struct sfl_column {
    const char   *group, *heading;
    const double *values; /* [n_rows] */
    int32_t       decimals;
    int32_t       width; /* worked out by sfl_columns_write */
} sfl_column;

/* The first column of every part is `label` with the row's number. Widths of `columns` are filled in. */
void sfl_columns_write(const char *label, sfl_column *columns, int32_t n_columns, int32_t n_rows, int32_t page_width,
                       FILE *stream);

/* A number with thousands apart: "-1,234,567.25"; NaN is "-". out holds 64 bytes. */
const char *sfl_number_text(double value, int32_t decimals, char out[64]);

/* Characters of UTF-8 text. */
int32_t sfl_text_width(const char *text);

/* Prints text and blanks up to `width` characters: after it, or before it. */
void sfl_pad_right(const char *text, int32_t width, FILE *stream);
void sfl_pad_left(const char *text, int32_t width, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
