/* See result.h. */
#include "host/result/result.h"

#include "host/base/buffer.h"
#include "host/base/text.h"
#include "host/result/names.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Numbers may be written as whole ones; here all are doubles, as they were when they were written. */
#define MOST_PATHS 0x1p40 /* as of a run */
#define READING (JSON_DECODE_INT_AS_REAL | JSON_REJECT_DUPLICATES)

static sfl_status refuse(const char *file, const char *why, sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0}, "is no answer of shortfall run: %s", why);
}

/* Members of `object` as text, borrowed from the tree; NULL where there is none. */
static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static double real_of(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* ---- targets ---- */

/* A share as percent that reads back as the same share. */
static double percent_of(double share)
{
    double percent = 100.0 * share;
    if (percent / 100.0 == share) return percent;
    double below = nextafter(percent, 0.0);
    return below / 100.0 == share ? below : nextafter(percent, INFINITY);
}

static void add_target(const json_t *target, sfl_buffer *out)
{
    char        width[SFL_REAL_BYTES];
    const char *name        = text_of(target, "figure");
    double      asked       = real_of(target, "asked");
    bool        is_relative = json_is_true(json_object_get(target, "is_relative"));
    sfl_text_real(is_relative ? percent_of(asked) : asked, width);
    sfl_buffer_add(out, "%s%s %s%s", out->n_bytes > 0 ? ", " : "", name != NULL ? name : "?", width,
                   is_relative ? "%" : "");
}

static sfl_status read_targets(const json_t *list, sfl_result *result)
{
    sfl_buffer text = {0};
    size_t     i;
    json_t    *target;
    json_array_foreach(list, i, target) add_target(target, &text);
    if (text.n_bytes > 0) result->until = sfl_arena_text(result->arena, text.text);
    bool is_missing = text.has_failed || (text.n_bytes > 0 && result->until == NULL);
    sfl_buffer_free(&text);
    return is_missing ? SFL_ERR_MEMORY : SFL_OK;
}

/* ---- the whole ---- */

static bool is_split(const json_t *root)
{
    const json_t *first = json_array_get(json_object_get(root, "architectures"), 0);
    return json_is_object(json_object_get(first, "variance"));
}

static void read_ranking(const json_t *list, sfl_result *result)
{
    size_t  i;
    json_t *row;
    json_array_foreach(list, i, row)
    {
        const char *money = text_of(row, "money");
        if (money == NULL || strcmp(money, "npv") != 0) continue;
        result->cheapest = text_of(row, "cheapest");
        result->is_tied  = text_of(row, "runner_up") != NULL && !json_is_true(json_object_get(row, "is_decided"));
    }
}

static bool is_number(const char *text)
{
    return text[0] != '\0' && strlen(text) <= 20 && text[strspn(text, "0123456789")] == '\0';
}

/* Nothing that a terminal would take for more than text; NULL is nothing. */
static bool is_plain(const char *text)
{
    for (; text != NULL && *text != '\0'; ++text) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) return false;
    }
    return true;
}

static sfl_status read_capsule(const json_t *root, sfl_result *result, sfl_diag *diag)
{
    const json_t *scenario = json_object_get(root, "scenario"), *run = json_object_get(root, "run");
    const char   *schema = text_of(root, "schema"), *seed = text_of(root, "seed");
    double        paths = real_of(root, "paths"), months = real_of(root, "months");
    if (schema == NULL || strcmp(schema, "shortfall.run/1") != 0)
        return refuse(result->file, "its schema is not 'shortfall.run/1'", diag);
    if (seed == NULL || !is_number(seed) || !(paths >= 1.0 && paths <= MOST_PATHS) || !(months >= 1.0 && months < 1e6))
        return refuse(result->file, "seed, paths or months are missing", diag);
    result->text        = text_of(scenario, "text");
    result->sha256      = text_of(scenario, "sha256");
    result->fingerprint = text_of(scenario, "fingerprint");
    result->sampling    = text_of(root, "sampling");
    result->currency    = text_of(root, "currency");
    result->version     = text_of(run, "version");
    result->time        = text_of(run, "time");
    result->seed        = strtoull(seed, NULL, 10);
    result->paths       = (uint64_t)paths;
    result->level       = real_of(root, "level");
    result->n_months    = (int32_t)months;
    result->is_partial  = json_is_true(json_object_get(root, "is_partial"));
    result->is_split    = is_split(root);
    read_ranking(json_object_get(root, "ranking"), result);
    if (result->fingerprint == NULL || result->sampling == NULL || result->currency == NULL ||
        !(result->level > 0.0 && result->level < 1.0))
        return refuse(result->file, "fingerprint, sampling, currency or level are missing", diag);
    if (!is_plain(result->sampling) || !is_plain(result->time) || !is_plain(result->version) ||
        !is_plain(result->fingerprint) || !is_plain(result->currency))
        return refuse(result->file, "there are control characters where none belong", diag);
    return SFL_OK;
}

static sfl_status fill(const json_t *root, sfl_result *result, sfl_diag *diag)
{
    SFL_TRY(read_capsule(root, result, diag));
    sfl_status status = read_targets(json_object_get(root, "until"), result);
    sfl_result_names(root, result->arena, &result->figures);
    if (status == SFL_OK && !result->figures.has_failed) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_MEMORY, (sfl_place){result->file, 0, 0}, "out of memory");
}

/* Takes the tree. */
static sfl_status build(json_t *root, const char *file, sfl_result **result, sfl_diag *diag)
{
    sfl_arena  *arena = sfl_arena_build();
    sfl_result *out   = arena != NULL ? SFL_ARENA_ARRAY(arena, sfl_result, 1) : NULL;
    if (out == NULL || (out->file = sfl_arena_text(arena, file)) == NULL) {
        sfl_arena_free(&arena);
        json_decref(root);
        return sfl_diag_add(diag, SFL_ERR_MEMORY, (sfl_place){file, 0, 0}, "out of memory");
    }
    out->arena        = arena;
    out->tree         = root;
    sfl_status status = fill(root, out, diag);
    if (status != SFL_OK)
        sfl_result_free(&out);
    else
        *result = out;
    return status;
}

static sfl_status refuse_json(const char *file, const json_error_t *error, sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file, error->line > 0 ? error->line : 0, 0},
                        "is no answer of shortfall run: %s", error->text);
}

sfl_status sfl_result_read_text(const char *text, size_t n_bytes, const char *file, sfl_result **result, sfl_diag *diag)
{
    json_error_t error;
    *result      = NULL;
    json_t *root = json_loadb(text, n_bytes, READING, &error);
    return root != NULL ? build(root, file, result, diag) : refuse_json(file, &error, diag);
}

sfl_status sfl_result_read(const char *file, sfl_result **result, sfl_diag *diag)
{
    json_error_t error;
    *result = NULL;
    struct stat about;
    FILE       *stream = fopen(file, "rb");
    if (stream != NULL && fstat(fileno(stream), &about) == 0 && S_ISDIR(about.st_mode)) {
        fclose(stream);
        stream = NULL;
        errno  = EISDIR;
    }
    if (stream == NULL)
        return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0}, "cannot be read: %s", strerror(errno));
    json_t *root = json_loadf(stream, READING, &error);
    fclose(stream);
    return root != NULL ? build(root, file, result, diag) : refuse_json(file, &error, diag);
}

void sfl_result_free(sfl_result **result)
{
    if (result == NULL || *result == NULL) return;
    sfl_arena *arena = (*result)->arena;
    json_decref((*result)->tree);
    sfl_figure_list_free(&(*result)->figures);
    *result = NULL;
    sfl_arena_free(&arena);
}
