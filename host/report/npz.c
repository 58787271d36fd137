/* See npz.h. The only file that knows minizip. */
#include "host/report/npz.h"

#include <minizip/zip.h>
#include <stdint.h>
#include <stdlib.h>

#define FIRST_DOS_DATE 0x00210000    /* 1980-01-01, the zero of zip's dates */
#define MADE_BY (3 << 8 | 45)        /* Unix, zip 4.5: sizes of 64 bits */
#define PLAIN_FILE (0100644UL << 16) /* mode of a member that is taken out */
#define UTF8_NAMES 0x800
#define MOST_BYTES_AT_ONCE ((size_t)1 << 30) /* a length is an unsigned int there */

struct sfl_npz {
    zipFile zip;
    FILE   *stream;
    bool    has_member;
    bool    has_failed; /* the stream; minizip is not told, because it loses memory on the way out */
};

bool sfl_npz_is_built(void)
{
    return true;
}

/* ---- a stream that is open already, for minizip ---- */

static voidpf take_stream(voidpf npz, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return npz;
}

static uLong read_stream(voidpf npz, voidpf same, void *bytes, uLong n_bytes)
{
    (void)same;
    return (uLong)fread(bytes, 1, n_bytes, ((sfl_npz *)npz)->stream);
}

static uLong write_stream(voidpf npz, voidpf same, const void *bytes, uLong n_bytes)
{
    (void)same;
    sfl_npz *of = npz;
    if (!of->has_failed && fwrite(bytes, 1, n_bytes, of->stream) != n_bytes) of->has_failed = true;
    return n_bytes;
}

static ZPOS64_T tell_stream(voidpf npz, voidpf same)
{
    (void)same;
    sfl_npz *of = npz;
    off_t    at = ftello(of->stream);
    if (at < 0) of->has_failed = true;
    return at < 0 ? 0 : (ZPOS64_T)at;
}

static long seek_stream(voidpf npz, voidpf same, ZPOS64_T to, int from)
{
    (void)same;
    sfl_npz *of     = npz;
    int      whence = from == ZLIB_FILEFUNC_SEEK_SET ? SEEK_SET : from == ZLIB_FILEFUNC_SEEK_CUR ? SEEK_CUR : SEEK_END;
    if (!of->has_failed && fseeko(of->stream, (off_t)to, whence) != 0) of->has_failed = true;
    return 0;
}

static int leave_stream(voidpf npz, voidpf same)
{
    (void)same;
    sfl_npz *of = npz;
    if (!of->has_failed && fflush(of->stream) != 0) of->has_failed = true;
    return 0;
}

static int has_no_error(voidpf npz, voidpf same)
{
    (void)npz;
    (void)same;
    return 0;
}

/* ---- the zip ---- */

sfl_npz *sfl_npz_open(FILE *stream)
{
    sfl_npz *npz = calloc(1, sizeof *npz);
    if (npz == NULL) return NULL;
    zlib_filefunc64_def functions = {take_stream, read_stream,  write_stream, tell_stream,
                                     seek_stream, leave_stream, has_no_error, npz};
    npz->stream                   = stream;
    npz->zip                      = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &functions);
    if (npz->zip != NULL) return npz;
    free(npz);
    return NULL;
}

static bool end_member(sfl_npz *npz)
{
    bool was_open   = npz->has_member;
    npz->has_member = false;
    return !was_open || zipCloseFileInZip(npz->zip) == ZIP_OK;
}

bool sfl_npz_member(sfl_npz *npz, const char *name)
{
    if (!end_member(npz)) return false;
    zip_fileinfo about = {0};
    about.dosDate      = FIRST_DOS_DATE;
    about.external_fa  = PLAIN_FILE;
    npz->has_member =
        zipOpenNewFileInZip4_64(npz->zip, name, &about, NULL, 0, NULL, 0, NULL, 0, 0, 0, -MAX_WBITS, DEF_MEM_LEVEL,
                                Z_DEFAULT_STRATEGY, NULL, 0, MADE_BY, UTF8_NAMES, 1) == ZIP_OK;
    return npz->has_member && !npz->has_failed;
}

bool sfl_npz_add(sfl_npz *npz, const void *bytes, size_t n_bytes)
{
    const char *at = bytes;
    while (n_bytes > 0) {
        size_t n = n_bytes < MOST_BYTES_AT_ONCE ? n_bytes : MOST_BYTES_AT_ONCE;
        if (zipWriteInFileInZip(npz->zip, at, (unsigned)n) != ZIP_OK) return false;
        at += n;
        n_bytes -= n;
    }
    return !npz->has_failed;
}

bool sfl_npz_close(sfl_npz **npz)
{
    if (*npz == NULL) return false;
    bool is_whole = end_member(*npz);
    is_whole      = zipClose((*npz)->zip, NULL) == ZIP_OK && is_whole && !(*npz)->has_failed;
    free(*npz);
    *npz = NULL;
    return is_whole;
}
