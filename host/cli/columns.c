/* Wide tables; see columns.h. */
#include "host/cli/columns.h"

#include "host/base/text.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define GAP 2

int32_t sfl_text_width(const char *text)
{
    int32_t width = 0;
    while (*text != '\0') {
        uint32_t code    = 0;
        size_t   n_bytes = sfl_utf8_next(text, &code);
        text += n_bytes > 0 ? n_bytes : 1;
        ++width;
    }
    return width;
}

static void print_blanks(int32_t n, FILE *stream)
{
    fprintf(stream, "%*s", n > 0 ? n : 0, "");
}

void sfl_pad_right(const char *text, int32_t width, FILE *stream)
{
    fputs(text, stream);
    print_blanks(width - sfl_text_width(text), stream);
}

void sfl_pad_left(const char *text, int32_t width, FILE *stream)
{
    print_blanks(width - sfl_text_width(text), stream);
    fputs(text, stream);
}

const char *sfl_number_text(double value, int32_t decimals, char out[64])
{
    char plain[48];
    if (isnan(value)) return strcpy(out, "-");
    if (fabs(value) >= 1e15) { /* nothing that the program reports; room for whatever comes */
        snprintf(out, 64, "%.6e", value);
        return out;
    }
    snprintf(plain, sizeof(plain), "%.*f", (int)decimals, value);
    bool        is_negative = plain[0] == '-' && strpbrk(plain, "123456789") != NULL;
    const char *digits      = plain + (plain[0] == '-');
    size_t      n_whole = strcspn(digits, "."), k = 0;
    if (is_negative) out[k++] = '-';
    for (size_t i = 0; digits[i] != '\0'; ++i) {
        if (i > 0 && i < n_whole && (n_whole - i) % 3 == 0) out[k++] = ',';
        out[k++] = digits[i];
    }
    out[k] = '\0';
    return out;
}

/* ---- widths ---- */

static void measure_column(sfl_column *column, int32_t n_rows)
{
    char text[64];
    column->width = sfl_text_width(column->heading);
    for (int32_t i = 0; i < n_rows; ++i) {
        int32_t width = (int32_t)strlen(sfl_number_text(column->values[i], column->decimals, text));
        if (width > column->width) column->width = width;
    }
}

/* Columns from `first` that share its group, before `end`. */
static int32_t run_of(const sfl_column *columns, int32_t first, int32_t end)
{
    int32_t n = 1;
    while (first + n < end && strcmp(columns[first + n].group, columns[first].group) == 0)
        ++n;
    return n;
}

static int32_t run_width(const sfl_column *columns, int32_t first, int32_t n)
{
    int32_t width = (n - 1) * GAP;
    for (int32_t i = first; i < first + n; ++i)
        width += columns[i].width;
    return width;
}

/* A group's name must fit above its columns. */
static void widen_groups(sfl_column *columns, int32_t first, int32_t end)
{
    for (int32_t i = first, n; i < end; i += n) {
        n               = run_of(columns, i, end);
        int32_t missing = sfl_text_width(columns[i].group) - run_width(columns, i, n);
        if (missing > 0) columns[i].width += missing;
    }
}

/* How many columns from `first` fit; at least one. */
static int32_t part_of(const sfl_column *columns, int32_t first, int32_t n_columns, int32_t label_width,
                       int32_t page_width)
{
    int32_t at = label_width, n = 0;
    while (first + n < n_columns) {
        at += GAP + columns[first + n].width;
        if (n > 0 && at > page_width) break;
        ++n;
    }
    return n;
}

/* ---- printing ---- */

static bool has_groups(const sfl_column *columns, int32_t first, int32_t end)
{
    for (int32_t i = first; i < end; ++i) {
        if (columns[i].group[0] != '\0') return true;
    }
    return false;
}

static void print_groups(const sfl_column *columns, int32_t first, int32_t end, int32_t label_width, FILE *stream)
{
    int32_t pending = label_width;
    for (int32_t i = first, n; i < end; i += n) {
        n = run_of(columns, i, end);
        print_blanks(pending + GAP, stream);
        int32_t width = run_width(columns, i, n);
        sfl_pad_left(columns[i].group, width, stream);
        pending = 0;
    }
    fputc('\n', stream);
}

static void print_part(const char *label, const sfl_column *columns, int32_t first, int32_t end, int32_t n_rows,
                       FILE *stream)
{
    int32_t label_width = sfl_text_width(label);
    char    text[64];
    if (has_groups(columns, first, end)) print_groups(columns, first, end, label_width, stream);
    fputs(label, stream);
    for (int32_t i = first; i < end; ++i) {
        print_blanks(GAP, stream);
        sfl_pad_left(columns[i].heading, columns[i].width, stream);
    }
    fputc('\n', stream);
    for (int32_t row = 0; row < n_rows; ++row) {
        fprintf(stream, "%*d", (int)label_width, (int)row);
        for (int32_t i = first; i < end; ++i) {
            print_blanks(GAP, stream);
            sfl_pad_left(sfl_number_text(columns[i].values[row], columns[i].decimals, text), columns[i].width, stream);
        }
        fputc('\n', stream);
    }
}

void sfl_columns_write(const char *label, sfl_column *columns, int32_t n_columns, int32_t n_rows, int32_t page_width,
                       FILE *stream)
{
    for (int32_t i = 0; i < n_columns; ++i)
        measure_column(&columns[i], n_rows);
    for (int32_t first = 0; first < n_columns;) {
        int32_t n = part_of(columns, first, n_columns, sfl_text_width(label), page_width);
        widen_groups(columns, first, first + n);
        while (n > 1 && sfl_text_width(label) + GAP + run_width(columns, first, n) > page_width)
            --n;
        if (first > 0) fputc('\n', stream);
        print_part(label, columns, first, first + n, n_rows, stream);
        first += n;
    }
}
