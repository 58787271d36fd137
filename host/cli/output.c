/* A file appears under its name only when it is complete: written beside it, then renamed. */
#include "host/cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const sfl_place nowhere = {NULL, 0, 0};

static void forget(sfl_output *output)
{
    free(output->file);
    free(output->temporary);
    memset(output, 0, sizeof(*output));
}

static sfl_status refuse_file(sfl_output *output, const char *name, int error, sfl_diag *diag)
{
    forget(output);
    return sfl_diag_add(diag, SFL_ERR_OUTPUT, (sfl_place){name, 0, 0}, "cannot be written: %s", strerror(error));
}

/* A new file beside output->file, open for writing; -1 and errno where that fails. */
static int open_temporary(sfl_output *output, const struct stat *existing)
{
    size_t n_bytes    = strlen(output->file) + 32;
    output->temporary = malloc(n_bytes);
    if (output->temporary == NULL) return -1;
    for (int attempt = 0; attempt < 100; ++attempt) {
        snprintf(output->temporary, n_bytes, "%s.part-%ld-%d", output->file, (long)getpid(), attempt);
        int descriptor = open(output->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 && existing != NULL) (void)!fchmod(descriptor, existing->st_mode & 07777);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
}

sfl_status sfl_output_open(const char *name, sfl_output *output, sfl_diag *diag)
{
    memset(output, 0, sizeof(*output));
    if (name == NULL || strcmp(name, "-") == 0) {
        output->stream = stdout;
        return SFL_OK;
    }
    if (name[0] == '\0') return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "-o: found ''; allowed is the name of a file");
    struct stat existing;
    bool        exists   = stat(name, &existing) == 0;
    bool        in_place = exists && !S_ISREG(existing.st_mode);
    output->file         = exists ? realpath(name, NULL) : strdup(name);
    if (output->file == NULL) return refuse_file(output, name, errno, diag);
    if (in_place && S_ISDIR(existing.st_mode)) return refuse_file(output, name, EISDIR, diag);
    int descriptor =
        in_place ? open(output->file, O_WRONLY | O_CLOEXEC) : open_temporary(output, exists ? &existing : NULL);
    if (descriptor < 0) return refuse_file(output, name, errno, diag);
    output->stream = fdopen(descriptor, "w");
    if (output->stream != NULL) return SFL_OK;
    int error = errno;
    close(descriptor);
    if (output->temporary != NULL) unlink(output->temporary);
    return refuse_file(output, name, error, diag);
}

sfl_status sfl_output_apart(const char *name, const char *input, sfl_diag *diag)
{
    struct stat one, other;
    bool        is_same = name != NULL && strcmp(name, "-") != 0 && stat(name, &one) == 0 && stat(input, &other) == 0 &&
                   one.st_dev == other.st_dev && one.st_ino == other.st_ino;
    if (!is_same || !S_ISREG(one.st_mode)) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){name, 0, 0}, "is read by this command: -o would replace it");
}

sfl_status sfl_output_check(sfl_output *output, sfl_status status)
{
    if (!ferror(output->stream)) return status;
    if (output->error == 0) output->error = errno;
    return status == SFL_OK ? SFL_ERR_OUTPUT : status;
}

/* Flushes and closes; 0 or an errno. */
static int finish_stream(sfl_output *output)
{
    errno          = 0;
    bool has_error = ferror(output->stream) != 0;
    if (fflush(output->stream) != 0) has_error = true;
    int error = output->error != 0 ? output->error : errno;
    if (output->file != NULL && fclose(output->stream) != 0) {
        has_error = true;
        if (error == 0) error = errno;
    }
    if (!has_error) return 0;
    return error != 0 ? error : EIO;
}

sfl_status sfl_output_close(sfl_output *output, sfl_status status, sfl_diag *diag)
{
    if (output->stream == NULL) return status;
    int  error = finish_stream(output);
    bool keeps = error == 0 && (status == SFL_OK || status == SFL_INTERRUPTED);
    if (keeps && output->temporary != NULL && rename(output->temporary, output->file) != 0) {
        error = errno;
        keeps = false;
    }
    if (!keeps && output->temporary != NULL) unlink(output->temporary);
    bool is_failed = error != 0 && (status == SFL_OK || status == SFL_INTERRUPTED || status == SFL_ERR_OUTPUT);
    if (is_failed) {
        status = SFL_ERR_OUTPUT;
        if (error != EPIPE) {
            sfl_diag_add(diag, status, output->file != NULL ? (sfl_place){output->file, 0, 0} : nowhere, "%s: %s",
                         output->file != NULL ? "cannot be written" : "standard output cannot be written",
                         strerror(error));
        }
    }
    forget(output);
    return status;
}
