/* The answer for people: what a strategist asks stands first, the tables behind it follow. */
#include "host/report/page.h"
#include "host/report/report.h"
#include "host/report/sentences.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void sfl_page_heading(const sfl_page *page, const char *text)
{
    sfl_buffer_add(page->buffer, "\n%s\n", text);
}

void sfl_page_money(const sfl_page *page, sfl_grid *grid, double value, int32_t n_digits)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_money(value, page->sign, n_digits, text);
    sfl_grid_cell(grid, text);
}

void sfl_page_share(sfl_grid *grid, double share)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_share(share, text);
    sfl_grid_cell(grid, text);
}

void sfl_page_level(const sfl_page *page, char out[SFL_REAL_BYTES])
{
    sfl_sentence_level(page->summary->level, out);
}

void sfl_page_number(sfl_grid *grid, double value)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_number(value, text);
    sfl_grid_cell(grid, text);
}

void sfl_page_fixed(sfl_grid *grid, double value, int32_t n_decimals)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_fixed(value, n_decimals, text);
    sfl_grid_cell(grid, text);
}

void sfl_page_whole(sfl_grid *grid, int64_t value)
{
    char text[SFL_PEOPLE_BYTES];
    snprintf(text, sizeof text, "%" PRId64, value);
    sfl_grid_cell(grid, text);
}

void sfl_page_name(sfl_grid *grid, const char *name, const char **before)
{
    bool is_same = *before != NULL && strcmp(*before, name) == 0;
    sfl_grid_cell(grid, is_same ? "" : name);
    *before = name;
}

/* Who walked the paths. */
static void add_workers(sfl_buffer *buffer, const sfl_summary_run *run, const char *seconds)
{
    bool        on_cards = run->devices > 0;
    int32_t     n        = on_cards ? run->devices : run->threads;
    const char *word     = on_cards ? "card" : "thread";
    sfl_buffer_add(buffer, ", %s s on %s, %" PRId32 " %s%s", seconds, run->backend, n, word, n == 1 ? "" : "s");
}

void sfl_page_capsule(const sfl_page *page)
{
    const sfl_summary *summary = page->summary;
    char               paths[SFL_PEOPLE_BYTES], seconds[SFL_PEOPLE_BYTES];
    sfl_people_count(summary->paths, paths);
    sfl_people_fixed(summary->run.seconds, 2, seconds);
    sfl_buffer_add(page->buffer, "\nseed %" PRIu64 ", %s paths, %s sampling, fingerprint %.16s\n", summary->seed, paths,
                   summary->sampling, summary->fingerprint);
    sfl_buffer_add(page->buffer, "shortfall %s", summary->run.version);
    if (summary->run.backend != NULL)
        add_workers(page->buffer, &summary->run, seconds);
    sfl_buffer_add(page->buffer, "\n");
}

sfl_status sfl_report_table(const sfl_report_job *job)
{
    sfl_page page = {job->summary, job->buffer, sfl_people_sign(job->summary->currency)};
    sfl_page_headline(&page);
    sfl_page_targets(&page);
    sfl_page_risks(&page);
    sfl_page_costs(&page, SFL_MONEY_NPV);
    sfl_page_parts(&page);
    sfl_page_commitments(&page);
    sfl_page_pairs(&page, SFL_MONEY_NPV);
    sfl_page_break_even(&page);
    sfl_page_capacity(&page);
    sfl_page_switches(&page);
    sfl_page_split(&page);
    sfl_page_drivers(&page);
    sfl_page_costs(&page, SFL_MONEY_NOMINAL);
    sfl_page_pairs(&page, SFL_MONEY_NOMINAL);
    sfl_page_years(&page);
    sfl_page_capsule(&page);
    return SFL_OK;
}
