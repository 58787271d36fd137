/* See work.h. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity */
#endif
#include "host/run/work.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#define WATCH_NANOSECONDS 100000000

typedef struct crew {
    const sfl_work      *work;
    atomic_uint_fast64_t next; /* pieces taken so far */
    atomic_bool          must_stop;
    pthread_mutex_t      lock;
    pthread_cond_t       ended;
    int32_t              n_running; /* under lock */
} crew;

typedef struct worker {
    crew     *crew;
    double   *slots;
    pthread_t thread;
    int32_t   number;
    bool      is_started;
} worker;

int32_t sfl_work_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    int n = CPU_COUNT(&set);
    return n < 1 ? 1 : (int32_t)n;
}

int32_t sfl_work_threads(int32_t asked)
{
    return asked > 0 ? asked : sfl_work_processors();
}

/* The next piece, or n_pieces. Pieces are taken one by one, so nobody skips any. */
static uint64_t take(crew *of)
{
    uint64_t piece = atomic_load(&of->next);
    do {
        if (piece >= of->work->n_pieces || atomic_load(&of->must_stop)) return of->work->n_pieces;
    } while (!atomic_compare_exchange_weak(&of->next, &piece, piece + 1));
    return piece;
}

static void work_on(worker *self)
{
    crew *of = self->crew;
    for (uint64_t piece = take(of); piece < of->work->n_pieces; piece = take(of)) {
        if (!of->work->work(of->work->context, self->number, self->slots, piece)) atomic_store(&of->must_stop, true);
    }
}

static void *work_in_thread(void *argument)
{
    worker *self = argument;
    work_on(self);
    pthread_mutex_lock(&self->crew->lock);
    self->crew->n_running -= 1;
    pthread_cond_signal(&self->crew->ended);
    pthread_mutex_unlock(&self->crew->lock);
    return NULL;
}

static struct timespec soon(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += WATCH_NANOSECONDS;
    at.tv_sec += at.tv_nsec / 1000000000;
    at.tv_nsec %= 1000000000;
    return at;
}

/* Waits for all workers and looks at the clock meanwhile. */
static void watch(crew *of)
{
    const sfl_work *work = of->work;
    pthread_mutex_lock(&of->lock);
    while (of->n_running > 0) {
        struct timespec until = soon();
        if (pthread_cond_timedwait(&of->ended, &of->lock, &until) == 0 || work->watch == NULL) continue;
        pthread_mutex_unlock(&of->lock);
        if (!work->watch(work->context, atomic_load(&of->next))) atomic_store(&of->must_stop, true);
        pthread_mutex_lock(&of->lock);
    }
    pthread_mutex_unlock(&of->lock);
}

/* Starts what can be started; where no thread can be had at all, or one is enough and nobody watches, the caller works. */
static void start_and_wait(crew *of, worker *workers)
{
    int32_t n_threads = of->work->n_threads;
    if (n_threads == 1 && of->work->watch == NULL) {
        work_on(&workers[0]);
        return;
    }
    of->n_running    = n_threads;
    int32_t n_failed = 0;
    for (int32_t i = 0; i < n_threads; ++i) {
        workers[i].is_started = pthread_create(&workers[i].thread, NULL, work_in_thread, &workers[i]) == 0;
        if (!workers[i].is_started) n_failed += 1;
    }
    pthread_mutex_lock(&of->lock);
    of->n_running -= n_failed;
    pthread_mutex_unlock(&of->lock);
    if (n_failed == n_threads) work_on(&workers[0]);
    watch(of);
    for (int32_t i = 0; i < n_threads; ++i) {
        if (workers[i].is_started) pthread_join(workers[i].thread, NULL);
    }
}

static void crew_init(crew *of, const sfl_work *work)
{
    pthread_condattr_t attributes;
    of->work = work;
    atomic_init(&of->next, 0);
    atomic_init(&of->must_stop, false);
    pthread_mutex_init(&of->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&of->ended, &attributes);
    pthread_condattr_destroy(&attributes);
}

static bool workers_init(worker *workers, crew *of)
{
    size_t n_bytes = (of->work->slot_bytes + 63) / 64 * 64;
    for (int32_t i = 0; i < of->work->n_threads; ++i) {
        workers[i].crew   = of;
        workers[i].number = i;
        workers[i].slots  = aligned_alloc(64, n_bytes > 0 ? n_bytes : 64);
        if (workers[i].slots == NULL) return false;
        memset(workers[i].slots, 0, n_bytes);
    }
    return true;
}

sfl_status sfl_work_run(const sfl_work *work, uint64_t *n_done)
{
    crew       of;
    sfl_status status  = SFL_ERR_MEMORY;
    worker    *workers = calloc((size_t)work->n_threads, sizeof *workers);
    *n_done            = 0;
    crew_init(&of, work);
    if (workers != NULL && workers_init(workers, &of)) {
        start_and_wait(&of, workers);
        *n_done = atomic_load(&of.next);
        status  = *n_done == work->n_pieces ? SFL_OK : SFL_INTERRUPTED;
    }
    for (int32_t i = 0; workers != NULL && i < work->n_threads; ++i)
        free(workers[i].slots);
    free(workers);
    pthread_cond_destroy(&of.ended);
    pthread_mutex_destroy(&of.lock);
    return status;
}
