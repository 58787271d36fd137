/* Tokens → tree, by libconfig: it knows the grammar. It is given one token a line, so that its line numbers are token
 * numbers, and instead of every number and string the number of its token, so that it cannot harm a value: an integer
 * for a number, a 64-bit integer for a string (libconfig 1.5 loses the memory of strings before a syntax error). */
#include "host/config/node.h"

#include "host/base/buffer.h"

#include <libconfig.h>
#include <string.h>

static void add_token(sfl_buffer *text, const sfl_lexeme *token, size_t i)
{
    switch (token->kind) {
    case SFL_LEXEME_NUMBER: sfl_buffer_add(text, "%zu\n", i); break;
    case SFL_LEXEME_TEXT: sfl_buffer_add(text, "%zuL\n", i); break;
    case SFL_LEXEME_KEY: /* written twice: a name that cannot clash; its node is dropped below */
        if (token->is_broken)
            sfl_buffer_add(text, "*%zu\n", i);
        else
            sfl_buffer_add(text, "%s\n", token->text);
        break;
    case SFL_LEXEME_BOOL:
    case SFL_LEXEME_MARK: sfl_buffer_add(text, "%s\n", token->text); break;
    }
}

static bool is_value_start(const sfl_lexeme *token)
{
    return token->kind != SFL_LEXEME_MARK || strchr("{[(", token->text[0]) != NULL;
}

static bool is_value_end(const sfl_lexeme *token)
{
    return token->kind != SFL_LEXEME_MARK || strchr("}])", token->text[0]) != NULL;
}

/* What would be right before token i, as far as it is plain. */
static const char *hint(const sfl_lexemes *tokens, size_t i, const char *error)
{
    if (strstr(error, "array") != NULL) return "; allowed in [ ] are values of one kind";
    bool is_side_by_side = i > 0 && is_value_end(&tokens->tokens[i - 1]) && is_value_start(&tokens->tokens[i]);
    if (is_side_by_side) return "; allowed is a comma or a closing bracket";
    if (i > 0 && tokens->tokens[i - 1].kind == SFL_LEXEME_MARK && tokens->tokens[i - 1].text[0] == '=')
        return "; allowed is a value";
    return "";
}

/* The text as a whole: the first source that nothing includes. */
static sfl_place whole(const sfl_log *log)
{
    const sfl_source *source = log->last_source, *found = source;
    for (; source != NULL; source = source->before) {
        if (source->parent == NULL && source->rank <= found->rank) found = source;
    }
    while (found->parent != NULL)
        found = found->parent;
    return (sfl_place){found->name, 0, 0};
}

static void report(const sfl_lexemes *tokens, size_t i, const char *error, sfl_log *log)
{
    if (i >= tokens->n) {
        sfl_place place = tokens->n == 0 ? whole(log) : tokens->tokens[tokens->n - 1].place;
        sfl_log_error(log, SFL_ERR_SYNTAX, place, "the text ends here; allowed is a value or a closing bracket");
        return;
    }
    const sfl_lexeme *token = &tokens->tokens[i];
    const char       *found = token->kind == SFL_LEXEME_TEXT ? sfl_log_quoted(log, token->text) : token->text;
    sfl_log_error(log, SFL_ERR_SYNTAX, token->place, "column %d: %.80s does not fit here%s", (int)token->place.column,
                  found, hint(tokens, i, error));
}

/* ---- libconfig's tree → ours ---- */

static const sfl_lexeme *token_at(const sfl_lexemes *tokens, long i)
{
    return i < 0 || (size_t)i >= tokens->n ? NULL : &tokens->tokens[i];
}

/* The token that holds the value of a number or a string; that of the key or bracket for all else. */
static const sfl_lexeme *value_token(const sfl_lexemes *tokens, const config_setting_t *setting)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT: return token_at(tokens, config_setting_get_int(setting));
    case CONFIG_TYPE_INT64: return token_at(tokens, (long)config_setting_get_int64(setting));
    default: return token_at(tokens, (long)config_setting_source_line(setting) - 1);
    }
}

static const sfl_lexeme *key_token(const sfl_lexemes *tokens, const config_setting_t *setting)
{
    return token_at(tokens, (long)config_setting_source_line(setting) - 1);
}

static sfl_node_kind node_kind(const config_setting_t *setting)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT: return SFL_NODE_NUMBER;
    case CONFIG_TYPE_INT64: return SFL_NODE_TEXT;
    case CONFIG_TYPE_BOOL: return SFL_NODE_BOOL;
    case CONFIG_TYPE_GROUP: return SFL_NODE_GROUP;
    default: return SFL_NODE_LIST;
    }
}

static sfl_node *build(const config_setting_t *setting, const sfl_lexemes *tokens, sfl_log *log);

static void build_children(sfl_node *node, const config_setting_t *setting, const sfl_lexemes *tokens, sfl_log *log)
{
    int n = config_setting_length(setting);
    for (int i = 0; i < n; i++) {
        sfl_node *child = build(config_setting_get_elem(setting, (unsigned)i), tokens, log);
        if (child != NULL) sfl_node_append(node, child);
    }
}

/* NULL for a key written twice. */
static sfl_node *build(const config_setting_t *setting, const sfl_lexemes *tokens, sfl_log *log)
{
    const sfl_lexeme *key   = config_setting_name(setting) == NULL ? NULL : key_token(tokens, setting);
    const sfl_lexeme *value = value_token(tokens, setting);
    sfl_node         *node  = key != NULL && key->is_broken ? NULL : sfl_log_take(log, 1, sizeof(sfl_node));
    if (node == NULL) return NULL;
    node->kind = node_kind(setting);
    if (key != NULL) node->key = key->text;
    if (value != NULL) {
        bool has_text   = node->kind == SFL_NODE_NUMBER || node->kind == SFL_NODE_TEXT;
        node->is_broken = has_text && value->is_broken;
        node->text      = has_text ? value->text : NULL;
        node->place     = value->place;
    }
    if (key != NULL) node->place = key->place;
    if (node->kind == SFL_NODE_BOOL) node->truth = config_setting_get_bool(setting) != 0;
    if (config_setting_is_aggregate(setting)) build_children(node, setting, tokens, log);
    return node;
}

sfl_node *sfl_node_parse(const sfl_lexemes *tokens, sfl_log *log)
{
    sfl_node  *root = NULL;
    sfl_buffer text = {0};
    config_t   config;
    config_init(&config);
    for (size_t i = 0; i < tokens->n; i++)
        add_token(&text, &tokens->tokens[i], i);
    if (text.has_failed) {
        log->is_out_of_memory = true;
    } else if (config_read_string(&config, text.text == NULL ? "" : text.text) != CONFIG_TRUE) {
        const char *error = config_error_text(&config);
        report(tokens, (size_t)(config_error_line(&config) - 1), error == NULL ? "" : error, log);
    } else {
        root = sfl_node_group(log, NULL, whole(log));
        if (root != NULL) build_children(root, config_root_setting(&config), tokens, log);
    }
    config_destroy(&config);
    sfl_buffer_free(&text);
    return root;
}
