/* Is a workbook whole? libxlsxwriter does not see it when a disk fills up under its temporary files: the parts end early, and
 * the workbook is one that nothing can open. So every part is unpacked once more and must end with the tag that it began. */
#include "host/report/xlsx.h"

#include <string.h>
#include <zlib.h>

#define EDGE_BYTES 512 /* of a part's beginning and end; its first tag begins within the first hundred */

/* ---- bytes of a zip file, APPNOTE.TXT 4.3 ---- */

enum {
    END_BYTES          = 22,
    END_COUNT          = 10,
    END_OFFSET         = 16,
    ENTRY_BYTES        = 46,
    ENTRY_METHOD       = 10,
    ENTRY_PACKED_BYTES = 20,
    ENTRY_NAME_BYTES   = 28,
    ENTRY_EXTRA_BYTES  = 30,
    ENTRY_NOTE_BYTES   = 32,
    ENTRY_OFFSET       = 42,
    LOCAL_BYTES        = 30,
    LOCAL_NAME_BYTES   = 26,
    LOCAL_EXTRA_BYTES  = 28,
    DEFLATED           = 8
};

typedef struct archive {
    const unsigned char *bytes;
    size_t               n_bytes;
} archive;

/* A number of 2 or 4 bytes; 0 outside. */
static size_t number_at(const archive *of, size_t at, size_t n_bytes)
{
    size_t value = 0;
    if (at > of->n_bytes || of->n_bytes - at < n_bytes) return 0;
    for (size_t i = n_bytes; i-- > 0;)
        value = value << 8 | of->bytes[at + i];
    return value;
}

/* ---- a part ---- */

typedef struct edges {
    char   first[EDGE_BYTES + 1], last[EDGE_BYTES + 1]; /* texts */
    size_t n_first, n_last;
} edges;

static void note_first(edges *to, const char *text, size_t n)
{
    size_t room = EDGE_BYTES - to->n_first, some = n < room ? n : room;
    memcpy(to->first + to->n_first, text, some);
    to->n_first += some;
    to->first[to->n_first] = '\0';
}

static void note_last(edges *to, const char *text, size_t n)
{
    size_t some = n < EDGE_BYTES ? n : EDGE_BYTES, kept = to->n_last;
    if (kept > EDGE_BYTES - some) kept = EDGE_BYTES - some;
    memmove(to->last, to->last + to->n_last - kept, kept);
    memcpy(to->last + kept, text + n - some, some);
    to->n_last           = kept + some;
    to->last[to->n_last] = '\0';
}

static bool unpack(const unsigned char *packed, size_t n_bytes, edges *to)
{
    char     piece[65536];
    z_stream stream = {0};
    int      said   = inflateInit2(&stream, -MAX_WBITS);
    stream.next_in  = (Bytef *)(uintptr_t)packed;
    stream.avail_in = (uInt)n_bytes;
    while (said == Z_OK) {
        stream.next_out  = (Bytef *)piece;
        stream.avail_out = (uInt)sizeof piece;
        said             = inflate(&stream, Z_NO_FLUSH);
        note_first(to, piece, sizeof piece - stream.avail_out);
        note_last(to, piece, sizeof piece - stream.avail_out);
    }
    inflateEnd(&stream);
    return said == Z_STREAM_END;
}

/* "<worksheet ..." at the beginning, "</worksheet>" at the end. */
static bool is_closed(const edges *of)
{
    const char *tag = strchr(of->first, '<');
    if (tag != NULL && tag[1] == '?') tag = strchr(tag + 1, '<');
    if (tag == NULL) return false;
    size_t n      = strcspn(tag + 1, " >/");
    size_t n_last = of->n_last > 0 && of->last[of->n_last - 1] == '\n' ? of->n_last - 1 : of->n_last;
    if (n_last < n + 3) return false;
    const char *end = of->last + n_last - n - 3;
    return memcmp(end, "</", 2) == 0 && memcmp(end + 2, tag + 1, n) == 0 && end[n + 2] == '>';
}

static bool is_part_whole(const archive *of, size_t entry)
{
    edges  at     = {0};
    size_t packed = number_at(of, entry + ENTRY_PACKED_BYTES, 4), local = number_at(of, entry + ENTRY_OFFSET, 4);
    size_t begin =
        local + LOCAL_BYTES + number_at(of, local + LOCAL_NAME_BYTES, 2) + number_at(of, local + LOCAL_EXTRA_BYTES, 2);
    if (number_at(of, entry + ENTRY_METHOD, 2) != DEFLATED || begin > of->n_bytes || of->n_bytes - begin < packed)
        return false;
    return unpack(of->bytes + begin, packed, &at) && is_closed(&at);
}

bool sfl_xlsx_is_whole(const char *bytes, size_t n_bytes)
{
    archive of = {(const unsigned char *)bytes, n_bytes};
    if (n_bytes < END_BYTES) return false;
    size_t end = n_bytes - END_BYTES, n_parts = number_at(&of, end + END_COUNT, 2),
           entry = number_at(&of, end + END_OFFSET, 4);
    for (size_t i = 0; i < n_parts; ++i) {
        if (!is_part_whole(&of, entry)) return false;
        entry += ENTRY_BYTES + number_at(&of, entry + ENTRY_NAME_BYTES, 2) +
                 number_at(&of, entry + ENTRY_EXTRA_BYTES, 2) + number_at(&of, entry + ENTRY_NOTE_BYTES, 2);
    }
    return n_parts > 0;
}
