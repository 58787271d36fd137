/* SHA-256 by nettle: fingerprints of plans and texts. */
#include "host/base/sha256.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdlib.h>

struct sfl_sha256_stream {
    struct sha256_ctx context;
};

void sfl_sha256(const void *data, size_t n_bytes, uint8_t out[32])
{
    struct sha256_ctx context;
    sha256_init(&context);
    if (n_bytes > 0) sha256_update(&context, n_bytes, data);
    sha256_digest(&context, SHA256_DIGEST_SIZE, out);
}

sfl_sha256_stream *sfl_sha256_begin(void)
{
    sfl_sha256_stream *stream = malloc(sizeof *stream);
    if (stream != NULL) sha256_init(&stream->context);
    return stream;
}

void sfl_sha256_add(sfl_sha256_stream *stream, const void *data, size_t n_bytes)
{
    sha256_update(&stream->context, n_bytes, data);
}

void sfl_sha256_end(sfl_sha256_stream **stream, uint8_t out[32])
{
    sha256_digest(&(*stream)->context, SHA256_DIGEST_SIZE, out);
    free(*stream);
    *stream = NULL;
}

void sfl_sha256_hex(const uint8_t digest[32], char out[65])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 32; i++) {
        out[2 * i]     = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[64] = '\0';
}

void sfl_sha256_base64(const uint8_t digest[32], char out[45])
{
    base64_encode_raw(out, SHA256_DIGEST_SIZE, digest);
    out[44] = '\0';
}
