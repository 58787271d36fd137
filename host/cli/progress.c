/* The progress line is written at most ten times a second, and cleared before anything else is said. */
#include "host/cli/progress.h"

#include "host/base/clock.h"
#include "host/cli/terminal.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SECONDS_BETWEEN 0.1
#define COLUMNS_UNKNOWN 79
#define LINE_BYTES 256

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
    /* Batch systems and starters of ranks send SIGTERM to everybody, and a script passes it on: often it comes twice. */
    action.sa_flags = SA_RESTART;
    sigaction(SIGTERM, &action, NULL);
    action.sa_flags = (int)SA_RESETHAND | SA_RESTART;
    sigaction(SIGINT, &action, NULL);
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

const char *sfl_clock_text(double seconds, char out[32])
{
    double   most = 3600.0 * 99999.0; /* nobody waits that long */
    unsigned all  = (unsigned)ceil(seconds >= 0.0 && seconds < most ? seconds : most);
    if (all < 3600)
        snprintf(out, 32, "%u:%02u", all / 60, all % 60);
    else
        snprintf(out, 32, "%u:%02u:%02u", all / 3600, all / 60 % 60, all % 60);
    return out;
}

void sfl_progress_begin(sfl_progress *progress, bool is_quiet)
{
    int columns            = sfl_terminal_columns(STDERR_FILENO);
    progress->is_shown     = !is_quiet && isatty(STDERR_FILENO) == 1;
    progress->started      = sfl_clock_seconds();
    progress->shown        = progress->started;
    progress->n_columns    = 0;
    progress->most_columns = columns > 1 ? columns - 1 : COLUMNS_UNKNOWN;
    progress->things       = "paths";
}

static int line_of(const sfl_progress *progress, double elapsed, uint64_t n_done, uint64_t n_all, char out[LINE_BYTES])
{
    char   done[32], all[32], rate[32], left[32];
    double per_second = (double)n_done / elapsed;
    int    n          = snprintf(out, LINE_BYTES, "%3.0f %%  %s of %s %s, %s a second", 100.0 * (double)n_done / (double)n_all,
                                 sfl_grouped(n_done, done), sfl_grouped(n_all, all), progress->things,
                                 sfl_grouped((uint64_t)per_second, rate));
    if (n_done > 0)
        n += snprintf(out + n, LINE_BYTES - (size_t)n, ", %s left", sfl_clock_text((double)(n_all - n_done) / per_second, left));
    return n < progress->most_columns ? n : progress->most_columns;
}

static void show(sfl_progress *progress, double now, uint64_t n_done, uint64_t n_all)
{
    char line[LINE_BYTES];
    int  n = line_of(progress, now - progress->started, n_done, n_all, line);
    fprintf(stderr, "\r%.*s%*s", n, line, progress->n_columns > n ? progress->n_columns - n : 0, "");
    fflush(stderr);
    progress->n_columns = n;
    progress->shown     = now;
}

bool sfl_progress_step(void *context, uint64_t n_done, uint64_t n_paths)
{
    sfl_progress *progress = context;
    if (progress->is_shown) {
        double now = sfl_clock_seconds();
        if (now - progress->shown >= SECONDS_BETWEEN) show(progress, now, n_done, n_paths);
    }
    return !sfl_interrupt_asked();
}

void sfl_progress_end(sfl_progress *progress)
{
    int echo = sfl_interrupt_asked() ? 2 : 0; /* "^C", as the terminal shows it */
    int n    = progress->n_columns + echo < progress->most_columns ? progress->n_columns + echo : progress->most_columns;
    if (progress->n_columns > 0) fprintf(stderr, "\r%*s\r", n, "");
    fflush(stderr);
    progress->n_columns = 0;
}
