// A stand-in for the CUDA runtime: enough of it to build kernels/backend_cuda.cu with the host's compiler and to run it
// where there is no card. Threads of a block are coroutines that meet at warp collectives and barriers; streams are queues that
// nothing runs before somebody waits for them; a device's memory lies apart, is filled with junk when it is taken and
// cannot be touched by the host (under ASan); a kernel that is given a host pointer is refused; any call can be made to
// fail. Several devices; each is driven by one host thread at a time.
#ifndef SFL_TESTS_EMULATE_CUDA_RUNTIME_H
#define SFL_TESTS_EMULATE_CUDA_RUNTIME_H

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>

#define __host__
#define __device__
#define __global__
#define __forceinline__ inline

// ---- types of the runtime ----

enum cudaError_t {
    cudaSuccess               = 0,
    cudaErrorInvalidValue     = 1,
    cudaErrorMemoryAllocation = 2,
    cudaErrorInvalidDevice    = 101,
    cudaErrorIllegalAddress   = 700,
    cudaErrorLaunchFailure    = 719
};
enum cudaMemcpyKind { cudaMemcpyHostToDevice = 1, cudaMemcpyDeviceToHost = 2 };

enum cudaDeviceAttr { cudaDevAttrClockRate = 13, cudaDevAttrMemoryClockRate = 36 };

struct uint2 {
    unsigned int x, y;
};
struct uint4 {
    unsigned int x, y, z, w;
};
inline uint2 make_uint2(unsigned int x, unsigned int y)
{
    return {x, y};
}
inline uint4 make_uint4(unsigned int x, unsigned int y, unsigned int z, unsigned int w)
{
    return {x, y, z, w};
}

struct cudaDeviceProp {
    char   name[256];
    int    major, minor, multiProcessorCount, l2CacheSize;
    size_t sharedMemPerBlockOptin;
};
enum cudaFuncAttribute { cudaFuncAttributeMaxDynamicSharedMemorySize = 8 };
namespace stand_in
{
struct Stream;
}
using cudaStream_t = stand_in::Stream *;

// ---- calls of the runtime ----

cudaError_t cudaGetDeviceCount(int *n);
cudaError_t cudaGetDeviceProperties(cudaDeviceProp *properties, int device);
cudaError_t cudaDeviceGetAttribute(int *value, cudaDeviceAttr attribute, int device);
cudaError_t cudaSetDevice(int device);
cudaError_t cudaMemGetInfo(size_t *free_bytes, size_t *all_bytes);
cudaError_t cudaDriverGetVersion(int *version);
cudaError_t cudaRuntimeGetVersion(int *version);
cudaError_t cudaMalloc(void **there, size_t n_bytes);
cudaError_t cudaFree(void *there);
cudaError_t cudaMemset(void *there, int value, size_t n_bytes);
cudaError_t cudaMemcpy(void *to, const void *from, size_t n_bytes, cudaMemcpyKind kind);
cudaError_t cudaMemcpyAsync(void *to, const void *from, size_t n_bytes, cudaMemcpyKind kind, cudaStream_t stream);
cudaError_t cudaStreamCreate(cudaStream_t *stream);
cudaError_t cudaStreamDestroy(cudaStream_t stream);
cudaError_t cudaStreamSynchronize(cudaStream_t stream);
cudaError_t cudaGetLastError();
const char *cudaGetErrorString(cudaError_t code);

// ---- what a kernel sees ----

namespace stand_in
{

struct Index {
    unsigned int x;
};
Index thread_index();
Index block_index();
Index block_size();
Index grid_size();

// The values that the lanes of this warp have brought here, once all of them are here.
const uint64_t *exchange(uint64_t mine);
unsigned int    lane();
// Comes back once every thread of the block is there.
void meet();
// Of the block, as long as the launch asked for.
void *shared_memory();

// Two blocks a multiprocessor, fewer where shared memory binds; a kernel may take 48 KiB of it unless allowed more.
cudaError_t occupancy(int *n_blocks, const void *kernel, size_t n_shared);
cudaError_t allow_shared(const void *kernel, int n_bytes);

struct Launch {
    const void  *kernel;
    unsigned int n_blocks, block;
    size_t       n_shared;
};
// `argument` is scanned for host pointers.
void launch(const Launch &asked, cudaStream_t stream, const void *argument, size_t n_bytes, std::function<void()> run);

template <typename Kernel> const void *address_of(Kernel *kernel)
{
    return reinterpret_cast<const void *>(kernel);
}
template <typename Kernel, typename Argument>
void launch(Kernel *kernel, unsigned int n_blocks, unsigned int block, size_t n_shared, cudaStream_t stream,
            const Argument &argument)
{
    launch({address_of(kernel), n_blocks, block, n_shared}, stream, &argument, sizeof argument,
           [kernel, argument] { kernel(argument); });
}

} // namespace stand_in

#define threadIdx stand_in::thread_index()
#define blockIdx stand_in::block_index()
#define blockDim stand_in::block_size()
#define gridDim stand_in::grid_size()
#define SFL_LAUNCH(kernel, n_blocks, block, n_shared, stream, argument)                                                \
    stand_in::launch(kernel, n_blocks, block, n_shared, stream, argument)
#define SFL_SHARED_DOUBLES(name) double *const name = static_cast<double *>(stand_in::shared_memory())

template <typename Kernel> cudaError_t cudaFuncSetAttribute(Kernel *kernel, cudaFuncAttribute, int value)
{
    return stand_in::allow_shared(stand_in::address_of(kernel), value);
}
template <typename Kernel>
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int *n_blocks, Kernel *kernel, int, size_t n_shared)
{
    return stand_in::occupancy(n_blocks, stand_in::address_of(kernel), n_shared);
}

inline void __syncthreads()
{
    stand_in::meet();
}

// ---- intrinsics; every mask is the whole warp ----

inline uint32_t __reduce_add_sync(unsigned int, uint32_t x)
{
    const uint64_t *all = stand_in::exchange(x);
    uint32_t        sum = 0;
    for (int i = 0; i < 32; ++i)
        sum += static_cast<uint32_t>(all[i]);
    return sum;
}
inline uint32_t __shfl_sync(unsigned int, uint32_t x, int from)
{
    return static_cast<uint32_t>(stand_in::exchange(x)[from]);
}
inline uint32_t __shfl_xor_sync(unsigned int, uint32_t x, int mask)
{
    const unsigned int me = stand_in::lane();
    return static_cast<uint32_t>(stand_in::exchange(x)[me ^ static_cast<unsigned int>(mask)]);
}
inline uint32_t __ballot_sync(unsigned int, int vote)
{
    const uint64_t *all    = stand_in::exchange(vote != 0);
    uint32_t        voters = 0;
    for (int i = 0; i < 32; ++i)
        voters |= static_cast<uint32_t>(all[i]) << i;
    return voters;
}
inline int __all_sync(unsigned int mask, int vote)
{
    return __ballot_sync(mask, vote) == UINT32_MAX;
}
inline int __popc(uint32_t x)
{
    return __builtin_popcount(x);
}
inline int64_t __mul64hi(int64_t a, int64_t b)
{
    __extension__ using wide = __int128;
    return static_cast<int64_t>((static_cast<wide>(a) * b) >> 64);
}
template <typename T> T atomicAdd(T *to, T x)
{
    T old = *to;
    *to   = static_cast<T>(old + x);
    return old;
}
template <typename T> T atomicMin(T *to, T x)
{
    T old = *to;
    *to   = x < old ? x : old;
    return old;
}
template <typename T> T atomicMax(T *to, T x)
{
    T old = *to;
    *to   = x > old ? x : old;
    return old;
}

#endif
