/* SHA-256 by nettle: fingerprints of plans and texts. */
#include "host/base/sha256.h"

#include <nettle/sha2.h>

void sfl_sha256(const void *data, size_t n_bytes, uint8_t out[32])
{
    struct sha256_ctx context;
    sha256_init(&context);
    if (n_bytes > 0) sha256_update(&context, n_bytes, data);
    sha256_digest(&context, SHA256_DIGEST_SIZE, out);
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
