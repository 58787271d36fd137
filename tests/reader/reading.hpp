// What came of reading a scenario: its status, its messages, and what it is when written back.
#pragma once

#include "host/base/diag.h"
#include "host/scenario/scenario.h"
#include "shortfall.h"

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

struct Reading {
    sfl_status               status = SFL_OK;
    std::vector<std::string> messages; // errors and warnings, as the program prints them
    std::string              dump;     // of a scenario that was read
    sfl_scenario            *scenario = nullptr;

    Reading()                = default;
    Reading(const Reading &) = delete;
    Reading(Reading &&from) noexcept
    {
        *this = std::move(from);
    }
    Reading &operator=(Reading &&from) noexcept
    {
        status   = from.status;
        messages = std::move(from.messages);
        dump     = std::move(from.dump);
        std::swap(scenario, from.scenario);
        return *this;
    }
    ~Reading()
    {
        sfl_scenario_free(&scenario);
    }

    bool says(const std::string &message) const
    {
        for (const std::string &m : messages) {
            if (m == message) return true;
        }
        return false;
    }
    std::string text() const
    {
        std::string all;
        for (const std::string &m : messages)
            all += m + "\n";
        return all;
    }
};

namespace reading_detail
{

inline std::vector<std::string> lines_of(sfl_diag *diag)
{
    std::vector<std::string> lines;
    for (size_t i = 0; i < sfl_diag_count(diag); i++)
        lines.push_back(sfl_diag_line(diag, i));
    return lines;
}

template <typename Read> Reading read_with(const std::vector<std::string> &overrides, Read read)
{
    Reading                   reading;
    std::vector<const char *> texts;
    for (const std::string &o : overrides)
        texts.push_back(o.c_str());
    sfl_read_options options = {texts.data(), static_cast<int32_t>(texts.size())};
    sfl_diag        *diag    = sfl_diag_build();
    reading.status           = read(&options, &reading.scenario, diag);
    if (reading.status == SFL_OK) {
        char *dump = nullptr;
        if (sfl_scenario_dump(reading.scenario, &dump, diag) == SFL_OK) reading.dump = dump;
        std::free(dump);
    }
    reading.messages = lines_of(diag);
    sfl_diag_free(&diag);
    return reading;
}

} // namespace reading_detail

inline Reading read_file(const std::string &path, const std::vector<std::string> &overrides = {})
{
    return reading_detail::read_with(overrides,
                                     [&](const sfl_read_options *options, sfl_scenario **scenario, sfl_diag *diag) {
                                         return sfl_scenario_read(path.c_str(), options, scenario, diag);
                                     });
}

inline Reading read_text(const std::string &text, const std::vector<std::string> &overrides = {},
                         const char *folder = nullptr)
{
    return reading_detail::read_with(
        overrides, [&](const sfl_read_options *options, sfl_scenario **scenario, sfl_diag *diag) {
            return sfl_scenario_read_text(text.c_str(), "text", folder, options, scenario, diag);
        });
}
