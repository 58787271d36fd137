/* Whole numbers as bytes, the same on every machine (docs/tally-format.md): seven bits a byte, least first, the high bit says
 * that more follow (LEB128), in as few bytes as there can be; those with a sign as 0, -1, 1, -2, … (zigzag).
 * Reading trusts nothing: the first mistake is kept, and from then on everything reads as 0. */
#ifndef SFL_KERNELS_BYTES_H
#define SFL_KERNELS_BYTES_H

#include "kernels/wide.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* ---- writing ---- */

typedef void (*sfl_take_bytes_fn)(void *context, const uint8_t *bytes, size_t n_bytes);

/* Hands bytes on in chunks; sfl_bytes_end hands on the last. */
typedef struct sfl_bytes_out {
    sfl_take_bytes_fn take;
    void             *context;
    size_t            n;
    uint8_t           chunk[4096];
} sfl_bytes_out;

#define SFL_NUMBER_BYTES_MOST 28 /* of 192 bits */

static inline void sfl_bytes_begin(sfl_bytes_out *out, sfl_take_bytes_fn take, void *context)
{
    memset(out, 0, sizeof *out);
    out->take    = take;
    out->context = context;
}

static inline void sfl_bytes_end(sfl_bytes_out *out)
{
    out->take(out->context, out->chunk, out->n);
    out->n = 0;
}

static inline void sfl_bytes_have_room(sfl_bytes_out *out)
{
    if (out->n > sizeof out->chunk - SFL_NUMBER_BYTES_MOST) sfl_bytes_end(out);
}

static inline void sfl_bytes_put(sfl_bytes_out *out, uint64_t number)
{
    sfl_bytes_have_room(out);
    for (; number >= 128; number >>= 7)
        out->chunk[out->n++] = (uint8_t)(number | 128);
    out->chunk[out->n++] = (uint8_t)number;
}

static inline void sfl_bytes_put_signed(sfl_bytes_out *out, int64_t number)
{
    sfl_bytes_put(out, ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0));
}

/* A number of 192 bits without a sign. */
static inline void sfl_bytes_put_wide(sfl_bytes_out *out, sfl_int192 number)
{
    uint64_t high = (uint64_t)number.high;
    sfl_bytes_have_room(out);
    while (high != 0 || number.low >= 128) {
        out->chunk[out->n++] = (uint8_t)((uint64_t)number.low | 128);
        number.low           = (number.low >> 7) | ((sfl_uint128)(high & 127) << 121);
        high >>= 7;
    }
    out->chunk[out->n++] = (uint8_t)number.low;
}

static inline void sfl_bytes_put_wide_signed(sfl_bytes_out *out, sfl_int192 number)
{
    uint64_t    flip   = number.high < 0 ? UINT64_MAX : 0;
    sfl_uint128 low    = (number.low << 1) ^ (((sfl_uint128)flip << 64) | flip);
    uint64_t    high   = (((uint64_t)number.high << 1) | (uint64_t)(number.low >> 127)) ^ flip;
    sfl_int192  zigzag = {low, (int64_t)high};
    sfl_bytes_put_wide(out, zigzag);
}

/* Bytes as they are. */
static inline void sfl_bytes_put_raw(sfl_bytes_out *out, const void *bytes, size_t n_bytes)
{
    if (n_bytes == 0) return;
    sfl_bytes_end(out);
    out->take(out->context, (const uint8_t *)bytes, n_bytes);
}

/* n_bytes (at most 8) of a number, least first. */
static inline void sfl_bytes_put_fixed(sfl_bytes_out *out, uint64_t number, int32_t n_bytes)
{
    sfl_bytes_have_room(out);
    for (int32_t i = 0; i < n_bytes; ++i)
        out->chunk[out->n++] = (uint8_t)(number >> (8 * i));
}

/* ---- reading ---- */

typedef struct sfl_bytes_in {
    const uint8_t *bytes;
    size_t         n, at;
    size_t         error_at; /* with an error: the byte that is wrong */
    const char    *error;    /* NULL: none so far; static storage */
} sfl_bytes_in;

static inline sfl_bytes_in sfl_bytes_of(const uint8_t *bytes, size_t n_bytes)
{
    sfl_bytes_in in;
    memset(&in, 0, sizeof in);
    in.bytes = bytes;
    in.n     = n_bytes;
    return in;
}

static inline size_t sfl_bytes_left(const sfl_bytes_in *in)
{
    return in->n - in->at;
}

/* Keeps the first mistake; nothing is left to be read. */
static inline void sfl_bytes_refuse(sfl_bytes_in *in, size_t at, const char *error)
{
    if (in->error == NULL) {
        in->error    = error;
        in->error_at = at;
    }
    in->at = in->n;
}

/* At most 64 bits. */
static inline uint64_t sfl_bytes_get(sfl_bytes_in *in)
{
    size_t   start  = in->at;
    uint64_t number = 0;
    for (uint32_t shift = 0; in->at < in->n; shift += 7) {
        uint8_t byte = in->bytes[in->at++];
        if (shift == 63 && byte > 1) {
            sfl_bytes_refuse(in, start, "a number of more than 64 bits");
            return 0;
        }
        number |= (uint64_t)(byte & 127) << shift;
        if (byte >= 128) continue;
        if (byte != 0 || shift == 0) return number;
        sfl_bytes_refuse(in, start, "a number of more bytes than it needs");
        return 0;
    }
    sfl_bytes_refuse(in, start, "the bytes end within a number");
    return 0;
}

static inline int64_t sfl_bytes_signed_of(uint64_t zigzag)
{
    return (int64_t)((zigzag >> 1) ^ ((zigzag & 1) != 0 ? UINT64_MAX : 0));
}

static inline int64_t sfl_bytes_get_signed(sfl_bytes_in *in)
{
    return sfl_bytes_signed_of(sfl_bytes_get(in));
}

/* At most `most`; else it is refused with `error`. */
static inline uint64_t sfl_bytes_get_up_to(sfl_bytes_in *in, uint64_t most, const char *error)
{
    size_t   start  = in->at;
    uint64_t number = sfl_bytes_get(in);
    if (number <= most) return number;
    sfl_bytes_refuse(in, start, error);
    return 0;
}

/* At most 191 bits, no sign: never negative. */
static inline sfl_int192 sfl_bytes_get_wide(sfl_bytes_in *in)
{
    size_t     start  = in->at;
    sfl_int192 number = {0, 0}, none = {0, 0};
    for (uint32_t shift = 0; in->at < in->n; shift += 7) {
        uint8_t  byte = in->bytes[in->at++];
        uint64_t bits = byte & 127;
        if (shift > 182 && (shift > 189 || byte > 3)) {
            sfl_bytes_refuse(in, start, "a number of more than 191 bits");
            return none;
        }
        if (shift < 128) number.low |= (sfl_uint128)bits << shift;
        if (shift > 121) number.high |= (int64_t)(shift < 128 ? bits >> (128 - shift) : bits << (shift - 128));
        if (byte >= 128) continue;
        if (byte != 0 || shift == 0) return number;
        sfl_bytes_refuse(in, start, "a number of more bytes than it needs");
        return none;
    }
    sfl_bytes_refuse(in, start, "the bytes end within a number");
    return none;
}

/* With a sign: −2^190 … 2^190 − 1. */
static inline sfl_int192 sfl_bytes_get_wide_signed(sfl_bytes_in *in)
{
    sfl_int192 zigzag = sfl_bytes_get_wide(in);
    uint64_t   flip   = (zigzag.low & 1) != 0 ? UINT64_MAX : 0;
    sfl_int192 number;
    number.low =
        ((zigzag.low >> 1) | ((sfl_uint128)((uint64_t)zigzag.high & 1) << 127)) ^ (((sfl_uint128)flip << 64) | flip);
    number.high = (int64_t)(((uint64_t)zigzag.high >> 1) ^ flip);
    return number;
}

/* Where the next n_bytes stand, which are passed over; NULL where there are fewer. */
static inline const uint8_t *sfl_bytes_get_raw(sfl_bytes_in *in, size_t n_bytes, const char *error)
{
    if (n_bytes > sfl_bytes_left(in)) {
        sfl_bytes_refuse(in, in->at, error);
        return NULL;
    }
    const uint8_t *bytes = in->bytes + in->at;
    in->at += n_bytes;
    return bytes;
}

/* A number of n_bytes (at most 8), least first. */
static inline uint64_t sfl_bytes_get_fixed(sfl_bytes_in *in, int32_t n_bytes)
{
    const uint8_t *bytes  = sfl_bytes_get_raw(in, (size_t)n_bytes, "the bytes end within a number");
    uint64_t       number = 0;
    for (int32_t i = 0; bytes != NULL && i < n_bytes; ++i)
        number |= (uint64_t)bytes[i] << (8 * i);
    return number;
}

#endif
