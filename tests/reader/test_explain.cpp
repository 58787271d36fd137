// The key rows explained: text, the page docs/scenario.md, a JSON Schema.
#include "host/config/explain.h"
#include "tests/reader/reading.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <cstdio>
#include <fstream>
#include <utility>
#include <vector>
#include <sstream>

namespace
{

std::string explained(const char *key, const char *format, sfl_status wanted = SFL_OK)
{
    char     *text    = nullptr;
    size_t    n_bytes = 0;
    FILE     *stream  = open_memstream(&text, &n_bytes);
    sfl_diag *diag    = sfl_diag_build();
    EXPECT_EQ(sfl_explain(key, format, stream, diag), wanted);
    std::fclose(stream);
    std::string result = wanted == SFL_OK ? text : sfl_diag_line(diag, 0);
    sfl_diag_free(&diag);
    std::free(text);
    return result;
}

TEST(Explain, MarkdownIsThePageOfTheScenarioFile)
{
    std::ifstream     file(SFL_SOURCE_DIR "/docs/scenario.md");
    std::stringstream page;
    page << file.rdbuf();
    EXPECT_EQ(page.str(), explained("", "markdown"))
        << "docs/scenario.md is made by: shortfall explain --format markdown";
}

TEST(Explain, TellsAKey)
{
    EXPECT_EQ(explained("channels.margin", "table"), "channels.margin of a channel\n"
                                                     "  margin               -1 … 10; default: 0\n"
                                                     "                         added to the provider's price\n");
}

TEST(Explain, TellsDefaultsByKindOfContract)
{
    EXPECT_NE(explained("contracts.period_months", "table").find("default: edp 12, macc required, provider 12"),
              std::string::npos);
    EXPECT_NE(explained("contracts.shortfall_rate", "table").find("default: 1\n"), std::string::npos);
}

TEST(Explain, FollowsPathsThroughGroups)
{
    EXPECT_NE(explained("workloads.jumps.lasting", "table").find("true or false; default: true"), std::string::npos);
    EXPECT_NE(explained("architectures.routes.then", "markdown").find("`when_monthly_usd`"), std::string::npos);
    EXPECT_NE(explained("driver", "table").find("volatility_dof"), std::string::npos);
}

TEST(Explain, RefusesWhatItDoesNotKnow)
{
    EXPECT_EQ(explained("workload", "table", SFL_ERR_USAGE), "workload: unknown key; did you mean workloads?");
    EXPECT_EQ(explained("channels.margn", "table", SFL_ERR_USAGE),
              "channels.margn: unknown key; did you mean channels.margin?");
    EXPECT_EQ(explained("margin", "table", SFL_ERR_USAGE),
              "margin: unknown key; it stands in channels of kind \"token\"");
    EXPECT_EQ(explained("workloads.growth.x", "table", SFL_ERR_USAGE), "workloads.growth.x: unknown key");
    EXPECT_EQ(explained("", "html", SFL_ERR_USAGE), "html: unknown format; allowed are table, markdown, json");
}

TEST(Explain, TakesNullForEverything)
{
    EXPECT_EQ(explained(nullptr, "table"), explained("", "table"));
}

/* The first mistake that the schema finds in a scenario, "" if there is none. */
std::string mistake_in(const nlohmann::json &scenario)
{
    nlohmann::json                          document = nlohmann::json::parse(explained("", "json"));
    valijson::adapters::NlohmannJsonAdapter source(document), target(scenario);
    valijson::Schema                        schema;
    valijson::SchemaParser().populateSchema(source, schema);
    valijson::ValidationResults        results;
    valijson::ValidationResults::Error error;
    if (valijson::Validator().validate(schema, target, &results)) return "";
    return results.popError(error) ? error.description : "?";
}

TEST(Explain, WritesASchemaThatEveryCaseFits)
{
    std::ifstream  file(SFL_SOURCE_DIR "/tests/validation/cases.json");
    int            n     = 0;
    nlohmann::json whole = nlohmann::json::parse(file);
    for (const auto &one : whole.at("cases")) {
        if (!one.contains("scenario")) continue;
        EXPECT_EQ(mistake_in(one.at("scenario")), "") << one.at("id");
        if (n++ == 10) break;
    }
    EXPECT_GT(n, 5);
}

TEST(Explain, WritesASchemaThatBrokenScenariosDoNotFit)
{
    nlohmann::json good = {{"simulation", {{"months", 12}}},
                           {"architectures", {{{"name", "a"}, {"routes", nlohmann::json::array()}}}}};
    EXPECT_EQ(mistake_in(good), "");
    const std::vector<std::pair<std::string, nlohmann::json>> mistakes = {
        {"/simulation/months", 0}, {"/simulation/months", 12.5},  {"/simulation/sampling", "halton"},
        {"/simulation/colour", 1}, {"/architectures/0/name", ""}, {"/workloads", {{{"name", "w"}}}},
    };
    for (const auto &[pointer, value] : mistakes) {
        nlohmann::json bad                         = good;
        bad[nlohmann::json::json_pointer(pointer)] = value;
        EXPECT_NE(mistake_in(bad), "") << pointer << value;
    }
}

TEST(Explain, WritesASchemaThatIsJson)
{
    nlohmann::json schema = nlohmann::json::parse(explained("", "json"));
    EXPECT_EQ(schema.at("$schema"), "http://json-schema.org/draft-07/schema#");
    EXPECT_EQ(schema.at("properties").at("simulation").at("properties").at("seed").at("maximum"), 9223372036854775807u);
    EXPECT_EQ(schema.at("properties").at("channels").at("items").at("oneOf").size(), 3u);
}

} // namespace
