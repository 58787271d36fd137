/* Words are put on lines by their display width. */
#include "host/report/prose.h"

#include "host/report/width.h"

void sfl_prose_name(sfl_buffer *sentence, const char *name)
{
    size_t start = sentence->n_bytes;
    sfl_width_fit(name, SFL_PROSE_NAME, sentence);
    for (size_t i = start; i < sentence->n_bytes; ++i) {
        if (sentence->text[i] == ' ') sentence->text[i] = SFL_PROSE_TIED_SPACE;
    }
}

/* Bytes of the next word, its width in *width. */
static size_t measure_word(const char *text, int32_t *width)
{
    size_t n_bytes = 0;
    *width         = 0;
    while (text[n_bytes] != '\0' && text[n_bytes] != ' ') {
        int32_t columns;
        bool    is_shown;
        n_bytes += sfl_width_next(text + n_bytes, &columns, &is_shown);
        *width += columns;
    }
    return n_bytes;
}

static void add_word(const char *text, size_t n_bytes, sfl_buffer *out)
{
    for (size_t i = 0; i < n_bytes; ++i)
        sfl_buffer_add_n(out, text[i] == SFL_PROSE_TIED_SPACE ? " " : &text[i], 1);
}

/* Lines of words, each at most `width` columns. */
static void wrap(const char *text, int32_t first, int32_t indent, int32_t width, sfl_buffer *out)
{
    int32_t at          = first; /* columns of the line so far */
    bool    is_new_line = true;
    sfl_buffer_add(out, "%*s", (int)first, "");
    while (*text != '\0') {
        int32_t columns;
        size_t  n_bytes = measure_word(text, &columns);
        if (!is_new_line && at + 1 + columns > width) {
            sfl_buffer_add(out, "\n%*s", (int)indent, "");
            at          = indent;
            is_new_line = true;
        }
        sfl_buffer_add(out, "%s", is_new_line ? "" : " ");
        at += columns + (is_new_line ? 0 : 1);
        add_word(text, n_bytes, out);
        is_new_line = false;
        text += n_bytes;
        while (*text == ' ')
            ++text;
    }
    sfl_buffer_add(out, "\n");
}

void sfl_prose_write(sfl_buffer *sentences, int32_t first, int32_t indent, const sfl_paper *paper, sfl_buffer *out)
{
    sfl_buffer spelled = {0};
    sfl_paper_spell(paper, sentences->text != NULL ? sentences->text : "", &spelled);
    wrap(spelled.text != NULL ? spelled.text : "", first, indent,
         paper->width < SFL_PAGE_WIDTH ? paper->width : SFL_PAGE_WIDTH, out);
    out->has_failed = out->has_failed || sentences->has_failed || spelled.has_failed;
    sfl_buffer_free(&spelled);
    sfl_buffer_free(sentences);
}
