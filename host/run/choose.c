/* See choose.h. */
#include "host/run/choose.h"

#include "host/run/work.h"
#include "kernels/card.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A chunk takes some hundredths of a second, so that an interruption is heard and threads end together. */
#define CHUNK_PATH_MONTHS 245760
#define CARD_CHUNK_PATH_MONTHS (UINT64_C(1) << 26)
#define MOST_THREADS 1024
/* Starting a card takes some tenths of a second: a processor walks so many path-months meanwhile. */
#define WORTH_A_CARD_PATH_MONTHS 8e6

static const sfl_place nowhere = {NULL, 0, 0};

static uint64_t rounded_up(uint64_t n, uint64_t step)
{
    return (n + (step - 1)) / step * step;
}

/* Whole blocks, unless asked otherwise; pairs are never split. */
static uint64_t choose_chunk(const sfl_plan *plan, const sfl_run_options *options, int32_t n_workers,
                             uint64_t path_months)
{
    if (options->chunk != 0) {
        uint64_t chunk = options->chunk < options->n_paths ? options->chunk : options->n_paths;
        return plan->is_antithetic ? rounded_up(chunk, 2) : chunk;
    }
    uint64_t by_time  = path_months / (uint64_t)plan->n_months;
    uint64_t by_share = options->n_paths / ((uint64_t)n_workers * 4) + 1;
    return rounded_up(by_time < by_share ? by_time : by_share, SFL_LANES);
}

static int32_t choose_threads(const sfl_run_options *options)
{
    int32_t n_threads = sfl_work_threads(options->n_threads);
    return n_threads < MOST_THREADS ? n_threads : MOST_THREADS;
}

static bool is(const char *word, const char *name)
{
    return strcmp(word, name) == 0;
}

static void give_reason(sfl_choice *choice, const char *reason)
{
    snprintf(choice->reason, sizeof choice->reason, "%s", reason);
}

static sfl_status choose_processor(sfl_choice *choice, const char *name, sfl_diag *diag)
{
    choice->backend = sfl_backend_pick(name);
    if (choice->backend != NULL) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "backend: %s; this machine has none of that name", name);
}

/* The cards asked for, or all of them; each once. */
static sfl_status choose_devices(const sfl_run_options *options, int32_t n_there, sfl_choice *choice, sfl_diag *diag)
{
    if (options->n_devices == 0) {
        choice->n_devices = n_there < SFL_MOST_DEVICES ? n_there : SFL_MOST_DEVICES;
        for (int32_t i = 0; i < choice->n_devices; ++i)
            choice->devices[i] = i;
        return SFL_OK;
    }
    for (int32_t i = 0; i < options->n_devices; ++i) {
        int32_t device = options->devices[i];
        for (int32_t j = 0; j < i; ++j) {
            if (options->devices[j] == device)
                return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "devices: %" PRId32 " twice", device);
        }
        if (device < 0 || device >= n_there)
            return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "devices: %" PRId32 "; there are 0 ... %" PRId32, device,
                                n_there - 1);
        choice->devices[choice->n_devices++] = device;
    }
    return SFL_OK;
}

/* is_asked: by name, so that having none is an error. */
static sfl_status choose_cards(const sfl_run_options *options, bool is_asked, sfl_choice *choice, sfl_diag *diag)
{
    sfl_card_error error;
    int32_t        n_there = sfl_card_count(&error);
    if (n_there > 0) {
        give_reason(choice, is_asked ? "asked for" : "a card answers and the run is worth its start");
        return choose_devices(options, n_there, choice, diag);
    }
    if (is_asked) return sfl_diag_add(diag, SFL_ERR_DEVICE, nowhere, "backend: cuda; %s", error.text);
    give_reason(choice, error.text);
    return SFL_OK;
}

static sfl_status choose_backend(const sfl_plan *plan, const sfl_run_options *options, sfl_choice *choice,
                                 sfl_diag *diag)
{
    const char *name    = options->backend != NULL ? options->backend : "auto";
    bool        is_auto = is(name, "auto"), is_cuda = is(name, "cuda") || (is_auto && options->n_devices > 0);
    double      months  = (double)options->n_paths * plan->n_months;
    SFL_TRY(choose_processor(choice, is_auto || is_cuda || is(name, "cpu") ? NULL : name, diag));
    if (is_cuda) return choose_cards(options, true, choice, diag);
    if (!is_auto) {
        give_reason(choice, "asked for");
    } else if (months < WORTH_A_CARD_PATH_MONTHS) {
        give_reason(choice, "the run is too short to be worth a card's start");
    } else {
        return choose_cards(options, false, choice, diag);
    }
    return SFL_OK;
}

static sfl_status check_shape(const sfl_run_options *options, sfl_diag *diag)
{
    if (options->block % SFL_CARD_WARP == 0 && options->block >= 0 && options->block <= SFL_CARD_MOST_BLOCK) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "block: %" PRId32 "; allowed is a multiple of %d up to %d",
                        options->block, SFL_CARD_WARP, SFL_CARD_MOST_BLOCK);
}

static const char *const form_words[SFL_CARD_FORM_COUNT] = {
#define SFL_CARD_FORM(FORM, word, help) #word,
#include "kernels/card_form_list.def"
#undef SFL_CARD_FORM
};

const char *sfl_card_form_word(int32_t form)
{
    return form_words[form];
}

static sfl_status choose_form(const sfl_run_options *options, sfl_choice *choice, sfl_diag *diag)
{
    const char *name = options->card_form != NULL ? options->card_form : form_words[SFL_CARD_AUTO];
    for (int32_t form = 0; form < SFL_CARD_FORM_COUNT; ++form) {
        if (!is(name, form_words[form])) continue;
        choice->card_form = form;
        return SFL_OK;
    }
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "card_form: %s; allowed are auto, plain, team", name);
}

sfl_status sfl_choose(const sfl_plan *plan, const sfl_run_options *options, sfl_choice *choice, sfl_diag *diag)
{
    memset(choice, 0, sizeof *choice);
    SFL_TRY(check_shape(options, diag));
    SFL_TRY(choose_form(options, choice, diag));
    SFL_TRY(choose_backend(plan, options, choice, diag));
    choice->n_threads  = choose_threads(options);
    choice->chunk      = choose_chunk(plan, options, choice->n_threads, CHUNK_PATH_MONTHS);
    choice->card_chunk = choose_chunk(plan, options, choice->n_devices > 0 ? choice->n_devices : 1,
                                      CARD_CHUNK_PATH_MONTHS);
    if (choice->card_chunk > SFL_CARD_MOST_PATHS / 2) choice->card_chunk = SFL_CARD_MOST_PATHS / 2;
    return SFL_OK;
}

static uint64_t chunk_for_part(uint64_t chunk, uint64_t n_points, int32_t n_workers)
{
    uint64_t by_share = n_points / ((uint64_t)n_workers * 4) + 1;
    return rounded_up(chunk < by_share ? chunk : by_share, SFL_PART_PATHS);
}

void sfl_choice_for_part(sfl_choice *choice, uint64_t n_points)
{
    choice->chunk      = chunk_for_part(choice->chunk, n_points, choice->n_threads);
    choice->card_chunk = chunk_for_part(choice->card_chunk, n_points, choice->n_devices > 0 ? choice->n_devices : 1);
}

void sfl_choice_tell(const sfl_choice *choice, double seconds, sfl_run_facts *facts)
{
    bool on_cards    = choice->n_devices > 0;
    *facts           = (sfl_run_facts){0};
    facts->backend   = on_cards ? "cuda" : choice->backend->name;
    facts->n_devices = choice->n_devices;
    facts->card_form = on_cards ? sfl_card_form_word(choice->card_form) : NULL;
    facts->n_threads = choice->n_threads;
    facts->chunk     = on_cards ? choice->card_chunk : choice->chunk;
    facts->seconds   = seconds;
    memcpy(facts->reason, choice->reason, sizeof facts->reason);
}

void sfl_choice_without_cards(sfl_choice *choice)
{
    choice->n_devices = 0;
    give_reason(choice, "every card failed");
}
