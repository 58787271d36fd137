// Blocks of threads as coroutines of one host thread.
#ifndef SFL_TESTS_EMULATE_BLOCK_HPP
#define SFL_TESTS_EMULATE_BLOCK_HPP

#include <functional>

namespace stand_in
{

// Runs the kernel in every thread of every block, blocks and threads in changing order; a block has n_shared bytes, junk at
// first. False: the lanes of a warp did not all come to a collective, or the threads of a block to a barrier.
bool run_grid(unsigned int n_blocks, unsigned int block, size_t n_shared, const std::function<void()> &kernel);

} // namespace stand_in

#endif
