/* The public way in: text → tokens → tree → overrides → structs → checked scenario. */
#include "shortfall.h"

#include "host/config/check.h"
#include "host/config/node.h"
#include "host/config/override.h"
#include "host/config/reader.h"

#include <string.h>

/* Where the text is. */
typedef struct origin {
    const char *path; /* of a file; NULL: text */
    const char *text, *name, *folder;
} origin;

static bool read_tokens(const origin *from, sfl_lexemes *tokens, sfl_log *log)
{
    if (from->path != NULL) return sfl_lexemes_read_file(tokens, from->path, log);
    return sfl_lexemes_read_text(tokens, from->text, from->name, from->folder, 0, log);
}

static const char *title_of(const origin *from)
{
    const char *path  = from->path != NULL ? from->path : from->name;
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void read_all(const origin *from, const sfl_overrides *overrides, sfl_scenario *scenario, sfl_log *log)
{
    sfl_lexemes tokens = {0};
    sfl_node   *root   = read_tokens(from, &tokens, log) ? sfl_node_parse(&tokens, log) : NULL;
    sfl_lexemes_free(&tokens);
    if (root == NULL) return;
    sfl_overrides_apply(overrides, root, log);
    scenario->title = sfl_arena_text(scenario->arena, title_of(from));
    bool is_whole   = sfl_reader_read(root, scenario, log);
    if (scenario->title == NULL) log->is_out_of_memory = true;
    if (!log->is_out_of_memory) sfl_check(scenario, root->place, is_whole, log);
}

/* A scenario lies in its own arena; NULL where there is no memory. */
static sfl_scenario *build(void)
{
    sfl_arena    *arena    = sfl_arena_build();
    sfl_scenario *scenario = arena == NULL ? NULL : sfl_arena_take(arena, 1, sizeof(sfl_scenario));
    if (scenario == NULL)
        sfl_arena_free(&arena);
    else
        scenario->arena = arena;
    return scenario;
}

static sfl_status read_origin(const origin *from, const sfl_read_options *options, sfl_scenario **out, sfl_diag *diag)
{
    static const sfl_place nowhere  = {NULL, 0, 0};
    sfl_scenario          *scenario = build();
    sfl_log               *log      = scenario == NULL ? NULL : sfl_log_build(scenario->arena);
    *out                            = NULL;
    sfl_status status               = SFL_ERR_MEMORY;
    if (log == NULL) {
        sfl_diag_add(diag, status, nowhere, "%s", sfl_status_text(status));
        goto done;
    }
    sfl_overrides overrides = {0};
    if (options != NULL) sfl_overrides_parse(&overrides, options->overrides, options->n_overrides, log);
    if (log->n_errors == 0) read_all(from, &overrides, scenario, log);
    status = sfl_log_flush(log, diag);
    if (status != SFL_OK) goto done;
    *out     = scenario;
    scenario = NULL;
done:
    sfl_log_free(&log);
    sfl_scenario_free(&scenario);
    return status;
}

sfl_status sfl_scenario_read(const char *path, const sfl_read_options *options, sfl_scenario **scenario, sfl_diag *diag)
{
    origin from = {.path = path};
    return read_origin(&from, options, scenario, diag);
}

sfl_status sfl_scenario_read_text(const char *text, const char *name, const char *folder,
                                  const sfl_read_options *options, sfl_scenario **scenario, sfl_diag *diag)
{
    origin from = {NULL, text, name, folder};
    return read_origin(&from, options, scenario, diag);
}
