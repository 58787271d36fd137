/* SHA-256 of bytes (FIPS 180-4), by nettle. */
#ifndef SFL_BASE_SHA256_H
#define SFL_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* data may be NULL where n_bytes is 0. */
void sfl_sha256(const void *data, size_t n_bytes, uint8_t out[32]);

/* The same for bytes that come in pieces. Begin: NULL without memory. End: the digest; the stream is gone. */
typedef struct sfl_sha256_stream sfl_sha256_stream;
sfl_sha256_stream               *sfl_sha256_begin(void);
void                             sfl_sha256_add(sfl_sha256_stream *stream, const void *data, size_t n_bytes);
void                             sfl_sha256_end(sfl_sha256_stream **stream, uint8_t out[32]);

/* 64 lower-case hexadecimal digits and a zero byte. */
void sfl_sha256_hex(const uint8_t digest[32], char out[65]);
/* 44 digits of base64 (RFC 4648) and a zero byte, as browsers want the hash of a script. */
void sfl_sha256_base64(const uint8_t digest[32], char out[45]);

#ifdef __cplusplus
}
#endif
#endif
