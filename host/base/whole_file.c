/* See whole_file.h. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700 /* realpath */
#endif
#include "host/base/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void sfl_whole_file_release(sfl_whole_file *whole)
{
    free(whole->file);
    free(whole->temporary);
    *whole = (sfl_whole_file){0};
}

/* A new file beside whole->file, open for writing; -1 and errno where that fails. */
static int open_temporary(sfl_whole_file *whole, const struct stat *existing)
{
    size_t n_bytes   = strlen(whole->file) + 32;
    whole->temporary = malloc(n_bytes);
    if (whole->temporary == NULL) return -1;
    for (int attempt = 0; attempt < 100; ++attempt) {
        snprintf(whole->temporary, n_bytes, "%s.part-%ld-%d", whole->file, (long)getpid(), attempt);
        int descriptor = open(whole->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 && existing != NULL) (void)!fchmod(descriptor, existing->st_mode & 07777);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
}

int sfl_whole_file_open(sfl_whole_file *whole, const char *name, int *descriptor)
{
    *whole = (sfl_whole_file){0};
    struct stat existing;
    bool        exists   = stat(name, &existing) == 0;
    bool        in_place = exists && !S_ISREG(existing.st_mode);
    if (exists && S_ISDIR(existing.st_mode)) return EISDIR;
    whole->file = exists ? realpath(name, NULL) : strdup(name);
    if (whole->file == NULL) return errno;
    *descriptor = in_place ? open(whole->file, O_WRONLY | O_CLOEXEC) : open_temporary(whole, exists ? &existing : NULL);
    if (*descriptor >= 0) return 0;
    int error = errno;
    sfl_whole_file_release(whole);
    return error;
}

void sfl_whole_file_drop(sfl_whole_file *whole)
{
    if (whole->temporary != NULL) unlink(whole->temporary);
    free(whole->temporary);
    whole->temporary = NULL;
}

int sfl_whole_file_place(sfl_whole_file *whole)
{
    int error = whole->temporary != NULL && rename(whole->temporary, whole->file) != 0 ? errno : 0;
    if (error != 0) {
        sfl_whole_file_drop(whole);
        return error;
    }
    free(whole->temporary);
    whole->temporary = NULL;
    return 0;
}

/* ---- in one call ---- */

static int write_all(int descriptor, const char *bytes, size_t n_bytes)
{
    while (n_bytes > 0) {
        ssize_t n = write(descriptor, bytes, n_bytes);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        if (n == 0) return EIO;
        bytes += n;
        n_bytes -= (size_t)n;
    }
    return 0;
}

/* The folder of a file, to be closed; -1 where it cannot be opened. */
static int open_folder(const char *file)
{
    const char *slash  = strrchr(file, '/');
    char       *folder = slash == NULL ? strdup(".") : strndup(file, slash == file ? 1 : (size_t)(slash - file));
    if (folder == NULL) return -1;
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    return descriptor;
}

/* Some file systems cannot sync a folder, and say so. */
static int sync_folder(int folder)
{
    return fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
}

/* Bytes to the open file, and the file to the disk; closes. */
static int fill(int descriptor, const void *bytes, size_t n_bytes, bool syncs)
{
    int error = write_all(descriptor, bytes, n_bytes);
    if (error == 0 && syncs && fsync(descriptor) != 0) error = errno;
    if (close(descriptor) != 0 && error == 0) error = errno;
    return error;
}

int sfl_whole_file_write(const char *name, const void *bytes, size_t n_bytes)
{
    sfl_whole_file whole;
    int            descriptor, error = sfl_whole_file_open(&whole, name, &descriptor);
    if (error != 0) return error;
    bool is_file = whole.temporary != NULL;
    int  folder =
        is_file ? open_folder(whole.file) : -1; /* before the renaming: a folder that nobody may read is not synced */
    error = fill(descriptor, bytes, n_bytes, is_file);
    if (error == 0)
        error = sfl_whole_file_place(&whole);
    else
        sfl_whole_file_drop(&whole);
    sfl_whole_file_release(&whole);
    if (folder < 0) return error;
    if (error == 0) error = sync_folder(folder);
    (void)close(folder);
    return error;
}
