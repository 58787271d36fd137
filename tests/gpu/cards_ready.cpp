// A real card: more paths than it has in flight, and a ragged end.
#include "tests/emulate/cards_ready.hpp"

#include "kernels/card.h"

#include <cstdlib>

namespace cards
{

const uint64_t n_paths = 300002, in_flight = 0;

bool make_ready()
{
    sfl_card_error error{};
    return sfl_card_count(&error) > 0;
}

// bench/on_card.sh says that there must be one.
bool may_be_missing()
{
    return std::getenv("SFL_CARD_REQUIRED") == nullptr;
}

} // namespace cards
