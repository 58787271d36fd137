/* shortfall-mpi: the program in several processes that walk one run together (mpirun -n R shortfall-mpi run FILE). The only
 * file that knows MPI: ranks take chunks of paths from a counter that rank 0 holds, and their tallies are added up along a
 * binomial tree, by the one operation that merges files. Commands other than run and resume are rank 0's alone. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity */
#endif
#include "host/cli/session.h"
#include "host/tally/piece.h"

#include <mpi.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES_A_MESSAGE (1 << 30)
#define TAG_LENGTH 1
#define TAG_BYTES 2

typedef struct ranks {
    MPI_Win   window;
    uint64_t *counter; /* of rank 0 */
} ranks;

/* ---- the counter ---- */

static uint64_t take(void *context, uint64_t n)
{
    ranks   *of  = context;
    uint64_t was = 0;
    MPI_Fetch_and_op(&n, &was, MPI_UINT64_T, 0, 0, MPI_SUM, of->window);
    MPI_Win_flush(0, of->window);
    return was;
}

static void reset(void *context)
{
    ranks   *of = context;
    uint64_t zero = 0, was;
    int      rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0) {
        MPI_Fetch_and_op(&zero, &was, MPI_UINT64_T, 0, 0, MPI_REPLACE, of->window);
        MPI_Win_flush(0, of->window);
    }
    MPI_Barrier(MPI_COMM_WORLD);
}

/* Some networks answer for a rank only while it calls the library. */
static void tick(void *context)
{
    int is_there;
    (void)context;
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, MPI_STATUS_IGNORE);
}

/* ---- pieces ---- */

static void send_bytes(int to, const sfl_buffer *bytes)
{
    uint64_t n = bytes->n_bytes;
    MPI_Send(&n, 1, MPI_UINT64_T, to, TAG_LENGTH, MPI_COMM_WORLD);
    for (uint64_t done = 0; done < n;) {
        int part = n - done < MOST_BYTES_A_MESSAGE ? (int)(n - done) : MOST_BYTES_A_MESSAGE;
        MPI_Send(bytes->text + done, part, MPI_BYTE, to, TAG_BYTES, MPI_COMM_WORLD);
        done += (uint64_t)part;
    }
}

/* Without memory a rank cannot even take what it is sent: the job ends. */
static uint8_t *receive_bytes(int from, uint64_t *n)
{
    MPI_Recv(n, 1, MPI_UINT64_T, from, TAG_LENGTH, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    uint8_t *bytes = malloc(*n > 0 ? *n : 1);
    if (bytes == NULL) MPI_Abort(MPI_COMM_WORLD, sfl_status_exit_code(SFL_ERR_MEMORY));
    for (uint64_t done = 0; done < *n;) {
        int part = *n - done < MOST_BYTES_A_MESSAGE ? (int)(*n - done) : MOST_BYTES_A_MESSAGE;
        MPI_Recv(bytes + done, part, MPI_BYTE, from, TAG_BYTES, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        done += (uint64_t)part;
    }
    return bytes;
}

/* Adds what a rank sends; no bytes: it has failed, and says so itself. */
static sfl_status add_from(int from, sfl_piece *into, sfl_diag *diag)
{
    uint64_t        n;
    sfl_piece_file *opened = NULL;
    uint8_t        *bytes  = receive_bytes(from, &n);
    sfl_status      status = n > 0 ? sfl_piece_open_bytes(bytes, n, "a rank's tallies", &opened, diag) : SFL_OK;
    if (opened != NULL) status = sfl_piece_load(opened, into, diag);
    sfl_piece_close(&opened);
    free(bytes);
    return status;
}

static sfl_status send_to(int to, const sfl_piece *piece, sfl_status status, sfl_diag *diag)
{
    sfl_buffer bytes = {0};
    if (status == SFL_OK) status = sfl_piece_encode(piece, &bytes, diag);
    if (status != SFL_OK) bytes.n_bytes = 0;
    send_bytes(to, &bytes);
    sfl_buffer_free(&bytes);
    return status;
}

/* Ranks whose lowest bit is `bit` send to the rank without it: 1 to 0, 3 to 2, then 2 to 0. */
static sfl_status gather(void *context, const sfl_piece *own, sfl_piece *whole, sfl_diag *diag)
{
    int rank, n;
    (void)context;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &n);
    bool       is_leaf = rank % 2 != 0 || rank + 1 >= n;
    sfl_piece *sum     = whole;
    if (whole == NULL && !is_leaf) sum = sfl_piece_build(&own->request, own->plans);
    sfl_status status = sum == NULL && !is_leaf ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK && sum != NULL) status = sfl_piece_add(sum, own, "own tallies", diag);
    for (int bit = 1; bit < n; bit <<= 1) {
        if ((rank & bit) != 0) {
            status = send_to(rank - bit, sum != NULL ? sum : own, status, diag);
            break;
        }
        if (rank + bit >= n) continue;
        sfl_status added = add_from(rank + bit, sum, diag);
        if (status == SFL_OK) status = added;
    }
    if (whole == NULL) sfl_piece_free(&sum);
    return status;
}

/* ---- agreeing ---- */

static uint64_t agree(void *context, uint64_t said)
{
    (void)context;
    MPI_Bcast(&said, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
    return said;
}

/* Errors above interruptions above success. */
static sfl_status worst(void *context, sfl_status own)
{
    int rank = own == SFL_OK ? 0 : own == SFL_INTERRUPTED ? 1 : 2 + (int)own, all;
    (void)context;
    MPI_Allreduce(&rank, &all, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    if (all < 2) return all == 0 ? SFL_OK : SFL_INTERRUPTED;
    return (sfl_status)(all - 2);
}

/* ---- the program ---- */

/* Ranks that may use the same processors share them. */
static int32_t threads_of(MPI_Comm machine, int n_local)
{
    cpu_set_t own, *all = calloc((size_t)n_local, sizeof *all);
    CPU_ZERO(&own);
    (void)sched_getaffinity(0, sizeof own, &own);
    int n_same = n_local;
    if (all != NULL) {
        MPI_Allgather(&own, sizeof own, MPI_BYTE, all, sizeof own, MPI_BYTE, machine);
        n_same = 0;
        for (int i = 0; i < n_local; ++i)
            n_same += CPU_EQUAL(&own, &all[i]) ? 1 : 0;
    }
    free(all);
    int32_t share = (int32_t)CPU_COUNT(&own) / (n_same > 0 ? n_same : 1);
    return share > 0 ? share : 1;
}

static void team_begin(sfl_team *team, ranks *of)
{
    MPI_Comm machine;
    int      rank, n, local, n_local;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &n);
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank, MPI_INFO_NULL, &machine);
    MPI_Comm_rank(machine, &local);
    MPI_Comm_size(machine, &n_local);
    *team = (sfl_team){of,   rank,  n,    local,  n_local, threads_of(machine, n_local),
                       take, reset, tick, gather, agree,   worst};
    MPI_Comm_free(&machine);
    MPI_Win_allocate(rank == 0 ? sizeof(uint64_t) : 0, sizeof(uint64_t), MPI_INFO_NULL, MPI_COMM_WORLD, &of->counter,
                     &of->window);
    MPI_Win_lock_all(MPI_MODE_NOCHECK, of->window);
}

static bool is_shared_out(int n_words, char **words)
{
    return n_words > 1 && (strcmp(words[1], "run") == 0 || strcmp(words[1], "resume") == 0);
}

int main(int n_words, char **words)
{
    int      provided;
    ranks    of = {0};
    sfl_team team;
    MPI_Init_thread(&n_words, &words, MPI_THREAD_FUNNELED, &provided);
    team_begin(&team, &of);
    bool       is_for_all = is_shared_out(n_words, words);
    sfl_status status     = SFL_OK;
    if (is_for_all || team.rank == 0)
        status = sfl_cli_main(n_words, words, is_for_all && team.n_ranks > 1 ? &team : NULL);
    MPI_Win_unlock_all(of.window);
    MPI_Win_free(&of.window);
    MPI_Finalize();
    return sfl_status_exit_code(status);
}
