/* See tally_set.h. */
#include "host/tally/tally_set.h"

#include "kernels/tally_code.h"

#include <assert.h>
#include <stdlib.h>

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the tallies of a run");
}

/* Are there figures whose intervals only parts can give? */
static bool needs_pilot(const sfl_plan *plan)
{
    const sfl_plan_channel *channels = SFL_AT(plan, sfl_plan_channel, plan->channels_at);
    for (int32_t i = 0; i < plan->n_channels; ++i)
        if (channels[i].kind != SFL_CHANNEL_TOKEN) return true;
    return false;
}

uint64_t sfl_tally_set_in_parts(const sfl_plan *plan)
{
    if (plan->is_antithetic != 0 || plan->is_sobol != 0) return UINT64_MAX;
    return needs_pilot(plan) ? SFL_PATHS_IN_PARTS : 0;
}

void sfl_tally_set_release(sfl_tally_set *set)
{
    for (int32_t i = 0; i < SFL_N_PARTS; ++i) {
        free(set->parts[i].bytes);
        set->parts[i] = (sfl_packed_tally){0};
    }
    sfl_tally_free(&set->rest);
}

uint64_t sfl_tally_set_paths_of(const sfl_tally_set *set, int32_t part)
{
    if (part != SFL_ALL_PARTS) return set->parts[part].n_paths;
    return set->rest != NULL ? sfl_tally_paths(set->rest) : 0;
}

uint64_t sfl_tally_set_paths(const sfl_tally_set *set)
{
    uint64_t n = 0;
    for (int32_t part = SFL_ALL_PARTS; part < SFL_N_PARTS; ++part)
        n += sfl_tally_set_paths_of(set, part);
    return n;
}

/* ---- packing ---- */

static void take(void *context, const uint8_t *bytes, size_t n_bytes)
{
    sfl_buffer_add_n(context, (const char *)bytes, n_bytes);
}

static void encode(const sfl_tally *tally, sfl_buffer *bytes)
{
    sfl_bytes_out out;
    sfl_bytes_begin(&out, take, bytes);
    sfl_tally_encode(tally, &out);
    sfl_bytes_end(&out);
}

/* In place of what was there. */
static bool keep_bytes(sfl_packed_tally *packed, const uint8_t *bytes, size_t n_bytes, uint64_t n_paths)
{
    uint8_t *own = malloc(n_bytes);
    if (own == NULL) return false;
    memcpy(own, bytes, n_bytes);
    free(packed->bytes);
    *packed = (sfl_packed_tally){own, n_bytes, n_paths};
    return true;
}

static bool pack(const sfl_tally *tally, sfl_packed_tally *packed)
{
    sfl_buffer bytes = {0};
    encode(tally, &bytes);
    bool is_kept = !bytes.has_failed &&
                   keep_bytes(packed, (const uint8_t *)bytes.text, bytes.n_bytes, sfl_tally_paths(tally));
    sfl_buffer_free(&bytes);
    return is_kept;
}

/* Its own bytes are right. */
static void unpack_into(sfl_tally *into, const sfl_packed_tally *packed)
{
    if (packed->bytes == NULL) return;
    sfl_bytes_in in       = sfl_bytes_of(packed->bytes, packed->n_bytes);
    bool         is_right = sfl_tally_decode(into, &in);
    assert(is_right);
    (void)is_right;
}

/* ---- adding ---- */

/* Adds `from` to a tally that may not be there yet, and takes it: what was walked has counters that a tally which only grows does
 * not need, so the first is copied, too. */
static bool take_rest(const sfl_plan *plan, sfl_tally_set *set, const sfl_tally *from)
{
    if (set->rest == NULL) set->rest = sfl_tally_build_for(plan);
    if (set->rest == NULL) return false;
    (void)sfl_tally_merge(set->rest, from); /* of one plan */
    return true;
}

sfl_status sfl_tally_set_put(const sfl_plan *plan, sfl_tally_set *set, int32_t part, sfl_tally *tally, sfl_diag *diag)
{
    bool is_put;
    if (part == SFL_ALL_PARTS) {
        is_put = take_rest(plan, set, tally);
    } else {
        unpack_into(tally, &set->parts[part]);
        is_put = pack(tally, &set->parts[part]);
    }
    return is_put ? SFL_OK : no_memory(diag);
}

sfl_status sfl_tally_set_take(const sfl_plan *plan, sfl_tally_set *set, int32_t part, sfl_tally **tally, sfl_diag *diag)
{
    sfl_status status = sfl_tally_set_put(plan, set, part, *tally, diag);
    sfl_tally_free(tally);
    return status;
}

void sfl_tally_set_unpack(const sfl_tally_set *set, int32_t part, sfl_tally *into)
{
    unpack_into(into, &set->parts[part]);
}

sfl_status sfl_tally_set_copy(const sfl_plan *plan, const sfl_tally_set *set, int32_t part, sfl_tally **copy, sfl_diag *diag)
{
    *copy = NULL;
    if (sfl_tally_set_paths_of(set, part) == 0) return SFL_OK;
    *copy = sfl_tally_build_for(plan);
    if (*copy == NULL) return no_memory(diag);
    if (part == SFL_ALL_PARTS)
        (void)sfl_tally_merge(*copy, set->rest);
    else
        unpack_into(*copy, &set->parts[part]);
    return SFL_OK;
}

/* A part of which nothing is there yet is the other's bytes. */
static sfl_status add_part(const sfl_plan *plan, sfl_tally_set *into, const sfl_tally_set *from, int32_t part, sfl_diag *diag)
{
    const sfl_packed_tally *other = &from->parts[part];
    sfl_tally              *tally;
    if (other->bytes == NULL) return SFL_OK;
    if (into->parts[part].bytes == NULL)
        return keep_bytes(&into->parts[part], other->bytes, other->n_bytes, other->n_paths) ? SFL_OK : no_memory(diag);
    SFL_TRY(sfl_tally_set_copy(plan, from, part, &tally, diag));
    return sfl_tally_set_take(plan, into, part, &tally, diag);
}

sfl_status sfl_tally_set_add(const sfl_plan *plan, sfl_tally_set *into, const sfl_tally_set *from, sfl_diag *diag)
{
    if (from->rest != NULL && !take_rest(plan, into, from->rest)) return no_memory(diag);
    for (int32_t part = 0; part < SFL_N_PARTS; ++part)
        SFL_TRY(add_part(plan, into, from, part, diag));
    return SFL_OK;
}

/* Bytes that can be read are those that would be written: the first ones are kept as they are. */
static bool decode_first(const sfl_tally *like, sfl_packed_tally *packed, sfl_bytes_in *code)
{
    uint64_t n_paths;
    return sfl_tally_can_decode(like, code, &n_paths) && keep_bytes(packed, code->bytes, code->n, n_paths);
}

static bool decode_more(sfl_tally *empty, sfl_packed_tally *packed, sfl_bytes_in *code)
{
    if (!sfl_tally_decode(empty, code)) return false;
    unpack_into(empty, packed);
    return pack(empty, packed);
}

static sfl_status decode_part(const sfl_plan *plan, sfl_packed_tally *packed, sfl_bytes_in *code, sfl_diag *diag)
{
    sfl_tally *tally = sfl_tally_build_for(plan);
    if (tally == NULL) return no_memory(diag);
    bool is_kept = packed->bytes == NULL ? decode_first(tally, packed, code) : decode_more(tally, packed, code);
    sfl_tally_free(&tally);
    if (code->error != NULL) return SFL_ERR_USAGE;
    return is_kept ? SFL_OK : no_memory(diag);
}

sfl_status sfl_tally_set_decode(const sfl_plan *plan, sfl_tally_set *set, int32_t part, sfl_bytes_in *code, sfl_diag *diag)
{
    if (part != SFL_ALL_PARTS) return decode_part(plan, &set->parts[part], code, diag);
    if (set->rest == NULL) set->rest = sfl_tally_build_for(plan);
    if (set->rest == NULL) return no_memory(diag);
    return sfl_tally_decode(set->rest, code) ? SFL_OK : SFL_ERR_USAGE;
}

void sfl_tally_set_encode(const sfl_tally_set *set, int32_t part, sfl_buffer *bytes)
{
    if (part == SFL_ALL_PARTS)
        encode(set->rest, bytes);
    else
        sfl_buffer_add_n(bytes, (const char *)set->parts[part].bytes, set->parts[part].n_bytes);
}

sfl_status sfl_tally_set_whole(const sfl_plan *plan, const sfl_tally_set *set, sfl_tally **whole, sfl_diag *diag)
{
    *whole = sfl_tally_build_for(plan);
    if (*whole == NULL) return no_memory(diag);
    if (set->rest != NULL) (void)sfl_tally_merge(*whole, set->rest);
    for (int32_t part = 0; part < SFL_N_PARTS; ++part)
        unpack_into(*whole, &set->parts[part]);
    return SFL_OK;
}
