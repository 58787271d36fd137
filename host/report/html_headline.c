/* What a strategist asks first, as the head of the page. */
#include "host/report/html.h"
#include "host/report/sentences.h"

#include <string.h>

/* Around names inside sentences, which become bold; what a name is made of holds none of these. */
#define NAME_BEGINS '\x02'
#define NAME_ENDS '\x03'

static void add_name(sfl_buffer *sentence, const char *name)
{
    sfl_buffer_add(sentence, "%c", NAME_BEGINS);
    for (; *name != '\0'; ++name)
        sfl_buffer_add_n(sentence, *name == NAME_BEGINS || *name == NAME_ENDS ? "?" : name, 1);
    sfl_buffer_add(sentence, "%c", NAME_ENDS);
}

/* Writes the sentences with their names bold, and empties the buffer. */
static void put(const sfl_html *html, sfl_buffer *sentences)
{
    char *at = sentences->text;
    while (at != NULL && *at != '\0') {
        char *next = strpbrk(at, "\x02\x03");
        char  sign = next != NULL ? *next : '\0';
        if (next != NULL) *next = '\0';
        sfl_html_text(html, at);
        if (sign != '\0') sfl_html_raw(html, sign == NAME_BEGINS ? "<b>" : "</b>");
        at = next != NULL ? next + 1 : NULL;
    }
    html->buffer->has_failed = html->buffer->has_failed || sentences->has_failed;
    sfl_buffer_free(sentences);
}

static sfl_sentences sentences_of(const sfl_html *html)
{
    return (sfl_sentences){html->summary, html->sign, add_name};
}

void sfl_html_headline(const sfl_html *html)
{
    sfl_sentences with  = sentences_of(html);
    sfl_buffer    words = {0};
    sfl_html_raw(html, "<header>\n");
    if (html->summary->is_partial)
        sfl_html_raw(html,
                     "<p class=partial><strong>Partial answer.</strong> The run was interrupted: these are fewer paths "
                     "than were asked for.</p>\n");
    sfl_html_raw(html, "<p class=over>");
    sfl_sentence_title(&with, &words);
    put(html, &words);
    sfl_html_raw(html, "</p>\n<h1>");
    sfl_sentence_cheapest(&with, &words);
    put(html, &words);
    sfl_html_raw(html, "</h1>\n");
    if (html->summary->rankings[SFL_MONEY_NPV].runner_up >= 0) {
        sfl_html_raw(html, "<p>");
        sfl_sentence_probability(&with, &words);
        if (html->summary->discount_rate != 0.0) {
            sfl_buffer_add(&words, " ");
            sfl_sentence_nominal(&with, &words);
        }
        put(html, &words);
        sfl_html_raw(html, "</p>\n");
    }
    sfl_html_raw(html, "</header>\n");
}

void sfl_html_risks(const sfl_html *html)
{
    sfl_sentences with  = sentences_of(html);
    sfl_buffer    words = {0};
    sfl_html_section(html, "risks", "The largest risks of each");
    sfl_html_raw(html, "<ul class=risks>");
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        sfl_html_rawf(html, "<li class=e%d>", (int)(i % 8));
        sfl_sentence_risk(&with, &html->summary->architectures[i], &words);
        put(html, &words);
        sfl_html_raw(html, "</li>\n");
    }
    sfl_html_raw(html, "</ul>");
    sfl_html_section_end(html);
}
