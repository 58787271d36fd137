/* See sweep_points.h. */
#include "host/cli/sweep_points.h"

#include "host/base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

#define RANGE_ROUNDING 1e-9 /* of a step */

/* ---- values ---- */

/* The text without blanks around it. */
static char *take_text(sfl_arena *arena, const char *text, size_t n)
{
    while (n > 0 && strchr(" \t\r", *text) != NULL)
        ++text, --n;
    while (n > 0 && strchr(" \t\r", text[n - 1]) != NULL)
        --n;
    char *copy = sfl_arena_take(arena, n + 1, 1);
    if (copy != NULL) memcpy(copy, text, n);
    return copy;
}

static bool is_bare_word(const char *text)
{
    bool has_letter = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || *text == '_';
    if (!has_letter || strcmp(text, "true") == 0 || strcmp(text, "false") == 0) return false;
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./ ")] == '\0';
}

/* As -s takes it: a word gets quotes. NULL without memory. */
static const char *take_value(sfl_arena *arena, const char *text, size_t n)
{
    char *value = take_text(arena, text, n);
    if (value == NULL || !is_bare_word(value)) return value;
    size_t n_bytes = strlen(value) + 3;
    char  *quoted  = sfl_arena_take(arena, n_bytes, 1);
    if (quoted != NULL) snprintf(quoted, n_bytes, "\"%s\"", value);
    return quoted;
}

const char *sfl_sweep_value_text(const char *value, char *out, size_t n_bytes)
{
    size_t n       = strlen(value);
    bool   is_word = n >= 2 && value[0] == '"' && value[n - 1] == '"' && strchr(value, '\\') == NULL;
    snprintf(out, n_bytes, "%.*s", (int)(is_word ? n - 2 : n), is_word ? value + 1 : value);
    return out;
}

/* Behind a value of a list: its comma or the end. Commas inside quotes and brackets belong to it. */
static const char *end_of_value(const char *at)
{
    int  depth     = 0;
    bool is_quoted = false;
    for (; *at != '\0'; ++at) {
        if (is_quoted && *at == '\\' && at[1] != '\0') {
            ++at;
        } else if (*at == '"') {
            is_quoted = !is_quoted;
        } else if (!is_quoted) {
            if (strchr("([{", *at) != NULL) ++depth;
            if (strchr(")]}", *at) != NULL) --depth;
            if (*at == ',' && depth == 0) return at;
        }
    }
    return at;
}

/* ---- one list ---- */

typedef struct one_list {
    const char  *key;
    const char **values; /* [n] */
    int32_t      n;
} one_list;

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the points of a sweep");
}

static sfl_status too_many(double n, sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall sweep: %.0f points; allowed are %d", n,
                        SFL_SWEEP_MOST_POINTS);
}

/* A decimal with or without a sign, and what follows it; NULL where there is none. */
static const char *read_decimal(const char *text, double *value)
{
    text += strspn(text, " \t");
    bool        is_negative = *text == '-';
    const char *after       = sfl_text_decimal(text + (is_negative || *text == '+' ? 1 : 0), value);
    if (is_negative) *value = -*value;
    return after != NULL ? after + strspn(after, " \t") : NULL;
}

typedef struct range {
    double first, last, step;
} range;

static bool read_range(const char *text, range *out)
{
    const char *at = read_decimal(text, &out->first);
    if (at == NULL || *at != ':') return false;
    at = read_decimal(at + 1, &out->last);
    if (at == NULL || *at != ':') return false;
    at = read_decimal(at + 1, &out->step);
    return at != NULL && *at == '\0';
}

/* Every step of a range; its end where that is a step, but for rounding. */
static sfl_status fill_range(const range *from, const char *list, sfl_arena *arena, one_list *out, sfl_diag *diag)
{
    double n_steps = floor((from->last - from->first) / from->step + RANGE_ROUNDING);
    if (!(n_steps >= 0.0) || from->step == 0.0) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "--over %s: the range has no value; allowed is FIRST:LAST:STEP, such as 0.2:0.8:0.1", list);
    }
    if (n_steps + 1.0 > SFL_SWEEP_MOST_POINTS) return too_many(n_steps + 1.0, diag);
    out->n      = (int32_t)n_steps + 1;
    out->values = SFL_ARENA_ARRAY(arena, const char *, (size_t)out->n);
    for (int32_t i = 0; out->values != NULL && i < out->n; ++i) {
        char text[40];
        snprintf(text, sizeof text, "%.12g", from->first + (double)i * from->step);
        out->values[i] = sfl_arena_text(arena, text);
        if (out->values[i] == NULL) return no_memory(diag);
    }
    return out->values != NULL ? SFL_OK : no_memory(diag);
}

static sfl_status fill_values(const char *text, const char *list, sfl_arena *arena, one_list *out, sfl_diag *diag)
{
    int32_t n = 1;
    for (const char *at = end_of_value(text); *at == ','; at = end_of_value(at + 1))
        ++n;
    if (n > SFL_SWEEP_MOST_POINTS) return too_many(n, diag);
    out->values = SFL_ARENA_ARRAY(arena, const char *, (size_t)n);
    if (out->values == NULL) return no_memory(diag);
    for (const char *at = text; out->n < n; ++out->n) {
        const char *end     = end_of_value(at);
        out->values[out->n] = take_value(arena, at, (size_t)(end - at));
        if (out->values[out->n] == NULL) return no_memory(diag);
        if (out->values[out->n][0] == '\0') {
            return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                                "--over %s: value %d is empty; allowed is KEY=VALUE,VALUE,...", list, (int)out->n + 1);
        }
        at = end + 1;
    }
    return SFL_OK;
}

/* The sign that ends the key: one inside quotes, as of a name, does not. */
static const char *end_of_key(const char *text)
{
    bool is_quoted = false;
    for (; *text != '\0' && (is_quoted || *text != '='); ++text)
        if (*text == '"') is_quoted = !is_quoted;
    return text;
}

static sfl_status read_list(const char *list, sfl_arena *arena, one_list *out, sfl_diag *diag)
{
    const char *equals = end_of_key(list);
    range       from;
    *out = (one_list){0};
    if (*equals == '\0' || equals == list)
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "--over %s: no key and values; allowed is KEY=VALUE,VALUE,... or KEY=FIRST:LAST:STEP",
                            list);
    out->key = take_text(arena, list, (size_t)(equals - list));
    if (out->key == NULL) return no_memory(diag);
    if (!read_range(equals + 1, &from)) return fill_values(equals + 1, list, arena, out, diag);
    return fill_range(&from, list, arena, out, diag);
}

/* ---- all of them ---- */

static sfl_status check_keys(const sfl_sweep_points *points, const char *option, sfl_diag *diag)
{
    for (int32_t i = 0; i < points->n_keys; ++i) {
        for (int32_t j = 0; j < i; ++j) {
            if (strcmp(points->keys[i], points->keys[j]) != 0) continue;
            return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "%s: the key %s stands there twice", option,
                                points->keys[i]);
        }
    }
    return SFL_OK;
}

static sfl_status multiply(const one_list *lists, int32_t n_lists, sfl_arena *arena, sfl_sweep_points *points,
                           sfl_diag *diag)
{
    double n = 1.0;
    for (int32_t i = 0; i < n_lists; ++i)
        n *= lists[i].n;
    if (n > SFL_SWEEP_MOST_POINTS) return too_many(n, diag);
    points->n_points = (int32_t)n;
    points->n_keys   = n_lists;
    points->keys     = SFL_ARENA_ARRAY(arena, const char *, (size_t)n_lists);
    points->values   = SFL_ARENA_ARRAY(arena, const char *, (size_t)(points->n_points * n_lists));
    if (points->keys == NULL || points->values == NULL) return no_memory(diag);
    for (int32_t key = n_lists - 1, repeats = 1; key >= 0; repeats *= lists[key--].n) {
        points->keys[key] = lists[key].key;
        for (int32_t i = 0; i < points->n_points; ++i)
            points->values[i * n_lists + key] = lists[key].values[i / repeats % lists[key].n];
    }
    return check_keys(points, "--over", diag);
}

sfl_status sfl_sweep_points_over(const char *const *lists, int32_t n_lists, sfl_arena *arena, sfl_sweep_points *points,
                                 sfl_diag *diag)
{
    one_list *read = SFL_ARENA_ARRAY(arena, one_list, (size_t)n_lists);
    *points        = (sfl_sweep_points){0};
    if (read == NULL) return no_memory(diag);
    for (int32_t i = 0; i < n_lists; ++i)
        SFL_TRY(read_list(lists[i], arena, &read[i], diag));
    return multiply(read, n_lists, arena, points, diag);
}

/* ---- a file ---- */

/* Where in the text of a list somebody reads. */
typedef struct reader {
    const char *at;
    int32_t     line;
    sfl_place   place; /* of the line that is read */
    char       *field; /* room for the longest one */
} reader;

/* Reads a field; returns the sign behind it: ',', '\n' or 0; -1 where a quote has no end or text behind it. Quotes may hold
 * line ends. */
static int read_field(reader *from)
{
    char *out = from->field;
    if (*from->at != '"') {
        while (*from->at != '\0' && *from->at != ',' && *from->at != '\n')
            *out++ = *from->at++;
    } else {
        for (++from->at; *from->at != '"' || from->at[1] == '"'; *out++ = *from->at++) {
            if (*from->at == '\0') return -1;
            if (*from->at == '"') ++from->at;
            if (*from->at == '\n') ++from->line;
        }
        ++from->at;
        from->at += strspn(from->at, " \t\r");
    }
    *out = '\0';
    if (*from->at != '\0' && *from->at != ',' && *from->at != '\n') return -1;
    int sign = (unsigned char)*from->at;
    if (sign != 0) ++from->at;
    if (sign == '\n') ++from->line;
    return sign;
}

/* The fields of a line, at most `most` of them into out; *n: how many there are. */
static sfl_status read_line(reader *from, sfl_arena *arena, bool are_values, const char **out, int32_t most, int32_t *n,
                            sfl_diag *diag)
{
    int sign         = ',';
    from->place.line = from->line;
    for (*n = 0; sign == ','; ++*n) {
        size_t length;
        sign = read_field(from);
        if (sign < 0)
            return sfl_diag_add(diag, SFL_ERR_USAGE, from->place,
                                "field %d: quotes that do not end, or text behind them", (int)*n + 1);
        if (*n >= most) continue;
        length  = strlen(from->field);
        out[*n] = are_values ? take_value(arena, from->field, length) : take_text(arena, from->field, length);
        if (out[*n] == NULL) return no_memory(diag);
        if (out[*n][0] == '\0')
            return sfl_diag_add(diag, SFL_ERR_USAGE, from->place, "field %d is empty; allowed is a %s", (int)*n + 1,
                                are_values ? "value" : "key");
    }
    return SFL_OK;
}

static int32_t count_lines(const char *text)
{
    int32_t n = 1;
    for (; *text != '\0'; ++text)
        n += *text == '\n';
    return n;
}

static void skip_empty_lines(reader *from)
{
    for (size_t n = strspn(from->at, " \t\r"); from->at[n] == '\n'; n = strspn(from->at, " \t\r")) {
        from->at += n + 1;
        ++from->line;
    }
    if (from->at[strspn(from->at, " \t\r")] == '\0') from->at += strlen(from->at);
}

static sfl_status read_points(reader *from, sfl_arena *arena, sfl_sweep_points *points, sfl_diag *diag)
{
    int32_t most = count_lines(from->at), n;
    if (most > SFL_SWEEP_MOST_POINTS) most = SFL_SWEEP_MOST_POINTS + 1;
    points->values = SFL_ARENA_ARRAY(arena, const char *, (size_t)most *(size_t)points->n_keys);
    points->lines  = SFL_ARENA_ARRAY(arena, int32_t, (size_t)most);
    if (points->values == NULL || points->lines == NULL) return no_memory(diag);
    for (skip_empty_lines(from); *from->at != '\0'; skip_empty_lines(from)) {
        if (points->n_points == SFL_SWEEP_MOST_POINTS)
            return too_many(count_lines(from->at) + points->n_points - 1, diag);
        points->lines[points->n_points] = from->line;
        SFL_TRY(
            read_line(from, arena, true, points->values + points->n_points * points->n_keys, points->n_keys, &n, diag));
        if (n != points->n_keys)
            return sfl_diag_add(diag, SFL_ERR_USAGE, from->place, "%d fields; the first line has %d keys", (int)n,
                                (int)points->n_keys);
        ++points->n_points;
    }
    if (points->n_points > 0) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, from->place, "no points; allowed is a line of keys, then a point a line");
}

static sfl_status read_text(const char *text, sfl_arena *arena, sfl_sweep_points *points, sfl_diag *diag)
{
    reader from = {text, 1, {points->file, 1, 0}, sfl_arena_take(arena, strlen(text) + 1, 1)};
    if (from.field == NULL) return no_memory(diag);
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0) from.at += 3; /* as spreadsheets write it */
    skip_empty_lines(&from);
    if (*from.at == '\0')
        return sfl_diag_add(diag, SFL_ERR_USAGE, from.place, "empty; allowed is a line of keys, then a point a line");
    const size_t most = strcspn(from.at, "\n") + 1;
    points->keys      = SFL_ARENA_ARRAY(arena, const char *, most);
    if (points->keys == NULL) return no_memory(diag);
    SFL_TRY(read_line(&from, arena, false, points->keys, (int32_t)most, &points->n_keys, diag));
    SFL_TRY(check_keys(points, points->file, diag));
    return read_points(&from, arena, points, diag);
}

static char *read_file(const char *file)
{
    FILE  *stream = fopen(file, "rb");
    char  *text   = NULL;
    size_t n = 0, capacity = 0, n_read = 1;
    while (stream != NULL && n_read > 0) {
        if (n + 65536 >= capacity) {
            char *larger = realloc(text, capacity += 1u << 17);
            if (larger == NULL) break;
            text = larger;
        }
        n_read = fread(text + n, 1, 65536, stream);
        n += n_read;
    }
    if (text != NULL) text[n] = '\0';
    if (stream == NULL) return NULL;
    fclose(stream);
    return text;
}

sfl_status sfl_sweep_points_list(const char *file, sfl_arena *arena, sfl_sweep_points *points, sfl_diag *diag)
{
    *points      = (sfl_sweep_points){0};
    points->file = file;
    char *text   = read_file(file);
    if (text == NULL) return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "--list %s: cannot be read", file);
    sfl_status status = read_text(text, arena, points, diag);
    free(text);
    return status;
}
