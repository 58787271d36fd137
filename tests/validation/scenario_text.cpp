#include "tests/validation/scenario_text.hpp"

#include <cstdio>
#include <stdexcept>

namespace validation
{

namespace
{

std::string real_text(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    std::string word = text;
    if (word.find_first_of(".e") == std::string::npos) word += ".0";
    return word;
}

std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (char letter : text) {
        if (letter == '"' || letter == '\\') out += '\\';
        out += letter;
    }
    return out + "\"";
}

std::string value_text(const json &value);

std::string group_text(const json &group)
{
    std::string text = "{ ";
    for (const auto &[key, value] : group.items())
        text += key + " = " + value_text(value) + "; ";
    return text + "}";
}

// libconfig has arrays [ ] of scalars and lists ( ) of anything.
std::string list_text(const json &list)
{
    bool        is_array = list.empty() || !list.front().is_structured();
    std::string text     = is_array ? "[" : "( ";
    const char *between  = "";
    for (const json &entry : list) {
        text += between + value_text(entry);
        between = ", ";
    }
    return text + (is_array ? "]" : " )");
}

std::string value_text(const json &value)
{
    switch (value.type()) {
    case json::value_t::object: return group_text(value);
    case json::value_t::array: return list_text(value);
    case json::value_t::string: return quoted(value.get<std::string>());
    case json::value_t::boolean: return value.get<bool>() ? "true" : "false";
    case json::value_t::number_float: return real_text(value.get<double>());
    case json::value_t::number_integer:
    case json::value_t::number_unsigned: return value.dump();
    default: throw std::runtime_error("a scenario holds no " + std::string(value.type_name()));
    }
}

// Arrays of numbers must be all of one type in libconfig; the case file mixes 0 and 0.5 nowhere, transforms may.
bool is_usd(const std::string &key)
{
    return key.find("usd") != std::string::npos;
}

void scale_numbers(json &value, double factor)
{
    if (value.is_array()) {
        for (json &entry : value)
            scale_numbers(entry, factor);
    } else if (value.is_number()) {
        value = value.get<double>() * factor;
    }
}

} // namespace

std::string scenario_text(const json &scenario)
{
    std::string text;
    for (const auto &[key, value] : scenario.items())
        text += key + " = " + value_text(value) + ";\n";
    return text;
}

void scale_usd(json &scenario, double factor)
{
    if (scenario.is_array()) {
        for (json &entry : scenario)
            scale_usd(entry, factor);
        return;
    }
    if (!scenario.is_object()) return;
    for (auto &[key, value] : scenario.items()) {
        if (is_usd(key) || key == "commitments") {
            scale_numbers(value, factor);
        } else {
            scale_usd(value, factor);
        }
    }
}

json &item(json &scenario, const char *list, const std::string &name)
{
    for (json &entry : scenario.at(list)) {
        if (entry.at("name") == name) return entry;
    }
    throw std::runtime_error(std::string("no ") + name + " in " + list);
}

const json &item(const json &scenario, const char *list, const std::string &name)
{
    return item(const_cast<json &>(scenario), list, name);
}

} // namespace validation
