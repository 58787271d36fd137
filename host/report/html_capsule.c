/* What the answer comes from: enough to make it again. */
#include "host/report/html.h"
#include "host/report/html_assets.h"
#include "host/report/people.h"

#include <inttypes.h>
#include <stdio.h>

static void add_entry(const sfl_html *html, const char *what, const char *text)
{
    if (text == NULL) return;
    sfl_html_rawf(html, "<dt>%s<dd>", what);
    sfl_html_text(html, text);
}

static void add_numbers(const sfl_html *html)
{
    const sfl_summary *summary = html->summary;
    char               text[SFL_PEOPLE_BYTES];
    snprintf(text, sizeof text, "%" PRIu64, summary->seed);
    add_entry(html, "seed", text);
    sfl_people_count(summary->paths, text);
    sfl_html_rawf(html, "<dt>paths<dd><data value=%" PRIu64 ">%s</data>%s", summary->paths, text,
                  summary->is_partial ? ", partial: interrupted" : "");
    add_entry(html, "sampling", summary->sampling);
    snprintf(text, sizeof text, "%" PRId32, summary->n_months);
    add_entry(html, "months", text);
    add_entry(html, "currency", summary->currency);
    sfl_html_raw(html, "<dt>discount rate<dd>");
    sfl_html_number(html, summary->discount_rate, SFL_HTML_SHARE);
    sfl_html_raw(html, "<dt>level of intervals<dd>");
    sfl_html_number(html, summary->level, SFL_HTML_SHARE);
}

static void add_run(const sfl_html *html)
{
    const sfl_summary_run *run = &html->summary->run;
    char                   text[SFL_PEOPLE_BYTES];
    add_entry(html, "version", run->version);
    add_entry(html, "build", run->build);
    add_entry(html, "host", run->host);
    add_entry(html, "backend", run->backend);
    if (run->backend != NULL) { /* of a tally file it is not known who has walked it */
        add_entry(html, "why this backend", run->reason);
        snprintf(text, sizeof text, "%" PRId32, run->devices > 0 ? run->devices : run->threads);
        add_entry(html, run->devices > 0 ? "cards" : "threads", text);
    }
    add_entry(html, "form on the card", run->card_form);
    add_entry(html, "time", run->time);
    sfl_html_raw(html, "<dt>seconds<dd>");
    sfl_html_number(html, run->seconds, SFL_HTML_NUMBER);
    add_entry(html, "command", run->command);
    add_entry(html, "file", run->file);
    for (int32_t i = 0; i < run->n_overrides; ++i)
        add_entry(html, "set in place of the file's", run->overrides[i]);
}

/* A page is a copy of the library, and copies want the notice. */
static void add_licence(const sfl_html *html)
{
    sfl_html_raw(html, "<details class=screen><summary>Licence of uPlot, which draws the charts</summary><pre>");
    sfl_html_text(html, (const char *)sfl_asset_uplot_license);
    sfl_html_raw(html, "</pre></details>\n");
}

void sfl_html_capsule(const sfl_html *html)
{
    const sfl_summary *summary = html->summary;
    sfl_html_section(html, "capsule", "Where this comes from");
    sfl_html_raw(html, "<dl>");
    add_numbers(html);
    add_run(html);
    add_entry(html, "fingerprint of the plan", summary->fingerprint);
    if (summary->text != NULL) add_entry(html, "SHA-256 of the scenario below", summary->sha256);
    sfl_html_raw(html, "</dl>\n");
    if (summary->text != NULL) {
        sfl_html_raw(html, "<details><summary>The scenario</summary><div class=wide tabindex=0 role=region "
                           "aria-label=scenario><pre id=scenario>\n");
        sfl_html_text(html, summary->text);
        sfl_html_raw(html, "</pre></div></details>\n");
    }
    add_licence(html);
    sfl_html_section_end(html);
}
