/* See csv_dialect.h. */
#include "host/report/csv_dialect.h"

#include "host/base/text.h"

#include <math.h>
#include <string.h>

const sfl_csv_dialect_row sfl_csv_dialect_rows[SFL_CSV_DIALECT_COUNT] = {
#define SFL_CSV_DIALECT(NAME, word, separator, point, end, mark, help) {word, separator, point, end, mark},
#include "host/report/csv_dialect_list.def"
#undef SFL_CSV_DIALECT
};

const sfl_csv_dialect_row *sfl_csv_dialect_find(const char *word)
{
    if (word == NULL) return &sfl_csv_dialect_rows[0];
    for (int i = 0; i < SFL_CSV_DIALECT_COUNT; ++i) {
        if (strcmp(word, sfl_csv_dialect_rows[i].word) == 0) return &sfl_csv_dialect_rows[i];
    }
    return NULL;
}

void sfl_csv_dialect_words(sfl_buffer *buffer, const char *between)
{
    for (int i = 0; i < SFL_CSV_DIALECT_COUNT; ++i)
        sfl_buffer_add(buffer, "%s%s", i > 0 ? between : "", sfl_csv_dialect_rows[i].word);
}

/* What a spreadsheet may read as the beginning of a formula (OWASP, "CSV Injection"), the wide forms of the signs, too; and
 * the apostrophe, so that what is added can be taken away again. */
static bool is_risky(const char *text)
{
    static const char *const beginnings[] = {
        "=", "+", "-", "@", "\t", "\r", "\n", "'", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; ++i) {
        if (strncmp(text, beginnings[i], strlen(beginnings[i])) == 0) return true;
    }
    return false;
}

/* Every separator that anybody may cut at is quoted, not the dialect's alone. */
static bool needs_quotes(const sfl_csv_dialect_row *dialect, const char *text)
{
    return is_risky(text) || strchr(text, dialect->separator) != NULL || strpbrk(text, ",;\"\t\r\n") != NULL;
}

void sfl_csv_text(const sfl_csv_dialect_row *dialect, const char *text, sfl_buffer *buffer)
{
    if (text == NULL) return;
    bool is_quoted = needs_quotes(dialect, text);
    if (is_quoted) sfl_buffer_add_n(buffer, "\"", 1);
    if (is_risky(text)) sfl_buffer_add_n(buffer, "'", 1);
    for (; *text != '\0'; ++text)
        sfl_buffer_add_n(buffer, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    if (is_quoted) sfl_buffer_add_n(buffer, "\"", 1);
}

void sfl_csv_real(const sfl_csv_dialect_row *dialect, double value, sfl_buffer *buffer)
{
    char text[SFL_REAL_BYTES];
    if (!isfinite(value)) return;
    sfl_text_real(value, text);
    char *point = strchr(text, '.');
    if (point != NULL) *point = dialect->point;
    sfl_buffer_add(buffer, "%s", text);
}
