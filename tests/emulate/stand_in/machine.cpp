// Devices, their memory, their streams, and errors.
#include "machine.hpp"

#include "block.hpp"

#include <sys/mman.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

namespace stand_in
{

struct Stream {
    int                                device;
    std::vector<std::function<void()>> queue;
};

namespace
{

constexpr unsigned char junk = 0xa5;
constexpr size_t        usual_shared_bytes = size_t{48} << 10;

struct Device {
    std::map<char *, size_t>              memory; // taken
    std::vector<std::unique_ptr<Stream>>  streams;
    std::map<const void *, size_t>        shared; // that a kernel may take
    size_t                                n_bytes = 0;
    cudaError_t                           lost    = cudaSuccess;
};

Machine               machine;
std::vector<Device>   devices(1);
std::map<const char *, size_t> host_regions; // that a copy has read or written
std::recursive_mutex  lock;
std::atomic<long>     n_calls{0}, n_refused{0};
std::string           failed;
thread_local int         current    = 0;
thread_local cudaError_t last_error = cudaSuccess;

Device &here()
{
    return devices[static_cast<size_t>(current)];
}

// What a call comes back with before it does anything.
cudaError_t enter(const char *name)
{
    if (here().lost != cudaSuccess) return last_error = here().lost;
    if (++n_calls != machine.fail_at) return cudaSuccess;
    failed = name;
    if (machine.device_is_lost) here().lost = machine.error;
    return last_error = machine.error;
}

#define ENTER(name)                                                                                                    \
    const std::lock_guard<std::recursive_mutex> guard(lock);                                                           \
    if (const cudaError_t refused = enter(name)) return refused

void open_memory(Device &device)
{
    for (const auto &[address, n_bytes] : device.memory)
        ASAN_UNPOISON_MEMORY_REGION(address, n_bytes);
}

void close_memory(Device &device)
{
    for (const auto &[address, n_bytes] : device.memory)
        ASAN_POISON_MEMORY_REGION(address, n_bytes);
}

// Regions that were given back, by their size: opening a card again and again would fault in the same pages again and again.
std::multimap<size_t, char *> spare_memory;

char *spare_of(size_t n_bytes)
{
    auto found = spare_memory.find(n_bytes);
    if (found == spare_memory.end()) return nullptr;
    char *address = found->second;
    spare_memory.erase(found);
    ASAN_UNPOISON_MEMORY_REGION(address, n_bytes);
    return address;
}

// Memory of a device comes from the system, never from the host's heap.
char *take_memory(size_t n_bytes)
{
    void *address = spare_of(n_bytes);
    if (address == nullptr)
        address = mmap(nullptr, n_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (address == MAP_FAILED) return nullptr;
    std::memset(address, junk, n_bytes);
    ASAN_POISON_MEMORY_REGION(address, n_bytes);
    return static_cast<char *>(address);
}

void give_memory_back(char *address, size_t n_bytes)
{
    ASAN_POISON_MEMORY_REGION(address, n_bytes);
    spare_memory.emplace(n_bytes, address);
}

// What lay there before is no longer the host's.
void forget_host_regions(const char *address, size_t n_bytes)
{
    for (auto each = host_regions.begin(); each != host_regions.end();) {
        const bool is_apart = each->first >= address + n_bytes || each->first + each->second <= address;
        each                = is_apart ? std::next(each) : host_regions.erase(each);
    }
}

bool is_device_memory(Device &device, const void *address, size_t n_bytes)
{
    auto after = device.memory.upper_bound(static_cast<char *>(const_cast<void *>(address)));
    if (after == device.memory.begin()) return false;
    const auto &[start, size] = *std::prev(after);
    return static_cast<const char *>(address) + n_bytes <= start + size;
}

void run(Stream &stream)
{
    std::vector<std::function<void()>> queue;
    queue.swap(stream.queue);
    for (const auto &work : queue)
        if (devices[static_cast<size_t>(stream.device)].lost == cudaSuccess) work();
}

// Everything that was asked of the device before.
void run_all(Device &device)
{
    for (const auto &stream : device.streams)
        run(*stream);
}

cudaError_t fail_late(cudaError_t code)
{
    here().lost = code;
    return last_error = code;
}

cudaError_t copy(void *to, const void *from, size_t n_bytes, cudaMemcpyKind kind)
{
    const void *there = kind == cudaMemcpyHostToDevice ? to : from;
    const void *host  = kind == cudaMemcpyHostToDevice ? from : to;
    if (!is_device_memory(here(), there, n_bytes)) return fail_late(cudaErrorIllegalAddress);
    host_regions[static_cast<const char *>(host)] = n_bytes;
    open_memory(here());
    std::memcpy(to, from, n_bytes);
    close_memory(here());
    return cudaSuccess;
}

bool holds_host_pointer(const void *argument, size_t n_bytes)
{
    for (size_t at = 0; at + sizeof(void *) <= n_bytes; at += sizeof(void *)) {
        const char *word;
        std::memcpy(&word, static_cast<const char *>(argument) + at, sizeof word);
        auto after = host_regions.upper_bound(word);
        if (after == host_regions.begin()) continue;
        const auto &[start, size] = *std::prev(after);
        if (word < start + size) return true;
    }
    return false;
}

} // namespace

void set_up(const Machine &asked)
{
    const std::lock_guard<std::recursive_mutex> guard(lock);
    for (Device &device : devices) {
        for (const auto &[address, n_bytes] : device.memory)
            give_memory_back(address, n_bytes);
    }
    devices = std::vector<Device>(static_cast<size_t>(asked.n_devices > 0 ? asked.n_devices : 1));
    host_regions.clear();
    machine    = asked;
    n_calls    = 0;
    n_refused  = 0;
    current    = 0;
    last_error = cudaSuccess;
    failed.clear();
}

long calls()
{
    return n_calls;
}
std::string failed_call()
{
    return failed;
}
long refused_kernels()
{
    return n_refused;
}
size_t bytes_taken()
{
    size_t n_bytes = 0;
    for (const Device &device : devices)
        n_bytes += device.n_bytes;
    return n_bytes;
}

// Shared memory that a block of the kernel may take here.
size_t most_shared(const void *kernel)
{
    const auto   found   = here().shared.find(kernel);
    const size_t allowed = found == here().shared.end() ? usual_shared_bytes : found->second;
    return allowed < usual_shared_bytes ? usual_shared_bytes : allowed;
}

cudaError_t allow_shared(const void *kernel, int n_bytes)
{
    ENTER("cudaFuncSetAttribute");
    if (n_bytes < 0 || static_cast<size_t>(n_bytes) > machine.shared_bytes) return last_error = cudaErrorInvalidValue;
    here().shared[kernel] = static_cast<size_t>(n_bytes);
    return cudaSuccess;
}

cudaError_t occupancy(int *n_blocks, const void *kernel, size_t n_shared)
{
    ENTER("cudaOccupancyMaxActiveBlocksPerMultiprocessor");
    const bool   fits = n_shared <= most_shared(kernel) && n_shared <= machine.shared_bytes;
    const size_t most = n_shared > 0 ? machine.shared_bytes / n_shared : 2;
    *n_blocks         = !fits ? 0 : most < 2 ? static_cast<int>(most) : 2;
    return cudaSuccess;
}

void launch(const Launch &asked, cudaStream_t stream, const void *argument, size_t n_bytes, std::function<void()> kernel)
{
    const std::lock_guard<std::recursive_mutex> guard(lock);
    if (enter("launch") != cudaSuccess) return;
    if (asked.n_shared > most_shared(asked.kernel)) {
        last_error = cudaErrorInvalidValue;
        return;
    }
    const bool is_refused = holds_host_pointer(argument, n_bytes);
    stream->queue.push_back([=] {
        if (is_refused) {
            n_refused += 1;
            (void)fail_late(cudaErrorIllegalAddress);
            return;
        }
        open_memory(here());
        if (!run_grid(asked.n_blocks, asked.block, asked.n_shared, kernel)) (void)fail_late(cudaErrorLaunchFailure);
        close_memory(here());
    });
}

} // namespace stand_in

using namespace stand_in;

cudaError_t cudaGetDeviceCount(int *n)
{
    ENTER("cudaGetDeviceCount");
    *n = machine.n_devices;
    return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp *properties, int device)
{
    ENTER("cudaGetDeviceProperties");
    *properties = {};
    if (device < 0 || device >= machine.n_devices) return last_error = cudaErrorInvalidDevice;
    std::strcpy(properties->name, "stand-in");
    properties->major               = 9;
    properties->multiProcessorCount = machine.n_multiprocessors;
    properties->l2CacheSize         = machine.l2_bytes;
    properties->sharedMemPerBlockOptin = machine.shared_bytes;
    return cudaSuccess;
}

cudaError_t cudaDeviceGetAttribute(int *value, cudaDeviceAttr attribute, int device)
{
    ENTER("cudaDeviceGetAttribute");
    if (device < 0 || device >= machine.n_devices) return last_error = cudaErrorInvalidDevice;
    *value = attribute == cudaDevAttrClockRate ? machine.clock_khz : machine.memory_clock_khz;
    return cudaSuccess;
}

cudaError_t cudaSetDevice(int device)
{
    const std::lock_guard<std::recursive_mutex> guard(lock);
    if (device < 0 || device >= machine.n_devices) return last_error = cudaErrorInvalidDevice;
    current = device;
    return enter("cudaSetDevice");
}

cudaError_t cudaMemGetInfo(size_t *free_bytes, size_t *all_bytes)
{
    ENTER("cudaMemGetInfo");
    *all_bytes  = machine.memory_bytes;
    *free_bytes = machine.memory_bytes - here().n_bytes;
    return cudaSuccess;
}

cudaError_t cudaDriverGetVersion(int *version)
{
    ENTER("cudaDriverGetVersion");
    *version = 13000;
    return cudaSuccess;
}

cudaError_t cudaRuntimeGetVersion(int *version)
{
    ENTER("cudaRuntimeGetVersion");
    *version = 13000;
    return cudaSuccess;
}

cudaError_t cudaMalloc(void **there, size_t n_bytes)
{
    ENTER("cudaMalloc");
    Device &device = here();
    if (n_bytes > machine.memory_bytes - device.n_bytes) return last_error = cudaErrorMemoryAllocation;
    char *address = take_memory(n_bytes);
    if (address == nullptr) return last_error = cudaErrorMemoryAllocation;
    forget_host_regions(address, n_bytes);
    device.memory[address] = n_bytes;
    device.n_bytes += n_bytes;
    *there = address;
    return cudaSuccess;
}

// Gives memory back even of a lost device, for the test's own sake.
cudaError_t cudaFree(void *there)
{
    const std::lock_guard<std::recursive_mutex> guard(lock);
    const cudaError_t code = enter("cudaFree");
    if (there == nullptr) return code;
    Device &device = here();
    auto    taken  = device.memory.find(static_cast<char *>(there));
    if (taken == device.memory.end()) return last_error = cudaErrorInvalidValue;
    run_all(device);
    give_memory_back(taken->first, taken->second);
    device.n_bytes -= taken->second;
    device.memory.erase(taken);
    return code;
}

cudaError_t cudaMemset(void *there, int value, size_t n_bytes)
{
    ENTER("cudaMemset");
    run_all(here());
    if (here().lost != cudaSuccess) return last_error = here().lost;
    if (!is_device_memory(here(), there, n_bytes)) return fail_late(cudaErrorIllegalAddress);
    open_memory(here());
    std::memset(there, value, n_bytes);
    close_memory(here());
    return cudaSuccess;
}

cudaError_t cudaMemcpy(void *to, const void *from, size_t n_bytes, cudaMemcpyKind kind)
{
    ENTER("cudaMemcpy");
    run_all(here());
    if (here().lost != cudaSuccess) return last_error = here().lost;
    return copy(to, from, n_bytes, kind);
}

cudaError_t cudaMemcpyAsync(void *to, const void *from, size_t n_bytes, cudaMemcpyKind kind, cudaStream_t stream)
{
    ENTER("cudaMemcpyAsync");
    stream->queue.push_back([=] { (void)copy(to, from, n_bytes, kind); });
    return cudaSuccess;
}

cudaError_t cudaStreamCreate(cudaStream_t *stream)
{
    ENTER("cudaStreamCreate");
    here().streams.push_back(std::make_unique<Stream>(Stream{current, {}}));
    *stream = here().streams.back().get();
    return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream)
{
    ENTER("cudaStreamDestroy");
    run(*stream);
    return cudaSuccess;
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream)
{
    ENTER("cudaStreamSynchronize");
    run(*stream);
    return here().lost != cudaSuccess ? last_error = here().lost : cudaSuccess;
}

cudaError_t cudaGetLastError()
{
    const cudaError_t code = last_error;
    last_error             = cudaSuccess;
    return code;
}

const char *cudaGetErrorString(cudaError_t code)
{
    switch (code) {
    case cudaSuccess: return "no error";
    case cudaErrorInvalidValue: return "invalid argument";
    case cudaErrorMemoryAllocation: return "out of memory";
    case cudaErrorInvalidDevice: return "invalid device ordinal";
    case cudaErrorIllegalAddress: return "an illegal memory access was encountered";
    case cudaErrorLaunchFailure: return "unspecified launch failure";
    }
    return "unknown error";
}
