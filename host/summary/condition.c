/* See condition.h. */
#include "host/summary/condition.h"

#include "host/base/diag.h"
#include "host/base/text.h"

#include <stdio.h>
#include <string.h>

static const sfl_place nowhere    = {NULL, 0, 0};
static const char      a_change[] = "change(";

const char *sfl_relation_sign(sfl_relation relation)
{
    static const char *const signs[] = {">", ">=", "<", "<="};
    return signs[relation];
}

bool sfl_condition_holds(const sfl_condition *condition, double value)
{
    switch (condition->relation) {
    case SFL_ABOVE: return value > condition->limit;
    case SFL_AT_LEAST: return value >= condition->limit;
    case SFL_BELOW: return value < condition->limit;
    case SFL_AT_MOST: return value <= condition->limit;
    }
    return false;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t\n");
}

/* What follows, NULL where there is no relation. */
static const char *read_relation(const char *text, sfl_relation *relation)
{
    bool is_above = *text == '>', is_equal = text[0] != '\0' && text[1] == '=';
    if (!is_above && *text != '<') return NULL;
    *relation = is_above ? (is_equal ? SFL_AT_LEAST : SFL_ABOVE) : (is_equal ? SFL_AT_MOST : SFL_BELOW);
    return text + (is_equal ? 2 : 1);
}

static double scale_of(char suffix)
{
    switch (suffix) {
    case '%': return 0.01;
    case 'k': return 1e3;
    case 'M': return 1e6;
    case 'B': return 1e9;
    default: return 0.0;
    }
}

/* What follows, NULL where there is no number. */
static const char *read_limit(const char *text, sfl_condition *row)
{
    bool        is_negative = *text == '-';
    const char *end         = sfl_text_decimal(text + (is_negative ? 1 : 0), &row->limit);
    if (end == NULL || end - text > 24) return NULL;
    if (is_negative) row->limit = -row->limit;
    const char *after = skip_blanks(end);
    double      scale = scale_of(*after);
    row->is_relative  = *after == '%';
    snprintf(row->limit_text, sizeof row->limit_text, "%.*s%.*s", (int)(end - text), text, scale > 0.0 ? 1 : 0, after);
    if (scale > 0.0) {
        row->limit = *after == '%' ? row->limit / 100.0 : row->limit * scale;
        after      = skip_blanks(after + 1);
    }
    return isfinite(row->limit) ? after : NULL;
}

static sfl_status refuse(const char *name, const char *found, sfl_diag *diag)
{
    return sfl_diag_add(
        diag, SFL_ERR_USAGE, nowhere,
        "--fail-if: %s: found '%.60s'; allowed is >, >=, < or <=, a number that k, M, B or %% may follow, "
        "and a comma before the next",
        name, found);
}

/* The figure, and `)` of a change. What follows, NULL after a refusal. */
static const char *read_figure(const char *text, const sfl_figure_list *figures, bool has_change, sfl_condition *row,
                               sfl_diag *diag)
{
    row->is_change = has_change && strncmp(text, a_change, sizeof a_change - 1) == 0;
    if (row->is_change) text = skip_blanks(text + sizeof a_change - 1);
    row->figure = sfl_figure_list_find(figures, text);
    if (row->figure == SFL_NO_FIGURE) {
        (void)sfl_figure_list_refuse(figures, "--fail-if", text, diag);
        return NULL;
    }
    row->name = figures->rows[row->figure].name;
    text      = skip_blanks(text + strlen(row->name));
    if (row->is_change && *text != ')') {
        (void)refuse(row->name, text, diag);
        return NULL;
    }
    return row->is_change ? skip_blanks(text + 1) : text;
}

static sfl_status read_one(const char **text, const sfl_figure_list *figures, bool has_change, sfl_condition *row,
                           sfl_diag *diag)
{
    const char *at = read_figure(*text, figures, has_change, row, diag);
    if (at == NULL) return SFL_ERR_USAGE;
    const char *after = read_relation(at, &row->relation);
    if (after != NULL) after = read_limit(skip_blanks(after), row);
    if (after == NULL || (*after != ',' && *after != '\0')) return refuse(row->name, at, diag);
    if (row->is_relative && !row->is_change && figures->rows[row->figure].unit != SFL_UNIT_SHARE) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "--fail-if: %s: found '%s'; %% is for shares and probabilities, and for change(FIGURE)",
                            row->name, row->limit_text);
    }
    *text = after;
    return SFL_OK;
}

sfl_status sfl_conditions_read(const char *text, const sfl_figure_list *figures, bool has_change,
                               sfl_conditions *conditions, sfl_diag *diag)
{
    conditions->n = 0;
    for (;;) {
        text = skip_blanks(text);
        if (*text == '\0')
            return sfl_diag_add(
                diag, SFL_ERR_USAGE, nowhere,
                "--fail-if: a condition is missing; allowed is FIGURE > LIMIT, with commas between several");
        if (conditions->n == SFL_MOST_CONDITIONS)
            return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "--fail-if: more than %d conditions",
                                SFL_MOST_CONDITIONS);
        SFL_TRY(read_one(&text, figures, has_change, &conditions->rows[conditions->n], diag));
        conditions->n += 1;
        if (*text == '\0') return SFL_OK;
        text += 1; /* the comma */
    }
}
