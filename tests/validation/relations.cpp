#include "tests/validation/relations.hpp"

#include "tests/validation/relation_kit.hpp"

#include <stdexcept>

namespace validation
{

#define SFL_RELATION(id, function) void function(Look &look, int32_t n_threads);
#include "tests/validation/relation_list.def"
#undef SFL_RELATION

const char *pending_relation(const std::string &id)
{
    if (id == "P-REL-07") return "held by tests/emulate and, where a card answers, by tests/gpu";
    return nullptr;
}

RelationResult evaluate_relation(const std::string &id, int32_t n_threads)
{
    Look look;
#define SFL_RELATION(row, function)                                                                                    \
    if (id == row) {                                                                                                   \
        function(look, n_threads);                                                                                     \
        return look.result;                                                                                            \
    }
#include "tests/validation/relation_list.def"
#undef SFL_RELATION
    throw std::runtime_error("unknown relation " + id);
}

} // namespace validation
