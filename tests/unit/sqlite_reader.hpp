// A SQLite database as another program reads it. Throws SQLite's words where a query fails.
#ifndef SFL_TESTS_UNIT_SQLITE_READER_HPP
#define SFL_TESTS_UNIT_SQLITE_READER_HPP

#include <cmath>
#include <functional>
#include <sqlite3.h>
#include <stdexcept>
#include <string>

class Database
{
  public:
    explicit Database(const std::string &file)
    {
        require(sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE, nullptr));
    }
    ~Database()
    {
        sqlite3_close(db_);
    }
    Database(const Database &)            = delete;
    Database &operator=(const Database &) = delete;

    void each(const std::string &query, const std::function<void(sqlite3_stmt *)> &take)
    {
        sqlite3_stmt *statement = nullptr;
        require(sqlite3_prepare_v2(db_, query.c_str(), -1, &statement, nullptr));
        int result;
        while ((result = sqlite3_step(statement)) == SQLITE_ROW)
            take(statement);
        sqlite3_finalize(statement);
        if (result != SQLITE_DONE) require(result);
    }
    // The first column of the first row.
    int64_t whole(const std::string &query)
    {
        int64_t value = -1;
        each(query, [&](sqlite3_stmt *row) { value = sqlite3_column_int64(row, 0); });
        return value;
    }
    std::string text(const std::string &query)
    {
        std::string value;
        each(query, [&](sqlite3_stmt *row) { value = text_of(row, 0); });
        return value;
    }
    void run(const std::string &statements)
    {
        require(sqlite3_exec(db_, statements.c_str(), nullptr, nullptr, nullptr));
    }

    static std::string text_of(sqlite3_stmt *row, int column)
    {
        const unsigned char *value = sqlite3_column_text(row, column);
        return value != nullptr ? reinterpret_cast<const char *>(value) : "";
    }
    static double real_of(sqlite3_stmt *row, int column)
    {
        bool is_null = sqlite3_column_type(row, column) == SQLITE_NULL;
        return is_null ? std::nan("") : sqlite3_column_double(row, column);
    }

  private:
    void require(int result)
    {
        if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
    }

    sqlite3 *db_ = nullptr;
};

#endif
