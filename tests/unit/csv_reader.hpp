// CSV as another program reads it: RFC 4180, whichever separator and line end; and what was defused, as it was.
#ifndef SFL_TESTS_UNIT_CSV_READER_HPP
#define SFL_TESTS_UNIT_CSV_READER_HPP

#include <map>
#include <string>
#include <vector>

using CsvRow = std::map<std::string, std::string>;

// Records of fields. A quoted field may hold anything; two quotes inside are one.
inline std::vector<std::vector<std::string>> csv_records(const std::string &text, char separator)
{
    std::vector<std::vector<std::string>> records;
    std::vector<std::string>              record(1);
    bool                                  is_quoted = false;
    for (size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (is_quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            record.back() += text[++i];
        } else if (c == '"') {
            is_quoted = !is_quoted;
        } else if (is_quoted || (c != separator && c != '\r' && c != '\n')) {
            record.back() += c;
        } else if (c == separator) {
            record.emplace_back();
        } else if (c == '\n') {
            records.push_back(record);
            record.assign(1, "");
        }
    }
    return records;
}

// The first apostrophe of a field is the writer's.
inline std::string csv_undefused(const std::string &field)
{
    return !field.empty() && field[0] == '\'' ? field.substr(1) : field;
}

// Rows by the names of the header.
inline std::vector<CsvRow> csv_rows(const std::string &text, char separator = ',')
{
    std::vector<CsvRow> rows;
    auto                records = csv_records(text, separator);
    for (size_t i = 1; i < records.size(); ++i) {
        CsvRow row;
        for (size_t j = 0; j < records[0].size(); ++j)
            row[records[0][j]] = csv_undefused(records[i].at(j));
        rows.push_back(row);
    }
    return rows;
}

#endif
