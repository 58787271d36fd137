/* Inside this room: the clauses of a memo, rows of clause_list.def. */
#ifndef SFL_REPORT_CLAUSES_H
#define SFL_REPORT_CLAUSES_H

#include "host/report/sentences.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sfl_paragraph { SFL_PARAGRAPH_ANSWER, SFL_PARAGRAPH_CAVEAT, SFL_PARAGRAPH_COUNT } sfl_paragraph;

typedef enum sfl_clause {
#define SFL_CLAUSE(NAME, paragraph, word) SFL_CLAUSE_##NAME,
#include "host/report/clause_list.def"
#undef SFL_CLAUSE
    SFL_CLAUSE_COUNT
} sfl_clause;

sfl_paragraph sfl_clause_paragraph(sfl_clause clause);
/* The rule: do the figures of this answer carry it? */
bool sfl_clause_applies(sfl_clause clause, const sfl_summary *summary);
/* Adds its sentences; only where it applies. */
void sfl_clause_say(sfl_clause clause, const sfl_sentences *with, sfl_buffer *words);

#define SFL_CLAUSE(NAME, paragraph, word)                                                                              \
    bool sfl_clause_applies_##word(const sfl_summary *summary);                                                        \
    void sfl_clause_say_##word(const sfl_sentences *with, sfl_buffer *words);
#include "host/report/clause_list.def"
#undef SFL_CLAUSE

#ifdef __cplusplus
}
#endif
#endif
