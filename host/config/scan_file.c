/* Files: a scenario and what it includes, at most 1 MB together. */
#include "host/config/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A message about `path`: at the include that names it, or at the file itself. */
static void refuse(sfl_scan *scan, const char *path, const sfl_source *parent, sfl_place place, const char *why)
{
    sfl_place   whole = {path, 0, 0};
    const char *message =
        parent == NULL ? why : sfl_log_format(scan->log, "@include %s: %s", sfl_log_quoted(scan->log, path), why);
    if (message != NULL) sfl_scan_fail(scan, parent == NULL ? whole : place, message);
}

/* What speaks against including it here, or NULL. */
static const char *loop_or_depth(const sfl_scan *scan, const sfl_source *parent, const struct stat *facts,
                                 int32_t nesting)
{
    if (nesting > SFL_MOST_NESTING) return "included too deep; allowed are 10 files in each other";
    if (scan->n_includes > SFL_MOST_INCLUDES) return "too many includes; allowed are 256";
    for (; parent != NULL; parent = parent->parent) {
        bool is_same = parent->device == (uint64_t)facts->st_dev && parent->inode == (uint64_t)facts->st_ino;
        if (is_same) return "the file includes itself; allowed is a file that is not open already";
    }
    return NULL;
}

/* Reads at most SFL_MOST_BYTES + 1 bytes; returns -1 where reading fails. */
static ssize_t read_bytes(int file, char *bytes)
{
    size_t n = 0;
    while (n <= SFL_MOST_BYTES) {
        ssize_t got = read(file, bytes + n, SFL_MOST_BYTES + 1 - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        n += (size_t)got;
    }
    return (ssize_t)n;
}

/* Why the bytes cannot be scanned, or NULL. */
static const char *wrong_bytes(const sfl_scan *scan, const char *bytes, ssize_t n)
{
    if (n < 0) return "cannot be read";
    if ((size_t)n > SFL_MOST_BYTES - scan->n_bytes)
        return "too long; allowed is 1 MB (1048576 bytes), includes counted";
    if (memchr(bytes, '\0', (size_t)n) != NULL) return "holds a zero byte; allowed is text";
    return NULL;
}

static void scan_open_file(sfl_scan *scan, int file, const char *path, const sfl_source *parent, sfl_place place,
                           int32_t nesting)
{
    struct stat facts;
    const char *why = fstat(file, &facts) != 0 ? "cannot be read"
                      : S_ISDIR(facts.st_mode) ? "a folder; allowed is a file"
                                               : NULL;
    if (why == NULL) why = loop_or_depth(scan, parent, &facts, nesting);
    char       *bytes  = why != NULL ? NULL : malloc(SFL_MOST_BYTES + 1);
    sfl_source *source = sfl_log_source(scan->log, path, parent, place.line);
    if (source == NULL || (why == NULL && bytes == NULL)) {
        scan->log->is_out_of_memory = true;
        goto done;
    }
    ssize_t n = bytes == NULL ? 0 : read_bytes(file, bytes);
    if (why == NULL) why = wrong_bytes(scan, bytes, n);
    if (why != NULL) {
        refuse(scan, parent == NULL ? source->name : path, parent, place, why);
        goto done;
    }
    source->device = (uint64_t)facts.st_dev;
    source->inode  = (uint64_t)facts.st_ino;
    scan->n_bytes += (size_t)n;
    sfl_scan_text(scan, bytes, (size_t)n, source, nesting);
done:
    free(bytes);
}

void sfl_scan_file(sfl_scan *scan, const char *path, const sfl_source *parent, sfl_place place, int32_t nesting)
{
    scan->n_includes += parent != NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const char *why = errno == ENOENT ? "no such file" : errno == EACCES ? "may not be read" : "cannot be opened";
        refuse(scan, path, parent, place, why);
        return;
    }
    scan_open_file(scan, file, path, parent, place, nesting);
    close(file);
}

/* The folder of a path, "" for the current one. */
static const char *folder_of(sfl_log *log, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) return "";
    return sfl_log_format(log, "%.*s", slash == path ? 1 : (int)(slash - path), path);
}

static bool finish(sfl_scan *scan)
{
    free(scan->keys);
    return !scan->has_failed && !scan->log->is_out_of_memory;
}

bool sfl_lexemes_read_file(sfl_lexemes *tokens, const char *path, sfl_log *log)
{
    static const sfl_place nowhere = {NULL, 0, 0};
    const char            *folder  = folder_of(log, path);
    if (folder == NULL) return false;
    sfl_scan scan = {.tokens = tokens, .log = log, .folder = folder};
    sfl_scan_file(&scan, path, NULL, nowhere, 0);
    return finish(&scan);
}

bool sfl_lexemes_read_text(sfl_lexemes *tokens, const char *text, const char *name, const char *folder, int32_t rank,
                           sfl_log *log)
{
    sfl_scan    scan   = {.tokens = tokens, .log = log, .folder = folder};
    sfl_source *source = sfl_log_source(log, name, NULL, 0);
    if (source == NULL) return false;
    source->rank   = rank;
    size_t n_bytes = strlen(text);
    scan.n_bytes   = n_bytes;
    if (n_bytes > SFL_MOST_BYTES) {
        sfl_place whole = {source->name, 0, 0};
        sfl_scan_fail(&scan, whole, "too long; allowed is 1 MB (1048576 bytes), includes counted");
    } else {
        sfl_scan_text(&scan, text, n_bytes, source, 0);
    }
    return finish(&scan);
}

void sfl_lexemes_free(sfl_lexemes *tokens)
{
    free(tokens->tokens);
    *tokens = (sfl_lexemes){0};
}
