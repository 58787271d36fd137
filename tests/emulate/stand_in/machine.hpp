// The machine that the stand-in plays, as a test sets it up.
#ifndef SFL_TESTS_EMULATE_MACHINE_HPP
#define SFL_TESTS_EMULATE_MACHINE_HPP

#include <cuda_runtime.h>

#include <string>

namespace stand_in
{

struct Machine {
    int    n_devices          = 1;
    size_t memory_bytes       = size_t{256} << 20; // of a device
    int    n_multiprocessors  = 2;
    int    l2_bytes           = 1 << 20;
    int    clock_khz          = 1500000, memory_clock_khz = 2500000;
    size_t shared_bytes       = size_t{227} << 10; // of a multiprocessor
    // Call number fail_at (the first is 1) and, where the device is lost, all later ones of its device return the error.
    long        fail_at       = 0;
    cudaError_t error         = cudaErrorLaunchFailure;
    bool        device_is_lost = true;
};

// A new machine: nothing of the old one may still be in use. Its calls count from 0.
void set_up(const Machine &machine);
// Calls so far; the name of the one that was made to fail, "" if none was.
long        calls();
std::string failed_call();
// Bytes of device memory that are taken, kernels that were refused for what they were given.
size_t bytes_taken();
long   refused_kernels();

} // namespace stand_in

#endif
