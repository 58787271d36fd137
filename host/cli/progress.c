/* The progress line is written at most ten times a second, and cleared before anything else is said. */
#include "host/cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SECONDS_BETWEEN 0.1

/* ---- Ctrl-C ---- */

/* The only mutable thing of the program that is not on somebody's stack: a signal has no other way to speak. */
static volatile sig_atomic_t is_stop_asked = 0;

static void ask_to_stop(int signal_number)
{
    (void)signal_number;
    is_stop_asked = 1;
}

void sfl_interrupt_catch(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof(action));
    sigemptyset(&action.sa_mask);
    action.sa_handler = ask_to_stop;
    action.sa_flags   = (int)SA_RESETHAND | SA_RESTART;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = SIG_IGN;
    action.sa_flags   = 0;
    sigaction(SIGPIPE, &action, NULL);
}

bool sfl_interrupt_asked(void)
{
    return is_stop_asked != 0;
}

/* ---- the line ---- */

const char *sfl_grouped(uint64_t number, char out[32])
{
    char digits[24];
    int  n = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
    int  k = 0;
    for (int i = 0; i < n; ++i) {
        if (i > 0 && (n - i) % 3 == 0) out[k++] = ',';
        out[k++] = digits[i];
    }
    out[k] = '\0';
    return out;
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void sfl_progress_begin(sfl_progress *progress, bool is_quiet)
{
    progress->is_shown  = !is_quiet && isatty(STDERR_FILENO) == 1;
    progress->started   = seconds_now();
    progress->shown     = progress->started;
    progress->n_columns = 0;
}

static void show(sfl_progress *progress, double now, uint64_t n_done, uint64_t n_paths)
{
    char   done[32], all[32], rate[32];
    double elapsed    = now - progress->started;
    double per_second = (double)n_done / elapsed;
    int    n = fprintf(stderr, "\r%3.0f %%  %s of %s paths, %s a second", 100.0 * (double)n_done / (double)n_paths,
                       sfl_grouped(n_done, done), sfl_grouped(n_paths, all), sfl_grouped((uint64_t)per_second, rate));
    if (n_done > 0) n += fprintf(stderr, ", %.0f s left", (double)(n_paths - n_done) / per_second);
    fprintf(stderr, "%*s", progress->n_columns > n ? progress->n_columns - n : 0, "");
    fflush(stderr);
    progress->n_columns = n;
    progress->shown     = now;
}

bool sfl_progress_step(void *context, uint64_t n_done, uint64_t n_paths)
{
    sfl_progress *progress = context;
    if (progress->is_shown) {
        double now = seconds_now();
        if (now - progress->shown >= SECONDS_BETWEEN) show(progress, now, n_done, n_paths);
    }
    return !sfl_interrupt_asked();
}

void sfl_progress_end(sfl_progress *progress)
{
    if (progress->n_columns > 0) fprintf(stderr, "\r%*s\r", progress->n_columns, "");
    fflush(stderr);
    progress->n_columns = 0;
}
