// Draws as model page section 2 words them: one number at a time, nothing shared with kernels/draw.h but the table that
// turns a word into a normal.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace reference
{

using Words = std::array<uint32_t, 4>;

inline Words philox(Words counter, std::array<uint32_t, 2> key, int rounds)
{
    for (int round = 0; round < rounds; ++round) {
        uint64_t first  = uint64_t{0xD2511F53u} * counter[0];
        uint64_t second = uint64_t{0xCD9E8D57u} * counter[2];
        counter = {static_cast<uint32_t>(second >> 32) ^ counter[1] ^ key[0], static_cast<uint32_t>(second),
                   static_cast<uint32_t>(first >> 32) ^ counter[3] ^ key[1], static_cast<uint32_t>(first)};
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
    return counter;
}

inline uint32_t stream_of(const std::string &name)
{
    uint32_t hash = 2166136261u;
    for (char character : name) hash = (hash ^ static_cast<unsigned char>(character)) * 16777619u;
    return hash;
}

// Word of (seed, path, stream, index).
inline uint32_t word(uint64_t seed, uint64_t path, uint32_t stream, uint32_t index)
{
    Words block = philox({index / 4, stream, static_cast<uint32_t>(path), static_cast<uint32_t>(path >> 32)},
                         {static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)}, 10);
    return block[index % 4];
}

// The uniform 1 − u of word k is that of word ~k.
inline uint32_t antithetic_word(uint64_t seed, uint64_t path, uint32_t stream, uint32_t index)
{
    uint32_t partner = word(seed, path - path % 2, stream, index);
    return path % 2 == 0 ? partner : ~partner;
}

} // namespace reference
