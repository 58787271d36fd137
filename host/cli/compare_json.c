/* What two answers come to, for programs. */
#include "host/cli/compare.h"
#include "host/report/json_writer.h"

#include <inttypes.h>
#include <stdio.h>

static void write_answer(sfl_json *json, const char *name, const sfl_result *of)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, of->seed); /* text, as in the answer */
    sfl_json_object(json, name, SFL_JSON_LINES);
    sfl_json_text(json, "file", of->file);
    sfl_json_text(json, "fingerprint", of->fingerprint);
    sfl_json_text(json, "sha256", of->sha256);
    sfl_json_text(json, "seed", seed);
    sfl_json_count(json, "paths", of->paths);
    sfl_json_text(json, "sampling", of->sampling);
    sfl_json_text(json, "version", of->version);
    sfl_json_text(json, "time", of->time);
    sfl_json_truth(json, "is_partial", of->is_partial);
    sfl_json_close(json);
}

static void write_line(void *context, char mark, const char *line, size_t n_bytes)
{
    sfl_buffer text = {0};
    sfl_buffer_add(&text, "%c %.*s", mark, (int)n_bytes, line);
    sfl_json_text(context, NULL, text.text);
    sfl_buffer_free(&text);
}

static void write_scenarios(sfl_json *json, const sfl_comparison *of)
{
    sfl_json_array(json, "scenario_lines", SFL_JSON_LINES);
    if (of->a->text != NULL && of->b->text != NULL) (void)sfl_compare_lines(of->a->text, of->b->text, write_line, json);
    sfl_json_close(json);
}

static void write_counts(sfl_json *json, const sfl_comparison *of)
{
    sfl_json_object(json, "counts", SFL_JSON_INLINE);
    for (int32_t i = 0; i < SFL_CHANGE_COUNT; ++i)
        sfl_json_count(json, sfl_change_word((sfl_change_kind)i), of->n_of[i]);
    sfl_json_close(json);
}

static void write_change(sfl_json *json, const sfl_change *change, const char *currency)
{
    const sfl_named_figure *a = change->a, *b = change->b, *any = b != NULL ? b : a;
    char                    unit[64];
    sfl_json_object(json, NULL, SFL_JSON_INLINE);
    sfl_json_text(json, "figure", any->name);
    sfl_json_text(json, "unit", sfl_figure_unit_text(any->unit, currency, unit));
    sfl_json_text(json, "verdict", sfl_change_word(change->kind));
    sfl_json_real(json, "a", a != NULL ? a->value : NAN);
    sfl_json_real(json, "b", b != NULL ? b->value : NAN);
    sfl_json_real(json, "change", change->change);
    sfl_json_real(json, "low", change->low);
    sfl_json_real(json, "high", change->high);
    sfl_json_close(json);
}

static void write_conditions(sfl_json *json, const sfl_compared *compared)
{
    sfl_json_array(json, "fail_if", SFL_JSON_LINES);
    for (int32_t i = 0; i < compared->conditions->n; ++i) {
        const sfl_condition *row     = &compared->conditions->rows[i];
        const sfl_verdict   *verdict = &compared->verdicts[i];
        sfl_json_object(json, NULL, SFL_JSON_INLINE);
        sfl_json_text(json, "figure", row->name);
        sfl_json_truth(json, "is_change", row->is_change);
        sfl_json_text(json, "relation", sfl_relation_sign(row->relation));
        sfl_json_real(json, "limit", row->limit);
        sfl_json_real(json, "value", verdict->value);
        sfl_json_real(json, "low", verdict->low);
        sfl_json_real(json, "high", verdict->high);
        sfl_json_truth(json, "holds", verdict->holds);
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

/* Without --all what is the same is left out: it says nothing. */
void sfl_compared_json(const sfl_compared *compared, sfl_buffer *buffer)
{
    const sfl_comparison *of = compared->comparison;
    sfl_json              json;
    sfl_json_init(&json, buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.compare/1");
    write_answer(&json, "a", of->a);
    write_answer(&json, "b", of->b);
    sfl_json_real(&json, "level", of->level);
    sfl_json_truth(&json, "is_paired", of->is_paired);
    sfl_json_text(&json, "reason", of->reason);
    sfl_json_count(&json, "paired_paths", of->paired_paths);
    write_scenarios(&json, of);
    write_counts(&json, of);
    sfl_json_array(&json, "changes", SFL_JSON_LINES);
    for (size_t i = 0; i < of->n; ++i) {
        if (compared->is_all || of->changes[i].kind != SFL_CHANGE_SAME)
            write_change(&json, &of->changes[i], of->b->currency);
    }
    sfl_json_close(&json);
    write_conditions(&json, compared);
    sfl_json_close(&json);
}
