/* What a key of `shortfall sweep --over` means, led by the key rows. */
#ifndef SFL_CONFIG_SWEEP_KEY_H
#define SFL_CONFIG_SWEEP_KEY_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sfl_sweep_kind {
    SFL_SWEEP_PATH,      /* begins with a key of the scenario: a path as -s takes it */
    SFL_SWEEP_WORKLOADS, /* begins with a key of workloads: that of every one of them */
    SFL_SWEEP_RUN,       /* simulation.seed and others that say which paths are walked: the same for all points */
    SFL_SWEEP_UNKNOWN
} sfl_sweep_kind;

/* *nearest: of an unknown one the key most like it, of the scenario or of workloads; NULL where none is alike. */
sfl_sweep_kind sfl_sweep_key_kind(const char *path, const char **nearest);

#ifdef __cplusplus
}
#endif
#endif
