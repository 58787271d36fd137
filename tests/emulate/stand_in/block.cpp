// Threads of a block take turns: each runs until it waits for its warp, for its block, or ends. A warp that is complete goes
// on until it ends or waits for its block; a block whose warps all wait goes on.
#include "block.hpp"

#include <cuda_runtime.h>

#include <cstdlib>
#include <sys/mman.h>
#if !defined(__x86_64__)
#include <ucontext.h>
#endif
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#define SWITCH_STARTS(keep, bottom, size) __sanitizer_start_switch_fiber(keep, bottom, size)
#define SWITCH_ENDS(kept, bottom, size) __sanitizer_finish_switch_fiber(kept, bottom, size)
#else
#define SWITCH_STARTS(keep, bottom, size) ((void)(keep), (void)(bottom), (void)(size))
#define SWITCH_ENDS(kept, bottom, size) ((void)(kept), (void)(bottom), (void)(size))
#endif

namespace stand_in
{
namespace
{

constexpr size_t        stack_bytes = size_t{256} << 10;
constexpr unsigned int  warp        = 32;
constexpr unsigned char junk        = 0xa5;

// Where a coroutine goes on. swapcontext asks the kernel for the signal mask at every switch, which took half of the time of
// these tests; a dozen instructions do what is needed, and others than x86-64 have swapcontext.
#if defined(__x86_64__)
struct Context {
    void *stack = nullptr; // its stack pointer, above what the ABI has it keep
};

extern "C" void stand_in_switch(void **from, void *to);
asm(R"(
.text
.type stand_in_switch, @function
stand_in_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.size stand_in_switch, .-stand_in_switch
)");

void switch_context(Context &from, Context &to)
{
    stand_in_switch(&from.stack, to.stack);
}

// At its first instruction a function finds its stack 8 bytes off a multiple of 16, as after a call.
void make_context(Context &context, char *stack, size_t n_bytes, void (*start)())
{
    void **top = reinterpret_cast<void **>(stack + n_bytes);
    *--top     = nullptr; // whom `start` would return to: it never does
    *--top     = reinterpret_cast<void *>(start);
    for (int i = 0; i < 6; ++i)
        *--top = nullptr;
    context.stack = top;
}
#else
struct Context {
    ucontext_t context{};
};

void switch_context(Context &from, Context &to)
{
    swapcontext(&from.context, &to.context);
}

void make_context(Context &context, char *stack, size_t n_bytes, void (*start)())
{
    getcontext(&context.context);
    context.context.uc_stack.ss_sp   = stack;
    context.context.uc_stack.ss_size = n_bytes;
    context.context.uc_link          = nullptr;
    makecontext(&context.context, start, 0);
}
#endif

enum class State { ready, waits, meets, done };

struct Thread {
    Context  context;
    char    *stack       = nullptr;
    void    *fake        = nullptr; // ASan's, while the thread is not running
    State    state       = State::ready;
    uint64_t brought     = 0;
    uint64_t found[warp] = {};
};

struct Scheduler {
    std::vector<Thread>          threads;
    Context                      own;
    void                        *fake       = nullptr;
    const void                  *own_bottom = nullptr;
    size_t                       own_size   = 0;
    const std::function<void()> *kernel     = nullptr;
    unsigned int                 thread = 0, block = 0, n_blocks = 0, n_threads = 0;
    std::vector<unsigned char>   shared; // exactly as long as was asked for, so that ASan sees its end

    ~Scheduler()
    {
        for (Thread &each : threads)
            munmap(each.stack, stack_bytes);
    }
};

thread_local Scheduler scheduler;

// From a coroutine back to the scheduler; is_last: for good.
void yield(bool is_last)
{
    Thread &me = scheduler.threads[scheduler.thread];
    SWITCH_STARTS(is_last ? nullptr : &me.fake, scheduler.own_bottom, scheduler.own_size);
    switch_context(me.context, scheduler.own);
    SWITCH_ENDS(me.fake, nullptr, nullptr);
}

void run_thread()
{
    SWITCH_ENDS(nullptr, &scheduler.own_bottom, &scheduler.own_size);
    (*scheduler.kernel)();
    scheduler.threads[scheduler.thread].state = State::done;
    yield(true);
}

void resume(unsigned int number)
{
    Thread &thread   = scheduler.threads[number];
    scheduler.thread = number;
    SWITCH_STARTS(&scheduler.fake, thread.stack, stack_bytes);
    switch_context(scheduler.own, thread.context);
    SWITCH_ENDS(scheduler.fake, nullptr, nullptr);
}

void begin(unsigned int number)
{
    Thread &thread = scheduler.threads[number];
    if (thread.stack == nullptr) {
        void *stack = mmap(nullptr, stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (stack == MAP_FAILED) std::abort();
        thread.stack = static_cast<char *>(stack);
    }
    thread.state = State::ready;
    thread.fake  = nullptr;
    make_context(thread.context, thread.stack, stack_bytes, run_thread);
}

unsigned int count(State state, unsigned int first, unsigned int n)
{
    unsigned int found = 0;
    for (unsigned int i = 0; i < n; ++i)
        found += scheduler.threads[first + i].state == state;
    return found;
}

// Lets a warp go on whose lanes are all here; false where some wait for others that have ended or wait for the block.
bool release(unsigned int first)
{
    const unsigned int n_waiting = count(State::waits, first, warp);
    if (n_waiting > 0 && n_waiting < warp) return false;
    if (n_waiting < warp) return true;
    for (unsigned int i = 0; i < warp; ++i) {
        Thread &to = scheduler.threads[first + i];
        for (unsigned int j = 0; j < warp; ++j)
            to.found[j] = scheduler.threads[first + j].brought;
        to.state = State::ready;
    }
    return true;
}

// A warp until it has ended or waits for its block; its lanes start at `turn`, so that the order is another every time.
bool run_warp(unsigned int first, unsigned int turn)
{
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        for (unsigned int i = 0; i < warp; ++i) {
            const unsigned int number = first + (i + turn) % warp;
            if (scheduler.threads[number].state == State::ready) resume(number);
        }
        if (!release(first)) return false;
        goes_on = count(State::ready, first, warp) > 0;
        turn += 7;
    }
    return true;
}

// The block until it has ended; its warps start at another one after every barrier.
bool run_block(unsigned int turn)
{
    const unsigned int n = scheduler.n_threads, n_warps = n / warp;
    for (unsigned int meeting = 0;; ++meeting) {
        for (unsigned int i = 0; i < n_warps; ++i)
            if (!run_warp((2 * n_warps - 1 - i - meeting % n_warps) % n_warps * warp, turn + meeting)) return false;
        const unsigned int n_met = count(State::meets, 0, n);
        if (n_met == 0) return true;
        if (n_met < n) return false;
        for (unsigned int i = 0; i < n; ++i)
            scheduler.threads[i].state = State::ready;
    }
}

} // namespace

bool run_grid(unsigned int n_blocks, unsigned int block, size_t n_shared, const std::function<void()> &kernel)
{
    if (block == 0 || block % warp != 0) return false;
    if (scheduler.threads.size() < block) scheduler.threads.resize(block);
    scheduler.kernel    = &kernel;
    scheduler.n_blocks  = n_blocks;
    scheduler.n_threads = block;
    for (unsigned int i = 0; i < n_blocks; ++i) {
        scheduler.block = n_blocks - 1 - i;
        for (unsigned int thread = 0; thread < block; ++thread)
            begin(thread);
        scheduler.shared.assign(n_shared, junk);
        scheduler.shared.shrink_to_fit();
        if (!run_block(i)) return false;
    }
    return true;
}

const uint64_t *exchange(uint64_t mine)
{
    Thread &me = scheduler.threads[scheduler.thread];
    me.brought = mine;
    me.state   = State::waits;
    yield(false);
    return me.found;
}

void meet()
{
    scheduler.threads[scheduler.thread].state = State::meets;
    yield(false);
}

void *shared_memory()
{
    return scheduler.shared.data();
}

unsigned int lane()
{
    return scheduler.thread % warp;
}
Index thread_index()
{
    return {scheduler.thread};
}
Index block_index()
{
    return {scheduler.block};
}
Index block_size()
{
    return {scheduler.n_threads};
}
Index grid_size()
{
    return {scheduler.n_blocks};
}

} // namespace stand_in
