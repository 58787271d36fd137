/* The answer as a workbook, for those who plan in one: docs/program.md, "The workbook". Equal answers give equal bytes; of
 * what may differ between them only the time of the run is in it. */
#include "host/report/xlsx.h"

#include "host/base/diag.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_status refuse(const sfl_report_job *job, const char *why)
{
    return sfl_diag_add(job->diag, SFL_ERR_OUTPUT, nowhere, "the workbook cannot be written: %s", why);
}

/* ---- the time of the run ---- */

#define SECONDS_PER_DAY 86400
#define START_OF_1980 315532800 /* where the time is not known: the first that a zip file can tell */

/* Days from 1970-01-01 to a date of the Gregorian calendar; years begin in March, so that leap days end them. */
static int64_t days_since_1970(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month > 2 ? year : year - 1, m = (month + 9) % 12;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* "2026-01-01T00:00:00Z" */
static int64_t seconds_since_1970(const char *time)
{
    int year, month, day, hour, minute, second;
    if (time == NULL || sscanf(time, "%4d-%2d-%2dT%2d:%2d:%2dZ", &year, &month, &day, &hour, &minute, &second) != 6)
        return START_OF_1980;
    int64_t seconds = days_since_1970(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
    return seconds > 0 ? seconds : START_OF_1980; /* libxlsxwriter takes 0 for now */
}

/* ---- the file that libxlsxwriter wants ---- */

/* A private folder that holds the workbook and its parts for a moment. */
typedef struct nest {
    char folder[1024], file[1100];
} nest;

static bool nest_build(nest *of)
{
    const char *where = getenv("TMPDIR");
    if (where == NULL || where[0] == '\0') where = "/tmp";
    int n = snprintf(of->folder, sizeof of->folder, "%s/shortfall-XXXXXX", where);
    if (n < 0 || (size_t)n >= sizeof of->folder) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (mkdtemp(of->folder) == NULL) return false;
    snprintf(of->file, sizeof of->file, "%s/book.xlsx", of->folder);
    return true;
}

static void nest_remove(const nest *of)
{
    unlink(of->file);
    rmdir(of->folder);
}

static sfl_status read_back(const sfl_report_job *job, const char *file)
{
    size_t before = job->buffer->n_bytes;
    char   piece[65536];
    size_t n_bytes;
    FILE  *stream = fopen(file, "rb");
    if (stream == NULL) return refuse(job, strerror(errno));
    while ((n_bytes = fread(piece, 1, sizeof piece, stream)) > 0)
        sfl_buffer_add_n(job->buffer, piece, n_bytes);
    bool has_failed = ferror(stream) != 0;
    fclose(stream);
    if (has_failed) return refuse(job, "it cannot be read back");
    if (job->buffer->has_failed || sfl_xlsx_is_whole(job->buffer->text + before, job->buffer->n_bytes - before))
        return SFL_OK;
    return refuse(job, "parts of it are cut short; is the disk of the temporary folder full?");
}

/* ---- the sheets ---- */

static void fill(sfl_book *book)
{
    sfl_xlsx_summary(book);
    sfl_xlsx_budget(book);
    sfl_xlsx_contracts(book);
    sfl_xlsx_spread(book);
    sfl_xlsx_quantiles(book);
    sfl_xlsx_pairs(book);
    sfl_xlsx_break_even(book);
    sfl_xlsx_capacity(book);
    sfl_xlsx_assumptions(book);
    sfl_xlsx_figures(book);
    sfl_xlsx_capsule(book);
}

static sfl_status write_book(const sfl_report_job *job, const nest *at)
{
    sfl_book book = {0};
    sfl_book_begin(&book, job->summary, at->file, at->folder, seconds_since_1970(job->summary->run.time));
    fill(&book);
    const char *wrong = sfl_book_end(&book);
    return wrong != NULL ? refuse(job, wrong) : read_back(job, at->file);
}

sfl_status sfl_report_xlsx(const sfl_report_job *job)
{
    nest     at;
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0); /* libxlsxwriter writes numbers by the locale */
    if (plain == (locale_t)0) return refuse(job, strerror(errno));
    if (!nest_build(&at)) {
        freelocale(plain);
        return sfl_diag_add(job->diag, SFL_ERR_OUTPUT, nowhere, "the workbook cannot be written: no folder %s: %s",
                            at.folder, strerror(errno));
    }
    locale_t   before = uselocale(plain);
    sfl_status status = write_book(job, &at);
    uselocale(before);
    freelocale(plain);
    nest_remove(&at);
    return status;
}
