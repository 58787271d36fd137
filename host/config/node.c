/* The tree of a scenario's text. */
#include "host/config/node.h"

#include <string.h>

sfl_node *sfl_node_find(const sfl_node *group, const char *key)
{
    if (group->kind != SFL_NODE_GROUP) return NULL;
    for (sfl_node *child = group->first; child != NULL; child = child->next) {
        if (child->key != NULL && strcmp(child->key, key) == 0) return child;
    }
    return NULL;
}

sfl_node *sfl_node_at(const sfl_node *list, int32_t i)
{
    sfl_node *child = i < 0 ? NULL : list->first;
    for (; child != NULL && i > 0; i--)
        child = child->next;
    return child;
}

void sfl_node_append(sfl_node *parent, sfl_node *child)
{
    child->next = NULL;
    if (parent->last == NULL)
        parent->first = child;
    else
        parent->last->next = child;
    parent->last = child;
    parent->n_children++;
}

sfl_node *sfl_node_group(sfl_log *log, const char *key, sfl_place place)
{
    sfl_node *group = sfl_log_take(log, 1, sizeof(sfl_node));
    if (group == NULL) return NULL;
    group->key   = key;
    group->kind  = SFL_NODE_GROUP;
    group->place = place;
    return group;
}

void sfl_node_replace(sfl_node *node, const sfl_node *from)
{
    const char      *key  = node->key;
    struct sfl_node *next = node->next;
    *node                 = *from;
    node->key             = key;
    node->next            = next;
}
