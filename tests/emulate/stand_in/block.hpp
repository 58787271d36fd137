// Blocks of threads as coroutines of one host thread.
#ifndef SFL_TESTS_EMULATE_BLOCK_HPP
#define SFL_TESTS_EMULATE_BLOCK_HPP

#include <functional>

namespace stand_in
{

// Runs the kernel in every thread of every block, blocks and threads in changing order. False: the lanes of a warp did
// not all come to a collective.
bool run_grid(unsigned int n_blocks, unsigned int block, const std::function<void()> &kernel);

} // namespace stand_in

#endif
