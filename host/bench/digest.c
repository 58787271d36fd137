/* See digest.h. */
#include "host/bench/digest.h"

#include "host/base/sha256.h"

#include <string.h>

#define MOST_WORDS 64

/* Words are bytes, least first, whatever the machine. */
static void take_words(void *context, const uint64_t *words, size_t n)
{
    sfl_sha256_stream *stream = context;
    for (size_t done = 0; done < n;) {
        uint8_t bytes[8 * MOST_WORDS];
        size_t  n_bytes = 0;
        for (; done < n && n_bytes < sizeof bytes; ++done) {
            for (int shift = 0; shift < 64; shift += 8)
                bytes[n_bytes++] = (uint8_t)(words[done] >> shift);
        }
        sfl_sha256_add(stream, bytes, n_bytes);
    }
}

static void finish(sfl_sha256_stream *stream, char hash[SFL_BENCH_HASH_BYTES])
{
    uint8_t digest[32];
    char    hex[65];
    sfl_sha256_end(&stream, digest);
    sfl_sha256_hex(digest, hex);
    memcpy(hash, hex, SFL_BENCH_HASH_BYTES - 1);
    hash[SFL_BENCH_HASH_BYTES - 1] = '\0';
}

sfl_status sfl_bench_hash_words(const uint64_t *words, size_t n, char hash[SFL_BENCH_HASH_BYTES])
{
    sfl_sha256_stream *stream = sfl_sha256_begin();
    if (stream == NULL) return SFL_ERR_MEMORY;
    take_words(stream, words, n);
    finish(stream, hash);
    return SFL_OK;
}

sfl_status sfl_bench_hash_tally(const sfl_tally *tally, char hash[SFL_BENCH_HASH_BYTES])
{
    sfl_sha256_stream *stream = sfl_sha256_begin();
    if (stream == NULL) return SFL_ERR_MEMORY;
    sfl_tally_write_words(tally, take_words, stream);
    finish(stream, hash);
    return SFL_OK;
}
