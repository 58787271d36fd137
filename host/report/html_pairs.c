/* Each against each on the same futures, and what is regretted. */
#include "host/report/html.h"

#include <stdio.h>
#include <string.h>

/* ---- matrix ---- */

/* Of row against column. */
typedef struct duel {
    double p_cheaper, p_tie, difference; /* mean of the column's cost less the row's */
} duel;

static bool find_duel(const sfl_summary *summary, const char *row, const char *column, sfl_money money, duel *out)
{
    for (int32_t i = 0; i < summary->n_pairs; ++i) {
        const sfl_summary_pair *pair = &summary->pairs[i];
        double                  mean = pair->difference.values[SFL_MEASURE_MEAN];
        if (pair->money != money) continue;
        if (strcmp(pair->a, row) == 0 && strcmp(pair->b, column) == 0) {
            *out = (duel){pair->p_a_cheaper, pair->p_tie, mean};
            return true;
        }
        if (strcmp(pair->b, row) == 0 && strcmp(pair->a, column) == 0) {
            *out = (duel){1.0 - pair->p_a_cheaper - pair->p_tie, pair->p_tie, -mean};
            return true;
        }
    }
    return false;
}

/* Five shades from seldom to nearly always. */
static const char *shade_of(double p)
{
    return p < 0.1 ? "p0" : p < 0.35 ? "p1" : p <= 0.65 ? "p2" : p <= 0.9 ? "p3" : "p4";
}

static void add_duel(const sfl_html *html, const char *row, const char *column, sfl_money money)
{
    duel found;
    if (!find_duel(html->summary, row, column, money, &found)) {
        sfl_html_raw(html, "<td>–");
        return;
    }
    double p = found.p_cheaper > 0.0 ? found.p_cheaper : 0.0; /* 1 − p − tie may miss 0 by a rounding */
    sfl_html_cell_shaded(html, shade_of(p), p, SFL_HTML_SHARE);
    sfl_html_raw(html, "<br><small>");
    sfl_html_number(html, found.difference, SFL_HTML_MONEY);
    if (found.p_tie > 0.0) {
        sfl_html_raw(html, "<br>tie ");
        sfl_html_number(html, found.p_tie, SFL_HTML_SHARE);
    }
    sfl_html_raw(html, "</small>");
}

static void add_matrix(const sfl_html *html, sfl_money money)
{
    const sfl_summary *summary = html->summary;
    sfl_html_rawf(html,
                  "<div class=wide tabindex=0 role=region aria-label=\"matrix of pairs, %s\"><table class=matrix "
                  "id=matrix-%s><caption>"
                  "Probability that the row is cheaper than the column, %s; below it by how much in the mean"
                  "</caption><thead><tr><th scope=col class=t>cheaper than",
                  sfl_money_word(money), sfl_money_word(money), sfl_money_word(money));
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        sfl_html_raw(html, "<th scope=col>");
        sfl_html_text(html, summary->architectures[i].name);
    }
    sfl_html_raw(html, "<tbody>");
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        sfl_html_row(html, summary->architectures[i].name);
        for (int32_t j = 0; j < summary->n_architectures; ++j)
            add_duel(html, summary->architectures[i].name, summary->architectures[j].name, money);
    }
    sfl_html_table_close(html);
}

/* ---- pairs in full ---- */

static void add_pair(const sfl_html *html, const sfl_summary_pair *pair)
{
    static const sfl_measure shown[] = {SFL_MEASURE_MEAN, SFL_MEASURE_SE, SFL_MEASURE_Q05, SFL_MEASURE_Q50,
                                        SFL_MEASURE_Q95};
    sfl_html_row(html, pair->a);
    sfl_html_cell_text(html, pair->b);
    sfl_html_cell_text(html, sfl_money_word(pair->money));
    sfl_html_cell(html, pair->p_a_cheaper, SFL_HTML_SHARE);
    sfl_html_cell(html, pair->p_a_cheaper_in.low, SFL_HTML_SHARE);
    sfl_html_cell(html, pair->p_a_cheaper_in.high, SFL_HTML_SHARE);
    sfl_html_cell(html, pair->p_tie, SFL_HTML_SHARE);
    for (int32_t i = 0; i < SFL_HTML_COUNT_OF(shown); ++i)
        sfl_html_cell(html, pair->difference.values[shown[i]], SFL_HTML_MONEY);
}

static void add_pairs(const sfl_html *html)
{
    static const char *const headings[] = {"<a",  "<b",          "<money", "a cheaper", "from", "to",
                                           "tie", "b − a, mean", "± se",   "5 %",       "50 %", "95 %"};
    sfl_html_raw(html, "<details><summary>All pairs with their intervals</summary>");
    sfl_html_table_open(html, NULL, "Pairs on the same futures", headings, SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < html->summary->n_pairs; ++i)
        add_pair(html, &html->summary->pairs[i]);
    sfl_html_table_close(html);
    sfl_html_raw(html, "</details>");
}

/* ---- regret ---- */

static void add_regret(const sfl_html *html)
{
    static const char *const headings[] = {"<architecture", "<money",       "cheapest", "from", "to",
                                           "tied",          "regret, mean", "50 %",     "95 %"};
    sfl_html_raw(html, "<h3>Regret</h3><div id=regret>");
    sfl_html_table_open(html, NULL,
                        "How often each is the cheapest, and what it costs more than the cheapest of each future",
                        headings, SFL_HTML_COUNT_OF(headings));
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
            const sfl_summary_architecture *architecture = &html->summary->architectures[i];
            const double                   *regret       = architecture->regret[money].values;
            sfl_html_row(html, architecture->name);
            sfl_html_cell_text(html, sfl_money_word((sfl_money)money));
            sfl_html_cell(html, architecture->p_cheapest[money], SFL_HTML_SHARE);
            sfl_html_cell(html, architecture->p_cheapest_in[money].low, SFL_HTML_SHARE);
            sfl_html_cell(html, architecture->p_cheapest_in[money].high, SFL_HTML_SHARE);
            sfl_html_cell(html, architecture->p_tied[money], SFL_HTML_SHARE);
            sfl_html_cell(html, regret[SFL_MEASURE_MEAN], SFL_HTML_MONEY);
            sfl_html_cell(html, regret[SFL_MEASURE_Q50], SFL_HTML_MONEY);
            sfl_html_cell(html, regret[SFL_MEASURE_Q95], SFL_HTML_MONEY);
        }
    }
    sfl_html_table_close(html);
    sfl_html_raw(html, "</div>");
}

void sfl_html_pairs(const sfl_html *html)
{
    sfl_html_section(html, "pairs", "Each against each");
    if (html->summary->n_pairs > 0) {
        add_matrix(html, SFL_MONEY_NPV);
        if (html->summary->discount_rate != 0.0) {
            sfl_html_raw(html, "<details><summary>The same, not discounted</summary>");
            add_matrix(html, SFL_MONEY_NOMINAL);
            sfl_html_raw(html, "</details>");
        }
        add_pairs(html);
    } else {
        sfl_html_raw(html, "<p>There is nothing to compare it with.</p>");
    }
    add_regret(html);
    sfl_html_section_end(html);
}
