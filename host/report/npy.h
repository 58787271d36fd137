/* Arrays as NumPy's .npy files, format 1.0: a header with type and shape, padded to 64 bytes, then the items, the last index
 * fastest, all little-endian whatever the machine. */
#ifndef SFL_REPORT_NPY_H
#define SFL_REPORT_NPY_H

#include "host/base/buffer.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The header of an array of type "<f8", "<u8" or "<U12" and of shape [n_sizes], which is 1 … 8 sizes. */
void sfl_npy_header(sfl_buffer *buffer, const char *type, const uint64_t *sizes, int32_t n_sizes);
/* Items: doubles; whole numbers from `first` on. */
void sfl_npy_reals(sfl_buffer *buffer, const double *values, size_t n);
void sfl_npy_counts(sfl_buffer *buffer, uint64_t first, size_t n);
/* A whole array of texts, [n] UTF-8, as wide as the longest of them. */
void sfl_npy_texts(sfl_buffer *buffer, const char *const *texts, int32_t n);

#ifdef __cplusplus
}
#endif
#endif
