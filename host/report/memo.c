/* Two paragraphs of plain English, as text and as Markdown: what the answer is, and what to know about it. */
#include "host/report/clauses.h"
#include "host/report/people.h"
#include "host/report/prose.h"
#include "host/report/report.h"
#include "host/report/width.h"

#include <string.h>

/* Names are at most 64 characters, which may take two columns each. */
#define NAME_COLUMNS 128

sfl_paragraph sfl_clause_paragraph(sfl_clause clause)
{
    static const sfl_paragraph paragraphs[] = {
#define SFL_CLAUSE(NAME, paragraph, word) SFL_PARAGRAPH_##paragraph,
#include "host/report/clause_list.def"
#undef SFL_CLAUSE
    };
    return paragraphs[clause];
}

bool sfl_clause_applies(sfl_clause clause, const sfl_summary *summary)
{
    switch (clause) {
#define SFL_CLAUSE(NAME, paragraph, word)                                                                              \
    case SFL_CLAUSE_##NAME:                                                                                            \
        return sfl_clause_applies_##word(summary);
#include "host/report/clause_list.def"
#undef SFL_CLAUSE
    case SFL_CLAUSE_COUNT: break;
    }
    return false;
}

void sfl_clause_say(sfl_clause clause, const sfl_sentences *with, sfl_buffer *words)
{
    switch (clause) {
#define SFL_CLAUSE(NAME, paragraph, word)                                                                              \
    case SFL_CLAUSE_##NAME:                                                                                            \
        sfl_clause_say_##word(with, words);                                                                            \
        break;
#include "host/report/clause_list.def"
#undef SFL_CLAUSE
    case SFL_CLAUSE_COUNT: break;
    }
}

/* ---- names ---- */

static void add_name(sfl_buffer *words, const char *name)
{
    sfl_width_fit(name, NAME_COLUMNS, words);
}

static bool is_letter(char sign)
{
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
}

/* Can the sign at `at` be markup of CommonMark or of its common dialects? A point can where it numbers a list or makes an
 * address, a dash or a plus where it begins a list. */
static bool is_markup(const char *name, const char *at)
{
    if (*at == '-' || *at == '+') return at == name;
    if (*at == '.') return at == name || !is_letter(at[-1]) || !is_letter(at[1]) || strstr(name, "www") != NULL;
    return strchr("\\`*_{}[]()<>#!|&~$:@=\"'", *at) != NULL;
}

/* Nothing in a name is markup: a backslash goes before every sign that could be. */
static void add_name_of_markdown(sfl_buffer *words, const char *name)
{
    sfl_buffer plain = {0};
    sfl_width_fit(name, NAME_COLUMNS, &plain);
    for (const char *at = plain.text; at != NULL && *at != '\0'; ++at) {
        if (is_markup(plain.text, at)) sfl_buffer_add_n(words, "\\", 1);
        sfl_buffer_add_n(words, at, 1);
    }
    words->has_failed = words->has_failed || plain.has_failed;
    sfl_buffer_free(&plain);
}

/* ---- paragraphs ---- */

static void add_paragraph(const sfl_sentences *with, sfl_paragraph paragraph, sfl_buffer *words)
{
    for (int32_t i = 0; i < SFL_CLAUSE_COUNT; ++i) {
        sfl_clause clause = (sfl_clause)i;
        if (sfl_clause_paragraph(clause) != paragraph || !sfl_clause_applies(clause, with->summary)) continue;
        if (words->n_bytes > 0) sfl_buffer_add(words, " ");
        sfl_clause_say(clause, with, words);
    }
}

static sfl_sentences sentences_of(const sfl_report_job *job, void (*name)(sfl_buffer *, const char *))
{
    return (sfl_sentences){job->summary, sfl_people_sign(job->summary->currency), name};
}

sfl_status sfl_report_memo(const sfl_report_job *job)
{
    sfl_sentences with = sentences_of(job, add_name);
    for (int32_t i = 0; i < SFL_PARAGRAPH_COUNT; ++i) {
        sfl_buffer words = {0};
        add_paragraph(&with, (sfl_paragraph)i, &words);
        if (i > 0) sfl_buffer_add(job->buffer, "\n");
        sfl_prose_write(&words, 0, 0, job->buffer);
    }
    return SFL_OK;
}

sfl_status sfl_report_markdown(const sfl_report_job *job)
{
    static const char *const headings[] = {"## What the simulation says", "## What to know about it"};
    sfl_sentences            with       = sentences_of(job, add_name_of_markdown);
    for (int32_t i = 0; i < SFL_PARAGRAPH_COUNT; ++i) {
        sfl_buffer words = {0};
        add_paragraph(&with, (sfl_paragraph)i, &words);
        for (char *at = words.text; at != NULL && *at != '\0'; ++at) {
            if (*at == SFL_PROSE_TIED_SPACE) *at = ' ';
        }
        sfl_buffer_add(job->buffer, "%s%s\n\n%s\n", i > 0 ? "\n" : "", headings[i],
                       words.text != NULL ? words.text : "");
        job->buffer->has_failed = job->buffer->has_failed || words.has_failed;
        sfl_buffer_free(&words);
    }
    return SFL_OK;
}
