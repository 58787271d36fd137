/* A file appears under its name only when it is complete: written beside it, then renamed. */
#include "host/cli/output.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_status refuse_file(sfl_output *output, const char *name, int error, sfl_diag *diag)
{
    memset(output, 0, sizeof(*output));
    return sfl_diag_add(diag, SFL_ERR_OUTPUT, (sfl_place){name, 0, 0}, "cannot be written: %s", strerror(error));
}

sfl_status sfl_output_open(const char *name, sfl_output *output, sfl_diag *diag)
{
    memset(output, 0, sizeof(*output));
    if (name == NULL || strcmp(name, "-") == 0) {
        output->stream = stdout;
        return SFL_OK;
    }
    if (name[0] == '\0')
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "-o: found ''; allowed is the name of a file");
    int descriptor, error = sfl_whole_file_open(&output->whole, name, &descriptor);
    if (error != 0) return refuse_file(output, name, error, diag);
    output->stream = fdopen(descriptor, "w");
    if (output->stream != NULL) return SFL_OK;
    error = errno;
    close(descriptor);
    sfl_whole_file_drop(&output->whole);
    sfl_whole_file_release(&output->whole);
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

/* The folder that a name stands in, and what stands behind the last slash; false where there is no such folder. */
static bool find_folder(const char *name, struct stat *folder, const char **base)
{
    const char *slash = strrchr(name, '/');
    char        path[4096];
    *base = slash != NULL ? slash + 1 : name;
    int n = slash == NULL ? snprintf(path, sizeof path, ".") : snprintf(path, sizeof path, "%.*s/", (int)(slash - name), name);
    return n > 0 && (size_t)n < sizeof path && stat(path, folder) == 0;
}

bool sfl_output_is_same(const char *a, const char *b)
{
    struct stat one, other;
    const char *base_a, *base_b;
    if (stat(a, &one) == 0 && stat(b, &other) == 0) return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
    bool has_both = find_folder(a, &one, &base_a) && find_folder(b, &other, &base_b);
    return has_both && one.st_dev == other.st_dev && one.st_ino == other.st_ino && strcmp(base_a, base_b) == 0;
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
    if (output->whole.file != NULL && fclose(output->stream) != 0) {
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
    if (keeps)
        error = sfl_whole_file_place(&output->whole);
    else
        sfl_whole_file_drop(&output->whole);
    bool is_failed = error != 0 && (status == SFL_OK || status == SFL_INTERRUPTED || status == SFL_ERR_OUTPUT);
    if (is_failed) {
        status = SFL_ERR_OUTPUT;
        if (error != EPIPE) {
            const char *file = output->whole.file;
            sfl_diag_add(diag, status, file != NULL ? (sfl_place){file, 0, 0} : nowhere, "%s: %s",
                         file != NULL ? "cannot be written" : "standard output cannot be written", strerror(error));
        }
    }
    sfl_whole_file_release(&output->whole);
    memset(output, 0, sizeof(*output));
    return status;
}
