/* The same bytes, however the work is cut up and whoever does it: a case of the bench, whose answer is known besides. */
#include "host/bench/digest.h"
#include "host/bench/subject.h"
#include "host/selftest/subject.h"
#include "kernels/backend.h"
#include "kernels/card.h"

#include <string.h>

#define PATHS 1027 /* no whole number of blocks, of threads or of warps */
#define CHUNK 64   /* so that every thread has some of them */

static const char *const words[] = {"W-small", "bills"};

/* One way to walk the paths of the check. */
typedef struct way {
    uint64_t       first, n_paths;
    int32_t        n_threads;
    const char    *backend, *card_form;
    const int32_t *device; /* NULL: none in particular */
} way;

/* *is_whole: no card failed. What others then do in its place says nothing of it; where nobody does, *tally is NULL and
 * the diag says why. */
static sfl_status walk(const sfl_selftest *test, const sfl_plan *plan, way by, sfl_tally **tally, bool *is_whole,
                       sfl_diag *diag)
{
    sfl_run_options options  = {0};
    sfl_run_facts   facts    = {0};
    options.first_path       = by.first;
    options.n_paths          = by.n_paths;
    options.n_threads        = by.n_threads;
    options.backend          = by.backend;
    options.card_form        = by.card_form;
    options.devices          = by.device;
    options.n_devices        = by.device != NULL ? 1 : 0;
    options.progress         = test->how->progress;
    options.progress_context = test->how->progress_context;
    options.chunk            = CHUNK;
    sfl_status status        = sfl_run(plan, &options, tally, &facts, diag);
    *is_whole                = status == SFL_OK && facts.n_failed_devices == 0;
    return status == SFL_ERR_DEVICE ? SFL_OK : status;
}

/* Walks in one way and counts it if it gives the same as `like`. */
static sfl_status compare(const sfl_selftest *test, const sfl_plan *plan, const sfl_tally *like, way by,
                          sfl_selftest_found *found, sfl_diag *diag)
{
    sfl_tally *tally    = NULL;
    bool       is_whole = false;
    sfl_status status   = walk(test, plan, by, &tally, &is_whole, diag);
    if (status == SFL_OK) {
        found->expected += 1.0;
        found->found += is_whole && sfl_tally_equal(like, tally) ? 1.0 : 0.0;
    }
    sfl_tally_free(&tally);
    return status;
}

/* ---- with a plan and its tally on one thread of the processor ---- */

typedef sfl_status (*compare_fn)(const sfl_selftest *test, const sfl_plan *plan, const sfl_tally *like,
                                 sfl_selftest_found *found, sfl_diag *diag);

static sfl_status with_case(const sfl_selftest *test, int32_t number, compare_fn compare_all, sfl_selftest_found *found,
                            sfl_diag *diag)
{
    sfl_bench_subject subject = {0};
    sfl_tally        *like    = NULL;
    bool              is_whole; /* the processor's is */
    sfl_status        status = sfl_bench_subject_init(&subject, sfl_bench_case_find(words[number]), NULL, diag);
    way               one    = {0, PATHS, 1, "cpu", NULL, NULL};
    if (status == SFL_OK) status = walk(test, subject.plan, one, &like, &is_whole, diag);
    if (status == SFL_OK) status = compare_all(test, subject.plan, like, found, diag);
    sfl_tally_free(&like);
    sfl_bench_subject_release(&subject);
    return status;
}

static sfl_status compare_threads(const sfl_selftest *test, const sfl_plan *plan, const sfl_tally *like,
                                  sfl_selftest_found *found, sfl_diag *diag)
{
    static const int32_t n_threads[] = {2, 3, 8};
    for (size_t i = 0; i < sizeof n_threads / sizeof n_threads[0]; ++i) {
        way by = {0, PATHS, n_threads[i], "cpu", NULL, NULL};
        SFL_TRY(compare(test, plan, like, by, found, diag));
    }
    return SFL_OK;
}

/* Ranges that end anywhere, the last one first, merged as they come. */
static sfl_status merge_ranges(const sfl_selftest *test, const sfl_plan *plan, sfl_tally *whole, sfl_diag *diag)
{
    static const uint64_t ends[] = {0, 3, PATHS / 7, PATHS / 3 + 1, PATHS};
    for (int i = 4; i > 0; --i) {
        sfl_tally *part = NULL;
        bool       is_whole;
        way        by     = {ends[i - 1], ends[i] - ends[i - 1], test->how->n_threads, test->how->backend, NULL, NULL};
        sfl_status status = walk(test, plan, by, &part, &is_whole, diag);
        if (status == SFL_OK && !(is_whole && sfl_tally_merge(whole, part))) status = SFL_ERR_RUN;
        sfl_tally_free(&part);
        SFL_TRY(status);
    }
    return SFL_OK;
}

static sfl_status compare_ranges(const sfl_selftest *test, const sfl_plan *plan, const sfl_tally *like,
                                 sfl_selftest_found *found, sfl_diag *diag)
{
    sfl_tally *whole = sfl_tally_build_for(plan);
    if (whole == NULL) return SFL_ERR_MEMORY;
    sfl_status status = merge_ranges(test, plan, whole, diag);
    found->expected   = 1.0;
    found->found      = status == SFL_OK && sfl_tally_equal(like, whole) ? 1.0 : 0.0;
    sfl_tally_free(&whole);
    return status;
}

static sfl_status compare_builds(const sfl_selftest *test, const sfl_plan *plan, const sfl_tally *like,
                                 sfl_selftest_found *found, sfl_diag *diag)
{
    int32_t            n;
    const sfl_backend *list = sfl_backend_list(&n);
    for (int32_t i = 0; i < n; ++i) {
        way by = {0, PATHS, test->how->n_threads, list[i].name, NULL, NULL};
        if (list[i].is_usable()) SFL_TRY(compare(test, plan, like, by, found, diag));
    }
    return SFL_OK;
}

static const char *const forms[] = {
#define SFL_CARD_FORM(FORM, word, help) #word,
#include "kernels/card_form_list.def"
#undef SFL_CARD_FORM
};

static sfl_status compare_cards(const sfl_selftest *test, const sfl_plan *plan, const sfl_tally *like,
                                sfl_selftest_found *found, sfl_diag *diag)
{
    sfl_card_error error;
    int32_t        n = sfl_card_count(&error);
    for (int32_t device = 0; device < n; ++device) {
        for (int32_t form = 0; form < SFL_CARD_FORM_COUNT; ++form) {
            way by = {0, PATHS, test->how->n_threads, "cuda", forms[form], &device};
            SFL_TRY(compare(test, plan, like, by, found, diag));
        }
    }
    if (n == 0) found->not_checked = "no card";
    return SFL_OK;
}

/* ---- the checks ---- */

sfl_status sfl_selftest_find_threads(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                     sfl_diag *diag)
{
    return with_case(test, row->number, compare_threads, found, diag);
}

sfl_status sfl_selftest_find_ranges(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                    sfl_diag *diag)
{
    return with_case(test, row->number, compare_ranges, found, diag);
}

sfl_status sfl_selftest_find_builds(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                    sfl_diag *diag)
{
    return with_case(test, row->number, compare_builds, found, diag);
}

sfl_status sfl_selftest_find_cards(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                   sfl_diag *diag)
{
    return with_case(test, row->number, compare_cards, found, diag);
}

/* 1 where the hash of the tally is the one of the list. */
sfl_status sfl_selftest_find_bench_case(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                        sfl_diag *diag)
{
    sfl_bench_subject subject                    = {0};
    sfl_tally        *tally                      = NULL;
    char              hash[SFL_BENCH_HASH_BYTES] = "";
    sfl_status        status = sfl_bench_subject_init(&subject, sfl_bench_case_find(words[row->number]), NULL, diag);
    if (status == SFL_OK) status = sfl_selftest_walk(test, subject.plan, subject.of->n_check_paths, &tally, diag);
    if (status == SFL_OK) status = sfl_bench_hash_tally(tally, hash);
    if (status == SFL_OK) {
        found->expected = 1.0;
        found->found    = strcmp(hash, subject.of->hash) == 0 ? 1.0 : 0.0;
    }
    sfl_tally_free(&tally);
    sfl_bench_subject_release(&subject);
    return status;
}
