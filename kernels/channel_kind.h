/* The kinds of channel as a type, from the list. */
#ifndef SFL_KERNELS_CHANNEL_KIND_H
#define SFL_KERNELS_CHANNEL_KIND_H

typedef enum sfl_channel_kind {
#define SFL_CHANNEL(KIND, word, help) SFL_CHANNEL_##KIND,
#include "kernels/channel_list.def"
#undef SFL_CHANNEL
    SFL_CHANNEL_COUNT
} sfl_channel_kind;

#endif
