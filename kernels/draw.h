/* Random numbers with an address and no state: seed, path, stream, index (model page section 2). The only header that
 * draws; what bills cannot see it. Antithetic sampling is a mask here and nowhere else. */
#ifndef SFL_KERNELS_DRAW_H
#define SFL_KERNELS_DRAW_H

#include "kernels/draw_avx2.h"
#include "kernels/plan.h"
#include "kernels/word.h"

SFL_FN sfl_path_mask sfl_path_mask_of(const sfl_block *block)
{
    sfl_path_mask mask;
    mask.first  = block->first_path;
    mask.pair   = block->plan->is_antithetic ? 1 : 0;
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
        uint32_t mirror     = 0u - (uint32_t)(path & mask.pair); /* word ~k is the uniform 1 − u */
        uint32_t counter[4] = {quarter, stream, (uint32_t)partner, (uint32_t)(partner >> 32)}, out[4];
        SFL_PHILOX_BLOCK(counter, mask.key, out);
        words[0][lane] = out[0] ^ mirror;
        words[1][lane] = out[1] ^ mirror;
        words[2][lane] = out[2] ^ mirror;
        words[3][lane] = out[3] ^ mirror;
    }
}

/* In three steps, because rows of 32 bytes are faster copied than gathered. */
SFL_FN void sfl_normals_of_rows(const uint32_t *words, double *normals)
{
    int32_t rows[SFL_LANES];
    double  arguments[SFL_LANES], coefficients[SFL_LANES][4];
    SFL_EACH_LANE(lane) arguments[lane] = sfl_normal_argument(words[lane], &rows[lane]);
    for (int32_t lane = 0; lane < SFL_LANES; ++lane) {
        memcpy(coefficients[lane], sfl_normal_table + rows[lane], sizeof coefficients[lane]);
    }
    SFL_EACH_LANE(lane) normals[lane] = sfl_normal_at(words[lane], arguments[lane], coefficients[lane]);
}

#if SFL_AVX2_BY_HAND
#define SFL_WORDS_OF_PATHS sfl_words_of_paths_avx2
#define SFL_NORMALS_OF_ROWS sfl_normals_of_rows_avx2
#else
#define SFL_WORDS_OF_PATHS sfl_words_of_paths
#define SFL_NORMALS_OF_ROWS sfl_normals_of_rows
#endif

/* Words of block `quarter` of a stream: indices 4 · quarter … 4 · quarter + 3. */
SFL_FN void sfl_words_draw(const sfl_block *block, uint32_t stream, uint32_t quarter, sfl_quarter words)
{
    SFL_WORDS_OF_PATHS(sfl_path_mask_of(block), stream, quarter, words);
}

/* Normals of the words of all lanes. */
SFL_FN void sfl_normals_of_words(const uint32_t words[SFL_LANES], double normals[SFL_LANES])
{
    SFL_NORMALS_OF_ROWS(words, normals);
}

/* Normals of months t … t + 3 of a monthly stream, t a multiple of 4, into four slots. */
SFL_FN void sfl_four_normals_draw(const sfl_block *block, uint32_t stream, int32_t month, int32_t slot)
{
    sfl_quarter words;
    sfl_words_draw(block, stream, (uint32_t)month / 4, words);
    for (int32_t i = 0; i < 4; ++i) sfl_normals_of_words(words[i], sfl_slot(block, slot + i));
}

/* One index of a stream. */
SFL_FN void sfl_normals_draw(const sfl_block *block, uint32_t stream, int32_t index, double normals[SFL_LANES])
{
    sfl_quarter words;
    sfl_words_draw(block, stream, (uint32_t)index / 4, words);
    sfl_normals_of_words(words[index % 4], normals);
}

SFL_FN void sfl_uniforms_draw(const sfl_block *block, uint32_t stream, int32_t index, double uniforms[SFL_LANES])
{
    sfl_quarter words;
    sfl_words_draw(block, stream, (uint32_t)index / 4, words);
    const uint32_t *word = words[index % 4];
    SFL_EACH_LANE(lane) uniforms[lane] = sfl_uniform_of_word(word[lane]);
}

#endif
