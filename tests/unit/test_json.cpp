// The answer for programs: the writer, the shape (docs/run.schema.json), and that a reader gets every number back.
#include "answer.hpp"

#include "host/report/json_writer.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>

using nlohmann::json;

namespace
{

// ---- the writer ----

std::string written_by(void (*write)(sfl_json *))
{
    sfl_buffer buffer = {};
    sfl_json   writer;
    sfl_json_init(&writer, &buffer);
    write(&writer);
    EXPECT_TRUE(sfl_json_is_whole(&writer));
    std::string text = buffer.text;
    sfl_buffer_free(&buffer);
    return text;
}

TEST(JsonWriter, MembersKeepTheirOrderAndContainersTheirLayout)
{
    std::string text = written_by([](sfl_json *writer) {
        sfl_json_object(writer, nullptr, SFL_JSON_LINES);
        sfl_json_text(writer, "z", "one");
        sfl_json_array(writer, "empty", SFL_JSON_LINES);
        sfl_json_close(writer);
        sfl_json_array(writer, "a", SFL_JSON_LINES);
        sfl_json_object(writer, nullptr, SFL_JSON_INLINE);
        sfl_json_whole(writer, "x", -3);
        sfl_json_truth(writer, "is", true);
        sfl_json_close(writer);
        sfl_json_close(writer);
        sfl_json_close(writer);
    });
    EXPECT_EQ(text, "{\n \"z\": \"one\",\n \"empty\": [],\n \"a\": [\n  {\"x\": -3, \"is\": true}\n ]\n}\n");
}

TEST(JsonWriter, NumbersReadBackAsTheSameDoubleAndNoNumberIsNull)
{
    std::string text = written_by([](sfl_json *writer) {
        const double values[] = {0.1, 1.0 / 3.0, 5e-324, 1.7976931348623157e308, -0.0, 41234567.123456, NAN, INFINITY};
        sfl_json_reals(writer, nullptr, values, 8);
    });
    json        read = json::parse(text);
    EXPECT_EQ(read[0].get<double>(), 0.1);
    EXPECT_EQ(read[1].get<double>(), 1.0 / 3.0);
    EXPECT_EQ(read[2].get<double>(), 5e-324);
    EXPECT_EQ(read[3].get<double>(), 1.7976931348623157e308);
    EXPECT_EQ(read[5].get<double>(), 41234567.123456);
    EXPECT_TRUE(read[6].is_null());
    EXPECT_TRUE(read[7].is_null());
    EXPECT_EQ(text.rfind("[0.1, ", 0), 0u);
}

TEST(JsonWriter, TextSurvivesWhateverIsInIt)
{
    const std::string hard   = "quote \" backslash \\ line\nbell\x07 größe 大量 😀";
    sfl_buffer        buffer = {};
    sfl_json          writer;
    sfl_json_init(&writer, &buffer);
    sfl_json_text(&writer, nullptr, hard.c_str());
    EXPECT_EQ(json::parse(buffer.text).get<std::string>(), hard);
    sfl_buffer_free(&buffer);
}

TEST(JsonWriter, BytesThatAreNoUtf8AreReplaced)
{
    std::string text = written_by([](sfl_json *writer) {
        sfl_json_array(writer, nullptr, SFL_JSON_INLINE);
        sfl_json_text(writer, nullptr, "a\xff\xc3(");
        sfl_json_close(writer);
    });
    EXPECT_EQ(json::parse(text)[0].get<std::string>(), "a\xef\xbf\xbd\xef\xbf\xbd(");
}

// ---- the answer ----

json read_schema()
{
    std::ifstream file(SFL_SOURCE_DIR "/docs/run.schema.json");
    return json::parse(file);
}

// The schema with every described object closed: what is not described is an error.
void close_objects(json &node)
{
    if (node.is_object() && node.contains("properties")) node["additionalProperties"] = false;
    for (auto &child : node) {
        if (child.is_structured()) close_objects(child);
    }
}

// Why the answer is not valid; empty where it is.
std::string fault(const json &schema_text, const json &answer)
{
    valijson::Schema                        schema;
    valijson::SchemaParser                  parser;
    valijson::adapters::NlohmannJsonAdapter schema_adapter(schema_text), answer_adapter(answer);
    parser.populateSchema(schema_adapter, schema);
    valijson::Validator         validator;
    valijson::ValidationResults results;
    if (validator.validate(schema, answer_adapter, &results)) return "";
    valijson::ValidationResults::Error error;
    std::string                        text = "not valid";
    while (results.popError(error)) {
        text += "\n";
        for (const std::string &part : error.context)
            text += part;
        text += ": " + error.description;
    }
    return text;
}

json closed_schema()
{
    json schema = read_schema();
    close_objects(schema);
    return schema;
}

json answer_of(const std::string &scenario, uint64_t n_paths)
{
    return json::parse(Answer(scenario, n_paths).written("json"));
}

TEST(Json, ARichAnswerIsValidAndEveryMemberIsDescribed)
{
    EXPECT_EQ(fault(closed_schema(), answer_of(rich_scenario(), 512)), "");
}

TEST(Json, AnAnswerWithUndefinedFiguresIsValid)
{
    json answer = answer_of(rich_scenario(), 1);
    EXPECT_EQ(fault(closed_schema(), answer), "");
    EXPECT_TRUE(answer["architectures"][0]["npv"]["total"]["sd"].is_null());
    EXPECT_TRUE(answer["architectures"][0]["npv"]["total"]["se"].is_null());
}

TEST(Json, AnAntitheticAnswerIsValid)
{
    json answer = answer_of(rich_scenario(30, "antithetic"), 512);
    EXPECT_EQ(fault(closed_schema(), answer), "");
    EXPECT_EQ(answer["sampling"], "antithetic");
}

TEST(Json, EveryScenarioOfTheHouseHasAValidAnswer)
{
    int n = 0;
    for (const auto &entry : std::filesystem::directory_iterator(SFL_SOURCE_DIR "/configs")) {
        if (entry.path().extension() != ".cfg") continue;
        json answer = json::parse(Answer(ScenarioFile{entry.path().string()}, 128).written("json"));
        EXPECT_EQ(fault(closed_schema(), answer), "") << entry.path();
        ++n;
    }
    EXPECT_GT(n, 0);
}

TEST(Json, TheSchemaRefusesWhatIsNotAnAnswer)
{
    json answer = answer_of(rich_scenario(), 64), schema = read_schema();
    json no_pairs = answer, text_for_number = answer, negative = answer;
    no_pairs.erase("pairs");
    text_for_number["architectures"][1]["npv"]["total"]["mean"] = "12";
    negative["architectures"][0]["p_cheapest"]                  = -0.1;
    EXPECT_EQ(fault(schema, answer), "");
    EXPECT_NE(fault(schema, no_pairs), "");
    EXPECT_NE(fault(schema, text_for_number), "");
    EXPECT_NE(fault(schema, negative), "");
    answer["added"] = 1; // members may be added
    EXPECT_EQ(fault(schema, answer), "");
    EXPECT_NE(fault(closed_schema(), answer), "");
}

TEST(Json, NumbersAreThoseOfTheSummaryUnrounded)
{
    Answer answer(rich_scenario(), 512);
    json   read = json::parse(answer.written("json"));
    for (size_t i = 0; i < 3; ++i) {
        const sfl_summary_architecture &one = answer.summary->architectures[i];
        for (int32_t m = 0; m < SFL_MEASURE_COUNT; ++m) {
            const char *word = sfl_measure_word(static_cast<sfl_measure>(m));
            EXPECT_EQ(read["architectures"][i]["npv"]["total"][word].get<double>(), one.costs[0][0].values[m]);
            EXPECT_EQ(read["architectures"][i]["nominal"]["ai"][word].get<double>(), one.costs[1][1].values[m]);
        }
        EXPECT_EQ(read["architectures"][i]["months"].size(), 30u);
        EXPECT_EQ(read["architectures"][i]["years"].size(), 3u);
    }
    EXPECT_EQ(read["seed"], "7");
    EXPECT_TRUE(read["paths"].is_number_unsigned());
    EXPECT_EQ(read["paths"], 512);
    EXPECT_EQ(read["scenario"]["text"], answer.dump);
    EXPECT_EQ(read["pairs"].size(), 6u);
    EXPECT_EQ(read["break_even"].size(), 2u);
}

TEST(Json, MembersStandInTheOrderOfTheSchema)
{
    std::string text = Answer(rich_scenario(), 64).written("json");
    size_t      at   = 0;
    for (const char *name : {"schema", "scenario", "run", "seed", "paths", "sampling", "months", "currency", "drivers",
                             "architectures", "pairs", "break_even"}) {
        size_t next = text.find("\n \"" + std::string(name) + "\": ");
        ASSERT_NE(next, std::string::npos) << name;
        EXPECT_GT(next + 1, at) << name;
        at = next;
    }
}

TEST(Json, OnlyRunDiffersBetweenEqualAnswers)
{
    json one = json::parse(Answer(rich_scenario(), 2048, 1).written("json"));
    json two = json::parse(Answer(rich_scenario(), 2048, 3).written("json"));
    one.erase("run");
    two.erase("run");
    EXPECT_EQ(one.dump(), two.dump());
}

} // namespace
