/* card.h of a build without CUDA: there are no cards, and every call says so. */
#include "kernels/card.h"

static void refuse(sfl_card_error *error)
{
    static const char text[] = "this program was built without CUDA";
    error->status = SFL_ERR_DEVICE;
    memcpy(error->text, text, sizeof text);
}

int32_t sfl_card_count(sfl_card_error *error)
{
    refuse(error);
    return 0;
}

bool sfl_card_describe(int32_t device, sfl_card_facts *facts, sfl_card_error *error)
{
    (void)device;
    memset(facts, 0, sizeof *facts);
    refuse(error);
    return false;
}

sfl_card *sfl_card_open(int32_t device, const sfl_plan *plan, const sfl_card_shape *shape, sfl_card_error *error)
{
    (void)device;
    (void)plan;
    (void)shape;
    refuse(error);
    return NULL;
}

sfl_card_shape sfl_card_shape_of(const sfl_card *card, bool *was_lowered)
{
    sfl_card_shape none = {0, 0, SFL_CARD_AUTO, 0};
    (void)card;
    *was_lowered = false;
    return none;
}

bool sfl_card_run(sfl_card *card, int32_t part, uint64_t first, uint64_t n_paths, sfl_card_error *error)
{
    (void)card;
    (void)part;
    (void)first;
    (void)n_paths;
    refuse(error);
    return false;
}

bool sfl_card_collect(sfl_card *card, sfl_tally *tally, sfl_card_error *error)
{
    (void)card;
    (void)tally;
    refuse(error);
    return false;
}

void sfl_card_close(sfl_card **card)
{
    *card = NULL;
}
