/* What one key alone cannot show. */
#include "host/config/check.h"

#include "host/base/text.h"
#include "host/config/check_run.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- messages ---- */

static const char *formatted(sfl_log *log, const char *format, va_list arguments)
{
    char text[512];
    vsnprintf(text, sizeof text, format, arguments);
    return sfl_log_format(log, "%s", text);
}

void sfl_refuse(sfl_check_run *run, sfl_status status, const sfl_object *object, size_t field_at, const char *key,
                const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = formatted(run->log, format, arguments);
    va_end(arguments);
    if (text == NULL || object->path == NULL) return;
    const char *point = object->path[0] == '\0' || key[0] == '\0' ? "" : ".";
    sfl_log_error(run->log, status, sfl_object_place(object, field_at), "%s%s%s: %s", object->path, point, key, text);
}

void sfl_caution(sfl_check_run *run, const sfl_object *object, size_t field_at, const char *key, const char *format,
                 ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = formatted(run->log, format, arguments);
    va_end(arguments);
    if (text == NULL || object->path == NULL) return;
    sfl_log_warn(run->log, sfl_object_place(object, field_at), "%s.%s: %s", object->path, key, text);
}

const char *sfl_quoted(sfl_check_run *run, const char *name)
{
    return sfl_log_quoted(run->log, name);
}

const char *sfl_shown(sfl_check_run *run, double number)
{
    char text[SFL_REAL_BYTES];
    sfl_text_real(fabs(number) < 1e6 ? round(number * 1e9) / 1e9 : number, text); /* sums end in noise */
    const char *kept = sfl_log_format(run->log, "%s", text);
    return kept == NULL ? "" : kept;
}

/* ---- names ---- */

// clang-format off
static const char *const list_words[SFL_LIST_COUNT] = {
    [SFL_LIST_WORKLOADS]     = "the name of a workload",
    [SFL_LIST_INDICES]       = "the name of an index",
    [SFL_LIST_MODELS]        = "the name of a model",
    [SFL_LIST_VENDORS]       = "the name of a vendor",
    [SFL_LIST_CONTRACTS]     = "the name of a contract",
    [SFL_LIST_CHANNELS]      = "the name of a channel",
    [SFL_LIST_ARCHITECTURES] = "the name of an architecture",
    [SFL_LIST_DRIVERS]       = "the name of a driver: a workload, workload/output, workload/cached, a vendor with a baseline, an index",
    [SFL_LIST_REGIMES]       = "the name of a regime",
};
// clang-format on

/* Name i of a list: *n is how many there are; NULL beyond, or where the reader refused it. */
static const char *name_at(const sfl_check_run *run, sfl_name_list list, int32_t i, int32_t *n)
{
    const sfl_scenario *s = run->scenario;
#define NAME_OF(items, n_items) (*n = (n_items), i < *n ? (items)[i].name : NULL)
    switch (list) {
    case SFL_LIST_WORKLOADS: return NAME_OF(s->workloads, s->n_workloads);
    case SFL_LIST_INDICES: return NAME_OF(s->indices, s->n_indices);
    case SFL_LIST_MODELS: return NAME_OF(s->models, s->n_models);
    case SFL_LIST_VENDORS: return NAME_OF(s->vendors, s->n_vendors);
    case SFL_LIST_CONTRACTS: return NAME_OF(s->contracts, s->n_contracts);
    case SFL_LIST_CHANNELS: return NAME_OF(s->channels, s->n_channels);
    case SFL_LIST_ARCHITECTURES: return NAME_OF(s->architectures, s->n_architectures);
    case SFL_LIST_DRIVERS: return NAME_OF(run->drivers, run->n_drivers);
    case SFL_LIST_REGIMES:
        *n = s->regimes == NULL ? 0 : s->regimes->names.n;
        return i < *n ? s->regimes->names.values[i] : NULL;
    case SFL_LIST_COUNT: break;
    }
#undef NAME_OF
    *n = 0;
    return NULL;
}

/* A list with a refused name in it, or one that was refused as a whole, may well hold the wanted one. */
static bool has_unknown_names(const sfl_check_run *run, sfl_name_list list)
{
    int32_t n = 1;
    for (int32_t i = 0; i < n; i++) {
        if (name_at(run, list, i, &n) == NULL && i < n) return true;
    }
    return n == 0 && !run->is_whole;
}

static const char *nearest_name(const sfl_check_run *run, sfl_name_list list, const char *wanted)
{
    const char *nearest  = NULL;
    size_t      distance = 1 + strlen(wanted) / 3;
    int32_t     n        = 1;
    for (int32_t i = 0; i < n; i++) {
        const char *name = name_at(run, list, i, &n);
        size_t      d    = name == NULL ? distance + 1 : sfl_text_distance(name, wanted);
        if (d > distance || (d == distance && nearest != NULL)) continue;
        nearest  = name;
        distance = d;
    }
    return nearest;
}

int32_t sfl_resolve(sfl_check_run *run, sfl_name_list list, const char *name, const sfl_object *object, size_t field_at,
                    const char *key)
{
    int32_t n = 1;
    for (int32_t i = 0; i < n && name != NULL; i++) {
        const char *known = name_at(run, list, i, &n);
        if (known != NULL && strcmp(known, name) == 0) return i;
    }
    if (name == NULL || has_unknown_names(run, list)) return -1;
    const char *nearest = nearest_name(run, list, name);
    if (nearest == NULL) {
        sfl_refuse(run, SFL_ERR_NAME, object, field_at, key, "%s; allowed is %s", sfl_quoted(run, name),
                   list_words[list]);
    } else {
        sfl_refuse(run, SFL_ERR_NAME, object, field_at, key, "%s; allowed is %s; did you mean %s?",
                   sfl_quoted(run, name), list_words[list], sfl_quoted(run, nearest));
    }
    return -1;
}

void sfl_check_twice(sfl_check_run *run, const sfl_names *names, const sfl_object *object, size_t field_at,
                     const char *key)
{
    for (int32_t i = 1; i < names->n; i++) {
        int32_t k = 0;
        while (strcmp(names->values[k], names->values[i]) != 0)
            k++;
        if (k == i) continue;
        sfl_refuse(run, SFL_ERR_NAME, object, field_at, key, "%s stands in it twice; allowed is once",
                   sfl_quoted(run, names->values[i]));
    }
}

/* ---- the whole ---- */

static const int32_t *models_of_workloads(const sfl_scenario *s, sfl_log *log)
{
    int32_t *models = sfl_log_take(log, (size_t)s->n_workloads, sizeof(int32_t));
    for (int32_t i = 0; models != NULL && i < s->n_workloads; i++)
        models[i] = sfl_scenario_find_model(s, s->workloads[i].model);
    return models;
}

void sfl_check(sfl_scenario *scenario, sfl_place root, bool is_whole, sfl_log *log)
{
    int32_t           n_drivers = sfl_scenario_driver_count(scenario);
    sfl_driver_entry *drivers   = sfl_log_take(log, (size_t)n_drivers, sizeof(sfl_driver_entry));
    sfl_check_run     run       = {
                  scenario, log,     drivers, n_drivers, models_of_workloads(scenario, log), sfl_sales(scenario, log),
                  root,     is_whole};
    if (drivers == NULL || run.models == NULL || run.sales == NULL) return;
    (void)sfl_scenario_drivers(scenario, drivers); /* names that are missing were noted by the reader */
    sfl_check_names(&run);
    sfl_check_world(&run);
    sfl_check_terms(&run);
    sfl_check_channels(&run);
    sfl_check_architectures(&run);
}
