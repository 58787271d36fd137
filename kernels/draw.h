/* Random numbers with an address and no state: seed, path, stream, index (model page section 2). The only header that
 * draws; what bills cannot see it. Antithetic sampling is a mask here and nowhere else; quasi-random sampling gives a draw
 * that has a dimension the words of a Sobol sequence in place of Philox's. */
#ifndef SFL_KERNELS_DRAW_H
#define SFL_KERNELS_DRAW_H

#include "kernels/cubic_rows.h"
#include "kernels/draw_avx2.h"
#include "kernels/block.h"
#include "kernels/sobol.h"
#include "kernels/word.h"

/* Whose words a draw takes: of what differs from month to month (`noise`), and of what a path draws once and for all
 * (`parameters`), which a pair may share. */
typedef enum sfl_draw_kind { SFL_DRAW_NOISE, SFL_DRAW_PARAMETER } sfl_draw_kind;

SFL_FN sfl_path_mask sfl_path_mask_of(const sfl_block *block, sfl_draw_kind kind)
{
    const bool    shares = block->plan->shares_parameters != 0;
    sfl_path_mask mask;
    mask.first  = block->first_path;
    mask.mirror = block->plan->is_antithetic && !shares ? 1 : 0;
    mask.pair   = shares && kind == SFL_DRAW_PARAMETER ? 1 : mask.mirror;
    mask.key[0] = (uint32_t)block->plan->seed;
    mask.key[1] = (uint32_t)(block->plan->seed >> 32);
    return mask;
}

SFL_FN void sfl_words_of_paths(sfl_path_mask mask, uint32_t stream, uint32_t quarter, sfl_quarter words)
{
    SFL_EACH_LANE(lane)
    {
        uint64_t path       = mask.first + (uint64_t)lane;
        uint64_t partner    = path & ~mask.pair;
        uint32_t mirror     = 0u - (uint32_t)(path & mask.mirror); /* word ~k is the uniform 1 − u */
        uint32_t counter[4] = {quarter, stream, (uint32_t)partner, (uint32_t)(partner >> 32)}, out[4];
        SFL_PHILOX_BLOCK(counter, mask.key, out);
        words[0][lane] = out[0] ^ mirror;
        words[1][lane] = out[1] ^ mirror;
        words[2][lane] = out[2] ^ mirror;
        words[3][lane] = out[3] ^ mirror;
    }
}

#if SFL_BY_HAND == 256
#define SFL_WORDS_OF_PATHS sfl_words_of_paths_avx2
#else
#define SFL_WORDS_OF_PATHS sfl_words_of_paths
#endif

/* Words of block `quarter` of a stream: indices 4 · quarter … 4 · quarter + 3. */
SFL_FN void sfl_words_draw(const sfl_block *block, uint32_t stream, uint32_t quarter, sfl_quarter words)
{
    SFL_WORDS_OF_PATHS(sfl_path_mask_of(block, SFL_DRAW_NOISE), stream, quarter, words);
}

/* Normals of the words of all lanes. */
SFL_FN void sfl_normals_of_words(const uint32_t words[SFL_LANES], double normals[SFL_LANES])
{
    int32_t rows[SFL_LANES];
    double  arguments[SFL_LANES];
    SFL_EACH_LANE(lane) arguments[lane] = sfl_normal_argument(words[lane], &rows[lane]);
    sfl_cubics_of_rows(sfl_normal_table, rows, arguments, words, normals);
}

/* Normals of months t … t + 3 of a monthly stream, t a multiple of 4, into four slots. */
SFL_FN void sfl_four_normals_draw(const sfl_block *block, uint32_t stream, int32_t month, int32_t slot)
{
    sfl_quarter words;
    sfl_words_draw(block, stream, (uint32_t)month / 4, words);
    for (int32_t i = 0; i < 4; ++i) sfl_normals_of_words(words[i], sfl_slot(block, slot + i));
}

/* ---- quasi-random ---- */

/* Words of points on lanes, whose numbers follow one another from a multiple of SFL_LANES: the digits of the first, and by
 * doubling those of the rest, which differ in the last bits of their numbers alone.
 *   directions  [SFL_SOBOL_BITS] reversed */
SFL_FN void sfl_words_of_points(const uint32_t *directions, uint32_t seed, uint32_t first, uint32_t words[SFL_LANES])
{
    uint32_t digits[SFL_LANES];
    digits[0] = sfl_sobol_digits(directions, first);
    for (int32_t bit = 0, n = 1; n < SFL_LANES; ++bit, n *= 2) {
        for (int32_t lane = 0; lane < n; ++lane) digits[n + lane] = digits[lane] ^ directions[bit];
    }
    SFL_EACH_LANE(lane) words[lane] = sfl_reverse_bits(sfl_owen_scramble(digits[lane], seed));
}

/* Words of a dimension on paths first … first + SFL_LANES − 1, a multiple of SFL_LANES, so all of one part. */
SFL_FN void sfl_words_of_part(const sfl_plan *plan, int32_t dimension, uint64_t first, uint32_t words[SFL_LANES])
{
    const uint32_t *directions = SFL_AT(plan, uint32_t, plan->directions_at);
    const uint32_t *scrambles  = SFL_AT(plan, uint32_t, plan->scrambles_at);
    const size_t    part = (size_t)sfl_path_part(first), n = (size_t)plan->n_dimensions, of = (size_t)dimension - 1;
    sfl_words_of_points(directions + of * SFL_SOBOL_BITS, scrambles[part * n + of], (uint32_t)sfl_path_point(first),
                        words);
}

/* A draw that has a dimension, on paths first … first + SFL_LANES − 1, a multiple of SFL_LANES. Paths beyond the last point
 * of their part have Philox's words. */
SFL_FN void sfl_row_draw(const sfl_block *block, uint64_t first, int32_t dimension, uint32_t stream, int32_t index,
                         uint32_t words[SFL_LANES])
{
    if (sfl_has_point(first)) {
        sfl_words_of_part(block->plan, dimension, first, words);
        return;
    }
    sfl_path_mask mask = sfl_path_mask_of(block, SFL_DRAW_NOISE);
    sfl_quarter   four;
    mask.first = first;
    SFL_WORDS_OF_PATHS(mask, stream, (uint32_t)index / 4, four);
    memcpy(words, four[index % 4], sizeof four[0]);
}

/* The same for any block: one that begins amid a row of SFL_LANES takes the rest of it and the beginning of the next. */
SFL_FN void sfl_points_draw(const sfl_block *block, int32_t dimension, uint32_t stream, int32_t index,
                            uint32_t words[SFL_LANES])
{
    const uint64_t skipped = block->first_path % SFL_LANES, first = block->first_path - skipped;
    uint32_t       rows[2 * SFL_LANES];
    if (skipped == 0) {
        sfl_row_draw(block, first, dimension, stream, index, words);
        return;
    }
    sfl_row_draw(block, first, dimension, stream, index, rows);
    sfl_row_draw(block, first + SFL_LANES, dimension, stream, index, rows + SFL_LANES);
    memcpy(words, rows + skipped, SFL_LANES * sizeof rows[0]);
}

/* ---- one index of a stream, with the dimension that it has; 0 or one beyond the last: none ---- */

SFL_FN void sfl_index_draw(const sfl_block *block, sfl_draw_kind kind, int32_t dimension, uint32_t stream, int32_t index,
                           uint32_t words[SFL_LANES])
{
    if (dimension > 0 && dimension <= block->plan->n_dimensions) {
        sfl_points_draw(block, dimension, stream, index, words);
        return;
    }
    sfl_quarter four;
    SFL_WORDS_OF_PATHS(sfl_path_mask_of(block, kind), stream, (uint32_t)index / 4, four);
    memcpy(words, four[index % 4], sizeof four[0]);
}

SFL_FN void sfl_normals_draw(const sfl_block *block, int32_t dimension, uint32_t stream, int32_t index,
                             double normals[SFL_LANES])
{
    uint32_t words[SFL_LANES];
    sfl_index_draw(block, SFL_DRAW_NOISE, dimension, stream, index, words);
    sfl_normals_of_words(words, normals);
}

SFL_FN void sfl_uniforms_draw(const sfl_block *block, int32_t dimension, uint32_t stream, int32_t index,
                              double uniforms[SFL_LANES])
{
    uint32_t words[SFL_LANES];
    sfl_index_draw(block, SFL_DRAW_NOISE, dimension, stream, index, words);
    SFL_EACH_LANE(lane) uniforms[lane] = sfl_uniform_of_word(words[lane]);
}

/* ---- what a path draws once: index 0 of a stream ---- */

SFL_FN void sfl_parameter_normals_draw(const sfl_block *block, int32_t dimension, uint32_t stream,
                                       double normals[SFL_LANES])
{
    uint32_t words[SFL_LANES];
    sfl_index_draw(block, SFL_DRAW_PARAMETER, dimension, stream, 0, words);
    sfl_normals_of_words(words, normals);
}

SFL_FN void sfl_parameter_uniforms_draw(const sfl_block *block, int32_t dimension, uint32_t stream,
                                        double uniforms[SFL_LANES])
{
    uint32_t words[SFL_LANES];
    sfl_index_draw(block, SFL_DRAW_PARAMETER, dimension, stream, 0, words);
    SFL_EACH_LANE(lane) uniforms[lane] = sfl_uniform_of_word(words[lane]);
}

/* Dimension of a monthly draw whose first one, of month 1, has `first`; 0: none. */
SFL_FN int32_t sfl_month_dimension(int32_t first, int32_t t)
{
    return first > 0 ? first + t - 1 : 0;
}

#endif
