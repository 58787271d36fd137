/* Walking the tables of a group. */
#include "host/config/keys.h"

sfl_key_walk sfl_key_walk_begin(const sfl_group *group)
{
    return (sfl_key_walk){.group = group, .table = 0, .row = -1, .number = -1};
}

bool sfl_key_walk_next(sfl_key_walk *walk)
{
    const sfl_group *group = walk->group;
    walk->row++;
    while (walk->table < group->n_tables && walk->row >= group->tables[walk->table].n_keys) {
        walk->table++;
        walk->row = 0;
    }
    if (walk->table >= group->n_tables) return false;
    walk->of       = &group->tables[walk->table];
    walk->key      = &walk->of->keys[walk->row];
    walk->field_at = walk->of->base_at + walk->key->field_at;
    walk->number++;
    return true;
}

bool sfl_key_table_holds(const sfl_key_table *table, int32_t kind)
{
    return table->kinds == 0 || kind < 0 || (table->kinds >> kind & 1u) != 0;
}
