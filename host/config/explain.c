/* Finds what is to be explained and writes it. */
#include "host/config/explain.h"

#include "host/base/text.h"
#include "host/config/allowed.h"
#include "host/config/contract_kinds.h"
#include "host/config/explain_forms.h"
#include "host/config/key_groups.h"

#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* ---- what to explain ---- */

static const sfl_key *find_key(const sfl_group *group, const char *name, size_t n_bytes)
{
    sfl_key_walk walk = sfl_key_walk_begin(group);
    while (sfl_key_walk_next(&walk)) {
        if (strlen(walk.key->name) == n_bytes && memcmp(walk.key->name, name, n_bytes) == 0) return walk.key;
    }
    return NULL;
}

/* Follows a path of keys; false where it leads nowhere: *path is then the part that is not known. */
static bool follow(const char **path, sfl_topic *topic)
{
    for (const char *at = *path; *at != '\0';) {
        size_t         n   = strcspn(at, ".");
        const sfl_key *key = topic->group == NULL ? NULL : find_key(topic->group, at, n);
        if (key == NULL) {
            *path = at;
            return false;
        }
        *topic = (sfl_topic){topic->path, key, topic->group, key->group};
        at += n;
        if (*at == '.') at++;
    }
    return true;
}

static sfl_status refuse(const sfl_topic *topic, const char *key, const char *part, sfl_log *log, sfl_diag *diag)
{
    const char    *home    = strcmp(key, part) == 0 ? sfl_home_of_key(log, part) : NULL;
    const sfl_key *nearest = topic->group == NULL ? NULL : sfl_nearest_key(topic->group, -1, part);
    if (nearest == NULL && home != NULL) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "%.80s: unknown key; it stands in %s", key, home);
    }
    if (nearest == NULL) return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "%.80s: unknown key", key);
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "%.80s: unknown key; did you mean %.*s%s?", key,
                        (int)(part - key), key, nearest->name);
}

/* ---- defaults as text ---- */

static const char *default_by_kind(sfl_log *log, const sfl_key *key)
{
    const sfl_key *kinds = sfl_contract_group.kind_key;
    char           first[32];
    const char    *text = "", *same = sfl_contract_kind_text(SFL_CONTRACT_EDP, key->field_at, first);
    bool           is_same = true;
    for (int32_t k = 0; k < kinds->n_words && text != NULL; k++) {
        char        buffer[32];
        const char *value = sfl_contract_kind_text((sfl_contract_kind)k, key->field_at, buffer);
        is_same &= strcmp(value, same) == 0;
        text = sfl_log_format(log, "%s%s%s %s", text, k == 0 ? "" : ", ", kinds->words[k].word,
                              value[0] == '\0' ? "required" : value);
    }
    return is_same ? sfl_log_format(log, "%s", same) : text;
}

const char *sfl_default_text(sfl_log *log, const sfl_key *key)
{
    char        number[SFL_REAL_BYTES];
    const char *text = "";
    switch (key->fallback.kind) {
    case SFL_DEFAULT_REQUIRED: text = "required"; break;
    case SFL_DEFAULT_ABSENT: text = key->fallback.text; break;
    case SFL_DEFAULT_TEXT: text = sfl_log_quoted(log, key->fallback.text); break;
    case SFL_DEFAULT_BY_KIND: text = default_by_kind(log, key); break;
    case SFL_DEFAULT_NUMBER:
        sfl_text_real(key->fallback.number, number);
        if (key->kind == SFL_KEY_COUNT)
            text = sfl_log_format(log, "%.0f", key->fallback.number);
        else if (key->kind == SFL_KEY_BOOL)
            text = key->fallback.number != 0.0 ? "true" : "false";
        else
            text = sfl_log_format(log, "%s", number);
        break;
    }
    return text == NULL ? "" : text;
}

/* ---- writing ---- */

typedef struct form {
    const char *word;
    void (*write)(sfl_buffer *out, const sfl_topic *topic, sfl_log *log);
} form;

static const form forms[] = {
    {"table", sfl_explain_table},
    {"markdown", sfl_explain_markdown},
    {"json", sfl_explain_json},
};

static const form *find_form(const char *word)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (strcmp(forms[i].word, word) == 0) return &forms[i];
    }
    return NULL;
}

static sfl_status write_topic(const sfl_topic *topic, const form *how, sfl_log *log, FILE *stream, sfl_diag *diag)
{
    sfl_buffer out    = {0};
    sfl_status status = SFL_OK;
    how->write(&out, topic, log);
    if (out.has_failed || log->is_out_of_memory) {
        status = sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "%s", sfl_status_text(SFL_ERR_MEMORY));
    } else if (fwrite(out.text, 1, out.n_bytes, stream) != out.n_bytes) {
        status = sfl_diag_add(diag, SFL_ERR_OUTPUT, nowhere, "%s", sfl_status_text(SFL_ERR_OUTPUT));
    }
    sfl_buffer_free(&out);
    return status;
}

sfl_status sfl_explain(const char *key, const char *format, FILE *stream, sfl_diag *diag)
{
    const char *path      = key == NULL ? "" : key;
    const char *part      = path;
    bool        is_driver = strcmp(path, "driver") == 0;
    sfl_topic   topic     = {path, NULL, NULL, is_driver ? &sfl_driver_group : &sfl_scenario_group};
    sfl_arena  *arena     = sfl_arena_build();
    sfl_log    *log       = arena == NULL ? NULL : sfl_log_build(arena);
    const form *how       = find_form(format);
    sfl_status  status    = SFL_OK;
    if (how == NULL)
        status = sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "%.80s: unknown format; allowed are table, markdown, json",
                              format);
    else if (log == NULL)
        status = sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "%s", sfl_status_text(SFL_ERR_MEMORY));
    else if (!is_driver && !follow(&part, &topic))
        status = refuse(&topic, path, part, log, diag);
    else
        status = write_topic(&topic, how, log, stream, diag);
    sfl_log_free(&log);
    sfl_arena_free(&arena);
    return status;
}
