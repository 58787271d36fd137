/* What a strategist asks first, in sentences: which architecture is cheapest, by how much, how sure that is, and what can
 * go wrong with each. Made once, for all formats that speak. */
#ifndef SFL_REPORT_SENTENCES_H
#define SFL_REPORT_SENTENCES_H

#include "host/base/buffer.h"
#include "host/base/text.h"
#include "host/summary/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_sentences {
    const sfl_summary *summary;
    const char        *sign;                                  /* of the currency, sfl_people_sign */
    void (*add_name)(sfl_buffer *sentence, const char *name); /* a name of the scenario, as the format sets it */
} sfl_sentences;

/* Each adds its sentences to `words`, joined by spaces; SFL_PROSE_TIED_SPACE (prose.h) stands where no line may break. */
void sfl_sentence_title(const sfl_sentences *with, sfl_buffer *words);
void sfl_sentence_cheapest(const sfl_sentences *with, sfl_buffer *words);
/* Of several architectures only. */
void sfl_sentence_probability(const sfl_sentences *with, sfl_buffer *words);
void sfl_sentence_nominal(const sfl_sentences *with, sfl_buffer *words);
/* "name: the worst 5 % ..." */
void sfl_sentence_risk(const sfl_sentences *with, const sfl_summary_architecture *architecture, sfl_buffer *words);

/* "37.2 %", on one line. */
void sfl_sentence_share(sfl_buffer *words, double share);
/* The level of intervals in percent: "95". */
void sfl_sentence_level(double level, char out[SFL_REAL_BYTES]);

#ifdef __cplusplus
}
#endif
#endif
