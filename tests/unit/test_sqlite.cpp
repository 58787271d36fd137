// Answers in a database: several in one file, all of an answer or nothing, and nobody else's file.
#include "answer.hpp"
#include "folder.hpp"
#include "risky_names.hpp"
#include "sqlite_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/resource.h>
#include <vector>

namespace
{

class Sqlite : public testing::Test
{
  protected:
    sfl_status append(const Answer &answer) const
    {
        return sfl_report_append(answer.summary, "sqlite", nullptr, file.c_str(), answer.diag);
    }
    std::string bytes() const
    {
        std::ifstream      stream(file, std::ios::binary);
        std::ostringstream text;
        text << stream.rdbuf();
        return text.str();
    }
    void expect_refused(const std::string &why) const
    {
        Answer      answer(certain_scenario(), 2);
        std::string before = bytes();
        EXPECT_EQ(append(answer), SFL_ERR_OUTPUT);
        EXPECT_EQ(sfl_diag_line(answer.diag, 0), file + ": " + why);
        EXPECT_EQ(bytes(), before);
    }

    OwnFolder   folder;
    std::string file = folder.in("answers.sqlite");
};

TEST_F(Sqlite, TheFileIsMarkedAndItsTablesAreStrictAndSound)
{
    ASSERT_EQ(append(Answer(rich_scenario(), 64)), SFL_OK);
    Database db(file);
    EXPECT_EQ(db.whole("PRAGMA application_id"), 0x53464c31);
    EXPECT_EQ(db.whole("PRAGMA user_version"), 1);
    EXPECT_EQ(db.text("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(db.whole("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    const char *tables = "FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'";
    EXPECT_EQ(db.text(std::string("SELECT group_concat(name) FROM (SELECT name ") + tables + " ORDER BY name)"),
              "contract,histogram,month,pair,quantile,run,summary");
    EXPECT_EQ(db.whole(std::string("SELECT count(*) ") + tables + " AND strict = 0"), 0);
}

TEST_F(Sqlite, SeveralRunsLiveInOneFile)
{
    ASSERT_EQ(append(Answer(rich_scenario(), 64)), SFL_OK);
    ASSERT_EQ(append(Answer(rich_scenario(), 128)), SFL_OK);
    ASSERT_EQ(append(Answer(certain_scenario(), 10)), SFL_OK);
    Database db(file);
    EXPECT_EQ(db.text("SELECT group_concat(paths) FROM (SELECT paths FROM run ORDER BY paths)"), "10,64,128");
    for (const char *table : {"summary", "quantile", "histogram", "month", "contract", "pair"})
        EXPECT_EQ(db.whole(std::string("SELECT count(DISTINCT run) FROM ") + table), 3) << table;
}

TEST_F(Sqlite, TheSameRunAgainTakesThePlaceOfItsRowsAndOthersStay)
{
    ASSERT_EQ(append(Answer(rich_scenario(), 64)), SFL_OK);
    ASSERT_EQ(append(Answer(certain_scenario(), 10)), SFL_OK);
    Database db(file);
    auto     counts = [&] {
        std::string all;
        for (const char *table : {"run", "summary", "quantile", "histogram", "month", "contract", "pair"})
            all += std::to_string(db.whole(std::string("SELECT count(*) FROM ") + table)) + " ";
        return all;
    };
    std::string before = counts();
    db.run("UPDATE summary SET value = 0");
    ASSERT_EQ(append(Answer(rich_scenario(), 64)), SFL_OK);
    EXPECT_EQ(counts(), before);
    EXPECT_EQ(db.whole("SELECT count(*) > 0 FROM summary JOIN run USING (run) WHERE paths = 64 AND value <> 0"), 1);
    EXPECT_EQ(db.whole("SELECT count(*) FROM summary JOIN run USING (run) WHERE paths = 10 AND value <> 0"), 0);
    EXPECT_EQ(db.whole("SELECT paths FROM latest_run"), 64);
}

TEST_F(Sqlite, ARunThatIsDeletedTakesItsRowsAlong)
{
    ASSERT_EQ(append(Answer(rich_scenario(), 64)), SFL_OK);
    Database db(file);
    db.run("PRAGMA foreign_keys = ON; DELETE FROM run");
    for (const char *table : {"summary", "quantile", "histogram", "month", "contract", "pair"})
        EXPECT_EQ(db.whole(std::string("SELECT count(*) FROM ") + table), 0) << table;
}

TEST_F(Sqlite, TheRunSaysWhereItComesFrom)
{
    Answer answer(rich_scenario(), 64);
    ASSERT_EQ(append(answer), SFL_OK);
    Database db(file);
    EXPECT_EQ(db.text("SELECT scenario FROM run"), answer.dump);
    EXPECT_EQ(db.text("SELECT fingerprint FROM run"), answer.summary->fingerprint);
    EXPECT_EQ(db.text("SELECT scenario_sha256 FROM run"), answer.summary->sha256);
    EXPECT_EQ(db.text("SELECT seed || ' ' || paths || ' ' || is_partial || ' ' || months || ' ' || currency FROM run"),
              "7 64 0 30 USD");
    EXPECT_EQ(db.text("SELECT overrides || ' ' || time || ' ' || file FROM run"),
              "simulation.seed=7 2026-01-01T00:00:00Z test.cfg");
}

TEST_F(Sqlite, WhatStandsInSeveralTablesIsTheSame)
{
    ASSERT_EQ(append(Answer(rich_scenario(), 512)), SFL_OK);
    Database db(file);
    EXPECT_EQ(db.whole("SELECT count(*) FROM quantile"), 3 * 2 * 4 * 7);
    EXPECT_EQ(db.whole("SELECT count(*) FROM quantile JOIN summary USING (run, architecture, money, part, p)"
                       " WHERE measure LIKE 'q%' AND quantile.value IS summary.value AND quantile.low IS summary.low"
                       " AND quantile.high IS summary.high"),
              3 * 2 * 4 * 7);
    EXPECT_EQ(db.whole("SELECT count(*) FROM month JOIN summary USING (run, architecture, month)"
                       " WHERE measure = 'spend.q80' AND spend_q80 IS value"),
              3 * 30);
    EXPECT_EQ(db.whole("SELECT count(*) FROM contract JOIN summary USING (run, architecture, contract, period)"
                       " WHERE measure = 'room.q50' AND room_q50 IS value"),
              db.whole("SELECT count(*) FROM contract"));
    EXPECT_EQ(
        db.whole(
            "SELECT count(*) FROM pair JOIN summary s ON (a = architecture AND b = versus AND pair.money = s.money)"
            " WHERE measure = 'difference.mean' AND difference_mean IS value AND difference_high IS high"),
        db.whole("SELECT count(*) FROM pair"));
}

TEST_F(Sqlite, AHistogramHoldsAllPathsAndItsStepsTouch)
{
    ASSERT_EQ(append(Answer(rich_scenario(), 512)), SFL_OK);
    Database db(file);
    EXPECT_EQ(db.whole("SELECT count(*) FROM (SELECT sum(share) AS s FROM histogram GROUP BY architecture, money)"
                       " WHERE abs(s - 1) > 1e-9"), // shares are counts over 512, 66 of them added
              0);
    EXPECT_EQ(db.whole("SELECT count(*) FROM histogram x JOIN histogram y USING (architecture, money)"
                       " WHERE y.step = x.step + 1 AND x.to_value IS NOT y.from_value"),
              0);
    EXPECT_EQ(db.whole("SELECT count(*) FROM histogram WHERE from_value IS NULL"), 6);
    EXPECT_EQ(db.whole("SELECT count(*) FROM histogram WHERE to_value IS NULL"), 6);
}

TEST_F(Sqlite, AHistogramIsThatOfTheAnswer)
{
    Answer answer(rich_scenario(), 512);
    ASSERT_EQ(append(answer), SFL_OK);
    Database db(file);
    for (int32_t i = 0; i < answer.summary->n_architectures; ++i) {
        const sfl_summary_histogram &wanted = answer.summary->architectures[i].histogram[SFL_MONEY_NPV];
        std::vector<double>          shares;
        double                       from = 0.0, to = 0.0;
        std::string                  name = answer.summary->architectures[i].name;
        db.each("SELECT share, from_value, to_value, step FROM histogram WHERE money = 'npv' AND architecture = '" +
                    name + "' ORDER BY step",
                [&](sqlite3_stmt *row) {
                    if (shares.size() == 1) from = Database::real_of(row, 1);
                    if (shares.size() == static_cast<size_t>(wanted.n)) to = Database::real_of(row, 2);
                    EXPECT_EQ(sqlite3_column_int64(row, 3), static_cast<int64_t>(shares.size()));
                    shares.push_back(Database::real_of(row, 0));
                });
        ASSERT_EQ(shares.size(), static_cast<size_t>(wanted.n) + 2);
        EXPECT_EQ(from, wanted.from);
        EXPECT_EQ(to, wanted.to);
        EXPECT_EQ(shares.front(), wanted.below);
        EXPECT_EQ(shares.back(), wanted.above);
        EXPECT_TRUE(std::equal(shares.begin() + 1, shares.end() - 1, wanted.shares));
    }
}

TEST_F(Sqlite, NamesAreDataWhateverIsInThem)
{
    ASSERT_EQ(append(Answer(risky_scenario(), 4)), SFL_OK);
    Database              db(file);
    std::set<std::string> found;
    db.each("SELECT DISTINCT architecture FROM month",
            [&](sqlite3_stmt *row) { found.insert(Database::text_of(row, 0)); });
    EXPECT_EQ(found, std::set<std::string>(risky_names.begin(), risky_names.end()));
}

TEST_F(Sqlite, ADatabaseOfAnotherProgramIsRefusedAndLeftAlone)
{
    std::ofstream(file).close();
    Database(file).run("CREATE TABLE theirs (x)");
    expect_refused("is a database of another program; an answer is added to one of shortfall or to a new file");
    Database(file).run("DROP TABLE theirs; PRAGMA application_id = 5");
    expect_refused("is a database of another program; an answer is added to one of shortfall or to a new file");
}

TEST_F(Sqlite, AFileThatIsNoDatabaseIsRefusedAndLeftAlone)
{
    std::ofstream(file) << "a page of text\n";
    expect_refused("nothing can be added to it: SQLite says: file is not a database");
}

TEST_F(Sqlite, TablesOfANewerVersionAreRefusedAndLeftAlone)
{
    ASSERT_EQ(append(Answer(certain_scenario(), 2)), SFL_OK);
    Database(file).run("PRAGMA user_version = 2");
    expect_refused("is a database of a newer shortfall, whose tables this one does not know");
}

TEST_F(Sqlite, AFullDiskLeavesTheOldAnswersWhole)
{
    ASSERT_EQ(append(Answer(certain_scenario(), 2)), SFL_OK);
    std::string before = bytes();
    Answer      answer(rich_scenario(), 64);
    rlimit      was, small;
    getrlimit(RLIMIT_FSIZE, &was);
    small          = was;
    small.rlim_cur = before.size() + 8192;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    sfl_status status = append(answer);
    setrlimit(RLIMIT_FSIZE, &was);
    signal(SIGXFSZ, SIG_DFL);
    EXPECT_EQ(status, SFL_ERR_OUTPUT);
    EXPECT_NE(std::string(sfl_diag_line(answer.diag, 0)).find("SQLite says: "), std::string::npos);
    Database db(file);
    EXPECT_EQ(db.whole("SELECT count(*) FROM run"), 1);
    EXPECT_EQ(db.text("PRAGMA integrity_check"), "ok");
}

TEST_F(Sqlite, ItGoesIntoAFileAndNowhereElse)
{
    Answer answer(certain_scenario(), 2);
    EXPECT_EQ(sfl_report_write(answer.summary, "sqlite", nullptr, stdout, answer.diag), SFL_ERR_USAGE);
    EXPECT_EQ(sfl_report_append(answer.summary, "sqlite", nullptr, folder.in("none/a.sqlite").c_str(), answer.diag),
              SFL_ERR_OUTPUT);
}

} // namespace
