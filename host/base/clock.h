/* How long something takes. No answer hangs on it. */
#ifndef SFL_BASE_CLOCK_H
#define SFL_BASE_CLOCK_H

#ifdef __cplusplus
extern "C" {
#endif

/* Seconds since some moment, which is the same for all of a process; never goes back. */
double sfl_clock_seconds(void);

#ifdef __cplusplus
}
#endif
#endif
