/* What a strategist asks first, as lines. */
#include "host/report/page.h"
#include "host/report/prose.h"
#include "host/report/sentences.h"

static sfl_sentences sentences_of(const sfl_page *page)
{
    return (sfl_sentences){page->summary, page->sign, sfl_prose_name};
}

void sfl_page_headline(const sfl_page *page)
{
    sfl_sentences with  = sentences_of(page);
    sfl_buffer    words = {0};
    sfl_sentence_title(&with, &words);
    sfl_prose_write(&words, 0, 0, &page->paper, page->buffer);
    sfl_buffer_add(page->buffer, "\n");
    sfl_sentence_cheapest(&with, &words);
    sfl_prose_write(&words, 0, 2, &page->paper, page->buffer);
    if (page->summary->rankings[SFL_MONEY_NPV].runner_up < 0) return;
    sfl_sentence_probability(&with, &words);
    sfl_prose_write(&words, 0, 2, &page->paper, page->buffer);
    if (page->summary->discount_rate == 0.0) return;
    sfl_sentence_nominal(&with, &words);
    sfl_prose_write(&words, 0, 2, &page->paper, page->buffer);
}

void sfl_page_risks(const sfl_page *page)
{
    sfl_sentences with  = sentences_of(page);
    sfl_buffer    words = {0};
    sfl_page_heading(page, "The largest risks of each");
    for (int32_t i = 0; i < page->summary->n_architectures; ++i) {
        sfl_sentence_risk(&with, &page->summary->architectures[i], &words);
        sfl_prose_write(&words, 2, 4, &page->paper, page->buffer);
    }
}
