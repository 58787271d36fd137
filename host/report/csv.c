/* The answer in long form: every figure a row, with its place in columns of their own. */
#include "host/report/csv_figures.h"

#include "host/base/diag.h"
#include "host/report/csv_dialect.h"
#include "host/report/figure_row.h"
#include "host/report/report.h"

static const sfl_place nowhere = {NULL, 0, 0};

typedef struct list {
    const sfl_csv_dialect_row *dialect;
    sfl_buffer                *buffer;
    const char                *before; /* of every row */
    const char                *run, *currency;
} list;

static void write_text(const list *to, const char *text)
{
    sfl_buffer_add_n(to->buffer, &to->dialect->separator, 1);
    sfl_csv_text(to->dialect, text, to->buffer);
}

static void write_whole(const list *to, int32_t value)
{
    sfl_buffer_add_n(to->buffer, &to->dialect->separator, 1);
    if (value >= 0) sfl_buffer_add(to->buffer, "%d", (int)value);
}

static void write_real(const list *to, double value)
{
    sfl_buffer_add_n(to->buffer, &to->dialect->separator, 1);
    sfl_csv_real(to->dialect, value, to->buffer);
}

static void write_row(void *context, const sfl_figure *figure)
{
    const list    *to = context;
    sfl_figure_row filled, *row = &filled;
    sfl_figure_row_fill(figure, to->currency, row);
    sfl_buffer_add(to->buffer, "%s%s", to->before, to->run);
#define WRITE_TEXT write_text
#define WRITE_WHOLE write_whole
#define WRITE_REAL write_real
#define SFL_COLUMN(word, kind, value) WRITE_##kind(to, value);
#include "host/report/figure_column_list.def"
#undef SFL_COLUMN
#undef WRITE_TEXT
#undef WRITE_WHOLE
#undef WRITE_REAL
    sfl_buffer_add(to->buffer, "%s", to->dialect->end);
}

void sfl_csv_figures_head(const sfl_csv_dialect_row *dialect, const char *before, sfl_buffer *buffer)
{
    list to = {dialect, buffer, "", "", ""};
    sfl_buffer_add(buffer, "%s%srun", dialect->mark, before);
#define SFL_COLUMN(word, kind, value) write_text(&to, #word);
#include "host/report/figure_column_list.def"
#undef SFL_COLUMN
    sfl_buffer_add(buffer, "%s", dialect->end);
}

void sfl_csv_figures(const sfl_csv_dialect_row *dialect, const char *before, const sfl_summary *summary, sfl_buffer *buffer)
{
    char run[SFL_RUN_NAME_BYTES];
    sfl_run_name(summary, run);
    list to = {dialect, buffer, before, run, summary->currency};
    /* The walk hands out intervals that others change; here they are read. */
    sfl_summary_each_figure((sfl_summary *)summary, write_row, &to);
}

static sfl_status refuse_dialect(const char *word, sfl_diag *diag)
{
    sfl_buffer words = {0};
    sfl_csv_dialect_words(&words, ", ");
    sfl_status status = sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "the CSV dialect is '%s'; allowed is one of %s",
                                     word, words.text != NULL ? words.text : "those listed");
    sfl_buffer_free(&words);
    return status;
}

sfl_status sfl_report_csv(const sfl_report_job *job)
{
    const sfl_csv_dialect_row *dialect = sfl_csv_dialect_find(job->options->csv_dialect);
    if (dialect == NULL) return refuse_dialect(job->options->csv_dialect, job->diag);
    sfl_csv_figures_head(dialect, "", job->buffer);
    sfl_csv_figures(dialect, "", job->summary, job->buffer);
    return SFL_OK;
}
