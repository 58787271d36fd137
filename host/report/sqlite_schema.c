/* The tables of a database of answers as SQL. */
#include "host/report/sqlite_rows.h"

#define SQL_TEXT " TEXT"
#define SQL_WHOLE " INTEGER"
#define SQL_REAL " REAL"
static const char figure_columns[] =
#define SFL_COLUMN(word, kind, value) ", " #word SQL_##kind
#include "host/report/figure_column_list.def"
#undef SFL_COLUMN
    ;

typedef struct table {
    const char *word, *key, *columns, *more;
} table;

#define SFL_FIGURE_COLUMNS ""
static const table tables[SFL_SQLITE_TABLE_COUNT] = {
    {"run", NULL,
     "run TEXT NOT NULL PRIMARY KEY, file TEXT, time TEXT, version TEXT, build TEXT, host TEXT, backend TEXT, command "
     "TEXT,"
     " overrides TEXT, scenario TEXT, scenario_sha256 TEXT, fingerprint TEXT NOT NULL, seed TEXT NOT NULL,"
     " paths INTEGER NOT NULL, is_partial INTEGER NOT NULL, sampling TEXT, level REAL, months INTEGER NOT NULL,"
     " currency TEXT, discount_rate REAL, seconds REAL",
     ""},
#define SFL_SQLITE_TABLE(NAME, word, key, columns)                                                                     \
    {#word, key, "run TEXT NOT NULL REFERENCES run (run) ON DELETE CASCADE, " columns,                                 \
     SFL_SQLITE_##NAME == SFL_SQLITE_SUMMARY ? figure_columns : ""},
#include "host/report/sqlite_table_list.def"
#undef SFL_SQLITE_TABLE
};

const char *sfl_sqlite_table_word(sfl_sqlite_table which)
{
    return tables[which].word;
}

void sfl_sqlite_schema(sfl_buffer *statements)
{
    for (int i = 0; i < SFL_SQLITE_TABLE_COUNT; ++i) {
        const table *of = &tables[i];
        sfl_buffer_add(statements, "CREATE TABLE %s (%s%s) STRICT;\n", of->word, of->columns, of->more);
        if (of->key != NULL)
            sfl_buffer_add(statements, "CREATE INDEX %s_by_run ON %s (run, %s);\n", of->word, of->word, of->key);
    }
    sfl_buffer_add(statements, "CREATE VIEW latest_run AS SELECT * FROM run ORDER BY time DESC, rowid DESC LIMIT 1;\n");
}
