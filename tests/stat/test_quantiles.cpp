// Quantiles of a run against the order statistics of the same paths, which `shortfall paths` prints: at most 0.05 % apart, the
// promise of the model page's section 9, with atoms, zeros, negative differences and twelve orders of magnitude.
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace
{

using json = nlohmann::json;

constexpr size_t n_paths  = size_t{1} << 20;
constexpr double promised = 5e-4;
// Amounts are tallied in whole millionths of a dollar, and below half of one there is a single bin.
constexpr double least_amount = 1e-6;

const std::map<std::string, double> quantiles = {{"q05", 0.05}, {"q25", 0.25}, {"q50", 0.50}, {"q75", 0.75},
                                                 {"q80", 0.80}, {"q95", 0.95}, {"q99", 0.99}};

std::string scenario(const std::string &name)
{
    return std::string(SFL_SOURCE_DIR) + "/tests/stat/coverage/" + name + ".cfg";
}

struct Pipe {
    explicit Pipe(const std::string &command) : stream(popen(command.c_str(), "r")) {}
    ~Pipe()
    {
        pclose(stream);
    }
    FILE *stream;
};

json answer_of(const std::string &name)
{
    const Pipe  pipe(std::string(SFL_PROGRAM) + " run " + scenario(name) + " -q --json -p " + std::to_string(n_paths));
    std::string text;
    char        part[65536];
    for (size_t n; (n = fread(part, 1, sizeof part, pipe.stream)) > 0;)
        text.append(part, n);
    return json::parse(text);
}

// Totals by "architecture money", in the order of the paths.
std::map<std::string, std::vector<double>> totals_of(const std::string &name)
{
    std::map<std::string, std::vector<double>> totals;
    const Pipe pipe(std::string(SFL_PROGRAM) + " paths " + scenario(name) + " -q --count " + std::to_string(n_paths));
    char       line[512], architecture[64], money[64];
    double     total;
    EXPECT_NE(fgets(line, sizeof line, pipe.stream), nullptr);
    EXPECT_EQ(std::string(line).rfind("path,architecture,money,ai,trueup,baseline,total", 0), 0u) << line;
    while (fgets(line, sizeof line, pipe.stream) != nullptr) {
        if (sscanf(line, "%*[^,],%63[^,],%63[^,],%*[^,],%*[^,],%*[^,],%lf", architecture, money, &total) == 3)
            totals[std::string(architecture) + " " + money].push_back(total);
    }
    return totals;
}

void expect_quantiles(const json &shown, std::vector<double> values, const std::string &what)
{
    ASSERT_EQ(values.size(), n_paths) << what;
    std::sort(values.begin(), values.end());
    int n = 0;
    for (const auto &[word, p] : quantiles) {
        if (!shown.contains(word)) continue;
        const auto   rank  = static_cast<size_t>(std::ceil(p * static_cast<double>(n_paths)));
        const double exact = values[rank - 1];
        EXPECT_LE(std::fabs(shown[word].get<double>() - exact), promised * std::fabs(exact) + least_amount)
            << what << ", " << word << ": " << exact;
        n += 1;
    }
    EXPECT_GE(n, 3) << what;
}

// What a row is for is there: zeros and twelve orders of magnitude, an atom, negative differences.
void expect_wild(const std::string &name, const json &answer, const std::map<std::string, std::vector<double>> &totals)
{
    std::vector<double> values = totals.at("platform npv");
    std::sort(values.begin(), values.end());
    if (name == "wide") {
        const double least = *std::upper_bound(values.begin(), values.end(), 0.0);
        EXPECT_EQ(values.front(), 0.0);
        EXPECT_GE(values.back() / least, 1e12);
    }
    if (name != "atoms") return;
    EXPECT_GT(std::count(values.begin(), values.end(), 1.8e6), static_cast<long>(n_paths / 2));
    EXPECT_LT(answer["pairs"][0]["difference"]["q05"].get<double>(), 0.0);
}

class Quantiles : public ::testing::TestWithParam<const char *>
{
};

TEST_P(Quantiles, AreTheOrderStatisticsOfThePaths)
{
    const json                                       answer = answer_of(GetParam());
    const std::map<std::string, std::vector<double>> totals = totals_of(GetParam());
    expect_wild(GetParam(), answer, totals);
    for (const json &architecture : answer["architectures"]) {
        const std::string name = architecture["name"].get<std::string>();
        for (const char *money : {"npv", "nominal"})
            expect_quantiles(architecture[money]["total"], totals.at(name + " " + money), name + " " + money);
    }
    for (const json &pair : answer["pairs"]) {
        const std::string          money      = pair["money"].get<std::string>();
        const std::vector<double> &a          = totals.at(pair["a"].get<std::string>() + " " + money);
        std::vector<double>        difference = totals.at(pair["b"].get<std::string>() + " " + money);
        for (size_t i = 0; i < difference.size(); ++i)
            difference[i] -= a[i];
        expect_quantiles(pair["difference"], difference, "difference, " + money);
    }
}

INSTANTIATE_TEST_SUITE_P(Laws, Quantiles, ::testing::Values("smooth", "atoms", "wide"),
                         [](const auto &row) { return std::string(row.param); });

} // namespace
