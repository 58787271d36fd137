/* What one key alone cannot show: names that resolve, shares that sum, terms that fit together (model page, section
 * 10). */
#ifndef SFL_CONFIG_CHECK_H
#define SFL_CONFIG_CHECK_H

#include "host/config/log.h"
#include "host/scenario/scenario.h"

/* Notes every mistake in the log. The scenario may be incomplete where the reader has noted a mistake already.
 *   root      the place of the scenario as a whole
 *   is_whole  no list or group is missing from it because it was refused */
void sfl_check(sfl_scenario *scenario, sfl_place root, bool is_whole, sfl_log *log);

#endif
