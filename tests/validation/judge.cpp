#include "tests/validation/judge.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace validation
{

namespace
{

template <typename... Values> std::string text_of(const char *format, Values... values)
{
    char text[256];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

// Members that an expected value may have; one that is not here would be passed over in silence.
void only_known_members(const json &expected)
{
    static const char *const known[] = {"sel",   "stat", "value",   "sd1",     "ref_err", "sketch_rtol",
                                        "rtol",  "atol", "z_limit", "own_se",  "p",       "alpha",
                                        "name",  "text", "rounds",  "counter", "key",     "stream",
                                        "fnv1a", "path", "index",   "word",    "u",       "z"};
    for (const auto &[key, value] : expected.items()) {
        if (std::find(std::begin(known), std::end(known), key) == std::end(known)) {
            throw std::runtime_error("unknown member " + key + " of an expected value");
        }
    }
}

// Two-sided probability beyond z standard deviations.
double normal_tail(double z)
{
    return std::erfc(z / std::sqrt(2.0));
}

double limit_of(const json &expected)
{
    return expected.value("z_limit", z_limit);
}

// Standard error of the difference between estimate and value.
double error_of(const json &expected, const Estimate &estimate)
{
    double own = expected.value("own_se", false)
                     ? estimate.se
                     : expected.at("sd1").get<double>() / std::sqrt(static_cast<double>(estimate.n));
    return std::hypot(own, expected.at("ref_err").get<double>());
}

Verdict by_z(const json &expected, const Estimate &estimate)
{
    double value = expected.at("value").get<double>(), error = error_of(expected, estimate);
    double z = (estimate.value - value) / error;
    if (estimate.value == value) z = 0.0;
    bool passed = std::isfinite(z) && std::fabs(z) < limit_of(expected);
    return {passed, true, text_of("found %.12g, right %.12g, z %.2f", estimate.value, value, z), z};
}

// Within the uncertainty of the value itself the kindest one is taken; the count is held against the binomial.
Verdict by_count(const json &expected, const Estimate &estimate)
{
    double   value = expected.at("value").get<double>(), reach = z_limit * expected.at("ref_err").get<double>();
    double   n      = static_cast<double>(estimate.n);
    double   share  = std::min(std::max(estimate.value, value - reach), value + reach);
    uint64_t count  = static_cast<uint64_t>(std::llround(estimate.value * n));
    double   tail   = binomial_tail(count, estimate.n, std::min(1.0, std::max(0.0, share)));
    bool     passed = std::isfinite(estimate.value) && tail > normal_tail(z_limit);
    return {passed, true,
            text_of("found %llu of %.0f, right %.6g of them, p %.2g", static_cast<unsigned long long>(count), n, value,
                    tail)};
}

Verdict by_probability(const json &expected, const Estimate &estimate)
{
    double value   = expected.at("value").get<double>();
    bool   is_rare = static_cast<double>(estimate.n) * value * (1.0 - value) < 1000.0;
    return is_rare ? by_count(expected, estimate) : by_z(expected, estimate);
}

bool is_within(const json &expected, double value, double found)
{
    return std::fabs(found - value) <=
           expected.at("rtol").get<double>() * std::fabs(value) + expected.value("atol", 0.0);
}

Verdict by_tolerance(const json &expected, const Estimate &estimate)
{
    double value  = expected.at("value").get<double>();
    bool   passed = is_within(expected, value, estimate.least) && is_within(expected, value, estimate.greatest);
    return {passed, true, text_of("found %.17g … %.17g, right %.17g", estimate.least, estimate.greatest, value)};
}

Verdict by_paths(const json &expected, const Estimate &estimate)
{
    const json &values = expected.at("value");
    if (!values.is_array() || values.size() != estimate.list.size() || estimate.list.empty()) {
        return {false, true, "another number of paths"};
    }
    for (size_t i = 0; i < values.size(); ++i) {
        double value = values[i].get<double>();
        if (!is_within(expected, value, estimate.list[i])) {
            return {false, true, text_of("entry %zu: found %.17g, right %.17g", i, estimate.list[i], value)};
        }
    }
    return {true, true, "every path"};
}

double hexadecimal(const json &word)
{
    return static_cast<double>(std::strtoul(word.get<std::string>().c_str(), nullptr, 16));
}

Verdict by_words(const json &expected, const Estimate &estimate)
{
    const json &words  = expected.at("value");
    bool        passed = words.size() == estimate.list.size();
    for (size_t i = 0; passed && i < words.size(); ++i)
        passed = hexadecimal(words[i]) == estimate.list[i];
    return {passed, true, passed ? "every word" : "other words"};
}

// list: hash, word, uniform, normal.
Verdict by_draw(const json &expected, const Estimate &estimate)
{
    const std::vector<double> &found = estimate.list;
    if (found.size() != 4) return {false, true, "no draw"};
    if (hexadecimal(expected.at("fnv1a")) != found[0]) return {false, true, "another hash"};
    if (hexadecimal(expected.at("word")) != found[1]) return {false, true, "another word"};
    if (expected.at("u").get<double>() != found[2]) return {false, true, text_of("uniform %.17g", found[2])};
    bool passed = std::fabs(expected.at("z").get<double>() - found[3]) <= 1e-9;
    return {passed, true, text_of("normal %.17g", found[3])};
}

} // namespace

// Sums the tail term by term from `count` outwards, in logarithms; two-sided by doubling.
double binomial_tail(uint64_t count, uint64_t n, double p)
{
    if (p <= 0.0) return count == 0 ? 1.0 : 0.0;
    if (p >= 1.0) return count == n ? 1.0 : 0.0;
    double total = static_cast<double>(n), mean = total * p;
    bool   up = static_cast<double>(count) >= mean;
    double k = static_cast<double>(count), sum = 0.0;
    for (int step = 0; step < 100000 && k >= 0.0 && k <= total; ++step) {
        double log_term = std::lgamma(total + 1.0) - std::lgamma(k + 1.0) - std::lgamma(total - k + 1.0) +
                          k * std::log(p) + (total - k) * std::log1p(-p);
        double term = std::exp(log_term);
        sum += term;
        if (term < 1e-18) break;
        k += up ? 1.0 : -1.0;
    }
    return std::min(1.0, 2.0 * sum);
}

Verdict judge(const json &expected, const Estimate &estimate)
{
    only_known_members(expected);
    std::string stat = expected.at("stat").get<std::string>();
    if (stat == "mean" || stat == "sd" || stat == "quantile" || stat == "cvar" || stat == "corr")
        return by_z(expected, estimate);
    if (stat == "probability") return by_probability(expected, estimate);
    if (stat == "exact" || stat == "atom") return by_tolerance(expected, estimate);
    if (stat == "path") return by_paths(expected, estimate);
    if (stat == "kat") return by_words(expected, estimate);
    if (stat == "draw") return by_draw(expected, estimate);
    if (stat == "informative") return {true, false, "for reading"};
    throw std::runtime_error("unknown stat " + stat);
}

Verdict judge_chi2(const std::vector<uint64_t> &bins)
{
    if (bins.size() != 20) throw std::runtime_error("chi2 wants 19 edges");
    double n = 0.0, sum = 0.0;
    for (uint64_t count : bins)
        n += static_cast<double>(count);
    for (uint64_t count : bins) {
        double off = static_cast<double>(count) - n / 20.0;
        sum += off * off / (n / 20.0);
    }
    return {n > 0.0 && sum < chi2_limit, true, text_of("chi-square %.1f, allowed %.1f", sum, chi2_limit)};
}

json spoilt(const json &expected, const Estimate &estimate)
{
    json        wrong = expected;
    std::string stat  = expected.at("stat").get<std::string>();
    if (stat == "kat") {
        wrong["value"][3] = hexadecimal(expected["value"][3]) == 0.0 ? "00000001" : "00000000";
    } else if (stat == "draw") {
        wrong["z"] = expected["z"].get<double>() + 3e-9;
    } else if (stat == "path") {
        double &last = *wrong["value"].back().get_ptr<double *>();
        last += 2.0 * (expected["rtol"].get<double>() * std::fabs(last) + expected.value("atol", 0.0)) + 1e-300;
        if (last == 0.0) last = 1.0;
    } else if (stat == "exact" || stat == "atom") {
        double value   = expected["value"].get<double>();
        double reach   = expected["rtol"].get<double>() * std::fabs(value) + expected.value("atol", 0.0);
        wrong["value"] = value + (reach > 0.0 ? 2.0 * reach : 1.0);
    } else if (stat == "probability") {
        double value   = expected["value"].get<double>();
        double reach   = 2.0 * z_limit * error_of(expected, estimate) + 100.0 / static_cast<double>(estimate.n);
        wrong["value"] = value < 0.5 ? value + reach : value - reach;
    } else {
        double reach   = 2.0 * limit_of(expected) * error_of(expected, estimate);
        wrong["value"] = expected["value"].get<double>() + reach;
    }
    return wrong;
}

} // namespace validation
