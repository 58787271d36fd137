/* Between the files that check: how they refuse, and how names resolve. */
#ifndef SFL_CONFIG_CHECK_RUN_H
#define SFL_CONFIG_CHECK_RUN_H

#include "host/config/log.h"
#include "host/config/reader.h"
#include "host/scenario/scenario.h"

typedef struct sfl_check_run {
    const sfl_scenario     *scenario;
    sfl_log                *log;
    const sfl_driver_entry *drivers; /* [n_drivers]; names may be NULL where the reader refused them */
    int32_t                 n_drivers;
    const int32_t          *models; /* [n_workloads] position of its model, −1 */
    const bool             *sales;  /* [n_channels][n_models] does the channel sell the model? */
    sfl_place               root;   /* of the scenario as a whole */
    bool                    is_whole;
} sfl_check_run;

/* `key: …` of an object at the place of its field, else of the object. The format is `found; allowed`. */
void sfl_refuse(sfl_check_run *run, sfl_status status, const sfl_object *object, size_t field_at, const char *key,
                const char *format, ...) __attribute__((format(printf, 6, 7)));
void sfl_caution(sfl_check_run *run, const sfl_object *object, size_t field_at, const char *key, const char *format,
                 ...) __attribute__((format(printf, 5, 6)));

#define SFL_REFUSE(run, status, type, item, field, ...)                                                                \
    sfl_refuse((run), (status), &(item)->object, offsetof(type, field), #field, __VA_ARGS__)

/* Lists that names point into. */
typedef enum sfl_name_list {
    SFL_LIST_WORKLOADS,
    SFL_LIST_INDICES,
    SFL_LIST_MODELS,
    SFL_LIST_VENDORS,
    SFL_LIST_CONTRACTS,
    SFL_LIST_CHANNELS,
    SFL_LIST_ARCHITECTURES,
    SFL_LIST_DRIVERS,
    SFL_LIST_REGIMES,
    SFL_LIST_COUNT
} sfl_name_list;

/* Position of a name in a list, −1 where it is none (noted) or NULL (not noted). `key` in messages. */
int32_t sfl_resolve(sfl_check_run *run, sfl_name_list list, const char *name, const sfl_object *object, size_t field_at,
                    const char *key);

/* Every name of a list differs; else noted at its key. */
void sfl_check_twice(sfl_check_run *run, const sfl_names *names, const sfl_object *object, size_t field_at,
                     const char *key);

/* For messages: a name in quotes, a number. */
const char *sfl_quoted(sfl_check_run *run, const char *name);
const char *sfl_shown(sfl_check_run *run, double number);

/* The table of sales; NULL where there is no memory (noted). */
const bool *sfl_sales(const sfl_scenario *scenario, sfl_log *log); /* check_targets.c */

void sfl_check_names(sfl_check_run *run);         /* check_names.c: clashes */
void sfl_check_world(sfl_check_run *run);         /* check_world.c: sections 1, 3 to 5 */
void sfl_check_terms(sfl_check_run *run);         /* check_terms.c: contracts */
void sfl_check_channels(sfl_check_run *run);      /* check_channels.c */
void sfl_check_architectures(sfl_check_run *run); /* check_routes.c */

#endif
