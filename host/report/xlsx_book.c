/* See xlsx.h. With xlsx_chart.c the only file that knows libxlsxwriter. */
#include "host/report/xlsx.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

void sfl_book_keep(sfl_book *book, int32_t error)
{
    if (book->error == 0) book->error = error;
}

/* ---- forms ---- */

typedef struct form_row {
    const char *number;
    bool        is_bold, is_grey, has_line;
    double      size;
} form_row;

static const form_row form_rows[SFL_FORM_COUNT] = {
    [SFL_FORM_TEXT] = {NULL, false, false, false, 0},       [SFL_FORM_TITLE] = {NULL, true, false, false, 14},
    [SFL_FORM_NOTE] = {NULL, false, true, false, 0},        [SFL_FORM_HEAD] = {NULL, true, false, true, 0},
    [SFL_FORM_INPUT] = {NULL, true, false, true, 0},        [SFL_FORM_BOLD] = {NULL, true, false, false, 0},
    [SFL_FORM_MONEY] = {"#,##0", false, false, false, 0},   [SFL_FORM_TOTAL] = {"#,##0", true, false, false, 0},
    [SFL_FORM_SHARE] = {"0.0\\ %", false, false, false, 0}, [SFL_FORM_WHOLE] = {"0", false, false, false, 0},
    [SFL_FORM_REAL] = {"0.000", false, false, false, 0},    [SFL_FORM_PLAIN] = {NULL, false, false, false, 0},
};

/* Cents are shown where the largest total has less than six digits. */
static bool wants_cents(const sfl_summary *summary)
{
    double most = 0.0;
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        double mean = summary->architectures[i].costs[SFL_MONEY_NOMINAL][SFL_PART_TOTAL].values[SFL_MEASURE_MEAN];
        if (fabs(mean) > most) most = fabs(mean);
    }
    return most < 100000.0;
}

static lxw_format *make_form(sfl_book *book, sfl_form form)
{
    const form_row *row    = &form_rows[form];
    lxw_format     *format = workbook_add_format(book->workbook);
    if (format == NULL) return NULL;
    bool is_money = form == SFL_FORM_MONEY || form == SFL_FORM_TOTAL;
    if (row->number != NULL)
        format_set_num_format(format, is_money && wants_cents(book->summary) ? "#,##0.00" : row->number);
    if (row->is_bold) format_set_bold(format);
    if (row->is_grey) format_set_font_color(format, 0x595959);
    if (row->size > 0.0) format_set_font_size(format, row->size);
    if (row->has_line) format_set_bottom(format, LXW_BORDER_THIN);
    if (form == SFL_FORM_HEAD) {
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        format_set_bg_color(format, 0xDDE6F0);
    }
    if (form == SFL_FORM_INPUT) format_set_bg_color(format, 0xFFF2CC);
    return format;
}

/* ---- the book ---- */

static char title[] = "shortfall", author[] = "shortfall " SFL_VERSION;

void sfl_book_begin(sfl_book *book, const sfl_summary *summary, const char *file, const char *folder, int64_t created)
{
    lxw_workbook_options options = {LXW_FALSE, (char *)(uintptr_t)folder, LXW_FALSE};
    lxw_doc_properties   about   = {.title = title, .author = author, .created = (time_t)created};
    book->summary                = summary;
    book->workbook               = workbook_new_opt(file, &options);
    if (book->workbook == NULL) {
        sfl_book_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    sfl_book_keep(book, (int32_t)workbook_set_properties(book->workbook, &about));
    for (int32_t i = 0; i < SFL_FORM_COUNT; ++i) {
        book->forms[i] = make_form(book, (sfl_form)i);
        if (book->forms[i] == NULL) sfl_book_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
}

const char *sfl_book_end(sfl_book *book)
{
    if (book->workbook != NULL && book->error != 0) lxw_workbook_free(book->workbook);
    if (book->workbook != NULL && book->error == 0) sfl_book_keep(book, (int32_t)workbook_close(book->workbook));
    book->workbook = NULL;
    return book->error == 0 ? NULL : lxw_strerror((lxw_error)book->error);
}

/* ---- sheets ---- */

static void set_up_print(lxw_worksheet *sheet)
{
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&L&A&RPage &P of &N");
}

static void say_above(sfl_book *book, const char *text, const char *note)
{
    book->row = book->column = 0;
    sfl_book_text(book, SFL_FORM_TITLE, text);
    sfl_book_next_row(book);
    if (note != NULL) sfl_book_text(book, SFL_FORM_NOTE, note);
    book->row    = SFL_BOOK_HEAD_ROW;
    book->column = 0;
}

void sfl_book_sheet(sfl_book *book, const char *name, const char *text, const char *note, const sfl_head *heads,
                    int32_t n_heads, int32_t n_frozen)
{
    if (book->error != 0) return;
    book->name  = name;
    book->sheet = workbook_add_worksheet(book->workbook, name);
    if (book->sheet == NULL) {
        sfl_book_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    set_up_print(book->sheet);
    for (int32_t i = 0; i < n_heads; ++i)
        sfl_book_keep(book,
                      (int32_t)worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, heads[i].width, NULL));
    say_above(book, text, note);
    sfl_book_heads(book, heads, n_heads);
    worksheet_freeze_panes(book->sheet, SFL_BOOK_HEAD_ROW + 1, (lxw_col_t)n_frozen);
    sfl_book_keep(book, (int32_t)worksheet_repeat_rows(book->sheet, SFL_BOOK_HEAD_ROW, SFL_BOOK_HEAD_ROW));
}

/* Points that the highest heading takes, broken between words; what has no width of its own stands in a column of some. */
static double height_of(const sfl_head *heads, int32_t n_heads)
{
    double n_lines = 1.0;
    for (int32_t i = 0; i < n_heads; ++i) {
        double width = heads[i].width > 0.0 ? heads[i].width : 12.0;
        double n     = ceil(1.25 * (double)strlen(heads[i].text) / width);
        if (n > n_lines) n_lines = n;
    }
    return 15.0 * n_lines;
}

void sfl_book_heads(sfl_book *book, const sfl_head *heads, int32_t n_heads)
{
    if (book->error == 0)
        sfl_book_keep(book,
                      (int32_t)worksheet_set_row(book->sheet, (lxw_row_t)book->row, height_of(heads, n_heads), NULL));
    for (int32_t i = 0; i < n_heads; ++i)
        sfl_book_text(book, SFL_FORM_HEAD, heads[i].text);
    sfl_book_next_row(book);
}

void sfl_book_filter(sfl_book *book, int32_t n_columns)
{
    if (book->error != 0 || book->row <= SFL_BOOK_HEAD_ROW + 1) return;
    sfl_book_keep(book, (int32_t)worksheet_autofilter(book->sheet, SFL_BOOK_HEAD_ROW, 0, (lxw_row_t)(book->row - 1),
                                                      (lxw_col_t)(n_columns - 1)));
}

/* ---- cells ---- */

void sfl_book_next_row(sfl_book *book)
{
    ++book->row;
    book->column = 0;
}

void sfl_book_skip(sfl_book *book, int32_t n_columns)
{
    book->column += n_columns;
}

/* Where the next cell is; it is taken. */
static lxw_col_t take_column(sfl_book *book)
{
    return (lxw_col_t)book->column++;
}

static bool is_escape(const char *text)
{
    return text[0] == '_' && text[1] == 'x' && strspn(text + 2, "0123456789abcdefABCDEF") >= 4 && text[6] == '_';
}

/* Readers take _x0041_ for the character of that number, unless its first underscore is written as one. */
static void add_escaped(sfl_buffer *out, const char *text)
{
    const char *from = text;
    for (const char *at = text; *at != '\0'; ++at) {
        if (!is_escape(at)) continue;
        sfl_buffer_add_n(out, from, (size_t)(at - from));
        sfl_buffer_add(out, "_x005F_");
        from = at + 1;
    }
    sfl_buffer_add(out, "%s", from);
}

void sfl_book_text(sfl_book *book, sfl_form form, const char *text)
{
    lxw_col_t column = take_column(book);
    if (text == NULL || book->error != 0) return;
    if (strstr(text, "_x") == NULL) {
        sfl_book_keep(
            book, (int32_t)worksheet_write_string(book->sheet, (lxw_row_t)book->row, column, text, book->forms[form]));
        return;
    }
    sfl_buffer escaped = {0};
    add_escaped(&escaped, text);
    if (escaped.has_failed)
        sfl_book_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else
        sfl_book_keep(book, (int32_t)worksheet_write_string(book->sheet, (lxw_row_t)book->row, column, escaped.text,
                                                            book->forms[form]));
    sfl_buffer_free(&escaped);
}

void sfl_book_say(sfl_book *book, sfl_form form, const char *format, ...)
{
    char    text[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    sfl_book_text(book, form, text);
}

void sfl_book_number(sfl_book *book, sfl_form form, double value)
{
    lxw_col_t column = take_column(book);
    if (!isfinite(value) || book->error != 0) return;
    sfl_book_keep(book,
                  (int32_t)worksheet_write_number(book->sheet, (lxw_row_t)book->row, column, value, book->forms[form]));
}

void sfl_book_interval(sfl_book *book, sfl_form form, double value, sfl_interval in)
{
    sfl_book_number(book, form, value);
    sfl_book_number(book, form, in.low);
    sfl_book_number(book, form, in.high);
}

void sfl_book_measure(sfl_book *book, sfl_form form, const sfl_distribution *distribution, sfl_measure measure)
{
    sfl_book_number(book, form, distribution->values[measure]);
}

void sfl_book_measure_interval(sfl_book *book, sfl_form form, const sfl_distribution *distribution, sfl_measure measure)
{
    sfl_book_interval(book, form, distribution->values[measure], distribution->intervals[measure]);
}

void sfl_book_formula(sfl_book *book, sfl_form form, double value, const char *format, ...)
{
    char      text[512];
    lxw_col_t column = take_column(book);
    if (!isfinite(value) || book->error != 0) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    sfl_book_keep(book, (int32_t)worksheet_write_formula_num(book->sheet, (lxw_row_t)book->row, column, text,
                                                             book->forms[form], value));
}

void sfl_book_choice(sfl_book *book, const char *word, const char *const *words)
{
    lxw_data_validation choice = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = (char **)(uintptr_t)words};
    if (book->error == 0)
        sfl_book_keep(book, (int32_t)worksheet_data_validation_cell(book->sheet, (lxw_row_t)book->row,
                                                                    (lxw_col_t)book->column, &choice));
    sfl_book_text(book, SFL_FORM_INPUT, word);
}
