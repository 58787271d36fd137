/* See npy.h; the form is that of numpy.lib.format, version 1.0. */
#include "host/report/npy.h"

#include "host/base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ALIGNMENT 64
#define MOST_SIZES 8

/* "(3, 2)"; of one size "(3,)". */
static void write_shape(const uint64_t *sizes, int32_t n_sizes, char out[MOST_SIZES * 24])
{
    int at = snprintf(out, MOST_SIZES * 24, "(");
    for (int32_t i = 0; i < n_sizes; ++i)
        at += snprintf(out + at, 24, "%s%" PRIu64, i > 0 ? ", " : "", sizes[i]);
    snprintf(out + at, 8, n_sizes == 1 ? ",)" : ")");
}

/* Magic, version and the length of what follows, then the dictionary, blanks and the end of its line. */
void sfl_npy_header(sfl_buffer *buffer, const char *type, const uint64_t *sizes, int32_t n_sizes)
{
    char shape[MOST_SIZES * 24], dictionary[MOST_SIZES * 24 + 96];
    write_shape(sizes, n_sizes, shape);
    int n =
        snprintf(dictionary, sizeof dictionary, "{'descr': '%s', 'fortran_order': False, 'shape': %s, }", type, shape);
    int                 n_before = 10, n_blanks = ALIGNMENT - 1 - (n_before + n) % ALIGNMENT;
    int                 n_header   = n + n_blanks + 1;
    const unsigned char before[10] = {
        0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (unsigned char)n_header, (unsigned char)(n_header >> 8)};
    sfl_buffer_add_n(buffer, (const char *)before, sizeof before);
    sfl_buffer_add(buffer, "%s%*s\n", dictionary, n_blanks, "");
}

static void add_word(sfl_buffer *buffer, uint64_t word, int n_bytes)
{
    char bytes[8];
    for (int i = 0; i < n_bytes; ++i)
        bytes[i] = (char)(unsigned char)(word >> (8 * i));
    sfl_buffer_add_n(buffer, bytes, (size_t)n_bytes);
}

void sfl_npy_reals(sfl_buffer *buffer, const double *values, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        uint64_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        add_word(buffer, bits, 8);
    }
}

void sfl_npy_counts(sfl_buffer *buffer, uint64_t first, size_t n)
{
    for (size_t i = 0; i < n; ++i)
        add_word(buffer, first + i, 8);
}

/* Bytes that are no UTF-8 count as one character each, U+FFFD. */
static const char *next(const char *text, uint32_t *code)
{
    size_t n_bytes = sfl_utf8_next(text, code);
    if (n_bytes == 0) *code = 0xfffd;
    return text + (n_bytes > 0 ? n_bytes : 1);
}

static size_t count_characters(const char *text)
{
    size_t   n = 0;
    uint32_t code;
    for (; *text != '\0'; ++n)
        text = next(text, &code);
    return n;
}

/* Shorter ones end with zeros. */
static void add_text(sfl_buffer *buffer, const char *text, size_t width)
{
    for (size_t i = 0; i < width; ++i) {
        uint32_t code = 0;
        if (*text != '\0') text = next(text, &code);
        add_word(buffer, code, 4);
    }
}

void sfl_npy_texts(sfl_buffer *buffer, const char *const *texts, int32_t n)
{
    size_t width = 1;
    for (int32_t i = 0; i < n; ++i) {
        size_t length = count_characters(texts[i]);
        width         = length > width ? length : width;
    }
    char     type[32];
    uint64_t size = (uint64_t)n;
    snprintf(type, sizeof type, "<U%zu", width);
    sfl_npy_header(buffer, type, &size, 1);
    for (int32_t i = 0; i < n; ++i)
        add_text(buffer, texts[i], width);
}
