/* The groups that make up a scenario, one file per wing. */
#ifndef SFL_CONFIG_KEY_GROUPS_H
#define SFL_CONFIG_KEY_GROUPS_H

#include "host/config/keys.h"

extern const sfl_group sfl_simulation_group, sfl_regimes_group, sfl_workload_group, sfl_index_group,
    sfl_correlation_group, sfl_baseline_group;                                                   /* keys_world.c */
extern const sfl_group sfl_model_group, sfl_vendor_group, sfl_contract_group, sfl_channel_group; /* keys_terms.c */
extern const sfl_group sfl_architecture_group, sfl_break_even_group;                             /* keys_routes.c */

#endif
