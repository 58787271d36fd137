// A new machine of the stand-in for every run; two warps and a ragged one.
#include "tests/emulate/cards_ready.hpp"

#include "tests/emulate/stand_in/machine.hpp"

namespace cards
{

const uint64_t n_paths = 70, in_flight = 64;

bool make_ready()
{
    stand_in::set_up({});
    return true;
}

bool may_be_missing()
{
    return false;
}

} // namespace cards
