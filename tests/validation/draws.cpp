// Kinds without a scenario: generator, streams, inverse normal, estimators on fixed data.
#include "tests/validation/cases.hpp"

#include "kernels/draw.h"
#include "kernels/num.h"
#include "kernels/tally.h"
#include "tests/validation/subject.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace validation
{

namespace
{

uint32_t hexadecimal(const json &word)
{
    return static_cast<uint32_t>(std::strtoul(word.get<std::string>().c_str(), nullptr, 16));
}

bool begins_with(const std::string &text, const char *start)
{
    return text.rfind(start, 0) == 0;
}

Estimate all_paths(double value)
{
    Estimate estimate;
    estimate.value = estimate.least = estimate.greatest = value;
    estimate.n                                          = 1;
    return estimate;
}

// The kernel's own round, as often as a known answer asks; ten of them are the generator itself.
void philox(const uint32_t counter[4], const uint32_t key[2], int32_t rounds, uint32_t words[4])
{
    if (rounds == 10) return sfl_philox(counter, key, words);
    uint64_t w0 = counter[0], w1 = counter[1], w2 = counter[2], w3 = counter[3];
    for (int32_t round = 0; round < rounds; ++round)
        SFL_PHILOX_ROUND(round);
    words[0] = static_cast<uint32_t>(w0);
    words[1] = static_cast<uint32_t>(w1);
    words[2] = static_cast<uint32_t>(w2);
    words[3] = static_cast<uint32_t>(w3);
}

Estimate philox_words(const json &expected)
{
    uint32_t counter[4], key[2], words[4];
    for (size_t i = 0; i < 4; ++i)
        counter[i] = hexadecimal(expected.at("counter").at(i));
    for (size_t i = 0; i < 2; ++i)
        key[i] = hexadecimal(expected.at("key").at(i));
    philox(counter, key, expected.at("rounds").get<int32_t>(), words);
    Estimate estimate;
    estimate.list.assign(words, words + 4);
    return estimate;
}

// Hash, word, uniform and normal of a named stream (model page section 2).
Estimate named_draw(const json &entry, const json &expected)
{
    uint64_t seed = entry.at("seed").get<uint64_t>(), path = expected.at("path").get<uint64_t>();
    uint32_t index  = expected.at("index").get<uint32_t>();
    uint32_t stream = sfl_fnv_hash(SFL_FNV_BEGIN, expected.at("stream").get<std::string>().c_str());

    uint32_t counter[4] = {index / 4, stream, static_cast<uint32_t>(path), static_cast<uint32_t>(path >> 32)};
    uint32_t key[2]     = {static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)};
    uint32_t words[4];
    sfl_philox(counter, key, words);
    uint32_t word = words[index % 4];
    Estimate estimate;
    estimate.list = {static_cast<double>(stream), static_cast<double>(word), sfl_uniform_of_word(word),
                     sfl_normal_of_word(word)};
    return estimate;
}

// "Phinv(0.5)": of a probability; "Phinv(1000000)": of a word's uniform.
Estimate inverse_normal(const json &expected)
{
    std::string name = expected.at("name").get<std::string>();
    if (!begins_with(name, "Phinv(") || name.back() != ')') throw std::runtime_error("unknown name " + name);
    std::string argument = name.substr(6, name.size() - 7);
    if (argument.find_first_of(".e") != std::string::npos) return all_paths(sfl_norm_inverse(std::stod(argument)));
    return all_paths(sfl_normal_of_word(static_cast<uint32_t>(std::stoul(argument))));
}

// The data set that a generator's sentence describes.
std::vector<double> generated(const json &entry)
{
    static const char *const numacc4 = "x[0] = 10000000.2; x[i] = 10000000.1 for odd i, 10000000.3 for even i >= 2";
    if (entry.at("generator") != numacc4) throw std::runtime_error("unknown generator");
    std::vector<double> data(entry.at("n").get<size_t>());
    for (size_t i = 0; i < data.size(); ++i)
        data[i] = i == 0 ? 10000000.2 : i % 2 == 1 ? 10000000.1 : 10000000.3;
    return data;
}

// One column of micro-dollars with everything that a tally can keep; added in lots of a block's size.
Owned<sfl_tally> tally_of(const std::vector<double> &data)
{
    static const sfl_plan_column column = {0, SFL_KEEP_SUM | SFL_KEEP_MOMENTS | SFL_KEEP_FINE, 1e6};
    Owned<sfl_tally>             tally(sfl_tally_build(&column, 1, 1, false));
    for (size_t i = 0; i < data.size(); i += SFL_LANES) {
        double lanes[SFL_LANES] = {};
        size_t n                = std::min<size_t>(SFL_LANES, data.size() - i);
        std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(i), n, lanes);
        sfl_tally_add(tally.get(), 0, lanes, static_cast<int32_t>(n), i);
    }
    sfl_tally_count_paths(tally.get(), data.size());
    return tally;
}

Estimate estimator(const json &entry, const json &expected)
{
    std::vector<double> data  = entry.contains("data") ? entry["data"].get<std::vector<double>>() : generated(entry);
    Owned<sfl_tally>    tally = tally_of(data);
    std::string         name  = expected.at("name").get<std::string>();
    if (name == "mean") return all_paths(sfl_tally_mean(tally.get(), 0));
    if (name == "sd (n-1)") return all_paths(sfl_tally_sd(tally.get(), 0));
    const std::string quantile = "order statistic quantile ", cvar = "CVaR ";
    if (begins_with(name, quantile.c_str())) {
        return all_paths(sfl_tally_quantile(tally.get(), 0, std::stod(name.substr(quantile.size()))));
    }
    if (begins_with(name, cvar.c_str()))
        return all_paths(sfl_tally_cvar(tally.get(), 0, std::stod(name.substr(cvar.size()))));
    throw std::runtime_error("unknown name " + name);
}

} // namespace

bool is_draw_kind(const std::string &kind)
{
    return kind == "random.philox" || kind == "random.streams" || kind == "random.normal" || kind == "estimator.data" ||
           kind == "estimator.numerics";
}

Estimate draw_estimate(const json &entry, const json &expected)
{
    std::string kind = entry.at("kind").get<std::string>();
    if (kind == "random.philox") return philox_words(expected);
    if (kind == "random.streams") return named_draw(entry, expected);
    if (kind == "random.normal") return inverse_normal(expected);
    return estimator(entry, expected);
}

} // namespace validation
