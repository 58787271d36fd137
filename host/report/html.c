/* The answer as one page for a browser: text, tables and drawings that want no script, and a script that makes the charts
 * live. The page loads nothing, and its Content-Security-Policy lets nothing run but the two scripts it names by hash. */
#include "host/report/html.h"

#include "host/base/sha256.h"
#include "host/report/html_assets.h"
#include "host/report/people.h"
#include "host/report/report.h"

typedef struct asset {
    const unsigned char *bytes;
    const size_t        *n_bytes;
} asset;

static const asset styles[]  = {{sfl_asset_uplot_css, &sfl_asset_uplot_css_bytes},
                                {sfl_asset_page_css, &sfl_asset_page_css_bytes}};
static const asset scripts[] = {{sfl_asset_uplot_js, &sfl_asset_uplot_js_bytes},
                                {sfl_asset_page_js, &sfl_asset_page_js_bytes}};

/* ---- frame ---- */

static void add_hashes(const sfl_html *html, const char *directive, const asset *assets)
{
    sfl_html_rawf(html, "; %s", directive);
    for (int32_t i = 0; i < 2; ++i) {
        uint8_t digest[32];
        char    hash[45];
        sfl_sha256(assets[i].bytes, *assets[i].n_bytes, digest);
        sfl_sha256_base64(digest, hash);
        sfl_html_rawf(html, " 'sha256-%s'", hash);
    }
}

static void add_assets(const sfl_html *html, const char *element, const asset *assets)
{
    for (int32_t i = 0; i < 2; ++i) {
        sfl_html_rawf(html, "<%s>", element);
        sfl_buffer_add_n(html->buffer, (const char *)assets[i].bytes, *assets[i].n_bytes);
        sfl_html_rawf(html, "</%s>\n", element);
    }
}

static void open_document(const sfl_html *html)
{
    sfl_html_raw(html, "<!DOCTYPE html>\n<html lang=en>\n<head>\n"
                       "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'");
    add_hashes(html, "script-src", scripts);
    add_hashes(html, "style-src", styles);
    sfl_html_raw(html, "; base-uri 'none'; form-action 'none'\">\n<meta charset=utf-8>\n"
                       "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=color-scheme content=\"light dark\">\n<title>");
    sfl_html_text(html, html->summary->run.file != NULL ? html->summary->run.file : "shortfall");
    sfl_html_raw(html, " – shortfall</title>\n");
    add_assets(html, "style", styles);
    sfl_html_rawf(html, "</head>\n<body data-sign=\"%s\">\n<a class=skip href=#answer>To the answer</a>\n", html->sign);
}

static void close_document(const sfl_html *html)
{
    sfl_html_raw(html, "</main>\n");
    add_assets(html, "script", scripts);
    sfl_html_raw(html, "</body>\n</html>\n");
}

/* ---- contents ---- */

void sfl_html_section(const sfl_html *html, const char *id, const char *heading)
{
    sfl_html_rawf(html, "<section id=%s aria-labelledby=%s-h><h2 id=%s-h>%s</h2>\n", id, id, id, heading);
}

void sfl_html_section_end(const sfl_html *html)
{
    sfl_html_raw(html, "</section>\n");
}

typedef struct section {
    const char *id, *words;
    void (*write)(const sfl_html *html);
} section;

static const section sections[] = {
    {"risks", "Risks", sfl_html_risks},
    {"costs", "Cost", sfl_html_costs},
    {"pairs", "Comparison", sfl_html_pairs},
    {"commitments", "Commitments", sfl_html_commitments},
    {"break-even", "Break-even", sfl_html_break_even},
    {"capacity", "Capacity", sfl_html_capacity},
    {"months", "Month by month", sfl_html_months},
    {"drivers", "Assumptions", sfl_html_drivers},
    {"capsule", "Where this comes from", sfl_html_capsule},
};

static void add_contents(const sfl_html *html)
{
    sfl_html_raw(html, "<nav aria-label=Contents><ul>");
    for (int32_t i = 0; i < SFL_HTML_COUNT_OF(sections); ++i)
        sfl_html_rawf(html, "<li><a href=#%s>%s</a></li>", sections[i].id, sections[i].words);
    sfl_html_raw(html, "</ul></nav>\n");
}

sfl_status sfl_report_html(const sfl_report_job *job)
{
    sfl_html html = {job->summary, job->buffer, sfl_people_sign(job->summary->currency)};
    open_document(&html);
    sfl_html_headline(&html);
    add_contents(&html);
    sfl_html_raw(&html, "<main id=answer tabindex=-1>\n");
    for (int32_t i = 0; i < SFL_HTML_COUNT_OF(sections); ++i)
        sections[i].write(&html);
    close_document(&html);
    return SFL_OK;
}
