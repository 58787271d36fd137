// Every number of an answer's JSON with its name and its place, found by walking the JSON alone.
#ifndef SFL_TESTS_UNIT_SHOWN_NUMBERS_HPP
#define SFL_TESTS_UNIT_SHOWN_NUMBERS_HPP

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

struct ShownNumber {
    std::string                        name;             // "cvar95(hybrid.npv.total)"
    std::map<std::string, std::string> place;            // column of CSV → text; without what it is none of
    double                             value, low, high; // NaN: null, or none
    double                             p;                // of a quantile or a tail; NaN
};

class ShownNumbers
{
  public:
    explicit ShownNumbers(const nlohmann::json &answer)
    {
        for (const auto &driver : answer.at("drivers"))
            each(driver.at("months"), "month", at("driver", driver.at("name"), At{{"drivers"}, {}, ""}));
        for (const auto &architecture : answer.at("architectures"))
            members(architecture, at("architecture", architecture.at("name"), At{}));
        for (const auto &pair : answer.at("pairs"))
            compared(pair, "a", "b", {});
        for (const auto &row : answer.at("break_even"))
            compared(row, "from", "to", {});
        for (const auto &row : answer.at("ranking"))
            compared(row, "cheapest", "runner_up", {"ranking"});
    }

    std::vector<ShownNumber> all;

  private:
    using json = nlohmann::json;

    struct At {
        std::vector<std::string>           path; // members, joined by dots in the name
        std::map<std::string, std::string> place;
        std::string                        item; // before the measure
    };

    static At at(const std::string &column, const std::string &name, At from)
    {
        from.path.push_back(name);
        from.place[column] = name;
        return from;
    }
    static double real(const json &value)
    {
        return value.is_number() ? value.get<double>() : std::nan("");
    }

    static double bound(const json &object, const char *side, const std::string &member)
    {
        if (member == "mean_cv") return real(object.at(std::string(side) + "_cv"));
        if (!object.contains(side) || !object[side].contains(member)) return std::nan("");
        return real(object[side][member]);
    }

    // "q05" is 0.05, "cvar95" is 0.95, "best05" is 0.05.
    static double level_of(const std::string &measure)
    {
        for (const std::string word : {"q", "cvar", "best"}) {
            bool is_it = measure.size() == word.size() + 2 && measure.compare(0, word.size(), word) == 0;
            if (is_it) return std::stod(measure.substr(word.size())) / 100.0;
        }
        return std::nan("");
    }

    void add(const std::string &measure, const At &where, double value, double low, double high)
    {
        std::string of;
        for (const std::string &step : where.path)
            of += (of.empty() ? "" : ".") + step;
        ShownNumber number      = {measure + "(" + of + ")", where.place, value, low, high, level_of(measure)};
        number.place["measure"] = where.item.empty() ? measure : where.item + "." + measure;
        all.push_back(number);
    }

    // One number an index: shares by month, units by month.
    void months(const json &object, const std::string &member, const At &where)
    {
        for (size_t i = 0; i < object[member].size(); ++i) {
            bool   has  = member == "units";
            double low  = has ? real(object["low"][member][i]) : std::nan("");
            double high = has ? real(object["high"][member][i]) : std::nan("");
            add(member, at("month", std::to_string(i), where), real(object[member][i]), low, high);
        }
    }

    // A list of objects, each of which says its own number.
    void each(const json &list, const std::string &column, const At &where)
    {
        for (const auto &item : list)
            members(item, at(column, std::to_string(item.at(column).get<int>()), where));
    }

    void lists(const json &object, const std::string &member, const At &where)
    {
        At inside = where;
        if (member == "months" || member == "years") inside.path.push_back(member);
        if (object[member].empty()) return;
        if (!object[member][0].is_structured()) return months(object, member, where);
        if (member == "months") return each(object[member], "month", inside);
        if (member == "years") return each(object[member], "year", inside);
        if (member == "periods") return each(object[member], "period", where);
        for (const auto &item : object[member]) {
            if (member == "contracts") members(item, at("contract", item.at("name"), where));
            if (member == "channels") members(item, at("channel", item.at("name"), where));
            if (member == "switches")
                members(item, at("versus", item.at("to"),
                                 at("channel", item.at("channel"), at("driver", item.at("workload"), where))));
        }
    }

    void child(const json &object, const std::string &member, const At &where)
    {
        if (member == "npv" || member == "nominal") return members(object, at("money", member, where));
        if (member == "term") return members(object, at("period", member, where));
        bool is_part = where.place.count("money") > 0 && where.item.empty() &&
                       (member == "total" || member == "ai" || member == "trueup" || member == "baseline");
        if (is_part) return members(object, at("part", member, where));
        At inside = where;
        inside.path.push_back(member);
        if (member == "cheapest_nominal")
            inside.place["money"] = "nominal";
        else
            inside.item = member;
        if (member == "usd_per_mtok") inside.place["money"] = "nominal"; // it is of nominal amounts alone
        bool is_npv = member == "regret" && inside.place.count("money") == 0;
        if (is_npv) inside.place["money"] = "npv";
        members(object, inside);
    }

    void members(const json &object, const At &where)
    {
        static const std::vector<std::string> none = {"low",   "high", "low_cv", "high_cv",   "histogram",
                                                      "month", "year", "period", "runner_up", "static"};
        for (const auto &[member, value] : object.items()) {
            if (std::find(none.begin(), none.end(), member) != none.end()) continue;
            if (member == "variance" && value.is_null()) continue;
            if (value.is_array())
                lists(object, member, where);
            else if (value.is_object())
                child(value, member, where);
            else if (value.is_number() || value.is_null())
                add(member, of_npv(member, where), real(value), bound(object, "low", member),
                    bound(object, "high", member));
        }
    }

    // Which architecture is cheapest is said of npv first, without a word.
    static At of_npv(const std::string &member, At where)
    {
        if ((member == "p_cheapest" || member == "p_tied") && where.place.count("money") == 0)
            where.place["money"] = "npv";
        return where;
    }

    void compared(const json &row, const char *a, const char *b, std::vector<std::string> path)
    {
        if (row.at(b).is_null()) return;
        At where    = {path, {}, ""};
        where.place = {{"architecture", row.at(a)}, {"versus", row.at(b)}};
        if (path.empty()) where.path = {row.at(a), row.at(b)};
        if (row.contains("money")) where = at("money", row.at("money"), where);
        members(row, where);
    }
};

#endif
