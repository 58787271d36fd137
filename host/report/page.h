/* Inside this room: the sections of the answer for people. */
#ifndef SFL_REPORT_PAGE_H
#define SFL_REPORT_PAGE_H

#include "host/base/text.h"
#include "host/report/grid.h"
#include "host/report/people.h"
#include "host/summary/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_page {
    const sfl_summary *summary;
    sfl_buffer        *buffer;
    const char        *sign; /* of the currency */
    sfl_paper          paper;
} sfl_page;

/* An empty line and a heading, wrapped. */
void sfl_page_heading(const sfl_page *page, const char *text);

/* Cells of a grid. */
void sfl_page_money(const sfl_page *page, sfl_grid *grid, double value, int32_t n_digits);
void sfl_page_share(sfl_grid *grid, double share);
/* The level of intervals in percent: "95". */
void sfl_page_level(const sfl_page *page, char out[SFL_REAL_BYTES]);
void sfl_page_number(sfl_grid *grid, double value);
void sfl_page_fixed(sfl_grid *grid, double value, int32_t n_decimals);
void sfl_page_whole(sfl_grid *grid, int64_t value);
/* A name, empty where it is the one of the row before; *before is that name. */
void sfl_page_name(sfl_grid *grid, const char *name, const char **before);

/* The sections, in the order of the page. */
void sfl_page_headline(const sfl_page *page);
void sfl_page_targets(const sfl_page *page);
void sfl_page_risks(const sfl_page *page);
void sfl_page_costs(const sfl_page *page, sfl_money money);
void sfl_page_parts(const sfl_page *page);
void sfl_page_commitments(const sfl_page *page);
void sfl_page_pairs(const sfl_page *page, sfl_money money);
void sfl_page_break_even(const sfl_page *page);
void sfl_page_capacity(const sfl_page *page);
void sfl_page_switches(const sfl_page *page);
void sfl_page_years(const sfl_page *page);
void sfl_page_split(const sfl_page *page);
void sfl_page_drivers(const sfl_page *page);
void sfl_page_capsule(const sfl_page *page);

#ifdef __cplusplus
}
#endif
#endif
