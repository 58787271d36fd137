/* What a call can end with. One row per outcome: everything that names a status is made from this list.
 * SFL_STATUS(NAME, exit code of the program, text) */
#ifndef SHORTFALL_STATUS_H
#define SHORTFALL_STATUS_H

#define SFL_STATUS_LIST(SFL_STATUS)                                                                \
    SFL_STATUS(OK, 0, "done")                                                                      \
    SFL_STATUS(ERR_RUN, 1, "the run failed or what it was asked to reach does not hold")           \
    SFL_STATUS(ERR_MEMORY, 1, "out of memory")                                                     \
    SFL_STATUS(ERR_OUTPUT, 1, "the output could not be written")                                   \
    SFL_STATUS(ERR_AMOUNT, 1, "an amount is too large to be counted exactly")                      \
    SFL_STATUS(ERR_DEVICE, 1, "a device failed")                                                   \
    SFL_STATUS(ERR_USAGE, 2, "bad usage")                                                          \
    SFL_STATUS(ERR_SYNTAX, 3, "the scenario cannot be read")                                       \
    SFL_STATUS(ERR_KEY, 3, "a key is unknown, missing or of the wrong type")                       \
    SFL_STATUS(ERR_VALUE, 3, "a value is not allowed")                                             \
    SFL_STATUS(ERR_NAME, 3, "a name does not resolve or clashes")                                  \
    SFL_STATUS(INTERRUPTED, 130, "interrupted; the result is partial")

typedef enum sfl_status {
#define SFL_STATUS(NAME, code, text) SFL_##NAME,
    SFL_STATUS_LIST(SFL_STATUS)
#undef SFL_STATUS
        SFL_STATUS_COUNT
} sfl_status;

/* Ends the calling function with the status of `call` unless that is SFL_OK. */
#define SFL_TRY(call)                                                                              \
    do {                                                                                           \
        sfl_status sfl_try_status = (call);                                                        \
        if (sfl_try_status != SFL_OK) return sfl_try_status;                                       \
    } while (0)

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/* Exit code of the program for a status: 0, 1, 2, 3 or 130. */
int sfl_status_exit_code(sfl_status status);

/* English text of a status; static storage. */
const char *sfl_status_text(sfl_status status);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
