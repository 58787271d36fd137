/* Inside this room: the names of the figures of a JSON answer. */
#ifndef SFL_RESULT_NAMES_H
#define SFL_RESULT_NAMES_H

#include "host/summary/figure_list.h"

#include <jansson.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Adds every figure of the answer to the list; names are copied into the arena. */
void sfl_result_names(const json_t *answer, sfl_arena *arena, sfl_figure_list *list);

#ifdef __cplusplus
}
#endif
#endif
