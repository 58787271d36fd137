// What a test of cards stands on: the stand-in, or a real card.
#ifndef SFL_TESTS_EMULATE_CARDS_READY_HPP
#define SFL_TESTS_EMULATE_CARDS_READY_HPP

#include <cstdint>

namespace cards
{

extern const uint64_t n_paths, in_flight; // in_flight 0: chosen for the card

// False: there is no card.
bool make_ready();
// Is that a reason to skip, or a failure?
bool may_be_missing();

} // namespace cards

#endif
