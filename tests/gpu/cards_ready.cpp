// A real card: more paths than it has in flight, and a ragged end.
#include "tests/emulate/cards_ready.hpp"

#include "kernels/card.h"

namespace cards
{

const uint64_t n_paths = 300002, in_flight = 0;

bool make_ready()
{
    sfl_card_error error{};
    return sfl_card_count(&error) > 0;
}

} // namespace cards
