/* Strings and numbers of a scenario's text. A number is only cut out here; what it may be, its key says (reader.c). */
#include "host/config/scan.h"

#include <string.h>

/* ---- strings ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* Decodes the escape behind a backslash; returns the bytes it takes, 0 where it is none of libconfig's. */
static size_t decode_escape(const char *text, char *out)
{
    static const char letters[] = "\\\"nrtf", values[] = "\\\"\n\r\t\f";
    const char       *letter = *text == '\0' ? NULL : strchr(letters, *text);
    if (letter != NULL) {
        *out = values[letter - letters];
        return 1;
    }
    if (text[0] != 'x' || hex_digit(text[1]) < 0 || hex_digit(text[2]) < 0) return 0;
    *out = (char)(hex_digit(text[1]) * 16 + hex_digit(text[2]));
    return *out == '\0' ? 0 : 3;
}

/* Decodes text in place; false where an escape is wrong. */
static bool decode(char *text)
{
    char *out = text;
    for (const char *at = text; *at != '\0';) {
        if (*at != '\\') {
            *out++ = *at++;
            continue;
        }
        size_t n = decode_escape(at + 1, out);
        if (n == 0) return false;
        at += 1 + n;
        out++;
    }
    *out = '\0';
    return true;
}

/* The closing quote, or NULL where the line ends first. */
static const char *string_end(const sfl_cursor *cursor)
{
    for (const char *at = cursor->at + 1; at < cursor->end && *at != '\n'; at++) {
        if (*at == '"') return at;
        if (*at == '\\' && at + 1 < cursor->end && at[1] != '\n') at++;
    }
    return NULL;
}

static void break_token(sfl_scan *scan, sfl_lexeme *token, const char *message)
{
    token->is_broken = true;
    sfl_log_error(scan->log, SFL_ERR_SYNTAX, token->place, "column %d: %s", (int)token->place.column, message);
}

void sfl_scan_string(sfl_scan *scan, sfl_cursor *cursor)
{
    sfl_place   place = sfl_cursor_place(cursor, cursor->at);
    const char *end   = string_end(cursor);
    if (end == NULL) {
        sfl_scan_fail(scan, place, "the string that begins here has no end on its line; allowed is \"…\"");
        while (cursor->at < cursor->end && *cursor->at != '\n')
            cursor->at++;
        return;
    }
    const sfl_lexemes *tokens  = scan->tokens;
    bool               is_next = tokens->n > 0 && tokens->tokens[tokens->n - 1].kind == SFL_LEXEME_TEXT;
    if (is_next) {
        sfl_scan_fail(scan, place, "two strings side by side; allowed is one, or a comma between them");
    }
    sfl_lexeme *token = sfl_scan_add(scan, SFL_LEXEME_TEXT, place, cursor->at + 1, (size_t)(end - cursor->at - 1));
    cursor->at        = end + 1;
    if (token == NULL || is_next) return;
    if (!decode((char *)(uintptr_t)token->text)) { /* the copy is the token's own */
        break_token(scan, token, "an escape that is none; allowed are \\\\ \\\" \\n \\r \\t \\f \\x01 … \\xff");
    }
}

/* ---- numbers ---- */

static bool is_number_part(const char *at, const char *from)
{
    char c = *at;
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.') return true;
    bool is_hex = from[0] == '0' && (from[1] == 'x' || from[1] == 'X');
    return (c == '+' || c == '-') && !is_hex && at > from && (at[-1] == 'e' || at[-1] == 'E');
}

static size_t span_digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* Is it a number, from beginning to end: 12, -0.5, .5, 1., 1.5e6, 1e6, 0x1f, 12L? */
static bool is_number(const char *text)
{
    if (text[0] == '+' || text[0] == '-') text++;
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        size_t n = strspn(text + 2, "0123456789abcdefABCDEF");
        text += 2 + n;
        return n > 0 && (strcmp(text, "") == 0 || strcmp(text, "L") == 0 || strcmp(text, "LL") == 0);
    }
    size_t n_whole = span_digits(text), n_part = 0;
    text += n_whole;
    if (strcmp(text, "L") == 0 || strcmp(text, "LL") == 0) return n_whole > 0;
    if (*text == '.') {
        n_part = span_digits(text + 1);
        text += 1 + n_part;
    }
    if (n_whole + n_part == 0) return false;
    if (*text == 'e' || *text == 'E') {
        text += text[1] == '+' || text[1] == '-' ? 2 : 1;
        size_t n_exponent = span_digits(text);
        text += n_exponent;
        if (n_exponent == 0) return false;
    }
    return *text == '\0';
}

/* 007 is 7 for some programs and octal for others, libconfig among them. */
static bool has_leading_zero(const char *text)
{
    if (text[0] == '+' || text[0] == '-') text++;
    return text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

void sfl_scan_number(sfl_scan *scan, sfl_cursor *cursor)
{
    const char *from = cursor->at, *unsigned_from = from;
    if (*from == '+' || *from == '-') unsigned_from++;
    for (cursor->at = unsigned_from; cursor->at < cursor->end && is_number_part(cursor->at, unsigned_from);)
        cursor->at++;
    sfl_lexeme *token =
        sfl_scan_add(scan, SFL_LEXEME_NUMBER, sfl_cursor_place(cursor, from), from, (size_t)(cursor->at - from));
    if (token == NULL) return;
    const char *wrong = !is_number(token->text)         ? "allowed is a number such as 12, 0.5 or 1.5e6"
                        : has_leading_zero(token->text) ? "allowed is a number without leading zeros"
                                                        : NULL;
    if (wrong == NULL) return;
    const char *message = sfl_log_format(scan->log, "%.80s; %s", token->text, wrong);
    if (message != NULL) break_token(scan, token, message);
}
