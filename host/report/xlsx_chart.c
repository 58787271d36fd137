/* The workbook's charts (xlsx.h): editable lines over cells of a sheet. */
#include "host/report/xlsx.h"

#include <xlsxwriter.h>

static void add_line(sfl_book *book, lxw_chart *chart, const char *sheet, const sfl_line *line)
{
    lxw_row_t         first = (lxw_row_t)line->first_row, last = (lxw_row_t)line->last_row;
    lxw_col_t         x = (lxw_col_t)line->x_column, y = (lxw_col_t)line->y_column;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (series == NULL) {
        sfl_book_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    chart_series_set_categories(series, sheet, first, x, last, x);
    chart_series_set_values(series, sheet, first, y, last, y);
    chart_series_set_name_range(series, sheet, first, 0);
}

void sfl_book_chart(sfl_book *book, int32_t row, int32_t column, const char *sheet, const char *text,
                    const char *x_name, const char *y_format, const sfl_line *lines, int32_t n_lines)
{
    if (book->error != 0 || n_lines == 0) return;
    lxw_chart_options size  = {.x_scale = 1.5, .y_scale = 1.3};
    lxw_chart        *chart = workbook_add_chart(book->workbook, LXW_CHART_SCATTER_STRAIGHT);
    if (chart == NULL) {
        sfl_book_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    for (int32_t i = 0; i < n_lines; ++i)
        add_line(book, chart, sheet, &lines[i]);
    chart_title_set_name(chart, text);
    chart_axis_set_name(chart->x_axis, x_name);
    chart_axis_set_num_format(chart->x_axis, "#,##0");
    chart_axis_set_num_format(chart->y_axis, y_format);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    sfl_book_keep(book,
                  (int32_t)worksheet_insert_chart_opt(book->sheet, (lxw_row_t)row, (lxw_col_t)column, chart, &size));
}
