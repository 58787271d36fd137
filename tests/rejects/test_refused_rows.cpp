// Refusals made from the key rows: for every row a value below, above and of a wrong type, and what is missing where it
// is required. The value goes in by -s, so the overrides are walked along every key as well.
#include "host/base/text.h"
#include "host/config/keys.h"
#include "tests/reader/reading.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>

namespace
{

const std::string &scenario()
{
    static const std::string text = [] {
        std::ifstream     file(SFL_SOURCE_DIR "/tests/rejects/parts/every_group.cfg");
        std::stringstream content;
        content << file.rdbuf();
        return content.str();
    }();
    return text;
}

/* A place where a group's keys can stand, by -s. */
struct Place {
    const sfl_group *group;
    std::string      path; // "" the whole scenario
    int32_t          kind; // of the item there, −1: the group has none
};

/* The item of a list in every_group.cfg that has the group, one per kind. */
std::vector<Place> items_of(const sfl_key *key, const std::string &path)
{
    const std::string name = key->name;
    if (name == "channels") {
        return {{key->group, "channels.token", SFL_CHANNEL_TOKEN},
                {key->group, "channels.units", SFL_CHANNEL_PROVISIONED},
                {key->group, "channels.nodes", SFL_CHANNEL_SELF_HOSTED}};
    }
    if (name == "contracts") return {{key->group, "contracts.deal", SFL_CONTRACT_EDP}};
    if (name == "vendors") return {{key->group, "vendors.cloud", -1}};
    if (name == "indices") return {{key->group, "indices.price", -1}};
    if (key->group->is_named) return {{key->group, path + ".one", -1}};
    return {{key->group, path + "[0]", -1}};
}

std::string joined(const std::string &path, const char *name)
{
    return path.empty() ? name : path + "." + name;
}

/* Calls back for every key of every group, at each place where it holds. */
void walk(const Place &place, const std::function<void(const Place &, const sfl_key *)> &visit)
{
    sfl_key_walk keys = sfl_key_walk_begin(place.group);
    while (sfl_key_walk_next(&keys)) {
        if (!sfl_key_table_holds(keys.of, place.kind)) continue;
        const sfl_key *key  = keys.key;
        std::string    path = joined(place.path, key->name);
        visit(place, key);
        if (key->group == nullptr) continue;
        if (key->kind != SFL_KEY_LIST) {
            walk({key->group, path, -1}, visit);
            continue;
        }
        for (const Place &item : items_of(key, path))
            walk(item, visit);
    }
}

void for_every_key(const std::function<void(const Place &, const sfl_key *)> &visit)
{
    walk({&sfl_scenario_group, "", -1}, visit);
}

bool is_number(const sfl_key *key)
{
    return key->kind == SFL_KEY_REAL || key->kind == SFL_KEY_INT || key->kind == SFL_KEY_COUNT;
}

bool is_list_of_numbers(const sfl_key *key)
{
    return key->kind == SFL_KEY_REALS || key->kind == SFL_KEY_ROWS;
}

std::string real(double value)
{
    char text[SFL_REAL_BYTES];
    sfl_text_real(value, text);
    return text;
}

/* A value just outside of the range. */
std::string below(const sfl_key *key)
{
    if (key->kind == SFL_KEY_COUNT) return key->range.least == 0 ? "-1" : "0";
    return real(key->range.is_over ? key->range.least : key->range.least - 1);
}

std::string above(const sfl_key *key)
{
    std::ostringstream whole;
    if (key->kind != SFL_KEY_COUNT) return real(key->range.is_under ? key->range.most : key->range.most * 2 + 1);
    whole << static_cast<uint64_t>(key->range.most) + (key->range.is_under ? 0 : 1);
    return whole.str();
}

/* The scenario with `path` = value is refused, with a message that begins `-s: path: found; allowed`. An item whose
 * name was refused goes by its position. */
void expect_refused(const std::string &path, const std::string &value, const std::string &at, const std::string &found)
{
    Reading     reading = read_text(scenario(), {path + "=" + value});
    bool        is_name = at.size() > 5 && at.compare(at.size() - 5, 5, ".name") == 0;
    std::string wanted  = (is_name ? ".name" : "-s: " + at) + ": " + found + "; allowed";
    bool        is_said = false;
    for (const std::string &m : reading.messages)
        is_said |= is_name ? m.find(wanted) != m.npos : m.compare(0, wanted.size(), wanted) == 0;
    EXPECT_TRUE(is_said) << path << "=" << value << " should say " << wanted << "\n" << reading.text();
    EXPECT_EQ(sfl_status_exit_code(reading.status), 3) << path << "=" << value;
}

TEST(RefusedRows, StartFromAScenarioThatHasEveryGroup)
{
    EXPECT_EQ(read_text(scenario()).text(), "");
}

TEST(RefusedRows, AreAtLeastAHundredAndFifty)
{
    int n = 0;
    for_every_key([&](const Place &, const sfl_key *) { n++; });
    EXPECT_GE(n, 150);
}

TEST(RefusedRows, RefuseWhatIsBelowTheLeast)
{
    for_every_key([](const Place &place, const sfl_key *key) {
        std::string path = joined(place.path, key->name), value = below(key);
        if (is_number(key)) expect_refused(path, value, path, value);
        if (key->kind == SFL_KEY_REALS) expect_refused(path, "[" + value + "]", path + "[0]", value);
        if (key->kind == SFL_KEY_ROWS) expect_refused(path, "([" + value + "])", path + "[0][0]", value);
    });
}

TEST(RefusedRows, RefuseWhatIsAboveTheMost)
{
    for_every_key([](const Place &place, const sfl_key *key) {
        std::string path = joined(place.path, key->name), value = above(key);
        if (is_number(key)) expect_refused(path, value, path, value);
        if (key->kind == SFL_KEY_REALS) expect_refused(path, "[" + value + "]", path + "[0]", value);
        if (key->kind == SFL_KEY_ROWS) expect_refused(path, "([" + value + "])", path + "[0][0]", value);
    });
}

TEST(RefusedRows, RefuseNumbersThatOverflow)
{
    for_every_key([](const Place &place, const sfl_key *key) {
        std::string path = joined(place.path, key->name);
        if (!is_number(key)) return;
        expect_refused(path, "1.0e400", path, "1.0e400");
        expect_refused(path, "-18446744073709551616", path, "-18446744073709551616");
    });
}

TEST(RefusedRows, RefuseAWrongType)
{
    for_every_key([](const Place &place, const sfl_key *key) {
        std::string path     = joined(place.path, key->name);
        bool        is_text  = key->kind == SFL_KEY_NAME || key->kind == SFL_KEY_NAME_OR_GROUP;
        bool        is_list  = is_list_of_numbers(key) || key->kind == SFL_KEY_NAMES || key->kind == SFL_KEY_LIST;
        bool        is_group = key->group != nullptr && key->kind != SFL_KEY_LIST;
        if (!is_number(key)) expect_refused(path, "7", path, "7");
        if (!is_text) expect_refused(path, "\"nonsense\"", path, "\"nonsense\"");
        if (!is_list) expect_refused(path, "[1]", path, "a list");
        if (!is_group) expect_refused(path, "{ }", path, "a group");
        if (key->kind != SFL_KEY_BOOL) expect_refused(path, "true", path, "true");
        if (key->kind == SFL_KEY_INT || key->kind == SFL_KEY_COUNT) expect_refused(path, "1.0", path, "1.0");
        if (key->kind == SFL_KEY_NAME) expect_refused(path, "\"\"", path, "\"\"");
        if (key->kind == SFL_KEY_LIST || key->kind == SFL_KEY_NAMES) expect_refused(path, "(7)", path + "[0]", "7");
        if (is_list_of_numbers(key)) expect_refused(path, "(true)", path + "[0]", "true");
    });
}

/* A required key is missing from a group that is empty. */
TEST(RefusedRows, RefuseWhatIsMissing)
{
    for_every_key([](const Place &place, const sfl_key *key) {
        if (key->group == nullptr) return;
        std::string  path = joined(place.path, key->name), item = path + (key->kind == SFL_KEY_LIST ? "[0]" : "");
        Reading      reading = read_text(scenario(), {path + (key->kind == SFL_KEY_LIST ? "=({})" : "={}")});
        sfl_key_walk inner   = sfl_key_walk_begin(key->group);
        while (sfl_key_walk_next(&inner)) {
            if (inner.key->fallback.kind != SFL_DEFAULT_REQUIRED || inner.of->kinds != 0) continue;
            std::string wanted = "-s: " + item + "." + inner.key->name + ": missing; required is ";
            EXPECT_NE(reading.text().find(wanted), std::string::npos) << wanted << "\n" << reading.text();
            EXPECT_EQ(sfl_status_exit_code(reading.status), 3);
        }
    });
}

TEST(RefusedRows, RefuseKeysThatTheirGroupDoesNotHave)
{
    for_every_key([](const Place &place, const sfl_key *key) {
        if (key->group == nullptr) return;
        std::string path    = joined(place.path, key->name);
        bool        is_list = key->kind == SFL_KEY_LIST;
        Reading     reading = read_text(scenario(), {path + (is_list ? "=({ qqqqqqqq = 1; })" : "={ qqqqqqqq = 1; }")});
        std::string wanted  = "-s: " + path + (is_list ? "[0]" : "") +
                             ".qqqqqqqq: unknown key; allowed are the keys of " + key->group->word;
        EXPECT_TRUE(reading.says(wanted)) << wanted << "\n" << reading.text();
    });
}

/* The ends of a closed range are allowed: whatever else a value breaks, its own range it does not. */
TEST(RefusedRows, AllowTheEndsOfTheirRange)
{
    for_every_key([](const Place &place, const sfl_key *key) {
        if (!is_number(key)) return;
        std::string path = joined(place.path, key->name);
        for (double end : {key->range.least, key->range.most}) {
            if ((end == key->range.least && key->range.is_over) || (end == key->range.most && key->range.is_under))
                continue;
            std::ostringstream whole;
            whole << static_cast<int64_t>(end);
            std::string value   = key->kind == SFL_KEY_REAL ? real(end) : whole.str();
            Reading     reading = read_text(scenario(), {path + "=" + value});
            EXPECT_EQ(reading.text().find("-s: " + path + ": " + value + "; allowed is "), std::string::npos)
                << reading.text();
        }
    });
}

} // namespace
