/* The answer added to a SQLite database that may hold others: one transaction, so that whoever reads, or whatever fails,
 * finds the file with all of the answer or as it was. The only file that knows the library. */
#include "host/base/diag.h"
#include "host/report/figure_row.h"
#include "host/report/report.h"
#include "host/report/sqlite_rows.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define APPLICATION_ID 0x53464c31 /* "SFL1" */
#define TABLES_VERSION 1
#define PATIENCE_MS 30000 /* for another program that writes to the same file */

struct sfl_sqlite_sink {
    sqlite3      *db;
    sqlite3_stmt *inserts[SFL_SQLITE_TABLE_COUNT], *row;
    int           column, error; /* SQLITE_OK, or what failed first */
};

/* ---- statements ---- */

static void keep(sfl_sqlite_sink *sink, int error)
{
    if (sink->error == SQLITE_OK && error != SQLITE_OK && error != SQLITE_DONE && error != SQLITE_ROW)
        sink->error = error;
}

static void run(sfl_sqlite_sink *sink, const char *statements)
{
    if (sink->error == SQLITE_OK) keep(sink, sqlite3_exec(sink->db, statements, NULL, NULL, NULL));
}

/* The whole number that a query gives. */
static int64_t ask(sfl_sqlite_sink *sink, const char *query)
{
    sqlite3_stmt *statement = NULL;
    int64_t       answer    = 0;
    if (sink->error != SQLITE_OK) return 0;
    keep(sink, sqlite3_prepare_v2(sink->db, query, -1, &statement, NULL));
    if (sink->error == SQLITE_OK) keep(sink, sqlite3_step(statement));
    if (sink->error == SQLITE_OK) answer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return answer;
}

/* Tables may have got columns of somebody else's, which stay NULL. */
static int32_t count_columns(sfl_sqlite_sink *sink, const char *table)
{
    char query[128];
    snprintf(query, sizeof query, "SELECT count(*) FROM pragma_table_info('%s')", table);
    return (int32_t)ask(sink, query);
}

static sqlite3_stmt *prepare_insert(sfl_sqlite_sink *sink, const char *table)
{
    sqlite3_stmt *statement = NULL;
    sfl_buffer    text      = {0};
    int32_t       n         = count_columns(sink, table);
    sfl_buffer_add(&text, "INSERT INTO %s VALUES (", table);
    for (int32_t i = 0; i < n; ++i)
        sfl_buffer_add(&text, "%s?", i > 0 ? ", " : "");
    sfl_buffer_add(&text, ")");
    if (text.has_failed) keep(sink, SQLITE_NOMEM);
    if (sink->error == SQLITE_OK) keep(sink, sqlite3_prepare_v2(sink->db, text.text, -1, &statement, NULL));
    sfl_buffer_free(&text);
    return statement;
}

void sfl_sqlite_begin(sfl_sqlite_sink *sink, sfl_sqlite_table table)
{
    if (sink->error == SQLITE_OK && sink->inserts[table] == NULL)
        sink->inserts[table] = prepare_insert(sink, sfl_sqlite_table_word(table));
    sink->row    = sink->inserts[table];
    sink->column = 0;
}

void sfl_sqlite_text(sfl_sqlite_sink *sink, const char *value)
{
    if (sink->error == SQLITE_OK) keep(sink, sqlite3_bind_text(sink->row, ++sink->column, value, -1, SQLITE_TRANSIENT));
}

void sfl_sqlite_whole(sfl_sqlite_sink *sink, int64_t value)
{
    if (sink->error != SQLITE_OK) return;
    ++sink->column;
    keep(sink,
         value < 0 ? sqlite3_bind_null(sink->row, sink->column) : sqlite3_bind_int64(sink->row, sink->column, value));
}

void sfl_sqlite_real(sfl_sqlite_sink *sink, double value)
{
    if (sink->error == SQLITE_OK) keep(sink, sqlite3_bind_double(sink->row, ++sink->column, value));
}

void sfl_sqlite_end(sfl_sqlite_sink *sink)
{
    if (sink->error != SQLITE_OK) return;
    keep(sink, sqlite3_step(sink->row));
    keep(sink, sqlite3_reset(sink->row));
}

/* ---- whose file is it ---- */

/* What has no tables and no mark of anybody may become ours. NULL: it may be added to; else why not. */
static const char *refusal(sfl_sqlite_sink *sink, bool *is_new)
{
    int64_t id       = ask(sink, "PRAGMA application_id");
    int64_t version  = ask(sink, "PRAGMA user_version");
    int64_t n_tables = ask(sink, "SELECT count(*) FROM sqlite_schema");
    *is_new          = id == 0 && n_tables == 0;
    if (sink->error != SQLITE_OK) return NULL;
    if (sqlite3_db_readonly(sink->db, "main") != 0) return "may only be read";
    if (*is_new) return NULL;
    if (id != APPLICATION_ID)
        return "is a database of another program; an answer is added to one of shortfall or to a new file";
    if (version > TABLES_VERSION) return "is a database of a newer shortfall, whose tables this one does not know";
    return NULL;
}

static void make_tables(sfl_sqlite_sink *sink)
{
    sfl_buffer statements = {0};
    sfl_buffer_add(&statements, "PRAGMA application_id = %d; PRAGMA user_version = %d;\n", APPLICATION_ID,
                   TABLES_VERSION);
    sfl_sqlite_schema(&statements);
    if (statements.has_failed)
        keep(sink, SQLITE_NOMEM);
    else
        run(sink, statements.text);
    sfl_buffer_free(&statements);
}

/* ---- the answer ---- */

/* The run of the same name goes, and what hangs on it. */
static void forget_run(sfl_sqlite_sink *sink, const char *name)
{
    sqlite3_stmt *statement = NULL;
    if (sink->error == SQLITE_OK)
        keep(sink, sqlite3_prepare_v2(sink->db, "DELETE FROM run WHERE run = ?", -1, &statement, NULL));
    if (sink->error == SQLITE_OK) keep(sink, sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT));
    if (sink->error == SQLITE_OK) keep(sink, sqlite3_step(statement));
    sqlite3_finalize(statement);
}

static void add_answer(sfl_sqlite_sink *sink, const sfl_summary *summary, bool is_new)
{
    char name[SFL_RUN_NAME_BYTES];
    sfl_run_name(summary, name);
    if (is_new) make_tables(sink);
    forget_run(sink, name);
    sfl_sqlite_rows(summary, name, sink);
}

/* Rows are in the file with COMMIT or not at all. */
static sfl_status write_answer(sfl_sqlite_sink *sink, const sfl_report_job *job)
{
    const sfl_place place = {job->file, 0, 0};
    bool            is_new;
    run(sink, "PRAGMA foreign_keys = ON");
    run(sink, job->summary != NULL ? "BEGIN IMMEDIATE" : "BEGIN");
    const char *why = refusal(sink, &is_new);
    if (why != NULL) return sfl_diag_add(job->diag, SFL_ERR_OUTPUT, place, "%s", why);
    if (job->summary != NULL && sink->error == SQLITE_OK) add_answer(sink, job->summary, is_new);
    run(sink, "COMMIT");
    if (sink->error == SQLITE_OK) return SFL_OK;
    bool        is_said = sqlite3_errcode(sink->db) == sink->error;
    const char *words   = is_said ? sqlite3_errmsg(sink->db) : sqlite3_errstr(sink->error);
    return sfl_diag_add(job->diag, SFL_ERR_OUTPUT, place, "nothing can be added to it: SQLite says: %s", words);
}

/* Closing takes back what was not committed. */
static void close_sink(sfl_sqlite_sink *sink)
{
    for (int i = 0; i < SFL_SQLITE_TABLE_COUNT; ++i)
        sqlite3_finalize(sink->inserts[i]);
    sqlite3_close(sink->db);
}

/* The name as a path: SQLite knows words such as ":memory:" that are none. */
static char *path_of(const char *file)
{
    size_t n_bytes = strlen(file) + 3;
    char  *path    = malloc(n_bytes);
    if (path != NULL) snprintf(path, n_bytes, "%s%s", file[0] == '/' ? "" : "./", file);
    return path;
}

static sfl_status add_to(const char *path, const sfl_report_job *job)
{
    sfl_sqlite_sink sink  = {0};
    int             flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    keep(&sink, sqlite3_open_v2(path, &sink.db, flags, NULL));
    if (sink.db != NULL) sqlite3_busy_timeout(sink.db, PATIENCE_MS);
    sfl_status status = write_answer(&sink, job);
    close_sink(&sink);
    return status;
}

/* A file that is not there yet is not made before there is an answer. */
static bool is_only_looked_for(const char *path, const sfl_report_job *job)
{
    return job->summary == NULL && access(path, F_OK) != 0;
}

/* Can a file of that name be made? */
static sfl_status look_beside(const char *path, const sfl_report_job *job)
{
    char *folder = path_of(path);
    if (folder == NULL) return SFL_ERR_MEMORY;
    strrchr(folder, '/')[1] = '\0';
    bool may_write          = access(folder, W_OK | X_OK) == 0;
    free(folder);
    if (may_write) return SFL_OK;
    return sfl_diag_add(job->diag, SFL_ERR_OUTPUT, (sfl_place){job->file, 0, 0}, "its folder cannot be written to");
}

sfl_status sfl_report_sqlite(const sfl_report_job *job)
{
    char *path = path_of(job->file);
    if (path == NULL) return SFL_ERR_MEMORY;
    sfl_status status = is_only_looked_for(path, job) ? look_beside(path, job) : add_to(path, job);
    free(path);
    return status;
}
